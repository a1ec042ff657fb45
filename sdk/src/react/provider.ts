import { createContext, createElement, type ReactNode, useContext } from 'react'
import type { Deployment } from '../deployments.js'

/** Addresses of the protocol by the id of their chain. */
export type Deployments = { readonly [chainId: number]: Deployment }

const DeploymentsContext = createContext<Deployments>({})

/** Properties of {@link BreakwaterProvider}. */
export interface BreakwaterProviderProps {
  /** Addresses of the protocol where they are not known, by the id of the chain. */
  deployments: Deployments
  children?: ReactNode
}

/**
 * Tells the hooks below it where the protocol is on chains where that is not known. Without it they use the known addresses.
 *
 * @example
 * ```tsx
 * const page = <BreakwaterProvider deployments={{ [chainId]: deployment }}>The page</BreakwaterProvider>
 * ```
 */
export function BreakwaterProvider({ deployments, children }: BreakwaterProviderProps) {
  return createElement(DeploymentsContext.Provider, { value: deployments }, children)
}

/** The deployment that a hook uses: the one that it is given, or its provider's. */
export function useDeployment(chainId: number, given: Deployment | undefined): Deployment | undefined {
  const deployments = useContext(DeploymentsContext)
  return given ?? deployments[chainId]
}

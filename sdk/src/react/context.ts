import type { Address } from 'viem'
import { useAccount, useChainId, useClient, useConfig } from 'wagmi'
import type { Deployment } from '../deployments.js'
import type { ReadClient } from '../internal/read.js'
import type { AnyClient } from '../internal/writeTypes.js'
import { useDeployment } from './provider.js'
import { walletClient } from './walletClient.js'

/** Where a hook works. */
export interface ChainParameters {
  /** Id of the chain; one of wagmi's configuration. Its current one by default. */
  chainId?: number | undefined
  /** Addresses of the protocol on this chain. Those of the provider by default, then known ones. */
  deployment?: Deployment | undefined
}

/** What hooks read with, and who is connected. */
export interface ReadContext {
  chainId: number
  client: ReadClient | undefined
  deployment: Deployment | undefined
  account: Address | undefined
}

export function useReadContext(given: ChainParameters): ReadContext {
  const current = useChainId()
  const chainId = given.chainId ?? current
  const client = useClient({ chainId })
  const deployment = useDeployment(chainId, given.deployment)
  const { address } = useAccount()
  return { chainId, client, deployment, account: address }
}

/** Gets the client of the connected wallet when it is needed: until then wallet and chain may change. */
export function useWallet(chainId: number): () => Promise<AnyClient> {
  const config = useConfig()
  return () => walletClient(config, chainId)
}

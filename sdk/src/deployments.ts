import type { Address } from 'viem'
import { UnknownDeploymentError } from './errors/errors.js'
import { generatedDeployments } from './generated/contracts.js'

/** Addresses of the protocol's singletons on one chain. */
export interface Deployment {
  /** CoverPoolFactory: creates pools. */
  readonly factory: Address
  /** ProductRegistry: products and terms. */
  readonly registry: Address
  /** AuditRegistry: auditors' attestations of code. */
  readonly auditRegistry: Address
  /** ProxyCode: implementations of proxies, by proof. */
  readonly proxyCode: Address
  /** CoverToken: the ERC-721 of all covers. */
  readonly coverToken: Address
  /** PoolConfigurator: terms and prices of pools. */
  readonly poolConfigurator: Address
  /** LossLedger: drawn parts of proven losses. */
  readonly lossLedger: Address
  /** ShareLossMeter: losses of ERC-4626 vaults. */
  readonly shareLossMeter: Address
  /** PriceDepegMeter: losses of pegged prices, by a Chainlink feed. */
  readonly priceDepegMeter: Address
  /** BadDebtMeter: losses of lending markets, by their own deficit. */
  readonly badDebtMeter: Address
  /** Court: decides cases of firings and reports. */
  readonly court: Address
}

/** Address of Permit2 on every chain that has it. */
export const permit2Address: Address = '0x000000000022D473030F116dDEE9F6B43aC78BA3'

/** The public deployments by chain id. */
export const deployments: { readonly [chainId: number]: Deployment } = generatedDeployments

/**
 * Looks up the protocol's addresses.
 *
 * @param chainId - Id of the chain.
 * @throws {@link UnknownDeploymentError} on a chain without a public deployment.
 *
 * @example
 * ```ts
 * const { factory } = getDeployment(client.chain.id)
 * ```
 */
export function getDeployment(chainId: number | undefined): Deployment {
  const deployment = chainId === undefined ? undefined : deployments[chainId]
  if (!deployment) throw new UnknownDeploymentError(chainId)
  return deployment
}

import type { Address } from 'viem'
import { UnknownDeploymentError } from './errors/errors.js'
import { generatedDeployments } from './generated/contracts.js'

/** Addresses of the protocol's singletons on one chain. */
export interface Deployment {
  /** CoverPoolFactory: creates pools. */
  readonly factory: Address
  /** ProductRegistry: products and terms. */
  readonly registry: Address
  /** AuditRegistry: what auditors attest of code. */
  readonly auditRegistry: Address
  /** ProxyCode: where a proxy points, by proof. */
  readonly proxyCode: Address
  /** CoverToken: the ERC-721 of all covers. */
  readonly coverToken: Address
  /** PoolConfigurator: what pools sell, and at which prices. */
  readonly poolConfigurator: Address
  /** LossLedger: how much of each proven loss has been drawn. */
  readonly lossLedger: Address
  /** ShareLossMeter: losses of ERC-4626 vaults, by measurement. */
  readonly shareLossMeter: Address
  /** PriceDepegMeter: losses of pegged prices, by a Chainlink feed. */
  readonly priceDepegMeter: Address
  /** BadDebtMeter: losses of lending markets, by their own deficit. */
  readonly badDebtMeter: Address
  /** Court: decides cases, of what a meter has fired or somebody has reported. */
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

import { type Address, type Hex, isAddress } from 'viem'
import { InvalidParameterError, UnknownDeploymentError } from './errors/errors.js'
import { generatedDeployments } from './generated/deployments.js'

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
  /** CoverRouter: one purchase over several pools. */
  readonly coverRouter: Address
  /** CoveredVaultFactory: ERC-4626 vaults that cover the deposits in another one. */
  readonly coveredVaultFactory: Address
  /** PayoutDistributorFactory: contracts that divide the payouts of one cover by tables of losses. */
  readonly payoutDistributorFactory: Address
  /** RenewalMandate: renewals of covers by their owners' signed mandates. */
  readonly renewalMandate: Address
}

/** A deployment with all that identifies it. */
export interface DeploymentRecord extends Deployment {
  /** Id of the chain. */
  readonly chainId: number
  /** Version of `@breakwater/contracts` that it was deployed from. */
  readonly release: string
  /** Owner of the registries when they were deployed. */
  readonly owner: Address
  /** Block of the first contract: no event is older. Left out where no node that was asked knew it. */
  readonly startBlock?: number
  /** By name of the contract: Keccak-256 of its runtime code with zeros where its immutables are. */
  readonly codeHashes: { readonly [contractName: string]: Hex }
  /** What all contracts were compiled with: version and settings of solc. */
  readonly compiler: { readonly version: string; readonly settings: { readonly [name: string]: unknown } }
}

/** Address of Permit2 on every chain that has it. */
export const permit2Address: Address = '0x000000000022D473030F116dDEE9F6B43aC78BA3'

/** The public deployments by chain id and release, oldest release first. There is none yet. */
export const deployments: {
  readonly [chainId: number]: { readonly [release: string]: DeploymentRecord }
} = generatedDeployments

/**
 * Looks up the protocol's addresses.
 *
 * @param chainId - Id of the chain.
 * @param release - Version of the contracts; the newest on the chain by default.
 * @throws {@link UnknownDeploymentError} where there is no public deployment.
 *
 * @example
 * ```ts
 * const { factory } = getDeployment(client.chain.id)
 * ```
 */
export function getDeployment(chainId: number | undefined, release?: string): DeploymentRecord {
  const releases = (chainId === undefined ? undefined : deployments[chainId]) ?? {}
  const name = release ?? Object.keys(releases).at(-1)
  const deployment = name !== undefined && Object.hasOwn(releases, name) ? releases[name] : undefined
  if (deployment) return deployment
  throw new UnknownDeploymentError(chainId, release, Object.keys(deployments).length === 0)
}

/** Names of the addresses of a deployment. */
const names = /* @__PURE__ */ Object.keys({
  factory: true,
  registry: true,
  auditRegistry: true,
  proxyCode: true,
  coverToken: true,
  poolConfigurator: true,
  lossLedger: true,
  shareLossMeter: true,
  priceDepegMeter: true,
  badDebtMeter: true,
  court: true,
  coverRouter: true,
  coveredVaultFactory: true,
  payoutDistributorFactory: true,
  renewalMandate: true,
} satisfies Record<keyof Deployment, true>)

/**
 * Refuses what is not a deployment.
 *
 * @throws {@link InvalidParameterError} naming the first address that is missing or wrong.
 */
export function checkDeployment(deployment: Deployment): void {
  const given = deployment as unknown as Record<string, unknown> | null
  for (const name of names) {
    const address = given?.[name]
    if (typeof address !== 'string' || !isAddress(address))
      throw new InvalidParameterError(`deployment.${name}`, address, 'is not an address')
  }
}

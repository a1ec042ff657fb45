import { type Address, isAddressEqual } from 'viem'
import { InvalidParameterError } from '../../errors/errors.js'
import * as CoveredVault from '../../generated/abi/CoveredVault.js'
import * as CoverToken from '../../generated/abi/CoverToken.js'
import * as ProductRegistry from '../../generated/abi/ProductRegistry.js'
import { deploymentOf, type ReadClient, readTogether } from '../../internal/read.js'
import { toSync, toSyncAll } from '../../internal/sync.js'
import { defineWriteAction } from '../../internal/write.js'
import type { SyncAction, SyncAllAction, WriteAction } from '../../internal/writeTypes.js'
import { parseCoverId } from '../cover/ids.js'
import { embedding } from './errors.js'
import { requireCoveredVault } from './known.js'

const syncAbi = /* @__PURE__ */ embedding([CoveredVault.sync, CoveredVault.CoverageSynced] as const)
const settleAbi = /* @__PURE__ */ embedding([CoveredVault.settleFirings, CoveredVault.FiringSettled] as const)
const policyAbi = /* @__PURE__ */ embedding([CoveredVault.policy] as const)
const registryAbi = /* @__PURE__ */ embedding([ProductRegistry.getTerms] as const)
const ownerAbi = /* @__PURE__ */ embedding([CoverToken.ownerOf] as const)
// Payable in the token, which saves it a check. What is sent along would be lost, so nothing is.
// A spread among arguments would keep the call in every bundle.
const giveAbi = [
  { ...CoverToken.safeTransferFrom, stateMutability: 'nonpayable' },
  CoveredVault.CoverGiven,
] as const

/** Parameters of {@link syncCoveredVault}. */
export interface SyncCoveredVaultParameters {
  vault: Address
  /** The version of the product's terms that is for sale. */
  termsId: bigint
}

/**
 * Settles firings of a covered vault, extends covers near their end, and buys what is missing for what has been in the vault
 * for an hour. Anyone may call it; a keeper does daily. What is refused, or dearer than the vault pays, is left out; so is what
 * does not fit into the call's gas. The vault wants three million at least; what is not used comes back.
 *
 * @throws `UnknownTerms`, `TermsNotTaken`, `GasTooLow`
 *
 * @example
 * ```ts
 * const { cover, premium } = await syncCoveredVaultSync(keeper, { vault, termsId })
 * ```
 */
export const syncCoveredVault: WriteAction<
  SyncCoveredVaultParameters,
  typeof syncAbi,
  'sync',
  'CoverageSynced'
> = /* @__PURE__ */ defineWriteAction({
  abi: syncAbi,
  functionName: 'sync',
  eventName: 'CoverageSynced',
  positive: ['termsId'],
  request: ({ vault, termsId }) => ({ address: vault, args: [termsId] }),
})

/** {@link syncCoveredVault}, waiting for the receipt. */
export const syncCoveredVaultSync: SyncAction<SyncCoveredVaultParameters, typeof syncAbi, 'CoverageSynced'> =
  /* @__PURE__ */ toSync(syncCoveredVault)

/** Parameters of {@link settleFirings}. */
export interface SettleFiringsParameters {
  vault: Address
}

/**
 * Opens the cases of a covered vault's firings, claims on them, and settles those of which no held cover can be paid any
 * more. Deposits open once all are settled. Anyone may call it; it asks the wrapped vault for nothing. Gas is as with {@link
 * syncCoveredVault}.
 *
 * @throws `GasTooLow`
 *
 * @example
 * ```ts
 * const { events } = await settleFiringsSync(keeper, { vault })
 * for (const { number } of events) console.log(`firing ${number} is settled`)
 * ```
 */
export const settleFirings: WriteAction<
  SettleFiringsParameters,
  typeof settleAbi,
  'settleFirings',
  'FiringSettled'
> = /* @__PURE__ */ defineWriteAction({
  abi: settleAbi,
  functionName: 'settleFirings',
  eventName: 'FiringSettled',
  request: ({ vault }) => ({ address: vault, args: [] }),
})

/** {@link settleFirings}, waiting for the receipt. */
export const settleFiringsSync: SyncAllAction<SettleFiringsParameters, typeof settleAbi, 'FiringSettled'> =
  /* @__PURE__ */ toSyncAll(settleFirings)

/** Parameters of {@link giveCover}. */
export interface GiveCoverParameters {
  /** The covered vault. */
  vault: Address
  coverId: bigint
  /** Owner of the cover, who must be the vault's sponsor. The sender by default. */
  from?: Address | undefined
}

/**
 * Gives a cover to a covered vault for good. Only its sponsor may: four covers at a time, of the vault's product and pools.
 * They protect like covers that the vault buys, and are not extended. A plain {@link transferCover} would be lost to the
 * vault: it does not notice.
 *
 * @throws {@link InvalidParameterError} if the factory has not created the vault, or the cover or its owner is one that the
 * vault does not take.
 * @throws `CoverNotTaken` for a fifth gift, a seventeenth cover, or one that protected at a firing that is settled.
 *
 * @example
 * ```ts
 * await giveCoverSync(sponsor, { vault, coverId })
 * ```
 */
export const giveCover: WriteAction<GiveCoverParameters, typeof giveAbi, 'safeTransferFrom', 'CoverGiven'> =
  /* @__PURE__ */ defineWriteAction({
    abi: giveAbi,
    functionName: 'safeTransferFrom',
    eventName: 'CoverGiven',
    emitter: ({ vault }) => vault,
    async preflight(client, { vault, coverId, deployment }) {
      await requireCoveredVault(client, vault, { deployment })
      await requireGift(client, { vault, coverId }, { deployment })
    },
    request: ({ vault, coverId, from }, { sender, deployment }) => ({
      address: deployment().coverToken,
      args: [from ?? sender('from'), vault, coverId],
    }),
  })

/** {@link giveCover}, waiting for the receipt. */
export const giveCoverSync: SyncAction<GiveCoverParameters, typeof giveAbi, 'CoverGiven'> =
  /* @__PURE__ */ toSync(giveCover)

/** Refuses, by name, what the vault would refuse without a reason. The vault's own `CoverNotTaken` is left for the rest. */
async function requireGift(
  client: ReadClient,
  { vault, coverId }: Pick<GiveCoverParameters, 'vault' | 'coverId'>,
  options: Parameters<typeof requireCoveredVault>[2],
): Promise<void> {
  const { coverToken, registry } = deploymentOf(client, options)
  const { poolId, termsId } = parseCoverId(coverId)
  const [policy, owner, terms] = await readTogether(
    client,
    [
      { abi: policyAbi, address: vault, functionName: 'policy' },
      { abi: ownerAbi, address: coverToken, functionName: 'ownerOf', args: [coverId] },
      { abi: registryAbi, address: registry, functionName: 'getTerms', args: [termsId] },
    ],
    {},
  )
  const { sponsor, productId, poolIds, maxDeductible } = policy
  if (!isAddressEqual(owner, sponsor))
    throw new InvalidParameterError('coverId', owner, `belongs to somebody else than the sponsor, ${sponsor}`)
  const fail = (problem: string): never => {
    throw new InvalidParameterError('coverId', coverId, problem)
  }
  if (terms.productId !== productId) fail(`is of product ${terms.productId}, and the vault's is ${productId}`)
  if (terms.deductible > maxDeductible)
    fail(`has a deductible of ${terms.deductible}, and the vault takes at most ${maxDeductible}`)
  if (!poolIds.includes(poolId)) fail(`is of pool ${poolId}, which is none of the vault's`)
}

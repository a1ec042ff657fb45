import type { Address, Hash, TransactionReceipt } from 'viem'
import {
  claimLossSync,
  claimPayoutSync,
  claimPayoutsSync,
  claimPayoutToSync,
  type LossInTable,
  type ProvenLoss,
} from '../actions/claims/claims.js'
import { InvalidParameterError } from '../errors/errors.js'
import { defineWriteMutation, type WriteMutationFactory } from './writeMutation.js'

/** Variables of {@link claimMutationOptions}. */
export interface ClaimVariables {
  pool: Address
  coverId: bigint
  /** What the claim must name: the `incidentIds` of a claim in a portfolio. */
  incidentIds: readonly bigint[]
  /** Receiver of the payout. The owner of the cover by default; only the owner may name another. */
  receiver?: Address | undefined
  /** The insured's loss, for terms that need a proof of it. */
  loss?: ProvenLoss | LossInTable | undefined
}

/** What has come of a claim. */
export interface ClaimMade {
  outcome: 'done' | 'repriced'
  hash: Hash
  receipt: TransactionReceipt
  /** What was paid, asset units. */
  payout: bigint
  /** Whether nothing is paid yet: the settlement is short, and the claim is registered until more of it is known. */
  isRegistered: boolean
}

/**
 * Claims a cover's payout: by `claimPayout`, for several incidents by `claimPayouts`, with a proof of loss by `claimLoss`.
 *
 * @throws what these throw, each with an `outcome`
 *
 * @example
 * ```ts
 * import { getPortfolio } from '@breakwater/sdk'
 * import { claimMutationOptions } from '@breakwater/sdk/query'
 *
 * const { covers } = await getPortfolio(client, { owner, deployment })
 * const { mutationFn } = claimMutationOptions(client, { deployment })
 * for (const { pool, coverId, claims } of covers)
 *   for (const { incidentIds, payout } of claims) if (payout > 0n) await mutationFn({ pool, coverId, incidentIds })
 * ```
 */
export const claimMutationOptions: WriteMutationFactory<ClaimVariables, ClaimMade> =
  /* @__PURE__ */ defineWriteMutation(
    'claim',
    async (client, { pool, coverId, incidentIds, receiver, loss }, { deployment, onStage, onSent }) => {
      const [incidentId, ...others] = incidentIds
      if (incidentId === undefined) throw new InvalidParameterError('incidentIds', incidentIds, 'is empty')
      if (loss && others.length > 0)
        throw new InvalidParameterError('incidentIds', incidentIds, 'names several, and a loss is of one')
      onStage({ name: 'confirming', isBatch: false })
      const sender = { account: client.account, deployment, onSent }
      const one = { pool, coverId, incidentId, ...sender } as never
      if (others.length > 0) {
        const all = { pool, coverId, incidentIds, receiver, ...sender } as never
        const { events, ...sent } = await claimPayoutsSync(client, all)
        return toClaim(
          sent,
          events.reduce((sum, { payout }) => sum + payout, 0n),
        )
      }
      const { payout = 0n, ...sent } = loss
        ? await claimLossSync(client, { ...(one as object), ...loss, receiver } as never)
        : receiver
          ? await claimPayoutToSync(client, { ...(one as object), receiver } as never)
          : await claimPayoutSync(client, one)
      return toClaim(sent, payout)
    },
    'claim',
  )

const toClaim = (
  { outcome, hash, receipt }: Pick<ClaimMade, 'outcome' | 'hash' | 'receipt'>,
  payout: bigint,
): ClaimMade => ({ outcome, hash, receipt, payout, isRegistered: payout === 0n })

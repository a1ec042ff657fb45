import type { Address } from 'viem'
import { zeroAddress } from 'viem'
import { InvalidParameterError } from '../../errors/errors.js'
import * as CoverPool from '../../generated/abi/CoverPool.js'
import { LAST_TIME, toSeconds } from '../../internal/parameters.js'
import { type AssetPermit, withPermit } from '../../internal/permit.js'
import { type ReadClient, type ReadOptions, readOne, readTogether } from '../../internal/read.js'
import { toSync } from '../../internal/sync.js'
import { defineWriteAction } from '../../internal/write.js'
import type { SyncAction, WriteAction } from '../../internal/writeTypes.js'
import { DAY } from '../../math/arithmetic.js'
import { poolTermsSlot, waitingPeriodOf } from './poolTerms.js'

const buyAbi = [CoverPool.buyCover, CoverPool.CoverBought] as const
const startAbi = [CoverPool.quoteCover, CoverPool.extsload] as const
const extendAbi = [CoverPool.extendCover, CoverPool.CoverExtended] as const
const cancelAbi = [CoverPool.cancelCover, CoverPool.CoverCancelled] as const
const buyerAbi = [CoverPool.setBuyer, CoverPool.BuyerSet] as const
const isBuyerAbi = [CoverPool.isBuyer] as const
const expiriesAbi = [CoverPool.processExpiries, CoverPool.ExpiriesProcessed] as const

/** Parameters of {@link buyCover}. */
export interface BuyCoverParameters {
  pool: Address
  /** Terms to buy. */
  termsId: bigint
  /** Covered amount, asset units; a multiple of the pool's cover unit. */
  amount: bigint
  /** Seconds of protection, from 1 to 365 days; the end moves up to the next 00:00 UTC. */
  duration: number
  /** The most that may leave the payer, the integrator's fee included; asset units. */
  maxPremium: bigint
  /** Last second at which the purchase may be mined. */
  deadline: number
  /**
   * The latest start of protection that the order accepts, seconds: a case that is opened before
   * the purchase is mined can defer starts by up to 30 days. By default a quote is made, and this
   * is a day after its start, or after that of a purchase at the deadline. `call` makes no request,
   * and requires it.
   */
  maxStart?: number | undefined
  /** Receiver of the cover. The sender by default. */
  onBehalf?: Address | undefined
  /** Insured account, whose loss counts; fixed for good. The receiver of the cover by default. */
  insured?: Address | undefined
  /** Receiver of refunds; fixed for good. The receiver of the cover by default. */
  refundTo?: Address | undefined
  /** Receiver of the integrator's fee. */
  integrator?: Address | undefined
  /** Fee on top of the premium, asset units; at most a fifth of it. 0 by default. */
  integratorFee?: bigint | undefined
  /**
   * A signed allowance that the same transaction submits, from {@link signAssetPermit}. Not needed
   * after an approval.
   */
  permit?: AssetPermit | undefined
}

/**
 * Buys a cover. The pool needs an approval for the premium and the fee, or a `permit`.
 *
 * @throws `CapacityExceeded`, `PremiumAboveMax`, `StartTooLate`, `DeadlinePassed`, `NotMultipleOf`, `DurationOutOfRange`,
 * `TermsNotForSale`, `InsuredNotApproved`, `IntegratorFeeTooHigh`, `SalesStopped`, `BelowMark`, `PoolShort`, `WrongChain`,
 * `TransferFromFailed`
 *
 * @example
 * ```ts
 * const order = { pool, termsId, amount: parseUnits('50000', 6), duration: 90 * 86_400 }
 * const { premium, start } = await getQuoteDetails(client, order)
 * const maxPremium = parseUnits('250', 6) // what it is worth to you
 * if (premium > maxPremium) throw new Error('The cover is too dear.')
 * await approveAssetSync(client, { asset, pool, amount: maxPremium })
 * const bounds = { maxPremium, maxStart: start + 3600, deadline: now + 600 }
 * const { coverId } = await buyCoverSync(client, { ...order, ...bounds })
 * ```
 */
export const buyCover: WriteAction<BuyCoverParameters, typeof buyAbi, 'buyCover', 'CoverBought'> =
  /* @__PURE__ */ defineWriteAction({
    abi: buyAbi,
    functionName: 'buyCover',
    eventName: 'CoverBought',
    wrap: withPermit,
    mayBeZero: ['integrator'],
    positive: ['termsId', 'amount'],
    async complete(client, order) {
      if (order.maxStart !== undefined) return order
      buyCover.call(client, { ...order, maxStart: 0 })
      return { ...order, maxStart: await quotedMaxStart(client, order) }
    },
    request({ pool, ...order }, { sender }) {
      const { integrator = zeroAddress, integratorFee = 0n } = order
      if (integratorFee !== 0n && integrator === zeroAddress) {
        throw new InvalidParameterError('integrator', integrator, 'is missing, and there is a fee for it')
      }
      const onBehalf = order.onBehalf ?? sender('onBehalf')
      if (order.maxStart === undefined) {
        const hint = 'Add to the start of a quote what it may move by.'
        throw new InvalidParameterError('maxStart', undefined, 'is missing, and call makes no quote', hint)
      }
      return {
        address: pool,
        args: [
          {
            termsId: order.termsId,
            amount: order.amount,
            duration: toSeconds('duration', order.duration, DAY, 365 * DAY),
            onBehalf,
            insured: order.insured ?? onBehalf,
            refundTo: order.refundTo ?? onBehalf,
            maxPremium: order.maxPremium,
            maxStart: order.maxStart,
            deadline: toSeconds('deadline', order.deadline),
            integrator,
            integratorFee,
          },
        ],
      }
    },
  })

/** Seconds by which protection may start later than quoted, by default. */
const START_TOLERANCE = DAY

/** The start that is quoted now, or that of a purchase at the deadline, plus the tolerance. */
async function quotedMaxStart(client: ReadClient, order: BuyCoverParameters): Promise<number> {
  const { termsId, amount, duration, deadline } = order
  const contract = { abi: startAbi, address: order.pool } as const
  const [quote, [poolTerms = '0x0']] = await readTogether(
    client,
    [
      { ...contract, functionName: 'quoteCover', args: [termsId, amount, BigInt(duration)] },
      { ...contract, functionName: 'extsload', args: [[poolTermsSlot(termsId)]] },
    ],
    {},
  )
  const latest = Math.max(quote.start, deadline + waitingPeriodOf(poolTerms))
  return Math.min(latest + START_TOLERANCE, LAST_TIME)
}

/** {@link buyCover}, waiting for the receipt. */
export const buyCoverSync: SyncAction<BuyCoverParameters, typeof buyAbi, 'CoverBought'> =
  /* @__PURE__ */ toSync(buyCover)

/** Parameters of {@link extendCover}. */
export interface ExtendCoverParameters {
  pool: Address
  coverId: bigint
  /** Seconds to add, from 1 to 365 days; the end moves up to the next 00:00 UTC. */
  added: number
  /** The most that may leave the payer, asset units. */
  maxPremium: bigint
  /** Last second at which the extension may be mined. */
  deadline: number
  /**
   * A signed allowance that the same transaction submits, from {@link signAssetPermit}. Not needed
   * after an approval.
   */
  permit?: AssetPermit | undefined
}

/**
 * Moves a cover's end; its protection goes on without a gap. Only its owner or an account approved
 * by the owner may call it; the sender pays.
 *
 * @throws `DeadlinePassed`, `NotAuthorized`, `CoverEnded`, `DurationOutOfRange`, `TermsNotForSale`, `SalesStopped`,
 * `CapitalRequired`, `CapacityExceeded`, `PremiumAboveMax`, `PoolShort`, `TransferFromFailed`
 *
 * @example
 * ```ts
 * const { end } = await extendCoverSync(client, { pool, coverId, added: 30 * 86_400, maxPremium, deadline })
 * ```
 */
export const extendCover: WriteAction<
  ExtendCoverParameters,
  typeof extendAbi,
  'extendCover',
  'CoverExtended'
> = /* @__PURE__ */ defineWriteAction({
  abi: extendAbi,
  functionName: 'extendCover',
  eventName: 'CoverExtended',
  wrap: withPermit,
  request: ({ pool, coverId, added, maxPremium, deadline }) => ({
    address: pool,
    args: [coverId, toSeconds('added', added, DAY, 365 * DAY), maxPremium, toSeconds('deadline', deadline)],
  }),
})

/** {@link extendCover}, waiting for the receipt. */
export const extendCoverSync: SyncAction<ExtendCoverParameters, typeof extendAbi, 'CoverExtended'> =
  /* @__PURE__ */ toSync(extendCover)

/** Parameters of {@link cancelCover}. */
export interface CancelCoverParameters {
  pool: Address
  coverId: bigint
}

/**
 * Ends a cover for good, and returns 95 % of its unearned premium after the minimum billing to its
 * refund address. No incident hinders it. Claims that have not been made are given up; the token
 * stays, and with it registered claims. Only its owner or an account approved by the owner may call
 * it.
 *
 * @throws `NotAuthorized`, `CoverEnded`, `NotRefundable`
 *
 * @example
 * ```ts
 * const { refund } = await cancelCoverSync(client, { pool, coverId })
 * ```
 */
export const cancelCover: WriteAction<
  CancelCoverParameters,
  typeof cancelAbi,
  'cancelCover',
  'CoverCancelled'
> = /* @__PURE__ */ defineWriteAction({
  abi: cancelAbi,
  functionName: 'cancelCover',
  eventName: 'CoverCancelled',
  request: ({ pool, coverId }) => ({ address: pool, args: [coverId] }),
})

/** {@link cancelCover}, waiting for the receipt. */
export const cancelCoverSync: SyncAction<CancelCoverParameters, typeof cancelAbi, 'CoverCancelled'> =
  /* @__PURE__ */ toSync(cancelCover)

/** Parameters of {@link setBuyer}. */
export interface SetBuyerParameters {
  pool: Address
  /** Account that may buy cover of which the sender is the insured. */
  buyer: Address
  approved: boolean
}

/**
 * Lets an account buy cover in a pool of which the sender is the insured, on terms that need a proof
 * of loss; or ends that. It gives no right over shares, exits or claims.
 *
 * @example
 * ```ts
 * await setBuyerSync(client, { pool, buyer, approved: true })
 * ```
 */
export const setBuyer: WriteAction<SetBuyerParameters, typeof buyerAbi, 'setBuyer', 'BuyerSet'> =
  /* @__PURE__ */ defineWriteAction({
    abi: buyerAbi,
    functionName: 'setBuyer',
    eventName: 'BuyerSet',
    request: ({ pool, buyer, approved }) => ({ address: pool, args: [buyer, approved] }),
  })

/** {@link setBuyer}, waiting for the receipt. */
export const setBuyerSync: SyncAction<SetBuyerParameters, typeof buyerAbi, 'BuyerSet'> =
  /* @__PURE__ */ toSync(setBuyer)

/** Parameters of {@link isBuyer}. */
export interface IsBuyerParameters extends ReadOptions {
  pool: Address
  insured: Address
  buyer: Address
}

/**
 * Whether an account may buy cover of which another is the insured, by the consent that `setBuyer`
 * gives. The insured itself and its operators may without.
 *
 * @example
 * ```ts
 * const consents = await isBuyer(client, { pool, insured, buyer })
 * ```
 */
export function isBuyer(
  client: ReadClient,
  { pool, insured, buyer, ...options }: IsBuyerParameters,
): Promise<boolean> {
  const contract = { abi: isBuyerAbi, address: pool } as const
  return readOne(client, { ...contract, functionName: 'isBuyer', args: [insured, buyer] }, options)
}

/** Parameters of {@link processExpiries}. */
export interface ProcessExpiriesParameters {
  pool: Address
}

/**
 * Updates a pool's streams and commitments to now, so that later calls have less to do. Anyone may
 * call it; nobody has to.
 *
 * @example
 * ```ts
 * await processExpiriesSync(client, { pool })
 * ```
 */
export const processExpiries: WriteAction<
  ProcessExpiriesParameters,
  typeof expiriesAbi,
  'processExpiries',
  'ExpiriesProcessed'
> = /* @__PURE__ */ defineWriteAction({
  abi: expiriesAbi,
  functionName: 'processExpiries',
  eventName: 'ExpiriesProcessed',
  request: ({ pool }) => ({ address: pool, args: [] }),
})

/** {@link processExpiries}, waiting for the receipt. */
export const processExpiriesSync: SyncAction<
  ProcessExpiriesParameters,
  typeof expiriesAbi,
  'ExpiriesProcessed'
> = /* @__PURE__ */ toSync(processExpiries)

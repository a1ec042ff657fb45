import { type Address, parseEventLogs, type TransactionReceipt, zeroAddress } from 'viem'
import { InvalidParameterError } from '../../errors/errors.js'
import * as CoverPool from '../../generated/abi/CoverPool.js'
import * as CoverRouter from '../../generated/abi/CoverRouter.js'
import type { EventArgs } from '../../internal/events.js'
import { LAST_TIME, toSeconds } from '../../internal/parameters.js'
import { type AssetPermit, withRouterPermit } from '../../internal/permit.js'
import { toSync } from '../../internal/sync.js'
import { defineWriteAction } from '../../internal/write.js'
import type { SyncAction, WriteAction } from '../../internal/writeTypes.js'
import { DAY } from '../../math/arithmetic.js'
import type { BestQuote } from './bestQuote.js'

const orderAbi = [CoverRouter.buyCover, CoverRouter.OrderFilled] as const
const boughtAbi = [CoverPool.CoverBought] as const

type Router = typeof orderAbi

/** Parameters of {@link buyBestCover}. */
export interface BuyBestCoverParameters {
  /** The router. The deployment's by default. */
  router?: Address | undefined
  /** What to buy where, from {@link getBestQuote}; or parts of one's own. */
  quote: Pick<BestQuote, 'termsId' | 'duration' | 'asset' | 'start' | 'timestamp'> & {
    parts: readonly { poolId: bigint; amount: bigint }[]
  }
  /**
   * Least cover of all parts together, asset units: pools that have moved may sell less, and others then fill in. By default
   * that of all parts: all or nothing.
   */
  minAmount?: bigint | undefined
  /** Token to pay with: the pools' asset by default, or the asset of the vault whose shares that is. */
  payment?: Address | undefined
  /**
   * The most that may leave the payer, the integrator's fee included; units of the payment. The router takes it, and returns
   * what it does not need in the same transaction.
   */
  maxPremium: bigint
  /** Last second at which the order may be mined. */
  deadline: number
  /**
   * The latest start of protection that the order accepts, seconds. By default a day after the start that was quoted, or
   * after that of an order at the deadline.
   */
  maxStart?: number | undefined
  /** Receiver of the covers. The sender by default. */
  onBehalf?: Address | undefined
  /** Insured account, whose loss counts; fixed for good. The receiver of the covers by default. */
  insured?: Address | undefined
  /** Receiver of refunds; fixed for good. The receiver of the covers by default. */
  refundTo?: Address | undefined
  /** Receiver of the integrator's fee. */
  integrator?: Address | undefined
  /** Fee on top of the premium, units of the pools' asset; at most a fifth of it. 0 by default. */
  integratorFee?: bigint | undefined
  /** A signed allowance for the router that the same transaction submits, from {@link signAssetPermit}. */
  permit?: AssetPermit | undefined
}

/**
 * Buys cover from several pools in one transaction. The router needs an approval of `maxPremium`, or a `permit`. A pool that
 * has moved sells what it can, and the others fill in as far as `maxPremium` reaches.
 *
 * @throws `CapacityExceeded`, `PremiumAboveMax`, `StartTooLate`, `DeadlinePassed`, `TermsNotForSale`, `InsuredNotApproved`,
 * `IntegratorFeeTooHigh`, `UnknownPool`, `UnsupportedAsset`, `TransferFromFailed`
 *
 * @example
 * ```ts
 * const quote = await getBestQuote(client, { pools, termsId, amount, duration: 90 * 86_400 })
 * const maxPremium = 1_000_000_000n // the buyer's own bound
 * await approveAssetSync(client, { asset: quote.asset, spender: deployment.coverRouter, amount: maxPremium })
 * const { paid, receipt } = await buyBestCoverSync(client, { quote, maxPremium, deadline: now + 600 })
 * for (const { coverId } of extractCovers(receipt, quote)) console.log(coverId)
 * ```
 */
export const buyBestCover: WriteAction<BuyBestCoverParameters, Router, 'buyCover', 'OrderFilled'> =
  /* @__PURE__ */ defineWriteAction({
    abi: orderAbi,
    functionName: 'buyCover',
    eventName: 'OrderFilled',
    wrap: withRouterPermit,
    mayBeZero: ['integrator'],
    positive: ['termsId', 'minAmount'],
    request({ router, quote, ...order }, { sender, deployment }) {
      const { integrator = zeroAddress, integratorFee = 0n, deadline } = order
      if (integratorFee !== 0n && integrator === zeroAddress)
        throw new InvalidParameterError('integrator', integrator, 'is missing, and there is a fee for it')
      if (quote.parts.length === 0) throw new InvalidParameterError('quote', quote, 'has no parts')
      const onBehalf = order.onBehalf ?? sender('onBehalf')
      const parts = quote.parts.map(({ poolId, amount }) => ({ poolId, amount }))
      const { termsId, duration } = quote
      return {
        address: router ?? deployment().coverRouter,
        args: [
          {
            termsId,
            duration: toSeconds('duration', duration, DAY, 365 * DAY),
            parts,
            minAmount: order.minAmount ?? parts.reduce((sum, { amount }) => sum + amount, 0n),
            payment: order.payment ?? quote.asset,
            maxPremium: order.maxPremium,
            onBehalf,
            insured: order.insured ?? onBehalf,
            refundTo: order.refundTo ?? onBehalf,
            maxStart: order.maxStart ?? latestStart(quote, deadline),
            deadline: toSeconds('deadline', deadline),
            integrator,
            integratorFee,
          },
        ],
      }
    },
  })

/** A day after the quoted start, moved on as far as the order may wait. */
const latestStart = ({ start, timestamp }: { start: number; timestamp: number }, deadline: number) =>
  Math.min(start + Math.max(deadline - timestamp, 0) + DAY, LAST_TIME)

/** {@link buyBestCover}, waiting for the receipt. */
export const buyBestCoverSync: SyncAction<BuyBestCoverParameters, Router, 'OrderFilled'> =
  /* @__PURE__ */ toSync(buyBestCover)

/**
 * The covers that an order bought, in their order, from its receipt: the events of the quote's pools alone.
 *
 * @example
 * ```ts
 * const { receipt } = await buyBestCoverSync(client, { quote, maxPremium, deadline })
 * const [first] = extractCovers(receipt, quote)
 * ```
 */
export function extractCovers(
  { logs }: Pick<TransactionReceipt, 'logs'>,
  { parts }: { parts: readonly { pool: Address }[] },
): EventArgs<typeof boughtAbi, 'CoverBought'>[] {
  const pools = new Set(parts.map(({ pool }) => pool.toLowerCase()))
  const own = logs.filter(({ address }) => pools.has(address.toLowerCase()))
  const events = parseEventLogs({ abi: boughtAbi, logs: own, strict: true })
  return events.map(({ args: { purchase, ...args } }) => ({ ...args, ...purchase }))
}

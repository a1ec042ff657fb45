import { type DepositParameters, deposit, depositSync } from '../actions/pool/capital.js'
import { getPoolSnapshot } from '../actions/pool/reads.js'
import {
  type BuyCoverParameters,
  buyCover,
  buyCoverSync,
  type ExtendCoverParameters,
  extendCover,
  extendCoverSync,
} from '../actions/pool/sales.js'
import { unsent } from '../internal/outcomes.js'
import { boundQuote, boundStart } from '../math/quote.js'
import { nextBlockTime } from './chainTime.js'
import { type Paid, pay } from './pay.js'
import { type EventOf, fieldsIn, withoutReceipt } from './results.js'
import type { PaymentPath } from './stages.js'
import { defineWriteMutation, type WriteMutationFactory } from './writeMutation.js'

/** How long an order is good by default, seconds. */
const VALID_FOR = 600
const DAY = 86_400

/** How an order is paid. */
export interface PaymentParameters {
  /**
   * The way to pay; see {@link paymentsQueryOptions}. By default the possible one with the fewest questions to the user, and an
   * approval where a signature turns out not to be possible.
   */
  path?: PaymentPath | undefined
  /** Seconds from now within which it must be mined. 600 by default. */
  validFor?: number | undefined
}

/** Variables of {@link buyCoverMutationOptions}: those of `buyCover`, without what is found out. */
export interface BuyCoverVariables
  extends Omit<BuyCoverParameters, 'deadline' | 'permit' | 'maxPremium'>,
    PaymentParameters {
  /**
   * The most that it is worth to the buyer, the integrator's fee included; asset units. What may be taken is what the price can
   * come to until the order is no longer good, and never more than this.
   */
  maxPremium: bigint
}

/** A cover that was bought, and how it was paid. */
export type BoughtCover = Paid<EventOf<typeof buyCoverSync>>

/**
 * Buys a cover. Before the user is asked for anything, the price is bounded from the pool's present state, and approval and
 * purchase are run on it: who has too little money, or would pay more than `maxPremium`, is told so at once.
 *
 * @throws what `buyCover`, `signAssetPermit` and `approveAsset` throw, each with an `outcome`; `PremiumAboveMax` if the price is
 * above `maxPremium` by now; `InvalidParameterError` for a path that is not possible.
 *
 * @example
 * ```ts
 * import { buyCoverMutationOptions } from '@breakwater/sdk/query'
 *
 * const stages: string[] = []
 * const { mutationFn } = buyCoverMutationOptions(walletClient, {
 *   deployment,
 *   onStage: ({ name }) => stages.push(name),
 * })
 * const { coverId, path } = await mutationFn({ pool, termsId, amount, duration, maxPremium })
 * ```
 */
export const buyCoverMutationOptions: WriteMutationFactory<BuyCoverVariables, BoughtCover> =
  /* @__PURE__ */ defineWriteMutation(
    'buyCover',
    async (client, { path, validFor = VALID_FOR, ...order }, { deployment, onStage }) => {
      const { pool, termsId, maxPremium, integratorFee = 0n } = order
      const bounded = await unsent(async () => {
        const [snapshot, now] = await Promise.all([
          getPoolSnapshot(client, { pool, termsIds: [termsId], deployment }),
          nextBlockTime(client),
        ])
        const until = Math.max(now, snapshot.timestamp) + validFor
        const bounds = boundQuote(snapshot, { ...order, until, budget: maxPremium - integratorFee })
        const maxStart = order.maxStart ?? boundStart(snapshot, { termsId, until, tolerance: DAY })
        return { ...bounds, maxPremium: bounds.maxPremium + integratorFee, maxStart }
      })
      const bought = { ...order, ...bounded, account: client.account, deployment }
      const payment = { pool, amount: bounded.maxPremium, deadline: bounded.deadline, path }
      return pay(
        client,
        payment,
        {
          call: () => buyCover.call(client, bought),
          send: (extra) => withoutReceipt(buyCoverSync(client, { ...bought, ...extra } as never)),
          read: (logs) => fieldsIn(buyCover, logs, pool),
        },
        onStage,
      )
    },
    'buyCover',
  )

/** Variables of {@link extendCoverMutationOptions}. */
export interface ExtendCoverVariables
  extends Omit<ExtendCoverParameters, 'deadline' | 'permit'>,
    PaymentParameters {}

/** A cover that was extended, and how it was paid. */
export type ExtendedCover = Paid<EventOf<typeof extendCoverSync>>

/** Moves a cover's end, and pays for it as {@link buyCoverMutationOptions} does. */
export const extendCoverMutationOptions: WriteMutationFactory<ExtendCoverVariables, ExtendedCover> =
  /* @__PURE__ */ defineWriteMutation(
    'extendCover',
    async (client, { path, validFor = VALID_FOR, ...extension }, { onStage }) => {
      const { pool, maxPremium } = extension
      const deadline = (await unsent(() => nextBlockTime(client))) + validFor
      const extended = { ...extension, deadline, account: client.account }
      return pay(
        client,
        { pool, amount: maxPremium, deadline, path },
        {
          call: () => extendCover.call(client, extended),
          send: (extra) => withoutReceipt(extendCoverSync(client, { ...extended, ...extra } as never)),
          read: (logs) => fieldsIn(extendCover, logs, pool),
        },
        onStage,
      )
    },
    'extendCover',
  )

/** Variables of {@link depositMutationOptions}. */
export interface DepositVariables extends Omit<DepositParameters, 'permit'>, PaymentParameters {}

/** A deposit, and how it was paid. */
export type DepositMade = Paid<EventOf<typeof depositSync>>

/** Deposits assets into a pool for shares, and pays as {@link buyCoverMutationOptions} does. */
export const depositMutationOptions: WriteMutationFactory<DepositVariables, DepositMade> =
  /* @__PURE__ */ defineWriteMutation(
    'deposit',
    async (client, { path, validFor = VALID_FOR, ...given }, { onStage }) => {
      const { pool, assets } = given
      const deadline = (await unsent(() => nextBlockTime(client))) + validFor
      const made = { ...given, account: client.account }
      return pay(
        client,
        { pool, amount: assets, deadline, path },
        {
          call: () => deposit.call(client, made),
          send: (extra) => withoutReceipt(depositSync(client, { ...made, ...extra } as never)),
          read: (logs) => fieldsIn(deposit, logs, pool),
        },
        onStage,
      )
    },
    'deposit',
  )

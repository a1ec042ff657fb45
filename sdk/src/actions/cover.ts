import type { Address, Hex } from 'viem'
import { InvalidParameterError } from '../errors/errors.js'
import { coverPoolFactoryAbi, coverTokenAbi, poolAbi, productRegistryAbi } from '../generated/contracts.js'
import { checkAddress, toSeconds } from '../internal/parameters.js'
import { type AssetPermit, withPermit } from '../internal/permit.js'
import {
  deploymentOf,
  type ReadClient,
  type ReadOptions,
  readOne,
  readTogether,
  tryTogether,
} from '../internal/read.js'
import { lineSlot, serialOf, waitingPeriodOf } from '../internal/storage.js'
import { toSync } from '../internal/sync.js'
import { defineWriteAction } from '../internal/write.js'
import type { SyncAction, WriteAction } from '../internal/writeTypes.js'
import { type CoverIdParts, parseCoverId, toCoverId } from './cover/ids.js'

type Pool = typeof poolAbi

const DAY = 86_400
const ZERO_ADDRESS = '0x0000000000000000000000000000000000000000'

/** Parameters of {@link buyCover}. */
export interface BuyCoverParameters {
  pool: Address
  /** What is bought. */
  termsId: bigint
  /** Covered amount, asset units; a multiple of the pool's quantum. */
  amount: bigint
  /** Seconds of protection, from 1 to 365 days; the end moves up to the next 00:00 UTC. */
  duration: number
  /** The most that may leave the payer, the integrator's fee included; asset units. */
  maxPremium: bigint
  /** Last second at which the purchase may be mined. */
  deadline: number
  /**
   * The latest start of protection that is taken, seconds: a case that is opened before the purchase is mined can put
   * starts off by up to 30 days. By default a quote is asked for, and this is a day after its start, or after that of a
   * purchase at the deadline. `call` asks nobody, and wants it.
   */
  maxStart?: number | undefined
  /** Who receives the cover. The sender by default. */
  onBehalf?: Address | undefined
  /** Whose loss counts; fixed for good. The receiver of the cover by default. */
  insured?: Address | undefined
  /** Who receives refunds; fixed for good. The receiver of the cover by default. */
  refundTo?: Address | undefined
  /** Who receives the integrator's fee. */
  integrator?: Address | undefined
  /** Fee on top of the premium, asset units; at most a fifth of it. 0 by default. */
  integratorFee?: bigint | undefined
  /** A signed allowance that the same transaction submits; from {@link signAssetPermit}. An approval does without. */
  permit?: AssetPermit | undefined
}

/**
 * Buys a cover. The pool must be approved for the premium and the fee, or be given a `permit`.
 *
 * @throws `CapacityExceeded`, `PremiumAboveMax`, `StartTooLate`, `DeadlinePassed`, `NotMultipleOf`, `DurationOutOfRange`,
 * `TermsNotForSale`, `InsuredNotApproved`, `IntegratorFeeTooHigh`, `IncidentOpen`, `BelowMark`, `PoolShort`, `WrongChain`,
 * `TransferFromFailed`
 *
 * @example
 * ```ts
 * const order = { pool, termsId, amount: parseUnits('50000', 6), duration: 90 * 86_400 }
 * const { premium, start } = await getQuote(client, order)
 * const maxPremium = (premium * 101n) / 100n
 * await approveAssetSync(client, { asset, pool, amount: maxPremium })
 * const bounds = { maxPremium, maxStart: start + 3600, deadline: now + 600 }
 * const { coverId } = await buyCoverSync(client, { ...order, ...bounds })
 * ```
 */
export const buyCover: WriteAction<BuyCoverParameters, Pool, 'buyCover', 'CoverBought'> =
  /* @__PURE__ */ defineWriteAction({
    abi: poolAbi,
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
      const { integrator = ZERO_ADDRESS, integratorFee = 0n } = order
      if (integratorFee !== 0n && integrator === ZERO_ADDRESS) {
        throw new InvalidParameterError('integrator', integrator, 'is missing, and there is a fee for it')
      }
      const onBehalf = order.onBehalf ?? sender('onBehalf')
      if (order.maxStart === undefined) {
        const hint = 'Add to the start of a quote what it may move by.'
        throw new InvalidParameterError('maxStart', undefined, 'is missing, and call asks for no quote', hint)
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

/** By how much protection may start later than quoted, where a purchase does not say, seconds. */
const START_TOLERANCE = DAY
/** Times have 40 bits. */
const LAST_TIME = 2 ** 40 - 1

/** The start that is quoted now, or that of a purchase at the deadline, and the tolerance. */
async function quotedMaxStart(client: ReadClient, order: BuyCoverParameters): Promise<number> {
  const { termsId, amount, duration, deadline } = order
  const contract = { abi: poolAbi, address: order.pool } as const
  const [quote, [line = '0x0']] = await readTogether(
    client,
    [
      { ...contract, functionName: 'quoteCover', args: [termsId, amount, BigInt(duration)] },
      { ...contract, functionName: 'extsload', args: [[lineSlot(termsId)]] },
    ],
    {},
  )
  const latest = Math.max(quote.start, deadline + waitingPeriodOf(line))
  return Math.min(latest + START_TOLERANCE, LAST_TIME)
}

/** {@link buyCover}, waiting for the receipt. */
export const buyCoverSync: SyncAction<BuyCoverParameters, Pool, 'CoverBought'> =
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
  /** A signed allowance that the same transaction submits; from {@link signAssetPermit}. An approval does without. */
  permit?: AssetPermit | undefined
}

/**
 * Moves a cover's end; its protection goes on without a gap. Only its owner or who that has approved; the sender pays.
 *
 * @throws `DeadlinePassed`, `NotAuthorized`, `CoverEnded`, `DurationOutOfRange`, `TermsNotForSale`, `IncidentOpen`,
 * `CapitalRequired`, `CapacityExceeded`, `PremiumAboveMax`, `PoolShort`, `TransferFromFailed`
 *
 * @example
 * ```ts
 * const { end } = await extendCoverSync(client, { pool, coverId, added: 30 * 86_400, maxPremium, deadline })
 * ```
 */
export const extendCover: WriteAction<ExtendCoverParameters, Pool, 'extendCover', 'CoverExtended'> =
  /* @__PURE__ */ defineWriteAction({
    abi: poolAbi,
    functionName: 'extendCover',
    eventName: 'CoverExtended',
    wrap: withPermit,
    request: ({ pool, coverId, added, maxPremium, deadline }) => ({
      address: pool,
      args: [coverId, toSeconds('added', added, DAY, 365 * DAY), maxPremium, toSeconds('deadline', deadline)],
    }),
  })

/** {@link extendCover}, waiting for the receipt. */
export const extendCoverSync: SyncAction<ExtendCoverParameters, Pool, 'CoverExtended'> =
  /* @__PURE__ */ toSync(extendCover)

/** Parameters of {@link cancelCover}. */
export interface CancelCoverParameters {
  pool: Address
  coverId: bigint
}

/**
 * Ends a cover for good, for 95 % of the premium still to come, the minimum billing apart. No incident stands in the way: what
 * has not been claimed is given up with it, while the token stays, and with it what was registered. Only its owner or who that
 * has approved; the cover's refund address is paid.
 *
 * @throws `NotAuthorized`, `CoverEnded`, `NotRefundable`
 *
 * @example
 * ```ts
 * const { refund } = await cancelCoverSync(client, { pool, coverId })
 * ```
 */
export const cancelCover: WriteAction<CancelCoverParameters, Pool, 'cancelCover', 'CoverCancelled'> =
  /* @__PURE__ */ defineWriteAction({
    abi: poolAbi,
    functionName: 'cancelCover',
    eventName: 'CoverCancelled',
    request: ({ pool, coverId }) => ({ address: pool, args: [coverId] }),
  })

/** {@link cancelCover}, waiting for the receipt. */
export const cancelCoverSync: SyncAction<CancelCoverParameters, Pool, 'CoverCancelled'> =
  /* @__PURE__ */ toSync(cancelCover)

/** Parameters of {@link processExpiries}. */
export interface ProcessExpiriesParameters {
  pool: Address
}

/**
 * Brings a pool's streams and commitments to now, so that later calls find less to do. Anyone may; nobody has to.
 *
 * @example
 * ```ts
 * await processExpiriesSync(client, { pool })
 * ```
 */
export const processExpiries: WriteAction<
  ProcessExpiriesParameters,
  Pool,
  'processExpiries',
  'ExpiriesProcessed'
> = /* @__PURE__ */ defineWriteAction({
  abi: poolAbi,
  functionName: 'processExpiries',
  eventName: 'ExpiriesProcessed',
  request: ({ pool }) => ({ address: pool, args: [] }),
})

/** {@link processExpiries}, waiting for the receipt. */
export const processExpiriesSync: SyncAction<ProcessExpiriesParameters, Pool, 'ExpiriesProcessed'> =
  /* @__PURE__ */ toSync(processExpiries)

/** What keeps a cover from being larger; `none` when the amount asked for is available. */
export type CapacityLimit = (typeof LIMITS)[number]

const LIMITS = ['none', 'product', 'cluster', 'pool', 'speed', 'absolute', 'meter', 'stream'] as const

/** Parameters of {@link getQuote}. */
export interface GetQuoteParameters extends ReadOptions {
  pool: Address
  termsId: bigint
  /** Covered amount, asset units; a multiple of the pool's quantum. */
  amount: bigint
  /** Seconds of protection, from 1 to 365 days. */
  duration: number
}

/** What a cover costs, and whether it can be had. */
export interface Quote {
  /** What leaves the payer, an integrator's fee apart; asset units. */
  premium: bigint
  /** Part of the premium that goes to manager, sponsor and protocol; asset units. */
  cuts: bigint
  /** Rate at which the rest streams to the pool, 2^-33 quanta a second. */
  rate: bigint
  /** Protected from, seconds. */
  start: number
  /** Protected until, exclusive, seconds. */
  end: number
  /** The most that can be bought now for this duration, asset units. */
  available: bigint
  /** The limit that sets `available`. */
  binding: CapacityLimit
}

/**
 * What a purchase would cost, to the unit, if it were mined on top of a block at that block's time or at `timestamp`. One
 * mined later, or after another purchase, can cost more: `maxPremium` bounds that.
 *
 * @throws `AmountZero`, `NotMultipleOf`, `DurationOutOfRange`, `TermsNotForSale`, `IncidentOpen`, `BelowMark`, `PoolShort`,
 * `WrongChain`
 *
 * @example
 * ```ts
 * const { premium, available } = await getQuote(client, {
 *   pool,
 *   termsId,
 *   amount: parseUnits('50000', 6),
 *   duration: 90 * 86_400,
 * })
 * ```
 */
export async function getQuote(
  client: ReadClient,
  { pool, termsId, amount, duration, ...options }: GetQuoteParameters,
): Promise<Quote> {
  const quote = await readOne(
    client,
    {
      abi: poolAbi,
      address: pool,
      functionName: 'quoteCover',
      args: [termsId, amount, toSeconds('duration', duration, DAY, 365 * DAY)],
    },
    options,
    { positive: ['termsId', 'amount'] },
  )
  return { ...quote, binding: LIMITS[quote.binding] ?? 'none' }
}

/** Parameters of {@link quoteExtension}. */
export interface QuoteExtensionParameters extends ReadOptions {
  pool: Address
  coverId: bigint
  /** Seconds to add, from 1 to 365 days. */
  added: number
}

/**
 * What {@link extendCover} would do at a block.
 *
 * @throws as {@link extendCover}
 *
 * @example
 * ```ts
 * const { end, premium } = await quoteExtension(client, { pool, coverId, added: 30 * 86_400 })
 * ```
 */
export async function quoteExtension(
  client: ReadClient,
  { pool, coverId, added, ...options }: QuoteExtensionParameters,
): Promise<{ end: number; premium: bigint }> {
  const [end, premium] = await readOne(
    client,
    {
      abi: poolAbi,
      address: pool,
      functionName: 'quoteExtension',
      args: [coverId, toSeconds('added', added, DAY, 365 * DAY)],
    },
    options,
  )
  return { end, premium }
}

/**
 * What {@link cancelCover} would return at a block, asset units; 0 where it would revert.
 *
 * @example
 * ```ts
 * const refund = await quoteCancellation(client, { pool, coverId })
 * ```
 */
export async function quoteCancellation(
  client: ReadClient,
  { pool, coverId, ...options }: CancelCoverParameters & ReadOptions,
): Promise<bigint> {
  return readOne(
    client,
    { abi: poolAbi, address: pool, functionName: 'quoteCancellation', args: [coverId] },
    options,
  )
}

/** One policy. */
export interface Cover extends CoverIdParts {
  coverId: bigint
  pool: Address
  /** Who is paid. */
  owner: Address
  /** Whose loss counts. */
  insured: Address
  /** Who receives refunds. */
  refundTo: Address
  /** What remains covered, asset units; 0 once it is cancelled. */
  amount: bigint
  /** Protected from, seconds. */
  start: number
  /** Protected until, exclusive, seconds; a cancellation or a lapse brings it forward. */
  end: number
  /** Rate at which its premium streams to the pool, 2^-33 quanta a second; 0 once some of that was refunded. */
  rate: bigint
}

/** Parameters of {@link getCover}. */
export interface GetCoverParameters extends ReadOptions {
  coverId: bigint
}

/**
 * One cover by its id.
 *
 * @throws `CoverDoesNotExist`
 *
 * @example
 * ```ts
 * const { owner, amount, start, end } = await getCover(client, { coverId })
 * ```
 */
export async function getCover(
  client: ReadClient,
  { coverId, ...options }: GetCoverParameters,
): Promise<Cover> {
  const [cover] = await readCovers(client, [coverId], options)
  return cover as Cover
}

/** Parameters of {@link getCovers}. */
export interface GetCoversParameters extends ReadOptions {
  owner: Address
  /** Only covers of this pool. All pools of the factory by default. */
  pool?: Address | undefined
}

/**
 * All covers an account owns, newest first within each pool and terms. Ids are sequential, so they are found by scanning,
 * without logs.
 *
 * @example
 * ```ts
 * const covers = await getCovers(client, { owner: account.address })
 * ```
 */
export async function getCovers(
  client: ReadClient,
  { owner, pool, ...options }: GetCoversParameters,
): Promise<Cover[]> {
  checkAddress('owner', owner)
  const { coverToken, factory, registry } = deploymentOf(client, options)
  const token = { abi: coverTokenAbi, address: coverToken } as const
  const [balance, poolCount, termsCount] = await readTogether(
    client,
    [
      { ...token, functionName: 'balanceOf', args: [owner] },
      { abi: coverPoolFactoryAbi, address: factory, functionName: 'poolCount' },
      { abi: productRegistryAbi, address: registry, functionName: 'termsCount' },
    ],
    options,
  )
  if (balance === 0n) return []

  const allTerms = upTo(termsCount)
  const pools = pool
    ? [pool]
    : await readTogether(
        client,
        upTo(poolCount).map((id) => ({ ...token, functionName: 'poolOf', args: [id] }) as const),
        options,
      )
  const books = await readTogether(
    client,
    pools.flatMap((address) => [
      { abi: poolAbi, address, functionName: 'poolId' } as const,
      { abi: poolAbi, address, functionName: 'extsload', args: [allTerms.map(lineSlot)] } as const,
    ]),
    options,
  )
  const found: bigint[] = []
  for (const ids of inChunks(coverIds(books))) {
    const owners = await tryTogether(
      client,
      ids.map((id) => ({ ...token, functionName: 'ownerOf', args: [id] })),
      options,
    )
    found.push(
      ...ids.filter((_, at) => (owners[at] as string | undefined)?.toLowerCase() === owner.toLowerCase()),
    )
    if (found.length >= balance) break
  }
  return readCovers(client, found, options)
}

/** Ids of all covers ever sold, newest first in each book. A book is a pool's number and its words for terms 1, 2, … */
function* coverIds(books: readonly unknown[]): Generator<bigint> {
  for (let i = 0; i < books.length; i += 2) {
    const poolId = books[i] as bigint
    for (const [at, line] of (books[i + 1] as readonly Hex[]).entries()) {
      for (let serial = serialOf(line); serial > 0n; serial--) {
        yield toCoverId({ poolId, termsId: BigInt(at + 1), serial })
      }
    }
  }
}

/** Covers looked at in one go. */
const SCAN = 400

function* inChunks(ids: Iterable<bigint>): Generator<bigint[]> {
  let chunk: bigint[] = []
  for (const id of ids) {
    chunk.push(id)
    if (chunk.length === SCAN) {
      yield chunk
      chunk = []
    }
  }
  if (chunk.length) yield chunk
}

const upTo = (count: bigint) => Array.from({ length: Number(count) }, (_, i) => BigInt(i + 1))

async function readCovers(
  client: ReadClient,
  coverIds: readonly bigint[],
  options: ReadOptions,
): Promise<Cover[]> {
  const token = { abi: coverTokenAbi, address: deploymentOf(client, options).coverToken } as const
  const results = await readTogether(
    client,
    coverIds.flatMap((id) => [
      { ...token, functionName: 'coverData', args: [id] } as const,
      { ...token, functionName: 'ownerOf', args: [id] } as const,
      { ...token, functionName: 'partiesOf', args: [id] } as const,
      { ...token, functionName: 'poolOf', args: [parseCoverId(id).poolId] } as const,
    ]),
    options,
  )
  const covers = coverIds.map((coverId, i) => {
    const [data, owner, [insured, refundTo], pool] = results.slice(4 * i, 4 * i + 4) as [
      { start: bigint; end: bigint; amount: bigint; rate: bigint },
      Address,
      readonly [Address, Address],
      Address,
    ]
    return {
      coverId,
      ...parseCoverId(coverId),
      pool,
      owner,
      insured,
      refundTo,
      amount: data.amount,
      start: Number(data.start),
      end: Number(data.end),
      rate: data.rate,
    }
  })
  const pools = [...new Set(covers.map(({ pool }) => pool))]
  const quanta = await readTogether(
    client,
    pools.map((address) => ({ abi: poolAbi, address, functionName: 'quantum' }) as const),
    options,
  )
  const quantumOf = new Map(pools.map((pool, i) => [pool, quanta[i] as bigint]))
  return covers.map((cover) => ({ ...cover, amount: cover.amount * (quantumOf.get(cover.pool) ?? 0n) }))
}

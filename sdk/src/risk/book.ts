import { InvalidParameterError } from '../errors/invalidParameter.js'
import { DAY, min } from '../math/arithmetic.js'
import { dampedEquityDown, supplyAt, toAssetsDown, toSharesDown } from '../math/capital.js'
import { type CoverQuote, quoteCover } from '../math/quote.js'
import {
  burstAt,
  clustersAt,
  committedAt,
  equityAt,
  findTerms,
  loadSale,
  PERIOD,
  roomShares,
  shareStateAt,
} from '../math/saleCache.js'
import type { PoolSnapshot, ProductSnapshot } from '../math/snapshot.js'

type Mutable<value> = { -readonly [field in keyof value]: value[field] }

/** Shares in the exit queue, in order. */
export interface QueuedExit {
  shares: bigint
  /** Time of the request, seconds. */
  time: number
}

/** Cover on a product that becomes free at the beginning of one period: a book counts it as one cover. */
export interface BookCover {
  /** Index of the product in `pool.products`. */
  product: number
  /** Period at whose beginning the capital becomes free. */
  period: number
  /** Covered amount that remains, cover units. */
  units: bigint
}

/** Cases that may have to pay for each other. Amounts in asset units. */
export interface BookSettlement {
  held: bigint
  owed: bigint
  /** Σ needs that cases could not set aside. */
  lacking: bigint
  /** Time at which a case first needed more than it could set aside, seconds; 0 for never. */
  strainedAt: number
  /** Whether its strain has ended, so that new cases join the next settlement. */
  relaxed: boolean
  open: number
  counted: number
  paid: bigint
  registered: bigint
  left: bigint
  rest: bigint
  /** For its registered claims together, once it is over. */
  forClaims: bigint
  /** The most that can be claimed, by product. */
  stakes: Map<number, { bound: bigint; needs: bigint; stopping: number }>
}

/** A case in a book. Amounts in asset units, ratios in WAD. */
export interface BookCase {
  /** Index of the product in `pool.products`. */
  product: number
  /** Time of the event, seconds. */
  time: number
  figure: bigint
  deductible: bigint
  /** Cover at the opening, cover units. */
  committed: bigint
  stops: boolean
  /** The most that can be claimed, paid claims included. */
  need: bigint
  reserve: bigint
  firstLoss: bigint
  /** First loss that its claims may take. */
  promised: bigint
  /** Severity of the verdict; undefined before it. */
  severity: bigint | undefined
  paid: bigint
  /** Registered claims that are not paid, one for each cover. */
  waiting: bigint[]
  isCounted: boolean
  isClosed: boolean
  settlement: BookSettlement
}

/**
 * A pool and its cases in motion: a snapshot that operations change in place, by the formulas of `/math` and in the order of
 * the contracts. `pool` is a snapshot at every moment: whatever takes one takes it.
 */
export interface Book {
  pool: Mutable<PoolSnapshot>
  /** Index of a product ↦ first loss that is free, asset units. */
  firstLoss: Map<number, bigint>
  /** What cases without a verdict have set aside, asset units. */
  undecided: bigint
  /** The settlement that new cases join. */
  settlement: BookSettlement | undefined
  /** Settlements with open cases, and the present one. */
  settlements: BookSettlement[]
  /** Requests to leave. */
  queue: QueuedExit[]
  /** Assets of settled exits, asset units. */
  exited: bigint
  /** Assets paid to claims, asset units: out of the pool's capital and out of first loss. */
  claimed: bigint
}

/** What a book starts with beside a snapshot. */
export interface OpenBookOptions {
  /** First loss that is free, by product id, asset units; from `getFirstLoss`. None by default. */
  firstLoss?: Readonly<Record<string, bigint>> | undefined
}

/**
 * Opens a book on a snapshot. The snapshot itself never changes.
 *
 * @example
 * ```ts
 * const book = openBook(snapshot)
 * advanceBook(book, snapshot.timestamp + 30 * 86_400)
 * ```
 */
export function openBook(snapshot: PoolSnapshot, { firstLoss = {} }: OpenBookOptions = {}): Book {
  const queue = snapshot.queued === 0n ? [] : [{ shares: snapshot.queued, time: snapshot.timestamp }]
  const funds = Object.entries(firstLoss).map(([id, assets]): [number, bigint] => [
    indexOfProduct(snapshot, BigInt(id)),
    assets,
  ])
  return {
    pool: { ...snapshot, products: [...snapshot.products] },
    firstLoss: new Map(funds),
    ...{ undecided: 0n, settlement: undefined, settlements: [], queue, exited: 0n, claimed: 0n },
  }
}

/** Index of a product in a snapshot. */
function indexOfProduct(pool: PoolSnapshot, productId: bigint): number {
  const index = pool.products.findIndex((product) => product.productId === productId)
  if (index === -1) throw new InvalidParameterError('productId', productId, 'is not in the snapshot')
  return index
}

/**
 * Goes on to a time: streams that have ended stop, and capital whose period has begun is free.
 *
 * @throws {@link InvalidParameterError} for a time before that of the book.
 */
export function advanceBook({ pool }: Book, timestamp: number): void {
  if (timestamp < pool.timestamp)
    throw new InvalidParameterError('timestamp', timestamp, 'is before that of the book')
  const running = pool.streamEnds.findIndex(({ day }) => day * DAY > timestamp)
  const ended = running === -1 ? pool.streamEnds.length : running
  if (ended > 0) {
    for (const { day, rate } of pool.streamEnds.slice(0, ended)) {
      pool.rate -= rate
      pool.rateEnd -= rate * BigInt(day)
    }
    pool.streamEnds = pool.streamEnds.slice(ended)
  }
  if (pool.clusterExpiries[0] && pool.clusterExpiries[0].period * PERIOD <= timestamp) {
    pool.clusters = clustersAt(pool, timestamp)
    pool.clusterExpiries = pool.clusterExpiries.filter(({ period }) => period * PERIOD > timestamp)
  }
  pool.timestamp = timestamp
}

/** Equity of a book now, asset units. */
export const equityOf = ({ pool }: Book): bigint => equityAt(pool, pool.timestamp)

/** A product as it is now, with what has become free taken out of it. */
export function productNow({ pool }: Book, index: number): ProductSnapshot {
  const product = pool.products[index] as ProductSnapshot
  const { timestamp } = pool
  if (!product.expiries[0] || product.expiries[0].period * PERIOD > timestamp) return product
  const expiries = product.expiries.filter(({ period }) => period * PERIOD > timestamp)
  return setProduct(pool, index, { committed: committedAt(product, timestamp), expiries })
}

/** Changes a product of a pool. */
export function setProduct(
  pool: Mutable<PoolSnapshot>,
  index: number,
  change: Partial<ProductSnapshot>,
): ProductSnapshot {
  const product = { ...(pool.products[index] as ProductSnapshot), ...change }
  const products = pool.products as ProductSnapshot[]
  products[index] = product
  return product
}

/** Takes cover off a product and its cluster, at one period. */
export function uncommit({ pool }: Book, { product: index, period, units }: BookCover): void {
  const { committed, expiries, cluster } = pool.products[index] as ProductSnapshot
  const less = (entry: { period: number; units: bigint }) =>
    entry.period === period ? { ...entry, units: entry.units - units } : entry
  setProduct(pool, index, { committed: committed - units, expiries: expiries.map(less) })
  const lane = (lanes: readonly bigint[]) => lanes.map((one, i) => (i === cluster ? one - units : one))
  pool.clusters = lane(pool.clusters)
  pool.clusterExpiries = pool.clusterExpiries.map((entry) =>
    entry.period === period ? { ...entry, units: lane(entry.units) } : entry,
  )
}

/** Brings damped equity up to date, as contracts do before equity rises in one step and at each sale. */
export function refreshDamped({ pool }: Book): void {
  const shares = shareStateAt(pool)
  const today = Math.floor(pool.timestamp / DAY)
  const freeEquity = toAssetsDown(shares.supply - pool.queued, shares)
  const { startEquity } = pool.constants
  pool.dampedEquity = dampedEquityDown({
    ...{ damped: pool.dampedEquity, day: pool.dampedDay, today, startEquity, freeEquity },
  })
  pool.dampedDay = today
}

/**
 * A deposit, now. It settles the exits that have matured by whole days, as far as there is room.
 *
 * @returns the new shares
 * @throws {@link InvalidParameterError} while the pool is short.
 *
 * @example
 * ```ts
 * const book = openBook(snapshot)
 * const shares = depositIntoBook(book, assets)
 * ```
 */
export function depositIntoBook(book: Book, assets: bigint): bigint {
  const { pool } = book
  if (pool.short) throw new InvalidParameterError('assets', assets, 'cannot be deposited: the pool is short')
  const isEmpty = supplyAt(pool, pool.timestamp) === 0n
  const shares = toSharesDown(assets, shareStateAt(pool))
  refreshDamped(book)
  // With nobody else in the pool the first capital counts at once, up to the start constant.
  if (isEmpty) pool.dampedEquity = min(assets, pool.constants.startEquity)
  const cutOff = Math.floor((pool.timestamp - pool.constants.cooldown) / DAY) * DAY
  settleMatured(book, (time) => time < cutOff)
  pool.net += assets
  pool.supply += shares
  return shares
}

/**
 * Puts shares into the exit queue, now.
 *
 * @throws {@link InvalidParameterError} for more shares than there are outside the queue.
 */
export function requestExit(book: Book, shares: bigint): void {
  const { pool } = book
  if (shares > supplyAt(pool, pool.timestamp) - pool.queued)
    throw new InvalidParameterError('shares', shares, 'is more than there are outside the queue')
  if (shares === 0n) return
  pool.queued += shares
  book.queue.push({ shares, time: pool.timestamp })
}

/** Settles the exits whose cooldown is over, as far as the cover in force leaves room. Returns their assets. */
export function settleExits(book: Book): bigint {
  const { cooldown } = book.pool.constants
  return settleMatured(book, (time) => time + cooldown <= book.pool.timestamp)
}

function settleMatured(book: Book, isMatured: (time: number) => boolean): bigint {
  const { pool, queue } = book
  if (pool.short || queue.length === 0) return 0n
  let wanted = 0n
  for (const { shares, time } of queue) {
    if (!isMatured(time)) break
    wanted += shares
  }
  if (wanted === 0n) return 0n
  const state = shareStateAt(pool)
  let left = min(wanted, roomShares(pool, pool.clusters, state))
  if (left <= 0n) return 0n
  const assets = toAssetsDown(left, state)
  pool.net -= assets
  pool.supply -= left
  pool.queued -= left
  book.exited += assets
  while (left > 0n) {
    const first = queue[0] as QueuedExit
    const part = min(left, first.shares)
    left -= part
    if (part === first.shares) queue.shift()
    else first.shares -= part
  }
  return assets
}

/** A purchase. */
export interface BookOrder {
  termsId: bigint
  /** Covered amount, asset units; a multiple of the cover unit. */
  amount: bigint
  /** Seconds of protection. */
  duration: number
}

/**
 * Sells a cover, now, at the price of `quoteCover` of `/math`.
 *
 * @throws as `quoteCover`, and {@link InvalidParameterError} for more than is available.
 *
 * @example
 * ```ts
 * const book = openBook(snapshot)
 * const { premium } = sellCover(book, { termsId, amount, duration })
 * ```
 */
export function sellCover(book: Book, order: BookOrder): CoverQuote {
  const { pool } = book
  refreshDamped(book)
  const quote = quoteCover(pool, order)
  if (order.amount > quote.available)
    throw new InvalidParameterError('amount', order.amount, `is above what ${quote.binding} leaves`)
  const [terms] = findTerms(pool, order.termsId)
  const index = indexOfProduct(pool, terms.productId)
  const units = order.amount / pool.constants.coverUnit
  const sold = BigInt(burstAt(loadSale(pool, order.termsId, pool.timestamp))) + units
  addCover(book, index, { ...quote, units, horizon: terms.horizon })
  setProduct(pool, index, { sold, soldAt: pool.timestamp })
  return quote
}

/** Cover that is added to a book. */
export interface AddedCover extends Pick<CoverQuote, 'premium' | 'fees' | 'rate' | 'end'> {
  units: bigint
  /** Seconds that capital stays committed after the end. */
  horizon: number
}

/** Adds a cover's premium, stream and commitment to a book. */
export function addCover({ pool }: Book, index: number, cover: AddedCover): void {
  const { premium, fees, rate, end, units, horizon } = cover
  const day = end / DAY
  pool.net += premium - fees
  pool.rate += rate
  pool.rateEnd += rate * BigInt(day)
  pool.streamEnds = inserted(
    pool.streamEnds,
    (one) => one.day,
    { day, rate },
    (one) => ({ day, rate: one.rate + rate }),
  )
  const period = Math.ceil((end + horizon) / PERIOD)
  const product = pool.products[index] as ProductSnapshot
  setProduct(pool, index, {
    committed: product.committed + units,
    expiries: inserted(
      product.expiries,
      (one) => one.period,
      { period, units },
      (one) => ({
        ...{ period, units: one.units + units },
      }),
    ),
  })
  const add = (lanes: readonly bigint[]) => lanes.map((one, i) => (i === product.cluster ? one + units : one))
  pool.clusters = add(pool.clusters)
  pool.clusterExpiries = inserted(
    pool.clusterExpiries,
    (one) => one.period,
    { period, units: add(pool.clusters.map(() => 0n)) },
    (one) => ({ period, units: add(one.units) }),
  )
}

/** A list in order with one more entry, or with the entry of its place changed. */
function inserted<entry>(
  list: readonly entry[],
  place: (entry: entry) => number,
  added: entry,
  merge: (entry: entry) => entry,
): entry[] {
  const at = place(added)
  const index = list.findIndex((one) => place(one) >= at)
  const present = list[index]
  if (present === undefined) return [...list, added]
  if (place(present) === at) return list.map((one, i) => (i === index ? merge(one) : one))
  return [...list.slice(0, index), added, ...list.slice(index)]
}

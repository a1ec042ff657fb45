import { InvalidParameterError } from '../errors/invalidParameter.js'
import { min, mulDivDown, subFloored, WAD } from '../math/arithmetic.js'
import { toSharesDown } from '../math/capital.js'
import { dueDown, grossDown, payableUp, reservableDown } from '../math/incident.js'
import { shareStateAt } from '../math/saleCache.js'
import type { ProductSnapshot } from '../math/snapshot.js'
import {
  type Book,
  type BookCase,
  type BookCover,
  type BookSettlement,
  equityOf,
  productNow,
  refreshDamped,
  setProduct,
  uncommit,
} from './book.js'

/** A case that needs less than this part of its product's cover stops no sale. */
const STOPS = 10n

const newSettlement = (): BookSettlement => ({
  ...{ held: 0n, owed: 0n, lacking: 0n, strainedAt: 0, relaxed: false, open: 0, counted: 0 },
  ...{ paid: 0n, registered: 0n, left: 0n, rest: 0n, forClaims: 0n, stakes: new Map() },
})

const isOver = ({ counted, open }: BookSettlement) => counted !== 0 && counted === open
const isShort = ({ held, owed }: BookSettlement) => held < owed

function stakeOf({ stakes }: BookSettlement, product: number) {
  const present = stakes.get(product)
  if (present) return present
  const stake = { bound: 0n, needs: 0n, stopping: 0 }
  stakes.set(product, stake)
  return stake
}

/** Least deductible and longest horizon of a product's terms, of those on which cover was sold where there are any. */
function conditionsOf({ pool }: Book, productId: bigint): { deductible: bigint; horizon: number } {
  let deductible: bigint | undefined
  let isSold = false
  let horizon = 0
  for (const terms of pool.terms) {
    if (terms.productId !== productId) continue
    const sold = terms.covers > 0n
    horizon = Math.max(horizon, terms.horizon)
    if (isSold && !sold) continue
    if (deductible === undefined || (sold && !isSold) || terms.deductible < deductible)
      deductible = terms.deductible
    isSold ||= sold
  }
  return { deductible: deductible ?? 0n, horizon }
}

/**
 * Opens a case about a product, now: its need is set aside out of the equity of all shares, as far as there is any, and out
 * of first loss (INC-3).
 *
 * @param severity - The figure of the case, WAD.
 * @returns the case, or `undefined` where nothing could be claimed: no case is opened then.
 * @throws {@link InvalidParameterError} for a severity above one.
 *
 * @example
 * ```ts
 * const book = openBook(snapshot)
 * const opened = openBookCase(book, { product: 0, severity: 10n ** 18n })
 * if (opened) decideBookCase(book, opened, 0n)
 * ```
 */
export function openBookCase(
  book: Book,
  { product, severity }: { product: number; severity: bigint },
): BookCase | undefined {
  if (severity < 0n || severity > WAD)
    throw new InvalidParameterError('severity', severity, 'must be from 0 to 1')
  const { pool } = book
  const { productId, committed: units } = productNow(book, product)
  const { deductible, horizon } = conditionsOf(book, productId)
  const committed = units * pool.constants.coverUnit
  const need = payableUp(committed, severity, deductible)
  if (need === 0n) return undefined
  const settlement = settlementFor(book, horizon)
  const opened: BookCase = {
    ...{ product, time: pool.timestamp, figure: severity, deductible, committed: units },
    ...{ stops: need * STOPS >= committed, need: 0n, reserve: 0n, firstLoss: 0n, promised: 0n },
    ...{ severity: undefined, paid: 0n, waiting: [], isCounted: false, isClosed: false, settlement },
  }
  bind(opened, committed)
  setAside(book, opened, need)
  if (opened.stops) {
    const { stoppingCases } = pool.products[product] as ProductSnapshot
    setProduct(pool, product, { stoppingCases: stoppingCases + 1 })
  }
  noteShortage(book)
  return opened
}

/** Cases join a strained settlement for one horizon, else the present one. */
function settlementFor(book: Book, horizon: number): BookSettlement {
  const { settlement: present, pool } = book
  const isLater = present?.strainedAt && pool.timestamp > present.strainedAt + horizon
  if (present && !present.relaxed && !isOver(present) && !isLater) return present
  book.settlement = newSettlement()
  book.settlements.push(book.settlement)
  return book.settlement
}

function bind({ settlement, product, stops }: BookCase, committed: bigint): void {
  const stake = stakeOf(settlement, product)
  if (stake.stopping === 0) {
    settlement.owed -= min(stake.bound, stake.needs)
    stake.bound = committed + stake.needs
    settlement.owed += min(stake.bound, stake.needs)
  }
  if (stops) stake.stopping++
  settlement.open++
}

function setAside(book: Book, opened: BookCase, need: bigint): void {
  const { pool, firstLoss } = book
  const reserve = min(need, reservableDown(equityOf(book), book.undecided))
  pool.net -= reserve
  const free = firstLoss.get(opened.product) ?? 0n
  const taken = min(need - reserve, free)
  if (taken !== 0n) firstLoss.set(opened.product, free - taken)
  opened.promised = min(need - taken, free - taken)
  book.undecided += reserve + taken
  hold(opened, reserve, taken)
  setNeed(opened, need)
  const { settlement } = opened
  if (settlement.strainedAt === 0 && settlement.lacking !== 0n) settlement.strainedAt = pool.timestamp
}

function hold(one: BookCase, reserve: bigint, firstLoss: bigint): void {
  const own = one.reserve + one.firstLoss
  one.reserve += reserve
  one.firstLoss += firstLoss
  one.settlement.held += reserve + firstLoss
  one.settlement.lacking -= subFloored(one.need, own) - subFloored(one.need, own + reserve + firstLoss)
}

function setNeed(one: BookCase, need: bigint): void {
  const own = one.reserve + one.firstLoss
  const { settlement } = one
  const stake = stakeOf(settlement, one.product)
  settlement.owed -= min(stake.bound, stake.needs)
  stake.needs += need - one.need
  settlement.owed += min(stake.bound, stake.needs)
  settlement.lacking += subFloored(need, own) - subFloored(one.need, own)
  one.need = need
}

/** A lower need may end the strain of a settlement: new cases then join the next one, and counts are dropped. */
function lower(one: BookCase, need: bigint): void {
  setNeed(one, need)
  const { settlement } = one
  if (settlement.strainedAt === 0 || settlement.lacking !== 0n) return
  Object.assign(settlement, { strainedAt: 0, counted: 0, paid: 0n, registered: 0n, left: 0n, relaxed: true })
}

/** What was not needed goes back into equity as new shares, at the price of now. */
function giveBack(book: Book, assets: bigint): bigint {
  if (assets === 0n) return 0n
  const { pool } = book
  refreshDamped(book)
  const shares = toSharesDown(assets, shareStateAt(pool))
  pool.net += assets
  pool.supply += shares
  return shares
}

function returnFirstLoss({ firstLoss }: Book, product: number, assets: bigint): void {
  if (assets !== 0n) firstLoss.set(product, (firstLoss.get(product) ?? 0n) + assets)
}

/** Takes out of a settlement what a case does not need: the pool's capital before first loss, which pays first. */
function free(book: Book, one: BookCase, keep: bigint): bigint {
  const firstLoss = min(one.firstLoss, keep)
  const reserve = keep - firstLoss
  const assets = one.reserve - reserve
  one.settlement.held -= assets + one.firstLoss - firstLoss
  returnFirstLoss(book, one.product, one.firstLoss - firstLoss)
  one.reserve = reserve
  one.firstLoss = firstLoss
  return assets
}

function noteShortage(book: Book): void {
  book.settlements = book.settlements.filter(
    (one) => one === book.settlement || (one.open > 0 && !isOver(one)),
  )
  book.pool.short = book.settlements.some(isShort)
}

/**
 * Applies a verdict, now. It never pays more than the case was opened for; what cannot be claimed any more goes back at once,
 * unless the settlement is strained (SETTLE-1).
 *
 * @param severity - What the verdict says, WAD; 0n for a denial.
 * @returns shares that are issued to those who held shares at the opening
 */
export function decideBookCase(book: Book, one: BookCase, severity: bigint): bigint {
  if (one.severity !== undefined) throw new InvalidParameterError('case', one, 'has a verdict already')
  const { coverUnit } = book.pool.constants
  const { committed: units, productId } = productNow(book, one.product)
  const { horizon } = conditionsOf(book, productId)
  const committed = one.committed * coverUnit
  const cover = book.pool.timestamp <= one.time + horizon ? min(committed, units * coverUnit) : committed
  book.undecided -= one.reserve + one.firstLoss
  const most = mulDivDown(one.need, WAD, committed) + one.deductible
  one.severity = min(min(severity, WAD), most)
  const need = payableUp(cover, one.severity, one.deductible)
  if (need === 0n) one.severity = 0n
  one.promised = min(one.promised, subFloored(need, one.firstLoss))
  lower(one, need)
  let assets = 0n
  if (one.settlement.strainedAt === 0) assets = need === 0n ? close(book, one) : free(book, one, need)
  const shares = giveBack(book, assets)
  noteShortage(book)
  return shares
}

/** Covers of a product, by the periods in which their capital becomes free. */
function coversOf(book: Book, product: number): BookCover[] {
  return productNow(book, product)
    .expiries.filter(({ units }) => units > 0n)
    .map(({ period, units }) => ({ product, period, units }))
}

/** Claims on a case, and what was paid of them at once; asset units. */
export interface BookClaim {
  gross: bigint
  paid: bigint
}

/**
 * Claims on a case for all covers of its product, now: each is paid, or registered while the settlement is short (SETTLE-5).
 * Cover whose capital becomes free in the same period counts as one cover; cover that has ended and whose capital is still
 * committed counts as protected.
 */
export function claimBookCase(book: Book, one: BookCase): BookClaim {
  const { coverUnit } = book.pool.constants
  let [total, paid] = [0n, 0n]
  for (const cover of coversOf(book, one.product)) {
    const gross = grossDown(cover.units * coverUnit, one.severity ?? 0n, one.deductible)
    if (gross === 0n) continue
    total += gross
    const drawn = (gross + coverUnit - 1n) / coverUnit
    uncommit(book, { ...cover, units: min(drawn, cover.units) })
    if (isShort(one.settlement)) one.waiting.push(gross)
    else {
      one.paid += gross
      paid += gross
    }
  }
  book.claimed += paid
  return { gross: total, paid }
}

function waitingOf({ waiting }: BookCase): bigint {
  return waiting.reduce((sum, gross) => sum + gross, 0n)
}

/**
 * Ends the claims on a case, now, as `settleCase` does after its window: closes it, or counts it in a strained settlement,
 * which is over with its last case. Call it again for the others then, and {@link payBookClaims}.
 *
 * @returns shares that are issued to those who held shares at the opening
 */
export function settleBookCase(book: Book, one: BookCase): bigint {
  const { settlement } = one
  if (one.isClosed || one.severity === undefined) return 0n
  if (settlement.strainedAt !== 0 && !isOver(settlement) && !one.isCounted) {
    const claimed = one.paid + waitingOf(one)
    takeFirstLoss(book, one, claimed)
    lower(one, claimed)
    if (settlement.strainedAt !== 0) count(one)
  }
  let assets = 0n
  if (settlement.strainedAt === 0) assets = close(book, one)
  else if (isOver(settlement)) assets = divide(book, one)
  const shares = giveBack(book, assets)
  noteShortage(book)
  return shares
}

function takeFirstLoss({ firstLoss }: Book, one: BookCase, claimed: bigint): void {
  const fund = firstLoss.get(one.product) ?? 0n
  const taken = min(min(subFloored(claimed, one.firstLoss), one.promised), fund)
  one.promised = 0n
  if (taken === 0n) return
  firstLoss.set(one.product, fund - taken)
  hold(one, 0n, taken)
}

function close(book: Book, one: BookCase): bigint {
  const claimed = one.paid + waitingOf(one)
  takeFirstLoss(book, one, claimed)
  setNeed(one, claimed)
  const assets = free(book, one, claimed)
  const { settlement } = one
  const stake = stakeOf(settlement, one.product)
  settlement.owed -= min(stake.bound, stake.needs)
  stake.needs -= claimed
  stake.bound = subFloored(stake.bound, claimed)
  settlement.owed += min(stake.bound, stake.needs)
  settlement.held -= claimed
  settlement.open--
  finish(book, one)
  return assets
}

function finish({ pool }: Book, one: BookCase): void {
  one.isClosed = true
  if (!one.stops) return
  stakeOf(one.settlement, one.product).stopping--
  const { stoppingCases } = pool.products[one.product] as ProductSnapshot
  setProduct(pool, one.product, { stoppingCases: stoppingCases - 1 })
}

function count(one: BookCase): void {
  const { settlement: s } = one
  one.isCounted = true
  s.counted++
  s.paid += one.paid
  s.registered += one.need - one.paid
  s.left += subFloored(one.reserve + one.firstLoss, one.need)
  if (!isOver(s)) return
  s.forClaims = min(s.registered, s.held - s.paid)
  s.rest = s.held - s.paid - s.forClaims
  s.held = 0n
  s.owed = 0n
}

/** A case's part of what claims have left of a settlement that is over. */
function divide(book: Book, one: BookCase): bigint {
  const { settlement } = one
  const left = subFloored(one.reserve + one.firstLoss, one.need)
  let assets = 0n
  if (left !== 0n) {
    const part = mulDivDown(settlement.rest, left, settlement.left)
    settlement.rest -= part
    settlement.left -= left
    assets = min(part, one.reserve)
    returnFirstLoss(book, one.product, part - assets)
  }
  finish(book, one)
  return assets
}

/** Pays a case's registered claims: in full where its settlement is not short, their part once it is over. Returns what was paid. */
export function payBookClaims(book: Book, one: BookCase): bigint {
  const { settlement } = one
  if (isShort(settlement)) return 0n
  const due = (gross: bigint) =>
    isOver(settlement) ? dueDown(gross, settlement.forClaims, settlement.registered) : gross
  const paid = one.waiting.reduce((sum, gross) => sum + due(gross), 0n)
  one.waiting = []
  one.paid += paid
  book.claimed += paid
  if (one.isCounted && !isOver(settlement) && settlement.strainedAt !== 0) {
    settlement.registered -= paid
    settlement.paid += paid
  }
  return paid
}

/** What an event brought: claims, and what was paid of them; asset units. */
export interface BookLoss {
  product: number
  gross: bigint
  paid: bigint
}

/**
 * Goes with cases from their verdicts to their ends, now: verdicts on the figures of the cases, claims for all covers, and the
 * closing of all of them.
 *
 * @returns one entry for each case
 */
export function resolveBookCases(book: Book, cases: readonly BookCase[]): BookLoss[] {
  for (const one of cases) if (one.severity === undefined) decideBookCase(book, one, one.figure)
  const losses = cases.map((one) => ({ product: one.product, ...claimBookCase(book, one) }))
  for (const one of cases) settleBookCase(book, one)
  return cases.map((one, i): BookLoss => {
    settleBookCase(book, one)
    const { product, gross, paid } = losses[i] as BookLoss
    return { product, gross, paid: paid + payBookClaims(book, one) }
  })
}

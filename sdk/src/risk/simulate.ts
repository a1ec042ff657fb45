import { InvalidParameterError } from '../errors/invalidParameter.js'
import { DAY, WAD_PER_PPM } from '../math/arithmetic.js'
import { supplyAt } from '../math/capital.js'
import type { PoolSnapshot } from '../math/snapshot.js'
import {
  advanceBook,
  type Book,
  type BookCase,
  equityOf,
  type OpenBookOptions,
  openBook,
  requestExit,
  settleExits,
} from './book.js'
import { openBookCase, resolveBookCases } from './bookCases.js'
import { renewedPool } from './hypothetical.js'
import { buyOut } from './informed.js'
import type { RiskModel } from './model.js'
import { randomStream } from './random.js'
import { drawLosses, type LossEvent, type LossPlan, type ProductRisk, planLosses } from './sampling.js'

/** A run of underwriters: who asks to leave on the day of a report. */
export interface ExitRun {
  /** Part of the shares that have not asked yet, 0 to 1. */
  share: number
  /** Least part of equity that the cases of a report set aside, 0 to 1. 0 by default: any report. */
  from?: number | undefined
}

/** What is simulated. */
export interface SimulationOptions extends OpenBookOptions {
  snapshot: PoolSnapshot
  model: RiskModel
  /** In the order of the snapshot's products; the model's averages by default. */
  products?: readonly ProductRisk[] | undefined
  /** Number of paths, 10,000 by default. */
  paths?: number | undefined
  /** From 0 to 2^32 − 1; 1 by default. The same seed draws the same losses, whatever the pool's prices and limits. */
  seed?: number | undefined
  /** Length of a path, days; 365 by default. */
  days?: number | undefined
  /** Whether covers are renewed to the end of the paths, instead of ending when they end. They are by default. */
  renewed?: boolean | undefined
  /** Days from a report to the payment of its claims; 21 by default. */
  verdictDays?: number | undefined
  /** None by default. */
  run?: ExitRun | undefined
}

/** Options with their defaults filled in: what a worker needs for a chunk. Plain data. */
export interface SimulationJob {
  start: PoolSnapshot
  firstLoss: Readonly<Record<string, bigint>>
  plan: LossPlan
  informed: number
  paths: number
  seed: number
  days: number
  verdictDays: number
  run: ExitRun | undefined
}

/** Paths of one stream of random numbers. A path's figures are parts of the equity that the pool starts with. */
export interface SimulatedChunk {
  chunk: number
  /** Capital that claims took, first loss excluded. */
  losses: Float64Array
  /** Change of what underwriters have, premium included: of equity and settled exits together. */
  returns: Float64Array
  /** Paid part of the claims of the worst settlement; 1 where all were paid in full. */
  recoveries: Float64Array
  /** Exits that were asked for and not settled at the end, as part of what was asked for. */
  held: Float64Array
  /** Claims of products: number of the path in the chunk, number of the product, what was paid. */
  claims: { path: Int32Array; product: Int32Array; paid: Float64Array }
}

/** Paths of a chunk. */
export const CHUNK = 1_000

/** Checks options, and fills in defaults. */
export function prepareSimulation(options: SimulationOptions): SimulationJob {
  const {
    snapshot,
    model,
    paths = 10_000,
    seed = 1,
    days = 365,
    verdictDays = 21,
    renewed = true,
    run,
  } = options
  const { products = snapshot.products.map(() => ({})), firstLoss = {} } = options
  const whole = { paths, days }
  for (const [name, value] of Object.entries(whole))
    if (!Number.isSafeInteger(value) || value < 1)
      throw new InvalidParameterError(name, value, 'must be a whole number from 1')
  if (!(verdictDays >= 0)) throw new InvalidParameterError('verdictDays', verdictDays, 'must be at least 0')
  if (run && !(run.share >= 0 && run.share <= 1))
    throw new InvalidParameterError('run.share', run.share, 'must be from 0 to 1')
  const plan = planLosses(snapshot, model, products, days)
  randomStream(seed, 0)
  const until = snapshot.timestamp + days * DAY
  const start = renewed ? renewedPool(snapshot, until) : snapshot
  const book = openBook(start, { firstLoss })
  if (equityOf(book) <= 0n)
    throw new InvalidParameterError('snapshot', snapshot.pool, 'is of a pool without capital')
  return { start, firstLoss, plan, informed: model.informed, paths, seed, days, verdictDays, run }
}

/** Number of chunks of a job. */
export const chunksOf = ({ paths }: SimulationJob): number => Math.ceil(paths / CHUNK)

/** Runs the paths of one chunk. The result depends on the job and the number of the chunk alone. */
export function simulateChunk(job: SimulationJob, chunk: number): SimulatedChunk {
  const random = randomStream(job.seed, chunk)
  const count = Math.min(CHUNK, job.paths - chunk * CHUNK)
  const result: SimulatedChunk = {
    chunk,
    ...{ losses: new Float64Array(count), returns: new Float64Array(count) },
    ...{ recoveries: new Float64Array(count).fill(1), held: new Float64Array(count) },
    claims: { path: new Int32Array(), product: new Int32Array(), paid: new Float64Array() },
  }
  const quiet = runPath(job, [])
  const claims: [path: number, product: number, paid: number][] = []
  for (let path = 0; path < count; path++) {
    const events = drawLosses(job.plan, random)
    const outcome = events.length === 0 ? quiet : runPath(job, events)
    result.losses[path] = outcome.loss
    result.returns[path] = outcome.return
    result.recoveries[path] = outcome.recovery
    result.held[path] = outcome.held
    for (const [product, paid] of outcome.claims) claims.push([path, product, paid])
  }
  result.claims = {
    path: Int32Array.from(claims, ([path]) => path),
    product: Int32Array.from(claims, ([, product]) => product),
    paid: Float64Array.from(claims, ([, , paid]) => paid),
  }
  return result
}

/** What became of a pool on one path. Figures are parts of the equity that it starts with. */
export interface PathOutcome {
  loss: number
  return: number
  recovery: number
  held: number
  /** Index of a product ↦ paid claims. */
  claims: Map<number, number>
}

/** What a path needs beside its losses. */
export type PathSetting = Pick<
  SimulationJob,
  'start' | 'firstLoss' | 'informed' | 'days' | 'verdictDays' | 'run'
>

/** A pool's year with given losses, by the formulas of the contracts. */
export function runPath(setting: PathSetting, events: readonly LossEvent[]): PathOutcome {
  const { start, firstLoss, days } = setting
  const book = openBook(start, { firstLoss })
  const equity = equityOf(book)
  const funds = fundsOf(book)
  const path: Path = { setting, book, pending: [], claims: new Map(), recovery: 1, requested: 0n }
  for (let i = 0; i < events.length; ) {
    const { day } = events[i] as LossEvent
    let next = i + 1
    while (events[next]?.day === day) next++
    goTo(path, timeOf(start, day))
    report(path, events.slice(i, next))
    i = next
  }
  goTo(path, start.timestamp + days * DAY)
  for (const { cases } of path.pending.splice(0)) resolve(path, cases)
  settleExits(book)
  const part = (assets: bigint) => Number(assets) / Number(equity)
  return {
    loss: part(book.claimed - (funds - fundsOf(book))),
    return: part(equityOf(book) + book.exited - equity),
    recovery: path.recovery,
    held: path.requested === 0n ? 0 : Number(book.pool.queued) / Number(path.requested),
    claims: new Map([...path.claims].map(([product, paid]) => [product, part(paid)])),
  }
}

interface Path {
  setting: PathSetting
  book: Book
  /** Cases without a verdict, by the time at which they are paid. */
  pending: { due: number; cases: BookCase[] }[]
  claims: Map<number, bigint>
  recovery: number
  requested: bigint
}

const timeOf = ({ timestamp }: PoolSnapshot, day: number) => timestamp + Math.floor(day * DAY)

const fundsOf = ({ firstLoss }: Book) => [...firstLoss.values()].reduce((sum, assets) => sum + assets, 0n)

/** Goes on to a time, with the verdicts and the exits that are due until then. */
function goTo(path: Path, timestamp: number): void {
  const { book, pending } = path
  for (;;) {
    const verdict = pending[0]?.due ?? Number.POSITIVE_INFINITY
    const first = book.queue[0]
    const matured = first ? first.time + book.pool.constants.cooldown : Number.POSITIVE_INFINITY
    // An exit that had no room waits for the next verdict.
    const exit = matured > book.pool.timestamp ? matured : Number.POSITIVE_INFINITY
    const next = Math.min(verdict, exit)
    if (next > timestamp) break
    advanceBook(book, next)
    if (verdict === next) resolve(path, pending.shift()?.cases ?? [])
    settleExits(book)
  }
  advanceBook(book, timestamp)
}

function report(path: Path, events: readonly LossEvent[]): void {
  const { book, pending } = path
  const { run, informed, verdictDays } = path.setting
  const equity = equityOf(book)
  const cases: BookCase[] = []
  for (const { product, rumour } of events) if (rumour < informed) buyOut(book, product)
  for (const { product, severity } of events) {
    const opened = openBookCase(book, { product, severity: BigInt(Math.round(severity * 1e6)) * WAD_PER_PPM })
    if (opened) cases.push(opened)
  }
  if (cases.length === 0) return
  pending.push({ due: book.pool.timestamp + Math.floor(verdictDays * DAY), cases })
  const reserved = cases.reduce((sum, { reserve }) => sum + reserve, 0n)
  if (!run || Number(reserved) < (run.from ?? 0) * Number(equity)) return
  const liquid = supplyAt(book.pool, book.pool.timestamp) - book.pool.queued
  const shares = (liquid * BigInt(Math.round(run.share * 1e6))) / 1_000_000n
  requestExit(book, shares)
  path.requested += shares
}

function resolve(path: Path, cases: readonly BookCase[]): void {
  let [gross, paid] = [0n, 0n]
  for (const loss of resolveBookCases(path.book, cases)) {
    gross += loss.gross
    paid += loss.paid
    path.claims.set(loss.product, (path.claims.get(loss.product) ?? 0n) + loss.paid)
  }
  if (paid < gross) path.recovery = Math.min(path.recovery, Number(paid) / Number(gross))
}

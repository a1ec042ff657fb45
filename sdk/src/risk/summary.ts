import { quantileSorted } from 'simple-statistics'
import { areaUp } from '../math/premium.js'
import { limitOf, sum } from '../math/saleCache.js'
import type { PoolSnapshot, ProductSnapshot } from '../math/snapshot.js'
import { equityOf, openBook } from './book.js'
import { type Estimate, meanOf, probabilityOf, type TailRisk, tailRisk } from './measures.js'
import { CHUNK, type SimulatedChunk, type SimulationJob } from './simulate.js'

/** Choices of a summary. */
export interface SummaryOptions {
  /** Loss that counts as ruin, as part of equity; 0.5 by default. */
  ruin?: number | undefined
  /** Return that underwriters want for capital at risk in the worst percentile, a year; 0.1 by default. */
  costOfCapital?: number | undefined
  /** Yield of the asset itself, a year, as of a vault's share; 0 by default. Returns then count in what the asset is worth. */
  assetYield?: number | undefined
}

/** A product in a simulation. Rates are parts of its cover, a year. */
export interface ProductResult {
  productId: bigint
  /** Cover at the start, asset units. */
  cover: bigint
  /** Losses a year that were assumed. */
  hazard: number
  /** Paid claims. */
  expectedLoss: Estimate
  /** Part of its cover that it costs in the worst percentile of paths: the capital that it uses. */
  capital: number
  /** Its part of all claims in the worst percentile of paths. */
  tailShare: number
  /** Expected loss and the cost of the capital that it uses in the worst percentile, before fees. */
  technicalRate: number
  /** Premium of its cover at the prices of the snapshot, as a mean of all that is sold. */
  chargedRate: number
  /** Charged over technical: below 1 the price is too low. */
  adequacy: number
}

/** Figures of a simulation. Amounts are parts of the equity at the start, if nothing else is said. */
export interface SimulationResult {
  paths: number
  seed: number
  days: number
  /** Equity at the start, asset units. */
  equity: bigint
  /** Cover at the start, asset units. */
  cover: bigint
  /** Cover over equity. */
  leverage: number
  /** Capital that claims take. */
  loss: Estimate
  /** At 95 %, 99 % and 99.5 %. */
  tails: TailRisk[]
  /** Change of what underwriters have, premium included: of equity and settled exits together. */
  return: { mean: Estimate; worstPercentile: number; median: number; best: number }
  /** Probability of a loss of at least `SummaryOptions.ruin`. */
  ruin: Estimate
  /** Probability that the pool falls short of its claims once or more. */
  shortfall: Estimate
  /** Paid part of claims: where the pool falls short, and in the worst percentile of paths. 1 is in full. */
  recovery: { inShortfall: Estimate; worstPercentile: number; least: number }
  /** Exits asked for on a report that were not settled by the end, as part of what was asked for; only of a run. */
  heldExits: Estimate
  /** Premium of the covers at the start, charged and technical, a year, before fees. */
  premium: { charged: number; technical: number; adequacy: number }
  products: ProductResult[]
}

/**
 * Figures of all paths. Chunks may come in any order.
 *
 * @example
 * ```ts
 * const job = prepareSimulation({ snapshot: poolToSimulate, model: riskModel, paths: 2_000 })
 * const chunks = [simulateChunk(job, 0), simulateChunk(job, 1)]
 * const { loss, shortfall } = summarizeSimulation(job, chunks)
 * ```
 */
export function summarizeSimulation(
  job: SimulationJob,
  chunks: readonly SimulatedChunk[],
  { ruin = 0.5, costOfCapital = 0.1, assetYield = 0 }: SummaryOptions = {},
): SimulationResult {
  const ordered = [...chunks].sort((a, b) => a.chunk - b.chunk)
  const { start, paths, seed, days } = job
  const years = days / 365
  const losses = joined(ordered, ({ losses }) => losses)
  const sorted = losses.slice().sort()
  const returns = joined(ordered, (one) => one.returns).map((r) => (1 + r) * (1 + assetYield) ** years - 1)
  const sortedReturns = Array.from(returns.slice().sort())
  const recoveries = joined(ordered, (one) => one.recoveries)
  const short = recoveries.filter((part) => part < 1)
  const tails = [0.95, 0.99, 0.995].map((level) => tailRisk(sorted, level))
  const equity = equityOf(openBook(start))
  const { coverUnit } = start.constants
  const cover = sum(start.clusters) * coverUnit
  const products = productResults(job, ordered, { losses, equity, costOfCapital })
  const premiumOf = (rate: (one: ProductResult) => number) =>
    products.reduce((total, one) => total + (rate(one) * Number(one.cover)) / Number(equity), 0)
  const [charged, technical] = [premiumOf((one) => one.chargedRate), premiumOf((one) => one.technicalRate)]
  return {
    ...{ paths, seed, days, equity, cover, leverage: Number(cover) / Number(equity) },
    ...{ loss: meanOf(losses), tails },
    return: {
      mean: meanOf(returns),
      ...{ worstPercentile: quantileSorted(sortedReturns, 0.01), median: quantileSorted(sortedReturns, 0.5) },
      best: sortedReturns.at(-1) ?? 0,
    },
    ruin: probabilityOf(losses.filter((loss) => loss >= ruin).length, paths),
    shortfall: probabilityOf(short.length, paths),
    recovery: {
      inShortfall: short.length ? meanOf(short) : { value: 1, standardError: 0 },
      worstPercentile: meanOf(
        recoveries
          .slice()
          .sort()
          .slice(0, Math.max(Math.floor(paths / 100), 1)),
      ).value,
      least: recoveries.reduce((least, part) => Math.min(least, part), 1),
    },
    heldExits: meanOf(joined(ordered, ({ held }) => held)),
    premium: {
      charged,
      technical,
      adequacy: technical === 0 ? Number.POSITIVE_INFINITY : charged / technical,
    },
    products,
  }
}

function joined(
  chunks: readonly SimulatedChunk[],
  part: (chunk: SimulatedChunk) => Float64Array,
): Float64Array {
  const parts = chunks.map(part)
  const all = new Float64Array(parts.reduce((length, one) => length + one.length, 0))
  let at = 0
  for (const one of parts) {
    all.set(one, at)
    at += one.length
  }
  return all
}

interface Whole {
  losses: Float64Array
  equity: bigint
  costOfCapital: number
}

function productResults(
  { start, plan, paths, days }: SimulationJob,
  chunks: readonly SimulatedChunk[],
  { losses, equity, costOfCapital }: Whole,
): ProductResult[] {
  const worst = worstPaths(losses)
  const count = start.products.length
  const [sums, squares, inTail] = [0, 0, 0].map(() => new Float64Array(count)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  for (const { chunk, claims } of chunks)
    for (const [i, paid] of claims.paid.entries()) {
      const product = claims.product[i] as number
      sums[product] = (sums[product] as number) + paid
      squares[product] = (squares[product] as number) + paid ** 2
      if (worst.has(chunk * CHUNK + (claims.path[i] as number)))
        inTail[product] = (inTail[product] as number) + paid / worst.size
    }
  const allInTail = inTail.reduce((total, one) => total + one, 0)
  const years = days / 365
  return start.products.map((product, i): ProductResult => {
    const cover = product.committed * start.constants.coverUnit
    const share = Number(cover) / Number(equity)
    const mean = (sums[i] as number) / paths
    const error = Math.sqrt(Math.max((squares[i] as number) / paths - mean ** 2, 0) / paths)
    const perCover = (value: number) => (share === 0 ? 0 : value / share / years)
    const capital = share === 0 ? 0 : (inTail[i] as number) / share
    const technicalRate = perCover(mean) + costOfCapital * capital
    const chargedRate = chargedRateOf(start, product)
    return {
      ...{ productId: product.productId, cover, hazard: plan.products[i]?.hazard ?? 0 },
      expectedLoss: { value: perCover(mean), standardError: perCover(error) },
      capital,
      tailShare: allInTail === 0 ? 0 : (inTail[i] as number) / allInTail,
      ...{ technicalRate, chargedRate },
      adequacy:
        technicalRate === 0
          ? Number.POSITIVE_INFINITY
          : (chargedRate * (1 - Number(product.fees) / 1e18)) / technicalRate,
    }
  })
}

/** Numbers of the paths with the largest losses: one in a hundred. */
function worstPaths(losses: Float64Array): Set<number> {
  const order = Array.from(losses, (loss, path) => ({ loss, path }))
  order.sort((a, b) => b.loss - a.loss || a.path - b.path)
  return new Set(order.slice(0, Math.max(Math.floor(losses.length / 100), 1)).map(({ path }) => path))
}

/** Premium of a year for all that a product has sold, at its curve, over that cover. */
export function chargedRateOf(pool: PoolSnapshot, product: ProductSnapshot): number {
  const terms = pool.terms.find(({ productId }) => productId === product.productId)
  if (!terms || product.committed === 0n) return 0
  const limit = limitOf({ pool, terms, product }, pool.dampedEquity)
  return Number(areaUp(product.curve, limit, 0n, product.committed)) / Number(product.committed) / 1e15
}

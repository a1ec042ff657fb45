import { WAD } from '../src/math/index.js'
import type { PoolSnapshot } from '../src/math/snapshot.js'
import {
  DIVERSIFIED,
  type HypotheticalProduct,
  hypotheticalPool,
  MONOLINE,
  type PoolLimits,
  type SeverityModel,
} from '../src/risk/index.js'

const PPM = 1_000_000
/** A number as WAD, rounded to a millionth. */
export const wad = (value: number): bigint => (BigInt(Math.round(value * PPM)) * WAD) / BigInt(PPM)

/** Capital of every pool of the report: ten million of an asset with six decimals. */
export const EQUITY = 10_000_000_000_000n
const CLUSTERS = 8
/** Sold part of limits: where the price curve has its kink. */
export const UTILISATION = 0.7
/** Products of the reference pool: as many as fill the diversified profile at 100 % of their limits. */
export const REFERENCE_PRODUCTS = 36

/** Severities of the report: part of a cover that an incident costs. */
export const SEVERITIES = {
  mild: { total: 0.05, alpha: 0.8, beta: 3.2 },
  assumed: { total: 0.2, alpha: 0.8, beta: 2.4 },
  severe: { total: 0.6, alpha: 0.8, beta: 2.4 },
} satisfies Record<string, SeverityModel>

/** Limits that do not bind: what the profile's limits are compared with. */
export const UNCAPPED: PoolLimits = {
  ...{ saleClusterRatio: 16n * WAD, saleLeverage: 16n * WAD },
  ...{ exitClusterRatio: (15n * WAD) / 16n, exitLeverage: 16n * WAD },
}

/** What books of the report differ in. */
export interface BookOptions {
  product?: Partial<HypotheticalProduct>
  limits?: PoolLimits
  cooldown?: number
}

/** Products spread over eight clusters, one after another. */
function spread(count: number, { product, limits = DIVERSIFIED, cooldown }: BookOptions = {}): PoolSnapshot {
  const one = { utilisation: wad(UTILISATION), ...product }
  const products = Array.from({ length: count }, (_, i) => ({ cluster: i % CLUSTERS, ...one }))
  return hypotheticalPool({ equity: EQUITY, limits, products, cooldown })
}

/** Products that together cover so many times the equity, all at the kink of their prices, whatever the limits of a profile are. */
export const levered = (leverage: number, count: number): PoolSnapshot =>
  spread(count, { limits: UNCAPPED, product: { maxRatio: wad(leverage / (UTILISATION * count)) } })

/** The pool to which everything is compared: the diversified profile at the kink. */
export const reference = (options?: BookOptions): PoolSnapshot => spread(REFERENCE_PRODUCTS, options)

/** The monoline profile. */
export const monoline = (
  utilisation = UTILISATION,
  product: Partial<HypotheticalProduct> = {},
): PoolSnapshot =>
  hypotheticalPool({
    ...{ equity: EQUITY, limits: MONOLINE },
    products: [{ cluster: 0, maxRatio: WAD, utilisation: wad(utilisation), ...product }],
  })

import {
  type HypotheticalProduct,
  hypotheticalPool,
  type PoolLimits,
  type RiskModel,
} from '../../src/risk/index.js'

export const WAD = 10n ** 18n
export const DAY = 86_400

/** Limits that bind nowhere. */
const WIDE: PoolLimits = {
  ...{ saleClusterRatio: 40n * WAD, saleLeverage: 40n * WAD, exitClusterRatio: WAD, exitLeverage: 40n * WAD },
}

/** Ten million units of capital behind products that are all alike, each with a tenth of it as cover and without a deductible. */
export const alike = (count: number, product: Partial<HypotheticalProduct> = {}, limits: PoolLimits = WIDE) =>
  hypotheticalPool({
    ...{ equity: 10_000_000_000_000n, limits },
    products: Array.from({ length: count }, (_, i) => ({
      ...{ cluster: i % 8, utilisation: WAD, deductible: 0n, ...product },
    })),
  })

/** A model in which nothing happens but what is given: total losses, one product alone. */
export function bareModel(hazard: number, change: Partial<RiskModel> = {}): RiskModel {
  return {
    ...{ from: '2022-01-01', to: '2023-01-01' },
    hazard: {
      ...{ incidents: 100, exposure: 100 / hazard, perYear: hazard, byYear: [], scale: 1, yearVariance: 0 },
      ...{ byCause: {} as RiskModel['hazard']['byCause'] },
      bySector: { Lending: 1, DEX: 1, Yield: 1, Derivatives: 1, Stablecoin: 1, Bridge: 1, Other: 1, '': 1 },
    },
    severity: { total: 1, alpha: 1, beta: 1 },
    shocks: { share: 0, observed: 0, width: 0.5 },
    depegs: { perYear: hazard, correlation: 0, severity: { total: 1, alpha: 1, beta: 1 } },
    informed: 0,
    sizes: { logMean: 0, logDeviation: 1, tailIndex: 1 },
    ...change,
  }
}

import { formatUnits } from 'viem'
import type { PoolConstants, PoolSnapshot } from '../math/index.js'
import { DATA_LIMITS } from '../risk/defaults.js'
import type { Estimate } from '../risk/measures.js'
import type { RiskModel } from '../risk/model.js'
import type { SuggestedPricing } from '../risk/pricing.js'
import type { SimulationResult } from '../risk/summary.js'
import { columns } from './words.js'

/** A pool, and what is known of its products, in their order. */
export interface RiskSubject {
  snapshot: PoolSnapshot
  /** Free first loss, by product id, asset units. */
  firstLoss: Record<string, bigint>
  /** Empty for a snapshot from a file. */
  names: string[]
}

/** What the command has to tell. */
export interface RiskReport {
  subject: RiskSubject
  model: RiskModel
  result: SimulationResult
  suggested: SuggestedPricing[]
}

const percent = (part: number, digits = 2) => `${(100 * part).toFixed(digits)} %`
const estimate = ({ value, standardError }: Estimate) => `${percent(value)} ± ${percent(standardError)}`
const ratio = (value: number) => (Number.isFinite(value) ? value.toFixed(2) : '–')

/** Decimals of a pool's asset, which its unit of prices and its virtual shares follow from. */
function decimalsOf({ virtualShares, assetUnit }: PoolConstants): number {
  const zeros = (power: bigint) => String(power).length - 1
  return assetUnit === 1n ? 12 - zeros(virtualShares) : zeros(assetUnit) + 9
}

/** The report, for people. */
export function riskInText(report: RiskReport): string {
  const { subject, model, result } = report
  const { snapshot } = subject
  const amount = (assets: bigint) =>
    Number(formatUnits(assets, decimalsOf(snapshot.constants))).toLocaleString('en', {
      maximumFractionDigits: 2,
    })
  const { hazard, from, to } = model
  const incidents = `${hazard.incidents} incidents in ${Math.round(hazard.exposure).toLocaleString('en')} protocol-years`
  return `${[
    `Pool ${snapshot.pool} on chain ${snapshot.chainId}, block ${snapshot.blockNumber}`,
    `equity ${amount(result.equity)}, cover ${amount(result.cover)}, leverage ${ratio(result.leverage)}`,
    `${result.paths.toLocaleString('en')} paths of ${result.days} days, seed ${result.seed}; model of ${from} to ${to}: ${incidents}`,
    '',
    'parts of equity, ± one standard error of the sampling',
    ...columns(measures(report)),
    '',
    'products: rates are parts of cover, a year',
    ...columns(productRows(report)),
    '',
    'Standard errors are those of the sampling; the model itself is less certain:',
    ...DATA_LIMITS.map((limit) => `- ${limit}`),
  ].join('\n')}\n`
}

function measures({ result }: RiskReport): string[][] {
  const { loss, tails, ruin, shortfall, recovery, premium, heldExits } = result
  return [
    ['expected loss', estimate(loss)],
    ...tails.flatMap(({ level, valueAtRisk, expectedShortfall }) => [
      [`value at risk ${percent(level, 1)}`, estimate(valueAtRisk)],
      [`expected shortfall ${percent(level, 1)}`, estimate(expectedShortfall)],
    ]),
    ['return of underwriters', estimate(result.return.mean)],
    ['  in the worst percentile', percent(result.return.worstPercentile)],
    ['  in the median', percent(result.return.median)],
    ['half of equity lost', estimate(ruin)],
    ['claims not paid in full', estimate(shortfall)],
    ['  what is paid of them then', estimate(recovery.inShortfall)],
    ['  what is paid in the worst percentile of paths', percent(recovery.worstPercentile)],
    ...(heldExits.value > 0 ? [['exits of a run that are still held', estimate(heldExits)]] : []),
    ['premium, charged', percent(premium.charged)],
    ['premium, technical', percent(premium.technical)],
  ]
}

function productRows({ result, suggested, subject }: RiskReport): string[][] {
  const head = [
    'product',
    'cover',
    'hazard',
    'expected loss',
    'technical',
    'charged',
    'adequacy',
    'suggested, nine in ten',
  ]
  const rows = result.products.map((product, i) => {
    const rate = suggested[i]?.technicalRate
    const name = subject.names[i]
    return [
      name ? `${product.productId} ${name}` : `${product.productId}`,
      percent(Number(product.cover) / Number(result.equity), 1),
      ...[percent(product.hazard), estimate(product.expectedLoss), percent(product.technicalRate)],
      ...[percent(product.chargedRate), ratio(product.adequacy)],
      rate ? `${percent(rate.mean)} (${percent(rate.low)} to ${percent(rate.high)})` : '',
    ]
  })
  return [head, ...rows]
}

import { quantileSorted } from 'simple-statistics'
import { InvalidParameterError } from '../errors/invalidParameter.js'
import { WAD } from '../math/arithmetic.js'
import type { RateCurve } from '../math/premium.js'
import { meanSeverity, type RiskModel } from './model.js'
import { type Random, randomStream } from './random.js'
import type { ProductRisk } from './sampling.js'

/** What is known of a product that shall be priced. Ratios are plain numbers. */
export interface ProductFacts extends ProductRisk {
  /** Part of the loss that is not paid, 0 to 1; 0.05 by default. */
  deductible?: number | undefined
  /** Part of the premium that does not reach the pool, 0 to 1; 0.1 by default. */
  fees?: number | undefined
  /** Part of the covered code that nobody attests, 0 to 1; each tenth makes losses a tenth likelier. 0 by default. */
  auditGap?: number | undefined
}

/** Choices of a suggestion. */
export interface PricingOptions {
  model: RiskModel
  /** Sold part of the limit at the kink; 0.7 by default. */
  target?: number | undefined
  /** Part of this cover that is lost in the pool's worst percentile of years, from `ProductResult.capital`; 0.1 by default. */
  capital?: number | undefined
  /** Return for that capital, a year; 0.1 by default. */
  costOfCapital?: number | undefined
  /** From 0 to 2^32 − 1; 1 by default. */
  seed?: number | undefined
}

/** A figure with the interval in which it lies with nine chances in ten, by the model. */
export interface Uncertain {
  mean: number
  low: number
  high: number
}

/** Prices for a product. Rates are parts of its cover, a year. */
export interface SuggestedPricing {
  hazard: Uncertain
  /** Paid part of cover, a year. */
  expectedLoss: Uncertain
  /** Expected loss and cost of capital, with fees on top: the lowest mean price that pays for itself. */
  technicalRate: Uncertain
  /** A curve whose mean price at `target` is the mean technical rate, and whose highest price bears the worst hazard. WAD. */
  curve: RateCurve
}

const DRAWS = 4_000
/** Deviation of the logarithm of what the assumptions may be wrong by, of hazard and of severity each: a factor of about 1.5. */
const DOUBT = 0.4

/**
 * Prices for a product, by a model and what is known of the product, with the uncertainty of both: of the number of incidents
 * (gamma, by Jeffreys' prior), of good and bad years, and of the assumptions.
 *
 * @throws {@link InvalidParameterError} for figures out of range.
 *
 * @example
 * ```ts
 * const { technicalRate, curve } = suggestPricing({ sector: 'Lending', auditGap: 0.25 }, { model: riskModel })
 * console.log(`${technicalRate.low} to ${technicalRate.high}`, curve.rateAtTarget)
 * ```
 */
export function suggestPricing(facts: ProductFacts, options: PricingOptions): SuggestedPricing {
  const { fees = 0.1, deductible = 0.05, auditGap = 0 } = facts
  const { model, target = 0.7, capital = 0.1, costOfCapital = 0.1, seed = 1 } = options
  for (const [name, value] of Object.entries({ fees, deductible, auditGap, target, capital }))
    if (!(value >= 0 && value <= 1)) throw new InvalidParameterError(name, value, 'must be from 0 to 1')
  if (fees === 1) throw new InvalidParameterError('fees', fees, 'leave nothing to the pool')
  if (target === 0) throw new InvalidParameterError('target', target, 'must be above 0')
  if (!(costOfCapital >= 0))
    throw new InvalidParameterError('costOfCapital', costOfCapital, 'must not be negative')
  const random = randomStream(seed, 0)
  const severity = facts.severity ?? (facts.kind === 'depeg' ? model.depegs.severity : model.severity)
  const paid = Math.max(
    meanSeverity(severity) - deductible * (1 - chanceOfLess(severity, deductible, random)),
    0,
  )
  const hazards: number[] = []
  const losses: number[] = []
  for (let i = 0; i < DRAWS; i++) {
    const hazard = drawHazard(model, facts, random) * (1 + auditGap)
    const doubt = Math.exp(DOUBT * random.normal() - DOUBT ** 2 / 2)
    hazards.push(hazard)
    losses.push(Math.min(hazard * paid * doubt, 1))
  }
  const expectedLoss = uncertain(losses)
  const priced = (loss: number) => (loss + capital * costOfCapital) / (1 - fees)
  const technicalRate = uncertain(losses.map(priced))
  return { hazard: uncertain(hazards), expectedLoss, technicalRate, curve: curveOf(technicalRate, target) }
}

function drawHazard({ hazard, depegs }: RiskModel, facts: ProductFacts, random: Random): number {
  const { incidents, exposure, bySector, scale, yearVariance } = hazard
  const doubt = Math.exp(DOUBT * random.normal() - DOUBT ** 2 / 2)
  const weather = yearVariance > 0 ? random.gamma(1 / yearVariance, yearVariance) : 1
  const ofCode = random.gamma(incidents + 0.5, 1 / exposure) * bySector[facts.sector ?? '']
  const base = facts.hazard ?? (facts.kind === 'depeg' ? depegs.perYear : ofCode)
  return base * scale * weather * doubt
}

/** Part of losses below the deductible, of which nothing is paid and which it lowers by less than itself. */
function chanceOfLess(
  { total, alpha, beta }: { total: number; alpha: number; beta: number },
  deductible: number,
  random: Random,
) {
  if (deductible === 0) return 0
  let below = 0
  // Mean of what a loss below the deductible lacks of it, as a part of the deductible.
  for (let i = 0; i < DRAWS; i++) {
    const lost = random() < total ? 1 : random.beta(alpha, beta)
    below += Math.max(deductible - lost, 0) / deductible
  }
  return below / DRAWS
}

function uncertain(draws: readonly number[]): Uncertain {
  const sorted = [...draws].sort((a, b) => a - b)
  const mean = sorted.reduce((sum, one) => sum + one, 0) / sorted.length
  return { mean, low: quantileSorted(sorted, 0.05), high: quantileSorted(sorted, 0.95) }
}

/** Half and one and a half times the rate at floor and kink have it as their mean; above the kink it rises to eight times. */
function curveOf({ mean, high }: Uncertain, target: number): RateCurve {
  const ppm = (rate: number) => (BigInt(Math.ceil(Math.min(rate, 16) * 1e6)) * WAD) / 1_000_000n
  const rateMax = Math.max(8 * mean, 2 * high)
  return {
    ...{ rateFloor: ppm(mean / 2), rateAtTarget: ppm(1.5 * mean), rateMax: ppm(rateMax) },
    target: ppm(target),
  }
}

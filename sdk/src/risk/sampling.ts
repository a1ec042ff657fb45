import { errorFunction } from 'simple-statistics'
import { InvalidParameterError } from '../errors/invalidParameter.js'
import type { PoolSnapshot } from '../math/snapshot.js'
import type { Sector } from './data/incidents.js'
import type { RiskModel, SeverityModel } from './model.js'
import type { Random } from './random.js'

/** What is known of a product's risk; all of it has defaults. */
export interface ProductRisk {
  /** A protocol's code, or a price that shall hold. */
  kind?: 'code' | 'depeg' | undefined
  sector?: Sector | undefined
  /** Losses a year, instead of the model's. */
  hazard?: number | undefined
  severity?: SeverityModel | undefined
  /** Products of one group are struck by the same shocks; the product's cluster in the pool by default. */
  group?: number | undefined
}

/** A loss of one product. Losses of one moment are one event. */
export interface LossEvent {
  /** Days from the start. */
  day: number
  product: number
  /** Lost part, 0 to 1. */
  severity: number
  /** From 0 to 1: buyers knew of it if it is below the model's `informed`. */
  rumour: number
}

/** A model, applied to products. */
export interface LossPlan {
  days: number
  yearVariance: number
  products: { kind: 'code' | 'depeg'; hazard: number; severity: SeverityModel }[]
  /** Cumulated rates of losses that strike one product alone, a year. */
  alone: number[]
  /** Shocks of a group: their rate a year, and the probability with which each strikes its members. */
  shocks: { perYear: number; members: { product: number; probability: number }[] }[]
  depegs: { products: number[]; correlation: number }
}

/**
 * Applies a model to the products of a pool: a shock model of Marshall and Olkin (1967) for code, in which each product keeps
 * its own hazard, and one Gaussian factor for pegs.
 *
 * @throws {@link InvalidParameterError} for figures out of range, and for another number of products than the snapshot has.
 */
export function planLosses(
  snapshot: PoolSnapshot,
  model: RiskModel,
  risks: readonly ProductRisk[],
  days: number,
): LossPlan {
  const { hazard, shocks, depegs } = model
  if (risks.length !== snapshot.products.length)
    throw new InvalidParameterError(
      'products',
      risks,
      `must have ${snapshot.products.length} entries, as the pool has`,
    )
  for (const [name, value] of Object.entries({ share: shocks.share, correlation: depegs.correlation }))
    if (!(value >= 0 && value < 1)) throw new InvalidParameterError(name, value, 'must be from 0 to below 1')
  if (!(shocks.width > 0 && shocks.width <= 1))
    throw new InvalidParameterError('width', shocks.width, 'must be above 0 and at most 1')
  const products = risks.map((risk, i) => productOf(model, risk, i))
  const groups = new Map<number, number[]>()
  const alone: number[] = []
  let rate = 0
  products.forEach(({ kind, hazard }, i) => {
    if (kind === 'code') {
      rate += hazard * (1 - shocks.share)
      const group = risks[i]?.group ?? snapshot.products[i]?.cluster ?? 0
      groups.set(group, [...(groups.get(group) ?? []), i])
    }
    alone.push(rate)
  })
  return {
    ...{ days, yearVariance: hazard.yearVariance, products, alone },
    shocks: [...groups.values()].flatMap((members) => shockOf(members, products, shocks)),
    depegs: {
      products: products.flatMap(({ kind }, i) => (kind === 'depeg' ? [i] : [])),
      correlation: depegs.correlation,
    },
  }
}

function productOf(
  { hazard, severity, depegs }: RiskModel,
  risk: ProductRisk,
  i: number,
): LossPlan['products'][number] {
  const kind = risk.kind ?? 'code'
  const ofModel = kind === 'code' ? hazard.perYear * hazard.bySector[risk.sector ?? ''] : depegs.perYear
  const product = {
    kind,
    hazard: (risk.hazard ?? ofModel) * hazard.scale,
    severity: risk.severity ?? (kind === 'code' ? severity : depegs.severity),
  }
  const { total, alpha, beta } = product.severity
  if (!(product.hazard >= 0 && Number.isFinite(product.hazard)))
    throw new InvalidParameterError(`products[${i}].hazard`, product.hazard, 'must be a number of at least 0')
  if (!(total >= 0 && total <= 1 && alpha > 0 && beta > 0))
    throw new InvalidParameterError(`products[${i}].severity`, product.severity, 'is out of range')
  return product
}

/** The most exposed member is struck with the full width, the others with as much less as their hazard is less. */
function shockOf(
  members: readonly number[],
  products: LossPlan['products'],
  { share, width }: RiskModel['shocks'],
): LossPlan['shocks'] {
  const hazardOf = (product: number) => products[product]?.hazard ?? 0
  const highest = Math.max(...members.map(hazardOf))
  if (highest === 0 || share === 0) return []
  const struck = members.map((product) => ({ product, probability: (width * hazardOf(product)) / highest }))
  return [{ perYear: (share * highest) / width, members: struck }]
}

/** Draws the losses of one path, in the order of time. What is drawn does not depend on the pool's figures. */
export function drawLosses(plan: LossPlan, random: Random): LossEvent[] {
  const { days, yearVariance, products, alone, shocks, depegs } = plan
  const years = days / 365
  const weather = yearVariance > 0 ? random.gamma(1 / yearVariance, yearVariance) : 1
  const events: LossEvent[] = []
  const strike = (day: number, product: number) =>
    events.push({
      day,
      product,
      severity: drawSeverity(products[product]?.severity, random),
      rumour: random(),
    })
  const total = alone.at(-1) ?? 0
  for (let n = total > 0 ? random.poisson(total * weather * years) : 0; n > 0; n--) {
    const at = random() * total
    strike(
      random() * days,
      alone.findIndex((sum) => at < sum),
    )
  }
  for (const { perYear, members } of shocks)
    for (let n = random.poisson(perYear * weather * years); n > 0; n--) {
      const day = random() * days
      for (const { product, probability } of members) if (random() < probability) strike(day, product)
    }
  if (depegs.products.length > 0) {
    const common = random.normal()
    for (const product of depegs.products) {
      const own = random.normal()
      const { correlation } = depegs
      const chance = cumulativeNormal(Math.sqrt(correlation) * common + Math.sqrt(1 - correlation) * own)
      const day = (-Math.log(1 - chance) / (products[product]?.hazard ?? 0)) * 365
      if (day < days) strike(day, product)
    }
  }
  return events.sort((a, b) => a.day - b.day)
}

export function drawSeverity(severity: SeverityModel | undefined, random: Random): number {
  if (!severity) return 0
  const { total, alpha, beta } = severity
  return random() < total ? 1 : random.beta(alpha, beta)
}

const cumulativeNormal = (x: number): number => (1 + errorFunction(x / Math.SQRT2)) / 2

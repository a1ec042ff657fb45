import { readFileSync } from 'node:fs'
import {
  DEFAULT_CURVE,
  DIVERSIFIED,
  type HypotheticalProduct,
  MONOLINE,
  meanSeverity,
  type ProductRisk,
  type SimulationResult,
  type SuggestedPricing,
  suggestPricing,
} from '../src/risk/index.js'
import { COURT, POOL, PRICING, TERMS } from '../src/testing/scenarios/figures.js'
import { reference, UTILISATION, wad } from './books.js'
import type { buyers } from './buyers.js'
import type { Context } from './context.js'
import { type control, flatRate } from './control.js'
import { expectedShortfallOf, type frontier } from './frontier.js'
import type { sensitivity } from './sensitivity.js'
import { percent, type Section, table } from './text.js'
import { COHORT_YEARS } from './years.js'

/** Sections whose rows the table cites. */
export interface CitedSections {
  frontier: ReturnType<typeof frontier>
  control: ReturnType<typeof control>
  sensitivity: ReturnType<typeof sensitivity>
  buyers: ReturnType<typeof buyers>
}

const DAY = 86_400
const part = (value: bigint) => Number(value) / 1e18
const days = (seconds: number) => `${seconds / DAY} days`
const returned = (one: SimulationResult) => percent(one.return.mean.value)
const tail = (one: SimulationResult) => percent(expectedShortfallOf(one), 1)
const adequacy = (one: SimulationResult) => one.premium.adequacy.toFixed(2)

/** A default, what of this report speaks for it, and what follows. */
export interface DefaultRow {
  name: string
  value: string
  evidence: string
  verdict: string
}

/** Sectors of the templates, for the suggested prices. */
const TEMPLATES: readonly { file: string; risk: ProductRisk }[] = [
  { file: 'vault', risk: { sector: 'Yield' } },
  { file: 'lending-market', risk: { sector: 'Lending' } },
  { file: 'proxy', risk: { sector: 'Bridge' } },
]

interface TemplateTerms {
  waitingPeriod: string
  reportWindow: string
  horizon: string
  minBilled: string
  claimWindow: string
  deductible: string
  haircut: string
  maxCover: string
  codeGrace: string
}

const templateOf = (file: string): TemplateTerms =>
  JSON.parse(readFileSync(new URL(`../templates/${file}.json`, import.meta.url), 'utf8')).terms

/** A constant of the contracts, as their sources have it. */
function constantOf(source: string, name: string): number {
  const text = readFileSync(new URL(`../../contracts/src/${source}.sol`, import.meta.url), 'utf8')
  const found = new RegExp(`constant ${name} = (\\d+)( days)?;`).exec(text)
  if (!found) throw new Error(`${source}.sol has no constant ${name}.`)
  return Number(found[1])
}

/** What the templates say of one field, one value if they agree. */
function ofTemplates(field: keyof TemplateTerms): string {
  const values = TEMPLATES.map(({ file }) => templateOf(file)[field])
  return [...new Set(values)].length === 1
    ? (values[0] ?? '')
    : TEMPLATES.map(({ file }, i) => `${values[i]} (${file})`).join(', ')
}

/** Mean price of what is sold above the kink. */
const meanAboveKink = (part(DEFAULT_CURVE.rateAtTarget) + part(DEFAULT_CURVE.rateMax)) / 2

function priceRows(context: Context, { sensitivity }: CitedSections): DefaultRow[] {
  const [assumed] = sensitivity.rows
  if (!assumed) throw new Error('There is no row with all as assumed.')
  const { diversified, monoline } = assumed
  const withCurve = (curve: Partial<typeof DEFAULT_CURVE>, utilisation: number) =>
    context.simulate({
      snapshot: reference({
        product: { curve: { ...DEFAULT_CURVE, ...curve }, utilisation: wad(utilisation) },
      }),
    }).plain
  const [early, late] = [
    withCurve({ target: wad(0.5) }, UTILISATION),
    withCurve({ target: wad(0.9) }, UTILISATION),
  ]
  const [dear, cheap] = [withCurve({}, 0.9), withCurve({ rateMax: wad(0.1) }, 0.9)]
  const scale = context.data.cohort.length / COHORT_YEARS / context.model.hazard.perYear
  const hazard = { ...context.model.hazard, scale }
  const cohort =
    scale === 0
      ? undefined
      : context.simulate({ snapshot: reference(), model: { ...context.model, hazard } }).plain
  const curve = `${percent(part(PRICING.rateFloor), 1)}, ${percent(part(PRICING.rateAtTarget), 1)}, ${percent(part(PRICING.rateMax), 0)}`
  const should = (one: SimulationResult) =>
    one.premium.adequacy >= 1 ? 'kept' : `**should change**: rates × ${(1 / one.premium.adequacy).toFixed(1)}`
  return [
    {
      ...{ name: 'rates at nothing sold, at target, when full (diversified)', value: curve },
      evidence: `sensitivity, all as assumed: adequacy ${adequacy(diversified)}, return ${returned(diversified)}`,
      verdict: should(diversified),
    },
    {
      ...{ name: 'the same rates (monoline)', value: curve },
      evidence: `sensitivity, all as assumed: adequacy ${adequacy(monoline)}: ${returned(monoline)} for a loss of ${tail(monoline)} in the worst percentile`,
      verdict: should(monoline),
    },
    ...(cohort
      ? [
          {
            ...{ name: 'the same rates (products that buyers ask for)', value: curve },
            evidence: `hazard of the covered cohort, × ${scale.toFixed(1)}: adequacy ${adequacy(cohort)}, return ${returned(cohort)}`,
            verdict: should(cohort),
          },
        ]
      : []),
    {
      ...{ name: 'target', value: percent(part(PRICING.target), 0) },
      evidence: `70 % sold, with the kink at 50, 70, 90 %: return ${returned(early)}, ${returned(diversified)}, ${returned(late)}; the losses are the same`,
      verdict: 'kept: a lower target is a higher price, and what buyers would pay is not in the data',
    },
    {
      ...{ name: 'highest rate', value: percent(part(PRICING.rateMax), 0) },
      evidence: `90 % sold: return ${returned(dear)}, with a highest rate of 10 % ${returned(cheap)}`,
      verdict: 'kept',
    },
    {
      ...{
        name: 'fees of manager and sponsor',
        value: percent(part(PRICING.managerFee + PRICING.sponsorFee), 0),
      },
      ...{ evidence: 'all rows: returns and adequacy are after them', verdict: 'kept' },
    },
  ]
}

function limitRows(context: Context, { frontier, control, buyers }: CitedSections): DefaultRow[] {
  const of = (products: number, leverage: number, severity: string) => {
    const found = frontier.points.find(
      (one) => one.products === products && one.leverage === leverage && one.severity === severity,
    )
    if (!found) throw new Error(`The frontier has no ${products} products at ${leverage}.`)
    return found.plain
  }
  const [limited, , unlimited] = control.rows.map(({ result }) => result)
  if (!limited || !unlimited) throw new Error('The control has too few rows.')
  const ruins = [3.6, 5, 7].map((leverage) => percent(of(40, leverage, 'severe').ruin.value))
  const paid = [3.6, 5, 7].map((leverage) => {
    const row = buyers.rows.find(
      (one) => one.leverage === leverage && one.world === 'severe losses, shocks 80 %',
    )
    return percent(row?.result.recovery.worstPercentile ?? 0, 1)
  })
  const under = (cooldown: number, verdictDays: number) =>
    context.simulate({
      snapshot: reference({ cooldown: cooldown * DAY }),
      verdictDays,
      run: { share: 0.5, from: 0.05 },
    }).plain
  const [short, long, slow] = [under(14, 21), under(42, 21), under(14, 90)]
  const held = (one: SimulationResult) => percent(one.heldExits.value, 1)
  return [
    {
      ...{ name: 'most of one product, of equity (diversified)', value: '10 %' },
      evidence: `frontier, 3.6 times equity in 10, 20, 40 products: loss in the worst percentile ${tail(of(10, 3.6, 'assumed'))}, ${tail(of(20, 3.6, 'assumed'))}, ${tail(of(40, 3.6, 'assumed'))}`,
      verdict: 'kept: no fewer than 36 products use the leverage',
    },
    {
      name: 'cluster ratio, sale and exit (diversified)',
      value: `${percent(part(DIVERSIFIED.saleClusterRatio), 0)}, ${percent(part(DIVERSIFIED.exitClusterRatio), 0)}`,
      evidence: `control: loss in the worst percentile ${tail(limited)}, without the limits ${tail(unlimited)}; ruin ${percent(limited.ruin.value)} and ${percent(unlimited.ruin.value)}`,
      verdict: 'kept',
    },
    {
      name: 'leverage, sale and exit (diversified)',
      value: `${part(DIVERSIFIED.saleLeverage).toFixed(1)}, ${part(DIVERSIFIED.exitLeverage).toFixed(1)}`,
      evidence: `frontier, 40 products, severe, at 3.6, 5, 7: ruin ${ruins.join(', ')}; buyers, shocks 80 %: paid in the worst percentile ${paid.join(', ')}`,
      verdict: 'kept',
    },
    {
      name: 'cluster ratio and leverage (monoline)',
      value: `${percent(part(MONOLINE.saleLeverage), 0)} sale, ${percent(part(MONOLINE.exitClusterRatio), 2)} and ${percent(part(MONOLINE.exitLeverage), 0)} exit`,
      evidence: `frontier, 0.9, severe: falls short on ${percent(of(1, 0.9, 'severe').shortfall.value)} of paths; buyers, everything fails: paid in full`,
      verdict: 'kept: its price is what should change',
    },
    {
      name: 'pool of the scenarios: product, cluster, leverage; cluster and leverage of exits',
      value: [PRICING.maxRatio, POOL.clusterRatio, POOL.leverage, POOL.exitClusterRatio, POOL.exitLeverage]
        .map((ratio) => percent(part(ratio), 0))
        .join(', '),
      evidence: 'the monoline profile: CAP-3 and CAP-4 bring sales to 90 % and exits to 15/16 of equity',
      verdict: 'kept',
    },
    {
      ...{ name: 'cooldown', value: `${days(POOL.cooldown)} (scenarios, monoline and diversified)` },
      evidence: `half of all shares run on reports above 5 % of equity: with 14 days ${held(short)} of the exits still wait at the end of the year and the pool falls short on ${percent(short.shortfall.value)} of paths, with 42 days ${held(long)} and ${percent(long.shortfall.value)}`,
      verdict: 'kept: POOL-7 allows no less, and more would not help buyers',
    },
    {
      name: 'court: answer window, turns of the arbiters, root window',
      value: [COURT.answerWindow, COURT.turn, COURT.rootWindow].map(days).join(', '),
      evidence: `the same run with verdicts after 21 and after ${constantOf('resolution/court/Court', 'MAX_ROUTE_DELAY')} days, the longest route: shortfall ${percent(short.shortfall.value)} and ${percent(slow.shortfall.value)}, return ${returned(short)} and ${returned(slow)}`,
      verdict: 'kept: slow verdicts cost time, not capital',
    },
  ]
}

function termsRows(context: Context, { sensitivity }: CitedSections): DefaultRow[] {
  const [assumed] = sensitivity.rows
  const withProduct = (product: Partial<HypotheticalProduct>) =>
    context.simulate({ snapshot: reference({ product }) }).plain
  const [none, tenth, cut] = [
    withProduct({ deductible: 0n }),
    withProduct({ deductible: wad(0.1) }),
    withProduct({ haircut: wad(0.1) }),
  ]
  const base = assumed?.diversified ?? none
  const all = sensitivity.rows.find(
    ({ unknown, value }) => unknown === 'informed buyers' && value === '100 %',
  )
  const no = sensitivity.rows.find(({ unknown, value }) => unknown === 'informed buyers' && value === '0 %')
  const lost = (one: SimulationResult | undefined) =>
    percent((no?.diversified.return.mean.value ?? 0) - (one?.return.mean.value ?? 0))
  const least = (meanAboveKink * TERMS.minBilled) / (365 * DAY)
  return [
    {
      ...{ name: 'deductible (templates, scenarios)', value: ofTemplates('deductible') },
      evidence: `without one, with 5 %, with 10 %: mean loss ${percent(none.loss.value)}, ${percent(base.loss.value)}, ${percent(tenth.loss.value)}; adequacy ${adequacy(none)}, ${adequacy(base)}, ${adequacy(tenth)}`,
      verdict: 'kept: it pays for itself and leaves the buyer 95 % of a total loss',
    },
    {
      ...{
        name: 'waiting period',
        value: `${ofTemplates('waitingPeriod')}, scenarios ${days(TERMS.waitingPeriod)}`,
      },
      evidence: `informed buyers: a chance of 10 % that they know costs ${lost(assumed?.diversified)} of equity a year, certainty ${lost(all?.diversified)}`,
      verdict: 'kept: even certain knowledge does not empty the pool',
    },
    {
      ...{
        name: 'minimum billing',
        value: `${ofTemplates('minBilled')}, scenarios ${days(TERMS.minBilled)}`,
      },
      evidence: `who buys all that is left above the kink pays at least ${percent(least)} of the cover: it is worth it from a chance of ${percent(least / (meanSeverity(context.model.severity) - part(TERMS.deductible)), 1)} on that the product fails within the cover`,
      verdict: 'kept: PREM-1 allows no less; the speed limit of sales bounds the rest',
    },
    {
      ...{ name: 'haircut', value: ofTemplates('haircut') },
      evidence: `with a haircut of 10 % on all products: loss in the worst percentile ${tail(cut)} instead of ${tail(base)}`,
      verdict: 'kept: it is for capital that fails with the product, which no row has',
    },
    {
      ...{ name: 'most cover of a product', value: ofTemplates('maxCover') },
      evidence: 'a tenth of ten million: equal to the limit of a product in all pools of this report',
      verdict: 'kept for pools up to ten million; larger pools set their own',
    },
    {
      ...{
        name: 'report window, horizon',
        value: `${ofTemplates('reportWindow')}, ${ofTemplates('horizon')}`,
      },
      evidence: 'cooldown: exits take longer than every report about what happened before them',
      verdict: 'kept: they fix the least cooldown (POOL-7)',
    },
    {
      ...{
        name: 'claim window, grace of code',
        value: `${ofTemplates('claimWindow')}; ${ofTemplates('codeGrace')}`,
      },
      evidence: 'no figure depends on them: capital is set aside from the report on, whenever claims come',
      verdict: 'kept, without a row of this report',
    },
  ]
}

function bondRows(): DefaultRow[] {
  const bond = 1 / constantOf('resolution/court/CourtState', 'BOND_DIVISOR')
  const reward = 1 / constantOf('common/Constants', 'REWARD_DIVISOR')
  const route = constantOf('resolution/court/Court', 'MAX_ROUTE_DELAY')
  // What is unsold above the kink, for each unit that is sold.
  const unsold = (1 - part(DEFAULT_CURVE.target)) / part(DEFAULT_CURVE.target)
  const stopped = (unsold * meanAboveKink * route) / 365
  return [
    {
      ...{ name: 'court: bond, of the need', value: percent(bond, 0) },
      evidence: `a false case stops sales for ${route} days at most: all that is left above the kink for that time is worth ${percent(stopped)} of the cover`,
      verdict:
        bond >= stopped ? 'kept: the bond is more than it stops' : `**should change**: ${percent(stopped)}`,
    },
    {
      ...{ name: 'court: least bond', value: `${Number(COURT.minBond) / 1e6} USDC` },
      evidence: `the bond of a need of ${(Number(COURT.minBond) / 1e6 / bond).toLocaleString('en')}; what needs less than a tenth of a cover stops no sale`,
      verdict: 'kept: below it a case costs claimants nothing (buyers: denied decoys)',
    },
    {
      ...{ name: 'court: reward, of paid claims', value: percent(reward, 1) },
      evidence: 'not simulated: it comes out of what the case has left, never out of claims',
      verdict: 'kept, without a row of this report',
    },
  ]
}

/** Suggested mean prices of a template's product: in the reference pool, and alone. */
interface Suggestion {
  together: SuggestedPricing
  alone: SuggestedPricing
}

/** Suggested prices as a table, and as they are. */
function suggestions({ model, seed }: Context, { sensitivity }: CitedSections): [string, Suggestion[]] {
  const [assumed] = sensitivity.rows
  if (!assumed) throw new Error('There is no row with all as assumed.')
  const prices = TEMPLATES.map(({ file, risk }): Suggestion => {
    const facts = { ...risk, deductible: Number(templateOf(file).deductible) }
    const using = (capital: number) => suggestPricing(facts, { model, seed, capital: Math.min(capital, 1) })
    return { together: using(capitalOf(assumed.diversified)), alone: using(capitalOf(assumed.monoline)) }
  })
  const range = ({ technicalRate: { mean, low, high } }: SuggestedPricing) =>
    `${percent(mean, 1)} (${percent(low, 1)} to ${percent(high, 1)})`
  const rows = prices.map(({ together, alone }, i) => [
    ...[`${TEMPLATES[i]?.file} (${TEMPLATES[i]?.risk.sector})`, percent(together.hazard.mean, 1)],
    ...[range(together), range(alone)],
  ])
  return [table(['template', 'hazard a year', 'in the reference pool', 'alone'], rows), prices]
}

/** Loss of a pool in the worst percentile, as a part of its cover: the capital that the cover uses. */
const capitalOf = (one: SimulationResult) => expectedShortfallOf(one) / one.leverage

/** How many times the default price the suggested ones are, from the least to the most. */
function timesOf(prices: readonly SuggestedPricing[], charged: number): string {
  const times = prices.map(({ technicalRate }) => technicalRate.mean / charged)
  return `${Math.min(...times).toFixed(1)} to ${Math.max(...times).toFixed(1)} times`
}

/** Every default, with the row that speaks for it. */
export function defaults(context: Context, sections: CitedSections): Section & { rows: DefaultRow[] } {
  const rows = [
    ...priceRows(context, sections),
    ...limitRows(context, sections),
    ...termsRows(context, sections),
    ...bondRows(),
  ]
  const [assumed] = sections.sensitivity.rows
  if (!assumed) throw new Error('There is no row with all as assumed.')
  const [suggestionTable, suggested] = suggestions(context, sections)
  const charged = flatRate()
  const changes = rows.filter(({ verdict }) => verdict.startsWith('**should change**'))
  return {
    rows,
    title: 'Defaults, and what speaks for them',
    blocks: [
      "Values are read from the code: the test kit's scenarios, the profiles of `@breakwater/sdk/risk`, `sdk/templates`, and constants of the court.",
      table(
        ['default', 'value', 'row', 'verdict'],
        rows.map(({ name, value, evidence, verdict }) => [name, value, evidence, verdict]),
      ).replace('|---|---:|---:|---:|', '|---|---|---|---|'),
      `Mean prices that \`suggestPricing\` has for the products of the templates, at 70 % sold, with nine chances in ten. In the reference pool a cover uses ${percent(capitalOf(assumed.diversified), 1)} of itself as capital in the worst percentile, alone ${percent(capitalOf(assumed.monoline), 1)}. The default curve charges ${percent(charged)}. The fit has no bridges in it, so the price of the proxy template is a guess.`,
      suggestionTable,
      `**What follows.** In a pool as diversified as the reference pool the templates' products should cost ${timesOf(
        suggested.map(({ together }) => together),
        charged,
      )} the default price, alone ${timesOf(
        suggested.map(({ alone }) => alone),
        charged,
      )}. No default was changed. Those that should change: ${changes.map(({ name, verdict }) => `${name} (${verdict.replace('**should change**: ', '')})`).join('; ') || 'none'}. The prices of a pool are its manager's: the defaults are a beginning, and the manager of a pool should start from the suggested prices of its products.`,
    ],
    plots: {},
  }
}

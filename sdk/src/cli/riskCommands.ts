import { parseArgs } from 'node:util'
import { type Address, createPublicClient, http, isAddress } from 'viem'
import { getFirstLoss } from '../actions/claims/firstLoss.js'
import { getPoolSnapshot } from '../actions/pool/reads.js'
import { withTypedErrors } from '../errors/decode.js'
import { getProduct } from '../generated/abi/ProductRegistry.js'
import { type ReadClient, readOne } from '../internal/read.js'
import { parseSnapshot } from '../math/index.js'
import { DATA_LIMITS, defaultModel } from '../risk/defaults.js'
import { fitModel, type RiskModel } from '../risk/model.js'
import { readRiskData, simulateInWorkers } from '../risk/node.js'
import { type SuggestedPricing, suggestPricing } from '../risk/pricing.js'
import type { ProductRisk } from '../risk/sampling.js'
import type { SimulationResult } from '../risk/summary.js'
import { readUrl, UsageError } from './arguments.js'
import { readArguments, runCommand } from './command.js'
import { toJson } from './json.js'
import { readText } from './node.js'
import { readFacts } from './riskFacts.js'
import { type RiskReport, type RiskSubject, riskInText } from './riskText.js'

const HELP = `Measures the risk of a pool's book: paths of losses, drawn by a seed, on which claims are paid as the contracts pay them.

Usage: breakwater risk --pool <address> --rpc-url <url>    of a pool as it is now
       breakwater risk --snapshot <file>                   of a snapshot that serializeSnapshot wrote

  --facts <file>    what is known of products: {"3": {"sector": "Lending"}, "4": {"kind": "depeg", "hazard": 0.02}}
  --data <folder>   fits the model on a folder of data, instead of taking the one that is built in
  --from, --to      first day of the fit, and the day after its last
  --scale <number>  factor on all hazards, 1 by default
  --paths <number>  100000 by default
  --seed <number>   1 by default; the same seed has the same result, on any number of processors
  --days <number>   length of a path, 365 by default
  --run <percent>   part of the shares that asks to leave on the day of a report, 0 by default
  --yield <percent> yield of the pool's asset itself, a year, 0 by default
  --json            one JSON object: amounts in smallest units, ratios as numbers, rates of the curve in WAD
  --help            this text

Exit codes: 0 done; 2 wrong usage, or it could not be done.
`

const OK = 0
const KNOWN = {
  pool: { type: 'string' },
  'rpc-url': { type: 'string' },
  snapshot: { type: 'string' },
  facts: { type: 'string' },
  data: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  scale: { type: 'string' },
  paths: { type: 'string' },
  seed: { type: 'string' },
  days: { type: 'string' },
  run: { type: 'string' },
  yield: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

const out = (text: string) => process.stdout.write(text)
const err = (text: string) => process.stderr.write(text)

const parse = (args: string[]) => parseArgs({ args, options: KNOWN, allowPositionals: true })
type Values = ReturnType<typeof parse>['values']

/** The command `risk`. */
export const riskCommands = (args: string[]): Promise<number> =>
  runCommand(args, async () => {
    const { values, positionals } = readArguments(parse, args)
    if (values.help) {
      out(HELP)
      return OK
    }
    if (positionals.length > 1) throw new UsageError(`"risk" does not take "${positionals[1]}".`)
    const report = await measure(values)
    out(values.json ? toJson({ ok: true, ...forPrograms(report) }) : riskInText(report))
    return OK
  })

async function measure(values: Values): Promise<RiskReport> {
  const number = (name: keyof Values, standard: number): number => {
    const given = values[name]
    if (given === undefined) return standard
    if (typeof given !== 'string' || !/^\d+(\.\d+)?$/.test(given))
      throw new UsageError(`--${name} takes a number, not "${given}".`)
    return Number(given)
  }
  const [paths, seed, days] = [number('paths', 100_000), number('seed', 1), number('days', 365)]
  const run = number('run', 0) / 100
  const assetYield = number('yield', 0) / 100
  const [model, subject] = [await modelOf(values, number('scale', 1)), await subjectOf(values)]
  const { snapshot, firstLoss } = subject
  const facts =
    values.facts === undefined ? {} : readFacts(await readText(values.facts), values.facts, snapshot)
  const products = snapshot.products.map(({ productId }): ProductRisk => facts[String(productId)] ?? {})
  const result = await simulateInWorkers(
    {
      snapshot,
      firstLoss,
      model,
      products,
      paths,
      seed,
      days,
      assetYield,
      ...(run > 0 && { run: { share: run } }),
    },
    progress(),
  )
  return { subject, model, result, suggested: suggestionsFor(subject, products, model, result) }
}

/** Tells every tenth part that is done. */
function progress() {
  let told = -1
  return (done: number, all: number) => {
    const tenth = Math.floor((10 * done) / all)
    if (tenth === told) return
    told = tenth
    err(`${10 * tenth} % of ${all.toLocaleString('en')} paths\n`)
  }
}

async function modelOf({ data, from, to }: Values, scale: number): Promise<RiskModel> {
  if (data === undefined && (from !== undefined || to !== undefined))
    throw new UsageError('--from and --to need --data: the built-in model has a window of its own.')
  const model = data === undefined ? defaultModel() : fitModel(await readRiskData(data), { from, to })
  return { ...model, hazard: { ...model.hazard, scale } }
}

async function subjectOf({ pool, snapshot: file, 'rpc-url': url }: Values): Promise<RiskSubject> {
  if ((pool === undefined) === (file === undefined))
    throw new UsageError('Name one pool: by --pool, or by --snapshot.')
  if (file !== undefined) return { snapshot: parseSnapshot(await readText(file)), firstLoss: {}, names: [] }
  if (pool === undefined || !isAddress(pool)) throw new UsageError(`--pool takes an address, not "${pool}".`)
  const client = createPublicClient({ transport: http(readUrl(url), { retryCount: 1, timeout: 20_000 }) })
  return withTypedErrors(() => readSubject(client, pool))
}

async function readSubject(client: ReadClient, pool: Address): Promise<RiskSubject> {
  const snapshot = await getPoolSnapshot(client, { pool })
  const { blockNumber, constants } = snapshot
  const all = await Promise.all(
    snapshot.products.map(async ({ productId }) => {
      const [{ free }, { name }] = await Promise.all([
        getFirstLoss(client, { pool, productId, blockNumber }),
        readOne(
          client,
          {
            abi: [getProduct],
            address: constants.registry,
            functionName: 'getProduct',
            args: [productId],
          },
          { blockNumber },
        ),
      ])
      return { productId, free, name }
    }),
  )
  const posted = all.filter(({ free }) => free > 0n).map(({ productId, free }) => [String(productId), free])
  return { snapshot, firstLoss: Object.fromEntries(posted), names: all.map(({ name }) => name) }
}

/** Prices for the products of a pool, by their terms and what they do to the pool in bad years. */
function suggestionsFor(
  { snapshot }: RiskSubject,
  products: readonly ProductRisk[],
  model: RiskModel,
  result: SimulationResult,
): SuggestedPricing[] {
  const ratio = (wad: bigint | undefined) => Number(wad ?? 0n) / 1e18
  return snapshot.products.map(({ productId, fees, curve }, i) => {
    const sold = snapshot.terms.find((terms) => terms.productId === productId)
    const ofTerms = {
      deductible: ratio(sold?.deductible),
      auditGap: ratio(sold?.auditGap),
      fees: ratio(fees),
    }
    const capital = Math.min(result.products[i]?.capital ?? 0, 1)
    return suggestPricing({ ...products[i], ...ofTerms }, { model, target: ratio(curve.target), capital })
  })
}

const forPrograms = ({ subject, model, result, suggested }: RiskReport) => ({
  ...{
    pool: subject.snapshot.pool,
    chainId: subject.snapshot.chainId,
    blockNumber: subject.snapshot.blockNumber,
  },
  ...result,
  products: result.products.map((product, i) => ({
    ...product,
    name: subject.names[i],
    suggested: suggested[i],
  })),
  ...{ model, limits: DATA_LIMITS },
})

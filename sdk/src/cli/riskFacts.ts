import type { PoolSnapshot } from '../math/index.js'
import { SECTORS, type Sector } from '../risk/data/incidents.js'
import type { ProductRisk } from '../risk/sampling.js'
import { UsageError } from './arguments.js'

/** Reads what is known of products, by their ids. */
export function readFacts(text: string, file: string, snapshot: PoolSnapshot): Record<string, ProductRisk> {
  const refuse = (problem: string): never => {
    throw new UsageError(`The facts ${file} ${problem}.`)
  }
  const json = parseJson(text) ?? refuse('are not JSON')
  if (!isRecord(json)) return refuse('are no object of products')
  const ids = snapshot.products.map(({ productId }) => String(productId))
  for (const [id, facts] of Object.entries(json)) {
    if (!ids.includes(id)) refuse(`name product ${id}, which the pool does not have`)
    if (!isRecord(facts)) return refuse(`have no object for product ${id}`)
    for (const [name, value] of Object.entries(facts))
      if (!IS_VALID[name]?.(value)) refuse(`have ${JSON.stringify(value)} as "${name}" of product ${id}`)
  }
  return json as Record<string, ProductRisk>
}

type JsonRecord = Record<string, unknown>

const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0

/** What the simulation checks itself is left to it. */
const IS_VALID: Record<string, (value: unknown) => boolean> = {
  kind: (value) => value === 'code' || value === 'depeg',
  sector: (value) => SECTORS.includes(value as Sector),
  hazard: isNumber,
  group: isNumber,
  severity: (value) => isRecord(value) && ['total', 'alpha', 'beta'].every((name) => isNumber(value[name])),
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

import { InvalidSnapshotError } from '../errors/invalidSnapshot.js'
import type { Fading } from './capital.js'
import type { RateCurve } from './premium.js'
import type { PoolConstants, PoolSnapshot, ProductSnapshot, TermsSnapshot } from './snapshot.js'

/** Format of {@link serializeSnapshot}. A change of its fields gives it another number. */
const VERSION = 1
/** The last time and the largest amount that contracts store. */
const [LAST_TIME, LAST_AMOUNT] = [2 ** 40 - 1, (1n << 256n) - 1n]
const CLUSTERS = 8

/** How a value is written into JSON, and how it is read. Reading refuses everything else, and names it by its path. */
interface Codec<value> {
  write(value: value): unknown
  read(path: string, json: unknown): value
}

const fail = (path: string, problem: string): never => {
  throw new InvalidSnapshotError(path, problem)
}

/** As decimal text: JSON has no `bigint`, and its numbers lose digits. */
const amount = (min = 0n): Codec<bigint> => ({
  write: (value) => (typeof value === 'bigint' ? `${value}` : value),
  read(path, json) {
    if (typeof json !== 'string' || !/^(0|[1-9]\d{0,77})$/.test(json))
      return fail(path, 'must be an amount: a text of decimal digits')
    const value = BigInt(json)
    return value >= min && value <= LAST_AMOUNT ? value : fail(path, `must be from ${min} to 2^256 - 1`)
  },
})

const whole = (max: number): Codec<number> => ({
  write: (value) => value,
  read: (path, json) =>
    typeof json === 'number' && Number.isSafeInteger(json) && json >= 0 && json <= max
      ? json
      : fail(path, `must be a whole number from 0 to ${max}`),
})

const flag: Codec<boolean> = {
  write: (value) => value,
  read: (path, json) => (typeof json === 'boolean' ? json : fail(path, 'must be true or false')),
}

const text: Codec<string> = {
  write: (value) => value,
  read: (path, json) => (typeof json === 'string' ? json : fail(path, 'must be a text')),
}

const address: Codec<`0x${string}`> = {
  write: (value) => value,
  read: (path, json) =>
    typeof json === 'string' && /^0x[0-9a-fA-F]{40}$/.test(json)
      ? (json as `0x${string}`)
      : fail(path, 'must be an address'),
}

/** Left out where it is undefined. */
const optional = <value>({ write, read }: Codec<value>): Codec<value | undefined> => ({
  write: (value) => (value === undefined ? undefined : write(value)),
  read: (path, json) => (json === undefined ? undefined : read(path, json)),
})

/**
 * @param length - Of all lists of the kind, if there is one.
 * @param place - What the elements ascend by, if they do: no two have the same.
 */
const list = <value>(
  element: Codec<value>,
  length?: number,
  place?: (value: value) => bigint | number,
): Codec<readonly value[]> => ({
  write: (values) => (Array.isArray(values) ? values.map(element.write) : values),
  read(path, json) {
    if (!Array.isArray(json)) return fail(path, 'must be a list')
    if (length !== undefined && json.length !== length) return fail(path, `must have ${length} elements`)
    const values = json.map((entry, i) => element.read(`${path}[${i}]`, entry))
    if (place) {
      const out = values.findIndex((value, i) => i > 0 && place(value) <= place(values[i - 1] as value))
      if (out !== -1) return fail(`${path}[${out}]`, 'is not in order')
    }
    return values
  },
})

const record = <value extends object>(
  fields: { [field in keyof value]-?: Codec<value[field]> },
): Codec<value> => {
  const codecs = Object.entries(fields) as [string, Codec<unknown>][]
  return {
    write: (value) =>
      Object.fromEntries(codecs.map(([name, { write }]) => [name, write(value?.[name as keyof value])])),
    read(path, json) {
      if (typeof json !== 'object' || json === null || Array.isArray(json))
        return fail(path, 'must be an object')
      const inner = (name: string) => (path ? `${path}.${name}` : name)
      const unknown = Object.keys(json).find((name) => !Object.hasOwn(fields, name))
      if (unknown !== undefined) fail(inner(unknown), `is not a field of a snapshot of version ${VERSION}`)
      const given = json as Record<string, unknown>
      const entries = codecs.map(([name, { read }]) => [name, read(inner(name), given[name])])
      return Object.fromEntries(entries) as value
    },
  }
}

/** Made at the first use: made at once it would be in every bundle. */
function snapshotCodec(): Codec<PoolSnapshot> {
  const [time, day] = [whole(LAST_TIME), whole(LAST_TIME)]
  const lanes = list(amount(), CLUSTERS)
  const constants = record<PoolConstants>({
    ...{ poolId: amount(), chainId: whole(Number.MAX_SAFE_INTEGER), asset: address, configurator: address },
    ...{ coverToken: address, registry: address, coverUnit: amount(1n), virtualShares: amount(1n) },
    ...{ assetUnit: amount(1n), cooldown: time, startEquity: amount(), saleClusterRatio: amount() },
    ...{ saleLeverage: amount(), exitClusterRatio: amount(), exitLeverage: amount() },
  })
  const curve = record<RateCurve>({
    ...{ rateFloor: amount(), rateAtTarget: amount(), rateMax: amount(), target: amount() },
  })
  const product = record<ProductSnapshot>({
    ...{ productId: amount(), committed: amount(), sold: amount(), soldAt: time },
    expiries: list(record({ period: day, units: amount() }), undefined, ({ period }) => period),
    ...{ stoppingCases: whole(LAST_TIME), curve, maxRatio: amount(), haircut: amount(), fees: amount() },
    cluster: whole(CLUSTERS - 1),
  })
  const terms = record<TermsSnapshot>({
    ...{ termsId: amount(), productId: amount(), notForSale: optional(text), auditGap: amount() },
    ...{ waitingPeriod: time, horizon: time, minBilled: time, maxCover: amount(), deductible: amount() },
    ...{ proofOfLoss: flag, covers: amount(), reading: optional(amount()), refusal: optional(text) },
  })
  return record<PoolSnapshot>({
    ...{ pool: address, chainId: whole(Number.MAX_SAFE_INTEGER), blockNumber: amount(), timestamp: time },
    ...{ constants, net: amount(), rate: amount(), rateEnd: amount() },
    streamEnds: list(record({ day, rate: amount() }), undefined, (end) => end.day),
    ...{ short: flag, salesPausedUntil: time, depositsPausedUntil: time, supply: amount() },
    fading: optional(record<Fading>({ shares: amount(), from: time, until: time })),
    ...{ queued: amount(), dampedEquity: amount(), dampedDay: day, clusters: lanes },
    clusterExpiries: list(record({ period: day, units: lanes }), undefined, ({ period }) => period),
    deferredUntil: list(time, CLUSTERS),
    products: list(product),
    terms: list(terms),
  })
}

let codec: Codec<PoolSnapshot> | undefined

function readSnapshot(json: Record<string, unknown>): PoolSnapshot {
  codec ??= snapshotCodec()
  const snapshot = codec.read('', json)
  const known = new Set(snapshot.products.map(({ productId }) => productId))
  const lost = snapshot.terms.findIndex(({ productId }) => !known.has(productId))
  if (lost !== -1) fail(`terms[${lost}].productId`, 'names a product that the snapshot does not have')
  return snapshot
}

/**
 * A snapshot as JSON, to be kept, sent or passed to a browser; {@link parseSnapshot} reads it. Amounts are decimal texts.
 *
 * @throws {@link InvalidSnapshotError} for a snapshot that could not be read again.
 *
 * @example
 * ```ts
 * const json = serializeSnapshot(await getPoolSnapshot(client, { pool }))
 * ```
 */
export function serializeSnapshot(snapshot: PoolSnapshot): string {
  codec ??= snapshotCodec()
  const json = codec.write(snapshot) as Record<string, unknown>
  readSnapshot(JSON.parse(JSON.stringify(json)))
  return JSON.stringify({ version: VERSION, ...json })
}

/**
 * The snapshot that {@link serializeSnapshot} has written. It is checked field by field, and is as good as who has written
 * it: what it says of a pool nobody has asked a chain.
 *
 * @param json - The text, or what `JSON.parse` has made of it.
 * @throws {@link InvalidSnapshotError}; its `path` names the field. A snapshot of a later version is refused as a whole.
 *
 * @example
 * ```ts
 * const { premium } = quoteCover(parseSnapshot(json), order)
 * ```
 */
export function parseSnapshot(json: unknown): PoolSnapshot {
  const parsed = typeof json === 'string' ? fromText(json) : json
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    return fail('', 'must be an object')
  const { version, ...fields } = parsed as Record<string, unknown>
  if (typeof version === 'number' && Number.isSafeInteger(version) && version > VERSION) {
    const hint = 'Update @breakwater/sdk, or have the snapshot written by the version that is installed here.'
    throw new InvalidSnapshotError('version', `is ${version}, and this package reads ${VERSION}`, hint)
  }
  if (version !== VERSION) return fail('version', `must be ${VERSION}`)
  return readSnapshot(fields)
}

function fromText(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return fail('', 'is no JSON')
  }
}

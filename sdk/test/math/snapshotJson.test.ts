import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isBreakwaterError } from '../../src/errors/index.js'
import {
  InvalidSnapshotError,
  type PoolSnapshot,
  parseSnapshot,
  serializeSnapshot,
} from '../../src/math/index.js'

const amount = fc.oneof(fc.constantFrom(0n, 1n, 2n ** 64n, 2n ** 256n - 1n), fc.bigInt(0n, 2n ** 200n))
const positive = fc.bigInt(1n, 2n ** 112n)
const time = fc.oneof(fc.constantFrom(0, 2 ** 40 - 1), fc.integer({ min: 0, max: 2 ** 40 - 1 }))
const address = fc.stringMatching(/^[0-9a-fA-F]{40}$/).map((digits): `0x${string}` => `0x${digits}`)
const maybe = <value>(arbitrary: fc.Arbitrary<value>) => fc.option(arbitrary, { nil: undefined })
const eight = <value>(arbitrary: fc.Arbitrary<value>) => fc.array(arbitrary, { minLength: 8, maxLength: 8 })
const ascending = <value extends object, key extends keyof value>(entry: fc.Arbitrary<value>, key: key) =>
  fc
    .uniqueArray(entry, { selector: (one) => one[key], maxLength: 5 })
    .map((all) => all.sort((a, b) => Number(a[key]) - Number(b[key])))

const constants = fc.record({
  ...{ poolId: amount, chainId: fc.nat(), asset: address, configurator: address, coverToken: address },
  ...{ registry: address, coverUnit: positive, virtualShares: positive, assetUnit: positive, cooldown: time },
  ...{ startEquity: amount, saleClusterRatio: amount, saleLeverage: amount },
  ...{ exitClusterRatio: amount, exitLeverage: amount },
})

const product = fc.record({
  ...{ productId: amount, committed: amount, sold: amount, soldAt: time, stoppingCases: fc.nat() },
  expiries: ascending(fc.record({ period: time, units: amount }), 'period'),
  curve: fc.record({ rateFloor: amount, rateAtTarget: amount, rateMax: amount, target: amount }),
  ...{ maxRatio: amount, haircut: amount, fees: amount, cluster: fc.nat(7) },
})

const terms = fc.record({
  ...{
    termsId: amount,
    notForSale: maybe(fc.string()),
    auditGap: amount,
    waitingPeriod: time,
    horizon: time,
  },
  ...{ minBilled: time, maxCover: amount, deductible: amount, proofOfLoss: fc.boolean(), covers: amount },
  ...{ reading: maybe(amount), refusal: maybe(fc.string({ unit: 'binary' })) },
})

const snapshots: fc.Arbitrary<PoolSnapshot> = fc
  .record({
    ...{ pool: address, chainId: fc.nat(), blockNumber: amount, timestamp: time, constants },
    ...{ net: amount, rate: amount, rateEnd: amount, short: fc.boolean() },
    streamEnds: ascending(fc.record({ day: time, rate: amount }), 'day'),
    ...{ salesPausedUntil: time, depositsPausedUntil: time, supply: amount, queued: amount },
    fading: maybe(fc.record({ shares: amount, from: time, until: time })),
    ...{ dampedEquity: amount, dampedDay: time, clusters: eight(amount), deferredUntil: eight(time) },
    clusterExpiries: ascending(fc.record({ period: time, units: eight(amount) }), 'period'),
    products: fc.array(product, { minLength: 1, maxLength: 3 }),
    terms: fc.array(terms, { maxLength: 3 }),
  })
  .map((all) => ({
    ...all,
    terms: all.terms.map((one) => ({ ...one, productId: all.products[0]?.productId ?? 0n })),
  }))

test('any snapshot is read as it was written, as text and as its JSON', () => {
  fc.assert(
    fc.property(snapshots, (snapshot) => {
      const text = serializeSnapshot(snapshot)
      expect(parseSnapshot(text)).toEqual(snapshot)
      expect(parseSnapshot(JSON.parse(text))).toEqual(snapshot)
      expect(serializeSnapshot(parseSnapshot(text))).toBe(text)
    }),
    { numRuns: 300 },
  )
})

const [full] = fc.sample(
  snapshots.filter(
    ({ streamEnds, clusterExpiries, products: [first], terms: [one], fading }) =>
      streamEnds.length > 1 && clusterExpiries.length > 0 && !!first?.expiries.length && !!fading && !!one,
  ),
  { numRuns: 1, seed: 7 },
) as [PoolSnapshot]

/** The paths of all values of a JSON, of objects and lists too. */
function paths(json: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof json !== 'object' || json === null) return [path]
  const entries = Array.isArray(json) ? json.map((value, i) => [i, value] as const) : Object.entries(json)
  return [path, ...entries.flatMap(([key, value]) => paths(value, [...path, key]))]
}

const nameOf = (path: readonly (string | number)[]) =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
    .join('')
    .replace(/^\./, '')

/** The JSON of a snapshot with a value put at a path; taken away if it is undefined. */
function changed(path: readonly (string | number)[], value: unknown): Record<string, unknown> {
  const json = JSON.parse(serializeSnapshot(full))
  const last = path.at(-1) as string | number
  const parent = path.slice(0, -1).reduce((at, key) => at[key], json)
  if (value === undefined) delete parent[last]
  else parent[last] = value
  return json
}

function refusalOf(json: unknown): InvalidSnapshotError {
  try {
    parseSnapshot(json)
  } catch (error) {
    if (isBreakwaterError(error, 'InvalidSnapshotError')) return error
    throw error
  }
  throw new Error(`It was read: ${JSON.stringify(json).slice(0, 200)}`)
}

const OPTIONAL = ['notForSale', 'reading', 'refusal', 'fading']
const all = paths(JSON.parse(serializeSnapshot(full))).filter((path) => path.length > 0)

test('every field that is missing, or of another kind, is named', () => {
  expect(all.length).toBeGreaterThan(80)
  for (const path of all) {
    const isListed = typeof path.at(-1) === 'number'
    if (!isListed && !OPTIONAL.includes(`${path.at(-1)}`))
      expect(refusalOf(changed(path, undefined)).path).toBe(nameOf(path))
    for (const value of [null, -1, 0.5, 2 ** 60, Number.MAX_VALUE, '-1', '01', '1e3', ' ', [[]], { a: 1 }]) {
      const isText = path.at(-1) === 'notForSale' || path.at(-1) === 'refusal'
      if (isText && typeof value === 'string') continue
      const refused = refusalOf(changed(path, value)).path
      expect(
        refused === nameOf(path) || refused.startsWith(nameOf(path)),
        `${nameOf(path)}: ${refused}`,
      ).toBe(true)
    }
  }
})

test('what is too much, too little, unknown or out of order is named', () => {
  const cases: [readonly (string | number)[], unknown, string][] = [
    [['net'], `${2n ** 256n}`, 'net'],
    [['net'], '9'.repeat(500), 'net'],
    [['constants', 'coverUnit'], '0', 'constants.coverUnit'],
    [['timestamp'], 2 ** 40, 'timestamp'],
    [['clusters'], ['0'], 'clusters'],
    [['products', 0, 'cluster'], 8, 'products[0].cluster'],
    [['pool'], '0x1234', 'pool'],
    [['terms', 0, 'extra'], 1, 'terms[0].extra'],
    [['extra'], 1, 'extra'],
    [['streamEnds', 1, 'day'], full.streamEnds[0]?.day, 'streamEnds[1]'],
    [['terms', 0, 'productId'], '123456789', 'terms[0].productId'],
  ]
  for (const [path, value, named] of cases) expect(refusalOf(changed(path, value)).path).toBe(named)
  const text = serializeSnapshot(full).replace('{"version"', '{"__proto__":{"pool":"0x"},"version"')
  expect(refusalOf(text).path).toBe('__proto__')
})

test('what is no snapshot is told', () => {
  for (const bad of ['', '{', 'null', '[]', '1', null, undefined, 1, [], 'x'.repeat(10)])
    expect(refusalOf(bad)).toMatchObject({
      path: '',
      message: expect.stringMatching(/^The snapshot (is no JSON|must be an object)\.$/),
    })
  for (const version of [undefined, 0, '1', null, 1.5, Number.NaN])
    expect(refusalOf({ ...changed(['net'], '1'), version })).toMatchObject({ path: 'version' })
})

test('a later version is told as such', () => {
  const later = refusalOf({ version: 2, pools: [] })
  expect(later.message).toBe('"version" is 2, and this package reads 1.')
  expect(later.hint).toContain('Update @breakwater/sdk')
})

test('a snapshot that could not be read again is not written', () => {
  for (const [bad, path] of [
    [{ net: 1 }, 'net'],
    [{ net: -1n }, 'net'],
    [{ timestamp: 1.5 }, 'timestamp'],
    [{ clusters: undefined }, 'clusters'],
    [{ constants: undefined }, 'constants.poolId'],
  ] as const) {
    const writing = () => serializeSnapshot({ ...full, ...bad } as never)
    expect(writing).toThrow(InvalidSnapshotError)
    expect(writing).toThrow(`"${path}"`)
  }
})

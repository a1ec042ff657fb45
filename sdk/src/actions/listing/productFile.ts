import { type Address, isAddress, parseUnits, zeroAddress, zeroHash } from 'viem'
import type { Deployment } from '../../deployments.js'
import { InvalidProductError } from '../../errors/errors.js'
import { DAY } from '../../math/arithmetic.js'
import type { PublishTermsParameters } from './terms.js'

/** A contract that decides incidents, by its name in {@link Deployment}. */
export type ResolverName = 'court'

/** A pin in a product file, on the file's chain. */
export interface ProductFilePin {
  target: Address
  kind: 'plain' | 'proxy'
  codeHash: `0x${string}`
  implementation?: Address | undefined
  implementationCodeHash?: `0x${string}` | undefined
}

/** Content of a product file. Ratios in WAD, durations in seconds. */
export interface ProductFile {
  chainId: number
  product: {
    /** The listed product that gets new terms; `undefined` for a new product. */
    id: bigint | undefined
    /** Optional for a listed product, with which it is compared. */
    name: string | undefined
    clusterId: bigint | undefined
    sponsor: Address | undefined
  }
  terms: Omit<PublishTermsParameters, 'pins' | 'productId' | 'resolver' | 'maxCover'> & {
    resolver: Address | ResolverName
    /** In whole assets, as in the file; the chain knows the asset's decimals. */
    maxCover: string
    haircut: bigint
    proofOfLoss: boolean
    codeGrace: number
    wording: `0x${string}`
  }
  pins: ProductFilePin[]
}

const UNITS = { s: 1, h: 3600, d: DAY } as const

type Read<value> = (path: string, value: unknown) => value

const fail = (path: string, problem: string): never => {
  throw new InvalidProductError(path, problem)
}

/** Reads the fields of an object, and refuses unknown ones. `optional` fields may be missing. */
function fields<shape extends Record<string, Read<unknown>>, optional extends keyof shape = never>(
  path: string,
  value: unknown,
  shape: shape,
  optional: readonly optional[] = [],
): {
  [key in Exclude<keyof shape, optional>]: ReturnType<shape[key]>
} & { [key in optional]: ReturnType<shape[key]> | undefined } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) fail(path, 'must be an object')
  const given = value as Record<string, unknown>
  const inner = (key: string) => (path ? `${path}.${key}` : key)
  for (const key of Object.keys(given)) {
    if (!Object.hasOwn(shape, key)) {
      fail(inner(key), `is not a field of a product file: here belong ${Object.keys(shape).join(', ')}`)
    }
  }
  return Object.fromEntries(
    Object.entries(shape).map(([key, read]) => {
      if (given[key] !== undefined) return [key, read(inner(key), given[key])]
      return optional.includes(key as optional) ? [key, undefined] : fail(inner(key), 'is missing')
    }),
  ) as never
}

const text: Read<string> = (path, value) =>
  typeof value === 'string' && value !== '' ? value : fail(path, 'must be a text that is not empty')

const flag: Read<boolean> = (path, value) =>
  typeof value === 'boolean' ? value : fail(path, 'must be true or false')

const address: Read<Address> = (path, value) => {
  if (typeof value !== 'string' || !/^0x[0-9a-fA-F]{40}$/.test(value))
    return fail(path, 'must be an address of 20 bytes in hexadecimal')
  // An address in one case has no checksum; viem would accept it.
  if (!isAddress(value) || (value === value.toLowerCase() && /[a-f]/.test(value)))
    return fail(path, 'must be an address with its checksum: mixed upper and lower case')
  return value === zeroAddress ? fail(path, 'is the zero address') : value
}

const hash: Read<`0x${string}`> = (path, value) =>
  typeof value === 'string' && /^0x[0-9a-fA-F]{64}$/.test(value)
    ? (value.toLowerCase() as `0x${string}`)
    : fail(path, 'must be 32 bytes in hexadecimal')

/** A whole number as a decimal text, or as a JSON number that has not lost digits. */
const whole =
  (bits: number): Read<bigint> =>
  (path, value) => {
    const isWhole =
      typeof value === 'number' ? Number.isSafeInteger(value) && value >= 0 : /^\d{1,30}$/.test(String(value))
    if (!isWhole || (typeof value !== 'number' && typeof value !== 'string'))
      return fail(path, 'must be a whole number, such as "12"')
    const number = BigInt(value)
    return number >> BigInt(bits) === 0n ? number : fail(path, `must be below 2^${bits}`)
  }

const duration: Read<number> = (path, value) => {
  const [, count, unit] = (typeof value === 'string' && /^(\d{1,9})([shd])$/.exec(value)) || []
  if (count === undefined)
    return fail(path, 'must be a whole number of days, hours or seconds, such as "9d", "36h" or "90s"')
  const seconds = Number(count) * UNITS[unit as keyof typeof UNITS]
  return seconds < 2 ** 32 ? seconds : fail(path, 'is longer than any term can be')
}

const DECIMAL = /^(0|[1-9]\d{0,29})(\.\d{1,18})?$/

const amount: Read<string> = (path, value) =>
  typeof value === 'string' && DECIMAL.test(value)
    ? value
    : fail(path, 'must be an amount in whole assets as a decimal text, such as "1000000" or "0.5"')

const ratio: Read<bigint> = (path, value) => {
  if (typeof value !== 'string' || !DECIMAL.test(value))
    return fail(path, 'must be a share as a decimal text, such as "0.05" for five per cent')
  const wad = parseUnits(value, 18)
  if (wad >= 10n ** 18n) fail(path, 'must be below 1')
  return wad % 10n ** 12n === 0n ? wad : fail(path, 'must be a whole number of millionths')
}

const resolver: Read<Address | ResolverName> = (path, value) => {
  if (value === 'court') return value
  if (typeof value === 'string' && value.startsWith('0x')) return address(path, value)
  return fail(path, 'must be an address, or "court"')
}

const pin: Read<ProductFilePin> = (path, value) => {
  const shape = {
    ...{ target: address, codeHash: hash, implementation: address, implementationCodeHash: hash },
    kind: (at: string, kind: unknown) =>
      kind === 'plain' || kind === 'proxy' ? kind : fail(at, 'must be "plain" or "proxy"'),
  } as const
  const read = fields(path, value, shape, ['implementation', 'implementationCodeHash'])
  for (const field of ['implementation', 'implementationCodeHash'] as const) {
    if (read.kind === 'plain' && read[field] !== undefined)
      fail(`${path}.${field}`, 'is only for a pin of kind "proxy"')
    if (read.kind === 'proxy' && read[field] === undefined)
      fail(`${path}.${field}`, 'is missing: the pin is of kind "proxy"')
  }
  return read
}

const pins: Read<ProductFilePin[]> = (path, value) => {
  if (!Array.isArray(value) || value.length === 0 || value.length > 16)
    return fail(path, 'must be a list of 1 to 16 contracts')
  const read = value.map((entry, i) => pin(`${path}[${i}]`, entry))
  for (const [i, { target }] of read.entries()) {
    if (read.findIndex((other) => other.target === target) < i)
      fail(`${path}[${i}].target`, 'is pinned before already')
  }
  return read
}

const chainId: Read<number> = (path, value) =>
  Number(whole(48)(path, value)) || fail(path, 'must be 1 or more')

const product: Read<ProductFile['product']> = (path, value) => {
  const shape = { id: whole(32), name: text, clusterId: whole(32), sponsor: address }
  const read = fields(path, value, shape, ['id', 'name', 'clusterId', 'sponsor'])
  if (read.id === 0n) fail(`${path}.id`, 'must be 1 or more')
  if (read.clusterId === 0n) fail(`${path}.clusterId`, 'must be 1 or more')
  if (read.id === undefined) {
    for (const field of ['name', 'clusterId'] as const) {
      if (read[field] === undefined)
        fail(`${path}.${field}`, 'is missing: a product without an id is still to be listed')
    }
  }
  return read
}

const terms: Read<ProductFile['terms']> = (path, value) => {
  // Made here, because values that a module makes at load end up in every bundle.
  const shape = {
    asset: address,
    resolver,
    subject: whole(96),
    waitingPeriod: duration,
    reportWindow: duration,
    horizon: duration,
    minBilled: duration,
    claimWindow: duration,
    deductible: ratio,
    haircut: ratio,
    maxCover: amount,
    observes: flag,
    proofOfLoss: flag,
    codeGrace: duration,
    wording: hash,
  }
  const read = fields(path, value, shape, ['haircut', 'proofOfLoss', 'codeGrace', 'wording'])
  return {
    ...read,
    haircut: read.haircut ?? 0n,
    proofOfLoss: read.proofOfLoss ?? false,
    codeGrace: read.codeGrace ?? 0,
    wording: read.wording ?? zeroHash,
  }
}

/**
 * Reads a product file: a product and one version of its terms, as `product.schema.json` of this
 * package describes it. It makes no request; `breakwater listing check` finds out whether the
 * contracts accept it.
 *
 * Amounts are decimal texts in whole assets, ratios decimal texts (`"0.05"`), durations whole
 * numbers of days, hours or seconds (`"9d"`, `"36h"`, `"90s"`), addresses with their checksum.
 * Unknown fields are refused.
 *
 * @param json - The file's text, or the result of `JSON.parse`.
 * @throws {@link InvalidProductError} with the `path` of the first wrong field.
 *
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises'
 *
 * const { terms, pins } = parseProduct(await readFile('product.json', 'utf8'))
 * ```
 */
export function parseProduct(json: unknown): ProductFile {
  let value = json
  if (typeof json === 'string') {
    try {
      value = JSON.parse(json)
    } catch (error) {
      throw new InvalidProductError('', `is not JSON: ${(error as Error).message}`)
    }
  }
  const { $schema: _, ...file } = fields('', value, { $schema: text, chainId, product, terms, pins }, [
    '$schema',
  ])
  return file
}

/** Parameters of {@link toPublishTerms}. */
export interface ToPublishTermsParameters {
  file: ProductFile
  /** The product's number; for a new product the number that it will get. */
  productId: bigint
  /** Decimals of the asset. */
  decimals: number
  /** Addresses, with the court that the file may call by name. */
  deployment: Deployment
}

/**
 * Parameters of {@link publishTerms}, from a product file.
 *
 * @throws {@link InvalidProductError} if the amount has more decimals than the asset.
 *
 * @example
 * ```ts
 * const call = publishTerms.call(client, toPublishTerms({ file, productId, decimals: 6, deployment }))
 * ```
 */
export function toPublishTerms({
  file,
  productId,
  decimals,
  deployment,
}: ToPublishTermsParameters): PublishTermsParameters & { haircut: bigint; proofOfLoss: boolean } {
  const { resolver: named, maxCover, ...rest } = file.terms
  if ((maxCover.split('.')[1] ?? '').length > decimals)
    fail('terms.maxCover', `has more decimals than the asset, which has ${decimals}`)
  const resolverAddress = named.startsWith('0x') ? (named as Address) : deployment[named as ResolverName]
  return {
    ...rest,
    productId,
    resolver: resolverAddress,
    maxCover: parseUnits(maxCover, decimals),
    pins: file.pins.map((entry) => ({ chainId: file.chainId, ...entry })),
  }
}

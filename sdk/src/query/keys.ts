/** Names of the queries of this package: each is a key's third part. */
export type BreakwaterQueryName =
  | 'activity'
  | 'cancellationQuote'
  | 'cover'
  | 'coverStatus'
  | 'coverable'
  | 'covers'
  | 'dispute'
  | 'extensionQuote'
  | 'offers'
  | 'payments'
  | 'payout'
  | 'pool'
  | 'poolSnapshot'
  | 'pools'
  | 'portfolio'
  | 'position'
  | 'products'
  | 'quoteCheck'
  | 'quoteDetails'
  | 'terms'

/** A part of a key: what JSON can hold, so that TanStack Query can hash it. */
export type KeyPart =
  | string
  | number
  | boolean
  | null
  | readonly KeyPart[]
  | { readonly [name: string]: KeyPart }

/** A query's key, or the beginning of several. */
export type BreakwaterQueryKey =
  | readonly ['breakwater']
  | readonly ['breakwater', number]
  | readonly ['breakwater', number, BreakwaterQueryName]
  | readonly ['breakwater', number, BreakwaterQueryName, KeyPart]

/** Parameters of {@link breakwaterQueryKey}. */
export interface BreakwaterQueryKeyParameters {
  /** Id of the chain; those of all chains by default. */
  chainId?: number | undefined
  /** Name of the query; all of the chain by default. */
  name?: BreakwaterQueryName | undefined
  /** Parameters of its action, or some of them. */
  parameters?: object | undefined
}

/**
 * The key of queries, or what the keys of several begin with: for `invalidateQueries`, which also finds by some of the
 * parameters. Amounts stand in it as decimal texts and addresses in lower case, and no block does: a later block is a new
 * fetch of the same query.
 *
 * @example
 * ```ts
 * import { breakwaterQueryKey } from '@breakwater/sdk/query'
 *
 * const ofChain = breakwaterQueryKey({ chainId }) // everything that was read of it
 * const ofPool = breakwaterQueryKey({ chainId, name: 'position', parameters: { pool } })
 * ```
 */
export function breakwaterQueryKey({
  chainId,
  name,
  parameters,
}: BreakwaterQueryKeyParameters = {}): BreakwaterQueryKey {
  if (chainId === undefined) return ['breakwater']
  if (name === undefined) return ['breakwater', chainId]
  return parameters === undefined
    ? ['breakwater', chainId, name]
    : ['breakwater', chainId, name, toKeyPart(parameters)]
}

const ADDRESS = /^0x[0-9a-fA-F]{40}$/

/** A value as a part of a key. What cannot be compared, such as a function, is left out. */
function toKeyPart(value: unknown): KeyPart {
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'string') return ADDRESS.test(value) ? value.toLowerCase() : value
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value
  if (value instanceof Uint8Array) return Array.from(value)
  if (Array.isArray(value)) return value.map(toKeyPart)
  if (typeof value !== 'object') return null
  const entries = Object.entries(value).filter(([, part]) => part !== undefined && typeof part !== 'function')
  return Object.fromEntries(entries.map(([name, part]) => [name, toKeyPart(part)]))
}

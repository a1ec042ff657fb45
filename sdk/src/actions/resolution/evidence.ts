import { type Hex, keccak256 } from 'viem'
import { InvalidEvidenceError } from '../../errors/errors.js'

/** Values in evidence. Amounts are `bigint`, and become texts. */
export type EvidenceValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | readonly EvidenceValue[]
  | { readonly [key: string]: EvidenceValue | undefined }

/** Evidence in its canonical form. */
export interface EvidenceDocument {
  /** UTF-8, to be stored unchanged. */
  bytes: Uint8Array
  /** keccak256 of the bytes, for the court. */
  hash: Hex
  /** The same bytes as a text. */
  text: string
}

const MAX_DEPTH = 64
const DATA_URI = /^data:([^,]*?)(;base64)?,(.*)$/s

/**
 * Puts evidence into its canonical form, and hashes it: JSON without whitespace, keys in the order
 * of their UTF-16 code units, `bigint` as decimal texts, in UTF-8, as in RFC 8785. Entries that are
 * `undefined` are left out.
 *
 * @throws {@link InvalidEvidenceError} for values without a canonical form in JSON: numbers that
 * are not finite, halves of characters, instances of classes, cycles.
 *
 * @example
 * ```ts
 * const { hash, bytes } = evidenceDocument({ what: 'Funds left without a proof', transaction, lost: parseUnits('1250', 6) })
 * const uri = await dataUriStore.put(bytes)
 * await reportIncidentSync(client, { subject, time, evidence: hash, uri })
 * ```
 */
export function evidenceDocument(content: EvidenceValue): EvidenceDocument {
  const text = toCanonical(content, 'document', 0)
  const bytes = new TextEncoder().encode(text)
  return { bytes, hash: keccak256(bytes), text }
}

/**
 * Whether evidence has a hash: bytes as they were stored, or content, which is put into its
 * canonical form first.
 *
 * @example
 * ```ts
 * const report = await getReport(client, { incidentId })
 * const isReported = verifyEvidence(await dataUriStore.get(uri), report.evidence)
 * ```
 */
export function verifyEvidence(evidence: Uint8Array | EvidenceValue, hash: Hex): boolean {
  const found = evidence instanceof Uint8Array ? keccak256(evidence) : evidenceDocument(evidence).hash
  return found === hash.toLowerCase()
}

/** A store of evidence: IPFS, a server, or {@link dataUriStore}. */
export interface EvidenceStore {
  /** Stores bytes, and returns their address. */
  put(bytes: Uint8Array): Promise<string>
  /** The bytes at an address. */
  get(uri: string): Promise<Uint8Array>
}

/**
 * A store that keeps evidence in its own address: `data:application/json;base64,…`. It needs no
 * service, and the address is part of the transaction that names it; use it for short evidence.
 * UMA's voters see only addresses of up to 200 characters.
 *
 * @example
 * ```ts
 * const uri = await dataUriStore.put(evidenceDocument({ what: 'Nothing was lost' }).bytes)
 * ```
 */
export const dataUriStore: EvidenceStore = {
  async put(bytes) {
    let binary = ''
    for (const byte of bytes) binary += String.fromCharCode(byte)
    return `data:application/json;base64,${btoa(binary)}`
  },
  async get(uri) {
    const [, , base64, data] = DATA_URI.exec(uri) ?? []
    if (data === undefined)
      throw new InvalidEvidenceError('is not in a data: URI', 'Use the store that has it.')
    try {
      if (!base64) return new TextEncoder().encode(decodeURIComponent(data))
      return Uint8Array.from(atob(data), (character) => character.charCodeAt(0))
    } catch (cause) {
      throw new InvalidEvidenceError('is in a data: URI that cannot be read', undefined, cause)
    }
  },
}

/**
 * Fetches evidence, and verifies its hash.
 *
 * @throws {@link InvalidEvidenceError} if the hash differs.
 *
 * @example
 * ```ts
 * const { evidence } = await getReport(client, { incidentId })
 * const bytes = await loadEvidence({ uri, hash: evidence })
 * const content = JSON.parse(new TextDecoder().decode(bytes))
 * ```
 */
export async function loadEvidence(
  { uri, hash }: { uri: string; hash: Hex },
  store: EvidenceStore = dataUriStore,
): Promise<Uint8Array> {
  const bytes = await store.get(uri)
  if (verifyEvidence(bytes, hash)) return bytes
  const found = keccak256(bytes)
  throw new InvalidEvidenceError(
    `has the hash ${found}, not ${hash}`,
    'Do not rely on it: it is another document.',
  )
}

function toCanonical(value: unknown, where: string, depth: number): string {
  const fail = (problem: string): never => {
    throw new InvalidEvidenceError(`has ${problem} at "${where}"`)
  }
  if (depth > MAX_DEPTH) fail('a cycle, or more than 64 nested levels,')
  switch (typeof value) {
    case 'string':
      if (!isWellFormed(value)) fail('half of a character')
      return JSON.stringify(value)
    case 'bigint':
      return `"${value}"`
    case 'boolean':
      return String(value)
    case 'number':
      if (!Number.isFinite(value)) fail('a number that is not finite')
      return JSON.stringify(value)
    case 'object':
      break
    default:
      fail(`a value of the type ${typeof value}`)
  }
  if (value === null) return 'null'
  if (Array.isArray(value)) {
    // By index, because holes are missing values.
    const items = Array.from({ length: value.length }, (_, i) =>
      toCanonical(value[i], `${where}[${i}]`, depth + 1),
    )
    return `[${items.join(',')}]`
  }
  const prototype = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) fail('an instance of a class')
  const entries = Object.entries(value as object)
    .filter(([, entry]) => entry !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, entry]) => {
      if (!isWellFormed(key)) fail('half of a character in a key')
      return `${JSON.stringify(key)}:${toCanonical(entry, `${where}.${key}`, depth + 1)}`
    })
  return `{${entries.join(',')}}`
}

/** Whether a text has no half of a surrogate pair, which has no form in UTF-8. */
const isWellFormed = (text: string): boolean =>
  !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text)

import { type Block, type Hex, keccak256, numberToHex, toRlp } from 'viem'

/** Fields of a header, in order; a block lacks those that later forks have added. */
const FIELDS = [
  'parentHash',
  'sha3Uncles',
  'miner',
  'stateRoot',
  'transactionsRoot',
  'receiptsRoot',
  'logsBloom',
  'difficulty',
  'number',
  'gasLimit',
  'gasUsed',
  'timestamp',
  'extraData',
  'mixHash',
  'nonce',
  'baseFeePerGas',
  'withdrawalsRoot',
  'blobGasUsed',
  'excessBlobGas',
  'parentBeaconBlockRoot',
  'requestsHash',
  'blockAccessListHash',
  'slotNumber',
] as const

/** Fields of a block that its header does not have. */
const BESIDE = new Set<string>([
  ...(['hash', 'size', 'totalDifficulty', 'transactions', 'uncles', 'withdrawals', 'sealFields'] as const),
  ...(['l1BlockNumber', 'sendCount', 'sendRoot', 'requests'] as const),
])

/** With more unknown fields than that their order is not looked for. */
const MAX_UNKNOWN = 5

/**
 * RLP of a block's header. Its hash is the block's. Fields of later forks follow the known ones.
 * Nodes give fields in any order, so that of unknown ones is the order that gives the hash.
 */
export function headerOf(block: Block): Hex {
  const values = block as unknown as Record<string, Hex | bigint | number | null | undefined>
  const encode = (fields: readonly string[]) =>
    toRlp(
      fields
        .map((field) => values[field])
        .filter((value) => value !== undefined && value !== null)
        .map(toField),
    )
  const known: readonly string[] = FIELDS
  const unknown = Object.keys(values).filter(
    (field) => !known.includes(field) && !BESIDE.has(field) && typeof values[field] === 'string',
  )
  for (const later of unknown.length > MAX_UNKNOWN ? [[]] : arrangements(unknown)) {
    const header = encode([...known, ...later])
    if (keccak256(header) === block.hash) return header
  }
  return encode(known)
}

/** All orders of all choices of some names, the empty one first. */
function* arrangements(names: readonly string[]): Generator<string[]> {
  yield []
  for (const name of names) {
    for (const rest of arrangements(names.filter((other) => other !== name))) yield [name, ...rest]
  }
}

/** Numbers are written without leading zeros, and zero as an empty string. */
function toField(value: Hex | bigint | number | null | undefined): Hex {
  if (typeof value !== 'string') return value ? evenHex(BigInt(value)) : '0x'
  // A field that viem does not know comes as the node writes it: a number has no leading zeros there.
  if (value === '0x0') return '0x'
  return value.length % 2 ? `0x0${value.slice(2)}` : value
}

const evenHex = (value: bigint): Hex => {
  const hex = numberToHex(value)
  return hex.length % 2 ? `0x0${hex.slice(2)}` : hex
}

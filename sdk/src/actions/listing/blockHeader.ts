import { type Block, type Hex, numberToHex, toRlp } from 'viem'

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
] as const

/** RLP of a block's header. Its hash is the block's. */
export function headerOf(block: Block): Hex {
  const values = block as unknown as Record<string, Hex | bigint | number | null | undefined>
  return toRlp(
    FIELDS.map((field) => values[field])
      .filter((value) => value !== undefined && value !== null)
      // Numbers are written without leading zeros, and zero as an empty string.
      .map((value) => (typeof value === 'string' ? value : value ? evenHex(BigInt(value)) : '0x')),
  )
}

const evenHex = (value: bigint): Hex => {
  const hex = numberToHex(value)
  return hex.length % 2 ? `0x0${hex.slice(2)}` : hex
}

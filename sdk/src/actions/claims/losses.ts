import {
  type Address,
  bytesToHex,
  getAddress,
  type Hex,
  hexToBytes,
  isAddress,
  isHex,
  maxUint128,
  size,
} from 'viem'
import { InvalidLossesError, InvalidParameterError } from '../../errors/errors.js'
import { markBuilt } from './builtTables.js'
import { checkDecimals, checkInsured, checkLoss, type LossLine } from './lossLines.js'
import { copyNode, NODE, writeLeaf, writeParent } from './lossNodes.js'
import type { ParseLossesOptions } from './lossText.js'

/** Losses as a Merkle tree. Lines are numbered from 0 in ascending order of their addresses: the same losses have one root. */
export interface LossTable {
  /** Root of the tree, for the resolver. */
  readonly root: Hex
  /** Sum of all losses, asset units. */
  readonly total: bigint
  /** Number of lines. */
  readonly length: number
  /** The line of an address; `undefined` if it has no loss. */
  indexOf(insured: Address): number | undefined
  /** One line. */
  line(index: number): LossLine & { index: number }
  /** Leaf of a line: the hash of the hash of (index, insured, loss). */
  leaf(index: number): Hex
  /** Path from a line to the root, innermost sibling first. */
  proof(index: number): Hex[]
  /** All lines as a text, which {@link parseLosses} reads. `decimals` are those of the asset. */
  dump(options: ParseLossesOptions): string
}

/**
 * Builds a Merkle tree of losses. Several entries of one address are added up, because a line is
 * found by its address.
 *
 * A leaf is `keccak256(keccak256(abi.encode(uint256 index, address insured, uint256 loss)))`. An
 * inner node is the hash of its two children in the order of their values, as in OpenZeppelin's
 * `MerkleProof`; a node without a sibling moves up unchanged. A million lines take some ten seconds,
 * and 350 MB; {@link buildLossTable} does not stop everything else meanwhile.
 *
 * @param losses - In any order.
 * @throws {@link InvalidLossesError} with the number of the entry: for a wrong address, a loss that
 * is not above zero, a total beyond 128 bits, or an empty list.
 *
 * @example
 * ```ts
 * const table = lossTable([{ insured, loss: parseUnits('1250.5', 6) }])
 * const proof = table.proof(0)
 * ```
 */
export function lossTable(losses: Iterable<LossLine>): LossTable {
  const steps = tableSteps(losses)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** Options of {@link buildLossTable}. */
export interface BuildLossTableOptions {
  /** Milliseconds of work between two pauses. 12 by default. */
  slice?: number | undefined
  /** Ends the work: the promise is rejected with its reason. */
  signal?: AbortSignal | undefined
}

/**
 * The table of {@link lossTable}, built in slices of a few milliseconds: timers, requests and the
 * page go on meanwhile.
 *
 * @throws as {@link lossTable}
 *
 * @example
 * ```ts
 * const table = await buildLossTable(readLosses(text, { decimals: 6 }))
 * ```
 */
export async function buildLossTable(
  losses: Iterable<LossLine>,
  { slice = 12, signal }: BuildLossTableOptions = {},
): Promise<LossTable> {
  const steps = tableSteps(losses)
  for (let began = performance.now(); ; ) {
    signal?.throwIfAborted()
    const step = steps.next()
    if (step.done) return step.value
    if (performance.now() - began < slice) continue
    await new Promise((resolve) => setTimeout(resolve))
    began = performance.now()
  }
}

/** Entries or hashes between two places at which the work can pause. */
const STEP = 256

/** A step of the work; the last returns its result. */
type Steps<result> = Generator<undefined, result, undefined>

function* tableSteps(losses: Iterable<LossLine>): Steps<LossTable> {
  const { insured, amounts, indices, total } = yield* collect(losses)
  const length = insured.length

  // All levels in one array, from the leaves to the root.
  const levels: { offset: number; size: number }[] = []
  let nodes = 0
  for (let size = length; ; size = (size + 1) >> 1) {
    levels.push({ offset: nodes, size })
    nodes += size
    if (size === 1) break
  }
  const tree = new DataView(new ArrayBuffer(nodes * NODE))
  for (let i = 0; i < length; i++) {
    writeLeaf(tree, i * NODE, i, insured[i] as Address, amounts[i] as bigint)
    if (i % STEP === 0) yield
  }
  for (const [depth, { offset, size }] of levels.entries()) {
    const above = levels[depth + 1]
    for (let i = 0; above && i < size; i += 2) {
      const [at, up] = [(offset + i) * NODE, (above.offset + (i >> 1)) * NODE]
      if (i + 1 < size) writeParent(tree, up, tree, at, at + NODE)
      else copyNode(tree, at, tree, up)
      if (i % STEP === 0) yield
    }
  }

  const check = (index: number) => {
    if (Number.isSafeInteger(index) && index >= 0 && index < length) return index
    throw new InvalidParameterError('index', index, `is not one of the ${length} lines of the table`)
  }
  const node = (at: number) => bytesToHex(new Uint8Array(tree.buffer, at * NODE, NODE))
  return markBuilt({
    root: node(nodes - 1),
    total,
    length,
    indexOf: (address) => indices.get(address.toLowerCase()),
    line: (index) => ({
      index: check(index),
      insured: getAddress(insured[index] as Address),
      loss: amounts[index] as bigint,
    }),
    leaf: (index) => node(check(index)),
    proof(index) {
      const siblings: Hex[] = []
      let at = check(index)
      for (const { offset, size } of levels) {
        if ((at ^ 1) < size) siblings.push(node(offset + (at ^ 1)))
        at >>= 1
      }
      return siblings
    },
    dump({ decimals }) {
      checkDecimals(decimals)
      const lines = insured.map((address, i) => `${address},${toDecimal(amounts[i] as bigint, decimals)}\n`)
      return `insured,loss\n${lines.join('')}`
    },
  })
}

/** Lines in order, and the places of their addresses. */
interface Collected {
  insured: Address[]
  amounts: bigint[]
  indices: Pick<Places, 'get'>
  total: bigint
}

/** Places of addresses in lower case. Many maps, because one of a million entries grows for a tenth of a second at a time. */
class Places {
  /** By an address' last two digits, which differ even where somebody has chosen the first ones. */
  readonly #maps = new Map<string, Map<string, number>>()

  get(address: string): number | undefined {
    return this.#maps.get(address.slice(-2))?.get(address)
  }

  set(address: Address, place: number): void {
    const digits = address.slice(-2)
    const map = this.#maps.get(digits)
    if (map) map.set(address, place)
    else this.#maps.set(digits, new Map([[address, place]]))
  }
}

/** Checks losses one by one, and adds up those of one address. */
function* collect(losses: Iterable<LossLine>): Steps<Collected> {
  // Places in the order of appearance, and then in that of the addresses: one object, because each takes 60 MB.
  const indices = new Places()
  const appeared: Address[] = []
  const sums: bigint[] = []
  let total = 0n
  let line = 0
  for (const entry of losses) {
    line++
    const address = checkInsured(entry.insured, line)
    if (typeof entry.loss !== 'bigint') throw new InvalidLossesError('has a loss that is not a bigint', line)
    checkLoss(entry.loss, line)
    total += entry.loss
    if (total > maxUint128) throw new InvalidLossesError('brings the total beyond 128 bits', line)
    const place = indices.get(address) ?? appeared.length
    if (place === appeared.length) {
      indices.set(address, place)
      appeared.push(address)
    }
    sums[place] = (sums[place] ?? 0n) + entry.loss
    if (line % STEP === 0) yield
  }
  if (line === 0) throw new InvalidLossesError('are empty', undefined, 'A table has one line or more.')
  const insured = yield* sorted(appeared)
  const amounts: bigint[] = []
  for (const [index, address] of insured.entries()) {
    amounts.push(sums[indices.get(address) as number] as bigint)
    indices.set(address, index)
    if (index % STEP === 0) yield
  }
  return { insured, amounts, indices, total }
}

/**
 * Sorts in runs, and merges those: sorting a million texts at once would take a second. Lower-case
 * hexadecimal texts of one length sort like the numbers.
 */
function* sorted(addresses: Address[]): Steps<Address[]> {
  let runs: Address[][] = []
  for (let i = 0; i < addresses.length; i += 16 * STEP) {
    runs.push(addresses.slice(i, i + 16 * STEP).sort())
    yield
  }
  while (runs.length > 1) {
    const merged: Address[][] = []
    for (let i = 0; i < runs.length; i += 2)
      merged.push(yield* merge(runs[i] as Address[], runs[i + 1] ?? []))
    runs = merged
  }
  return runs[0] ?? []
}

function* merge(a: Address[], b: Address[]): Steps<Address[]> {
  const result: Address[] = []
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    const isFirst = j === b.length || (i < a.length && (a[i] as Address) < (b[j] as Address))
    result.push((isFirst ? a[i++] : b[j++]) as Address)
    if (result.length % (16 * STEP) === 0) yield
  }
  return result
}

/** A proof of loss. */
export interface VerifyLossParameters extends LossLine {
  /** Root of the table. */
  root: Hex
  /** Line of the table. */
  index: number
  /** Innermost sibling first. */
  proof: readonly Hex[]
}

/**
 * Whether a line is part of the loss table with that root.
 *
 * @example
 * ```ts
 * verifyLoss({ root: table.root, ...table.line(0), proof: table.proof(0) }) // true
 * ```
 */
export function verifyLoss({ root, index, insured, loss, proof }: VerifyLossParameters): boolean {
  if (!Number.isSafeInteger(index) || index < 0 || loss < 0n || loss > maxUint128) return false
  if (!isAddress(insured, { strict: false }) || !proof.every(isNode)) return false
  const node = new DataView(new ArrayBuffer(2 * NODE))
  writeLeaf(node, 0, index, insured.toLowerCase() as Address, loss)
  for (const sibling of proof) {
    new Uint8Array(node.buffer).set(hexToBytes(sibling), NODE)
    writeParent(node, 0, node, 0, NODE)
  }
  return bytesToHex(new Uint8Array(node.buffer, 0, NODE)) === root.toLowerCase()
}

function toDecimal(amount: bigint, decimals: number): string {
  const digits = amount.toString().padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '')
  return fraction ? `${whole}.${fraction}` : whole
}

const isNode = (sibling: Hex) => isHex(sibling) && size(sibling) === NODE

import { type Address, maxUint64 } from 'viem'
import { keccakInto } from '../../internal/keccak.js'

/** Bytes of a node of a loss table's tree. */
export const NODE = 32

/** The 96 bytes of a leaf: index, insured and loss, a word each. */
const leaf = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(3 * NODE))
/** The hash of a leaf's bytes. */
const inner = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(NODE))
/** Two children. */
const pair = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(2 * NODE))

/** Written as numbers, because digits would take longer. */
export function writeLeaf(target: DataView, at: number, index: number, insured: Address, loss: bigint): void {
  leaf.setBigUint64(24, BigInt(index))
  for (let i = 0; i < 5; i++) {
    leaf.setUint32(44 + 4 * i, Number.parseInt(insured.slice(2 + 8 * i, 10 + 8 * i), 16))
  }
  leaf.setBigUint64(80, loss >> 64n)
  leaf.setBigUint64(88, loss & maxUint64)
  keccakInto(leaf, inner, 0)
  keccakInto(inner, target, at)
}

export function copyNode(from: DataView, at: number, to: DataView, where: number): void {
  for (let i = 0; i < NODE; i += 4) to.setUint32(where + i, from.getUint32(at + i))
}

/** Writes the hash of two nodes, the lower one first. */
export function writeParent(target: DataView, up: number, nodes: DataView, a: number, b: number): void {
  const isOrdered = isBelow(nodes, a, b)
  copyNode(nodes, isOrdered ? a : b, pair, 0)
  copyNode(nodes, isOrdered ? b : a, pair, NODE)
  keccakInto(pair, target, up)
}

function isBelow(nodes: DataView, a: number, b: number): boolean {
  for (let i = 0; i < NODE; i += 4) {
    const [x, y] = [nodes.getUint32(a + i), nodes.getUint32(b + i)]
    if (x !== y) return x < y
  }
  return false
}

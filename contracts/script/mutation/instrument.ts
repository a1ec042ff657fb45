/** Writes all mutants of a file into one text, each behind its own switch. */
import type { Range } from './ast.ts'
import type { Mutant } from './mutant.ts'

/** Source that holds the switch: added to the copy, imported by each file that has a mutant. */
export const SWITCH_FILE = 'contracts/src/Mutation.sol'

/**
 * The switch is the block's coinbase: forge sets it by its environment, so it takes no storage, and no build. Read through
 * a cast, so that what is `pure` stays so, in the contracts and in all that call them.
 */
export const SWITCH = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.0;

function isMutant(uint160 id) pure returns (bool) {
    return asPure(isCoinbase)(id);
}

function isCoinbase(uint160 id) view returns (bool) {
    return block.coinbase == address(id);
}

function asPure(function(uint160) view returns (bool) f) pure returns (function(uint160) pure returns (bool) g) {
    assembly {
        g := f
    }
}
`

const IMPORT = `\nimport {isMutant} from "${SWITCH_FILE}";\n`

/** The coinbase at which a mutant is on; beyond all addresses that tests use. */
export const coinbaseOf = (id: string) => `0x${`4d7574616e74${id}`.padStart(40, '0')}`

/** Text, and the mutant that it was written for. */
interface Piece {
  text: string
  mutant?: Mutant
}

/** Where a mutant stands in an instrumented text. */
export interface Place {
  range: Range
  mutant: Mutant
}

interface Span {
  range: Range
  kind: Mutant['kind']
  mutants: Mutant[]
  inner: Span[]
}

/** A file's text with its mutants, and where each of them is in it. */
export function instrument(text: string, mutants: Mutant[]): { text: string; places: Place[] } {
  if (mutants.length === 0) return { text, places: [] }
  const pieces = [...render([0, text.length], nest(mutants), text), { text: IMPORT }]
  const places: Place[] = []
  let length = 0
  for (const piece of pieces) {
    const end = length + piece.text.length
    if (piece.mutant) places.push({ range: [length, end], mutant: piece.mutant })
    length = end
  }
  return { text: pieces.map((piece) => piece.text).join(''), places }
}

/** Spans in spans: nodes of a tree contain each other or are apart. */
function nest(mutants: Mutant[]): Span[] {
  const spans = new Map<string, Span>()
  for (const mutant of mutants) {
    const key = `${mutant.range.join()} ${mutant.kind}`
    const span = spans.get(key) ?? { range: mutant.range, kind: mutant.kind, mutants: [], inner: [] }
    span.mutants.push(mutant)
    spans.set(key, span)
  }
  const outerFirst = [...spans.values()].sort(
    (a, b) => a.range[0] - b.range[0] || b.range[1] - a.range[1] || (a.kind === 'statement' ? -1 : 1),
  )
  const top: Span[] = []
  const open: Span[] = []
  for (const span of outerFirst) {
    while (open.length && (open.at(-1) as Span).range[1] <= span.range[0]) open.pop()
    const outer = open.at(-1)
    if (outer && outer.range[1] < span.range[1]) throw new Error(`Mutants overlap at byte ${span.range[0]}.`)
    ;(outer?.inner ?? top).push(span)
    open.push(span)
  }
  return top
}

/** What is mutated holds no other mutant: one is on at a time. */
function* render(range: Range, spans: Span[], text: string): Generator<Piece> {
  let [at, end] = range
  for (const span of spans) {
    yield { text: text.slice(at, span.range[0]) }
    const isStatement = span.kind === 'statement'
    yield { text: isStatement ? '{ ' : '(' }
    for (const mutant of span.mutants) {
      const condition = `isMutant(${coinbaseOf(mutant.id).replace(/^0x0*/, '0x00')})`
      yield { text: isStatement ? `if (${condition}) { ` : `${condition} ? (`, mutant }
      yield { text: mutant.text, mutant }
      yield { text: isStatement ? ' } else ' : ') : ', mutant }
    }
    yield { text: isStatement ? '{ ' : '(' }
    yield* render(span.range, span.inner, text)
    yield { text: isStatement ? ' } }' : '))' }
    at = span.range[1]
  }
  yield { text: text.slice(at, end) }
}

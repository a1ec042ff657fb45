/** Mutants of meaning: replacements of text, each made a change of the smallest piece of code around it. */
import {
  bodiesOf,
  childrenOf,
  isConstant,
  type Node,
  type Range,
  rangeOf,
  statementRange,
  typeOf,
} from './ast.ts'
import type { Change } from './mutant.ts'

/** A change that breaks a rule. */
export interface Replacement {
  /** Name of the source, without folder and `.sol`. */
  source: string
  /** Occurs in the file exactly once. */
  from: string
  to: string
}

/** Replacements of one source. */
export const replacements = (source: string, list: [from: string, to: string][]): Replacement[] =>
  list.map(([from, to]) => ({ source, from, to }))

const VALUES = [
  'BinaryOperation',
  'Conditional',
  'FunctionCall',
  'Identifier',
  'IndexAccess',
  'MemberAccess',
  'TupleExpression',
  'UnaryOperation',
]
const STATEMENTS = [
  'Block',
  'EmitStatement',
  'ExpressionStatement',
  'ForStatement',
  'IfStatement',
  'Return',
  'RevertStatement',
  'TryStatement',
  'UncheckedBlock',
  'WhileStatement',
]

export function changeOf(file: string, text: string, unit: Node, { from, to }: Replacement): Change {
  const start = text.indexOf(from)
  if (start < 0 || text.indexOf(from, start + 1) >= 0)
    throw new Error(`${file} does not contain exactly once: ${from}`)
  const part = differing(from, to, start)
  for (const { contract, name, body } of bodiesOf(unit)) {
    if (!contains(rangeOf(body), part.range)) continue
    const { range, kind } = smallest(body, part.range, text)
    return {
      file,
      where: contract ? `${contract}.${name}` : name,
      operator: 'meaning',
      kind,
      range,
      text: text.slice(range[0], part.range[0]) + part.to + text.slice(part.range[1], range[1]),
      from,
      to,
    }
  }
  throw new Error(`No body of ${file} holds: ${from}`)
}

/** What of a replacement differs, without the blanks around it. */
function differing(from: string, to: string, start: number): { range: Range; to: string } {
  let before = 0
  while (before < Math.min(from.length, to.length) && from[before] === to[before]) before++
  let after = 0
  while (after < Math.min(from.length, to.length) - before && from.at(-1 - after) === to.at(-1 - after))
    after++
  const part = from.slice(before, from.length - after)
  const end = start + before + part.trimEnd().length
  return {
    range: [Math.min(end, start + before + part.length - part.trimStart().length), end],
    to: to.slice(before, to.length - after),
  }
}

const contains = (outer: Range, inner: Range) => outer[0] <= inner[0] && inner[1] <= outer[1]

/** The smallest expression with a value, statement or block around a part. */
function smallest(node: Node, part: Range, text: string): { range: Range; kind: Change['kind'] } {
  let found: { range: Range; kind: Change['kind'] } | undefined
  const visit = (x: Node) => {
    const isStatement = STATEMENTS.includes(x.nodeType)
    const range = isStatement ? statementRange(x, text) : rangeOf(x)
    if (!contains(range, part)) return
    if (isStatement) found = { range, kind: 'statement' }
    else if (isValue(x)) found = { range, kind: 'expression' }
    for (const child of childrenOf(x)) visit(child)
  }
  visit(node)
  return found as { range: Range; kind: Change['kind'] }
}

const isValue = (node: Node) =>
  VALUES.includes(node.nodeType) &&
  !node.lValueRequested &&
  !isConstant(node) &&
  !['++', '--', 'delete'].includes(node.operator) &&
  !/^(?:tuple\(|function |type\(|modifier|error )/.test(typeOf(node))

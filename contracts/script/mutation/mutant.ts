/** What a mutant is, and how it gets its name. */
import { createHash } from 'node:crypto'
import type { Range } from './ast.ts'

/** One wrong change of one place. */
export interface Mutant {
  /** Ten hexadecimal digits that depend on the place's own text alone: they survive edits and moves of what is around it. */
  id: string
  /** Relative to the repository. */
  file: string
  /** Function or modifier that it is in. */
  where: string
  line: number
  operator: string
  /** What changes, for people. */
  change: string
  /** What is replaced: an expression, or whole statements. */
  kind: 'expression' | 'statement'
  range: Range
  /** What takes its place; nothing where a statement is left out. */
  text: string
}

/** A mutant without its name. */
export type Change = Omit<Mutant, 'id' | 'line' | 'change'> & {
  /** Where in the text the change itself is, and what it is there. */
  from: string
  to: string
}

const plain = (code: string) => code.replace(/\s+/g, ' ').trim()

/** Names the changes of one file; those alike in one function are told apart by their order. */
export function nameMutants(changes: Change[], text: string): Mutant[] {
  const seen = new Map<string, number>()
  return changes.map(({ from, to, ...change }) => {
    const base = change.file.split('/').at(-1)
    const old = plain(text.slice(...change.range))
    const key = [base, change.where, change.operator, old, plain(change.text)].join('\n')
    const count = seen.get(key) ?? 0
    seen.set(key, count + 1)
    const id = createHash('sha256').update(`${key}\n${count}`).digest('hex').slice(0, 10)
    const line = text.slice(0, change.range[0]).split('\n').length
    return { ...change, id, line, change: `${plain(from)} → ${plain(to) || 'nothing'}` }
  })
}

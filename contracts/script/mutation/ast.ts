/** The part of the compiler's syntax tree that mutants are found in. */

/** A node as solc writes it; what it has besides depends on its type. */
export interface Node {
  id: number
  nodeType: string
  /** `start:length:source`, in bytes. */
  src: string
  typeDescriptions?: { typeString?: string | null }
  // biome-ignore lint/suspicious/noExplicitAny: the fields differ from type to type
  [field: string]: any
}

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).nodeType === 'string'

/** Nodes directly below one, in the order of its fields. */
export function childrenOf(node: Node): Node[] {
  return Object.values(node).flatMap((value) => (Array.isArray(value) ? value : [value]).filter(isNode))
}

/** First and last byte of a node, the latter exclusive. */
export type Range = readonly [start: number, end: number]

export function rangeOf(node: Node | { src: string }): Range {
  const [start = 0, length = 0] = node.src.split(':').map(Number)
  return [start, start + length]
}

/** A statement's range with the semicolon that solc leaves out. */
export function statementRange(node: Node, text: string): Range {
  const [start, end] = rangeOf(node)
  const semicolon = /^\s*;/.exec(text.slice(end, end + 200))
  return [start, end + (semicolon?.[0].length ?? 0)]
}

export const typeOf = (node: Node | null | undefined): string => node?.typeDescriptions?.typeString ?? ''

/** Whether the compiler computes it: such an expression has no type of its own until it is used. */
export const isConstant = (node: Node): boolean => /^(?:int|rational)_const /.test(typeOf(node))

/** Every body in a file that mutants may stand in: of functions and modifiers, not of interfaces. */
export function* bodiesOf(unit: Node): Generator<{ contract: string; name: string; body: Node }> {
  for (const node of childrenOf(unit)) {
    if (node.nodeType === 'FunctionDefinition' && isNode(node.body))
      yield { contract: '', name: node.name, body: node.body }
    if (node.nodeType !== 'ContractDefinition' || node.contractKind === 'interface') continue
    for (const member of childrenOf(node)) {
      if (!['FunctionDefinition', 'ModifierDefinition'].includes(member.nodeType) || !isNode(member.body))
        continue
      yield { contract: node.name, name: member.name || member.kind, body: member.body }
    }
  }
}

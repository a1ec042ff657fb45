/** Random mutants: every change that the standard operators make of a file. */
import {
  bodiesOf,
  childrenOf,
  isConstant,
  isNode,
  type Node,
  type Range,
  rangeOf,
  statementRange,
  typeOf,
} from './ast.ts'
import type { Change } from './mutant.ts'

const COMPARISONS: Record<string, string> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '==': '!=',
  '!=': '==',
}
const ARITHMETIC: Record<string, string> = { '+': '-', '-': '+', '*': '/', '/': '*', '%': '/' }
const BITS: Record<string, string> = { '|': '&', '&': '|', '<<': '>>', '>>': '<<' }
const LOGIC: Record<string, string> = { '&&': '||', '||': '&&' }
const ASSIGNMENTS: Record<string, string> = {
  '+=': '-=',
  '-=': '+=',
  '*=': '/=',
  '/=': '*=',
  '|=': '&=',
  '&=': '|=',
}
const STEPS: Record<string, string> = { '++': '--', '--': '++' }
/** Written another way where the other function has no name, or another one. */
const CALLS: Record<string, (of: string, argument: string) => string> = {
  min: (of, argument) => `${of}.max(${argument})`,
  max: (of, argument) => `${of}.min(${argument})`,
  divUp: (of, argument) => `(${of}) / (${argument})`,
  zeroFloorSub: (of, argument) => `(${of}) - (${argument})`,
}
/** Statements that are left out. */
const LEFT_OUT = ['ExpressionStatement', 'RevertStatement', 'Break', 'Continue']
/** One more or less of what is larger, a WAD for one, is below all rounding. */
const MOST_COUNTED = 1n << 40n

/** Names of all functions and small constants of a compilation, which references lead to. */
export class Declarations {
  readonly #functions = new Map<number, { name: string; siblings: Set<string> }>()
  readonly #constants = new Set<number>()

  constructor(units: Iterable<Node>) {
    for (const unit of units) {
      this.#add(unit)
      for (const node of childrenOf(unit)) if (node.nodeType === 'ContractDefinition') this.#add(node)
    }
  }

  #add(scope: Node) {
    const members = childrenOf(scope)
    const siblings = new Set(
      members.filter((x) => x.nodeType === 'FunctionDefinition').map((x) => x.name as string),
    )
    for (const node of members) {
      if (node.nodeType === 'FunctionDefinition') this.#functions.set(node.id, { name: node.name, siblings })
      if (
        node.nodeType === 'VariableDeclaration' &&
        node.constant &&
        isNode(node.value) &&
        isCounted(node.value)
      )
        this.#constants.add(node.id)
    }
  }

  isSmallConstant = (id: number) => this.#constants.has(id)

  /** The function that rounds the other way, if there is one beside it. */
  otherRounding(id: number): string | undefined {
    const found = this.#functions.get(id)
    if (!found) return undefined
    const { name, siblings } = found
    const candidates = name.endsWith('Up')
      ? [name.replace(/Up$/, 'Down'), name.replace(/Up$/, '')]
      : [name.replace(/Down$/, 'Up'), `${name}Up`]
    return candidates.find((other) => other !== name && siblings.has(other))
  }
}

function isCounted(node: Node): boolean {
  const value = /^int_const (\d+)$/.exec(typeOf(node))?.[1]
  return value !== undefined && BigInt(value) <= MOST_COUNTED
}

/** The changes of one file. */
export function changesOf(file: string, text: string, unit: Node, declarations: Declarations): Change[] {
  const changes: Change[] = []
  for (const { contract, name, body } of bodiesOf(unit)) {
    const finder = new Finder(file, contract ? `${contract}.${name}` : name, text, declarations)
    finder.statement(body)
    changes.push(...finder.changes)
  }
  return changes
}

/** Walks one body. */
class Finder {
  readonly changes: Change[] = []
  readonly #file: string
  readonly #where: string
  readonly #text: string
  readonly #declarations: Declarations

  constructor(file: string, where: string, text: string, declarations: Declarations) {
    this.#file = file
    this.#where = where
    this.#text = text
    this.#declarations = declarations
  }

  #of = (node: Node) => this.#text.slice(...rangeOf(node))

  /** Replaces a part of an expression or of a statement. */
  #replace(
    operator: string,
    kind: Change['kind'],
    range: Range,
    part: Range,
    to: string,
    shown?: [string, string],
  ) {
    const [before, after] = [this.#text.slice(range[0], part[0]), this.#text.slice(part[1], range[1])]
    const text = before + to + after
    const [from, result] = shown ?? [this.#text.slice(...range), text]
    this.changes.push({ file: this.#file, where: this.#where, operator, kind, range, text, from, to: result })
  }

  #expression(operator: string, node: Node, part: Range, to: string) {
    this.#replace(operator, 'expression', rangeOf(node), part, to)
  }

  /** Statements in which a change may replace the whole. */
  statement(node: Node) {
    if (node.nodeType === 'InlineAssembly') return
    // A pointer to storage must be set: without that it does not compile.
    const isPointer = typeOf(node.expression?.leftHandSide).endsWith('storage pointer')
    if (
      (LEFT_OUT.includes(node.nodeType) && !isPointer) ||
      (node.nodeType === 'Return' && !node.expression)
    ) {
      const range = statementRange(node, this.#text)
      this.#replace('deleted statement', 'statement', range, range, '')
    }
    if (node.nodeType === 'ExpressionStatement') this.#step(node, node.expression)
    for (const [field, value] of Object.entries(node)) {
      for (const child of (Array.isArray(value) ? value : [value]).filter(isNode)) {
        if (field === 'condition' && node.nodeType !== 'DoWhileStatement') this.#condition(child)
        if (field === 'loopExpression') this.#descend(child.expression, node)
        else if (isStatement(child) && field !== 'initializationExpression') this.statement(child)
        else this.#descend(child, node)
      }
    }
  }

  /** `+=` and `++` as statements of their own. */
  #step(statement: Node, node: Node) {
    const range = statementRange(statement, this.#text)
    if (node.nodeType === 'Assignment' && node.operator in ASSIGNMENTS) {
      const gap: Range = [rangeOf(node.leftHandSide)[1], rangeOf(node.rightHandSide)[0]]
      const to = this.#text.slice(...gap).replace(node.operator, ASSIGNMENTS[node.operator] as string)
      this.#replace('arithmetic', 'statement', range, gap, to)
    }
    if (node.nodeType === 'UnaryOperation' && node.operator in STEPS)
      this.#replace('arithmetic', 'statement', range, rangeOf(node), this.#stepped(node))
  }

  #stepped = (node: Node) => this.#of(node).replace(node.operator, STEPS[node.operator] as string)

  #condition(node: Node) {
    if (node.nodeType === 'BinaryOperation' && ['==', '!='].includes(node.operator)) return
    this.#expression('negated condition', node, rangeOf(node), `!(${this.#of(node)})`)
  }

  #descend(node: Node, parent: Node) {
    if (node.nodeType.endsWith('TypeName')) return
    if (node.nodeType === 'TryCatchClause') return this.statement(node.block)
    if (isConstant(node)) return this.#offByOne(node, parent)
    switch (node.nodeType) {
      case 'BinaryOperation':
        this.#binary(node)
        break
      case 'UnaryOperation':
        if (node.operator in STEPS && parent.nodeType !== 'ExpressionStatement')
          this.#expression('arithmetic', node, rangeOf(node), this.#stepped(node))
        break
      case 'Conditional':
        this.#branches(node)
        break
      case 'FunctionCall':
        this.#call(node)
        break
      case 'Identifier':
        if (this.#declarations.isSmallConstant(node.referencedDeclaration)) this.#constant(node, parent)
        break
    }
    for (const child of childrenOf(node)) this.#descend(child, node)
  }

  #binary(node: Node) {
    const gap: Range = [rangeOf(node.leftExpression)[1], rangeOf(node.rightExpression)[0]]
    const swap = (operator: string, to: string) =>
      this.#expression(operator, node, gap, this.#text.slice(...gap).replace(node.operator, to))
    const tables = { comparison: COMPARISONS, arithmetic: ARITHMETIC, bits: BITS, logic: LOGIC }
    for (const [operator, table] of Object.entries(tables)) {
      const to = table[node.operator]
      if (to) swap(operator, to)
    }
    if (node.operator === '/' && typeOf(node).startsWith('uint')) {
      const [left, right] = [this.#of(node.leftExpression), this.#of(node.rightExpression)]
      this.#expression('rounding', node, rangeOf(node), `(${left} + (${right}) - 1) / ${right}`)
    }
  }

  #branches(node: Node) {
    const [condition, one, other] = [node.condition, node.trueExpression, node.falseExpression].map(this.#of)
    this.#expression('swapped branches', node, rangeOf(node), `${condition} ? ${other} : ${one}`)
  }

  #call(node: Node) {
    const callee: Node = node.expression
    const name: string = callee.memberName ?? callee.name ?? ''
    if (!callee.referencedDeclaration) return
    const write = callee.nodeType === 'MemberAccess' && node.arguments.length === 1 ? CALLS[name] : undefined
    if (write) {
      const text = write(this.#of(callee.expression), this.#of(node.arguments[0]))
      return this.#expression(name.startsWith('m') ? 'min and max' : 'rounding', node, rangeOf(node), text)
    }
    const other = this.#declarations.otherRounding(callee.referencedDeclaration)
    const place = callee.nodeType === 'MemberAccess' ? callee.memberLocation : callee.src
    if (other && place) this.#expression('rounding', node, rangeOf({ src: place }), other)
  }

  /** One more and one less of what the compiler computed. */
  #offByOne(node: Node, parent: Node) {
    if (!isCounted(node)) return
    const text = this.#of(node)
    const value = BigInt(typeOf(node).split(' ')[1] as string)
    for (const to of value > 1n ? [`${text} + 1`, `${text} - 1`] : [`${text} + 1`]) {
      // Alone it would take the smallest type that holds it, which the operation might overflow.
      if (parent.nodeType === 'BinaryOperation') {
        // A second more or less of a day changes no count of days within centuries.
        const isUnit = node.subdenomination && ['*', '/', '%'].includes(parent.operator)
        if (!(parent.operator in COMPARISONS) && !isUnit)
          this.#expression('off by one', parent, rangeOf(node), `(${to})`)
      } else if (isPlaceOfValue(node, parent)) this.#expression('off by one', node, rangeOf(node), to)
    }
  }

  #constant(node: Node, parent: Node) {
    if (parent.nodeType === 'BinaryOperation' && parent.operator in COMPARISONS) return
    if (!node.isPure || !typeOf(node).startsWith('uint')) return
    for (const sign of ['+', '-'])
      this.#expression('off by one', node, rangeOf(node), `${this.#of(node)} ${sign} 1`)
  }
}

const isStatement = (node: Node) =>
  /Statement$|^Block$|^UncheckedBlock$|^Return$|^Break$|^Continue$|^InlineAssembly$/.test(node.nodeType)

/** Whether a number stands alone where a value of any type that holds it may stand. */
function isPlaceOfValue(node: Node, parent: Node): boolean {
  switch (parent.nodeType) {
    case 'IndexAccess':
      return parent.indexExpression === node
    case 'Assignment':
      return parent.rightHandSide === node
    case 'VariableDeclarationStatement':
    case 'Return':
      return true
    case 'Conditional':
      return parent.condition !== node
    case 'TupleExpression':
      return parent.components.length > 1
    case 'FunctionCall':
      return parent.kind !== 'typeConversion' && parent.arguments.includes(node)
    default:
      return false
  }
}

import { formatUnits, type Hex, zeroHash } from 'viem'
import { InvalidParameterError } from '../../../errors/errors.js'
import { WAD } from '../../../math/arithmetic.js'
import type { LossTable } from '../../claims/losses.js'
import type { Answer, AnswerKind } from './types.js'

/**
 * An answer as a parameter: omitted fields are zero. A whole loss table may stand for its root and
 * total.
 */
export type AnswerInput =
  /** Nothing was lost. */
  | 'nothing'
  | {
      /** Part destroyed, WAD; 0 says that nothing was. With a table all of it. */
      severity: bigint
      /** Σ losses of its table, asset units; for court terms by proof. */
      lossTotal?: bigint | undefined
      /** Root of its table; for court terms by proof. */
      lossRoot?: Hex | undefined
      table?: undefined
      root?: undefined
    }
  | {
      /** Loss table from {@link lossTable}; for court terms by proof. */
      table: LossTable
      severity?: undefined
      root?: undefined
    }
  | {
      /** Root of a table; for court terms by proof. */
      root: Hex
      /** Σ its losses, asset units. */
      total: bigint
      severity?: undefined
      table?: undefined
    }

/**
 * A full answer, in the contracts' form.
 *
 * @throws {@link InvalidParameterError} for an invalid one: a severity above one, a loss table
 * without its root, or a root without losses.
 *
 * @example
 * ```ts
 * toAnswer('nothing') // { severity: 0n, lossTotal: 0n, lossRoot: '0x00…' }
 * toAnswer({ table }) // { severity: 10n ** 18n, lossTotal: table.total, lossRoot: table.root }
 * ```
 */
export function toAnswer(input: AnswerInput): Answer {
  if (input === 'nothing') return { severity: 0n, lossTotal: 0n, lossRoot: zeroHash }
  const fail = (name: string, value: unknown, problem: string): never => {
    throw new InvalidParameterError(name, value, problem)
  }
  if (typeof input !== 'object' || input === null) {
    return fail('answer', input, 'must be "nothing", a severity, or a loss table')
  }
  if (input.table) return toTableAnswer(input.table.root, input.table.total)
  if (input.root !== undefined) return toTableAnswer(input.root, input.total)
  const { severity, lossTotal = 0n, lossRoot = zeroHash } = input
  if (severity === undefined) fail('answer', input, 'must be "nothing", a severity, or a loss table')
  if (lossTotal !== 0n) {
    if (severity !== WAD) fail('severity', severity, 'must be all of it, 10n ** 18n, with a loss table')
    return toTableAnswer(lossRoot, lossTotal)
  }
  if (lossRoot !== zeroHash) fail('lossRoot', lossRoot, 'is the root of a table, and its losses are missing')
  if (severity > WAD) fail('severity', severity, 'is above one, 10n ** 18n')
  return { severity, lossTotal, lossRoot }
}

function toTableAnswer(root: Hex, total: bigint): Answer {
  if (total === undefined || total === 0n)
    throw new InvalidParameterError('total', total, 'must be above zero: answer "nothing" instead')
  if (root === zeroHash) throw new InvalidParameterError('root', root, 'is zero')
  return { severity: WAD, lossTotal: total, lossRoot: root }
}

/** Kind of an answer: nothing was lost, a part was, or a loss table lists the losses. */
export function answerKind({ severity, lossTotal }: Pick<Answer, 'severity' | 'lossTotal'>): AnswerKind {
  if (severity === 0n) return 'nothing'
  return lossTotal === 0n ? 'severity' : 'table'
}

/** Format of the amounts of {@link describeAnswer}. */
export interface DescribeAnswerOptions {
  /** Decimals of the asset. 0 by default: amounts in the smallest unit. */
  decimals?: number | undefined
  /** Symbol of the asset. "units" by default. */
  symbol?: string | undefined
}

/**
 * An answer in words.
 *
 * @example
 * ```ts
 * describeAnswer({ severity: parseEther('0.6') }) // '60 % was lost'
 * describeAnswer({ table }, { decimals: 6, symbol: 'USDC' }) // '1250.5 USDC was lost, by the table 0x…'
 * ```
 */
export function describeAnswer(
  input: AnswerInput,
  { decimals = 0, symbol = 'units' }: DescribeAnswerOptions = {},
): string {
  const answer = toAnswer(input)
  const kind = answerKind(answer)
  if (kind === 'nothing') return 'nothing was lost'
  if (kind === 'severity') return `${formatUnits(answer.severity, 16)} % was lost`
  return `${formatUnits(answer.lossTotal, decimals)} ${symbol} was lost, by the table ${answer.lossRoot}`
}

/** Whether two answers say the same. */
export function isSameAnswer(a: Answer, b: Answer): boolean {
  if (a.severity !== b.severity || a.lossTotal !== b.lossTotal) return false
  return a.lossRoot.toLowerCase() === b.lossRoot.toLowerCase()
}

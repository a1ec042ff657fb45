import { type Address, encodeAbiParameters, formatUnits, type Hex, keccak256, zeroHash } from 'viem'
import { getClaimsVaultAddress } from './actions/claims/ids.js'
import type { LossTable } from './actions/claims/losses.js'
import { InvalidParameterError } from './errors/errors.js'
import { WAD } from './math/arithmetic.js'

/** One answer to "what was lost?". */
export interface Answer {
  /** Share destroyed, WAD; 0 says that nothing was. */
  severity: bigint
  /** Σ losses of its table, asset units; 0 without one. */
  lossTotal: bigint
  /** Root of its table; zero without one. */
  lossRoot: Hex
}

/** What an answer says. */
export type AnswerKind = 'nothing' | 'severity' | 'table'

/** An answer as it is given: what is left out is zero. A whole loss table may stand for its root and total. */
export type AnswerInput =
  /** Nothing was lost. */
  | 'nothing'
  | {
      /** Share destroyed, WAD; 0 says that nothing was. With a table all of it. */
      severity: bigint
      /** Σ losses of its table, asset units; for dockets by proof. */
      lossTotal?: bigint | undefined
      /** Root of its table; for dockets by proof. */
      lossRoot?: Hex | undefined
      table?: undefined
      root?: undefined
    }
  | {
      /** Made by {@link lossTable}; for dockets by proof. */
      table: LossTable
      severity?: undefined
      root?: undefined
    }
  | {
      /** Root of a table; for dockets by proof. */
      root: Hex
      /** Σ its losses, asset units. */
      total: bigint
      severity?: undefined
      table?: undefined
    }

/**
 * An answer in full, as contracts take it.
 *
 * @throws {@link InvalidParameterError} for what is none: a share above one, a loss table without its root, or a root without
 * losses.
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
  if (lossRoot !== zeroHash) fail('lossRoot', lossRoot, 'is a table’s, and no losses are given for it')
  if (severity > WAD) fail('severity', severity, 'is above one, 10n ** 18n')
  return { severity, lossTotal, lossRoot }
}

function toTableAnswer(root: Hex, total: bigint): Answer {
  if (total === undefined || total === 0n)
    throw new InvalidParameterError('total', total, 'must be above zero: answer "nothing" instead')
  if (root === zeroHash) throw new InvalidParameterError('root', root, 'is zero')
  return { severity: WAD, lossTotal: total, lossRoot: root }
}

/** What an answer says: that nothing was lost, a share of it, or a loss table. */
export function answerKind({ severity, lossTotal }: Pick<Answer, 'severity' | 'lossTotal'>): AnswerKind {
  if (severity === 0n) return 'nothing'
  return lossTotal === 0n ? 'severity' : 'table'
}

/** How {@link describeAnswer} writes amounts. */
export interface DescribeAnswerOptions {
  /** Decimals of the asset. 0 by default: amounts in the smallest unit. */
  decimals?: number | undefined
  /** What the asset is called. "units" by default. */
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

const ANSWER = [{ type: 'uint64' }, { type: 'uint128' }, { type: 'bytes32' }] as const

/**
 * Name of the pot in which the bond of one exact answer lies, among those of a case at a court.
 *
 * @example
 * ```ts
 * const key = getAnswerKey({ severity: parseEther('0.6') })
 * ```
 */
export function getAnswerKey(answer: AnswerInput): Hex {
  const { severity, lossTotal, lossRoot } = toAnswer(answer)
  return keccak256(encodeAbiParameters(ANSWER, [severity, lossTotal, lossRoot]))
}

/** Which case at a court, by the pool it is in. */
export interface CourtCaseId {
  pool: Address
  /** Version of the product's terms that the case was opened with. */
  termsId: bigint
  incidentId: bigint
}

/** A case as a court, and its arbiters, name it. */
export interface CaseRef {
  incidentId: bigint
  /** The pool's claims vault. */
  vault: Address
  termsId: bigint
}

/**
 * A case as a court, and its arbiters, name it: by the pool's vault.
 *
 * @example
 * ```ts
 * const ref = toCaseRef({ pool, termsId, incidentId })
 * ```
 */
export function toCaseRef({ pool, termsId, incidentId }: CourtCaseId): CaseRef {
  return { incidentId, vault: getClaimsVaultAddress(pool), termsId }
}

/** A case's components, in the order of their encoding. */
export const CASE_REF = [
  { name: 'incidentId', type: 'uint256' },
  { name: 'vault', type: 'address' },
  { name: 'termsId', type: 'uint256' },
] as const

/**
 * The hash by which a court's events, and its arbiters, know a case.
 *
 * @example
 * ```ts
 * const caseKey = getCaseKey({ pool, termsId, incidentId })
 * ```
 */
export function getCaseKey(which: CourtCaseId): Hex {
  const { incidentId, vault, termsId } = toCaseRef(which)
  return keccak256(encodeAbiParameters(CASE_REF, [incidentId, vault, termsId]))
}

/** Which pot of a case: that of one exact answer, or one by its key. */
export type AnswerPot = AnswerInput | Hex

/** Which pot of a case: that of its opening too. */
export type BondPot = 'opening' | AnswerPot

/** Key of the pot of an opening, or of whoever fired. */
export const OPENING_KEY: Hex = zeroHash

export function toPotKey(pot: BondPot): Hex {
  if (pot === 'opening') return OPENING_KEY
  if (typeof pot === 'string' && pot !== 'nothing') return pot
  if (pot === undefined) throw new InvalidParameterError('pot', pot, 'is missing')
  return getAnswerKey(pot)
}

import { type Address, encodeAbiParameters, type Hex, keccak256, zeroHash } from 'viem'
import { InvalidParameterError } from './errors/errors.js'
import { getOpeningKey } from './ids.js'
import type { LossTable } from './losses.js'
import { WAD } from './math/arithmetic.js'

/** One side's answer to "what was lost?". */
export interface Answer {
  /** Share destroyed, WAD; 0 says that nothing was. */
  severity: bigint
  /** Σ losses of its table, asset units; 0 without one. */
  lossTotal: bigint
  /** Root of its table; zero without one. */
  lossRoot: Hex
  /** Hash of what speaks for it. */
  evidence: Hex
}

/** An answer as it is given: what is left out is zero. A whole loss table may stand for its root and total. */
export type AnswerInput = {
  /** Hash of what speaks for it, from {@link evidenceDocument}. Zero by default; with a table its root. */
  evidence?: Hex | undefined
} & (
  | {
      /** Share destroyed, WAD; 0 says that nothing was. */
      severity: bigint
      /** Σ losses of its table, asset units; for dockets by proof. */
      lossTotal?: bigint | undefined
      /** Root of its table; for dockets by proof. */
      lossRoot?: Hex | undefined
      table?: undefined
    }
  | {
      /** Made by {@link lossTable}; for dockets by proof. */
      table: LossTable
      /** Any share above zero: where claims need a proof, the table says what was lost. All by default. */
      severity?: bigint | undefined
    }
)

/** An answer in full, as contracts take it. */
export function toAnswer(input: AnswerInput): Answer {
  if (input.table) {
    const { table, severity = WAD, evidence = table.root } = input
    return { severity, lossTotal: table.total, lossRoot: table.root, evidence }
  }
  const { severity, lossTotal = 0n, lossRoot = zeroHash, evidence = zeroHash } = input
  return { severity, lossTotal, lossRoot, evidence }
}

/**
 * Name of the pot in which the bond of a challenge with one exact counter-answer lies, among those of an incident at a
 * court.
 *
 * @example
 * ```ts
 * await withdrawBondSync(client, { incidentId, key: getChallengeKey(counter) })
 * ```
 */
export function getChallengeKey(counter: AnswerInput): Hex {
  const { severity, lossTotal, lossRoot, evidence } = toAnswer(counter)
  const types = [{ type: 'uint64' }, { type: 'uint128' }, { type: 'bytes32' }, { type: 'bytes32' }] as const
  return keccak256(encodeAbiParameters(types, [severity, lossTotal, lossRoot, evidence]))
}

/** Which pot of an incident at a court: that of a case's opening, that of a challenge, or one by its name. */
export type BondPot =
  | { pool: Address; termsId: bigint; counter?: undefined; key?: undefined }
  | { counter: AnswerInput; pool?: undefined; key?: undefined }
  | { key: Hex; pool?: undefined; counter?: undefined }

export function toPotKey({ key, counter, ...opening }: BondPot): Hex {
  if (key !== undefined) return key
  if (counter) return getChallengeKey(counter)
  const { pool, termsId } = opening as { pool?: Address; termsId?: bigint }
  if (pool !== undefined && termsId !== undefined) return getOpeningKey(pool, termsId)
  throw new InvalidParameterError('key', key, 'is missing, and so are pool and termsId, or counter')
}

const RULINGS = ['none', 'report', 'counter', 'denial'] as const

/** What an arbiter or an assessor says: the report is right, the counter-answer is, or nothing was lost. */
export type Ruling = Exclude<(typeof RULINGS)[number], 'none'>

/** The same, or `none` for no ruling. */
export type RulingOrNone = (typeof RULINGS)[number]

export function toRulingNumber(ruling: Ruling): number {
  const number = RULINGS.indexOf(ruling)
  if (number > 0) return number
  throw new InvalidParameterError('ruling', ruling, 'must be "report", "counter" or "denial"')
}

export const fromRulingNumber = (number: number): RulingOrNone => RULINGS[number] ?? 'none'

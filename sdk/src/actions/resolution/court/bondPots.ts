import { encodeAbiParameters, type Hex, keccak256, zeroHash } from 'viem'
import { InvalidParameterError } from '../../../errors/errors.js'
import { type AnswerInput, toAnswer } from './answerContent.js'

const ANSWER = [{ type: 'uint64' }, { type: 'uint128' }, { type: 'bytes32' }] as const

/**
 * Key of the pot of one exact answer's bond, among those of a case at a court.
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

/** A pot of a case: that of one exact answer, or one by its key. */
export type AnswerPot = AnswerInput | Hex

/** A pot of a case, that of its opening included. */
export type BondPot = 'opening' | AnswerPot

/** Key of the pot of an opening, or of a firing. */
export const OPENING_KEY: Hex = zeroHash

export function toPotKey(pot: BondPot): Hex {
  if (pot === 'opening') return OPENING_KEY
  if (typeof pot === 'string' && pot !== 'nothing') return pot
  if (pot === undefined) throw new InvalidParameterError('pot', pot, 'is missing')
  return getAnswerKey(pot)
}

import { type Address, isAddress, zeroAddress } from 'viem'
import { InvalidLossesError, InvalidParameterError } from '../../errors/errors.js'

/** Loss of one address. */
export interface LossLine {
  /** The address that had the loss. */
  insured: Address
  /** The whole loss, asset units. */
  loss: bigint
}

/** Of an address without a checksum, for which `isAddress` takes ten times as long. */
const LOWER_CASE = /^0x[0-9a-f]{40}$/

/** The address of a line, in lower case. */
export function checkInsured(insured: unknown, line: number): Address {
  if (typeof insured !== 'string' || !(LOWER_CASE.test(insured) || isAddress(insured))) {
    throw new InvalidLossesError(`has no address, or its checksum is wrong: "${insured ?? ''}"`, line)
  }
  if (insured === zeroAddress) throw new InvalidLossesError('has the zero address', line)
  return insured.toLowerCase() as Address
}

/** The loss of a line. */
export function checkLoss(loss: bigint, line: number): bigint {
  if (loss < 0n) throw new InvalidLossesError(`has a negative loss, ${loss}`, line)
  if (loss === 0n)
    throw new InvalidLossesError('has a loss of zero', line, 'Leave out addresses without a loss.')
  return loss
}

/** Refuses what are no decimals of an asset. */
export function checkDecimals(decimals: number): void {
  if (Number.isInteger(decimals) && decimals >= 0 && decimals <= 36) return
  throw new InvalidParameterError('decimals', decimals, 'must be a whole number from 0 to 36')
}

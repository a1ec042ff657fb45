import { BreakwaterError } from '../errors/base.js'

/** A file of incidents or of series that cannot be used. Nothing of it was taken. */
export class InvalidRiskDataError extends BreakwaterError {
  declare readonly name: 'InvalidRiskDataError'
  /** The file, as it was named to the reader. */
  readonly file: string
  /** Line of the file, from 1; `undefined` if it is about the whole. */
  readonly line: number | undefined

  constructor(
    file: string,
    line: number | undefined,
    problem: string,
    hint = 'Correct the file and read it again.',
  ) {
    super(
      'InvalidRiskDataError',
      line === undefined ? `The file ${file} ${problem}.` : `Line ${line} of ${file} ${problem}.`,
      hint,
    )
    this.file = file
    this.line = line
  }
}

import { BreakwaterError } from '../errors/errors.js'

/** Why a test kit could not do what it was asked for. */
export type TestkitProblem =
  | 'anvilMissing'
  | 'anvilFailed'
  | 'portInUse'
  | 'artifactsMissing'
  | 'filesMissing'
  | 'unknownSnapshot'
  | 'unknownMock'
  | 'timePassed'
  | 'fundsElsewhere'
  | 'notADevChain'

/** A mistake in how a test kit is used or installed; `problem` tells which. */
export class TestkitError extends BreakwaterError {
  declare readonly name: 'TestkitError'
  readonly problem: TestkitProblem

  constructor(problem: TestkitProblem, message: string, hint: string, cause?: unknown) {
    super('TestkitError', message, hint, cause)
    this.problem = problem
  }
}

import { BreakwaterError } from './base.js'

/** A parameter that no contract could accept. No request was made, and nothing was sent. */
export class InvalidParameterError extends BreakwaterError {
  declare readonly name: 'InvalidParameterError'
  /** Name of the parameter. */
  readonly parameter: string
  readonly value: unknown

  constructor(parameter: string, value: unknown, problem: string, hint = 'Correct it and call again.') {
    super('InvalidParameterError', `"${parameter}" ${problem}.`, hint)
    this.parameter = parameter
    this.value = value
  }
}

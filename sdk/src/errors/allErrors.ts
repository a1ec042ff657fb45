import { errorSignatures } from '../generated/errorSignatures.js'
import type { errorsAbi } from '../generated/errors.js'

type Errors = typeof errorsAbi

let all: Errors | undefined

/** The ABI with every error, made of a short text when it is first needed: as a constant it would take a kilobyte more. */
export function allErrors(): Errors {
  all ??= errorSignatures.split('\n').map(toItem) as unknown as Errors
  return all
}

function toItem(line: string) {
  const [name, ...inputs] = line.split(' ')
  return {
    type: 'error',
    name,
    inputs: inputs.map((input) => {
      const [own, type = 'uint256'] = input.split(':')
      return { name: own, type }
    }),
  }
}

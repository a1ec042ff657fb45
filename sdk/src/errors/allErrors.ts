import { errorLines } from '../generated/errorLines.js'
import type { errorsAbi } from '../generated/errors.js'
import { date } from './catalogue/entry.js'

type Errors = typeof errorsAbi

let all: Errors | undefined

// All errors are one text, which is taken apart when it is first needed: as constants and functions they would take two
// kilobytes more. It is made of the ABIs and of the catalogue.
const texts = new Set([errorLines])
const parts = () => {
  const each = [...texts].map((text) => text.split('\n\n').map((part) => part.split('\n')))
  return [0, 1, 2].map((i) => each.flatMap((part) => part[i] ?? []))
}

/** Adds a text of errors that only some actions meet, which have it with them. */
export function addErrors(lines: string): void {
  texts.add(lines)
  all = undefined
}

/** The ABI with every error that is known, in no order. */
export function allErrors(): Errors {
  all ??= parts()[2]?.map(toItem) as unknown as Errors
  return all
}

function toItem(signature: string) {
  const [name, ...inputs] = signature.split(' ')
  return {
    type: 'error',
    name,
    inputs: inputs.map((input) => {
      const [own, type = 'uint256'] = input.split(':')
      return { name: own, type }
    }),
  }
}

/** Message and hint of an error, with its arguments in them. */
export function textsOf(name: string, args: object): [message: string, hint: string] {
  const [messages, hints, signatures = []] = parts()
  const place = signatures.findIndex((signature) => signature.split(' ')[0] === name)
  const fill = (texts: string[] = []) =>
    `${texts[place] ?? name}.`.replace(/\{(\w+)(@?)\}/g, (_, key: string, isTime: string) => {
      const value = (args as Record<string, unknown>)[key]
      return isTime ? date(value as number) : `${value}`
    })
  return [fill(messages), fill(hints)]
}

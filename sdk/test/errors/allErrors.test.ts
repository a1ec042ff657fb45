import { expect, test } from 'vitest'
import { allErrors, textsOf } from '../../src/errors/allErrors.js'
import { catalogue } from '../../src/errors/catalogue/catalogue.js'
import { errorsAbi } from '../../src/generated/errors.js'
// All actions, with the errors that only some of them meet.
import '../../src/index.js'

test('errors of the text are those of the ABI', () => {
  const byName = [...allErrors()].sort((a, b) => (a.name < b.name ? -1 : 1))
  expect(byName).toEqual(errorsAbi)
  expect(allErrors().length).toBeGreaterThan(100)
})

test('texts with their arguments are those of the catalogue', () => {
  const written: Record<string, { message: unknown; hint: unknown }> = catalogue
  const say = (text: unknown, args: object) => (typeof text === 'function' ? text(args) : text)
  let withArguments = 0
  for (const { name, inputs } of errorsAbi) {
    // Numbers that are times and amounts, large and small, texts and nothing at all.
    for (const value of [0, 1_790_000_000, 2 ** 41, 12n ** 30n, '$& {x} \\', undefined]) {
      const args = Object.fromEntries(inputs.map((input) => ['name' in input ? input.name : '', value]))
      const entry = written[name] ?? { message: '', hint: '' }
      // A time is a number.
      const expected = () => [say(entry.message, args), say(entry.hint, args)]
      expect(textsOf(name, args), name).toEqual(expected())
      if (inputs.length > 0) withArguments++
    }
  }
  expect(withArguments).toBeGreaterThan(100)
})

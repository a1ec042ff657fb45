import { expect, test } from 'vitest'
import { allErrors } from '../../src/errors/allErrors.js'
import { errorsAbi } from '../../src/generated/errors.js'

test('errors made of their short texts are those of the ABI', () => {
  expect(allErrors()).toEqual(errorsAbi)
  expect(allErrors().length).toBeGreaterThan(100)
})

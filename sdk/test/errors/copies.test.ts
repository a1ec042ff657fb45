import { encodeErrorResult } from 'viem'
import { expect, test, vi } from 'vitest'
import { errorsAbi } from '../../src/abis.js'
import {
  BreakwaterError,
  isBreakwaterError,
  isContractError,
  toBreakwaterError,
} from '../../src/errors/index.js'

const CAPACITY = encodeErrorResult({ abi: errorsAbi, errorName: 'CapacityExceeded', args: [5n] })

test('a guard knows the errors of another copy', async () => {
  vi.resetModules()
  const other = await import('../../src/errors/index.js')
  const error: unknown = other.decodeContractError(CAPACITY)
  expect(error).not.toBeInstanceOf(BreakwaterError)
  expect(isBreakwaterError(error)).toBe(true)
  expect(isContractError(error, 'CapacityExceeded') && error.args.available).toBe(5n)
  expect(isBreakwaterError(error, 'UserRejectedError')).toBe(false)
  // It passes through this copy as it is.
  expect(toBreakwaterError(error)).toBe(error)
  for (const none of [undefined, null, 'text', new Error('x'), { name: 'CapacityExceeded', hint: 'x' }])
    expect(isBreakwaterError(none)).toBe(false)
})

import { once } from 'node:events'
import { createServer } from 'node:http'
import {
  type Abi,
  BaseError,
  createWalletClient,
  custom,
  encodeErrorResult,
  http,
  numberToHex,
  stringToHex,
  UserRejectedRequestError,
} from 'viem'
import { foundry } from 'viem/chains'
import { expect, test } from 'vitest'
import { errorsAbi } from '../../src/abis.js'
import {
  BreakwaterContractError,
  BreakwaterError,
  ContractNotFoundError,
  decodeContractError,
  isContractError,
  NetworkError,
  TransactionRevertedError,
  toBreakwaterError,
  UserRejectedError,
  WrongNetworkError,
} from '../../src/errors/index.js'
import { breakwaterActions, deposit, getPool, getTerms, setOperator } from '../../src/index.js'
import { chain, deployment, people, scene, useScene } from '../fixture.js'

useScene()

const SAMPLES: Record<string, unknown> = {
  address: '0x000000000000000000000000000000000000bEEF',
  bytes32: stringToHex('why', { size: 32 }),
  uint8: 18,
}
const sample = (type: string) => SAMPLES[type] ?? 1_800_000_000n

test.each(errorsAbi.map((error) => [error.name, error] as const))(
  '%s has a sentence and a hint',
  (name, error) => {
    const args = error.inputs.map(({ type }) => sample(type))
    const data = encodeErrorResult({ abi: [error] as Abi, errorName: name, args })
    const decoded = decodeContractError(data)
    expect(decoded).toBeInstanceOf(BreakwaterContractError)
    expect(decoded?.name).toBe(name)
    expect(decoded?.data).toBe(data)
    expect(Object.keys(decoded?.args ?? {})).toEqual(error.inputs.map((input) => input.name))
    for (const text of [decoded?.message, decoded?.hint]) {
      expect(text).toMatch(/^[A-Z].{10,}[^.]\.$/)
      expect(text).not.toMatch(/undefined|null|NaN|\[object/)
    }
  },
)

test('times among the arguments are numbers, short texts are strings', () => {
  const cooldown = encodeErrorResult({ abi: errorsAbi, errorName: 'CooldownNotOver', args: [1_800_000_000n] })
  const error = decodeContractError(cooldown)
  expect(error).toMatchObject({ args: { readyAt: 1_800_000_000 } })
  expect(error?.message).toContain('2027-01-15T08:00:00Z')
  const reason = stringToHex('superseded', { size: 32 })
  const unsold = encodeErrorResult({ abi: errorsAbi, errorName: 'TermsNotForSale', args: [reason] })
  expect(decodeContractError(unsold)).toMatchObject({ args: { reason: 'superseded' } })
})

test('what is no known error is not made up', () => {
  expect(decodeContractError('0x12345678')).toBeUndefined()
  expect(decodeContractError('0x')).toBeUndefined()
  const text = encodeErrorResult({
    abi: [{ type: 'error', name: 'Error', inputs: [{ name: 'message', type: 'string' }] }],
    args: ['no'],
  })
  expect(decodeContractError(text)).toBeUndefined()
  const strange = new TypeError('something else')
  expect(toBreakwaterError(strange)).toBe(strange)
})

test('isContractError tells names apart', () => {
  const data = encodeErrorResult({ abi: errorsAbi, errorName: 'CapacityExceeded', args: [5n] })
  const error: unknown = decodeContractError(data)
  expect(isContractError(error)).toBe(true)
  expect(isContractError(error, 'PremiumAboveMax')).toBe(false)
  expect(isContractError(new Error('CapacityExceeded'), 'CapacityExceeded')).toBe(false)
  if (!isContractError(error, 'CapacityExceeded')) throw new Error('not recognised')
  expect(error.args.available).toBe(5n)
})

test('reads are decoded too', async () => {
  const unknown = await getTerms(people.alice, { termsId: 99n, deployment }).catch((error) => error)
  expect(unknown).toBeInstanceOf(BreakwaterError)
  expect(unknown.name).toBe('UnknownTerms')
  expect(unknown.cause).toBeInstanceOf(BaseError)
})

test('an address without the contract is told apart', async () => {
  for (const wrong of [people.bob.account.address, scene.asset]) {
    await expect(getPool(people.alice, { pool: wrong, deployment })).rejects.toBeInstanceOf(BreakwaterError)
  }
  const nowhere = getPool(people.alice, { pool: people.bob.account.address, deployment })
  await expect(nowhere).rejects.toBeInstanceOf(ContractNotFoundError)
  const terms = getTerms(people.alice, {
    termsId: 1n,
    deployment: { ...deployment, registry: people.bob.account.address },
  })
  await expect(terms).rejects.toBeInstanceOf(ContractNotFoundError)
  const sent = deposit(people.alice, { pool: people.bob.account.address, assets: 1n })
  await expect(sent).rejects.toBeInstanceOf(ContractNotFoundError)
})

test('a node that cannot be reached is a network error', async () => {
  const options = { account: people.alice.account, chain: foundry } as const
  const transport = http('http://127.0.0.1:1', { retryCount: 0 })
  const offline = createWalletClient({ ...options, transport })
  const { pool } = scene
  const writing = deposit(offline, { pool, assets: 1n })
  await expect(writing).rejects.toBeInstanceOf(NetworkError)
  await expect(getTerms(offline, { termsId: 1n, deployment })).rejects.toBeInstanceOf(NetworkError)
  // One that takes the question and never answers.
  const silent = createServer(() => {}).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = silent.address() as { port: number }
  const slow = createWalletClient({
    ...options,
    transport: http(`http://127.0.0.1:${port}`, { retryCount: 0, timeout: 50 }),
  })
  const reading = getPool(slow, { pool, deployment })
  await expect(reading).rejects.toBeInstanceOf(NetworkError)
  silent.closeAllConnections()
  silent.close()
})

/** A browser's wallet over the real chain, which answers some methods itself. */
function wallet(answers: Record<string, () => unknown>) {
  const provider = {
    async request({ method, params }: { method: string; params?: unknown }) {
      if (answers[method]) return answers[method]()
      return chain.request({ method, params } as never)
    },
  }
  const [account] = [people.alice.account.address]
  return createWalletClient({ account, chain: foundry, transport: custom(provider) }).extend(
    breakwaterActions({ deployment }),
  )
}

test('a rejection in the wallet is told apart', async () => {
  const rejecting = wallet({
    eth_sendTransaction() {
      throw new UserRejectedRequestError(new Error('User denied transaction signature.'))
    },
  })
  const asking = rejecting.breakwater.setOperator({
    pool: scene.pool,
    operator: people.bob.account.address,
    approved: true,
  })
  await expect(asking).rejects.toBeInstanceOf(UserRejectedError)
})

test('a wallet on another chain is told apart', async () => {
  const elsewhere = wallet({ eth_chainId: () => numberToHex(1) })
  const parameters = { pool: scene.pool, operator: people.bob.account.address, approved: true }
  await expect(setOperator(elsewhere, parameters)).rejects.toBeInstanceOf(WrongNetworkError)
})

test('a revert with a text is no custom error', () => {
  const revert = Object.assign(new Error('x'), {
    name: 'ContractFunctionRevertedError',
    raw: encodeErrorResult({
      abi: [{ type: 'error', name: 'Error', inputs: [{ name: 'message', type: 'string' }] }],
      args: ['paused'],
    }),
    reason: 'paused',
  })
  const error = toBreakwaterError(new Error('outer', { cause: revert }))
  expect(error).toBeInstanceOf(TransactionRevertedError)
  expect((error as Error).message).toBe('The contract reverted: paused.')
})

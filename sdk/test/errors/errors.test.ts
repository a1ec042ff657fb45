import { once } from 'node:events'
import { createServer } from 'node:http'
import { inspect } from 'node:util'
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
import { coverPoolAbi, errorsAbi } from '../../src/abis.js'
import {
  BreakwaterContractError,
  BreakwaterError,
  ContractNotFoundError,
  decodeContractError,
  InvalidParameterError,
  isBreakwaterError,
  isContractError,
  NetworkError,
  TransactionRevertedError,
  toBreakwaterError,
  UserRejectedError,
  WrongNetworkError,
} from '../../src/errors/index.js'
import { breakwaterActions, deposit, getPool, getTerms, setOperator } from '../../src/index.js'
import { attemptEach, probeTogether, tryTogether } from '../../src/internal/read.js'
import { QuoteError } from '../../src/math/index.js'
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
  return createWalletClient({
    account,
    chain: foundry,
    transport: custom(provider, { retryCount: 0 }),
  }).extend(breakwaterActions({ deployment }))
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

const CAPACITY = encodeErrorResult({ abi: errorsAbi, errorName: 'CapacityExceeded', args: [5n] })

test.each([
  ['data', { code: 3, message: 'execution reverted', data: CAPACITY }],
  ['data.data', { code: -32603, message: 'Internal JSON-RPC error.', data: { code: 3, data: CAPACITY } }],
  ['data.originalError.data', { code: -32603, message: 'x', data: { originalError: { data: CAPACITY } } }],
  ['cause.cause.data', { code: -32000, message: 'x', cause: { cause: { data: CAPACITY } } }],
  ['error.error.data', { code: 'CALL_EXCEPTION', message: 'x', error: { error: { data: CAPACITY } } }],
  ['info.error.data', { code: 'CALL_EXCEPTION', message: 'x', info: { error: { data: CAPACITY } } }],
  ['result', { code: -32015, message: 'VM execution error.', data: { result: CAPACITY } }],
  ['a text', { code: -32015, message: 'VM execution error.', data: `Reverted ${CAPACITY}` }],
  ['a frozen object', Object.freeze({ code: 3, message: 'x', data: CAPACITY })],
])('revert data is found in %s', (_, thrown) => {
  const error = toBreakwaterError(thrown)
  expect(error).toMatchObject({ name: 'CapacityExceeded', args: { available: 5n } })
  expect(toBreakwaterError(new Error('outer', { cause: thrown }))).toMatchObject({ name: 'CapacityExceeded' })
})

test('what was asked is not taken for what was answered', () => {
  const body = { method: 'eth_call', params: [{ data: CAPACITY }] }
  const thrown = Object.assign(new Error('x'), { code: -32603, body, params: [{ data: CAPACITY }] })
  expect(toBreakwaterError(thrown)).toMatchObject({ name: 'NodeError', reason: 'failed' })
})

test('an unknown selector keeps its data', () => {
  const error = toBreakwaterError({ code: 3, message: 'execution reverted', data: '0xdeadbeef00' })
  expect(error).toMatchObject({ name: 'TransactionRevertedError', data: '0xdeadbeef00' })
  expect((error as Error).message).toContain('0xdeadbeef')
})

test('data that no error has does not break the decoder', () => {
  // A time beyond every calendar, and an error that ends too early.
  const late = encodeErrorResult({ abi: errorsAbi, errorName: 'CooldownNotOver', args: [2n ** 255n] })
  expect(decodeContractError(late)?.message).toContain('second')
  expect(toBreakwaterError({ code: 3, data: CAPACITY.slice(0, -2) })).toMatchObject({
    ...{ name: 'TransactionRevertedError', data: CAPACITY.slice(0, -2) },
  })
})

test.each([
  [-32603, 'Internal error', 'failed'],
  [-32000, 'header not found', 'failed'],
  [-32000, 'missing trie node 35e9 (path )', 'failed'],
  [-32005, 'query returned more than 10000 results', 'limited'],
  [-32016, 'over rate limit', 'limited'],
  [429, 'Too Many Requests', 'limited'],
  [-32601, 'the method eth_call does not exist', 'unsupported'],
  [-32002, 'Request already pending. Please wait.', 'busy'],
  [4100, 'The account has not been authorized by the user.', 'unauthorized'],
  [-32000, 'insufficient funds for gas * price + value: balance 0', 'funds'],
  [-32000, 'nonce too low', 'nonce'],
] as const)('a node’s %i "%s" is no revert', async (code, message, reason) => {
  const node = wallet({
    eth_call() {
      throw Object.assign(new Error(message), { code })
    },
  })
  const settling = {
    ...{ abi: coverPoolAbi, address: scene.pool, functionName: 'settleRedeemRequests' },
    args: [people.alice.account.address],
  }
  const calls = [
    getPool(node, { pool: scene.pool, deployment }),
    node.breakwater.deposit({ pool: scene.pool, assets: 1n }),
    // Those try several things, and must not take it for "not possible".
    attemptEach(node, [settling], {}),
    tryTogether(node, [settling], {}),
    probeTogether(node, [settling, settling], {}),
  ]
  for (const result of await Promise.allSettled(calls)) {
    expect(result).toMatchObject({ status: 'rejected', reason: { name: 'NodeError', reason, code } })
  }
})

test('no message tells the address of a node', async () => {
  const secret = 'http://127.0.0.1:1/v3/secret'
  const offline = createWalletClient({
    ...{ account: people.alice.account, chain: foundry, transport: http(secret, { retryCount: 0 }) },
  })
  const error = await getPool(offline, { pool: scene.pool, deployment }).catch((caught) => caught)
  expect(error).toBeInstanceOf(NetworkError)
  expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(/secret/)
  const told = toBreakwaterError({ code: -32603, message: `upstream ${secret} failed` }) as Error
  expect(told.message).toBe('The request failed: upstream <url> failed.')
})

test('errors survive JSON, and are known again after it', () => {
  const error = decodeContractError(CAPACITY)
  const told = JSON.parse(JSON.stringify(error))
  expect(told).toEqual({
    ...{ name: 'CapacityExceeded', message: error?.message, hint: error?.hint, origin: '@breakwater/sdk' },
    ...{ args: { available: '5' }, data: CAPACITY },
  })
  expect(isBreakwaterError(told, 'CapacityExceeded')).toBe(true)
  expect(isContractError(told, 'CapacityExceeded')).toBe(true)
  const self: { self?: unknown } = {}
  self.self = self
  expect(JSON.parse(JSON.stringify(new InvalidParameterError('amount', self, 'is odd')))).toMatchObject({
    ...{ name: 'InvalidParameterError', message: '"amount" is odd.' },
  })
  expect(JSON.stringify(new InvalidParameterError('amount', 5n, 'is odd'))).toContain('"value":"5"')
})

test('an offline refusal has the name of the contract’s, and is one of ours', () => {
  const error = new QuoteError('TermsNotForSale', 'superseded')
  expect(isBreakwaterError(error, 'TermsNotForSale')).toBe(true)
  expect(error).toMatchObject({ reason: 'superseded', hint: expect.stringMatching(/^[A-Z].+\.$/) })
  expect(error.message).toBe('The pool would refuse this: TermsNotForSale (superseded).')
  expect(JSON.parse(JSON.stringify(error))).toMatchObject({ name: 'TermsNotForSale', reason: 'superseded' })
})

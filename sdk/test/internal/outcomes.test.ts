import { type Address, createWalletClient, custom, erc20Abi, type Hex, http, keccak256 } from 'viem'
import { type LocalAccount, toAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  approveAsset,
  type BreakwaterError,
  breakwaterActions,
  isBreakwaterError,
  TransactionReplacedError,
} from '../../src/index.js'
import { balanceOf, chain, deployment, fund, people, scene, url, usdc, useScene } from '../fixture.js'
import { about, does, fails, NO_HASH, type ProxyNode, startProxy } from '../hostile/proxy.js'

const { alice, bob } = people
const account = alice.account as LocalAccount
let node: ProxyNode

useScene()
beforeAll(async () => {
  node = await startProxy(url)
})
afterAll(() => node.stop())
beforeEach(() => node.tell())

/** A wallet of Alice's behind the node; with a key, or with a node that has it. */
function wallet(of: LocalAccount | Address = account) {
  const transport = http(node.url, { retryCount: 0, timeout: 2000 })
  return createWalletClient({ account: of, chain: foundry, transport, pollingInterval: 20 }).extend(
    breakwaterActions({ deployment }),
  )
}

/** The approval of an amount for the pool. */
const approval = (amount: bigint) => ({ asset: scene.asset, pool: scene.pool, amount })

const allowance = (): Promise<bigint> =>
  chain.readContract({
    ...{ address: scene.asset, abi: erc20Abi, functionName: 'allowance' },
    args: [account.address, scene.pool],
  })

const failureOf = (call: Promise<unknown>): Promise<BreakwaterError> =>
  call.then(
    () => {
      throw new Error('It did not fail.')
    },
    (error) => {
      if (!isBreakwaterError(error)) throw error
      return error
    },
  )

/** Hash of the raw transaction that the node got. */
function sentHash(): Hex {
  const raw = node.asked.find(({ method }) => method === 'eth_sendRawTransaction')?.params[0]
  return keccak256(raw as Hex)
}

async function onPausedChain(action: () => Promise<void>) {
  await chain.setAutomine(false)
  try {
    await action()
  } finally {
    await chain.request({ method: 'anvil_dropAllTransactions' } as never)
    await chain.setAutomine(true)
  }
}

test('what is done says so, with its hash', async () => {
  const result = await wallet().breakwater.approveAssetSync(approval(5n))
  expect(result).toMatchObject({ outcome: 'done', hash: sentHash(), value: 5n })
  expect(result.receipt.transactionHash).toBe(result.hash)
})

test('what is refused before sending was not sent', async () => {
  const { breakwater } = wallet()
  const noAmount = breakwater.approveAssetSync(approval(1.5 as never))
  expect(await failureOf(noAmount)).toMatchObject({ name: 'InvalidParameterError', outcome: 'refused' })
  const tooMuch = { pool: scene.pool, assets: usdc('1') }
  for (const ask of [breakwater.depositSync, breakwater.deposit.simulate, breakwater.deposit.estimateGas]) {
    expect(await failureOf(ask(tooMuch))).toMatchObject({ name: 'TransferFromFailed', outcome: 'refused' })
  }
  node.tell(about('eth_call', fails(-32000, 'header not found')))
  expect(await failureOf(breakwater.depositSync(tooMuch))).toMatchObject({
    ...{ name: 'NodeError', reason: 'failed', outcome: 'refused', code: -32000 },
    message: 'The request failed: header not found.',
  })
  expect(node.asked.filter(({ method }) => method.startsWith('eth_send'))).toEqual([])
})

test('the wallet’s user may say no', async () => {
  node.tell(about('eth_sendTransaction', fails(4001, 'User denied transaction signature.')))
  const call = wallet(account.address).breakwater.approveAssetSync(approval(5n))
  const error = await failureOf(call)
  expect(error).toMatchObject({ name: 'UserRejectedError', outcome: 'rejected' })
  expect(error.hash).toBeUndefined()
  // So may the user of a device that signs.
  const device = toAccount({
    ...account,
    signTransaction: () => Promise.reject(Object.assign(new Error('no'), { code: 4001 })),
  })
  const signing = wallet(device as LocalAccount).breakwater.approveAssetSync(approval(5n))
  expect(await failureOf(signing)).toMatchObject({ name: 'UserRejectedError', outcome: 'rejected' })
})

test('an account that cannot sign sends nothing', async () => {
  const broken = toAccount({ ...account, signTransaction: () => Promise.reject(new Error('locked')) })
  const call = wallet(broken as LocalAccount).breakwater.approveAssetSync(approval(5n))
  expect(await failureOf(call)).toMatchObject({ name: 'SigningError', outcome: 'refused' })
  expect(node.asked.map(({ method }) => method)).not.toContain('eth_sendRawTransaction')
})

test.each([
  ['says nothing', 'silence'],
  ['hangs up', 'hangUp'],
  ['says half of it', 'half'],
  ['fails', { error: { code: -32603, message: 'Internal error' } }],
  ['is overrun', { body: 'Too many requests', status: 429 }],
  ['says that it knows it', { error: { code: -32000, message: 'already known' } }],
  ['says that the nonce is too low', { error: { code: -32000, message: 'nonce too low' } }],
  ['says another hash', { result: NO_HASH }],
] as const)('a node that takes a transaction and %s has it', async (_, answer) => {
  node.tell(about('eth_sendRawTransaction', does(answer)))
  const result = await wallet().breakwater.approveAssetSync(approval(5n))
  expect(result).toMatchObject({ outcome: 'done', hash: sentHash() })
  expect(await allowance()).toBe(5n)
})

test('what nobody confirms may have been sent, and its hash is known', async () => {
  const took = does('silence')
  node.tell((asked, ask) =>
    asked.method === 'eth_sendRawTransaction'
      ? took(asked, ask)
      : asked.method === 'eth_getTransactionByHash'
        ? { result: null }
        : undefined,
  )
  const error = await failureOf(wallet().breakwater.approveAssetSync(approval(5n)))
  expect(error).toMatchObject({ name: 'NetworkError', outcome: 'maybeSent', hash: sentHash() })
  expect(error.hint).toContain(sentHash())
  expect(`${error.message} ${error.hint}`).not.toMatch(/again/)
  expect(await allowance()).toBe(5n)
})

test('a nonce that is used may be used by the transaction itself', async () => {
  const took = does({ error: { code: -32000, message: 'nonce too low: next nonce 5, tx nonce 3' } })
  node.tell((asked, ask) =>
    asked.method === 'eth_sendRawTransaction'
      ? took(asked, ask)
      : asked.method === 'eth_getTransactionByHash'
        ? { result: null }
        : undefined,
  )
  const error = await failureOf(wallet().breakwater.approveAssetSync(approval(5n)))
  expect(error).toMatchObject({ name: 'NodeError', reason: 'nonce', outcome: 'maybeSent', hash: sentHash() })
  expect(await allowance()).toBe(5n)
})

test('a wallet that does not answer may have sent it', async () => {
  node.tell(about('eth_sendTransaction', does('silence')))
  const error = await failureOf(wallet(account.address).breakwater.approveAssetSync(approval(5n)))
  expect(error).toMatchObject({ name: 'NetworkError', outcome: 'maybeSent' })
  expect(error.hint).not.toMatch(/again/)
  expect(await allowance()).toBe(5n)
  // An answer that is no hash is none.
  node.tell(about('eth_sendTransaction', does({ result: null })))
  const odd = await failureOf(wallet(account.address).breakwater.approveAsset(approval(6n)))
  expect(odd).toMatchObject({ name: 'NodeError', reason: 'answer', outcome: 'maybeSent' })
})

test.each([
  [-32000, 'insufficient funds for gas * price + value', 'funds'],
  [-32000, 'transaction underpriced', 'fee'],
  [-32601, 'the method eth_sendRawTransaction does not exist', 'unsupported'],
] as const)('a node that refuses with %i %s has sent nothing', async (code, message, reason) => {
  node.tell(about('eth_sendRawTransaction', fails(code, message)))
  const error = await failureOf(wallet().breakwater.approveAssetSync(approval(5n)))
  expect(error).toMatchObject({ name: 'NodeError', reason, code, outcome: 'refused' })
  expect(await allowance()).toBe(0n)
})

test.each([
  [-32002, 'Request already pending', 'busy'],
  [4100, 'The requested account has not been authorized', 'unauthorized'],
  [4200, 'not supported', 'unsupported'],
] as const)('a wallet that refuses with %i has sent nothing', async (code, message, reason) => {
  node.tell(about(['eth_sendTransaction', 'wallet_sendTransaction'], fails(code, message)))
  const error = await failureOf(wallet(account.address).breakwater.approveAsset(approval(5n)))
  expect(error).toMatchObject({ name: 'NodeError', reason, outcome: 'refused' })
})

test('what is not mined in time is pending', async () => {
  await onPausedChain(async () => {
    const error = await failureOf(wallet().breakwater.approveAssetSync({ ...approval(5n), timeout: 300 }))
    expect(error).toMatchObject({ name: 'TransactionTimeoutError', outcome: 'pending', hash: sentHash() })
  })
})

/** Sends an approval of 777, and another transaction with its nonce once the wallet has seen it waiting. */
async function replaceBy(to: Address, data: Hex | undefined): Promise<unknown> {
  const call = wallet()
    .breakwater.approveAssetSync({ ...approval(777n), timeout: 5000 })
    .catch((error) => error)
  const isSeen = () => node.asked.some(({ method }) => method === 'eth_getTransactionByHash')
  while (!isSeen()) await new Promise((done) => setTimeout(done, 10))
  await new Promise((done) => setTimeout(done, 50))
  const nonce = await chain.getTransactionCount({ address: account.address })
  await wallet().sendTransaction({
    account,
    to,
    data,
    nonce,
    gas: 100_000n,
    maxFeePerGas: 10n ** 12n,
    maxPriorityFeePerGas: 10n ** 11n,
  })
  await chain.mine({ blocks: 1 })
  return call
}

test('the same call with other fees is as good as done', async () => {
  await onPausedChain(async () => {
    const { to, data } = approveAsset.call(wallet(), approval(777n))
    const result = await replaceBy(to, data)
    expect(result).toMatchObject({ outcome: 'repriced', value: 777n })
    expect((result as { hash: Hex }).hash).not.toBe(sentHash())
    expect(await allowance()).toBe(777n)
  })
})

test('another amount in its place is not what was asked for', async () => {
  await onPausedChain(async () => {
    const { to, data } = approveAsset.call(wallet(), approval(5n))
    const error = await replaceBy(to, data)
    expect(error).toBeInstanceOf(TransactionReplacedError)
    expect(error).toMatchObject({ outcome: 'replaced', hash: sentHash() })
    const { receipt, hash } = error as TransactionReplacedError
    expect(receipt.transactionHash).not.toBe(hash)
    expect(await allowance()).toBe(5n)
  })
})

test('a cancelled transaction is no success', async () => {
  await onPausedChain(async () => {
    expect(await replaceBy(account.address, undefined)).toMatchObject({
      outcome: 'cancelled',
      hash: sentHash(),
    })
    expect(await allowance()).toBe(0n)
  })
})

test('what fails in its block tells why, and what it cost', async () => {
  const { breakwater } = wallet()
  const call = { pool: scene.pool, assets: 5n, gas: 200_000n, skipSimulation: true }
  const error = await failureOf(breakwater.depositSync(call))
  expect(error).toMatchObject({ name: 'TransferFromFailed', outcome: 'reverted', hash: sentHash() })
  expect(error).toHaveProperty('receipt.gasUsed', expect.any(BigInt))
  // A node that does not tell why has not kept the transaction from failing.
  node.tell(about('eth_call', fails(-32000, 'missing trie node')))
  const unexplained = await failureOf(breakwater.depositSync(call))
  expect(unexplained).toMatchObject({
    name: 'TransactionRevertedError',
    outcome: 'reverted',
    hash: sentHash(),
  })
  expect(unexplained.message).toBe('The contract reverted without a reason.')
})

test('a given gas does not keep the call from being simulated', async () => {
  const call = wallet().breakwater.depositSync({ pool: scene.pool, assets: 5n, gas: 200_000n })
  expect(await failureOf(call)).toMatchObject({ name: 'TransferFromFailed', outcome: 'refused' })
  expect(node.asked.map(({ method }) => method)).not.toContain('eth_sendRawTransaction')
})

test('a receipt of something else is not taken for its own', async () => {
  const other = await bob.breakwater.approveAssetSync(approval(9n))
  const { result } = (await (
    await fetch(url, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({
        id: 1,
        jsonrpc: '2.0',
        method: 'eth_getTransactionReceipt',
        params: [other.hash],
      }),
    })
  ).json()) as { result: object }
  node.tell(about('eth_getTransactionReceipt', () => ({ result })))
  const error = await failureOf(wallet().breakwater.approveAssetSync(approval(5n)))
  expect(error).toMatchObject({ name: 'NodeError', outcome: 'pending', hash: sentHash() })
})

test('a receipt whose event is missing tells that it was mined', async () => {
  node.tell(
    about('eth_getTransactionReceipt', async (_, ask) => {
      const answer = (await ask()) as { result: { logs: unknown[] } | null }
      return { result: answer.result && { ...answer.result, logs: [] } }
    }),
  )
  const error = await failureOf(wallet().breakwater.approveAssetSync(approval(5n)))
  expect(error).toMatchObject({ name: 'EventNotFoundError', outcome: 'done', hash: sentHash() })
})

test('a forged event of another contract is not the action’s', async () => {
  const { asset, pool } = scene
  await fund(bob, asset, pool, usdc('3'))
  const { receipt, shares } = await bob.breakwater.depositSync({ pool, assets: usdc('3') })
  const own = bob.breakwater.deposit.extractEvent(receipt)
  const forged = { ...own, address: asset, logIndex: 0 }
  const logs = [forged, ...receipt.logs]
  const { extractEvent, extractEvents } = bob.breakwater.deposit
  expect(extractEvent({ ...receipt, logs })).toMatchObject({ address: own.address, args: { shares } })
  expect(extractEvents({ ...receipt, logs })).toHaveLength(1)
  expect(extractEvents([...logs, own], { address: pool })).toHaveLength(2)
  expect(extractEvents(receipt, { address: asset })).toEqual([])
  expect(() => extractEvent(logs)).toThrow(/"address" is missing/)
  expect(await balanceOf(pool, bob.account.address)).toBe(shares)
})

test('a wallet that throws what nobody knows may have sent it', async () => {
  const provider = {
    request: ({ method, params }: { method: string; params?: unknown }) => {
      if (method === 'eth_sendTransaction') throw new Error('It blew up.')
      return chain.request({ method, params } as never)
    },
  }
  const odd = createWalletClient({ account: account.address, chain: foundry, transport: custom(provider) })
  const error = await failureOf(approveAsset(odd, { ...approval(5n), deployment }))
  expect(error).toMatchObject({ name: 'NodeError', reason: 'failed', outcome: 'maybeSent' })
  expect(error.message).toBe('The request failed: It blew up.')
})

import {
  type Address,
  createPublicClient,
  createWalletClient,
  custom,
  type Hash,
  http,
  type LocalAccount,
  parseGwei,
  zeroAddress,
} from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  type DeploymentProgress,
  deployBreakwater,
  planDeployment,
  predictDeployment,
  verifyDeployment,
} from '../../src/deploy/index.js'
import type { Deployment } from '../../src/index.js'
import { type LocalChain, receiptActions, startChain } from '../../src/testing/chain.js'
import { accountOf } from '../../src/testing/personas.js'
import { refused } from '../fixture.js'
import { runDeployScript } from './script.js'

const deployer = accountOf('auditor')
const owner = accountOf('lister').address
const DEPLOYER = '0x4e59b44847b379578588920cA78FbF26c0B4956C'
const SIGNER = '0x3fAB184622Dc19b6109349B94811493BF2a45362'
/** Transactions of a deployment, without that of the deterministic deployer. */
const TRANSACTIONS = 17
/** The protocol's own limit of a transaction, EIP-7825, and what wallets add to an estimate, at most. */
const LIMIT = 2n ** 24n
const MARGIN = [3n, 2n] as const

let local: LocalChain
let clean: Hash

/** A wallet on this file's own chain. */
const walletOf = (account: LocalAccount = deployer) =>
  createWalletClient({ account, chain: foundry, transport: http(local.url), pollingInterval: 10 }).extend(
    receiptActions,
  )

/** The same, where something happens before a request is passed on. */
function interceptedWallet(
  before: (method: string, params: readonly unknown[]) => Promise<void>,
  account: LocalAccount | Address = deployer,
) {
  const { request } = http(local.url)({})
  const transport = custom({
    async request({ method, params }) {
      await before(method, params ?? [])
      return request({ method, params })
    },
  })
  return createWalletClient({ account, chain: foundry, transport, pollingInterval: 10 }).extend(
    receiptActions,
  ) as never as ReturnType<typeof walletOf>
}

beforeAll(async () => {
  local = await startChain()
})
afterAll(() => local.stop())
beforeEach(async () => {
  clean = await local.client.snapshot()
})
afterEach(async () => {
  await local.client.revert({ id: clean })
})

/** Deploys, stops after so many transactions if asked to, and returns what was told on the way. */
async function deployed({ stopAt = Number.POSITIVE_INFINITY, wallet = walletOf(), of = owner } = {}) {
  const told: DeploymentProgress[] = []
  const sent = () => told.filter(({ status }) => status === 'sent')
  const record = await deployBreakwater(wallet, {
    owner: of,
    onProgress(progress) {
      told.push(progress)
      if (sent().length === stopAt) throw new Error('stopped')
    },
  })
  return { record, told, sent: sent() }
}

const blockNumber = () => local.client.getBlockNumber({ cacheTime: 0 })

/** Of a plan: names of what is missing. */
async function missing(of = owner): Promise<string[]> {
  const { steps } = await planDeployment(local.client, { owner: of })
  return steps.filter(({ isDeployed }) => !isDeployed).map(({ contractName }) => contractName)
}

test('deploys everything, each transaction below 8 million gas and as planned', async () => {
  const plan = await planDeployment(local.client, { owner })
  expect(plan.steps.filter(({ isDeployed }) => isDeployed).map(({ address }) => address)).toEqual([DEPLOYER])
  expect(plan.cost).toBe(plan.gas * (await local.client.getGasPrice()))
  const before = await blockNumber()
  const { record, told, sent } = await deployed()
  expect(sent).toHaveLength(TRANSACTIONS)
  expect(told[0]).toMatchObject({ number: 1, total: TRANSACTIONS + 1, status: 'present' })
  expect(told.at(-1)).toMatchObject({ number: TRANSACTIONS + 1, status: 'deployed' })

  let gas = 0n
  for (const { hash, step } of sent) {
    const [receipt, transaction] = await Promise.all([
      local.client.getTransactionReceipt({ hash: hash as Hash }),
      local.client.getTransaction({ hash: hash as Hash }),
    ])
    expect(transaction).toMatchObject({
      to: step.transaction?.to.toLowerCase(),
      input: step.transaction?.data,
    })
    expect(transaction.gas).toBeLessThan(8_000_000n)
    expect(step.gas).toBeGreaterThanOrEqual(receipt.gasUsed)
    expect((step.gas * MARGIN[0]) / MARGIN[1]).toBeLessThan(LIMIT)
    expect(step.gas).toBeLessThan((receipt.gasUsed * 110n) / 100n)
    expect(told.find((one) => one.status === 'deployed' && one.hash === hash)?.gasUsed).toBe(receipt.gasUsed)
    gas += receipt.gasUsed
  }
  expect(plan.gas).toBeLessThan((gas * 104n) / 100n)
  expect(record).toMatchObject({ ...plan.deployment, chainId: foundry.id, owner })
  expect(record.startBlock).toBe(Number(before) + 1)
  expect(JSON.parse(JSON.stringify(record))).toEqual(record)
  expect(await verifyDeployment(local.client, record)).toEqual([])
})

test('the Solidity script goes on where this has stopped, and comes to the same addresses', async () => {
  await expect(deployed({ stopAt: 6 })).rejects.toThrow('stopped')
  const addresses: Deployment = await runDeployScript(local.url, deployer, owner)
  expect(addresses).toEqual(predictDeployment({ owner }))
  const { record, sent } = await deployed()
  expect(sent).toEqual([])
  expect(await verifyDeployment(local.client, record)).toEqual([])
})

test('this goes on where the Solidity script was for another owner', async () => {
  const other = accountOf('manager').address
  const addresses: Deployment = await runDeployScript(local.url, deployer, other)
  const { record, told } = await deployed()
  const present = told.filter(({ status }) => status === 'present').map(({ step }) => step.contractName)
  expect(present.sort()).toEqual(
    ['DeterministicDeployer', 'ProxyCode', 'ShareLossMeter', 'PriceDepegMeter', 'BadDebtMeter'].sort(),
  )
  const { proxyCode, shareLossMeter, priceDepegMeter, badDebtMeter, ...own } = addresses
  expect(record).toMatchObject({ proxyCode, shareLossMeter, priceDepegMeter, badDebtMeter })
  const both = [...Object.values(own), ...Object.keys(own).map((name) => record[name as keyof Deployment])]
  expect(new Set(both).size).toBe(both.length)
  // Each is whole, and knows its own owner.
  expect(await verifyDeployment(local.client, record)).toEqual([])
  expect(await verifyDeployment(local.client, { ...addresses, owner: other })).toEqual([])
})

test('stopped at each transaction it goes on from there, and then sends nothing', async () => {
  const first = Number(await blockNumber()) + 1
  for (let left = TRANSACTIONS; left > 0; left--) {
    // The transaction at which it was stopped may be mined a moment later.
    await vi.waitFor(async () => expect(await missing()).toHaveLength(left))
    await expect(deployed({ stopAt: 1 })).rejects.toThrow('stopped')
  }
  await vi.waitFor(async () => expect(await missing()).toHaveLength(0))
  const before = [await blockNumber(), await local.client.getBalance({ address: deployer.address })]
  for (const index of [0, 1]) {
    const { record, told } = await deployed()
    expect(
      told.every(({ status }) => status === 'present'),
      `run ${index}`,
    ).toBe(true)
    expect(record).toMatchObject({ ...predictDeployment({ owner }), startBlock: first })
  }
  expect([await blockNumber(), await local.client.getBalance({ address: deployer.address })]).toEqual(before)
  expect(await planDeployment(local.client, { owner })).toMatchObject({ gas: 0n, cost: 0n })
})

test('stopped while a transaction is on its way', async () => {
  await local.client.setAutomine(false)
  await expect(deployed({ stopAt: 1 })).rejects.toThrow('stopped')
  const again = deployed()
  await expect.poll(() => local.client.getTxpoolStatus()).toMatchObject({ pending: 2 })
  await local.client.setAutomine(true)
  await local.client.mine({ blocks: 1 })
  expect(await verifyDeployment(local.client, (await again).record)).toEqual([])
})

test('two accounts at the same time', async () => {
  const runs = await Promise.all(
    [deployer, accountOf('underwriter')].map((account) => deployed({ wallet: walletOf(account) })),
  )
  const [one, two] = runs.map(({ record }) => record)
  expect(one).toEqual(two)
  expect(await verifyDeployment(local.client, one as never)).toEqual([])
})

test('somebody else is first', async () => {
  let others: Promise<unknown> | undefined
  const wallet = interceptedWallet(async (method) => {
    if (method !== 'eth_estimateGas') return
    others ??= deployed({ wallet: walletOf(accountOf('underwriter')) })
    await others
  })
  const { record, told, sent } = await deployed({ wallet })
  expect(others).toBeDefined()
  expect(sent).toEqual([])
  expect(told.every(({ status }) => status === 'present')).toBe(true)
  expect(record.startBlock).toBe(1)
  expect(await verifyDeployment(local.client, record)).toEqual([])
})

describe('refused', () => {
  test.each([
    ['zero', zeroAddress],
    ['misspelt', '0x70997970c51812dc3A010C7d01b50e0d17dc79C8'],
    ['short', '0x7099'],
    ['missing', undefined],
  ])('an owner that is %s', async (_, wrong) => {
    const parameters = { owner: wrong as Address }
    const error = { name: 'InvalidParameterError', parameter: 'owner' }
    const deploying = deployBreakwater(walletOf(), parameters)
    await expect(deploying).rejects.toMatchObject({ ...error, outcome: 'refused' })
    await expect(planDeployment(local.client, parameters)).rejects.toMatchObject(error)
    expect(() => predictDeployment(parameters)).toThrow(expect.objectContaining(error))
  })

  test('without an account', async () => {
    const client = createPublicClient({ chain: foundry, transport: http(local.url) })
    await expect(deployBreakwater(client, { owner } as never)).rejects.toMatchObject({
      ...{ name: 'InvalidParameterError', parameter: 'account', outcome: 'refused' },
    })
  })

  test('an account without money, before anything is sent', async () => {
    const account = privateKeyToAccount(generatePrivateKey())
    const { cost } = await planDeployment(local.client, { owner })
    const before = await blockNumber()
    for (const value of [0n, cost - 1n]) {
      await local.client.setBalance({ address: account.address, value })
      await expect(deployed({ wallet: walletOf(account) })).rejects.toMatchObject({
        ...{ name: 'DeploymentFundsError', account: account.address, balance: value, needed: cost },
        outcome: 'refused',
      })
    }
    expect(await blockNumber()).toBe(before)
  })

  test('an account whose money ends on the way', async () => {
    const { address } = deployer
    let sent = 0
    const wallet = interceptedWallet(async (method) => {
      if (method === 'eth_sendRawTransaction' && ++sent === 4)
        await local.client.setBalance({ address, value: 1n })
    })
    await expect(deployed({ wallet })).rejects.toMatchObject({
      ...{ name: 'DeploymentFundsError', outcome: 'refused', earlier: { length: 3 } },
    })
    expect(await missing()).toHaveLength(TRANSACTIONS - 3)
    await local.client.setBalance({ address, value: 10n ** 20n })
    expect(await verifyDeployment(local.client, (await deployed()).record)).toEqual([])
  })

  test('by a chain with small blocks', async () => {
    const { gasLimit } = await local.client.getBlock()
    await local.client.setBlockGasLimit({ gasLimit: 6_000_000n })
    await local.client.mine({ blocks: 1 })
    await expect(deployed()).rejects.toMatchObject({
      ...{ name: 'DeploymentFailedError', contractName: 'CoverPoolFactory', hash: undefined },
      ...{ outcome: 'refused', earlier: { length: 3 } },
    })
    await local.client.setBlockGasLimit({ gasLimit })
    await local.client.mine({ blocks: 1 })
    expect((await deployed()).sent).toHaveLength(TRANSACTIONS - 3)
  })
})

describe('told what became of the transaction', () => {
  test('that a node took, or not, without an answer', async () => {
    let sent = 0
    const wallet = interceptedWallet(async (method) => {
      if (method === 'eth_sendRawTransaction' && ++sent === 3) throw new Error('rate limit')
    })
    await expect(deployed({ wallet })).rejects.toMatchObject({
      ...{ name: 'NodeError', outcome: 'maybeSent', hash: expect.any(String), earlier: { length: 2 } },
    })
    expect(await missing()).toHaveLength(TRANSACTIONS - 2)
  })

  test('that a wallet was not asked for yet', async () => {
    const wallet = interceptedWallet(async (method) => {
      if (method === 'eth_estimateGas') throw new Error('rate limit')
    }, deployer.address)
    await expect(deployed({ wallet })).rejects.toMatchObject({ name: 'NodeError', outcome: 'refused' })
  })

  test('that the user refused', async () => {
    const wallet = interceptedWallet(async (method) => {
      if (method !== 'eth_estimateGas') return
      throw Object.assign(new Error('User rejected the request.'), { code: 4001 })
    })
    await expect(deployed({ wallet })).rejects.toMatchObject({
      name: 'UserRejectedError',
      outcome: 'rejected',
    })
  })

  test('that nobody could look for', async () => {
    const wallet = interceptedWallet(async (method) => {
      if (method === 'eth_getTransactionReceipt') throw new Error('rate limit')
    })
    await expect(deployed({ wallet })).rejects.toMatchObject({
      ...{ name: 'NodeError', outcome: 'pending', hash: expect.any(String) },
    })
    expect(await missing()).toHaveLength(TRANSACTIONS - 1)
  })

  test('that was mined and failed', async () => {
    let hash: Hash | undefined
    const wallet = interceptedWallet(async (method) => {
      // With the deployer gone in between, its code does nothing; the transaction is mined, and nothing is there.
      if (method === 'eth_sendRawTransaction' && !hash) {
        hash = '0x'
        await local.client.setCode({ address: DEPLOYER, bytecode: '0x5f5ffd' })
      }
    })
    await expect(deployed({ wallet })).rejects.toMatchObject({
      ...{ name: 'DeploymentFailedError', outcome: 'reverted', hash: expect.any(String) },
      receipt: { status: 'reverted' },
    })
  })
})

describe('a chain without the deterministic deployer', () => {
  beforeEach(() => local.client.setCode({ address: DEPLOYER, bytecode: '0x' }))

  test('gets it', async () => {
    expect((await missing())[0]).toBe('DeterministicDeployer')
    const plan = await planDeployment(local.client, { owner })
    expect(plan.cost).toBe((plan.gas - 100_000n) * (await local.client.getGasPrice()) + 10n ** 16n)
    const { record, told } = await deployed()
    expect(told[0]).toMatchObject({ status: 'deployed', step: { address: DEPLOYER } })
    expect(record).toMatchObject(predictDeployment({ owner }))
    expect(await local.client.getTransactionCount({ address: SIGNER })).toBe(1)
    expect(await verifyDeployment(local.client, record)).toEqual([])
  })

  /** How many transactions were sent for nothing. */
  const isRefused = async (wallet = walletOf()) => {
    const { address } = deployer
    const before = await local.client.getTransactionCount({ address })
    await refused(deployed({ wallet }), 'DeployerMissingError')
    return (await local.client.getTransactionCount({ address })) - before
  }

  test('and never can have it', async () => {
    await local.client.setNonce({ address: SIGNER, nonce: 1 })
    expect(await isRefused()).toBe(0)
    await refused(planDeployment(local.client, { owner }), 'DeployerMissingError')
  })

  test('but other code in its place', async () => {
    await local.client.setCode({ address: DEPLOYER, bytecode: '0x00' })
    expect(await isRefused()).toBe(0)
  })

  test('that takes no transaction without its id', async () => {
    const wallet = interceptedWallet(async (method, [raw]) => {
      if (method === 'eth_sendRawTransaction' && !(raw as string).startsWith('0x02'))
        throw new Error('only replay-protected transactions allowed')
    })
    expect(await isRefused(wallet)).toBe(1)
    // What was sent to the signer waits there.
    expect((await planDeployment(local.client, { owner })).cost).toBeLessThan(10n ** 18n)
    expect((await deployed()).sent).toHaveLength(TRANSACTIONS)
  })

  test('where gas is dearer than its transaction pays', async () => {
    await local.client.setNextBlockBaseFeePerGas({ baseFeePerGas: parseGwei('1000') })
    await local.client.mine({ blocks: 1 })
    expect(await isRefused()).toBe(1)
  })
})

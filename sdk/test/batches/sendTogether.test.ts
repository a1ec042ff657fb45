import { type Address, erc20Abi, type Hex, maxUint256, zeroAddress } from 'viem'
import { beforeEach, describe, expect, test } from 'vitest'
import { buyCover, deposit, getClaimsVaultAddress, openCase, permit2Address } from '../../src/index.js'
import { type Answers, batchAnswers, connect, createSafe, safeAnswers } from '../accounts.js'
import { caseOf, court, pool as courtPool, insureAll, report, useCourt } from '../courtroom.js'
import {
  balanceOf,
  chain,
  DAY,
  deploy,
  deployment,
  fillPool,
  mint,
  now,
  people,
  scene,
  usdc,
  useScene,
} from '../fixture.js'

const { alice, bob, carol, dave, keeper } = people
const buyer = carol.account.address
const owners = [bob, dave]

useScene()

let safe: Address
let order: Parameters<typeof carol.breakwater.buyCover.call>[0]
let approval: { asset: Address; pool: Address; amount: bigint }

beforeEach(async () => {
  await fillPool()
  const { pool, termsId, asset } = scene
  safe = await createSafe(owners)
  for (const account of [safe, buyer]) await mint(asset, account, usdc('100000'))
  const deadline = (await now()) + 3600
  const maxPremium = usdc('5000')
  order = {
    pool,
    termsId,
    amount: usdc('50000'),
    duration: 90 * DAY,
    maxPremium,
    deadline,
    maxStart: deadline + 30 * DAY,
  }
  approval = { asset, pool, amount: maxPremium }
})

/** A wallet that batches, with other answers than its own where a test wants that; and what it was asked. */
function wallet(answers: Answers = {}) {
  const asked: string[] = []
  const all: Answers = { ...safeAnswers(safe, owners), ...batchAnswers(safe, owners), ...answers }
  const counted = Object.entries(all).map(([method, answer]): [string, Answers[string]] => [
    method,
    (params) => {
      asked.push(method)
      return answer(params)
    },
  ])
  return { asked, ...connect(safe, Object.fromEntries(counted)) }
}

const answersWith =
  (code: number, message = 'No.') =>
  () => {
    throw Object.assign(new Error(message), { code })
  }

const allowance = (owner: Address, spender = scene.pool) =>
  chain.readContract({
    address: scene.asset,
    abi: erc20Abi,
    functionName: 'allowance',
    args: [owner, spender],
  })

const sendsOf = (asked: readonly string[]) =>
  asked.filter((method) => /^(wallet_sendCalls|eth_sendTransaction)$/.test(method))

describe('a wallet that batches', () => {
  test('approves and buys in one transaction', async () => {
    const { asked, breakwater } = wallet()
    const calls = [breakwater.buyCover.call(order)]
    const sent = await breakwater.sendTogether({ approvals: [approval], calls })
    expect(sent).toMatchObject({ outcome: 'done', isAtomic: true, hashes: [expect.any(String)] })
    const { args } = buyCover.extractEvent(sent.logs, { address: scene.pool })
    expect(args.owner).toBe(safe)
    expect(await allowance(safe)).toBe(approval.amount - args.purchase.premium)
    expect(sendsOf(asked)).toEqual(['wallet_sendCalls'])
  })

  test('is asked for one transaction where the allowance is there', async () => {
    const { asked, breakwater } = wallet()
    await breakwater.approveAssetSync(approval)
    asked.length = 0
    const calls = [breakwater.buyCover.call(order)]
    const { isAtomic } = await breakwater.sendTogether({ approvals: [approval], calls })
    expect(isAtomic).toBe(true)
    expect(sendsOf(asked)).toEqual(['eth_sendTransaction'])
  })

  test('is not asked where a call would be refused', async () => {
    const { asked, breakwater } = wallet()
    const calls = [breakwater.buyCover.call({ ...order, maxPremium: 1n })]
    const dear = breakwater.sendTogether({ approvals: [approval], calls })
    await expect(dear).rejects.toMatchObject({ name: 'PremiumAboveMax', outcome: 'refused' })
    const unpaid = breakwater.sendTogether({ calls: [breakwater.buyCover.call(order), ...calls] })
    await expect(unpaid).rejects.toMatchObject({ name: 'TransferFromFailed', outcome: 'refused' })
    expect(sendsOf(asked)).toEqual([])
  })

  test.each([-32601, 4200, 5700, 5710, 5740, 5750, 5760])(
    'and then answers %i sends one by one',
    async (code) => {
      const { asked, breakwater } = wallet({ wallet_sendCalls: answersWith(code) })
      const calls = [breakwater.deposit.call({ pool: scene.pool, assets: 5n })]
      const sent = await breakwater.sendTogether({ approvals: [{ ...approval, amount: 5n }], calls })
      expect(sent).toMatchObject({ isAtomic: false, hashes: [expect.any(String), expect.any(String)] })
      expect(deposit.extractEvent(sent.logs, { address: scene.pool }).args.owner).toBe(safe)
      expect(sendsOf(asked)).toEqual(['wallet_sendCalls', 'eth_sendTransaction', 'eth_sendTransaction'])
    },
  )

  test.each([
    ['the user’s no', 4001, 'UserRejectedError', 'rejected'],
    ['no access', 4100, 'NodeError', 'refused'],
    ['an error of its own', -32603, 'NodeError', 'maybeSent'],
    ['a batch that it has already', 5720, 'NodeError', 'maybeSent'],
  ])('and answers %s sends no other', async (_, code, name, outcome) => {
    const { asked, breakwater } = wallet({ wallet_sendCalls: answersWith(code) })
    const calls = [breakwater.buyCover.call(order)]
    const sending = breakwater.sendTogether({ approvals: [approval], calls })
    await expect(sending).rejects.toMatchObject({ name, outcome })
    expect(sendsOf(asked)).toEqual(['wallet_sendCalls'])
  })

  test.each([
    ['pending', { status: 100 }, { name: 'TransactionTimeoutError', outcome: 'pending' }],
    ['given up', { status: 400 }, { name: 'NodeError', outcome: 'refused' }],
    ['reverted', { status: 500 }, { name: 'TransactionRevertedError', outcome: 'reverted' }],
    ['partly reverted', { status: 600 }, { name: 'TransactionRevertedError', outcome: 'reverted' }],
    ['done without a receipt', { status: 200 }, { name: 'NodeError', outcome: 'done' }],
  ])('and says that it is %s', async (_, said, error) => {
    const base = { version: '2.0.0', chainId: '0x7a69', atomic: true, receipts: [] }
    const { breakwater } = wallet({
      wallet_sendCalls: () => ({ id: '0x1234' }),
      wallet_getCallsStatus: () => ({ ...base, ...said }),
    })
    const sending = breakwater.sendTogether({
      ...{
        approvals: [approval],
        calls: [breakwater.buyCover.call(order)],
        timeout: 300,
        pollingInterval: 20,
      },
    })
    await expect(sending).rejects.toMatchObject({ ...error, callsId: '0x1234' })
  })

  test('without an id may have sent it', async () => {
    const { breakwater } = wallet({ wallet_sendCalls: () => ({}) })
    const sending = breakwater.sendTogether({
      approvals: [approval],
      calls: [breakwater.buyCover.call(order)],
    })
    await expect(sending).rejects.toMatchObject({ name: 'NodeError', outcome: 'maybeSent' })
  })
})

test.each([
  ['none', answersWith(-32601)],
  ['none for this chain', () => ({ '0x1': { atomic: { status: 'supported' } } })],
  ['no atomic ones', () => ({ '0x7a69': { atomic: { status: 'unsupported' } } })],
  ['nonsense', () => null],
])('a wallet of %s is asked for single transactions', async (_, answer) => {
  const { asked, breakwater } = wallet({ wallet_getCapabilities: answer })
  const calls = [breakwater.buyCover.call(order)]
  const { isAtomic } = await breakwater.sendTogether({ approvals: [approval], calls })
  expect(isAtomic).toBe(false)
  expect(sendsOf(asked)).toEqual(['eth_sendTransaction', 'eth_sendTransaction'])
})

test('capabilities of all chains count on this one', async () => {
  const { asked, breakwater } = wallet({
    wallet_getCapabilities: () => ({ '0x0': { atomic: { status: 'ready' } } }),
  })
  await breakwater.sendTogether({ approvals: [approval], calls: [breakwater.buyCover.call(order)] })
  expect(sendsOf(asked)).toEqual(['wallet_sendCalls'])
})

describe('an account with a key', () => {
  test('sends an approval and the purchase, one after the other', async () => {
    const calls = [carol.breakwater.buyCover.call(order)]
    const { hashes, logs, isAtomic } = await carol.breakwater.sendTogether({ approvals: [approval], calls })
    expect([hashes.length, isAtomic]).toEqual([2, false])
    expect(buyCover.extractEvent(logs, { address: scene.pool }).args.owner).toBe(buyer)
    const blocks = await Promise.all(hashes.map((hash) => chain.getTransactionReceipt({ hash })))
    expect(blocks.map(({ status }) => status)).toEqual(['success', 'success'])
  })

  test('is told what was mined before a refusal that no simulation foresaw', async () => {
    const node: Answers = { eth_simulateV1: answersWith(-32601) }
    const { breakwater } = connect(buyer, {
      ...node,
      eth_sendTransaction: ([call]: [{ to: Address; data: Hex }]) =>
        carol.sendTransaction({ to: call.to, data: call.data }),
    })
    const calls = [breakwater.buyCover.call({ ...order, maxPremium: 1n })]
    const sending = breakwater.sendTogether({ approvals: [approval], calls })
    await expect(sending).rejects.toMatchObject({
      ...{
        name: 'PremiumAboveMax',
        outcome: 'refused',
        earlier: [expect.stringMatching(/^0x[0-9a-f]{64}$/)],
      },
    })
    expect(await allowance(buyer)).toBe(approval.amount)
  })

  test('is told of a transaction that was mined and failed', async () => {
    const calls = [
      carol.breakwater.approveAsset.call(approval),
      { to: scene.pool, data: carol.breakwater.buyCover.call({ ...order, maxPremium: 1n }).data },
    ]
    const account = { ...carol.account }
    const { breakwater } = connect(buyer, {
      eth_sendTransaction: ([call]: [{ to: Address; data: Hex }]) =>
        carol.sendTransaction({ to: call.to, data: call.data, gas: 1_000_000n, account }),
    })
    const sending = breakwater.sendTogether({ calls, skipSimulation: true })
    await expect(sending).rejects.toMatchObject({
      ...{
        name: 'PremiumAboveMax',
        outcome: 'reverted',
        earlier: [expect.any(String)],
        hash: expect.any(String),
      },
    })
  })

  test('is refused nonsense, and another asset than the pool’s, before anything is sent', async () => {
    const nonce = await chain.getTransactionCount({ address: buyer })
    const send = carol.breakwater.sendTogether
    const calls = [carol.breakwater.buyCover.call(order)]
    await expect(send({ calls: [] })).rejects.toMatchObject({ parameter: 'calls', outcome: 'refused' })
    const nowhere = [{ to: zeroAddress, data: '0x' }] as const
    await expect(send({ calls: nowhere })).rejects.toMatchObject({ parameter: 'calls[0].to' })
    const { address: other } = await deploy(keeper, 'MockUSDC')
    const wrong = send({ approvals: [{ ...approval, asset: other }], calls })
    await expect(wrong).rejects.toMatchObject({ name: 'AssetMismatchError', outcome: 'refused' })
    const twice = send({ approvals: [approval, { ...approval, amount: 1n }], calls })
    await expect(twice).rejects.toMatchObject({ parameter: 'approvals', outcome: 'refused' })
    const less = send({ approvals: [{ ...approval, amount: -1n }], calls })
    await expect(less).rejects.toMatchObject({ parameter: 'amount', outcome: 'refused' })
    expect(await chain.getTransactionCount({ address: buyer })).toBe(nonce)
  })
})

describe('bonds and first loss', () => {
  useCourt()

  async function incident() {
    await insureAll([[carol, usdc('200000')]])
    return { ...caseOf(await report(alice)), severity: 10n ** 18n }
  }

  test('the bond of an opening is approved and paid in one transaction of a batching wallet', async () => {
    const which = await incident()
    const { breakwater } = wallet()
    const bond = await breakwater.getOpeningBond(which)
    const before = await balanceOf(scene.asset, safe)
    const calls = [breakwater.openCase.call(which)]
    const { logs, isAtomic } = await breakwater.sendTogether({ approvals: [bond], calls })
    expect(isAtomic).toBe(true)
    expect(openCase.extractEvents(logs, { address: getClaimsVaultAddress(courtPool) })).toHaveLength(1)
    expect(before - (await balanceOf(scene.asset, safe))).toBe(bond.amount)
    expect(await allowance(safe, court)).toBe(0n)
  })

  test('a relayer submits the permit of a bond, and the opener sends one transaction', async () => {
    const which = await incident()
    const { asset, spender, amount } = await carol.breakwater.getOpeningBond(which)
    const deadline = (await now()) + 3600
    const permit = await carol.breakwater.signAssetPermit({
      asset,
      spender,
      amount,
      deadline,
      kind: 'eip2612',
    })
    if (!permit) throw new Error('Nothing was signed.')
    await keeper.breakwater.submitPermitSync({ permit })
    const nonce = await chain.getTransactionCount({ address: buyer })
    await carol.breakwater.openCaseSync(which)
    expect(await chain.getTransactionCount({ address: buyer })).toBe(nonce + 1)
  })

  test('Permit2 pays first loss into a vault, and no bond of a court', async () => {
    const { asset } = scene
    const { pool, termsId } = caseOf(1n)
    const { productId } = await alice.breakwater.getTerms({ termsId })
    const sponsor = (await alice.breakwater.getProduct({ productId })).sponsor
    expect(sponsor).toBe(zeroAddress)
    const listed = await people.lister.breakwater.listProductSync({
      ...{ clusterId: 31n, name: 'Sponsored', sponsor: dave.account.address },
    })
    const ask = { pool, productId: listed.productId }
    await mint(asset, dave.account.address, usdc('100'))
    await dave.breakwater.approveAssetSync({ asset, pool: permit2Address, amount: maxUint256 })
    const deadline = (await now()) + 3600
    const spender = getClaimsVaultAddress(pool)
    const signing = { asset, spender, amount: usdc('100'), deadline, kind: 'permit2' } as const
    const permit = await dave.breakwater.signAssetPermit(signing)
    if (!permit) throw new Error('Nothing was signed.')
    await keeper.breakwater.submitPermitSync({ permit })
    await dave.breakwater.postFirstLossSync({ ...ask, assets: usdc('100') })

    const which = await incident()
    const bond = await dave.breakwater.getOpeningBond(which)
    await mint(asset, dave.account.address, bond.amount)
    const forCourt = await dave.breakwater.signAssetPermit({
      ...{ ...signing, spender: deployment.court, amount: bond.amount, deadline: (await now()) + 3600 },
    })
    if (!forCourt) throw new Error('Nothing was signed.')
    await keeper.breakwater.submitPermitSync({ permit: forCourt })
    await expect(dave.breakwater.openCase(which)).rejects.toMatchObject({ name: 'TransferFromFailed' })
  })
})

import { readFileSync } from 'node:fs'
import { act, waitFor } from '@testing-library/react'
import { type Address, erc20Abi, numberToHex } from 'viem'
import { beforeEach, describe, expect, test } from 'vitest'
import { version } from 'wagmi'
import { permit2Address } from '../../src/index.js'
import type { BuyCoverVariables, WriteStage } from '../../src/query/index.js'
import { useBuyCover, useCovers, usePayments, usePoolSnapshot } from '../../src/react/index.js'
import { type Answers, batchAnswers, createSafe, safeAnswers } from '../accounts.js'
import { balanceOf, chain, DAY, fillPool, mint, people, scene, travel, usdc, useScene } from '../fixture.js'
import { usdtPool } from '../usdt.js'
import { openPage } from './page.js'

useScene()

const { bob, carol, dave } = people
const buyer = carol.account.address

let order: BuyCoverVariables
beforeEach(async () => {
  await fillPool()
  const { pool, termsId } = scene
  order = { pool, termsId, amount: usdc('50000'), duration: 90 * DAY, maxPremium: usdc('5000') }
})

test('the older wagmi is the one that is tested as such', () => {
  expect(version).toMatch(new RegExp(`^${process.env.WAGMI}`))
})

/** A page with the hook, whose every stage is kept. */
async function shop(account: Address | undefined = buyer, answers: Answers = {}) {
  const page = await openPage(account, answers)
  const stages: WriteStage[] = []
  const { result } = page.renderHook(() => {
    const bought = useBuyCover()
    if (bought.stage && stages.at(-1) !== bought.stage) stages.push(bought.stage)
    return bought
  })
  const buy = (variables: BuyCoverVariables = order) => result.current.mutateAsync(variables)
  return { ...page, result, stages, buy, names: () => stages.map(({ name }) => name) }
}

const allowance = (spender: Address) =>
  chain.readContract({
    ...{ address: scene.asset, abi: erc20Abi, functionName: 'allowance', args: [buyer, spender] },
  })

const refuse =
  (code: number, message = 'No.') =>
  () => {
    throw Object.assign(new Error(message), { code })
  }

describe('the ways to pay', () => {
  test('a permit of the asset by default: a signature and one transaction', async () => {
    const { buy, names, asked, stages } = await shop()
    const { path, coverId, premium, hash, outcome } = await buy()
    expect({ path, outcome }).toEqual({ path: 'eip2612', outcome: 'done' })
    expect(await carol.breakwater.getCover({ coverId })).toMatchObject({ owner: buyer, amount: order.amount })
    expect(premium).toBeGreaterThan(0n)
    await waitFor(() => expect(names()).toEqual(['preparing', 'signing', 'confirming', 'pending', 'done']))
    expect(stages.at(-1)).toEqual({ name: 'done', hash })
    // The wallet is asked for what only it can do; the page's own node is read.
    expect(asked.filter((method) => /call|getBalance|getBlock|Receipt|estimate/i.test(method))).toEqual([])
  })

  test('an approval of USDT after one of zero, where an earlier one is not used up', async () => {
    const { usdt, pool, order: inUsdt } = await usdtPool()
    await carol.breakwater.approveAssetSync({ asset: usdt, pool, amount: 1n })
    const { buy, names } = await shop()
    const { path } = await buy(inUsdt)
    expect(path).toBe('approval')
    const once = ['approving', 'approvalPending']
    await waitFor(() =>
      expect(names()).toEqual(['preparing', ...once, ...once, 'confirming', 'pending', 'done']),
    )
  })

  test('an approval, exact and below the buyer’s bound, then the purchase', async () => {
    const { buy, names } = await shop()
    const { path, premium } = await buy({ ...order, path: 'approval' })
    expect(path).toBe('approval')
    const left = await allowance(scene.pool)
    expect(left + premium).toBeLessThan(order.maxPremium)
    const expected = ['preparing', 'approving', 'approvalPending', 'confirming', 'pending', 'done']
    await waitFor(() => expect(names()).toEqual(expected))
  })

  test('an allowance that is there already', async () => {
    await carol.breakwater.approveAssetSync({
      asset: scene.asset,
      pool: scene.pool,
      amount: order.maxPremium,
    })
    const { buy, names } = await shop()
    expect((await buy()).path).toBe('allowance')
    await waitFor(() => expect(names()).toEqual(['preparing', 'confirming', 'pending', 'done']))
  })

  test('Permit2 on demand', async () => {
    const path = new URL('../../../contracts/test/mocks/Permit2.json', import.meta.url)
    const { runtime } = JSON.parse(readFileSync(path, 'utf8'))
    await chain.setCode({ address: permit2Address, bytecode: runtime })
    const { buy, stages } = await shop()
    expect((await buy({ ...order, path: 'permit2' })).path).toBe('permit2')
    await waitFor(() => expect(stages).toContainEqual({ name: 'signing', kind: 'permit2' }))
  })

  test('one batch where the wallet makes them', async () => {
    const safe = await createSafe([bob, dave])
    await mint(scene.asset, safe, usdc('5000'))
    const owners = [bob, dave]
    const wallet = { ...safeAnswers(safe, owners), ...batchAnswers(safe, owners) }
    const { buy, stages, names, asked } = await shop(safe, wallet)
    const { path, coverId, hash } = await buy()
    expect(path).toBe('batch')
    expect((await carol.breakwater.getCover({ coverId })).owner).toBe(safe)
    expect(asked.filter((method) => /send/i.test(method))).toEqual(['wallet_sendCalls'])
    await waitFor(() => expect(names()).toEqual(['preparing', 'confirming', 'pending', 'done']))
    expect(stages[1]).toEqual({ name: 'confirming', isBatch: true })
    expect(stages[2]).toEqual({ name: 'pending', hash: undefined, callsId: hash })
  })

  test('an approval where the wallet turns out to sign nothing', async () => {
    const { buy } = await shop(buyer, { eth_signTypedData_v4: refuse(4200) })
    expect((await buy()).path).toBe('approval')
    const { buy: again } = await shop(buyer, { eth_signTypedData_v4: refuse(4200) })
    await expect(again({ ...order, path: 'eip2612' })).rejects.toMatchObject({ outcome: 'refused' })
  })

  test('none that is not possible', async () => {
    const { buy, asked } = await shop()
    const buying = buy({ ...order, path: 'batch' })
    await expect(buying).rejects.toMatchObject({ name: 'InvalidParameterError', outcome: 'refused' })
    expect(asked.filter((method) => /send|sign/i.test(method))).toEqual([])
  })

  test('are told before', async () => {
    const page = await openPage(buyer)
    const { result } = page.renderHook(() => usePayments({ pool: scene.pool, amount: order.maxPremium }))
    await waitFor(() => expect(result.current.isSuccess).toBe(true))
    const { asset } = scene
    const paths = ['eip2612', 'permit2', 'approval']
    const balance = await balanceOf(asset, buyer)
    expect(result.current.data).toEqual({ asset, balance, allowance: 0n, paths })
  })
})

describe('what goes wrong is told apart', () => {
  test.each([
    ['eth_signTypedData_v4', undefined, 'signing'],
    ['eth_sendTransaction', 'approval', 'approving'],
  ] as const)('the user says no to %s', async (method, path, stage) => {
    const { buy, result } = await shop(buyer, { [method]: refuse(4001, 'User rejected the request.') })
    await expect(buy({ ...order, path })).rejects.toMatchObject({
      name: 'UserRejectedError',
      outcome: 'rejected',
    })
    await waitFor(() => expect(result.current.stage?.name).toBe(stage))
    expect(result.current.error?.outcome).toBe('rejected')
    act(() => result.current.reset())
    await waitFor(() => expect(result.current).toMatchObject({ stage: undefined, error: null }))
  })

  test('the purchase is rejected after the approval, which stands', async () => {
    let sent = 0
    const { buy, queryClient } = await shop(buyer, {
      eth_sendTransaction: (params) =>
        sent++ === 0 ? chain.request({ method: 'eth_sendTransaction', params } as never) : refuse(4001)(),
    })
    const buying = buy({ ...order, path: 'approval' })
    await expect(buying).rejects.toMatchObject({ outcome: 'rejected', earlier: [expect.any(String)] })
    expect(await allowance(scene.pool)).toBeGreaterThan(0n)
    expect(queryClient.isMutating()).toBe(0)
  })

  test('another chain', async () => {
    const { buy, asked } = await shop(buyer, { eth_chainId: () => numberToHex(1) })
    await expect(buy()).rejects.toMatchObject({ name: 'WrongNetworkError', outcome: 'refused' })
    expect(asked.filter((method) => /send|sign/i.test(method))).toEqual([])
  })

  test('no wallet', async () => {
    const page = await openPage()
    const { result } = page.renderHook(() => useBuyCover())
    await expect(result.current.mutateAsync(order)).rejects.toMatchObject({
      parameter: 'account',
      outcome: 'refused',
    })
  })

  test('too little money, before the wallet is asked', async () => {
    await carol.writeContract({
      ...{ address: scene.asset, abi: erc20Abi, functionName: 'transfer' },
      args: [bob.account.address, (await balanceOf(scene.asset, buyer)) - 1n],
    })
    for (const path of [undefined, 'approval'] as const) {
      const { buy, asked } = await shop()
      await expect(buy({ ...order, path })).rejects.toMatchObject({
        name: 'TransferFromFailed',
        outcome: 'refused',
      })
      expect(asked.filter((method) => /send|sign/i.test(method))).toEqual([])
    }
  })

  test('a price above the bound, and an order that has expired', async () => {
    const { buy } = await shop()
    await expect(buy({ ...order, maxPremium: 1n })).rejects.toMatchObject({
      name: 'PremiumAboveMax',
      outcome: 'refused',
    })
    const slow = await shop(buyer, {
      async eth_signTypedData_v4(params) {
        const signature = await chain.request({ method: 'eth_signTypedData_v4', params } as never)
        await travel(600)
        return signature
      },
    })
    await expect(slow.buy({ ...order, validFor: 60 })).rejects.toMatchObject({
      name: 'DeadlinePassed',
      outcome: 'refused',
    })
    await waitFor(() => expect(slow.result.current.stage?.name).toBe('confirming'))
  })

  test('a transaction that is cancelled in the wallet', async () => {
    const { buy, result } = await shop()
    await carol.breakwater.approveAssetSync({
      asset: scene.asset,
      pool: scene.pool,
      amount: order.maxPremium,
    })
    await chain.setAutomine(false)
    try {
      const nonce = await chain.getTransactionCount({ address: buyer })
      const buying = buy()
      const failing = expect(buying).rejects.toMatchObject({
        name: 'TransactionReplacedError',
        outcome: 'cancelled',
      })
      await waitFor(async () => expect((await chain.getTxpoolStatus()).pending).toBe(1))
      await new Promise((done) => setTimeout(done, 200))
      const fees = { maxFeePerGas: 10n ** 11n, maxPriorityFeePerGas: 10n ** 11n }
      await carol.sendTransaction({ to: buyer, value: 0n, nonce, ...fees })
      await chain.mine({ blocks: 1 })
      await failing
      await waitFor(() => expect(result.current.stage?.name).toBe('pending'))
    } finally {
      await chain.setAutomine(true)
    }
  })
})

test('what was bought is shown, and the pool is read again', async () => {
  const page = await openPage(buyer)
  const { result } = page.renderHook(() => ({
    covers: useCovers(),
    snapshot: usePoolSnapshot({ pool: scene.pool }),
    bought: useBuyCover(),
  }))
  await waitFor(() => expect(result.current.covers.data).toEqual([]))
  await waitFor(() => expect(result.current.snapshot.data?.terms[0]?.covers).toBe(0n))
  const { coverId } = await result.current.bought.mutateAsync(order)
  await waitFor(() => expect(result.current.covers.data?.map((cover) => cover.coverId)).toEqual([coverId]))
  await waitFor(() => expect(result.current.snapshot.data?.terms[0]?.covers).toBe(1n))
})

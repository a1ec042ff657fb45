import { beforeEach, expect, test } from 'vitest'
import { fillPool, people, refused, scene, useScene } from '../fixture.js'

const { alice, bob, carol } = people
const [holder, heir, spender] = [alice, bob, carol].map(({ account }) => account.address) as [
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
]

useScene()

beforeEach(() => fillPool())

const sharesOf = async (account: `0x${string}`) =>
  (await alice.breakwater.getPosition({ pool: scene.pool, account })).shares

test('shares move to another holder, and are its to exit with', async () => {
  const { pool } = scene
  const [mine, theirs] = [await sharesOf(holder), await sharesOf(heir)]
  const moved = await alice.breakwater.transferSharesSync({ pool, to: heir, shares: mine })
  expect(moved).toMatchObject({ from: holder, to: heir, amount: mine })
  expect([await sharesOf(holder), await sharesOf(heir)]).toEqual([0n, mine + theirs])
  await bob.breakwater.requestRedeemSync({ pool, shares: mine + theirs })
})

test('shares of a request that waits are not the holder’s to transfer; the rest are', async () => {
  const { pool } = scene
  const all = await sharesOf(holder)
  const queued = all / 3n
  await alice.breakwater.requestRedeemSync({ pool, shares: queued })
  expect(await sharesOf(holder)).toBe(all - queued)
  await refused(
    alice.breakwater.transferShares({ pool, to: heir, shares: all - queued + 1n }),
    'InsufficientBalance',
  )
  await alice.breakwater.transferSharesSync({ pool, to: heir, shares: all - queued })
  const { exit, shares } = await alice.breakwater.getPosition({ pool, account: holder })
  expect([shares, exit.pending]).toEqual([0n, queued])
})

test('an allowance moves so many shares, and requests no exit', async () => {
  const { pool } = scene
  const ask = { pool, owner: holder, spender }
  expect(await carol.breakwater.getShareAllowance(ask)).toBe(0n)
  const approved = await alice.breakwater.approveSharesSync({ pool, spender, shares: 10n })
  expect(approved).toMatchObject({ owner: holder, spender, amount: 10n })
  const take = { pool, from: holder, to: spender }
  await refused(carol.breakwater.transferSharesFrom({ ...take, shares: 11n }), 'InsufficientAllowance')
  const taken = await carol.breakwater.transferSharesFromSync({ ...take, shares: 4n })
  expect(taken).toMatchObject({ from: holder, to: spender, amount: 4n })
  expect(await carol.breakwater.getShareAllowance(ask)).toBe(6n)
  await refused(carol.breakwater.requestRedeem({ pool, shares: 1n, owner: holder }), 'NotAuthorized')
  await alice.breakwater.approveSharesSync({ pool, spender, shares: 0n })
  await refused(carol.breakwater.transferSharesFrom({ ...take, shares: 1n }), 'InsufficientAllowance')
})

test('an operator exits for its controller, and moves no shares', async () => {
  const { pool } = scene
  const ask = { pool, controller: holder, operator: spender }
  expect(await carol.breakwater.isOperator(ask)).toBe(false)
  await alice.breakwater.setOperatorSync({ pool, operator: spender, approved: true })
  expect(await carol.breakwater.isOperator(ask)).toBe(true)
  const move = { pool, from: holder, to: spender, shares: 1n }
  await refused(carol.breakwater.transferSharesFrom(move), 'InsufficientAllowance')
  await carol.breakwater.requestRedeemSync({ pool, shares: 1n, owner: holder })
})

import { zeroAddress } from 'viem'
import { beforeEach, expect, test } from 'vitest'
import { getClaimsVaultAddress, toCoverId } from '../../src/index.js'
import {
  balanceOf,
  buy,
  chain,
  DAY,
  deployment,
  exploitAndFire,
  fillPool,
  people,
  refused,
  scene,
  travel,
  usdc,
  useScene,
} from '../fixture.js'

const { alice, bob, carol, eve, keeper } = people
const [buyer, heir, thief] = [carol, bob, eve].map(({ account }) => account.address) as [
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
]

useScene()

let coverId: bigint

beforeEach(async () => {
  await fillPool()
  const bought = await buy()
  coverId = bought.coverId
})

const owner = async () => (await alice.breakwater.getCover({ coverId })).owner

test('a transferred cover pays its new owner; insured and refund address stay', async () => {
  const moved = await carol.breakwater.transferCoverSync({ coverId, to: heir })
  expect(moved).toMatchObject({ outcome: 'done', from: buyer, to: heir, id: coverId })
  expect(await carol.breakwater.getCover({ coverId })).toMatchObject({
    ...{ owner: heir, insured: buyer, refundTo: buyer },
  })
  const before = await balanceOf(scene.asset, buyer)
  const { refund } = await bob.breakwater.cancelCoverSync({ pool: scene.pool, coverId })
  expect(refund).toBeGreaterThan(0n)
  expect((await balanceOf(scene.asset, buyer)) - before).toBe(refund)
})

test('an incident before a transfer is paid to the new owner', async () => {
  const { pool, termsId } = scene
  await travel(8 * DAY)
  const incidentId = await exploitAndFire()
  await keeper.breakwater.openCaseSync({ pool, termsId, incidentId })
  await carol.breakwater.transferCoverSync({ coverId, to: heir })
  await travel(30 * DAY)
  const before = await balanceOf(scene.asset, heir)
  const { payout } = await keeper.breakwater.claimPayoutSync({ pool, coverId, incidentId })
  expect(payout).toBeGreaterThan(0n)
  expect((await balanceOf(scene.asset, heir)) - before).toBe(payout)
})

test('the spender of one cover disposes of that one, once', async () => {
  const { coverId: second } = await buy()
  expect(await alice.breakwater.getCoverSpender({ coverId })).toBeUndefined()
  const approved = await carol.breakwater.approveCoverSync({ coverId, spender: heir })
  expect(approved).toMatchObject({ owner: buyer, account: heir, id: coverId })
  expect(await alice.breakwater.getCoverSpender({ coverId })).toBe(heir)
  await refused(
    bob.breakwater.transferCover({ coverId: second, from: buyer, to: heir }),
    'NotOwnerNorApproved',
  )
  await bob.breakwater.transferCoverSync({ coverId, from: buyer, to: heir })
  expect(await owner()).toBe(heir)
  expect(await alice.breakwater.getCoverSpender({ coverId })).toBeUndefined()
})

test('an approval is taken back by the zero address', async () => {
  await carol.breakwater.approveCoverSync({ coverId, spender: heir })
  await carol.breakwater.approveCoverSync({ coverId, spender: zeroAddress })
  expect(await alice.breakwater.getCoverSpender({ coverId })).toBeUndefined()
  await refused(bob.breakwater.transferCover({ coverId, from: buyer, to: heir }), 'NotOwnerNorApproved')
})

test('an operator disposes of all covers until it may not any more', async () => {
  const { coverId: second } = await buy()
  const ask = { owner: buyer, operator: heir }
  expect(await bob.breakwater.isCoverOperator(ask)).toBe(false)
  const set = await carol.breakwater.setCoverOperatorSync({ operator: heir, approved: true })
  expect(set).toMatchObject({ ...ask, isApproved: true })
  expect(await bob.breakwater.isCoverOperator(ask)).toBe(true)
  await bob.breakwater.transferCoverSync({ coverId, from: buyer, to: heir })
  await bob.breakwater.approveCoverSync({ coverId: second, spender: thief })
  await carol.breakwater.setCoverOperatorSync({ operator: heir, approved: false })
  await refused(
    bob.breakwater.transferCover({ coverId: second, from: buyer, to: heir }),
    'NotOwnerNorApproved',
  )
  // What an operator has approved outlives its right.
  await eve.breakwater.transferCoverSync({ coverId: second, from: buyer, to: thief })
})

test('covers of others, and covers that are none, are refused by name', async () => {
  await refused(eve.breakwater.transferCover({ coverId, to: thief }), 'TransferFromIncorrectOwner')
  await refused(eve.breakwater.transferCover({ coverId, from: buyer, to: thief }), 'NotOwnerNorApproved')
  await refused(eve.breakwater.approveCover({ coverId, spender: thief }), 'NotOwnerNorApproved')
  for (const none of [coverId + 1n, toCoverId({ poolId: 99n, termsId: 1n, serial: 1n })]) {
    await refused(carol.breakwater.transferCover({ coverId: none, to: heir }), 'TokenDoesNotExist')
    await refused(carol.breakwater.approveCover({ coverId: none, spender: heir }), 'TokenDoesNotExist')
    await refused(carol.breakwater.getCoverSpender({ coverId: none }), 'TokenDoesNotExist')
  }
  expect(await owner()).toBe(buyer)
})

test('a receiver that could never give the cover back is refused', async () => {
  const { coverToken, coverRouter } = deployment
  for (const to of [scene.pool, getClaimsVaultAddress(scene.pool), coverToken, coverRouter]) {
    await expect(carol.breakwater.transferCoverSync({ coverId, to })).rejects.toMatchObject({
      ...{ name: 'InvalidParameterError', parameter: 'to', outcome: 'refused' },
    })
  }
  expect(await owner()).toBe(buyer)
  // A contract is not asked, and other contracts may be what a holder wants.
  await carol.breakwater.transferCoverSync({ coverId, to: scene.vault })
  expect(await owner()).toBe(scene.vault)
})

test('covers that are cancelled or have ended are transferred like others', async () => {
  const { coverId: cancelled } = await buy(carol, usdc('1000'))
  await carol.breakwater.cancelCoverSync({ pool: scene.pool, coverId: cancelled })
  await travel(100 * DAY)
  const { timestamp } = await chain.getBlock()
  for (const id of [cancelled, coverId]) {
    const { end } = await alice.breakwater.getCover({ coverId: id })
    expect(BigInt(end)).toBeLessThan(timestamp)
    expect(await carol.breakwater.transferCoverSync({ coverId: id, to: heir })).toMatchObject({
      id,
      to: heir,
    })
  }
})

import { erc20Abi, parseEther } from 'viem'
import { beforeEach, expect, test } from 'vitest'
import type { SignedMandate, SignMandateParameters } from '../../src/index.js'
import {
  balanceOf,
  buy,
  DAY,
  deployment,
  fillPool,
  fund,
  mint,
  now,
  people,
  refused,
  scene,
  travelTo,
  usdc,
  useScene,
} from '../fixture.js'

const { bob, carol, eve, keeper } = people

useScene()

const spender = deployment.renewalMandate
const owner = carol.account.address
let coverId: bigint
let end: number

beforeEach(async () => {
  await fillPool()
  const bought = await buy()
  coverId = bought.coverId
  end = bought.end
})

const terms = (): SignMandateParameters => ({
  ...{ coverId, maxRate: parseEther('0.2'), maxAmount: usdc('100000'), tip: usdc('2') },
  ...{ lastEnd: end + 200 * DAY, period: 90 * DAY, window: 14 * DAY },
})

const sign = (changes: Partial<SignMandateParameters> = {}) =>
  carol.breakwater.signMandate({ ...terms(), ...changes })

async function allow(amount = usdc('10000')) {
  await carol.breakwater.approveCoverSync({ coverId, spender })
  await fund(carol, scene.asset, scene.pool, amount)
  await carol.breakwater.approveAssetSync({ asset: scene.asset, spender, amount })
}

const inWindow = () => travelTo(end - 10 * DAY)
const renew = (mandate: SignedMandate) => keeper.breakwater.renewCoverSync({ mandate })
const endNow = async () => (await bob.breakwater.getCover({ coverId })).end

test('anyone renews a cover by a mandate, within its caps, for its tip', async () => {
  await allow()
  const mandate = await sign()
  expect(await bob.breakwater.getMandate({ mandate })).toMatchObject({
    ...{ isRevoked: false, isApproved: true, allowance: usdc('10000'), renewal: undefined },
    ...{ asset: scene.asset, refusal: { name: 'RenewalTooEarly' } },
  })
  await refused(renew(mandate), 'RenewalTooEarly')
  await inWindow()
  const foretold = await bob.breakwater.previewRenewal({ mandate })
  expect(foretold).toMatchObject({ end: end + 90 * DAY, tip: usdc('2') })
  const { renewal, refusal } = await bob.breakwater.getMandate({ mandate })
  expect([renewal, refusal]).toEqual([foretold, undefined])

  const before = await Promise.all([keeper.account.address, owner].map((of) => balanceOf(scene.asset, of)))
  const renewed = await renew(mandate)
  expect(renewed).toMatchObject({ coverId, owner, end: end + 90 * DAY, tip: usdc('2') })
  const after = await Promise.all([keeper.account.address, owner].map((of) => balanceOf(scene.asset, of)))
  expect(after[0]).toBe((before[0] as bigint) + usdc('2'))
  expect(after[1]).toBe((before[1] as bigint) - renewed.premium - usdc('2'))
  expect(await endNow()).toBe(end + 90 * DAY)
  // The window is over.
  await refused(renew(mandate), 'RenewalTooEarly')
})

test('renewals are paid by a Permit2 allowance where there is one', async () => {
  await carol.breakwater.approveCoverSync({ coverId, spender })
  // The asset lets Permit2 take all: no approval.
  await mint(scene.asset, owner, usdc('10000'))
  const permit = await carol.breakwater.signAssetPermit({
    ...{ asset: scene.asset, spender, amount: usdc('10000'), deadline: end + DAY, kind: 'permit2' },
  })
  if (!permit) throw new Error('There is no permit.')
  await eve.breakwater.submitPermitSync({ permit })
  await inWindow()
  const mandate = await sign()
  expect(await bob.breakwater.getMandate({ mandate })).toMatchObject({ refusal: undefined })
  const before = await balanceOf(scene.asset, owner)
  const { premium, tip } = await renew(mandate)
  expect(await balanceOf(scene.asset, owner)).toBe(before - premium - tip)
  expect(await endNow()).toBe(end + 90 * DAY)
})

test('a mandate is revoked by its nonce, by its owner or a relayer', async () => {
  await allow()
  await inWindow()
  const mandate = await sign({ nonce: 7n })
  expect(await carol.breakwater.revokeMandateSync({ mandateNonce: 7n })).toMatchObject({ owner, nonce: 7n })
  expect(await bob.breakwater.getMandate({ mandate })).toMatchObject({
    ...{ isRevoked: true, refusal: { name: 'MandateVoid' } },
  })
  await refused(renew(mandate), 'MandateVoid')

  const other = await sign({ nonce: 8n })
  const deadline = (await now()) + 3600
  const revocation = await carol.breakwater.signMandateRevocation({ mandateNonce: 8n, deadline })
  const forged = { ...revocation, owner: bob.account.address }
  await refused(eve.breakwater.revokeMandateSync({ revocation: forged }), 'InvalidSignature')
  await eve.breakwater.revokeMandateSync({ revocation })
  await refused(renew(other), 'MandateVoid')
  const late = await carol.breakwater.signMandateRevocation({ mandateNonce: 9n, deadline: (await now()) - 1 })
  await refused(eve.breakwater.revokeMandateSync({ revocation: late }), 'DeadlinePassed')
  expect(await endNow()).toBe(end)
})

test('all mandates are revoked at once, and later ones are of the next series', async () => {
  await allow()
  await inWindow()
  const first = await sign()
  expect(await carol.breakwater.revokeAllMandatesSync({})).toMatchObject({ owner, series: 1n })
  await refused(renew(first), 'MandateVoid')
  const second = await sign()
  expect(second.series).toBe(1n)
  const revocation = await carol.breakwater.signRevocationOfAllMandates({ deadline: (await now()) + 3600 })
  await eve.breakwater.revokeAllMandatesSync({ revocation })
  expect(await bob.breakwater.getMandate({ mandate: second })).toMatchObject({ isRevoked: true })
  // It serves once.
  await refused(eve.breakwater.revokeAllMandatesSync({ revocation }), 'InvalidSignature')
  await renew(await sign())
})

const wrong = [
  ['maxRate', { maxRate: 0n }],
  ['maxAmount', { maxAmount: 0n }],
  ['maxAmount', { maxAmount: usdc('99999') }],
  ['minAmount', { minAmount: usdc('100001') }],
  ['minAmount', { minAmount: usdc('100001'), maxAmount: usdc('200000') }],
  ['period', { period: 366 * DAY }],
  ['window', { window: 0 }],
  ['window', { window: 91 * DAY }],
  ['lastEnd', { lastEnd: 1 }],
  ['period', { period: 90.5 * DAY + 0.5 }],
  ['tip', { tip: 2 as unknown as bigint }],
] as const

test('a mandate with a wrong cap is not signed, and the cap is named', async () => {
  for (const [parameter, changes] of wrong)
    await expect(sign(changes), parameter).rejects.toMatchObject({
      ...{ name: 'InvalidParameterError', parameter },
    })
})

test('what a mandate lacks is told before it is sent', async () => {
  const lacks = { name: 'InvalidParameterError', parameter: 'mandate', outcome: 'refused' }
  const mandate = await sign()
  await inWindow()
  await expect(renew(mandate)).rejects.toMatchObject(lacks)
  await carol.breakwater.approveCoverSync({ coverId, spender })
  await expect(renew(mandate)).rejects.toMatchObject(lacks)
  await allow(1n)
  await expect(renew(mandate)).rejects.toMatchObject({
    ...lacks,
    message: expect.stringContaining('allows 1 '),
  })
  await allow()
  const balance = await balanceOf(scene.asset, owner)
  const args = [eve.account.address, balance] as const
  const hash = await carol.writeContract({
    abi: erc20Abi,
    address: scene.asset,
    functionName: 'transfer',
    args,
  })
  await carol.waitForTransactionReceipt({ hash })
  await expect(renew(mandate)).rejects.toMatchObject({ ...lacks, message: expect.stringContaining('has 0 ') })
  expect(await endNow()).toBe(end)
})

test('a mandate ends with its last renewal', async () => {
  await allow()
  // A day too short for one, and for two.
  await expect(sign({ lastEnd: end + 89 * DAY })).rejects.toMatchObject({
    ...{ name: 'InvalidParameterError', parameter: 'lastEnd' },
  })
  const lastEnd = end + 179 * DAY
  const mandate = await sign({ lastEnd })
  await inWindow()
  await renew(mandate)
  await travelTo(end + 80 * DAY)
  await refused(renew(mandate), 'MandateOver', { lastEnd })
  expect(await bob.breakwater.getMandate({ mandate })).toMatchObject({
    ...{ isRevoked: false, renewal: undefined, refusal: { name: 'MandateOver' } },
  })
  expect(await endNow()).toBe(end + 90 * DAY)
})

test('caps are checked where they stand', async () => {
  await allow()
  await inWindow()
  await refused(renew(await sign({ maxRate: 1n })), 'PremiumAboveMax')
  const forged = { ...(await sign()), tip: usdc('3') }
  await refused(renew(forged), 'InvalidSignature')
  await expect(bob.breakwater.signMandate(terms())).rejects.toMatchObject({
    ...{ name: 'InvalidParameterError', parameter: 'coverId' },
  })
  const mandate = await sign()
  await carol.breakwater.transferCoverSync({ coverId, to: bob.account.address })
  await bob.breakwater.approveCoverSync({ coverId, spender })
  await refused(renew(mandate), 'NotCoverOwner')
  expect(await endNow()).toBe(end)
})

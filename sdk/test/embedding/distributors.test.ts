import type { Address } from 'viem'
import { beforeEach, expect, test } from 'vitest'
import { lossTable } from '../../src/index.js'
import {
  balanceOf,
  DAY,
  exploitAndFire,
  fillPool,
  fund,
  mint,
  now,
  people,
  refused,
  scene,
  travel,
  travelTo,
  usdc,
  useScene,
} from '../fixture.js'

const { bob, carol, dave, erin, eve, keeper, manager } = people

useScene()

let distributor: Address

const terms = () => ({
  ...{ asset: scene.asset, publisher: manager.account.address, remainderTo: dave.account.address },
})

const losses = () =>
  lossTable([
    { insured: bob.account.address, loss: usdc('30000') },
    { insured: carol.account.address, loss: usdc('10000') },
  ])

const [uri, amount] = ['ipfs://losses', 1n]

beforeEach(async () => {
  distributor = await keeper.breakwater.getDistributorAddress(terms())
})

const create = () => keeper.breakwater.createDistributorSync(terms())

async function open(payout = usdc('20000')) {
  await create()
  await mint(scene.asset, distributor, payout)
  return manager.breakwater.openDistributionSync({ distributor, table: losses(), amount: payout, uri })
}

test('a payout of a cover that was bought before is shared by a table of losses', async () => {
  await fillPool()
  await fund(carol, scene.asset, scene.pool, usdc('50000'))
  const { coverId, start } = await carol.breakwater.buyCoverSync({
    ...{ pool: scene.pool, termsId: scene.termsId, amount: usdc('50000'), duration: 90 * DAY },
    ...{ maxPremium: usdc('50000'), deadline: (await now()) + 600 },
    ...{ onBehalf: distributor, insured: carol.account.address, refundTo: carol.account.address },
  })
  expect(await create()).toMatchObject({ distributor, outcome: 'done' })
  // A second call finds it, and tells of nothing.
  expect((await create()).distributor).toBeUndefined()
  await travelTo(start + DAY)
  const incidentId = await exploitAndFire()
  const { pool, termsId } = scene
  await keeper.breakwater.openCaseSync({ pool, termsId, incidentId })
  const { endsAt } = await bob.breakwater.getCourtCase({ pool, termsId, incidentId })
  await travelTo(endsAt + 60)
  const { payout = 0n } = await eve.breakwater.claimPayoutSync({ pool, coverId, incidentId })
  expect(payout).toBeGreaterThan(usdc('30000'))
  expect(await bob.breakwater.getDistributor({ distributor })).toEqual({
    ...{
      distributor,
      ...terms(),
      available: payout,
      reserved: 0n,
      distributionCount: 0n,
      arrival: undefined,
    },
  })

  const table = losses()
  const opened = await manager.breakwater.openDistributionSync({ distributor, table, amount: payout, uri })
  expect(opened).toMatchObject({ id: 1n, root: table.root, total: usdc('40000'), amount: payout, uri })
  const line = { distributor, distributionId: 1n, table }
  await refused(bob.breakwater.claimLineSync(line), 'ClaimsNotOpen', { opensAt: opened.opensAt })
  await travelTo(opened.opensAt)
  const insured = bob.account.address
  const part = (usdc('30000') * payout) / usdc('40000')
  expect(await eve.breakwater.getLine({ ...line, insured })).toMatchObject({ payout: part, isClaimed: false })
  const had = await balanceOf(scene.asset, insured)
  // Anyone claims for him.
  expect(await eve.breakwater.claimLineSync({ ...line, insured })).toMatchObject({ payout: part })
  expect((await balanceOf(scene.asset, insured)) - had).toBe(part)
  expect(await eve.breakwater.getLine({ ...line, insured })).toMatchObject({ isClaimed: true })
  await refused(eve.breakwater.claimLineSync({ ...line, insured }), 'AlreadyClaimed')

  const before = await balanceOf(scene.asset, erin.account.address)
  const receiver = erin.account.address
  const rest = (usdc('10000') * payout) / usdc('40000')
  expect(await carol.breakwater.claimLineToSync({ ...line, receiver })).toMatchObject({ payout: rest })
  expect((await balanceOf(scene.asset, receiver)) - before).toBe(rest)
  const state = await bob.breakwater.getDistribution({ distributor, distributionId: 1n })
  expect(state).toMatchObject({ root: table.root, lossesLeft: 0n, pot: payout, left: payout - part - rest })
})

test('a wrong table is withdrawn, and what nobody claims goes back after a year', async () => {
  const { id: distributionId } = await open()
  await refused(eve.breakwater.withdrawDistributionSync({ distributor, distributionId }), 'NotAuthorized')
  await manager.breakwater.withdrawDistributionSync({ distributor, distributionId })
  await refused(bob.breakwater.getDistribution({ distributor, distributionId }), 'UnknownDistribution')
  const { amount, until } = await eve.breakwater.noteArrivalSync({ distributor })
  expect(amount).toBe(usdc('20000'))
  expect((await bob.breakwater.getDistributor({ distributor })).arrival).toMatchObject({ amount, until })

  const table = losses()
  const early = dave.breakwater.openDistributionSync({ distributor, table, amount, uri })
  await refused(early, 'PublisherHasTime', { until })
  await travelTo(until)
  const again = await dave.breakwater.openDistributionSync({ distributor, table, amount, uri })
  expect(again.id).toBe(2n)
  await travel(367 * DAY)
  const had = await balanceOf(scene.asset, dave.account.address)
  await eve.breakwater.returnRemainderSync({ distributor, distributionId: 2n })
  expect((await balanceOf(scene.asset, dave.account.address)) - had).toBe(usdc('20000'))
})

test('a table that does not add up is refused before a request, by its line', async () => {
  await create()
  await mint(scene.asset, distributor, usdc('20000'))
  const table = losses()
  const attempt = (changed: object) => () =>
    manager.breakwater.openDistribution.call({ distributor, table: { ...table, ...changed }, amount, uri })
  const lossesError = (line?: number) => expect.objectContaining({ name: 'InvalidLossesError', line })
  expect(attempt({ total: usdc('39999') })).toThrow(lossesError(2))
  expect(attempt({ total: usdc('40001') })).toThrow(lossesError(undefined))
  const other = lossTable([{ insured: eve.account.address, loss: usdc('40000') }])
  expect(attempt({ root: other.root })).toThrow(lossesError(1))
  const swapped = (index: number) => ({ ...table.line(1 - index), index })
  expect(attempt({ line: swapped })).toThrow(lossesError(1))
  // A copy is as good as the table.
  expect(attempt({})).not.toThrow()
  await expect(
    manager.breakwater.openDistributionSync({ distributor, table: { ...table, total: 1n }, amount, uri }),
  ).rejects.toMatchObject({ name: 'InvalidLossesError', outcome: 'refused' })
  expect(await bob.breakwater.getDistributor({ distributor })).toMatchObject({ distributionCount: 0n })
})

test('what cannot be is refused by its name', async () => {
  await open()
  const table = losses()
  const line = { distributor, distributionId: 1n, table }
  const named = (parameter: string) => ({ name: 'InvalidParameterError', parameter })
  await expect(eve.breakwater.claimLineSync(line)).rejects.toMatchObject(named('table'))
  await expect(
    eve.breakwater.claimLineToSync({ ...line, receiver: eve.account.address }),
  ).rejects.toMatchObject(named('table'))
  const opening = { distributor, table, amount, uri }
  for (const [parameter, changes] of [
    ['amount', { amount: 0n }],
    ['uri', { uri: '' }],
    ['distributor', { distributor: scene.pool }],
  ] as const)
    await expect(manager.breakwater.openDistributionSync({ ...opening, ...changes })).rejects.toMatchObject(
      named(parameter),
    )
  await expect(bob.breakwater.getDistributor({ distributor: scene.pool })).rejects.toMatchObject(
    named('distributor'),
  )
  await mint(scene.asset, distributor, usdc('1'))
  await refused(manager.breakwater.openDistributionSync(opening), 'LossesAlreadyPublished')
  const other = lossTable([{ insured: eve.account.address, loss: 1n }])
  const more = { ...opening, table: other, amount: usdc('2') }
  await refused(manager.breakwater.openDistributionSync(more), 'PayoutTooSmall', { available: usdc('1') })
  await refused(eve.breakwater.openDistributionSync({ ...opening, table: other }), 'NotAuthorized')
  const proof = { index: 0, loss: usdc('30000'), proof: [table.root] }
  await travel(2 * DAY)
  const forged = eve.breakwater.claimLineSync({ distributor, distributionId: 1n, line: proof })
  await refused(forged, 'InvalidProof')
  expect(await bob.breakwater.getDistributor({ distributor })).toMatchObject({ distributionCount: 1n })
})

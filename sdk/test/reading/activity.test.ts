import {
  type Abi,
  type AbiEvent,
  type AbiParameter,
  encodeAbiParameters,
  encodeEventTopics,
  type Hex,
  parseUnits,
  zeroHash,
} from 'viem'
import { expect, test } from 'vitest'
import * as abis from '../../src/abis.js'
import { decode } from '../../src/actions/reading/activity/events.js'
import { wordsOf } from '../../src/actions/reading/activity/words/index.js'
import { events } from '../../src/generated/events.js'
import { type Activity, type ActivityContract, getActivity } from '../../src/index.js'
import {
  buy,
  chain,
  createPool,
  DAY,
  deployment,
  exploitAndFire,
  fillPool,
  fund,
  mint,
  now,
  people,
  scene,
  travel,
  useScene,
} from '../fixture.js'
import { watching } from './logNode.js'

const { bob, carol, dave, keeper } = people

useScene()

const namesOf = (activities: readonly Activity[]) =>
  activities.map(({ contract, eventName }) => `${contract}.${eventName}`)

/** A value of a type: what a careless reader would see through, if a sentence left it out or wrote it as it is. */
function sample(type: AbiParameter): unknown {
  if (type.type.endsWith('[]')) return [sample({ ...type, type: type.type.slice(0, -2) } as AbiParameter)]
  if ('components' in type)
    return Object.fromEntries(type.components.map((part) => [part.name, sample(part)]))
  if (type.type === 'address') return '0x1111111111111111111111111111111111111111'
  if (type.type === 'bool') return true
  if (type.type === 'string') return 'two\nlines'
  if (type.type.startsWith('bytes')) return `0x${'22'.repeat(Number(type.type.slice(5)))}`
  return /^u?int(8|16|24|32|40|48)$/.test(type.type) ? 7 : 7n
}

/** A log of an event. */
function logOf(event: AbiEvent) {
  const args = Object.fromEntries(event.inputs.map((input) => [input.name, sample(input)]))
  const plain = event.inputs.filter(({ indexed }) => !indexed)
  const place = { block: 1, index: 0, hash: '0x' as Hex, transaction: '0x' as Hex }
  return {
    ...{ ...place, address: '0x3333333333333333333333333333333333333333' as const },
    topics: encodeEventTopics({ abi: [event], args } as never) as Hex[],
    data: encodeAbiParameters(
      plain,
      plain.map(({ name }) => args[name ?? '']),
    ),
  }
}

test('every event of every contract is decoded, and said in one sentence', () => {
  const all = Object.entries(events).flatMap(([contract, list]) =>
    list.map((event) => ({ contract: contract as ActivityContract, event: event as AbiEvent })),
  )
  for (const { contract, event } of all) {
    const decoded = decode(logOf(event), [contract])
    expect(decoded).toMatchObject({ contract, eventName: event.name })
    if (!decoded) continue
    const address = '0x3333333333333333333333333333333333333333'
    const words = wordsOf(decoded, { about: {}, address, token: undefined })
    expect(words).toMatch(/^([A-Z]|0x|[\d.]+ )[^\n]+[^.]\.$/)
    expect(words).not.toMatch(/undefined|NaN|\[object|null|\$|\{/)
  }
  // Contracts have no other events than these.
  for (const [name, abi] of Object.entries(abis as unknown as Record<string, Abi>)) {
    const contract = (name.charAt(0).toUpperCase() + name.slice(1, -'Abi'.length)) as ActivityContract
    const own = abi.filter(({ type }) => type === 'event')
    expect([name, own.length]).toEqual([name, (events[contract] ?? []).length])
    expect(events[contract] ?? []).toEqual(own)
  }
  expect(all.length).toBeGreaterThan(100)
})

/** A pool with a cover, and a case. */
async function story() {
  await fillPool()
  const { coverId } = await buy(carol)
  await travel(4 * DAY)
  const incidentId = await exploitAndFire()
  const { pool, termsId } = scene
  await keeper.breakwater.openCaseSync({ pool, termsId, incidentId })
  await transfer(coverId)
  return { coverId, incidentId }
}

test('activities come in order, with what they are about, and amounts as people write them', async () => {
  const { coverId, incidentId } = await story()
  const { pool, termsId, productId, asset } = scene
  const tokens = [{ address: asset, decimals: 6, symbol: 'USDC' }]
  const { activities } = await getActivity(chain, { deployment, tokens })
  const places = activities.map(({ blockNumber, logIndex }) => Number(blockNumber) * 1000 + logIndex)
  expect(places).toEqual([...places].sort((a, b) => a - b))
  expect(new Set(activities.map(({ id }) => id)).size).toBe(activities.length)
  expect(activities.every(({ removed }) => !removed)).toBe(true)
  const bought = activities.find((one) => one.contract === 'CoverPool' && one.eventName === 'CoverBought')
  expect(bought?.about).toEqual({ pool, productId, termsId, coverId })
  const block = await chain.getBlock({ blockNumber: bought?.blockNumber as bigint })
  expect(bought).toMatchObject({ blockHash: block.hash, timestamp: Number(block.timestamp), address: pool })
  expect(bought?.words).toContain(`bought cover ${coverId} of 100,000 USDC on terms ${termsId} for `)
  const opened = activities.find((one) => one.contract === 'ClaimsVault')
  expect(opened?.about).toEqual({ pool, productId, termsId, incidentId })
  // Nothing of the chain that is ours was left out: each log of these addresses is one activity.
  const addresses = [...new Set(activities.map(({ address }) => address))]
  const logs = await chain.getLogs({ address: addresses, fromBlock: 0n })
  expect(activities).toHaveLength(logs.length)
})

test('filters narrow what is told: by pool, product, cover, account, name and block', async () => {
  const { asset, termsId, pool, productId } = scene
  const other = await createPool(asset, termsId)
  await fillPool(other.pool)
  const { coverId } = await buy(carol, parseUnits('1000', 6), 30 * DAY, other.pool)
  await story()
  const all = (await getActivity(chain, { deployment })).activities
  const expected = (isWanted: (activity: Activity) => boolean) => all.filter(isWanted)
  const found = async (filters: object) => (await getActivity(chain, { deployment, ...filters })).activities
  const ofPool = await found({ pool })
  expect(ofPool).toEqual(expected(({ about }) => about.pool === pool))
  expect(namesOf(ofPool)).toContain('ClaimsVault.CaseOpened')
  expect(await found({ coverId })).toEqual(expected(({ about }) => about.coverId === coverId))
  expect(namesOf(await found({ coverId }))).toEqual(['CoverToken.Transfer', 'CoverPool.CoverBought'])
  const names = await found({ eventNames: ['CoverBought', 'Deposit'] })
  expect(names).toEqual(expected(({ eventName }) => ['CoverBought', 'Deposit'].includes(eventName)))
  const fromBlock = ofPool[3]?.blockNumber as bigint
  const toBlock = ofPool.at(-3)?.blockNumber as bigint
  expect(await found({ pool, fromBlock, toBlock })).toEqual(
    ofPool.filter(({ blockNumber }) => fromBlock <= blockNumber && blockNumber <= toBlock),
  )
  // Incidents and meters belong to the product from the publication of its terms on.
  const ofProduct = namesOf(await found({ productId }))
  expect(ofProduct).toContain('ShareLossMeter.Fired')
  expect(ofProduct).toContain('CoverPool.CoverBought')
  expect(ofProduct).not.toContain('ShareLossMeter.MeterCreated')
  expect(await found({ productId: productId + 1n })).toEqual([])
})

test('an account has what names it, and what happens to the covers that it holds', async () => {
  await fillPool()
  const { coverId } = await buy(carol)
  const to = dave.account.address
  await transfer(coverId)
  await extend(coverId)
  const of = async (account: Activity['address']) =>
    namesOf((await getActivity(chain, { deployment, account })).activities)
  const ofDave = await of(to)
  expect(ofDave).toContain('CoverPool.CoverExtended')
  expect(ofDave.filter((name) => name === 'CoverToken.Transfer')).toHaveLength(1)
  expect(await of(carol.account.address)).not.toContain('CoverPool.CoverExtended')
  expect(await of(bob.account.address)).toEqual(['CoverPool.Transfer', 'CoverPool.Deposit'])
})

test('it goes on from a checkpoint that was JSON in between, and tells each activity once', async () => {
  await story()
  const whole = (await getActivity(chain, { deployment, toBlock: await chain.getBlockNumber() })).activities
  const last = await chain.getBlockNumber()
  const pieces: Activity[] = []
  let checkpoint: Awaited<ReturnType<typeof getActivity>>['checkpoint'] | undefined
  for (let toBlock = 20n; toBlock <= last + 7n; toBlock += 7n) {
    const part = await getActivity(chain, { deployment, checkpoint, toBlock })
    pieces.push(...part.activities)
    checkpoint = JSON.parse(JSON.stringify(part.checkpoint))
    expect(checkpoint).toEqual(part.checkpoint)
  }
  expect(pieces).toEqual(whole)
  expect(checkpoint?.blockNumber).toBe(Number(last))
  // Nothing new, nothing told; one request.
  const { client, asked } = watching()
  expect(await getActivity(client, { deployment, checkpoint })).toEqual({ activities: [], checkpoint })
  expect(asked).toEqual(['eth_getBlockByNumber'])
})

test('nothing is read from before the deployment, and arbiters are read from their terms on', async () => {
  const { startBlock, ...unknown } = deployment
  const { client, ranges } = watching()
  await getActivity(client, { deployment })
  expect(ranges.length).toBeGreaterThan(0)
  expect(startBlock).toBeGreaterThan(0)
  expect(Math.min(...ranges.map(([from]) => from))).toBe(startBlock)
  await expect(getActivity(chain, { deployment: unknown })).rejects.toMatchObject({
    ...{ name: 'InvalidParameterError', parameter: 'fromBlock' },
  })
  const { activities } = await getActivity(chain, { deployment: unknown, fromBlock: BigInt(startBlock ?? 0) })
  expect(activities).toEqual((await getActivity(chain, { deployment })).activities)
})

test('what factories have created is followed from then on', async () => {
  const { asset } = scene
  const { address } = keeper.account
  const factory = { address: deployment.payoutDistributorFactory, abi: abis.payoutDistributorFactoryAbi }
  const args = [asset, address, address, zeroHash] as const
  await mined(keeper.writeContract({ ...factory, functionName: 'createDistributor', args }))
  const { activities, checkpoint } = await getActivity(chain, { deployment })
  const created = activities.at(-1)
  if (created?.contract !== 'PayoutDistributorFactory') throw new Error('No distributor was created.')
  const { distributor } = created.args
  await mint(asset, distributor, parseUnits('5', 6))
  const contract = { address: distributor, abi: abis.payoutDistributorAbi }
  await mined(keeper.writeContract({ ...contract, functionName: 'noteArrival' }))
  const next = await getActivity(chain, { deployment, checkpoint })
  expect(namesOf(next.activities)).toEqual(['PayoutDistributor.ArrivalNoted'])
  expect(next.activities[0]?.address).toBe(distributor)
})

test.each([
  ['pool', { pool: '0x12' }],
  ['pool', { pool: deployment.court }],
  ['account', { account: '0x0000000000000000000000000000000000000000' }],
  ['productId', { productId: 1 }],
  ['coverId', { coverId: -1n }],
  ['eventNames', { eventNames: ['CoverSold'] }],
  ['eventNames', { eventNames: [] }],
  ['fromBlock', { fromBlock: 12 }],
  ['toBlock', { toBlock: 'pending' }],
  ['tokens[0].address', { tokens: [{ address: 'USDC', decimals: 6, symbol: 'USDC' }] }],
  ['checkpoint', { checkpoint: 12 }],
  ['checkpoint', { checkpoint: { version: 1, scope: '' } }],
])('a wrong %s is refused by its name: %o', async (parameter, given) => {
  const search = getActivity(chain, { deployment, ...given } as never)
  await expect(search).rejects.toMatchObject({ name: 'InvalidParameterError', parameter })
})

test('a checkpoint serves the same filters alone', async () => {
  const { checkpoint } = await getActivity(chain, { deployment })
  for (const filters of [{ pool: scene.pool }, { fromBlock: 12n }, { eventNames: ['Deposit' as const] }]) {
    const search = getActivity(chain, { deployment, checkpoint, ...filters })
    await expect(search).rejects.toMatchObject({ parameter: 'checkpoint' })
  }
})

const mined = async (hash: Promise<Hex>) => chain.waitForTransactionReceipt({ hash: await hash })

/** Carol gives a cover to Dave. */
async function transfer(id: bigint): Promise<void> {
  const token = { address: deployment.coverToken, abi: abis.coverTokenAbi }
  const args = [carol.account.address, dave.account.address, id] as const
  await mined(carol.writeContract({ ...token, functionName: 'transferFrom', args }))
}

/** The owner extends a cover. */
async function extend(coverId: bigint): Promise<void> {
  const { asset, pool } = scene
  const added = 10 * DAY
  const { premium } = await dave.breakwater.getExtensionQuote({ pool, coverId, added })
  const maxPremium = premium * 2n
  await fund(dave, asset, pool, maxPremium)
  await dave.breakwater.extendCoverSync({ pool, coverId, added, maxPremium, deadline: (await now()) + 600 })
}

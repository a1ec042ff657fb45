import { type Hex, numberToHex, pad, RpcRequestError } from 'viem'
import { expect, test } from 'vitest'
import {
  type Activity,
  type ActivityCheckpoint,
  type GetActivityParameters,
  getActivity,
} from '../../src/index.js'
import { putBack as putBackTo } from '../../src/testing/chain.js'
import {
  buy,
  chain,
  deployment,
  fillPool,
  fund,
  kit,
  people,
  scene,
  url,
  usdc,
  useScene,
} from '../fixture.js'
import { type Behaviour, type RawLog, watching } from './logNode.js'

const { bob, carol } = people

useScene()

const search = (checkpoint?: ActivityCheckpoint, more: GetActivityParameters = {}) =>
  getActivity(chain, { deployment, checkpoint, ...more })

async function deposit(assets: bigint): Promise<void> {
  const { asset, pool } = scene
  await fund(bob, asset, pool, assets)
  await bob.breakwater.depositSync({ pool, assets })
}

/** Mines many blocks, in requests that a busy machine answers in time. */
async function mine(count: number): Promise<void> {
  for (let left = count; left > 0; left -= 50) await chain.mine({ blocks: Math.min(left, 50) })
}

/** What an indexer would have after a result: what it had, without what is removed, and what is new. */
function apply(kept: readonly Activity[], activities: readonly Activity[]): Activity[] {
  const result = [...kept]
  for (const activity of activities) {
    const place = result.findIndex(({ id }) => id === activity.id)
    if (activity.removed) {
      // The last one first, and only what is there.
      expect(place).toBe(result.length - 1)
      expect(result[place]).toEqual({ ...activity, removed: false })
      result.pop()
    } else {
      expect(place).toBe(-1)
      result.push(activity)
    }
  }
  return result
}

test('a reorganisation is told: what is removed, and what has happened instead', async () => {
  await fillPool()
  const before = await search()
  const fork = await kit.snapshot()
  await deposit(usdc('100'))
  await chain.mine({ blocks: 3 })
  await deposit(usdc('200'))
  const first = await search(before.checkpoint)
  expect(first.activities.map(({ eventName }) => eventName)).toEqual([
    'Transfer',
    'Deposit',
    'Transfer',
    'Deposit',
  ])

  await putBackTo(chain, fork)
  // While the new chain is shorter, nobody knows which one stays.
  expect(await search(first.checkpoint)).toEqual({ activities: [], checkpoint: first.checkpoint })
  await deposit(usdc('300'))
  await chain.mine({ blocks: 20 })
  const second = await search(first.checkpoint)
  expect(second.activities.map(({ eventName, removed }) => `${removed} ${eventName}`)).toEqual([
    ...['true Deposit', 'true Transfer', 'true Deposit', 'true Transfer'],
    ...['false Transfer', 'false Deposit'],
  ])
  const kept = apply(apply(before.activities, first.activities), second.activities)
  expect(kept).toEqual((await search()).activities)
  expect(await search(second.checkpoint)).toEqual({ activities: [], checkpoint: second.checkpoint })
})

test('only what is after the fork is removed, and what is created there is known again', async () => {
  await fillPool()
  await deposit(usdc('100'))
  const fork = await kit.snapshot()
  const { pool } = await kit.scenarios.caseAtPanel()
  const filters = {
    eventNames: ['PoolCreated', 'Deposit', 'TermsPublished', 'CaseOpened', 'StakeDeposited'] as const,
  }
  const first = await search(undefined, filters)
  expect(first.activities.some(({ about }) => about.pool === pool)).toBe(true)
  await putBackTo(chain, fork)
  await chain.mine({ blocks: 2 })
  // The same addresses and numbers, in other blocks.
  await kit.scenarios.disputedCase()
  await chain.mine({ blocks: 20 })
  const second = await search(first.checkpoint, filters)
  const kept = apply(first.activities, second.activities)
  expect(kept).toEqual((await search(undefined, filters)).activities)
  const removed = second.activities.filter((one) => one.removed)
  expect(removed.some(({ about }) => about.pool === scene.pool)).toBe(false)
  expect(removed.some(({ contract }) => contract === 'ClaimsVault')).toBe(true)
})

test('random forks and searches: an indexer has what a new search finds', async () => {
  await fillPool()
  let kept: Activity[] = []
  let checkpoint: ActivityCheckpoint | undefined
  let seed = 7
  const random = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % below
  }
  for (let round = 0; round < 12; round++) {
    const fork = await kit.snapshot()
    for (let i = random(4); i > 0; i--) {
      await deposit(usdc(`${1 + random(500)}`))
      await chain.mine({ blocks: 1 + random(3) })
    }
    const found = await search(checkpoint)
    kept = apply(kept, found.activities)
    checkpoint = JSON.parse(JSON.stringify(found.checkpoint))
    if (random(2)) await putBackTo(chain, fork)
    if (random(2)) await deposit(usdc('1'))
    await chain.mine({ blocks: 1 + random(30) })
  }
  await chain.mine({ blocks: 60 })
  kept = apply(kept, (await search(checkpoint)).activities)
  expect(kept).toEqual((await search()).activities)
}, 120_000)

test('a reorganisation is told however late the search goes on', async () => {
  await fillPool()
  const before = await search()
  const fork = await kit.snapshot()
  await deposit(usdc('100'))
  const first = await search(before.checkpoint)
  await putBackTo(chain, fork)
  await deposit(usdc('200'))
  await mine(280)
  const second = await search(first.checkpoint)
  expect(second.activities.map(({ eventName, removed }) => `${removed} ${eventName}`)).toEqual([
    ...['true Deposit', 'true Transfer', 'false Transfer', 'false Deposit'],
  ])
  const kept = apply(apply(before.activities, first.activities), second.activities)
  expect(kept).toEqual((await search()).activities)
})

test('a chain that changed deeper than a checkpoint knows is told as an error', async () => {
  await fillPool()
  const fork = await kit.snapshot()
  await deposit(usdc('100'))
  await mine(300)
  const { checkpoint } = await search()
  const [oldest] = checkpoint.memory.blocks
  await putBackTo(chain, fork)
  await deposit(usdc('200'))
  await mine(305)
  await expect(search(checkpoint)).rejects.toMatchObject({
    name: 'CheckpointError',
    blockNumber: BigInt(oldest?.number ?? 0),
  })
})

/** Searches with a node that behaves so. */
const at = (behaviour: Behaviour, checkpoint?: ActivityCheckpoint) =>
  getActivity(watching(behaviour).client, { deployment, checkpoint })

const refuse = (code: number, message: string) => {
  throw new RpcRequestError({ body: {}, url, error: { code, message } })
}

/** Foreign logs, and how a node may write its own ones. */
const STRANGER = '0x00000000000000000000000000000000000000aa'
const change = (logs: RawLog[], part: object): RawLog[] =>
  logs.map((log, i) => (i === 3 ? { ...log, ...part } : log))

const HARMLESS: [string, Behaviour][] = [
  [
    'refuses more than 7 blocks',
    { onLogs: ([from, to], logs) => (to - from > 6 ? refuse(-32602, 'block range too wide') : logs) },
  ],
  [
    'refuses more than 5 results',
    { onLogs: (_, logs) => (logs.length > 5 ? refuse(-32005, 'query returned more than 5 results') : logs) },
  ],
  ['repeats logs', { onLogs: (_, logs) => [...logs, ...logs.slice(0, 5)] }],
  ['turns the order', { onLogs: (_, logs) => [...logs].reverse() }],
  [
    'returns logs of strangers',
    { onLogs: (_, logs) => [...logs, ...logs.map((log) => ({ ...log, address: STRANGER }))] },
  ],
  [
    'returns logs of other blocks',
    { onLogs: (_, logs) => [...logs, ...logs.map((log) => ({ ...log, blockNumber: '0x1' }))] },
  ],
  [
    'returns logs with unknown topics',
    {
      onLogs: (_, logs) => [
        ...logs,
        ...logs.slice(0, 3).map((log) => ({ ...log, logIndex: '0xffff', topics: [pad('0x1')] })),
      ],
    },
  ],
  [
    'returns logs without topics',
    {
      onLogs: (_, logs) => [
        ...logs,
        ...logs.slice(0, 3).map((log) => ({ ...log, logIndex: '0xffff', topics: [] })),
      ],
    },
  ],
  [
    'writes addresses with capitals',
    {
      onLogs: (_, logs) =>
        logs.map((log) => ({ ...log, address: `0x${String(log.address).slice(2).toUpperCase()}` })),
    },
  ],
]

test.each(HARMLESS)('a node that %s gives the same activities', async (_, behaviour) => {
  await fillPool()
  await buy(carol)
  expect((await at(behaviour)).activities).toEqual((await search()).activities)
})

const HARMFUL: [string, Behaviour][] = [
  ['returns no list', { onLogs: () => ({}) }],
  ['returns nothing', { onLogs: () => null }],
  ['returns logs without a place', { onLogs: (_, logs) => change(logs, { blockNumber: null }) }],
  ['returns texts for topics', { onLogs: (_, logs) => change(logs, { topics: ['Transfer'] }) }],
  ['returns data that is none of the event', { onLogs: (_, logs) => change(logs, { data: '0x12' }) }],
  [
    'leaves topics out',
    { onLogs: (_, logs) => logs.map((log) => ({ ...log, topics: log.topics.slice(0, 1) })) },
  ],
  [
    'returns two logs at one place',
    {
      onLogs: (_, logs) => [
        ...logs,
        ...change(logs, { data: `${logs[3]?.data}${'00'.repeat(32)}` }).slice(3, 4),
      ],
    },
  ],
  ['returns logs of another chain', { onLogs: (_, logs) => change(logs, { blockHash: pad('0x2') }) }],
  ['refuses everything', { onLogs: () => refuse(-32005, 'limit exceeded') }],
  ['is asked too often', { onLogs: () => refuse(429, 'Too Many Requests') }],
  [
    'has blocks without hashes',
    {
      onAnswer: (method, _, answer) =>
        method === 'eth_getBlockByNumber' ? { ...(answer as object), hash: null } : answer,
    },
  ],
  [
    'returns other blocks than asked for',
    {
      onAnswer: (method, params, answer) =>
        method === 'eth_getBlockByNumber' && (params as unknown[])[0] !== 'latest'
          ? { ...(answer as object), number: '0x1' }
          : answer,
    },
  ],
  ['has no blocks', { onAnswer: (method, _, answer) => (method === 'eth_getBlockByNumber' ? null : answer) }],
]

test.each(HARMFUL)('a node that %s is told as an error of its own', async (_, behaviour) => {
  await fillPool()
  await buy(carol)
  await expect(at(behaviour)).rejects.toMatchObject({ name: 'NodeError', origin: '@breakwater/sdk' })
})

test('a node whose chain changes at each question is told, after some attempts', async () => {
  await fillPool()
  let hash = 1
  const moving: Behaviour = {
    onAnswer: (method, _, answer) =>
      method === 'eth_getBlockByNumber' ? { ...(answer as object), hash: pad(numberToHex(hash++)) } : answer,
  }
  await expect(at(moving)).rejects.toMatchObject({ name: 'NodeError', reason: 'answer' })
  expect(hash).toBeLessThan(60)
})

test.each(['before', 'after'])(
  'a chain that changes while it is read is read again, from %s the fork',
  async (from) => {
    await fillPool()
    const { checkpoint, activities } = await search()
    const fork = await kit.snapshot()
    await deposit(usdc('100'))
    const first = from === 'before' ? { checkpoint, activities: [] } : await search(checkpoint)
    await chain.mine({ blocks: 2 })
    let changes = 1
    // It answers with what was there before.
    const late: Behaviour = {
      onLogs: async (_, logs) => {
        if (changes-- > 0) {
          await putBackTo(chain, fork)
          await deposit(usdc('300'))
          await chain.mine({ blocks: 9 })
        }
        return logs
      },
    }
    const second = await at(late, first.checkpoint)
    const kept = apply(apply(activities, first.activities), second.activities)
    expect(kept).toEqual((await search()).activities)
  },
)

test('an arbiter that writes events in a form of its own is passed over, and does not stop the search', async () => {
  const { panel } = await kit.scenarios.caseAtPanel()
  const own = (await search()).activities.filter(({ address }) => address === panel)
  const forged: Behaviour = {
    onLogs: (_, logs) =>
      logs.map((log) => (String(log.address) === panel.toLowerCase() ? { ...log, data: '0x' as Hex } : log)),
  }
  const { activities } = await at(forged)
  expect(activities.filter(({ address }) => address === panel)).toEqual([])
  expect(activities.length + own.length).toBe((await search()).activities.length)
})

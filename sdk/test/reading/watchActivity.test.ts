import { RpcRequestError } from 'viem'
import { afterEach, expect, test } from 'vitest'
import { type Activity, type ActivityCheckpoint, watchActivity } from '../../src/index.js'
import { putBack as putBackTo } from '../../src/testing/chain.js'
import { chain, deployment, fillPool, fund, kit, people, scene, url, usdc, useScene } from '../fixture.js'
import { type Behaviour, watching } from './logNode.js'

const { bob } = people

useScene()

const running: (() => void)[] = []
afterEach(() => {
  for (const stop of running.splice(0)) stop()
})

async function deposit(assets: bigint): Promise<void> {
  const { asset, pool } = scene
  await fund(bob, asset, pool, assets)
  await bob.breakwater.depositSync({ pool, assets })
}

/** Watches deposits and transfers of shares; a node may fail, and who listens may, too. */
function watch({
  checkpoint,
  fails = () => false,
  onActivity = () => {},
  onLogs,
}: {
  onLogs?: Behaviour['onLogs']
  checkpoint?: ActivityCheckpoint | undefined
  fails?: () => boolean
  onActivity?: () => unknown
} = {}) {
  const told: string[] = []
  const errors: unknown[] = []
  const node = watching({
    ...(onLogs && { onLogs }),
    onAnswer: (_, __, answer) => {
      if (fails()) throw new Error('The node is down.')
      return answer
    },
  })
  const seen = { told, errors, node, checkpoint, unwatch: () => {} }
  seen.unwatch = watchActivity(node.client, {
    ...{ deployment, checkpoint, pool: scene.pool, eventNames: ['Deposit'], pollingInterval: 20 },
    onActivity: async (activities: Activity[], next) => {
      await onActivity()
      for (const one of activities)
        if (one.contract === 'CoverPool' && one.eventName === 'Deposit')
          told.push(`${one.removed ? '-' : '+'}${one.args.assets / usdc('1')}`)
      seen.checkpoint = JSON.parse(JSON.stringify(next))
    },
    onError: (error) => errors.push(error),
  })
  running.push(seen.unwatch)
  return seen
}

/** Waits until it has asked so often again. */
async function rounds(node: { asked: string[] }, count = 3): Promise<void> {
  const before = node.asked.length
  await expect.poll(() => node.asked.length, { timeout: 5000, interval: 10 }).toBeGreaterThan(before + count)
}

test('activities are told as they come, once each, and removed ones as such', async () => {
  await fillPool()
  const { told, errors, node } = watch()
  await expect.poll(() => told).toEqual(['+2000000', '+1000000'])
  const fork = await kit.snapshot()
  await deposit(usdc('7'))
  await expect.poll(() => told.slice(2)).toEqual(['+7'])
  await putBackTo(chain, fork)
  await deposit(usdc('9'))
  await chain.mine({ blocks: 5 })
  await expect.poll(() => told.slice(3)).toEqual(['-7', '+9'])
  await rounds(node)
  expect(told).toHaveLength(5)
  expect(errors).toEqual([])
})

test('a node that fails is asked again, and nothing is lost or told twice', async () => {
  await fillPool()
  let isDown = false
  const { told, errors } = watch({ fails: () => isDown })
  await expect.poll(() => told).toHaveLength(2)
  isDown = true
  await deposit(usdc('1'))
  await expect.poll(() => errors.length).toBeGreaterThan(2)
  await deposit(usdc('2'))
  isDown = false
  await expect.poll(() => told.slice(2)).toEqual(['+1', '+2'])
  expect(errors.every((error) => typeof error === 'object')).toBe(true)

  // The same with a node that fails at random.
  let calls = 0
  const flaky = watch({ fails: () => ++calls % 3 === 0 })
  await expect.poll(() => flaky.told, { timeout: 10_000 }).toEqual(told)
  expect(flaky.errors.length).toBeGreaterThan(0)
})

test('it goes on from a checkpoint after it was stopped', async () => {
  await fillPool()
  const first = watch()
  await expect.poll(() => first.told).toHaveLength(2)
  first.unwatch()
  await deposit(usdc('1'))
  await deposit(usdc('2'))
  const second = watch({ checkpoint: first.checkpoint })
  await expect.poll(() => second.told).toEqual(['+1', '+2'])
  await rounds(second.node)
  expect(second.told).toHaveLength(2)
  expect(first.told).toHaveLength(2)
})

test('who fails to take activities in gets the same ones again', async () => {
  await fillPool()
  let failures = 3
  const { told, errors, checkpoint } = watch({
    onActivity: () => {
      if (failures-- > 0) throw new Error('The database is busy.')
    },
  })
  await expect.poll(() => told).toEqual(['+2000000', '+1000000'])
  expect(errors).toHaveLength(3)
  expect(checkpoint).toBeUndefined()
})

test('stopping leaves no timer, and what is being read is told no more', async () => {
  await fillPool()
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  const before = timers()
  const { told, node, unwatch } = watch()
  await expect.poll(() => told).toHaveLength(2)
  unwatch()
  unwatch()
  await expect.poll(timers).toBeLessThanOrEqual(before)
  const asked = node.asked.length
  await deposit(usdc('1'))
  await new Promise((done) => setTimeout(done, 100))
  expect(node.asked.length).toBeLessThanOrEqual(asked + 1)
  expect(told).toHaveLength(2)

  // In the middle of a long search.
  const onLogs = ([from, to]: [number, number], logs: unknown) => {
    if (to > from)
      throw new RpcRequestError({ body: {}, url, error: { code: -32005, message: 'limit: 1 block' } })
    return logs
  }
  const early = watch({ onLogs })
  await expect.poll(() => early.node.asked.length, { interval: 1 }).toBeGreaterThan(10)
  early.unwatch()
  const soFar = early.node.asked.length
  await new Promise((done) => setTimeout(done, 200))
  expect(early.node.asked.length).toBeLessThan(soFar + 5)
  expect(early.told).toEqual([])
})

test.each([
  ['onActivity', { onActivity: undefined }],
  ['pollingInterval', { onActivity: () => {}, pollingInterval: Number.NaN }],
  ['pool', { onActivity: () => {}, pool: 'USDC' }],
])('a wrong %s is refused at once', (parameter, given) => {
  expect(() => watchActivity(chain, { deployment, ...given } as never)).toThrow(
    expect.objectContaining({ name: 'InvalidParameterError', parameter }),
  )
})

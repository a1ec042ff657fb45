import { parseEther } from 'viem'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  defaultModel,
  deniedDecoys,
  hardMonths,
  runOnExits,
  type StressScenario,
  selectIncidents,
  shippedIncidents,
  wholeCluster,
  wipeOut,
  worstMonths,
} from '../../src/risk/index.js'
import { kit } from '../fixture.js'
import { apart, type ChainPool, CLAIM_WINDOW, type Played, playOnChain, poolToStress } from './chainPool.js'

const FIVE_PERCENT = parseEther('0.05')

let stressed: ChainPool
let clean: `0x${string}`
let set: `0x${string}`

beforeAll(async () => {
  clean = await kit.snapshot()
  stressed = await poolToStress([
    { cluster: 0, deductible: FIVE_PERCENT, covers: [['700000', 200]] },
    { cluster: 0, deductible: 0n, covers: [['600000', 180]] },
    { cluster: 0, deductible: FIVE_PERCENT, covers: [['500000', 300]] },
    {
      cluster: 1,
      deductible: FIVE_PERCENT,
      covers: [
        ['400000', 150],
        ['250000', 220],
      ],
    },
    { cluster: 1, deductible: 0n, covers: [['550000', 250]] },
    { cluster: 2, deductible: FIVE_PERCENT, covers: [['450000', 330]] },
  ])
  set = await kit.snapshot()
}, 120_000)
beforeEach(() => kit.restore(set))
afterAll(() => kit.restore(clean))

const options = { claimWindow: CLAIM_WINDOW }
const play = ({ steps }: StressScenario): Promise<Played> => playOnChain(stressed, apart(steps))

test('a whole cluster fails at once', async () => {
  const { states, calls } = await play(wholeCluster(stressed.snapshot, options))
  expect(calls).toBeGreaterThan(0)
  expect(states.at(-1)?.claimed).toBeGreaterThan(0n)
})

test('underwriters run on the day of a report, and the next product fails after their exits', async () => {
  const { states } = await play(runOnExits(stressed.snapshot, options))
  const exited = states.filter(({ step }) => step.do === 'settleExits').map((state) => state.exited)
  expect(exited[0]).toBeGreaterThan(0n)
  expect(states.at(-1)?.queued).toBeGreaterThan(0n)
})

test('two denied decoys take nothing from the claimants of the true report', async () => {
  const { states } = await play(deniedDecoys(stressed.snapshot, options))
  const [first] = stressed.snapshot.products
  // 95 % of the largest product: all that its cover insures.
  expect(states.at(-1)?.claimed).toBe(((first?.committed ?? 0n) * 1_000_000n * 95n) / 100n)
})

test('everything fails at once, claims are paid in part, and the pool starts again', async () => {
  const { states } = await play(wipeOut(stressed.snapshot, options))
  const last = states.at(-1)
  const covered = stressed.snapshot.clusters.reduce((sum, units) => sum + units, 0n) * 1_000_000n
  expect(states.some(({ short }) => short)).toBe(true)
  expect(last?.short).toBe(false)
  expect(last?.claimed).toBeLessThan((covered * 95n) / 100n)
  expect(last?.equity).toBeGreaterThan(0n)
})

/** Incidents that the package ships, over the mean number of protocols in each year of the model. */
function worst() {
  const exposure = defaultModel().hazard.byYear.flatMap(({ year, exposure }) => {
    const months = year === 2026 ? 7 : 12
    return Array.from({ length: months }, (_, i) => ({
      ...{ month: `${year}-${String(i + 1).padStart(2, '0')}`, protocols: (exposure * 12) / months },
    }))
  })
  return worstMonths(selectIncidents(shippedIncidents(), { from: '2022-01-01' }), exposure, 10)
}

test('the ten worst months come one after another, with twice as many incidents', async () => {
  // Two of twenty-seven products are expected to fail in them.
  stressed = await poolToStress(
    Array.from({ length: 27 }, (_, i) => ({
      ...{ cluster: i % 8, deductible: FIVE_PERCENT, covers: [[`${100_000 - 1_000 * i}`, 360] as const] },
    })),
  )
  const { states } = await play(hardMonths(stressed.snapshot, worst(), options))
  const paid = [100_000n, 99_000n].reduce((sum, amount) => sum + (amount * 95n) / 100n, 0n)
  expect(states.at(-1)?.claimed).toBe(paid * 1_000_000n)
  expect(states.filter(({ step }) => step.do === 'openCase')).toHaveLength(2)
}, 240_000)

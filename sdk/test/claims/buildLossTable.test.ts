import fc from 'fast-check'
import { type Address, bytesToHex, getAddress, keccak256, numberToHex } from 'viem'
import { expect, test } from 'vitest'
import { buildLossTable, type LossLine, lossTable, readLosses, verifyLoss } from '../../src/index.js'
import { keccakInto } from '../../src/internal/keccak.js'

const SEED = Number(process.env.SEED ?? 20_260_101)

test('hashes of short inputs are those of viem', () => {
  const input = fc.integer({ min: 0, max: 33 }).chain((words) => {
    const minLength = 4 * words
    return fc.uint8Array({ minLength, maxLength: minLength })
  })
  fc.assert(
    fc.property(input, fc.nat({ max: 8 }), (bytes, at) => {
      const target = new Uint8Array(48).fill(7)
      keccakInto(new DataView(bytes.slice().buffer), new DataView(target.buffer), at)
      expect(bytesToHex(target.slice(at, at + 32))).toBe(keccak256(bytes))
      expect(new Set([...target.slice(0, at), ...target.slice(at + 32)])).toEqual(new Set([7]))
    }),
    { seed: SEED, numRuns: 500 },
  )
})

/** Losses of addresses in no order, every third of them twice. */
function* losses(count: number): Generator<LossLine> {
  for (let i = 0; i < count; i++) {
    const number = (BigInt(i - (i % 3 === 2 ? 1 : 0)) * 0x9e3779b97f4a7c15n) % (1n << 152n)
    yield { insured: numberToHex((number << 8n) | 1n, { size: 20 }), loss: BigInt(i + 1) }
  }
}

/** Processor time of this process, milliseconds: what else runs on the machine does not count. */
const worked = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

test('a table that is built in slices is the same, and lets others work meanwhile', async () => {
  const count = 30_000
  let ticks = 0
  let [last, longest] = [worked(), 0]
  const timer = setInterval(() => {
    ticks++
    longest = Math.max(longest, worked() - last)
    last = worked()
  }, 1)
  const text = Array.from(losses(count), ({ insured, loss }) => `${insured},${loss}`).join('\n')
  const list = JSON.stringify(
    Array.from(losses(count), ({ insured, loss }) => ({ insured, loss: `${loss}` })),
  )
  last = worked()
  const table = await buildLossTable(losses(count), { slice: 5 })
  for (const written of [text, list]) {
    const read = await buildLossTable(readLosses(written, { decimals: 0 }), { slice: 5 })
    expect(read.root).toBe(table.root)
  }
  clearInterval(timer)
  const whole = lossTable(losses(count))
  expect(table.root).toBe(whole.root)
  expect(table.length).toBe(count - count / 3)
  expect(table.total).toBe((BigInt(count) * BigInt(count + 1)) / 2n)
  expect(ticks).toBeGreaterThan(5)
  // Far above a slice, for slow machines; without pauses it would be the whole time.
  expect(longest).toBeLessThan(250)
  const addresses = Array.from({ length: table.length }, (_, i) => table.line(i).insured.toLowerCase())
  expect(addresses).toEqual([...addresses].sort())
  for (const index of [0, 4_095, 4_096, 12_345, table.length - 1]) {
    const line = table.line(index)
    expect(verifyLoss({ root: table.root, ...line, proof: table.proof(index) })).toBe(true)
    expect(table.indexOf(getAddress(line.insured))).toBe(index)
  }
})

test('a build can be ended, and errors are those of the whole', async () => {
  const ending = new AbortController()
  const build = buildLossTable(losses(1_000_000), { signal: ending.signal })
  ending.abort(new Error('enough'))
  await expect(build).rejects.toThrow('enough')
  const bad = [...losses(3), { insured: '0x12' as Address, loss: 1n }]
  await expect(buildLossTable(bad)).rejects.toThrow('Line 4 of the losses')
  await expect(buildLossTable([])).rejects.toMatchObject({ name: 'InvalidLossesError' })
})

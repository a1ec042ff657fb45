/**
 * Vectors of every formula that contracts and SDK share, both ways round: contracts/test/differential/sdk.json is drawn
 * and computed here by the SDK's `/math`, and checked by forge; contracts.json is drawn and computed in Solidity, and checked
 * by vitest. Part of `pnpm generate`; `--check` only compares the first (forge itself compares the second).
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FORMULAS } from '../../../sdk/test/formulas.ts'
import { forge, main, ROOT } from '../lib.ts'

const FILE = join(ROOT, 'contracts/test/differential/sdk.json')
const SEED = 20_260_101n
const DRAWS = 60

const DAY = 86_400n
const MAX_PPM = 1_000_000n
const WAD = 10n ** 18n
const bits = (n: number) => (1n << BigInt(n)) - 1n

let state = SEED
/** 256 bits, the same in every run: a linear congruential generator, its high half folded into the low. */
function random(): bigint {
  state = (state * 0x5851f42d4c957f2d14057b7ef767814fn + 0x14057b7ef767814f5851f42d4c957f2dn) & bits(256)
  return state ^ (state >> 128n)
}

/** Between both bounds: often one of them or beside it or beside an `edge`, else of any number of bits. */
function draw(low: bigint, high: bigint, ...edges: bigint[]): bigint {
  const near = [low, low + 1n, high - 1n, high, ...edges.flatMap((edge) => [edge - 1n, edge, edge + 1n])]
  const usable = near.filter((x) => x >= low && x <= high)
  if (random() % 2n === 0n) return usable[Number(random() % BigInt(usable.length))] as bigint
  const width = random() % BigInt((high - low).toString(2).length + 1)
  return low + ((random() & ((1n << width) - 1n)) % (high - low + 1n))
}

const sorted = (...values: bigint[]) => values.sort((a, b) => (a < b ? -1 : 1))

function area(): bigint[] {
  const rates = sorted(draw(0n, bits(24)), draw(0n, bits(24)), draw(0n, bits(24)))
  const target = draw(0n, MAX_PPM)
  const limit = draw(0n, bits(32))
  const kink = (limit * target) / MAX_PPM
  const [from = 0n, to = 0n] = sorted(draw(0n, bits(32), kink, limit), draw(0n, bits(32), kink, limit))
  return [...rates, target, limit, from, to]
}

const rate = () => draw(1n, bits(35), 1n << 20n)
const quantum = () => draw(1n, 10n ** 24n, 10n ** 6n, 10n ** 15n)

function refund(): bigint[] {
  const waiting = draw(0n, 60n * DAY)
  const start = waiting + draw(0n, bits(31))
  const end = (start / DAY + draw(1n, 2047n)) * DAY
  const minBilled = draw(14n * DAY, 400n * DAY, end - start)
  const [, long = 0n] = sorted(end - start, minBilled)
  const billed = start - waiting + ((end - start + waiting) * minBilled + long - 1n) / long
  return [rate(), start, end, draw(start - waiting, end + DAY, billed, end), waiting, minBilled, quantum()]
}

function unearned(): bigint[] {
  const end = draw(1n, bits(16)) * DAY
  return [rate(), end, draw(0n, end), quantum()]
}

function damped(): bigint[] {
  const day = draw(0n, bits(16))
  const later = draw(0n, 66n, 63n, 64n)
  return [draw(0n, bits(96)), day, day + later, draw(0n, bits(96)), draw(0n, bits(104))]
}

const limit = () => [
  draw(0n, bits(96)),
  draw(0n, bits(24), MAX_PPM),
  draw(0n, MAX_PPM),
  draw(0n, WAD),
  quantum(),
]
const shares = () => [
  draw(0n, bits(104)),
  draw(0n, bits(104)),
  draw(0n, bits(112)),
  10n ** draw(3n, 6n),
  10n ** draw(0n, 9n),
]

/** Shares on their way out of a supply, at a moment of it or after it. */
function fading(): bigint[] {
  const supply = draw(0n, bits(112))
  const from = draw(0n, bits(39))
  const until = from + draw(1n, 60n * DAY, 30n * DAY)
  return [supply, draw(0n, supply), from, until, draw(from, until + 400n * DAY, until)]
}

/** A cover, a severity, and a deductible around it. */
function loss(): bigint[] {
  const severity = draw(0n, WAD, WAD / 20n)
  return [draw(0n, bits(96)), severity, draw(0n, WAD, severity)]
}

/** A part of a whole, and what is there for it: around the point where all is. */
function part(): bigint[] {
  const whole = draw(0n, bits(96))
  return [draw(0n, whole), draw(0n, bits(104), whole), whole]
}

const INPUTS: Record<string, () => bigint[]> = {
  areaUp: area,
  streamUp: () => [draw(0n, bits(88)), draw(0n, bits(32)), draw(0n, MAX_PPM - 1n, 200_000n)],
  roundRateUp: () => [draw(0n, bits(40), 1n << 20n, 1n << 35n)],
  rateUp: () => [draw(0n, bits(79)), draw(1n, bits(32))],
  valueUp: () => [draw(0n, bits(79), 1n << 33n), quantum()],
  grossUp: () => [draw(0n, bits(104)), draw(0n, MAX_PPM - 1n, 200_000n)],
  refundDown: refund,
  unearnedUp: unearned,
  dampedEquityDown: damped,
  productLimitDown: limit,
  toSharesDown: shares,
  toAssetsDown: shares,
  toAssetsUp: shares,
  virtualShares: () => [draw(6n, 18n)],
  assetUnit: () => [draw(6n, 18n)],
  payableUp: loss,
  provenUp: () => {
    const committed = draw(0n, bits(96))
    return [committed, draw(0n, bits(128), committed), draw(0n, WAD, WAD / 20n)]
  },
  grossDown: loss,
  dueDown: part,
  recoveryDown: part,
  settlementTipDown: () => [draw(0n, bits(104), 10n ** 9n), draw(0n, bits(40), 7n * DAY), quantum()],
  supplyAt: fading,
  dividedDown: () => [draw(0n, bits(112), 1n << 52n)],
}

function vectors(): string {
  state = SEED
  const result: Record<string, string[]> = {}
  for (const [name, { width, evaluate }] of Object.entries(FORMULAS)) {
    const inputs = INPUTS[name]
    if (!inputs) throw new Error(`Nothing draws the inputs of ${name}.`)
    result[name] = Array.from({ length: DRAWS }, () => {
      const drawn = inputs()
      if (drawn.length !== width) throw new Error(`${name} takes ${width} numbers, not ${drawn.length}.`)
      return [...drawn, evaluate(...drawn)].map(String)
    }).flat()
  }
  return `${JSON.stringify(result)}\n`
}

/** Brings both files up to date, or with `check` only says whether the SDK's is. */
export async function writeVectors(check: boolean): Promise<boolean> {
  const wanted = vectors()
  if (check) return existsSync(FILE) && readFileSync(FILE, 'utf8') === wanted
  writeFileSync(FILE, wanted)
  const { code } = await forge(['test', '--match-path', 'contracts/test/differential/Written.t.sol'], {
    env: { VECTORS: 'write' },
  })
  return code === 0
}

main(import.meta.url, async () => {
  const check = process.argv.includes('--check')
  if (await writeVectors(check)) return 0
  console.error(
    check ? 'contracts/test/differential/sdk.json is out of date: run "pnpm generate".' : 'Not written.',
  )
  return 1
})

import fc from 'fast-check'

const DAY = 86_400n
const MAX_PPM = 1_000_000n
const WAD = 10n ** 18n
const bits = (n: number) => (1n << BigInt(n)) - 1n

/** Draws a number between both bounds: often one of them, or beside it, or beside an edge, else of any number of bits. */
type Draw = (low: bigint, high: bigint, ...edges: bigint[]) => bigint

function numbers(low: bigint, high: bigint, ...edges: bigint[]): fc.Arbitrary<bigint> {
  const near = [low, low + 1n, high - 1n, high, ...edges.flatMap((edge) => [edge - 1n, edge, edge + 1n])]
  const ofAnyWidth = fc.nat((high - low).toString(2).length).chain((width) => {
    const max = low + (1n << BigInt(width))
    return fc.bigInt(low, max < high ? max : high)
  })
  // The edges are named: a bias to small numbers on top of them would only draw the same ones again.
  return fc.noBias(fc.oneof(fc.constantFrom(...near.filter((x) => x >= low && x <= high)), ofAnyWidth))
}

const sorted = (...values: bigint[]) => values.sort((a, b) => (a < b ? -1 : 1))

function area(draw: Draw): bigint[] {
  const rates = sorted(draw(0n, bits(24)), draw(0n, bits(24)), draw(0n, bits(24)))
  const target = draw(0n, MAX_PPM)
  const limit = draw(0n, bits(32))
  const kink = (limit * target) / MAX_PPM
  const [from = 0n, to = 0n] = sorted(draw(0n, bits(32), kink, limit), draw(0n, bits(32), kink, limit))
  return [...rates, target, limit, from, to]
}

const rate = (draw: Draw) => draw(1n, bits(35), 1n << 20n)
const coverUnit = (draw: Draw) => draw(1n, 10n ** 19n, 10n ** 6n, 10n ** 15n)

function refund(draw: Draw): bigint[] {
  const waiting = draw(0n, 60n * DAY)
  const start = waiting + draw(0n, bits(31))
  const end = (start / DAY + draw(1n, 2047n)) * DAY
  const minBilled = draw(14n * DAY, 400n * DAY, end - start)
  const [, long = 0n] = sorted(end - start, minBilled)
  const billed = start - waiting + ((end - start + waiting) * minBilled + long - 1n) / long
  return [
    rate(draw),
    start,
    end,
    draw(start - waiting, end + DAY, billed, end),
    waiting,
    minBilled,
    coverUnit(draw),
  ]
}

function unearned(draw: Draw): bigint[] {
  const end = draw(1n, bits(16)) * DAY
  return [rate(draw), end, draw(0n, end), coverUnit(draw)]
}

function damped(draw: Draw): bigint[] {
  const day = draw(0n, bits(16))
  const later = draw(0n, 66n, 63n, 64n)
  return [draw(0n, bits(96)), day, day + later, draw(0n, bits(96)), draw(0n, bits(104))]
}

const limit = (draw: Draw) => [
  draw(0n, bits(96)),
  draw(0n, bits(24), MAX_PPM),
  draw(0n, MAX_PPM),
  draw(0n, WAD),
  coverUnit(draw),
]
const shares = (draw: Draw) => [
  draw(0n, bits(104)),
  draw(0n, bits(104)),
  draw(0n, bits(112)),
  10n ** draw(3n, 6n),
  10n ** draw(0n, 9n),
]

/** Shares on their way out of a supply, at a moment of it or after it. */
function fading(draw: Draw): bigint[] {
  const supply = draw(0n, bits(112))
  const from = draw(0n, bits(39))
  const until = from + draw(1n, 60n * DAY, 30n * DAY)
  return [supply, draw(0n, supply), from, until, draw(from, until + 400n * DAY, until)]
}

/** A cover, a severity, and a deductible around it. */
function loss(draw: Draw): bigint[] {
  const severity = draw(0n, WAD, WAD / 20n)
  return [draw(0n, bits(96)), severity, draw(0n, WAD, severity)]
}

/** A part of a whole, and what is there for it: around the point where all is. */
function part(draw: Draw): bigint[] {
  const whole = draw(0n, bits(96))
  return [draw(0n, whole), draw(0n, bits(104), whole), whole]
}

const INPUTS: Record<string, (draw: Draw) => bigint[]> = {
  areaUp: area,
  streamUp: (draw) => [draw(0n, bits(88)), draw(0n, bits(32)), draw(0n, MAX_PPM - 1n, 200_000n)],
  roundRateUp: (draw) => [draw(0n, bits(40), 1n << 20n, 1n << 35n)],
  rateUp: (draw) => [draw(0n, bits(79)), draw(1n, bits(32))],
  valueUp: (draw) => [draw(0n, bits(79), 1n << 33n), coverUnit(draw)],
  grossUp: (draw) => [draw(0n, bits(104)), draw(0n, MAX_PPM - 1n, 200_000n)],
  refundDown: refund,
  unearnedUp: unearned,
  dampedEquityDown: damped,
  productLimitDown: limit,
  toSharesDown: shares,
  toAssetsDown: shares,
  toAssetsUp: shares,
  virtualShares: (draw) => [draw(6n, 18n)],
  assetUnit: (draw) => [draw(6n, 18n)],
  payableUp: loss,
  provenUp: (draw) => {
    const committed = draw(0n, bits(96))
    return [committed, draw(0n, bits(128), committed), draw(0n, WAD, WAD / 20n)]
  },
  grossDown: loss,
  dueDown: part,
  recoveryDown: part,
  settlementTipDown: (draw) => [
    draw(0n, bits(104), 10n ** 9n),
    draw(0n, bits(40), 7n * DAY),
    coverUnit(draw),
  ],
  supplyAt: fading,
  dividedDown: (draw) => [draw(0n, bits(112), 1n << 52n)],
}

/** Inputs of one of the formulas, the same for a seed as long as fast-check's version is. */
export function drawInputs(name: string, seed: number, count: number): bigint[][] {
  const inputs = INPUTS[name]
  if (!inputs) throw new Error(`Nothing draws the inputs of ${name}.`)
  const drawn = fc.gen().map((draw) => inputs((low, high, ...edges) => draw(numbers, low, high, ...edges)))
  return fc.sample(drawn, { seed, numRuns: count })
}

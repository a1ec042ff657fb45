import { buildLossTable, type LossLine } from '../src/actions/claims/losses.js'

/** Losses of a million addresses in no order, one after another. */
function* million(): Generator<LossLine> {
  for (let i = 0n; i < 1_000_000n; i++) {
    const number = ((i * 0x9e3779b97f4a7c15n) % (1n << 159n)) + 1n
    yield { insured: `0x${number.toString(16).padStart(40, '0')}`, loss: (i + 1n) * 1_000n }
  }
}

const [began, idle] = [performance.now(), process.cpuUsage()]
let [last, longestStop] = [began, 0]
const timer = setInterval(() => {
  longestStop = Math.max(longestStop, performance.now() - last)
  last = performance.now()
}, 1)
const { length } = await buildLossTable(million())
clearInterval(timer)
const { user, system } = process.cpuUsage(idle)
console.log(
  JSON.stringify({
    lines: length,
    seconds: (performance.now() - began) / 1000,
    processorSeconds: (user + system) / 1e6,
    longestStop,
    megabytes: process.resourceUsage().maxRSS / 1000,
  }),
)

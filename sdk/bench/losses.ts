import { buildLossTable } from '../src/actions/claims/losses.js'
import { readLosses } from '../src/actions/claims/lossText.js'

/** A text with losses of a million addresses in no order. */
function million(): string {
  const text = Buffer.alloc(60_000_000)
  let length = text.write('insured,loss\n')
  for (let i = 0n; i < 1_000_000n; i++) {
    const number = ((i * 0x9e3779b97f4a7c15n) % (1n << 159n)) + 1n
    length += text.write(`0x${number.toString(16).padStart(40, '0')},${i + 1n}.5\n`, length, 'latin1')
  }
  return text.toString('latin1', 0, length)
}

const text = million()
/** Processor time of this process, milliseconds: what else runs on the machine does not count. */
const worked = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

const began = worked()
let last = [performance.now(), began] as const
let longestStop = 0
const timer = setInterval(() => {
  const now = [performance.now(), worked()] as const
  // The shorter of both: other programs make the first longer, other threads of this one the second.
  longestStop = Math.max(longestStop, Math.min(now[0] - last[0], now[1] - last[1]))
  last = now
}, 1)
const { length } = await buildLossTable(readLosses(text, { decimals: 6 }))
clearInterval(timer)
console.log(
  JSON.stringify({
    lines: length,
    processorSeconds: (worked() - began) / 1000,
    longestStop,
    megabytes: process.resourceUsage().maxRSS / 1000,
  }),
)

import type * as risk from '../src/risk/index.js'
import type * as riskNode from '../src/risk/node.js'

// As it is published: with its worker threads.
const { defaultModel, hypotheticalPool }: typeof risk = await import(
  new URL('../dist/risk.js', import.meta.url).href
)
const { simulateInWorkers }: typeof riskNode = await import(
  new URL('../dist/riskNode.js', import.meta.url).href
)

const products = Array.from({ length: 40 }, (_, i) => ({ cluster: i % 8 }))
const snapshot = hypotheticalPool({ equity: 10_000_000_000_000n, products })
const began = performance.now()
const { loss } = await simulateInWorkers({ snapshot, model: defaultModel(), paths: 100_000, workers: 2 })
const seconds = (performance.now() - began) / 1000
if (!(loss.value > 0)) throw new Error('The simulation has no losses.')
console.log(JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1000 }))

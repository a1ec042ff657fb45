import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { deployments } from '../../src/index.js'
import { kit } from '../fixture.js'
import { cases } from './cases.js'
import { courts } from './courts.js'
import { embedding } from './embedding.js'
import type { Given } from './given.js'
import { listings } from './listings.js'
import { compile, type ExampleModule, runModule, toModule } from './modules.js'
import { announced, readExamples } from './read.js'
import { risks } from './risks.js'
import { anything, sales } from './sales.js'
import type { Situation } from './situation.js'

/** What compiles and cannot be run here, by what it is about, and the reason. */
const NOT_RUN: Record<string, string> = {
  breakwaterActions: 'asks a public chain',
  toSaltStore: 'asks a browser for its storage',
  kitTest: 'is a file for vitest: test/testing/runners.test.ts',
  useTestkit: 'is a file for node:test: test/testing/runners.test.ts',
  'A local chain': 'is a file for vitest, which `pnpm test:packages vitest` runs',
  '@breakwater/sdk': 'needs `npx @breakwater/sdk dev`, beside which `pnpm test:packages dev` runs it',
  simulateInWorkers: 'is for a built package: test/risk/simulation.test.ts builds what it needs',
  'The court 1': 'is a part of examples/dispute.ts, which test/demo.test.ts runs',
  'The court 2': 'is a part of examples/dispute.ts, which test/demo.test.ts runs',
}

const GIVEN = new Set(
  [...readFileSync(new URL('given.ts', import.meta.url), 'utf8').matchAll(/^ {2}(\w+):/gm)].map(
    ([, name = '']) => name,
  ),
)
const modules = readExamples().map((example) => toModule(example, GIVEN))
const situations: Situation[] = [...sales, ...cases, ...courts, ...listings, ...embedding, ...risks]
const elsewhere = new Set([...situations.flatMap(({ examples }) => examples), ...Object.keys(NOT_RUN)])
const bases = [...new Set([anything, ...situations].map(({ from }) => from))]
const isOf = (names: readonly string[]) => (module: ExampleModule) => names.includes(module.about)

let folder: string
const cwd = process.cwd()
let clean: `0x${string}`
beforeAll(async () => {
  clean = await kit.snapshot()
  folder = mkdtempSync(join(tmpdir(), 'breakwater-examples-'))
  writeFileSync(
    join(folder, 'product.json'),
    readFileSync(new URL('../../templates/vault.json', import.meta.url)),
  )
  process.chdir(folder)
  // As on a public chain, whose addresses an example need not name.
  Object.assign(deployments, { [kit.chain.id]: { [kit.deployment.release]: kit.deployment } })
})
afterAll(async () => {
  process.chdir(cwd)
  Object.assign(deployments, { [kit.chain.id]: undefined })
  rmSync(folder, { recursive: true })
  await kit.restore(clean)
})

test('every example compiles', () => {
  expect(compile(modules)).toEqual([])
})

test('no example is overlooked, and no name is left over', () => {
  expect(modules.filter(({ file }) => file.endsWith('.ts'))).toHaveLength(announced())
  expect(modules.length).toBeGreaterThan(220)
  const names = modules.map(({ about }) => about)
  expect([...elsewhere].filter((name) => !names.includes(name))).toEqual([])
  expect(modules.filter(isOf(Object.keys(NOT_RUN)))).toHaveLength(9)
})

test.each(Object.entries(NOT_RUN))('%s compiles, and %s', (name) => {
  expect(modules.some(isOf([name]))).toBe(true)
})

/** Imports of examples, which are of this package's sources. */
async function importsOf(): Promise<Record<string, unknown>> {
  return {
    '@breakwater/sdk': await import('../../src/index.js'),
    '@breakwater/sdk/deploy': await import('../../src/deploy/index.js'),
    '@breakwater/sdk/errors': await import('../../src/errors/index.js'),
    '@breakwater/sdk/math': await import('../../src/math/index.js'),
    '@breakwater/sdk/node': await import('../../src/node/index.js'),
    '@breakwater/sdk/query': await import('../../src/query/index.js'),
    '@breakwater/sdk/react': await import('../../src/react/index.js'),
    '@breakwater/sdk/risk': await import('../../src/risk/index.js'),
    '@breakwater/sdk/risk/node': await import('../../src/risk/node.js'),
    '@breakwater/sdk/testing': await import('../../src/testing/index.js'),
    '@tanstack/react-query': await import('@tanstack/react-query'),
    'node:assert': await import('node:assert'),
    'node:fs/promises': await import('node:fs/promises'),
    'react/jsx-runtime': await import('react/jsx-runtime'),
    viem: await import('viem'),
    'viem/chains': await import('viem/chains'),
    wagmi: await import('wagmi'),
    'wagmi/connectors': await import('wagmi/connectors'),
  }
}

const rest = modules.map(({ about }) => about).filter((name) => !elsewhere.has(name))
/** By their bases, each of which is set up once. */
const inOrder = [{ ...anything, examples: rest }, ...situations].sort(
  (a, b) => bases.indexOf(a.from) - bases.indexOf(b.from),
)
let from: Situation['from'] | undefined
let base: unknown
let at: `0x${string}`

describe.each(inOrder)('$examples.0 and the like', (situation) => {
  let given: Partial<Given>
  let set: `0x${string}`
  let imports: Record<string, unknown>
  beforeAll(async () => {
    imports = await importsOf()
    await kit.restore(from === situation.from ? at : clean)
    if (from !== situation.from) {
      base = await situation.from(kit)
      at = await kit.snapshot()
    }
    from = situation.from
    given = await situation.setUp(kit, base)
    set = await kit.snapshot()
  })
  beforeEach(() => kit.restore(set))

  test.each(modules.filter(isOf(situation.examples)))('$about, $file:$line', async (module) => {
    const missing = module.needed.filter((name) => given[name as keyof Given] === undefined)
    expect(missing, 'what the situation lacks').toEqual([])
    await runModule(module, (name) => imports[name], given)
  })
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Options } from 'tsup'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getPoolSnapshot } from '../../src/index.js'
import { serializeSnapshot } from '../../src/math/index.js'
import { defaultModel, simulatePool } from '../../src/risk/index.js'
import config from '../../tsup.config.js'
import { chain, kit, url } from '../fixture.js'
import { alike } from '../risk/pools.js'
import { runProgram } from './program.js'

/** Below the package, where the program finds viem. */
const built = fileURLToPath(new URL('../../node_modules/.cache/cli-risk', import.meta.url))
const source = (path: string) => fileURLToPath(new URL(`../../src/${path}`, import.meta.url))

let folder: string
let clean: `0x${string}`
beforeAll(async () => {
  const program = (config as Options[]).find(({ entry }) => entry && 'cli' in entry)
  const options = { ...program, config: false, outDir: built, silent: true } as const
  await build({ ...options, entry: { cli: source('cli/main.ts') } })
  const parts = { riskCommands: source('cli/riskCommands.ts'), riskWorker: source('risk/worker.ts') }
  await build({ ...options, entry: parts, banner: {}, clean: false })
  folder = mkdtempSync(join(tmpdir(), 'risk-'))
  clean = await kit.snapshot()
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await kit.restore(clean)
})

const risk = (...args: string[]) => runProgram(join(built, 'cli.js'), ['risk', ...args])

function write(content: string, name: string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

test('measures a pool of a chain, with the names of its products and its first loss', async () => {
  const { pool, productId } = await kit.scenarios.activeCover()
  const { code, out, err } = await risk(
    '--pool',
    pool,
    '--rpc-url',
    url,
    '--paths',
    '3000',
    '--seed',
    '7',
    '--json',
  )
  expect({ code, err: err.split('\n')[0] }).toEqual({ code: 0, err: '30 % of 3,000 paths' })
  const told = JSON.parse(out)
  const snapshot = await getPoolSnapshot(chain, { pool })
  const result = simulatePool({ snapshot, model: defaultModel(), paths: 3_000, seed: 7 })
  expect(told).toMatchObject({
    ...{ ok: true, pool: snapshot.pool, blockNumber: String(snapshot.blockNumber), paths: 3_000, seed: 7 },
    ...{ equity: String(result.equity), loss: result.loss, tails: result.tails, shortfall: result.shortfall },
  })
  expect(told.products[0]).toMatchObject({
    productId: String(productId),
    chargedRate: result.products[0]?.chargedRate,
  })
  expect(told.products[0].name.length).toBeGreaterThan(0)
  expect(told.products[0].suggested.technicalRate.low).toBeLessThan(
    told.products[0].suggested.technicalRate.high,
  )
  expect(told.limits.length).toBeGreaterThan(3)
})

describe('a snapshot from a file', () => {
  const file = () => write(serializeSnapshot(alike(3)), 'snapshot.json')

  test('prints tables with the limits of the data, the same each time', async () => {
    const args = ['--snapshot', file(), '--paths', '2000', '--run', '50', '--yield', '4']
    const [first, again] = [await risk(...args), await risk(...args)]
    expect(first).toEqual(again)
    expect(first.code).toBe(0)
    expect(first.err).toContain('100 % of 2,000 paths')
    expect(first.out).toMatch(/equity 10,000,000, cover 3,000,000, leverage 0\.30/)
    expect(first.out).toMatch(/expected shortfall 99\.0 % +\d+\.\d\d % ± \d/)
    expect(first.out).toMatch(/exits of a run that are still held/)
    expect(first.out).toContain('severity of a cover is an assumption')
  })

  test('takes facts of products', async () => {
    const facts = write('{"1": {"hazard": 0.5, "kind": "depeg"}, "2": {"sector": "DEX"}}', 'facts.json')
    const { out } = await risk('--snapshot', file(), '--paths', '1000', '--facts', facts, '--json')
    const { products, model } = JSON.parse(out)
    expect(products.map(({ hazard }: { hazard: number }) => hazard)).toEqual([
      ...[model.hazard.perYear, 0.5, model.hazard.perYear * model.hazard.bySector.DEX],
    ])
  })

  test.each([
    ['{', /are not JSON/],
    ['[]', /are no object of products/],
    ['{"9": {}}', /name product 9, which the pool does not have/],
    ['{"1": 3}', /have no object for product 1/],
    ['{"1": {"hazard": -1}}', /have -1 as "hazard" of product 1/],
    ['{"1": {"sector": "Casino"}}', /have "Casino" as "sector" of product 1/],
    ['{"1": {"colour": 1}}', /have 1 as "colour" of product 1/],
  ])('refuses the facts %s', async (text, problem) => {
    const { code, err, out } = await risk('--snapshot', file(), '--facts', write(text, 'facts.json'))
    expect(err).toMatch(problem)
    expect({ code, out }).toEqual({ code: 2, out: '' })
  })

  test('fits a model on a folder, and names what is wrong in it', async () => {
    const { err, code } = await risk('--snapshot', file(), '--data', folder)
    expect(err).toMatch(/The file .*\.csv does not exist\./)
    expect(code).toBe(2)
    write('date,protocol\n', 'defi_exploits.csv')
    for (const name of ['protocol_exposure_monthly', 'defi_tvl_monthly', 'curated_cohort_events'])
      write('', `${name}.csv`)
    expect((await risk('--snapshot', file(), '--data', folder)).err).toMatch(/defi_exploits\.csv (lacks|is)/)
  })

  test('of another version is refused', async () => {
    const other = write(serializeSnapshot(alike(1)).replace('"version":1', '"version":2'), 'other.json')
    const { code, out } = await risk('--snapshot', other, '--json')
    expect(code).toBe(2)
    expect(JSON.parse(out)).toMatchObject({ ok: false, error: { name: 'InvalidSnapshotError' } })
  })
})

test.each([
  [[], /Name one pool/],
  [['--pool', '0x1'], /--pool takes an address, not "0x1"/],
  [['--pool', `0x${'1'.repeat(40)}`], /--rpc-url is missing/],
  [['--pool', `0x${'1'.repeat(40)}`, '--snapshot', 'x'], /Name one pool/],
  [['--snapshot', '/no/such/file'], /There is no file \/no\/such\/file/],
  [['--snapshot', 'x', '--paths', 'many'], /--paths takes a number, not "many"/],
  [['--snapshot', 'x', '--from', '2022-01-01'], /--from and --to need --data/],
  [['--snapshot', 'x', '--colour'], /Unknown option '--colour'/],
  [['x', 'y'], /"risk" does not take "x"/],
])('one sentence about %j', async (args, problem) => {
  const { code, out, err } = await risk(...args)
  expect(err).toMatch(problem)
  expect(err.trimEnd().split('\n')).toHaveLength(1)
  expect({ code, out }).toEqual({ code: 2, out: '' })
})

test('tells how it is used', async () => {
  const { code, out } = await risk('--help')
  expect(code).toBe(0)
  expect(out).toContain('--snapshot <file>')
})

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test as plain } from 'vitest'
import { kitTest } from '../../src/testing/vitest.js'

const SDK = fileURLToPath(new URL('../..', import.meta.url))
/** Below the package, where test files find it. */
const folder = join(SDK, 'node_modules/.cache/testing-runners')

beforeAll(() => {
  mkdirSync(folder, { recursive: true })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const test = kitTest({ setUp: (kit) => kit.scenarios.productForSale() })
const urls = new Set<string>()

describe.sequential('in vitest', () => {
  test.for([1, 2])('each test begins with what was set up, %i', async (_, { kit, scene }) => {
    const { buyer } = kit.personas
    const { pool, termsId } = scene
    const order = { pool, termsId, amount: 1_000_000_000n, duration: 90 * 86_400 }
    urls.add(kit.url)
    expect(urls.size).toBe(1)
    const { premium, start } = await buyer.breakwater.getQuote(order)
    await buyer.breakwater.approveAssetSync({ asset: kit.usdc, pool, amount: premium * 2n })
    const deadline = (await kit.now()) + 600
    const late = {
      ...order,
      maxPremium: premium * 2n,
      maxStart: start + 86_400,
      deadline: (await kit.now()) - 1,
    }
    await expect(buyer.breakwater.buyCover(late)).toRevertWith('DeadlinePassed')
    const dear = { ...late, deadline, maxPremium: 1n }
    await expect(() => buyer.breakwater.buyCover(dear)).toRevertWith('PremiumAboveMax')
    // It is the first cover of that product in each test.
    const { coverId } = await buyer.breakwater.buyCoverSync({ ...dear, maxPremium: premium * 2n })
    expect(coverId & 0xffffffffn).toBe(1n)
  })

  test('what does not happen fails', async ({ kit, scene: { pool } }) => {
    const { stranger } = kit.personas
    const call = () => stranger.breakwater.pauseSales({ pool, duration: 86_400 })
    await expect(call()).not.toRevertWith('PoolShort')
    await expect(expect(call()).toRevertWith('PoolShort')).rejects.toThrow(
      /^The call was to revert with PoolShort, and failed with NotAuthorized: /,
    )
    await expect(expect(stranger.getChainId()).toRevertWith('PoolShort')).rejects.toThrow(
      'The call was to revert with PoolShort, and succeeded.',
    )
    const short = { pool, termsId: 1n, amount: 1n, duration: 1 }
    await expect(expect(stranger.breakwater.getQuote(short)).toRevertWith('PoolShort')).rejects.toThrow(
      /^The call was to revert with PoolShort, and failed with /,
    )
  })
})

const started = { first: 0, times: 0 }
const slow = kitTest({
  async setUp() {
    started.times++
    await new Promise((resolve) => setTimeout(resolve, 4_000))
    started.first = performance.now()
  },
})

describe.sequential('in vitest, where the start takes longer than a test may', () => {
  slow('the first test has its whole time', { timeout: 3_000 }, async ({ kit }) => {
    expect(await kit.now()).toBeGreaterThan(0)
    expect(performance.now() - started.first).toBeLessThan(3_000)
  })

  slow.extend('more', 1)('so has one with more fixtures', { timeout: 3_000 }, async ({ kit, more }) => {
    expect(await kit.now()).toBeGreaterThan(more)
  })

  plain('it starts once', () => expect(started.times).toBe(1))
})

/** Runs a file with `node --test`. */
async function nodeTest(name: string, body: string) {
  const path = join(folder, `${name}.test.ts`)
  const from = (file: string) => JSON.stringify(join(SDK, 'src/testing', file))
  writeFileSync(
    path,
    `import assert from 'node:assert'
    import { test } from 'node:test'
    import { toRevertWith, useTestkit } from ${from('node.ts')}
    const chain = useTestkit({ setUp: (kit) => kit.scenarios.productForSale() })
    const pause = () => {
      const { kit, scene } = chain()
      console.log(kit.url)
      return kit.personas.stranger.breakwater.pauseSales({ pool: scene.pool, duration: 86_400 })
    }
    ${body}`,
  )
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const child = spawn(process.execPath, ['--import', 'tsx', '--test', path], { cwd: SDK, env })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output += chunk
    })
  const [code] = await once(child, 'close')
  return { code, output, url: output.match(/http:\/\/127\.0\.0\.1:\d+/)?.[0] ?? '' }
}

describe('in node:test', () => {
  plain('a file passes, and its chain is gone', async () => {
    const { code, output, url } = await nodeTest(
      'passes',
      `let began
      const mines = async () => {
        const { kit } = chain()
        began ??= await kit.now()
        assert.equal(await kit.now(), began)
        await kit.mine()
      }
      test('is refused', () => toRevertWith(pause, 'NotAuthorized'))
      test('begins as it was set up', mines)
      test('again', mines)`,
    )
    expect([code, output]).toEqual([0, expect.stringMatching(/pass 3/)])
    await expect(fetch(url)).rejects.toThrow('fetch failed')
  })

  plain('a file fails with one sentence, and its chain is gone', async () => {
    const { code, output, url } = await nodeTest(
      'fails',
      `test('fails', () => toRevertWith(pause, 'PoolShort'))`,
    )
    expect(code).toBe(1)
    expect(output).toContain('The call was to revert with PoolShort, and failed with NotAuthorized: ')
    await expect(fetch(url)).rejects.toThrow('fetch failed')
  })
})

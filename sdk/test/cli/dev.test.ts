import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createPublicClient, http, parseEther } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountOf, createPersona } from '../../src/testing/personas.js'

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const TSX = import.meta.resolve('tsx')
const FILE = 'breakwater-dev.json'
const ADDRESS = '0x000000000000000000000000000000000000bEEF'

let folder: string
const running: ChildProcessWithoutNullStreams[] = []
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dev-'))
})
afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

function breakwater(args: string[]) {
  const child = spawn(process.execPath, ['--import', TSX, MAIN, 'dev', ...args], { cwd: folder })
  const result = { child, out: '', err: '' }
  child.stdout.on('data', (chunk) => {
    result.out += chunk
  })
  child.stderr.on('data', (chunk) => {
    result.err += chunk
  })
  return result
}

async function run(args: string) {
  const result = breakwater(args.split(' '))
  const [code] = await once(result.child, 'close')
  expect(result.err + result.out).not.toMatch(/\n\s+at /)
  return { code, out: result.out, err: result.err }
}

/** Starts a chain in the folder, and waits until it is ready. */
async function start(...args: string[]) {
  const result = breakwater(['--port', '0', ...args])
  running.push(result.child)
  await expect.poll(() => result.out + result.err, { timeout: 60_000 }).toMatch(/Ctrl-C ends it\.\n|exit/)
  return result
}

test('a chain for people: what can be done to it, and nothing is left of it', {
  timeout: 300_000,
}, async () => {
  const { child, out } = await start('--env', 'dev.env')
  const written = JSON.parse(readFileSync(join(folder, FILE), 'utf8'))
  const { url, deployment, usdc, products } = written
  for (const value of [url, deployment.court, usdc, products[0].vault, written.accounts.buyer.privateKey])
    expect(out).toContain(value)
  const env = readFileSync(join(folder, 'dev.env'), 'utf8')
  expect(out).toContain(env)
  expect(env).toContain(`BREAKWATER_RPC_URL=${url}\nBREAKWATER_CHAIN_ID=31337\n`)
  expect(env).toContain(`BREAKWATER_POOL=${products[0].pool}\n`)
  expect(env).toContain(`BREAKWATER_COVERED_VAULT=${products[0].coveredVault}\n`)

  // Its time is the machine's.
  const client = createPublicClient({ transport: http(url) })
  const { timestamp } = await client.getBlock()
  expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(60)
  expect(await run('status')).toMatchObject({
    code: 0,
    out: expect.stringMatching(
      /Leaky Vault +\d+ USDC for.* around it 999\d\d\.\d+ USDC, with 105000 USDC of/,
    ),
  })
  expect(await run(`faucet ${ADDRESS} 5.5`)).toMatchObject({ code: 0 })
  expect(await client.getBalance({ address: ADDRESS })).toBe(parseEther('100'))

  // The meter does not fire for so little: nothing happens.
  const refused = await run('exploit --part 1 --until open')
  expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('loss')])
  const [pool, termsId] = [products[0].pool, BigInt(products[0].termsId)]
  const buyer = createPersona(url, accountOf('buyer'), deployment)
  const order = { pool, termsId, amount: 1_000_000_000n, duration: 90 * 86_400 }
  const { premium } = await buyer.breakwater.getQuote(order)
  const maxPremium = premium * 2n
  await buyer.breakwater.approveAssetSync({ asset: usdc, pool, amount: maxPremium })
  const deadline = Number((await buyer.getBlock()).timestamp) + 600
  const { coverId } = await buyer.breakwater.buyCoverSync({ ...order, maxPremium, deadline })
  expect(await run('warp 4d')).toMatchObject({ code: 0, out: expect.stringMatching(/^It is 20/) })
  const json = JSON.parse((await run('exploit --until payable --json')).out)
  expect(json).toMatchObject({ ok: true, severity: '400000000000000000' })
  const incidentId = BigInt(json.incidentId)
  expect((await buyer.breakwater.claimPayoutSync({ pool, coverId, incidentId })).payout).toBe(350_000_000n)

  const second = await run('--port 0')
  expect([second.code, second.err]).toEqual([2, expect.stringContaining(`is of a chain that runs at ${url}`)])
  child.kill('SIGINT')
  const [code] = await once(child, 'close')
  expect(code).toBe(0)
  expect(readdirSync(folder)).toEqual([])
  await expect(client.getChainId()).rejects.toThrow()
})

test('a mistake is one sentence', async () => {
  for (const [args, says] of [
    [
      'status',
      /^There is no breakwater-dev\.json: .* Run "breakwater dev" in another terminal\. See --help\.\n$/,
    ],
    ['statu', /^There is no command "dev statu"\. See --help\.\n$/],
    ['toString', /^There is no command "dev toString"\. See --help\.\n$/],
    ['status --part 3', /^"dev status" has no option --part\. See --help\.\n$/],
    ['warp 1d 2d', /^"dev warp" does not take "2d"\. See --help\.\n$/],
    ['--port 70000', /^--port takes a number below 65536, not "70000"\. See --help\.\n$/],
  ] as const)
    expect([args, await run(args)]).toEqual([args, { code: 2, out: '', err: expect.stringMatching(says) }])
  writeFileSync(join(folder, FILE), '{}')
  expect((await run('status')).err).toBe(`${FILE} is not what "breakwater dev" writes. See --help.\n`)
  rmSync(join(folder, FILE))
})

test("a file that a killed chain has left is in nobody's way", async () => {
  const killed = await start()
  killed.child.kill('SIGKILL')
  await once(killed.child, 'close')
  const { url, products } = JSON.parse(readFileSync(join(folder, FILE), 'utf8'))
  expect((await run('status')).err).toBe(
    `Nothing answers at ${url}. Start one with "npx @breakwater/sdk dev".\n`,
  )
  const next = await start()
  // Addresses do not change from one start to the next.
  expect(JSON.parse(readFileSync(join(folder, FILE), 'utf8')).products).toEqual(products)
  next.child.kill('SIGTERM')
  await once(next.child, 'close')
  expect(readdirSync(folder)).toEqual([])
})

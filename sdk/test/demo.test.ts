import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'

const folder = fileURLToPath(new URL('..', import.meta.url))

interface Outcome {
  code: number | null
  out: string
  err: string
}

const running = new Set<ChildProcess>()
/** A test that fails leaves nothing behind either. */
afterEach(() => {
  for (const child of running) child.kill()
})

function start(file: string, args: string[] = []) {
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], { cwd: folder })
  running.add(child)
  child.once('exit', () => running.delete(child))
  return { child, outcome: outcomeOf(child) }
}

async function outcomeOf(child: ChildProcess): Promise<Outcome> {
  let [out, err] = ['', '']
  child.stdout?.on('data', (chunk) => {
    out += chunk
  })
  child.stderr?.on('data', (chunk) => {
    err += chunk
  })
  const [code] = await once(child, 'close')
  return { code, out, err }
}

const demo = (...args: string[]) => start('demo/main.ts', args)

/** The port of the chain that a demo has told of, on standard error. */
const portIn = (err: string) => Number(/ answers at http:\/\/127\.0\.0\.1:(\d+)/.exec(err)?.[1] ?? 0)

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(true))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(false)))
  })
}

describe('the demo', { timeout: 120_000 }, () => {
  test('tells its story as predicted, for programs', async () => {
    const { code, out, err } = await demo('--json').outcome
    expect(err).toContain('predictions came true')
    expect(code).toBe(0)
    const story = JSON.parse(out)
    expect(story).toMatchObject({ ok: true, wrong: [] })
    expect(story.predictions).toBeGreaterThan(50)

    const amount = (name: string) => {
      expect(story[name], name).toMatch(/^\d+$/)
      return BigInt(story[name])
    }
    const WAD = 10n ** 18n
    const share = amount('lossSeverity') - amount('deductible')
    expect(amount('paidPremium')).toBe(amount('quotedPremium'))
    expect(amount('quotedPremium')).toBeGreaterThan(amount('staleQuote'))
    expect(amount('payout')).toBe((amount('coverAmount') * share) / WAD)
    expect(amount('caseReserve')).toBe((amount('committedCover') * share + WAD - 1n) / WAD)
    expect(amount('equityBefore') - amount('equityAfter')).toBe(amount('caseReserve'))
    for (const step of ['deposit', 'buyCover', 'attack', 'fireMeter', 'openCase', 'claimPayout', 'redeem']) {
      expect(story.gas[step], step).toBeGreaterThan(21_000)
    }
    expect(portIn(err)).toBeGreaterThan(0)
    expect(await isTaken(portIn(err))).toBe(false)
  })

  test('tells its story as a table, for people', async () => {
    const { code, out, err } = await demo().outcome
    expect(code).toBe(0)
    expect(out).toMatch(/^who +what +amount +gas$/m)
    expect(out).toMatch(/^Carol +claims her payout +299,999\.999999 USDC +[\d,]+$/m)
    expect(err.split('\n').filter((line) => / s {2}/.test(line)).length).toBeGreaterThan(25)
  })

  test('tells of an upgrade as predicted', async () => {
    const told = await demo('--story', 'upgrade', '--json').outcome
    expect(told.err).toContain('predictions came true')
    expect(told.code).toBe(0)
    const story = JSON.parse(told.out)
    expect(story).toMatchObject({ ok: true, wrong: [], grace: 20 * 86_400 })
    expect(story.predictions).toBe(23)
    expect(BigInt(story.refundCarol)).toBeGreaterThan(BigInt(story.refundDave))
    for (const step of ['flagCodeChange', 'clearCodeChange', 'lapseCover', 'lapseCoverOf']) {
      expect(story.gas[step], step).toBeGreaterThan(21_000)
    }
  })

  test('tells of a covered vault as predicted', async () => {
    const told = await demo('--story', 'vault', '--json').outcome
    expect(told.err).toContain('predictions came true')
    expect(told.code).toBe(0)
    const story = JSON.parse(told.out)
    expect(story).toMatchObject({ ok: true, wrong: [] })
    expect(story.predictions).toBeGreaterThan(35)
    const amount = (name: string) => BigInt(story[name])
    // A fifth is left of what was in the vault that was drained. All of that and the payout is theirs who stayed.
    const left = (600_000_000_000n - amount('premium') - amount('leftEarly')) / 5n
    const due = left + amount('payout') + amount('leftBehind')
    const short = due - amount('keptCarol') - amount('keptDave')
    expect(short).toBeGreaterThanOrEqual(0n)
    expect(short).toBeLessThan(10n)
    expect(amount('leftInVault')).toBeLessThan(10n)
    expect(amount('keptCarol') - (amount('keptDave') * 3n) / 2n).toBeLessThan(10n)
    for (const step of ['createCoveredVault', 'sync', 'syncCase', 'syncClaim', 'redeemCarol']) {
      expect(story.gas[step], step).toBeGreaterThan(21_000)
    }
  })

  test('tells of a case with three answers as predicted, and leaves nothing behind', async () => {
    const told = await demo('--story', 'court', '--json').outcome
    expect(told.err).toContain('predictions came true')
    expect(told.code).toBe(0)
    const story = JSON.parse(told.out)
    expect(story).toMatchObject({ ok: true, wrong: [], provenTotal: '275000654321' })
    expect(story.predictions).toBeGreaterThan(60)
    const amount = (name: string) => BigInt(story[name])
    // Two bonds of 2 % lose; half of both is the winner's, half the claimants', in part unused.
    expect(amount('openingBond')).toBe(amount('caseReserve') / 50n)
    expect(amount('answererGain')).toBe(amount('openingBond'))
    expect(amount('bonusTotal')).toBeLessThan(amount('openingBond'))
    expect(amount('assessorGain')).toBeGreaterThan(amount('caseReserve') / 10n)
    const freed = amount('freedCapital') + amount('returnedCapital')
    const unused = amount('openingBond') - amount('bonusTotal')
    expect(amount('payoutTotal') + freed).toBe(amount('caseReserve') + unused)
    for (const step of [
      ...['reportIncident', 'postAnswerDust', 'postAnswer', 'commitVoteEve', 'revealVoteEve'],
      ...['appealRuling', 'ruleDispute', 'settleVoteEve', 'settleBonds', 'claimLossCarol'],
    ]) {
      expect(story.gas[step], step).toBeGreaterThan(21_000)
    }
    expect(await isTaken(portIn(told.err))).toBe(false)
    const again = await demo('--story', 'court', '--json').outcome
    expect(again.out).toBe(told.out)
  })

  test('says how it is used', async () => {
    const { code, out } = await demo('--help').outcome
    expect(code).toBe(0)
    expect(out).toContain('--json')
  })

  test.each([
    [['--jsno'], '"--jsno"'],
    [['run'], '"run"'],
    [['--port'], '--port takes'],
    [['--port', '70000'], '--port takes'],
    [['--port=x'], '--port takes'],
    [['--json=yes'], '--json takes'],
    [['--story', 'novel'], '"novel"'],
    [['--story'], 'no story without a name'],
    [['--story', 'toString'], 'exploit, court, upgrade, vault'],
  ])('refuses %j in one sentence', async (args, named) => {
    const { code, out, err } = await demo(...args).outcome
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(err.trim().split('\n')).toHaveLength(1)
    expect(err).toContain(named)
  })

  test('refuses an occupied port in one sentence', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    const { code, out, err } = await demo('--port', String(port)).outcome
    server.close()
    expect(code).toBe(1)
    expect(out).toBe('')
    expect(err.trim().split('\n')).toEqual([expect.stringContaining(`Port ${port} is in use`)])
  })

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('leaves nothing behind at %s', async (signal, expected) => {
    const { child, outcome } = demo()
    const [told] = await once(child.stderr, 'data')
    const port = portIn(String(told))
    expect(await isTaken(port)).toBe(true)
    child.kill(signal)
    expect((await outcome).code).toBe(expected)
    await expect.poll(() => isTaken(port)).toBe(false)
  })
})

test('the quick start runs as printed', { timeout: 120_000 }, async () => {
  const { code, out, err } = await start('examples/quickstart.ts').outcome
  expect(err).toBe('')
  expect(code).toBe(0)
  expect(out).toMatch(/^Cover \d+ for \d+ units, until \d{4}-\d\d-\d\dT00:00:00\.000Z\n$/)
})

test('the example of a dispute runs as printed', { timeout: 120_000 }, async () => {
  const { code, out, err } = await start('examples/dispute.ts').outcome
  expect(err).toBe('')
  expect(code).toBe(0)
  const [first, second, last] = out.split('\n')
  expect(first).toMatch(/^Answer 1: 60000 USDC was lost, by the table 0x[0-9a-f]{64}$/)
  expect(second).toBe('Answer 2: nothing was lost')
  expect(last).toBe('Answer 1 holds; now: settleBonds, withdrawBond')
})

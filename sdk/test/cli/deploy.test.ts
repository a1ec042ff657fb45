import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Options } from 'tsup'
import { parseEther, toHex } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { predictDeployment } from '../../src/deploy/index.js'
import { type LocalChain, startChain } from '../../src/testing/chain.js'
import { accountOf } from '../../src/testing/personas.js'
import config from '../../tsup.config.js'
import { runProgram } from './program.js'

/** Below the package, where the program finds viem and the contracts. */
const built = fileURLToPath(new URL('../../node_modules/.cache/cli-deploy', import.meta.url))
const owner = accountOf('lister').address
const PRIVATE_KEY = toHex(accountOf('auditor').getHdKey().privateKey as Uint8Array)

let local: LocalChain
let folder: string
beforeAll(async () => {
  const program = (config as Options[]).find(({ entry }) => entry && 'cli' in entry)
  await build({ ...program, config: false, outDir: built, silent: true })
  folder = mkdtempSync(join(tmpdir(), 'deploy-'))
  local = await startChain()
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await local.stop()
})

function breakwater(args: string[], env: object = {}, program = join(built, 'cli.js')) {
  const { PRIVATE_KEY: _, ...clean } = process.env
  return runProgram(program, args, { ...clean, ...env })
}

const known = () => ['--rpc-url', local.url]
const deploy = (args: string[], env: object = {}) =>
  breakwater(['deploy', '--owner', owner, ...known(), ...args], env)

test('says what it would do, refuses too little money, deploys, and verifies', async () => {
  const file = join(folder, 'deployment.json')
  const addresses = predictDeployment({ owner })

  const plan = await deploy(['--dry-run'])
  expect(plan).toMatchObject({ code: 0, err: '' })
  expect(plan.out).toMatch(/^Chain 31337: 5\d,\d{3},\d{3} gas, about 0\.\d+ at the present price\n/)
  expect(plan.out).toMatch(/CoverPoolFactory +0x\w{40} +6,\d{3},\d{3} gas\n/)
  for (const address of Object.values(addresses)) expect(plan.out).toContain(address)
  const planned = JSON.parse((await deploy(['--dry-run', '--json'])).out)
  expect(planned).toMatchObject({ ok: true, chainId: 31337, deployment: addresses })
  expect(planned.steps[1]).toMatchObject({ contractName: 'AuditRegistry', isDeployed: false })
  expect(await local.client.getBlockNumber({ cacheTime: 0 })).toBe(0n)

  // Money for a part of it.
  const { address } = accountOf('auditor')
  await local.client.setBalance({ address, value: parseEther('0.001') })
  const poor = await deploy([], { PRIVATE_KEY })
  expect(poor).toMatchObject({ code: 2, out: '' })
  expect(poor.err).toMatch(/ has 0\.001 of the chain's coin, and the deployment costs about 0\.\d+\. Fund/)
  await local.client.setBalance({ address, value: parseEther('10') })

  const first = await deploy(['--out', file], { PRIVATE_KEY: PRIVATE_KEY.slice(2) })
  expect(first.code).toBe(0)
  expect(first.err.match(/deployed {2}[\d,]+ gas\n/g)).toHaveLength(17)
  expect(first.out).toContain(addresses.factory)
  const again = await deploy(['--json'], { PRIVATE_KEY })
  expect(again.err.match(/is there\n/g)).toHaveLength(18)
  expect(JSON.parse(again.out)).toEqual({ ok: true, deployment: JSON.parse(readFileSync(file, 'utf8')) })

  expect(await breakwater(['verify', file, ...known()])).toEqual({
    code: 0,
    out: 'No difference.\n',
    err: '',
  })
  await local.client.setCode({ address: addresses.court, bytecode: '0x00' })
  const wrong = await breakwater(['verify', file, ...known()])
  expect(wrong).toEqual({ code: 1, err: '', out: `The code at ${addresses.court} is not that of Court.\n` })
  const { out, code } = await breakwater(['verify', file, ...known(), '--json'])
  expect(code).toBe(1)
  expect(JSON.parse(out)).toMatchObject({ ok: false, differences: [{ kind: 'code', contractName: 'Court' }] })
})

test('a mistake is one sentence', async () => {
  const mistakes: [string[], string, object?][] = [
    [['deploy', ...known()], '--owner is missing.'],
    [['deploy', '--owner', '0x12', ...known()], '--owner takes an address, not "0x12".'],
    [['deploy', '--owner', owner], '--rpc-url is missing.'],
    [['deploy', 'now', '--owner', owner, ...known()], '"deploy" does not take "now".'],
    [['deploy', '--owner', owner, '--sure', ...known()], "Unknown option '--sure'."],
    [['deploy', '--owner', owner, ...known()], 'PRIVATE_KEY is missing'],
    [['deploy', '--owner', owner, ...known()], 'PRIVATE_KEY is not a key', { PRIVATE_KEY: 'abc' }],
    [
      ['deploy', '--owner', `0x${'0'.repeat(40)}`, ...known()],
      '"owner" is the zero address.',
      { PRIVATE_KEY },
    ],
    [['deploy', '--owner', owner, '--rpc-url', 'http://127.0.0.1:9'], 'The node could not', { PRIVATE_KEY }],
    [['verify', ...known()], '"verify" takes one deployment file.'],
    [['verify', join(folder, 'none.json'), ...known()], 'There is no file'],
    [['verify', write({ factory: owner }), ...known()], ' has no address "registry".'],
  ]
  for (const [args, sentence, env] of mistakes) {
    const { code, out, err } = await breakwater(args, env)
    expect({ code, out }, args.join(' ')).toEqual({ code: 2, out: '' })
    expect(err).toContain(sentence)
    expect(err.split('\n')).toHaveLength(2)
  }
  const { code, out } = await breakwater(['deploy', '--json'])
  expect(code).toBe(2)
  expect(JSON.parse(out)).toMatchObject({
    ok: false,
    error: { name: 'UsageError', message: '--owner is missing.' },
  })
  expect((await breakwater(['verify', '--help'])).out).toContain('Usage: breakwater deploy')
})

test('a key that is wrong is not repeated', async () => {
  const secret = `0x${'g7'.repeat(32)}`
  const { err, out } = await deploy([], { PRIVATE_KEY: secret })
  expect(err + out).not.toContain('g7g7')
})

test('without the contracts it names their package, and the other commands work', async () => {
  // Where viem is found, and the contracts are not.
  const program = join(folder, 'cli.js')
  for (const name of ['cli.js', 'deployCommands.js']) cpSync(join(built, name), join(folder, name))
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  const viem = fileURLToPath(new URL('../../node_modules/viem', import.meta.url))
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(viem, join(folder, 'node_modules/viem'))
  const { code, out, err } = await breakwater(['deploy', '--help'], {}, program)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toBe('"deploy" needs the package @breakwater/contracts: npm install @breakwater/contracts\n')
  expect((await breakwater(['listing', '--help'], {}, program)).code).toBe(0)
})

function write(content: object): string {
  const file = join(folder, 'part.json')
  writeFileSync(file, JSON.stringify(content))
  return file
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { findAnvil } from '../../src/testing/anvil.js'
import { startChain } from '../../src/testing/chain.js'
import { readStateRecord, type StateRecord } from '../../src/testing/files.js'
import { createTestkit } from '../../src/testing/index.js'

const is = vi.hoisted(() => ({ anvilInstalled: true, record: undefined as object | undefined }))

vi.mock('../../src/testing/files.js', async (original) => {
  const files = await original<typeof import('../../src/testing/files.js')>()
  return { ...files, readStateRecord: () => is.record ?? files.readStateRecord() }
})
vi.mock('node:module', async (original) => {
  const module = await original<typeof import('node:module')>()
  const createRequire: typeof module.createRequire = (from) => {
    const require = module.createRequire(from)
    const resolve = (id: string) => {
      if (!is.anvilInstalled && id.startsWith('@foundry-rs/')) throw new Error(`Cannot find ${id}`)
      return require.resolve(id)
    }
    return Object.assign((id: string) => require(id), require, { resolve }) as NodeJS.Require
  }
  return { ...module, createRequire, default: { ...module, createRequire } }
})

afterEach(() => {
  Object.assign(is, { anvilInstalled: true, record: undefined })
  vi.unstubAllEnvs()
})

test('a state of other artifacts is not used', async () => {
  const record = readStateRecord() as StateRecord
  is.record = { ...record, hash: `0x${'00'.repeat(32)}` }
  await using kit = await createTestkit()
  expect(kit.origin).toBe('fresh')
  expect(kit.deployment).toMatchObject({ factory: record.deployment.factory })
})

test('a state that is broken is told in one sentence', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'state-'))
  const state = join(folder, 'state.json')
  writeFileSync(state, '{')
  await expect(startChain({ state })).rejects.toMatchObject({
    ...{ name: 'TestkitError', problem: 'anvilFailed' },
    message: expect.stringMatching(/^Anvil did not start: [^\n]+\.$/),
  })
  rmSync(folder, { recursive: true })
})

test('without anvil it says how to get it', async () => {
  is.anvilInstalled = false
  vi.stubEnv('PATH', join('node_modules', '.bin'))
  await expect(createTestkit()).rejects.toMatchObject({
    ...{ name: 'TestkitError', problem: 'anvilMissing' },
    message: expect.stringMatching(/^There is no anvil: neither the npm package @foundry-rs\/anvil-\S+ nor /),
    hint: 'Run "npm install --save-dev @foundry-rs/anvil", or install Foundry from https://getfoundry.sh.',
  })
})

test('what is on the PATH serves as well, and a launcher does not', async () => {
  const installed = findAnvil()
  expect(installed).toContain('@foundry-rs')
  is.anvilInstalled = false
  const folder = mkdtempSync(join(tmpdir(), 'path-'))
  writeFileSync(join(folder, 'anvil'), '')
  const launcher = join(folder, 'node_modules/.bin')
  mkdirSync(launcher, { recursive: true })
  writeFileSync(join(launcher, 'anvil'), '')
  vi.stubEnv('PATH', [launcher, folder].join(':'))
  expect(findAnvil()).toBe(join(folder, 'anvil'))
  rmSync(folder, { recursive: true })
})

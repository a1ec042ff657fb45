import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Hex } from 'viem'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { SaltStoreError, voteSalt } from '../../src/index.js'
import { fileSaltStore } from '../../src/node/index.js'
import { deployment, people } from '../fixture.js'

const sdk = fileURLToPath(new URL('../..', import.meta.url))
const salt = (digit: string): Hex => `0x${digit.repeat(64)}`

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'salts-'))
  path = join(folder, 'salts.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a salt is found again by another store of the same file, which only its owner can read', async () => {
  expect(await fileSaltStore(path).get('a')).toBeUndefined()
  expect(readdirSync(folder)).toEqual([])
  await fileSaltStore(path).set('a', salt('1'))
  await fileSaltStore(path).set('__proto__', salt('2'))
  const store = fileSaltStore(path)
  expect([await store.get('a'), await store.get('__proto__'), await store.get('toString')]).toEqual([
    ...[salt('1'), salt('2'), undefined],
  ])
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder)).toEqual(['salts.json'])
})

test('a salt that is there stays', async () => {
  const store = fileSaltStore(path)
  await store.set('a', salt('1'))
  await store.set('a', salt('2'))
  expect(await store.get('a')).toBe(salt('1'))
})

test('voteSalt finds the salt that it has kept', async () => {
  const { alice } = people
  const parameters = {
    panel: deployment.registry,
    pool: deployment.factory,
    termsId: 1n,
    incidentId: 1n,
    deployment,
  }
  const first = await voteSalt(alice, { ...parameters, store: fileSaltStore(path) })
  expect(await voteSalt(alice, { ...parameters, store: fileSaltStore(path) })).toBe(first)
  const both = { ...parameters, incidentId: 2n }
  const [one, other] = await Promise.all([
    voteSalt(alice, { ...both, store: fileSaltStore(path) }),
    voteSalt(alice, { ...both, store: fileSaltStore(path) }),
  ])
  expect(one).toBe(other)
})

test('processes that write at the same time lose nothing', { timeout: 60_000 }, async () => {
  const script = `
    import { fileSaltStore } from './src/node/index.ts'
    const [path, who] = process.argv.slice(-2)
    const store = fileSaltStore(path, { timeout: 30_000 })
    for (let i = 0; i < 25; i++) {
      await store.set(who + i, '0x' + who.repeat(64))
      await store.set('both' + i, '0x' + who.repeat(64))
    }`
  const outcomes = await Promise.all(
    ['1', '2'].map(async (who) => {
      const args = ['--import', 'tsx', '--input-type=module', '--eval', script, '--', path, who]
      const child = spawn(process.execPath, args, { cwd: sdk, stdio: ['ignore', 'ignore', 'pipe'] })
      let text = ''
      child.stderr.on('data', (chunk) => {
        text += chunk
      })
      return [(await once(child, 'close'))[0], text]
    }),
  )
  expect(outcomes).toEqual([
    [0, ''],
    [0, ''],
  ])
  expect(Object.keys(JSON.parse(readFileSync(path, 'utf8')))).toHaveLength(75)
  expect(readdirSync(folder)).toEqual(['salts.json'])
})

test.each([
  ['{', 'are not JSON'],
  ['[]', 'are not a JSON object'],
  ['{"a": "0x12"}', 'are not a JSON object'],
])('a file that holds %s is refused, and stays', async (text, problem) => {
  writeFileSync(path, text)
  const store = fileSaltStore(path)
  await expect(store.get('a')).rejects.toThrow(problem)
  await expect(store.set('a', salt('1'))).rejects.toBeInstanceOf(SaltStoreError)
  expect(readFileSync(path, 'utf8')).toBe(text)
  expect(readdirSync(folder)).toEqual(['salts.json'])
})

test('what cannot be read or written is told with the path', async () => {
  mkdirSync(path)
  await expect(fileSaltStore(path).get('a')).rejects.toMatchObject({ name: 'SaltStoreError', path })
  const missing = fileSaltStore(join(folder, 'missing', 'salts.json'))
  await expect(missing.set('a', salt('1'))).rejects.toThrow('cannot be written (ENOENT)')
  await expect(fileSaltStore(path).set('a', '0x12')).rejects.toThrow('32 bytes')
})

test('a lock is waited for, and one that was left behind is taken away', async () => {
  const lock = `${path}.lock`
  writeFileSync(lock, '')
  const impatient = fileSaltStore(path, { timeout: 50 })
  await expect(impatient.set('a', salt('1'))).rejects.toThrow('by another process')
  const waiting = fileSaltStore(path).set('a', salt('1'))
  setTimeout(() => rmSync(lock), 100)
  await waiting
  writeFileSync(lock, '')
  utimesSync(lock, new Date(0), new Date(0))
  await impatient.set('b', salt('2'))
  expect(await impatient.get('b')).toBe(salt('2'))
  expect(readdirSync(folder)).toEqual(['salts.json'])
})

import { randomUUID } from 'node:crypto'
import { type FileHandle, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Hex } from 'viem'
import type { SaltStore } from '../actions/resolution/arbiters/saltStores.js'
import { SaltStoreError } from '../errors/errors.js'

/** Options of {@link fileSaltStore}. */
export interface FileSaltStoreOptions {
  /** Milliseconds to wait for another process that is writing. 5,000 by default. */
  timeout?: number | undefined
}

/**
 * Milliseconds after which a lock counts as left behind by a process that ended: writing takes a
 * few.
 */
const STALE = 10_000
const SALT = /^0x[0-9a-f]{64}$/i

/**
 * A store of salts in a file, for `voteSalt` on Node.js: a JSON object that only its owner can read
 * (mode 0600). The first salt creates the file; its folder must exist.
 *
 * A stored salt stays: setting another one under its key changes nothing, so that two processes
 * which vote at the same time find the same salt. A change is written beside the file and replaces
 * it in one step, while a lock (`.lock` beside it) keeps other processes from changing it. Reading
 * needs no lock. None of this is reliable on a network drive.
 *
 * `get` and `set` throw {@link SaltStoreError} if the file cannot be read or written, or is not a
 * file of salts; it is never overwritten then. Without its salt a vote cannot be revealed: keep a
 * copy.
 *
 * @example
 * ```ts
 * const store = fileSaltStore('salts.json')
 * const salt = await voteSalt(client, { panel, pool, termsId, incidentId, store })
 * ```
 */
export function fileSaltStore(path: string, { timeout = 5_000 }: FileSaltStoreOptions = {}): SaltStore {
  const file = resolve(path)
  return {
    get: async (key) => (await read(file)).get(key),
    set: async (key, salt) => {
      if (!SALT.test(salt))
        throw new SaltStoreError(file, 'must be 32 bytes in hexadecimal, which this one is not')
      await locked(file, timeout, async () => {
        const salts = await read(file)
        if (salts.has(key)) return
        await write(file, salts.set(key, salt))
      })
    },
  }
}

async function read(file: string): Promise<Map<string, Hex>> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return new Map()
    throw new SaltStoreError(file, `cannot be read (${codeOf(error)})`, undefined, error)
  }
  let salts: unknown
  try {
    salts = JSON.parse(text)
  } catch (error) {
    throw new SaltStoreError(file, 'are not JSON', undefined, error)
  }
  const isObject = typeof salts === 'object' && salts !== null && !Array.isArray(salts)
  const entries = isObject ? Object.entries(salts as Record<string, unknown>) : []
  if (!isObject || !entries.every(([, salt]) => typeof salt === 'string' && SALT.test(salt)))
    throw new SaltStoreError(file, 'are not a JSON object of 32-byte texts')
  return new Map(entries as [string, Hex][])
}

/** Replaces the old file by the new one in one step, once all of it is on the disk. */
async function write(file: string, salts: Map<string, Hex>): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`
  try {
    const handle = await open(temporary, 'wx', 0o600)
    try {
      await handle.writeFile(`${JSON.stringify(Object.fromEntries(salts), null, 2)}\n`)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true })
    throw new SaltStoreError(file, `cannot be written (${codeOf(error)})`, undefined, error)
  }
}

/** Runs `action` while no other process does. */
async function locked(file: string, timeout: number, action: () => Promise<void>): Promise<void> {
  const lock = `${file}.lock`
  const deadline = Date.now() + timeout
  let handle: FileHandle | undefined
  while (handle === undefined) {
    try {
      handle = await open(lock, 'wx', 0o600)
    } catch (error) {
      if (codeOf(error) !== 'EEXIST')
        throw new SaltStoreError(file, `cannot be written (${codeOf(error)})`, undefined, error)
      await breakStale(lock)
      if (Date.now() > deadline) {
        const hint = `If no other process is writing, remove ${lock}.`
        throw new SaltStoreError(file, 'are being written by another process', hint)
      }
      await sleep(5 + Math.random() * 20)
    }
  }
  try {
    await action()
  } finally {
    await handle.close()
    await rm(lock, { force: true })
  }
}

/**
 * Removes a lock that a process left behind when it ended: by renaming, so that only one waiting
 * process does.
 */
async function breakStale(lock: string): Promise<void> {
  try {
    if (Date.now() - (await stat(lock)).mtimeMs < STALE) return
    const taken = `${lock}.${randomUUID()}`
    await rename(lock, taken)
    await rm(taken, { force: true })
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  }
}

const codeOf = (error: unknown): string =>
  String((error as NodeJS.ErrnoException).code ?? (error as Error).message)

import type { Hex } from 'viem'

/** A store of salts: a `Map`, or the result of {@link toSaltStore} for the browser's storage. */
export interface SaltStore {
  get(key: string): Hex | null | undefined | Promise<Hex | null | undefined>
  set(key: string, salt: Hex): unknown
}

/** The part of the browser's `localStorage` that salts need. */
export interface KeyValueStorage {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
}

/**
 * Makes a store of salts of `localStorage`, or of any object with its two methods. On Node.js
 * `fileSaltStore` of `@breakwater/sdk/node` keeps them in a file.
 *
 * @example
 * ```ts
 * const salt = await voteSalt(client, { panel, pool, termsId, incidentId, store: toSaltStore(localStorage) })
 * ```
 */
export function toSaltStore(storage: KeyValueStorage): SaltStore {
  return {
    get: (key) => storage.getItem(key) as Hex | null,
    set: (key, salt) => storage.setItem(key, salt),
  }
}

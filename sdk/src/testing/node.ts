/**
 * The test kit for `node:test`: hooks with one chain for each file, and an assertion.
 *
 * @packageDocumentation
 */
import { AssertionError } from 'node:assert'
import { after, before, beforeEach } from 'node:test'
import type { ContractErrorArgs, ContractErrorName } from '../errors/arguments.js'
import { checkRevert } from './reverts.js'
import { type KitContext, type SharedKitOptions, startShared } from './shared.js'

export type { KitContext, SharedKitOptions } from './shared.js'

/**
 * Gives the tests of a file, or of the suite it is called in, a chain, which is put back before each test and ends after the
 * last. Node.js runs each file in a process of its own: with a chain of its own.
 *
 * @returns What tells tests of the chain; there is none before the first begins.
 *
 * @example
 * ```ts
 * import { test } from 'node:test'
 * import { toRevertWith, useTestkit } from '@breakwater/sdk/testing/node'
 *
 * const chain = useTestkit({ setUp: (kit) => kit.scenarios.productForSale() })
 *
 * test('strangers pause nothing', async () => {
 *   const { kit, scene } = chain()
 *   const { stranger } = kit.personas
 *   await toRevertWith(stranger.breakwater.pauseSales({ pool: scene.pool, duration: 86_400 }), 'NotAuthorized')
 * })
 * ```
 */
export function useTestkit<scene = undefined>(
  options: SharedKitOptions<scene> = {},
): () => KitContext<scene> {
  let shared: Awaited<ReturnType<typeof startShared<scene>>> | undefined
  before(async () => {
    shared = await startShared(options)
  })
  beforeEach(() => shared?.reset())
  after(() => shared?.kit.stop())
  return () => {
    if (shared) return shared
    throw new Error('There is no chain yet: ask for it within a test.')
  }
}

/**
 * Asserts that a call is refused by a contract with an error of that name, and with those of its arguments that are given.
 *
 * @throws `AssertionError` telling what happened instead.
 */
export async function toRevertWith<const name extends ContractErrorName>(
  call: PromiseLike<unknown> | (() => PromiseLike<unknown>),
  name: name,
  args?: Partial<ContractErrorArgs<name>>,
): Promise<void> {
  const { pass, message } = await checkRevert(call, name, args)
  if (!pass) throw new AssertionError({ message, operator: 'toRevertWith', stackStartFn: toRevertWith })
}

/**
 * The test kit for vitest: a fixture with one chain per worker, and the matcher `toRevertWith`. Importing it is enough.
 *
 * @packageDocumentation
 */
import { test as base, expect, type TestAPI } from 'vitest'
import type { ContractErrorArgs, ContractErrorName } from '../errors/arguments.js'
import { checkRevert } from './reverts.js'
import { type KitContext, type SharedKitOptions, startShared } from './shared.js'

export type { KitContext, SharedKitOptions } from './shared.js'

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: the parameter is the same as that of the interface it is merged with.
  interface Matchers<T = any> {
    /**
     * The call is refused by a contract with an error of that name, and with those of its arguments that are given. Takes a
     * promise, or a function that returns one, and is awaited.
     */
    toRevertWith<const name extends ContractErrorName>(
      name: name,
      args?: Partial<ContractErrorArgs<name>>,
    ): Promise<T>
  }
}

expect.extend({
  async toRevertWith(received, name: ContractErrorName, args?: Record<string, unknown>) {
    const { pass, message } = await checkRevert(received, name, args as never)
    return { pass, message: () => message }
  },
})

/**
 * Makes a `test` whose tests get a chain: one for each worker, put back before each test. It ends with the worker. Tests of one
 * file run one after the other: `test.concurrent` would share the chain.
 *
 * @example
 * ```ts
 * import { kitTest } from '@breakwater/sdk/testing/vitest'
 * import { expect } from 'vitest'
 *
 * const test = kitTest({ setUp: (kit) => kit.scenarios.productForSale() })
 *
 * test('strangers pause nothing', async ({ kit, scene }) => {
 *   const { stranger } = kit.personas
 *   const call = stranger.breakwater.pauseSales({ pool: scene.pool, duration: 86_400 })
 *   await expect(call).toRevertWith('NotAuthorized')
 * })
 * ```
 */
export function kitTest<scene = undefined>(
  options: SharedKitOptions<scene> = {},
): TestAPI<KitContext<scene>> {
  type Shared = Awaited<ReturnType<typeof startShared<scene>>>
  return base.extend<KitContext<scene> & { sharedKit: Shared }>({
    sharedKit: [
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads from it what a fixture needs.
      async ({}, use) => {
        const shared = await startShared(options)
        await use(shared)
        await shared.kit.stop()
      },
      { scope: 'worker' },
    ],
    kit: async ({ sharedKit }, use) => {
      await sharedKit.reset()
      await use(sharedKit.kit)
    },
    scene: async ({ sharedKit }: { sharedKit: Shared }, use: (scene: scene) => Promise<void>) =>
      use(sharedKit.scene),
  }) as TestAPI<KitContext<scene>>
}

/** A `test` whose tests get a chain with the protocol on it, and nothing else. */
export const test: TestAPI<KitContext<undefined>> = kitTest()

/**
 * The test kit for vitest: a fixture with one chain per worker, and the matcher `toRevertWith`. Importing it is enough.
 *
 * @packageDocumentation
 */
import { test as base, beforeAll, expect, type TestAPI } from 'vitest'
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

/** For so long a chain may start and be set up, milliseconds. */
const START_TIMEOUT = 60_000

/**
 * Makes a `test` whose tests get a chain: one for each worker, put back before each test. It ends with the worker. Tests of one
 * file run one after the other: `test.concurrent` would share the chain. Its start and `setUp` may take a minute, and do not
 * count for the timeout of a test.
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
  let starting: Promise<Shared> | undefined
  const start = () => {
    starting ??= startShared(options)
    return starting
  }
  const extended = base.extend<KitContext<scene> & { sharedKit: Shared }>({
    sharedKit: [
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads from it what a fixture needs.
      async ({}, use) => {
        const shared = await start()
        await use(shared)
        starting = undefined
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
  return startedFirst(extended, start)
}

/**
 * A `test` before whose tests something is started, in a hook: a fixture has no timeout of its own, and its time would count for
 * the first test. Only where tests are defined: importing it starts nothing.
 */
function startedFirst<api extends object>(api: api, start: () => Promise<unknown>): api {
  const first = () => beforeAll(async () => void (await start()), START_TIMEOUT)
  return new Proxy(api, {
    apply(target, self, args) {
      first()
      return Reflect.apply(target as never, self, args)
    },
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (name === 'extend' && typeof value === 'function')
        return (...args: unknown[]) => startedFirst(value.apply(target, args), start)
      if (typeof name === 'string') first()
      return value
    },
  })
}

/** A `test` whose tests get a chain with the protocol on it, and nothing else. */
export const test: TestAPI<KitContext<undefined>> = kitTest()

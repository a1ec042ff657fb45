import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const TESTS = fileURLToPath(new URL('test', import.meta.url))

/** Files that put something in the place of modules: a worker is theirs alone. */
const MOCKING = readdirSync(TESTS, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .filter((file) => readFileSync(`${TESTS}/${file}`, 'utf8').includes('vi.mock('))
  .map((file) => `test/${file}`)

/** Tests of the hooks, in a page, with each version of wagmi that they are for. */
const REACT = 'test/react/**/*.test.ts?(x)'
const inPage = { include: [REACT], environment: './test/react/environment.ts', isolate: false }

export default defineConfig({
  test: {
    // Files run at the same time: each worker has a chain of its own.
    maxWorkers: '100%',
    testTimeout: 120_000,
    hookTimeout: 60_000,
    coverage: { include: ['src/**'], exclude: ['src/generated/**'] },
    projects: [
      {
        extends: true,
        test: {
          name: 'chain',
          include: ['test/**/*.test.ts'],
          exclude: [...MOCKING, REACT],
          // Files of a worker share modules and chain, which each file puts back: loading them takes longer than most tests.
          isolate: false,
          typecheck: { enabled: true, include: ['test/**/*.test-d.ts'], tsconfig: 'tsconfig.json' },
        },
      },
      { extends: true, test: { name: 'mocking', include: MOCKING } },
      { extends: true, test: { name: 'react', env: { WAGMI: '3.' }, ...inPage } },
      {
        extends: true,
        resolve: { alias: { wagmi: 'wagmi-v2' } },
        test: { name: 'react-wagmi-2', env: { WAGMI: '2.' }, ...inPage },
      },
    ],
  },
})

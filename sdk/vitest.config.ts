import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    typecheck: { enabled: true, include: ['test/**/*.test-d.ts'], tsconfig: 'tsconfig.json' },
    globalSetup: 'test/globalSetup.ts',
    // One chain for all: files take turns on it, and each puts it back as it was.
    fileParallelism: false,
    testTimeout: 120_000,
    // A transaction may wait for ever for the nonce before: see `putBack` in test/fixture.ts. Rare, and not what is tested.
    retry: process.env.CI ? 1 : 0,
    hookTimeout: 60_000,
    coverage: { include: ['src/**'], exclude: ['src/generated/**'] },
  },
})

import { readFileSync, writeFileSync } from 'node:fs'
import { defineConfig, type Options } from 'tsup'

/**
 * Makes the hooks code of the browser, for servers that render React: the directive has to come first in their file. In the
 * source it would be lost on the way: what shakes the tree takes it out.
 */
const useClient: NonNullable<Options['plugins']>[number] = {
  name: 'use client',
  buildEnd({ writtenFiles }) {
    for (const { name } of writtenFiles.filter(({ name }) => /\/react\.c?js$/.test(name)))
      writeFileSync(name, `"use client";\n${readFileSync(name, 'utf8')}`)
  },
}

export default defineConfig([
  {
    entry: {
      index: 'src/index.ts',
      abis: 'src/abis.ts',
      deploy: 'src/deploy/index.ts',
      errors: 'src/errors/index.ts',
      math: 'src/math/index.ts',
      node: 'src/node/index.ts',
      // Apart from the hooks, which servers cannot call.
      query: 'src/query/index.ts',
      react: 'src/react/index.ts',
      // Modules alone, too: one of their libraries has no other form. In one folder, where the worker is found.
      risk: 'src/risk/index.ts',
      riskNode: 'src/risk/node.ts',
      riskWorker: 'src/risk/worker.ts',
      // For Node.js as modules alone: their other form is not packed.
      testing: 'src/testing/index.ts',
      'testing/node': 'src/testing/node.ts',
      'testing/vitest': 'src/testing/vitest.ts',
      // Parts of the program, which share the test kit's and the risk model's code.
      devCommands: 'src/cli/devCommands.ts',
      riskCommands: 'src/cli/riskCommands.ts',
    },
    format: ['esm', 'cjs'],
    target: 'es2022',
    dts: true,
    // Shared chunks in both formats: an error caught from one entry is an instance of the class of another.
    splitting: true,
    treeshake: true,
    plugins: [useClient],
    // `node:test` has no name without it.
    removeNodeProtocol: false,
    // The program is built at the same time: whichever is first must not take it away.
    clean: ['!cli.js', '!deployCommands.js', '!testkit/**'],
  },
  {
    entry: { cli: 'src/cli/main.ts', deployCommands: 'src/cli/deployCommands.ts' },
    // The first loads the others for the commands that need them.
    external: ['./deployCommands.js', './devCommands.js', './riskCommands.js'],
    format: 'esm',
    target: 'node20',
    platform: 'node',
    splitting: false,
    treeshake: true,
    banner: { js: '#!/usr/bin/env node' },
  },
])

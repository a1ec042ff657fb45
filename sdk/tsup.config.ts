import { defineConfig } from 'tsup'

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    abis: 'src/abis.ts',
    errors: 'src/errors/index.ts',
    math: 'src/math/index.ts',
  },
  format: ['esm', 'cjs'],
  target: 'es2022',
  dts: true,
  // Shared chunks in both formats: an error caught from one entry is an instance of the class of another.
  splitting: true,
  treeshake: true,
  clean: true,
})

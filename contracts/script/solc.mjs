#!/usr/bin/env -S node --stack-size=4000
// @ts-check
// The WebAssembly solc of the npm package `solc`, dressed as the executable that forge expects:
// `--version`, or standard JSON on stdin. Forge's other flags only matter to a solc that reads
// files itself; this one is handed every source.
//
// It calls the compiler's C interface instead of the package's own wrapper, which cannot pass
// inputs above about 1.4 MB. The larger stack is for deep expression trees under via-IR.
import { readFileSync, writeSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** @param {string} text */
function print(text) {
  const bytes = Buffer.from(text)
  for (let done = 0; done < bytes.length; ) {
    try {
      done += writeSync(1, bytes, done)
    } catch (error) {
      // A full pipe: the reader is slower than we are.
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EAGAIN') throw error
    }
  }
}

if (process.argv.includes('--version')) {
  print(`solc, the solidity compiler (npm)\nVersion: ${require('solc/package.json').version}\n`)
} else if (process.argv.includes('--standard-json')) {
  const input = readFileSync(0)
  const solc = /** @type {any} */ (require('solc/soljson.js'))
  // The compiler owns and frees the buffer, which must end in a zero byte.
  const pointer = solc._solidity_alloc(input.length + 1)
  solc.HEAPU8.set(input, pointer)
  solc.HEAPU8[pointer + input.length] = 0
  print(solc.UTF8ToString(solc._solidity_compile(pointer, 0, 0)))
} else {
  process.stderr.write('solc.mjs answers only --version and --standard-json.\n')
  process.exitCode = 1
}

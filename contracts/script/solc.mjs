#!/usr/bin/env -S node --stack-size=4000
// @ts-check
// The WebAssembly solc of the npm package `solc`, dressed as the executable that forge expects:
// `--version`, or standard JSON on stdin. Forge's other flags only matter to a solc that reads
// files itself; this one is handed every source.
//
// It calls the compiler's C interface instead of the package's own wrapper, which cannot pass
// inputs above about 1.4 MB. The larger stack is for deep expression trees under via-IR.
//
// What is large is compiled in two processes, each for half of the files: one has no memory for all
// tests, and takes twice as long. Via-IR is left alone, because what it makes of a contract depends
// on what else is compiled in one go.
import { spawn } from 'node:child_process'
import { readFileSync, writeSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

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

/** More files than this are compiled in two parts. */
const LARGE = 100

/**
 * Compiles an input in this process.
 * @param {Buffer} input
 * @returns {string}
 */
function compile(input) {
  const solc = /** @type {any} */ (require('solc/soljson.js'))
  // The compiler owns and frees the buffer, which must end in a zero byte.
  const pointer = solc._solidity_alloc(input.length + 1)
  solc.HEAPU8.set(input, pointer)
  solc.HEAPU8[pointer + input.length] = 0
  return solc.UTF8ToString(solc._solidity_compile(pointer, 0, 0))
}

/**
 * Compiles an input in a process of its own.
 * @param {object} input
 * @returns {Promise<any>}
 */
function compileApart(input) {
  const self = [fileURLToPath(import.meta.url), '--standard-json', '--whole']
  const child = spawn(process.execPath, ['--stack-size=4000', ...self], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  // A compiler that is at work hears nothing of this one's end.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => {
      child.kill('SIGKILL')
      process.exit(1)
    })
  /** @type {Buffer[]} */
  const chunks = []
  child.stdout.on('data', (chunk) => chunks.push(chunk))
  child.stdin.end(JSON.stringify(input))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0
        ? resolve(JSON.parse(`${Buffer.concat(chunks)}`))
        : reject(new Error(`solc ended with ${code}.`)),
    )
  })
}

/**
 * The inputs that give the same output together: every second file each, of those whose output is wanted.
 * @param {any} input
 * @returns {any[]} one where there is nothing to divide
 */
function divide(input) {
  const { outputSelection = {}, viaIR } = input.settings ?? {}
  const files = Object.keys(outputSelection)
  if (viaIR || files.length <= LARGE || files.includes('*')) return [input]
  return [0, 1].map((part) => {
    const selection = Object.fromEntries(
      files.map((file, i) => [file, i % 2 === part ? outputSelection[file] : { '*': [], '': [] }]),
    )
    return { ...input, settings: { ...input.settings, outputSelection: selection } }
  })
}

/**
 * One output of two parts. Both have the same sources, with the same ids; warnings come twice.
 * @param {any[]} outputs
 */
function join([first, second]) {
  const seen = new Set(first.errors?.map((/** @type {any} */ error) => error.formattedMessage))
  const more = second.errors?.filter((/** @type {any} */ error) => !seen.has(error.formattedMessage)) ?? []
  const errors = [...(first.errors ?? []), ...more]
  /** @type {Record<string, unknown>} */
  const sources = {}
  for (const [file, source] of Object.entries(second.sources ?? {}))
    sources[file] = { ...source, ...first.sources?.[file] }
  return {
    ...first,
    ...(errors.length ? { errors } : {}),
    contracts: { ...first.contracts, ...second.contracts },
    sources,
  }
}

if (process.argv.includes('--version')) {
  print(`solc, the solidity compiler (npm)\nVersion: ${require('solc/package.json').version}\n`)
} else if (process.argv.includes('--standard-json')) {
  const bytes = readFileSync(0)
  const parts = process.argv.includes('--whole') ? [] : divide(JSON.parse(`${bytes}`))
  if (parts.length > 1) print(JSON.stringify(join(await Promise.all(parts.map(compileApart)))))
  else print(compile(bytes))
} else {
  process.stderr.write('solc.mjs answers only --version and --standard-json.\n')
  process.exitCode = 1
}

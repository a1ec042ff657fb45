/** What the folders of @breakwater/contracts that are made from the release build have in common: JSON files and a module. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../lib.ts'

/** Something that the module exports. */
interface Constant {
  name: string
  /** An expression, in JavaScript. */
  value: string
  /** In TypeScript. */
  type: string
}

interface Folder {
  /** Each becomes `name.json`. */
  files: { name: string; content: unknown }[]
  constants: Constant[]
  /** What the module takes from another folder's: names of values, and where that module is, without its ending. */
  imports?: { names: string[]; from: string }
  /** Types that the module declares. */
  declarations?: string
}

/** Writes a folder anew: the JSON files, and one module as ESM and CommonJS with types for both. */
export function writeFolder(path: string, { files, constants, imports, declarations }: Folder): void {
  const folder = join(ROOT, path)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const write = (file: string, content: string) => writeFileSync(join(folder, file), `${content}\n`)
  for (const { name, content } of files) write(`${name}.json`, JSON.stringify(content, null, 2))

  const names = imports ? `{ ${imports.names.join(', ')} }` : ''
  const from = (ending: string) => JSON.stringify(`${imports?.from}${ending}`)
  const values = constants.map(({ name, value }) => `export const ${name} = ${value}`)
  write('index.js', [...(imports ? [`import ${names} from ${from('.js')}`] : []), ...values].join('\n'))
  const members = constants.map(({ name, value }) => `exports.${name} = ${value}`)
  write(
    'index.cjs',
    [...(imports ? [`const ${names} = require(${from('.cjs')})`] : []), ...members].join('\n'),
  )
  for (const [file, ending] of [
    ['index.d.ts', '.js'],
    ['index.d.cts', '.cjs'],
  ] as const) {
    const types = constants.map(({ name, type }) => `export declare const ${name}: ${type}`)
    const head = imports ? [`import type ${names} from ${from(ending)}`] : []
    write(file, [...head, ...(declarations ? [declarations] : []), ...types].join('\n'))
  }
}

/** The type that `as const` would give to a value that JSON can hold. */
export function literalType(value: unknown): string {
  if (Array.isArray(value)) return `readonly [${value.map(literalType).join(', ')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const fields = Object.entries(value).map(([key, entry]) => `readonly ${key}: ${literalType(entry)}`)
  return `{ ${fields.join('; ')} }`
}

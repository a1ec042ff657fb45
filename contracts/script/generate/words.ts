/**
 * Writes what follows from the schema of packed storage words in contracts/script/words: the Solidity structs with the
 * libraries that pack them, the storage tables of SPEC.md, the list that the fuzz tests go by, and the widths that the
 * SDK decodes by. Part of `pnpm generate`; with `--check` only compares.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { forge, generatedSection, main, ROOT } from '../lib.ts'
import { CLAIMS } from '../words/claims.ts'
import { CLONES } from '../words/clones.ts'
import { EMBEDDING } from '../words/embedding.ts'
import { storageTable, testKinds, typescript } from '../words/outputs.ts'
import { POOL } from '../words/pool.ts'
import { library, structs } from '../words/solidity.ts'

const ROOMS = [POOL, CLAIMS, CLONES, EMBEDDING]
const SPEC = 'contracts/SPEC.md'

const FILES: [path: string, text: string][] = [
  ...ROOMS.flatMap((room): [string, string][] => [
    [`contracts/src/${room.folder}/${room.file}.sol`, structs(room)],
    [`contracts/src/${room.folder}/${room.library}.sol`, library(room)],
  ]),
  ['contracts/test/fuzz/PackedWords.sol', testKinds(ROOMS)],
  ['sdk/src/generated/words.ts', typescript(POOL)],
]

/** `text` as the formatter leaves it; what is generated for the SDK stays as it is. */
async function formatted(path: string, text: string, folder: string): Promise<string> {
  if (!path.endsWith('.sol')) return text
  const file = join(folder, basename(path))
  writeFileSync(file, text)
  const { code, output } = await forge(['fmt', file], { output: 'hide' })
  if (code !== 0) throw new Error(`${path} cannot be formatted:\n${output}`)
  return readFileSync(file, 'utf8')
}

/** Brings everything up to date and says what was not; with `check` changes nothing. */
export async function words(check: boolean): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'words-'))
  const outdated: string[] = []
  try {
    for (const [path, text] of FILES) {
      const wanted = await formatted(path, text, folder)
      if (readFileSync(join(ROOT, path), { encoding: 'utf8', flag: 'a+' }) === wanted) continue
      outdated.push(path)
      if (!check) writeFileSync(join(ROOT, path), wanted)
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
  for (const room of ROOMS) {
    if (!generatedSection(SPEC, room.table, storageTable(room), true)) outdated.push(`${SPEC}, ${room.table}`)
    if (!check) generatedSection(SPEC, room.table, storageTable(room), false)
  }
  return outdated
}

main(import.meta.url, async () => {
  const check = process.argv.includes('--check')
  const outdated = await words(check)
  if (!check || outdated.length === 0) return 0
  console.error(`Out of date: ${outdated.join('; ')}. Run "pnpm generate".`)
  return 1
})

/**
 * `pnpm test:heavy`: the tests of contracts/heavy, against UMA's own compiled contracts. Fetches the packages
 * that contracts/heavy/package.json names into contracts/cache, which is not committed, and takes from them only
 * what the tests read: they are large, under other licences, and nothing of them ships.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { forge, main, ROOT, run } from './lib.ts'

const UMA = {
  name: '@uma/core',
  integrity:
    'sha512-tQOk7yZScsxkOdSlb9qCvWXyvPZ2ozBgH7pja6+rGuXNe+VAdiByTqzi2TeUxdOZBj2bTdGS2+eW2htC2CZYTQ==',
  artifacts: [
    'common/implementation/AddressWhitelist',
    'data-verification-mechanism/implementation/Finder',
    'data-verification-mechanism/implementation/IdentifierWhitelist',
    'data-verification-mechanism/implementation/Store',
    'data-verification-mechanism/test/MockOracleAncillary',
    'optimistic-oracle-v3/implementation/OptimisticOracleV3',
  ],
}
const CACHE = join(ROOT, 'contracts/cache/uma')

/** Puts UMA's artifacts into the cache, unless they are there. */
async function fetchUma(): Promise<void> {
  if (existsSync(CACHE)) return
  const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'contracts/heavy/package.json'), 'utf8'))
  const spec = `${UMA.name}@${devDependencies[UMA.name]}`
  const folder = mkdtempSync(join(tmpdir(), 'heavy-'))
  try {
    const packed = await run('npm', ['pack', spec, '--json'], { cwd: folder, output: 'hide' })
    if (packed.code !== 0) throw new Error(`"npm pack ${spec}" failed: ${packed.output}`)
    const [{ filename, integrity }] = JSON.parse(packed.output.slice(packed.output.indexOf('[')))
    if (integrity !== UMA.integrity) throw new Error(`${spec} is not the package that was looked at.`)
    const paths = UMA.artifacts.map(
      (path) => `package/artifacts/contracts/${path}.sol/${basename(path)}.json`,
    )
    const unpacked = await run('tar', ['-xzf', filename, ...paths], { cwd: folder })
    if (unpacked.code !== 0) throw new Error(`${spec} lacks some of what the tests read.`)
    mkdirSync(CACHE, { recursive: true })
    for (const path of paths) cpSync(join(folder, path), join(CACHE, basename(path)))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

main(import.meta.url, async () => {
  await fetchUma()
  const { code } = await forge(['test'], { env: { FOUNDRY_TEST: 'contracts/heavy' } })
  return code
})

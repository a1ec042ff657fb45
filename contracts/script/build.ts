/**
 * `pnpm build`: the release build of the contracts, the ABIs the SDK has from it, and the SDK's
 * bundle; each only if out of date. All output goes to standard error.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { artifacts, filesBelow, forge, main, ROOT, sdkScript } from './lib.ts'

/** Holds the fingerprint of the build that succeeded last. */
const STAMP = join(ROOT, 'node_modules/.cache/breakwater/sdk')

const say = (line: string) => process.stderr.write(`${line}\n`)

/** What the SDK and its demo need; the tests are compiled without via-IR, by `forge test`. */
const SOURCES = ['contracts/src', 'contracts/script', 'contracts/test/mocks']

/** Compiles them in the release profile, unless forge's cache has them. */
export async function buildContracts(): Promise<void> {
  const { code } = await forge(['build', ...SOURCES], {
    env: { FOUNDRY_PROFILE: 'release' },
    output: 'stderr',
    without: 'No files changed',
  })
  if (code !== 0) throw new Error('The contracts do not compile: see above.')
}

/** Changes with everything that the SDK is built from, its generated code included. */
function fingerprint(): string {
  const hash = createHash('sha256')
  for (const { name, abi } of artifacts()) hash.update(`${name} ${JSON.stringify(abi)}\n`)
  // 1337.json and 31337.json belong to local chains, and are not part of the SDK.
  const deployments = filesBelow('contracts/deployments').filter((file) => !file.endsWith('1337.json'))
  const own = ['package.json', 'tsconfig.json', 'tsup.config.ts', 'wagmi.config.ts'].map(
    (file) => `sdk/${file}`,
  )
  for (const file of [...deployments, ...filesBelow('sdk/src'), ...own, 'pnpm-lock.yaml']) {
    const path = join(ROOT, file)
    if (existsSync(path)) hash.update(`${file}\n`).update(readFileSync(path))
  }
  return hash.digest('hex')
}

function isCurrent(): boolean {
  if (!existsSync(STAMP) || !existsSync(join(ROOT, 'sdk/dist'))) return false
  return readFileSync(STAMP, 'utf8') === fingerprint()
}

/** Brings everything up to date. Quick, and silent, when it is. */
export async function build(): Promise<void> {
  await buildContracts()
  if (isCurrent()) return

  rmSync(STAMP, { force: true })
  for (const [script, line] of [
    ['generate', 'Generating the ABIs of the SDK …'],
    ['build', 'Bundling the SDK …'],
  ] as const) {
    say(line)
    const { code, output } = await sdkScript(script, { output: 'hide' })
    if (code === 0) continue
    process.stderr.write(output)
    throw new Error(`The SDK's script "${script}" failed: see above.`)
  }
  mkdirSync(dirname(STAMP), { recursive: true })
  writeFileSync(STAMP, fingerprint())
}

main(import.meta.url, async () => {
  await build()
  say('Everything is built.')
  return 0
})

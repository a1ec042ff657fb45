/**
 * `pnpm build`: the release build of the contracts, what their package has from it, the ABIs the SDK has from it, and
 * the SDK's bundle; each only if out of date. `--contracts` leaves the SDK out. All output goes to standard error.
 */
import { createHash, type Hash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeAbis } from './generate/abis.ts'
import { writeArtifacts } from './generate/artifacts.ts'
import { artifacts, filesBelow, forge, main, ROOT, run, sdkScript } from './lib.ts'

/** They hold the fingerprints of the builds that succeeded last. */
const STAMPS = join(ROOT, 'node_modules/.cache/breakwater')
const SDK_STAMP = join(STAMPS, 'sdk')
const CONTRACTS_STAMP = join(STAMPS, 'contracts')
const PACKAGE_STAMP = join(STAMPS, 'contracts-package')
const TESTKIT_STAMP = join(STAMPS, 'testkit')

const say = (line: string) => process.stderr.write(`${line}\n`)

/** What the SDK and its demo need; the tests are compiled without via-IR, by `forge test`. */
const SOURCES = ['contracts/src', 'contracts/script', 'contracts/test/mocks']
/** What others inherit and nobody deploys: its text must not move the bytecode of what is deployed. */
const NOT_DEPLOYED = 'contracts/src/embedding/CoverHolder.sol'

/** The folders of the contracts' package that are made from the build, and what makes them. */
const GENERATED = ['contracts/abis', 'contracts/artifacts']
const GENERATORS = [
  'contracts/package.json',
  ...['abis', 'artifacts', 'modules'].map((name) => `contracts/script/generate/${name}.ts`),
]

/**
 * Compiles them in the release profile: all anew if any of them changed. What solc makes of a contract depends on what else
 * it compiles in one go, by some bytes, and the same sources have to give the same bytecode everywhere.
 */
export async function buildContracts(): Promise<void> {
  const current = hashOf(createHash('sha256'), [
    ...SOURCES.flatMap(filesBelow).filter((file) => file.endsWith('.sol') && !file.startsWith(NOT_DEPLOYED)),
    'foundry.toml',
    'pnpm-lock.yaml',
  ])
  const isCurrent = existsSync(join(ROOT, 'contracts/out-release')) && isStamped(CONTRACTS_STAMP, current)
  const skip = ['--skip', NOT_DEPLOYED]
  const { code } = await forge(['build', ...(isCurrent ? [] : ['--force']), ...skip, '--', ...SOURCES], {
    env: { FOUNDRY_PROFILE: 'release' },
    output: 'stderr',
    without: 'No files changed',
  })
  if (code !== 0) throw new Error('The contracts do not compile: see above.')
  stamp(CONTRACTS_STAMP, current)
  writePackage(current)
}

/** Writes what the contracts' package has from a build of that fingerprint. */
function writePackage(build: string): void {
  const current = hashOf(createHash('sha256').update(build), GENERATORS)
  const isThere = GENERATED.every((folder) => existsSync(join(ROOT, folder, 'index.d.cts')))
  if (isThere && isStamped(PACKAGE_STAMP, current)) return
  rmSync(PACKAGE_STAMP, { force: true })
  const contracts = artifacts()
  writeAbis(contracts)
  writeArtifacts(contracts)
  stamp(PACKAGE_STAMP, current)
}

/** Adds files to a hash, by name and content, and ends it. */
function hashOf(hash: Hash, files: string[]): string {
  for (const file of files) {
    const path = join(ROOT, file)
    if (existsSync(path)) hash.update(`${file}\n`).update(readFileSync(path))
  }
  return hash.digest('hex')
}

const isStamped = (path: string, value: string) => existsSync(path) && readFileSync(path, 'utf8') === value

function stamp(path: string, value: string): void {
  mkdirSync(STAMPS, { recursive: true })
  writeFileSync(path, value)
}

/** Changes with everything that the SDK is built from, its generated code included. */
function sdkFingerprint(): string {
  const hash = createHash('sha256')
  for (const { name, abi } of artifacts()) hash.update(`${name} ${JSON.stringify(abi)}\n`)
  // What lies in the folder itself is the script's, and may be of a local chain: records are in folders, one for a chain.
  const deployments = filesBelow('contracts/deployments').filter((file) => /deployments.\d+./.test(file))
  const own = ['package.json', 'tsconfig.json', 'tsup.config.ts'].map((file) => `sdk/${file}`)
  const generator = 'contracts/script/generate/sdkAbis.ts'
  return hashOf(hash, [...deployments, ...filesBelow('sdk/src'), ...own, generator, 'pnpm-lock.yaml'])
}

/** Brings everything up to date. Quick, and silent, when it is. */
export async function build(): Promise<void> {
  await buildContracts()
  if (!existsSync(join(ROOT, 'sdk/dist')) || !isStamped(SDK_STAMP, sdkFingerprint())) await buildSdk()
  await buildTestkit()
}

async function buildSdk(): Promise<void> {
  rmSync(SDK_STAMP, { force: true })
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
  stamp(SDK_STAMP, sdkFingerprint())
}

/** The state that the SDK's test kit begins with: it holds the contracts' code, and is made by the SDK. */
async function buildTestkit(): Promise<void> {
  const script = 'contracts/script/generate/testkit.ts'
  const sources = [...filesBelow('contracts/artifacts'), ...filesBelow('sdk/src'), script, 'pnpm-lock.yaml']
  const mocks = createHash('sha256')
  for (const { name, bytecode } of artifacts(['contracts/test/mocks/'])) mocks.update(name + bytecode.object)
  const current = hashOf(mocks, sources)
  if (existsSync(join(ROOT, 'sdk/dist/testkit/record.json')) && isStamped(TESTKIT_STAMP, current)) return
  rmSync(TESTKIT_STAMP, { force: true })
  say('Making the state of the test kit …')
  // A process of its own: one that has begun without the generated code could not use it.
  const { code, output } = await run(process.execPath, ['--import', 'tsx', script], { output: 'hide' })
  if (code !== 0) throw new Error(`The state of the test kit cannot be made:\n${output}`)
  stamp(TESTKIT_STAMP, current)
}

main(import.meta.url, async () => {
  await (process.argv.includes('--contracts') ? buildContracts() : build())
  say('Everything is built.')
  return 0
})

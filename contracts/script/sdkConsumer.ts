/** What the consumers of contracts/script/packages that use the SDK share. */
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ConsumerContext, consumerStep, writeProject } from './consumer.ts'
import { NPM } from './foundryConsumer.ts'
import { ROOT, run } from './lib.ts'

const VERSIONS: Record<string, string> = Object.assign(
  { '@foundry-rs/anvil': manifest('package.json').optionalDependencies['@foundry-rs/anvil-linux-amd64'] },
  manifest('sdk/package.json').devDependencies,
)

function manifest(path: string) {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8'))
}

/** What a page with the hooks needs, beside wagmi. */
export const HOOK_PACKAGES = [
  ...['@breakwater/sdk', 'viem', '@tanstack/react-query', 'react', 'react-dom'],
  ...['@types/react', '@types/react-dom'],
]

/** What npm installs for a name: the packed package, the version that this repository has, or the one that is named. */
export function packageOf(name: string, { contracts, sdk }: ConsumerContext): string {
  if (name === '@breakwater/contracts') return contracts
  if (name === '@breakwater/sdk') return sdk
  if (name.lastIndexOf('@') > 0) return name
  const version = VERSIONS[name]
  if (!version) throw new Error(`The repository has no version of ${name}.`)
  return `${name}@${version}`
}

/** The packages of the command that an example's one program begins with. */
export function packagesOf(example: string): string[] {
  const file = `${example}.mjs`
  const [, command] = readFileSync(join(ROOT, 'examples', example, file), 'utf8').split('\n')
  const [, names, run] = command?.match(/^\/\/ +npm install (.+) && node (\S+)$/) ?? []
  if (!names || run !== file) throw new Error(`${file} does not tell how it is run.`)
  return names.split(' ')
}

/** Puts an example of `examples` into the empty folder, and installs what it needs with npm. */
export async function installExample(
  example: string,
  packages: string[],
  context: ConsumerContext,
  ...options: string[]
): Promise<void> {
  const { folder } = context
  const [npm, ...install] = NPM
  cpSync(join(ROOT, 'examples', example), folder, { recursive: true })
  const names = packages.map((name) => packageOf(name, context))
  await consumerStep('install', npm, [...install, ...options, ...names], { cwd: folder })
}

/** Adds files to a consumer's folder after its install, with a `package.json` that makes them modules. */
export function makeModules(folder: string): void {
  const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const content = { private: true, type: 'module', dependencies }
  writeProject(folder, { 'package.json': `${JSON.stringify(content)}\n` })
}

/** Fails if a program that a consumer has started from its folder is still running. */
export async function requireNothingLeft(folder: string): Promise<void> {
  const { output } = await run('ps', ['-A', '-o', 'args='], { output: 'hide' })
  const left = output.split('\n').filter((line) => line.includes(folder))
  if (left.length) throw new Error(`Still running:\n${left.join('\n')}`)
}

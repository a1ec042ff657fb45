/** What the consumers of contracts/script/packages that use Foundry share. They differ in who installs the packages. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Consumer,
  consumerForge,
  consumerStep,
  DEPLOYER,
  FORGE_STD,
  READER,
  writeProject,
} from './consumer.ts'
import { ROOT } from './lib.ts'

/** A package manager, as a project of Foundry sees it. */
export interface Installer {
  /** Program and first arguments of the command that adds packages to the project of its folder. */
  add: [command: string, ...args: string[]]
  /** What the README tells to put into remappings.txt for it, to compile what is deployed. */
  remappings: string[]
  /** Its settings, by their paths. */
  settings?: Record<string, string>
}

const { packageManager } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))

export const NPM: Installer['add'] = ['npm', 'install', '--no-audit', '--no-fund']
export const PNPM: Installer['add'] = ['npx', '-y', packageManager, 'add']

const exampleOf = (path: string) => readFileSync(join(ROOT, 'examples/fuzz-consumer', path), 'utf8')

/** What somebody else writes first: a contract that knows interfaces and base, and a test that uses the test kit. */
export const FOUNDRY_FILES = {
  'package.json': '{ "name": "consumer", "private": true, "type": "module" }\n',
  'foundry.toml': exampleOf('foundry.toml'),
  'src/Reader.sol': READER,
  'test/Kit.t.sol': exampleOf('test/Kit.t.sol'),
}

/** Fails unless forge has run tests and all of them passed. */
export function requirePassed(output: string): void {
  if (!/ [1-9]\d* tests passed, 0 failed, 0 skipped/.test(output))
    throw new Error(`No test passed:\n${output}`)
}

/** Fails unless the README of the installed package has these lines. */
function requireReadmeLines(folder: string, lines: string[]): void {
  const path = join(folder, 'node_modules/@breakwater/contracts/README.md')
  const told = readFileSync(path, 'utf8').split('\n')
  const missing = lines.filter((line) => !told.includes(line))
  if (missing.length) throw new Error(`The README of the package does not tell of ${missing.join(', ')}.`)
}

/** A project of Foundry: interfaces, base and test kit without any setting, then what is deployed with the README's lines. */
export function foundryProject(installer: Installer): Consumer['run'] {
  return async ({ contracts, folder }) => {
    const [command, ...args] = installer.add
    writeProject(folder, { ...FOUNDRY_FILES, ...installer.settings })
    await consumerStep('install', command, [...args, contracts, FORGE_STD], { cwd: folder })
    requirePassed(await consumerForge('interfaces, base and test kit, no remapping', folder, 'test'))
    requireReadmeLines(folder, installer.remappings)
    writeProject(folder, {
      'src/Deployer.sol': DEPLOYER,
      'remappings.txt': `${installer.remappings.join('\n')}\n`,
    })
    await consumerForge('what is deployed, remapped', folder, 'build')
  }
}

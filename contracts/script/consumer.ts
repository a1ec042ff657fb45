/**
 * What the consumers of contracts/script/packages share: projects of outsiders, in folders outside of the repository,
 * that have the packed packages and what a registry has.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, isAbsolute, join } from 'node:path'
import { foundryBinary, foundryEnv } from './foundry.mjs'
import { ROOT, type RunOptions, run } from './lib.ts'

/** What a consumer works with. */
export interface ConsumerContext {
  /** Path of the packed `@breakwater/contracts`. */
  contracts: string
  /** Path of the packed `@breakwater/sdk`. */
  sdk: string
  /** An empty folder, removed at the end. */
  folder: string
}

/** One project of an outsider. A module of contracts/script/packages has one as its default export. */
export interface Consumer {
  /** By which `pnpm test:packages` runs it alone. */
  name: string
  /** Builds the project and uses it. Throws where anything is not as the packages say. */
  run(context: ConsumerContext): Promise<void>
}

/** Where npm is set up, rather than how it started this process. */
const NPM_SETTINGS = /^npm_config_(registry|userconfig|globalconfig|cache|cafile|proxy|https_proxy|noproxy)$/i

/** The environment without what pnpm, npm, forge and this repository have put there. */
export function consumerEnv(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {}
  for (const [name, value] of Object.entries(process.env)) {
    if (/^(p?npm_|foundry_|dapp_|node_options$|node_path$|node_env$|init_cwd$)/i.test(name)) {
      if (!NPM_SETTINGS.test(name)) continue
    }
    env[name] = value
  }
  const folders = (process.env.PATH ?? '').split(delimiter)
  env.PATH = folders.filter((path) => isAbsolute(path) && !path.includes('node_modules')).join(delimiter)
  return env
}

/** Runs one step of a consumer, tells how long it took, and returns what it printed. An exit code other than 0 is an error. */
export async function consumerStep(
  label: string,
  command: string,
  args: string[],
  options: Pick<RunOptions, 'env' | 'cwd'> & { cwd: string },
): Promise<string> {
  const start = Date.now()
  const env = { ...consumerEnv(), ...options.env }
  const { code, output } = await run(command, args, { cwd: options.cwd, env, bare: true, output: 'hide' })
  const seconds = ((Date.now() - start) / 1000).toFixed(1)
  if (code !== 0) throw new Error(`${label}: exit code ${code} after ${seconds} s.\n${output}`)
  console.log(`  ${label}: ${seconds} s`)
  return output
}

/** Writes files of a consumer's project, by their paths in it. */
export function writeProject(folder: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

/** The npm package that has forge-std in it, as this repository uses it, under the name that Foundry looks for. */
export const FORGE_STD = `forge-std@npm:@layerzerolabs/toolbox-foundry@${versionOf('@layerzerolabs/toolbox-foundry')}`

/** Version of a package that `contracts` has. */
export function versionOf(name: string): string {
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(join(ROOT, 'contracts/package.json'), 'utf8'),
  )
  const version = dependencies[name] ?? devDependencies[name]
  if (!version) throw new Error(`contracts/package.json has no ${name}.`)
  return version
}

/** Runs forge, with a compiler from npm, in a consumer's folder. */
export function consumerForge(label: string, folder: string, ...args: string[]): Promise<string> {
  const { FOUNDRY_SOLC } = foundryEnv({})
  return consumerStep(label, foundryBinary('forge'), args, { cwd: folder, env: { FOUNDRY_SOLC } })
}

/** A contract of somebody else that knows Breakwater by its interfaces and inherits its base: `src/Reader.sol`. */
export const READER = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {CoverHolder} from "@breakwater/contracts/src/embedding/CoverHolder.sol";
import {ICoverPool} from "@breakwater/contracts/src/pool/ICoverPool.sol";
import {IClaimsVault} from "@breakwater/contracts/src/claims/IClaimsVault.sol";

contract Reader is CoverHolder {
    constructor(address coverToken, uint256 poolId) CoverHolder(coverToken, poolId) {}

    function undecided(ICoverPool pool) external view returns (uint256) {
        return IClaimsVault(pool.claimsVault()).undecided();
    }
}
`

/** A contract of somebody else that has some of Breakwater's in it, with all packages that these need: `src/Deployer.sol`. */
export const DEPLOYER = `// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ShareLossMeter} from "@breakwater/contracts/src/resolution/meters/ShareLossMeter.sol";
import {ProxyCode} from "@breakwater/contracts/src/listing/ProxyCode.sol";

contract Deployer {
    function deploy() external returns (ShareLossMeter, ProxyCode) {
        return (new ShareLossMeter(), new ProxyCode());
    }
}
`

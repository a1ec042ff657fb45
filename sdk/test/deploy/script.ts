import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Address, type HDAccount, toHex } from 'viem'
import { foundry } from 'viem/chains'
import { foundryBinary, foundryEnv } from '../../../contracts/script/foundry.mjs'
import type { Deployment } from '../../src/index.js'
import { spawnWatched } from '../../src/testing/watchdog.js'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

/** Deploys the protocol with contracts/script/Deploy.s.sol, for an owner of the registries. */
export async function runDeployScript(url: string, deployer: HDAccount, owner: Address): Promise<Deployment> {
  const key = toHex(deployer.getHdKey().privateKey as Uint8Array)
  const script = [
    'script',
    'contracts/script/Deploy.s.sol',
    '--rpc-url',
    url,
    '--broadcast',
    '--private-key',
    key,
  ]
  const env = foundryEnv({ ...process.env, OWNER: owner, FOUNDRY_PROFILE: 'release' })
  const forge = spawnWatched(foundryBinary('forge'), script, { cwd: ROOT, env })
  const output: Buffer[] = []
  for (const stream of [forge.stdout, forge.stderr]) stream?.on('data', (chunk) => output.push(chunk))
  const [code] = await once(forge, 'close')
  if (code !== 0) throw new Error(`The deployment failed:\n${Buffer.concat(output)}`)
  return JSON.parse(readFileSync(`${ROOT}contracts/deployments/${foundry.id}.json`, 'utf8'))
}

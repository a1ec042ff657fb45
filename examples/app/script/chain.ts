import { createTestkit, type PersonaName, type Testkit } from '@breakwater/sdk/testing'
import { buildWorld, type World } from './world/index.js'

/** A development chain with a world on it, and what the page is told of it. */
export interface ExampleChain {
  kit: Testkit
  world: World
  /** Variables that the page is built with. */
  env: Record<string, string>
}

/** Starts the chain. Its time is the machine's, and goes on. */
export async function startChain(port?: number): Promise<ExampleChain> {
  const kit = await createTestkit({ port })
  try {
    const world = await buildWorld(kit)
    // From now on as much time passes between blocks as on this machine.
    await kit.client.request({ method: 'anvil_removeBlockTimestampInterval' } as never)
    return { kit, world, env: environment(kit, world) }
  } catch (error) {
    await kit.stop()
    throw error
  }
}

function environment(
  { url, chain, deployment, personas }: Testkit,
  { harbor }: World,
): Record<string, string> {
  const accounts = Object.entries(personas).map(([name, { account }]) => [
    name as PersonaName,
    account.address,
  ])
  return {
    VITE_RPC_URL: url,
    VITE_CHAIN_ID: String(chain.id),
    VITE_DEPLOYMENT: JSON.stringify(deployment),
    VITE_DEV_ACCOUNTS: JSON.stringify(Object.fromEntries(accounts)),
    VITE_DEV_VAULT: JSON.stringify({
      ...{ vault: harbor.target, name: 'Harbor USDC Vault', meterId: String(harbor.meterId) },
    }),
  }
}

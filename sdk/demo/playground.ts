import type { Account, Address } from 'viem'
import { foundry } from 'viem/chains'
import type { Deployment } from '../src/index.js'
import { deployProtocol, endOnSignals, startChain, testAccount } from './chain.js'
import { createActors, DAY, fundActor, setScene, usdc } from './stage.js'

/** A local chain with all that an integrator needs to try things. */
export interface Playground {
  url: string
  chain: typeof foundry
  deployment: Deployment
  /** Someone with ether and a million test USDC. */
  account: Account
  /** Test USDC, 6 decimals. */
  asset: Address
  /** A pool with three million of it. */
  pool: Address
  /** What the pool sells: cover on a vault. */
  termsId: bigint
  /** Ends the chain. */
  stop(): Promise<void>
}

/** Starts a local chain, deploys the protocol, and fills a pool. */
export async function startPlayground(): Promise<Playground> {
  endOnSignals()
  const now = Math.floor(Date.now() / 1000)
  // The meter needs some hours to prove its mark; afterwards the chain's clock is the wall's.
  const { url, client, stop } = await startChain({ genesis: now - DAY })
  try {
    const deployment = await deployProtocol(url, testAccount(1))
    const actors = createActors(url, deployment)
    const { asset, pool, termsId } = await setScene(client, actors, deployment)
    const { alice, carol, keeper } = actors
    await fundActor(keeper, alice, asset, pool, usdc('3000000'))
    await alice.breakwater.depositSync({ pool, assets: usdc('3000000') })
    await fundActor(keeper, carol, asset, pool, usdc('1000000'))
    await carol.breakwater.approveAssetSync({ asset, pool, amount: 0n })
    await client.setNextBlockTimestamp({ timestamp: BigInt(now) })
    await client.mine({ blocks: 1 })
    return { url, chain: foundry, deployment, account: carol.account, asset, pool, termsId, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

import type { Chain } from 'viem'
import { foundry } from 'viem/chains'
import { followClock, startChain, warpTo } from './chain.js'
import { hashOfParts, readStateRecord, statePath } from './files.js'
import { createGenesis, GENESIS } from './genesis.js'
import { bindScenarios, type Scenarios } from './scenarios/index.js'
import { createStage, type Stage } from './stage.js'

/** Seconds between blocks, so that the same calls give the same chain. */
const BLOCK_TIME = 12

/** What a kit begins with. */
export interface TestkitOptions {
  /** Port of its chain; a free one by default. */
  port?: number | undefined
  /** Time of the chain when it is ready, seconds; 1 January 2026 and some minutes by default. It cannot be earlier. */
  time?: number | undefined
  /** Seconds from each block to the next, 12 by default; 0 goes by the machine's clock. */
  blockTime?: number | undefined
  /** Deploys everything anew instead of loading the state that comes with this package. */
  fresh?: boolean | undefined
}

/** A chain of its own with the protocol on it, personas that have money, and scenarios. */
export interface Testkit extends Stage {
  /** Of viem: id 31337. */
  readonly chain: Chain
  /** `state` if the chain was loaded, `fresh` if everything was deployed anew. */
  readonly origin: 'state' | 'fresh'
  /** Situations that tests begin with: each returns the ids of what is there. */
  readonly scenarios: Scenarios
  /** Ends the chain, and returns when it is gone. */
  stop(): Promise<void>
  /** The same, at the end of an `await using` block. */
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Starts a local chain of its own, with the protocol deployed, Multicall3, Permit2, Safe 1.4.1 and EntryPoint 0.8 at their
 * addresses, and personas that have ether and test USDC. It is loaded from a state, in less than a second; where that is not
 * of the installed artifacts, all is deployed anew, which takes some seconds.
 *
 * The chain ends with `stop`, and with this process at the latest, however that ends.
 *
 * @throws {@link TestkitError} `anvilMissing`, `portInUse`, `anvilFailed`, `artifactsMissing`, `timePassed`.
 *
 * @example
 * ```ts
 * const kit = await createTestkit()
 * const { pool, termsId } = await kit.scenarios.productForSale()
 * const quote = await kit.personas.buyer.breakwater.getQuote({ pool, termsId, amount: 1000n * 10n ** 6n, duration: 90 * 86_400 })
 * await kit.stop()
 * ```
 */
export async function createTestkit(options: TestkitOptions = {}): Promise<Testkit> {
  const { port, time, blockTime = BLOCK_TIME } = options
  const record = options.fresh ? undefined : await currentState()
  const local = await startChain({ port, ...(record ? { state: statePath() } : { genesis: GENESIS }) })
  const { url, client, stop } = local
  try {
    // Fresh or loaded, the same times: deploying takes a second a block.
    if (!record) await client.setBlockTimestampInterval({ interval: 1 })
    const stage = createStage(url, client, record ?? (await createGenesis(client, url)))
    if (time !== undefined) await warpTo(client, time)
    if (blockTime) await client.setBlockTimestampInterval({ interval: blockTime })
    else await followClock(client)
    const scenarios = bindScenarios(stage)
    const origin = record ? 'state' : 'fresh'
    return { ...stage, ...{ chain: foundry, origin, scenarios, stop }, [Symbol.asyncDispose]: stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The shipped state, if it is of the installed artifacts, or none are installed to compare it with. */
async function currentState() {
  const record = readStateRecord()
  if (!record) return undefined
  const hash = await hashOfParts()
  return hash === undefined || hash === record.hash ? record : undefined
}

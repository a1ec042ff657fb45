import {
  type Chain,
  type Client,
  createTestClient,
  type Hex,
  http,
  numberToHex,
  type PublicActions,
  publicActions,
  type TestActions,
  type TestRpcSchema,
  TransactionReceiptNotFoundError,
  type Transport,
  WaitForTransactionReceiptTimeoutError,
} from 'viem'
import { getTransactionReceipt } from 'viem/actions'
import { foundry } from 'viem/chains'
import { startAnvil } from './anvil.js'
import { TestkitError } from './errors.js'

/** Accounts that have ether from the beginning: the personas, and one more. */
const ACCOUNTS = 13
/** A local chain has a receipt at once, or never. */
const MAX_RECEIPT_DELAY = 30_000
/** What is pending is mined within that time, or never. */
const POOL_WITHIN = 5_000

/**
 * Waits for receipts by asking for them. viem waits for numbers of blocks that rise, and lets all who wait for one hash share
 * what they hear: on a chain that is put back numbers fall, the same transaction is sent again, and is waited for in vain.
 */
export const receiptActions = (client: Client): Pick<PublicActions, 'waitForTransactionReceipt'> => ({
  async waitForTransactionReceipt({ hash }) {
    for (const began = Date.now(); Date.now() - began < MAX_RECEIPT_DELAY; ) {
      try {
        return (await getTransactionReceipt(client, { hash })) as never
      } catch (error) {
        if (!(error instanceof TransactionReceiptNotFoundError)) throw error
      }
      await new Promise((done) => setTimeout(done, 10))
    }
    throw new WaitForTransactionReceiptTimeoutError({ hash })
  },
})

/** Talks to a local chain: reads it, mines, and sets its clock. */
export type ChainClient = Client<
  Transport,
  Chain,
  undefined,
  TestRpcSchema<'anvil'>,
  { mode: 'anvil' } & TestActions & PublicActions<Transport, Chain>
>

/** Makes a client of a local chain. */
export function createChainClient(url: string): ChainClient {
  return createTestClient({ mode: 'anvil', chain: foundry, transport: http(url), pollingInterval: 10 })
    .extend(publicActions)
    .extend(receiptActions) as unknown as ChainClient
}

/** A local chain of its own. */
export interface LocalChain {
  url: string
  client: ChainClient
  /** Ends the process, and returns when it is gone. */
  stop(): Promise<void>
}

/** What a local chain begins with. */
export interface LocalChainOptions {
  /** A free one by default. */
  port?: number | undefined
  /** Time of the first block, seconds; not with a state. */
  genesis?: number | undefined
  /** Path of a state that another anvil has written. */
  state?: string | undefined
}

/** Starts anvil. It ends with this process at the latest, however that ends. */
export async function startChain({ port = 0, genesis, state }: LocalChainOptions = {}): Promise<LocalChain> {
  const args = ['--accounts', String(ACCOUNTS), '--gas-limit', '300000000']
  if (state) args.push('--load-state', state)
  else if (genesis) args.push('--timestamp', String(genesis))
  const anvil = await startAnvil(args, port)
  const url = `http://127.0.0.1:${anvil.port}`
  const client = createChainClient(url)
  await client.request({ method: 'anvil_setLoggingEnabled', params: [false] } as never)
  // A state tells nothing of the clock, which would be the machine's from the first block on.
  if (state) await client.request({ method: 'evm_setTime', params: [await timeOf(client)] } as never)
  return { url, client, stop: anvil.stop }
}

/** Time of the newest block, as requests have it. */
const timeOf = async (client: ChainClient) => numberToHex((await client.getBlock()).timestamp)

/** The newest block is of that second from now on. */
export async function warpTo(client: ChainClient, timestamp: number): Promise<void> {
  const { timestamp: now } = await client.getBlock()
  if (BigInt(timestamp) <= now)
    throw new TestkitError(
      'timePassed',
      `The chain is at ${now} already, which is not before ${timestamp}.`,
      'A chain goes forward alone: restore a snapshot to go back.',
    )
  await client.setNextBlockTimestamp({ timestamp: BigInt(timestamp) })
  await client.mine({ blocks: 1 })
}

/** From now on as much time passes from block to block as does on this machine. */
export async function followClock(client: ChainClient): Promise<void> {
  await client.request({ method: 'anvil_removeBlockTimestampInterval' } as never)
}

/**
 * Puts the chain back. A transaction stays in anvil's pool for a moment after its receipt is there: a chain put back
 * in that moment counts it for the sender's next nonce, and what is sent then waits for ever for the nonce before. What is
 * queued waits for a nonce that nobody has sent: it is dropped at once.
 */
export async function putBack(client: ChainClient, id: Hex): Promise<void> {
  const began = Date.now()
  for (;;) {
    const { pending, queued } = await client.getTxpoolStatus()
    if (pending + queued === 0) break
    if (pending === 0 || Date.now() - began > POOL_WITHIN)
      await client.request({ method: 'anvil_dropAllTransactions' } as never)
  }
  await client.revert({ id })
}

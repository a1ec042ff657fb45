import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import {
  type Abi,
  type Client,
  createTestClient,
  type Hex,
  http,
  type PublicActions,
  publicActions,
  TransactionReceiptNotFoundError,
  WaitForTransactionReceiptTimeoutError,
} from 'viem'
import { mnemonicToAccount } from 'viem/accounts'
import { getTransactionReceipt } from 'viem/actions'
import { foundry } from 'viem/chains'
import { foundryBinary, foundryEnv } from '../../contracts/script/foundry.mjs'
import type { Deployment } from '../src/index.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const ARTIFACTS = `${ROOT}contracts/out-release`
/** Time of the first block, so that two runs tell the same story. */
export const GENESIS = 1_790_000_000
/** Seconds between blocks. */
export const BLOCK_TIME = 12
const MNEMONIC = 'test test test test test test test test test test test junk'

/** A mistake that is the user's to correct: shown as its message, without a stack. */
export class UserError extends Error {}

/** One of the accounts that the local chain has funded with ether. */
export const testAccount = (index: number) => mnemonicToAccount(MNEMONIC, { addressIndex: index })

/** A local chain has a receipt at once, or never. */
const MAX_RECEIPT_DELAY = 30_000

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
export function createChainClient(url: string) {
  return createTestClient({
    mode: 'anvil',
    chain: foundry,
    transport: http(url),
    pollingInterval: 10,
  })
    .extend(publicActions)
    .extend(receiptActions)
}

export type ChainClient = ReturnType<typeof createChainClient>

export interface LocalChain {
  url: string
  client: ChainClient
  /** Ends the process, and returns when it is gone. */
  stop(): Promise<void>
}

export interface ChainOptions {
  /** A free one by default. */
  port?: number | undefined
  /** Time of the first block, seconds. */
  genesis?: number | undefined
}

/** Starts anvil. It ends with this process at the latest. */
export async function startChain({ port, genesis = GENESIS }: ChainOptions = {}): Promise<LocalChain> {
  const chosen = await findPort(port)
  const url = `http://127.0.0.1:${chosen}`
  const args = ['--port', String(chosen), '--timestamp', String(genesis), '--silent']
  // All of a deployment may arrive at once: what did not fit into that block would wait for a transaction that never comes.
  args.push('--gas-limit', '300000000')
  const anvil = start('anvil', args, 'ignore')
  const client = createChainClient(url)
  try {
    await untilReady(client, anvil)
    await client.setBlockTimestampInterval({ interval: BLOCK_TIME })
  } catch (error) {
    await stop(anvil)
    throw error
  }
  return { url, client, stop: () => stop(anvil) }
}

/** Deploys the protocol with the same script that deploys it anywhere, for the given owner of the registry. */
export async function deployProtocol(url: string, owner: { address: Hex }): Promise<Deployment> {
  const key = testAccount(0).getHdKey().privateKey
  if (!key) throw new Error('The deployer has no key.')
  const script = 'contracts/script/Deploy.s.sol'
  const args = [
    'script',
    script,
    '--rpc-url',
    url,
    '--broadcast',
    '--private-key',
    `0x${Buffer.from(key).toString('hex')}`,
  ]
  const env = foundryEnv({ ...process.env, OWNER: owner.address, FOUNDRY_PROFILE: 'release' })
  const forge = start('forge', args, 'pipe', env)
  const output: Buffer[] = []
  forge.stdout?.on('data', (chunk) => output.push(chunk))
  forge.stderr?.on('data', (chunk) => output.push(chunk))
  const code = await ended(forge)
  if (code !== 0) throw new UserError(`The deployment failed:\n${Buffer.concat(output)}`)
  return JSON.parse(readFileSync(`${ROOT}contracts/deployments/${foundry.id}.json`, 'utf8'))
}

/** ABI and creation code of a contract from the release build. */
export function readArtifact(file: string, name = file): { abi: Abi; bytecode: Hex } {
  const path = `${ARTIFACTS}/${file}.sol/${name}.json`
  if (!existsSync(path)) throw new UserError('The contracts are not built: run "pnpm build" first.')
  const { abi, bytecode } = JSON.parse(readFileSync(path, 'utf8'))
  return { abi, bytecode: bytecode.object }
}

const children = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of children) kill(child)
})

/** Makes a signal end this process, and what it has started, whatever it is doing. */
export function endOnSignals(): void {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.once(signal, () => {
      process.stderr.write('Interrupted.\n')
      process.exit(code)
    })
  }
}

/** Ends a process and all that it has started: forge has a compiler at work. */
function kill({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // Gone already.
  }
}

function start(
  tool: 'anvil' | 'forge',
  args: string[],
  output: 'ignore' | 'pipe',
  env = process.env,
): ChildProcess {
  let binary: string
  try {
    binary = foundryBinary(tool)
  } catch (error) {
    throw new UserError((error as Error).message)
  }
  const child = spawn(binary, args, { cwd: ROOT, env, stdio: ['ignore', output, output], detached: true })
  children.add(child)
  child.once('exit', () => children.delete(child))
  child.once('error', () => children.delete(child))
  return child
}

function ended(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode ?? 1)
    child.once('exit', (code) => resolve(code ?? 1))
    child.once('error', reject)
  })
}

async function stop(child: ChildProcess): Promise<void> {
  if (!children.has(child)) return
  kill(child)
  await ended(child)
}

/** The port asked for if nobody listens there, or any free one. */
function findPort(port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'is in use' : `cannot be used (${error.code})`
      reject(new UserError(`Port ${port} ${why}: choose another one with --port, or leave it to the demo.`))
    })
    server.listen(port, '127.0.0.1', () => {
      const { port: found } = server.address() as { port: number }
      server.close(() => resolve(found))
    })
  })
}

async function untilReady(client: ChainClient, anvil: ChildProcess): Promise<void> {
  const deadline = Date.now() + 10_000
  while (Date.now() < deadline) {
    if (!children.has(anvil))
      throw new UserError('The local chain could not be started: anvil ended at once.')
    const ready = await client.getChainId().then(
      () => true,
      () => false,
    )
    if (ready) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new UserError('The local chain did not answer within ten seconds.')
}

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { type ConsumerContext, consumerEnv, consumerStep } from '../consumer.ts'
import { installExample, requireNothingLeft } from '../sdkConsumer.ts'

const START_WITHIN = 60_000

/** What the chain's commands print, in this order. */
const COMMANDS: readonly (readonly [args: string, prints: RegExp])[] = [
  ['status', /Leaky Vault +\d+ USDC for/],
  ['faucet 0x000000000000000000000000000000000000bEEF', /0x0{36}bEEF/i],
  ['warp 4d', /^It is 20/m],
  ['exploit --until payable', /40 %/],
]

/** Starts the chain as somebody at a terminal does, and waits until it is ready. */
async function startDev(cwd: string): Promise<ChildProcess> {
  const args = ['@breakwater/sdk', 'dev', '--port', '0', '--env', '.env.local']
  const child = spawn('npx', args, { cwd, env: consumerEnv(), detached: true })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output += chunk
    })
  for (const began = Date.now(); !output.includes('Ctrl-C ends it.'); ) {
    if (child.exitCode !== null || Date.now() - began > START_WITHIN) {
      interrupt(child)
      throw new Error(`The chain did not start:\n${output}`)
    }
    await new Promise((done) => setTimeout(done, 50))
  }
  return child
}

/** Ctrl-C, which reaches all processes of a terminal. */
function interrupt({ pid, exitCode }: ChildProcess): void {
  if (pid !== undefined && exitCode === null) process.kill(-pid, 'SIGINT')
}

async function run(context: ConsumerContext): Promise<void> {
  const { folder } = context
  await installExample('dev', ['@breakwater/sdk', 'viem', '@foundry-rs/anvil'], context)
  const before = readdirSync(folder)
  const dev = await startDev(folder)
  try {
    const bought = await consumerStep('client.mjs', process.execPath, ['client.mjs'], { cwd: folder })
    if (!/^Cover \d+ until /.test(bought)) throw new Error(`No cover was bought:\n${bought}`)
    for (const [args, prints] of COMMANDS) {
      const command = ['@breakwater/sdk', 'dev', ...args.split(' ')]
      const output = await consumerStep(`dev ${args}`, 'npx', command, { cwd: folder })
      if (!prints.test(output)) throw new Error(`"dev ${args}" printed:\n${output}`)
    }
  } finally {
    interrupt(dev)
    if (dev.exitCode === null) await once(dev, 'close')
  }
  await requireNothingLeft(folder)
  const left = readdirSync(folder).filter((name) => !before.includes(name))
  if (left.length) throw new Error(`The chain has left ${left.join(', ')}.`)
}

/** `npx @breakwater/sdk dev`, and the program that the SDK's README begins with. */
export default { name: 'dev', run }

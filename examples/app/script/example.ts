/**
 * `pnpm example`: a development chain with a world on it, and the page. Ctrl-C ends both.
 */
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createServer } from 'vite'
import { startChain } from './chain.js'

/** Milliseconds between blocks that nobody sends anything for, so that the chain's time is never old. */
const IDLE_BLOCK = 5_000

const { values } = parseArgs({
  options: { port: { type: 'string', default: '5173' }, 'chain-port': { type: 'string', default: '8545' } },
})

process.stderr.write('Starting a chain, and letting some weeks pass on it …\n')
const { kit, env } = await startChain(Number(values['chain-port']))
const mining = setInterval(() => kit.mine().catch(() => {}), IDLE_BLOCK)
Object.assign(process.env, env)
const page = await createServer({
  root: fileURLToPath(new URL('..', import.meta.url)),
  server: { host: '127.0.0.1', port: Number(values.port) },
  clearScreen: false,
})
await page.listen()
process.stdout.write(`
The page      ${page.resolvedUrls?.local[0]}
The chain     ${kit.url} (id ${kit.chain.id}), no extension needed: choose an account under "Connect"

Ctrl-C ends both.
`)

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, async () => {
    clearInterval(mining)
    await page.close()
    await kit.stop()
    process.exit(0)
  })

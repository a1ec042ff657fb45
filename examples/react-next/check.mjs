// Serves the built page beside a local chain: the price that the chain quotes is in the page that the server sends.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { createTestkit } from '@breakwater/sdk/testing'

const WITHIN = 60_000

const kit = await createTestkit()
const { pool, termsId } = await kit.scenarios.productForSale()
const order = { pool, termsId, amount: 50_000n * 10n ** 6n, duration: 90 * 86_400 }
const { premium } = await kit.personas.buyer.breakwater.getQuote(order)
const { url, deployment } = kit
const chain = JSON.stringify({ url, chainId: kit.chain.id, deployment, pool, termsId: `${termsId}` })

const probe = createServer().listen(0)
await once(probe, 'listening')
const { port } = probe.address()
probe.close()
const next = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'start', '-p', `${port}`], {
  env: { ...process.env, CHAIN: chain },
  stdio: ['ignore', 'inherit', 'inherit'],
})
try {
  let html = ''
  for (const began = Date.now(); !html && Date.now() - began < WITHIN; ) {
    const answer = await fetch(`http://127.0.0.1:${port}`).catch(() => undefined)
    html = (await answer?.text()) ?? ''
    if (!answer) await new Promise((done) => setTimeout(done, 100))
  }
  if (!html.includes(`Premium: ${premium}`))
    throw new Error(`The page has no premium of ${premium}:\n${html}`)
  console.log(`The server has sent the premium: ${premium}`)
} finally {
  next.kill()
  await once(next, 'close')
  await kit.stop()
}

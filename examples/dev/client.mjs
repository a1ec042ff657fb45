import { readFileSync } from 'node:fs'
import { breakwaterActions } from '@breakwater/sdk'
import { createWalletClient, http, parseUnits } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'

// Of a chain that `npx @breakwater/sdk dev` has started. A deployment of another chain is what `deploy --out` has written.
const { url, deployment, accounts, products } = JSON.parse(readFileSync('breakwater-dev.json', 'utf8'))

const account = privateKeyToAccount(accounts.buyer.privateKey)
const client = createWalletClient({ account, chain: foundry, transport: http(url) }).extend(
  breakwaterActions({ deployment }),
)

const [{ pool, termsId, asset }] = products
const order = { pool, termsId: BigInt(termsId), amount: parseUnits('50000', 6), duration: 90 * 86_400 }
// The buyer's own bound, whatever a node says that it costs.
const maxPremium = parseUnits('1000', 6)
const { premium } = await client.breakwater.getQuote(order)
if (premium > maxPremium) throw new Error(`It costs ${premium}, which is more than the bound.`)
await client.breakwater.approveAssetSync({ asset, pool, amount: maxPremium })
const deadline = Math.floor(Date.now() / 1000) + 600
const { coverId, end } = await client.breakwater.buyCoverSync({ ...order, maxPremium, deadline })
console.log(`Cover ${coverId} until ${new Date(end * 1000).toISOString()}`)

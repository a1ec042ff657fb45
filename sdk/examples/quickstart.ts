import { breakwaterActions } from '@breakwater/sdk'
import { createWalletClient, http, parseUnits } from 'viem'
import { startPlayground } from '../demo/playground.js' // a local chain with a funded pool

const { url, chain, account, deployment, asset, pool, termsId, stop } = await startPlayground()
const client = createWalletClient({ account, chain, transport: http(url) }).extend(
  breakwaterActions({ deployment }),
)

const order = { pool, termsId, amount: parseUnits('50000', 6), duration: 90 * 86_400 }
const { premium } = await client.breakwater.getQuote(order)
const maxPremium = (premium * 101n) / 100n
await client.breakwater.approveAssetSync({ asset, pool, amount: maxPremium })
const deadline = Math.floor(Date.now() / 1000) + 600
const { coverId, end } = await client.breakwater.buyCoverSync({ ...order, maxPremium, deadline })
console.log(`Cover ${coverId} for ${premium} units, until ${new Date(end * 1000).toISOString()}`)
await stop()

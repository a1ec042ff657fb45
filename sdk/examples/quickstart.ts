import { breakwaterActions } from '@breakwater/sdk'
import { createTestkit } from '@breakwater/sdk/testing' // a local chain with the protocol on it
import { createWalletClient, http, parseUnits } from 'viem'

const kit = await createTestkit()
const { chain, url, deployment } = kit
const { pool, termsId, asset } = await kit.scenarios.productForSale()
const { account } = kit.personas.buyer
const client = createWalletClient({ account, chain, transport: http(url) }).extend(
  breakwaterActions({ deployment }),
)

const order = { pool, termsId, amount: parseUnits('50000', 6), duration: 90 * 86_400 }
const maxPremium = parseUnits('250', 6) // what the cover is worth to you: no node can raise it
const { premium } = await client.breakwater.getQuoteDetails(order)
if (premium > maxPremium) throw new Error(`The cover costs ${premium} units.`)
await client.breakwater.approveAssetSync({ asset, pool, amount: maxPremium })
const deadline = (await kit.now()) + 600
const { coverId, end } = await client.breakwater.buyCoverSync({ ...order, maxPremium, deadline })
console.log(`Cover ${coverId} for ${premium} units, until ${new Date(end * 1000).toISOString()}`)
await kit.stop()

// From an empty folder to a paid claim:
//   npm install @breakwater/sdk @breakwater/contracts @foundry-rs/anvil viem && node quickstart.mjs
import { breakwaterActions, toIncidentId } from '@breakwater/sdk'
import { createTestkit } from '@breakwater/sdk/testing'
import { createWalletClient, formatUnits, http, parseEther, parseUnits } from 'viem'

// A local chain of its own, with the protocol, a vault and a pool that sells cover on it.
const kit = await createTestkit()
const { pool, termsId, asset, vault, meterId, subject } = await kit.scenarios.productForSale()

// A client as of any chain: an account, a node, and where the protocol is.
const { account } = kit.personas.buyer
const client = createWalletClient({
  account,
  chain: kit.chain,
  transport: http(kit.url),
  pollingInterval: 10,
}).extend(breakwaterActions({ deployment: kit.deployment }))

// Cover of 50,000 USDC for 90 days.
const order = { pool, termsId, amount: parseUnits('50000', 6), duration: 90 * 86_400 }
// The buyer's own bound, whatever a node says that it costs.
const maxPremium = parseUnits('1000', 6)
const { premium } = await client.breakwater.getQuote(order)
await client.breakwater.approveAssetSync({ asset, pool, amount: maxPremium })
const deadline = (await kit.now()) + 600
const { coverId, start } = await client.breakwater.buyCoverSync({ ...order, maxPremium, deadline })
console.log(`Cover ${coverId} for ${formatUnits(premium, 6)} USDC`)

// An exploit takes two fifths of the vault. The meter sees it for its dwell, and fires.
await kit.warpTo(start)
await kit.loseFunds(vault, parseEther('0.4'))
for (let i = 0; i < 4; i++) {
  await client.breakwater.observeShareLossSync({ meterId })
  await kit.warp(2 * 3600)
}
const { number, severity } = await client.breakwater.fireMeterSync({ meterId })
console.log(`The meter has fired: ${formatUnits(severity, 16)} % are lost`)

// The incident opens a case. Nobody answers otherwise, and the claim is paid.
const incident = { pool, termsId, incidentId: toIncidentId(subject, number) }
await client.breakwater.openCaseSync(incident)
const { endsAt } = await client.breakwater.getCourtCase(incident)
await kit.warpTo(endsAt + 86_400)
const { payout } = await client.breakwater.claimPayoutSync({ ...incident, coverId })
console.log(`Paid ${formatUnits(payout, 6)} USDC`)
await kit.stop()

import { dataUriStore, describeAnswer, evidenceDocument, lossTable, nextActions } from '@breakwater/sdk'
import { createTestkit } from '@breakwater/sdk/testing' // a local chain with a court, a panel and a pool
import { parseEther, parseUnits } from 'viem'

const kit = await createTestkit()
const { reporter: client, challenger: other, assessor } = kit.personas
const { pool, termsId, subject, panel, asset } = await kit.scenarios.panelProduct({ proofOfLoss: true })
const insured = client.account.address
const order = { pool, termsId, amount: parseUnits('100000', 6), duration: 200 * 86_400 }
const { premium } = await client.breakwater.getQuote(order)
await client.breakwater.approveAssetSync({ asset, pool, amount: premium * 2n })
const deadline = (await kit.now()) + 600
const { start } = await client.breakwater.buyCoverSync({ ...order, maxPremium: premium * 2n, deadline })
await kit.warpTo(start + 86_400)
const time = await kit.now()

// region reporter
// The reporter says what happened: free, and without amounts.
const { hash, bytes } = evidenceDocument({ what: 'Funds left the bridge without a proof', time })
const uri = await dataUriStore.put(bytes)
const { incidentId } = await client.breakwater.reportIncidentSync({ subject, time, evidence: hash, uri })

// The opener of a case states the most that may be claimed, here 70 % of the cover, under a bond of 2 % of that.
const incident = { pool, termsId, incidentId }
const severity = parseEther('0.7')
await client.breakwater.approveAssetSync(await client.breakwater.getOpeningBond({ ...incident, severity }))
await client.breakwater.openCaseSync({ ...incident, severity })
const table = lossTable([{ insured, loss: parseUnits('60000', 6) }])
await client.breakwater.publishLossesSync({ ...incident, table })

// Somebody else answers that nothing was lost, with the least bond.
const answer = 'nothing'
await other.breakwater.approveAssetSync(await other.breakwater.getAnswerBond({ ...incident, answer }))
await other.breakwater.postAnswerSync({ ...incident, answer })
const { answers, endsAt } = await client.breakwater.getCourtCase(incident)
const usdc = { decimals: 6, symbol: 'USDC' }
for (const { number, ...said } of answers) console.log(`Answer ${number}: ${describeAnswer(said, usdc)}`)
// endregion
await kit.warpTo(endsAt + 1)

// region assessor
// The assessor finds the case in the inbox, and votes for an answer's number without telling it.
const [assessment] = await assessor.breakwater.getAssessments({ panel, cases: [incident] })
if (assessment?.phase !== 'commit' || assessment.eligible === 0n)
  throw new Error('There is nothing to vote on.')
const vote = { panel, ...incident, number: 1n }
await assessor.breakwater.commitVoteSync({ ...vote, salt: await assessor.breakwater.voteSalt(vote) })
await kit.warpTo(assessment.ends.commit)
// The salt is not kept: signing the same again gives it again.
await assessor.breakwater.revealVoteSync({ ...vote, salt: await assessor.breakwater.voteSalt(vote) })
await kit.warpTo(assessment.ends.appeal)
const { winner } = await assessor.breakwater.tallyVotesSync({ panel, ...incident })
// endregion

// What can be done now, and by whom.
const dispute = await client.breakwater.getDispute({ incidentId, cases: [incident] })
const todo = nextActions(dispute, { now: dispute.timestamp, account: insured })
const possible = todo.filter(({ isPossible }) => isPossible).map(({ action }) => action)
console.log(`Answer ${winner} holds; now: ${possible.join(', ')}`)
await kit.stop()

import { breakwaterActions, dataUriStore, evidenceDocument, lossTable, nextActions } from '@breakwater/sdk'
import { createWalletClient, http, parseEther, parseUnits } from 'viem'
import { startCourtroom } from '../demo/courtroom.js' // a local chain with a court, a panel and a pool

const room = await startCourtroom()
const { asset, pool, termsId, subject, panel, deployment } = room
const clientOf = (account: typeof room.reporter) =>
  createWalletClient({ account, chain: room.chain, transport: http(room.url), pollingInterval: 10 }).extend(
    breakwaterActions({ deployment }),
  )
const insured = room.reporter.address
const client = clientOf(room.reporter)
const challenger = clientOf(room.challenger)
const assessor = clientOf(room.assessor)
const time = await room.now()

// region reporter
// The reporter says what happened, and has a case opened, under a bond.
const { hash, bytes } = evidenceDocument({ what: 'Funds left the bridge without a proof', time })
const report = {
  subject,
  time,
  severity: parseEther('1'),
  evidence: hash,
  uri: await dataUriStore.put(bytes),
}
const { incidentId } = await client.breakwater.reportIncidentSync(report)
const bond = await client.breakwater.getOpeningBond({ pool, termsId, incidentId })
await client.breakwater.approveAssetSync(bond)
await client.breakwater.openCaseSync({ pool, termsId, incidentId })
const table = lossTable([{ insured, loss: parseUnits('60000', 6) }])
await client.breakwater.publishLossesSync({ incidentId, table })

// The challenger says that nothing was lost, under a bond of the same size.
const maxBond = await challenger.breakwater.getChallengeBond({ incidentId })
await challenger.breakwater.approveAssetSync({ asset, spender: deployment.optimisticCourt, amount: maxBond })
await challenger.breakwater.challengeReportSync({ incidentId, counter: { severity: 0n }, maxBond })
// endregion

// region assessor
// The assessor finds the dispute in the inbox, and votes without telling how.
const [assessment] = await assessor.breakwater.getAssessments({ panel, incidentIds: [incidentId] })
if (assessment?.phase !== 'commit' || assessment.eligible === 0n)
  throw new Error('There is nothing to vote on.')
const vote = { panel, incidentId, ruling: 'report' } as const
const salt = await assessor.breakwater.voteSalt(vote)
await assessor.breakwater.commitVoteSync({ ...vote, salt })
await room.wait(2)
// The salt is not kept: signing the same again gives it again.
await assessor.breakwater.revealVoteSync({ ...vote, salt: await assessor.breakwater.voteSalt(vote) })
await room.wait(2)
const { winner } = await assessor.breakwater.tallyVotesSync({ panel, incidentId })
// endregion

// What can be done now, and by whom.
const dispute = await client.breakwater.getDispute({ incidentId, openings: [{ pool, termsId }] })
const todo = nextActions(dispute, { now: dispute.timestamp, account: insured })
const possible = todo.filter(({ isPossible }) => isPossible).map(({ action }) => action)
console.log(`Ruling ${winner}: ${dispute.outcome} won; now: ${possible.join(', ')}`)
await room.stop()

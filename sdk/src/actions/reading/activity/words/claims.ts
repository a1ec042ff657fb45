import type { Words } from './say.js'

export const vaultWords: Words<'ClaimsVault'> = {
  BonusAdded: ({ from, assets }, say) =>
    `${from} added ${say.assets(assets)} for claims of ${say.theCase}, on top of their payouts.`,
  BonusPaid: ({ coverId, receiver, bonus }, say) =>
    `${receiver} was paid ${say.assets(bonus)} for cover ${coverId} on top of its payout.`,
  CapitalReleased: ({ assets, shares }, say) =>
    `${say.assets(assets)} of ${say.theCase} went back to the pool, for ${say.shares(shares)}.`,
  CaseOpened: ({ termsId, incidentId, reserve, firstLoss }, say) =>
    `The case of incident ${incidentId} on terms ${termsId} was opened, with ${say.assets(reserve)} of the pool and ${say.assets(firstLoss)} of first loss set aside.`,
  ClaimRegistered: ({ coverId, gross, settlement }, say) =>
    `A claim of cover ${coverId} for ${say.assets(gross)} was registered, and waits for settlement ${settlement}.`,
  FirstLossTaken: ({ assets }, say) =>
    `Claims of ${say.theCase} took ${say.assets(assets)} of first loss in place of the pool's capital.`,
  PayoutClaimed: ({ coverId, receiver, payout }, say) =>
    `${receiver} was paid ${say.assets(payout)} for cover ${coverId}.`,
  RecoveryAdded: ({ from, forClaims, forHolders }, say) =>
    `${from} paid in what was recovered in ${say.theCase}: ${say.assets(forClaims)} for claims, ${say.assets(forHolders)} for holders.`,
  SettlementOver: ({ settlement, registered, forClaims, rest }, say) =>
    `All claims of settlement ${settlement} are known: ${say.assets(registered)} share ${say.assets(forClaims)}, and ${say.assets(rest)} go back.`,
  ShortageChanged: ({ settlement, short, held, owed }, say) =>
    `Settlement ${settlement} holds ${say.assets(held)}, which is ${short ? 'less than' : 'enough for'} the ${say.assets(owed)} that can be claimed of it.`,
  VerdictApplied: ({ severity, claimsUntil, settlement }, say) =>
    severity === 0n
      ? `The verdict on ${say.theCase} is that nothing was lost.`
      : `The verdict on ${say.theCase} is ${say.percent(severity)}, to be claimed until ${say.time(claimsUntil)} in settlement ${settlement}.`,
  CaseRaised: ({ need, reserve }, say) =>
    `A further ${say.assets(reserve)} were set aside for ${say.theCase}, of which ${say.assets(need)} can be claimed from now on.`,
  FirstLossPosted: ({ productId, sponsor, assets }, say) =>
    `${sponsor} posted ${say.assets(assets)} of first loss for product ${productId}.`,
  FirstLossWithdrawalRequested: ({ productId, assets, maturesAt }, say) =>
    `${say.assets(assets)} of first loss for product ${productId} can be withdrawn from ${say.time(maturesAt)} on.`,
  FirstLossWithdrawn: ({ productId, receiver, assets }, say) =>
    `${receiver} was paid ${say.assets(assets)} of first loss for product ${productId}.`,
  ReturnBurned: ({ index, shares }, say) =>
    `${say.shares(shares)} of share return ${index} were burned, which nobody had collected in time.`,
  ReturnsCollected: ({ account, receiver, shares }, say) =>
    `${receiver} got ${say.shares(shares)} that cases had returned to ${account}.`,
}

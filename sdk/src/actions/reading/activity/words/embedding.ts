import { zeroAddress } from 'viem'
import type { Words } from './say.js'

export const vaultFactoryWords: Words<'CoveredVaultFactory'> = {
  CoveredVaultCreated: ({ vault, wrapped, productId }) =>
    `Covered vault ${vault} was created around ${wrapped}, which product ${productId} covers.`,
}

export const coveredVaultWords: Words<'CoveredVault'> = {
  Approval: ({ owner, spender, amount }, say) =>
    `${owner} allowed ${spender} to move ${say.units(amount)} of shares of covered vault ${say.self}.`,
  Transfer: ({ from, to, amount }, say) => {
    if (from === zeroAddress) return `${to} got ${say.units(amount)} of shares of covered vault ${say.self}.`
    if (to === zeroAddress)
      return `Covered vault ${say.self} burned ${say.units(amount)} of shares of ${from}.`
    return `${from} transferred ${say.units(amount)} of shares of covered vault ${say.self} to ${to}.`
  },
  Deposit: ({ by, owner, assets }, say) =>
    `${by} deposited ${say.units(assets)} into covered vault ${say.self} for ${owner}.`,
  Withdraw: ({ by, to, owner, assets }, say) =>
    `${by} withdrew ${say.units(assets)} of ${owner} from covered vault ${say.self} to ${to}.`,
  RedeemedInKind: ({ by, receiver, owner, assets, wrappedShares }, say) =>
    `${by} took ${say.units(assets)} and ${say.units(wrappedShares)} of shares of the wrapped vault of ${owner} out of covered vault ${say.self} to ${receiver}.`,
  CoverageSynced: ({ cover, premium }, say) =>
    `Covered vault ${say.self} has cover of ${say.units(cover)} beyond its next renewal, after a premium of ${say.units(premium)}.`,
  FiringSettled: ({ number }, say) =>
    `No cover of covered vault ${say.self} can be paid for firing ${number} any more.`,
  CoverGiven: ({ coverId }, say) => `Covered vault ${say.self} was given cover ${coverId}.`,
}

export const distributorFactoryWords: Words<'PayoutDistributorFactory'> = {
  DistributorCreated: ({ distributor, publisher }) =>
    `Payout distributor ${distributor} was created, with ${publisher} as its publisher.`,
}

export const distributorWords: Words<'PayoutDistributor'> = {
  ArrivalNoted: ({ amount, until }, say) =>
    `${say.units(amount)} wait for a table at distributor ${say.self}; until ${say.time(Number(until))} its publisher alone divides them.`,
  DistributionOpened: ({ id, amount, total, opensAt }, say) =>
    `Distribution ${id} of ${say.units(amount)} for losses of ${say.units(total)} at ${say.self} opens on ${say.time(Number(opensAt))}.`,
  DistributionWithdrawn: ({ id }, say) => `Distribution ${id} at ${say.self} was withdrawn.`,
  LossPaid: ({ id, account, loss, payout }, say) =>
    `${account} was paid ${say.units(payout)} for a loss of ${say.units(loss)} by distribution ${id} at ${say.self}.`,
  RemainderReturned: ({ id, amount }, say) =>
    `Distribution ${id} at ${say.self} returned ${say.units(amount)} that nobody had claimed.`,
}

export const mandateWords: Words<'RenewalMandate'> = {
  CoverRenewed: ({ coverId, owner, renewer, end, premium, tip }, say) =>
    `${renewer} renewed cover ${coverId} of ${owner} to ${say.time(end)} for ${say.units(premium)}, and a tip of ${say.units(tip)}.`,
  MandateRevoked: ({ owner, nonce }) => `${owner} revoked its mandates of nonce ${nonce}.`,
  SeriesBegun: ({ owner }) => `${owner} revoked all of its mandates.`,
}

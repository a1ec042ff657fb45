import { zeroAddress } from 'viem'
import type { Words } from './say.js'

export const configuratorWords: Words<'PoolConfigurator'> = {
  ChangeApplied: ({ pool, termsId }) => `The announced sale of terms ${termsId} began in pool ${pool}.`,
  ChangeProlonged: ({ pool, expiresAt }, say) =>
    `A change that was announced for pool ${pool} may be applied until ${say.time(expiresAt)}.`,
  ChangeRevoked: ({ pool, termsId }) => `The announced sale of terms ${termsId} in pool ${pool} was revoked.`,
  ChangeSubmitted: ({ pool, termsId, ripeAt, expiresAt }, say) =>
    `The sale of terms ${termsId} in pool ${pool} was announced, for ${say.time(ripeAt)} to ${say.time(expiresAt)}.`,
  DepositsPaused: ({ pool, until }, say) => `Pool ${pool} takes no deposit before ${say.time(until)}.`,
  FeesCollected: ({ pool, productId, managerPart, sponsorPart }, say) =>
    `Fees of pool ${pool} for product ${productId} were credited: ${say.assets(managerPart)} to the manager, ${say.assets(sponsorPart)} to the sponsor.`,
  FeesWithdrawn: ({ asset, payee, receiver, amount }, say) =>
    `${receiver} was paid ${say.assets(amount)} of ${asset}, the fees of ${payee}.`,
  GuardianSet: ({ pool, guardian }) =>
    guardian === zeroAddress
      ? `Pool ${pool} has no guardian.`
      : `${guardian} became the guardian of pool ${pool}.`,
  ManagerTransferStarted: ({ pool, manager, newManager }) =>
    newManager === zeroAddress
      ? `${manager} remains the manager of pool ${pool}.`
      : `${manager} offered ${newManager} to become the manager of pool ${pool}.`,
  ManagerTransferred: ({ pool, manager, newManager }) =>
    `${newManager} became the manager of pool ${pool} after ${manager}.`,
  PausesEnded: ({ pool }) => `The pauses of pool ${pool} were ended.`,
  PoolRegistered: ({ pool, manager, guardian }) =>
    `Pool ${pool} was registered, with ${manager} as its manager and ${guardian === zeroAddress ? 'no guardian' : `${guardian} as its guardian`}.`,
  PricingChanged: ({ pool, productId }) =>
    `Prices and limits of product ${productId} changed in pool ${pool}.`,
  SalesPaused: ({ pool, until }, say) => `Pool ${pool} sells nothing before ${say.time(until)}.`,
  TermsAdded: ({ pool, termsId, productId }) =>
    `Pool ${pool} sells terms ${termsId} of product ${productId} from now on.`,
  TermsRemoved: ({ pool, termsId, productId }) =>
    `Pool ${pool} no longer sells terms ${termsId} of product ${productId}.`,
}

import { type Hex, zeroAddress, zeroHash } from 'viem'
import type { Say, Words } from './say.js'

const answerNumber = (number: bigint): string => (number === 0n ? 'nothing' : `answer ${number}`)

interface Answer {
  severity: bigint
  lossTotal: bigint
  lossRoot: Hex
}

/** What an answer says. Of what is in a chain already nothing is checked. */
function said({ severity, lossTotal, lossRoot }: Answer, say: Say): string {
  if (lossRoot !== zeroHash) return `${say.assets(lossTotal)} were lost, by the table ${lossRoot}`
  return severity === 0n ? 'nothing was lost' : `${say.percent(severity)} were lost`
}

export const courtWords: Words<'Court'> = {
  AnswerDisplaced: ({ number }, say) =>
    `Another answer with a larger bond took number ${number} in ${say.theCase}.`,
  AnswerPosted: ({ number, by, answer, bond }, say) =>
    `${by} posted answer ${number} to ${say.theCase}, that ${said(answer, say)}, with a bond of ${say.units(bond)}.`,
  BondPledged: ({ account, assets }, say) => `${account} pledged ${say.units(assets)} in ${say.theCase}.`,
  BondWithdrawn: ({ account, assets }, say) =>
    `${account} was paid ${say.units(assets)} of bonds in ${say.theCase}.`,
  BondsSettled: ({ passedOn, burned }, say) =>
    `The bonds in ${say.theCase} were settled: ${say.units(passedOn)} passed on, ${say.units(burned)} burned.`,
  CaseRuled: ({ arbiter, number }, say) =>
    arbiter === zeroAddress
      ? `The outcome of another pool's case was adopted for ${say.theCase}: ${answerNumber(number)}.`
      : `${arbiter} chose ${answerNumber(number)} in ${say.theCase}.`,
  CourtTermsCreated: ({ subject, meter, meterId }) =>
    `Court terms ${subject} were created, ${meter === zeroAddress ? 'for what anybody reports' : `for firings of meter ${meterId} of ${meter}`}.`,
  IncidentReported: ({ incidentId, subject, reporter, time }, say) =>
    `${reporter} reported incident ${incidentId} of court terms ${subject}, of ${say.time(time)}.`,
  OpeningBonded: ({ opener, severity, bond, endsAt }, say) =>
    `${opener} opened ${say.theCase}, stating that at most ${say.percent(severity)} were lost, with a bond of ${say.units(bond)}; answers are taken until ${say.time(endsAt)}.`,
  OpeningRewarded: ({ reward }, say) =>
    `The opening of ${say.theCase} was rewarded with ${say.assets(reward)}.`,
}

export const addressArbiterWords: Words<'AddressArbiter'> = {
  Ruled: ({ number }, say) => `Arbiter ${say.self} ruled for ${answerNumber(number)} in ${say.theCase}.`,
}

export const panelWords: Words<'AssessorPanel'> = {
  CaseDecided: ({ winner }, say) =>
    `Votes of panel ${say.self} in ${say.theCase} are settled ${winner === 255n ? 'without a winner' : `for ${answerNumber(winner)}`}.`,
  CaseOpened: ({ quorum }, say) =>
    `Panel ${say.self} began its turn in ${say.theCase}, with a quorum of ${say.units(quorum)}.`,
  RulingAppealed: ({ appellant, fee }, say) =>
    `${appellant} appealed against the ruling of panel ${say.self} in ${say.theCase}, for ${say.units(fee)}.`,
  StakeDeposited: ({ account, assets }, say) =>
    `${account} deposited a stake of ${say.units(assets)} in panel ${say.self}.`,
  StakeWithdrawalRequested: ({ account, assets, maturesAt }, say) =>
    `${account} asked to withdraw a stake of ${say.units(assets)} from panel ${say.self}, at ${say.time(maturesAt)} or later.`,
  StakeWithdrawn: ({ account, receiver, assets }, say) =>
    `${receiver} was paid ${say.units(assets)} of the stake of ${account} in panel ${say.self}.`,
  VoteCommitted: ({ voter, risk }, say) =>
    `${voter} committed a vote in ${say.theCase} before panel ${say.self}, risking ${say.units(risk)}.`,
  VoteRevealed: ({ voter, number, risk }, say) =>
    `${voter} voted for ${answerNumber(number)} in ${say.theCase} before panel ${say.self}, risking ${say.units(risk)}.`,
  VoteSettled: ({ voter, change }, say) =>
    `${voter} ${change < 0n ? 'lost' : 'won'} ${say.units(change < 0n ? -change : change)} by its vote in ${say.theCase}.`,
}

export const umaWords: Words<'UmaArbiter'> = {
  AnswerAsserted: ({ number, asserter, bond }, say) =>
    `${asserter} asserted to UMA that ${answerNumber(number)} is right in ${say.theCase}, with a bond of ${say.units(bond)}.`,
  AnswerSettled: ({ truthful }, say) =>
    `An assertion about ${say.theCase} was found ${truthful ? 'true' : 'false'}.`,
  BondCredited: ({ account, amount }, say) =>
    `${account} was credited a bond of ${say.units(amount)} in ${say.theCase}.`,
  CreditWithdrawn: ({ account, receiver, amount }, say) =>
    `${receiver} was paid ${say.units(amount)}, the credit of ${account} at ${say.self}.`,
}

/** What all meters have. */
const fired = ({ meterId, number, severity, time }: FiredArgs, say: Say) =>
  `Meter ${meterId} of ${say.self} fired number ${number}: ${say.percent(severity)} were lost from ${say.time(time)} on.`

interface FiredArgs {
  meterId: bigint
  number: number
  severity: bigint
  time: number
}

export const shareLossWords: Words<'ShareLossMeter'> = {
  Fired: fired,
  MarkLost: ({ meterId }, say) =>
    `Meter ${meterId} of ${say.self} lost its mark, because its vault had too few shares.`,
  MarkRaised: ({ meterId, mark }, say) => `Meter ${meterId} of ${say.self} raised its mark to ${mark}.`,
  MeterCreated: ({ meterId, meter }, say) =>
    `Meter ${meterId} of ${say.self} was created, for the shares of ${meter.vault}.`,
  Observed: ({ meterId, price, direction }, say) =>
    `Meter ${meterId} of ${say.self} found a price of ${price} a share, ${direction < 0 ? 'in a loss' : direction > 0 ? 'above its mark' : 'without a loss'}.`,
}

export const priceDepegWords: Words<'PriceDepegMeter'> = {
  Fired: fired,
  MarkRaised: ({ meterId, mark }, say) => `Meter ${meterId} of ${say.self} is back at its peg, ${mark}.`,
  MeterCreated: ({ meterId, meter }, say) =>
    `Meter ${meterId} of ${say.self} was created, for the price of feed ${meter.feed}.`,
  Observed: ({ meterId, roundId, direction }, say) =>
    `Meter ${meterId} of ${say.self} followed its feed up to round ${roundId}, ${direction < 0 ? 'in a loss' : direction > 0 ? 'recovered' : 'without a finding'}.`,
}

export const badDebtWords: Words<'BadDebtMeter'> = {
  Fired: fired,
  MeterCreated: ({ meterId, meter }, say) =>
    `Meter ${meterId} of ${say.self} was created, for the deficit of ${meter.market}.`,
  Observed: ({ meterId, deficit, supplied, direction }, say) =>
    `Meter ${meterId} of ${say.self} found a deficit of ${say.units(deficit)} in ${say.units(supplied)}, ${direction < 0 ? 'in a loss' : 'without a loss'}.`,
}

import type { Address, Hex } from 'viem'
import { InvalidParameterError } from '../../../errors/errors.js'
import * as AssessorPanel from '../../../generated/abi/AssessorPanel.js'
import { toSync } from '../../../internal/sync.js'
import { defineWriteAction } from '../../../internal/write.js'
import type { SyncAction, WriteAction } from '../../../internal/writeTypes.js'
import { toCaseRef } from '../court/caseRefs.js'
import { voteCommitment } from './commitments.js'
import { arbiters } from './errors.js'
import type { PanelCaseParameters } from './types.js'

const assessorPanelAbi = /* @__PURE__ */ arbiters([
  AssessorPanel.appealRuling,
  AssessorPanel.commitVote,
  AssessorPanel.revealVote,
  AssessorPanel.settleVote,
  AssessorPanel.tally,
  AssessorPanel.CaseDecided,
  AssessorPanel.RulingAppealed,
  AssessorPanel.VoteCommitted,
  AssessorPanel.VoteRevealed,
  AssessorPanel.VoteSettled,
] as const)

type Panel = typeof assessorPanelAbi

/** Parameters of {@link commitVote}: the vote and its salt, or a commitment that was made elsewhere. */
export type CommitVoteParameters = PanelCaseParameters &
  (
    | {
        /** Number of the right answer; 0 for nothing. */
        number: bigint
        /** Salt from {@link voteSalt}. The reveal needs the same one. */
        salt: Hex
        commitment?: undefined
      }
    | {
        /** Commitment from {@link voteCommitment}. */
        commitment: Hex
      }
  )

/**
 * Commits a vote on a case without revealing it. It puts a part of the sender's stake at risk:
 * `eligible` of {@link getAssessments}. On a client without a chain the commitment is required.
 *
 * @throws `NotArbiter`, `CommitClosed`, `AlreadyVoted`, `UnsupportedAsset`, `NotEligible`, `ValueOutOfRange`
 *
 * @example
 * ```ts
 * const vote = { panel, pool, termsId, incidentId, number: 2n }
 * const { risk } = await commitVoteSync(client, { ...vote, salt: await voteSalt(client, vote) })
 * ```
 */
export const commitVote: WriteAction<CommitVoteParameters, Panel, 'commitVote', 'VoteCommitted'> =
  /* @__PURE__ */ defineWriteAction({
    abi: assessorPanelAbi,
    functionName: 'commitVote',
    eventName: 'VoteCommitted',
    request: ({ panel, court, pool, termsId, incidentId, ...vote }, { deployment, sender, chainId }) => {
      const where = court ?? deployment().court
      const which = { pool, termsId, incidentId }
      const ref = toCaseRef(which)
      if (vote.commitment !== undefined) return { address: panel, args: [where, ref, vote.commitment] }
      const { number, salt } = vote
      const voter = sender('account')
      checkNumber(number)
      const commitment = voteCommitment({
        ...{ chainId: chainId(), panel, court: where, ...which, number, salt, voter },
      })
      return { address: panel, args: [where, ref, commitment] }
    },
  })

/** Numbers of answers have eight bits; the highest stands for none. */
function checkNumber(number: bigint): void {
  if (typeof number === 'bigint' && number >= 0n && number < 255n) return
  throw new InvalidParameterError('number', number, 'is no answer number, and not 0n for nothing')
}

/** {@link commitVote}, waiting for the receipt. */
export const commitVoteSync: SyncAction<CommitVoteParameters, Panel, 'VoteCommitted'> =
  /* @__PURE__ */ toSync(commitVote)

/** Parameters of {@link revealVote}. */
export interface RevealVoteParameters extends PanelCaseParameters {
  /** Number of the answer that was voted for; 0 for nothing. */
  number: bigint
  /** The salt of the commitment. */
  salt: Hex
}

/**
 * Reveals the sender's vote. An unrevealed vote loses what it put at risk.
 *
 * @throws `RevealNotOpen`, `RevealClosed`, `CommitmentMismatch`, `UnknownAnswer`
 *
 * @example
 * ```ts
 * const vote = { panel, pool, termsId, incidentId, number: 2n }
 * await revealVoteSync(client, { ...vote, salt: await voteSalt(client, vote) })
 * ```
 */
export const revealVote: WriteAction<RevealVoteParameters, Panel, 'revealVote', 'VoteRevealed'> =
  /* @__PURE__ */ defineWriteAction({
    abi: assessorPanelAbi,
    functionName: 'revealVote',
    eventName: 'VoteRevealed',
    request: ({ panel, court, number, salt, ...which }, { deployment }) => {
      checkNumber(number)
      return { address: panel, args: [court ?? deployment().court, toCaseRef(which), number, salt] }
    },
  })

/** {@link revealVote}, waiting for the receipt. */
export const revealVoteSync: SyncAction<RevealVoteParameters, Panel, 'VoteRevealed'> =
  /* @__PURE__ */ toSync(revealVote)

/**
 * Takes a case from a panel to the next arbiter, for a hundredth of what is at stake, which is
 * burned; the panel needs an allowance. Anyone may call it, for a day after the reveals, if there
 * is a ruling.
 *
 * @throws `VotingOpen`, `AppealClosed`, `NotArbiter`, `NoRuling`, `TransferFromFailed`
 *
 * @example
 * ```ts
 * const which = { pool, termsId, incidentId }
 * const [assessment] = await getAssessments(client, { panel, cases: [which] })
 * await approveAssetSync(client, { asset, spender: panel, amount: assessment.appealFee })
 * await appealRulingSync(client, { panel, ...which })
 * ```
 */
export const appealRuling: WriteAction<PanelCaseParameters, Panel, 'appealRuling', 'RulingAppealed'> =
  /* @__PURE__ */ defineWriteAction({
    abi: assessorPanelAbi,
    functionName: 'appealRuling',
    eventName: 'RulingAppealed',
    request: ({ panel, court, ...which }, { deployment }) => ({
      address: panel,
      args: [court ?? deployment().court, toCaseRef(which)],
    }),
  })

/** {@link appealRuling}, waiting for the receipt. */
export const appealRulingSync: SyncAction<PanelCaseParameters, Panel, 'RulingAppealed'> =
  /* @__PURE__ */ toSync(appealRuling)

/**
 * Counts the votes of a panel and rules: the median wins, with answers in the order of what they
 * pay. Anyone may call it, for a day after the appeals.
 *
 * @throws `VotingOpen`, `AlreadyFinal`, `NotArbiter`, `NoRuling`
 *
 * @example
 * ```ts
 * const { winner } = await tallyVotesSync(client, { panel, pool, termsId, incidentId }) // number of the answer, 0n for nothing
 * ```
 */
export const tallyVotes: WriteAction<PanelCaseParameters, Panel, 'tally', 'CaseDecided'> =
  /* @__PURE__ */ defineWriteAction({
    abi: assessorPanelAbi,
    functionName: 'tally',
    eventName: 'CaseDecided',
    request: ({ panel, court, ...which }, { deployment }) => ({
      address: panel,
      args: [court ?? deployment().court, toCaseRef(which)],
    }),
  })

/** {@link tallyVotes}, waiting for the receipt. */
export const tallyVotesSync: SyncAction<PanelCaseParameters, Panel, 'CaseDecided'> =
  /* @__PURE__ */ toSync(tallyVotes)

/** Parameters of {@link settleVote}. */
export interface SettleVoteParameters extends PanelCaseParameters {
  /** Voter. The sender by default. */
  voter?: Address | undefined
}

/**
 * Books the loss of a vote, or its part of what settled votes have lost so far, by the court's final
 * decision: `due` of {@link getAssessments}. Anyone may call it, from the decision on. The first
 * settled vote fixes the winner for all; if none is settled within 120 days from the beginning of the
 * panel's turn, nobody wins.
 *
 * Settle the votes that lose first, and each vote takes one call. A vote that wins can be settled
 * before: its own risk is free then, and it is settled again for the rest of its gain. In any order
 * each assessor gets the same in the end. Voters are told by the panel's event `VoteCommitted`.
 *
 * @throws `VotingOpen`, `NothingToSettle`, also for a vote that wins while no further loser is settled
 *
 * @example
 * ```ts
 * const { change } = await settleVoteSync(client, { panel, pool, termsId, incidentId }) // of the stake, by this call
 * ```
 */
export const settleVote: WriteAction<SettleVoteParameters, Panel, 'settleVote', 'VoteSettled'> =
  /* @__PURE__ */ defineWriteAction({
    abi: assessorPanelAbi,
    functionName: 'settleVote',
    eventName: 'VoteSettled',
    request: ({ panel, court, voter, ...which }, { deployment, sender }) => ({
      address: panel,
      args: [court ?? deployment().court, toCaseRef(which), voter ?? sender('voter')],
    }),
  })

/** {@link settleVote}, waiting for the receipt. */
export const settleVoteSync: SyncAction<SettleVoteParameters, Panel, 'VoteSettled'> =
  /* @__PURE__ */ toSync(settleVote)

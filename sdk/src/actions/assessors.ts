import { type Address, type Hex, zeroAddress } from 'viem'
import { fromRulingNumber, type Ruling, type RulingOrNone, toRulingNumber } from '../answers.js'
import { InvalidParameterError } from '../errors/errors.js'
import { assessorPanelAbi, optimisticCourtAbi } from '../generated/contracts.js'
import { deploymentOf, type ReadClient, type ReadOptions, readOne, readTogether } from '../internal/read.js'
import { defineWriteAction, type SyncAction, toSync, type WriteAction } from '../internal/write.js'
import { voteCommitment } from '../votes.js'

type Panel = typeof assessorPanelAbi

/** Which panel. */
export interface PanelParameters {
  panel: Address
}

/** Which dispute before a panel. */
export interface PanelDisputeParameters extends PanelParameters {
  incidentId: bigint
  /** Where the incident is in dispute. The deployment's court by default. */
  resolver?: Address | undefined
}

/** Parameters of {@link depositStake} and {@link requestStakeWithdrawal}. */
export interface StakeAmountParameters extends PanelParameters {
  /** Asset units. */
  assets: bigint
}

/**
 * Adds to the sender's stake in a panel, which needs an allowance. It counts in incidents that happen later.
 *
 * @throws `AmountZero`, `UnsupportedAsset`, `ValueOutOfRange`, `TransferFromFailed`
 *
 * @example
 * ```ts
 * await approveAssetSync(client, { asset, spender: panel, amount: assets })
 * await depositStakeSync(client, { panel, assets })
 * ```
 */
export const depositStake: WriteAction<StakeAmountParameters, Panel, 'depositStake', 'StakeDeposited'> =
  /* @__PURE__ */ defineWriteAction({
    abi: assessorPanelAbi,
    functionName: 'depositStake',
    eventName: 'StakeDeposited',
    positive: ['assets'],
    request: ({ panel, assets }) => ({ address: panel, args: [assets] }),
  })

/** {@link depositStake}, waiting for the receipt. */
export const depositStakeSync: SyncAction<StakeAmountParameters, Panel, 'StakeDeposited'> =
  /* @__PURE__ */ toSync(depositStake)

/**
 * Asks for part of the stake back, in place of any earlier request; 0 takes the request back. From now on it does not count
 * in later incidents; in earlier ones it still does.
 *
 * @throws `ValueOutOfRange` above the stake
 *
 * @example
 * ```ts
 * const { maturesAt } = await requestStakeWithdrawalSync(client, { panel, assets })
 * ```
 */
export const requestStakeWithdrawal: WriteAction<
  StakeAmountParameters,
  Panel,
  'requestStakeWithdrawal',
  'StakeWithdrawalRequested'
> = /* @__PURE__ */ defineWriteAction({
  abi: assessorPanelAbi,
  functionName: 'requestStakeWithdrawal',
  eventName: 'StakeWithdrawalRequested',
  request: ({ panel, assets }) => ({ address: panel, args: [assets] }),
})

/** {@link requestStakeWithdrawal}, waiting for the receipt. */
export const requestStakeWithdrawalSync: SyncAction<
  StakeAmountParameters,
  Panel,
  'StakeWithdrawalRequested'
> = /* @__PURE__ */ toSync(requestStakeWithdrawal)

/** Parameters of {@link withdrawStake}. */
export interface WithdrawStakeParameters extends PanelParameters {
  /** Who is paid. The sender by default. */
  receiver?: Address | undefined
}

/**
 * Withdraws what was asked for, or what slashes left of it.
 *
 * @throws `AmountZero`, `StakeLocked`, `StakeInUse`
 *
 * @example
 * ```ts
 * const { assets } = await withdrawStakeSync(client, { panel })
 * ```
 */
export const withdrawStake: WriteAction<WithdrawStakeParameters, Panel, 'withdrawStake', 'StakeWithdrawn'> =
  /* @__PURE__ */ defineWriteAction({
    abi: assessorPanelAbi,
    functionName: 'withdrawStake',
    eventName: 'StakeWithdrawn',
    request: ({ panel, receiver }, { sender }) => ({
      address: panel,
      args: [receiver ?? sender('receiver')],
    }),
  })

/** {@link withdrawStake}, waiting for the receipt. */
export const withdrawStakeSync: SyncAction<WithdrawStakeParameters, Panel, 'StakeWithdrawn'> =
  /* @__PURE__ */ toSync(withdrawStake)

/** Parameters of {@link commitVote}: the vote and its salt, or a commitment that was made elsewhere. */
export type CommitVoteParameters = PanelDisputeParameters &
  (
    | {
        ruling: Ruling
        /** From {@link voteSalt}. The same is needed to reveal. */
        salt: Hex
        commitment?: undefined
      }
    | {
        /** From {@link voteCommitment}. */
        commitment: Hex
      }
  )

/**
 * Votes on a dispute, without telling how. It puts a fixed share of the sender's stake at risk. On a client without a chain
 * the commitment has to be passed.
 *
 * @throws `NotArbiter`, `CommitClosed`, `AlreadyVoted`, `UnsupportedAsset`, `NotEligible`, `StakeInUse`
 *
 * @example
 * ```ts
 * const salt = await voteSalt(client, { panel, incidentId })
 * const { risk } = await commitVoteSync(client, { panel, incidentId, ruling: 'counter', salt })
 * ```
 */
export const commitVote: WriteAction<CommitVoteParameters, Panel, 'commitVote', 'VoteCommitted'> =
  /* @__PURE__ */ defineWriteAction({
    abi: assessorPanelAbi,
    functionName: 'commitVote',
    eventName: 'VoteCommitted',
    request: ({ panel, incidentId, resolver, ...vote }, { deployment, sender, chainId }) => {
      const where = resolver ?? deployment().optimisticCourt
      if (vote.commitment !== undefined) return { address: panel, args: [where, incidentId, vote.commitment] }
      const { ruling, salt } = vote
      const voter = sender('account')
      const commitment = voteCommitment({
        ...{ chainId: chainId(), panel, resolver: where, incidentId, ruling, salt, voter },
      })
      return { address: panel, args: [where, incidentId, commitment] }
    },
  })

/** {@link commitVote}, waiting for the receipt. */
export const commitVoteSync: SyncAction<CommitVoteParameters, Panel, 'VoteCommitted'> =
  /* @__PURE__ */ toSync(commitVote)

/** Parameters of {@link revealVote}. */
export interface RevealVoteParameters extends PanelDisputeParameters {
  ruling: Ruling
  /** The salt that the vote was committed with. */
  salt: Hex
}

/**
 * Tells how the sender has voted. Who does not loses what the vote put at risk.
 *
 * @throws `RevealNotOpen`, `RevealClosed`, `CommitmentMismatch`
 *
 * @example
 * ```ts
 * const salt = await voteSalt(client, { panel, incidentId })
 * await revealVoteSync(client, { panel, incidentId, ruling: 'counter', salt })
 * ```
 */
export const revealVote: WriteAction<RevealVoteParameters, Panel, 'revealVote', 'VoteRevealed'> =
  /* @__PURE__ */ defineWriteAction({
    abi: assessorPanelAbi,
    functionName: 'revealVote',
    eventName: 'VoteRevealed',
    request: ({ panel, incidentId, resolver, ruling, salt }, { deployment }) => ({
      address: panel,
      args: [resolver ?? deployment().optimisticCourt, incidentId, toRulingNumber(ruling), salt],
    }),
  })

/** {@link revealVote}, waiting for the receipt. */
export const revealVoteSync: SyncAction<RevealVoteParameters, Panel, 'VoteRevealed'> =
  /* @__PURE__ */ toSync(revealVote)

/**
 * Takes an incident from a panel to the next arbiter, for a hundredth of what is at stake, which is burned; the panel needs an
 * allowance. Anyone may, for a day after the reveals.
 *
 * @throws `VotingOpen`, `AppealClosed`, `NotArbiter`, `TransferFromFailed`
 *
 * @example
 * ```ts
 * const [assessment] = await getAssessments(client, { panel, incidentIds: [incidentId] })
 * await approveAssetSync(client, { asset, spender: panel, amount: assessment.appealFee })
 * await appealRulingSync(client, { panel, incidentId })
 * ```
 */
export const appealRuling: WriteAction<PanelDisputeParameters, Panel, 'appealRuling', 'RulingAppealed'> =
  /* @__PURE__ */ defineWriteAction({
    abi: assessorPanelAbi,
    functionName: 'appealRuling',
    eventName: 'RulingAppealed',
    request: ({ panel, incidentId, resolver }, { deployment }) => ({
      address: panel,
      args: [resolver ?? deployment().optimisticCourt, incidentId],
    }),
  })

/** {@link appealRuling}, waiting for the receipt. */
export const appealRulingSync: SyncAction<PanelDisputeParameters, Panel, 'RulingAppealed'> =
  /* @__PURE__ */ toSync(appealRuling)

/**
 * Counts the votes of a panel and rules, if there is a ruling. Anyone may, for a day after the appeals.
 *
 * @throws `VotingOpen`, `AlreadyFinal`, `NotArbiter`
 *
 * @example
 * ```ts
 * const { winner } = await tallyVotesSync(client, { panel, incidentId }) // 1 the report, 2 the counter-answer, 3 a denial
 * ```
 */
export const tallyVotes: WriteAction<PanelDisputeParameters, Panel, 'tally', 'VotesTallied'> =
  /* @__PURE__ */ defineWriteAction({
    abi: assessorPanelAbi,
    functionName: 'tally',
    eventName: 'VotesTallied',
    request: ({ panel, incidentId, resolver }, { deployment }) => ({
      address: panel,
      args: [resolver ?? deployment().optimisticCourt, incidentId],
    }),
  })

/** {@link tallyVotes}, waiting for the receipt. */
export const tallyVotesSync: SyncAction<PanelDisputeParameters, Panel, 'VotesTallied'> =
  /* @__PURE__ */ toSync(tallyVotes)

/** Parameters of {@link settleVote}. */
export interface SettleVoteParameters extends PanelParameters {
  /** Number of the case, from {@link getAssessments}. */
  caseId: bigint
  /** Whose vote. The sender's by default. */
  voter?: Address | undefined
}

/**
 * Books what a vote has won or lost. Anyone may.
 *
 * @throws `VotingOpen`, `NothingToSettle`
 *
 * @example
 * ```ts
 * const { change } = await settleVoteSync(client, { panel, caseId })
 * ```
 */
export const settleVote: WriteAction<SettleVoteParameters, Panel, 'settleVote', 'VoteSettled'> =
  /* @__PURE__ */ defineWriteAction({
    abi: assessorPanelAbi,
    functionName: 'settleVote',
    eventName: 'VoteSettled',
    request: ({ panel, caseId, voter }, { sender }) => ({
      address: panel,
      args: [caseId, voter ?? sender('voter')],
    }),
  })

/** {@link settleVote}, waiting for the receipt. */
export const settleVoteSync: SyncAction<SettleVoteParameters, Panel, 'VoteSettled'> =
  /* @__PURE__ */ toSync(settleVote)

/** Parameters of {@link getStake}. */
export interface GetStakeParameters extends ReadOptions, PanelParameters {
  /** Whose stake. The client's account by default. */
  account?: Address | undefined
}

/** What an assessor has in a panel, asset units. */
export interface Stake {
  /** Slashes and rewards of settled votes included. */
  held: bigint
  /** Σ risk of its open votes. */
  atRisk: bigint
  /** Asked back: without weight in later incidents. */
  leaving: bigint
  /** When that may be withdrawn, seconds; 0 if nothing was ever asked back. */
  maturesAt: number
  /** Cases with a vote that is not settled; four at most. */
  openCases: bigint[]
}

/**
 * An assessor's stake in a panel.
 *
 * @example
 * ```ts
 * const { held, atRisk, openCases } = await getStake(client, { panel })
 * ```
 */
export async function getStake(
  client: ReadClient,
  { panel, account, ...options }: GetStakeParameters,
): Promise<Stake> {
  const of = accountOf(client, account)
  const { openVotes, ...stake } = await readOne(
    client,
    { abi: assessorPanelAbi, address: panel, functionName: 'getStake', args: [of] },
    options,
  )
  const openCases: bigint[] = []
  for (let lanes = openVotes; lanes > 0n; lanes >>= 30n) {
    const caseId = lanes & ((1n << 30n) - 1n)
    if (caseId !== 0n) openCases.push(caseId)
  }
  return { ...stake, openCases }
}

const PHASES = ['none', 'commit', 'reveal', 'appeal', 'tally', 'final'] as const

/** Where a case before a panel stands; `none` if the panel has nothing to do with the dispute. */
export type AssessmentPhase = (typeof PHASES)[number]

/** Parameters of {@link getAssessments}. */
export interface GetAssessmentsParameters extends ReadOptions, PanelParameters {
  incidentIds: readonly bigint[]
  /** Where the incidents are in dispute. The deployment's court by default. */
  resolver?: Address | undefined
  /** Which assessor. The client's account by default. */
  account?: Address | undefined
}

/** A dispute as an assessor has it before them. Amounts in asset units, times in seconds. */
export interface Assessment {
  panel: Address
  resolver: Address
  incidentId: bigint
  /** Number of the case; 0 before the first vote. */
  caseId: bigint
  phase: AssessmentPhase
  /** When that phase ends; 0 for `none` and `final`. */
  until: number
  /** When each phase ends; all 0 for `none`. */
  ends: { commit: number; reveal: number; appeal: number; tally: number }
  /** Whether the panel can rule on it now: whether the turn is its own. */
  isTurn: boolean
  /** Σ of the cases in dispute. */
  atStake: bigint
  /** What an appeal costs now. */
  appealFee: bigint
  /** Whether somebody has appealed. */
  appealed: boolean
  /** Whether the votes have been counted. */
  tallied: boolean
  /** Which ruling they came to. */
  winner: RulingOrNone
  /** Risk that must be committed for a ruling; 0 before the first vote. */
  quorum: bigint
  committed: bigint
  /** Risk of the votes that have been revealed, by ruling. */
  revealed: { report: bigint; counter: bigint; denial: bigint }
  /** The ruling that the revealed votes would come to; `none` without a quorum, on a tie, or if too little was at risk. */
  leading: RulingOrNone
  assessor: Address
  /** What a vote of the assessor would put at risk now; 0 if it is not eligible. */
  eligible: bigint
  /** What the assessor's vote has at risk; 0 without an open vote. */
  risk: bigint
  /** Whether that vote waits for its reveal. */
  committedVote: boolean
  /** How it was revealed. */
  vote: RulingOrNone
  /** What settling it would add to the stake, if the panel ruled so and no more votes were revealed. */
  change: { report: bigint; counter: bigint; denial: bigint; none: bigint }
}

/**
 * An assessor's inbox: where disputes stand before a panel, until when, and what the assessor's vote would win or lose.
 *
 * @throws `UnknownIncident`
 *
 * @example
 * ```ts
 * for (const { incidentId, phase, until, eligible } of await getAssessments(client, { panel, incidentIds })) {
 *   if (phase === 'commit' && eligible > 0n) console.log(`Vote on ${incidentId} until ${new Date(until * 1000)}`)
 * }
 * ```
 */
export async function getAssessments(
  client: ReadClient,
  { panel, incidentIds, resolver, account, ...options }: GetAssessmentsParameters,
): Promise<Assessment[]> {
  const where = resolver ?? deploymentOf(client, options).optimisticCourt
  const assessor = accountOf(client, account)
  if (incidentIds.length === 0) return []
  const contract = { abi: assessorPanelAbi, address: panel } as const
  const [commitPeriod, revealPeriod, ...caseIds] = (await readTogether(
    client,
    [
      { ...contract, functionName: 'commitPeriod' },
      { ...contract, functionName: 'revealPeriod' },
      ...incidentIds.map((id) => ({ ...contract, functionName: 'caseIdOf', args: [where, id] })),
    ],
    options,
  )) as bigint[] as [bigint, bigint, ...bigint[]]

  const found = (await readTogether(
    client,
    incidentIds.flatMap((id, i) => {
      const caseId = caseIds[i] as bigint
      const change = (ruling: number) => ({
        ...{ ...contract, functionName: 'changeOf', args: [caseId, assessor, ruling] },
      })
      return [
        { ...contract, functionName: 'phaseOf', args: [where, id] },
        { ...contract, functionName: 'getCase', args: [caseId] },
        { ...contract, functionName: 'getVote', args: [caseId, assessor] },
        { ...contract, functionName: 'riskOf', args: [where, id, assessor] },
        { abi: optimisticCourtAbi, address: where, functionName: 'getDispute', args: [id] },
        ...[0, 1, 2, 3].map(change),
      ]
    }),
    options,
  )) as unknown[]

  return incidentIds.map((incidentId, i) => {
    const [[phase, until], stored, vote, eligible, dispute, none, report, counter, denial] = found.slice(
      9 * i,
      9 * i + 9,
    ) as Answers
    const started = stored.turnStarted || (phase === 0 ? 0 : dispute.turnStarted)
    const revealsEnd = started + Number(commitPeriod + revealPeriod)
    const isTurn = dispute.arbiter.toLowerCase() === panel.toLowerCase() && !dispute.decided
    const [, ofReport, ofCounter, ofDenial] = stored.revealed
    const revealed = { report: ofReport, counter: ofCounter, denial: ofDenial }
    return {
      ...{ panel, resolver: where, incidentId, assessor, isTurn, eligible, revealed },
      caseId: caseIds[i] as bigint,
      phase: PHASES[phase] ?? 'none',
      until: Number(until),
      ends: started
        ? {
            commit: started + Number(commitPeriod),
            reveal: revealsEnd,
            appeal: revealsEnd + DAY,
            tally: revealsEnd + 2 * DAY,
          }
        : { commit: 0, reveal: 0, appeal: 0, tally: 0 },
      atStake: dispute.atStake,
      appealFee: (dispute.atStake + 99n) / 100n,
      appealed: stored.appealed,
      tallied: stored.tallied,
      winner: fromRulingNumber(stored.winner),
      quorum: stored.quorum,
      committed: stored.committed,
      leading: leadingOf(stored, dispute.atStake),
      risk: vote.risk,
      committedVote: vote.risk !== 0n && vote.ruling === 0,
      vote: fromRulingNumber(vote.ruling),
      change: { report, counter, denial, none },
    }
  })
}

const DAY = 86_400

/** The winners must have put at least this part of what is at stake at risk. */
const AT_STAKE_PART = 10n

function leadingOf({ quorum, committed, revealed }: Answers[1], atStake: bigint): RulingOrNone {
  if (committed < quorum) return 'none'
  let most = 0n
  let winner = 0
  for (let i = 1; i <= 3; i++) {
    const votes = revealed[i] ?? 0n
    if (votes > most) [most, winner] = [votes, i]
    else if (votes === most) winner = 0
  }
  return most * AT_STAKE_PART < atStake ? 'none' : fromRulingNumber(winner)
}

function accountOf(client: ReadClient, account: Address | undefined): Address {
  const address = account ?? client.account?.address
  if (!address || address === zeroAddress)
    throw new InvalidParameterError('account', address, 'is missing, and the client has none')
  return address
}

/** What a node answers for one dispute. */
type Answers = [
  phase: readonly [number, bigint],
  stored: {
    turnStarted: number
    appealed: boolean
    tallied: boolean
    winner: number
    quorum: bigint
    committed: bigint
    revealed: readonly [bigint, bigint, bigint, bigint]
  },
  vote: { risk: bigint; ruling: number },
  eligible: bigint,
  dispute: { arbiter: Address; decided: boolean; turnStarted: number; atStake: bigint },
  none: bigint,
  report: bigint,
  counter: bigint,
  denial: bigint,
]

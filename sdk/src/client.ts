import type {
  Abi,
  Account,
  Chain,
  Client,
  ContractEventName,
  ContractFunctionName,
  ContractFunctionReturnType,
  Hash,
  Transport,
  WriteContractParameters,
} from 'viem'
import {
  adoptOutcome,
  adoptOutcomeSync,
  getRequiredBond,
  postAnswer,
  postAnswerSync,
  publishLosses,
  publishLossesSync,
  raiseCase,
  raiseCaseSync,
  ruleDispute,
  ruleDisputeSync,
} from './actions/answers.js'
import { getAssessments } from './actions/assessments.js'
import {
  appealRuling,
  appealRulingSync,
  commitVote,
  commitVoteSync,
  depositStake,
  depositStakeSync,
  getStake,
  requestStakeWithdrawal,
  requestStakeWithdrawalSync,
  revealVote,
  revealVoteSync,
  settleVote,
  settleVoteSync,
  tallyVotes,
  tallyVotesSync,
  withdrawStake,
  withdrawStakeSync,
} from './actions/assessors.js'
import {
  getAnswerBond,
  getBond,
  getOpeningBond,
  pledge,
  pledgeSync,
  settleBonds,
  settleBondsSync,
  withdrawBond,
  withdrawBondSync,
} from './actions/bonds.js'
import {
  addBonus,
  addBonusSync,
  addRecovery,
  addRecoverySync,
  applyVerdict,
  applyVerdictSync,
  getCase,
  getCaseId,
  openCase,
  openCaseSync,
  settleCase,
  settleCaseSync,
} from './actions/claims/cases.js'
import {
  claimLoss,
  claimLossSync,
  claimPayout,
  claimPayoutSync,
  claimPayouts,
  claimPayoutsSync,
  claimPayoutTo,
  claimPayoutToSync,
  getPayout,
  getPayouts,
  getRegisteredClaim,
  sortIncidents,
} from './actions/claims/claims.js'
import {
  getFirstLoss,
  postFirstLoss,
  postFirstLossSync,
  requestFirstLossWithdrawal,
  requestFirstLossWithdrawalSync,
  withdrawFirstLoss,
  withdrawFirstLossSync,
} from './actions/claims/firstLoss.js'
import {
  burnUncollected,
  burnUncollectedSync,
  collectReturns,
  collectReturnsSync,
  getReturns,
  getShareReturns,
} from './actions/claims/returns.js'
import {
  getPresentSettlement,
  getProductStake,
  getSettlement,
  getUndecided,
} from './actions/claims/settlements.js'
import {
  createDocket,
  createDocketSync,
  getDocket,
  getReport,
  reportIncident,
  reportIncidentSync,
} from './actions/court.js'
import { getCourtCase } from './actions/courtCases.js'
import { getCover, getCovers } from './actions/cover/tokens.js'
import { getDispute } from './actions/disputes.js'
import {
  applyChange,
  applyChangeSync,
  getChange,
  prolongChange,
  prolongChangeSync,
  revokeChange,
  revokeChangeSync,
  submitChange,
  submitChangeSync,
} from './actions/governance/changes.js'
import {
  collectCuts,
  collectCutsSync,
  getCuts,
  withdrawCuts,
  withdrawCutsSync,
} from './actions/governance/cuts.js'
import {
  endPauses,
  endPausesSync,
  getPauses,
  pauseDeposits,
  pauseDepositsSync,
  pauseSales,
  pauseSalesSync,
} from './actions/governance/pauses.js'
import {
  addTerms,
  addTermsSync,
  removeTerms,
  removeTermsSync,
  setLevels,
  setLevelsSync,
} from './actions/governance/poolTerms.js'
import {
  acceptManager,
  acceptManagerSync,
  setGuardian,
  setGuardianSync,
  transferManager,
  transferManagerSync,
} from './actions/governance/roles.js'
import { getIncident } from './actions/incidents.js'
import type * as all from './actions/index.js'
import {
  attestCode,
  attestCodeSync,
  getAttestations,
  listAuditor,
  listAuditorSync,
  revokeAttestation,
  revokeAttestationSync,
  signAttestation,
} from './actions/listing/audits.js'
import {
  clearCodeChange,
  clearCodeChangeSync,
  flagCodeChange,
  flagCodeChangeSync,
  getCode,
  lapseCover,
  lapseCoverSync,
  refreshAudit,
  refreshAuditSync,
} from './actions/listing/code.js'
import { getPin } from './actions/listing/pins.js'
import { getProduct, getProducts, listProduct, listProductSync } from './actions/listing/products.js'
import { getStorageProof } from './actions/listing/proofs.js'
import {
  getTerms,
  publishTerms,
  publishTermsSync,
  suspendTerms,
  suspendTermsSync,
} from './actions/listing/terms.js'
import {
  createBadDebtMeter,
  createBadDebtMeterSync,
  createPriceDepegMeter,
  createPriceDepegMeterSync,
  createShareLossMeter,
  createShareLossMeterSync,
  fireMeter,
  fireMeterSync,
  getBadDebtMeter,
  getPriceDepegMeter,
  getShareLossMeter,
  observeDeficit,
  observeDeficitSync,
  observeShareLoss,
  observeShareLossSync,
  proveDepeg,
  proveDepegSync,
  skipRounds,
  skipRoundsSync,
} from './actions/meters.js'
import {
  approveAsset,
  approveAssetSync,
  deposit,
  depositSync,
  mint,
  mintSync,
} from './actions/pool/capital.js'
import { createPool, createPoolSync } from './actions/pool/creation.js'
import {
  getNextExit,
  getRedeemRequest,
  getRedeemSettlement,
  redeem,
  redeemSync,
  requestRedeem,
  requestRedeemSync,
  setOperator,
  setOperatorSync,
  settleRedeemRequests,
  settleRedeemRequestsSync,
  withdraw,
  withdrawSync,
} from './actions/pool/exits.js'
import { signAssetPermit } from './actions/pool/permits.js'
import { getQuote, getRecovery, quoteCancellation, quoteExtension } from './actions/pool/quotes.js'
import { getPool, getPoolSnapshot } from './actions/pool/reads.js'
import {
  buyCover,
  buyCoverSync,
  cancelCover,
  cancelCoverSync,
  extendCover,
  extendCoverSync,
  processExpiries,
  processExpiriesSync,
} from './actions/pool/sales.js'
import {
  assertAnswer,
  assertAnswerSync,
  creditBond,
  creditBondSync,
  getAssertions,
  getUmaClaim,
  settleAnswer,
  settleAnswerSync,
  withdrawCredit,
  withdrawCreditSync,
} from './actions/uma.js'
import { voteSalt } from './actions/votes.js'
import type { Deployment } from './deployments.js'
import type { CallOptions, ContractCall } from './internal/calls.js'
import type { PermittedCall } from './internal/permit.js'
import type { ReadClient } from './internal/read.js'
import type {
  SyncAction,
  SyncAllAction,
  SyncAllResult,
  SyncResult,
  WaitOptions,
  WriteAction,
  WriteOptions,
} from './internal/writeTypes.js'

type All = typeof all

/** What of this package asks a node, or sends to it: all that takes a client first. */
type ActionName = {
  [name in keyof All]: All[name] extends (...args: never) => unknown
    ? Parameters<All[name]>[0] extends ReadClient
      ? name
      : never
    : never
}[keyof All]

type Actions = Pick<All, ActionName>

/** A write action without its first parameter. */
export interface BoundWriteAction<
  parameters,
  abi extends Abi,
  functionName extends ContractFunctionName<abi, 'nonpayable'>,
  eventName extends ContractEventName<abi>,
  account extends Account | undefined,
> {
  /**
   * Simulates the call and sends it.
   *
   * @returns Hash of the transaction.
   */
  (parameters: parameters & WriteOptions<account>): Promise<Hash>
  /** The call itself, without asking the node: for batches, Safes and smart accounts. */
  call(parameters: parameters & CallOptions & { permit?: undefined }): ContractCall<abi, functionName>
  call(parameters: parameters & CallOptions): ContractCall<abi, functionName> | PermittedCall
  /** Runs the call without sending it. `request` can be passed on to `writeContract`. */
  simulate(parameters: parameters & WriteOptions<account>): Promise<{
    result: ContractFunctionReturnType<abi, 'nonpayable', functionName>
    request: WriteContractParameters
  }>
  /** Gas the transaction needs now. */
  estimateGas(parameters: parameters & WriteOptions<account>): Promise<bigint>
  /** The event of this action among the logs of a receipt. */
  extractEvent: WriteAction<parameters, abi, functionName, eventName>['extractEvent']
}

type Bound<action, account extends Account | undefined> =
  action extends WriteAction<infer parameters, infer abi, infer functionName, infer eventName>
    ? BoundWriteAction<parameters, abi, functionName, eventName, account>
    : action extends SyncAllAction<infer parameters, infer abi, infer eventName>
      ? (
          parameters: parameters & WriteOptions<account> & WaitOptions,
        ) => Promise<SyncAllResult<abi, eventName>>
      : action extends SyncAction<infer parameters, infer abi, infer eventName, infer silent>
        ? (
            parameters: parameters & WriteOptions<account> & WaitOptions,
          ) => Promise<SyncResult<abi, eventName, silent>>
        : action extends (client: never, parameters: infer parameters) => infer result
          ? (parameters: parameters) => result
          : never

/** Every action of this package, bound to a client. */
export type BreakwaterActions<account extends Account | undefined = Account | undefined> = {
  [name in keyof Actions]: Bound<Actions[name], account>
}

/**
 * Binds every action to a viem client, under one name.
 *
 * @param options - `deployment`: addresses of the protocol, on a chain where they are not known.
 *
 * @example
 * ```ts
 * const client = createWalletClient({ account, chain: mainnet, transport: http() }).extend(breakwaterActions())
 * const quote = await client.breakwater.getQuote({ pool, termsId, amount, duration })
 * ```
 */
export function breakwaterActions({ deployment }: { deployment?: Deployment | undefined } = {}) {
  return <account extends Account | undefined>(
    client: Client<Transport, Chain | undefined, account>,
  ): { breakwater: BreakwaterActions<account> } => {
    // One by one: an object made of whole modules would keep bundlers from leaving out what is not used.
    const actions: Actions = {
      buyCover,
      buyCoverSync,
      extendCover,
      extendCoverSync,
      cancelCover,
      cancelCoverSync,
      processExpiries,
      processExpiriesSync,
      getQuote,
      quoteExtension,
      quoteCancellation,
      getCover,
      getCovers,
      createShareLossMeter,
      createShareLossMeterSync,
      fireMeter,
      fireMeterSync,
      getIncident,
      getShareLossMeter,
      observeShareLoss,
      observeShareLossSync,
      addBonus,
      addBonusSync,
      addRecovery,
      addRecoverySync,
      applyVerdict,
      applyVerdictSync,
      openCase,
      openCaseSync,
      getCaseId,
      getCase,
      getPresentSettlement,
      getProductStake,
      getSettlement,
      getUndecided,
      settleCase,
      settleCaseSync,
      claimLoss,
      claimLossSync,
      claimPayout,
      claimPayoutSync,
      claimPayouts,
      claimPayoutsSync,
      claimPayoutTo,
      claimPayoutToSync,
      getPayout,
      getPayouts,
      getRegisteredClaim,
      sortIncidents,
      burnUncollected,
      burnUncollectedSync,
      collectReturns,
      collectReturnsSync,
      getReturns,
      getShareReturns,
      getFirstLoss,
      postFirstLoss,
      postFirstLossSync,
      requestFirstLossWithdrawal,
      requestFirstLossWithdrawalSync,
      withdrawFirstLoss,
      withdrawFirstLossSync,
      listProduct,
      listProductSync,
      publishTerms,
      publishTermsSync,
      suspendTerms,
      suspendTermsSync,
      createPool,
      createPoolSync,
      addTerms,
      addTermsSync,
      collectCuts,
      collectCutsSync,
      withdrawCuts,
      withdrawCutsSync,
      getCuts,
      getProduct,
      getProducts,
      getTerms,
      removeTerms,
      removeTermsSync,
      setLevels,
      setLevelsSync,
      submitChange,
      submitChangeSync,
      applyChange,
      applyChangeSync,
      revokeChange,
      revokeChangeSync,
      prolongChange,
      prolongChangeSync,
      pauseSales,
      pauseSalesSync,
      pauseDeposits,
      pauseDepositsSync,
      endPauses,
      endPausesSync,
      transferManager,
      transferManagerSync,
      acceptManager,
      acceptManagerSync,
      setGuardian,
      setGuardianSync,
      getChange,
      getPauses,
      getNextExit,
      getPool,
      getRecovery,
      getPoolSnapshot,
      signAssetPermit,
      approveAsset,
      approveAssetSync,
      deposit,
      depositSync,
      mint,
      mintSync,
      requestRedeem,
      requestRedeemSync,
      settleRedeemRequests,
      settleRedeemRequestsSync,
      redeem,
      redeemSync,
      withdraw,
      withdrawSync,
      setOperator,
      setOperatorSync,
      getRedeemRequest,
      getRedeemSettlement,
      adoptOutcome,
      adoptOutcomeSync,
      createDocket,
      createDocketSync,
      getAnswerBond,
      getBond,
      getCourtCase,
      getOpeningBond,
      getRequiredBond,
      getDocket,
      getReport,
      pledge,
      pledgeSync,
      postAnswer,
      postAnswerSync,
      publishLosses,
      publishLossesSync,
      raiseCase,
      raiseCaseSync,
      reportIncident,
      reportIncidentSync,
      ruleDispute,
      ruleDisputeSync,
      settleBonds,
      settleBondsSync,
      withdrawBond,
      withdrawBondSync,
      getDispute,
      appealRuling,
      appealRulingSync,
      commitVote,
      commitVoteSync,
      depositStake,
      depositStakeSync,
      getAssessments,
      getStake,
      requestStakeWithdrawal,
      requestStakeWithdrawalSync,
      revealVote,
      revealVoteSync,
      settleVote,
      settleVoteSync,
      tallyVotes,
      tallyVotesSync,
      withdrawStake,
      withdrawStakeSync,
      assertAnswer,
      assertAnswerSync,
      creditBond,
      creditBondSync,
      getAssertions,
      getUmaClaim,
      settleAnswer,
      settleAnswerSync,
      withdrawCredit,
      withdrawCreditSync,
      createBadDebtMeter,
      createBadDebtMeterSync,
      createPriceDepegMeter,
      createPriceDepegMeterSync,
      getBadDebtMeter,
      getPriceDepegMeter,
      observeDeficit,
      observeDeficitSync,
      proveDepeg,
      proveDepegSync,
      skipRounds,
      skipRoundsSync,
      voteSalt,
      listAuditor,
      listAuditorSync,
      signAttestation,
      attestCode,
      attestCodeSync,
      revokeAttestation,
      revokeAttestationSync,
      getAttestations,
      flagCodeChange,
      flagCodeChangeSync,
      clearCodeChange,
      clearCodeChangeSync,
      refreshAudit,
      refreshAuditSync,
      lapseCover,
      lapseCoverSync,
      getCode,
      getPin,
      getStorageProof,
    }
    const bind = (action: AnyAction) => (parameters: object) =>
      action(client, deployment ? { deployment, ...parameters } : parameters)
    const breakwater = Object.entries(actions as unknown as Record<string, AnyAction>).map(
      ([name, action]) => {
        if (!('extractEvent' in action)) return [name, bind(action)]
        const { call, simulate, estimateGas, extractEvent } = action as unknown as Record<string, AnyAction>
        return [
          name,
          Object.assign(bind(action), {
            call: bind(call as AnyAction),
            simulate: bind(simulate as AnyAction),
            estimateGas: bind(estimateGas as AnyAction),
            extractEvent,
          }),
        ]
      },
    )
    return { breakwater: Object.fromEntries(breakwater) }
  }
}

type AnyAction = (client: unknown, parameters: object) => unknown

import type { Address, Hex } from 'viem'
import { InvalidParameterError } from '../../../errors/errors.js'
import * as ClaimsVault from '../../../generated/abi/ClaimsVault.js'
import * as Court from '../../../generated/abi/Court.js'
import { deploymentOf, type ReadClient, type ReadOptions, readOne } from '../../../internal/read.js'
import { toSync } from '../../../internal/sync.js'
import { defineWriteAction } from '../../../internal/write.js'
import type { SyncAction, WriteAction } from '../../../internal/writeTypes.js'
import { getClaimsVaultAddress } from '../../claims/ids.js'
import type { LossTable } from '../../claims/losses.js'
import { type AnswerInput, toAnswer } from './answerContent.js'
import { toCaseRef } from './caseRefs.js'
import type { CourtCaseParameters } from './types.js'

const caseRaisingAbi = [Court.raiseCase, ClaimsVault.CaseRaised] as const
const courtAbi = [
  Court.adoptOutcome,
  Court.postAnswer,
  Court.publishLosses,
  Court.requiredBond,
  Court.AnswerPosted,
  Court.CaseRuled,
] as const

type CourtAbi = typeof courtAbi

/** Parameters of {@link publishLosses}: a table, or its root and total. */
export type PublishLossesParameters = CourtCaseParameters & {
  /** Place of the table. None by default. */
  uri?: string | undefined
} & (
    | {
        /** Loss table from {@link lossTable}. */
        table: LossTable
      }
    | {
        /** Root of the table. */
        root: Hex
        /** Σ losses, asset units. */
        total: bigint
        table?: undefined
      }
  )

/**
 * Publishes the loss table of a case: answer 1, of its opener. Only the opener may call it, once,
 * within the court terms' root window. The table asks for no more than the case was opened for.
 * Anybody else posts a table by {@link postAnswer}.
 *
 * @throws `UnknownIncident`, `CaseNotOpen`, `NotAuthorized`, `LossesAlreadyPublished`, `RootWindowClosed`, `InvalidAnswer`,
 * `AnswerAlreadyPosted`, `AnswerAboveCase`
 *
 * @example
 * ```ts
 * const table = lossTable(parseLosses(csv, { decimals: 6 }))
 * await publishLossesSync(client, { pool, termsId, incidentId, table, uri })
 * ```
 */
export const publishLosses: WriteAction<PublishLossesParameters, CourtAbi, 'publishLosses', 'AnswerPosted'> =
  /* @__PURE__ */ defineWriteAction({
    abi: courtAbi,
    functionName: 'publishLosses',
    eventName: 'AnswerPosted',
    positive: ['total'],
    request: ({ court, uri, ...losses }, { deployment }) => {
      const { root, total } = losses.table ?? losses
      return {
        address: court ?? deployment().court,
        args: [toCaseRef(losses), root, total, uri ?? ''],
      }
    },
  })

/** {@link publishLosses}, waiting for the receipt. */
export const publishLossesSync: SyncAction<PublishLossesParameters, CourtAbi, 'AnswerPosted'> =
  /* @__PURE__ */ toSync(publishLosses)

/** Parameters of {@link postAnswer}. */
export interface PostAnswerParameters extends CourtCaseParameters {
  /**
   * The answer: in a case of a firing less than the firing; if claims need a proof a whole loss
   * table, or nothing.
   */
  answer: AnswerInput
  /**
   * Asset units; the court needs an allowance for the part that is not pledged. The least bond by
   * default, see {@link getAnswerBond}. A larger bond is not a larger price for a true answer, and
   * is harder to displace. It includes all pledges to the answer, even if they are more.
   */
  bond?: bigint | undefined
  /** Place of the evidence, or of the table. None by default. */
  uri?: string | undefined
}

/**
 * Answers a case under a bond, until its answer window ends. Anyone may call it. A single answer
 * holds; of several an arbiter chooses one, or nothing. An answer that asks for more than is set
 * aside sets the rest aside. Sixteen answers stand besides number 1; a further one displaces the
 * one with the smallest bond.
 *
 * Without a bond the least one is requested from the node; `.call` makes no request and requires
 * it.
 *
 * @throws `UnknownIncident`, `CaseNotOpen`, `NotAuthorized`, `AnswerWindowClosed`, `InvalidAnswer`, `AnswerAlreadyPosted`,
 * `BondTooSmall`, `UnsupportedAsset`, `TransferFromFailed`; where more is to be set aside also `IncidentOutsideWindow`
 *
 * @example
 * ```ts
 * const answer = { severity: parseEther('0.6') }
 * const bond = await getAnswerBond(client, { pool, termsId, incidentId, answer })
 * await approveAssetSync(client, bond)
 * const { number } = await postAnswerSync(client, { pool, termsId, incidentId, answer, bond: bond.bond, uri })
 * ```
 */
export const postAnswer: WriteAction<PostAnswerParameters, CourtAbi, 'postAnswer', 'AnswerPosted'> =
  /* @__PURE__ */ defineWriteAction({
    abi: courtAbi,
    functionName: 'postAnswer',
    eventName: 'AnswerPosted',
    positive: ['bond'],
    async complete(client, parameters) {
      if (parameters.bond !== undefined) return parameters
      // All other parameters are checked before the request.
      postAnswer.call(client, { ...parameters, bond: 1n })
      const { deployment } = parameters
      return { ...parameters, bond: await getRequiredBond(client, { ...toCase(parameters), deployment }) }
    },
    request: ({ court, answer, bond, uri, ...which }, { deployment }) => {
      if (bond === undefined) {
        const hint = 'Ask getAnswerBond for the least.'
        throw new InvalidParameterError('bond', bond, 'is missing, and call makes no request for it', hint)
      }
      return {
        address: court ?? deployment().court,
        args: [toCaseRef(which), toAnswer(answer), bond, uri ?? ''],
      }
    },
  })

/** {@link postAnswer}, waiting for the receipt. */
export const postAnswerSync: SyncAction<PostAnswerParameters, CourtAbi, 'AnswerPosted'> =
  /* @__PURE__ */ toSync(postAnswer)

const toCase = ({ court, pool, termsId, incidentId, answer }: PostAnswerParameters) => ({
  ...{ court, pool, termsId, incidentId, answer },
})

/** Parameters of {@link raiseCase}. */
export type RaiseCaseParameters = CourtCaseParameters

/**
 * Sets more aside in a pool for a case whose firing was raised after the case was opened: a case
 * pays at most what was set aside for it. Anyone may call it, until its answer window ends, and at
 * most the terms' horizon after the incident.
 *
 * The event is the claims vault's: `need` is the most that can be claimed of the case from now on,
 * `reserve` the part of the pool's equity set aside for the added need, both in asset units.
 *
 * @throws `UnknownIncident`, `InvalidCourtTerms` without a meter, `AnswerWindowClosed`,
 * `CaseNotOpen`, `CaseNotRaised`, `IncidentOutsideWindow`, `ValueOutOfRange`, `UnknownTerms`,
 * `NotAuthorized`, `WrongChain`
 *
 * @example
 * ```ts
 * const { number } = await fireMeterSync(client, { meter, meterId })
 * const { need, reserve } = await raiseCaseSync(client, { pool, termsId, incidentId: toIncidentId(subject, number) })
 * ```
 */
export const raiseCase: WriteAction<RaiseCaseParameters, typeof caseRaisingAbi, 'raiseCase', 'CaseRaised'> =
  /* @__PURE__ */ defineWriteAction({
    abi: caseRaisingAbi,
    functionName: 'raiseCase',
    eventName: 'CaseRaised',
    emitter: ({ pool }) => getClaimsVaultAddress(pool),
    request: ({ court, ...which }, { deployment }) => ({
      address: court ?? deployment().court,
      args: [toCaseRef(which)],
    }),
  })

/** {@link raiseCase}, waiting for the receipt. */
export const raiseCaseSync: SyncAction<RaiseCaseParameters, typeof caseRaisingAbi, 'CaseRaised'> =
  /* @__PURE__ */ toSync(raiseCase)

/** Parameters of {@link adoptOutcome}. */
export interface AdoptOutcomeParameters extends CourtCaseParameters {
  /** The pool of the case whose outcome is adopted: of the same firing and terms. */
  otherPool: Address
}

/**
 * Adopts the fallback's decision in another pool's case of the same firing, by the same version of
 * the terms. That case had at least as much at stake, all answers of this case stood there, and the
 * chosen answer stands here, or is that nothing was lost. Anyone may call it, until the last
 * arbiter's turn ends. Reports are judged in each pool, because the right answer depends on what
 * the pool has awarded.
 *
 * @throws `UnknownIncident`, `CaseNotOpen`, `NotArbiter` if there is nothing to decide,
 * `OutcomeNotTaken`, `UnknownAnswer`
 *
 * @example
 * ```ts
 * const { number } = await adoptOutcomeSync(client, { pool, termsId, incidentId, otherPool })
 * ```
 */
export const adoptOutcome: WriteAction<AdoptOutcomeParameters, CourtAbi, 'adoptOutcome', 'CaseRuled'> =
  /* @__PURE__ */ defineWriteAction({
    abi: courtAbi,
    functionName: 'adoptOutcome',
    eventName: 'CaseRuled',
    request: ({ court, otherPool, ...which }, { deployment }) => ({
      address: court ?? deployment().court,
      args: [toCaseRef(which), toCaseRef({ ...which, pool: otherPool })],
    }),
  })

/** {@link adoptOutcome}, waiting for the receipt. */
export const adoptOutcomeSync: SyncAction<AdoptOutcomeParameters, CourtAbi, 'CaseRuled'> =
  /* @__PURE__ */ toSync(adoptOutcome)

/** Parameters of {@link getRequiredBond}. */
export interface GetRequiredBondParameters extends ReadOptions, CourtCaseParameters {
  answer: AnswerInput
}

/**
 * The least bond of an answer now, asset units: 2 % of what it asks for, or of what is set aside,
 * whichever is more; at least the court terms' minimum; and more than the smallest of sixteen
 * others. {@link getAnswerBond} returns the amount to approve.
 *
 * @throws `UnknownIncident`, `CaseNotOpen`, `UnknownTerms`
 *
 * @example
 * ```ts
 * const bond = await getRequiredBond(client, { pool, termsId, incidentId, answer: 'nothing' })
 * ```
 */
export async function getRequiredBond(
  client: ReadClient,
  { court, pool, termsId, incidentId, answer, ...options }: GetRequiredBondParameters,
): Promise<bigint> {
  const address = court ?? deploymentOf(client, options).court
  const args = [toCaseRef({ pool, termsId, incidentId }), toAnswer(answer)] as const
  return readOne(client, { abi: courtAbi, address, functionName: 'requiredBond', args }, options)
}

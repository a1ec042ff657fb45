import type { Address, Hex } from 'viem'
import * as Court from '../../../generated/abi/Court.js'
import * as CoverPool from '../../../generated/abi/CoverPool.js'
import * as ProductRegistry from '../../../generated/abi/ProductRegistry.js'
import { accountOf } from '../../../internal/account.js'
import {
  deploymentOf,
  probeTogether,
  type ReadClient,
  type ReadOptions,
  readOne,
  readTogether,
} from '../../../internal/read.js'
import { toSync } from '../../../internal/sync.js'
import { defineWriteAction } from '../../../internal/write.js'
import type { SyncAction, WriteAction } from '../../../internal/writeTypes.js'
import { subFloored, WAD, WAD_PER_PPM } from '../../../math/arithmetic.js'
import type { CaseParameters } from '../../claims/types.js'
import { type AnswerInput, toAnswer } from './answerContent.js'
import { type AnswerPot, type BondPot, getAnswerKey, toPotKey } from './bondPots.js'
import { toCaseRef } from './caseRefs.js'
import { isMetered } from './metered.js'
import { openingBondUp } from './openingBond.js'
import type { CourtCaseParameters, CourtTerms } from './types.js'

const courtAbi = [
  Court.bondOf,
  Court.getCourtTerms,
  Court.getIncident,
  Court.pledge,
  Court.requiredBond,
  Court.settleBonds,
  Court.withdrawBond,
  Court.BondPledged,
  Court.BondWithdrawn,
  Court.BondsSettled,
] as const
const poolAbi = [CoverPool.exposureTo] as const
const productRegistryAbi = [ProductRegistry.getTerms] as const

type CourtAbi = typeof courtAbi

/** Parameters of {@link pledge}. */
export interface PledgeParameters extends CourtCaseParameters {
  /** Pot of one exact answer. An opening's bond is its opener's alone. */
  pot: AnswerPot
  /** Asset units; the court needs an allowance for it. */
  assets: bigint
}

/**
 * Contributes to the bond of one exact answer. Anyone may call it: before the answer is posted,
 * even for a case that is not open yet, and while it stands, until its answer window ends, which
 * makes it harder to displace. The answer's poster takes all pledges. Before that, and when the
 * answer is displaced, a contributor takes its pledge back by {@link withdrawBond}.
 *
 * @throws `UnknownIncident`, `AmountZero`, `BondLocked`, `UnsupportedAsset`, `TransferFromFailed`
 *
 * @example
 * ```ts
 * await approveAssetSync(client, { asset, spender: court, amount })
 * await pledgeSync(client, { pool, termsId, incidentId, pot: { severity: parseEther('0.6') }, assets: amount })
 * ```
 */
export const pledge: WriteAction<PledgeParameters, CourtAbi, 'pledge', 'BondPledged'> =
  /* @__PURE__ */ defineWriteAction({
    abi: courtAbi,
    functionName: 'pledge',
    eventName: 'BondPledged',
    positive: ['assets'],
    request: ({ court, pot, assets, ...which }, { deployment }) => ({
      address: court ?? deployment().court,
      args: [toCaseRef(which), toPotKey(pot), assets],
    }),
  })

/** {@link pledge}, waiting for the receipt. */
export const pledgeSync: SyncAction<PledgeParameters, CourtAbi, 'BondPledged'> =
  /* @__PURE__ */ toSync(pledge)

/** Parameters of {@link withdrawBond}. */
export interface WithdrawBondParameters extends CourtCaseParameters {
  /** Pot of the opening, which also pays the account that fired, or pot of one exact answer. */
  pot: BondPot
  /** Contributor, who is paid. The sender by default. */
  contributor?: Address | undefined
}

/**
 * Pays a contributor its part of a pot's payout, rounded down, as often as more comes. Once the
 * case is decided anyone may call it; before that only the contributor, for its pledge to an answer
 * that is not posted.
 *
 * @throws `UnknownIncident`, `BondLocked`
 *
 * @example
 * ```ts
 * const { assets } = await withdrawBondSync(client, { pool, termsId, incidentId, pot: { severity } })
 * ```
 */
export const withdrawBond: WriteAction<WithdrawBondParameters, CourtAbi, 'withdrawBond', 'BondWithdrawn'> =
  /* @__PURE__ */ defineWriteAction({
    abi: courtAbi,
    functionName: 'withdrawBond',
    eventName: 'BondWithdrawn',
    request: ({ court, pot, contributor, ...which }, { deployment, sender }) => ({
      address: court ?? deployment().court,
      args: [toCaseRef(which), toPotKey(pot), contributor ?? sender('contributor')],
    }),
  })

/** {@link withdrawBond}, waiting for the receipt. */
export const withdrawBondSync: SyncAction<WithdrawBondParameters, CourtAbi, 'BondWithdrawn'> =
  /* @__PURE__ */ toSync(withdrawBond)

/** Parameters of {@link settleBonds}. */
export type SettleBondsParameters = CourtCaseParameters

/**
 * Hands the part of a decided case's bonds on that is due to its claimants or holders. If other
 * answers were posted and something is paid, the verdict waits for it, at most a day. Anyone may
 * call it, once.
 *
 * @throws `UnknownIncident`, `CaseNotOpen`, `BondLocked`, `BondsAlreadySettled`, `SettlementOpen`
 *
 * @example
 * ```ts
 * const { passedOn, burned } = await settleBondsSync(client, { pool, termsId, incidentId })
 * ```
 */
export const settleBonds: WriteAction<SettleBondsParameters, CourtAbi, 'settleBonds', 'BondsSettled'> =
  /* @__PURE__ */ defineWriteAction({
    abi: courtAbi,
    functionName: 'settleBonds',
    eventName: 'BondsSettled',
    request: ({ court, ...which }, { deployment }) => ({
      address: court ?? deployment().court,
      args: [toCaseRef(which)],
    }),
  })

/** {@link settleBonds}, waiting for the receipt. */
export const settleBondsSync: SyncAction<SettleBondsParameters, CourtAbi, 'BondsSettled'> =
  /* @__PURE__ */ toSync(settleBonds)

/** Parameters of {@link getBond}. */
export interface GetBondParameters extends ReadOptions, CourtCaseParameters {
  /** Pot of the bond. */
  pot: BondPot
  /** Contributor. The client's account by default. */
  contributor?: Address | undefined
}

/**
 * The amount that {@link withdrawBond} would pay a contributor now, asset units.
 *
 * @throws `UnknownIncident`, and `CaseNotOpen` for an opening that does not exist yet
 *
 * @example
 * ```ts
 * const assets = await getBond(client, { pool, termsId, incidentId, pot: 'opening' })
 * ```
 */
export async function getBond(
  client: ReadClient,
  { court, pool, termsId, incidentId, pot, contributor, ...options }: GetBondParameters,
): Promise<bigint> {
  const address = court ?? deploymentOf(client, options).court
  const whose = accountOf(client, contributor)
  const args = [toCaseRef({ pool, termsId, incidentId }), toPotKey(pot), whose] as const
  return readOne(client, { abi: courtAbi, address, functionName: 'bondOf', args }, options)
}

/** A bond, with the parameters of {@link approveAsset} for it. */
export interface Bond {
  /** Asset of the bond. */
  asset: Address
  /** Contract that takes it. */
  spender: Address
  /** Amount to approve, asset units: the bond less the account's pledges to it. */
  amount: bigint
}

/** Parameters of {@link getOpeningBond}. */
export interface GetOpeningBondParameters extends ReadOptions, CaseParameters {
  /**
   * Figure of the opening, WAD: a severity, or if claims need a proof the part of the cover that
   * all losses together claim at most. All by default; of no effect for a firing.
   */
  severity?: bigint | undefined
}

/**
 * The largest bond that the opening of a case would take, for {@link approveAsset}: 2 % of the
 * case's need, at least the court terms' minimum. An amount of 0 for a firing, and if the terms'
 * resolver is no court.
 *
 * @throws `UnknownIncident`, `UnknownTerms`
 *
 * @example
 * ```ts
 * const severity = parseEther('0.6')
 * await approveAssetSync(client, await getOpeningBond(client, { pool, termsId, incidentId, severity }))
 * await openCaseSync(client, { pool, termsId, incidentId, severity })
 * ```
 */
export async function getOpeningBond(
  client: ReadClient,
  { pool, termsId, incidentId, severity = WAD, ...options }: GetOpeningBondParameters,
): Promise<Bond> {
  const { registry } = deploymentOf(client, options)
  const terms = await readOne(
    client,
    { abi: productRegistryAbi, address: registry, functionName: 'getTerms', args: [termsId] },
    options,
  )
  const { asset, resolver: spender, proofOfLoss, productId, subject } = terms
  const contract = { abi: courtAbi, address: spender } as const
  const [[, [exposed, deductible]], [, courtTerms]] = await Promise.all([
    readTogether(
      client,
      [
        { ...contract, functionName: 'getIncident', args: [incidentId] },
        { abi: poolAbi, address: pool, functionName: 'exposureTo', args: [productId] },
      ],
      options,
    ),
    // Other resolvers have no court terms, and take no bond.
    probeTogether(
      client,
      [
        { ...contract, functionName: 'getIncident', args: [incidentId] },
        { ...contract, functionName: 'getCourtTerms', args: [subject] },
      ],
      options,
    ) as Promise<[unknown, CourtTerms | undefined]>,
  ])
  if (!courtTerms || isMetered(courtTerms)) return { asset, spender, amount: 0n }
  const need = { exposed, deductible: deductible * WAD_PER_PPM, proofOfLoss, severity }
  return { asset, spender, amount: openingBondUp({ ...need, minBond: courtTerms.rules.minBond }) }
}

/** Parameters of {@link getAnswerBond}. */
export interface GetAnswerBondParameters extends ReadOptions, CourtCaseParameters {
  answer: AnswerInput
  /** Bond of the posting, asset units, if it is more than the least. */
  bond?: bigint | undefined
  /** Account whose pledges are subtracted. The client's account by default. */
  account?: Address | undefined
}

/** Bond of an answer. */
export interface AnswerBond extends Bond {
  /** The whole bond, asset units: the parameter of {@link postAnswer}. */
  bond: bigint
  /** Key of its pot. */
  key: Hex
}

/**
 * The bond of an answer, and the amount to approve: the bond less the account's pledges to that
 * answer; others' pledges lower it further. It is at least the present least bond, which another
 * answer in between may raise.
 *
 * @throws `UnknownIncident`, `CaseNotOpen`, `UnknownTerms`
 *
 * @example
 * ```ts
 * const bond = await getAnswerBond(client, { pool, termsId, incidentId, answer: 'nothing' })
 * await approveAssetSync(client, bond)
 * await postAnswerSync(client, { pool, termsId, incidentId, answer: 'nothing', bond: bond.bond })
 * ```
 */
export async function getAnswerBond(
  client: ReadClient,
  {
    court,
    pool,
    termsId,
    incidentId,
    answer,
    bond = 0n,
    account = client.account?.address,
    ...options
  }: GetAnswerBondParameters,
): Promise<AnswerBond> {
  const spender = court ?? deploymentOf(client, options).court
  const contract = { abi: courtAbi, address: spender } as const
  const ref = toCaseRef({ pool, termsId, incidentId })
  const key = getAnswerKey(answer)
  const [courtTerms, needed, found] = await readTogether(
    client,
    [
      { ...contract, functionName: 'getCourtTerms', args: [incidentId >> 32n] },
      { ...contract, functionName: 'requiredBond', args: [ref, toAnswer(answer)] },
      { ...contract, functionName: 'bondOf', args: [ref, key, account ?? spender] },
    ],
    options,
  )
  const whole = bond > needed ? bond : needed
  return {
    ...{ asset: courtTerms.rules.asset, spender, bond: whole, key },
    amount: subFloored(whole, found),
  }
}

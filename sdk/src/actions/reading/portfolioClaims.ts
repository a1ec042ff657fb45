import type { Address } from 'viem'
import * as ClaimsVault from '../../generated/abi/ClaimsVault.js'
import * as Court from '../../generated/abi/Court.js'
import {
  callData,
  isSameAddress,
  type Reply,
  readLens,
  readLensTogether,
  resultOf,
} from '../../internal/lens.js'
import type { ReadClient, ReadOptions } from '../../internal/read.js'
import type { RegisteredClaim } from '../claims/claims.js'
import { getClaimsVaultAddress, toCaseId } from '../claims/ids.js'
import { toCase } from '../claims/stored.js'
import type { Case } from '../claims/types.js'
import type { CoverStatus } from '../cover/status.js'
import type { Cover } from '../cover/types.js'
import { getAnswerKey, OPENING_KEY } from '../resolution/court/bondPots.js'
import { toCaseRef } from '../resolution/court/caseRefs.js'
import type { Answer, CourtCaseId } from '../resolution/court/types.js'
import type { TermsInUse } from './termsInUse.js'

const courtAbi = [Court.getCase, Court.bondOf] as const
const vaultAbi = [
  ClaimsVault.getCase,
  ClaimsVault.previewPayout,
  ClaimsVault.registeredClaim,
  ClaimsVault.previewPayouts,
] as const

/** A case that concerns a cover, and what the cover can claim in it. */
export interface PortfolioClaim {
  incidentId: bigint
  /** The case in the cover's pool: its stage, its event, and the last second to claim in. */
  case: Case
  /**
   * What `claimPayout` pays now, asset units, without a bonus; 0 if it would revert or only register
   * the claim.
   */
  payout: bigint
  /**
   * Whether {@link claimPayouts} must name other cases of the product, too. `payout` is then what
   * the claim on all of them pays together.
   */
  isJoint: boolean
  /** A claim that could not be paid at once. */
  registered: RegisteredClaim
}

/** A cover of an account, with its status and its claims. */
export interface PortfolioCover extends Cover {
  status: CoverStatus
  /** Cases of incidents that the cover may be paid for, in the order of their events. */
  claims: PortfolioClaim[]
}

/** A bond of an account. */
export interface PortfolioBond extends CourtCaseId {
  /** Key of the pot: {@link getAnswerKey}, or zero for the opening. */
  key: `0x${string}`
  /** What the account may withdraw of it as things stand, asset units. */
  assets: bigint
}

/** A case of the court, with the answers that stand. */
interface Hearing extends CourtCaseId {
  answers: readonly Answer[]
}

/** A cover and an incident of its subject. */
interface Pair {
  cover: Cover
  incidentId: bigint
  vault: Address
  caseId: bigint
}

/** The cases of covers, what can be claimed in them, and what the court knows of them and of others. */
export async function claimsOf(
  client: ReadClient,
  {
    court,
    covers,
    terms,
    cases,
  }: {
    court: Address
    covers: readonly Cover[]
    terms: Map<bigint, TermsInUse>
    cases: readonly CourtCaseId[]
  },
  options: ReadOptions,
): Promise<{ claims: PortfolioClaim[][]; hearings: Hearing[] }> {
  const incidents = await incidentsOf(client, { court, covers, terms }, options)
  const pairs = covers.flatMap((cover): Pair[] => {
    const { productId, subject } = terms.get(cover.termsId)?.terms ?? {}
    return (incidents.get(subject ?? 0n) ?? []).map((incidentId) => ({
      ...{ cover, incidentId, vault: getClaimsVaultAddress(cover.pool) },
      caseId: toCaseId(productId ?? 0n, incidentId),
    }))
  })
  if (pairs.length + cases.length === 0) return { claims: covers.map(() => []), hearings: [] }
  const calls = pairs.flatMap(({ cover: { coverId }, incidentId, vault, caseId }) => [
    { target: vault, data: callData(vaultAbi, 'getCase', [caseId]) },
    { target: vault, data: callData(vaultAbi, 'previewPayout', [coverId, incidentId]) },
    { target: vault, data: callData(vaultAbi, 'registeredClaim', [caseId, coverId]) },
  ])
  const replies = await askAll(client, calls, options)
  const found = pairs
    .map((pair, i) => ({ pair, claim: toClaim(pair, replies.slice(3 * i, 3 * i + 3)) }))
    .filter(({ pair, claim }) => concerns(pair.cover, claim))
  const claims = covers.map((cover) =>
    found
      .filter(({ pair }) => pair.cover === cover)
      .map(({ claim }) => claim)
      .sort(byEvent),
  )
  await setJointPayouts(client, covers, claims, options)
  const own = found.map(({ pair: { cover, incidentId }, claim }) => ({
    ...{ pool: cover.pool, termsId: claim.case.termsId, incidentId },
  }))
  return { claims, hearings: await hear(client, court, unique([...own, ...cases]), options) }
}

/** Incidents by subject that were reported, or fired, since the first of its covers began. */
async function incidentsOf(
  client: ReadClient,
  { court, covers, terms }: { court: Address; covers: readonly Cover[]; terms: Map<bigint, TermsInUse> },
  options: ReadOptions,
): Promise<Map<bigint, bigint[]>> {
  const since = new Map<bigint, number>()
  for (const { termsId, start } of covers) {
    const { resolver, subject } = terms.get(termsId)?.terms ?? {}
    if (!resolver || subject === undefined || !isSameAddress(resolver, court)) continue
    since.set(subject, Math.min(since.get(subject) ?? start, start))
  }
  const found = new Map<bigint, bigint[]>()
  let open = [...since].map(([subject, start]) => ({ subject, start, below: 0n }))
  while (open.length) {
    const pages = await readLensTogether(
      client,
      open.map(({ subject, start, below }) => ({
        functionName: 'incidentsOf' as const,
        args: [court, subject, BigInt(start), below] as const,
      })),
      options,
    )
    open = open.flatMap((one, i) => {
      const [ids = [], next = 0n] = pages[i] ?? []
      found.set(one.subject, [...(found.get(one.subject) ?? []), ...ids])
      return next === 0n ? [] : [{ ...one, below: next }]
    })
  }
  return found
}

/** What the court knows of cases; cases that nobody has opened are left out. */
async function hear(
  client: ReadClient,
  court: Address,
  cases: readonly CourtCaseId[],
  options: ReadOptions,
): Promise<Hearing[]> {
  const calls = cases.map((which) => ({
    target: court,
    data: callData(courtAbi, 'getCase', [toCaseRef(which)]),
  }))
  const replies = await askAll(client, calls, options)
  return cases.flatMap(({ pool, termsId, incidentId }, i) => {
    if (!replies[i]?.success) return []
    const { answers } = resultOf(courtAbi, 'getCase', replies[i])
    return [{ pool, termsId, incidentId, answers: answers.map(({ answer }) => answer) }]
  })
}

/** Bonds of an account in the pots of cases. */
export async function bondsIn(
  client: ReadClient,
  { court, owner, cases }: { court: Address; owner: Address; cases: readonly Hearing[] },
  options: ReadOptions,
): Promise<PortfolioBond[]> {
  const pots = cases.flatMap(({ answers, ...which }) => {
    // Answer 1 is the opening's own pot.
    const keys = new Set([OPENING_KEY, ...answers.slice(1).map(getAnswerKey)])
    return [...keys].map((key) => ({ ...which, key }))
  })
  const calls = pots.map(({ key, ...which }) => ({
    ...{ target: court, data: callData(courtAbi, 'bondOf', [toCaseRef(which), key, owner]) },
  }))
  const replies = await askAll(client, calls, options)
  return pots
    .map((pot, i) => ({ ...pot, assets: resultOf(courtAbi, 'bondOf', replies[i]) }))
    .filter(({ assets }) => assets !== 0n)
}

/** Where a cover can claim on several cases, it claims on all of them: the payout is of all. */
async function setJointPayouts(
  client: ReadClient,
  covers: readonly Cover[],
  claims: readonly PortfolioClaim[][],
  options: ReadOptions,
): Promise<void> {
  const joint = covers.flatMap((cover, i) => {
    const payable = (claims[i] ?? []).filter(({ case: { status } }) => status === 'payable')
    return payable.length > 1 ? [{ cover, payable }] : []
  })
  const calls = joint.map(({ cover, payable }) => ({
    target: getClaimsVaultAddress(cover.pool),
    data: callData(vaultAbi, 'previewPayouts', [cover.coverId, payable.map((claim) => claim.incidentId)]),
  }))
  const replies = await askAll(client, calls, options)
  for (const [i, { payable }] of joint.entries()) {
    const payout = resultOf(vaultAbi, 'previewPayouts', replies[i])
    for (const claim of payable) Object.assign(claim, { payout, isJoint: true })
  }
}

function toClaim({ incidentId, caseId }: Pair, [stored, preview, claim]: readonly Reply[]): PortfolioClaim {
  const [gross, paid] = resultOf(vaultAbi, 'registeredClaim', claim)
  return {
    incidentId,
    case: toCase(caseId, resultOf(vaultAbi, 'getCase', stored)),
    payout: resultOf(vaultAbi, 'previewPayout', preview),
    isJoint: false,
    registered: { gross, paid },
  }
}

/** Whether a case was opened for an event in a cover's time. */
const concerns = ({ start, end }: Cover, { case: { status, eventTime } }: PortfolioClaim) =>
  status !== 'none' && start <= eventTime && eventTime < end

/** The vault's order: by time, then by the upper bits of the case's number. */
function byEvent({ case: a }: PortfolioClaim, { case: b }: PortfolioClaim): number {
  return a.eventTime - b.eventTime || (a.caseId >> 40n < b.caseId >> 40n ? -1 : 1)
}

function unique(cases: readonly CourtCaseId[]): CourtCaseId[] {
  const key = ({ pool, termsId, incidentId }: CourtCaseId) => `${pool} ${termsId} ${incidentId}`.toLowerCase()
  return [...new Map(cases.map((one) => [key(one), one])).values()]
}

/** Calls to contracts in one request; none if there are no calls. */
async function askAll(
  client: ReadClient,
  calls: readonly { target: Address; data: `0x${string}` }[],
  options: ReadOptions,
): Promise<readonly Reply[]> {
  if (calls.length === 0) return []
  const args = [calls.map(({ target }) => target), calls.map(({ data }) => data)] as const
  return readLens(client, 'ask', args, options)
}

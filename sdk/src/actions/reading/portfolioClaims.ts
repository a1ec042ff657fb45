import type { Address } from 'viem'
import * as ClaimsVault from '../../generated/abi/ClaimsVault.js'
import * as Court from '../../generated/abi/Court.js'
import {
  askAll,
  callData,
  isSameAddress,
  type Reply,
  readLensTogether,
  resultOf,
} from '../../internal/lens.js'
import type { ReadClient, ReadOptions } from '../../internal/read.js'
import type { RegisteredClaim } from '../claims/claims.js'
import { getClaimsVaultAddress, toCaseId } from '../claims/ids.js'
import { toCase, toProductStake } from '../claims/stored.js'
import type { Case } from '../claims/types.js'
import type { CoverStatus } from '../cover/status.js'
import type { Cover } from '../cover/types.js'
import type { CourtCaseId } from '../resolution/court/types.js'
import { type Hearing, hear } from './portfolioBonds.js'
import type { TermsInUse } from './termsInUse.js'

const courtAbi = [Court.getVerdict] as const
const vaultAbi = [
  ClaimsVault.getCase,
  ClaimsVault.previewPayout,
  ClaimsVault.registeredClaim,
  ClaimsVault.previewPayouts,
  ClaimsVault.stakeOf,
] as const

/** A case that concerns a cover, and what the cover can claim in it. */
export interface PortfolioClaim {
  incidentId: bigint
  /** The case in the cover's pool: its stage, its event, and the last second to claim in. */
  case: Case
  /**
   * What a claim that names `incidentIds` pays now, asset units, without a bonus; 0 if it would revert
   * or only register the claim. Terms with proofs of loss pay new claims by {@link claimLoss}, which
   * is not counted here.
   */
  payout: bigint
  /**
   * Whether {@link claimPayouts} must name other cases of the product, too. `payout` is then what
   * the claim on all of them pays together.
   */
  isJoint: boolean
  /**
   * Incidents that the claim must name together, in the order of their events: of all cases of the
   * product in the settlement that claims can be made on, also of those that the cover was not
   * protected in, and of those whose payable verdict nobody has applied yet: the claim applies it.
   * Only this one if the claim is not joint.
   */
  incidentIds: bigint[]
  /** A claim that could not be paid at once. */
  registered: RegisteredClaim
}

/** A cover of an account, with its status and its claims. */
export interface PortfolioCover extends Cover {
  status: CoverStatus
  /** Cases of incidents that the cover may be paid for, in the order of their events. */
  claims: PortfolioClaim[]
}

/** A case, and its incident. */
type Found = Pick<PortfolioClaim, 'incidentId' | 'case'>

/** A case of a pool; whether it is open with a verdict that a claim would apply. */
type Listed = Found & { pool: Address; isDue: boolean }

/** Cases by the pool and the product that they are of. */
type Cases = Map<string, Map<bigint, Listed>>

/** A cover, the claims that it can make in a settlement, and the cases that these must name. */
interface Joint {
  cover: Cover
  claims: PortfolioClaim[]
  productId: bigint
  subject: bigint
  settlement: bigint
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
    now,
  }: {
    court: Address
    covers: readonly Cover[]
    terms: Map<bigint, TermsInUse>
    cases: readonly CourtCaseId[]
    /** Time of the block, seconds. */
    now: number
  },
  options: ReadOptions,
): Promise<{ claims: PortfolioClaim[][]; hearings: Hearing[] }> {
  const incidents = await incidentsOf(client, court, firstStarts({ court, covers, terms }), options)
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
  const every = pairs.map((pair, i) => ({ pair, claim: toClaim(pair, replies.slice(3 * i, 3 * i + 3)) }))
  const listed: Cases = new Map()
  for (const { pair, claim } of every)
    list(listed, pair.cover.pool, terms.get(pair.cover.termsId)?.terms.productId ?? 0n, claim)
  const found = every.filter(({ pair, claim }) => concerns(pair.cover, claim))
  const claims = covers.map((cover) =>
    found
      .filter(({ pair }) => pair.cover === cover)
      .map(({ claim }) => claim)
      .sort(byEvent),
  )
  await setJointPayouts(client, { court, covers, claims, terms, listed, now }, options)
  const own = found.map(({ pair: { cover, incidentId }, claim }) => ({
    ...{ pool: cover.pool, termsId: claim.case.termsId, incidentId },
  }))
  return { claims, hearings: await hear(client, court, unique([...own, ...cases]), options) }
}

/** Start of the first cover of each subject of a court. */
function firstStarts({
  court,
  covers,
  terms,
}: {
  court: Address
  covers: readonly Cover[]
  terms: Map<bigint, TermsInUse>
}): Map<bigint, number> {
  const since = new Map<bigint, number>()
  for (const { termsId, start } of covers) {
    const { resolver, subject } = terms.get(termsId)?.terms ?? {}
    if (!resolver || subject === undefined || !isSameAddress(resolver, court)) continue
    since.set(subject, Math.min(since.get(subject) ?? start, start))
  }
  return since
}

/** Incidents by subject that were reported, or fired, at the subject's time or later. */
async function incidentsOf(
  client: ReadClient,
  court: Address,
  since: Map<bigint, number>,
  options: ReadOptions,
): Promise<Map<bigint, bigint[]>> {
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

/**
 * A cover claims on all cases of its product in a settlement at once: the payout is of all. The vault
 * counts also cases that the cover was not protected in, and those before its time.
 */
async function setJointPayouts(
  client: ReadClient,
  {
    court,
    covers,
    claims,
    terms,
    listed,
    now,
  }: {
    court: Address
    covers: readonly Cover[]
    claims: readonly PortfolioClaim[][]
    terms: Map<bigint, TermsInUse>
    listed: Cases
    now: number
  },
  options: ReadOptions,
): Promise<void> {
  await markDue(client, { court, listed, now }, options)
  const joints = covers.flatMap((cover, i): Joint[] => {
    const { productId, subject, proofOfLoss } = terms.get(cover.termsId)?.terms ?? {}
    if (productId === undefined || subject === undefined || proofOfLoss) return []
    const known = listed.get(keyOf(cover.pool, productId))
    const own = (claims[i] ?? []).filter(({ case: { caseId } }) => isPayable(known?.get(caseId)))
    return [...new Set(own.map((claim) => claim.case.settlement))].map((settlement) => ({
      ...{ cover, productId, subject, settlement },
      claims: own.filter((claim) => claim.case.settlement === settlement),
    }))
  })
  // A claim on one case that pays names all that it must.
  const open = joints.filter(
    (joint) => namesOf(listed, joint).length > 1 || joint.claims.some(({ payout }) => payout === 0n),
  )
  const missing = await nameAll(client, listed, open, options)
  if (missing.length === 0) return
  await listAll(client, { court, joints: missing, listed }, options)
  await markDue(client, { court, listed, now }, options)
  await nameAll(client, listed, missing, options)
}

/** Previews claims with all cases that are listed. Returns those for which the vault counts more. */
async function nameAll(
  client: ReadClient,
  listed: Cases,
  joints: readonly Joint[],
  options: ReadOptions,
): Promise<Joint[]> {
  const calls = joints.flatMap((joint) => {
    const target = getClaimsVaultAddress(joint.cover.pool)
    const { settlement, productId } = joint
    const named = [joint.cover.coverId, namesOf(listed, joint)]
    return [
      { target, data: callData(vaultAbi, 'previewPayouts', named) },
      { target, data: callData(vaultAbi, 'stakeOf', [settlement, productId]) },
    ]
  })
  const replies = await askAll(client, calls, options)
  return joints.filter((joint, i) => {
    const payout = resultOf(vaultAbi, 'previewPayouts', replies[2 * i])
    const stake = toProductStake(resultOf(vaultAbi, 'stakeOf', replies[2 * i + 1]))
    const incidentIds = namesOf(listed, joint)
    for (const claim of joint.claims)
      Object.assign(claim, { payout, isJoint: incidentIds.length > 1, incidentIds: [...incidentIds] })
    // The vault counts those whose verdict has been applied.
    return casesOf(listed, joint).filter(isApplied).length < stake.payable
  })
}

/** Lists the cases of all incidents of the products, however old: a case is payable until it is settled. */
async function listAll(
  client: ReadClient,
  { court, joints, listed }: { court: Address; joints: readonly Joint[]; listed: Cases },
  options: ReadOptions,
): Promise<void> {
  const ever = new Map(joints.map(({ subject }) => [subject, 0]))
  const incidents = await incidentsOf(client, court, ever, options)
  const products = new Map(joints.map((joint) => [keyOf(joint.cover.pool, joint.productId), joint]))
  const cases = [...products].flatMap(([key, { cover, productId, subject }]) =>
    (incidents.get(subject) ?? [])
      .map((incidentId) => ({
        ...{ pool: cover.pool, productId, incidentId, caseId: toCaseId(productId, incidentId) },
      }))
      .filter(({ caseId }) => !listed.get(key)?.has(caseId)),
  )
  const calls = cases.map(({ pool, caseId }) => ({
    target: getClaimsVaultAddress(pool),
    data: callData(vaultAbi, 'getCase', [caseId]),
  }))
  const replies = await askAll(client, calls, options)
  for (const [i, { pool, productId, incidentId, caseId }] of cases.entries()) {
    const stored = toCase(caseId, resultOf(vaultAbi, 'getCase', replies[i]))
    list(listed, pool, productId, { incidentId, case: stored })
  }
}

const keyOf = (pool: Address, productId: bigint) => `${pool} ${productId}`.toLowerCase()

function list(listed: Cases, pool: Address, productId: bigint, { incidentId, case: stored }: Found): void {
  const key = keyOf(pool, productId)
  const cases = listed.get(key) ?? new Map<bigint, Listed>()
  if (!cases.has(stored.caseId)) cases.set(stored.caseId, { pool, incidentId, case: stored, isDue: false })
  listed.set(key, cases)
}

/** Finds the open cases that have a payable verdict: the first claim on one applies it. */
async function markDue(
  client: ReadClient,
  { court, listed, now }: { court: Address; listed: Cases; now: number },
  options: ReadOptions,
): Promise<void> {
  const open = [...listed.values()].flatMap((cases) => [...cases.values()]).filter(isOpen)
  const calls = open.map(({ pool, incidentId, case: { termsId } }) => ({
    target: court,
    data: callData(courtAbi, 'getVerdict', [incidentId, termsId, getClaimsVaultAddress(pool)]),
  }))
  const replies = await askAll(client, calls, options)
  for (const [i, one] of open.entries()) {
    if (!replies[i]?.success) continue
    const { payableAt } = resultOf(courtAbi, 'getVerdict', replies[i])
    one.isDue = payableAt !== 0 && payableAt <= now
  }
}

/** Listed cases that claims in a settlement must name, in the order of their events. */
const casesOf = (listed: Cases, { cover, productId, settlement }: Joint): Listed[] =>
  [...(listed.get(keyOf(cover.pool, productId))?.values() ?? [])]
    .filter((one) => isPayable(one) && one.case.settlement === settlement)
    .sort(byEvent)

const namesOf = (listed: Cases, joint: Joint): bigint[] =>
  casesOf(listed, joint).map(({ incidentId }) => incidentId)

const isOpen = ({ case: { status } }: Listed) => status === 'open'
const isApplied = ({ case: { status } }: Listed) => status === 'payable'
const isPayable = (one: Listed | undefined) => one !== undefined && (isApplied(one) || one.isDue)

function toClaim({ incidentId, caseId }: Pair, [stored, preview, claim]: readonly Reply[]): PortfolioClaim {
  const [gross, paid] = resultOf(vaultAbi, 'registeredClaim', claim)
  return {
    incidentId,
    case: toCase(caseId, resultOf(vaultAbi, 'getCase', stored)),
    payout: resultOf(vaultAbi, 'previewPayout', preview),
    isJoint: false,
    incidentIds: [incidentId],
    registered: { gross, paid },
  }
}

/** Whether a case was opened for an event in a cover's time. */
const concerns = ({ start, end }: Cover, { case: { status, eventTime } }: PortfolioClaim) =>
  status !== 'none' && start <= eventTime && eventTime < end

/** The vault's order: by time, then by the upper bits of the case's number. */
function byEvent({ case: a }: Found, { case: b }: Found): number {
  return a.eventTime - b.eventTime || (a.caseId >> 40n < b.caseId >> 40n ? -1 : 1)
}

function unique(cases: readonly CourtCaseId[]): CourtCaseId[] {
  const key = ({ pool, termsId, incidentId }: CourtCaseId) => `${pool} ${termsId} ${incidentId}`.toLowerCase()
  return [...new Map(cases.map((one) => [key(one), one])).values()]
}

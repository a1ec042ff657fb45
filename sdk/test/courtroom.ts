import { type Address, parseEther } from 'viem'
import { beforeEach } from 'vitest'
import type { Actor } from '../demo/stage.js'
import { type AnswerInput, toIncidentId } from '../src/index.js'
import { readMock } from '../src/testing/index.js'
import {
  createPool,
  DAY,
  deploy,
  deployment,
  fillPool,
  fund,
  mint,
  now,
  PRICING,
  people,
  scene,
  TERMS,
  travelTo,
  usdc,
} from './fixture.js'

const { bob, eve, keeper, lister } = people

export const { court } = deployment
export const MIN_BOND = usdc('100')
/** Seconds of each arbiter's turn; their latency is a day less. */
export const TURN = 4 * DAY
export const ANSWER_WINDOW = 5 * DAY
export const ROOT_WINDOW = 10 * DAY
/** What an answer leaves at least to answer it in. */
export const ANSWER_TIME = 3 * DAY
/** Of a scripted meter. */
export const RAISE_WINDOW = 2 * DAY
export const WAD = parseEther('1')

/** Bob judges first, Eve where he is silent. */
export let arbiter: Address
export let fallbackArbiter: Address
/** A pool of three million that sells what a court covers. */
export let pool: Address
export let termsId: bigint
export let subject: bigint

export interface CourtOptions {
  /** Whose firings the court terms hear; without proof of loss. Anybody reports by default. */
  meter?: Address
  proofOfLoss?: boolean
  deductible?: bigint
  /** The first arbiter; Bob's by default. */
  first?: Address
  firstTime?: number
}

async function addressArbiter(judge: Actor, latency = TURN - DAY): Promise<Address> {
  const args = [judge.account.address, BigInt(latency), true]
  return (await deploy(keeper, 'AddressArbiter', args)).address
}

/** Court terms, terms that name it, and a pool that sells them. */
export async function openCourt({
  meter,
  proofOfLoss = meter === undefined,
  deductible = parseEther('0.05'),
  first,
  firstTime = TURN,
}: CourtOptions = {}) {
  ;[arbiter, fallbackArbiter] = [first ?? (await addressArbiter(bob)), await addressArbiter(eve)]
  const courtTerms = await keeper.breakwater.createCourtTermsSync({
    rules: {
      ...{ asset: scene.asset, minBond: MIN_BOND, arbiter, arbiterTime: firstTime },
      ...{ fallbackArbiter, fallbackTime: TURN },
    },
    reportWindow: TERMS.reportWindow,
    rootWindow: proofOfLoss ? ROOT_WINDOW : 0,
    answerWindow: ANSWER_WINDOW,
    ...{ meter, meterId: meter && 1n, proofOfLoss },
    title: 'Loss of funds in the bridge',
  })
  subject = courtTerms.subject
  const { productId } = await lister.breakwater.listProductSync({ clusterId: 30n, name: 'Bridge' })
  const terms = await lister.breakwater.publishTermsSync({
    ...{ ...TERMS, productId, asset: scene.asset, resolver: court, subject, observes: meter !== undefined },
    ...{ deductible, proofOfLoss, pins: scene.pins },
  })
  termsId = terms.termsId
  pool = await openAnother()
}

/** Another pool of three million that sells the same. */
export async function openAnother(): Promise<Address> {
  const { pool: created } = await createPool(scene.asset, termsId, {}, PRICING)
  await fillPool(created)
  return created
}

export function useCourt(options: CourtOptions = {}): void {
  beforeEach(() => openCourt(options))
}

/** Court terms on a scripted meter, and a pool that sells what it covers. */
export async function openMetered(options: CourtOptions = {}): Promise<Address> {
  const meter = await scriptMeter()
  await openCourt({ ...options, meter })
  return meter
}

/** Buys a cover for 200 days. */
async function insure(actor: Actor, amount: bigint, from: Address) {
  await fund(actor, scene.asset, from, amount)
  const order = { pool: from, termsId, amount, duration: 200 * DAY, maxPremium: amount }
  return actor.breakwater.buyCoverSync({ ...order, deadline: (await now()) + 600 })
}

/** Cover for each, and the time at which all of it has begun to protect. */
export async function insureAll(covers: readonly (readonly [Actor, bigint, Address?])[]): Promise<bigint[]> {
  const ids: bigint[] = []
  let start = 0
  for (const [actor, amount, from = pool] of covers) {
    const bought = await insure(actor, amount, from)
    ids.push(bought.coverId)
    start = Math.max(start, bought.start)
  }
  await travelTo(start + DAY)
  return ids
}

/** A meter that measures what a test tells it to. */
async function scriptMeter(): Promise<Address> {
  return (await deploy(keeper, 'ScriptedMeter', [RAISE_WINDOW])).address
}

/** Lets a scripted meter fire on the loss of a share of what is left. */
export async function fire(actor: Actor, meter: Address, share: bigint): Promise<bigint> {
  const { abi } = readMock('ScriptedMeter')
  const hash = await keeper.writeContract({ address: meter, abi, functionName: 'measure', args: [share] })
  await keeper.waitForTransactionReceipt({ hash })
  const { number } = await actor.breakwater.fireMeterSync({ meter, meterId: 1n })
  return toIncidentId(subject, number)
}

/** Gives an actor exactly so much, and lets a spender take it. */
export async function fundFor(actor: Actor, spender: Address, amount: bigint, asset = scene.asset) {
  await mint(asset, actor.account.address, amount)
  await actor.breakwater.approveAssetSync({ asset, spender, amount })
}

/** The case of an incident in the pool. */
export const caseOf = (incidentId: bigint) => ({ pool, termsId, incidentId })

/** Reports an incident of now. */
export async function report(actor: Actor): Promise<bigint> {
  return (await actor.breakwater.reportIncidentSync({ subject, time: await now() })).incidentId
}

/** Opens a case for a figure, with the bond for it. */
export async function openBonded(actor: Actor, incidentId: bigint, severity: bigint, where = pool) {
  const which = { ...caseOf(incidentId), pool: where, severity }
  const bond = await actor.breakwater.getOpeningBond(which)
  await fundFor(actor, bond.spender, bond.amount)
  const opened = await actor.breakwater.openCaseSync(which)
  return { ...opened, bond: bond.amount }
}

/** Answers a case, with the least bond or a larger one. */
export async function answer(
  actor: Actor,
  incidentId: bigint,
  said: AnswerInput,
  { bond, where = pool }: { bond?: bigint; where?: Address } = {},
) {
  const which = { ...caseOf(incidentId), pool: where, answer: said, bond }
  const needed = await actor.breakwater.getAnswerBond(which)
  await fundFor(actor, court, needed.amount)
  return actor.breakwater.postAnswerSync({ ...which, bond: needed.bond })
}

/** The first second in which nobody can answer any more. */
export async function endOf(incidentId: bigint, where = pool): Promise<number> {
  const { endsAt } = await keeper.breakwater.getCourtCase({ ...caseOf(incidentId), pool: where })
  return endsAt + 1
}

export const rule = (actor: Actor, incidentId: bigint, number: bigint, by = arbiter) =>
  actor.breakwater.ruleDisputeSync({ arbiter: by, ...caseOf(incidentId), number })

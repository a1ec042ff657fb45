import { type Address, parseEther } from 'viem'
import { beforeEach } from 'vitest'
import { readArtifact } from '../demo/chain.js'
import { type Actor, mintUsdc } from '../demo/stage.js'
import { getOpeningKey, type Ruling, toIncidentId } from '../src/index.js'
import {
  createPool,
  DAY,
  deploy,
  deployment,
  fillPool,
  fund,
  LEVELS,
  now,
  people,
  scene,
  TERMS,
  travelTo,
  usdc,
} from './fixture.js'

const { bob, eve, keeper, lister } = people

export const court = deployment.optimisticCourt
export const MIN_BOND = usdc('100')
/** Seconds of each arbiter's turn; their latency is a day less. */
export const TURN = 4 * DAY
export const CHALLENGE_WINDOW = 5 * DAY
export const ROOT_WINDOW = 10 * DAY
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
  /** Whose firings the docket hears; without proof of loss. Anybody reports by default. */
  meter?: Address
  proofOfLoss?: boolean
  deductible?: bigint
  /** The first arbiter; Bob's by default. */
  first?: Address
  firstTime?: number
}

async function addressArbiter(judge: Actor, latency = TURN - DAY): Promise<Address> {
  const args = [judge.account.address, BigInt(latency), true]
  return (await deploy(keeper, 'AddressArbiter', 'AddressArbiter', args)).address
}

/** A docket, terms that name it, and a pool that sells them. */
export async function openCourt({
  meter,
  proofOfLoss = meter === undefined,
  deductible = parseEther('0.05'),
  first,
  firstTime = TURN,
}: CourtOptions = {}) {
  ;[arbiter, fallbackArbiter] = [first ?? (await addressArbiter(bob)), await addressArbiter(eve)]
  const docket = await keeper.breakwater.createDocketSync({
    rules: {
      ...{ asset: scene.asset, minBond: MIN_BOND, arbiter, arbiterTime: firstTime },
      ...{ fallbackArbiter, fallbackTime: TURN },
    },
    reportWindow: TERMS.reportWindow,
    rootWindow: proofOfLoss ? ROOT_WINDOW : 0,
    challengeWindow: meter ? RAISE_WINDOW : CHALLENGE_WINDOW,
    ...{ meter, meterId: meter && 1n, proofOfLoss },
    title: 'Loss of funds in the bridge',
  })
  subject = docket.subject
  const { productId } = await lister.breakwater.listProductSync({ clusterId: 30n, name: 'Bridge' })
  const terms = await lister.breakwater.publishTermsSync({
    ...{ ...TERMS, productId, asset: scene.asset, resolver: court, subject, observes: meter !== undefined },
    ...{ deductible, proofOfLoss, pins: scene.pins },
  })
  termsId = terms.termsId
  ;({ pool } = await createPool(scene.asset, termsId, {}, LEVELS))
  await fillPool(pool)
}

export function useCourt(options: CourtOptions = {}): void {
  beforeEach(() => openCourt(options))
}

/** Buys a cover for 200 days. */
async function insure(actor: Actor, amount: bigint) {
  await fund(actor, scene.asset, pool, amount)
  const order = { pool, termsId, amount, duration: 200 * DAY, maxPremium: amount }
  return actor.breakwater.buyCoverSync({ ...order, deadline: (await now()) + 600 })
}

/** Cover for each, and the time at which all of it has begun to protect. */
export async function insureAll(covers: readonly (readonly [Actor, bigint])[]): Promise<bigint[]> {
  const ids: bigint[] = []
  let start = 0
  for (const [actor, amount] of covers) {
    const bought = await insure(actor, amount)
    ids.push(bought.coverId)
    start = Math.max(start, bought.start)
  }
  await travelTo(start + DAY)
  return ids
}

/** A meter that measures what a test tells it to. */
export async function scriptMeter(): Promise<Address> {
  return (await deploy(keeper, 'ScriptedMeter', 'ScriptedMeter', [RAISE_WINDOW])).address
}

/** Lets a scripted meter fire on the loss of a share of what is left. */
export async function fire(actor: Actor, meter: Address, share: bigint): Promise<bigint> {
  const { abi } = readArtifact('ScriptedMeter')
  const hash = await keeper.writeContract({ address: meter, abi, functionName: 'measure', args: [share] })
  await keeper.waitForTransactionReceipt({ hash })
  const { number } = await actor.breakwater.fireMeterSync({ meter, meterId: 1n })
  return toIncidentId(subject, number)
}

/** Gives an actor exactly so much, and lets a spender take it. */
export async function fundFor(actor: Actor, spender: Address, amount: bigint, asset = scene.asset) {
  await mintUsdc(keeper, asset, actor.account.address, amount)
  await actor.breakwater.approveAssetSync({ asset, spender, amount })
}

/** Reports an incident of now. */
export async function report(actor: Actor, severity: bigint, bound = severity): Promise<bigint> {
  const said = { subject, time: await now(), severity, bound }
  return (await actor.breakwater.reportIncidentSync(said)).incidentId
}

/** Opens a case, with the bond for it. */
export async function openBonded(actor: Actor, incidentId: bigint) {
  const which = { pool, termsId, incidentId }
  const bond = await actor.breakwater.getOpeningBond(which)
  await fundFor(actor, bond.spender, bond.amount)
  const opened = await actor.breakwater.openCaseSync(which)
  return { ...opened, bond: bond.amount, key: getOpeningKey(pool, termsId) }
}

export async function challenge(
  actor: Actor,
  incidentId: bigint,
  counter: Parameters<Actor['breakwater']['challengeReport']>[0]['counter'],
) {
  const maxBond = await actor.breakwater.getChallengeBond({ incidentId })
  await fundFor(actor, court, maxBond)
  return actor.breakwater.challengeReportSync({ incidentId, counter, maxBond })
}

export const rule = (actor: Actor, incidentId: bigint, ruling: Ruling, by = arbiter) =>
  actor.breakwater.ruleDisputeSync({ arbiter: by, incidentId, ruling })

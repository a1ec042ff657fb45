import type { Account, Address, Hash, TransactionReceipt } from 'viem'
import { createPublicClient, createWalletClient, http } from 'viem'
import { foundry } from 'viem/chains'
import { expectTypeOf, test } from 'vitest'
import type * as all from '../src/actions/index.js'
import {
  type Activity,
  type AnyContractError,
  type AssetPermit,
  approveAsset,
  type BreakwaterActions,
  type BreakwaterContractError,
  breakwaterActions,
  buyCoverSync,
  type ContractErrorName,
  type CourtCase,
  type Cover,
  type CoveredCode,
  type CoverStatus,
  type CoverStatusParameters,
  claimLossSync,
  claimPayoutsSync,
  commitVote,
  coverStatus,
  createBadDebtMeterSync,
  deposit,
  depositSync,
  getAnswerBond,
  getCase,
  getCourtCase,
  getDispute,
  getPoolSnapshot,
  getProducts,
  getQuote,
  getRecovery,
  getSettlement,
  getShareReturns,
  isContractError,
  type ListedProduct,
  type LossTable,
  type NextAction,
  nextActions,
  observeShareLossSync,
  type PermittedCall,
  postAnswer,
  postAnswerSync,
  processExpiries,
  publishLosses,
  type ReadClient,
  type Recovery,
  reportIncidentSync,
  type Settlement,
  settleCaseSync,
  signAssetPermit,
  type Terms,
} from '../src/index.js'
import { type CoverQuote, dueDown, maxCoverForPremium, quoteCover } from '../src/math/index.js'

const account = '0x1111111111111111111111111111111111111111'
const pool = '0x2222222222222222222222222222222222222222'
const transport = http()
const wallet = createWalletClient({ account, chain: foundry, transport })
const anonymous = createWalletClient({ chain: foundry, transport })
const reader = createPublicClient({ chain: foundry, transport })

const order = { pool, termsId: 1n, amount: 1n, duration: 86_400, maxPremium: 1n, deadline: 1 } as const

test('amounts are bigint, times are numbers', () => {
  // @ts-expect-error an amount is a bigint
  deposit(wallet, { pool, assets: 1 })
  // @ts-expect-error a duration is a number
  buyCoverSync(wallet, { ...order, duration: 1n })
  // @ts-expect-error a text is no address
  deposit(wallet, { pool: 'pool', assets: 1n })
})

test('SDK-6: maxPremium and deadline are required', () => {
  const { maxPremium: _, ...unbounded } = order
  // @ts-expect-error maxPremium is missing
  buyCoverSync(wallet, unbounded)
  const { deadline: __, ...endless } = order
  // @ts-expect-error deadline is missing
  buyCoverSync(wallet, endless)
  buyCoverSync(wallet, { ...order, maxStart: 1 })
  // @ts-expect-error a time is a number
  buyCoverSync(wallet, { ...order, maxStart: 1n })
})

test('an account is required where the client has none', () => {
  deposit(wallet, { pool, assets: 1n })
  deposit(anonymous, { pool, assets: 1n, account })
  // @ts-expect-error there is no account
  deposit(anonymous, { pool, assets: 1n })
  const client = anonymous.extend(breakwaterActions())
  client.breakwater.deposit({ pool, assets: 1n, account: {} as Account })
  // @ts-expect-error there is no account
  client.breakwater.deposit({ pool, assets: 1n })
})

test('actions return hashes, those that wait receipts and events', () => {
  expectTypeOf(deposit(wallet, { pool, assets: 1n })).resolves.toEqualTypeOf<Hash>()
  const done = depositSync(wallet, { pool, assets: 1n })
  expectTypeOf(done).resolves.toHaveProperty('receipt').toEqualTypeOf<TransactionReceipt>()
  expectTypeOf(done).resolves.toHaveProperty('shares').toEqualTypeOf<bigint>()
  const bought = buyCoverSync(wallet, order)
  expectTypeOf(bought).resolves.toHaveProperty('coverId').toEqualTypeOf<bigint>()
  expectTypeOf(bought).resolves.toHaveProperty('insured').toEqualTypeOf<Address>()
  expectTypeOf(bought).resolves.toHaveProperty('start').toEqualTypeOf<number>()
  const observed = observeShareLossSync(wallet, { meterId: 1n, meter: pool })
  expectTypeOf(observed).resolves.toHaveProperty('count').toEqualTypeOf<number | undefined>()
})

test('the namespace has the same types', () => {
  const { breakwater } = wallet.extend(breakwaterActions())
  const bought = breakwater.buyCoverSync(order)
  expectTypeOf(bought).resolves.toHaveProperty('premium').toEqualTypeOf<bigint>()
  expectTypeOf(breakwater.getCovers).returns.resolves.toEqualTypeOf<Cover[]>()
  const call = breakwater.deposit.call({ pool, assets: 1n })
  expectTypeOf(call.args).toEqualTypeOf<readonly [bigint, Address]>()
  expectTypeOf(call.functionName).toEqualTypeOf<'deposit'>()
  const simulated = breakwater.buyCover.simulate(order)
  expectTypeOf(simulated).resolves.toHaveProperty('result').toEqualTypeOf<readonly [bigint, bigint]>()
})

/** Names of all functions that take a client first. */
type ActionName = {
  [name in keyof typeof all]: (typeof all)[name] extends (...args: never) => unknown
    ? Parameters<(typeof all)[name]>[0] extends ReadClient
      ? name
      : never
    : never
}[keyof typeof all]

test('the namespace has every action, and nothing else', () => {
  expectTypeOf<keyof BreakwaterActions>().toEqualTypeOf<ActionName>()
})

test('a client without an account can read', () => {
  const quote = getQuote(reader, { pool, termsId: 1n, amount: 1n, duration: 86_400 })
  expectTypeOf(quote).resolves.toHaveProperty('binding').extract<'speed'>().toEqualTypeOf<'speed'>()
  reader.extend(breakwaterActions()).breakwater.getPool({ pool })
})

test('a name narrows the arguments of an error', () => {
  const error = {} as AnyContractError
  if (error.name === 'CapacityExceeded')
    expectTypeOf(error.args).toEqualTypeOf<{ readonly available: bigint }>()
  if (error.name === 'CooldownNotOver') expectTypeOf(error.args).toEqualTypeOf<{ readonly readyAt: number }>()
  if (error.name === 'TermsNotForSale') expectTypeOf(error.args).toEqualTypeOf<{ readonly reason: string }>()
  const caught: unknown = undefined
  if (isContractError(caught, 'PremiumAboveMax')) {
    expectTypeOf(caught).toEqualTypeOf<BreakwaterContractError<'PremiumAboveMax'>>()
    expectTypeOf(caught.args.premium).toEqualTypeOf<bigint>()
  }
  // @ts-expect-error there is no such error
  isContractError(caught, 'NoSuchError')
  expectTypeOf<'TransferFromFailed'>().toExtend<ContractErrorName>()
})

test('SDK-6: a permit goes with what pays, and makes one call of two', () => {
  const permit = {} as AssetPermit
  const { breakwater } = wallet.extend(breakwaterActions())
  expectTypeOf(breakwater.buyCover.call(order).functionName).toEqualTypeOf<'buyCover'>()
  const call = breakwater.buyCover.call({ ...order, permit })
  expectTypeOf(call.functionName).toEqualTypeOf<'buyCover' | 'multicall'>()
  expectTypeOf<Extract<typeof call, { functionName: 'multicall' }>>().toEqualTypeOf<PermittedCall>()
  const simulated = breakwater.buyCover.simulate({ ...order, permit })
  expectTypeOf(simulated).resolves.toHaveProperty('result').toEqualTypeOf<readonly [bigint, bigint]>()
  const ask = { asset: pool, pool, amount: 1n, deadline: 1 } as const
  expectTypeOf(signAssetPermit(wallet, ask)).resolves.toEqualTypeOf<AssetPermit | undefined>()
  expectTypeOf(breakwater.signAssetPermit(ask)).resolves.toEqualTypeOf<AssetPermit | undefined>()
  // @ts-expect-error an exact amount is required
  signAssetPermit(wallet, { asset: pool, pool, deadline: 1 })
  // @ts-expect-error nothing is paid here
  processExpiries(wallet, { pool, permit })
})

test('a loss is claimed by a proof or from a table, not by half of either', () => {
  const claim = { pool, coverId: 1n, incidentId: 1n } as const
  const table = {} as LossTable
  const { breakwater } = wallet.extend(breakwaterActions())
  breakwater.claimLoss.call({ ...claim, table, insured: pool })
  breakwater.claimLoss.call({ ...claim, index: 0, loss: 1n, proof: [] })
  const claimed = claimLossSync(wallet, { ...claim, table, insured: pool, receiver: pool })
  expectTypeOf(claimed).resolves.toHaveProperty('payout').toEqualTypeOf<bigint | undefined>()
  // @ts-expect-error whose loss it is is missing
  breakwater.claimLoss.call({ ...claim, table })
  // @ts-expect-error the proof is missing
  breakwater.claimLoss.call({ ...claim, index: 0, loss: 1n })
  expectTypeOf(getRecovery(reader, { pool, termsId: 1n, amount: 1n })).resolves.toEqualTypeOf<Recovery>()
  expectTypeOf(getShareReturns(reader, { pool }))
    .resolves.items.toHaveProperty('time')
    .toEqualTypeOf<number>()
})

test('several incidents are claimed together, and each payment is told', async () => {
  const claim = { pool, coverId: 1n, incidentIds: [1n, 2n] } as const
  const { breakwater } = wallet.extend(breakwaterActions())
  const { events } = await claimPayoutsSync(wallet, claim)
  expectTypeOf(events).items.toHaveProperty('payout').toEqualTypeOf<bigint>()
  expectTypeOf(breakwater.claimPayoutsSync(claim)).resolves.toHaveProperty('events').toEqualTypeOf(events)
  // @ts-expect-error which incidents is missing
  breakwater.claimPayouts({ pool, coverId: 1n })
  // @ts-expect-error there is no account
  claimPayoutsSync(reader, claim)
  const settlement = await getSettlement(reader, { pool, settlement: 1n })
  expectTypeOf(settlement).toEqualTypeOf<Settlement>()
  expectTypeOf(settlement.short).toEqualTypeOf<boolean>()
  const { status, severity } = await getCase(reader, { pool, termsId: 1n, incidentId: 1n })
  expectTypeOf(status).toEqualTypeOf<'none' | 'open' | 'payable' | 'denied' | 'counted' | 'closed'>()
  // What claims are due is computed from what is read.
  expectTypeOf(dueDown(severity, settlement.forClaims, settlement.registered)).toEqualTypeOf<bigint>()
  // Settling may only count claims, and tell nothing.
  const settled = settleCaseSync(wallet, { pool, termsId: 1n, incidentId: 1n })
  expectTypeOf(settled).resolves.toHaveProperty('assets').toEqualTypeOf<bigint | undefined>()
  const error = {} as AnyContractError
  if (error.name === 'ClaimTogether') expectTypeOf(error.args).toEqualTypeOf<{ readonly cases: bigint }>()
})

test('a snapshot is what `/math` takes', async () => {
  const snapshot = await getPoolSnapshot(reader, { pool })
  const asked = { termsId: 1n, duration: 86_400 }
  expectTypeOf(quoteCover(snapshot, { ...asked, amount: 1n })).toEqualTypeOf<CoverQuote>()
  expectTypeOf(maxCoverForPremium(snapshot, { ...asked, premium: 1n })).toEqualTypeOf<bigint>()
  // @ts-expect-error an amount is a bigint
  quoteCover(snapshot, { ...asked, amount: 1 })
})

test('an asset is approved for a pool or for another spender, not for both', () => {
  approveAsset(wallet, { asset: pool, pool, amount: 1n })
  approveAsset(wallet, { asset: pool, spender: pool, amount: 1n })
  // @ts-expect-error who may take it is missing
  approveAsset(wallet, { asset: pool, amount: 1n })
  // @ts-expect-error one of the two
  approveAsset(wallet, { asset: pool, pool, spender: pool, amount: 1n })
})

const hearing = { pool, termsId: 1n, incidentId: 1n } as const

test('losses are published from a table or as they are told, an answer likewise', () => {
  const table = {} as LossTable
  publishLosses(wallet, { ...hearing, table })
  publishLosses(wallet, { ...hearing, root: '0x', total: 1n })
  // @ts-expect-error the total is missing
  publishLosses(wallet, { ...hearing, root: '0x' })
  // @ts-expect-error the pool is missing
  publishLosses(wallet, { termsId: 1n, incidentId: 1n, table })
  for (const answer of ['nothing', { table }, { severity: 1n }, { root: '0x', total: 1n }] as const) {
    postAnswer(wallet, { ...hearing, answer })
    postAnswer(wallet, { ...hearing, answer, bond: 1n, uri: 'ipfs://x' })
  }
  // @ts-expect-error the answer is missing
  postAnswer(wallet, { ...hearing, bond: 1n })
  // @ts-expect-error nothing is said
  postAnswer(wallet, { ...hearing, answer: {} })
  // @ts-expect-error the total is missing
  postAnswer(wallet, { ...hearing, answer: { root: '0x' } })
  // @ts-expect-error either a severity or a table
  postAnswer(wallet, { ...hearing, answer: { severity: 1n, table } })
  const posted = postAnswerSync(wallet, { ...hearing, answer: 'nothing' })
  expectTypeOf(posted).resolves.toHaveProperty('number').toEqualTypeOf<bigint>()
  const bond = getAnswerBond(reader, { ...hearing, answer: 'nothing' })
  expectTypeOf(bond).resolves.toHaveProperty('bond').toEqualTypeOf<bigint>()
})

test('a vote is told with its salt, or as a commitment', () => {
  const vote = { panel: pool, ...hearing } as const
  commitVote(wallet, { ...vote, number: 0n, salt: '0x' })
  commitVote(wallet, { ...vote, commitment: '0x' })
  // @ts-expect-error the salt is missing
  commitVote(wallet, { ...vote, number: 0n })
  // @ts-expect-error a number is a bigint
  commitVote(wallet, { ...vote, number: 0, salt: '0x' })
})

test('reports, meters and next actions', async () => {
  const reported = reportIncidentSync(wallet, { subject: 1n, time: 1 })
  expectTypeOf(reported).resolves.toHaveProperty('incidentId').toEqualTypeOf<bigint>()
  // @ts-expect-error a report says nothing about amounts
  reportIncidentSync(wallet, { subject: 1n, time: 1, severity: 1n })
  const meter = { market: pool, dwell: 1, raiseWindow: 1, allowance: 1n, minLoss: 1n } as const
  expectTypeOf(createBadDebtMeterSync(wallet, meter))
    .resolves.toHaveProperty('meterId')
    .toEqualTypeOf<bigint>()
  expectTypeOf(getCourtCase(reader, hearing)).resolves.toEqualTypeOf<CourtCase>()
  const dispute = await getDispute(reader, { incidentId: 1n, cases: [hearing], answer: 'nothing' })
  expectTypeOf(dispute.cases).items.toHaveProperty('hearing').toEqualTypeOf<CourtCase | undefined>()
  expectTypeOf<CourtCase['outcome']>().toEqualTypeOf<'none' | 'unopposed' | 'ruled' | 'silent'>()
  expectTypeOf<CourtCase['answers'][0]['says']>().toEqualTypeOf<'nothing' | 'severity' | 'table'>()
  expectTypeOf(dispute.timestamp).toEqualTypeOf<number>()
  expectTypeOf(nextActions(dispute, { now: 1 })).toEqualTypeOf<NextAction[]>()
  // @ts-expect-error the time is missing
  nextActions(dispute, {})
  const error = {} as AnyContractError
  if (error.name === 'AnswerPending') {
    expectTypeOf(error.args).toEqualTypeOf<{ readonly assertionId: `0x${string}` }>()
  }
  if (error.name === 'AnswerWindowClosed') {
    expectTypeOf(error.args).toEqualTypeOf<{ readonly closedAt: number }>()
  }
  if (error.name === 'BondTooSmall') expectTypeOf(error.args).toEqualTypeOf<{ readonly needed: bigint }>()
})

test('getProducts and coverStatus say what is there, and what may not be', async () => {
  const [product] = await getProducts(reader, { covering: pool })
  expectTypeOf(product).toEqualTypeOf<ListedProduct | undefined>()
  expectTypeOf<ListedProduct['terms']>().toEqualTypeOf<Terms | undefined>()
  // What the actions return is all it takes.
  expectTypeOf<Cover>().toExtend<CoverStatusParameters['cover']>()
  expectTypeOf<CoveredCode>().toExtend<CoverStatusParameters['code']>()
  expectTypeOf<Terms>().toExtend<CoverStatusParameters['terms']>()
  expectTypeOf<CoverStatus['status']>().toEqualTypeOf<
    'waiting' | 'active' | 'flagged' | 'lapsed' | 'reportable' | 'over'
  >()
  const given = { cover: {} as Cover, code: { states: [], lapseAt: 0 }, terms: {} as Terms }
  // @ts-expect-error a time is a number
  coverStatus({ ...given, now: 1n })
})

test('activities: contract and name narrow the arguments, times are numbers', () => {
  const activity = {} as Activity
  if (activity.contract === 'CoverPool' && activity.eventName === 'CoverBought')
    expectTypeOf(activity.args.purchase).toHaveProperty('premium').toEqualTypeOf<bigint>()
  if (activity.contract === 'Court' && activity.eventName === 'OpeningBonded')
    expectTypeOf(activity.args.endsAt).toEqualTypeOf<number>()
  if (activity.contract === 'CoverPool' && activity.eventName === 'PoolTermsSet')
    expectTypeOf(activity.args.terms).toHaveProperty('horizon').toEqualTypeOf<number>()
  if (activity.contract === 'ProductRegistry' && activity.eventName === 'TermsPublished')
    expectTypeOf(activity.args.pins[0]).exclude<undefined>().toHaveProperty('target').toEqualTypeOf<Address>()
  // A name is an event's of one of the contracts, and no other.
  expectTypeOf<'CoverSold'>().not.toExtend<Activity['eventName']>()
  expectTypeOf<'CoverBought'>().toExtend<Activity['eventName']>()
})

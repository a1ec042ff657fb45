import { createWalletClient, custom, maxUint256, zeroAddress } from 'viem'
import { foundry } from 'viem/chains'
import { expect, test } from 'vitest'
import { METER, POOL, PRICING, TERMS } from '../../demo/stage.js'
import {
  breakwaterActions,
  getClaimsVaultAddress,
  getDeployment,
  InvalidParameterError,
  lossTable,
  UnknownDeploymentError,
} from '../../src/index.js'
import { DAY } from '../../src/math/arithmetic.js'

const pool = '0x1111111111111111111111111111111111111111'
const other = '0x2222222222222222222222222222222222222222'
const deployment = {
  factory: other,
  registry: other,
  auditRegistry: other,
  proxyCode: other,
  coverToken: other,
  poolConfigurator: other,
  lossLedger: other,
  shareLossMeter: other,
  priceDepegMeter: other,
  badDebtMeter: other,
  coverRouter: other,
  coveredVaultFactory: other,
  payoutDistributorFactory: other,
  renewalMandate: other,
  court: other,
} as const

let requests = 0
const transport = custom({
  async request() {
    requests++
    throw new Error('nothing should be asked')
  },
})
const client = createWalletClient({ account: other, chain: foundry, transport }).extend(
  breakwaterActions({ deployment }),
)
const { breakwater } = client

const order = {
  pool,
  termsId: 1n,
  amount: 1n,
  duration: 30 * DAY,
  maxPremium: 1n,
  deadline: 1_800_000_000,
} as const
const pins = [{ chainId: 1, target: pool, kind: 'plain', codeHash: `0x${'11'.repeat(32)}` }] as const
const listing = { ...TERMS, productId: 1n, asset: pool, resolver: pool, subject: 1n, pins } as const
const config = { ...POOL, asset: pool, manager: pool } as const
const misspelt = '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96046'

const rules = {
  asset: pool,
  minBond: 1n,
  arbiter: pool,
  arbiterTime: DAY,
  fallbackArbiter: other,
  fallbackTime: DAY,
} as const

const courtTerms = {
  rules,
  reportWindow: DAY,
  answerWindow: 5 * DAY,
  proofOfLoss: false,
  title: 'x',
} as const

const losing = { pool, coverId: 1n, incidentId: 1n } as const
const hearing = { pool, termsId: 1n, incidentId: 1n } as const

const bad: [string, string, () => Promise<unknown>][] = [
  ['a number for an amount', 'assets', () => breakwater.deposit({ pool, assets: 1000 as never })],
  ['a text for an amount', 'assets', () => breakwater.deposit({ pool, assets: '1000' as never })],
  ['a missing amount', 'shares', () => breakwater.mint({ pool } as never)],
  ['nothing', 'assets', () => breakwater.deposit({ pool, assets: 0n })],
  ['less than nothing', 'assets', () => breakwater.withdraw({ pool, assets: -1n })],
  ['more than a word holds', 'shares', () => breakwater.redeem({ pool, shares: maxUint256 + 1n })],
  ['the zero address for the pool', 'pool', () => breakwater.deposit({ pool: zeroAddress, assets: 1n })],
  ['a wrong checksum', 'receiver', () => breakwater.deposit({ pool, assets: 1n, receiver: misspelt })],
  [
    'the zero address for a receiver',
    'receiver',
    () => breakwater.deposit({ pool, assets: 1n, receiver: zeroAddress }),
  ],
  [
    'a text for an address',
    'operator',
    () => breakwater.setOperator({ pool, operator: 'bob' as never, approved: true }),
  ],
  [
    'a number for a boolean',
    'approved',
    () => breakwater.setOperator({ pool, operator: other, approved: 1 as never }),
  ],
  [
    'a bigint for a duration',
    'duration',
    () => breakwater.buyCover({ ...order, duration: 86_400n as never }),
  ],
  ['half a second', 'deadline', () => breakwater.buyCover({ ...order, deadline: 0.5 })],
  [
    'a deadline in milliseconds',
    'deadline',
    () => breakwater.buyCover({ ...order, deadline: 1_800_000_000_000 }),
  ],
  ['an hour of cover', 'duration', () => breakwater.buyCover({ ...order, duration: 3600 })],
  ['a leap year of cover', 'duration', () => breakwater.buyCover({ ...order, duration: 366 * DAY })],
  ['no maximum', 'maxPremium', () => breakwater.buyCover({ ...order, maxPremium: undefined as never })],
  ['a start as bigint', 'maxStart', () => breakwater.buyCover({ ...order, maxStart: 1n as never })],
  ['a start too late for a word', 'maxStart', () => breakwater.buyCover({ ...order, maxStart: 2 ** 40 })],
  ['a cover for nobody', 'to', () => breakwater.transferCover({ coverId: 1n, to: zeroAddress })],
  ['a cover as a number', 'coverId', () => breakwater.approveCover({ coverId: 1 as never, spender: pool })],
  [
    'nobody for all covers',
    'operator',
    () => breakwater.setCoverOperator({ operator: zeroAddress, approved: true }),
  ],
  ['shares for nobody', 'to', () => breakwater.transferShares({ pool, to: zeroAddress, shares: 1n })],
  ['shares for the pool', 'to', () => breakwater.transferShares({ pool, to: pool, shares: 1n })],
  [
    'shares for the vault',
    'to',
    () => breakwater.transferSharesFrom({ pool, from: other, to: getClaimsVaultAddress(pool), shares: 1n }),
  ],
  ['no shares', 'shares', () => breakwater.transferShares({ pool, to: other, shares: 0n })],
  [
    'shares of nobody',
    'from',
    () => breakwater.transferSharesFrom({ pool, from: zeroAddress, to: other, shares: 1n }),
  ],
  [
    'an approval for nobody',
    'spender',
    () => breakwater.approveShares({ pool, spender: zeroAddress, shares: 1n }),
  ],
  ['nobody insured', 'insured', () => breakwater.buyCover({ ...order, insured: zeroAddress })],
  ['a fee for nobody', 'integrator', () => breakwater.buyCover({ ...order, integratorFee: 1n })],
  ['terms number zero', 'termsId', () => breakwater.getQuote({ ...order, termsId: 0n })],
  ['a quote for nothing', 'amount', () => breakwater.getQuote({ ...order, amount: 0n })],
  ['a quote for a number', 'amount', () => breakwater.getQuote({ ...order, amount: 5 as never })],
  ['a quote at no time', 'timestamp', () => breakwater.getQuote({ ...order, timestamp: Number.NaN })],
  ['a pool that is none', 'pool', () => breakwater.getPayout({ pool: '0x12', coverId: 1n, incidentId: 1n })],
  [
    'a vault that is none',
    'pool',
    () => breakwater.openCase({ pool: zeroAddress, termsId: 1n, incidentId: 1n }),
  ],
  [
    'a number for an id',
    'coverId',
    () => breakwater.claimPayout({ pool, coverId: 1 as never, incidentId: 1n }),
  ],
  [
    'an insured that lost nothing',
    'insured',
    () =>
      breakwater.claimLoss({ ...losing, insured: other, table: lossTable([{ insured: pool, loss: 1n }]) }),
  ],
  [
    'an insured that is none',
    'insured',
    () =>
      breakwater.claimLoss({
        ...losing,
        insured: 'bob' as never,
        table: lossTable([{ insured: pool, loss: 1n }]),
      }),
  ],
  ['half a line', 'index', () => breakwater.claimLoss({ ...losing, index: 0.5, loss: 1n, proof: [] })],
  ['a loss of nothing', 'loss', () => breakwater.claimLoss({ ...losing, index: 0, loss: 0n, proof: [] })],
  ['a recovery of nothing', 'amount', () => breakwater.getRecovery({ pool, termsId: 1n, amount: 0n })],
  ['too many share returns', 'count', () => breakwater.getShareReturns({ pool, count: 33 })],
  ['no share returns', 'count', () => breakwater.getShareReturns({ pool, count: 0 })],
  ['share returns before the first', 'from', () => breakwater.getShareReturns({ pool, from: -1n })],
  ['nobody to read for', 'owner', () => breakwater.getCovers({ owner: zeroAddress })],
  ['nobody’s exit', 'controller', () => breakwater.getRedeemRequest({ pool, controller: zeroAddress })],
  ['a meter too wide', 'meterId', () => breakwater.observeShareLoss({ meterId: 1n << 96n })],
  ['a meter on nothing', 'vault', () => breakwater.createShareLossMeter({ ...METER, vault: zeroAddress })],
  [
    'a dwell as bigint',
    'dwell',
    () => breakwater.createShareLossMeter({ ...METER, vault: pool, dwell: 3600n as never }),
  ],
  [
    'a ratio as number',
    'minLoss',
    () => breakwater.createShareLossMeter({ ...METER, vault: pool, minLoss: 0.03 as never }),
  ],
  [
    'arbiters that are none',
    'fallbackArbiter',
    () => breakwater.createCourtTerms({ ...courtTerms, rules: { ...rules, fallbackArbiter: zeroAddress } }),
  ],
  ['a case in no pool', 'pool', () => breakwater.postAnswer({ ...hearing, pool: '0x12', answer: 'nothing' })],
  [
    'a figure as number',
    'severity',
    () => breakwater.openCase({ pool, termsId: 1n, incidentId: 1n, severity: 0.6 as never }),
  ],
  [
    'an answer as number',
    'severity',
    () => breakwater.postAnswer({ ...hearing, answer: { severity: 1 as never }, bond: 1n }),
  ],
  [
    'an answer without a bond',
    'bond',
    () => breakwater.postAnswer({ ...hearing, answer: 'nothing', bond: 0n }),
  ],
  [
    'a root that is no hash',
    'lossRoot',
    () => breakwater.postAnswer({ ...hearing, answer: { root: '0x12', total: 1n } }),
  ],
  [
    'a ruling as number',
    'number',
    () => breakwater.ruleDispute({ ...hearing, arbiter: other, number: 1 as never }),
  ],
  [
    'an assertion to nobody',
    'arbiter',
    () => breakwater.assertAnswer({ ...hearing, arbiter: zeroAddress, number: 1n }),
  ],
  ['a pledge of nothing', 'assets', () => breakwater.pledge({ ...hearing, pot: 'nothing', assets: 0n })],
  ['a pot that is none', 'pot', () => breakwater.withdrawBond({ ...hearing, pot: '0x12' })],
  ['a product without a cluster', 'clusterId', () => breakwater.listProduct({ clusterId: 0n, name: 'x' })],
  ['a name that is none', 'name', () => breakwater.listProduct({ clusterId: 1n, name: 5 as never })],
  [
    'terms without a waiting period',
    'waitingPeriod',
    () => breakwater.publishTerms({ ...listing, waitingPeriod: -1 }),
  ],
  [
    'a deductible too wide',
    'deductible',
    () => breakwater.publishTerms({ ...listing, deductible: 1n << 64n }),
  ],
  ['a wording that is no hash', 'wording', () => breakwater.publishTerms({ ...listing, wording: '0x12' })],
  ['a name too long', 'name', () => breakwater.createPool({ ...config, name: 'ü'.repeat(16) })],
  ['a pool without a name', 'symbol', () => breakwater.createPool({ ...config, symbol: '' })],
  ['a pool without a manager', 'manager', () => breakwater.createPool({ ...config, manager: zeroAddress })],
  [
    'pricing as numbers',
    'rateMax',
    () => breakwater.addTerms({ pool, termsId: 1n, ...PRICING, rateMax: 0.3 as never }),
  ],
  [
    'an approval as number',
    'amount',
    () => breakwater.approveAsset({ asset: pool, pool: other, amount: 5 as never }),
  ],
]

test.each(bad)('%s is refused before anything is asked', async (_, parameter, action) => {
  requests = 0
  const error: InvalidParameterError = await action().then(
    () => expect.fail('accepted'),
    (caught) => caught,
  )
  expect(error).toBeInstanceOf(InvalidParameterError)
  expect(error).toMatchObject({ name: 'InvalidParameterError', parameter })
  expect(error.message).toMatch(/^".+" .+\.$/)
  expect(error.hint).toMatch(/\.$/)
  expect(requests).toBe(0)
})

test('the same is refused by call, simulate and estimateGas', async () => {
  requests = 0
  expect(() => breakwater.deposit.call({ pool, assets: 0n })).toThrow(InvalidParameterError)
  await expect(breakwater.deposit.simulate({ pool, assets: 0n })).rejects.toBeInstanceOf(
    InvalidParameterError,
  )
  await expect(breakwater.deposit.estimateGas({ pool, assets: 0n })).rejects.toBeInstanceOf(
    InvalidParameterError,
  )
  await expect(breakwater.depositSync({ pool, assets: 0n })).rejects.toBeInstanceOf(InvalidParameterError)
  expect(requests).toBe(0)
})

test('CAP-1: a call asks for no quote, and wants to be told the latest start', () => {
  requests = 0
  expect(() => breakwater.buyCover.call(order)).toThrow('"maxStart" is missing')
  expect(breakwater.buyCover.call({ ...order, maxStart: 1_800_400_000 }).args[0].maxStart).toBe(1_800_400_000)
  expect(requests).toBe(0)
})

test('a loss is claimed from its table as by its proof', () => {
  const table = lossTable([
    { insured: pool, loss: 7n },
    { insured: other, loss: 9n },
  ])
  const found = breakwater.claimLoss.call({ ...losing, table, insured: other })
  const proven = breakwater.claimLoss.call({ ...losing, index: 1, loss: 9n, proof: table.proof(1) })
  expect(found).toEqual(proven)
  expect(found.args).toEqual([1n, 1n, zeroAddress, { index: 1n, loss: 9n, proof: table.proof(1) }])
})

test('what may be zero or missing may', () => {
  expect(breakwater.settleRedeemRequests.call({ pool }).args).toEqual([zeroAddress])
  expect(breakwater.approveCover.call({ coverId: 1n, spender: zeroAddress }).args).toEqual([zeroAddress, 1n])
  expect(breakwater.approveShares.call({ pool, spender: other, shares: 0n }).args).toEqual([other, 0n])
  expect(breakwater.createPool.call(config).args[0].guardian).toBe(zeroAddress)
  expect(breakwater.createCourtTerms.call(courtTerms).args[0]).toMatchObject({
    meter: zeroAddress,
    meterId: 0n,
  })
  expect(
    breakwater.createCourtTerms.call({ ...courtTerms, meter: other, meterId: 3n }).args[0],
  ).toMatchObject({
    ...{ meter: other, meterId: 3n },
  })
  expect(breakwater.listProduct.call({ clusterId: 1n, name: 'x' }).args[1]).toBe(zeroAddress)
  expect(breakwater.approveAsset.call({ asset: pool, pool: other, amount: 0n }).args).toEqual([other, 0n])
})

test('without an account, what it would be the default for is missing', async () => {
  const nobody = createWalletClient({ chain: foundry, transport }).extend(breakwaterActions({ deployment }))
  requests = 0
  expect(() => nobody.breakwater.deposit.call({ pool, assets: 1n })).toThrow('"receiver" is missing')
  const sending = nobody.breakwater.deposit({
    pool,
    assets: 1n,
    receiver: other,
    account: undefined as never,
  })
  await expect(sending).rejects.toMatchObject({ parameter: 'account' })
  expect(requests).toBe(0)
})

test('an unknown chain needs its addresses', async () => {
  expect(() => getDeployment(31_337)).toThrow(UnknownDeploymentError)
  expect(() => getDeployment(undefined)).toThrow('The client has no chain')
  const bare = createWalletClient({ account: other, chain: foundry, transport }).extend(breakwaterActions())
  requests = 0
  await expect(bare.breakwater.getTerms({ termsId: 1n })).rejects.toBeInstanceOf(UnknownDeploymentError)
  expect(() => bare.breakwater.observeShareLoss.call({ meterId: 1n })).toThrow(UnknownDeploymentError)
  expect(bare.breakwater.observeShareLoss.call({ meterId: 1n, meter: pool }).to).toBe(pool)
  expect(requests).toBe(0)
})

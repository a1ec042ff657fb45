import { encodeFunctionData, type Hex, parseAbi } from 'viem'
import { getTransactionCount, mine, setAutomine } from 'viem/actions'
import { expect, test } from 'vitest'
import * as sdk from '../../src/index.js'
import { chain, DAY, deployment, fillPool, fund, now, people, scene, usdc, useScene } from '../fixture.js'

const { alice, bob, carol } = people
const owner = alice.account.address

useScene()

const writeActions = Object.entries(sdk).filter(
  ([, value]) => typeof value === 'function' && 'extractEvent' in value,
)

test('every write action has its properties, a version that waits and a place in the namespace', () => {
  expect(writeActions.map(([name]) => name).sort()).toEqual(
    [
      'addBonus',
      'authorizeOperator',
      'submitPermit',
      'approveCover',
      'approveShares',
      'setCoverOperator',
      'transferCover',
      'transferShares',
      'transferSharesFrom',
      'setBuyer',
      'buyBestCover',
      'setGuardian',
      'acceptManager',
      'transferManager',
      'endPauses',
      'pauseDeposits',
      'pauseSales',
      'prolongChange',
      'revokeChange',
      'applyChange',
      'submitChange',
      'setPricing',
      'removeTerms',
      'addRecovery',
      'addTerms',
      'appealRuling',
      'applyVerdict',
      'approveAsset',
      'assertAnswer',
      'attestCode',
      'clearCodeChange',
      'flagCodeChange',
      'lapseCover',
      'listAuditor',
      'refreshAudit',
      'revokeAttestation',
      'burnUncollected',
      'buyCover',
      'cancelCover',
      'openCase',
      'adoptOutcome',
      'creditBond',
      'postAnswer',
      'withdrawCredit',
      'claimLoss',
      'claimPayout',
      'claimPayouts',
      'claimPayoutTo',
      'collectFees',
      'collectReturns',
      'commitVote',
      'createBadDebtMeter',
      'createCourtTerms',
      'createPool',
      'createPriceDepegMeter',
      'createShareLossMeter',
      'deposit',
      'depositStake',
      'extendCover',
      'createCoveredVault',
      'claimLine',
      'claimLineTo',
      'createDistributor',
      'noteArrival',
      'openDistribution',
      'renewCover',
      'returnRemainder',
      'revokeAllMandates',
      'revokeMandate',
      'withdrawDistribution',
      'depositToCoveredVault',
      'giveCover',
      'mintFromCoveredVault',
      'redeemFromCoveredVault',
      'redeemInKind',
      'sendUnsentShares',
      'settleFirings',
      'syncCoveredVault',
      'withdrawFromCoveredVault',
      'fireMeter',
      'listProduct',
      'mint',
      'observeDeficit',
      'observeShareLoss',
      'pledge',
      'postFirstLoss',
      'processExpiries',
      'proveDepeg',
      'publishLosses',
      'publishTerms',
      'raiseCase',
      'redeem',
      'settleCase',
      'reportIncident',
      'requestFirstLossWithdrawal',
      'requestRedeem',
      'requestStakeWithdrawal',
      'revealVote',
      'ruleDispute',
      'setOperator',
      'settleAnswer',
      'settleBonds',
      'settleRedeemRequests',
      'settleVote',
      'skipRounds',
      'suspendTerms',
      'tallyVotes',
      'withdraw',
      'withdrawBond',
      'withdrawFees',
      'withdrawFirstLoss',
      'withdrawStake',
    ].sort(),
  )
  const bound = alice.breakwater as unknown as Record<string, Record<string, unknown>>
  for (const [name] of writeActions) {
    for (const property of ['call', 'simulate', 'estimateGas', 'extractEvent', 'extractEvents']) {
      expect(bound[name]?.[property], `${name}.${property}`).toBeTypeOf('function')
    }
    expect(sdk, name).toHaveProperty(`${name}Sync`)
    expect(bound, name).toHaveProperty(`${name}Sync`)
  }
})

test('the namespace holds every action and nothing else', () => {
  const reads = [
    'getAssertions',
    'getAssessments',
    'getAttestations',
    'getCode',
    'getPin',
    'getStorageProof',
    'signAttestation',
    'getBadDebtMeter',
    'getCaseId',
    'getOpeningBond',
    'getChange',
    'getNextExit',
    'getPauses',
    'getAnswerBond',
    'getBond',
    'getCourtCase',
    'getRequiredBond',
    'getUmaClaim',
    'getCover',
    'getCovers',
    'getFees',
    'getDispute',
    'getCourtTerms',
    'getReturns',
    'getFirstLoss',
    'getIncident',
    'getPayout',
    'getPayouts',
    'getCase',
    'getPool',
    'getPoolSnapshot',
    'getPresentSettlement',
    'getPriceDepegMeter',
    'getShareLossMeter',
    'getProduct',
    'getProducts',
    'getProductStake',
    'getQuote',
    'getBestQuote',
    'getPools',
    'getOffers',
    'getPosition',
    'getPortfolio',
    'getCoverable',
    'getCoverage',
    'getDistribution',
    'getDistributor',
    'getDistributorAddress',
    'getLine',
    'getMandate',
    'previewRenewal',
    'signMandate',
    'signMandateRevocation',
    'signRevocationOfAllMandates',
    'getCoveredVault',
    'getCoveredVaultSnapshot',
    'getActivity',
    'watchActivity',
    'getQuoteDetails',
    'getRecovery',
    'getRedeemRequest',
    'getRedeemSettlement',
    'getRegisteredClaim',
    'getReport',
    'getSettlement',
    'getShareReturns',
    'getStake',
    'getTerms',
    'getUndecided',
    'getCoverSpender',
    'getShareAllowance',
    'isBuyer',
    'isCoverOperator',
    'isOperator',
    'getCancellationQuote',
    'sortIncidents',
    'getExtensionQuote',
    'sendTogether',
    'signAssetPermit',
    'signAttestationRevocation',
    'signOperator',
    'signOperatorRevocation',
    'signPermitRevocation',
    'voteSalt',
  ]
  const writes = writeActions.flatMap(([name]) => [name, `${name}Sync`])
  expect(Object.keys(alice.breakwater).sort()).toEqual([...reads, ...writes].sort())
})

test('call is the calldata, made without asking the node', async () => {
  const { pool } = scene
  const call = alice.breakwater.deposit.call({ pool, assets: 5n })
  const data = encodeFunctionData({
    abi: parseAbi(['function deposit(uint256 assets, address receiver)']),
    args: [5n, owner],
  })
  expect(call).toMatchObject({ address: pool, to: pool, data, functionName: 'deposit', args: [5n, owner] })
  await fund(alice, scene.asset, pool, 5n)
  const hash = await alice.sendTransaction({ to: call.to, data: call.data })
  expect((await alice.waitForTransactionReceipt({ hash })).status).toBe('success')
})

test('simulate and estimateGas send nothing', async () => {
  const { pool, asset } = scene
  await fund(alice, asset, pool, usdc('1'))
  const nonce = await getTransactionCount(alice, { address: owner })
  const { result, request } = await alice.breakwater.deposit.simulate({ pool, assets: usdc('1') })
  expect(result).toBe(usdc('1') * 10n ** 6n)
  const gas = await alice.breakwater.deposit.estimateGas({ pool, assets: usdc('1') })
  expect(await getTransactionCount(alice, { address: owner })).toBe(nonce)
  const hash = await alice.writeContract(request)
  const { gasUsed, status } = await alice.waitForTransactionReceipt({ hash })
  expect(status).toBe('success')
  expect(gas).toBeGreaterThanOrEqual(gasUsed)
})

test('the plain action returns the hash, and extractEvent reads the receipt or its logs', async () => {
  const { pool, asset } = scene
  await fund(alice, asset, pool, usdc('1'))
  const hash: Hex = await sdk.deposit(alice, { pool, assets: usdc('1'), deployment })
  const receipt = await alice.waitForTransactionReceipt({ hash })
  for (const [source, options] of [[receipt], [receipt.logs, { address: pool }]] as const) {
    expect(sdk.deposit.extractEvent(source, options)).toMatchObject({
      eventName: 'Deposit',
      address: pool.toLowerCase(),
      args: { sender: owner, owner, assets: usdc('1') },
    })
  }
  expect(() => sdk.buyCover.extractEvent(receipt)).toThrow(sdk.EventNotFoundError)
})

test('an account given with the parameters goes before the client’s', async () => {
  const { pool } = scene
  const { args } = alice.breakwater.deposit.call({ pool, assets: 5n, account: bob.account })
  expect(args).toEqual([5n, bob.account.address])
})

test('several parameters are defaults of one another', () => {
  const { pool, termsId } = scene
  const order = { pool, termsId, amount: 1n, duration: DAY, maxPremium: 1n, maxStart: 2, deadline: 1 }
  const [sent] = carol.breakwater.buyCover.call({ ...order, onBehalf: bob.account.address }).args
  expect(sent).toMatchObject({ insured: bob.account.address, refundTo: bob.account.address })
})

test('a transaction that fails when it is mined tells why', async () => {
  const { pool, asset, termsId } = scene
  await fillPool()
  await fund(carol, asset, pool, usdc('10000'))
  const order = { pool, termsId, amount: usdc('50000'), duration: 90 * DAY }
  const { premium } = await carol.breakwater.getQuote(order)
  const deadline = (await now()) + 600
  // Nothing is simulated, so that it fails in its block.
  const purchase = carol.breakwater.buyCoverSync({
    ...order,
    maxPremium: premium / 2n,
    deadline,
    gas: 500_000n,
    skipSimulation: true,
  })
  const error = await purchase.catch((caught) => caught)
  expect(error).toMatchObject({ name: 'PremiumAboveMax', args: { premium: expect.anything() } })

  const empty = alice.breakwater
    .depositSync({ pool, assets: 5n, gas: 22_500n, skipSimulation: true })
    .catch((caught) => caught)
  expect(await empty).toMatchObject({ name: 'TransferFromFailed' })
})

test('a receipt that does not come in time is a timeout with the hash', async () => {
  const { pool } = scene
  await setAutomine(chain, false)
  try {
    const waiting = alice.breakwater.setOperatorSync({
      pool,
      operator: bob.account.address,
      approved: true,
      timeout: 100,
    })
    const error = await waiting.catch((caught) => caught)
    expect(error).toBeInstanceOf(sdk.TransactionTimeoutError)
    await mine(chain, { blocks: 1 })
    expect((await alice.waitForTransactionReceipt({ hash: error.hash })).status).toBe('success')
  } finally {
    await setAutomine(chain, true)
  }
})

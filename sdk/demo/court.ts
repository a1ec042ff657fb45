import { type Address, erc20Abi } from 'viem'
import {
  type Deployment,
  getOpeningKey,
  type LossTable,
  lossTable,
  nextActions,
  type Pin,
} from '../src/index.js'
import { dividedDown, provenUp, returnedDown } from '../src/math/index.js'
import { BLOCK_TIME, GENESIS } from './chain.js'
import { Docket } from './docket.js'
import { Ledger } from './ledger.js'
import { formatShares, formatUsdc } from './report.js'
import {
  type Actor,
  createActors,
  DAY,
  deploy,
  LEVELS,
  mintUsdc,
  POOL,
  reviewCode,
  TERMS,
  usdc,
} from './stage.js'
import type { Script } from './story.js'

const DURATION = 200 * DAY
const TURN = 5 * DAY
const WAD = 10n ** 18n
const MIN_BOND = usdc('100')

/** What the story of a disputed claim found out, for programs. Asset units. */
export interface CourtFindings {
  caseReserve: bigint
  freedCapital: bigint
  reportBond: bigint
  challengeBond: bigint
  claimedTotal: bigint
  provenTotal: bigint
  payoutTotal: bigint
  challengerGain: bigint
  returnedCapital: bigint
}

/** A claim that is disputed: a report says too much, a challenge says what was lost, and a judge decides between them. */
export async function tellCourtStory(script: Script, deployment: Deployment): Promise<void> {
  const { client, url } = script.chain
  const people = createActors(url, deployment)
  const { lister, manager, alice, bob, carol, dave, erin, eve, judge, keeper } = people
  const { optimisticCourt: court } = deployment
  const ledger = new Ledger()
  const docket = new Docket(MIN_BOND)
  await script.travelTo(GENESIS + 3600)

  const { address: asset } = await deploy(keeper, 'MockUSDC', 'MockUSDC')
  const address = (actor: Actor) => actor.account.address
  const balanceOf = (account: Address) =>
    client.readContract({ address: asset, abi: erc20Abi, functionName: 'balanceOf', args: [account] })
  const fund = async (actor: Actor, spender: Address, amount: bigint) => {
    await mintUsdc(keeper, asset, address(actor), amount)
    await actor.breakwater.approveAssetSync({ asset, spender, amount })
  }

  // ------------------------------------------------------------------- listing

  let subject = 0n
  await script.step('createDocket', 'Lister', 'opens a docket at the court, with two judges', async () => {
    const arbiters: Address[] = []
    for (const actor of [judge, lister]) {
      const args = [address(actor), BigInt(TURN - DAY), true]
      arbiters.push((await deploy(keeper, 'AddressArbiter', 'AddressArbiter', args)).address)
    }
    const [arbiter, fallbackArbiter] = arbiters as [Address, Address]
    const created = await lister.breakwater.createDocketSync({
      rules: { asset, minBond: MIN_BOND, arbiter, arbiterTime: TURN, fallbackArbiter, fallbackTime: TURN },
      ...{ reportWindow: TERMS.reportWindow, rootWindow: 10 * DAY, challengeWindow: 5 * DAY },
      ...{ proofOfLoss: true, title: 'Funds lost in the bridge of Example' },
    })
    subject = created.subject
    return { cost: [created.receipt] }
  })

  let pins: Pin[] = []
  await script.step('attestCode', 'Auditor', 'is listed, and attests the code of the bridge', async () => {
    const { receipt, address: bridge } = await deploy(lister, 'MockToken', 'MockToken', ['Bridged', 'B', 18])
    const reviewed = await reviewCode(people, [bridge])
    pins = reviewed.pins
    return { cost: [receipt, ...reviewed.receipts] }
  })
  let termsId = 0n
  await script.step('publishTerms', 'Lister', 'lists the bridge; claims need a proof of loss', async () => {
    const product = await lister.breakwater.listProductSync({ clusterId: 1n, name: 'Bridge of Example' })
    const terms = await lister.breakwater.publishTermsSync({
      ...{ ...TERMS, productId: product.productId, asset, resolver: court, subject },
      ...{ observes: false, proofOfLoss: true, pins },
    })
    termsId = terms.termsId
    return { cost: [product.receipt, terms.receipt] }
  })

  let pool: Address = '0x'
  await script.step('createPool', 'Manager', 'creates a pool that covers it', async () => {
    const created = await manager.breakwater.createPoolSync({ ...POOL, asset, manager: address(manager) })
    pool = created.pool
    const { receipt } = await manager.breakwater.addTermsSync({ pool, termsId, ...LEVELS })
    return { cost: [created.receipt, receipt] }
  })

  for (const [key, name, actor, assets] of [
    ['deposit', 'Alice', alice, usdc('2000000')],
    ['depositAgain', 'Bob', bob, usdc('1000000')],
  ] as const) {
    await script.step(key, name, 'deposits into the pool', async () => {
      await fund(actor, pool, assets)
      const { receipt, shares } = await actor.breakwater.depositSync({ pool, assets })
      script.check(`${name}: shares`, shares, ledger.deposit(name, assets, await script.timeOf(receipt)))
      return { amount: formatUsdc(assets), cost: [receipt] }
    })
  }

  // ---------------------------------------------------------------- cover sold

  // What is there at midnight backs covers from then on.
  await script.travelTo(Math.ceil((await script.now()) / DAY) * DAY + 3600)

  const insured = [
    { key: 'Carol', name: 'Carol', actor: carol, amount: usdc('200000'), loss: usdc('120000') },
    { key: 'Dave', name: 'Dave', actor: dave, amount: usdc('100000'), loss: usdc('80000.654321') },
    { key: 'Erin', name: 'Erin', actor: erin, amount: usdc('50000'), loss: usdc('75000') },
  ]
  const covers = new Map<string, bigint>()
  let begins = 0
  for (const { key, name, actor, amount } of insured) {
    await script.step(`buyCover${key}`, name, `buys ${formatUsdc(amount)} of cover`, async () => {
      const timestamp = (await script.now()) + 3 * BLOCK_TIME
      const predicted = ledger.quote(amount, DURATION, timestamp)
      // Simulated some seconds earlier, it costs a little more.
      const maxPremium = predicted.premium + predicted.premium / 1000n
      await fund(actor, pool, maxPremium)
      await client.setNextBlockTimestamp({ timestamp: BigInt(timestamp) })
      const order = { pool, termsId, amount, duration: DURATION, maxPremium }
      const { coverId, receipt, ...bought } = await actor.breakwater.buyCoverSync({
        ...{ ...order, deadline: timestamp },
      })
      script.check(`${name}: premium`, bought.premium, predicted.premium)
      script.check(`${name}: start`, bought.start, predicted.start)
      ledger.sell(coverId, amount, predicted, timestamp)
      covers.set(name, coverId)
      begins = Math.max(begins, bought.start)
      return { amount: formatUsdc(bought.premium), cost: [receipt] }
    })
  }
  await script.travelTo(begins + DAY)

  // ----------------------------------------------------------------- the report

  const claimed = lossTable([
    ...insured.map(({ actor, loss }) => ({ insured: address(actor), loss })),
    { insured: address(eve), loss: usdc('900000') },
  ])
  const proven = lossTable(insured.map(({ actor, loss }) => ({ insured: address(actor), loss })))

  let incidentId = 0n
  await script.step('reportIncident', 'Eve', 'reports that the bridge was drained', async () => {
    const time = await script.now()
    const reported = await eve.breakwater.reportIncidentSync({ subject, time, severity: WAD })
    incidentId = reported.incidentId
    return { cost: [reported.receipt] }
  })
  const incident = { pool, termsId, incidentId: 0n }
  let reserve = 0n
  await script.step('openCase', 'Eve', 'opens a case, under a bond of 2 %', async () => {
    Object.assign(incident, { pool, termsId, incidentId })
    reserve = ledger.committed()
    const bond = docket.openCase('Eve', reserve)
    const foreseen = await eve.breakwater.getOpeningBond(incident)
    script.check('bond of the opening, as announced', foreseen.amount, bond)
    await fund(eve, court, bond)
    const opened = await eve.breakwater.openCaseSync(incident)
    script.check('set aside for the case', opened.reserve, reserve)
    script.check('bonds at the court', await balanceOf(court), docket.held)
    ledger.take(reserve)
    Object.assign(script.found, { caseReserve: reserve, reportBond: bond })
    const { totalAssets } = await keeper.breakwater.getPool({ pool })
    script.check('equity after the opening', totalAssets, ledger.equity(await script.now()))
    return { amount: formatUsdc(bond), cost: [opened.receipt] }
  })
  await script.step(
    'publishLosses',
    'Eve',
    'publishes the losses, and one of her own invention',
    async () => {
      const { receipt, total } = await eve.breakwater.publishLossesSync({ incidentId, table: claimed })
      script.check('losses as claimed', total, usdc('1175000.654321'))
      script.found.claimedTotal = total
      return { amount: formatUsdc(total), cost: [receipt] }
    },
  )

  // -------------------------------------------------------------- the challenge

  await script.step('challengeReport', 'Carol', 'challenges them with the losses there were', async () => {
    const bond = docket.challenge('Carol', reserve)
    const maxBond = await carol.breakwater.getChallengeBond({ incidentId })
    script.check('bond of the challenge, as announced', maxBond, bond)
    await fund(carol, court, bond)
    const counter = { table: proven }
    const { receipt } = await carol.breakwater.challengeReportSync({ incidentId, counter, maxBond })
    script.check('bonds at the court, both', await balanceOf(court), docket.held)
    Object.assign(script.found, { challengeBond: bond, provenTotal: proven.total })
    return { amount: formatUsdc(bond), cost: [receipt] }
  })
  const claimWith = (name: string, actor: Actor, table: LossTable) =>
    actor.breakwater.claimLossSync({
      ...{
        pool,
        coverId: covers.get(name) ?? 0n,
        incidentId,
        table,
        insured: address(actor),
      },
    })
  await script.step('claimLossEarly', 'Dave', 'claims before it is decided: refused', async () => ({
    amount: await script.refused('VerdictPending', () => claimWith('Dave', dave, proven)),
  }))
  await script.step('ruleDispute', 'Judge', 'rules for the counter-answer', async () => {
    const dispute = await judge.breakwater.getDispute({ incidentId, openings: [{ pool, termsId }] })
    const todo = nextActions(dispute, { now: dispute.timestamp, account: address(judge) })
    const ruling = todo.find((next) => next.isYours && next.ruling === 'counter')
    script.check('turn of the judge', ruling?.until ?? 0, dispute.deadline)
    const { receipt } = await judge.breakwater.ruleDisputeSync({
      ...{ arbiter: dispute.arbiter, incidentId, ruling: 'counter' },
    })
    docket.decideForChallenger()
    const { outcome } = await judge.breakwater.getDispute({ incidentId })
    script.check('outcome', outcome, 'counter')
    return { cost: [receipt] }
  })

  const bearing = ledger.supply
  const returns: bigint[] = []
  const giveBack = (assets: bigint, timestamp: number) => {
    returns.push(ledger.putBack(assets, 'case', timestamp))
  }
  const need = provenUp(ledger.committed(), proven.total, TERMS.deductible)
  await script.step('applyVerdict', 'Anyone', 'frees what the proven losses do not need', async () => {
    const { receipt } = await keeper.breakwater.applyVerdictSync(incident)
    giveBack(reserve - need, await script.timeOf(receipt))
    const found = await keeper.breakwater.getCase(incident)
    script.check('what can be claimed', found.need, need)
    script.check('set aside for it', found.reserve, need)
    const { short } = await keeper.breakwater.getSettlement({ pool, settlement: found.settlement })
    script.check('short', String(short), 'false')
    const { totalAssets } = await keeper.breakwater.getPool({ pool })
    script.check('equity with what is free', totalAssets, ledger.equity(await script.now()))
    script.found.freedCapital = reserve - need
    return { amount: formatUsdc(reserve - need), cost: [receipt] }
  })
  await script.step('settleBonds', 'Anyone', 'hands half of Eve’s bond to the pool’s holders', async () => {
    const { receipt, passedOn, burned } = await keeper.breakwater.settleBondsSync(incident)
    script.check('bond handed on', passedOn, docket.forHolders())
    script.check('burned', burned, 0n)
    giveBack(passedOn, await script.timeOf(receipt))
    const { totalAssets } = await keeper.breakwater.getPool({ pool })
    script.check('equity with it', totalAssets, ledger.equity(await script.now()))
    return { amount: formatUsdc(passedOn), cost: [receipt] }
  })

  // --------------------------------------------------------------------- claims

  await script.step('claimLossWrong', 'Dave', 'claims by Eve’s table: refused', async () => ({
    amount: await script.refused('InvalidProof', () => claimWith('Dave', dave, claimed)),
  }))
  let paidOut = 0n
  for (const { key, name, actor, amount, loss } of insured) {
    await script.step(`claimLoss${key}`, name, `proves a loss of ${formatUsdc(loss)}`, async () => {
      const before = await balanceOf(address(actor))
      const { receipt, payout = 0n } = await claimWith(name, actor, proven)
      script.check(`${name}: payout`, payout, docket.payout(loss, amount, TERMS.deductible))
      script.check(`${name}: received`, (await balanceOf(address(actor))) - before, payout)
      paidOut += payout
      return { amount: formatUsdc(payout), cost: [receipt] }
    })
  }
  script.found.payoutTotal = paidOut

  // ---------------------------------------------------------------------- bonds

  await script.step('withdrawBond', 'Carol', 'has her bond back, and half of Eve’s', async () => {
    const before = await balanceOf(address(carol))
    const pot = { incidentId, counter: { table: proven } }
    const { receipt, assets } = await carol.breakwater.withdrawBondSync(pot)
    script.check('Carol: bond', assets, docket.withdraw('Carol'))
    script.check('Carol: received the bond', (await balanceOf(address(carol))) - before, assets)
    script.found.challengerGain = assets - (script.found.challengeBond ?? 0n)
    script.check('bonds left at the court', await balanceOf(court), docket.held)
    return { amount: formatUsdc(assets), cost: [receipt] }
  })
  await script.step('withdrawBondLost', 'Eve', 'asks for hers: refused', async () => ({
    amount: await script.refused('BondLocked', () =>
      eve.breakwater.withdrawBondSync({ incidentId, key: getOpeningKey(pool, termsId) }),
    ),
  }))

  // --------------------------------------------------------------- capital back

  const { claimsUntil } = await keeper.breakwater.getCase(incident)
  await script.travelTo(claimsUntil + 1)
  await script.step('settleCase', 'Anyone', 'puts back what the case did not pay', async () => {
    const { receipt, assets = 0n } = await keeper.breakwater.settleCaseSync(incident)
    script.check('returned capital', assets, need - paidOut)
    giveBack(assets, await script.timeOf(receipt))
    script.found.returnedCapital = assets
    return { amount: formatUsdc(assets), cost: [receipt] }
  })
  for (const [name, actor] of [
    ['Alice', alice],
    ['Bob', bob],
  ] as const) {
    await script.step(`collectReturns${name}`, name, 'collects the part that is due', async () => {
      const { receipt, shares } = await actor.breakwater.collectReturnsSync({ pool })
      const held = ledger.sharesOf(name)
      const due = returns.reduce((sum, issued) => sum + returnedDown(held, dividedDown(issued), bearing), 0n)
      script.check(`${name}: return`, shares, due)
      ledger.transfer('case', name, shares)
      return { amount: formatShares(shares), cost: [receipt] }
    })
  }
  const { totalAssets, totalSupply } = await keeper.breakwater.getPool({ pool })
  script.check('equity at the end', totalAssets, ledger.equity(await script.now()))
  script.check('shares at the end', totalSupply, ledger.supply)
}

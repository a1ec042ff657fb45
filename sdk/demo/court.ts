import { type Address, erc20Abi } from 'viem'
import { describeAnswer, type LossTable, lossTable, nextActions, type Pin } from '../src/index.js'
import { dividedDown, provenUp, returnedDown } from '../src/math/index.js'
import { reviewCode } from '../src/testing/scenarios/product.js'
import { bonusDown, CourtTerms, PanelLedger, provenPayout } from './courtTerms.js'
import { Ledger } from './ledger.js'
import { formatShares, formatUsdc } from './report.js'
import type { Script } from './script.js'
import { type Actor, BLOCK_TIME, castOf, DAY, deploy, POOL, PRICING, TERMS, usdc } from './stage.js'
import { depositAll, waitForMidnight } from './steps.js'

const DURATION = 200 * DAY
const ROOT_WINDOW = 10 * DAY
const ANSWER_WINDOW = 5 * DAY
const TURN = 6 * DAY
const WAD = 10n ** 18n
const MIN_BOND = usdc('100')
/** What an answer leaves at least to answer it in. */
const ANSWER_TIME = 3 * DAY
const PANEL = {
  ...{ commitPeriod: 2 * DAY, revealPeriod: DAY, withdrawalDelay: 110 * DAY },
  ...{ quorum: WAD / 2n, slashShare: WAD / 5n },
}

/**
 * A case with three answers: one that claims too much, one that is dust, and what was lost. A panel is bought for the first,
 * somebody appeals, and the fallback arbiter chooses the last.
 */
export async function tellCourtStory(script: Script): Promise<void> {
  const { client, deployment, personas, usdc: asset } = script.kit
  const people = castOf(personas)
  const { lister, manager, alice, bob, carol, dave, erin, eve, judge, keeper } = people
  const { court } = deployment
  const ledger = new Ledger()
  const courtTerms = new CourtTerms(MIN_BOND)
  const assessors = new PanelLedger(PANEL.slashShare)
  const address = (actor: Actor) => actor.account.address
  const balanceOf = (account: Address) =>
    client.readContract({ address: asset, abi: erc20Abi, functionName: 'balanceOf', args: [account] })
  const fund = async (actor: Actor, spender: Address, amount: bigint) => {
    await script.kit.mint(address(actor), amount)
    await actor.breakwater.approveAssetSync({ asset, spender, amount })
  }

  // ------------------------------------------------------------------- listing

  let subject = 0n
  let [panel, fallbackArbiter]: Address[] = []
  await script.step('createCourtTerms', 'Lister', 'sets court terms: a panel, then a judge', async () => {
    const args = [{ ...PANEL, asset }]
    panel = (await deploy(keeper, 'AssessorPanel', args)).address
    const judged = [address(judge), BigInt(TURN - DAY), true]
    fallbackArbiter = (await deploy(keeper, 'AddressArbiter', judged)).address
    const created = await lister.breakwater.createCourtTermsSync({
      rules: {
        ...{ asset, minBond: MIN_BOND, arbiter: panel, arbiterTime: TURN },
        ...{ fallbackArbiter, fallbackTime: TURN },
      },
      ...{ reportWindow: TERMS.reportWindow, rootWindow: ROOT_WINDOW, answerWindow: ANSWER_WINDOW },
      ...{ proofOfLoss: true, title: 'Funds lost in the bridge of Example' },
    })
    subject = created.subject
    return { cost: [created.receipt] }
  })
  const panelAt = () => panel ?? '0x'
  for (const [key, name, actor, assets] of [
    ['depositStake', 'Lister', lister, usdc('50000')],
    ['depositStakeEve', 'Eve', eve, usdc('200000')],
  ] as const) {
    await script.step(key, name, 'stakes in the panel', async () => {
      await fund(actor, panelAt(), assets)
      const { receipt } = await actor.breakwater.depositStakeSync({ panel: panelAt(), assets })
      assessors.stake(name, assets)
      return { amount: formatUsdc(assets), cost: [receipt] }
    })
  }

  let pins: Pin[] = []
  await script.step('attestCode', 'Auditor', 'is listed, and attests the code of the bridge', async () => {
    const { receipt, address: bridge } = await deploy(lister, 'MockToken', ['Bridged', 'B', 18])
    const reviewed = await reviewCode(script.kit, [bridge])
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
    const { receipt } = await manager.breakwater.addTermsSync({ pool, termsId, ...PRICING })
    return { cost: [created.receipt, receipt] }
  })

  await depositAll(script, { ledger, people, pool, fund })

  // ---------------------------------------------------------------- cover sold

  await waitForMidnight(script)

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

  // ----------------------------------------------------------------- the case

  const claimed = lossTable([
    ...insured.map(({ actor, loss }) => ({ insured: address(actor), loss })),
    { insured: address(eve), loss: usdc('900000') },
  ])
  const dust = lossTable([{ insured: address(carol), loss: 1n }])
  const proven = lossTable(insured.map(({ actor, loss }) => ({ insured: address(actor), loss })))

  let incidentId = 0n
  await script.step('reportIncident', 'Eve', 'reports that the bridge was drained', async () => {
    const time = await script.now()
    const reported = await eve.breakwater.reportIncidentSync({ subject, time })
    incidentId = reported.incidentId
    return { cost: [reported.receipt] }
  })
  const incident = { pool, termsId, incidentId }
  let reserve = 0n
  let endsAt = 0
  await script.step('openCase', 'Eve', 'opens a case for all cover, bonded with 2 %', async () => {
    reserve = ledger.committed()
    const bond = courtTerms.post('Eve', reserve)
    const opening = { ...incident, severity: WAD }
    const foreseen = await eve.breakwater.getOpeningBond(opening)
    script.check('bond of the opening, as announced', foreseen.amount, bond)
    await fund(eve, court, bond)
    const opened = await eve.breakwater.openCaseSync(opening)
    endsAt = (await script.timeOf(opened.receipt)) + ROOT_WINDOW + ANSWER_WINDOW
    script.check('set aside for the case', opened.reserve, reserve)
    script.check('bonds at the court', await balanceOf(court), courtTerms.held)
    ledger.take(reserve)
    Object.assign(script.found, { caseReserve: reserve, openingBond: bond })
    const { totalAssets } = await keeper.breakwater.getPool({ pool })
    script.check('equity after the opening', totalAssets, ledger.equity(await script.now()))
    return { amount: formatUsdc(bond), cost: [opened.receipt] }
  })
  await script.step('publishLosses', 'Eve', 'says what was lost, and 900,000 of her own', async () => {
    const { receipt, number } = await eve.breakwater.publishLossesSync({ ...incident, table: claimed })
    script.check('number of the first answer', number, 1n)
    script.check('losses as claimed', claimed.total, usdc('1175000.654321'))
    script.found.claimedTotal = claimed.total
    const { endsAt: until } = await eve.breakwater.getCourtCase(incident)
    script.check('answers until', until, endsAt)
    return { amount: formatUsdc(claimed.total), cost: [receipt] }
  })
  await script.travelTo(endsAt - 3600)
  const prolonged = async () => {
    const { endsAt: until } = await keeper.breakwater.getCourtCase(incident)
    endsAt = Math.max(endsAt, (await script.now()) + ANSWER_TIME)
    script.check('answers until, now', until, endsAt)
  }
  await script.step('postAnswerDust', 'Bob', 'would pay nothing, and answers with dust', async () => {
    const answer = { table: dust }
    const { bond, amount } = await bob.breakwater.getAnswerBond({ ...incident, answer })
    script.check('bond of dust: 2 % of what it locks up', bond, courtTerms.post('Bob', reserve))
    await fund(bob, court, amount)
    const { receipt, number } = await bob.breakwater.postAnswerSync({ ...incident, answer })
    script.check('number of the second answer', number, 2n)
    await prolonged()
    return { amount: formatUsdc(bond), cost: [receipt] }
  })
  await script.step('postAnswer', 'Carol', 'answers what was lost, with more than the least', async () => {
    const answer = { table: proven }
    const bond = courtTerms.post('Carol', reserve, usdc('10000'))
    const least = await carol.breakwater.getRequiredBond({ ...incident, answer })
    script.check('least bond', least, courtTerms.bondOf(reserve))
    await fund(carol, court, bond)
    const { receipt, number } = await carol.breakwater.postAnswerSync({ ...incident, answer, bond })
    script.check('number of the third answer', number, 3n)
    script.check('bonds at the court, all three', await balanceOf(court), courtTerms.held)
    await prolonged()
    Object.assign(script.found, { answerBond: bond, provenTotal: proven.total })
    return { amount: formatUsdc(bond), cost: [receipt] }
  })
  const claimWith = (name: string, actor: Actor, table: LossTable) =>
    actor.breakwater.claimLossSync({
      ...{ pool, coverId: covers.get(name) ?? 0n, incidentId, table, insured: address(actor) },
    })
  await script.step('claimLossEarly', 'Dave', 'claims before it is decided: refused', async () => ({
    amount: await script.refused('VerdictPending', () => claimWith('Dave', dave, proven)),
  }))

  // ------------------------------------------------------------------ the panel

  await script.travelTo(endsAt + 1)
  const before = { panel: panelAt(), ...incident }
  const votes = [
    ['Lister', lister, 3n],
    ['Eve', eve, 1n],
  ] as const
  for (const [name, actor, number] of votes) {
    await script.step(`commitVote${name}`, name, 'votes, without telling how', async () => {
      const [inbox] = await actor.breakwater.getAssessments({ panel: panelAt(), cases: [incident] })
      const predicted = assessors.vote(name, number, courtTerms.atStake)
      script.check(`${name}: at risk, as announced`, inbox?.eligible ?? 0n, predicted)
      const salt = await actor.breakwater.voteSalt(before)
      const { receipt, risk } = await actor.breakwater.commitVoteSync({ ...before, number, salt })
      script.check(`${name}: at risk`, risk, predicted)
      return { amount: formatUsdc(risk), cost: [receipt] }
    })
  }
  await script.travelTo(endsAt + 1 + PANEL.commitPeriod)
  for (const [name, actor, number] of votes) {
    await script.step(`revealVote${name}`, name, `reveals: answer ${number}`, async () => {
      // The salt was not kept: signing the same again gives it again.
      const salt = await actor.breakwater.voteSalt(before)
      const { receipt } = await actor.breakwater.revealVoteSync({ ...before, number, salt })
      return { cost: [receipt] }
    })
  }
  await script.travelTo(endsAt + 1 + PANEL.commitPeriod + PANEL.revealPeriod)
  await script.step('appealRuling', 'Dave', 'appeals: the panel is Eve’s', async () => {
    const [inbox] = await dave.breakwater.getAssessments({ panel: panelAt(), cases: [incident] })
    script.check('what the panel would rule', inbox?.ruling ?? 0n, 1n)
    const fee = inbox?.appealFee ?? 0n
    await fund(dave, panelAt(), fee)
    const appealed = await dave.breakwater.appealRulingSync(before)
    script.check('fee of the appeal: a hundredth', appealed.fee, courtTerms.atStake / 100n)
    return { amount: formatUsdc(fee), cost: [appealed.receipt] }
  })
  await script.step('settleVoteEarly', 'Eve', 'wants her gain at once: refused', async () => ({
    amount: await script.refused('VotingOpen', () => eve.breakwater.settleVoteSync(before)),
  }))

  // --------------------------------------------------------------- the fallback

  await script.travelTo(endsAt + 1 + TURN)
  await script.step('ruleDispute', 'Judge', 'reads three answers, and chooses the third', async () => {
    const { answers } = await judge.breakwater.getCourtCase(incident)
    const words = answers.map((answer) => describeAnswer(answer, { decimals: 6, symbol: 'USDC' }))
    const tables = [claimed, dust, proven]
    for (const [i, { root, total }] of tables.entries()) {
      const says = `${formatUsdc(total).replaceAll(',', '')} was lost, by the table ${root}`
      script.check(`answer ${i + 1}, in words`, words[i] ?? '', says)
    }
    const dispute = await judge.breakwater.getDispute({ incidentId, cases: [incident] })
    const todo = nextActions(dispute, { now: dispute.timestamp, account: address(judge) })
    const ruling = todo.find(
      ({ action, isYours, number }) => action === 'ruleDispute' && isYours && number === 3n,
    )
    script.check('turn of the judge', ruling?.until ?? 0, endsAt + 1 + 2 * TURN)
    const arbiter = fallbackArbiter ?? '0x'
    const { receipt } = await judge.breakwater.ruleDisputeSync({ arbiter, ...incident, number: 3n })
    courtTerms.decideFor('Carol')
    const { outcome, chosen } = await judge.breakwater.getCourtCase(incident)
    script.check('outcome', outcome, 'ruled')
    script.check('answer that holds', chosen, 3n)
    return { cost: [receipt] }
  })
  // Losers first: winners gain what settled losers have lost.
  for (const [name, actor] of [...votes].reverse()) {
    const what = name === 'Eve' ? 'loses what her vote put at risk' : 'has it, and all that was at risk'
    await script.step(`settleVote${name}`, name, what, async () => {
      const predicted = assessors.settle(name, 3n)
      const { receipt, change } = await actor.breakwater.settleVoteSync(before)
      script.check(`${name}: change of the stake`, change, predicted)
      const { held } = await actor.breakwater.getStake({ panel: panelAt() })
      script.check(`${name}: stake`, held, assessors.stakeOf(name))
      if (change > 0n) script.found.assessorGain = change
      return {
        amount: `${change < 0n ? '−' : ''}${formatUsdc(change < 0n ? -change : change)}`,
        cost: [receipt],
      }
    })
  }

  // ---------------------------------------------------------------- the verdict

  let bonus = 0n
  await script.step(
    'applyVerdictEarly',
    'Anyone',
    'applies the verdict before the bonds: refused',
    async () => ({
      amount: await script.refused('VerdictPending', () => keeper.breakwater.applyVerdictSync(incident)),
    }),
  )
  await script.step('settleBonds', 'Anyone', 'hands half of the lost bonds to claimants', async () => {
    const { receipt, passedOn, burned } = await keeper.breakwater.settleBondsSync(incident)
    bonus = courtTerms.forClaimants()
    script.check('bonds handed on', passedOn, bonus)
    script.check('burned', burned, 0n)
    script.check('bonds left', await balanceOf(court), courtTerms.held)
    return { amount: formatUsdc(passedOn), cost: [receipt] }
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

  // --------------------------------------------------------------------- claims

  await script.step('claimLossWrong', 'Dave', 'claims by Eve’s table: refused', async () => ({
    amount: await script.refused('InvalidProof', () => claimWith('Dave', dave, claimed)),
  }))
  let paidOut = 0n
  let bonusPaid = 0n
  for (const { key, name, actor, amount, loss } of insured) {
    await script.step(`claimLoss${key}`, name, `proves a loss of ${formatUsdc(loss)}`, async () => {
      const had = await balanceOf(address(actor))
      const { receipt, payout = 0n } = await claimWith(name, actor, proven)
      script.check(`${name}: payout`, payout, provenPayout(loss, amount, TERMS.deductible))
      const extra = bonusDown(payout, bonus, need)
      script.check(
        `${name}: received, with the bonus`,
        (await balanceOf(address(actor))) - had,
        payout + extra,
      )
      paidOut += payout
      bonusPaid += extra
      return { amount: formatUsdc(payout + extra), cost: [receipt] }
    })
  }
  Object.assign(script.found, { payoutTotal: paidOut, bonusTotal: bonusPaid })

  // ---------------------------------------------------------------------- bonds

  await script.step('withdrawBond', 'Carol', 'has her bond back, and half of the others', async () => {
    const had = await balanceOf(address(carol))
    const pot = { table: proven }
    const { receipt, assets } = await carol.breakwater.withdrawBondSync({ ...incident, pot })
    script.check('Carol: bond', assets, courtTerms.withdraw('Carol'))
    script.check('Carol: received the bond', (await balanceOf(address(carol))) - had, assets)
    script.found.answererGain = assets - (script.found.answerBond ?? 0n)
    script.check('bonds left at the court', await balanceOf(court), courtTerms.held)
    return { amount: formatUsdc(assets), cost: [receipt] }
  })
  await script.step('withdrawBondLost', 'Eve', 'asks for hers: refused', async () => ({
    amount: await script.refused('BondLocked', () =>
      eve.breakwater.withdrawBondSync({ ...incident, pot: 'opening' }),
    ),
  }))

  // --------------------------------------------------------------- capital back

  const { claimsUntil } = await keeper.breakwater.getCase(incident)
  await script.travelTo(claimsUntil + 1)
  await script.step('settleCase', 'Anyone', 'puts back what the case did not pay', async () => {
    const { receipt, assets = 0n } = await keeper.breakwater.settleCaseSync(incident)
    script.check('returned capital', assets, need - paidOut + bonus - bonusPaid)
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

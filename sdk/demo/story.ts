import { type Address, erc20Abi, erc4626Abi, type TransactionReceipt } from 'viem'
import { DEPLOYER } from '../src/deploy/parts.js'
import { type BuyCoverParameters, getClaimsVaultAddress, type Pin, toIncidentId } from '../src/index.js'
import { dividedDown, returnedDown, severityDown } from '../src/math/index.js'
import type { Testkit } from '../src/testing/index.js'
import { meteredCourtTerms, reviewCode, rulesOf } from '../src/testing/scenarios/product.js'
import type { Findings } from './findings.js'
import { Ledger } from './ledger.js'
import { formatRatio, formatShares, formatUsdc } from './report.js'
import type { Script } from './script.js'
import {
  type Actor,
  attackVault,
  BLOCK_TIME,
  castOf,
  DAY,
  deploy,
  depositIntoVault,
  METER,
  POOL,
  PRICING,
  TERMS,
  usdc,
} from './stage.js'
import { depositAll, waitForMidnight } from './steps.js'

const RAY = 10n ** 27n
/** Observations that prove a mark or a loss. */
const PROOF = 4
const DURATION = 90 * DAY
const COVER = { dave: usdc('300000'), carol: usdc('400000'), erin: usdc('100000') }

/** Tells the whole story on a fresh chain. */
export async function tellStory(script: Script): Promise<Findings> {
  const { client, deployment, personas, usdc: asset } = script.kit
  const people = castOf(personas)
  const { lister, manager, alice, bob, carol, dave, erin, eve, keeper } = people
  const ledger = new Ledger()
  const approvals: TransactionReceipt[] = []

  await script.step('deployProtocol', 'Deployer', 'deploys the protocol', async () => ({
    cost: await deploymentGas(script.kit),
  }))

  // ------------------------------------------------------------ what is covered

  const { address: vault } = await deploy(keeper, 'LeakyVault', [asset])
  const { address: attacker } = await deploy(eve, 'LeakyVaultAttacker')

  const balanceOf = (account: Address) =>
    client.readContract({ address: asset, abi: erc20Abi, functionName: 'balanceOf', args: [account] })
  const approve = async (actor: Actor, spender: Address, amount: bigint) => {
    approvals.push((await actor.breakwater.approveAssetSync({ asset, pool: spender, amount })).receipt)
  }
  const fund = async (actor: Actor, spender: Address, amount: bigint) => {
    await script.kit.mint(actor.account.address, amount)
    await approve(actor, spender, amount)
  }
  const vaultPrice = async () => {
    const contract = { address: vault, abi: erc4626Abi } as const
    const assets = await client.readContract({ ...contract, functionName: 'totalAssets' })
    return (assets * RAY) / (await client.readContract({ ...contract, functionName: 'totalSupply' }))
  }

  for (const [key, name, what, actor, assets] of [
    ['vaultDeposit', 'Carol', 'puts money into a vault that has a bug', carol, usdc('500000')],
    ['vaultDepositOthers', 'Others', 'put money into the same vault', keeper, usdc('3500000')],
  ] as const) {
    await script.step(key, name, what, async () => {
      await fund(actor, vault, assets)
      return { amount: formatUsdc(assets), cost: [await depositIntoVault(actor, vault, assets)] }
    })
  }
  const priceBefore = await vaultPrice()

  // ------------------------------------------------------------------- listing

  let meterId = 0n
  const observe = async (counts: readonly number[]) => {
    const receipts: TransactionReceipt[] = []
    const times: number[] = []
    for (const [i, predicted] of counts.entries()) {
      if (i > 0) await script.travelTo((times.at(-1) ?? 0) + METER.dwell / (PROOF - 1) - BLOCK_TIME)
      const { receipt, count } = await keeper.breakwater.observeShareLossSync({ meterId })
      script.check(`observation ${i + 1}: count`, count ?? -1, predicted)
      receipts.push(receipt)
      times.push(await script.timeOf(receipt))
    }
    return { receipts, since: times[0] ?? 0 }
  }

  await script.step('createMeter', 'Anyone', 'creates a meter on the vault', async () => {
    const meter = await keeper.breakwater.createShareLossMeterSync({ vault, ...METER })
    meterId = meter.meterId
    return { cost: [meter.receipt] }
  })
  await script.step('proveMark', 'Anyone', `proves its mark by ${PROOF} observations`, async () => {
    // The observation that raises the mark starts over.
    const { receipts } = await observe([1, 2, 3, 0])
    const { mark } = await keeper.breakwater.getShareLossMeter({ meterId })
    script.check('mark', mark, priceBefore)
    return { cost: receipts }
  })

  let subject = 0n
  await script.step('createCourtTerms', 'Anyone', 'sets court terms on what it fires', async () => {
    const rules = await rulesOf(script.kit)
    const courtTerms = meteredCourtTerms(rules, deployment.shareLossMeter, meterId)
    const created = await keeper.breakwater.createCourtTermsSync(courtTerms)
    subject = created.subject
    return { cost: [created.receipt] }
  })

  let pins: Pin[] = []
  await script.step('attestCode', 'Auditor', 'is listed, and attests the code of the vault', async () => {
    const reviewed = await reviewCode(script.kit, [vault])
    pins = reviewed.pins
    return { cost: reviewed.receipts }
  })
  let termsId = 0n
  await script.step('publishTerms', 'Lister', 'lists the vault and publishes terms', async () => {
    const product = await lister.breakwater.listProductSync({ clusterId: 1n, name: 'Leaky Vault' })
    const terms = await lister.breakwater.publishTermsSync({
      ...TERMS,
      productId: product.productId,
      asset,
      resolver: deployment.court,
      subject,
      pins,
    })
    termsId = terms.termsId
    return { cost: [product.receipt, terms.receipt] }
  })

  let pool: Address = '0x'
  await script.step('createPool', 'Manager', 'creates a pool', async () => {
    const created = await manager.breakwater.createPoolSync({
      ...POOL,
      asset,
      manager: manager.account.address,
    })
    pool = created.pool
    return { cost: [created.receipt] }
  })
  await script.step('addTerms', 'Manager', 'sets prices and limits', async () => {
    const { receipt } = await manager.breakwater.addTermsSync({ pool, termsId, ...PRICING })
    const { claimsVault } = await manager.breakwater.getPool({ pool })
    script.check('claims vault', claimsVault, getClaimsVaultAddress(pool))
    return { cost: [receipt] }
  })

  // ---------------------------------------------------------------- capital in

  await depositAll(script, { ledger, people, pool, fund })

  // ---------------------------------------------------------------- cover sold

  await waitForMidnight(script)

  const order = (amount: bigint) => ({ pool, termsId, amount, duration: DURATION })
  const deadline = async () => (await script.now()) + 600

  /** Buys, and holds what was paid against the quote and the ledger. */
  const buy = async (name: string, actor: Actor, amount: bigint) => {
    // The second of the next block is fixed, so that the quote is for the very state and time of the purchase.
    const timestamp = (await script.now()) + 3 * BLOCK_TIME
    await fund(actor, pool, ledger.quote(amount, DURATION, timestamp).premium * 2n)
    await client.setNextBlockTimestamp({ timestamp: BigInt(timestamp) })
    const quote = await actor.breakwater.getQuote({ ...order(amount), timestamp })
    const before = await balanceOf(actor.account.address)
    const purchase: BuyCoverParameters = {
      ...order(amount),
      // Room for a thousandth: enough for a quote that is seconds old, not for one that is overtaken.
      maxPremium: quote.premium + quote.premium / 1000n,
      deadline: await deadline(),
    }
    const bought = await actor.breakwater.buyCoverSync(purchase)
    const paid = before - (await balanceOf(actor.account.address))
    const predicted = ledger.quote(amount, DURATION, await script.timeOf(bought.receipt))
    script.check(`${name}: time of purchase`, await script.timeOf(bought.receipt), timestamp)
    script.check(`${name}: quoted premium`, quote.premium, predicted.premium)
    script.check(`${name}: paid premium`, paid, quote.premium)
    script.check(`${name}: premium in the event`, bought.premium, paid)
    script.check(`${name}: start`, bought.start, predicted.start)
    script.check(`${name}: end`, bought.end, predicted.end)
    ledger.sell(bought.coverId, amount, predicted, timestamp)
    const cover = await actor.breakwater.getCover({ coverId: bought.coverId })
    script.check(`${name}: cover`, cover.amount, amount)
    script.check(`${name}: owner`, cover.owner, actor.account.address)
    return { ...bought, quoted: quote.premium, paid }
  }

  let stale = 0n
  await script.step('getQuote', 'Carol', 'asks what cover costs', async () => {
    const timestamp = await script.now()
    stale = (await carol.breakwater.getQuote(order(COVER.carol))).premium
    script.check('stale quote', stale, ledger.quote(COVER.carol, DURATION, timestamp).premium)
    return { amount: formatUsdc(stale) }
  })

  let daveCover = 0n
  await script.step(
    'buyCoverRival',
    'Dave',
    `buys ${formatUsdc(COVER.dave)} of cover before her`,
    async () => {
      const { coverId, receipt, paid } = await buy('Dave', dave, COVER.dave)
      daveCover = coverId
      return { amount: formatUsdc(paid), cost: [receipt] }
    },
  )
  await client.mine({ blocks: 5 })

  await script.step(
    'buyCoverStale',
    'Carol',
    'buys for what she was told: refused, nothing sent',
    async () => {
      await fund(carol, pool, stale)
      const nonce = await client.getTransactionCount({ address: carol.account.address })
      const bound = { ...order(COVER.carol), maxPremium: stale, deadline: await deadline() }
      const refusal = await script.refused('PremiumAboveMax', () => carol.breakwater.buyCoverSync(bound))
      script.check(
        'nothing sent',
        await client.getTransactionCount({ address: carol.account.address }),
        nonce,
      )
      return { amount: refusal }
    },
  )

  let carolCover = 0n
  let carolStart = 0
  await script.step(
    'buyCover',
    'Carol',
    `asks again and buys ${formatUsdc(COVER.carol)} of cover`,
    async () => {
      const bought = await buy('Carol', carol, COVER.carol)
      carolCover = bought.coverId
      carolStart = bought.start
      Object.assign(script.found, {
        staleQuote: stale,
        quotedPremium: bought.quoted,
        paidPremium: bought.paid,
        coverAmount: bought.amount,
        deductible: TERMS.deductible,
      })
      return { amount: formatUsdc(bought.paid), cost: [bought.receipt] }
    },
  )

  await script.travelTo(carolStart - DAY)
  let erinCover = 0n
  await script.step('buyCoverLate', 'Erin', `buys ${formatUsdc(COVER.erin)} of cover, too late`, async () => {
    const { coverId, receipt, paid } = await buy('Erin', erin, COVER.erin)
    erinCover = coverId
    return { amount: formatUsdc(paid), cost: [receipt] }
  })

  // --------------------------------------------------------------- the exploit

  await script.travelTo(carolStart + DAY)
  await script.step('attack', 'Eve', 'drains the vault in one transaction', async () => {
    const before = await balanceOf(eve.account.address)
    const receipt = await attackVault(eve, attacker, vault)
    return { amount: formatUsdc((await balanceOf(eve.account.address)) - before), cost: [receipt] }
  })

  let incidentTime = 0
  await script.step('observeLoss', 'Anyone', `observes the loss ${PROOF} times over six hours`, async () => {
    const { receipts, since } = await observe([1, 2, 3, 4])
    incidentTime = since
    return { cost: receipts }
  })

  let incidentId = 0n
  let severity = 0n
  let payableAt = 0
  await script.step('fireMeter', 'Anyone', 'fires the meter', async () => {
    const fired = await keeper.breakwater.fireMeterSync({ meterId })
    severity = fired.severity
    incidentId = toIncidentId(subject, fired.number)
    const incident = await keeper.breakwater.getIncident({ incidentId })
    script.check('severity of the incident', incident.severity, severity)
    script.check('severity', severity, severityDown(priceBefore, await vaultPrice()))
    script.check('incident time', fired.time, incidentTime)
    // In the second after the last one to answer in.
    payableAt = (await script.timeOf(fired.receipt)) + METER.raiseWindow + 2 * DAY + 1
    script.found.lossSeverity = severity
    return { amount: formatRatio(severity), cost: [fired.receipt] }
  })

  const incident = { pool, termsId: 0n, incidentId: 0n }
  let reserve = 0n
  await script.step('openCase', 'Anyone', 'opens a case', async () => {
    Object.assign(incident, { pool, termsId, incidentId })
    const timestamp = (await script.now()) + BLOCK_TIME
    const { totalAssets: equityBefore } = await keeper.breakwater.getPool({ pool, timestamp })
    const committedCover = ledger.committed()
    const opened = await keeper.breakwater.openCaseSync(incident)
    const { totalAssets: equityAfter } = await keeper.breakwater.getPool({ pool })
    reserve = opened.reserve
    script.check('time of the opening', await script.timeOf(opened.receipt), timestamp)
    const { endsAt } = await keeper.breakwater.getCourtCase(incident)
    script.check('last second to answer in', endsAt, payableAt - 1)
    script.check('equity before', equityBefore, ledger.equity(timestamp))
    script.check('set aside for the case', reserve, ledger.openCase(severity))
    script.check('equity after', equityAfter, equityBefore - reserve)
    script.check('equity after, by the ledger', equityAfter, ledger.equity(timestamp))
    Object.assign(script.found, { committedCover, equityBefore, equityAfter, caseReserve: reserve })
    return { amount: formatUsdc(reserve), cost: [opened.receipt] }
  })

  // --------------------------------------------------------------------- claims

  const claim = async (name: string, actor: Actor, coverId: bigint) => {
    const before = await balanceOf(actor.account.address)
    const announced = await actor.breakwater.getPayout({ pool, coverId, incidentId })
    const { receipt, payout = 0n } = await actor.breakwater.claimPayoutSync({ pool, coverId, incidentId })
    script.check(`${name}: payout`, payout, ledger.claim(coverId, severity, incidentTime))
    script.check(`${name}: payout as announced`, payout, announced)
    script.check(`${name}: received`, (await balanceOf(actor.account.address)) - before, payout)
    return { receipt, payout }
  }

  await script.step(
    'claimPayoutEarly',
    'Carol',
    'claims before the verdict is payable: refused',
    async () => ({
      amount: await script.refused('VerdictPending', () =>
        carol.breakwater.claimPayoutSync({ pool, coverId: carolCover, incidentId }),
      ),
    }),
  )
  await script.travelTo(payableAt)
  await script.step('claimPayout', 'Carol', 'claims her payout', async () => {
    const { receipt, payout } = await claim('Carol', carol, carolCover)
    script.check('payout by its formula', payout, (COVER.carol * (severity - TERMS.deductible)) / 10n ** 18n)
    script.found.payout = payout
    return { amount: formatUsdc(payout), cost: [receipt] }
  })
  let paidOut = script.found.payout ?? 0n
  await script.step('claimPayoutRival', 'Dave', 'claims his payout', async () => {
    const { receipt, payout } = await claim('Dave', dave, daveCover)
    paidOut += payout
    return { amount: formatUsdc(payout), cost: [receipt] }
  })
  await script.step('claimPayoutLate', 'Erin', 'claims, but was not protected yet: refused', async () => ({
    amount: await script.refused('NotCovered', () =>
      erin.breakwater.claimPayoutSync({ pool, coverId: erinCover, incidentId }),
    ),
  }))

  // --------------------------------------------------------------- capital back

  const { claimsUntil } = await keeper.breakwater.getCase(incident)
  await script.travelTo(claimsUntil + 1)
  const bearing = ledger.supply
  let returned = 0n
  await script.step('settleCase', 'Anyone', 'puts back what the case did not pay', async () => {
    const { receipt, assets = 0n, shares = 0n } = await keeper.breakwater.settleCaseSync(incident)
    const timestamp = await script.timeOf(receipt)
    returned = shares
    script.check('returned capital', assets, reserve - paidOut)
    script.check('returned shares', shares, ledger.putBack(assets, 'case', timestamp))
    script.found.returnedCapital = assets
    return { amount: formatUsdc(assets), cost: [receipt] }
  })
  for (const [key, name, actor] of [
    ['collectReturns', 'Alice', alice],
    ['collectReturnsAgain', 'Bob', bob],
  ] as const) {
    await script.step(key, name, 'collects the part that is due', async () => {
      const { shares: due } = await actor.breakwater.getReturns({ pool, account: actor.account.address })
      const { receipt, shares } = await actor.breakwater.collectReturnsSync({ pool })
      script.check(
        `${name}: return`,
        shares,
        returnedDown(ledger.sharesOf(name), dividedDown(returned), bearing),
      )
      script.check(`${name}: return as announced`, shares, due)
      ledger.transfer('case', name, shares)
      return { amount: formatShares(shares), cost: [receipt] }
    })
  }

  // ---------------------------------------------------------------- capital out

  const controller = alice.account.address
  let queued = 0n
  await script.step('requestRedeem', 'Alice', 'asks to leave', async () => {
    const shares = await client.readContract({
      address: pool,
      abi: erc20Abi,
      functionName: 'balanceOf',
      args: [controller],
    })
    queued = ledger.request('Alice')
    script.check('Alice: shares to redeem', shares, queued)
    const { receipt } = await alice.breakwater.requestRedeemSync({ pool, shares })
    const { earliest, pending } = await alice.breakwater.getRedeemRequest({ pool, controller })
    script.check('earliest exit', earliest, (await script.timeOf(receipt)) + POOL.cooldown)
    script.check('pending exit', pending, queued)
    return { amount: formatShares(shares), cost: [receipt] }
  })
  await script.step(
    'settleRedeemRequestsEarly',
    'Alice',
    'settles before the cooldown is over: refused',
    async () => ({
      amount: await script.refused('CooldownNotOver', () =>
        alice.breakwater.settleRedeemRequestsSync({ pool, controller }),
      ),
    }),
  )
  const { earliest } = await alice.breakwater.getRedeemRequest({ pool, controller })
  await script.travelTo(earliest)
  await script.step('settleRedeemRequests', 'Alice', 'settles her request', async () => {
    const { receipt, shares, assets } = await alice.breakwater.settleRedeemRequestsSync({ pool, controller })
    script.check('settled shares', shares, queued)
    script.check('settled assets', assets, ledger.settle(queued, await script.timeOf(receipt)))
    script.found.exitAssets = assets
    return { amount: formatUsdc(assets), cost: [receipt] }
  })
  await script.step('redeem', 'Alice', 'withdraws', async () => {
    const before = await balanceOf(controller)
    const { claimable } = await alice.breakwater.getRedeemRequest({ pool, controller })
    const { receipt, assets } = await alice.breakwater.redeemSync({ pool, shares: claimable })
    script.check('withdrawn', assets, script.found.exitAssets ?? 0n)
    script.check('Alice: received', (await balanceOf(controller)) - before, assets)
    return { amount: formatUsdc(assets), cost: [receipt] }
  })

  const { totalAssets, totalSupply } = await keeper.breakwater.getPool({ pool })
  script.check('equity at the end', totalAssets, ledger.equity(await script.now()))
  script.check('shares at the end', totalSupply, ledger.supply)
  script.gas.approvals = approvals.reduce((sum, { gasUsed }) => sum + gasUsed, 0n)
  return script.found as Findings
}

/** What the chain was charged for the protocol: all that the deterministic deployer created since its first block. */
async function deploymentGas({ client, deployment }: Testkit): Promise<bigint> {
  const last = await client.getBlockNumber()
  let gas = 0n
  for (let blockNumber = BigInt(deployment.startBlock ?? 0); blockNumber <= last; blockNumber++) {
    const { gasUsed, transactions } = await client.getBlock({ blockNumber, includeTransactions: true })
    if (transactions.some(({ to }) => to === DEPLOYER.toLowerCase())) gas += gasUsed
  }
  return gas
}

import { type Address, erc20Abi, type TransactionReceipt } from 'viem'
import { toIncidentId } from '../src/index.js'
import { severityDown } from '../src/math/index.js'
import { SAVINGS } from '../src/testing/scenarios/coveredVault.js'
import { Ledger } from './ledger.js'
import { formatRatio, formatUsdc } from './report.js'
import { SavingsBook, VaultBook } from './savings.js'
import type { Script } from './script.js'
import { type Actor, attackVault, castOf, DAY, deploy, METER, usdc } from './stage.js'
import { depositAll, waitForMidnight } from './steps.js'

const RAY = 10n ** 27n
const WAD = 10n ** 18n
const HOUR = 3600
/** Of others, in the vault that is wrapped: a pool covers at most 30 % of what the meter sees. */
const OTHERS = usdc('4000000')
const SAVED = { Carol: usdc('300000'), Dave: usdc('200000'), Erin: usdc('100000') }
const LATE = usdc('50000')

/** Depositors are covered without doing anything: the vault below theirs is drained, and who has stayed is paid. */
export async function tellVaultStory(script: Script): Promise<void> {
  const { kit } = script
  const { client, usdc: asset } = kit
  const people = castOf(kit.personas)
  const { bob, carol, dave, erin, eve, keeper, manager } = people
  const savers = { Carol: carol, Dave: dave, Erin: erin }
  const pool = new Ledger()
  const wrapped = new VaultBook()
  const savings = new SavingsBook(wrapped)

  const fund = async (actor: Actor, spender: Address, amount: bigint) => {
    await kit.mint(actor.account.address, amount)
    await actor.breakwater.approveAssetSync({ asset, spender, amount })
  }
  const balanceOf = (token: Address, account: Address) =>
    client.readContract({ address: token, abi: erc20Abi, functionName: 'balanceOf', args: [account] })

  // ------------------------------------------------------------------ the vault

  const product = await kit.scenarios.productForSale({ capital: 0n })
  const { vault, meterId, poolId, termsId, subject } = product
  wrapped.deposit(OTHERS)
  await depositAll(script, { ledger: pool, people, pool: product.pool, fund })
  await waitForMidnight(script)

  let address: Address = '0x'
  await script.step('createCoveredVault', 'Anyone', 'creates a covered vault around a vault', async () => {
    const made = await manager.breakwater.createCoveredVaultSync({
      ...{ ...SAVINGS, wrapped: vault, termsId, poolIds: [poolId] },
    })
    address = made.vault
    return { cost: [made.receipt] }
  })

  const deposit = async (actor: Actor, assets: bigint) => {
    await fund(actor, address, assets)
    return actor.breakwater.depositToCoveredVaultSync({ vault: address, assets })
  }
  const sync = () => keeper.breakwater.syncCoveredVaultSync({ vault: address, termsId })
  const state = () => keeper.breakwater.getCoveredVault({ vault: address })
  /** Takes out all that somebody has, and returns it. */
  const leave = async (actor: Actor) => {
    const before = await balanceOf(asset, actor.account.address)
    const shares = await balanceOf(address, actor.account.address)
    const { receipt } = await actor.breakwater.redeemFromCoveredVaultSync({ vault: address, shares })
    return { receipt, assets: (await balanceOf(asset, actor.account.address)) - before }
  }
  /** Holds what the chain has of the vault against the book. */
  const checkHoldings = async (when: string) => {
    script.check(`${when}: shares of the wrapped vault`, await balanceOf(vault, address), savings.held)
    script.check(`${when}: idle assets`, await balanceOf(asset, address), savings.idle)
  }

  for (const [name, assets] of Object.entries(SAVED) as [keyof typeof SAVED, bigint][]) {
    await script.step(`deposit${name}`, name, 'deposits into the covered vault', async () => {
      const { receipt, shares } = await deposit(savers[name], assets)
      script.check(`${name}: shares`, shares, savings.begin(name, assets))
      return { amount: formatUsdc(assets), cost: [receipt] }
    })
  }

  // ---------------------------------------------------------------------- cover

  await script.step('syncFirst', 'Keeper', 'syncs: nothing has stayed for an hour yet', async () => {
    const { receipt, premium } = await sync()
    script.check('premium of the first sync', premium, 0n)
    return { cost: [receipt] }
  })
  await script.travelTo((await script.now()) + HOUR)
  const saved = SAVED.Carol + SAVED.Dave + SAVED.Erin
  const cover = (saved * SAVINGS.target) / WAD
  let [coverId, coverEnd, coverStart] = [0n, 0, 0]
  await script.step('sync', 'Keeper', `syncs: the vault buys ${formatUsdc(cover)} of cover`, async () => {
    const bought = await sync()
    const timestamp = await script.timeOf(bought.receipt)
    const price = pool.quote(cover, SAVINGS.duration, timestamp)
    script.check('cover', bought.cover, cover)
    script.check('premium', bought.premium, price.premium)
    const { coverIds, totalAssets, prepaid } = await state()
    ;[coverId = 0n] = coverIds
    pool.sell(coverId, cover, price, timestamp)
    savings.pay(price.premium)
    await checkHoldings('after the purchase')
    script.check('prepaid and the rest', totalAssets, savings.worth() + prepaid)
    // The stream of a premium is kept in whole numbers by the second.
    const fallen = saved - totalAssets
    script.check(
      'units by which the share price fell',
      fallen < 3n ? 'at most 2' : String(fallen),
      'at most 2',
    )
    ;[coverStart, coverEnd] = [price.start, price.end]
    script.found.premium = price.premium
    return { amount: formatUsdc(price.premium), cost: [bought.receipt] }
  })

  await script.travelTo(coverStart + DAY)
  await script.step('coverageOf', 'Carol', 'looks at how much of hers is covered', async () => {
    const shares = savings.sharesOf('Carol')
    const owner = carol.account.address
    const { covered, until } = await carol.breakwater.getCoverage({ vault: address, owner })
    script.check('covered', covered, savings.partOf(cover, shares))
    script.check('covered until', until ?? 0, coverEnd)
    return { amount: formatUsdc(covered) }
  })
  await script.step('redeemErin', 'Erin', 'leaves, and leaves her part of the premium behind', async () => {
    const { receipt, assets } = await leave(erin)
    script.check('Erin: received', assets, savings.leave('Erin'))
    await checkHoldings('after Erin left')
    script.found.leftEarly = assets
    return { amount: formatUsdc(assets), cost: [receipt] }
  })

  // ------------------------------------------------------------------- the loss

  const { address: attacker } = await deploy(eve, 'LeakyVaultAttacker')
  const priceBefore = (wrapped.assets * RAY) / wrapped.supply
  await script.step('attack', 'Eve', 'drains the vault below in one transaction', async () => {
    const before = await balanceOf(asset, eve.account.address)
    const receipt = await attackVault(eve, attacker, vault)
    const stolen = (await balanceOf(asset, eve.account.address)) - before
    script.check('stolen', stolen, wrapped.drain())
    return { amount: formatUsdc(stolen), cost: [receipt] }
  })
  const tooLate = (who: string) => async () => {
    script.check(`${who}: deposits are open`, String((await state()).isOpen), 'false')
    return { amount: await script.refused('DepositsClosed', () => deposit(bob, LATE)) }
  }
  await script.step('depositLate', 'Bob', 'wants to join for the payout: refused', tooLate('Bob'))

  let incidentTime = 0
  await script.step('observeLoss', 'Keeper', 'observes the loss 4 times over six hours', async () => {
    const receipts: TransactionReceipt[] = []
    for (let i = 0; i < 4; i++) {
      if (i > 0) await script.travelTo((await script.now()) + METER.dwell / 3)
      const { receipt } = await keeper.breakwater.observeShareLossSync({ meterId })
      receipts.push(receipt)
      incidentTime ||= await script.timeOf(receipt)
    }
    return { cost: receipts }
  })
  const severity = severityDown(priceBefore, (wrapped.assets * RAY) / wrapped.supply)
  const incident = { pool: product.pool, termsId, incidentId: 0n }
  await script.step('fireMeter', 'Keeper', 'fires the meter', async () => {
    const fired = await keeper.breakwater.fireMeterSync({ meterId })
    script.check('severity', fired.severity, severity)
    script.check('time of the incident', fired.time, incidentTime)
    incident.incidentId = toIncidentId(subject, fired.number)
    return { amount: formatRatio(severity), cost: [fired.receipt] }
  })
  await script.step('syncCase', 'Keeper', 'syncs: the vault opens the case', async () => {
    const { receipt, premium } = await sync()
    script.check('premium while deposits are closed', premium, 0n)
    const { reserve } = await keeper.breakwater.getCase(incident)
    script.check('set aside for the case', reserve, pool.openCase(severity))
    await checkHoldings('after the case was opened')
    return { amount: formatUsdc(reserve), cost: [receipt] }
  })
  const { endsAt } = await keeper.breakwater.getCourtCase(incident)
  await script.travelTo(endsAt + 1)
  await script.step('depositLater', 'Bob', 'tries again, before it is paid: refused', tooLate('Bob, later'))

  // ----------------------------------------------------------------- the payout

  let payout = 0n
  await script.step('syncClaim', 'Keeper', 'syncs: the vault claims, and is paid', async () => {
    const { receipt, premium } = await sync()
    payout = pool.claim(coverId, severity, incidentTime)
    savings.idle += payout
    script.check('premium of the last sync', premium, 0n)
    await checkHoldings('after the payout')
    script.check('deposits are open again', String((await state()).isOpen), 'true')
    script.found.payout = payout
    return { amount: formatUsdc(payout), cost: [receipt] }
  })
  await script.step('joinAndLeave', 'Bob', 'joins at last, and leaves at once with no more', async () => {
    const joined = await deposit(bob, LATE)
    savings.join('Bob', LATE, joined.shares)
    const { receipt, assets } = await leave(bob)
    script.check('Bob: received', assets, savings.leave('Bob'))
    script.found.leftBehind = LATE - assets
    script.check('Bob: has gained', assets > LATE ? 'something' : 'nothing', 'nothing')
    return { amount: formatUsdc(assets), cost: [joined.receipt, receipt] }
  })
  for (const name of ['Carol', 'Dave'] as const) {
    await script.step(`redeem${name}`, name, 'has stayed, and takes out everything', async () => {
      const { receipt, assets } = await leave(savers[name])
      script.check(`${name}: received`, assets, savings.leave(name))
      Object.assign(script.found, { [`kept${name}`]: assets })
      return { amount: formatUsdc(assets), cost: [receipt] }
    })
  }
  await checkHoldings('at the end')
  script.found.leftInVault = savings.worth()
}

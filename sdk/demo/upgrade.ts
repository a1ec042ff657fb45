import type { Address } from 'viem'
import type { CodeChangeParameters, Pin } from '../src/index.js'
import { readMock } from '../src/testing/index.js'
import { attestCode, openPool, reviewCode, rulesOf } from '../src/testing/scenarios/product.js'
import { Ledger } from './ledger.js'
import { formatUsdc } from './report.js'
import type { Script } from './script.js'
import { type Actor, BLOCK_TIME, castOf, DAY, deploy, TERMS, usdc } from './stage.js'

const DURATION = 200 * DAY
const GRACE = 20 * DAY
const COVER = { Carol: usdc('200000'), Dave: usdc('100000') }

/** A covered proxy is upgraded to code that nobody has reviewed: once it is reviewed in time, once it is not. */
export async function tellUpgradeStory(script: Script): Promise<void> {
  const { kit } = script
  const { client, deployment, usdc: asset } = kit
  const people = castOf(kit.personas)
  const { lister, alice, carol, dave, eve, judge, keeper } = people
  const ledger = new Ledger()

  const fund = async (actor: Actor, spender: Address, amount: bigint) => {
    await kit.mint(actor.account.address, amount)
    await actor.breakwater.approveAssetSync({ asset, spender, amount })
  }
  const { address: reviewed } = await deploy(eve, 'MockUSDC')
  const { address: proxy } = await deploy(eve, 'ChangingProxy', [reviewed])
  const upgradeTo = async (name: string, args: unknown[]) => {
    const { address: implementation } = await deploy(eve, name, args)
    const { abi } = readMock('ChangingProxy')
    const hash = await eve.writeContract({
      ...{ address: proxy, abi, functionName: 'upgrade', args: [implementation] },
    })
    return eve.waitForTransactionReceipt({ hash })
  }

  // -------------------------------------------------------------------- listing

  let pins: Pin[] = []
  await script.step(
    'attestCode',
    'Auditor',
    'is listed, and attests a proxy and what is behind it',
    async () => {
      const review = await reviewCode(kit, [proxy])
      pins = review.pins
      script.check('implementation, as pinned', pins[0]?.implementation ?? '', reviewed)
      return { cost: review.receipts }
    },
  )

  let termsId = 0n
  await script.step('publishTerms', 'Lister', 'publishes terms that give a grace of 20 days', async () => {
    const rules = await rulesOf(kit)
    const { subject } = await lister.breakwater.createCourtTermsSync({
      ...{ rules, reportWindow: TERMS.reportWindow, rootWindow: 0, answerWindow: 5 * DAY },
      ...{ proofOfLoss: false, title: 'Funds lost behind the proxy of Example' },
    })
    const product = await lister.breakwater.listProductSync({
      clusterId: 1n,
      name: 'Example, behind a proxy',
    })
    const terms = await lister.breakwater.publishTermsSync({
      ...{ ...TERMS, productId: product.productId, asset, resolver: deployment.court, subject },
      ...{ observes: false, codeGrace: GRACE, pins },
    })
    termsId = terms.termsId
    return { cost: [product.receipt, terms.receipt] }
  })
  const { pool } = await openPool(kit, [termsId])
  await script.step('deposit', 'Alice', 'deposits into a pool that covers it', async () => {
    const assets = usdc('2000000')
    await fund(alice, pool, assets)
    const { receipt, shares } = await alice.breakwater.depositSync({ pool, assets })
    script.check('Alice: shares', shares, ledger.deposit('Alice', assets, await script.timeOf(receipt)))
    return { amount: formatUsdc(assets), cost: [receipt] }
  })

  const covers = new Map<string, bigint>()
  const buy = async (name: keyof typeof COVER, actor: Actor) => {
    const timestamp = (await script.now()) + 3 * BLOCK_TIME
    const predicted = ledger.quote(COVER[name], DURATION, timestamp)
    const maxPremium = predicted.premium + predicted.premium / 1000n
    await fund(actor, pool, maxPremium)
    await client.setNextBlockTimestamp({ timestamp: BigInt(timestamp) })
    const { coverId, receipt, premium } = await actor.breakwater.buyCoverSync({
      ...{ pool, termsId, amount: COVER[name], duration: DURATION, maxPremium, deadline: timestamp },
    })
    script.check(`${name}: premium`, premium, predicted.premium)
    ledger.sell(coverId, COVER[name], predicted, timestamp)
    covers.set(name, coverId)
    return { amount: formatUsdc(premium), cost: [receipt] }
  }
  await script.step('buyCover', 'Carol', `buys ${formatUsdc(COVER.Carol)} of cover`, () =>
    buy('Carol', carol),
  )

  // ------------------------------------------------------------ reviewed in time

  /** What a stranger shows of the proxy, by a proof of the block that is the newest now. */
  const shown = async (): Promise<CodeChangeParameters> => {
    await client.mine({ blocks: 1 })
    return { termsId, pin: 0, proof: await keeper.breakwater.getStorageProof({ proxy }) }
  }
  let lapseAt = 0
  const flag = async () => {
    const { receipt, ...flagged } = await keeper.breakwater.flagCodeChangeSync(await shown())
    lapseAt = Number(flagged.lapseAt)
    script.check('end of the grace', lapseAt, (await script.timeOf(receipt)) + GRACE)
    return { amount: new Date(lapseAt * 1000).toISOString().slice(0, 10), cost: [receipt] }
  }
  const isForSale = async () => (await keeper.breakwater.getCode({ termsId })).reason ?? 'for sale'

  await script.step('flagUnchanged', 'A stranger', 'says the code has changed: refused', async () => ({
    amount: await script.refused('CodeUnchanged', async () =>
      keeper.breakwater.flagCodeChangeSync(await shown()),
    ),
  }))
  await script.step('upgrade', 'Eve', 'upgrades the proxy to code nobody has reviewed', async () => ({
    cost: [await upgradeTo('LeakyVault', [asset])],
  }))
  await script.step('flagCodeChange', 'A stranger', 'proves it; cover would end on', flag)
  script.check('after the flag', await isForSale(), 'flagged')
  await script.step('buyCoverFlagged', 'Dave', 'wants cover: refused', async () => ({
    amount: await script.refused('TermsNotForSale', () => buy('Dave', dave)),
  }))
  await script.step('clearTooEarly', 'A stranger', 'says it is reviewed: refused', async () => ({
    amount: await script.refused('AttestationMissing', async () =>
      keeper.breakwater.clearCodeChangeSync(await shown()),
    ),
  }))
  await script.travelTo(lapseAt - 10 * DAY)
  await script.step('attestAgain', 'Auditor', 'signs for the new code; anyone submits it', async () => {
    const pin = await judge.breakwater.getPin({ target: proxy })
    return { cost: [await attestCode(kit, [pin.implementationCodeHash ?? '0x'], keeper)] }
  })
  await script.step('clearCodeChange', 'A stranger', 'proves that reviewed code runs', async () => {
    const { receipt } = await keeper.breakwater.clearCodeChangeSync(await shown())
    const { lapseAt: none } = await keeper.breakwater.getCode({ termsId })
    script.check('nothing lapses', none, 0)
    return { cost: [receipt] }
  })
  script.check('after the review', await isForSale(), 'for sale')
  await script.step('buyCoverLate', 'Dave', `buys ${formatUsdc(COVER.Dave)} of cover`, () =>
    buy('Dave', dave),
  )

  // -------------------------------------------------------------- and not in time

  await script.step('upgradeAgain', 'Eve', 'upgrades it again', async () => ({
    cost: [await upgradeTo('MockToken', ['Other', 'OTH', 18])],
  }))
  await script.step('flagAgain', 'A stranger', 'proves it; cover ends on', flag)
  const lapse = (actor: Actor, name: keyof typeof COVER) =>
    actor.breakwater.lapseCoverSync({ pool, coverId: covers.get(name) ?? 0n })
  await script.step('lapseTooEarly', 'Carol', 'wants her premium back before: refused', async () => ({
    amount: await script.refused('GraceNotOver', () => lapse(carol, 'Carol')),
  }))
  await script.travelTo(lapseAt)
  await script.step('clearTooLate', 'A stranger', 'shows anything: too late', async () => ({
    amount: await script.refused('TermsLapsed', async () =>
      keeper.breakwater.clearCodeChangeSync(await shown()),
    ),
  }))
  const takeBack = async (actor: Actor, name: keyof typeof COVER) => {
    const { receipt, refund, refundTo } = await lapse(actor, name)
    const predicted = ledger.lapse(covers.get(name) ?? 0n, await script.timeOf(receipt))
    script.check(`${name}: refund`, refund, predicted)
    script.check(`${name}: paid`, refundTo, (name === 'Carol' ? carol : dave).account.address)
    Object.assign(script.found, { [`refund${name}`]: refund })
    return { amount: formatUsdc(refund), cost: [receipt] }
  }
  await script.step('lapseCover', 'Carol', 'takes back all that is unearned', () => takeBack(carol, 'Carol'))
  await script.step('lapseCoverOf', 'A stranger', 'does it for Dave', () => takeBack(keeper, 'Dave'))
  for (const [name, coverId] of covers) {
    const { end, owner, insured } = await keeper.breakwater.getCover({ coverId })
    script.check(`${name}: protected until`, end, Math.ceil(lapseAt / DAY) * DAY)
    script.check(`${name}: keeps the cover`, owner, insured)
  }
  const { totalAssets } = await keeper.breakwater.getPool({ pool })
  script.check('equity after the lapse', totalAssets, ledger.equity(await script.now()))
  Object.assign(script.found, { grace: GRACE, equityAfterLapse: totalAssets })
}

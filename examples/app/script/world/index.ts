import { type AnswerInput, type CourtCaseId, toIncidentId } from '@breakwater/sdk'
import type { Persona, Testkit } from '@breakwater/sdk/testing'
import { type Address, parseEther } from 'viem'
import { DAY, HOUR, usdc } from './figures.js'
import { type Listed, list, observe, openPool, openVault } from './listing.js'

/** A world to look at: what the page's tests and its development panel name. */
export interface World {
  /** Pool that covers four products in three clusters. */
  core: Address
  /** Pool that covers two products, at higher rates. */
  reef: Address
  /** A vault that is well: what a visitor covers, and may let fail. */
  harbor: Listed
  /** A vault that has lost funds: its case is payable. */
  tidewater: Listed
  /** A bridge whose incident is before a panel. */
  meridian: Listed
  /** A contract that anybody may report. */
  anchor: Listed
  /** A proxy that points to code nobody has reviewed. */
  quayside: Listed
}

/** So long before the present the story begins. */
const STORY = 45 * DAY

/**
 * Two pools, five products, covers of several people, and what happens to them: a vault is drained and its case decided, a
 * bridge's incident is disputed before a panel, a proxy is upgraded, an underwriter asks to leave. The chain's time is
 * the machine's at the end.
 */
export async function buildWorld(kit: Testkit): Promise<World> {
  const present = Math.floor(Date.now() / 1000)
  await kit.warpTo(present - STORY)
  const panel = await openPanel(kit)
  const harbor = await list(kit, {
    ...{ name: 'Harbor USDC Vault', clusterId: 1n, target: await openVault(kit, usdc(4_000_000)) },
    ...{ deductible: parseEther('0.05'), isMetered: true },
  })
  const tidewater = await list(kit, {
    ...{ name: 'Tidewater Lending', clusterId: 2n, target: await openVault(kit, usdc(1_500_000)) },
    ...{ deductible: parseEther('0.05'), isMetered: true },
  })
  const meridian = await list(kit, {
    ...{ name: 'Meridian Bridge', clusterId: 3n, target: await openVault(kit, usdc(900_000)) },
    ...{ deductible: parseEther('0.1'), isMetered: false, arbiter: { address: panel, time: 6 * DAY } },
  })
  const proxy = await kit.deployMock('ChangingProxy', [await kit.deployMock('MockUSDC')])
  const quayside = await list(kit, {
    ...{ name: 'Quayside Swap', clusterId: 1n, target: proxy, codeGrace: 50 * DAY },
    ...{ deductible: parseEther('0.05'), isMetered: false },
  })
  const anchor = await list(kit, {
    ...{ name: 'Anchor Staking', clusterId: 4n, target: await openVault(kit, usdc(2_000_000)) },
    ...{ deductible: parseEther('0.1'), isMetered: false },
  })
  const ratios = { leverage: parseEther('1.5'), clusterRatio: parseEther('0.8') }
  const core = await openPool(kit, { name: 'Breakwater Core', symbol: 'bwCORE', ...ratios }, [
    [harbor, ['0.015', '0.035', '0.3']],
    [tidewater, ['0.02', '0.045', '0.35']],
    [quayside, ['0.018', '0.04', '0.3']],
    [anchor, ['0.025', '0.06', '0.4']],
  ])
  const reef = await openPool(kit, { name: 'Breakwater Reef', symbol: 'bwREEF', ...ratios }, [
    [meridian, ['0.04', '0.09', '0.5']],
    [harbor, ['0.02', '0.05', '0.4']],
  ])
  const world = { core, reef, harbor, tidewater, meridian, quayside, anchor }
  await fillPools(kit, world)
  await sellCovers(kit, world)
  await upgrade(kit, world)
  await drainTidewater(kit, world)
  await kit.warpTo(Math.max(present - DISPUTE, (await kit.now()) + 1))
  await disputeMeridian(kit, world, panel)
  const { buyer, sponsor } = kit.personas
  const shares = await sharesOf(kit, core, sponsor)
  await sponsor.breakwater.requestRedeemSync({ pool: core, shares: shares / 2n })
  await kit.warpTo(Math.max(present - HOUR, (await kit.now()) + 1))
  await buy(kit, buyer, core, harbor, usdc(15_000), 60 * DAY)
  const now = await kit.now()
  if (present > now) await kit.warpTo(present)
  return world
}

/** So long before the present the bridge's incident is reported: votes are revealed now. */
const DISPUTE = 7 * DAY + 9 * HOUR

async function openPanel(kit: Testkit): Promise<Address> {
  const panel = await kit.deployMock('AssessorPanel', [
    {
      ...{ asset: kit.usdc, commitPeriod: 2 * DAY, revealPeriod: DAY, withdrawalDelay: 110 * DAY },
      ...{ quorum: parseEther('0.3'), slashShare: parseEther('0.2') },
    },
  ])
  const { assessor, guardian } = kit.personas
  for (const [persona, stake] of [
    [assessor, usdc(60_000)],
    [guardian, usdc(25_000)],
  ] as const) {
    await persona.breakwater.approveAssetSync({ asset: kit.usdc, spender: panel, amount: stake })
    await persona.breakwater.depositStakeSync({ panel, assets: stake })
  }
  return panel
}

async function fillPools(kit: Testkit, { core, reef }: World): Promise<void> {
  const { underwriter, sponsor, keeper } = kit.personas
  const deposits = [
    ...([
      [underwriter, core, 2_000_000],
      [sponsor, core, 640_000],
      [keeper, core, 360_000],
    ] as const),
    ...([
      [sponsor, reef, 700_000],
      [underwriter, reef, 250_000],
    ] as const),
  ]
  for (const [persona, pool, assets] of deposits) {
    await persona.breakwater.approveAssetSync({ asset: kit.usdc, pool, amount: usdc(assets) })
    await persona.breakwater.depositSync({ pool, assets: usdc(assets) })
  }
  // Capital counts from the midnight after that.
  await kit.warpTo((Math.floor((await kit.now()) / DAY) + 1) * DAY + HOUR)
}

async function sellCovers(kit: Testkit, world: World): Promise<void> {
  const { core, reef, harbor, tidewater, meridian, quayside, anchor } = world
  const { buyer, stranger, challenger, guardian } = kit.personas
  await buy(kit, buyer, core, harbor, usdc(80_000), 180 * DAY)
  await buy(kit, buyer, core, tidewater, usdc(40_000), 120 * DAY)
  await buy(kit, buyer, core, quayside, usdc(12_000), 120 * DAY)
  await buy(kit, buyer, reef, meridian, usdc(25_000), 90 * DAY)
  await kit.warp(DAY)
  await buy(kit, stranger, core, harbor, usdc(180_000), 300 * DAY)
  await buy(kit, challenger, core, tidewater, usdc(160_000), 200 * DAY)
  await buy(kit, guardian, reef, harbor, usdc(60_000), 150 * DAY)
  await buy(kit, guardian, core, anchor, usdc(90_000), 150 * DAY)
  await kit.warp(DAY)
  await buy(kit, stranger, core, harbor, usdc(120_000), 90 * DAY)
  await kit.warp(4 * DAY)
}

async function buy(
  { now }: Testkit,
  persona: Persona,
  pool: Address,
  { termsId }: Listed,
  amount: bigint,
  duration: number,
): Promise<void> {
  const order = { pool, termsId, amount, duration }
  const { premium, available } = await persona.breakwater.getQuote(order)
  if (available < amount) throw new Error(`Of ${amount} only ${available} are for sale.`)
  const maxPremium = premium + premium / 100n + 1n
  const { asset } = await persona.breakwater.getPool({ pool })
  await persona.breakwater.approveAssetSync({ asset, pool, amount: maxPremium })
  await persona.breakwater.buyCoverSync({ ...order, maxPremium, deadline: (await now()) + 600 })
}

/** The proxy is upgraded, and a stranger shows that: cover on it lapses unless the code is reviewed in time. */
async function upgrade(kit: Testkit, { quayside: { target, termsId } }: World): Promise<void> {
  const { keeper, stranger } = kit.personas
  const implementation = await kit.deployMock('MockToken', ['Other', 'OTH', 18n])
  await kit.callMock('ChangingProxy', target, 'upgrade', [implementation], stranger)
  await kit.mine()
  const proof = await keeper.breakwater.getStorageProof({ proxy: target })
  await stranger.breakwater.flagCodeChangeSync({ termsId, pin: 0, proof })
}

/** The vault loses a third, the meter fires, nobody answers, and claims are paid from then on. */
async function drainTidewater(kit: Testkit, { core, tidewater }: World): Promise<void> {
  const { challenger, keeper, reporter } = kit.personas
  const { target, meterId = 0n, subject, termsId } = tidewater
  await kit.loseFunds(target, parseEther('0.34'))
  await observe(kit, meterId)
  const { number } = await keeper.breakwater.fireMeterSync({ meterId })
  const which = { pool: core, termsId, incidentId: toIncidentId(subject, number) }
  await reporter.breakwater.openCaseSync(which)
  const { endsAt } = await keeper.breakwater.getCourtCase(which)
  await kit.warpTo(endsAt + DAY)
  await keeper.breakwater.applyVerdictSync(which)
  const [cover] = await challenger.breakwater.getCovers({ owner: challenger.account.address, pool: core })
  if (!cover) throw new Error('The challenger has no cover of the vault.')
  await challenger.breakwater.claimPayoutSync({ ...which, coverId: cover.coverId })
}

/** Somebody reports the loss of a half, two others contradict, and the panel votes. */
async function disputeMeridian(
  kit: Testkit,
  { reef, meridian: { subject, termsId } }: World,
  panel: Address,
): Promise<void> {
  const { assessor, challenger, guardian, keeper, reporter, stranger } = kit.personas
  const time = (await kit.now()) - HOUR
  const { incidentId } = await reporter.breakwater.reportIncidentSync({ subject, time })
  const which = { pool: reef, termsId, incidentId }
  const severity = parseEther('0.5')
  const bond = await reporter.breakwater.getOpeningBond({ ...which, severity })
  await reporter.breakwater.approveAssetSync(bond)
  await reporter.breakwater.openCaseSync({ ...which, severity })
  await kit.warp(5 * HOUR)
  await answer(challenger, { ...which, answer: { severity: parseEther('0.2') } })
  await kit.warp(20 * HOUR)
  await answer(stranger, { ...which, answer: 'nothing' })
  const { endsAt } = await keeper.breakwater.getCourtCase(which)
  await kit.warpTo(endsAt + HOUR)
  const vote = { panel, ...which, number: 2n, salt: SALT }
  await assessor.breakwater.commitVoteSync(vote)
  await guardian.breakwater.commitVoteSync({ ...vote, number: 1n })
  await kit.warp(2 * DAY)
  await assessor.breakwater.revealVoteSync(vote)
}

/** Votes of a development chain have no secret to keep. */
const SALT = `0x${'5a'.repeat(32)}` as const

async function answer(persona: Persona, posted: CourtCaseId & { answer: AnswerInput }): Promise<void> {
  await persona.breakwater.approveAssetSync(await persona.breakwater.getAnswerBond(posted))
  await persona.breakwater.postAnswerSync(posted)
}

async function sharesOf(kit: Testkit, pool: Address, { account }: Persona): Promise<bigint> {
  const { shares } = await kit.personas.keeper.breakwater.getPosition({ pool, account: account.address })
  return shares
}

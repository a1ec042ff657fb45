import { parseEther } from 'viem'
import { buildLossTable, readLosses } from '../../src/index.js'
import type { Testkit } from '../../src/testing/index.js'
import { buy, type VaultCover } from '../../src/testing/scenarios/cover.js'
import { type CoveredVaultScenario, SAVINGS } from '../../src/testing/scenarios/coveredVault.js'
import { observeLoss } from '../../src/testing/scenarios/product.js'
import { whileSharesStay } from '../embedding/vaults.js'
import { balanceOf, DAY, usdc } from '../fixture.js'
import type { Given } from './given.js'
import { activeCover, approve, of, situation } from './situation.js'

const YEAR = 365 * DAY
/** Enough for a call that leaves out what its gas does not suffice for. */
const GAS = 5_000_000n

const coveredVault = (kit: Testkit) => kit.scenarios.coveredVault()

/** What examples about a covered vault take: `vault` is the one that covers, `wrapped` the one that it puts deposits into. */
const around = ({ coveredVault, vault: wrapped, ...found }: CoveredVaultScenario): Partial<Given> => ({
  ...{ ...found, wrapped, vault: coveredVault, poolIds: [found.poolId], policy: SAVINGS },
})

/** The buyer has shares of it, and more to deposit. */
async function deposited(kit: Testkit, found: CoveredVaultScenario) {
  const { buyer } = kit.personas
  await approve(buyer, kit.usdc, found.coveredVault)
  const shares = (await balanceOf(found.coveredVault, buyer.account.address)) / 2n
  return of(kit, buyer, { ...around(found), shares })
}

/** More was deposited an hour ago, of which no cover has been bought yet. */
async function grown(kit: Testkit, found: CoveredVaultScenario) {
  const { buyer, keeper } = kit.personas
  const { coveredVault: vault, termsId } = found
  await approve(buyer, kit.usdc, vault)
  await buyer.breakwater.depositToCoveredVaultSync({ vault, assets: usdc('50000') })
  await keeper.breakwater.syncCoveredVaultSync({ vault, termsId, gas: GAS })
  await kit.warp(3600)
  return of(kit, keeper, around(found))
}

/** Its wrapped vault lost funds, and the claim windows of its covers are over. */
async function lost(kit: Testkit, found: CoveredVaultScenario) {
  const { keeper } = kit.personas
  const { coveredVault: vault, vault: wrapped, meterId } = found
  const { coverIds } = await keeper.breakwater.getCoveredVault({ vault })
  const { start } = await keeper.breakwater.getCover({ coverId: coverIds[0] as bigint })
  await kit.warpTo(start + DAY)
  await kit.loseFunds(wrapped, parseEther('0.4'))
  await observeLoss(kit, meterId)
  await keeper.breakwater.fireMeterSync({ meterId })
  await keeper.breakwater.settleFiringsSync({ vault, gas: GAS })
  const { closed } = await keeper.breakwater.getCoveredVault({ vault })
  if (closed?.because !== 'firing' || !closed.until) throw new Error('No firing keeps deposits closed.')
  await kit.warpTo(closed.until)
  return of(kit, keeper, around(found))
}

/** Somebody left in kind while the wrapped vault refused to transfer its shares. */
async function unsent(kit: Testkit, found: CoveredVaultScenario) {
  const { buyer } = kit.personas
  const { coveredVault: vault, vault: wrapped } = found
  const shares = (await balanceOf(vault, buyer.account.address)) / 2n
  await whileSharesStay(wrapped, () => buyer.breakwater.redeemInKindSync({ vault, shares }))
  return of(kit, buyer, around(found))
}

/** A sponsor has a cover for a vault that begins with it. */
async function sponsored(kit: Testkit, found: CoveredVaultScenario) {
  const { manager, sponsor } = kit.personas
  const { termsId, poolId, vault: wrapped } = found
  const policy = { ...SAVINGS, floor: parseEther('1.05'), target: parseEther('1.2'), strict: true }
  const { vault } = await manager.breakwater.createCoveredVaultSync({
    ...{ ...policy, wrapped, termsId, poolIds: [poolId], sponsor: sponsor.account.address },
  })
  const { coverId } = await buy(kit, found, { amount: usdc('10000') }, sponsor)
  return of(kit, sponsor, { ...around(found), vault, coverId })
}

const CSV = (insured: string) =>
  `insured,loss\n${insured},30000\n0x1111111111111111111111111111111111111111,10000`

/** A distributor that money has come to, so far as it has gone. */
const distributor =
  (persona: 'manager' | 'buyer' | 'keeper', step: 'arrived' | 'opened' | 'payable' | 'over') =>
  async (kit: Testkit, cover: VaultCover) => {
    const { buyer, keeper, manager } = kit.personas
    const [publisher, remainderTo] = [manager.account.address, keeper.account.address]
    const terms = { asset: kit.usdc, publisher, remainderTo }
    const distributor = await keeper.breakwater.getDistributorAddress(terms)
    await keeper.breakwater.createDistributorSync(terms)
    await kit.mint(distributor, usdc('20000'))
    await approve(buyer, kit.usdc, cover.pool)
    const csv = CSV(buyer.account.address)
    const table = await buildLossTable(readLosses(csv, { decimals: 6 }))
    const given = { pool: cover.pool, termsId: cover.termsId, distributor, csv, table, ...terms }
    if (step === 'arrived') return of(kit, kit.personas[persona], given)
    const { id, opensAt } = await manager.breakwater.openDistributionSync({
      ...{ distributor, table, amount: usdc('20000'), uri: 'ipfs://losses' },
    })
    if (step !== 'opened') await kit.warpTo(step === 'over' ? opensAt + YEAR : opensAt)
    return of(kit, kit.personas[persona], { ...given, distributionId: id })
  }

/** The buyer's cover can be renewed by a mandate. */
async function renewable(kit: Testkit, { coverId, end, pool }: VaultCover) {
  const { buyer, keeper } = kit.personas
  const spender = kit.deployment.renewalMandate
  await buyer.breakwater.approveCoverSync({ coverId, spender })
  await approve(buyer, kit.usdc, spender)
  const caps = {
    ...{ maxRate: parseEther('0.2'), maxAmount: usdc('100000'), tip: usdc('2') },
    ...{ lastEnd: end + 200 * DAY, period: 90 * DAY, window: 14 * DAY },
  }
  const mandate = await buyer.breakwater.signMandate({ coverId, ...caps })
  await kit.warpTo(end - 10 * DAY)
  return of(kit, buyer, { pool, coverId, end, mandate, relayer: keeper, ...caps })
}

export const embedding = [
  situation(coveredVault, deposited, [
    ...['createCoveredVault', 'depositToCoveredVault', 'mintFromCoveredVault', 'withdrawFromCoveredVault'],
    ...['redeemFromCoveredVault', 'redeemInKind', 'getCoveredVault', 'getCoverage'],
    ...['getCoveredVaultSnapshot', 'Contracts that embed cover 1'],
  ]),
  situation(coveredVault, grown, ['syncCoveredVault']),
  situation(coveredVault, lost, ['settleFirings']),
  situation(coveredVault, unsent, ['sendUnsentShares']),
  situation(coveredVault, sponsored, ['giveCover']),
  situation(activeCover, distributor('buyer', 'arrived'), [
    ...['createDistributor', 'getDistributorAddress', 'getDistributor', 'noteArrival'],
  ]),
  situation(activeCover, distributor('manager', 'arrived'), [
    ...['openDistribution', 'Contracts that embed cover 2'],
  ]),
  situation(activeCover, distributor('manager', 'opened'), ['withdrawDistribution', 'getDistribution']),
  situation(activeCover, distributor('buyer', 'payable'), [
    ...['claimLine', 'claimLineTo', 'getLine', 'Contracts that embed cover 3'],
  ]),
  situation(activeCover, distributor('keeper', 'over'), ['returnRemainder']),
  situation(activeCover, renewable, [
    ...['signMandate', 'renewCover', 'previewRenewal', 'getMandate', 'revokeMandate'],
    ...['signMandateRevocation', 'signRevocationOfAllMandates', 'Contracts that embed cover 4'],
  ]),
]

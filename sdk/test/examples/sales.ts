import { keccak256, stringToHex } from 'viem'
import { BreakwaterContractError } from '../../src/index.js'
import { serializeSnapshot, shareStateAt } from '../../src/math/index.js'
import type { Testkit } from '../../src/testing/index.js'
import type { VaultCover } from '../../src/testing/scenarios/cover.js'
import { openPool, type VaultProduct } from '../../src/testing/scenarios/product.js'
import { balanceOf, DAY, PRICING, TERMS, usdc } from '../fixture.js'
import type { Given } from './given.js'
import { activeCover, approve, fundedPool, of, productForSale, situation } from './situation.js'

const wording = 'The cover pays what the vault loses.'

/** Two pools that sell terms with a wording. */
async function twoPools(kit: Testkit) {
  const { productId, vault, subject, pins } = await kit.scenarios.productForSale()
  const { termsId } = await kit.personas.lister.breakwater.publishTermsSync({
    ...{ ...TERMS, productId, asset: kit.usdc, resolver: kit.deployment.court, subject },
    ...{ pins, wording: keccak256(stringToHex(wording)) },
  })
  const pools = [await fundedPool(kit, termsId), await fundedPool(kit, termsId)]
  return { productId, vault, termsId, pools }
}

type TwoPools = Awaited<ReturnType<typeof twoPools>>

const nothing = () => undefined

/** A buyer has money, and has approved nothing yet. */
async function forSale(kit: Testkit, { pools, ...product }: TwoPools): Promise<Partial<Given>> {
  const { buyer } = kit.personas
  const [pool = '0x'] = pools
  const order = { pool, termsId: product.termsId, amount: usdc('50000'), duration: 90 * DAY }
  const snapshot = await buyer.breakwater.getPoolSnapshot({ pool })
  const { state } = await buyer.breakwater.getQuoteDetails(order)
  const quote = await buyer.breakwater.getBestQuote({ ...order, pools })
  const deadline = (await kit.now()) + 600
  const permit = await buyer.breakwater.signAssetPermit({
    asset: kit.usdc,
    pool,
    amount: usdc('100'),
    deadline,
  })
  if (!permit) throw new Error('The asset takes no permits.')
  return of(kit, buyer, {
    ...{ ...product, pool, pools, snapshot, sale: state.inputs, quote, wording, permit },
    ...{
      json: serializeSnapshot(snapshot),
      timestamp: state.timestamp,
      shares: shareStateAt(snapshot).supply / 10n,
    },
    error: new BreakwaterContractError('PremiumAboveMax', { premium: 1n }, '0x'),
    ...{
      ...{ offer: nothing, plot: nothing, lookFor: nothing, retryWith: nothing },
      ...{ undo: nothing, record: nothing, save: nothing, load: nothing, store: nothing },
    },
  })
}

/** The buyer has approved the asset, perhaps for an order that is late. */
const approved = (isLate: boolean) => async (kit: Testkit, base: TwoPools) => {
  const given = await forSale(kit, base)
  const { order, pool = '0x' } = given
  await approve(kit.personas.buyer, kit.usdc, pool, kit.deployment.coverRouter)
  return isLate && order ? { ...given, order: { ...order, deadline: order.deadline - 700 } } : given
}

/** The keeper has a deposit in the vault that can be covered. */
const exposed = (kit: Testkit, base: TwoPools) => of(kit, kit.personas.keeper, base)

/** The underwriter has asked to leave with a quarter, so many seconds ago. */
const leaving =
  (after: number, isSettled = false) =>
  async (kit: Testkit, { pool, termsId }: VaultProduct) => {
    const { underwriter } = kit.personas
    const controller = underwriter.account.address
    const shares = (await balanceOf(pool, controller)) / 4n
    if (after > 0) {
      await underwriter.breakwater.requestRedeemSync({ pool, shares })
      await kit.warp(after)
    }
    if (isSettled) await underwriter.breakwater.settleRedeemRequestsSync({ pool, controller })
    await approve(underwriter, kit.usdc, pool)
    const snapshot = await underwriter.breakwater.getPoolSnapshot({ pool })
    const authorization = await underwriter.breakwater.signOperator({
      ...{ pool, operator: kit.personas.keeper.account.address, approved: true },
      deadline: (await kit.now()) + 600,
    })
    return of(kit, underwriter, { pool, termsId, shares, snapshot, authorization })
  }

/** The underwriter lets the keeper transfer shares. */
async function lent(kit: Testkit, { pool }: VaultProduct) {
  const { underwriter, keeper } = kit.personas
  const holder = underwriter.account.address
  const shares = (await balanceOf(pool, holder)) / 4n
  await underwriter.breakwater.approveSharesSync({ pool, spender: keeper.account.address, shares })
  return of(kit, keeper, { pool, holder, shares })
}

/** The buyer has cover, and can pay for more. */
async function covered(kit: Testkit, cover: VaultCover) {
  const { buyer } = kit.personas
  await approve(buyer, kit.usdc, cover.pool)
  const snapshot = await buyer.breakwater.getPoolSnapshot({ pool: cover.pool })
  const market = kit.personas.challenger.account.address
  return of(kit, buyer, { ...cover, snapshot, market })
}

/** Fees of a purchase wait for the manager. */
const fees = (isCollected: boolean) => async (kit: Testkit, cover: VaultCover) => {
  const { manager } = kit.personas
  if (isCollected) await manager.breakwater.collectFeesSync(cover)
  return of(kit, manager, cover)
}

const CHEAPER = { ...PRICING, rateFloor: PRICING.rateFloor / 2n }

const managed = (kit: Testkit, { pool, productId, termsId, vault }: VaultProduct) =>
  of(kit, kit.personas.manager, { pool, productId, termsId, vault, pricing: CHEAPER })

/** A pool to which nobody has deposited, and terms that it does not sell. */
async function emptyPool(kit: Testkit, { termsId }: VaultProduct) {
  const { keeper, manager } = kit.personas
  const { productId } = await kit.scenarios.reportedProduct()
  const { currentTerms } = await keeper.breakwater.getProduct({ productId })
  const { pool } = await openPool(kit, [termsId])
  return of(kit, manager, { pool, termsId: currentTerms })
}

/** Lower prices were announced, and are ripe. */
async function announced(kit: Testkit, product: VaultProduct) {
  const { ripeAt } = await kit.personas.manager.breakwater.submitChangeSync({ ...product, ...CHEAPER })
  await kit.warpTo(Number(ripeAt) + 1)
  return managed(kit, product)
}

/** They were announced, and somebody who was there cannot leave, because cover in force needs the capital. */
async function heldUp(kit: Testkit, product: VaultProduct) {
  const { buyer, manager, underwriter } = kit.personas
  const { pool, termsId } = product
  const controller = underwriter.account.address
  const { expiresAt } = await manager.breakwater.submitChangeSync({ ...product, ...CHEAPER })
  const order = { pool, termsId, amount: usdc('1'), duration: 300 * DAY }
  const { available } = await buyer.breakwater.getQuote(order)
  await approve(buyer, kit.usdc, pool)
  const bounds = { maxPremium: usdc('1000000'), deadline: (await kit.now()) + 600 }
  await buyer.breakwater.buyCoverSync({ ...order, amount: available, ...bounds })
  const shares = await balanceOf(pool, controller)
  await underwriter.breakwater.requestRedeemSync({ pool, shares })
  await kit.warpTo(Number(expiresAt) - DAY)
  await underwriter.breakwater.settleRedeemRequestsSync({ pool, controller })
  return of(kit, manager, { pool, termsId, pricing: CHEAPER, next: controller })
}

/** Another one is to manage the pool. */
async function transferred(kit: Testkit, { pool }: VaultProduct) {
  const { manager, lister } = kit.personas
  await manager.breakwater.transferManagerSync({ pool, newManager: lister.account.address })
  return of(kit, lister, { pool })
}

const guarded =
  (isPaused: boolean) =>
  async (kit: Testkit, { pool }: VaultProduct) => {
    const { guardian } = kit.personas
    if (isPaused) await guardian.breakwater.pauseSalesSync({ pool, duration: DAY })
    return of(kit, guardian, { pool })
  }

/** Where all examples run that no other situation names. */
export const anything = situation(twoPools, forSale, [])

export const sales = [
  situation(twoPools, approved(false), ['Actions 1', 'Errors', 'extractCovers']),
  situation(twoPools, approved(true), ['checkRevert']),
  situation(twoPools, exposed, ['getCoverable', 'Reading without an indexer']),
  situation(activeCover, covered, [
    ...['getCover', 'getCovers', 'coverStatus', 'getPortfolio', 'extendCover', 'cancelCover'],
    ...['quoteExtension', 'quoteCancellation', 'Covered code', 'Status of a cover', 'processExpiries'],
    ...['transferCover', 'approveCover', 'getCoverSpender', 'Transfers'],
    ...['getExtensionQuote', 'getCancellationQuote'],
  ]),
  situation(activeCover, fees(false), ['collectFees']),
  situation(activeCover, fees(true), ['withdrawFees', 'getFees']),
  situation(productForSale, leaving(0), [
    'deposit',
    'mint',
    'requestRedeem',
    'setOperator',
    'redeemSchedule',
    ...['transferShares', 'approveShares', 'getShareAllowance'],
    ...['signOperatorRevocation', 'authorizeOperator'],
  ]),
  situation(productForSale, lent, ['transferSharesFrom']),
  situation(productForSale, leaving(DAY), ['getNextExit', 'getRedeemRequest']),
  situation(productForSale, leaving(15 * DAY), [
    ...['settleRedeemRequests', 'getRedeemSettlement', 'Settling of the queue'],
  ]),
  situation(productForSale, leaving(15 * DAY, true), ['redeem', 'withdraw']),
  situation(productForSale, managed, [
    ...['createPool', 'removeTerms', 'setPricing', 'submitChange', 'transferManager', 'setGuardian'],
    'Changes while you are in 1',
  ]),
  situation(productForSale, emptyPool, ['addTerms']),
  situation(productForSale, transferred, ['acceptManager']),
  situation(productForSale, announced, [
    ...['applyChange', 'revokeChange', 'getChange', 'Changes while you are in 2'],
  ]),
  situation(productForSale, heldUp, ['prolongChange']),
  situation(productForSale, guarded(false), ['pauseSales', 'pauseDeposits']),
  situation(productForSale, guarded(true), ['endPauses', 'getPauses']),
]

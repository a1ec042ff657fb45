import type { Persona } from '../personas.js'
import type { Stage } from '../stage.js'
import { DAY, usdc } from './figures.js'
import { type ProductForSale, productForSale, type VaultProduct } from './product.js'

/** A cover of the buyer. */
export interface Bought {
  coverId: bigint
  /** Protected from, seconds. */
  start: number
  /** Protected until, exclusive, seconds. */
  end: number
  /** What was paid, asset units. */
  premium: bigint
}

/** A cover on a vault. */
export type VaultCover = VaultProduct & Bought

/** What a scenario's cover may differ in. */
export interface CoverOptions {
  /** Asset units; 100,000 USDC by default. */
  amount?: bigint | undefined
  /** Seconds; 200 days by default. */
  duration?: number | undefined
}

/** Buys cover for what is quoted. */
export async function buy(
  stage: Stage,
  { pool, termsId }: Pick<ProductForSale, 'pool' | 'termsId'>,
  { amount = usdc('100000'), duration = 200 * DAY }: CoverOptions = {},
  buyer: Persona = stage.personas.buyer,
): Promise<Bought> {
  const order = { pool, termsId, amount, duration }
  const { premium } = await buyer.breakwater.getQuote(order)
  const maxPremium = premium + premium / 100n + 1n
  await stage.mint(buyer.account.address, maxPremium)
  await buyer.breakwater.approveAssetSync({ asset: stage.usdc, pool, amount: maxPremium })
  const deadline = (await stage.now()) + 600
  const bought = await buyer.breakwater.buyCoverSync({ ...order, maxPremium, deadline })
  return { coverId: bought.coverId, start: bought.start, end: bought.end, premium: bought.premium }
}

/** A cover that is bought and does not protect yet. */
export async function waitingCover(stage: Stage, options?: CoverOptions): Promise<VaultCover> {
  const product = await productForSale(stage)
  return { ...product, ...(await buy(stage, product, options)) }
}

/** A cover that has protected for a day. */
export async function activeCover(stage: Stage, options?: CoverOptions): Promise<VaultCover> {
  const cover = await waitingCover(stage, options)
  await stage.warpTo(cover.start + DAY)
  return cover
}

/** A cover that ended an hour ago. */
export async function expiredCover(stage: Stage, options?: CoverOptions): Promise<VaultCover> {
  const cover = await waitingCover(stage, options)
  await stage.warpTo(cover.end + 3600)
  return cover
}

/** Capacity left over by `nearCapacity`. */
const LEFT = usdc('900')
/** Days after which a limit on sales a day has given everything. */
const DAYS = 60

/** A pool that has cover of less than 1,000 USDC left to sell; the buyer has the newest of its covers. */
export async function nearCapacity(stage: Stage): Promise<VaultCover & { available: bigint }> {
  const product = await productForSale(stage)
  const { pool, termsId } = product
  const ask = () =>
    stage.personas.buyer.breakwater.getQuote({ pool, termsId, amount: usdc('1'), duration: 200 * DAY })
  for (let day = 0; day < DAYS; day++) {
    const { available, binding } = await ask()
    // What is sold a day has a limit of its own, which drains.
    const isLast = binding !== 'speed'
    const cover = await buy(stage, product, { amount: isLast ? available - LEFT : available })
    if (isLast) return { ...product, ...cover, available: (await ask()).available }
    await stage.warp(DAY)
  }
  throw new Error('The pool does not run out of capacity.')
}

import { BaseError, erc20Abi } from 'viem'
import * as abis from '../../src/abis.js'
import {
  getActivity,
  getClaimsVaultAddress,
  getNextExit,
  getRedeemRequest,
  isBreakwaterError,
  toIncidentId,
} from '../../src/index.js'
import { observeLoss } from '../../src/testing/scenarios/product.js'
import { balanceOf, chain, DAY, deployment, fund, kit, now, people, usdc } from '../fixture.js'

type Actor = (typeof people)['alice']
type Product = Awaited<ReturnType<typeof kit.scenarios.productForSale>>

/** Who takes part in a story. */
export const actors: Actor[] = [people.alice, people.bob, people.carol, people.dave]

/** Numbers that look random, and are the same each time. */
export function dice(seed: number) {
  let state = seed
  const below = (count: number) => {
    state = (state * 48_271) % 2_147_483_647
    return state % count
  }
  return { below, pick: <value>(list: readonly value[]) => list[below(list.length)] as value }
}
type Dice = ReturnType<typeof dice>

/** Does something that the contracts may refuse: then nothing happens. */
export async function attempt(action: () => Promise<unknown>): Promise<void> {
  try {
    await action()
  } catch (error) {
    if (!isBreakwaterError(error) && !(error instanceof BaseError)) throw error
  }
}

const mined = async (hash: Promise<`0x${string}`>) => chain.waitForTransactionReceipt({ hash: await hash })

/** What underwriters do. */
function capitalMoves({ pool, asset }: Product, { below, pick }: Dice): (() => Promise<unknown>)[] {
  const part = async (actor: Actor) =>
    ((await balanceOf(pool, actor.account.address)) * BigInt(1 + below(60))) / 100n
  const deposit = async () => {
    const [actor, assets] = [pick(actors), usdc(`${1 + below(90_000)}`) + BigInt(below(1_000_000))]
    await fund(actor, asset, pool, assets)
    await actor.breakwater.depositSync({ pool, assets })
  }
  const request = async () => {
    const actor = pick(actors)
    const { breakwater, account } = below(4) ? actor : pick(actors)
    const operator = actor.account.address
    await attempt(() => breakwater.setOperatorSync({ pool, operator, approved: true }))
    const shares = await part(actor)
    await actor.breakwater.requestRedeemSync({ pool, shares, controller: account.address })
  }
  const settle = async () => {
    const next = await getNextExit(chain, { pool, deployment })
    const { breakwater } = below(2) ? people.keeper : pick(actors)
    await breakwater.settleRedeemRequestsSync({ pool, controller: next?.controller })
  }
  const leave = async () => {
    const { breakwater, account } = pick(actors)
    const exit = await getRedeemRequest(chain, { pool, controller: account.address })
    const shares = below(2) ? exit.claimable : exit.claimable / 3n
    if (below(2)) await breakwater.redeemSync({ pool, shares })
    else await breakwater.withdrawSync({ pool, assets: exit.claimableAssets / 2n })
  }
  const give = async () => {
    const [from, to] = [pick(actors), pick(actors)]
    const args = [to.account.address, await part(from)] as const
    await mined(from.writeContract({ address: pool, abi: erc20Abi, functionName: 'transfer', args }))
  }
  return [deposit, request, settle, leave, give]
}

interface Sold {
  coverId: bigint
  owner: Actor
}

/** What buyers do with covers that they have. */
function coverMoves({ pool, asset }: Product, { below, pick }: Dice, covers: Sold[]) {
  const extend = async () => {
    const { coverId, owner } = pick(covers)
    const maxPremium = usdc('40000')
    await fund(owner, asset, pool, maxPremium)
    const order = { pool, coverId, added: (1 + below(60)) * DAY, maxPremium }
    await owner.breakwater.extendCoverSync({ ...order, deadline: (await now()) + 600 })
  }
  const cancel = async () => {
    const { coverId, owner } = pick(covers)
    if (below(3) === 0) await owner.breakwater.cancelCoverSync({ pool, coverId })
  }
  const give = async () => {
    const [cover, to] = [pick(covers), pick(actors)]
    const args = [cover.owner.account.address, to.account.address, cover.coverId] as const
    const token = { address: deployment.coverToken, abi: abis.coverTokenAbi } as const
    await mined(cover.owner.writeContract({ ...token, functionName: 'transferFrom', args }))
    cover.owner = to
  }
  return [extend, cancel, give]
}

/** Deposits, exits, purchases, extensions, cancellations and transfers, in any order. */
export async function mingle(product: Product, random: Dice, steps: number): Promise<void> {
  const { pool, termsId, productId, asset } = product
  const { below, pick } = random
  const covers: Sold[] = []
  const buy = async () => {
    const [owner, amount] = [pick(actors), usdc(`${1000 + below(40_000)}`)]
    await fund(owner, asset, pool, amount)
    const order = { pool, termsId, amount, duration: (20 + below(300)) * DAY, maxPremium: amount }
    const fee = below(2) ? { integrator: people.dave.account.address, integratorFee: 7n } : {}
    const deadline = (await now()) + 600
    const { coverId } = await owner.breakwater.buyCoverSync({ ...order, ...fee, deadline })
    covers.push({ coverId, owner })
  }
  const always = [
    ...capitalMoves(product, random),
    ...[buy, buy],
    () => people.keeper.breakwater.collectFeesSync({ pool, productId }),
    () => kit.personas.manager.breakwater.withdrawFeesSync({ asset }),
    () => kit.warp((2 + below(9)) * DAY),
  ]
  const later = coverMoves(product, random, covers)
  for (let step = 0; step < steps; step++)
    await attempt(pick(covers.length > 0 ? [...always, ...later] : always))
}

/** A loss of the product's vault, its case with a bonus, claims of it, and a recovery. */
export async function lose(product: Product, random: Dice, part: bigint) {
  const { pool, termsId, asset } = product
  const { keeper, stranger } = kit.personas
  await kit.loseFunds(product.vault, part)
  await observeLoss(kit, product.meterId)
  const { number } = await keeper.breakwater.fireMeterSync({ meterId: product.meterId })
  const which = { pool, termsId, incidentId: toIncidentId(product.subject, number) }
  await keeper.breakwater.openCaseSync(which)
  await fund(stranger as Actor, asset, getClaimsVaultAddress(pool), usdc('900'))
  await stranger.breakwater.addBonusSync({ ...which, assets: usdc('300') })
  await mingle(product, random, 6)
  const { endsAt } = await keeper.breakwater.getCourtCase(which)
  await kit.warpTo(Math.max(endsAt, await now()) + DAY)
  await keeper.breakwater.applyVerdictSync(which)
  const found = await getActivity(chain, { deployment, pool, eventNames: ['CoverBought'] })
  for (const { about } of found.activities) {
    const coverId = about.coverId as bigint
    if (random.below(5)) await attempt(() => keeper.breakwater.claimPayoutSync({ ...which, coverId }))
  }
  await attempt(() => stranger.breakwater.addRecoverySync({ ...which, assets: usdc('600') }))
  return which
}

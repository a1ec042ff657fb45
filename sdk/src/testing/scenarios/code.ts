import type { Address } from 'viem'
import type { Stage } from '../stage.js'
import { type Bought, buy } from './cover.js'
import { DAY } from './figures.js'
import { type ProductForSale, reviewCode, sell } from './product.js'

/** For so long reviewed code may take the place of code that is flagged, seconds. */
const GRACE = 20 * DAY

/** A cover on a proxy that points to code that nobody has reviewed, and is flagged. */
export interface FlaggedCode extends ProductForSale, Bought {
  /** The covered proxy, `ChangingProxy` of the mocks: anyone can call its `upgrade`. */
  proxy: Address
  /** What it points to now. */
  implementation: Address
  /** When cover lapses unless the code is cleared before, seconds. */
  lapseAt: number
}

/** The covered proxy was upgraded, which a stranger has proven: nothing is sold, and cover lapses after a grace. */
export async function flaggedCode(stage: Stage): Promise<FlaggedCode> {
  const { keeper, stranger } = stage.personas
  const proxy = await stage.deployMock('ChangingProxy', [await stage.deployMock('MockUSDC')])
  const { pins } = await reviewCode(stage, [proxy])
  const resolver = await stage.deployMock('ScriptedResolver', [stage.usdc])
  const product = await sell(stage, 'Example, behind a proxy', {
    ...{ resolver, subject: 0n, pins, observes: false, codeGrace: GRACE },
  })
  const cover = await buy(stage, product)
  await stage.warpTo(cover.start + DAY)
  const implementation = await stage.deployMock('MockToken', ['Other', 'OTH', 18])
  await stage.callMock('ChangingProxy', proxy, 'upgrade', [implementation], stranger)
  await stage.mine()
  const { termsId } = product
  const proof = await keeper.breakwater.getStorageProof({ proxy })
  const { lapseAt } = await stranger.breakwater.flagCodeChangeSync({ termsId, pin: 0, proof })
  return { ...product, ...cover, proxy, implementation, lapseAt: Number(lapseAt) }
}

/** Nobody has cleared the flagged code in time: the buyer's cover has lapsed, and `lapseCover` returns the rest of its premium. */
export async function lapsedTerms(stage: Stage): Promise<FlaggedCode> {
  const flagged = await flaggedCode(stage)
  await stage.warpTo(flagged.lapseAt)
  return flagged
}

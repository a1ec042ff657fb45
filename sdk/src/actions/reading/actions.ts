import { getActivity } from './activity/getActivity.js'
import { watchActivity } from './activity/watchActivity.js'
import { getCoverable } from './coverable.js'
import { getOffers } from './offers.js'
import { getPools } from './pools.js'
import { getPortfolio } from './portfolio.js'
import { getPosition } from './positions.js'

/**
 * The actions of this room, one by one: an object of whole modules would keep bundlers from
 * dropping unused ones.
 */
export const readingActions = {
  getActivity,
  getCoverable,
  getOffers,
  getPools,
  getPortfolio,
  getPosition,
  watchActivity,
}

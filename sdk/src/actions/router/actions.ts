import { getBestQuote } from './bestQuote.js'
import { buyBestCover, buyBestCoverSync } from './purchases.js'

/**
 * The actions of this room, one by one: an object of whole modules would keep bundlers from
 * dropping unused ones.
 */
export const routerActions = { getBestQuote, buyBestCover, buyBestCoverSync }

import { getCover, getCovers } from './tokens.js'

/** The actions of this room, one by one: an object of whole modules keeps bundlers from leaving anything out. */
export const coverActions = {
  getCover,
  getCovers,
}

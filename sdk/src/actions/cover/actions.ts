import { getCover, getCovers } from './tokens.js'
import {
  approveCover,
  approveCoverSync,
  getCoverSpender,
  isCoverOperator,
  setCoverOperator,
  setCoverOperatorSync,
  transferCover,
  transferCoverSync,
} from './transfers.js'

/**
 * The actions of this room, one by one: an object of whole modules would keep bundlers from
 * dropping unused ones.
 */
export const coverActions = {
  getCover,
  getCovers,
  approveCover,
  approveCoverSync,
  getCoverSpender,
  isCoverOperator,
  setCoverOperator,
  setCoverOperatorSync,
  transferCover,
  transferCoverSync,
}

import { sendTogether } from './sendTogether.js'

/** The actions of this room, one by one. */
export const batchActions = {
  sendTogether,
}

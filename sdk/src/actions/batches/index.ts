export { type SendTogetherParameters, sendTogether } from './sendTogether.js'
export type { BatchCall, SentTogether } from './types.js'

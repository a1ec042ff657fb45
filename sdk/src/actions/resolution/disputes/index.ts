export * from './disputes.js'
export * from './nextActions.js'
export type * from './types.js'

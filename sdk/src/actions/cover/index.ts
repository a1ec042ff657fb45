export * from './ids.js'
export * from './status.js'
export * from './tokens.js'
export * from './types.js'

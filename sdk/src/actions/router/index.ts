export * from './bestQuote.js'
export * from './purchases.js'

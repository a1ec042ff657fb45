/**
 * React hooks over wagmi and TanStack Query.
 *
 * @packageDocumentation
 */
export type { ChainParameters } from './context.js'
export { BreakwaterProvider, type BreakwaterProviderProps, type Deployments } from './provider.js'
export type { QueryOverrides, ReadHook, ReadHookParameters } from './readHook.js'
export * from './reads.js'
export { type UseQuoteParameters, type UseQuoteResult, useQuote } from './useQuote.js'
export type { WriteHook, WriteHookParameters, WriteHookResult } from './writeHook.js'
export * from './writes.js'

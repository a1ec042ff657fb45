import type { CapacityLimit } from '../../math/saleCache.js'

export type { CapacityLimit }

const limits = ['none', 'product', 'cluster', 'pool', 'speed', 'absolute', 'meter', 'stream'] as const

/** Limits on a cover's size, in the order of the contract's numbers. */
export const LIMITS: readonly CapacityLimit[] = limits

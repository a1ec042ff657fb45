/** Limits on a cover's size, in the order of the contract's numbers. */
export const LIMITS = ['none', 'product', 'cluster', 'pool', 'speed', 'absolute', 'meter', 'stream'] as const

/** The limit that keeps a cover from being larger; `none` if the requested amount is available. */
export type CapacityLimit = (typeof LIMITS)[number]

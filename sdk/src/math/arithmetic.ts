/** One, in WAD. */
export const WAD = 1_000_000_000_000_000_000n

/** Parts per million: the contracts' unit of stored ratios. */
export const PPM = 1_000_000n

/** One part per million, in WAD. */
export const WAD_PER_PPM = 1_000_000_000_000n

/** Millionths of a WAD ratio, rounded down as a pool does. */
export const toPpm = (wad: bigint): bigint => wad / WAD_PER_PPM

/** a ÷ b, rounded up. */
export const divUp = (a: bigint, b: bigint): bigint => (a + b - 1n) / b

/** a × b ÷ c, rounded down. */
export const mulDivDown = (a: bigint, b: bigint, c: bigint): bigint => (a * b) / c

/** a × b ÷ c, rounded up. */
export const mulDivUp = (a: bigint, b: bigint, c: bigint): bigint => divUp(a * b, c)

export const min = (a: bigint, b: bigint): bigint => (a < b ? a : b)
export const max = (a: bigint, b: bigint): bigint => (a > b ? a : b)

/** a − b, or 0 if that would be negative. */
export const subFloored = (a: bigint, b: bigint): bigint => max(a - b, 0n)

export const DAY = 86_400

/** 00:00 UTC at or after a time, seconds. */
export const midnight = (timestamp: number): number => Math.ceil(timestamp / DAY) * DAY

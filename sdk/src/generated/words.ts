// Generated from contracts/script/words by "pnpm generate". Not edited by hand.

// Widths in bits of the fields of packed storage words, from the low end.

/** The pool's money and the head of its premium stream. */
export const MONEY = {
  net: 104,
  rate: 48,
  rateEnd: 64,
  day: 16,
  period: 16,
  flags: 8,
} as const

/** Share totals, and the number of layers that cases were given so far. */
export const SHARE_TOTALS = {
  supply: 112,
  queued: 112,
  layerCount: 31,
  fades: 1,
} as const

/** Shares that nobody collected, on their way out of the supply by the second. */
export const FADING = {
  shares: 112,
  from: 40,
  until: 40,
} as const

/** The tail of the exit queue and the damped equity that sale limits rest on. */
export const QUEUE = {
  requested: 128,
  dampedEquity: 96,
  dampedDay: 16,
  requestDay: 16,
} as const

/** A product in a pool, over all versions of its terms. */
export const PRODUCT = {
  committed: 32,
  sold: 32,
  soldAt: 32,
  period: 16,
  stoppingCases: 16,
  fees: 96,
  deductible: 32,
} as const

/** A product's prices and limits, set by the pool's manager. Parts per million. */
export const PRODUCT_PRICING = {
  rateFloor: 24,
  rateAtTarget: 24,
  rateMax: 24,
  target: 24,
  maxRatio: 24,
  haircut: 24,
  managerFee: 24,
  sponsorFee: 24,
  protocolFee: 24,
  cluster: 8,
} as const

/** A pool's copy of the immutable terms it sells, beside the serial of their last cover. */
export const POOL_TERMS = {
  serial: 32,
  productId: 32,
  waitingPeriod: 32,
  horizon: 32,
  minBilled: 32,
  maxCover: 32,
  deductible: 24,
  flags: 8,
} as const

/** Place and width of its `waitingPeriod`. */
export const POOL_TERMS_WAITING_PERIOD = [64n, 32] as const

/** Slot of it in storage. */
export const POOL_TERMS_SLOT = 17n

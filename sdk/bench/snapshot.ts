import type { PoolSnapshot } from '../src/math/index.js'

const DAY = 86_400
const WAD = 10n ** 18n
const USDC = 1_000_000n
const timestamp = 1_767_225_600 + 40_000
const today = Math.floor(timestamp / DAY)
const period = Math.floor(today / 14)

/**
 * A pool in use: 20 million USDC, three products on three clusters, covers that end on thirty days and in eight periods. The
 * quotes of the benchmark stand on it.
 */
export const snapshot: PoolSnapshot = {
  pool: '0x1111111111111111111111111111111111111111',
  chainId: 1,
  blockNumber: 24_000_000n,
  timestamp,
  constants: {
    poolId: 1n,
    chainId: 1,
    asset: '0x2222222222222222222222222222222222222222',
    configurator: '0x3333333333333333333333333333333333333333',
    coverToken: '0x4444444444444444444444444444444444444444',
    registry: '0x5555555555555555555555555555555555555555',
    coverUnit: USDC,
    virtualShares: 1_000_000n,
    assetUnit: 1n,
    cooldown: 22 * DAY,
    startEquity: 100_000n * USDC,
    saleClusterRatio: WAD / 2n,
    saleLeverage: 2n * WAD,
    exitClusterRatio: (WAD * 3n) / 4n,
    exitLeverage: 3n * WAD,
  },
  net: 20_000_000n * USDC,
  rate: 30n * 50_000_000n,
  rateEnd: Array.from({ length: 30 }, (_, i) => 50_000_000n * BigInt(today + 1 + 5 * i)).reduce(
    (a, b) => a + b,
  ),
  streamEnds: Array.from({ length: 30 }, (_, i) => ({ day: today + 1 + 5 * i, rate: 50_000_000n })),
  short: false,
  salesPausedUntil: 0,
  depositsPausedUntil: 0,
  supply: 19_500_000n * 10n ** 12n,
  fading: undefined,
  queued: 500_000n * 10n ** 12n,
  dampedEquity: 18_000_000n * USDC,
  dampedDay: today - 2,
  clusters: [3_000_000n, 2_000_000n, 1_000_000n, 0n, 0n, 0n, 0n, 0n],
  clusterExpiries: Array.from({ length: 8 }, (_, i) => ({
    period: period + 1 + i,
    units: [300_000n, 200_000n, 100_000n, 0n, 0n, 0n, 0n, 0n],
  })),
  deferredUntil: [0, 0, 0, 0, 0, 0, 0, 0],
  products: [1n, 2n, 3n].map((productId, cluster) => ({
    productId,
    committed: BigInt(3 - cluster) * 1_000_000n,
    expiries: Array.from({ length: 8 }, (_, i) => ({
      period: period + 1 + i,
      units: BigInt(3 - cluster) * 100_000n,
    })),
    sold: 10_000n,
    soldAt: timestamp - 5_000,
    stoppingCases: 0,
    curve: { rateFloor: WAD / 100n, rateAtTarget: WAD / 25n, rateMax: WAD / 5n, target: (WAD * 8n) / 10n },
    maxRatio: (WAD * 3n) / 10n,
    haircut: WAD / 10n,
    fees: WAD / 10n,
    cluster,
  })),
  terms: [1n, 2n, 3n].map((termsId) => ({
    termsId,
    productId: termsId,
    notForSale: undefined,
    auditGap: 0n,
    waitingPeriod: 2 * DAY,
    horizon: 10 * DAY,
    minBilled: 30 * DAY,
    maxCover: 4_000_000_000n,
    deductible: WAD / 20n,
    proofOfLoss: false,
    covers: 100n,
    reading: undefined,
    refusal: undefined,
  })),
}

/** An order on it. */
export const order = { termsId: 2n, amount: 50_000n * USDC, duration: 90 * DAY }

import type { Address, ContractFunctionReturnType } from 'viem'
import { decodeContractError } from '../../errors/decode.js'
import * as CoverPool from '../../generated/abi/CoverPool.js'
import {
  FADING,
  MONEY,
  POOL_TERMS,
  PRODUCT,
  PRODUCT_PRICING,
  QUEUE,
  SHARE_TOTALS,
} from '../../generated/words.js'
import { fromShortText } from '../../internal/parameters.js'
import { fields, readWord } from '../../internal/words.js'
import { WAD_PER_PPM } from '../../math/arithmetic.js'
import type { Fading } from '../../math/capital.js'
import type { PoolSnapshot, ProductSnapshot, TermsSnapshot } from '../../math/snapshot.js'

const poolSnapshotAbi = [CoverPool.snapshot] as const

// The words of CoverPool: fields from the low end, as in the specification's section on storage.

type Words = ContractFunctionReturnType<typeof poolSnapshotAbi, 'view', 'snapshot'>
type TermsWords = Words['terms'][number]

const LANES = 8
const LANE_BITS = 31
const LAP_SHIFT = 248n

/** Flags of a pool's copy of terms. */
const [SOLD, OBSERVES, PROOF_OF_LOSS] = [1, 2, 4]

const toWad = (ppm: bigint): bigint => ppm * WAD_PER_PPM

/**
 * The lanes of a ring of words that lie after a cursor, in order, without the empty ones. A word of
 * another lap than that of its place is empty.
 */
function readRing(ring: readonly bigint[], lanes: number, bits: number, cursor: number): [number, bigint][] {
  const first = Math.floor((cursor + 1) / lanes)
  return ring
    .flatMap((_, i) => {
      const number = first + i
      const word = ring[number % ring.length] ?? 0n
      if (word >> LAP_SHIFT !== BigInt(Math.floor(number / ring.length) & 0xff)) return []
      const values = fields(word, ...Array<number>(lanes).fill(bits))
      return values.map((value, lane): [number, bigint] => [number * lanes + lane, value])
    })
    .filter(([at, value]) => at > cursor && value > 0n)
}

/** Decodes the result of a pool's `snapshot`. */
export function decodeSnapshot(pool: Address, { constants, words, terms, ...read }: Words): PoolSnapshot {
  const [money = 0n, totals = 0n, queue = 0n, clusterWord = 0n, , deferred = 0n, pauses = 0n, fading = 0n] =
    words
  const { net, rate, rateEnd, day, period, flags } = readWord(money, MONEY)
  const { supply, queued, fades } = readWord(totals, SHARE_TOTALS)
  const { dampedEquity, dampedDay } = readWord(queue, QUEUE)
  const lanes = (word: bigint) => fields(word, ...Array<number>(LANES).fill(LANE_BITS))
  const deferredFlags = fields(clusterWord >> LAP_SHIFT, ...Array<number>(LANES).fill(1))
  const [salesUntil = 0n, depositsUntil = 0n] = fields(pauses, 40, 40)
  const times = fields(deferred, ...Array<number>(LANES).fill(32))
  const products = new Map(terms.map((one) => [readWord(one.poolTerms, POOL_TERMS).productId, one]))
  return {
    pool,
    chainId: Number(read.chainId),
    blockNumber: read.blockNumber,
    timestamp: Number(read.timestamp),
    constants: { ...constants, chainId: Number(constants.chainId), cooldown: Number(constants.cooldown) },
    ...{ net, rate, rateEnd, supply, queued, dampedEquity },
    fading: fades ? decodeFading(fading) : undefined,
    short: (flags & 1n) === 1n,
    salesPausedUntil: (flags & 2n) === 0n ? 0 : Number(salesUntil),
    depositsPausedUntil: (flags & 4n) === 0n ? 0 : Number(depositsUntil),
    streamEnds: readRing(read.streamRing, 7, 35, Number(day)).map(([at, rate]) => ({ day: at, rate })),
    dampedDay: Number(dampedDay),
    clusters: lanes(clusterWord),
    clusterExpiries: readRing(read.clusterRing, 1, LANES * LANE_BITS, Number(period)).map(([at, word]) => ({
      period: at,
      units: lanes(word),
    })),
    deferredUntil: times.map((time, lane) => (deferredFlags[lane] ? Number(time) : 0)),
    products: [...products].map(([productId, one]) => decodeProduct(productId, one)),
    terms: terms.map(decodeTerms),
  }
}

function decodeFading(word: bigint): Fading {
  const { shares, from, until } = readWord(word, FADING)
  return { shares, from: Number(from), until: Number(until) }
}

function decodeProduct(productId: bigint, { product, pricing, ring }: TermsWords): ProductSnapshot {
  const { committed, sold, soldAt, period, stoppingCases } = readWord(product, PRODUCT)
  const { maxRatio, haircut, managerFee, sponsorFee, protocolFee, cluster, ...curve } = readWord(
    pricing,
    PRODUCT_PRICING,
  )
  return {
    ...{ productId, committed, sold },
    expiries: readRing(ring, 8, LANE_BITS, Number(period)).map(([at, units]) => ({ period: at, units })),
    soldAt: Number(soldAt),
    stoppingCases: Number(stoppingCases),
    curve: {
      rateFloor: toWad(curve.rateFloor),
      rateAtTarget: toWad(curve.rateAtTarget),
      rateMax: toWad(curve.rateMax),
      target: toWad(curve.target),
    },
    maxRatio: toWad(maxRatio),
    haircut: toWad(haircut),
    fees: toWad(managerFee + sponsorFee + protocolFee),
    cluster: Number(cluster),
  }
}

function decodeTerms({ termsId, poolTerms, reason, auditGap, reading, refusal }: TermsWords): TermsSnapshot {
  const { serial, productId, waitingPeriod, horizon, minBilled, maxCover, deductible, flags } = readWord(
    poolTerms,
    POOL_TERMS,
  )
  const has = (flag: number | undefined) => (Number(flags) & (flag ?? 0)) !== 0
  return {
    ...{ termsId, productId, covers: serial, auditGap, maxCover },
    notForSale: has(SOLD) ? fromShortText(reason) : 'not in this pool',
    waitingPeriod: Number(waitingPeriod),
    horizon: Number(horizon),
    minBilled: Number(minBilled),
    deductible: toWad(deductible),
    proofOfLoss: has(PROOF_OF_LOSS),
    reading: has(OBSERVES) && refusal === '0x' ? reading : undefined,
    refusal: refusal === '0x' ? undefined : (decodeContractError(refusal)?.name ?? 'MeterUnreadable'),
  }
}

import type { Address, Hex } from 'viem'
import * as CoverPool from '../../generated/abi/CoverPool.js'
import * as CoverPoolFactory from '../../generated/abi/CoverPoolFactory.js'
import * as CoverToken from '../../generated/abi/CoverToken.js'
import * as ProductRegistry from '../../generated/abi/ProductRegistry.js'
import { checkAddress } from '../../internal/parameters.js'
import {
  deploymentOf,
  type ReadClient,
  type ReadOptions,
  readTogether,
  tryTogether,
} from '../../internal/read.js'
import { poolTermsSlot, serialOf } from '../pool/poolTerms.js'
import { type CoverIdParts, parseCoverId, toCoverId } from './ids.js'

const coverPoolFactoryAbi = [CoverPoolFactory.poolCount] as const
const coverAbi = [CoverToken.coverData, CoverToken.ownerOf, CoverToken.partiesOf, CoverToken.poolOf] as const
const balanceAbi = [CoverToken.balanceOf] as const
const unitAbi = [CoverPool.coverUnit] as const
const poolAbi = [CoverPool.poolId, CoverPool.extsload] as const
const productRegistryAbi = [ProductRegistry.termsCount] as const

/** A cover. */
export interface Cover extends CoverIdParts {
  coverId: bigint
  pool: Address
  /** Owner of the token; claims pay this account. */
  owner: Address
  /** Insured account, whose loss counts. */
  insured: Address
  /** Receiver of refunds. */
  refundTo: Address
  /** Remaining amount, asset units; 0 once it is cancelled. */
  amount: bigint
  /** Start of protection, seconds. */
  start: number
  /** End of protection, exclusive, seconds; a cancellation or a lapse moves it forward. */
  end: number
  /**
   * Rate at which its premium streams to the pool, 2^-33 cover units a second; 0 once a part of it
   * was refunded.
   */
  rate: bigint
}

/** Parameters of {@link getCover}. */
export interface GetCoverParameters extends ReadOptions {
  coverId: bigint
}

/**
 * One cover by its id.
 *
 * @throws `CoverDoesNotExist`
 *
 * @example
 * ```ts
 * const { owner, amount, start, end } = await getCover(client, { coverId })
 * ```
 */
export async function getCover(
  client: ReadClient,
  { coverId, ...options }: GetCoverParameters,
): Promise<Cover> {
  const [cover] = await readCovers(client, [coverId], options)
  return cover as Cover
}

/** Parameters of {@link getCovers}. */
export interface GetCoversParameters extends ReadOptions {
  owner: Address
  /** Only covers of this pool. All pools of the factory by default. */
  pool?: Address | undefined
}

/**
 * All covers of an account, newest first within each pool and terms. Ids are sequential, so a scan
 * finds them, without logs.
 *
 * @example
 * ```ts
 * const covers = await getCovers(client, { owner: account.address })
 * ```
 */
export async function getCovers(
  client: ReadClient,
  { owner, pool, ...options }: GetCoversParameters,
): Promise<Cover[]> {
  checkAddress('owner', owner)
  const { coverToken, factory, registry } = deploymentOf(client, options)
  const token = { abi: coverAbi, address: coverToken } as const
  const [balance, poolCount, termsCount] = await readTogether(
    client,
    [
      { abi: balanceAbi, address: coverToken, functionName: 'balanceOf', args: [owner] },
      { abi: coverPoolFactoryAbi, address: factory, functionName: 'poolCount' },
      { abi: productRegistryAbi, address: registry, functionName: 'termsCount' },
    ],
    options,
  )
  if (balance === 0n) return []

  const allTerms = upTo(termsCount)
  const pools = pool
    ? [pool]
    : await readTogether(
        client,
        upTo(poolCount).map((id) => ({ ...token, functionName: 'poolOf', args: [id] }) as const),
        options,
      )
  const books = await readTogether(
    client,
    pools.flatMap((address) => [
      { abi: poolAbi, address, functionName: 'poolId' } as const,
      { abi: poolAbi, address, functionName: 'extsload', args: [allTerms.map(poolTermsSlot)] } as const,
    ]),
    options,
  )
  const found: bigint[] = []
  for (const ids of inChunks(coverIds(books))) {
    const owners = await tryTogether(
      client,
      ids.map((id) => ({ ...token, functionName: 'ownerOf', args: [id] })),
      options,
    )
    found.push(
      ...ids.filter((_, at) => (owners[at] as string | undefined)?.toLowerCase() === owner.toLowerCase()),
    )
    if (found.length >= balance) break
  }
  return readCovers(client, found, options)
}

/**
 * Ids of all covers ever sold, newest first in each book. A book is a pool's number and its words
 * for terms 1, 2, …
 */
function* coverIds(books: readonly unknown[]): Generator<bigint> {
  for (let i = 0; i < books.length; i += 2) {
    const poolId = books[i] as bigint
    for (const [at, poolTerms] of (books[i + 1] as readonly Hex[]).entries()) {
      for (let serial = serialOf(poolTerms); serial > 0n; serial--) {
        yield toCoverId({ poolId, termsId: BigInt(at + 1), serial })
      }
    }
  }
}

/** Number of covers read in one request. */
const SCAN = 400

function* inChunks(ids: Iterable<bigint>): Generator<bigint[]> {
  let chunk: bigint[] = []
  for (const id of ids) {
    chunk.push(id)
    if (chunk.length === SCAN) {
      yield chunk
      chunk = []
    }
  }
  if (chunk.length) yield chunk
}

const upTo = (count: bigint) => Array.from({ length: Number(count) }, (_, i) => BigInt(i + 1))

async function readCovers(
  client: ReadClient,
  coverIds: readonly bigint[],
  options: ReadOptions,
): Promise<Cover[]> {
  const token = { abi: coverAbi, address: deploymentOf(client, options).coverToken } as const
  const results = await readTogether(
    client,
    coverIds.flatMap((id) => [
      { ...token, functionName: 'coverData', args: [id] } as const,
      { ...token, functionName: 'ownerOf', args: [id] } as const,
      { ...token, functionName: 'partiesOf', args: [id] } as const,
      { ...token, functionName: 'poolOf', args: [parseCoverId(id).poolId] } as const,
    ]),
    options,
  )
  const covers = coverIds.map((coverId, i) => {
    const [data, owner, [insured, refundTo], pool] = results.slice(4 * i, 4 * i + 4) as [
      { start: bigint; end: bigint; amount: bigint; rate: bigint },
      Address,
      readonly [Address, Address],
      Address,
    ]
    return {
      coverId,
      ...parseCoverId(coverId),
      pool,
      owner,
      insured,
      refundTo,
      amount: data.amount,
      start: Number(data.start),
      end: Number(data.end),
      rate: data.rate,
    }
  })
  const pools = [...new Set(covers.map(({ pool }) => pool))]
  const units = await readTogether(
    client,
    pools.map((address) => ({ abi: unitAbi, address, functionName: 'coverUnit' }) as const),
    options,
  )
  const coverUnitOf = new Map(pools.map((pool, i) => [pool, units[i] as bigint]))
  return covers.map((cover) => ({ ...cover, amount: cover.amount * (coverUnitOf.get(cover.pool) ?? 0n) }))
}

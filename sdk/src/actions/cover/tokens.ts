import type { Address } from 'viem'
import * as CoverPool from '../../generated/abi/CoverPool.js'
import * as CoverToken from '../../generated/abi/CoverToken.js'
import { readLens, readPages } from '../../internal/lens.js'
import { checkAddress } from '../../internal/parameters.js'
import { deploymentOf, type ReadClient, type ReadOptions, readTogether } from '../../internal/read.js'
import { parseCoverId } from './ids.js'
import { type CoverPage, coversArgs, toCovers } from './scan.js'
import type { Cover } from './types.js'

const coverAbi = [CoverToken.coverData, CoverToken.ownerOf, CoverToken.partiesOf, CoverToken.poolOf] as const
const unitAbi = [CoverPool.coverUnit] as const

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
 * of the chain's state finds them, without logs. 10,000 covers take one request to a node that
 * allows 100 million gas, three to one that allows 50, five to one that allows 25: all at one block.
 *
 * @example
 * ```ts
 * const covers = await getCovers(client, { owner })
 * ```
 */
export async function getCovers(
  client: ReadClient,
  { owner, pool, ...options }: GetCoversParameters,
): Promise<Cover[]> {
  checkAddress('owner', owner)
  if (pool !== undefined) checkAddress('pool', pool)
  const pages = await readPages<CoverPage>(
    client,
    async (from, at, before) => {
      const [page, next] = await readLens(
        client,
        'coversOf',
        coversArgs(client, { owner, pool, from, before }, at),
        at,
      )
      return [page, next]
    },
    options,
  )
  return toCovers(pages, owner)
}

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

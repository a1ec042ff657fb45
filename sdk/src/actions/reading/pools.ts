import type { Address } from 'viem'
import * as CoverPool from '../../generated/abi/CoverPool.js'
import * as PoolConfigurator from '../../generated/abi/PoolConfigurator.js'
import * as ProductRegistry from '../../generated/abi/ProductRegistry.js'
import { POOL_TERMS, SHARE_TOTALS } from '../../generated/words.js'
import {
  callData,
  isSameAddress,
  type LensResult,
  lensProtocol,
  type Reply,
  readLensTogether,
  readPages,
  resultOf,
} from '../../internal/lens.js'
import { checkAddress } from '../../internal/parameters.js'
import { deploymentOf, type ReadClient, type ReadOptions } from '../../internal/read.js'
import { readWord } from '../../internal/words.js'
import type { Pool } from '../pool/reads.js'

const poolAbi = [
  CoverPool.extsload,
  CoverPool.maxDeposit,
  CoverPool.poolId,
  CoverPool.asset,
  CoverPool.claimsVault,
  CoverPool.name,
  CoverPool.symbol,
  CoverPool.decimals,
  CoverPool.coverUnit,
  CoverPool.cooldown,
  CoverPool.totalAssets,
  CoverPool.totalSupply,
] as const
const poolConfiguratorAbi = [PoolConfigurator.rolesOf] as const
const productRegistryAbi = [ProductRegistry.termsCovering] as const

/** Parameters of {@link getPools}: each narrows the result. */
export interface GetPoolsParameters extends ReadOptions {
  /** Only pools of this asset. */
  asset?: Address | undefined
  /** Only pools that sell these terms. */
  termsId?: bigint | undefined
  /** Only pools that sell any terms of this product. */
  productId?: bigint | undefined
  /** Only pools that sell terms that pin this contract. */
  covering?: Address | undefined
}

/** Terms that a pool sells, unless the registry or a pause stops it. */
export interface SoldTerms {
  termsId: bigint
  productId: bigint
  /** Covers sold on them so far. */
  covers: bigint
}

/** A pool with its address, and what it sells. */
export interface ListedPool extends Pool {
  pool: Address
  sells: SoldTerms[]
}

/** Slot of a pool's share totals. */
const TOTALS_SLOT = `0x${'1'.padStart(64, '0')}` as const

const VIEWS = [
  ...(['poolId', 'asset', 'claimsVault', 'name', 'symbol', 'decimals', 'coverUnit', 'cooldown'] as const),
  ...(['totalAssets', 'totalSupply'] as const),
] as const

/**
 * All pools of the factory, or those of an asset, or those that sell something, in the order of
 * their creation: constants, totals and what they sell, at one block. One request, as long as the
 * node's gas suffices: some hundred pools.
 *
 * @throws {@link InvalidParameterError}, `UnknownDeploymentError`
 *
 * @example
 * ```ts
 * const pools = await getPools(client, { covering: vault })
 * const [largest] = pools.sort((a, b) => Number(b.totalAssets - a.totalAssets))
 * ```
 */
export async function getPools(
  client: ReadClient,
  { asset, termsId, productId, covering, ...options }: GetPoolsParameters = {},
): Promise<ListedPool[]> {
  if (asset !== undefined) checkAddress('asset', asset)
  if (covering !== undefined) checkAddress('covering', covering)
  const { registry, poolConfigurator } = deploymentOf(client, options)
  const calls = [
    ...VIEWS.map((name) => callData(poolAbi, name)),
    callData(poolAbi, 'extsload', [[TOTALS_SLOT]]),
    // Of any account that is not the pool itself, which cannot receive its own shares.
    callData(poolAbi, 'maxDeposit', [poolConfigurator]),
  ]
  const questions = [
    { target: poolConfigurator, selector: callData(poolConfiguratorAbi, 'rolesOf', [registry]).slice(0, 10) },
  ] as { target: Address; selector: `0x${string}` }[]
  const covered = covering ? [callData(productRegistryAbi, 'termsCovering', [covering])] : []

  let pinning: readonly bigint[] | undefined
  const pages = await readPages(
    client,
    async (from, at) => {
      const [[pools, next], [reply]] = await readLensTogether(
        client,
        [
          {
            functionName: 'onPools',
            args: [lensProtocol(client, at), from, [], calls, [], questions],
          },
          { functionName: 'ask', args: [covered.map(() => registry), covered] },
        ] as const,
        at,
      )
      if (reply) pinning = resultOf(productRegistryAbi, 'termsCovering', reply)
      return [pools, next]
    },
    options,
  )
  const isWanted = (sold: SoldTerms) =>
    (termsId === undefined || sold.termsId === termsId) &&
    (productId === undefined || sold.productId === productId) &&
    (pinning === undefined || pinning.includes(sold.termsId))
  const isAnyWanted = termsId === undefined && productId === undefined && pinning === undefined
  return pages
    .flat()
    .map(toListedPool)
    .filter((pool) => asset === undefined || isSameAddress(pool.asset, asset))
    .filter(({ sells }) => isAnyWanted || sells.some(isWanted))
}

function toListedPool({ pool, sold, replies }: LensResult<'onPools'>[0][number]): ListedPool {
  const view = <name extends (typeof VIEWS)[number]>(name: name) =>
    resultOf(poolAbi, name, replies[VIEWS.indexOf(name)])
  const [words, maxDeposit, roles] = replies.slice(VIEWS.length) as [Reply, Reply, Reply]
  const [totals] = resultOf(poolAbi, 'extsload', words)
  const [manager, guardian] = resultOf(poolConfiguratorAbi, 'rolesOf', roles)
  return {
    pool,
    poolId: view('poolId'),
    asset: view('asset'),
    claimsVault: view('claimsVault'),
    ...{ manager, guardian },
    name: view('name'),
    symbol: view('symbol'),
    decimals: view('decimals'),
    coverUnit: view('coverUnit'),
    cooldown: Number(view('cooldown')),
    totalAssets: view('totalAssets'),
    totalSupply: view('totalSupply'),
    queuedShares: readWord(BigInt(totals ?? 0), SHARE_TOTALS).queued,
    maxDeposit: resultOf(poolAbi, 'maxDeposit', maxDeposit),
    sells: sold.map(({ termsId, poolTerms }) => {
      const { productId, serial } = readWord(poolTerms, POOL_TERMS)
      return { termsId, productId, covers: serial }
    }),
  }
}

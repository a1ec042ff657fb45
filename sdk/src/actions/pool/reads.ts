import type { Address } from 'viem'
import * as CoverPool from '../../generated/abi/CoverPool.js'
import * as PoolConfigurator from '../../generated/abi/PoolConfigurator.js'
import {
  deploymentOf,
  type ReadClient,
  type ReadOptions,
  readOne,
  readTogether,
} from '../../internal/read.js'
import type { PoolSnapshot } from '../../math/snapshot.js'
import { decodeSnapshot } from './snapshotWords.js'

const poolAbi = [
  CoverPool.asset,
  CoverPool.balanceOf,
  CoverPool.claimsVault,
  CoverPool.decimals,
  CoverPool.maxDeposit,
  CoverPool.name,
  CoverPool.symbol,
  CoverPool.totalAssets,
  CoverPool.totalSupply,
  CoverPool.cooldown,
  CoverPool.coverUnit,
  CoverPool.poolId,
] as const
const poolConfiguratorAbi = [PoolConfigurator.rolesOf] as const
const poolSnapshotAbi = [CoverPool.snapshot] as const

/** Parameters of {@link getPool}. */
export interface GetPoolParameters extends ReadOptions {
  pool: Address
}

/** A pool: its constants and totals. */
export interface Pool {
  poolId: bigint
  /** Asset of the pool. */
  asset: Address
  /** Claims vault, which holds the tokens of its cases. */
  claimsVault: Address
  /** Account that decides what it sells, and at which prices. */
  manager: Address
  /** Account that may pause it. */
  guardian: Address
  /** Name of the share token. */
  name: string
  /** Symbol of the share token. */
  symbol: string
  /** Decimals of the share token. */
  decimals: number
  /** Unit of cover, asset units: every cover amount is a multiple of it. */
  coverUnit: bigint
  /** Least number of seconds from an exit request to its settlement. */
  cooldown: number
  /** Equity: what the shares are worth together, asset units. */
  totalAssets: bigint
  /** Shares in existence, queued ones included. */
  totalSupply: bigint
  /** Shares in exit requests that are not settled. */
  queuedShares: bigint
  /** The most that can be deposited now, asset units. */
  maxDeposit: bigint
}

/**
 * A pool's constants and totals, all at one block.
 *
 * @example
 * ```ts
 * const { totalAssets, coverUnit, asset } = await getPool(client, { pool })
 * ```
 */
export async function getPool(client: ReadClient, { pool, ...options }: GetPoolParameters): Promise<Pool> {
  const { poolConfigurator } = deploymentOf(client, options)
  const contract = { abi: poolAbi, address: pool } as const
  const [
    poolId,
    asset,
    claimsVault,
    name,
    symbol,
    decimals,
    coverUnit,
    cooldown,
    totalAssets,
    totalSupply,
    queuedShares,
    maxDeposit,
    [manager, guardian],
  ] = await readTogether(
    client,
    [
      { ...contract, functionName: 'poolId' },
      { ...contract, functionName: 'asset' },
      { ...contract, functionName: 'claimsVault' },
      { ...contract, functionName: 'name' },
      { ...contract, functionName: 'symbol' },
      { ...contract, functionName: 'decimals' },
      { ...contract, functionName: 'coverUnit' },
      { ...contract, functionName: 'cooldown' },
      { ...contract, functionName: 'totalAssets' },
      { ...contract, functionName: 'totalSupply' },
      { ...contract, functionName: 'balanceOf', args: [pool] },
      // For any other account: it is 0 for the pool itself, which cannot receive its own shares.
      { ...contract, functionName: 'maxDeposit', args: [poolConfigurator] },
      { abi: poolConfiguratorAbi, address: poolConfigurator, functionName: 'rolesOf', args: [pool] },
    ],
    options,
  )
  return {
    poolId,
    asset,
    claimsVault,
    manager,
    guardian,
    name,
    symbol,
    decimals,
    coverUnit,
    cooldown: Number(cooldown),
    totalAssets,
    totalSupply,
    queuedShares,
    maxDeposit,
  }
}

/** Parameters of {@link getPoolSnapshot}. */
export interface GetPoolSnapshotParameters extends ReadOptions {
  pool: Address
  /**
   * Terms to include. By default all that the pool has ever sold; if the registry holds some ten
   * thousand, naming them is faster.
   */
  termsIds?: readonly bigint[] | undefined
}

/**
 * The whole state behind a pool's prices, limits and exits, at one block and in one request.
 * `/math` quotes from it without a node, to the unit: any amount, duration and time.
 *
 * @example
 * ```ts
 * import { quoteCover } from '@breakwater/sdk/math'
 *
 * const snapshot = await getPoolSnapshot(client, { pool })
 * const { premium, available } = quoteCover(snapshot, { termsId, amount: parseUnits('50000', 6), duration: 90 * 86_400 })
 * ```
 */
export async function getPoolSnapshot(
  client: ReadClient,
  { pool, termsIds = [], ...options }: GetPoolSnapshotParameters,
): Promise<PoolSnapshot> {
  const words = await readOne(
    client,
    { abi: poolSnapshotAbi, address: pool, functionName: 'snapshot', args: [termsIds] },
    options,
  )
  return decodeSnapshot(pool, words)
}

import type { Address } from 'viem'
import { zeroAddress } from 'viem'
import * as CoverPoolFactory from '../../generated/abi/CoverPoolFactory.js'
import { toShortText } from '../../internal/parameters.js'
import { toSync } from '../../internal/sync.js'
import { defineWriteAction } from '../../internal/write.js'
import type { SyncAction, WriteAction } from '../../internal/writeTypes.js'

const coverPoolFactoryAbi = [CoverPoolFactory.createPool, CoverPoolFactory.PoolCreated] as const

type Factory = typeof coverPoolFactoryAbi

/** Parameters of {@link createPool}. Ratios in WAD. */
export interface CreatePoolParameters {
  /** Asset of the pool: an ERC-20 with 6 to 18 decimals. */
  asset: Address
  /** Account that decides what the pool sells, and at which prices. */
  manager: Address
  /** Account that may pause it. None by default. */
  guardian?: Address | undefined
  /** Unit of cover, asset units: every cover amount is a multiple of it. */
  coverUnit: bigint
  /**
   * Up to this equity capital counts in full from the first midnight at which it is there; above
   * it, damped equity grows by a tenth a day. Asset units.
   */
  startEquity: bigint
  /** Sale limit of one cluster, ratio to equity. */
  clusterRatio: bigint
  /** Sale limit of all cover, ratio to equity; at most 10. */
  leverage: bigint
  /** Exit limit of one cluster, ratio to equity; values above 15/16 count as 15/16. */
  exitClusterRatio: bigint
  /** Exit limit of all cover, ratio to equity; at most 10. */
  exitLeverage: bigint
  /** Least number of seconds from an exit request to its settlement, from 2 to 21 days. */
  cooldown: number
  /** Name of the share token, at most 31 bytes. */
  name: string
  /** Symbol of the share token, at most 31 bytes. */
  symbol: string
}

/**
 * Creates a pool and its claims vault. Anyone may call it.
 *
 * @throws `UnsupportedAsset`, `ValueOutOfRange`, `ZeroAddress`, `SegmentMissing`, `WrongChain`
 *
 * @example
 * ```ts
 * const { pool, poolId } = await createPoolSync(client, {
 *   asset,
 *   manager: client.account.address,
 *   coverUnit: parseUnits('1', 6),
 *   startEquity: parseUnits('1000000', 6),
 *   clusterRatio: parseEther('0.5'),
 *   leverage: parseEther('4'),
 *   exitClusterRatio: parseEther('1'),
 *   exitLeverage: parseEther('5'),
 *   cooldown: 14 * 86_400,
 *   name: 'Breakwater USDC',
 *   symbol: 'bwUSDC',
 * })
 * ```
 */
export const createPool: WriteAction<CreatePoolParameters, Factory, 'createPool', 'PoolCreated'> =
  /* @__PURE__ */ defineWriteAction({
    abi: coverPoolFactoryAbi,
    functionName: 'createPool',
    eventName: 'PoolCreated',
    mayBeZero: ['guardian'],
    positive: ['coverUnit'],
    request: (config, { deployment }) => ({
      address: deployment().factory,
      args: [
        {
          asset: config.asset,
          manager: config.manager,
          guardian: config.guardian ?? zeroAddress,
          coverUnit: config.coverUnit,
          startEquity: config.startEquity,
          clusterRatio: config.clusterRatio,
          leverage: config.leverage,
          exitClusterRatio: config.exitClusterRatio,
          exitLeverage: config.exitLeverage,
          cooldown: config.cooldown,
          name: toShortText('name', config.name),
          symbol: toShortText('symbol', config.symbol),
        },
      ],
    }),
  })

/** {@link createPool}, waiting for the receipt. */
export const createPoolSync: SyncAction<CreatePoolParameters, Factory, 'PoolCreated'> =
  /* @__PURE__ */ toSync(createPool)

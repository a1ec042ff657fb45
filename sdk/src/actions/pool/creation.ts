import type { Address } from 'viem'
import { zeroAddress } from 'viem'
import { coverPoolFactoryAbi } from '../../generated/contracts.js'
import { toShortText } from '../../internal/parameters.js'
import { toSync } from '../../internal/sync.js'
import { defineWriteAction } from '../../internal/write.js'
import type { SyncAction, WriteAction } from '../../internal/writeTypes.js'

type Factory = typeof coverPoolFactoryAbi

/** Parameters of {@link createPool}. Ratios in WAD. */
export interface CreatePoolParameters {
  /** What the pool is denominated in: an ERC-20 with 6 to 18 decimals. */
  asset: Address
  /** Who decides what the pool sells, and at which prices. */
  manager: Address
  /** Who may pause it. Nobody by default. */
  guardian?: Address | undefined
  /** Cover amounts are multiples of this, asset units. */
  coverUnit: bigint
  /** Below this, capital counts in full from the first midnight that it is there; beyond it by a tenth more a day. Asset units. */
  startEquity: bigint
  /** Sale limit of one cluster, share of equity. */
  clusterRatio: bigint
  /** Sale limit of all cover, multiple of equity; at most 10. */
  leverage: bigint
  /** Exit limit of one cluster, share of equity: at most 15/16, which more counts as. */
  exitClusterRatio: bigint
  /** Exit limit of all cover, multiple of equity; at most 10. */
  exitLeverage: bigint
  /** Seconds from an exit request to its settlement, from 2 to 21 days. */
  cooldown: number
  /** Name of the share token, at most 31 bytes. */
  name: string
  /** Symbol of the share token, at most 31 bytes. */
  symbol: string
}

/**
 * Creates a pool and its claims vault. Anyone may.
 *
 * @throws `UnsupportedAsset`, `ValueOutOfRange`, `ZeroAddress`, `SegmentMissing`, `WrongChain`
 *
 * @example
 * ```ts
 * const { pool, poolId } = await createPoolSync(client, {
 *   asset,
 *   manager,
 *   cover unit: parseUnits('1', 6),
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

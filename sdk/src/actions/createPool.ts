import type { Address } from 'viem'
import { coverPoolFactoryAbi, poolManagerAbi } from '../generated/contracts.js'
import { toLevels } from '../internal/levels.js'
import { toShortText } from '../internal/parameters.js'
import { toSync } from '../internal/sync.js'
import { defineWriteAction } from '../internal/write.js'
import type { SyncAction, WriteAction } from '../internal/writeTypes.js'

type Factory = typeof coverPoolFactoryAbi
type Manager = typeof poolManagerAbi

const ZERO_ADDRESS = '0x0000000000000000000000000000000000000000'

/** Parameters of {@link createPool}. Ratios in WAD. */
export interface CreatePoolParameters {
  /** What the pool is denominated in: an ERC-20 with 6 to 18 decimals. */
  asset: Address
  /** Who decides what the pool sells, and at which prices. */
  manager: Address
  /** Who may pause it. Nobody by default. */
  guardian?: Address | undefined
  /** Cover amounts are multiples of this, asset units. */
  quantum: bigint
  /** Below this, capital counts in full from the first midnight that it is there; beyond it by a tenth more a day. Asset units. */
  startEquity: bigint
  /** Sale limit of one cluster, share of equity. */
  clusterShare: bigint
  /** Sale limit of all cover, multiple of equity; at most 10. */
  leverage: bigint
  /** Exit limit of one cluster, share of equity: at most 15/16, which more counts as. */
  exitClusterShare: bigint
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
 * Deploys a pool. Anyone may.
 *
 * @throws `UnsupportedAsset`, `ValueOutOfRange`, `ZeroAddress`
 *
 * @example
 * ```ts
 * const { pool, poolId } = await createPoolSync(client, {
 *   asset,
 *   manager,
 *   quantum: parseUnits('1', 6),
 *   startEquity: parseUnits('1000000', 6),
 *   clusterShare: parseEther('0.5'),
 *   leverage: parseEther('4'),
 *   exitClusterShare: parseEther('1'),
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
    positive: ['quantum'],
    request: (config, { deployment }) => ({
      address: deployment().factory,
      args: [
        {
          asset: config.asset,
          manager: config.manager,
          guardian: config.guardian ?? ZERO_ADDRESS,
          quantum: config.quantum,
          startEquity: config.startEquity,
          clusterShare: config.clusterShare,
          leverage: config.leverage,
          exitClusterShare: config.exitClusterShare,
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

/** A product's prices and limits in a pool. All WAD, in whole millionths. */
export interface ProductLevels {
  /** Annual rate at utilisation 0. */
  rateFloor: bigint
  /** Annual rate at `target`. */
  rateAtTarget: bigint
  /** Annual rate at utilisation 1. */
  rateMax: bigint
  /** Utilisation at which the rate starts to climb. */
  target: bigint
  /** The product's limit, share of equity. */
  maxShare: bigint
  /** Part of each premium for the manager. 0 by default. */
  managerCut?: bigint | undefined
  /** Part of each premium for the sponsor. 0 by default. */
  sponsorCut?: bigint | undefined
}

/** Parameters of {@link addTerms}. */
export interface AddTermsParameters extends ProductLevels {
  pool: Address
  termsId: bigint
}

/**
 * Lets a pool sell terms. Only the pool's manager, while the pool has no shares; {@link submitChange} announces it when it
 * has.
 *
 * @throws `NotAuthorized`, `SharesExist`, `AlreadyListed`, `TermsUnknown`, `InvalidTerms`, `ValueOutOfRange`
 *
 * @example
 * ```ts
 * await addTermsSync(client, {
 *   pool,
 *   termsId,
 *   rateFloor: parseEther('0.015'),
 *   rateAtTarget: parseEther('0.035'),
 *   rateMax: parseEther('0.3'),
 *   target: parseEther('0.7'),
 *   maxShare: parseEther('0.1'),
 * })
 * ```
 */
export const addTerms: WriteAction<AddTermsParameters, Manager, 'addTerms', 'TermsAdded'> =
  /* @__PURE__ */ defineWriteAction({
    abi: poolManagerAbi,
    functionName: 'addTerms',
    eventName: 'TermsAdded',
    request: ({ pool, termsId, ...levels }, { deployment }) => ({
      address: deployment().poolManager,
      args: [pool, termsId, toLevels(levels)],
    }),
  })

/** {@link addTerms}, waiting for the receipt. */
export const addTermsSync: SyncAction<AddTermsParameters, Manager, 'TermsAdded'> =
  /* @__PURE__ */ toSync(addTerms)

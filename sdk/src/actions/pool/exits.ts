import type { Address } from 'viem'
import { zeroAddress } from 'viem'
import { InvalidParameterError } from '../../errors/errors.js'
import * as CoverPool from '../../generated/abi/CoverPool.js'
import { readEvents, startBlockOf } from '../../internal/logs.js'
import { checkAddress } from '../../internal/parameters.js'
import { type ReadClient, type ReadOptions, readOne, readTogether, tryTogether } from '../../internal/read.js'
import { toSync } from '../../internal/sync.js'
import { defineWriteAction } from '../../internal/write.js'
import type { SyncAction, WriteAction } from '../../internal/writeTypes.js'

const poolAbi = [
  CoverPool.maxRedeem,
  CoverPool.maxWithdraw,
  CoverPool.pendingRedeemRequest,
  CoverPool.redeem,
  CoverPool.requestRedeem,
  CoverPool.setOperator,
  CoverPool.withdraw,
  CoverPool.OperatorSet,
  CoverPool.RedeemRequest,
  CoverPool.RedeemRequestsSettled,
  CoverPool.Withdraw,
  CoverPool.nextExit,
  CoverPool.previewSettlement,
  CoverPool.settleRedeemRequests,
  CoverPool.redeemSchedule,
] as const

type Pool = typeof poolAbi

/** Parameters of {@link requestRedeem}. */
export interface RequestRedeemParameters {
  pool: Address
  /** Shares to put into the exit queue. */
  shares: bigint
  /** Owner of the exit. The owner of the shares by default. */
  controller?: Address | undefined
  /** Owner of the shares. The sender by default. */
  owner?: Address | undefined
}

/**
 * Puts shares into the exit queue. A request cannot be cancelled; until it is settled, its shares
 * earn premium and bear losses. Only the owner or its operator may call it: an allowance is not
 * enough.
 *
 * @throws `AmountZero`, `RequestPending`, `NotAuthorized`, `InsufficientBalance`
 *
 * @example
 * ```ts
 * await requestRedeemSync(client, { pool, shares })
 * const { earliest } = await getRedeemRequest(client, { pool, controller })
 * ```
 */
export const requestRedeem: WriteAction<RequestRedeemParameters, Pool, 'requestRedeem', 'RedeemRequest'> =
  /* @__PURE__ */ defineWriteAction({
    abi: poolAbi,
    functionName: 'requestRedeem',
    eventName: 'RedeemRequest',
    positive: ['shares'],
    request: ({ pool, shares, controller, owner }, { sender }) => {
      const from = owner ?? sender('owner')
      return { address: pool, args: [shares, controller ?? from, from] }
    },
  })

/** {@link requestRedeem}, waiting for the receipt. */
export const requestRedeemSync: SyncAction<RequestRedeemParameters, Pool, 'RedeemRequest'> =
  /* @__PURE__ */ toSync(requestRedeem)

/** Parameters of {@link settleRedeemRequests}. */
export interface SettleRedeemRequestsParameters {
  pool: Address
  /**
   * Controller up to whose request the queue is settled. By default, up to the last UTC day whose
   * requests have all had their cooldown.
   */
  controller?: Address | undefined
}

/**
 * Settles the exit queue in order: shares burn at the price of this moment, and their assets are
 * set aside for their controllers. Anyone may call it; a sender who is neither the controller nor
 * its operator gets a tip, see {@link getRedeemSettlement}. Nothing is settled while the asset
 * cannot be transferred.
 *
 * @throws `CooldownNotOver`, `NothingSettled`, `PoolShort`, `CapitalRequired`, `TransferFailed`
 *
 * @example
 * ```ts
 * const { shares, assets } = await settleRedeemRequestsSync(client, { pool, controller })
 * ```
 */
export const settleRedeemRequests: WriteAction<
  SettleRedeemRequestsParameters,
  Pool,
  'settleRedeemRequests',
  'RedeemRequestsSettled'
> = /* @__PURE__ */ defineWriteAction({
  abi: poolAbi,
  functionName: 'settleRedeemRequests',
  eventName: 'RedeemRequestsSettled',
  mayBeZero: ['controller'],
  request: ({ pool, controller }) => ({
    address: pool,
    args: [controller ?? zeroAddress],
  }),
})

/** {@link settleRedeemRequests}, waiting for the receipt. */
export const settleRedeemRequestsSync: SyncAction<
  SettleRedeemRequestsParameters,
  Pool,
  'RedeemRequestsSettled'
> = /* @__PURE__ */ toSync(settleRedeemRequests)

/** Parameters of {@link getRedeemSettlement}. */
export interface GetRedeemSettlementParameters extends ReadOptions {
  pool: Address
  /** As in {@link settleRedeemRequests}. */
  controller?: Address | undefined
}

/**
 * Effect of {@link settleRedeemRequests}. All zero if it would be refused, except that an asset
 * that cannot be transferred is not noticed.
 */
export interface RedeemSettlement {
  /** Shares that would burn. */
  shares: bigint
  /** Their worth, asset units, tip included. */
  assets: bigint
  /**
   * Tip of a sender who settles for others, asset units: 0.05 % of the assets, at most one cover
   * unit, rising to twenty times as much within the 7 days after they may be settled.
   */
  tip: bigint
}

/**
 * The shares that a settlement of the exit queue would settle now, and a keeper's tip.
 *
 * @example
 * ```ts
 * const { assets, tip } = await getRedeemSettlement(client, { pool, controller })
 * ```
 */
export async function getRedeemSettlement(
  client: ReadClient,
  { pool, controller, ...options }: GetRedeemSettlementParameters,
): Promise<RedeemSettlement> {
  const [shares, assets, tip] = await readOne(
    client,
    {
      abi: poolAbi,
      address: pool,
      functionName: 'previewSettlement',
      args: [controller ?? zeroAddress],
    },
    options,
    { mayBeZero: ['controller'] },
  )
  return { shares, assets, tip }
}

/** Parameters of {@link redeem}. */
export interface RedeemParameters {
  pool: Address
  /** Settled shares to withdraw. */
  shares: bigint
  /** Receiver of the assets. The sender by default. */
  receiver?: Address | undefined
  /** Controller of the exit. The sender by default. */
  controller?: Address | undefined
}

/**
 * Withdraws settled shares; assets are rounded down, and the last share takes the rest.
 *
 * @throws `NothingSettled`, `InsufficientShares`, `NotAuthorized`, `AmountZero`
 *
 * @example
 * ```ts
 * const { claimable } = await getRedeemRequest(client, { pool, controller })
 * const { assets } = await redeemSync(client, { pool, shares: claimable })
 * ```
 */
export const redeem: WriteAction<RedeemParameters, Pool, 'redeem', 'Withdraw'> =
  /* @__PURE__ */ defineWriteAction({
    abi: poolAbi,
    functionName: 'redeem',
    eventName: 'Withdraw',
    positive: ['shares'],
    request: ({ pool, shares, receiver, controller }, { sender }) => ({
      address: pool,
      args: [shares, receiver ?? sender('receiver'), controller ?? sender('controller')],
    }),
  })

/** {@link redeem}, waiting for the receipt. */
export const redeemSync: SyncAction<RedeemParameters, Pool, 'Withdraw'> = /* @__PURE__ */ toSync(redeem)

/** Parameters of {@link withdraw}. */
export interface WithdrawParameters {
  pool: Address
  /** Settled asset units to withdraw. */
  assets: bigint
  /** Receiver of the assets. The sender by default. */
  receiver?: Address | undefined
  /** Controller of the exit. The sender by default. */
  controller?: Address | undefined
}

/**
 * Withdraws settled assets; shares are rounded up, except that the last share goes with the last
 * unit.
 *
 * @throws as {@link redeem}
 *
 * @example
 * ```ts
 * const { claimableAssets } = await getRedeemRequest(client, { pool, controller })
 * await withdrawSync(client, { pool, assets: claimableAssets })
 * ```
 */
export const withdraw: WriteAction<WithdrawParameters, Pool, 'withdraw', 'Withdraw'> =
  /* @__PURE__ */ defineWriteAction({
    abi: poolAbi,
    functionName: 'withdraw',
    eventName: 'Withdraw',
    positive: ['assets'],
    request: ({ pool, assets, receiver, controller }, { sender }) => ({
      address: pool,
      args: [assets, receiver ?? sender('receiver'), controller ?? sender('controller')],
    }),
  })

/** {@link withdraw}, waiting for the receipt. */
export const withdrawSync: SyncAction<WithdrawParameters, Pool, 'Withdraw'> = /* @__PURE__ */ toSync(withdraw)

/** Parameters of {@link setOperator}. */
export interface SetOperatorParameters {
  pool: Address
  /** Account that may request and withdraw for the sender. */
  operator: Address
  approved: boolean
}

/**
 * Allows an operator to request exits and withdraw for the sender, or forbids it.
 *
 * @example
 * ```ts
 * await setOperatorSync(client, { pool, operator, approved: true })
 * ```
 */
export const setOperator: WriteAction<SetOperatorParameters, Pool, 'setOperator', 'OperatorSet'> =
  /* @__PURE__ */ defineWriteAction({
    abi: poolAbi,
    functionName: 'setOperator',
    eventName: 'OperatorSet',
    request: ({ pool, operator, approved }) => ({ address: pool, args: [operator, approved] }),
  })

/** {@link setOperator}, waiting for the receipt. */
export const setOperatorSync: SyncAction<SetOperatorParameters, Pool, 'OperatorSet'> =
  /* @__PURE__ */ toSync(setOperator)

/** Parameters of {@link getRedeemRequest}. */
export interface GetRedeemRequestParameters extends ReadOptions {
  pool: Address
  controller: Address
}

/** A controller's exit. */
export interface RedeemRequest {
  /** Shares that are queued and not settled. */
  pending: bigint
  /** Shares that are settled and not withdrawn. */
  claimable: bigint
  /** Their worth, asset units. */
  claimableAssets: bigint
  /**
   * Earliest time at which all that is pending can be settled, seconds; 0 when nothing is pending.
   */
  earliest: number
  /**
   * Latest time at which it can be settled, absent an incident, seconds; 0 when nothing is pending.
   */
  latest: number
}

/**
 * State of a controller's exit, and the times at which it can be settled.
 *
 * @example
 * ```ts
 * const { pending, claimable, earliest } = await getRedeemRequest(client, { pool, controller })
 * ```
 */
export async function getRedeemRequest(
  client: ReadClient,
  { pool, controller, ...options }: GetRedeemRequestParameters,
): Promise<RedeemRequest> {
  const contract = { abi: poolAbi, address: pool } as const
  const [pending, claimable, claimableAssets, [earliest, latest]] = await readTogether(
    client,
    [
      { ...contract, functionName: 'pendingRedeemRequest', args: [0n, controller] },
      { ...contract, functionName: 'maxRedeem', args: [controller] },
      { ...contract, functionName: 'maxWithdraw', args: [controller] },
      { ...contract, functionName: 'redeemSchedule', args: [controller] },
    ],
    options,
  )
  return { pending, claimable, claimableAssets, earliest: Number(earliest), latest: Number(latest) }
}

/** Parameters of {@link getNextExit}. */
export interface GetNextExitParameters extends Pick<ReadOptions, 'deployment'> {
  pool: Address
  /**
   * First block of the search for requests: that of the pool's creation or later. The deployment's
   * start block by default; required if the deployment does not know it.
   */
  fromBlock?: bigint | undefined
}

/** The request that is settled next. */
export interface NextExit {
  /** Controller of the request. */
  controller: Address
  /** Time of the request, seconds: all earlier requests have been settled. */
  askedAt: number
}

/**
 * The request that is next in a pool's exit queue, from the pool's logs; `undefined` when nothing is
 * queued. Ranges of blocks that the node refuses are halved.
 *
 * @throws {@link InvalidParameterError}, `UnknownDeploymentError`
 *
 * @example
 * ```ts
 * const exit = await getNextExit(client, { pool, fromBlock })
 * ```
 */
export async function getNextExit(
  client: ReadClient,
  { pool, fromBlock, ...options }: GetNextExitParameters,
): Promise<NextExit | undefined> {
  checkAddress('pool', pool)
  const from = fromBlock ?? startBlockOf(client, options)
  if (from === undefined)
    throw new InvalidParameterError('fromBlock', from, 'is missing, and the deployment has no start block')
  const logs = await readEvents(client, {
    ...{ abi: poolAbi, address: pool, eventName: 'RedeemRequest', fromBlock: from },
  } as const)
  // The queue is in the order of requests. A controller has one at a time, so its newest one
  // counts.
  const newest = new Map<Address, number>()
  logs.forEach(({ args }, i) => {
    newest.set(args.controller, i)
  })
  const controllers = [...newest].sort(([, a], [, b]) => a - b).map(([controller]) => controller)
  if (controllers.length === 0) return undefined
  const contract = { abi: poolAbi, address: pool, functionName: 'pendingRedeemRequest' } as const
  const requests = controllers.map((controller) => ({ ...contract, args: [0n, controller] as const }))
  const pending = await tryTogether(client, requests, {})
  const controller = controllers[pending.findIndex((shares) => shares !== 0n)]
  if (!controller) return undefined
  const askedAt = await readOne(
    client,
    { abi: poolAbi, address: pool, functionName: 'nextExit', args: [controller] },
    {},
  )
  return { controller, askedAt: Number(askedAt) }
}

import { type Address, isAddressEqual } from 'viem'
import { InvalidParameterError } from '../../errors/errors.js'
import * as CoverPool from '../../generated/abi/CoverPool.js'
import { checkAddress } from '../../internal/parameters.js'
import { type ReadClient, type ReadOptions, readOne } from '../../internal/read.js'
import { toSync } from '../../internal/sync.js'
import { defineWriteAction } from '../../internal/write.js'
import type { SyncAction, WriteAction } from '../../internal/writeTypes.js'
import { getClaimsVaultAddress } from '../claims/ids.js'

const transferAbi = [CoverPool.transfer, CoverPool.Transfer] as const
const transferFromAbi = [CoverPool.transferFrom, CoverPool.Transfer] as const
const approveAbi = [CoverPool.approve, CoverPool.Approval] as const
const readAbi = [CoverPool.allowance, CoverPool.isOperator] as const

/** The pool refuses its own shares; its vault would never give them back. */
function checkReceiver(pool: Address, to: Address): void {
  checkAddress('to', to)
  const vault = getClaimsVaultAddress(pool)
  if (isAddressEqual(to, pool) || isAddressEqual(to, vault))
    throw new InvalidParameterError('to', to, 'is the pool or its claims vault, which cannot use the shares')
}

/** Parameters of {@link transferShares}. */
export interface TransferSharesParameters {
  pool: Address
  /** The new holder. */
  to: Address
  /** Shares to transfer. */
  shares: bigint
}

/**
 * Transfers shares of a pool from the sender to another holder. Shares in the exit queue belong to their request, and
 * settled ones are burnt: neither can be transferred, and the rest can be while a request waits. Shares that a case gives
 * back stay with who held shares when the case was opened. `getPosition` tells all of them apart.
 *
 * @throws `InsufficientBalance`
 * @throws {@link InvalidParameterError} if the receiver is the pool or its claims vault.
 *
 * @example
 * ```ts
 * const { shares } = await getPosition(client, { pool, account })
 * await transferSharesSync(client, { pool, to, shares })
 * ```
 */
export const transferShares: WriteAction<
  TransferSharesParameters,
  typeof transferAbi,
  'transfer',
  'Transfer'
> = /* @__PURE__ */ defineWriteAction({
  abi: transferAbi,
  functionName: 'transfer',
  eventName: 'Transfer',
  positive: ['amount'],
  request({ pool, to, shares }) {
    checkReceiver(pool, to)
    return { address: pool, args: [to, shares] }
  },
})

/** {@link transferShares}, waiting for the receipt. */
export const transferSharesSync: SyncAction<TransferSharesParameters, typeof transferAbi, 'Transfer'> =
  /* @__PURE__ */ toSync(transferShares)

/** Parameters of {@link transferSharesFrom}. */
export interface TransferSharesFromParameters extends TransferSharesParameters {
  /** The holder, who has approved the sender by {@link approveShares}. */
  from: Address
}

/**
 * Transfers another holder's shares, as far as it has approved the sender.
 *
 * @throws `InsufficientAllowance`, `InsufficientBalance`
 * @throws {@link InvalidParameterError} if the receiver is the pool or its claims vault.
 *
 * @example
 * ```ts
 * await transferSharesFromSync(client, { pool, from: holder, to, shares })
 * ```
 */
export const transferSharesFrom: WriteAction<
  TransferSharesFromParameters,
  typeof transferFromAbi,
  'transferFrom',
  'Transfer'
> = /* @__PURE__ */ defineWriteAction({
  abi: transferFromAbi,
  functionName: 'transferFrom',
  eventName: 'Transfer',
  positive: ['amount'],
  request({ pool, from, to, shares }) {
    checkReceiver(pool, to)
    return { address: pool, args: [from, to, shares] }
  },
})

/** {@link transferSharesFrom}, waiting for the receipt. */
export const transferSharesFromSync: SyncAction<
  TransferSharesFromParameters,
  typeof transferFromAbi,
  'Transfer'
> = /* @__PURE__ */ toSync(transferSharesFrom)

/** Parameters of {@link approveShares}. */
export interface ApproveSharesParameters {
  pool: Address
  /** Account that may transfer them. */
  spender: Address
  /** Shares that it may transfer; zero takes the approval back. */
  shares: bigint
}

/**
 * Lets an account transfer shares of the sender. It replaces an earlier approval, and gives no right over exits: {@link
 * setOperator} does.
 *
 * @example
 * ```ts
 * await approveSharesSync(client, { pool, spender, shares })
 * ```
 */
export const approveShares: WriteAction<ApproveSharesParameters, typeof approveAbi, 'approve', 'Approval'> =
  /* @__PURE__ */ defineWriteAction({
    abi: approveAbi,
    functionName: 'approve',
    eventName: 'Approval',
    request: ({ pool, spender, shares }) => ({ address: pool, args: [spender, shares] }),
  })

/** {@link approveShares}, waiting for the receipt. */
export const approveSharesSync: SyncAction<ApproveSharesParameters, typeof approveAbi, 'Approval'> =
  /* @__PURE__ */ toSync(approveShares)

/** Parameters of {@link getShareAllowance}. */
export interface GetShareAllowanceParameters extends ReadOptions {
  pool: Address
  /** The holder. */
  owner: Address
  spender: Address
}

/**
 * Shares of a holder that a spender may transfer. What the holder has is told by `getPosition`: it may be less.
 *
 * @example
 * ```ts
 * const allowed = await getShareAllowance(client, { pool, owner, spender })
 * ```
 */
export function getShareAllowance(
  client: ReadClient,
  { pool, owner, spender, ...options }: GetShareAllowanceParameters,
): Promise<bigint> {
  const contract = { abi: readAbi, address: pool } as const
  return readOne(client, { ...contract, functionName: 'allowance', args: [owner, spender] }, options)
}

/** Parameters of {@link isOperator}. */
export interface IsOperatorParameters extends ReadOptions {
  pool: Address
  /** Owner of shares and exits. */
  controller: Address
  operator: Address
}

/**
 * Whether an operator may request exits and withdraw for a controller, by {@link setOperator}.
 *
 * @example
 * ```ts
 * const mayExit = await isOperator(client, { pool, controller, operator })
 * ```
 */
export function isOperator(
  client: ReadClient,
  { pool, controller, operator, ...options }: IsOperatorParameters,
): Promise<boolean> {
  const contract = { abi: readAbi, address: pool } as const
  return readOne(client, { ...contract, functionName: 'isOperator', args: [controller, operator] }, options)
}

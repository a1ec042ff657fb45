import { type Address, isAddressEqual, zeroAddress } from 'viem'
import { InvalidParameterError } from '../../errors/errors.js'
import * as CoverToken from '../../generated/abi/CoverToken.js'
import { deploymentOf, type ReadClient, type ReadOptions, readOne } from '../../internal/read.js'
import { toSync } from '../../internal/sync.js'
import { defineWriteAction } from '../../internal/write.js'
import type { SyncAction, WriteAction } from '../../internal/writeTypes.js'
import { getClaimsVaultAddress } from '../claims/ids.js'
import { parseCoverId } from './ids.js'

// Payable in the contract, which saves it a check. What is sent along would be lost, so nothing is.
const transferAbi = [
  { ...CoverToken.transferFrom, stateMutability: 'nonpayable' },
  CoverToken.Transfer,
] as const
const approveAbi = [{ ...CoverToken.approve, stateMutability: 'nonpayable' }, CoverToken.Approval] as const
const operatorAbi = [CoverToken.setApprovalForAll, CoverToken.ApprovalForAll] as const
const readAbi = [CoverToken.getApproved, CoverToken.isApprovedForAll, CoverToken.poolOf] as const

/** Parameters of {@link transferCover}. */
export interface TransferCoverParameters {
  coverId: bigint
  /** The new owner. */
  to: Address
  /** The owner. The sender by default. */
  from?: Address | undefined
}

/**
 * Transfers a cover to another owner, who is paid its claims from then on, registered ones included. The insured and the
 * refund address do not change: the new owner may cancel the cover, and the refund still goes to the refund address. An
 * approval for this one cover ends.
 *
 * Only the owner, or an account that it has approved, may call it. Covers that have ended, were paid in full or were
 * cancelled can be transferred like all others; `coverStatus` tells what they are. The receiver is not called: a contract
 * that cannot move tokens is still paid the claims, and keeps the cover for good.
 *
 * @throws `NotOwnerNorApproved`, `TransferFromIncorrectOwner`, `TokenDoesNotExist`
 * @throws {@link InvalidParameterError} if the receiver is the cover's pool, its claims vault, the cover token or the router:
 * none of them could give it back.
 *
 * @example
 * ```ts
 * await transferCoverSync(client, { coverId, to })
 * ```
 */
export const transferCover: WriteAction<
  TransferCoverParameters,
  typeof transferAbi,
  'transferFrom',
  'Transfer'
> = /* @__PURE__ */ defineWriteAction({
  abi: transferAbi,
  functionName: 'transferFrom',
  eventName: 'Transfer',
  async preflight(client, { coverId, to, ...options }) {
    const { coverToken: address, coverRouter } = deploymentOf(client, options)
    const args = [parseCoverId(coverId).poolId] as const
    const pool = await readOne(client, { abi: readAbi, address, functionName: 'poolOf', args }, {})
    const keepers = [
      address,
      coverRouter,
      ...(pool === zeroAddress ? [] : [pool, getClaimsVaultAddress(pool)]),
    ]
    if (keepers.some((keeper) => isAddressEqual(keeper, to)))
      throw new InvalidParameterError(
        'to',
        to,
        'is a contract of the protocol, which could not give the cover back',
      )
  },
  request: ({ coverId, to, from }, { sender, deployment }) => ({
    address: deployment().coverToken,
    args: [from ?? sender('from'), to, coverId],
  }),
})

/** {@link transferCover}, waiting for the receipt. */
export const transferCoverSync: SyncAction<TransferCoverParameters, typeof transferAbi, 'Transfer'> =
  /* @__PURE__ */ toSync(transferCover)

/** Parameters of {@link approveCover}. */
export interface ApproveCoverParameters {
  coverId: bigint
  /** Account that may dispose of the cover; the zero address for none any more. */
  spender: Address
}

/**
 * Lets an account dispose of one cover: transfer it, to itself too, extend it at its own cost, and cancel it. A cover has
 * one such account at most, until it is transferred. Only the owner or its operator may call it.
 *
 * @throws `NotOwnerNorApproved`, `TokenDoesNotExist`
 *
 * @example
 * ```ts
 * await approveCoverSync(client, { coverId, spender: market })
 * await approveCoverSync(client, { coverId, spender: zeroAddress }) // takes it back
 * ```
 */
export const approveCover: WriteAction<ApproveCoverParameters, typeof approveAbi, 'approve', 'Approval'> =
  /* @__PURE__ */ defineWriteAction({
    abi: approveAbi,
    functionName: 'approve',
    eventName: 'Approval',
    mayBeZero: ['account'],
    request: ({ coverId, spender }, { deployment }) => ({
      address: deployment().coverToken,
      args: [spender, coverId],
    }),
  })

/** {@link approveCover}, waiting for the receipt. */
export const approveCoverSync: SyncAction<ApproveCoverParameters, typeof approveAbi, 'Approval'> =
  /* @__PURE__ */ toSync(approveCover)

/** Parameters of {@link setCoverOperator}. */
export interface SetCoverOperatorParameters {
  /** Account that may dispose of all covers of the sender. */
  operator: Address
  approved: boolean
}

/**
 * Lets an operator dispose of all present and future covers of the sender, as {@link approveCover} does for one; or ends
 * that: but not what it has approved by then. It gives no right over shares or exits: {@link setOperator} does.
 *
 * @example
 * ```ts
 * await setCoverOperatorSync(client, { operator, approved: true })
 * ```
 */
export const setCoverOperator: WriteAction<
  SetCoverOperatorParameters,
  typeof operatorAbi,
  'setApprovalForAll',
  'ApprovalForAll'
> = /* @__PURE__ */ defineWriteAction({
  abi: operatorAbi,
  functionName: 'setApprovalForAll',
  eventName: 'ApprovalForAll',
  request: ({ operator, approved }, { deployment }) => ({
    address: deployment().coverToken,
    args: [operator, approved],
  }),
})

/** {@link setCoverOperator}, waiting for the receipt. */
export const setCoverOperatorSync: SyncAction<
  SetCoverOperatorParameters,
  typeof operatorAbi,
  'ApprovalForAll'
> = /* @__PURE__ */ toSync(setCoverOperator)

/** Parameters of {@link getCoverSpender}. */
export interface GetCoverSpenderParameters extends ReadOptions {
  coverId: bigint
}

/**
 * The account that may dispose of a cover by {@link approveCover}; `undefined` if there is none. Operators of the owner are
 * not told: see {@link isCoverOperator}.
 *
 * @throws `TokenDoesNotExist`
 *
 * @example
 * ```ts
 * const spender = await getCoverSpender(client, { coverId })
 * ```
 */
export async function getCoverSpender(
  client: ReadClient,
  { coverId, ...options }: GetCoverSpenderParameters,
): Promise<Address | undefined> {
  const contract = { abi: readAbi, address: deploymentOf(client, options).coverToken } as const
  const spender = await readOne(
    client,
    { ...contract, functionName: 'getApproved', args: [coverId] },
    options,
  )
  return spender === zeroAddress ? undefined : spender
}

/** Parameters of {@link isCoverOperator}. */
export interface IsCoverOperatorParameters extends ReadOptions {
  owner: Address
  operator: Address
}

/**
 * Whether an operator may dispose of all covers of an owner, by {@link setCoverOperator}.
 *
 * @example
 * ```ts
 * const mayMoveAll = await isCoverOperator(client, { owner, operator })
 * ```
 */
export function isCoverOperator(
  client: ReadClient,
  { owner, operator, ...options }: IsCoverOperatorParameters,
): Promise<boolean> {
  const contract = { abi: readAbi, address: deploymentOf(client, options).coverToken } as const
  return readOne(client, { ...contract, functionName: 'isApprovedForAll', args: [owner, operator] }, options)
}

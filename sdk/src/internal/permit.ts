import { type Address, encodeFunctionData, type Hex, isAddressEqual, parseSignature, size } from 'viem'
import { InvalidParameterError } from '../errors/errors.js'
import * as CoverPool from '../generated/abi/CoverPool.js'
import * as CoverRouter from '../generated/abi/CoverRouter.js'
import type { ContractCall } from './calls.js'
import { checkCall } from './parameters.js'

const poolAbi = [CoverPool.multicall, CoverPool.permit2Asset, CoverPool.permitAsset] as const
const routerAbi = [CoverRouter.permit2Asset, CoverRouter.permitAsset] as const

/**
 * A signed allowance of an asset, in place of an approval; made by `signAssetPermit`. The transaction that gets it submits it:
 * of a pool or of the router. For other contracts it is submitted before, by `submitPermit`. It does no harm if somebody else
 * has submitted it before.
 */
export interface AssetPermit {
  /** By the asset's own EIP-2612 permit, or by Permit2. */
  kind: 'eip2612' | 'permit2'
  /** Who may take it: a pool, the router, or another contract that takes money. */
  pool: Address
  asset: Address
  /** Signer. */
  owner: Address
  /** Amount that may be taken, asset units. */
  amount: bigint
  nonce: bigint
  /** Last second at which it can be used. */
  deadline: number
  signature: Hex
}

/** An action's call with a permit: both in one transaction. */
export type PermittedCall = ContractCall<typeof poolAbi, 'multicall'>

/** Puts a permit before a call on its pool. */
export function withPermit(call: { address: Address; data: Hex }, permit: AssetPermit): PermittedCall {
  return together(poolAbi, call, permit)
}

/** The same on the router, which is told the asset, too. */
export function withRouterPermit(call: { address: Address; data: Hex }, permit: AssetPermit): PermittedCall {
  return together(routerAbi, call, permit, permit.asset)
}

/** A pool and the router have the same `multicall`. */
function together(
  abi: typeof poolAbi | typeof routerAbi,
  { address, data }: { address: Address; data: Hex },
  { kind, pool, amount, nonce, deadline, signature }: AssetPermit,
  ...asset: Address[]
): PermittedCall {
  if (!isAddressEqual(pool, address))
    throw new InvalidParameterError('permit', pool, 'is for another spender', `Sign one for ${address}.`)
  const until = BigInt(deadline)
  const [functionName, rest] =
    kind === 'permit2'
      ? ['permit2Asset', [deadline, Number(nonce), until, signature]]
      : ['permitAsset', [until, ...parseKeySignature(signature)]]
  const submission = { abi, address, functionName, args: [...asset, amount, ...rest] } as never
  checkCall(submission)
  const calls = {
    abi: poolAbi,
    functionName: 'multicall',
    args: [[encodeFunctionData(submission), data]],
  } as const
  return { address, to: address, data: encodeFunctionData(calls), ...calls }
}

/** A signature by a key in parts: v, r, s. */
export function parseKeySignature(signature: Hex): readonly [v: number, r: Hex, s: Hex] {
  if (size(signature) !== 65)
    throw new InvalidParameterError(
      'permit',
      signature,
      'is not signed by a key',
      'Sign one of kind "permit2".',
    )
  const { r, s, yParity } = parseSignature(signature)
  return [27 + yParity, r, s]
}

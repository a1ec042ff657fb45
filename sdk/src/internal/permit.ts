import { type Address, encodeFunctionData, type Hex, isAddressEqual, parseSignature, size } from 'viem'
import { InvalidParameterError } from '../errors/errors.js'
import * as CoverPool from '../generated/abi/CoverPool.js'
import * as CoverRouter from '../generated/abi/CoverRouter.js'
import type { ContractCall } from './calls.js'
import { checkCall } from './parameters.js'

const poolAbi = [CoverPool.multicall, CoverPool.permit2Asset, CoverPool.permitAsset] as const
const routerAbi = [CoverRouter.permit2Asset, CoverRouter.permitAsset] as const

/**
 * A signed allowance of an asset for a pool, in place of an approval; made by `signAssetPermit`.
 * The transaction that gets it submits it. It does no harm if somebody else has submitted it
 * before.
 */
export interface AssetPermit {
  /** By the asset's own EIP-2612 permit, or by Permit2. */
  kind: 'eip2612' | 'permit2'
  /** Who may take it: a pool, or the router. */
  pool: Address
  asset: Address
  /** Signer. */
  owner: Address
  /** Amount that the pool may take, asset units. */
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
  if (!isAddressEqual(permit.pool, call.address)) {
    throw new InvalidParameterError('permit', permit.pool, 'is for another pool', 'Sign one for this pool.')
  }
  return together(call, submission(permit))
}

/** The same on the router, which is told the asset, too. */
export function withRouterPermit(call: { address: Address; data: Hex }, permit: AssetPermit): PermittedCall {
  if (!isAddressEqual(permit.pool, call.address)) {
    const hint = 'Sign one with the router as its spender.'
    throw new InvalidParameterError('permit', permit.pool, 'is for another spender', hint)
  }
  const { kind, asset, amount, nonce, deadline, signature } = permit
  const contract = { abi: routerAbi, address: call.address }
  const until = BigInt(deadline)
  if (kind === 'permit2') {
    const args = [asset, amount, deadline, Number(nonce), until, signature] as const
    return together(call, encodeFunctionData({ ...contract, functionName: 'permit2Asset', args }))
  }
  const { v, r, s } = parseKeySignature(signature)
  const args = [asset, amount, until, v, r, s] as const
  return together(call, encodeFunctionData({ ...contract, functionName: 'permitAsset', args }))
}

/** A pool and the router have the same `multicall`. */
function together({ address, data: last }: { address: Address; data: Hex }, first: Hex): PermittedCall {
  const args = [[first, last]] as const
  const data = encodeFunctionData({ abi: poolAbi, functionName: 'multicall', args })
  return { address, to: address, data, abi: poolAbi, functionName: 'multicall', args }
}

function submission({ kind, pool, amount, nonce, deadline, signature }: AssetPermit): Hex {
  const contract = { abi: poolAbi, address: pool }
  if (kind === 'permit2') {
    const args = [amount, deadline, Number(nonce), BigInt(deadline), signature] as const
    const call = { ...contract, functionName: 'permit2Asset', args } as const
    checkCall(call)
    return encodeFunctionData(call)
  }
  const { v, r, s } = parseKeySignature(signature)
  const args = [amount, BigInt(deadline), v, r, s] as const
  return encodeFunctionData({ ...contract, functionName: 'permitAsset', args })
}

function parseKeySignature(signature: Hex): { v: number; r: Hex; s: Hex } {
  if (size(signature) !== 65) {
    const hint = 'Contract accounts cannot sign EIP-2612 permits: pass kind "permit2" to signAssetPermit.'
    throw new InvalidParameterError('permit', signature, 'is not signed by a key', hint)
  }
  const { r, s, yParity } = parseSignature(signature)
  return { v: 27 + yParity, r, s }
}

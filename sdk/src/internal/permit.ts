import { type Address, encodeFunctionData, type Hex, isAddressEqual, parseSignature, size } from 'viem'
import { InvalidParameterError } from '../errors/errors.js'
import * as CoverPool from '../generated/abi/CoverPool.js'
import type { ContractCall } from './calls.js'
import { checkCall } from './parameters.js'

const poolAbi = [CoverPool.multicall, CoverPool.permit2Asset, CoverPool.permitAsset] as const

/**
 * A signed allowance of an asset for a pool, in place of an approval; made by `signAssetPermit`.
 * The transaction that gets it submits it. It does no harm if somebody else has submitted it
 * before.
 */
export interface AssetPermit {
  /** By the asset's own EIP-2612 permit, or by Permit2. */
  kind: 'eip2612' | 'permit2'
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
  const { address } = call
  if (!isAddressEqual(permit.pool, address)) {
    throw new InvalidParameterError('permit', permit.pool, 'is for another pool', 'Sign one for this pool.')
  }
  const args = [[submission(permit), call.data]] as const
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
  if (size(signature) !== 65) {
    const hint = 'Contract accounts cannot sign EIP-2612 permits: pass kind "permit2" to signAssetPermit.'
    throw new InvalidParameterError('permit', signature, 'is not signed by a key', hint)
  }
  const { r, s, yParity } = parseSignature(signature)
  const args = [amount, BigInt(deadline), 27 + yParity, r, s] as const
  return encodeFunctionData({ ...contract, functionName: 'permitAsset', args })
}

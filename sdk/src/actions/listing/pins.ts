import { type Address, getAddress, type Hex, isAddressEqual, keccak256, zeroAddress, zeroHash } from 'viem'
import { getCode as getBytecode, getChainId, getStorageAt } from 'viem/actions'
import { getAction } from 'viem/utils'
import { withTypedErrors } from '../../errors/decode.js'
import { NoCodeError } from '../../errors/errors.js'
import { checkAddress } from '../../internal/parameters.js'
import type { ReadClient, ReadOptions } from '../../internal/read.js'
import { IMPLEMENTATION_SLOT } from './proxySlot.js'
import type { Pin } from './types.js'

/** Parameters of {@link getPin}. */
export interface GetPinParameters extends Pick<ReadOptions, 'blockNumber' | 'blockTag'> {
  /** The covered contract. */
  target: Address
}

/**
 * Pin of the code that a contract runs. A contract whose EIP-1967 slot is not empty counts as a
 * proxy.
 *
 * @throws {@link NoCodeError} if there is no code, also behind a proxy.
 *
 * @example
 * ```ts
 * const pin = await getPin(client, { target: vault })
 * ```
 */
export async function getPin(client: ReadClient, { target, ...options }: GetPinParameters): Promise<Pin> {
  checkAddress('target', target)
  const at =
    options.blockNumber === undefined
      ? { blockTag: options.blockTag ?? 'latest' }
      : { blockNumber: options.blockNumber }
  return withTypedErrors(async () => {
    const hashAt = async (address: Address): Promise<Hex> => {
      const code = await getAction(client, getBytecode, 'getCode')({ address, ...at })
      if (!code) throw new NoCodeError(address)
      return keccak256(code)
    }
    const [chainId, codeHash, word] = await Promise.all([
      getAction(client, getChainId, 'getChainId')({}),
      hashAt(target),
      getAction(client, getStorageAt, 'getStorageAt')({ address: target, slot: IMPLEMENTATION_SLOT, ...at }),
    ])
    const implementation: Address = `0x${(word ?? zeroHash).slice(-40).padStart(40, '0')}`
    const own = { chainId, target, codeHash }
    if (isAddressEqual(implementation, zeroAddress)) return { ...own, kind: 'plain' }
    return {
      ...own,
      kind: 'proxy',
      implementation: getAddress(implementation),
      implementationCodeHash: await hashAt(implementation),
    }
  })
}

import { type Address, type Block, type Hex, keccak256 } from 'viem'
import { getBlock, getBlockNumber, getProof } from 'viem/actions'
import { getAction } from 'viem/utils'
import { withTypedErrors } from '../../errors/decode.js'
import { HeaderMismatchError } from '../../errors/errors.js'
import { checkAddress } from '../../internal/parameters.js'
import type { ReadClient } from '../../internal/read.js'
import { headerOf } from './blockHeader.js'
import { IMPLEMENTATION_SLOT } from './proxySlot.js'

/** Proof of a proxy's implementation slot at the end of a block, in the contracts' form. */
export interface StorageProof {
  /** The block's header, RLP. */
  readonly header: Hex
  /** Nodes from the state root to the proxy's account. */
  readonly accountProof: readonly Hex[]
  /** Nodes from the account's storage root to the slot. */
  readonly storageProof: readonly Hex[]
}

/** Parameters of {@link getStorageProof}. */
export interface GetStorageProofParameters {
  /** The EIP-1967 proxy. */
  proxy: Address
  /**
   * Block at whose end the slot is proven: one of the last 256, or of the last 8191 where the chain
   * has EIP-2935. By default the one before the latest, because a simulation in the latest block
   * does not know its hash.
   */
  blockNumber?: bigint | undefined
}

/**
 * Proof of a proxy's implementation, for `flagCodeChange` and `clearCodeChange`: of a recent block,
 * so that the chain still knows it when the proof is mined.
 *
 * @throws {@link HeaderMismatchError} if the node's block has no header that the contracts know.
 *
 * @example
 * ```ts
 * const proof = await getStorageProof(client, { proxy })
 * ```
 */
export async function getStorageProof(
  client: ReadClient,
  { proxy, blockNumber }: GetStorageProofParameters,
): Promise<StorageProof> {
  checkAddress('proxy', proxy)
  return withTypedErrors(async () => {
    // Not the latest block: a simulation runs in it, and does not know its hash.
    const number =
      blockNumber ?? (await getAction(client, getBlockNumber, 'getBlockNumber')({ cacheTime: 0 })) - 1n
    const [block, proof] = await Promise.all([
      getAction(client, getBlock, 'getBlock')({ blockNumber: number }),
      getAction(
        client,
        getProof,
        'getProof',
      )({ address: proxy, storageKeys: [IMPLEMENTATION_SLOT], blockNumber: number }),
    ])
    const header = headerOf(block as Block)
    if (keccak256(header) !== block.hash) throw new HeaderMismatchError(number)
    // For an account without storage some nodes send the empty string as a proof.
    const storageProof = (proof.storageProof[0]?.proof ?? []).filter(
      (node) => node !== '0x80' && node !== '0x',
    )
    return { header, accountProof: proof.accountProof, storageProof }
  })
}

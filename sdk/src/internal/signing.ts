import type { Account, Address } from 'viem'
import { getChainId } from 'viem/actions'
import { getAction } from 'viem/utils'
import { InvalidParameterError, WrongNetworkError } from '../errors/errors.js'
import type { ReadClient } from './read.js'

/** The account that signs; throws without one. */
export function signerOf(account: Account | Address | undefined): Account | Address {
  if (account) return account
  throw new InvalidParameterError('account', account, 'is missing, and the client has none')
}

/**
 * The chain that the node is on: a signature for another chain than the client's would be useless.
 */
export async function signedChainId(client: ReadClient): Promise<number> {
  const chainId = await getAction(client, getChainId, 'getChainId')({})
  if (client.chain && client.chain.id !== chainId) throw new WrongNetworkError()
  return chainId
}

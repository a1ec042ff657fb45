import type { Account, Address } from 'viem'
import { getChainId } from 'viem/actions'
import { getAction } from 'viem/utils'
import { InvalidParameterError, WrongNetworkError } from '../errors/errors.js'
import type { ReadClient } from './read.js'

/** The account that signs: refuses to go on without one. */
export function signerOf(account: Account | Address | undefined): Account | Address {
  if (account) return account
  throw new InvalidParameterError('account', account, 'is missing, and the client has none')
}

/** The chain that the node is on: a signature for another than the client's would be of no use. */
export async function signedChainId(client: ReadClient): Promise<number> {
  const chainId = await getAction(client, getChainId, 'getChainId')({})
  if (client.chain && client.chain.id !== chainId) throw new WrongNetworkError()
  return chainId
}

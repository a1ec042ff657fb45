import { type Address, zeroAddress } from 'viem'
import { InvalidParameterError } from '../errors/errors.js'
import type { ReadClient } from './read.js'

/** Account of a read: the client's by default. */
export function accountOf(client: ReadClient, account: Address | undefined): Address {
  const address = account ?? client.account?.address
  if (!address || address === zeroAddress)
    throw new InvalidParameterError('account', address, 'is missing, and the client has none')
  return address
}

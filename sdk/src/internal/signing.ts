import { type Account, type Address, type Hex, hashTypedData, parseAbi, type TypedDataDefinition } from 'viem'
import { getChainId, getCode, readContract, signTypedData } from 'viem/actions'
import { getAction } from 'viem/utils'
import { toBreakwaterError } from '../errors/decode.js'
import { InvalidParameterError, SignatureRefusedError, WrongNetworkError } from '../errors/errors.js'
import { isNodeFailure } from '../errors/nodeErrors.js'
import type { ReadClient } from './read.js'

const accountAbi = /* @__PURE__ */ parseAbi([
  'function isValidSignature(bytes32 hash, bytes signature) view returns (bytes4)',
])

/** What `isValidSignature` of ERC-1271 returns for a valid one: its own selector. */
const VALID = '0x1626ba7e'

/** The account that signs; throws without one. */
export function signerOf(account: Account | Address | undefined): Account | Address {
  if (account) return account
  throw new InvalidParameterError('account', account, 'is missing, and the client has none')
}

export const addressOf = (account: Account | Address): Address =>
  typeof account === 'string' ? account : account.address

/**
 * The chain that the node is on: a signature for another chain than the client's would be useless.
 */
export async function signedChainId(client: ReadClient): Promise<number> {
  const chainId = await getAction(client, getChainId, 'getChainId')({})
  if (client.chain && client.chain.id !== chainId) throw new WrongNetworkError()
  return chainId
}

/** The code of an account; `undefined` if it has none. That of a delegated one begins with 0xef0100. */
export async function accountCode(client: ReadClient, address: Address): Promise<Hex | undefined> {
  const code = await getAction(client, getCode, 'getCode')({ address })
  return code && code !== '0x' ? code : undefined
}

export const isDelegated = (code: Hex | undefined): boolean => code?.startsWith('0xef0100') ?? false

/**
 * Signs what contracts verify by ERC-1271 where the account has code. What the code refuses is not returned.
 *
 * @param instead - What to do without a signature.
 */
export async function signAccepted(
  client: ReadClient,
  account: Account | Address,
  message: TypedDataDefinition,
  code: Hex | undefined,
  instead: string,
): Promise<Hex> {
  const signature = await getAction(client, signTypedData, 'signTypedData')({ account, ...message } as never)
  if (!code) return signature
  const address = addressOf(account)
  const contract = { abi: accountAbi, address, functionName: 'isValidSignature' } as const
  const args = [hashTypedData(message), signature] as const
  const answer = await getAction(
    client,
    readContract,
    'readContract',
  )({ ...contract, args }).catch((error) => {
    const typed = toBreakwaterError(error)
    if (isNodeFailure(typed)) throw typed
    return undefined
  })
  if (answer === VALID) return signature
  const hint = isDelegated(code)
    ? `${instead}, or delegate the account to code that has ERC-1271.`
    : `${instead}.`
  throw new SignatureRefusedError(address, 'account', hint)
}

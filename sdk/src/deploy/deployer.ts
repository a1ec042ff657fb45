import { type Account, type Address, type Hex, parseGwei } from 'viem'
import { getBalance, getCode, getTransactionCount, sendRawTransaction, sendTransaction } from 'viem/actions'
import { getAction } from 'viem/utils'
import { toBreakwaterError } from '../errors/decode.js'
import { NetworkError } from '../errors/errors.js'
import { sending, withOutcome } from '../internal/outcomes.js'
import type { ReadClient } from '../internal/read.js'
import { mined } from '../internal/sync.js'
import type { WaitOptions, WriteOptions } from '../internal/writeTypes.js'
import { DeployerMissingError, inShort } from './errors.js'
import { DEPLOYER } from './parts.js'

/** Code of the deterministic deployer. */
const CODE: Hex =
  '0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf3'
/** Whose first transaction it comes from, on every chain. Nobody has the key: the signature was made up. */
const SIGNER: Address = '0x3fAB184622Dc19b6109349B94811493BF2a45362'
/** That transaction: 100,000 gas at 100 gwei, for any chain. */
const TRANSACTION: Hex =
  '0xf8a58085174876e800830186a08080b853604580600e600039806000f350fe7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf31ba02222222222222222222222222222222222222222222222222222222222222222a02222222222222222222222222222222222222222222222222222222222222222'
/** Gas limit of that transaction. */
export const DEPLOYER_GAS = 100_000n
/** What the signer needs for it, wei. */
const PRICE = DEPLOYER_GAS * parseGwei('100')

/**
 * Whether the chain has the deterministic deployer.
 *
 * @throws {@link DeployerMissingError} where it never can: other code is there, or the signer has sent something else.
 */
export async function hasDeployer(client: ReadClient): Promise<boolean> {
  const code = await getAction(client, getCode, 'getCode')({ address: DEPLOYER })
  if (code === CODE) return true
  if (code) throw new DeployerMissingError(`is not what this chain has at ${DEPLOYER}`)
  const nonce = await getAction(client, getTransactionCount, 'getTransactionCount')({ address: SIGNER })
  if (nonce === 0) return false
  throw new DeployerMissingError('can never be on this chain: the transaction that it comes from has failed')
}

/** What has to be sent to the signer, wei. */
export async function deployerPrice(client: ReadClient): Promise<bigint> {
  const balance = await getAction(client, getBalance, 'getBalance')({ address: SIGNER })
  return balance < PRICE ? PRICE - balance : 0n
}

/** Funds the signer, sends its transaction, and waits for it. */
export async function putDeployer(
  client: ReadClient,
  options: Pick<WriteOptions, 'account' | 'chain'>,
  wait: WaitOptions,
): Promise<Hex> {
  const value = await deployerPrice(client)
  if (value) {
    const send = getAction(client, sendTransaction, 'sendTransaction')
    const account = options.account as Account | Address
    const funding = await sending(client, (watch) =>
      send({ ...options, account: watch(account), to: SIGNER, value } as never),
    )
    await mined(client, funding, wait)
  }
  let hash: Hex
  try {
    const send = getAction(client, sendRawTransaction, 'sendRawTransaction')
    hash = await send({ serializedTransaction: TRANSACTION })
  } catch (error) {
    if (toBreakwaterError(error) instanceof NetworkError) throw withOutcome(error, 'maybeSent')
    const problem = 'is not there, and the node refuses the transaction it comes from'
    throw withOutcome(new DeployerMissingError(problem, inShort(error)), 'refused')
  }
  const { receipt } = await mined(client, hash, wait)
  if (!(await hasDeployer(client)))
    throw withOutcome(
      new DeployerMissingError('is still not there'),
      receipt.status === 'reverted' ? 'reverted' : 'done',
      hash,
    )
  return hash
}

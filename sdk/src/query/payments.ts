import { type Account, type Address, erc20Abi } from 'viem'
import { canBatch } from '../actions/batches/walletBatches.js'
import { permitKinds, readPermits } from '../actions/pool/permitState.js'
import * as CoverPool from '../generated/abi/CoverPool.js'
import { type ReadClient, readOne, readTogether } from '../internal/read.js'
import { addressOf } from '../internal/signing.js'
import type { AnyClient } from '../internal/writeTypes.js'
import type { PaymentPath } from './stages.js'

const poolAbi = [CoverPool.asset] as const

/** Who is paid, and what: a pool in its asset, or another contract. */
export type Payee =
  | { pool: Address; asset?: undefined; spender?: undefined }
  | { pool?: undefined; asset: Address; spender: Address }

/** How an account can pay an amount. */
export interface Payments {
  asset: Address
  /** What the account has, asset units. */
  balance: bigint
  /** What may be taken already, asset units. */
  allowance: bigint
  /** The ways that are possible, that with the fewest questions to the user first. An approval always is. */
  paths: PaymentPath[]
}

/** Reads how an account can pay an amount. Without a wallet, batches and signatures of it are not known. */
export async function readPayments(
  client: ReadClient,
  {
    amount,
    account,
    wallet,
    ...payee
  }: Payee & {
    amount: bigint
    account: Address | Account
    wallet?: AnyClient | undefined
  },
): Promise<Payments> {
  const owner = addressOf(account)
  const asset =
    payee.asset ?? (await readOne(client, { abi: poolAbi, address: payee.pool, functionName: 'asset' }, {}))
  const taker = payee.pool ?? payee.spender
  const token = { abi: erc20Abi, address: asset } as const
  const [[balance, allowance], batches, kinds] = await Promise.all([
    readTogether(
      client,
      [
        { ...token, functionName: 'balanceOf', args: [owner] },
        { ...token, functionName: 'allowance', args: [owner, taker] },
      ],
      {},
    ),
    wallet ? canBatch(wallet, account) : false,
    // Only a pool submits a permit with the call that it is for.
    payee.pool === undefined
      ? []
      : readPermits(client, { asset, owner, taker, pool: payee.pool }).then((state) =>
          permitKinds(state, amount),
        ),
  ])
  const paths: PaymentPath[] = []
  if (allowance >= amount) paths.push('allowance')
  if (batches) paths.push('batch')
  paths.push(...kinds, 'approval')
  return { asset, balance, allowance, paths }
}

import { type Account, type Address, encodeFunctionData, isAddressEqual, maxUint160, size } from 'viem'
import { call as callAction, signTypedData } from 'viem/actions'
import { getAction } from 'viem/utils'
import { permit2Address } from '../../deployments.js'
import { toBreakwaterError, withTypedErrors } from '../../errors/decode.js'
import { InvalidParameterError, SignatureRefusedError } from '../../errors/errors.js'
import { isNodeFailure } from '../../errors/nodeErrors.js'
import { checkAddress, toSeconds } from '../../internal/parameters.js'
import type { AssetPermit } from '../../internal/permit.js'
import type { ReadClient } from '../../internal/read.js'
import { addressOf, signAccepted, signerOf } from '../../internal/signing.js'
import { type PermitState, permitKinds, readPermits } from './permitState.js'
import { permitCall } from './submissions.js'

const PERMIT = {
  Permit: [
    { name: 'owner', type: 'address' },
    { name: 'spender', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
} as const

const PERMIT_SINGLE = {
  PermitSingle: [
    { name: 'details', type: 'PermitDetails' },
    { name: 'spender', type: 'address' },
    { name: 'sigDeadline', type: 'uint256' },
  ],
  PermitDetails: [
    { name: 'token', type: 'address' },
    { name: 'amount', type: 'uint160' },
    { name: 'expiration', type: 'uint48' },
    { name: 'nonce', type: 'uint48' },
  ],
} as const

/** Parameters of {@link signAssetPermit}. */
export type SignAssetPermitParameters = {
  /** The asset of the pool, or what the router is paid with. */
  asset: Address
  /** Exact amount that it may take, asset units. */
  amount: bigint
  /** Last second at which it may take it. */
  deadline: number
  /**
   * Kind of the signature. By default the asset's own if it has one and the signer has a key, Permit2 otherwise.
   */
  kind?: AssetPermit['kind'] | undefined
  /** Signer, who pays later on. The client's account by default. */
  account?: Account | Address | undefined
} & (
  | {
      /** The pool that may take it. */
      pool: Address
      spender?: undefined
    }
  | {
      /**
       * The router, that may take it; or a court, a panel, an arbiter or a claims vault, for {@link submitPermit}. Nothing is
       * checked.
       */
      spender: Address
      pool?: undefined
    }
)

/**
 * Signs an allowance of an exact amount of a pool's asset, for the parameter `permit` of {@link
 * buyCover}, {@link extendCover}, {@link deposit} or {@link mint}: by EIP-2612 if the asset has it,
 * or by Permit2 if the signer has approved that for the asset. `undefined` if neither is possible:
 * then use {@link approveAsset}. Nothing is sent.
 *
 * A contract account signs for Permit2, by ERC-1271. An account that has delegated to code by EIP-7702 has a key and can sign
 * for most assets, too.
 *
 * @throws {@link AssetMismatchError} on another asset than the pool's.
 * @throws {@link SignatureRefusedError} if the account has code, and that or the asset refuses what it has signed: then
 * approve instead.
 * @throws {@link WrongNetworkError} on another chain than the client's.
 * @throws {@link UserRejectedError} if the user rejects it in the wallet.
 *
 * @example
 * ```ts
 * const permit = await signAssetPermit(client, { asset, pool, amount: maxPremium, deadline })
 * if (!permit) await approveAssetSync(client, { asset, pool, amount: maxPremium })
 * const { coverId } = await buyCoverSync(client, { ...order, maxPremium, deadline, permit })
 * ```
 */
export async function signAssetPermit(
  client: ReadClient,
  {
    asset,
    pool,
    spender,
    amount,
    deadline,
    kind,
    account: given = client.account,
  }: SignAssetPermitParameters,
): Promise<AssetPermit | undefined> {
  const account = signerOf(given)
  const owner = addressOf(account)
  const taker = (pool ?? spender) as Address
  const addresses = { asset, [spender === undefined ? 'pool' : 'spender']: taker, account: owner }
  for (const [name, address] of Object.entries(addresses)) checkAddress(name, address)
  if (typeof amount !== 'bigint') throw new InvalidParameterError('amount', amount, 'must be a bigint')
  if (amount <= 0n || amount > maxUint160)
    throw new InvalidParameterError('amount', amount, 'must be from 1 to 2^160 - 1 asset units')
  toSeconds('deadline', deadline)

  return withTypedErrors(async () => {
    const state = await readPermits(client, { asset, owner, taker, pool })
    const permit = { pool: taker, asset, owner, amount, deadline }
    const { own, permit2 } = state
    const [chosen] = permitKinds(state, amount, kind)
    if (own && chosen === 'eip2612')
      return signPermit(client, account, state, { kind: chosen, ...permit, nonce: own.nonce })
    if (permit2 && chosen === 'permit2')
      return signPermit(client, account, state, { kind: chosen, ...permit, nonce: permit2.nonce })
    return undefined
  })
}

/** Parameters of {@link signPermitRevocation}. */
export interface SignPermitRevocationParameters {
  /** The permit that nobody may use any more. */
  permit: Omit<AssetPermit, 'amount' | 'signature'>
  /** Signer: the owner of the permit. The client's account by default. */
  account?: Account | Address | undefined
}

/**
 * Signs the revocation of a permit that nobody has submitted yet: a permit of nothing with its nonce. Submit it by {@link
 * submitPermit}; whoever submits first wins. After that neither the permit nor its spender's earlier allowance is left. A
 * permit that was submitted before is no signature any more, but an allowance: {@link approveAsset} with the amount 0 ends one
 * of the asset's own; what Permit2 keeps ends at the permit's deadline, or by another revocation, with Permit2's next nonce.
 *
 * @throws {@link InvalidParameterError} if the nonce was used before.
 * @throws as {@link signAssetPermit}
 *
 * @example
 * ```ts
 * const revocation = await signPermitRevocation(client, { permit })
 * await submitPermitSync(client, { permit: revocation })
 * ```
 */
export async function signPermitRevocation(
  client: ReadClient,
  { permit, account: given = client.account }: SignPermitRevocationParameters,
): Promise<AssetPermit> {
  const account = signerOf(given)
  const { kind, asset, pool, owner, nonce, deadline } = permit
  for (const [name, address] of Object.entries({ asset, pool, owner }))
    checkAddress(`permit.${name}`, address)
  if (!isAddressEqual(addressOf(account), owner))
    throw new InvalidParameterError('permit', owner, 'is of another account than the signer')
  toSeconds('permit.deadline', deadline)
  return withTypedErrors(async () => {
    const state = await readPermits(client, { asset, owner, taker: pool })
    const next = kind === 'permit2' ? state.permit2?.nonce : state.own?.nonce
    if (next === undefined)
      throw new InvalidParameterError('permit', permit, 'is of a kind that the asset does not have')
    if (nonce < next) {
      const hint = 'There is nothing to revoke but an allowance: call approveAsset with the amount 0.'
      throw new InvalidParameterError('permit', nonce, 'has a nonce that was used before', hint)
    }
    return signPermit(client, account, state, { kind, asset, pool, owner, amount: 0n, nonce, deadline })
  })
}

/** What to do where a signature is refused. */
const INSTEAD = 'Approve with approveAsset from the account instead'

async function signPermit(
  client: ReadClient,
  account: Account | Address,
  { chainId, code, own }: PermitState,
  permit: Omit<AssetPermit, 'signature'>,
): Promise<AssetPermit> {
  const { asset, owner, pool: spender, amount, nonce, deadline } = permit
  const until = BigInt(deadline)
  if (permit.kind === 'permit2') {
    const details = { token: asset, amount, expiration: deadline, nonce: Number(nonce) }
    const data = {
      domain: { name: 'Permit2', chainId, verifyingContract: permit2Address },
      types: PERMIT_SINGLE,
      primaryType: 'PermitSingle',
      message: { details, spender, sigDeadline: until },
    } as const
    return { ...permit, signature: await signAccepted(client, account, data, code, INSTEAD) }
  }
  const signature = await getAction(
    client,
    signTypedData,
    'signTypedData',
  )({
    ...{ account, domain: own?.domain, types: PERMIT, primaryType: 'Permit' },
    message: { owner, spender, value: amount, nonce, deadline: until },
  } as never)
  const signed = { ...permit, signature }
  // An account with code may sign in a way of its own, and only the asset knows whether it accepts that.
  if (code && nonce === own?.nonce) await requireTaken(client, signed)
  return signed
}

async function requireTaken(client: ReadClient, permit: AssetPermit): Promise<void> {
  const refuse = (cause?: unknown) => {
    const hint = `${INSTEAD}, or pass kind "permit2" to signAssetPermit.`
    throw new SignatureRefusedError(permit.owner, 'asset', hint, cause)
  }
  if (size(permit.signature) !== 65) return refuse()
  const { address: to, ...call } = permitCall(permit)
  await getAction(
    client,
    callAction,
    'call',
  )({ to, data: encodeFunctionData(call as never) }).catch((error) => {
    const typed = toBreakwaterError(error)
    if (isNodeFailure(typed)) throw typed
    refuse(typed)
  })
}

import {
  type Account,
  type Address,
  domainSeparator,
  encodeFunctionData,
  erc20Abi,
  type Hex,
  isAddressEqual,
  maxUint160,
  parseAbi,
  size,
  type TypedDataDomain,
} from 'viem'
import { call as callAction, signTypedData } from 'viem/actions'
import { getAction } from 'viem/utils'
import { permit2Address } from '../../deployments.js'
import { toBreakwaterError, withTypedErrors } from '../../errors/decode.js'
import { AssetMismatchError, InvalidParameterError, SignatureRefusedError } from '../../errors/errors.js'
import { isNodeFailure } from '../../errors/nodeErrors.js'
import * as CoverPool from '../../generated/abi/CoverPool.js'
import { checkAddress, toSeconds } from '../../internal/parameters.js'
import type { AssetPermit } from '../../internal/permit.js'
import { probeTogether, type ReadClient } from '../../internal/read.js'
import {
  accountCode,
  addressOf,
  isDelegated,
  signAccepted,
  signedChainId,
  signerOf,
} from '../../internal/signing.js'
import { permitCall } from './submissions.js'

const poolAbi = [CoverPool.asset] as const

const assetAbi = /* @__PURE__ */ parseAbi([
  'function DOMAIN_SEPARATOR() view returns (bytes32)',
  'function PERMIT_TYPEHASH() view returns (bytes32)',
  'function nonces(address owner) view returns (uint256)',
  'function name() view returns (string)',
  'function version() view returns (string)',
  'function eip712Domain() view returns (bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)',
])

const permit2Abi = /* @__PURE__ */ parseAbi([
  'function allowance(address owner, address token, address spender) view returns (uint160 amount, uint48 expiration, uint48 nonce)',
])

/** keccak256 of EIP-2612's `Permit(address owner,…,uint256 deadline)`. */
const PERMIT_TYPEHASH = '0x6e71edae12b1b97f4d1f60370fef10105fa2faae0126114a169c64845d6126c9'

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
    const { code, own, permit2 } = state
    // Few assets accept what a contract account signs.
    const hasKey = !code || isDelegated(code)
    if (own && kind !== 'permit2' && (hasKey || kind === 'eip2612'))
      return signPermit(client, account, state, { kind: 'eip2612', ...permit, nonce: own.nonce })
    if (permit2 && kind !== 'eip2612' && permit2.approved >= amount)
      return signPermit(client, account, state, { kind: 'permit2', ...permit, nonce: permit2.nonce })
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

/** What permits of an asset depend on. */
interface PermitState {
  chainId: number
  /** Code of the owner. */
  code: Hex | undefined
  /** The asset's own permits; `undefined` if it has none. */
  own: { domain: TypedDataDomain; nonce: bigint } | undefined
  /** Permit2 and what the owner has approved it for; `undefined` where there is none. */
  permit2: { approved: bigint; nonce: bigint } | undefined
}

async function readPermits(
  client: ReadClient,
  {
    asset,
    owner,
    taker,
    pool,
  }: { asset: Address; owner: Address; taker: Address; pool?: Address | undefined },
): Promise<PermitState> {
  const chainId = await signedChainId(client)
  const token = { abi: assetAbi, address: asset } as const
  const [code, probed] = await Promise.all([
    accountCode(client, owner),
    probeTogether(client, [
      // The one that must succeed: a pool has an asset, and what is paid with has a balance.
      pool === undefined
        ? { abi: erc20Abi, address: asset, functionName: 'balanceOf', args: [owner] }
        : { abi: poolAbi, address: pool, functionName: 'asset' },
      { ...token, functionName: 'DOMAIN_SEPARATOR' },
      { ...token, functionName: 'PERMIT_TYPEHASH' },
      { ...token, functionName: 'nonces', args: [owner] },
      { ...token, functionName: 'name' },
      { ...token, functionName: 'version' },
      { ...token, functionName: 'eip712Domain' },
      { abi: erc20Abi, address: asset, functionName: 'allowance', args: [owner, permit2Address] },
      {
        abi: permit2Abi,
        address: permit2Address,
        functionName: 'allowance',
        args: [owner, asset, taker],
      },
    ]),
  ])
  const [first, separator, typehash, nonce, name, version, eip712, approved, allowance] =
    probed as ProbedAsset
  if (pool !== undefined && !isAddressEqual(first as Address, asset))
    throw new AssetMismatchError(asset, first as Address)

  const contract = { chainId, verifyingContract: asset }
  // An asset's separator proves its domain, whatever its name and version say.
  const names = [name, eip712?.[1]].filter((text) => text !== undefined)
  const versions = [version, eip712?.[2], '1', '2', undefined]
  const domain = names
    .flatMap((name) =>
      versions.map((version) => ({ name, ...(version === undefined ? {} : { version }), ...contract })),
    )
    .find((candidate) => domainSeparator({ domain: candidate }) === separator)
  const isOwn = domain && nonce !== undefined && (typehash ?? PERMIT_TYPEHASH) === PERMIT_TYPEHASH
  return {
    ...{ chainId, code },
    own: isOwn ? { domain, nonce } : undefined,
    permit2: allowance && { approved: approved ?? 0n, nonce: BigInt(allowance[2]) },
  }
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

/**
 * The node's answers about an asset, in the order of the questions; `undefined` where the asset
 * lacks a part.
 */
type ProbedAsset = [
  /** The pool's asset, or without a pool the owner's balance. */
  first: unknown,
  separator: Hex | undefined,
  typehash: Hex | undefined,
  nonce: bigint | undefined,
  name: string | undefined,
  version: string | undefined,
  domain: readonly [Hex, string, string, ...unknown[]] | undefined,
  approved: bigint | undefined,
  allowance: readonly [amount: bigint, expiration: number, nonce: number] | undefined,
]

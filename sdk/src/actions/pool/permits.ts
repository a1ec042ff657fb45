import {
  type Account,
  type Address,
  domainSeparator,
  erc20Abi,
  type Hex,
  isAddressEqual,
  maxUint160,
  parseAbi,
} from 'viem'
import { signTypedData } from 'viem/actions'
import { getAction } from 'viem/utils'
import { permit2Address } from '../../deployments.js'
import { withTypedErrors } from '../../errors/decode.js'
import { AssetMismatchError, InvalidParameterError } from '../../errors/errors.js'
import * as CoverPool from '../../generated/abi/CoverPool.js'
import { checkAddress, toSeconds } from '../../internal/parameters.js'
import type { AssetPermit } from '../../internal/permit.js'
import { probeTogether, type ReadClient } from '../../internal/read.js'
import { signedChainId, signerOf } from '../../internal/signing.js'

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
   * Kind of the signature, or none. By default the asset's own if it has one, Permit2 otherwise.
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
      /** The router, that may take it. Nothing is checked. */
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
 * @throws {@link AssetMismatchError} on another asset than the pool's.
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
  const owner = typeof account === 'string' ? account : account.address
  const taker = (pool ?? spender) as Address
  const addresses = { asset, [spender === undefined ? 'pool' : 'spender']: taker, account: owner }
  for (const [name, address] of Object.entries(addresses)) checkAddress(name, address)
  if (typeof amount !== 'bigint') throw new InvalidParameterError('amount', amount, 'must be a bigint')
  if (amount <= 0n || amount > maxUint160)
    throw new InvalidParameterError('amount', amount, 'must be from 1 to 2^160 - 1 asset units')
  const until = toSeconds('deadline', deadline)

  return withTypedErrors(async () => {
    const chainId = await signedChainId(client)
    const token = { abi: assetAbi, address: asset } as const
    const [first, separator, typehash, nonce, name, version, domain, approved, allowance] =
      (await probeTogether(client, [
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
      ])) as ProbedAsset
    if (pool !== undefined && !isAddressEqual(first as Address, asset))
      throw new AssetMismatchError(asset, first as Address)

    const sign = getAction(client, signTypedData, 'signTypedData')
    const permit = { pool: taker, asset, owner, amount, deadline }
    const contract = { chainId, verifyingContract: asset }
    // An asset's separator proves its domain, whatever its name and version say.
    const names = [name, domain?.[1]].filter((text) => text !== undefined)
    const versions = [version, domain?.[2], '1', '2', undefined]
    const own = names
      .flatMap((name) =>
        versions.map((version) => ({ name, ...(version === undefined ? {} : { version }), ...contract })),
      )
      .find((candidate) => domainSeparator({ domain: candidate }) === separator)
    if (
      kind !== 'permit2' &&
      own &&
      nonce !== undefined &&
      (typehash ?? PERMIT_TYPEHASH) === PERMIT_TYPEHASH
    ) {
      const message = { owner, spender: taker, value: amount, nonce, deadline: until }
      const signature = await sign({
        ...{ account, domain: own, types: PERMIT },
        ...{ primaryType: 'Permit', message },
      })
      return { kind: 'eip2612', ...permit, nonce, signature }
    }
    if (kind !== 'eip2612' && allowance && (approved ?? 0n) >= amount) {
      const [, , nonce] = allowance
      const details = { token: asset, amount, expiration: deadline, nonce }
      const signature = await sign({
        account,
        domain: { name: 'Permit2', chainId, verifyingContract: permit2Address },
        types: PERMIT_SINGLE,
        primaryType: 'PermitSingle',
        message: { details, spender: taker, sigDeadline: until },
      })
      return { kind: 'permit2', ...permit, nonce: BigInt(nonce), signature }
    }
    return undefined
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

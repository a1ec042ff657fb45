import {
  type Address,
  domainSeparator,
  erc20Abi,
  type Hex,
  isAddressEqual,
  parseAbi,
  type TypedDataDomain,
} from 'viem'
import { permit2Address } from '../../deployments.js'
import { AssetMismatchError } from '../../errors/errors.js'
import * as CoverPool from '../../generated/abi/CoverPool.js'
import type { AssetPermit } from '../../internal/permit.js'
import { probeTogether, type ReadClient } from '../../internal/read.js'
import { accountCode, isDelegated, signedChainId } from '../../internal/signing.js'

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

/** What permits of an asset depend on. */
export interface PermitState {
  chainId: number
  /** Code of the owner. */
  code: Hex | undefined
  /** The asset's own permits; `undefined` if it has none. */
  own: { domain: TypedDataDomain; nonce: bigint } | undefined
  /** Permit2 and what the owner has approved it for; `undefined` where there is none. */
  permit2: { approved: bigint; nonce: bigint } | undefined
}

/** Reads what permits of an asset depend on. */
export async function readPermits(
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

/** The kinds of permits that an account can sign for an amount, the better one first. */
export function permitKinds(
  { code, own, permit2 }: PermitState,
  amount: bigint,
  kind?: AssetPermit['kind'] | undefined,
): AssetPermit['kind'][] {
  // Few assets accept what a contract account signs.
  const hasKey = !code || isDelegated(code)
  const kinds: AssetPermit['kind'][] = []
  if (own && kind !== 'permit2' && (hasKey || kind === 'eip2612')) kinds.push('eip2612')
  if (permit2 && kind !== 'eip2612' && permit2.approved >= amount) kinds.push('permit2')
  return kinds
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

import { type Address, erc20Abi, parseAbi } from 'viem'
import { permit2Address } from '../../deployments.js'
import type { AnyContractError } from '../../errors/decode.js'
import { InvalidParameterError } from '../../errors/errors.js'
import * as CoverPool from '../../generated/abi/CoverPool.js'
import * as CoverToken from '../../generated/abi/CoverToken.js'
import * as RenewalMandate from '../../generated/abi/RenewalMandate.js'
import { isSameAddress, pinned } from '../../internal/lens.js'
import {
  attemptEach,
  deploymentOf,
  probeTogether,
  type ReadClient,
  type ReadOptions,
  readOne,
  readTogether,
} from '../../internal/read.js'
import { toSync } from '../../internal/sync.js'
import { defineWriteAction } from '../../internal/write.js'
import type { SyncAction, WriteAction } from '../../internal/writeTypes.js'
import { parseCoverId } from '../cover/ids.js'
import { embedding } from './errors.js'
import { type Mandate, type SignedMandate, toMandate } from './mandateTypes.js'

const renewAbi = /* @__PURE__ */ embedding([RenewalMandate.renewCover, RenewalMandate.CoverRenewed] as const)
const mandateAbi = /* @__PURE__ */ embedding([
  RenewalMandate.isRevoked,
  RenewalMandate.previewRenewal,
  RenewalMandate.seriesOf,
] as const)
const tokenAbi = /* @__PURE__ */ embedding([
  CoverToken.getApproved,
  CoverToken.isApprovedForAll,
  CoverToken.ownerOf,
  CoverToken.poolOf,
] as const)
const poolAbi = /* @__PURE__ */ embedding([CoverPool.asset] as const)
const permit2Abi = /* @__PURE__ */ parseAbi([
  'function allowance(address owner, address token, address spender) view returns (uint160 amount, uint48 expiration, uint48 nonce)',
])

/** Parameters of {@link renewCover}. */
export interface RenewCoverParameters {
  /** From {@link signMandate}. */
  mandate: SignedMandate
}

/**
 * Extends a cover by its owner's mandate: the owner pays premium and tip, the sender gets the tip. Anyone may call it.
 *
 * @throws {@link InvalidParameterError} if the owner has not approved the mandate contract for the cover, or lacks the allowance
 * or the money.
 * @throws `MandateVoid`, `NotCoverOwner`, `AmountOutsideMandate`, `RenewalTooEarly`, `MandateOver`, `PremiumAboveMax`,
 * `InvalidSignature`, and all with which the pool refuses an extension
 *
 * @example
 * ```ts
 * const { end, premium, tip } = await renewCoverSync(keeper, { mandate })
 * ```
 */
export const renewCover: WriteAction<RenewCoverParameters, typeof renewAbi, 'renewCover', 'CoverRenewed'> =
  /* @__PURE__ */ defineWriteAction({
    abi: renewAbi,
    functionName: 'renewCover',
    eventName: 'CoverRenewed',
    async preflight(client, { mandate, deployment }) {
      const options = { deployment }
      const means = await meansOf(client, mandate, options)
      requireApproved(mandate, means)
      const { premium, tip } = await renewalOf(client, mandate, options)
      requireMoney(mandate, means, premium + tip)
    },
    request: ({ mandate }, { deployment }) => ({
      address: deployment().renewalMandate,
      args: [toMandate(mandate), mandate.signature],
    }),
  })

/** {@link renewCover}, waiting for the receipt. */
export const renewCoverSync: SyncAction<RenewCoverParameters, typeof renewAbi, 'CoverRenewed'> =
  /* @__PURE__ */ toSync(renewCover)

/** What a renewal would do. */
export interface Renewal {
  /** New end of protection, exclusive, seconds. */
  end: number
  /** What the pool takes, asset units. */
  premium: bigint
  /** What whoever renews gets on top, asset units. */
  tip: bigint
}

/** Parameters of {@link previewRenewal}. */
export interface PreviewRenewalParameters extends ReadOptions {
  mandate: Mandate
}

/**
 * What a renewal would do now. It tests neither the signature nor whether the owner can pay: {@link getMandate} tells that.
 *
 * @throws as {@link renewCover}; `NotAuthorized` if the mandate contract is not approved for the cover.
 *
 * @example
 * ```ts
 * const { end, premium } = await previewRenewal(client, { mandate })
 * ```
 */
export function previewRenewal(
  client: ReadClient,
  { mandate, ...options }: PreviewRenewalParameters,
): Promise<Renewal> {
  return renewalOf(client, mandate, options)
}

const previewOf = (address: Address, mandate: Mandate) =>
  ({ abi: mandateAbi, address, functionName: 'previewRenewal', args: [toMandate(mandate)] }) as const

async function renewalOf(client: ReadClient, mandate: Mandate, options: ReadOptions): Promise<Renewal> {
  const { renewalMandate } = deploymentOf(client, options)
  const [end, premium, tip] = await readOne(client, previewOf(renewalMandate, mandate), options)
  return { end, premium, tip }
}

/** A mandate and its cover now. Asset units. */
export interface MandateState {
  /** Whether it was revoked, alone or with all of its series. */
  isRevoked: boolean
  /** Whether the mandate contract may extend the cover. */
  isApproved: boolean
  /** What the mandate contract may take of the owner: by the asset's allowance, or by that of Permit2. */
  allowance: bigint
  /** What the owner has. */
  balance: bigint
  /** Asset that renewals are paid in. */
  asset: Address
  /** What a renewal would do now; `undefined` if there can be none. */
  renewal: Renewal | undefined
  /** Why there can be none; also `undefined` if the pool refuses without a reason. */
  refusal: AnyContractError | undefined
}

/** Parameters of {@link getMandate}. */
export interface GetMandateParameters extends ReadOptions {
  mandate: Mandate
}

/**
 * State of a mandate: whether it was revoked, whether its cover can be renewed now, and whether the owner can pay.
 *
 * @throws `TokenDoesNotExist`
 *
 * @example
 * ```ts
 * const { renewal, refusal, allowance, balance } = await getMandate(client, { mandate })
 * if (!renewal) console.log(refusal?.message)
 * ```
 */
export async function getMandate(
  client: ReadClient,
  { mandate, ...options }: GetMandateParameters,
): Promise<MandateState> {
  const at = await pinned(client, options)
  const { renewalMandate } = deploymentOf(client, at)
  const { owner, nonce, series } = mandate
  const contract = { abi: mandateAbi, address: renewalMandate } as const
  const [means, [now, isOneRevoked], [attempt]] = await Promise.all([
    meansOf(client, mandate, at),
    readTogether(
      client,
      [
        { ...contract, functionName: 'seriesOf', args: [owner] },
        { ...contract, functionName: 'isRevoked', args: [owner, nonce] },
      ],
      at,
    ),
    attemptEach(client, [previewOf(renewalMandate, mandate)], at),
  ])
  const [end, premium, tip] = (attempt?.isDone ? attempt.result : []) as [number, bigint, bigint]
  return {
    isRevoked: isOneRevoked || now !== series,
    ...means,
    renewal: attempt?.isDone ? { end, premium, tip } : undefined,
    refusal: attempt?.error,
  }
}

type Means = Pick<MandateState, 'isApproved' | 'allowance' | 'balance' | 'asset'>

/** What a mandate can be paid with. */
async function meansOf(client: ReadClient, mandate: Mandate, options: ReadOptions): Promise<Means> {
  const { owner, coverId } = mandate
  const { coverToken, renewalMandate } = deploymentOf(client, options)
  const token = { abi: tokenAbi, address: coverToken } as const
  const [pool, spender, holder] = await readTogether(
    client,
    [
      { ...token, functionName: 'poolOf', args: [parseCoverId(coverId).poolId] },
      { ...token, functionName: 'getApproved', args: [coverId] },
      { ...token, functionName: 'ownerOf', args: [coverId] },
    ],
    options,
  )
  const [asset, isOperator] = await readTogether(
    client,
    [
      { abi: poolAbi, address: pool, functionName: 'asset' },
      { ...token, functionName: 'isApprovedForAll', args: [holder, renewalMandate] },
    ],
    options,
  )
  const erc20 = { abi: erc20Abi, address: asset } as const
  const permit2 = { abi: permit2Abi, address: permit2Address, functionName: 'allowance' } as const
  const [balance, own, toPermit2 = 0n, passedOn] = (await probeTogether(
    client,
    [
      { ...erc20, functionName: 'balanceOf', args: [owner] },
      { ...erc20, functionName: 'allowance', args: [owner, renewalMandate] },
      { ...erc20, functionName: 'allowance', args: [owner, permit2Address] },
      { ...permit2, args: [owner, asset, renewalMandate] },
    ],
    options,
  )) as [bigint, bigint | undefined, bigint | undefined, readonly [bigint, number, number] | undefined]
  const byPermit2 = passedOn && passedOn[0] < toPermit2 ? passedOn[0] : passedOn ? toPermit2 : 0n
  const allowance = byPermit2 > (own ?? 0n) ? byPermit2 : (own ?? 0n)
  return { isApproved: isOperator || isSameAddress(spender, renewalMandate), allowance, balance, asset }
}

function requireApproved({ coverId }: Mandate, { isApproved }: Means): void {
  if (isApproved) return
  const hint = 'Have the owner call approveCover with the mandate contract as spender.'
  const problem = 'is of a cover for which the mandate contract is not approved'
  throw new InvalidParameterError('mandate', coverId, problem, hint)
}

function requireMoney({ owner }: Mandate, { allowance, balance, asset }: Means, cost: bigint): void {
  const fail = (what: string, hint: string): never => {
    const problem = `cannot be paid: the owner ${what} of ${asset}, and the renewal takes ${cost}`
    throw new InvalidParameterError('mandate', owner, problem, hint)
  }
  if (allowance < cost)
    fail(`allows ${allowance}`, 'Have the owner call approveAsset with the mandate contract as spender.')
  if (balance < cost) fail(`has ${balance}`, 'Come back when the owner has the money.')
}

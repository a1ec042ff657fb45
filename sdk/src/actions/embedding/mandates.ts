import { type Account, type Address, bytesToBigInt, isAddressEqual, zeroAddress } from 'viem'
import { withTypedErrors } from '../../errors/decode.js'
import { InvalidParameterError } from '../../errors/errors.js'
import * as CoverPool from '../../generated/abi/CoverPool.js'
import * as CoverToken from '../../generated/abi/CoverToken.js'
import * as RenewalMandate from '../../generated/abi/RenewalMandate.js'
import { checkAddress, checkCall, toSeconds } from '../../internal/parameters.js'
import { deploymentOf, type ReadClient, type ReadOptions, readTogether } from '../../internal/read.js'
import { accountCode, addressOf, signAccepted, signedChainId, signerOf } from '../../internal/signing.js'
import { DAY } from '../../math/arithmetic.js'
import { parseCoverId } from '../cover/ids.js'
import { embedding } from './errors.js'
import { mandateDomain } from './mandateDomain.js'
import type { Mandate, SignedMandate } from './mandateTypes.js'

const previewAbi = /* @__PURE__ */ embedding([RenewalMandate.previewRenewal] as const)
const stateAbi = /* @__PURE__ */ embedding([RenewalMandate.seriesOf] as const)
const tokenAbi = /* @__PURE__ */ embedding([
  CoverToken.coverData,
  CoverToken.ownerOf,
  CoverToken.poolOf,
] as const)
const poolAbi = /* @__PURE__ */ embedding([CoverPool.coverUnit] as const)

const MANDATE = {
  Mandate: [
    { name: 'owner', type: 'address' },
    { name: 'coverId', type: 'uint256' },
    { name: 'maxRate', type: 'uint64' },
    { name: 'minAmount', type: 'uint128' },
    { name: 'maxAmount', type: 'uint128' },
    { name: 'lastEnd', type: 'uint40' },
    { name: 'period', type: 'uint32' },
    { name: 'window', type: 'uint32' },
    { name: 'tip', type: 'uint128' },
    { name: 'series', type: 'uint256' },
    { name: 'nonce', type: 'uint256' },
  ],
} as const

/** Parameters of {@link signMandate}. */
export interface SignMandateParameters
  extends Pick<Mandate, 'coverId' | 'maxRate' | 'maxAmount' | 'lastEnd' | 'period' | 'window'> {
  /** The cover is renewed only while at least so much of it is left, asset units. 0 by default. */
  minAmount?: bigint | undefined
  /** Asset units to whoever renews, for each renewal. 0 by default: then nobody has a reason to. */
  tip?: bigint | undefined
  /** By which the mandate is revoked; several may have the same. A random one by default. */
  nonce?: bigint | undefined
  /** Signer, a contract account too: the owner of the cover. The client's account by default. */
  account?: Account | Address | undefined
  /** Addresses of the protocol on this chain. The known ones by default. */
  deployment?: ReadOptions['deployment']
}

/**
 * Signs a mandate, once, so that anyone may renew a cover within its caps: {@link renewCover}. Nothing is sent. The mandate
 * contract also needs the cover's approval, {@link approveCover}, and an allowance of the pool's asset, {@link approveAsset}; both
 * with `deployment.renewalMandate` as `spender`.
 *
 * @throws {@link InvalidParameterError} for caps that make no sense, or that allow no renewal of this cover; or if the signer does
 * not own it.
 * @throws {@link SignatureRefusedError} if the account has code that does not accept its signatures.
 * @throws {@link WrongNetworkError} on another chain than the client's.
 * @throws {@link UserRejectedError} if the user rejects it in the wallet.
 *
 * @example
 * ```ts
 * const mandate = await signMandate(client, {
 *   ...{ coverId, maxRate: parseEther('0.05'), maxAmount: parseUnits('100000', 6) },
 *   ...{ lastEnd: end + 730 * 86_400, period: 90 * 86_400, window: 14 * 86_400, tip: parseUnits('2', 6) },
 * })
 * ```
 */
export async function signMandate(
  client: ReadClient,
  { account: given = client.account, deployment, ...terms }: SignMandateParameters,
): Promise<SignedMandate> {
  const account = signerOf(given)
  const owner = addressOf(account)
  checkAddress('account', owner)
  const { minAmount = 0n, tip = 0n, nonce = randomNonce() } = terms
  const { coverId, maxRate, maxAmount, lastEnd, period, window } = terms
  const caps = { coverId, maxRate, minAmount, maxAmount, lastEnd, period, window, tip }
  const unsigned = { owner, ...caps, series: 0n, nonce }
  const address = deploymentOf(client, { deployment }).renewalMandate
  checkCall({ abi: previewAbi, address, functionName: 'previewRenewal', args: [unsigned] }, {}, terms)
  checkCaps(unsigned)
  return withTypedErrors(async () => {
    const [chainId, code, series] = await Promise.all([
      signedChainId(client),
      accountCode(client, owner),
      currentSeries(client, unsigned, { deployment }),
    ])
    const mandate: Mandate = { ...unsigned, series }
    const domain = await mandateDomain(client, address, chainId)
    const data = { domain, types: MANDATE, primaryType: 'Mandate', message: { ...mandate } } as const
    const instead = 'Renew from the account with extendCover instead'
    return { ...mandate, signature: await signAccepted(client, account, data, code, instead) }
  })
}

/** A nonce that no other mandate has. */
const randomNonce = (): bigint => bytesToBigInt(crypto.getRandomValues(new Uint8Array(32)))

/** Refuses what the contract would refuse at each renewal. */
function checkCaps({ maxRate, minAmount, maxAmount, period, window }: Mandate): void {
  if (maxRate === 0n) throw new InvalidParameterError('maxRate', maxRate, 'must be above zero')
  if (maxAmount === 0n) throw new InvalidParameterError('maxAmount', maxAmount, 'must be above zero')
  if (minAmount > maxAmount)
    throw new InvalidParameterError('minAmount', minAmount, `is above maxAmount, ${maxAmount}`)
  toSeconds('period', period, 1, 365 * DAY)
  toSeconds('window', window, 1, period)
}

/** The series of the owner's mandates now; refuses a mandate that could never renew its cover as it is. */
async function currentSeries(client: ReadClient, mandate: Mandate, options: ReadOptions): Promise<bigint> {
  const { coverToken, renewalMandate } = deploymentOf(client, options)
  const { owner, coverId, lastEnd, period, minAmount, maxAmount } = mandate
  const token = { abi: tokenAbi, address: coverToken } as const
  const [series, holder, { end, amount }, pool] = await readTogether(
    client,
    [
      { abi: stateAbi, address: renewalMandate, functionName: 'seriesOf', args: [owner] },
      { ...token, functionName: 'ownerOf', args: [coverId] },
      { ...token, functionName: 'coverData', args: [coverId] },
      { ...token, functionName: 'poolOf', args: [parseCoverId(coverId).poolId] },
    ],
    options,
  )
  if (!isAddressEqual(holder, owner))
    throw new InvalidParameterError('coverId', coverId, `belongs to ${holder}, and not to the signer`)
  const first = Number(end) + period
  if (lastEnd < first)
    throw new InvalidParameterError(
      'lastEnd',
      lastEnd,
      `allows no renewal: the first would end at ${first} or later`,
    )
  if (isAddressEqual(pool, zeroAddress)) return series
  const [coverUnit] = await readTogether(
    client,
    [{ abi: poolAbi, address: pool, functionName: 'coverUnit' }],
    options,
  )
  const left = amount * coverUnit
  if (left > maxAmount)
    throw new InvalidParameterError('maxAmount', maxAmount, `is below what is left of the cover, ${left}`)
  if (left < minAmount)
    throw new InvalidParameterError('minAmount', minAmount, `is above what is left of the cover, ${left}`)
  return series
}

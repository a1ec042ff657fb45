import { parseAbi } from 'viem'
import { getBlock } from 'viem/actions'
import { getAction } from 'viem/utils'
import { permit2Address } from '../../deployments.js'
import { withTypedErrors } from '../../errors/decode.js'
import { InvalidParameterError } from '../../errors/errors.js'
import { toSeconds } from '../../internal/parameters.js'
import { type AssetPermit, parseKeySignature } from '../../internal/permit.js'
import { type ReadClient, readOne } from '../../internal/read.js'
import { toSync } from '../../internal/sync.js'
import { defineWriteAction } from '../../internal/write.js'
import type { SyncAction, WriteAction } from '../../internal/writeTypes.js'

/** Of assets, and of Permit2: both have a call of the same name. */
const permitAbi = /* @__PURE__ */ parseAbi([
  'function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)',
  'function permit(address owner, ((address token, uint160 amount, uint48 expiration, uint48 nonce) details, address spender, uint256 sigDeadline) permitSingle, bytes signature)',
  'event Approval(address indexed owner, address indexed spender, uint256 value)',
])
const assetAbi = /* @__PURE__ */ parseAbi(['function nonces(address owner) view returns (uint256)'])
const permit2Abi = /* @__PURE__ */ parseAbi([
  'function allowance(address owner, address token, address spender) view returns (uint160 amount, uint48 expiration, uint48 nonce)',
])

/** Parameters of {@link submitPermit}. */
export interface SubmitPermitParameters {
  /** From {@link signAssetPermit} or {@link signPermitRevocation}. */
  permit: AssetPermit
}

/**
 * Submits a signed allowance in a transaction of its own: to the asset, or to Permit2. Anyone may call it, so that a relayer
 * pays for the gas, and the signer then sends only what takes the money. Nothing is taken here.
 *
 * Bonds, stakes and first loss are paid this way: sign with the court, the panel, the arbiter or the claims vault as `spender`.
 * Courts, panels and arbiters need `kind: 'eip2612'`, because they do not know Permit2. Of an asset without that they need an
 * approval.
 *
 * @throws {@link InvalidParameterError} if its deadline is over, its nonce was used before, or is not the next one yet.
 * @throws `InvalidPermit`, `PermitExpired`
 *
 * @example
 * ```ts
 * const permit = await signAssetPermit(client, { ...bond, deadline, kind: 'eip2612' })
 * if (permit) await submitPermitSync(relayer, { permit })
 * await postAnswerSync(client, answer)
 * ```
 */
export const submitPermit: WriteAction<SubmitPermitParameters, typeof permitAbi, 'permit', 'Approval'> =
  /* @__PURE__ */ defineWriteAction({
    abi: permitAbi,
    functionName: 'permit',
    eventName: 'Approval',
    async preflight(client, { permit }) {
      const [{ timestamp }, next] = await Promise.all([
        withTypedErrors(() => getAction(client, getBlock, 'getBlock')({})),
        nextNonce(client, permit),
      ])
      const { nonce, deadline } = permit
      if (timestamp > BigInt(deadline))
        throw new InvalidParameterError('permit', deadline, 'has a deadline that is over')
      if (nonce < next) {
        const hint = 'If it was this permit, its allowance is there. Otherwise sign another one.'
        throw new InvalidParameterError('permit', nonce, 'has a nonce that was used before', hint)
      }
      if (nonce > next) {
        const hint = `Submit the permit with nonce ${next} first.`
        throw new InvalidParameterError('permit', nonce, 'has a nonce that is not the next one yet', hint)
      }
    },
    request: ({ permit }) => permitCall(permit),
  })

/** {@link submitPermit}, waiting for the receipt. Permit2 emits another event than assets: of it nothing is decoded. */
export const submitPermitSync: SyncAction<SubmitPermitParameters, typeof permitAbi, 'Approval', true> =
  /* @__PURE__ */ toSync(submitPermit, true)

/** The call by which anybody submits a permit. */
export function permitCall({ kind, asset, pool, owner, amount, nonce, deadline, signature }: AssetPermit) {
  const until = toSeconds('permit.deadline', deadline)
  const contract = { abi: permitAbi, functionName: 'permit' } as const
  if (kind !== 'permit2')
    return {
      ...{ ...contract, address: asset },
      args: [owner, pool, amount, until, ...parseKeySignature(signature)],
    } as const
  const details = { token: asset, amount, expiration: deadline, nonce: Number(nonce) }
  const args = [owner, { details, spender: pool, sigDeadline: until }, signature] as const
  return { ...contract, address: permit2Address, args } as const
}

async function nextNonce(client: ReadClient, { kind, asset, owner, pool }: AssetPermit): Promise<bigint> {
  if (kind !== 'permit2')
    return readOne(client, { abi: assetAbi, address: asset, functionName: 'nonces', args: [owner] }, {})
  const contract = { abi: permit2Abi, address: permit2Address } as const
  const [, , nonce] = await readOne(
    client,
    { ...contract, functionName: 'allowance', args: [owner, asset, pool] },
    {},
  )
  return BigInt(nonce)
}

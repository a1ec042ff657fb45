import type { Hex } from 'viem'
import { zeroHash } from 'viem'
import * as ProductRegistry from '../../generated/abi/ProductRegistry.js'
import { deploymentOf, type ReadClient, type ReadOptions, readOne } from '../../internal/read.js'
import { toSync } from '../../internal/sync.js'
import { defineWriteAction } from '../../internal/write.js'
import type { SyncAction, WriteAction } from '../../internal/writeTypes.js'
import { toPinArgument } from './pinArgument.js'
import type { Pin, Terms } from './types.js'

const productRegistryAbi = [
  ProductRegistry.getTerms,
  ProductRegistry.publishTerms,
  ProductRegistry.suspendTerms,
  ProductRegistry.TermsPublished,
  ProductRegistry.TermsSuspended,
] as const

type Registry = typeof productRegistryAbi

/** Parameters of {@link publishTerms}. */
export interface PublishTermsParameters
  extends Omit<Terms, 'haircut' | 'proofOfLoss' | 'codeGrace' | 'wording'> {
  /** Part of a pool's capital that fails in the same event, WAD. 0 by default. */
  haircut?: bigint | undefined
  /** Whether claims need a proof of the insured's own loss. `false` by default. */
  proofOfLoss?: boolean | undefined
  /**
   * Seconds for which cover goes on after unreviewed code was shown. 0 by default: to its own end.
   */
  codeGrace?: number | undefined
  /** Hash of the conditions in words. Zero by default. */
  wording?: Hex | undefined
  /**
   * Pinned contracts, whose code runs and is attested now: 1 to 16. {@link getPin} makes the pins.
   */
  pins: readonly Pin[]
}

/**
 * Publishes terms, which supersede the product's earlier ones for new sales. Only the owner of the
 * registry may call it. All versions of a product have the same resolver, subject, asset, kind of
 * proof, horizon, report window and claim window.
 *
 * @throws `Unauthorized`, `InvalidTerms`, `DiffersFromProduct`, `InvalidPin`, `AttestationMissing`, `UnknownCourtTerms`
 *
 * @example
 * ```ts
 * const { termsId } = await publishTermsSync(client, {
 *   productId,
 *   asset,
 *   resolver: court,
 *   subject,
 *   waitingPeriod: 3 * 86_400,
 *   reportWindow: 8 * 86_400,
 *   horizon: 13 * 86_400,
 *   minBilled: 14 * 86_400,
 *   claimWindow: 60 * 86_400,
 *   deductible: parseEther('0.05'),
 *   maxCover: parseUnits('1000000', 6),
 *   observes: true,
 *   pins: [await getPin(client, { target: vault })],
 * })
 * ```
 */
export const publishTerms: WriteAction<PublishTermsParameters, Registry, 'publishTerms', 'TermsPublished'> =
  /* @__PURE__ */ defineWriteAction({
    abi: productRegistryAbi,
    functionName: 'publishTerms',
    eventName: 'TermsPublished',
    mayBeZero: ['implementation'],
    positive: ['productId', 'maxCover'],
    request: ({ haircut, proofOfLoss, codeGrace, wording, pins, ...terms }, { deployment }) => ({
      address: deployment().registry,
      args: [
        {
          productId: terms.productId,
          asset: terms.asset,
          resolver: terms.resolver,
          subject: terms.subject,
          waitingPeriod: terms.waitingPeriod,
          reportWindow: terms.reportWindow,
          horizon: terms.horizon,
          minBilled: terms.minBilled,
          claimWindow: terms.claimWindow,
          deductible: terms.deductible,
          haircut: haircut ?? 0n,
          maxCover: terms.maxCover,
          observes: terms.observes,
          proofOfLoss: proofOfLoss ?? false,
          codeGrace: codeGrace ?? 0,
          wording: wording ?? zeroHash,
        },
        pins.map(toPinArgument),
      ],
    }),
  })

/** {@link publishTerms}, waiting for the receipt. */
export const publishTermsSync: SyncAction<PublishTermsParameters, Registry, 'TermsPublished'> =
  /* @__PURE__ */ toSync(publishTerms)

/** Parameters of {@link suspendTerms}. */
export interface SuspendTermsParameters {
  termsId: bigint
  /** `true` stops sales, `false` resumes them. */
  suspended: boolean
}

/**
 * Stops or resumes the sale of terms in all pools. Covers in force are untouched. Only the owner of
 * the registry may call it.
 *
 * @throws `Unauthorized`, `UnknownTerms`
 *
 * @example
 * ```ts
 * await suspendTermsSync(client, { termsId, suspended: true })
 * ```
 */
export const suspendTerms: WriteAction<SuspendTermsParameters, Registry, 'suspendTerms', 'TermsSuspended'> =
  /* @__PURE__ */ defineWriteAction({
    abi: productRegistryAbi,
    functionName: 'suspendTerms',
    eventName: 'TermsSuspended',
    request: ({ termsId, suspended }, { deployment }) => ({
      address: deployment().registry,
      args: [termsId, suspended],
    }),
  })

/** {@link suspendTerms}, waiting for the receipt. */
export const suspendTermsSync: SyncAction<SuspendTermsParameters, Registry, 'TermsSuspended'> =
  /* @__PURE__ */ toSync(suspendTerms)

/** Parameters of {@link getTerms}. */
export interface GetTermsParameters extends ReadOptions {
  termsId: bigint
}

/**
 * Terms by their id.
 *
 * @throws `UnknownTerms`
 *
 * @example
 * ```ts
 * const { deductible, waitingPeriod } = await getTerms(client, { termsId })
 * ```
 */
export async function getTerms(
  client: ReadClient,
  { termsId, ...options }: GetTermsParameters,
): Promise<Terms> {
  const address = deploymentOf(client, options).registry
  return readOne(
    client,
    { abi: productRegistryAbi, address, functionName: 'getTerms', args: [termsId] },
    options,
  )
}

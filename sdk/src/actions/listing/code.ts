import type { Address } from 'viem'
import { zeroHash } from 'viem'
import * as CoverPool from '../../generated/abi/CoverPool.js'
import * as ProductRegistry from '../../generated/abi/ProductRegistry.js'
import { fromShortText } from '../../internal/parameters.js'
import { deploymentOf, type ReadClient, type ReadOptions, readTogether } from '../../internal/read.js'
import { toSync } from '../../internal/sync.js'
import { defineWriteAction } from '../../internal/write.js'
import type { SyncAction, WriteAction } from '../../internal/writeTypes.js'
import { KINDS } from './pinArgument.js'
import type { StorageProof } from './proofs.js'
import type { Pin, PinState } from './types.js'

const poolAbi = [CoverPool.lapseCover, CoverPool.CoverLapsed] as const
const productRegistryAbi = [
  ProductRegistry.clearCodeChange,
  ProductRegistry.flagCodeChange,
  ProductRegistry.lapseAt,
  ProductRegistry.pinStates,
  ProductRegistry.pinsOf,
  ProductRegistry.refreshAudit,
  ProductRegistry.saleStatus,
  ProductRegistry.AuditRefreshed,
  ProductRegistry.CodeChangeCleared,
  ProductRegistry.CodeChangeFlagged,
] as const

type Registry = typeof productRegistryAbi
type Pool = typeof poolAbi

const NO_PROOF: StorageProof = { header: '0x', accountProof: [], storageProof: [] }

/** Parameters of {@link flagCodeChange} and {@link clearCodeChange}. */
export interface CodeChangeParameters {
  termsId: bigint
  /** Place of the contract among the terms' pins, from 0. */
  pin: number
  /** Proof of a proxy's implementation, from `getStorageProof`. Not for a plain contract. */
  proof?: StorageProof | undefined
}

const codeChange =
  (functionName: 'flagCodeChange' | 'clearCodeChange') =>
  (
    { termsId, pin, proof }: CodeChangeParameters,
    { deployment }: { deployment: () => { registry: Address } },
  ) => ({
    address: deployment().registry,
    functionName,
    args: [termsId, BigInt(pin), proof ?? NO_PROOF] as const,
  })

/**
 * Shows that a covered contract runs unreviewed code. Anyone may call it. From then on the terms
 * are not sold. If they have a grace, it starts: unless the change is cleared within it, cover on
 * them ends for incidents from `lapseAt` on.
 *
 * @throws `CodeUnchanged`, also if the new code was attested since the last look, `AlreadyFlagged`,
 * `ProofTooOld`, `InvalidStorageProof`, `TermsLapsed`, `UnknownPin`, `UnknownTerms`
 *
 * @example
 * ```ts
 * const proof = await getStorageProof(client, { proxy })
 * const { lapseAt } = await flagCodeChangeSync(client, { termsId, pin: 0, proof })
 * ```
 */
export const flagCodeChange: WriteAction<
  CodeChangeParameters,
  Registry,
  'flagCodeChange',
  'CodeChangeFlagged'
> = /* @__PURE__ */ defineWriteAction({
  abi: productRegistryAbi,
  functionName: 'flagCodeChange',
  eventName: 'CodeChangeFlagged',
  request: /* @__PURE__ */ codeChange('flagCodeChange'),
})

/** {@link flagCodeChange}, waiting for the receipt. */
export const flagCodeChangeSync: SyncAction<CodeChangeParameters, Registry, 'CodeChangeFlagged'> =
  /* @__PURE__ */ toSync(flagCodeChange)

/**
 * Shows that a covered contract runs reviewed code: code that counted as reviewed, or that was
 * attested since the last look and counts from now on. Anyone may call it. Once the last pin is
 * cleared sales go on, and nothing lapses.
 *
 * @throws `AttestationMissing`, `ProofTooOld`, `InvalidStorageProof`, `TermsLapsed`, `UnknownPin`, `UnknownTerms`
 *
 * @example
 * ```ts
 * const proof = await getStorageProof(client, { proxy })
 * await clearCodeChangeSync(client, { termsId, pin: 0, proof })
 * ```
 */
export const clearCodeChange: WriteAction<
  CodeChangeParameters,
  Registry,
  'clearCodeChange',
  'CodeChangeCleared'
> = /* @__PURE__ */ defineWriteAction({
  abi: productRegistryAbi,
  functionName: 'clearCodeChange',
  eventName: 'CodeChangeCleared',
  request: /* @__PURE__ */ codeChange('clearCodeChange'),
})

/** {@link clearCodeChange}, waiting for the receipt. */
export const clearCodeChangeSync: SyncAction<CodeChangeParameters, Registry, 'CodeChangeCleared'> =
  /* @__PURE__ */ toSync(clearCodeChange)

/** Parameters of {@link refreshAudit}. */
export interface RefreshAuditParameters {
  termsId: bigint
}

/**
 * Looks up which of the terms' code is attested now, after a revocation or a new attestation.
 * Anyone may call it.
 *
 * @throws `UnknownTerms`
 *
 * @example
 * ```ts
 * const { auditGap, until } = await refreshAuditSync(client, { termsId })
 * ```
 */
export const refreshAudit: WriteAction<RefreshAuditParameters, Registry, 'refreshAudit', 'AuditRefreshed'> =
  /* @__PURE__ */ defineWriteAction({
    abi: productRegistryAbi,
    functionName: 'refreshAudit',
    eventName: 'AuditRefreshed',
    request: ({ termsId }, { deployment }) => ({ address: deployment().registry, args: [termsId] }),
  })

/** {@link refreshAudit}, waiting for the receipt. */
export const refreshAuditSync: SyncAction<RefreshAuditParameters, Registry, 'AuditRefreshed'> =
  /* @__PURE__ */ toSync(refreshAudit)

/** Parameters of {@link lapseCover}. */
export interface LapseCoverParameters {
  pool: Address
  coverId: bigint
}

/**
 * Returns all unearned premium of a cover whose terms have lapsed, without a fee, to the cover's
 * `refundTo`. Anyone may call it from the lapse on. Earlier events stay covered.
 *
 * @throws `TermsInForce`, `GraceNotOver`, `CoverEnded`, `NotRefundable`
 *
 * @example
 * ```ts
 * const { refund } = await lapseCoverSync(client, { pool, coverId })
 * ```
 */
export const lapseCover: WriteAction<LapseCoverParameters, Pool, 'lapseCover', 'CoverLapsed'> =
  /* @__PURE__ */ defineWriteAction({
    abi: poolAbi,
    functionName: 'lapseCover',
    eventName: 'CoverLapsed',
    request: ({ pool, coverId }) => ({ address: pool, args: [coverId] }),
  })

/** {@link lapseCover}, waiting for the receipt. */
export const lapseCoverSync: SyncAction<LapseCoverParameters, Pool, 'CoverLapsed'> =
  /* @__PURE__ */ toSync(lapseCover)

/** Parameters of {@link getCode}. */
export interface GetCodeParameters extends ReadOptions {
  termsId: bigint
}

/** The code that terms pin, and its state. */
export interface CoveredCode {
  /** Pins as published; they never change. */
  pins: Pin[]
  /** The code that counts as reviewed, for each pin. */
  states: PinState[]
  /**
   * Time from which incidents are not covered, seconds; 0 while no lapse is announced. Final once
   * it has passed.
   */
  lapseAt: number
  /**
   * Reason why the terms are not sold: unknown, superseded, suspended or flagged. `undefined` if
   * they are.
   */
  reason: string | undefined
  /** Part of the code that is not attested, WAD; it lowers capacity. */
  auditGap: bigint
}

/**
 * The code that terms pin: the pins, the reviewed code, and the effects on sales and cover.
 *
 * @example
 * ```ts
 * const { pins, states, lapseAt } = await getCode(client, { termsId })
 * ```
 */
export async function getCode(
  client: ReadClient,
  { termsId, ...options }: GetCodeParameters,
): Promise<CoveredCode> {
  const address = deploymentOf(client, options).registry
  const contract = { abi: productRegistryAbi, address, args: [termsId] } as const
  const [pins, states, lapseAt, [reason, auditGap]] = await readTogether(
    client,
    [
      { ...contract, functionName: 'pinsOf' },
      { ...contract, functionName: 'pinStates' },
      { ...contract, functionName: 'lapseAt' },
      { ...contract, functionName: 'saleStatus' },
    ],
    options,
  )
  return {
    pins: pins.map(({ chainId, kind, implementation, implementationCodeHash, ...pin }) => ({
      ...pin,
      chainId: Number(chainId),
      kind: KINDS[kind] ?? 'plain',
      ...(kind === 0 ? {} : { implementation, implementationCodeHash }),
    })),
    states: states.map(({ implementationCodeHash, asOf, ...state }) => ({
      ...state,
      asOf: Number(asOf),
      ...(implementationCodeHash === zeroHash ? {} : { implementationCodeHash }),
    })),
    lapseAt: Number(lapseAt),
    reason: fromShortText(reason),
    auditGap,
  }
}

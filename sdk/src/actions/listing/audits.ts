import {
  type Account,
  type Address,
  type Hex,
  isAddressEqual,
  type TypedDataDefinition,
  zeroHash,
} from 'viem'
import { withTypedErrors } from '../../errors/decode.js'
import * as AuditRegistry from '../../generated/abi/AuditRegistry.js'
import { toSeconds } from '../../internal/parameters.js'
import { deploymentOf, type ReadClient, type ReadOptions, readTogether } from '../../internal/read.js'
import { accountCode, addressOf, signAccepted, signedChainId, signerOf } from '../../internal/signing.js'
import { toSync } from '../../internal/sync.js'
import { defineWriteAction } from '../../internal/write.js'
import type { SyncAction, WriteAction } from '../../internal/writeTypes.js'

const auditRegistryAbi = [
  AuditRegistry.attestCode,
  AuditRegistry.attestationsOf,
  AuditRegistry.getAttestation,
  AuditRegistry.listAuditor,
  AuditRegistry.revokeAttestation,
  AuditRegistry.AttestationRevoked,
  AuditRegistry.AuditorListed,
  AuditRegistry.CodeAttested,
] as const

type Audits = typeof auditRegistryAbi

/** Parameters of {@link listAuditor}. */
export interface ListAuditorParameters {
  auditor: Address
  /** Whether its new attestations are accepted. `true` by default. */
  listed?: boolean | undefined
}

/**
 * Lists or delists an auditor. Only the owner of the audit registry may call it. Earlier
 * attestations stay.
 *
 * @throws `Unauthorized`
 *
 * @example
 * ```ts
 * await listAuditorSync(client, { auditor: safe })
 * ```
 */
export const listAuditor: WriteAction<ListAuditorParameters, Audits, 'listAuditor', 'AuditorListed'> =
  /* @__PURE__ */ defineWriteAction({
    abi: auditRegistryAbi,
    functionName: 'listAuditor',
    eventName: 'AuditorListed',
    request: ({ auditor, listed }, { deployment }) => ({
      address: deployment().auditRegistry,
      args: [auditor, listed ?? true],
    }),
  })

/** {@link listAuditor}, waiting for the receipt. */
export const listAuditorSync: SyncAction<ListAuditorParameters, Audits, 'AuditorListed'> =
  /* @__PURE__ */ toSync(listAuditor)

/** An auditor's statement on code. */
export interface Attestation {
  /** An account, or a contract that implements ERC-1271. */
  auditor: Address
  /** Reviewed code: hashes of runtime code, 1 to 32. */
  codeHashes: readonly Hex[]
  /** Hash of the report. */
  reportHash: Hex
  /** Hash of the description of the reviewed parts. Zero by default. */
  scopeHash?: Hex | undefined
  /** The only product that it counts for. Any by default. */
  productId?: bigint | undefined
  /** Findings that the reviewed code still has. */
  openFindings: number
  /** End of the review, seconds. */
  date: number
  /** End of the attestation, seconds. */
  expiry: number
  /** Any value that the auditor has not used yet: the `nonce` of the signed statement. */
  attestationNonce: Hex
  /** Last second at which it can be submitted. */
  deadline: number
}

/** Types of the auditors' EIP-712 signatures. */
const ATTESTATION_TYPES = {
  Attestation: [
    { name: 'auditor', type: 'address' },
    { name: 'codeHashes', type: 'bytes32[]' },
    { name: 'reportHash', type: 'bytes32' },
    { name: 'scopeHash', type: 'bytes32' },
    { name: 'productId', type: 'uint256' },
    { name: 'openFindings', type: 'uint16' },
    { name: 'date', type: 'uint40' },
    { name: 'expiry', type: 'uint40' },
    { name: 'nonce', type: 'bytes32' },
    { name: 'deadline', type: 'uint256' },
  ],
} as const

const REVOCATION_TYPES = {
  Revocation: [
    { name: 'auditor', type: 'address' },
    { name: 'nonce', type: 'bytes32' },
    { name: 'deadline', type: 'uint256' },
  ],
} as const

/** Signs for an auditor: what its code refuses, if the signer is the auditor itself, is not returned. */
async function signForAuditor(
  client: ReadClient,
  account: Account | Address,
  auditor: Address,
  { deployment }: Pick<ReadOptions, 'deployment'>,
  statement: Pick<TypedDataDefinition, 'types' | 'primaryType' | 'message'>,
  instead: string,
): Promise<Hex> {
  return withTypedErrors(async () => {
    const isAuditor = isAddressEqual(addressOf(account), auditor)
    const [chainId, code] = await Promise.all([
      signedChainId(client),
      isAuditor ? accountCode(client, auditor) : undefined,
    ])
    const verifyingContract = deploymentOf(client, { deployment }).auditRegistry
    const domain = { name: 'Breakwater Audits', version: '1', chainId, verifyingContract }
    return signAccepted(client, account, { ...statement, domain } as TypedDataDefinition, code, instead)
  })
}

const toMessage = ({ attestationNonce, scopeHash, productId, deadline, ...attestation }: Attestation) => ({
  ...attestation,
  nonce: attestationNonce,
  scopeHash: scopeHash ?? zeroHash,
  productId: productId ?? 0n,
  deadline: BigInt(deadline),
})

/** Parameters of {@link signAttestation}. */
export interface SignAttestationParameters extends Attestation, Pick<ReadOptions, 'deployment'> {
  /** Signer: the auditor, or a signer of its wallet. The client's account by default. */
  account?: Account | Address | undefined
}

/**
 * Signs an attestation as EIP-712 typed data, which anyone submits by {@link attestCode}. Nothing
 * is sent.
 *
 * @throws {@link SignatureRefusedError} if the signer is the auditor and has code that does not accept its signatures.
 * @throws {@link WrongNetworkError} on another chain than the client's.
 *
 * @example
 * ```ts
 * const signature = await signAttestation(client, attestation)
 * ```
 */
export async function signAttestation(
  client: ReadClient,
  { account: given = client.account, deployment, ...attestation }: SignAttestationParameters,
): Promise<Hex> {
  const account = signerOf(given)
  const statement = { types: ATTESTATION_TYPES, primaryType: 'Attestation', message: toMessage(attestation) }
  const instead = 'Send attestCode from the account instead, without a signature'
  return signForAuditor(client, account, attestation.auditor, { deployment }, statement, instead)
}

/** Parameters of {@link attestCode}. */
export interface AttestCodeParameters extends Attestation {
  /** The auditor's signature, from {@link signAttestation}. None if the auditor sends it. */
  signature?: Hex | undefined
}

/**
 * Submits an attestation. Anyone with the auditor's signature, or the auditor itself, may call it.
 *
 * @throws `AuditorNotListed`, `InvalidAttestation`, `InvalidSignature`, `DeadlinePassed`, `NonceUsed`, `CodeFullyAttested`
 *
 * @example
 * ```ts
 * const { id } = await attestCodeSync(client, { ...attestation, signature })
 * ```
 */
export const attestCode: WriteAction<AttestCodeParameters, Audits, 'attestCode', 'CodeAttested'> =
  /* @__PURE__ */ defineWriteAction({
    abi: auditRegistryAbi,
    functionName: 'attestCode',
    eventName: 'CodeAttested',
    request: ({ signature, ...attestation }, { deployment }) => {
      const message = toMessage(attestation)
      const { auditor, codeHashes, reportHash, scopeHash, productId } = message
      const { openFindings, date, expiry, nonce, deadline } = message
      return {
        address: deployment().auditRegistry,
        args: [
          {
            ...{ auditor, codeHashes, reportHash, scopeHash, productId },
            ...{ openFindings, date, expiry, nonce, deadline },
          },
          signature ?? '0x',
        ],
      }
    },
  })

/** {@link attestCode}, waiting for the receipt. */
export const attestCodeSync: SyncAction<AttestCodeParameters, Audits, 'CodeAttested'> =
  /* @__PURE__ */ toSync(attestCode)

/** Parameters of {@link signAttestationRevocation}. */
export interface SignAttestationRevocationParameters extends Pick<ReadOptions, 'deployment'> {
  /** Auditor of the attestation. */
  auditor: Address
  /** Nonce of the attestation. */
  attestationNonce: Hex
  /** Last second at which the revocation can be submitted. */
  deadline: number
  /** Signer: the auditor, or a signer of its wallet. The client's account by default. */
  account?: Account | Address | undefined
}

/**
 * Signs the revocation of an attestation, submitted or not, which anyone sends by {@link revokeAttestation}. The auditor
 * itself needs no signature.
 *
 * @throws {@link SignatureRefusedError} if the signer is the auditor and has code that does not accept its signatures.
 * @throws {@link WrongNetworkError} on another chain than the client's.
 *
 * @example
 * ```ts
 * const revocation = { auditor: account, attestationNonce, deadline }
 * const signature = await signAttestationRevocation(client, revocation)
 * await revokeAttestationSync(keeper, { ...revocation, signature })
 * ```
 */
export async function signAttestationRevocation(
  client: ReadClient,
  {
    account: given = client.account,
    deployment,
    auditor,
    attestationNonce,
    deadline,
  }: SignAttestationRevocationParameters,
): Promise<Hex> {
  const account = signerOf(given)
  const message = { auditor, nonce: attestationNonce, deadline: toSeconds('deadline', deadline) }
  const statement = { types: REVOCATION_TYPES, primaryType: 'Revocation', message }
  const instead = 'Send revokeAttestation from the account instead, without a signature'
  return signForAuditor(client, account, auditor, { deployment }, statement, instead)
}

/** Parameters of {@link revokeAttestation}. */
export interface RevokeAttestationParameters {
  /** Auditor of the attestation, who sends this or has signed it. */
  auditor: Address
  /** Nonce of the attestation. */
  attestationNonce: Hex
  /** Last second of the signature. 0 by default, for the auditor itself. */
  deadline?: number | undefined
  /**
   * The auditor's signature, from {@link signAttestationRevocation}. None if the auditor sends it.
   */
  signature?: Hex | undefined
}

/**
 * Revokes an attestation from now on, or makes one that was never submitted impossible to submit.
 * No cover in force is touched; capacity falls after the next {@link refreshAudit}.
 *
 * @throws `InvalidSignature`, `DeadlinePassed`, `NonceUsed`, `AttestationLapsed`
 *
 * @example
 * ```ts
 * await revokeAttestationSync(client, { auditor: client.account.address, attestationNonce })
 * ```
 */
export const revokeAttestation: WriteAction<
  RevokeAttestationParameters,
  Audits,
  'revokeAttestation',
  'AttestationRevoked'
> = /* @__PURE__ */ defineWriteAction({
  abi: auditRegistryAbi,
  functionName: 'revokeAttestation',
  eventName: 'AttestationRevoked',
  request: ({ auditor, attestationNonce, deadline, signature }, { deployment }) => ({
    address: deployment().auditRegistry,
    args: [auditor, attestationNonce, BigInt(deadline ?? 0), signature ?? '0x'],
  }),
})

/** {@link revokeAttestation}, waiting for the receipt. */
export const revokeAttestationSync: SyncAction<RevokeAttestationParameters, Audits, 'AttestationRevoked'> =
  /* @__PURE__ */ toSync(revokeAttestation)

/** Parameters of {@link getAttestations}. */
export interface GetAttestationsParameters extends ReadOptions {
  codeHash: Hex
  /** Product whose own words are included. By default only words on any product. */
  productId?: bigint | undefined
  /** Time of the words, seconds. */
  at: number
}

/** An auditor's word on code. */
export interface AttestationRecord {
  id: bigint
  auditor: Address
  /** End of the review, seconds. */
  date: number
  /** Its expiry, or the time of its revocation, seconds. */
  until: number
  openFindings: number
  reportHash: Hex
  scopeHash: Hex
  /** The only product that it counts for; 0 for any. */
  productId: bigint
}

/**
 * Each auditor's word on a code at a time, ended ones included: first those on any product, then
 * those on the given one.
 *
 * @example
 * ```ts
 * const words = await getAttestations(client, { codeHash, at: Math.floor(Date.now() / 1000) })
 * ```
 */
export async function getAttestations(
  client: ReadClient,
  { codeHash, productId = 0n, at, ...options }: GetAttestationsParameters,
): Promise<AttestationRecord[]> {
  const contract = { abi: auditRegistryAbi, address: deploymentOf(client, options).auditRegistry } as const
  const scopes = productId === 0n ? [0n] : [0n, productId]
  const found = await readTogether(
    client,
    scopes.map(
      (scope) => ({ ...contract, functionName: 'attestationsOf', args: [codeHash, scope, at] }) as const,
    ),
    options,
  )
  const ids = found.flat()
  const records = await readTogether(
    client,
    ids.map((id) => ({ ...contract, functionName: 'getAttestation', args: [id] }) as const),
    options,
  )
  return records.map((record, i) => ({ id: ids[i] ?? 0n, ...record }))
}

import type { Account, Address, Hex } from 'viem'
import { withTypedErrors } from '../../errors/decode.js'
import * as RenewalMandate from '../../generated/abi/RenewalMandate.js'
import { checkAddress, checkCall, toSeconds } from '../../internal/parameters.js'
import { deploymentOf, type ReadClient, type ReadOptions, readOne } from '../../internal/read.js'
import { accountCode, addressOf, signAccepted, signedChainId, signerOf } from '../../internal/signing.js'
import { toSync } from '../../internal/sync.js'
import { defineWriteAction } from '../../internal/write.js'
import type { SyncAction, WriteAction } from '../../internal/writeTypes.js'
import { embedding } from './errors.js'
import { mandateDomain } from './mandateDomain.js'

const revokeAbi = /* @__PURE__ */ embedding([
  RenewalMandate.revokeMandate,
  RenewalMandate.MandateRevoked,
] as const)
const revokeAllAbi = /* @__PURE__ */ embedding([
  RenewalMandate.revokeAllMandates,
  RenewalMandate.SeriesBegun,
] as const)
const seriesAbi = /* @__PURE__ */ embedding([RenewalMandate.seriesOf] as const)

const REVOCATION = {
  Revocation: [
    { name: 'owner', type: 'address' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
} as const

const REVOCATION_OF_ALL = {
  RevocationOfAll: [
    { name: 'owner', type: 'address' },
    { name: 'series', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
} as const

/** What to do where a signature is refused. */
const INSTEAD = 'Send the revocation from the account instead'

/** A signed revocation of an owner's mandates of a nonce, which anybody submits by {@link revokeMandate}. Plain data. */
export interface MandateRevocation {
  owner: Address
  nonce: bigint
  /** Last second at which it can be submitted. */
  deadline: number
  signature: Hex
}

/** A signed revocation of all of an owner's mandates, which anybody submits by {@link revokeAllMandates}. Plain data. */
export interface RevocationOfAllMandates {
  owner: Address
  /** The series that it ends. */
  series: bigint
  /** Last second at which it can be submitted. */
  deadline: number
  signature: Hex
}

interface Signing {
  /** Last second at which it can be submitted. */
  deadline: number
  /** Signer, a contract account too: the owner of the covers. The client's account by default. */
  account?: Account | Address | undefined
  /** Addresses of the protocol on this chain. The known ones by default. */
  deployment?: ReadOptions['deployment']
}

/** Parameters of {@link signMandateRevocation}. */
export interface SignMandateRevocationParameters extends Signing {
  /** Of the mandates that are void from then on, whether they were signed or not. */
  mandateNonce: bigint
}

/**
 * Signs what {@link revokeMandate} does, so that somebody else can send it. Nothing is sent.
 *
 * @throws {@link SignatureRefusedError}, {@link WrongNetworkError}, {@link UserRejectedError}
 *
 * @example
 * ```ts
 * const revocation = await signMandateRevocation(client, { mandateNonce: mandate.nonce, deadline })
 * await revokeMandateSync(relayer, { revocation })
 * ```
 */
export async function signMandateRevocation(
  client: ReadClient,
  {
    mandateNonce: nonce,
    deadline,
    account: given = client.account,
    deployment,
  }: SignMandateRevocationParameters,
): Promise<MandateRevocation> {
  const account = signerOf(given)
  const owner = addressOf(account)
  checkAddress('account', owner)
  const until = toSeconds('deadline', deadline)
  const address = deploymentOf(client, { deployment }).renewalMandate
  checkCall({ abi: revokeAbi, address, functionName: 'revokeMandate', args: [owner, nonce, until, '0x'] })
  return withTypedErrors(async () => {
    const [chainId, code] = await Promise.all([signedChainId(client), accountCode(client, owner)])
    const data = {
      domain: await mandateDomain(client, address, chainId),
      ...{ types: REVOCATION, primaryType: 'Revocation', message: { owner, nonce, deadline: until } },
    } as const
    return { owner, nonce, deadline, signature: await signAccepted(client, account, data, code, INSTEAD) }
  })
}

/** Parameters of {@link signRevocationOfAllMandates}. */
export interface SignRevocationOfAllMandatesParameters extends Signing {}

/**
 * Signs what {@link revokeAllMandates} does, so that somebody else can send it. It serves once. Nothing is sent.
 *
 * @throws as {@link signMandateRevocation}
 *
 * @example
 * ```ts
 * const revocation = await signRevocationOfAllMandates(client, { deadline })
 * await revokeAllMandatesSync(relayer, { revocation })
 * ```
 */
export async function signRevocationOfAllMandates(
  client: ReadClient,
  { deadline, account: given = client.account, deployment }: SignRevocationOfAllMandatesParameters,
): Promise<RevocationOfAllMandates> {
  const account = signerOf(given)
  const owner = addressOf(account)
  checkAddress('account', owner)
  const until = toSeconds('deadline', deadline)
  const address = deploymentOf(client, { deployment }).renewalMandate
  return withTypedErrors(async () => {
    const [chainId, code, series] = await Promise.all([
      signedChainId(client),
      accountCode(client, owner),
      readOne(client, { abi: seriesAbi, address, functionName: 'seriesOf', args: [owner] }, {}),
    ])
    const message = { owner, series, deadline: until }
    const data = {
      domain: await mandateDomain(client, address, chainId),
      ...{ types: REVOCATION_OF_ALL, primaryType: 'RevocationOfAll', message },
    } as const
    return { owner, series, deadline, signature: await signAccepted(client, account, data, code, INSTEAD) }
  })
}

/** Parameters of {@link revokeMandate}: a nonce of the sender's own mandates, or somebody's signature. */
export type RevokeMandateParameters =
  | {
      /** Of the sender's mandates that are void from then on. A plain `nonce` is the transaction's. */
      mandateNonce: bigint
      revocation?: undefined
    }
  | {
      /** From {@link signMandateRevocation}. */
      revocation: MandateRevocation
      mandateNonce?: undefined
    }

/**
 * Makes all mandates of an owner that have a nonce void, for good, signed or not. The owner calls it, or anyone with its
 * signature. A second call changes nothing.
 *
 * @throws `DeadlinePassed`, `InvalidSignature`
 *
 * @example
 * ```ts
 * await revokeMandateSync(client, { mandateNonce: mandate.nonce })
 * ```
 */
export const revokeMandate: WriteAction<
  RevokeMandateParameters,
  typeof revokeAbi,
  'revokeMandate',
  'MandateRevoked'
> = /* @__PURE__ */ defineWriteAction({
  abi: revokeAbi,
  functionName: 'revokeMandate',
  eventName: 'MandateRevoked',
  request({ mandateNonce, revocation }, { sender, deployment }) {
    const address = deployment().renewalMandate
    if (!revocation) return { address, args: [sender('owner'), mandateNonce, 0n, '0x'] }
    const until = toSeconds('revocation.deadline', revocation.deadline)
    return { address, args: [revocation.owner, revocation.nonce, until, revocation.signature] }
  },
})

/** {@link revokeMandate}, waiting for the receipt. */
export const revokeMandateSync: SyncAction<RevokeMandateParameters, typeof revokeAbi, 'MandateRevoked'> =
  /* @__PURE__ */ toSync(revokeMandate)

/** Parameters of {@link revokeAllMandates}. */
export interface RevokeAllMandatesParameters {
  /** From {@link signRevocationOfAllMandates}; without it, the sender revokes its own. */
  revocation?: RevocationOfAllMandates | undefined
}

/**
 * Makes all mandates of an owner up to now void, for good. The owner calls it, or anyone with its signature.
 *
 * @throws `DeadlinePassed`, `InvalidSignature`
 *
 * @example
 * ```ts
 * const { series } = await revokeAllMandatesSync(client, {})
 * ```
 */
export const revokeAllMandates: WriteAction<
  RevokeAllMandatesParameters,
  typeof revokeAllAbi,
  'revokeAllMandates',
  'SeriesBegun'
> = /* @__PURE__ */ defineWriteAction({
  abi: revokeAllAbi,
  functionName: 'revokeAllMandates',
  eventName: 'SeriesBegun',
  request({ revocation }, { sender, deployment }) {
    const address = deployment().renewalMandate
    if (!revocation) return { address, args: [sender('owner'), 0n, '0x'] }
    const until = toSeconds('revocation.deadline', revocation.deadline)
    return { address, args: [revocation.owner, until, revocation.signature] }
  },
})

/** {@link revokeAllMandates}, waiting for the receipt. */
export const revokeAllMandatesSync: SyncAction<
  RevokeAllMandatesParameters,
  typeof revokeAllAbi,
  'SeriesBegun'
> = /* @__PURE__ */ toSync(revokeAllMandates)

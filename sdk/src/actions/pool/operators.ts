import { type Account, type Address, domainSeparator, type Hex, isAddressEqual, toHex } from 'viem'
import { withTypedErrors } from '../../errors/decode.js'
import { ContractNotFoundError, InvalidParameterError } from '../../errors/errors.js'
import * as CoverPool from '../../generated/abi/CoverPool.js'
import { checkAddress, checkCall, toSeconds } from '../../internal/parameters.js'
import { type ReadClient, readTogether } from '../../internal/read.js'
import { accountCode, addressOf, signAccepted, signedChainId, signerOf } from '../../internal/signing.js'
import { toSync } from '../../internal/sync.js'
import { defineWriteAction } from '../../internal/write.js'
import type { SyncAction, WriteAction } from '../../internal/writeTypes.js'

const authorizeAbi = [CoverPool.authorizeOperator, CoverPool.OperatorSet] as const
const domainAbi = [CoverPool.isOperator, CoverPool.name, CoverPool.DOMAIN_SEPARATOR] as const

const AUTHORIZE_OPERATOR = {
  AuthorizeOperator: [
    { name: 'controller', type: 'address' },
    { name: 'operator', type: 'address' },
    { name: 'approved', type: 'bool' },
    { name: 'nonce', type: 'bytes32' },
    { name: 'deadline', type: 'uint256' },
  ],
} as const

/** A signed choice of an operator, which anybody submits by {@link authorizeOperator}. Plain data. */
export interface OperatorAuthorization {
  pool: Address
  /** Signer: owner of shares and exits. */
  controller: Address
  /** Account that may request exits and withdraw for the controller. */
  operator: Address
  /** False to end its right. */
  approved: boolean
  /** 32 bytes that the controller has not used in this pool yet. */
  nonce: Hex
  /** Last second at which it can be submitted. */
  deadline: number
  signature: Hex
}

/** Parameters of {@link signOperator}. */
export interface SignOperatorParameters
  extends Pick<OperatorAuthorization, 'pool' | 'operator' | 'approved' | 'deadline'> {
  /** 32 bytes that the signer has not used in this pool yet. Random ones by default. */
  nonce?: Hex | undefined
  /** Signer, a contract account too. The client's account by default. */
  account?: Account | Address | undefined
}

/**
 * Signs what {@link setOperator} does, so that somebody else can send it: ERC-7741's `AuthorizeOperator`. Nothing is sent.
 *
 * @throws {@link SignatureRefusedError} if the account has code that does not accept its signatures.
 * @throws {@link WrongNetworkError} on another chain than the client's.
 * @throws {@link UserRejectedError} if the user rejects it in the wallet.
 *
 * @example
 * ```ts
 * const authorization = await signOperator(client, { pool, operator, approved: true, deadline })
 * await authorizeOperatorSync(keeper, { authorization })
 * ```
 */
export async function signOperator(
  client: ReadClient,
  { pool, account: given = client.account, ...choice }: SignOperatorParameters,
): Promise<OperatorAuthorization> {
  const account = signerOf(given)
  const controller = addressOf(account)
  const { nonce = toHex(crypto.getRandomValues(new Uint8Array(32))) } = choice
  checkAddress('account', controller)
  const unsigned = { ...choice, pool, controller, nonce }
  checkCall(toCall({ ...unsigned, signature: '0x' }))
  const { operator, approved, deadline } = choice
  return withTypedErrors(async () => {
    const contract = { abi: domainAbi, address: pool } as const
    const [chainId, code, [, name, separator]] = await Promise.all([
      signedChainId(client),
      accountCode(client, controller),
      readTogether(
        client,
        [
          // What only a pool answers.
          { ...contract, functionName: 'isOperator', args: [controller, operator] },
          { ...contract, functionName: 'name' },
          { ...contract, functionName: 'DOMAIN_SEPARATOR' },
        ],
        {},
      ),
    ])
    const domain = { name, version: '1', chainId, verifyingContract: pool }
    // A signature over another domain than the pool's would be useless.
    if (domainSeparator({ domain }) !== separator) throw new ContractNotFoundError(undefined)
    const message = { controller, operator, approved, nonce, deadline: BigInt(deadline) }
    const data = { domain, types: AUTHORIZE_OPERATOR, primaryType: 'AuthorizeOperator', message } as const
    const signature = await signAccepted(
      client,
      account,
      data,
      code,
      'Send setOperator from the account instead',
    )
    return { pool, controller, operator, approved, nonce, deadline, signature }
  })
}

/** Parameters of {@link signOperatorRevocation}. */
export interface SignOperatorRevocationParameters {
  /** The authorization that nobody may submit any more. */
  authorization: Omit<OperatorAuthorization, 'signature'>
  /** Signer: the controller of the authorization. The client's account by default. */
  account?: Account | Address | undefined
}

/**
 * Signs the revocation of an authorization that nobody has submitted yet: an authorization of the same nonce that changes
 * nothing. Submit it by {@link authorizeOperator}: whoever submits first wins. `NonceUsed` then means that the authorization
 * was used before; {@link setOperator} ends the operator's right.
 *
 * @throws as {@link signOperator}
 *
 * @example
 * ```ts
 * const revocation = await signOperatorRevocation(client, { authorization })
 * await authorizeOperatorSync(client, { authorization: revocation })
 * ```
 */
export async function signOperatorRevocation(
  client: ReadClient,
  { authorization, account = client.account }: SignOperatorRevocationParameters,
): Promise<OperatorAuthorization> {
  const { pool, controller, nonce, deadline } = authorization
  const signer = signerOf(account)
  if (!isAddressEqual(addressOf(signer), controller))
    throw new InvalidParameterError('authorization', controller, 'is of another account than the signer')
  // No account is an operator of itself: it needs no right over its own.
  return signOperator(client, {
    pool,
    operator: controller,
    approved: false,
    nonce,
    deadline,
    account: signer,
  })
}

/** Parameters of {@link authorizeOperator}. */
export interface AuthorizeOperatorParameters {
  /** From {@link signOperator}. */
  authorization: OperatorAuthorization
}

/**
 * Submits a signed choice of an operator, for the account that signed it. Anyone may call it; each nonce counts once.
 *
 * @throws `InvalidSignature`, `NonceUsed`, `DeadlinePassed`
 *
 * @example
 * ```ts
 * const { controller, operator } = await authorizeOperatorSync(keeper, { authorization })
 * ```
 */
export const authorizeOperator: WriteAction<
  AuthorizeOperatorParameters,
  typeof authorizeAbi,
  'authorizeOperator',
  'OperatorSet'
> = /* @__PURE__ */ defineWriteAction({
  abi: authorizeAbi,
  functionName: 'authorizeOperator',
  eventName: 'OperatorSet',
  request: ({ authorization }) => toCall(authorization),
})

/** {@link authorizeOperator}, waiting for the receipt. */
export const authorizeOperatorSync: SyncAction<
  AuthorizeOperatorParameters,
  typeof authorizeAbi,
  'OperatorSet'
> = /* @__PURE__ */ toSync(authorizeOperator)

function toCall({ pool, controller, operator, approved, nonce, deadline, signature }: OperatorAuthorization) {
  const until = toSeconds('deadline', deadline)
  return {
    ...{ abi: authorizeAbi, address: pool, functionName: 'authorizeOperator' },
    args: [controller, operator, approved, nonce, until, signature],
  } as const
}

import { type Address, type Hex, isAddressEqual, zeroAddress, zeroHash } from 'viem'
import * as UmaArbiter from '../../../generated/abi/UmaArbiter.js'
import {
  attemptEach,
  deploymentOf,
  type ReadClient,
  type ReadOptions,
  readOne,
  readTogether,
} from '../../../internal/read.js'
import { toSync } from '../../../internal/sync.js'
import { defineWriteAction } from '../../../internal/write.js'
import type { SyncAction, WriteAction } from '../../../internal/writeTypes.js'
import { getCaseKey, toCaseRef } from '../court/caseRefs.js'
import type { CourtCaseParameters } from '../court/types.js'
import { arbiters } from './errors.js'

const umaArbiterAbi = /* @__PURE__ */ arbiters([
  UmaArbiter.assertAnswer,
  UmaArbiter.claimOf,
  UmaArbiter.creditBond,
  UmaArbiter.creditOf,
  UmaArbiter.currency,
  UmaArbiter.getAssertion,
  UmaArbiter.liveness,
  UmaArbiter.openAssertion,
  UmaArbiter.requiredBond,
  UmaArbiter.settleAnswer,
  UmaArbiter.withdrawCredit,
  UmaArbiter.AnswerAsserted,
  UmaArbiter.AnswerSettled,
  UmaArbiter.BondCredited,
  UmaArbiter.CreditWithdrawn,
] as const)

type Uma = typeof umaArbiterAbi

/** A case before a UmaArbiter. */
export interface UmaCaseParameters extends CourtCaseParameters {
  /** The UmaArbiter that has the turn. */
  arbiter: Address
}

/** Parameters of {@link assertAnswer}. */
export interface AssertAnswerParameters extends UmaCaseParameters {
  /** Number of the right answer; 0 for nothing, also if an answer says so. */
  number: bigint
  /**
   * Place of its evidence: at most 200 visible ASCII characters without quotes. None by default.
   */
  uri?: string | undefined
}

/**
 * Asserts to UMA's oracle that an answer is right, for a bond in the arbiter's currency; the
 * arbiter needs an allowance. If nobody disputes it within the liveness, it is the ruling. Anyone
 * may call it.
 *
 * @throws `NotArbiter`, `UnknownAnswer`, `ValueOutOfRange`, `AnswerPending`, `AnswerTooLate`, `UnsupportedAsset`,
 * `TransferFromFailed`
 *
 * @example
 * ```ts
 * const { currency, bond } = await getAssertions(client, { arbiter, pool, termsId, incidentId })
 * await approveAssetSync(client, { asset: currency, spender: arbiter, amount: bond })
 * const { assertionId } = await assertAnswerSync(client, { arbiter, pool, termsId, incidentId, number: 2n, uri })
 * ```
 */
export const assertAnswer: WriteAction<AssertAnswerParameters, Uma, 'assertAnswer', 'AnswerAsserted'> =
  /* @__PURE__ */ defineWriteAction({
    abi: umaArbiterAbi,
    functionName: 'assertAnswer',
    eventName: 'AnswerAsserted',
    request: ({ arbiter, court, number, uri, ...which }, { deployment }) => ({
      address: arbiter,
      args: [court ?? deployment().court, toCaseRef(which), number, uri ?? ''],
    }),
  })

/** {@link assertAnswer}, waiting for the receipt. */
export const assertAnswerSync: SyncAction<AssertAnswerParameters, Uma, 'AnswerAsserted'> =
  /* @__PURE__ */ toSync(assertAnswer)

/** An assertion before a UmaArbiter. */
export interface AssertionParameters {
  arbiter: Address
  /** UMA's id of the assertion. */
  assertionId: Hex
}

/**
 * Settles an assertion, with UMA too if nobody has. A true one rules; after a false one the same
 * answer may be asserted again. It also credits the bond. Anyone may call it. While UMA has not
 * decided it fails with UMA's own error. After the arbiter's turn it fails for a true assertion;
 * {@link creditBond} does not.
 *
 * @throws `UnknownAssertion`, `NotArbiter`
 *
 * @example
 * ```ts
 * const { truthful } = await settleAnswerSync(client, { arbiter, assertionId })
 * ```
 */
export const settleAnswer: WriteAction<AssertionParameters, Uma, 'settleAnswer', 'AnswerSettled'> =
  /* @__PURE__ */ defineWriteAction({
    abi: umaArbiterAbi,
    functionName: 'settleAnswer',
    eventName: 'AnswerSettled',
    request: ({ arbiter, assertionId }) => ({ address: arbiter, args: [assertionId] }),
  })

/** {@link settleAnswer}, waiting for the receipt. */
export const settleAnswerSync: SyncAction<AssertionParameters, Uma, 'AnswerSettled'> =
  /* @__PURE__ */ toSync(settleAnswer)

/**
 * Credits the asserter of a true assertion with UMA's payment, its part of a disputer's bond
 * included, once, and rules nothing. Anyone may call it, at any time. A false assertion has nothing
 * to credit, and emits no event; the event's fields are then missing from the result.
 *
 * @throws `UnknownAssertion`
 *
 * @example
 * ```ts
 * const { account, amount } = await creditBondSync(client, { arbiter, assertionId })
 * ```
 */
export const creditBond: WriteAction<AssertionParameters, Uma, 'creditBond', 'BondCredited'> =
  /* @__PURE__ */ defineWriteAction({
    abi: umaArbiterAbi,
    functionName: 'creditBond',
    eventName: 'BondCredited',
    request: ({ arbiter, assertionId }) => ({ address: arbiter, args: [assertionId] }),
  })

/** {@link creditBond}, waiting for the receipt. */
export const creditBondSync: SyncAction<AssertionParameters, Uma, 'BondCredited', true> =
  /* @__PURE__ */ toSync(creditBond, true)

/** Parameters of {@link withdrawCredit}. */
export interface WithdrawCreditParameters {
  arbiter: Address
  /** Receiver of the credit. The sender by default. */
  receiver?: Address | undefined
}

/**
 * Pays the credit of the sender's true assertions, in the arbiter's currency.
 *
 * @throws `AmountZero`, `TransferFailed`
 *
 * @example
 * ```ts
 * const { amount } = await withdrawCreditSync(client, { arbiter })
 * ```
 */
export const withdrawCredit: WriteAction<WithdrawCreditParameters, Uma, 'withdrawCredit', 'CreditWithdrawn'> =
  /* @__PURE__ */ defineWriteAction({
    abi: umaArbiterAbi,
    functionName: 'withdrawCredit',
    eventName: 'CreditWithdrawn',
    request: ({ arbiter, receiver }, { sender }) => ({
      address: arbiter,
      args: [receiver ?? sender('receiver')],
    }),
  })

/** {@link withdrawCredit}, waiting for the receipt. */
export const withdrawCreditSync: SyncAction<WithdrawCreditParameters, Uma, 'CreditWithdrawn'> =
  /* @__PURE__ */ toSync(withdrawCredit)

/** Parameters of {@link getUmaClaim}. */
export interface GetUmaClaimParameters extends ReadOptions, UmaCaseParameters {
  /** Number of the answer that would be asserted; 0 for nothing. */
  number: bigint
  /** Place of its evidence. None by default. */
  uri?: string | undefined
}

/**
 * The statement that UMA's voters would judge if an answer were asserted.
 *
 * @throws `UnknownIncident`, `CaseNotOpen`
 *
 * @example
 * ```ts
 * const claim = await getUmaClaim(client, { arbiter, pool, termsId, incidentId, number: 2n, uri })
 * ```
 */
export async function getUmaClaim(
  client: ReadClient,
  { arbiter, court, pool, termsId, incidentId, number, uri = '', ...options }: GetUmaClaimParameters,
): Promise<string> {
  const where = court ?? deploymentOf(client, options).court
  const args = [where, toCaseRef({ pool, termsId, incidentId }), number, uri] as const
  return readOne(client, { abi: umaArbiterAbi, address: arbiter, functionName: 'claimOf', args }, options)
}

/** Parameters of {@link getAssertions}. */
export interface GetAssertionsParameters extends ReadOptions, UmaCaseParameters {
  /** Account whose credit is read. The client's account by default. */
  account?: Address | undefined
}

/** An assertion of an answer that is not settled. */
export interface OpenAssertion {
  /** UMA's id. */
  assertionId: Hex
  /** Number of the answer; 0 for nothing. */
  number: bigint
  asserter: Address
  /** Units of the currency; 0 once it is credited, or lost. */
  bond: bigint
  /** Whether UMA has decided, and it can be settled now. */
  isSettleable: boolean
  /** Whether UMA has decided, and {@link creditBond} would credit its bond. */
  isCreditable: boolean
}

/** Assertions to UMA on a case. */
export interface Assertions {
  arbiter: Address
  court: Address
  pool: Address
  termsId: bigint
  incidentId: bigint
  /** Currency of bonds. */
  currency: Address
  /**
   * Bond of an assertion, and of its dispute, units of the currency, by UMA's copy of its
   * parameters.
   */
  bond: bigint
  /** Seconds in which an assertion can be disputed. */
  liveness: number
  /** Open assertions, by the number of the answer. */
  open: readonly OpenAssertion[]
  /** Account of the credit; `undefined` for none. */
  account: Address | undefined
  /** That account's credit, units of the currency. */
  credit: bigint
}

/** The most answers of a case. */
const MAX_ANSWERS = 17

/**
 * Open assertions before a UmaArbiter, the price of an assertion, and an account's credit.
 *
 * @example
 * ```ts
 * const { open } = await getAssertions(client, { arbiter, pool, termsId, incidentId })
 * for (const { isSettleable, assertionId } of open) {
 *   if (isSettleable) await settleAnswerSync(client, { arbiter, assertionId })
 * }
 * ```
 */
export async function getAssertions(
  client: ReadClient,
  {
    arbiter,
    court,
    pool,
    termsId,
    incidentId,
    account = client.account?.address,
    ...options
  }: GetAssertionsParameters,
): Promise<Assertions> {
  const where = court ?? deploymentOf(client, options).court
  const contract = { abi: umaArbiterAbi, address: arbiter } as const
  const which = { pool, termsId, incidentId }
  const caseKey = getCaseKey(which)
  const [[currency, bond, liveness, credit], ids] = await Promise.all([
    readTogether(
      client,
      [
        { ...contract, functionName: 'currency' },
        { ...contract, functionName: 'requiredBond' },
        { ...contract, functionName: 'liveness' },
        { ...contract, functionName: 'creditOf', args: [account ?? arbiter] },
      ],
      options,
    ),
    readTogether(
      client,
      Array.from({ length: MAX_ANSWERS + 1 }, (_, number) => ({
        ...{ ...contract, functionName: 'openAssertion', args: [where, caseKey, BigInt(number)] },
      })),
      options,
    ) as Promise<unknown> as Promise<Hex[]>,
  ])
  const asked = ids.filter((id) => id !== zeroHash)
  const [stored, settling, crediting] = await Promise.all([
    readTogether(
      client,
      asked.map((id) => ({ ...contract, functionName: 'getAssertion', args: [id] })),
      options,
    ) as Promise<unknown> as Promise<{ asserter: Address; bond: bigint; number: number }[]>,
    attemptEach(
      client,
      asked.map((id) => ({ ...contract, functionName: 'settleAnswer', args: [id] })),
      options,
    ),
    attemptEach(
      client,
      asked.map((id) => ({ ...contract, functionName: 'creditBond', args: [id] })),
      options,
    ),
  ])
  const open = asked.map((assertionId, i) => {
    const { asserter = zeroAddress, bond: left = 0n, number = 0 } = stored[i] ?? {}
    const credited = crediting[i]
    const isTrue = credited?.isDone === true && credited.result === true
    return {
      ...{ assertionId, asserter, number: BigInt(number), bond: left },
      isSettleable: settling[i]?.isDone === true,
      isCreditable: isTrue && left !== 0n,
    }
  })
  return {
    ...{ arbiter, court: where, ...which, currency, bond, open, account },
    liveness: Number(liveness),
    credit: account && !isAddressEqual(account, arbiter) ? credit : 0n,
  }
}

import { type Address, type Hex, zeroHash } from 'viem'
import { type Ruling, toRulingNumber } from '../answers.js'
import { umaArbiterAbi } from '../generated/contracts.js'
import {
  attemptEach,
  deploymentOf,
  type ReadClient,
  type ReadOptions,
  readTogether,
} from '../internal/read.js'
import { defineWriteAction, type SyncAction, toSync, type WriteAction } from '../internal/write.js'

type Uma = typeof umaArbiterAbi

/** Which dispute before a UmaArbiter. */
export interface UmaDisputeParameters {
  /** The UmaArbiter whose turn it is. */
  arbiter: Address
  incidentId: bigint
  /** Where the incident is in dispute. The deployment's court by default. */
  resolver?: Address | undefined
}

/** Parameters of {@link assertAnswer}. */
export interface AssertAnswerParameters extends UmaDisputeParameters {
  /** Which answer is right. */
  ruling: Ruling
  /** Where the report's evidence is: at most 200 visible ASCII characters without quotes. */
  reportUri: string
  /** Where the counter-answer's is. */
  counterUri: string
}

/**
 * Asserts to UMA's oracle that an answer is right, for a bond in the arbiter's currency: the arbiter needs an allowance. What
 * nobody disputes within the liveness is the ruling. Anyone may.
 *
 * @throws `NotArbiter`, `ValueOutOfRange`, `AnswerPending`, `AnswerTooLate`, `TransferFromFailed`
 *
 * @example
 * ```ts
 * const { currency, bond } = await getAssertions(client, { arbiter, incidentId })
 * await approveAssetSync(client, { asset: currency, spender: arbiter, amount: bond })
 * const { assertionId } = await assertAnswerSync(client, { arbiter, incidentId, ruling: 'counter', reportUri, counterUri })
 * ```
 */
export const assertAnswer: WriteAction<AssertAnswerParameters, Uma, 'assertAnswer', 'AnswerAsserted'> =
  /* @__PURE__ */ defineWriteAction({
    abi: umaArbiterAbi,
    functionName: 'assertAnswer',
    eventName: 'AnswerAsserted',
    request: ({ arbiter, incidentId, resolver, ruling, reportUri, counterUri }, { deployment }) => ({
      address: arbiter,
      args: [
        resolver ?? deployment().optimisticCourt,
        incidentId,
        toRulingNumber(ruling),
        reportUri,
        counterUri,
      ],
    }),
  })

/** {@link assertAnswer}, waiting for the receipt. */
export const assertAnswerSync: SyncAction<AssertAnswerParameters, Uma, 'AnswerAsserted'> =
  /* @__PURE__ */ toSync(assertAnswer)

/** Parameters of {@link settleAnswer}. */
export interface SettleAnswerParameters {
  arbiter: Address
  /** UMA's id of the assertion. */
  assertionId: Hex
}

/**
 * Settles an assertion, with UMA too if nobody has. A true one rules; after a false one the same answer may be asserted again.
 * Anyone may. While UMA has not decided it fails with UMA's own error.
 *
 * @throws `UnknownAnswer`, `NotArbiter`
 *
 * @example
 * ```ts
 * const { truthful } = await settleAnswerSync(client, { arbiter, assertionId })
 * ```
 */
export const settleAnswer: WriteAction<SettleAnswerParameters, Uma, 'settleAnswer', 'AnswerSettled'> =
  /* @__PURE__ */ defineWriteAction({
    abi: umaArbiterAbi,
    functionName: 'settleAnswer',
    eventName: 'AnswerSettled',
    request: ({ arbiter, assertionId }) => ({ address: arbiter, args: [assertionId] }),
  })

/** {@link settleAnswer}, waiting for the receipt. */
export const settleAnswerSync: SyncAction<SettleAnswerParameters, Uma, 'AnswerSettled'> =
  /* @__PURE__ */ toSync(settleAnswer)

/** Parameters of {@link getAssertions}. */
export interface GetAssertionsParameters extends ReadOptions, UmaDisputeParameters {}

/** An answer that was asserted and is not settled. */
export interface OpenAssertion {
  /** UMA's id. */
  assertionId: Hex
  /** Whether UMA has decided, so that it can be settled now. */
  isSettleable: boolean
}

/** What is asserted of a dispute to UMA. */
export interface Assertions {
  arbiter: Address
  incidentId: bigint
  /** Of bonds. */
  currency: Address
  /** Bond of an assertion, and of its dispute, units of the currency. */
  bond: bigint
  /** Seconds in which an assertion can be disputed. */
  liveness: number
  /** Each answer's open assertion. */
  open: { [ruling in Ruling]: OpenAssertion | undefined }
}

/**
 * Which answers are asserted before a UmaArbiter, and what an assertion costs.
 *
 * @example
 * ```ts
 * const { open } = await getAssertions(client, { arbiter, incidentId })
 * if (open.report?.isSettleable) await settleAnswerSync(client, { arbiter, ...open.report })
 * ```
 */
export async function getAssertions(
  client: ReadClient,
  { arbiter, incidentId, resolver, ...options }: GetAssertionsParameters,
): Promise<Assertions> {
  const where = resolver ?? deploymentOf(client, options).optimisticCourt
  const contract = { abi: umaArbiterAbi, address: arbiter } as const
  const openOf = (ruling: Ruling) =>
    ({
      ...contract,
      functionName: 'openAssertion',
      args: [where, incidentId, toRulingNumber(ruling)],
    }) as const
  const [currency, bond, liveness, ...ids] = await readTogether(
    client,
    [
      { ...contract, functionName: 'currency' },
      { ...contract, functionName: 'requiredBond' },
      { ...contract, functionName: 'liveness' },
      openOf('report'),
      openOf('counter'),
      openOf('denial'),
    ],
    options,
  )
  const settled = await attemptEach(
    client,
    ids.map((id) => ({ ...contract, functionName: 'settleAnswer', args: [id] })),
    options,
  )
  const [report, counter, denial] = ids.map((assertionId, i) =>
    assertionId === zeroHash ? undefined : { assertionId, isSettleable: settled[i]?.isDone === true },
  )
  return {
    ...{ arbiter, incidentId, currency, bond },
    liveness: Number(liveness),
    open: { report, counter, denial },
  }
}

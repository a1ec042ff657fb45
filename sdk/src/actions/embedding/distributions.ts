import type { Address, Hex } from 'viem'
import { InvalidLossesError, InvalidParameterError } from '../../errors/errors.js'
import * as Distributor from '../../generated/abi/PayoutDistributor.js'
import { type ReadClient, type ReadOptions, readOne, readTogether } from '../../internal/read.js'
import { toSync } from '../../internal/sync.js'
import { defineWriteAction } from '../../internal/write.js'
import type { SyncAction, WriteAction } from '../../internal/writeTypes.js'
import { isBuiltTable } from '../claims/builtTables.js'
import { type LossTable, verifyLoss } from '../claims/losses.js'
import { YEAR } from './distributors.js'
import { embedding } from './errors.js'
import { requireDistributor } from './known.js'

const openAbi = /* @__PURE__ */ embedding([
  Distributor.openDistribution,
  Distributor.DistributionOpened,
] as const)
const withdrawAbi = /* @__PURE__ */ embedding([
  Distributor.withdrawDistribution,
  Distributor.DistributionWithdrawn,
] as const)
const returnAbi = /* @__PURE__ */ embedding([
  Distributor.returnRemainder,
  Distributor.RemainderReturned,
] as const)
const claimAbi = /* @__PURE__ */ embedding([
  Distributor.claimLine,
  Distributor.claimLineTo,
  Distributor.LossPaid,
] as const)
const readAbi = /* @__PURE__ */ embedding([
  Distributor.getDistribution,
  Distributor.isClaimed,
  Distributor.payoutOf,
] as const)

type Claim = typeof claimAbi

/** A distribution at a payout distributor. */
export interface DistributionParameters {
  distributor: Address
  /** Number of the distribution, from 1. */
  distributionId: bigint
}

/** Parameters of {@link openDistribution}. */
export interface OpenDistributionParameters {
  distributor: Address
  /** Losses, from {@link lossTable} or {@link buildLossTable}. */
  table: LossTable
  /** Asset units to divide, above zero: at most what has arrived and is kept for no table. */
  amount: bigint
  /** Place of the table: without the table nobody can claim. */
  uri: string
}

/**
 * Keeps an amount that has arrived at a distributor for a table of losses. Its lines are paid from a day later on; until then {@link
 * withdrawDistribution} takes a wrong table back. Only the publisher may call it, or `remainderTo` once money was noted and
 * waited for a year.
 *
 * @throws {@link InvalidLossesError} before any request if the table's lines do not add up to its total, or are not those of its
 * root.
 * @throws {@link InvalidParameterError} if the factory has not created the distributor.
 * @throws `NotAuthorized`, `PublisherHasTime`, `LossesAlreadyPublished`, `PayoutTooSmall`
 *
 * @example
 * ```ts
 * const table = await buildLossTable(readLosses(csv, { decimals: 6 }))
 * const { available } = await getDistributor(client, { distributor })
 * const { id, opensAt } = await openDistributionSync(client, { distributor, table, amount: available, uri })
 * ```
 */
export const openDistribution: WriteAction<
  OpenDistributionParameters,
  typeof openAbi,
  'openDistribution',
  'DistributionOpened'
> = /* @__PURE__ */ defineWriteAction({
  abi: openAbi,
  functionName: 'openDistribution',
  eventName: 'DistributionOpened',
  positive: ['amount'],
  preflight: (client, { distributor, deployment }) => requireDistributor(client, distributor, { deployment }),
  request({ distributor, table, amount, uri }) {
    checkTable(table)
    if (uri === '')
      throw new InvalidParameterError('uri', uri, 'is empty: without the table nobody can claim')
    return { address: distributor, args: [table.root, table.total, amount, uri] }
  },
})

/** {@link openDistribution}, waiting for the receipt. */
export const openDistributionSync: SyncAction<
  OpenDistributionParameters,
  typeof openAbi,
  'DistributionOpened'
> = /* @__PURE__ */ toSync(openDistribution)

/** Refuses a table that was changed since it was built, or that others have made: each line counts. */
function checkTable(table: LossTable): void {
  if (isBuiltTable(table)) return
  const { root, total, length } = table
  let left = total
  for (let index = 0; index < length; index++) {
    const line = table.line(index)
    left -= line.loss
    if (left < 0n)
      throw new InvalidLossesError(
        `brings the losses to ${total - left}, above the total ${total}`,
        index + 1,
      )
    if (!verifyLoss({ root, ...line, proof: table.proof(index) }))
      throw new InvalidLossesError("is not a line of the table's root", index + 1)
  }
  if (left !== 0n) throw new InvalidLossesError(`add up to ${total - left}, and the total is ${total}`)
}

/** Parameters of {@link withdrawDistribution}. */
export interface WithdrawDistributionParameters extends DistributionParameters {}

/**
 * Takes a table back before its lines are paid: it was wrong. Its money belongs to the next table. Only the account that
 * opened it may call it.
 *
 * @throws `NotAuthorized`, `UnknownDistribution`, `ClaimWindowClosed`
 *
 * @example
 * ```ts
 * await withdrawDistributionSync(client, { distributor, distributionId })
 * ```
 */
export const withdrawDistribution: WriteAction<
  WithdrawDistributionParameters,
  typeof withdrawAbi,
  'withdrawDistribution',
  'DistributionWithdrawn'
> = /* @__PURE__ */ defineWriteAction({
  abi: withdrawAbi,
  functionName: 'withdrawDistribution',
  eventName: 'DistributionWithdrawn',
  request: ({ distributor, distributionId }) => ({ address: distributor, args: [distributionId] }),
})

/** {@link withdrawDistribution}, waiting for the receipt. */
export const withdrawDistributionSync: SyncAction<
  WithdrawDistributionParameters,
  typeof withdrawAbi,
  'DistributionWithdrawn'
> = /* @__PURE__ */ toSync(withdrawDistribution)

/** Parameters of {@link returnRemainder}. */
export interface ReturnRemainderParameters extends DistributionParameters {}

/**
 * Sends what a distribution has not paid within a year to `remainderTo`. Anyone may call it; lines are paid until then.
 *
 * @throws `UnknownDistribution`, `ClaimWindowOpen`, `NothingToCollect`
 *
 * @example
 * ```ts
 * const { amount } = await returnRemainderSync(client, { distributor, distributionId })
 * ```
 */
export const returnRemainder: WriteAction<
  ReturnRemainderParameters,
  typeof returnAbi,
  'returnRemainder',
  'RemainderReturned'
> = /* @__PURE__ */ defineWriteAction({
  abi: returnAbi,
  functionName: 'returnRemainder',
  eventName: 'RemainderReturned',
  request: ({ distributor, distributionId }) => ({ address: distributor, args: [distributionId] }),
})

/** {@link returnRemainder}, waiting for the receipt. */
export const returnRemainderSync: SyncAction<
  ReturnRemainderParameters,
  typeof returnAbi,
  'RemainderReturned'
> = /* @__PURE__ */ toSync(returnRemainder)

/** A line of a table: with the table, or by its parts. */
export type DistributionLine =
  | {
      /** The table of the distribution. */
      table: LossTable
      line?: undefined
    }
  | {
      /** Number of the line, its loss, and the path to the root. */
      line: { index: number; loss: bigint; proof: readonly Hex[] }
      table?: undefined
    }

/** Parameters of {@link claimLine}. */
export type ClaimLineParameters = DistributionParameters &
  DistributionLine & {
    /** The line's account, which is paid. The sender by default. */
    insured?: Address | undefined
  }

/**
 * Pays a line of a distribution's table to its account. Anyone may call it, until what is left has gone back.
 *
 * @throws {@link InvalidParameterError} if the account has no line in the table.
 * @throws `UnknownDistribution`, `ClaimsNotOpen`, `ClaimWindowClosed`, `InvalidProof`, `AlreadyClaimed`, `LossesExceedTotal`,
 * `NothingToCollect`
 *
 * @example
 * ```ts
 * const { payout } = await claimLineSync(client, { distributor, distributionId, table })
 * ```
 */
export const claimLine: WriteAction<ClaimLineParameters, Claim, 'claimLine', 'LossPaid'> =
  /* @__PURE__ */ defineWriteAction({
    abi: claimAbi,
    functionName: 'claimLine',
    eventName: 'LossPaid',
    request(parameters, { sender }) {
      const { distributor, distributionId } = parameters
      const insured = parameters.insured ?? sender('insured')
      return { address: distributor, args: [distributionId, insured, lineOf(parameters, insured)] }
    },
  })

/** {@link claimLine}, waiting for the receipt. */
export const claimLineSync: SyncAction<ClaimLineParameters, Claim, 'LossPaid'> =
  /* @__PURE__ */ toSync(claimLine)

/** Parameters of {@link claimLineTo}. */
export type ClaimLineToParameters = DistributionParameters &
  DistributionLine & {
    /** Who is paid in place of the sender. */
    receiver: Address
  }

/**
 * Pays the sender's line to a receiver.
 *
 * @throws as {@link claimLine}
 *
 * @example
 * ```ts
 * const { payout } = await claimLineToSync(client, { distributor, distributionId, table, receiver })
 * ```
 */
export const claimLineTo: WriteAction<ClaimLineToParameters, Claim, 'claimLineTo', 'LossPaid'> =
  /* @__PURE__ */ defineWriteAction({
    abi: claimAbi,
    functionName: 'claimLineTo',
    eventName: 'LossPaid',
    request(parameters, { sender }) {
      const { distributor, distributionId, receiver } = parameters
      const line = lineOf(parameters, sender('account'))
      return { address: distributor, args: [distributionId, receiver, line] }
    },
  })

/** {@link claimLineTo}, waiting for the receipt. */
export const claimLineToSync: SyncAction<ClaimLineToParameters, Claim, 'LossPaid'> =
  /* @__PURE__ */ toSync(claimLineTo)

/** The contract's form of a line. */
function lineOf({ table, line }: DistributionLine, insured: Address) {
  if (line) return { index: BigInt(line.index), loss: line.loss, proof: line.proof }
  const index = table.indexOf(insured)
  if (index === undefined) throw new InvalidParameterError('table', insured, 'has no line of the account')
  return { index: BigInt(index), loss: table.line(index).loss, proof: table.proof(index) }
}

/** A distribution. Asset units, times in seconds. */
export interface Distribution extends DistributionParameters {
  /** Root of its table. */
  root: Hex
  /** Of the table's losses. */
  total: bigint
  /** Of these, what no line has claimed for. */
  lossesLeft: bigint
  /** What the lines share, at most the total; 0 once what was left has gone back. */
  pot: bigint
  /** What is kept for it and not paid. */
  left: bigint
  /** Lines are paid from then on; before, the table can be withdrawn. */
  opensAt: number
  /** From then on anyone may send what is left to `remainderTo`. */
  until: number
}

/** Parameters of {@link getDistribution}. */
export interface GetDistributionParameters extends DistributionParameters, ReadOptions {}

/**
 * A distribution: its table's root, and what is left of its money.
 *
 * @throws `UnknownDistribution`
 *
 * @example
 * ```ts
 * const { pot, left, opensAt } = await getDistribution(client, { distributor, distributionId: 1n })
 * ```
 */
export async function getDistribution(
  client: ReadClient,
  { distributor, distributionId, ...options }: GetDistributionParameters,
): Promise<Distribution> {
  const args = [distributionId] as const
  const contract = { abi: readAbi, address: distributor, functionName: 'getDistribution', args } as const
  const distribution = await readOne(client, contract, options)
  return { distributor, distributionId, ...distribution, until: distribution.opensAt + YEAR }
}

/** Parameters of {@link getLine}. */
export type GetLineParameters = DistributionParameters &
  ReadOptions & {
    table: LossTable
    /** The line's account. */
    insured: Address
  }

/** What a line of a distribution is paid, and whether it was. Asset units. */
export interface PayoutLine {
  index: number
  loss: bigint
  payout: bigint
  isClaimed: boolean
}

/**
 * The line of an account in a distribution.
 *
 * @throws {@link InvalidParameterError} if the account has no line in the table.
 * @throws `UnknownDistribution`
 *
 * @example
 * ```ts
 * const { payout, isClaimed } = await getLine(client, { distributor, distributionId, table, insured })
 * ```
 */
export async function getLine(
  client: ReadClient,
  { distributor, distributionId, table, insured, ...options }: GetLineParameters,
): Promise<PayoutLine> {
  const { index, loss } = lineOf({ table }, insured)
  const contract = { abi: readAbi, address: distributor } as const
  const [payout, isClaimed] = await readTogether(
    client,
    [
      { ...contract, functionName: 'payoutOf', args: [distributionId, loss] },
      { ...contract, functionName: 'isClaimed', args: [distributionId, index] },
    ],
    options,
  )
  return { index: Number(index), loss, payout, isClaimed }
}

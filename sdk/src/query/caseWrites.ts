import type { Hash, Log } from 'viem'
import { sendTogether } from '../actions/batches/sendTogether.js'
import { type OpenCaseParameters, openCase, openCaseSync } from '../actions/claims/cases.js'
import { getClaimsVaultAddress } from '../actions/claims/ids.js'
import {
  getRequiredBond,
  type PostAnswerParameters,
  postAnswer,
  postAnswerSync,
} from '../actions/resolution/court/answers.js'
import { getAnswerBond, getOpeningBond } from '../actions/resolution/court/bonds.js'
import type { NextAction } from '../actions/resolution/disputes/types.js'
import { InvalidParameterError } from '../errors/errors.js'
import { unsent } from '../internal/outcomes.js'
import { type Paid, pay } from './pay.js'
import { type EventOf, fieldsIn, withoutReceipt } from './results.js'
import type { PaymentPath } from './stages.js'
import { defineWriteMutation, type WriteMutationFactory } from './writeMutation.js'

/** How a bond is paid. */
export interface BondPath {
  /** The way to pay: courts take no permits. By default what the wallet can with the fewest questions. */
  path?: Exclude<PaymentPath, 'eip2612' | 'permit2'> | undefined
}

/** No signature is needed, so nothing ends. */
const NO_DEADLINE = 0

/** Opens a case, and pays the bond that this takes: none for a firing. */
export const openCaseMutationOptions: WriteMutationFactory<
  OpenCaseParameters & BondPath,
  Paid<EventOf<typeof openCaseSync>>
> = /* @__PURE__ */ defineWriteMutation('openCase', async (client, { path, ...given }, context) => {
  const { deployment, onStage } = context
  const { pool, termsId, incidentId, severity = 0n } = given
  const bond = await unsent(() => getOpeningBond(client, { pool, termsId, incidentId, severity, deployment }))
  const opened = { ...given, account: client.account, deployment }
  return pay(
    client,
    { ...bond, deadline: NO_DEADLINE, path },
    {
      call: () => openCase.call(client, opened),
      send: (extra) => withoutReceipt(openCaseSync(client, { ...opened, ...extra } as never)),
      read: (logs) => fieldsIn(openCase, logs, getClaimsVaultAddress(pool)),
    },
    onStage,
  )
})

/** Answers a case, and pays the bond: the least one by default. */
export const postAnswerMutationOptions: WriteMutationFactory<
  PostAnswerParameters & BondPath,
  Paid<EventOf<typeof postAnswerSync>>
> = /* @__PURE__ */ defineWriteMutation('postAnswer', async (client, { path, ...given }, context) => {
  const { deployment, onStage } = context
  const { uri, ...which } = given
  const { bond, payment } = await unsent(async () => {
    const bond = given.bond ?? (await getRequiredBond(client, { ...which, deployment }))
    return { bond, payment: await getAnswerBond(client, { ...which, bond, deployment }) }
  })
  const posted = { ...which, uri, bond, account: client.account, deployment }
  return pay(
    client,
    { ...payment, deadline: NO_DEADLINE, path },
    {
      call: () => postAnswer.call(client, posted),
      send: (extra) => withoutReceipt(postAnswerSync(client, { ...posted, ...extra } as never)),
      read: (logs) => fieldsIn(postAnswer, logs, payment.spender),
    },
    onStage,
  )
})

/** Variables of {@link nextActionMutationOptions}. */
export interface NextActionVariables extends BondPath {
  /** From {@link nextActionsQueryOptions}; it must have a `call`. */
  next: NextAction
}

/** What has come of a next action. */
export type NextActionDone = Paid<{
  /** Events, for `extractEvent(logs, { address })` of the action. */
  logs: readonly Log[]
}>

/**
 * Does one of the next actions on an incident, and pays its bond.
 *
 * @throws `InvalidParameterError` if the action needs something that only the sender knows; and what the call is refused
 * with
 */
export const nextActionMutationOptions: WriteMutationFactory<NextActionVariables, NextActionDone> =
  /* @__PURE__ */ defineWriteMutation('nextAction', async (client, { next, path }, { onStage, onSent }) => {
    const { call, bond, needs, action } = next
    if (!call)
      throw new InvalidParameterError(
        'next',
        action,
        `has no call: it needs ${needs}`,
        `Use ${action} itself.`,
      )
    const send = async () => {
      const { outcome, hashes, logs } = await sendTogether(client, { calls: [call], onSent })
      return { outcome, hash: hashes[0] as Hash, logs }
    }
    if (bond)
      return pay(
        client,
        { asset: bond.asset, spender: bond.spender, amount: bond.amount, deadline: NO_DEADLINE, path },
        { call: () => call, send, read: (logs) => ({ logs }) },
        onStage,
      )
    onStage({ name: 'confirming', isBatch: false })
    return { path: 'allowance' as const, ...(await send()) }
  })

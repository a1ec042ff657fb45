import type { Address } from 'viem'
import { getBlock } from 'viem/actions'
import { getAction } from 'viem/utils'
import { withTypedErrors } from '../../../errors/decode.js'
import * as Court from '../../../generated/abi/Court.js'
import * as ProductRegistry from '../../../generated/abi/ProductRegistry.js'
import {
  deploymentOf,
  probeTogether,
  type ReadClient,
  type ReadOptions,
  readTogether,
} from '../../../internal/read.js'
import type { Terms } from '../../listing/types.js'
import { type AnswerInput, toAnswer } from '../court/answerContent.js'
import type { CourtOptions, CourtTerms, Report } from '../court/types.js'
import { kindCalls, toArbiter } from './arbiterKinds.js'
import { bondsOf } from './disputeBonds.js'
import { casesOf } from './disputeCases.js'
import type { Dispute } from './types.js'

const courtAbi = [Court.courtTermsCount, Court.getCourtTerms, Court.getIncident, Court.getReport] as const
const productRegistryAbi = [ProductRegistry.getTerms] as const

/** Parameters of {@link getDispute}. */
export interface GetDisputeParameters extends ReadOptions, CourtOptions {
  incidentId: bigint
  /**
   * Pools and terms to look for cases, opened or not. A court does not know which pools cover an
   * incident.
   */
  cases?: readonly { pool: Address; termsId: bigint }[] | undefined
  /** Figure of the openings, WAD; of no effect for a firing. */
  severity?: bigint | undefined
  /** The proposed answer. */
  answer?: AnswerInput | undefined
  /** Account whose bonds are read. The client's account by default. */
  account?: Address | undefined
}

/**
 * Everything about an incident at a court, at one block: its report, or firing, and in each given
 * pool the case, its answers, the turn, deadlines, outcome and bonds. {@link nextActions} lists the
 * possible actions.
 *
 * Any version of a product's terms may be named; an open case is read by its own version.
 *
 * @throws `UnknownIncident`, `UnknownTerms`
 *
 * @example
 * ```ts
 * const dispute = await getDispute(client, { incidentId, cases: [{ pool, termsId }] })
 * const todo = nextActions(dispute, { now: dispute.timestamp, account })
 * ```
 */
export async function getDispute(
  client: ReadClient,
  {
    incidentId,
    court,
    cases: asked = [],
    severity: figure,
    answer: given,
    account = client.account?.address,
    ...options
  }: GetDisputeParameters,
): Promise<Dispute> {
  const deployment = deploymentOf(client, options)
  const address = court ?? deployment.court
  const answer = given === undefined ? undefined : toAnswer(given)
  const { number, timestamp } = await blockOf(client, options)
  // The next reads take more than one request.
  const at: ReadOptions = {
    timestamp: options.timestamp,
    stateOverride: options.stateOverride,
    ...(number === null ? { blockTag: 'pending' } : { blockNumber: number }),
  }
  const contract = { abi: courtAbi, address } as const
  const subject = incidentId >> 32n

  const [report, courtTerms, { severity: measured }, ...terms] = (await readTogether(
    client,
    [
      { ...contract, functionName: 'getReport', args: [incidentId] },
      { ...contract, functionName: 'getCourtTerms', args: [subject] },
      { ...contract, functionName: 'getIncident', args: [incidentId] },
      ...asked.map(({ termsId }) => ({
        ...{ abi: productRegistryAbi, address: deployment.registry, functionName: 'getTerms' },
        args: [termsId],
      })),
    ],
    at,
  )) as unknown as [Report, CourtTerms, { severity: bigint }, ...Terms[]]
  const { rules } = courtTerms
  const incident = { court: address, incidentId, courtTerms, report, answer, severity: measured || figure }

  // Arbiters are foreign code: they are read separately, so that none can spoil the other results.
  const [cases, ...kinds] = await Promise.all([
    casesOf(
      client,
      incident,
      asked.map(({ pool, termsId }, i) => ({ pool, termsId, terms: terms[i] as Terms })),
      at,
    ),
    ...[rules.arbiter, rules.fallbackArbiter].map((arbiter) =>
      probeTogether(client, [{ ...contract, functionName: 'courtTermsCount' }, ...kindCalls(arbiter)], at),
    ),
  ])
  const [first = [], second = []] = kinds.map(([, ...answers]) => answers)
  return {
    ...{ court: address, incidentId, subject, courtTerms, report, cases },
    timestamp: options.timestamp ?? Number(timestamp),
    arbiters: [
      toArbiter(rules.arbiter, rules.arbiterTime, first),
      toArbiter(rules.fallbackArbiter, rules.fallbackTime, second),
    ],
    bonds: account ? await bondsOf(client, { ...incident, cases, account }, at) : [],
  }
}

async function blockOf(client: ReadClient, { blockNumber, blockTag }: ReadOptions) {
  const which = blockNumber === undefined ? { blockTag: blockTag ?? ('latest' as const) } : { blockNumber }
  return withTypedErrors(() => getAction(client, getBlock, 'getBlock')(which as { blockTag: 'latest' }))
}

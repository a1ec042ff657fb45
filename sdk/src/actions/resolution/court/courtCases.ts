import { deploymentOf, type ReadClient, type ReadOptions, readTogether } from '../../../internal/read.js'
import { courtCaseCalls, toCourtCase } from './storedCase.js'
import type { CourtCase, CourtCaseParameters } from './types.js'

/** Parameters of {@link getCourtCase}. */
export interface GetCourtCaseParameters extends ReadOptions, CourtCaseParameters {}

/**
 * A case at a court: its answers with their numbers, posters and bonds, the turn, and the outcome.
 * {@link getDispute} returns that for several pools, with the possible actions; {@link getCase}
 * returns what the pool has set aside.
 *
 * @throws `UnknownIncident`, `CaseNotOpen`, also for another version of the terms than it was opened with
 *
 * @example
 * ```ts
 * const { answers, endsAt } = await getCourtCase(client, { pool, termsId, incidentId })
 * for (const { number, by, bond, ...answer } of answers) console.log(`${number}: ${describeAnswer(answer)}`, by, bond)
 * ```
 */
export async function getCourtCase(
  client: ReadClient,
  { court, pool, termsId, incidentId, ...options }: GetCourtCaseParameters,
): Promise<CourtCase> {
  const address = court ?? deploymentOf(client, options).court
  const which = { pool, termsId, incidentId }
  const stored = await readTogether(client, courtCaseCalls(address, which), options)
  return toCourtCase(address, which, stored)
}

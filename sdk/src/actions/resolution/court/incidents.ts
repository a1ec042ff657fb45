import type { Address } from 'viem'
import { courtAbi } from '../../../generated/contracts.js'
import { deploymentOf, type ReadClient, type ReadOptions, readTogether } from '../../../internal/read.js'
import { getClaimsVaultAddress } from '../../claims/ids.js'
import type { Verdict } from './types.js'

/** Parameters of {@link getIncident}. */
export interface GetIncidentParameters extends ReadOptions {
  incidentId: bigint
  /** The resolver that knows it. The deployment's court by default. */
  resolver?: Address | undefined
  /** The pool whose verdict is asked for. None by default: a court has one for each pool. */
  pool?: Address | undefined
  /** The terms under which that pool's case was opened. */
  termsId?: bigint | undefined
}

/** One failure event. */
export interface Incident {
  /** What failed: terms are hit if they name this resolver and subject. */
  subject: bigint
  /** When it failed, seconds: covers protected then are payable. */
  time: number
  /** Share destroyed, as measured, WAD; 0 where the opener of a case says how much that was at most. */
  severity: bigint
  /** Σ losses of a published loss table, asset units; 0 for none. */
  lossTotal: bigint
  /** What was decided for the pool that was asked for; all zero for none, and where it has no case. */
  verdict: Verdict
}

/**
 * One incident by its id, and what was decided about it.
 *
 * @throws `UnknownIncident`
 *
 * @example
 * ```ts
 * const { severity, verdict } = await getIncident(client, { incidentId, pool, termsId })
 * ```
 */
export async function getIncident(
  client: ReadClient,
  { incidentId, resolver, pool, termsId = 0n, ...options }: GetIncidentParameters,
): Promise<Incident> {
  const address = resolver ?? deploymentOf(client, options).court
  const contract = { abi: courtAbi, address } as const
  // Where no pool is asked for, an address that is no vault.
  const vault = pool ? getClaimsVaultAddress(pool) : address
  const [incident, verdict] = await readTogether(
    client,
    [
      { ...contract, functionName: 'getIncident', args: [incidentId] },
      { ...contract, functionName: 'getVerdict', args: [incidentId, termsId, vault] },
    ],
    options,
  )
  return { ...incident, verdict }
}

import type { Address } from 'viem'
import * as Court from '../../../generated/abi/Court.js'
import { deploymentOf, type ReadClient, type ReadOptions, readTogether } from '../../../internal/read.js'
import { getClaimsVaultAddress } from '../../claims/ids.js'
import type { Verdict } from './types.js'

const courtAbi = [Court.getIncident, Court.getVerdict] as const

/** Parameters of {@link getIncident}. */
export interface GetIncidentParameters extends ReadOptions {
  incidentId: bigint
  /** Resolver of the incident. The deployment's court by default. */
  resolver?: Address | undefined
  /** Pool of the verdict. None by default: a court has a verdict for each pool. */
  pool?: Address | undefined
  /** The terms under which that pool's case was opened. */
  termsId?: bigint | undefined
}

/** An incident. */
export interface Incident {
  /** Subject that failed; it hits terms that name this resolver and subject. */
  subject: bigint
  /** Event time, seconds: covers that protected then are payable. */
  time: number
  /** Measured part destroyed, WAD; 0 if the opener of a case states the most that was. */
  severity: bigint
  /** Σ losses of a published loss table, asset units; 0 for none. */
  lossTotal: bigint
  /** Verdict for the given pool; all zero without one, or without a case there. */
  verdict: Verdict
}

/**
 * An incident by its id, and the verdict about it.
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
  // Without a pool, an address that is no vault.
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

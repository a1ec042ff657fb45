import { checkOrder, readCsv } from './csv.js'

/** Causes of incidents. The first seven are those that cover on code is about. */
export const CAUSES = [
  'logic_bug',
  'oracle_or_price_manipulation',
  'reentrancy',
  'arithmetic_or_accounting',
  'input_validation',
  'signature_or_proof',
  'governance',
  'access_control',
  'key_compromise',
  'rug_or_insider',
  'frontend_or_infra',
  'unknown',
] as const

/** What an incident was caused by. */
export type Cause = (typeof CAUSES)[number]

/** Sectors; an empty one is not known. */
export const SECTORS = [
  'Lending',
  'DEX',
  'Yield',
  'Derivatives',
  'Stablecoin',
  'Bridge',
  'Other',
  '',
] as const

/** Sector of a protocol. */
export type Sector = (typeof SECTORS)[number]

/** A dated incident of a protocol. */
export interface Incident {
  /** Day, `YYYY-MM-DD`, UTC. */
  date: string
  protocol: string
  /** Loss, nominal US dollars of that day. */
  loss: number
  /** Part of it that came back later, US dollars. */
  recovered: number
  cause: Cause
  sector: Sector
  /** Whether cover on code would have been about it. */
  coverable: boolean
  isBridge: boolean
  /** Whether a ledger links it to a protocol that was tracked then, so that the exposure series counts it. */
  isListed: boolean
  /** Names of the lists that have it. */
  sources: readonly string[]
}

const COLUMNS = [
  ...['date', 'protocol', 'chain', 'loss_usd', 'technique', 'source', 'cause', 'coverable', 'recovered_usd'],
  ...['sector', 'is_bridge', 'tier', 'listed_in_defillama'],
] as const
const FLAG = ['0', '1'] as const

/**
 * Reads dated incidents from a CSV text with the columns `date, protocol, chain, loss_usd, technique, source, cause,
 * coverable, recovered_usd, sector, is_bridge, tier, listed_in_defillama`, in the order of their days.
 *
 * @param file - Name of the file, for errors.
 * @throws {@link InvalidRiskDataError} with the file and the line: for unknown or missing columns, no rows, days that go
 * back, a negative or malformed loss, a recovery above its loss, and unknown causes or sectors.
 *
 * @example
 * ```ts
 * const incidents = parseIncidents(incidentsCsv)
 * const coverable = incidents.filter((incident) => incident.coverable)
 * ```
 */
export function parseIncidents(text: string, file = 'defi_exploits.csv'): Incident[] {
  const rows = readCsv(text, file, COLUMNS)
  const incidents = rows.map((row): Incident => {
    const [loss, recovered] = [row.number('loss_usd'), row.number('recovered_usd')]
    if (recovered > loss) row.refuse(`has a recovered_usd of ${recovered}, above its loss of ${loss}`)
    row.oneOf('tier', ['A', 'B'])
    const protocol = row.text('protocol')
    if (protocol === '') row.refuse('names no protocol')
    return {
      ...{ date: row.day('date'), protocol, loss, recovered },
      ...{ cause: row.oneOf('cause', CAUSES), sector: row.oneOf('sector', SECTORS) },
      coverable: row.oneOf('coverable', FLAG) === '1',
      isBridge: row.oneOf('is_bridge', FLAG) === '1',
      isListed: row.oneOf('listed_in_defillama', FLAG) === '1',
      sources: row.text('source').split(';'),
    }
  })
  checkOrder(rows, 'date')
  return incidents
}

/** An incident at a protocol that a cover provider had listed at the time. */
export type CohortIncident = Pick<Incident, 'date' | 'protocol' | 'loss' | 'recovered' | 'cause'>

/**
 * Reads the cohort of covered protocols' incidents: columns `date, protocol, chain, loss_usd, recovered_usd, cause`.
 *
 * @throws as {@link parseIncidents}
 *
 * @example
 * ```ts
 * const cohort = parseCohort('date,protocol,chain,loss_usd,recovered_usd,cause\n2023-03-13,Euler V1,Ethereum,197000000,197000000,logic_bug')
 * ```
 */
export function parseCohort(text: string, file = 'curated_cohort_events.csv'): CohortIncident[] {
  const rows = readCsv(text, file, ['date', 'protocol', 'chain', 'loss_usd', 'recovered_usd', 'cause'])
  const incidents = rows.map((row) => {
    const [loss, recovered] = [row.number('loss_usd'), row.number('recovered_usd')]
    if (recovered > loss) row.refuse(`has a recovered_usd of ${recovered}, above its loss of ${loss}`)
    const protocol = row.text('protocol')
    return { date: row.day('date'), protocol, loss, recovered, cause: row.oneOf('cause', CAUSES) }
  })
  checkOrder(rows, 'date')
  return incidents
}

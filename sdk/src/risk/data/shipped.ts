import { INCIDENT_ROWS } from '../../generated/riskIncidents.js'
import type { Cause, Incident, Sector } from './incidents.js'

/**
 * The incidents that the package ships: those that SunWeb3Sec/DeFiHackLabs (Apache-2.0) reproduces. They are about two
 * thirds of the incidents that the default model is fitted on, with the small ones and those on BSC over-represented; 2020 is
 * thin. For all of them use `readRiskData` of `/risk/node` with a folder of your own.
 *
 * @example
 * ```ts
 * const largest = shippedIncidents().reduce((a, b) => (b.loss > a.loss ? b : a))
 * ```
 */
export function shippedIncidents(): Incident[] {
  return INCIDENT_ROWS.map(([date, protocol, loss, recovered, cause, sector, flags]) => ({
    ...{ date, protocol, loss, recovered, cause: cause as Cause, sector: sector as Sector },
    ...{ coverable: (flags & 1) !== 0, isBridge: (flags & 2) !== 0, isListed: (flags & 4) !== 0 },
    sources: ['defihacklabs'],
  }))
}

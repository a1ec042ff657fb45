import { checkOrder, readCsv } from './csv.js'
import type { Sector } from './incidents.js'

/** Number of protocols that were tracked in a month. */
export interface ExposureMonth {
  /** `YYYY-MM` */
  month: string
  protocols: number
}

/**
 * Reads the number of tracked protocols by month: columns `month, adapters_alive, adapters_ever_added,
 * exposure_estimate`, each month once and in order.
 *
 * @throws {@link InvalidRiskDataError} with the file and the line.
 *
 * @example
 * ```ts
 * const exposure = parseExposure('month,adapters_alive,adapters_ever_added,exposure_estimate\n2022-01-01,400,410,400')
 * ```
 */
export function parseExposure(text: string, file = 'protocol_exposure_monthly.csv'): ExposureMonth[] {
  const rows = readCsv(text, file, ['month', 'adapters_alive', 'adapters_ever_added', 'exposure_estimate'])
  const months = rows.map((row) => {
    row.number('adapters_alive')
    row.number('adapters_ever_added')
    const day = row.day('month')
    if (!day.endsWith('-01')) row.refuse(`has the month ${day}, which is not its first day`)
    return { month: day.slice(0, 7), protocols: row.number('exposure_estimate') }
  })
  checkOrder(rows, 'month', true)
  return months
}

/** Value in protocols, by sector, in a month; US dollars. */
export interface TvlMonth {
  /** `YYYY-MM` */
  month: string
  total: number
  sectors: Partial<Record<Sector, number>>
}

const TVL_COLUMNS = {
  ...{ Lending: 'lending_usd', DEX: 'dex_usd', Bridge: 'bridge_usd', Derivatives: 'derivatives_usd' },
  ...{ Yield: 'yield_usd' },
} as const satisfies Partial<Record<Sector, string>>

/**
 * Reads the mean value in protocols by month: columns `month, lending_usd, dex_usd, bridge_usd, derivatives_usd,
 * yield_usd, rwa_usd, algo_stables_usd, defi_usd`.
 *
 * @throws {@link InvalidRiskDataError} with the file and the line.
 *
 * @example
 * ```ts
 * const [first] = parseTvl('month,lending_usd,dex_usd,bridge_usd,derivatives_usd,yield_usd,rwa_usd,algo_stables_usd,defi_usd\n2022-01,5,4,3,2,1,0,0,15')
 * ```
 */
export function parseTvl(text: string, file = 'defi_tvl_monthly.csv'): TvlMonth[] {
  const names = [...Object.values(TVL_COLUMNS), 'rwa_usd', 'algo_stables_usd']
  const rows = readCsv(text, file, ['month', ...names, 'defi_usd'])
  const months = rows.map((row) => {
    const month = row.text('month')
    if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month))
      row.refuse(`has "${month}" as month, which is no month YYYY-MM`)
    for (const name of names) row.number(name)
    const sectors = Object.entries(TVL_COLUMNS).map(([sector, column]) => [sector, row.number(column)])
    return {
      month,
      total: row.number('defi_usd'),
      sectors: Object.fromEntries(sectors) as TvlMonth['sectors'],
    }
  })
  checkOrder(rows, 'month', true)
  return months
}

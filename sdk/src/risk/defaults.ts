import { FITTED_MODEL } from '../generated/riskModel.js'
import type { RiskModel } from './model.js'

/**
 * The model that commands and examples use: fitted on coverable incidents of 100,000 US dollars or more from 2022-01-01 to
 * 2026-07-31, with the assumptions of `ASSUMPTIONS` for what the data cannot tell. {@link DATA_LIMITS} says what to keep in
 * mind.
 *
 * @example
 * ```ts
 * const model = defaultModel()
 * const twiceAsBad = { ...model, hazard: { ...model.hazard, scale: 2 } }
 * ```
 */
export const defaultModel = (): RiskModel => structuredClone(FITTED_MODEL)

/** Where the data comes from, and how far it can be trusted: shown wherever results are. */
export const DATA_LIMITS: readonly string[] = [
  'Incidents: DefiLlama hacks ledger and seven further lists, of which the package ships those of SunWeb3Sec/DeFiHackLabs (Apache-2.0); exposure: protocols tracked in DefiLlama-Adapters (ISC).',
  'The losses are in US dollars of the day, and the value at stake is not known: the severity of a cover is an assumption.',
  'Causes are set by keywords, with a few per cent of rows wrong; losses in illiquid tokens are overstated.',
  '2020 is thin and 2021 immature, because the tracker itself was growing; 2026 ends early in August.',
  'Incidents of protocols that were not tracked count and their protocols do not, which overstates the hazard; protocols that are covered are hit more often than the average, which understates it.',
]

import type { Address } from 'viem'
import type { CourtCaseParameters } from '../court/types.js'

/** Which panel. */
export interface PanelParameters {
  panel: Address
}

/** Which case before a panel. */
export interface PanelCaseParameters extends PanelParameters, CourtCaseParameters {}

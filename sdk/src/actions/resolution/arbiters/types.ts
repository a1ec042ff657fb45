import type { Address } from 'viem'
import type { CourtCaseParameters } from '../court/types.js'

/** A panel. */
export interface PanelParameters {
  panel: Address
}

/** A case before a panel. */
export interface PanelCaseParameters extends PanelParameters, CourtCaseParameters {}

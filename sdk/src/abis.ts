import { poolAbi, poolSnapshotAbi } from './generated/contracts.js'

/** All calls of a pool. */
export const coverPoolAbi = [...poolAbi, ...poolSnapshotAbi] as const

export {
  addressArbiterAbi,
  assessorPanelAbi,
  auditRegistryAbi,
  badDebtMeterAbi,
  claimsVaultAbi,
  courtAbi,
  coverPoolFactoryAbi,
  coverTokenAbi,
  lossLedgerAbi,
  poolConfiguratorAbi,
  priceDepegMeterAbi,
  productRegistryAbi,
  proxyCodeAbi,
  shareLossMeterAbi,
  umaArbiterAbi,
} from './generated/contracts.js'
export { errorsAbi } from './generated/errors.js'

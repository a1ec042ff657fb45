import { poolAbi, poolErrorsAbi, poolSnapshotAbi, vaultAbi, vaultErrorsAbi } from './generated/contracts.js'

/** All calls of a pool, and its errors. */
export const coverPoolAbi = [...poolAbi, ...poolSnapshotAbi, ...poolErrorsAbi] as const

/** All calls of a pool's vault, and its errors. */
export const claimsVaultAbi = [...vaultAbi, ...vaultErrorsAbi] as const

export {
  addressArbiterAbi,
  assessorPanelAbi,
  auditRegistryAbi,
  badDebtMeterAbi,
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

export {
  addressArbiterAbi,
  assessorPanelAbi,
  auditRegistryAbi,
  badDebtMeterAbi,
  claimsVaultAbi,
  courtAbi,
  coverPoolAbi,
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

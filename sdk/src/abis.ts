export {
  coverPoolAbi,
  coverPoolFactoryAbi,
  coverTokenAbi,
  pocketVaultAbi,
  poolManagerAbi,
  productRegistryAbi,
  shareLossTriggerAbi,
} from './generated/contracts.js'
export { errorsAbi } from './generated/errors.js'

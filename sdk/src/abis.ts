import { poolAbi, poolSnapshotAbi } from './generated/contracts.js'

/** All that can be called on a pool. */
export const coverPoolAbi = [...poolAbi, ...poolSnapshotAbi] as const

export {
  coverPoolFactoryAbi,
  coverTokenAbi,
  lossLedgerAbi,
  pocketVaultAbi,
  poolManagerAbi,
  productRegistryAbi,
  shareLossTriggerAbi,
} from './generated/contracts.js'
export { errorsAbi } from './generated/errors.js'

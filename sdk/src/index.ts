/**
 * SDK for on-chain cover of smart-contract failure: quotes, purchases, deposits and claims with
 * viem.
 *
 * @packageDocumentation
 */
export * from './actions/index.js'
// Separate from its room: the bundled types of a client name all rooms, and break if another entry
// has the same types.
export {
  type KeyValueStorage,
  type SaltStore,
  toSaltStore,
} from './actions/resolution/arbiters/saltStores.js'
export { type BoundWriteAction, type BreakwaterActions, breakwaterActions } from './client.js'
export {
  type Deployment,
  type DeploymentRecord,
  deployments,
  getDeployment,
  permit2Address,
} from './deployments.js'
export * from './errors/index.js'
export type { CallOptions, ContractCall } from './internal/calls.js'
export type { EventArgs, EventLog } from './internal/events.js'
export type { AssetPermit, PermittedCall } from './internal/permit.js'
export type { ReadClient, ReadOptions } from './internal/read.js'
export type {
  Sent,
  SimulatedResult,
  SyncAction,
  SyncAllAction,
  SyncAllResult,
  SyncResult,
  WaitOptions,
  WriteAction,
  WriteOptions,
} from './internal/writeTypes.js'
export type { QuoteDetails, QuoteState } from './math/details.js'
export type { Recovery } from './math/recovery.js'
export type {
  PoolConstants,
  PoolSnapshot,
  ProductSnapshot,
  TermsSnapshot,
} from './math/snapshot.js'

export * from './getActivity.js'
export type {
  Activity,
  ActivityArgs,
  ActivityBase,
  ActivityCheckpoint,
  ActivityContract,
  ActivityEventName,
  ActivityFilters,
  ActivityMemory,
  ActivitySearch,
  ActivitySubject,
  ActivityToken,
} from './types.js'
export * from './watchActivity.js'

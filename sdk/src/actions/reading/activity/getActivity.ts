import type { ReadClient } from '../../../internal/read.js'
import { toCheckpoint } from './checkpoint.js'
import { scan } from './scan.js'
import { prepare } from './search.js'
import type { Activity, ActivityCheckpoint, ActivitySearch } from './types.js'

/** Parameters of {@link getActivity}: each filter narrows the result. */
export interface GetActivityParameters extends ActivitySearch {}

/** What {@link getActivity} returns. */
export interface GetActivityReturnType {
  /**
   * In the order of the chain. Removed ones come first, the last of them first: undo each as you come to it, then do the
   * others.
   */
  activities: Activity[]
  /** Pass it on to the next call, to go on after this one. */
  checkpoint: ActivityCheckpoint
}

/**
 * What has happened in the protocol: the events of all its contracts, shares and cover tokens included, decoded and in words.
 * Arbiters count from the first published terms that name them. Ranges of blocks that the node refuses are halved.
 *
 * With the checkpoint of an earlier call it goes on from there, and activities whose blocks are no longer in the chain come
 * again, as `removed`. Nothing is older than the deployment, so nothing is read from before it.
 *
 * @throws {@link InvalidParameterError}, `UnknownDeploymentError`; `CheckpointError` if the chain has changed more than 256
 * blocks back; `NodeError` if the node's answers contradict each other.
 *
 * @example
 * ```ts
 * const { activities, checkpoint } = await getActivity(client, { pool })
 * for (const { blockNumber, words } of activities) console.log(blockNumber, words)
 * // Later: only what is new.
 * const next = await getActivity(client, { pool, checkpoint })
 * ```
 */
export async function getActivity(
  client: ReadClient,
  parameters: GetActivityParameters = {},
): Promise<GetActivityReturnType> {
  const { search, state } = prepare(client, parameters)
  const found = new Map<string, Activity>()
  for await (const activities of scan(client, search, state))
    for (const activity of activities) {
      // What came and went, or went and came again, in between, has not changed.
      const isUndone = found.has(activity.id) && found.get(activity.id)?.removed !== activity.removed
      if (isUndone) found.delete(activity.id)
      else found.set(activity.id, activity)
    }
  return { activities: [...found.values()], checkpoint: toCheckpoint(state, search.scope) }
}

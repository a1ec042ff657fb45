import { InvalidParameterError } from '../../../errors/errors.js'
import type { ReadClient } from '../../../internal/read.js'
import { toCheckpoint } from './checkpoint.js'
import { scan } from './scan.js'
import { prepare } from './search.js'
import type { Activity, ActivityCheckpoint, ActivitySearch } from './types.js'

/** Parameters of {@link watchActivity}: each filter narrows what is told. */
export interface WatchActivityParameters extends ActivitySearch {
  /**
   * Is called with what has happened, in order, and with a checkpoint to keep together with what it makes of that. Calls do
   * not overlap: a promise is awaited. What it throws goes to `onError`, and it is called with the same again.
   */
  onActivity: (activities: Activity[], checkpoint: ActivityCheckpoint) => unknown
  /** Is called with what went wrong, after which watching goes on. */
  onError?: ((error: unknown) => void) | undefined
  /** Milliseconds between questions; the client's own by default. */
  pollingInterval?: number | undefined
}

/**
 * Tells what happens in the protocol as it comes, and what has happened since the checkpoint, or since `fromBlock` or the
 * deployment. Each activity is told once; if its block leaves the chain, once more as `removed`. A node that fails is asked
 * again.
 *
 * @returns Ends it. What is being read then is told no more.
 * @throws {@link InvalidParameterError}, `UnknownDeploymentError`, both at once. What {@link getActivity} throws later goes to
 * `onError`.
 *
 * @example
 * ```ts
 * const unwatch = watchActivity(client, {
 *   pool,
 *   checkpoint: load(),
 *   onActivity: (activities, checkpoint) => store(activities, checkpoint),
 *   onError: console.error,
 * })
 * // … when it is no longer needed:
 * unwatch()
 * ```
 */
export function watchActivity(client: ReadClient, parameters: WatchActivityParameters): () => void {
  const { onActivity, onError, pollingInterval = client.pollingInterval, ...rest } = parameters
  if (typeof onActivity !== 'function')
    throw new InvalidParameterError('onActivity', onActivity, 'is not a function')
  if (!(pollingInterval >= 0))
    throw new InvalidParameterError('pollingInterval', pollingInterval, 'must be a number of milliseconds')
  const { search, state } = prepare(client, rest)
  let isOver = false
  let wake: (() => void) | undefined
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pollingInterval)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  /** Does something until it succeeds. */
  const insist = async (action: () => unknown) => {
    while (!isOver) {
      try {
        return await action()
      } catch (error) {
        if (isOver) return
        onError?.(error)
        await pause()
      }
    }
  }
  const follow = async () => {
    for await (const activities of scan(client, search, state)) {
      if (isOver) return
      if (activities.length === 0) continue
      const checkpoint = toCheckpoint(state, search.scope)
      await insist(() => onActivity(activities, checkpoint))
    }
  }
  const run = async () => {
    while (!isOver) {
      await insist(follow)
      if (!isOver) await pause()
    }
  }
  void run()
  return () => {
    isOver = true
    wake?.()
  }
}

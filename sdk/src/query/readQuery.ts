import type { DataTag } from '@tanstack/react-query'
import type { Deployment } from '../deployments.js'
import { isOurs } from '../errors/base.js'
import type { ReadClient, ReadOptions } from '../internal/read.js'
import { type BreakwaterQueryKey, type BreakwaterQueryName, breakwaterQueryKey } from './keys.js'

/** What names a block, or another state than the chain's: queries are about the latest block. */
type BlockOption = 'blockNumber' | 'blockTag' | 'timestamp' | 'stateOverride'

/** Parameters of a query: those of its action at the latest block. While a required one is `undefined` it is not fetched. */
export type QueryParameters<parameters> = {
  [name in Exclude<keyof parameters, BlockOption>]?: parameters[name] | undefined
} & {
  /** Addresses of the protocol on this chain. Known ones by default. */
  deployment?: Deployment | undefined
}

/** A query: what `useQuery`, `fetchQuery` and `prefetchQuery` of TanStack Query take. */
export interface ReadQueryOptions<data> {
  queryKey: DataTag<BreakwaterQueryKey, data, Error>
  queryFn: () => Promise<data>
  /** There, and `false`, while the client or a required parameter is missing. */
  enabled?: false
  /** A contract's refusal is final; a node that fails is asked three times more, on a server not at all. */
  retry: (failureCount: number, error: Error) => boolean
}

/** Makes the options of a query. The client's chain is the one that is read; it is `undefined` while there is none. */
export type ReadQuery<parameters, data> = (
  client: ReadClient | undefined,
  parameters: QueryParameters<parameters>,
) => ReadQueryOptions<data>

const RETRIES = 3

function retry(failureCount: number, error: Error): boolean {
  const isNode = isOurs(error) && (error.name === 'NetworkError' || error.name === 'NodeError')
  return isNode && failureCount < RETRIES && 'window' in globalThis
}

/**
 * The query of an action.
 *
 * @param required - What it cannot be asked without.
 */
export function defineReadQuery<parameters, data>(
  name: BreakwaterQueryName,
  read: (client: ReadClient, parameters: parameters & Pick<ReadOptions, 'deployment'>) => Promise<data>,
  required: readonly (keyof QueryParameters<parameters>)[],
): ReadQuery<parameters, data> {
  return (client, parameters) => {
    const { deployment, ...own } = parameters
    // A deployment is known by its factory.
    const identity = deployment ? { ...own, deployment: deployment.factory } : own
    const chainId = client?.chain?.id ?? 0
    const isReady = client !== undefined && required.every((name) => parameters[name] !== undefined)
    return {
      queryKey: breakwaterQueryKey({
        chainId,
        name,
        parameters: identity,
      }) as ReadQueryOptions<data>['queryKey'],
      queryFn: () => read(client as ReadClient, parameters as never),
      ...(isReady ? {} : { enabled: false as const }),
      retry,
    }
  }
}

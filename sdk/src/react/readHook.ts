import { type UseQueryOptions, type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { BreakwaterQueryKey } from '../query/keys.js'
import type { QueryParameters, ReadQuery } from '../query/readQuery.js'
import { type ChainParameters, useReadContext } from './context.js'

/** Options of `useQuery` that a hook takes beside its own. */
export type QueryOverrides<fetched, data = fetched> = Omit<
  UseQueryOptions<fetched, Error, data, BreakwaterQueryKey>,
  'queryKey' | 'queryFn' | 'select'
>

/** Parameters of a hook that reads: those of its action. While a required one is `undefined` nothing is fetched. */
export type ReadHookParameters<parameters, fetched, data = fetched> = QueryParameters<parameters> &
  ChainParameters & {
    /** Options of the query: `enabled`, `refetchInterval`, `staleTime` and so on. */
    query?: QueryOverrides<fetched, data> | undefined
  }

/** A hook that reads. */
export type ReadHook<parameters, data> = (
  parameters?: ReadHookParameters<parameters, data>,
) => UseQueryResult<data, Error>

/**
 * The hook of a query.
 *
 * @param account - Name of the parameter that is the connected account by default.
 */
export function defineReadHook<parameters, data>(
  options: ReadQuery<parameters, data>,
  account?: keyof parameters & string,
): ReadHook<parameters, data> {
  return (parameters) => useReadQuery(options, account, parameters)
}

function useReadQuery<parameters, data>(
  options: ReadQuery<parameters, data>,
  account: string | undefined,
  { query, chainId, ...given } = {} as ReadHookParameters<parameters, data>,
) {
  const context = useReadContext({ chainId, deployment: given.deployment })
  const own = given as unknown as QueryParameters<parameters>
  const whose = account ? { [account]: (own as Record<string, unknown>)[account] ?? context.account } : {}
  const parameters = { ...own, ...whose, deployment: context.deployment }
  return useQuery(withOverrides(options(context.client, parameters), query))
}

/** The options of a query and of who uses it; what cannot be fetched yet stays disabled. */
export function withOverrides<options extends { enabled?: false }, overrides extends { enabled?: unknown }>(
  options: options,
  overrides: overrides | undefined,
): options & overrides {
  const { enabled, ...query } = options
  return { ...query, ...overrides, ...(enabled === false && { enabled }) } as never
}

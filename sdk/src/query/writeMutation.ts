import type { QueryClient } from '@tanstack/react-query'
import type { Address, Hash } from 'viem'
import type { Deployment } from '../deployments.js'
import type { BreakwaterError } from '../errors/base.js'
import { withOutcome } from '../internal/outcomes.js'
import type { AnyClient, Sent } from '../internal/writeTypes.js'
import { invalidateAfter, type KnownWrite } from './invalidation.js'
import type { OnStage } from './stages.js'

/** Who sends: a client with an account, or what gets one when it is needed, such as a connected wallet. */
export type WriteClient = AnyClient | (() => AnyClient | Promise<AnyClient>)

/** Options of a mutation of this package. */
export interface WriteMutationOptions {
  /** Addresses of the protocol on this chain. Known ones by default. */
  deployment?: Deployment | undefined
  /** Told each stage. */
  onStage?: OnStage | undefined
  /** Where queries are, to mark what the write has changed. Without it nothing is marked. */
  queryClient?: QueryClient | undefined
}

/** A mutation: what `useMutation` of TanStack Query takes. `mutationFn` works alone, too. */
export interface WriteMutation<variables, data> {
  mutationKey: readonly ['breakwater', string]
  /** Does it, and waits. Every error is a `BreakwaterError` with an `outcome`. */
  mutationFn: (variables: variables) => Promise<data>
}

/** Makes the options of a mutation. */
export type WriteMutationFactory<variables, data> = (
  client: WriteClient,
  options?: WriteMutationOptions,
) => WriteMutation<variables, data>

/** What a write is done with. */
export interface WriteRun {
  deployment: Deployment | undefined
  onStage: OnStage
  /** Tells that a single transaction is sent. */
  onSent: (sent: Sent) => void
}

/** After these nothing was sent, and nothing has changed. */
const UNSENT = ['refused', 'rejected']

/** The mutation of a write. */
export function defineWriteMutation<variables, data extends { hash: Hash }>(
  name: string,
  run: (client: AnyClient, variables: variables, context: WriteRun) => Promise<data>,
  write?: KnownWrite,
): WriteMutationFactory<variables, data> {
  return (source, { deployment, onStage = () => {}, queryClient } = {}) => ({
    mutationKey: ['breakwater', name],
    async mutationFn(variables) {
      onStage({ name: 'preparing' })
      let chainId: number | undefined
      const { pool } = variables as { pool?: Address }
      const changed = () => {
        // What is shown is fetched while the result is handed over.
        if (queryClient && chainId !== undefined) void invalidateAfter(queryClient, { chainId, write, pool })
      }
      try {
        const client = typeof source === 'function' ? await source() : source
        chainId = client.chain?.id
        const onSent = ({ hash, callsId }: Sent) => onStage({ name: 'pending', hash, callsId })
        const data = await run(client, variables, { deployment, onStage, onSent })
        onStage({ name: 'done', hash: data.hash })
        changed()
        return data
      } catch (caught) {
        const error: BreakwaterError = withOutcome(caught, 'refused')
        if (error.earlier || !UNSENT.includes(error.outcome ?? '')) changed()
        throw error
      }
    },
  })
}

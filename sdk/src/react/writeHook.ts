import {
  type UseMutationOptions,
  type UseMutationResult,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import { useState } from 'react'
import type { BreakwaterError } from '../errors/base.js'
import type { WriteStage } from '../query/stages.js'
import type { WriteMutationFactory } from '../query/writeMutation.js'
import { type ChainParameters, useReadContext, useWallet } from './context.js'

/** Parameters of a hook that writes. */
export interface WriteHookParameters<variables, data> extends ChainParameters {
  /** Options of the mutation: `onSuccess`, `onError` and so on. */
  mutation?:
    | Omit<UseMutationOptions<data, BreakwaterError, variables>, 'mutationFn' | 'mutationKey'>
    | undefined
}

/** A mutation, and what it waits for. */
export type WriteHookResult<variables, data> = UseMutationResult<data, BreakwaterError, variables> & {
  /** Where the last one is, or where it failed; `undefined` before the first. */
  stage: WriteStage | undefined
}

/** A hook that writes. */
export type WriteHook<variables, data> = (
  parameters?: WriteHookParameters<variables, data>,
) => WriteHookResult<variables, data>

/** The hook of a mutation. */
export function defineWriteHook<variables, data>(
  options: WriteMutationFactory<variables, data>,
): WriteHook<variables, data> {
  return (parameters) => useWriteMutation(options, parameters)
}

/** A mutation by the connected wallet. */
export function useWriteMutation<variables, data>(
  options: WriteMutationFactory<variables, data>,
  { mutation, ...given }: WriteHookParameters<variables, data> = {},
): WriteHookResult<variables, data> {
  const { chainId, deployment } = useReadContext(given)
  const wallet = useWallet(chainId)
  const queryClient = useQueryClient()
  const [stage, setStage] = useState<WriteStage>()
  const made = options(wallet, { deployment, queryClient, onStage: setStage })
  const result = useMutation<data, BreakwaterError, variables>({ ...mutation, ...made })
  const reset = () => {
    setStage(undefined)
    result.reset()
  }
  return { ...result, reset, stage }
}

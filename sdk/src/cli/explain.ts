import { BaseError } from 'viem'
import { toBreakwaterError } from '../errors/decode.js'
import { BreakwaterError } from '../errors/errors.js'
import { UsageError } from './arguments.js'

/** One sentence for whatever went wrong. */
export function explain(thrown: unknown): { name: string; message: string; hint?: string } {
  const error = toBreakwaterError(thrown)
  if (error instanceof BreakwaterError) return { name: error.name, message: error.message, hint: error.hint }
  if (error instanceof UsageError) return { name: 'UsageError', message: error.message }
  if (error instanceof BaseError)
    return { name: error.name, message: error.shortMessage.split('\n')[0] ?? '' }
  return { name: 'Error', message: error instanceof Error ? error.message : String(error) }
}

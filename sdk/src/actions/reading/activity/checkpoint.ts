import type { Hash } from 'viem'
import { InvalidParameterError } from '../../../errors/errors.js'
import { noFacts } from './facts.js'
import type { ActivityCheckpoint, Arbiters, Facts, KnownBlock, PlainLog } from './types.js'

/** So many blocks behind the newest one the chain does not change any more. */
export const WINDOW = 256
/** Blocks between two of which the hash is kept although no event is in them. */
const STRIDE = 32

/** What a search knows while it runs. */
export interface State {
  /** Blocks that were read, oldest first. */
  blocks: KnownBlock[]
  /** Facts as of the first of them. */
  facts: Facts
  /** Logs after the first of them, in order. */
  recent: PlainLog[]
  /** What the court has said of them; it is asked again after a reorganisation. */
  arbiters: Arbiters
}

/** The last block that was read. */
export const headOf = ({ blocks }: State): KnownBlock => blocks[blocks.length - 1] as KnownBlock

/** A search that begins with a block. */
export const begin = (fromBlock: bigint): State => ({
  ...{ blocks: [{ number: Number(fromBlock) - 1, hash: null }], facts: noFacts(), recent: [], arbiters: {} },
})

/** Goes on from a checkpoint; it must be one, and of the same filters. */
export function resume(checkpoint: ActivityCheckpoint, scope: string): State {
  const given = checkpoint as Partial<ActivityCheckpoint> | null
  const fail = (problem: string, hint?: string) => {
    throw new InvalidParameterError('checkpoint', checkpoint, problem, hint)
  }
  if (typeof given !== 'object' || given?.version !== 1 || !isMemory(given.memory))
    fail('is none that an earlier search has returned', 'Pass it as it was, or none.')
  if (given?.scope !== scope)
    fail(
      'is of another chain, of another deployment, or of other filters',
      'Pass the same filters as in the search that returned it, or begin without one.',
    )
  const { blocks, facts, recent, arbiters } = checkpoint.memory
  return { blocks: [...blocks], facts, recent: [...recent], arbiters }
}

function isMemory(memory: unknown): boolean {
  const { blocks, facts, recent, arbiters } = (memory ?? {}) as Record<string, unknown>
  const hasAll = Object.keys(noFacts()).every(
    (name) => typeof (facts as Record<string, unknown> | undefined)?.[name] === 'object',
  )
  const areLists = Array.isArray(blocks) && blocks.length > 0 && Array.isArray(recent)
  return areLists && hasAll && typeof arbiters === 'object' && arbiters !== null
}

/** What is to be kept of a search. */
export function toCheckpoint(state: State, scope: string): ActivityCheckpoint {
  const { number, hash } = headOf(state)
  const memory = structuredClone(state)
  return { version: 1, blockNumber: number, blockHash: hash as Hash, scope, memory }
}

/** Takes in a range that was read up to a block. */
export function advance(state: State, block: KnownBlock, logs: readonly PlainLog[]): void {
  const [before, last] = state.blocks.slice(-2)
  if (last && before && last.number - before.number < STRIDE) state.blocks.pop()
  state.blocks.push(block)
  state.recent.push(...logs)
}

/**
 * Lets go of what is so old that it stays: the first block becomes the newest of those.
 *
 * @returns The logs that the state's facts must take in.
 */
export function settle(state: State, newest: number): PlainLog[] {
  const first = known(state)
    .filter(({ number }) => number <= newest - WINDOW)
    .at(-1)
  if (!first || first.number <= (state.blocks[0] as KnownBlock).number) return []
  const isOld = ({ block }: PlainLog) => block <= first.number
  const old = state.recent.filter(isOld)
  state.recent = state.recent.filter((log) => !isOld(log))
  state.blocks = [first, ...state.blocks.filter(({ number }) => number > first.number)]
  return old
}

/** All blocks whose hash is known, oldest first: those that were kept, and those of logs. */
export function known({ blocks, recent }: State): KnownBlock[] {
  const all = new Map(blocks.map((block) => [block.number, block]))
  for (const { block, hash } of recent) if (!all.has(block)) all.set(block, { number: block, hash })
  return [...all.values()].sort((a, b) => a.number - b.number)
}

/** Goes back to a block. The logs after it are removed. */
export function rollBack(state: State, to: KnownBlock): void {
  state.blocks = [...state.blocks.filter(({ number }) => number < to.number), to]
  state.recent = state.recent.filter(({ block }) => block <= to.number)
  state.arbiters = {}
}

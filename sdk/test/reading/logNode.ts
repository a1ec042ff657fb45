import { createPublicClient, custom, type Hex, hexToNumber } from 'viem'
import { foundry } from 'viem/chains'
import { chain } from '../fixture.js'

/** A log as nodes write it. */
export type RawLog = Record<string, unknown> & { blockNumber: Hex; logIndex: Hex; topics: Hex[] }

/** What a node does with its logs. */
export interface Behaviour {
  /** Looks at a question for logs, and may refuse it. */
  onLogs?: (range: [number, number], logs: RawLog[]) => unknown
  /** Looks at any answer, and may replace it. */
  onAnswer?: (method: string, params: unknown, answer: unknown) => unknown
}

/** A client whose node is the fixture's, with a behaviour; it counts what it is asked. */
export function watching({ onLogs, onAnswer }: Behaviour = {}) {
  const asked: string[] = []
  const ranges: [number, number][] = []
  const client = createPublicClient({
    chain: foundry,
    pollingInterval: 20,
    transport: custom(
      {
        async request({ method, params }) {
          asked.push(method)
          const answer = await chain.request({ method, params } as never)
          if (method !== 'eth_getLogs') return onAnswer ? onAnswer(method, params, answer) : answer
          const [{ fromBlock, toBlock }] = params as [{ fromBlock: Hex; toBlock: Hex }]
          const range: [number, number] = [hexToNumber(fromBlock), hexToNumber(toBlock)]
          ranges.push(range)
          return onLogs ? onLogs(range, answer as unknown as RawLog[]) : answer
        },
      },
      { retryCount: 0 },
    ),
  })
  return { client, asked, ranges }
}

import { createPublicClient, custom, http, RpcRequestError, toHex } from 'viem'
import { foundry } from 'viem/chains'
import { url } from '../fixture.js'

/** A client that counts what it asks; its node may give calls less gas, or know no state overrides. */
export function counting(gas?: bigint, overrides?: 'ignores' | 'refuses') {
  const asked: string[] = []
  const blocks: unknown[] = []
  const sizes: number[] = []
  // Calls with a state of ten thousand slots take their time.
  const node = createPublicClient({ transport: http(url, { timeout: 120_000, retryCount: 0 }) })
  const client = createPublicClient({
    chain: foundry,
    transport: custom({
      async request({ method, params }) {
        asked.push(method)
        if (method !== 'eth_call') return node.request({ method, params } as never)
        const [call, block, ...more] = params as [object, unknown]
        if (overrides === 'refuses' && more.length)
          throw new RpcRequestError({ body: {}, url, error: { code: -32602, message: 'too many arguments' } })
        const rest = overrides ? [] : more
        blocks.push(block)
        const capped = gas === undefined ? call : { ...call, gas: toHex(gas) }
        const result = await node.request({ method, params: [capped, block, ...rest] } as never)
        sizes.push(String(result).length / 2)
        return result
      },
    }),
  })
  return { client, asked, blocks, sizes }
}

import { dehydrate, HydrationBoundary, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createElement, type ReactNode } from 'react'
import { renderToString } from 'react-dom/server'
import { http } from 'viem'
import { foundry } from 'viem/chains'
import { expect, test } from 'vitest'
import { createConfig, deserialize, serialize, WagmiProvider } from 'wagmi'
import { getClient } from 'wagmi/actions'
import { poolSnapshotQueryOptions } from '../../src/query/index.js'
import { BreakwaterProvider, useBuyCover, usePosition, useQuote } from '../../src/react/index.js'
import { DAY, deployment, fillPool, scene, url, usdc, useScene } from '../fixture.js'

useScene()

const config = createConfig({ chains: [foundry], transports: { [foundry.id]: http(url) }, ssr: true })

function Page() {
  const { pool, termsId } = scene
  const { quote, status } = useQuote({ pool, termsId, amount: usdc('50000'), duration: 90 * DAY })
  const { data, fetchStatus } = usePosition({ pool })
  const { stage } = useBuyCover()
  return createElement('p', null, `${status} ${quote?.premium} ${data} ${fetchStatus} ${stage}`)
}

const render = (queryClient: QueryClient, page: ReactNode) =>
  renderToString(
    createElement(
      WagmiProvider,
      { config },
      createElement(
        QueryClientProvider,
        { client: queryClient },
        createElement(BreakwaterProvider, { deployments: { [foundry.id]: deployment } }, page),
      ),
    ),
  )

test('a server renders without a window, and with the price that it has fetched', async () => {
  expect('window' in globalThis).toBe(false)
  expect(render(new QueryClient(), createElement(Page))).toBe(
    '<p>loading undefined undefined idle undefined</p>',
  )

  await fillPool()
  const { pool, termsId } = scene
  const server = new QueryClient()
  await server.prefetchQuery(
    poolSnapshotQueryOptions(getClient(config), { pool, termsIds: [termsId], deployment }),
  )
  // What the server hands over is text, amounts and all.
  const state = deserialize(serialize(dehydrate(server))) as ReturnType<typeof dehydrate>
  const page = createElement(HydrationBoundary, { state }, createElement(Page))
  expect(render(new QueryClient(), page)).toMatch(/^<p>checking \d+ undefined idle undefined<\/p>$/)
})

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, renderHook } from '@testing-library/react'
import { createElement, type PropsWithChildren } from 'react'
import { type Address, http } from 'viem'
import { foundry } from 'viem/chains'
import { afterEach } from 'vitest'
import { type Config, createConfig, injected, WagmiProvider } from 'wagmi'
import { connect } from 'wagmi/actions'
import { BreakwaterProvider } from '../../src/react/index.js'
import type { Answers } from '../accounts.js'
import { chain, deployment, url } from '../fixture.js'

afterEach(cleanup)

/** A page: its configuration of wagmi, what its queries have fetched, and what its wallet was asked. */
export interface Page {
  config: Config
  queryClient: QueryClient
  /** Methods that the wallet was asked, in their order. */
  asked: string[]
  /** Renders a hook in it. */
  renderHook: <result>(hook: () => result) => ReturnType<typeof renderHook<result, unknown>>
}

/**
 * A page that is connected to a wallet in the browser. The wallet answers what a test says; all else is answered by anvil,
 * which holds the keys of the personas.
 */
export async function openPage(account?: Address, answers: Answers = {}): Promise<Page> {
  const asked: string[] = []
  const all: Answers = {
    eth_requestAccounts: () => [account],
    eth_accounts: () => [account],
    wallet_requestPermissions: () => [
      { parentCapability: 'eth_accounts', caveats: [{ type: 'restrictReturnedAccounts', value: [account] }] },
    ],
    ...answers,
  }
  const provider = {
    async request({ method, params }: { method: string; params?: unknown }) {
      asked.push(method)
      return all[method] ? all[method](params as never) : chain.request({ method, params } as never)
    },
    on: () => {},
    removeListener: () => {},
  }
  const config = createConfig({
    chains: [foundry],
    connectors: [injected({ target: () => ({ id: 'test', name: 'Test', provider: provider as never }) })],
    transports: { [foundry.id]: http(url) },
    pollingInterval: 20,
    multiInjectedProviderDiscovery: false,
    storage: null,
  })
  const [connector] = config.connectors
  if (account && connector) await connect(config, { connector })
  asked.length = 0
  const queryClient = new QueryClient()
  const wrapper = ({ children }: PropsWithChildren) =>
    createElement(
      WagmiProvider,
      { config, reconnectOnMount: false },
      createElement(
        QueryClientProvider,
        { client: queryClient },
        createElement(BreakwaterProvider, { deployments: { [foundry.id]: deployment } }, children),
      ),
    )
  return { config, queryClient, asked, renderHook: (hook) => renderHook(hook, { wrapper }) }
}

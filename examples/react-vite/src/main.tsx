import { BreakwaterProvider } from '@breakwater/sdk/react'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { foundry } from 'viem/chains'
import { createConfig, http, injected, WagmiProvider } from 'wagmi'
import { chain } from './chain.js'
import { Page } from './Page.js'

const config = createConfig({
  chains: [foundry],
  connectors: [injected()],
  transports: { [foundry.id]: http(chain.url) },
})
const queryClient = new QueryClient()

createRoot(document.getElementById('root') as HTMLElement).render(
  <WagmiProvider config={config}>
    <QueryClientProvider client={queryClient}>
      <BreakwaterProvider deployments={{ [chain.chainId]: chain.deployment }}>
        {chain.products.map((product) => (
          <Page key={product.pool} {...product} />
        ))}
      </BreakwaterProvider>
    </QueryClientProvider>
  </WagmiProvider>,
)

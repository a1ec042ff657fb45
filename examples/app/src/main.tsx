import '@fontsource-variable/inter/wght.css'
import './mantine.css'
import './app.css'
import { BreakwaterProvider } from '@breakwater/sdk/react'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { WagmiProvider } from 'wagmi'
import { Router } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { App } from './App'
import { chain, deployment } from './config'
import { cssVariables, theme } from './theme'
import { wagmiConfig } from './wallet/config'

const queryClient = new QueryClient({ defaultOptions: { queries: { staleTime: 5_000, retry: 1 } } })

const root = document.getElementById('root')
if (!root) throw new Error('The page has no element "root".')
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <WagmiProvider config={wagmiConfig}>
        <QueryClientProvider client={queryClient}>
          <BreakwaterProvider deployments={deployment ? { [chain.id]: deployment } : {}}>
            <Router hook={useHashLocation}>
              <App />
            </Router>
          </BreakwaterProvider>
        </QueryClientProvider>
      </WagmiProvider>
    </MantineProvider>
  </StrictMode>,
)

'use client'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { foundry } from 'viem/chains'
import { cookieStorage, createConfig, createStorage, http, injected, WagmiProvider } from 'wagmi'

const configure = (url: string) =>
  createConfig({
    chains: [foundry],
    connectors: [injected()],
    transports: { [foundry.id]: http(url) },
    storage: createStorage({ storage: cookieStorage }),
    ssr: true,
  })

export function Providers({ url, children }: { url: string; children: ReactNode }) {
  const [config] = useState(() => configure(url))
  const [queryClient] = useState(() => new QueryClient())
  return (
    <WagmiProvider config={config}>
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    </WagmiProvider>
  )
}

import { BreakwaterProvider } from '@breakwater/sdk/react'
import type { ReactNode } from 'react'
import { readChain } from './chain'
import { Providers } from './Providers'

export const dynamic = 'force-dynamic'

// A component of the server: the provider is the browser's, and says so itself.
export default function Layout({ children }: { children: ReactNode }) {
  const { url, chainId, deployment } = readChain()
  return (
    <html lang="en">
      <body>
        <BreakwaterProvider deployments={{ [chainId]: deployment }}>
          <Providers url={url}>{children}</Providers>
        </BreakwaterProvider>
      </body>
    </html>
  )
}

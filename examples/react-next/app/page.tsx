import { poolSnapshotQueryOptions } from '@breakwater/sdk/query'
import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { createPublicClient, http, parseUnits } from 'viem'
import { foundry } from 'viem/chains'
import { readChain } from './chain'
import { Price } from './Price'

// The server reads the pool, so that the page comes with its price.
export default async function Page() {
  const { url, deployment, pool, termsId: text } = readChain()
  const termsId = BigInt(text)
  const client = createPublicClient({ chain: foundry, transport: http(url) })
  const queryClient = new QueryClient()
  await queryClient.prefetchQuery(poolSnapshotQueryOptions(client, { pool, termsIds: [termsId], deployment }))
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <Price pool={pool} termsId={termsId} amount={parseUnits('50000', 6)} duration={90 * 86_400} />
    </HydrationBoundary>
  )
}

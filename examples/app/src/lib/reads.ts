/**
 * What the page reads that the SDK has no hook for: its actions, each as a query of its own. The keys begin as those of the
 * SDK's hooks do, so that its writes refresh these, too.
 */
import {
  type Assessment,
  type CourtCaseId,
  type CourtTerms,
  type CoveredCode,
  getAssessments,
  getCode,
  getCourtTerms,
  getDeployment,
  getProduct,
  type Product,
} from '@breakwater/sdk'
import { coverTokenAbi } from '@breakwater/sdk/abis'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { Address, Client } from 'viem'
import { readContract } from 'viem/actions'
import { useClient } from 'wagmi'
import { chain, deployment } from '../config'

function useRead<data>(
  name: string,
  parameters: readonly unknown[],
  read: (client: Client) => Promise<data>,
  { isFixed = false }: { isFixed?: boolean } = {},
): UseQueryResult<data, Error> {
  const client = useClient({ chainId: chain.id })
  return useQuery({
    queryKey: ['breakwater', chain.id, name, parameters.map(String)],
    queryFn: () => read(client as Client),
    enabled: !parameters.includes(undefined),
    ...(isFixed ? { staleTime: Number.POSITIVE_INFINITY } : {}),
  })
}

/** The code that terms pin, and whether other code was shown to run. */
export const useCode = (termsId: bigint | undefined): UseQueryResult<CoveredCode, Error> =>
  useRead('getCode', [termsId], (client) => getCode(client, { termsId: termsId as bigint, deployment }))

/** A product's name, cluster and sponsor. */
export const useProduct = (productId: bigint | undefined): UseQueryResult<Product, Error> =>
  useRead('getProduct', [productId], (client) =>
    getProduct(client, { productId: productId as bigint, deployment }),
  )

/** The rules by which incidents of a subject are decided. They never change. */
export const useCourtTerms = (subject: bigint | undefined): UseQueryResult<CourtTerms, Error> =>
  useRead(
    'getCourtTerms',
    [subject],
    (client) => getCourtTerms(client, { subject: subject as bigint, deployment }),
    { isFixed: true },
  )

/** The votes of a panel on cases, and those of an account among them. */
export const useAssessments = (
  panel: Address | undefined,
  cases: readonly CourtCaseId[],
  account: Address | undefined,
): UseQueryResult<Assessment[], Error> =>
  useRead(
    'getAssessments',
    [
      panel,
      JSON.stringify(cases, (_, value) => (typeof value === 'bigint' ? `${value}` : value)),
      `${account}`,
    ],
    (client) => getAssessments(client, { panel: panel as Address, cases, account, deployment }),
  )

/** The picture that a cover's token carries, as a data URI of an SVG. */
export const useCoverPicture = (coverId: bigint): UseQueryResult<string, Error> =>
  useRead('coverPicture', [coverId], async (client) => {
    const { coverToken: address } = deployment ?? getDeployment(chain.id)
    const uri = await readContract(client, {
      ...{ address, abi: coverTokenAbi, functionName: 'tokenURI', args: [coverId] },
    })
    const { image } = JSON.parse(decodeDataUri(uri)) as { image: string }
    if (!image.startsWith('data:image/svg+xml')) throw new Error("The token's picture is not in the token.")
    return image
  })

function decodeDataUri(uri: string): string {
  const [head = '', body = ''] = uri.split(/,(.*)/s)
  return head.endsWith(';base64')
    ? new TextDecoder().decode(Uint8Array.from(atob(body), (c) => c.charCodeAt(0)))
    : decodeURIComponent(body)
}

import type { Address } from 'viem'
import { erc20Abi } from 'viem'
import { useBlock, useReadContracts } from 'wagmi'

/** The chain's time, seconds: that of its newest block. 0 while that is not known. */
export function useNow(): number {
  const { data } = useBlock({ query: { refetchInterval: 4_000 } })
  return data ? Number(data.timestamp) : 0
}

/** A token, as amounts are written. */
export interface Token {
  symbol: string
  decimals: number
}

/** Name and decimals of a token. They never change. */
export function useToken(address: Address | undefined): Token | undefined {
  const contract = { address, abi: erc20Abi } as const
  const { data } = useReadContracts({
    contracts: [
      { ...contract, functionName: 'symbol' },
      { ...contract, functionName: 'decimals' },
    ],
    allowFailure: false,
    query: { enabled: address !== undefined, staleTime: Number.POSITIVE_INFINITY },
  })
  return data && { symbol: data[0], decimals: data[1] }
}

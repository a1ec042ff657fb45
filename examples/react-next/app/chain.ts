import type { Deployment } from '@breakwater/sdk'
import type { Address } from 'viem'

/** Where the protocol is and what is for sale, from the environment of the server. */
export interface Chain {
  url: string
  chainId: number
  deployment: Deployment
  pool: Address
  termsId: string
}

export const readChain = (): Chain => JSON.parse(process.env.CHAIN ?? '{}')

import type { Deployment } from '@breakwater/sdk'
import type { Address } from 'viem'

declare global {
  interface ImportMeta {
    readonly env: { readonly VITE_CHAIN: string }
  }
}

/** A chain: what `npx @breakwater/sdk dev` writes to `breakwater-dev.json`, given to the build as VITE_CHAIN. */
export interface Chain {
  url: string
  chainId: number
  deployment: Deployment
  products: readonly { name: string; pool: Address; termsId: string }[]
}

export const chain: Chain = JSON.parse(import.meta.env.VITE_CHAIN)

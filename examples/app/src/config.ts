import type { Deployment } from '@breakwater/sdk'
import { type Chain, defineChain } from 'viem'

/** What the page is built for: see the README for each variable. */
const env = import.meta.env as Record<`VITE_${string}`, string | undefined>

const rpcUrl = env.VITE_RPC_URL ?? 'http://127.0.0.1:8545'

/** The one chain that this page is about. */
export const chain: Chain = defineChain({
  id: Number(env.VITE_CHAIN_ID ?? 31337),
  name: env.VITE_CHAIN_NAME ?? 'Development chain',
  nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
  rpcUrls: { default: { http: [rpcUrl] } },
  ...(env.VITE_MULTICALL3
    ? { contracts: { multicall3: { address: env.VITE_MULTICALL3 as `0x${string}` } } }
    : {}),
})

/** Addresses of the protocol, where the SDK does not know them by the chain. */
export const deployment: Deployment | undefined = env.VITE_DEPLOYMENT
  ? JSON.parse(env.VITE_DEPLOYMENT)
  : undefined

/** Where transactions and addresses can be looked up; nowhere by default. */
export const explorerUrl = env.VITE_EXPLORER_URL?.replace(/\/$/, '')

/** Whom the page can act as on a development chain, whose node signs for them: names and addresses. */
export const devAccounts: Readonly<Record<string, `0x${string}`>> = env.VITE_DEV_ACCOUNTS
  ? JSON.parse(env.VITE_DEV_ACCOUNTS)
  : {}

/** The vault that the development panel can let fail. */
export const devVault: { vault: `0x${string}`; name: string; meterId: string } | undefined =
  env.VITE_DEV_VAULT ? JSON.parse(env.VITE_DEV_VAULT) : undefined

export const isDevChain = Object.keys(devAccounts).length > 0

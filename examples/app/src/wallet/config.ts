import { createConfig, http, injected } from 'wagmi'
import { chain, devAccounts } from '../config'
import { devWallet } from './devWallet'

/** Wallets that announce themselves, and on a development chain its own accounts. */
export const wagmiConfig = createConfig({
  chains: [chain],
  connectors: [injected(), ...Object.entries(devAccounts).map(([name, account]) => devWallet(name, account))],
  transports: { [chain.id]: http(undefined, { batch: true }) },
  pollingInterval: 2_000,
})

declare module 'wagmi' {
  interface Register {
    config: typeof wagmiConfig
  }
}

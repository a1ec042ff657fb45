import { type Address, type EIP1193Provider, getAddress, numberToHex } from 'viem'
import { createConnector } from 'wagmi'

/**
 * A wallet for development chains: one of the accounts for which the node itself signs. It asks nobody, and holds no key.
 *
 * @param name - Of the persona, as the menu shows it.
 */
export function devWallet(name: string, account: Address) {
  let isConnected = false
  return createConnector<EIP1193Provider>((config) => {
    const [chain] = config.chains
    const url = chain.rpcUrls.default.http[0] as string
    const request = async ({
      method,
      params = [],
    }: {
      method: string
      params?: unknown
    }): Promise<unknown> => {
      if (method === 'eth_accounts' || method === 'eth_requestAccounts') return [account]
      if (method === 'eth_chainId') return numberToHex(chain.id)
      if (method.startsWith('wallet_')) throw failure({ code: 4200, message: `${method} is not supported` })
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
      })
      const { result, error } = await answer.json()
      if (error) throw failure(error)
      return result
    }
    const provider = { request, on() {}, removeListener() {} } as unknown as EIP1193Provider
    return {
      id: `dev-${name}`,
      name,
      type: 'dev',
      async connect() {
        isConnected = true
        await config.storage?.setItem('dev.connected' as never, name as never)
        return { accounts: [getAddress(account)] as never, chainId: chain.id }
      },
      async disconnect() {
        isConnected = false
        await config.storage?.removeItem('dev.connected' as never)
      },
      getAccounts: async () => [getAddress(account)],
      getChainId: async () => chain.id,
      getProvider: async () => provider,
      async isAuthorized() {
        return isConnected || (await config.storage?.getItem('dev.connected' as never)) === name
      },
      onAccountsChanged() {},
      onChainChanged() {},
      onDisconnect() {},
    }
  })
}

const failure = ({ code, message, data }: { code: number; message: string; data?: unknown }) =>
  Object.assign(new Error(message), { code, data })

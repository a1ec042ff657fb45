import { createWalletClient, http } from 'viem'
import { mainnet } from 'viem/chains'

const account = '0x0000000000000000000000000000000000000001'
export const client = createWalletClient({ account, chain: mainnet, transport: http() })
export const chainId = client.getChainId()

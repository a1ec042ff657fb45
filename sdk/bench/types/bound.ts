import { breakwaterActions } from '@breakwater/sdk'
import { createWalletClient, http } from 'viem'
import { mainnet } from 'viem/chains'

const account = '0x0000000000000000000000000000000000000001'
export const client = createWalletClient({ account, chain: mainnet, transport: http() }).extend(
  breakwaterActions(),
)
export const quote = client.breakwater.getQuote({ pool: account, termsId: 1n, amount: 1n, duration: 86_400 })

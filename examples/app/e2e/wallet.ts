import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import type { Address, Hex } from 'viem'

/** What `injected.js` gives to tests. */
interface TestWallet {
  state: {
    /** Whether the user says no to everything that is to be signed or sent. */
    rejects: boolean
    /** Methods that were asked, in order. */
    asked: string[]
  }
  setChain(chainId: number): void
}

/** What the wallet is. */
export interface WalletOptions {
  /** The node, which signs for the account. */
  url: string
  account: string
  beforeSend: () => Promise<void>
  /** Sends calls as one transaction (EIP-5792) and returns its hash; without it the wallet cannot. */
  sendBatch?: ((calls: readonly { to: Address; data: Hex }[]) => Promise<Hex>) | undefined
}

const INJECTED = fileURLToPath(new URL('./injected.js', import.meta.url))

/**
 * Puts a wallet into the page: an EIP-1193 provider over a node that signs for its accounts. `beforeSend` runs in the test
 * between the user's yes and the sending: time may pass there.
 */
export async function installWallet(
  page: Page,
  { url, account, beforeSend, sendBatch }: WalletOptions,
): Promise<void> {
  const batches = sendBatch !== undefined
  if (sendBatch) await page.exposeFunction('sendBatch', sendBatch)
  await page.exposeFunction('beforeSend', beforeSend)
  await page.addInitScript({ content: `window.walletOptions = ${JSON.stringify({ url, account, batches })}` })
  await page.addInitScript({ path: INJECTED })
}

/** Tells the wallet whether its user says no. */
export const setRejects = (page: Page, rejects: boolean) =>
  page.evaluate((value) => {
    ;(window as unknown as { wallet: TestWallet }).wallet.state.rejects = value
  }, rejects)

/** Switches the wallet to another chain, as its user would. */
export const setWalletChain = (page: Page, chainId: number) =>
  page.evaluate((value) => (window as unknown as { wallet: TestWallet }).wallet.setChain(value), chainId)

/** What the wallet was asked, in order. */
export const askedOf = (page: Page) =>
  page.evaluate(() => (window as unknown as { wallet: TestWallet }).wallet.state.asked)

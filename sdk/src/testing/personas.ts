import {
  type Chain,
  type Client,
  createWalletClient,
  http,
  type LocalAccount,
  type PublicActions,
  publicActions,
  type Transport,
  type WalletActions,
  type WalletRpcSchema,
} from 'viem'
import { mnemonicToAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'
import { type BreakwaterActions, breakwaterActions } from '../client.js'
import type { Deployment } from '../deployments.js'
import { receiptActions } from './chain.js'

const MNEMONIC = 'test test test test test test test test test test test junk'

/** Who is who, by the index of the account in the mnemonic of all development chains. */
const INDICES = {
  /** Is listed, and attests code. */
  auditor: 0,
  /** Owns the registries: lists products, and publishes terms. */
  lister: 1,
  /** Creates pools, and decides what they sell. */
  manager: 2,
  /** Deposits into pools. */
  underwriter: 3,
  /** Answers otherwise than reporters do. */
  challenger: 4,
  /** Buys cover. */
  buyer: 5,
  /** Posts first loss for its product. */
  sponsor: 6,
  /** Reports incidents, and opens cases. */
  reporter: 7,
  /** Has no part in anything, and gets what vaults lose. */
  stranger: 8,
  /** Does what anyone may: observes, fires, settles. */
  keeper: 9,
  /** Has a stake in panels. */
  assessor: 10,
  /** Pauses sales and deposits. */
  guardian: 11,
} as const

/** Name of a persona. */
export type PersonaName = keyof typeof INDICES

/** Names of all personas. */
export const personaNames = Object.keys(INDICES) as PersonaName[]

/** One of the accounts that a local chain has funded with ether. */
const testAccount = (index: number) => mnemonicToAccount(MNEMONIC, { addressIndex: index })

/** The account of a persona. Its key is public: nothing of value belongs there. */
export const accountOf = (name: PersonaName) => testAccount(INDICES[name])

/** A wallet on a local chain: viem's wallet and public actions. */
export type Wallet = Client<
  Transport,
  Chain,
  LocalAccount,
  WalletRpcSchema,
  PublicActions<Transport, Chain, LocalAccount> & WalletActions<Chain, LocalAccount>
>

/** A client with an account, viem's wallet and public actions, and every action of this package. */
export type Persona = Client<
  Transport,
  Chain,
  LocalAccount,
  WalletRpcSchema,
  PublicActions<Transport, Chain, LocalAccount> &
    WalletActions<Chain, LocalAccount> & { breakwater: BreakwaterActions<LocalAccount> }
>

/** Makes a wallet on a local chain. */
export function createWallet(url: string, account: LocalAccount): Wallet {
  // Named, not inferred: written out, the type of these actions is a megabyte.
  return createWalletClient({ account, chain: foundry, transport: http(url), pollingInterval: 10 })
    .extend(publicActions)
    .extend(receiptActions) as unknown as Wallet
}

/** A wallet that knows Breakwater, as an integrator would make it. */
export function createPersona(url: string, account: LocalAccount, deployment: Deployment): Persona {
  return createWallet(url, account).extend(breakwaterActions({ deployment })) as unknown as Persona
}

/** All personas, by their names. */
export type Personas = Readonly<Record<PersonaName, Persona>>

/** All personas on a chain. */
export function createPersonas(url: string, deployment: Deployment): Personas {
  const entries = personaNames.map((name) => [name, createPersona(url, accountOf(name), deployment)])
  return Object.fromEntries(entries)
}

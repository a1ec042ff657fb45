import { createRequire } from 'node:module'
import {
  type Address,
  concat,
  createWalletClient,
  custom,
  encodeFunctionData,
  type Hex,
  hashTypedData,
  numberToHex,
  parseAbi,
  parseEventLogs,
  publicActions,
  size,
  zeroAddress,
} from 'viem'
import { foundry } from 'viem/chains'
import type { Actor } from '../demo/stage.js'
import { breakwaterActions } from '../src/index.js'
import { receiptActions } from '../src/testing/chain.js'
import { readBystanders } from '../src/testing/files.js'
import { chain, deployment, people } from './fixture.js'

const { keeper } = people
const require = createRequire(new URL('../../contracts/package.json', import.meta.url))

const safeAbi = parseAbi([
  'function setup(address[] owners, uint256 threshold, address to, bytes data, address fallbackHandler, address paymentToken, uint256 payment, address paymentReceiver)',
  'function nonce() view returns (uint256)',
  'function getTransactionHash(address to, uint256 value, bytes data, uint8 operation, uint256 safeTxGas, uint256 baseGas, uint256 gasPrice, address gasToken, address refundReceiver, uint256 nonce) view returns (bytes32)',
  'function execTransaction(address to, uint256 value, bytes data, uint8 operation, uint256 safeTxGas, uint256 baseGas, uint256 gasPrice, address gasToken, address refundReceiver, bytes signatures) returns (bool)',
])
const factoryAbi = parseAbi([
  'function createProxyWithNonce(address singleton, bytes initializer, uint256 saltNonce) returns (address)',
  'event ProxyCreation(address indexed proxy, address singleton)',
])
const multiSendAbi = parseAbi(['function multiSend(bytes transactions) payable'])

const created = (name: string): Address => {
  const found = readBystanders().created.find((contract) => contract.name === name)
  if (!found) throw new Error(`The test kit has no ${name}.`)
  return found.address
}

let salt = 0n

/** Creates a Safe, the real one, that needs the signatures of all its owners. */
export async function createSafe(owners: readonly Actor[]): Promise<Address> {
  const addresses = owners.map(({ account }) => account.address)
  const initializer = encodeFunctionData({
    ...{ abi: safeAbi, functionName: 'setup' },
    args: [
      ...([
        addresses,
        BigInt(owners.length),
        zeroAddress,
        '0x',
        created('CompatibilityFallbackHandler'),
      ] as const),
      ...([zeroAddress, 0n, zeroAddress] as const),
    ],
  })
  const hash = await keeper.writeContract({
    ...{ address: created('SafeProxyFactory'), abi: factoryAbi, functionName: 'createProxyWithNonce' },
    args: [created('Safe'), initializer, salt++],
  })
  const { logs } = await keeper.waitForTransactionReceipt({ hash })
  const [event] = parseEventLogs({ abi: factoryAbi, logs })
  if (!event) throw new Error('No Safe was created.')
  return event.args.proxy
}

const byAddress = (owners: readonly Actor[]) =>
  [...owners].sort((a, b) => (a.account.address.toLowerCase() < b.account.address.toLowerCase() ? -1 : 1))

/** The signatures of owners on a hash, as a Safe wants them. */
async function signAll(owners: readonly Actor[], hash: Hex): Promise<Hex> {
  return concat(
    await Promise.all(byAddress(owners).map(({ account }) => account.sign?.({ hash }) as Promise<Hex>)),
  )
}

interface Call {
  to: Address
  data?: Hex | undefined
}

/** Has a Safe make a call, or several in one by a delegatecall of MultiSend. */
async function execute(safe: Address, owners: readonly Actor[], calls: readonly Call[]): Promise<Hex> {
  const [only] = calls
  const isOne = calls.length === 1 && only !== undefined
  const packed = concat(
    calls.map(({ to, data = '0x' }) => {
      const length = size(data).toString(16).padStart(64, '0')
      return concat(['0x00', to, `0x${'0'.repeat(64)}`, `0x${length}`, data])
    }),
  )
  const batch = encodeFunctionData({ abi: multiSendAbi, functionName: 'multiSend', args: [packed] })
  const [to, data, operation] = isOne
    ? [only.to, only.data ?? '0x', 0]
    : [created('MultiSendCallOnly'), batch, 1]
  const contract = { address: safe, abi: safeAbi } as const
  const nonce = await chain.readContract({ ...contract, functionName: 'nonce' })
  const fields = [to, 0n, data, operation, 0n, 0n, 0n, zeroAddress, zeroAddress] as const
  const hash = await chain.readContract({
    ...{ ...contract, functionName: 'getTransactionHash', args: [...fields, nonce] },
  })
  const signatures = await signAll(owners, hash)
  return keeper.writeContract({ ...contract, functionName: 'execTransaction', args: [...fields, signatures] })
}

/** What a wallet provider answers; `undefined` passes the request on to the node. */
export type Answers = Record<string, (params: never) => unknown>

/** A client whose account is a contract behind a provider, as an application has it. */
export function connect(account: Address, answers: Answers) {
  return createWalletClient({
    account,
    chain: foundry,
    pollingInterval: 10,
    transport: custom({
      request: async ({ method, params }) =>
        answers[method]?.(params as never) ?? chain.request({ method, params } as never),
    }),
  })
    .extend(publicActions)
    .extend(receiptActions)
    .extend(breakwaterActions({ deployment }))
}

interface Batch {
  calls: readonly Call[]
}

/** A wallet's batches by EIP-5792, made by a Safe. */
export function batchAnswers(safe: Address, owners: readonly Actor[]): Answers {
  return {
    wallet_getCapabilities: () => ({ [numberToHex(foundry.id)]: { atomic: { status: 'supported' } } }),
    wallet_sendCalls: async ([{ calls }]: [Batch]) => ({ id: await execute(safe, owners, calls) }),
    async wallet_getCallsStatus([id]: [Hex]) {
      const base = { id, version: '2.0.0', chainId: numberToHex(foundry.id), atomic: true }
      const ask = { method: 'eth_getTransactionReceipt', params: [id] } as never
      const receipt = (await chain.request(ask)) as { status: Hex } | null
      if (!receipt) return { ...base, status: 100 }
      return { ...base, status: receipt.status === '0x1' ? 200 : 500, receipts: [receipt] }
    },
  }
}

/** The provider of a Safe: it sends what the Safe is to do through its owners, and has them sign for it. */
export function safeAnswers(safe: Address, owners: readonly Actor[]): Answers {
  return {
    eth_sendTransaction: ([call]: [Call]) => execute(safe, owners, [call]),
    eth_signTypedData_v4: ([, json]: [Address, string]) => {
      const { types, ...rest } = JSON.parse(json)
      const { EIP712Domain: _, ...own } = types
      const message = hashTypedData({ types: own, ...rest })
      const hash = hashTypedData({
        domain: { chainId: foundry.id, verifyingContract: safe },
        types: { SafeMessage: [{ name: 'message', type: 'bytes' }] },
        primaryType: 'SafeMessage',
        message: { message },
      })
      return signAll(owners, hash)
    },
  }
}

/** Codes that an account may delegate to. */
export const delegates = {
  /** ERC-4337's reference account for EIP-7702: it accepts what its own key has signed. */
  async accepting(): Promise<Address> {
    const { abi, bytecode } = require('@account-abstraction/contracts/artifacts/Simple7702Account.json')
    return deployed(abi, bytecode)
  },
  /** Batches calls, and does not know ERC-1271: Multicall3. */
  silent: async (): Promise<Address> => readBystanders().code.multicall3?.address as Address,
  /**
   * Answers every call with a word that begins with 0xffffffff, which is what accounts say of a bad signature. Its code, 14
   * bytes: PUSH4 ffffffff, PUSH1 224, SHL, PUSH0, MSTORE, PUSH1 32, PUSH0, RETURN. Its creation: PUSH14 that code, PUSH0,
   * MSTORE, PUSH1 14, PUSH1 18, RETURN.
   */
  refusing: (): Promise<Address> => deployed([], '0x6d63ffffffff60e01b5f5260205ff35f52600e6012f3'),
}

async function deployed(abi: readonly unknown[], bytecode: Hex): Promise<Address> {
  const hash = await keeper.deployContract({ abi: abi as never, bytecode })
  const { contractAddress } = await keeper.waitForTransactionReceipt({ hash })
  if (!contractAddress) throw new Error('Nothing was deployed.')
  return contractAddress
}

/** Has an account run a contract's code by EIP-7702; none any more for the zero address. */
export async function delegate(actor: Actor, contractAddress: Address): Promise<void> {
  const authorization = await actor.signAuthorization({ contractAddress })
  // Sent by somebody else: a transaction to the account would call the code.
  const to = keeper.account.address
  const hash = await keeper.sendTransaction({ to, authorizationList: [authorization] })
  await keeper.waitForTransactionReceipt({ hash })
}

import {
  type Account,
  type Address,
  createWalletClient,
  erc4626Abi,
  getAddress,
  type Hex,
  http,
  keccak256,
  parseEther,
  parseUnits,
  publicActions,
  type TransactionReceipt,
  toHex,
} from 'viem'
import { foundry } from 'viem/chains'
import {
  breakwaterActions,
  type CreatePoolParameters,
  type Deployment,
  type DisputeRules,
  type Pin,
  type PricingInput,
} from '../src/index.js'
import { type ChainClient, readArtifact, receiptActions, testAccount } from './chain.js'

const HOUR = 3600
export const DAY = 24 * HOUR

export const DECIMALS = 6
export const usdc = (amount: string) => parseUnits(amount, DECIMALS)

/** What the meter of the demo is told. */
export const METER = {
  dwell: 6 * HOUR,
  raiseWindow: 2 * DAY,
  minSupply: usdc('1000'),
  feeAllowance: parseEther('0.005'),
  minLoss: parseEther('0.05'),
}

/** The conditions the demo sells. */
export const TERMS = {
  waitingPeriod: 3 * DAY,
  reportWindow: 8 * DAY,
  horizon: 13 * DAY,
  minBilled: 14 * DAY,
  claimWindow: 60 * DAY,
  deductible: parseEther('0.05'),
  maxCover: usdc('100000000'),
  observes: true,
}

/** A pool with one product behind which all its capital stands. */
export const POOL = {
  coverUnit: usdc('1'),
  startEquity: usdc('100000000'),
  clusterRatio: parseEther('1'),
  leverage: parseEther('1'),
  exitClusterRatio: parseEther('1'),
  exitLeverage: parseEther('1'),
  cooldown: 14 * DAY,
  name: 'Breakwater USDC',
  symbol: 'bwUSDC',
}

export const PRICING = {
  rateFloor: parseEther('0.015'),
  rateAtTarget: parseEther('0.035'),
  rateMax: parseEther('0.3'),
  target: parseEther('0.7'),
  maxRatio: parseEther('1'),
  managerFee: parseEther('0.05'),
  sponsorFee: parseEther('0.05'),
}

/** A wallet that knows Breakwater, as an integrator would make it. */
function createActor(url: string, account: Account, deployment: Deployment) {
  return createWalletClient({ account, chain: foundry, transport: http(url), pollingInterval: 10 })
    .extend(publicActions)
    .extend(receiptActions)
    .extend(breakwaterActions({ deployment }))
}

export type Actor = ReturnType<typeof createActor>
export type Actors = ReturnType<typeof createActors>

/** Everybody in the story. */
export function createActors(url: string, deployment: Deployment) {
  const actor = (index: number) => createActor(url, testAccount(index), deployment)
  return {
    lister: actor(1),
    manager: actor(2),
    alice: actor(3),
    bob: actor(4),
    carol: actor(5),
    dave: actor(6),
    erin: actor(7),
    eve: actor(8),
    keeper: actor(9),
    judge: actor(0),
  }
}

/** Deploys a contract that is not part of Breakwater. */
export async function deploy(actor: Actor, file: string, name: string, args: unknown[] = []) {
  const hash = await actor.deployContract({ ...readArtifact(file, name), args })
  const receipt = await actor.waitForTransactionReceipt({ hash })
  if (!receipt.contractAddress) throw new Error(`${name} was not deployed.`)
  return { receipt, address: getAddress(receipt.contractAddress) }
}

/** Mints test USDC. */
export async function mintUsdc(
  actor: Actor,
  token: Address,
  to: Address,
  amount: bigint,
): Promise<TransactionReceipt> {
  const { abi } = readArtifact('MockToken')
  const hash = await actor.writeContract({ address: token, abi, functionName: 'mint', args: [to, amount] })
  return actor.waitForTransactionReceipt({ hash })
}

/** Deposits into an ERC-4626 vault that is not a pool. */
export async function depositIntoVault(
  actor: Actor,
  vault: Address,
  assets: bigint,
): Promise<TransactionReceipt> {
  const args = [assets, actor.account.address] as const
  const hash = await actor.writeContract({ address: vault, abi: erc4626Abi, functionName: 'deposit', args })
  return actor.waitForTransactionReceipt({ hash })
}

/** Eve's one transaction: four fifths of the vault are hers. */
export async function attackVault(
  actor: Actor,
  attacker: Address,
  vault: Address,
): Promise<TransactionReceipt> {
  const { abi } = readArtifact('LeakyVault', 'LeakyVaultAttacker')
  const hash = await actor.writeContract({ address: attacker, abi, functionName: 'attack', args: [vault] })
  return actor.waitForTransactionReceipt({ hash })
}

/** Mints test USDC and approves the spender for it. */
export async function fundActor(
  minter: Actor,
  actor: Actor,
  asset: Address,
  spender: Address,
  amount: bigint,
): Promise<void> {
  await mintUsdc(minter, asset, actor.account.address, amount)
  await actor.breakwater.approveAssetSync({ asset, pool: spender, amount })
}

/** Lets a meter look four times over its dwell. */
export async function observeMeter(chain: ChainClient, observer: Actor, meterId: bigint): Promise<void> {
  for (let i = 0; i < 4; i++) {
    await observer.breakwater.observeShareLossSync({ meterId })
    const { timestamp } = await chain.getBlock()
    await chain.setNextBlockTimestamp({ timestamp: timestamp + BigInt(METER.dwell / 3) })
    await chain.mine({ blocks: 1 })
  }
}

/** The auditor attests code. It sends this itself, or signs for somebody else to submit. */
export async function attestCode(
  { judge }: Actors,
  codeHashes: readonly Hex[],
  sender = judge,
): Promise<TransactionReceipt> {
  const { timestamp } = await judge.getBlock()
  const now = Number(timestamp)
  const attestation = {
    auditor: judge.account.address,
    codeHashes: [...new Set(codeHashes)],
    reportHash: keccak256(toHex('report')),
    openFindings: 0,
    ...{ date: now - DAY, expiry: now + 3650 * DAY, deadline: now + DAY },
    attestationNonce: keccak256(toHex(`${now} ${codeHashes.join()}`)),
  }
  const signature = sender === judge ? undefined : await judge.breakwater.signAttestation(attestation)
  const { receipt } = await sender.breakwater.attestCodeSync({ ...attestation, signature })
  return receipt
}

/** Lists an auditor, who attests the code of contracts: what terms are about. */
export async function reviewCode(actors: Actors, targets: readonly Address[]) {
  const { lister, judge } = actors
  const pins = await Promise.all(targets.map((target) => judge.breakwater.getPin({ target })))
  const { receipt } = await lister.breakwater.listAuditorSync({ auditor: judge.account.address })
  const hashes = pins.flatMap(({ codeHash, implementationCodeHash }) =>
    implementationCodeHash ? [codeHash, implementationCodeHash] : [codeHash],
  )
  return { pins, receipts: [receipt, await attestCode(actors, hashes)] }
}

/** Creates a pool that sells the terms. */
export async function openPool(
  { manager }: Actors,
  asset: Address,
  termsId: bigint,
  config: Partial<CreatePoolParameters> = {},
  pricing: PricingInput = PRICING,
) {
  const owner = manager.account.address
  const created = await manager.breakwater.createPoolSync({ ...POOL, asset, manager: owner, ...config })
  await manager.breakwater.addTermsSync({ pool: created.pool, termsId, ...pricing })
  return created
}

/** Two arbiters that are addresses of their own, the last of them external, and the least bond. */
export async function disputeRules(actor: Actor, asset: Address, judge: Address): Promise<DisputeRules> {
  const [first, last] = [
    await deploy(actor, 'AddressArbiter', 'AddressArbiter', [judge, 3n * 86_400n, false]),
    await deploy(actor, 'AddressArbiter', 'AddressArbiter', [judge, 6n * 86_400n, true]),
  ]
  return {
    asset,
    minBond: usdc('1000'),
    arbiter: first.address,
    arbiterTime: 4 * 86_400,
    fallbackArbiter: last.address,
    fallbackTime: 7 * 86_400,
  }
}

/** Court terms on what a meter fires: anyone may answer it for two days longer than it can be raised. */
export const meteredCourtTerms = (rules: DisputeRules, meter: Address, meterId: bigint) => ({
  ...{ rules, meter, meterId, reportWindow: TERMS.reportWindow, answerWindow: METER.raiseWindow + 2 * DAY },
  ...{ proofOfLoss: false, title: 'Losses of the Leaky Vault' },
})

/** A covered vault with a bug, court terms on a meter that watches it, and a pool without capital that sells cover on it. */
export interface Scene {
  asset: Address
  vault: Address
  meterId: bigint
  rules: DisputeRules
  /** Of the court terms. */
  subject: bigint
  productId: bigint
  termsId: bigint
  pool: Address
  poolId: bigint
  /** The vault's code, which is reviewed. */
  pins: Pin[]
}

export async function setScene(chain: ChainClient, actors: Actors, deployment: Deployment): Promise<Scene> {
  const { keeper, lister } = actors
  const { address: asset } = await deploy(keeper, 'MockUSDC', 'MockUSDC')
  const { address: vault } = await deploy(keeper, 'LeakyVault', 'LeakyVault', [asset])
  await fundActor(keeper, keeper, asset, vault, usdc('4000000'))
  await depositIntoVault(keeper, vault, usdc('4000000'))
  const rules = await disputeRules(keeper, asset, lister.account.address)
  const { meterId } = await keeper.breakwater.createShareLossMeterSync({ vault, ...METER })
  await observeMeter(chain, keeper, meterId)
  const courtTerms = meteredCourtTerms(rules, deployment.shareLossMeter, meterId)
  const { subject } = await keeper.breakwater.createCourtTermsSync(courtTerms)
  const { pins } = await reviewCode(actors, [vault])
  const { productId } = await lister.breakwater.listProductSync({ clusterId: 7n, name: 'Leaky Vault' })
  const { termsId } = await lister.breakwater.publishTermsSync({
    ...TERMS,
    productId,
    asset,
    resolver: deployment.court,
    subject,
    pins,
  })
  const { pool, poolId } = await openPool(actors, asset, termsId)
  return { asset, vault, meterId, rules, subject, productId, termsId, pool, poolId, pins }
}

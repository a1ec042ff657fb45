import { type Address, erc4626Abi, type Hex, keccak256, type TransactionReceipt, toHex } from 'viem'
import type { CreatePoolParameters, DisputeRules, Pin, PricingInput } from '../../actions/index.js'
import type { Persona } from '../personas.js'
import type { Stage } from '../stage.js'
import { COURT, DAY, METER, POOL, PRICING, TERMS, usdc } from './figures.js'

/** Something for sale. */
export interface ProductForSale {
  pool: Address
  poolId: bigint
  productId: bigint
  termsId: bigint
  /** Test USDC. */
  asset: Address
  /** The covered code. */
  pins: readonly Pin[]
}

/** Cover on a vault that a meter watches. */
export interface VaultProduct extends ProductForSale {
  /** The covered ERC-4626 vault: `loseFunds` takes its assets. */
  vault: Address
  /** Of `ShareLossMeter`. */
  meterId: bigint
  /** The court terms at the court that hears the meter. */
  subject: bigint
}

/** Cover on what anybody reports to the court. */
export interface ReportedProduct extends ProductForSale {
  /** The court terms at the court. */
  subject: bigint
  /** Who rules first on what is disputed. */
  arbiter: Address
  /** Who rules if the first is silent. */
  fallbackArbiter: Address
}

/** What a scenario's product may differ in. */
export interface ProductOptions {
  /** Capital that the underwriter puts into the pool, asset units; three million by default. With 0 nobody has deposited yet. */
  capital?: bigint | undefined
}

/** A vault with four million, a meter and court terms that watch it, and a pool with capital that sells cover on it. */
export async function productForSale(stage: Stage, options: ProductOptions = {}): Promise<VaultProduct> {
  const { keeper } = stage.personas
  const vault = await stage.deployMock('LeakyVault', [stage.usdc])
  await depositIntoVault(stage, vault, usdc('4000000'))
  const { meterId } = await keeper.breakwater.createShareLossMeterSync({ vault, ...METER })
  await observeLoss(stage, meterId)
  const courtTerms = meteredCourtTerms(await rulesOf(stage), stage.deployment.shareLossMeter, meterId)
  const { subject } = await keeper.breakwater.createCourtTermsSync(courtTerms)
  const { pins } = await reviewCode(stage, [vault])
  const terms = { resolver: stage.deployment.court, subject, pins }
  const product = await sell(stage, 'Leaky Vault', terms, options)
  return { ...product, vault, meterId, subject }
}

/** What a product that is reported may differ in. */
export interface ReportedProductOptions extends ProductOptions {
  /** Who rules first on what is disputed; an address, the assessor's, by default. */
  arbiter?: Address | undefined
  /** For how long that can rule, seconds. */
  arbiterTime?: number | undefined
  /** Whether claims are proven losses of a table, instead of a part that is the same for all; not so by default. */
  proofOfLoss?: boolean | undefined
}

/** Court terms that anybody reports to, and a pool with capital that sells cover on it. */
export async function reportedProduct(
  stage: Stage,
  options: ReportedProductOptions = {},
): Promise<ReportedProduct> {
  const { keeper } = stage.personas
  const { proofOfLoss = false } = options
  const rootWindow = proofOfLoss ? COURT.rootWindow : 0
  const rules = await rulesOf(stage, options)
  const { subject } = await keeper.breakwater.createCourtTermsSync({
    ...{ rules, reportWindow: TERMS.reportWindow, rootWindow, answerWindow: COURT.answerWindow },
    ...{ proofOfLoss, title: 'Funds lost in the bridge of Example' },
  })
  const { pins } = await reviewCode(stage, [stage.usdc])
  const terms = { resolver: stage.deployment.court, subject, pins, observes: false, proofOfLoss }
  const product = await sell(stage, 'Bridge', terms, options)
  return { ...product, subject, arbiter: rules.arbiter, fallbackArbiter: rules.fallbackArbiter }
}

/** What terms are about. */
export interface TermsInput {
  resolver: Address
  subject: bigint
  pins: readonly Pin[]
  observes?: boolean
  proofOfLoss?: boolean
  codeGrace?: number
}

/** Lists a product, and publishes its terms. */
export async function publish(
  stage: Stage,
  name: string,
  terms: TermsInput,
  { deductible = TERMS.deductible, clusterId = 1n } = {},
): Promise<{ productId: bigint; termsId: bigint }> {
  const { lister, sponsor } = stage.personas
  const product = { clusterId, name, sponsor: sponsor.account.address }
  const { productId } = await lister.breakwater.listProductSync(product)
  const { termsId } = await lister.breakwater.publishTermsSync({
    ...{ ...TERMS, ...terms, deductible, productId, asset: stage.usdc },
  })
  return { productId, termsId }
}

/** Lists a product, publishes its terms, and opens a pool on it. */
export async function sell(
  stage: Stage,
  name: string,
  terms: TermsInput,
  options: ProductOptions & {
    pool?: Partial<CreatePoolParameters>
    deductible?: bigint
    /** Other terms that the pool sells, too. */
    also?: readonly bigint[]
  } = {},
): Promise<ProductForSale> {
  const { guardian, manager } = stage.personas
  const { deductible = TERMS.deductible, capital = usdc('3000000'), also = [] } = options
  const { productId, termsId } = await publish(stage, name, terms, { deductible })
  const { pool, poolId } = await openPool(stage, [termsId, ...also], options.pool)
  await manager.breakwater.setGuardianSync({ pool, guardian: guardian.account.address })
  if (capital > 0n) await fill(stage, pool, capital)
  return { pool, poolId, productId, termsId, asset: stage.usdc, pins: terms.pins }
}

/** Creates a pool that sells the terms. Nobody has deposited yet: later, adding terms takes a delay. */
export async function openPool(
  { personas: { manager }, usdc: asset }: Stage,
  termsIds: readonly bigint[],
  config: Partial<CreatePoolParameters> = {},
  pricing: PricingInput = PRICING,
) {
  const owner = manager.account.address
  const created = await manager.breakwater.createPoolSync({ ...POOL, asset, manager: owner, ...config })
  for (const termsId of termsIds)
    await manager.breakwater.addTermsSync({ pool: created.pool, termsId, ...pricing })
  return created
}

/** The underwriter deposits. All of it counts from the midnight after that; it is an hour later. */
async function fill(stage: Stage, pool: Address, assets: bigint): Promise<void> {
  const { underwriter } = stage.personas
  await stage.mint(underwriter.account.address, assets)
  await underwriter.breakwater.approveAssetSync({ asset: stage.usdc, pool, amount: assets })
  await underwriter.breakwater.depositSync({ pool, assets })
  await stage.warpTo((Math.floor((await stage.now()) / DAY) + 1) * DAY + 3600)
}

/** Lets a meter look four times over its dwell: it has a mark then, or a proof. */
export async function observeLoss(stage: Stage, meterId: bigint): Promise<void> {
  for (let i = 0; i < 4; i++) {
    await stage.personas.keeper.breakwater.observeShareLossSync({ meterId })
    await stage.warp(METER.dwell / 3)
  }
}

/** The auditor is listed, and attests the code that contracts run. */
export async function reviewCode(
  stage: Stage,
  targets: readonly Address[],
): Promise<{ pins: Pin[]; receipts: TransactionReceipt[] }> {
  const { auditor, lister } = stage.personas
  const { receipt } = await lister.breakwater.listAuditorSync({ auditor: auditor.account.address })
  const pins = await Promise.all(targets.map((target) => auditor.breakwater.getPin({ target })))
  const hashes = pins.flatMap(({ codeHash, implementationCodeHash }) =>
    implementationCodeHash ? [codeHash, implementationCodeHash] : [codeHash],
  )
  return { pins, receipts: [receipt, await attestCode(stage, hashes)] }
}

/** The auditor attests code. It sends this itself, or signs for somebody else to submit. */
export async function attestCode(
  stage: Stage,
  codeHashes: readonly Hex[],
  sender: Persona = stage.personas.auditor,
): Promise<TransactionReceipt> {
  const { auditor } = stage.personas
  const now = await stage.now()
  const attestation = {
    auditor: auditor.account.address,
    codeHashes: [...new Set(codeHashes)],
    ...{ reportHash: keccak256(toHex('report')), openFindings: 0 },
    ...{ date: now - DAY, expiry: now + 3650 * DAY, deadline: now + DAY },
    attestationNonce: keccak256(toHex(`${now} ${codeHashes.join()}`)),
  }
  const signature = sender === auditor ? undefined : await auditor.breakwater.signAttestation(attestation)
  const { receipt } = await sender.breakwater.attestCodeSync({ ...attestation, signature })
  return receipt
}

/** An arbiter that is an address of its own. */
async function addressArbiter(stage: Stage, judge: Address): Promise<Address> {
  return stage.deployMock('AddressArbiter', [judge, BigInt(COURT.turn - DAY), true])
}

/** What is disputed goes to an arbiter, the assessor by default, and to the auditor where that is silent. */
export async function rulesOf(
  stage: Stage,
  options: { arbiter?: Address | undefined; arbiterTime?: number | undefined } = {},
): Promise<DisputeRules> {
  const { arbiterTime = COURT.turn } = options
  const arbiter = options.arbiter ?? (await addressArbiter(stage, stage.personas.assessor.account.address))
  const fallbackArbiter = await addressArbiter(stage, stage.personas.auditor.account.address)
  const { minBond, turn } = COURT
  return { asset: stage.usdc, minBond, arbiter, arbiterTime, fallbackArbiter, fallbackTime: turn }
}

/** Court terms on what a meter fires: anyone may answer it for two days longer than it can be raised. */
export const meteredCourtTerms = (rules: DisputeRules, meter: Address, meterId: bigint) => ({
  ...{ rules, meter, meterId, reportWindow: TERMS.reportWindow, answerWindow: METER.raiseWindow + 2 * DAY },
  ...{ proofOfLoss: false, title: 'Losses of the Leaky Vault' },
})

async function depositIntoVault(stage: Stage, vault: Address, assets: bigint): Promise<void> {
  const { keeper } = stage.personas
  const { address } = keeper.account
  await stage.mint(address, assets)
  await keeper.breakwater.approveAssetSync({ asset: stage.usdc, spender: vault, amount: assets })
  const args = [assets, address] as const
  const hash = await keeper.writeContract({ address: vault, abi: erc4626Abi, functionName: 'deposit', args })
  await keeper.waitForTransactionReceipt({ hash })
}

import { type Address, erc4626Abi, getAddress, type Hex, toHex } from 'viem'
import { type CoveredVault, toIncidentId } from '../actions/index.js'
import type { DeploymentRecord } from '../deployments.js'
import { createChainClient, followClock } from './chain.js'
import { TestkitError } from './errors.js'
import { createTestkit, type Testkit } from './kit.js'
import { accountOf, type PersonaName, personaNames } from './personas.js'
import type { CoveredVaultScenario } from './scenarios/coveredVault.js'
import { DAY, usdc } from './scenarios/figures.js'
import { observeLoss, type ReportedProduct } from './scenarios/product.js'
import { createStage, type Stage } from './stage.js'

/** After so many days the products are there, and the covered vault's cover protects. */
const SET_UP = 5 * DAY
const ETHER = 10n ** 20n
const TOTAL = { abi: erc4626Abi, functionName: 'totalAssets' } as const

/** What is for sale on a development chain. */
export type DevProduct = { name: string; asset: Address } & Pick<
  ReportedProduct,
  'pool' | 'poolId' | 'productId' | 'termsId' | 'subject'
> &
  Partial<Pick<CoveredVaultScenario, 'vault' | 'meterId' | 'coveredVault'>>

/** All that a program needs to use a development chain. */
export interface DevChain {
  url: string
  chainId: number
  usdc: Address
  deployment: DeploymentRecord
  products: DevProduct[]
  /** Keys are those of every development chain: nothing of value belongs there. */
  accounts: Record<PersonaName, { address: Address; privateKey: Hex }>
}

/** Starts a chain with products for sale, whose time is the machine's. */
export async function startDev(port: number): Promise<{ kit: Testkit; chain: DevChain }> {
  const present = Math.floor(Date.now() / 1000)
  const kit = await createTestkit({ port })
  try {
    if (present - SET_UP > (await kit.now())) await kit.warpTo(present - SET_UP)
    const vault = await kit.scenarios.coveredVault()
    const reported = await kit.scenarios.reportedProduct()
    if (present > (await kit.now())) await kit.warpTo(present)
    await followClock(kit.client)
    const { url, usdc, deployment } = kit
    const products = [nameProduct('Leaky Vault', vault), nameProduct('Bridge', reported)]
    return { kit, chain: { url, chainId: kit.chain.id, usdc, deployment, products, accounts: accounts() } }
  } catch (error) {
    await kit.stop()
    throw error
  }
}

function nameProduct(name: string, product: ReportedProduct | CoveredVaultScenario): DevProduct {
  const { asset, pool, poolId, productId, termsId, subject } = product
  const sold = { name, asset, pool, poolId, productId, termsId, subject }
  if (!('vault' in product)) return sold
  const { vault, meterId, coveredVault } = product
  return { ...sold, vault, meterId, coveredVault }
}

function accounts(): DevChain['accounts'] {
  const entries = personaNames.map((name) => {
    const account = accountOf(name)
    const privateKey = toHex(account.getHdKey().privateKey as Uint8Array)
    return [name, { address: account.address, privateKey }]
  })
  return Object.fromEntries(entries)
}

/** What can be done to a chain that another process has started. */
export async function attachDev({ url, deployment, usdc }: DevChain): Promise<Stage> {
  const client = createChainClient(url)
  const code = await client.getCode({ address: deployment.factory }).catch((cause) => {
    throw notThere(`Nothing answers at ${url}.`, cause)
  })
  if (!code) throw notThere(`The chain at ${url} is another one: it has no factory ${deployment.factory}.`)
  return createStage(url, client, { deployment, usdc })
}

const notThere = (message: string, cause?: unknown) =>
  new TestkitError('notADevChain', message, 'Start one with "npx @breakwater/sdk dev".', cause)

/** How far an exploit goes: funds are lost, the meter has fired, a case is open, its verdict is payable. */
export const EXPLOIT_STEPS = ['lost', 'fired', 'open', 'payable'] as const

/** What came of an exploit. */
export interface Exploit {
  /** Asset units that the vault lost. */
  lost: bigint
  /** From the meter's firing on. */
  incidentId?: bigint
  /** Part that was lost, WAD, as the meter measured it. */
  severity?: bigint
  caseId?: bigint
  /** From the verdict on: last second of claims. */
  claimsUntil?: number
}

/** A vault loses a part of its funds, WAD, and what follows from that until the step; or nothing happens, if a step fails. */
export async function exploit(...given: Parameters<typeof attempt>): Promise<Exploit> {
  const [stage] = given
  const before = await stage.snapshot()
  try {
    return await attempt(...given)
  } catch (error) {
    await stage.restore(before)
    throw error
  }
}

async function attempt(
  stage: Stage,
  { pool, termsId, subject, vault, meterId }: DevProduct,
  { part, until }: { part: bigint; until: (typeof EXPLOIT_STEPS)[number] },
): Promise<Exploit> {
  if (!vault || meterId === undefined)
    throw new TestkitError('fundsElsewhere', 'This product covers no vault.', 'Choose another one.')
  const { keeper, reporter } = stage.personas
  const lost = await stage.loseFunds(vault, part)
  if (until === 'lost') return { lost }
  await observeLoss(stage, meterId)
  const { number, severity } = await keeper.breakwater.fireMeterSync({ meterId })
  const fired = { lost, severity, incidentId: toIncidentId(subject, number) }
  if (until === 'fired') return fired
  const which = { pool, termsId, incidentId: fired.incidentId }
  const { caseId } = await reporter.breakwater.openCaseSync(which)
  if (until === 'open') return { ...fired, caseId }
  const { endsAt } = await keeper.breakwater.getCourtCase(which)
  await stage.warpTo(endsAt + DAY)
  const { claimsUntil } = await keeper.breakwater.applyVerdictSync(which)
  return { ...fired, caseId, claimsUntil: Number(claimsUntil) }
}

/** Gives an account a hundred ether, and test USDC. */
export async function fund(stage: Stage, address: Address, amount: bigint): Promise<void> {
  const before = await stage.client.getBalance({ address })
  await stage.client.setBalance({ address, value: before + ETHER })
  await stage.mint(getAddress(address), amount)
}

/** How a product stands. */
export interface ProductStatus extends DevProduct {
  /** Cover that can be bought, asset units, and what a thousand USDC cost for 90 days; none while nothing is sold. */
  available?: bigint | undefined
  premium?: bigint | undefined
  /** Asset units that the vault holds. */
  assets?: bigint | undefined
  /** The covered vault around it. */
  savings?: CoveredVault | undefined
  /** Why there is no price, in one sentence. */
  reason?: string
}

/** How the products of a chain stand. */
export function readStatus(stage: Stage, products: readonly DevProduct[]): Promise<ProductStatus[]> {
  const { buyer } = stage.personas
  return Promise.all(
    products.map(async (product) => {
      const { pool, termsId, vault, coveredVault } = product
      const assets = vault && (await stage.client.readContract({ ...TOTAL, address: vault }))
      const savings = coveredVault && (await buyer.breakwater.getCoveredVault({ vault: coveredVault }))
      try {
        const order = { pool, termsId, amount: usdc('1000'), duration: 90 * DAY }
        const { available, premium } = await buyer.breakwater.getQuote(order)
        return { ...product, assets, savings, available, premium }
      } catch (error) {
        return { ...product, assets, savings, reason: (error as Error).message }
      }
    }),
  )
}

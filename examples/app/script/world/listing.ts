import type { CreatePoolParameters, Pin } from '@breakwater/sdk'
import type { Testkit } from '@breakwater/sdk/testing'
import { type Address, erc4626Abi, keccak256, parseEther, toHex } from 'viem'
import { DAY, HOUR, usdc } from './figures.js'

/** Cover that pools can sell. */
export interface Listed {
  productId: bigint
  termsId: bigint
  /** The covered contract. */
  target: Address
  /** The court terms at the court. */
  subject: bigint
  /** Of `ShareLossMeter`, if one watches the contract. */
  meterId: bigint | undefined
}

const METER = {
  dwell: 6 * HOUR,
  raiseWindow: 2 * DAY,
  minSupply: usdc(1_000),
  feeAllowance: parseEther('0.005'),
  minLoss: parseEther('0.05'),
}
const REPORT_WINDOW = 8 * DAY
/** Where an address judges: its turn at the court, and a day less for its own latency. */
const TURN = 4 * DAY

/** What is listed: a name, a kind of failure, and what may fail with it. */
export interface Listing {
  name: string
  clusterId: bigint
  target: Address
  deductible: bigint
  /** Rules first on what is disputed; an address of the assessor's by default. */
  arbiter?: { address: Address; time: number }
  /** Whether a meter watches the vault; otherwise anybody reports. */
  isMetered: boolean
  codeGrace?: number
}

/** Lists a product, with terms on which pools may sell cover. */
export async function list(kit: Testkit, listing: Listing): Promise<Listed> {
  const { lister, keeper, sponsor } = kit.personas
  const { name, clusterId, target, isMetered, deductible, codeGrace = 0 } = listing
  const pins = await reviewCode(kit, target)
  let meterId: bigint | undefined
  if (isMetered) {
    const created = await keeper.breakwater.createShareLossMeterSync({ vault: target, ...METER })
    meterId = created.meterId
    await observe(kit, meterId)
  }
  const { subject } = await keeper.breakwater.createCourtTermsSync({
    rules: await rulesOf(kit, listing.arbiter),
    ...(meterId === undefined ? {} : { meter: kit.deployment.shareLossMeter, meterId }),
    ...{ reportWindow: REPORT_WINDOW, rootWindow: 0, proofOfLoss: false },
    answerWindow: isMetered ? METER.raiseWindow + 2 * DAY : 5 * DAY,
    title: `Losses of ${name}`,
  })
  const { productId } = await lister.breakwater.listProductSync({
    ...{ clusterId, name, sponsor: sponsor.account.address },
  })
  const { termsId } = await lister.breakwater.publishTermsSync({
    ...{ productId, asset: kit.usdc, resolver: kit.deployment.court, subject, pins },
    ...{ waitingPeriod: 3 * DAY, reportWindow: REPORT_WINDOW, horizon: 13 * DAY, minBilled: 14 * DAY },
    ...{ claimWindow: 60 * DAY, deductible, maxCover: usdc(100_000_000), observes: isMetered },
    ...{ proofOfLoss: false, codeGrace },
  })
  return { productId, termsId, target, subject, meterId }
}

/** Disputes go to an arbiter, and to the auditor where that is silent. */
async function rulesOf(kit: Testkit, first?: { address: Address; time: number }) {
  const judge = (address: Address) => kit.deployMock('AddressArbiter', [address, BigInt(TURN - DAY), true])
  const { assessor, auditor } = kit.personas
  return {
    ...{ asset: kit.usdc, minBond: usdc(100), arbiterTime: first?.time ?? TURN, fallbackTime: TURN },
    arbiter: first?.address ?? (await judge(assessor.account.address)),
    fallbackArbiter: await judge(auditor.account.address),
  }
}

/** The auditor attests the code that a contract runs. */
async function reviewCode({ personas, now }: Testkit, target: Address): Promise<Pin[]> {
  const { auditor, lister } = personas
  await lister.breakwater.listAuditorSync({ auditor: auditor.account.address })
  const pin = await auditor.breakwater.getPin({ target })
  const { codeHash, implementationCodeHash } = pin
  const time = await now()
  await auditor.breakwater.attestCodeSync({
    auditor: auditor.account.address,
    codeHashes: implementationCodeHash ? [codeHash, implementationCodeHash] : [codeHash],
    ...{ reportHash: keccak256(toHex('report')), openFindings: 0 },
    ...{ date: time - DAY, expiry: time + 3650 * DAY, deadline: time + DAY },
    attestationNonce: keccak256(toHex(`${target} ${time}`)),
  })
  return [pin]
}

/** Deploys an ERC-4626 vault with savings in it. */
export async function openVault(kit: Testkit, assets: bigint): Promise<Address> {
  const vault = await kit.deployMock('LeakyVault', [kit.usdc])
  const { keeper } = kit.personas
  const { address } = keeper.account
  await kit.mint(address, assets)
  await keeper.breakwater.approveAssetSync({ asset: kit.usdc, spender: vault, amount: assets })
  const call = { address: vault, abi: erc4626Abi, functionName: 'deposit', args: [assets, address] } as const
  await keeper.waitForTransactionReceipt({ hash: await keeper.writeContract(call) })
  return vault
}

/** Lets a meter look four times over its dwell: it has a mark then, or a proof. */
export async function observe(kit: Testkit, meterId: bigint): Promise<void> {
  for (let i = 0; i < 4; i++) {
    await kit.personas.keeper.breakwater.observeShareLossSync({ meterId })
    await kit.warp(METER.dwell / 3)
  }
}

/** Annual rates: at no use, at the target, at full use. */
type Rates = readonly [floor: string, target: string, max: string]

/** Creates a pool that sells cover on products, each at its own rates. */
export async function openPool(
  kit: Testkit,
  config: Pick<CreatePoolParameters, 'name' | 'symbol' | 'leverage' | 'clusterRatio'>,
  sales: readonly (readonly [Listed, Rates])[],
): Promise<Address> {
  const { manager, guardian } = kit.personas
  const { pool } = await manager.breakwater.createPoolSync({
    ...{ asset: kit.usdc, manager: manager.account.address, coverUnit: usdc(1), cooldown: 14 * DAY },
    ...{ startEquity: usdc(100_000_000), exitClusterRatio: parseEther('0.9'), exitLeverage: parseEther('4') },
    ...config,
  })
  for (const [{ termsId }, [floor, target, max]] of sales)
    await manager.breakwater.addTermsSync({
      ...{ pool, termsId, target: parseEther('0.7'), maxRatio: parseEther('0.6') },
      ...{ rateFloor: parseEther(floor), rateAtTarget: parseEther(target), rateMax: parseEther(max) },
      ...{ managerFee: parseEther('0.05'), sponsorFee: parseEther('0.05') },
    })
  await manager.breakwater.setGuardianSync({ pool, guardian: guardian.account.address })
  return pool
}

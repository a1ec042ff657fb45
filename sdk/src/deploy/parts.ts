import {
  type Artifact,
  AuditRegistry,
  BadDebtMeter,
  ClaimsVault,
  ClaimsVaultSegment2,
  Court,
  CoveredVaultFactory,
  CoverPool,
  CoverPoolFactory,
  CoverPoolSegment2,
  CoverPoolSegment3,
  CoverRouter,
  CoverToken,
  LossLedger,
  PayoutDistributorFactory,
  PoolConfigurator,
  PriceDepegMeter,
  ProductRegistry,
  ProxyCode,
  RenewalMandate,
  ShareLossMeter,
} from '@breakwater/contracts/artifacts'
import {
  type Abi,
  type Address,
  concat,
  encodeDeployData,
  encodeFunctionData,
  getContractAddress,
  type Hex,
  keccak256,
  padHex,
  stringToHex,
} from 'viem'
import type { Deployment } from '../deployments.js'

/** Address of the deterministic deployer: github.com/Arachnid/deterministic-deployment-proxy. */
export const DEPLOYER: Address = '0x4e59b44847b379578588920cA78FbF26c0B4956C'
/** As `contracts/script/Deployment.sol` has it. */
const SALT = keccak256(stringToHex('breakwater.1'))

/** Code that all pools, or all vaults, of a factory run; it is not called at its own address. */
export type SegmentName = 'vaultSegment2' | 'vault' | 'poolSegment3' | 'poolSegment2' | 'pool'

/** Name of a contract of the protocol: those of a deployment's addresses, and those of the segments. */
export type PartName = keyof Deployment | SegmentName

/** Where every contract is. */
export type Layout = Readonly<Record<PartName, Address>>

interface Part {
  artifact: Artifact<Abi>
  /** Who creates it: the deterministic deployer, the factory's constructor, or the factory when asked to. */
  creator: 'deployer' | 'constructor' | 'factory'
  /** Arguments of its constructor; none by default. */
  args?: (at: Layout, owner: Address) => readonly unknown[]
}

/** Every contract, in the order in which they are created: each after those that it needs. */
const PARTS: Readonly<Record<PartName, Part>> = {
  auditRegistry: { artifact: AuditRegistry, creator: 'deployer', args: (_, owner) => [owner] },
  proxyCode: { artifact: ProxyCode, creator: 'deployer' },
  registry: {
    artifact: ProductRegistry,
    creator: 'deployer',
    args: (at, owner) => [owner, at.auditRegistry, at.proxyCode],
  },
  factory: { artifact: CoverPoolFactory, creator: 'deployer', args: (at) => [at.registry, segmentHashes()] },
  lossLedger: { artifact: LossLedger, creator: 'constructor' },
  coverToken: { artifact: CoverToken, creator: 'constructor', args: (at) => [at.factory, at.registry] },
  poolConfigurator: { artifact: PoolConfigurator, creator: 'constructor', args: (at) => [at.registry] },
  vaultSegment2: { artifact: ClaimsVaultSegment2, creator: 'factory' },
  vault: { artifact: ClaimsVault, creator: 'factory' },
  poolSegment3: { artifact: CoverPoolSegment3, creator: 'factory' },
  poolSegment2: { artifact: CoverPoolSegment2, creator: 'factory' },
  pool: { artifact: CoverPool, creator: 'factory' },
  shareLossMeter: { artifact: ShareLossMeter, creator: 'deployer' },
  priceDepegMeter: { artifact: PriceDepegMeter, creator: 'deployer' },
  badDebtMeter: { artifact: BadDebtMeter, creator: 'deployer' },
  court: { artifact: Court, creator: 'deployer', args: (at) => [at.lossLedger] },
  coverRouter: { artifact: CoverRouter, creator: 'deployer', args: (at) => [at.coverToken] },
  coveredVaultFactory: {
    artifact: CoveredVaultFactory,
    creator: 'deployer',
    args: (at) => [at.coverToken, at.registry],
  },
  payoutDistributorFactory: {
    artifact: PayoutDistributorFactory,
    creator: 'deployer',
    args: (at) => [at.coverToken],
  },
  renewalMandate: { artifact: RenewalMandate, creator: 'deployer', args: (at) => [at.coverToken] },
}

/** Names of all contracts, in the order in which they are created. */
export const partNames = Object.keys(PARTS) as PartName[]

const created = (creator: Part['creator']) => partNames.filter((name) => PARTS[name].creator === creator)

/** Names of the segments. */
export const segmentNames = created('factory') as SegmentName[]
/** What the factory's constructor creates, in its order. */
export const childNames = created('constructor')

/** The artifact of a contract. */
export const artifactOf = (name: PartName): Artifact<Abi> => PARTS[name].artifact

/** Who creates a contract. */
export const creatorOf = (name: PartName): Part['creator'] => PARTS[name].creator

/** The factory knows the segments by the hashes of their creation code. */
const segmentHashes = () =>
  Object.fromEntries(segmentNames.map((name) => [name, keccak256(artifactOf(name).bytecode)]))

/** Creation code of a contract with the arguments of its constructor. */
export function creationCode(name: PartName, at: Layout, owner: Address): Hex {
  const { artifact, args } = PARTS[name]
  const { abi, bytecode } = artifact
  return encodeDeployData({ abi, bytecode, args: args?.(at, owner) } as never)
}

/** Where a factory has, or will have, what it creates. */
export function createdBy(factory: Address): Record<(typeof childNames)[number] | SegmentName, Address> {
  const children = childNames.map((name, i) => [
    name,
    getContractAddress({ from: factory, nonce: BigInt(i + 1) }),
  ])
  const segments = segmentNames.map((name) => [
    name,
    getContractAddress({
      ...{ opcode: 'CREATE2', from: factory, salt: padHex('0x', { size: 32 }) },
      bytecode: artifactOf(name).bytecode,
    }),
  ])
  return Object.fromEntries([...children, ...segments])
}

/** Where everything is, or will be, for an owner: it follows from the code and its arguments. */
export function predictLayout(owner: Address): Layout {
  let at = {} as Layout
  for (const name of created('deployer')) {
    const bytecode = creationCode(name, at, owner)
    at = {
      ...at,
      [name]: getContractAddress({ opcode: 'CREATE2', from: DEPLOYER, salt: SALT, bytecode }),
    }
    if (name === 'factory') at = { ...at, ...createdBy(at.factory) }
  }
  return at
}

/** The transaction that creates a contract; none for what the factory's constructor creates. */
export function creationCall(
  name: PartName,
  at: Layout,
  owner: Address,
): { to: Address; data: Hex } | undefined {
  const code = creationCode(name, at, owner)
  if (creatorOf(name) === 'deployer') return { to: DEPLOYER, data: concat([SALT, code]) }
  if (creatorOf(name) === 'constructor') return undefined
  const data = encodeFunctionData({
    abi: CoverPoolFactory.abi,
    functionName: 'deploySegment',
    args: [code],
  })
  return { to: at.factory, data }
}

import { type Address, getAddress, type Hex, isAddressEqual, zeroAddress } from 'viem'
import type { Deployment } from '../../../deployments.js'
import { getClaimsVaultAddress } from '../../claims/ids.js'
import { parseCoverId } from '../../cover/ids.js'
import { getCaseKey } from '../../resolution/court/caseRefs.js'
import { ARBITERS, type Decoded, decode } from './events.js'
import type { ActivityContract, ActivitySubject, Arbiters, Facts, PlainLog } from './types.js'

/** Events that facts are learnt from: they are read whatever is asked for. */
export const FACT_EVENTS = [
  ...(['PoolCreated', 'TermsPublished', 'CourtTermsCreated', 'CaseOpened', 'OpeningBonded'] as const),
  ...(['AnswerAsserted', 'CoveredVaultCreated', 'DistributorCreated'] as const),
] as const

export const noFacts = (): Facts => ({
  ...{ pools: {}, vaults: {}, assets: {}, terms: {}, meters: {}, cases: {}, embedding: {}, covers: {} },
})

/** The protocol's contracts that stand in its deployment, by address in lower case. */
export function singletons(deployment: Deployment): Map<string, ActivityContract> {
  const contracts: [Address, ActivityContract][] = [
    [deployment.factory, 'CoverPoolFactory'],
    [deployment.registry, 'ProductRegistry'],
    [deployment.auditRegistry, 'AuditRegistry'],
    [deployment.coverToken, 'CoverToken'],
    [deployment.poolConfigurator, 'PoolConfigurator'],
    [deployment.shareLossMeter, 'ShareLossMeter'],
    [deployment.priceDepegMeter, 'PriceDepegMeter'],
    [deployment.badDebtMeter, 'BadDebtMeter'],
    [deployment.court, 'Court'],
    [deployment.coverRouter, 'CoverRouter'],
    [deployment.coveredVaultFactory, 'CoveredVaultFactory'],
    [deployment.payoutDistributorFactory, 'PayoutDistributorFactory'],
    [deployment.renewalMandate, 'RenewalMandate'],
  ]
  return new Map(contracts.map(([address, contract]) => [address.toLowerCase(), contract]))
}

/** Numbers of the court terms that published terms rest on. */
export const subjectsOf = ({ terms }: Facts): string[] => [
  ...new Set(Object.values(terms).flatMap(({ subject }) => (subject === undefined ? [] : [subject]))),
]

/** Arbiters of published terms, each with the first block in which terms rest on it. */
export function arbitersOf({ terms }: Facts, arbiters: Arbiters): Map<string, number> {
  const since = new Map<string, number>()
  for (const { subject, block } of Object.values(terms))
    for (const arbiter of arbiters[subject ?? ''] ?? []) {
      const address = arbiter.toLowerCase()
      since.set(address, Math.min(since.get(address) ?? block, block))
    }
  return since
}

interface Case {
  pool?: Address | undefined
  termsId: bigint
  incidentId: bigint
}

/** Facts at a moment, and what can be said with them. */
export class Knowledge {
  readonly facts: Facts
  readonly deployment: Deployment
  readonly account: Address | undefined
  arbiters: Arbiters
  private readonly singletons: Map<string, ActivityContract>

  constructor(
    facts: Facts,
    { deployment, account }: { deployment: Deployment; account?: Address | undefined },
    arbiters: Arbiters,
  ) {
    this.facts = structuredClone(facts)
    this.deployment = deployment
    this.account = account
    this.arbiters = arbiters
    this.singletons = singletons(deployment)
  }

  /** The contracts that a log may be of; none if it is of a stranger. The protocol's own come first. */
  private contractsAt({ address, block }: Pick<PlainLog, 'address' | 'block'>): readonly ActivityContract[] {
    const singleton = this.singletons.get(address)
    if (singleton) return [singleton]
    if (this.facts.vaults[address]) return ['ClaimsVault']
    if (this.facts.assets[address]) return ['CoverPool']
    const embedding = this.facts.embedding[address]
    if (embedding) return [embedding]
    const since = arbitersOf(this.facts, this.arbiters).get(address)
    return since !== undefined && since <= block ? ARBITERS : []
  }

  /** Decodes logs and takes in what they tell. Left out are those that are no events of the protocol. */
  learnAll(logs: readonly PlainLog[]): [PlainLog, Decoded][] {
    return logs.flatMap((log): [PlainLog, Decoded][] => {
      const contracts = this.contractsAt(log)
      const decoded = contracts.length ? decode(log, contracts) : undefined
      if (!decoded) return []
      this.learn(log, decoded)
      return [[log, decoded]]
    })
  }

  private learn(log: PlainLog, { contract, eventName, args }: Decoded): void {
    const { facts, deployment } = this
    const event = `${contract}.${eventName}`
    if (event === 'CoverPoolFactory.PoolCreated') {
      const pool = args.pool as Address
      facts.pools[`${args.poolId}`] = pool
      facts.vaults[getClaimsVaultAddress(pool).toLowerCase()] = pool
      facts.assets[pool.toLowerCase()] = args.asset as Address
    } else if (event === 'ProductRegistry.TermsPublished') {
      const { resolver, subject } = args.terms as { resolver: Address; subject: bigint }
      const rest = isAddressEqual(resolver, deployment.court) ? { subject: `${subject}` } : {}
      facts.terms[`${args.termsId}`] = { productId: `${args.productId}`, block: log.block, ...rest }
    } else if (event === 'Court.CourtTermsCreated' && args.meter !== zeroAddress) {
      facts.meters[`${args.subject}`] = meterKey(args.meter as Address, args.meterId as bigint)
    } else if (event === 'ClaimsVault.CaseOpened') {
      const [termsId, incidentId] = [args.termsId as bigint, args.incidentId as bigint]
      const pool = facts.vaults[log.address] as Address
      this.setCase(getCaseKey({ pool, termsId, incidentId }), { pool, termsId, incidentId })
      this.setCase(`${log.address} ${args.caseId}`, { pool, termsId, incidentId })
    } else if (event === 'Court.OpeningBonded') this.setCase(args.caseKey as Hex, this.caseOfRef(args.ref))
    else if (event === 'AssessorPanel.CaseOpened')
      this.setCase(`${log.address} ${args.caseId}`, this.caseOfRef(args.ref))
    else if (event === 'UmaArbiter.AnswerAsserted')
      this.setCase(`${log.address} ${args.assertionId}`, this.caseOfRef(args.ref))
    else if (event === 'CoveredVaultFactory.CoveredVaultCreated')
      facts.embedding[(args.vault as Address).toLowerCase()] = 'CoveredVault'
    else if (event === 'PayoutDistributorFactory.DistributorCreated')
      facts.embedding[(args.distributor as Address).toLowerCase()] = 'PayoutDistributor'
    else if (event === 'CoverToken.Transfer' && this.account) {
      const isAccount = (address: unknown) => isAddressEqual(address as Address, this.account as Address)
      if (isAccount(args.from)) delete facts.covers[`${args.id}`]
      if (isAccount(args.to)) facts.covers[`${args.id}`] = true
    }
  }

  /** What an event is about. */
  about(log: PlainLog, { contract, args }: Decoded): ActivitySubject {
    const { facts } = this
    const found = this.caseOf(log, args)
    const coverId = (args.coverId ?? args._tokenId ?? (contract === 'CoverToken' ? args.id : undefined)) as
      | bigint
      | undefined
    const cover = coverId === undefined ? undefined : parseCoverId(coverId)
    const own = contract === 'CoverPool' ? getAddress(log.address) : facts.vaults[log.address]
    const pool = own ?? (args.pool as Address | undefined) ?? found?.pool ?? facts.pools[`${cover?.poolId}`]
    const termsId = (args.termsId as bigint | undefined) ?? found?.termsId ?? cover?.termsId
    const { productId: attested } = (args.attestation ?? {}) as { productId?: bigint }
    const listed = facts.terms[`${termsId}`]?.productId
    const productId =
      (args.productId as bigint | undefined) ??
      (attested || (listed === undefined ? undefined : BigInt(listed)))
    const incidentId = (args.incidentId as bigint | undefined) ?? found?.incidentId
    const all = { pool, productId, termsId, coverId, incidentId }
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
  }

  /** Whether an event is about a product, or about an incident or a meter of its terms. */
  isOfProduct(productId: bigint, about: ActivitySubject, { address }: PlainLog, { args }: Decoded): boolean {
    if (about.productId !== undefined) return about.productId === productId
    const subjects = Object.values(this.facts.terms)
      .filter((terms) => terms.productId === `${productId}`)
      .flatMap(({ subject }) => (subject === undefined ? [] : [subject]))
    if (args.subject !== undefined) return subjects.includes(`${args.subject}`)
    if (args.meterId === undefined) return false
    const meter = meterKey(address, args.meterId as bigint)
    return subjects.some((subject) => this.facts.meters[subject] === meter)
  }

  /** The asset that the amounts of an event are of, as far as it is known. */
  assetOf({ pool }: ActivitySubject): Address | undefined {
    return pool && this.facts.assets[pool.toLowerCase()]
  }

  private setCase(name: string, { pool, termsId, incidentId }: Case): void {
    const ids = { termsId: `${termsId}`, incidentId: `${incidentId}` }
    this.facts.cases[name] = pool ? { pool, ...ids } : ids
  }

  private caseOfRef(ref: unknown): Case {
    const { vault, termsId, incidentId } = ref as { vault: Address; termsId: bigint; incidentId: bigint }
    return { pool: this.facts.vaults[vault.toLowerCase()], termsId, incidentId }
  }

  private caseOf({ address }: PlainLog, args: Record<string, unknown>): Case | undefined {
    if (args.ref) return this.caseOfRef(args.ref)
    const name = args.caseKey ?? `${address} ${args.caseId ?? args.assertionId}`
    const stored = this.facts.cases[name as string]
    if (!stored) return undefined
    const { pool, termsId, incidentId } = stored
    return { pool, termsId: BigInt(termsId), incidentId: BigInt(incidentId) }
  }
}

const meterKey = (meter: Address, meterId: bigint): string => `${meter.toLowerCase()} ${meterId}`

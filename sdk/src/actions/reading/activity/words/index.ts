import type { Decoded } from '../events.js'
import type { ActivityContract } from '../types.js'
import { vaultWords } from './claims.js'
import {
  coveredVaultWords,
  distributorFactoryWords,
  distributorWords,
  mandateWords,
  vaultFactoryWords,
} from './embedding.js'
import { configuratorWords } from './governance.js'
import { auditWords, registryWords } from './listing.js'
import { factoryWords, poolWords, routerWords, tokenWords } from './pools.js'
import {
  addressArbiterWords,
  badDebtWords,
  courtWords,
  panelWords,
  priceDepegWords,
  shareLossWords,
  umaWords,
} from './resolution.js'
import { sayer, type Words } from './say.js'

/** Sentences for every event of every contract: an event without one does not compile. */
const words: { readonly [contract in ActivityContract]: Words<contract> } = {
  AddressArbiter: addressArbiterWords,
  AssessorPanel: panelWords,
  AuditRegistry: auditWords,
  BadDebtMeter: badDebtWords,
  ClaimsVault: vaultWords,
  CoverPool: poolWords,
  CoverPoolFactory: factoryWords,
  CoverRouter: routerWords,
  CoverToken: tokenWords,
  CoveredVault: coveredVaultWords,
  CoveredVaultFactory: vaultFactoryWords,
  Court: courtWords,
  PayoutDistributor: distributorWords,
  PayoutDistributorFactory: distributorFactoryWords,
  PoolConfigurator: configuratorWords,
  PriceDepegMeter: priceDepegWords,
  ProductRegistry: registryWords,
  RenewalMandate: mandateWords,
  ShareLossMeter: shareLossWords,
  UmaArbiter: umaWords,
}

type AnySentence = (args: Decoded['args'], say: ReturnType<typeof sayer>) => string

/** An event in one sentence. */
export function wordsOf(
  { contract, eventName, args }: Decoded,
  context: Parameters<typeof sayer>[0],
): string {
  const sentences = words[contract] as unknown as Record<string, AnySentence>
  return (sentences[eventName] as AnySentence)(args, sayer(context))
}

import { type Address, formatUnits, isAddressEqual } from 'viem'
import { getCourtTerms } from '../actions/resolution/court/courtTerms.js'
import { isMetered } from '../actions/resolution/court/metered.js'
import type { CourtTerms } from '../actions/resolution/court/types.js'
import type { Deployment } from '../deployments.js'
import { isContractError } from '../errors/decode.js'
import type { Node } from './node.js'
import { type Asset, duration } from './words.js'

/**
 * The court terms that product terms name; `undefined` if another resolver than the deployment's
 * court decides, or if there are none.
 */
export async function courtTermsOf(
  { client, deployment }: Node,
  { resolver, subject }: { resolver: string; subject: bigint },
): Promise<CourtTerms | undefined> {
  const isCourt = [deployment.court.toLowerCase(), 'court'].includes(resolver.toLowerCase())
  if (!isCourt) return undefined
  try {
    return await getCourtTerms(client, { subject, deployment })
  } catch (error) {
    if (isContractError(error, 'UnknownCourtTerms')) return undefined
    throw error
  }
}

const METERS = ['shareLossMeter', 'priceDepegMeter', 'badDebtMeter'] as const

function hears(courtTerms: CourtTerms, deployment: Deployment): string {
  if (!isMetered(courtTerms)) return 'what anybody reports'
  const { meter, meterId } = courtTerms
  const name = METERS.find((key) => isAddressEqual(deployment[key], meter))
  return `what meter ${meterId} of ${name ? `${name} ` : ''}${meter} fires`
}

/** Court terms in words. */
export function courtTermsInWords(
  courtTerms: CourtTerms,
  asset: Asset & { address: Address },
  deployment: Deployment,
): Record<string, string> {
  const { rules } = courtTerms
  const bond = isAddressEqual(rules.asset, asset.address)
    ? `${formatUnits(rules.minBond, asset.decimals)} ${asset.symbol}`
    : `${rules.minBond} units of ${rules.asset}`
  return {
    title: courtTerms.title,
    hears: hears(courtTerms, deployment),
    reportWindow: duration(courtTerms.reportWindow),
    ...(courtTerms.proofOfLoss ? { rootWindow: duration(courtTerms.rootWindow) } : {}),
    answerWindow: duration(courtTerms.answerWindow),
    minBond: bond,
    arbiter: `${rules.arbiter} for ${duration(rules.arbiterTime)}`,
    fallbackArbiter: `${rules.fallbackArbiter} for ${duration(rules.fallbackTime)}`,
  }
}

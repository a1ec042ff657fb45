import { type Address, formatUnits, isAddressEqual } from 'viem'
import { getDocket } from '../actions/resolution/court/dockets.js'
import { isMetered } from '../actions/resolution/court/metered.js'
import type { Docket } from '../actions/resolution/court/types.js'
import type { Deployment } from '../deployments.js'
import { isContractError } from '../errors/decode.js'
import type { Node } from './node.js'
import { type Asset, duration } from './words.js'

/** The docket that terms name; `undefined` where another resolver decides than the deployment's court, or there is none. */
export async function docketOf(
  { client, deployment }: Node,
  { resolver, subject }: { resolver: string; subject: bigint },
): Promise<Docket | undefined> {
  const isCourt = [deployment.court.toLowerCase(), 'court'].includes(resolver.toLowerCase())
  if (!isCourt) return undefined
  try {
    return await getDocket(client, { subject, deployment })
  } catch (error) {
    if (isContractError(error, 'UnknownDocket')) return undefined
    throw error
  }
}

const METERS = ['shareLossMeter', 'priceDepegMeter', 'badDebtMeter'] as const

function hears(docket: Docket, deployment: Deployment): string {
  if (!isMetered(docket)) return 'what anybody reports'
  const { meter, meterId } = docket
  const name = METERS.find((key) => isAddressEqual(deployment[key], meter))
  return `what meter ${meterId} of ${name ? `${name} ` : ''}${meter} fires`
}

/** A docket in words. */
export function docketInWords(
  docket: Docket,
  asset: Asset & { address: Address },
  deployment: Deployment,
): Record<string, string> {
  const { rules } = docket
  const bond = isAddressEqual(rules.asset, asset.address)
    ? `${formatUnits(rules.minBond, asset.decimals)} ${asset.symbol}`
    : `${rules.minBond} units of ${rules.asset}`
  return {
    title: docket.title,
    hears: hears(docket, deployment),
    reportWindow: duration(docket.reportWindow),
    ...(docket.proofOfLoss ? { rootWindow: duration(docket.rootWindow) } : {}),
    answerWindow: duration(docket.answerWindow),
    minBond: bond,
    arbiter: `${rules.arbiter} for ${duration(rules.arbiterTime)}`,
    fallbackArbiter: `${rules.fallbackArbiter} for ${duration(rules.fallbackTime)}`,
  }
}

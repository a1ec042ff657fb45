import type { Address } from 'viem'
import { isContractError } from '../../errors/decode.js'
import * as CoverToken from '../../generated/abi/CoverToken.js'
import * as ShareLossMeter from '../../generated/abi/ShareLossMeter.js'
import {
  deploymentOf,
  probeTogether,
  type ReadClient,
  type ReadOptions,
  readOne,
  readTogether,
} from '../../internal/read.js'
import { parseCoverId } from '../cover/ids.js'
import { getCourtCase } from '../resolution/court/courtCases.js'
import { toIncidentId } from '../resolution/ids.js'
import { embedding } from './errors.js'

const meterAbi = /* @__PURE__ */ embedding([
  ShareLossMeter.firingCount,
  ShareLossMeter.getFiring,
  ShareLossMeter.statusOf,
] as const)
const tokenAbi = /* @__PURE__ */ embedding([CoverToken.coverData, CoverToken.poolOf] as const)

/** Why a covered vault takes no deposits. */
export type WhyClosed =
  | {
      /** The meter sees a loss that it has not fired yet, or does not answer. */
      because: 'loss'
    }
  | {
      /** The first firing that is not settled. */
      because: 'firing'
      number: number
      /** Time of the loss, seconds. */
      time: number
      /** Time of the firing, seconds. */
      firedAt: number
      /**
       * Last second of what the court waits for, its answers or a ruling: no claim is paid before. `undefined` where it waits
       * for nothing: then {@link settleFirings} goes on, or a claim is registered and waits for its settlement.
       */
      until: number | undefined
    }

/** What has to be known of a vault to say why it is closed. */
export interface Closed {
  meter: Address
  meterId: bigint
  subject: bigint
  settledFirings: number
  coverIds: readonly bigint[]
}

/** Why deposits are refused. */
export async function whyClosed(
  client: ReadClient,
  { meter, meterId, subject, settledFirings, coverIds }: Closed,
  options: ReadOptions,
): Promise<WhyClosed> {
  const contract = { abi: meterAbi, address: meter } as const
  const [firings, status] = (await probeTogether(
    client,
    [
      { ...contract, functionName: 'firingCount', args: [meterId] },
      { ...contract, functionName: 'statusOf', args: [meterId] },
    ],
    options,
  )) as [number, unknown]
  if (!status || firings <= settledFirings) return { because: 'loss' }
  const number = settledFirings + 1
  const [{ time, firedAt }, held] = await Promise.all([
    readOne(client, { ...contract, functionName: 'getFiring', args: [meterId, number] }, options),
    heldCovers(client, coverIds, options),
  ])
  const protecting = held.filter(({ start, end }) => start <= time && time < end)
  // One case for each pool and version of the terms.
  const cases = new Map(protecting.map(({ pool, termsId }) => [`${pool} ${termsId}`, { pool, termsId }]))
  const incidentId = toIncidentId(subject, number)
  const ends = await Promise.all(
    [...cases.values()].map((of) => decisionOf(client, { ...of, incidentId }, options)),
  )
  const known = ends.filter((end) => end !== undefined)
  return { because: 'firing', number, time, firedAt, until: known.length ? Math.max(...known) : undefined }
}

/** Last second of what the court waits for; `undefined` if it has decided, or there is no case yet. */
async function decisionOf(
  client: ReadClient,
  which: { pool: Address; termsId: bigint; incidentId: bigint },
  options: ReadOptions,
): Promise<number | undefined> {
  try {
    const { decidedAt, deadline, endsAt } = await getCourtCase(client, { ...which, ...options })
    return decidedAt > 0 ? undefined : Math.max(deadline, endsAt)
  } catch (error) {
    if (isContractError(error)) return undefined
    throw error
  }
}

interface Held {
  pool: Address
  termsId: bigint
  start: number
  end: number
}

async function heldCovers(
  client: ReadClient,
  coverIds: readonly bigint[],
  options: ReadOptions,
): Promise<Held[]> {
  const token = { abi: tokenAbi, address: deploymentOf(client, options).coverToken } as const
  const found = await readTogether(
    client,
    coverIds.flatMap((id) => [
      { ...token, functionName: 'coverData', args: [id] } as const,
      { ...token, functionName: 'poolOf', args: [parseCoverId(id).poolId] } as const,
    ]),
    options,
  )
  return coverIds.map((coverId, i) => {
    const [{ start, end }, pool] = found.slice(2 * i, 2 * i + 2) as [{ start: bigint; end: bigint }, Address]
    return { pool, termsId: parseCoverId(coverId).termsId, start: Number(start), end: Number(end) }
  })
}

import { type Address, zeroAddress } from 'viem'
import { courtAbi } from '../../../generated/contracts.js'
import { deploymentOf, type ReadClient, type ReadOptions, readTogether } from '../../../internal/read.js'
import { toSync } from '../../../internal/sync.js'
import { defineWriteAction } from '../../../internal/write.js'
import type { SyncAction, WriteAction } from '../../../internal/writeTypes.js'
import type { CourtOptions, Docket } from './types.js'

type Court = typeof courtAbi

/** Parameters of {@link createDocket}. */
export interface CreateDocketParameters
  extends Omit<Docket, 'rootWindow' | 'meter' | 'meterId'>,
    CourtOptions {
  /** The contract of the meter whose firings it hears. None by default: anybody reports. */
  meter?: Address | undefined
  /** Which of its meters; needed with `meter`. */
  meterId?: bigint | undefined
  /** Seconds after an opening within which its loss table must follow. 0 by default; needed with `proofOfLoss`. */
  rootWindow?: number | undefined
}

/**
 * Creates a docket: what terms name as their subject. Anyone may.
 *
 * A bond is 2 % of what a case, or an answer, asks for, and at least `minBond`. With a meter only answers need one. From an
 * opening to its verdict at most 90 days may pass: root window, twice the answer window, and both turns.
 *
 * @throws `InvalidDocket`, `InvalidDisputeRules`, `UnknownMeter`
 *
 * @example
 * ```ts
 * const { subject } = await createDocketSync(client, {
 *   rules: { asset, minBond: parseUnits('100', 6), arbiter: panel, arbiterTime: 8 * 86_400, fallbackArbiter: uma, fallbackTime: 14 * 86_400 },
 *   reportWindow: 8 * 86_400,
 *   rootWindow: 10 * 86_400,
 *   answerWindow: 5 * 86_400,
 *   proofOfLoss: true,
 *   title: 'Loss of funds in the bridge of Example',
 * })
 * ```
 *
 * @example
 * ```ts
 * const { meterId } = await createShareLossMeterSync(client, { vault, ...config })
 * const { subject } = await createDocketSync(client, {
 *   rules: { asset, minBond: parseUnits('1000', 6), arbiter: panel, arbiterTime: 8 * 86_400, fallbackArbiter: uma, fallbackTime: 14 * 86_400 },
 *   meter: deployment.shareLossMeter,
 *   meterId,
 *   reportWindow: 8 * 86_400,
 *   answerWindow: 3 * 86_400,
 *   proofOfLoss: false,
 *   title: 'Losses of the vault of Example',
 * })
 * ```
 */
export const createDocket: WriteAction<CreateDocketParameters, Court, 'createDocket', 'DocketCreated'> =
  /* @__PURE__ */ defineWriteAction({
    abi: courtAbi,
    functionName: 'createDocket',
    eventName: 'DocketCreated',
    mayBeZero: ['meter'],
    request: (docket, { deployment }) => ({
      address: docket.court ?? deployment().court,
      args: [
        {
          rules: docket.rules,
          meter: docket.meter ?? zeroAddress,
          meterId: docket.meterId ?? 0n,
          reportWindow: docket.reportWindow,
          rootWindow: docket.rootWindow ?? 0,
          answerWindow: docket.answerWindow,
          proofOfLoss: docket.proofOfLoss,
          title: docket.title,
        },
      ],
    }),
  })

/** {@link createDocket}, waiting for the receipt. */
export const createDocketSync: SyncAction<CreateDocketParameters, Court, 'DocketCreated'> =
  /* @__PURE__ */ toSync(createDocket)

/** Parameters of {@link getDocket}. */
export interface GetDocketParameters extends ReadOptions, CourtOptions {
  subject: bigint
}

/**
 * What a court hears, and how; and within how many seconds of an incident its last verdict comes.
 *
 * @throws `UnknownDocket`
 *
 * @example
 * ```ts
 * const { title, answerWindow, longestRoute } = await getDocket(client, { subject })
 * ```
 */
export async function getDocket(
  client: ReadClient,
  { subject, court, ...options }: GetDocketParameters,
): Promise<Docket & { longestRoute: number }> {
  const address = court ?? deploymentOf(client, options).court
  const contract = { abi: courtAbi, address, args: [subject] } as const
  const [docket, longestRoute] = await readTogether(
    client,
    [
      { ...contract, functionName: 'getDocket' },
      { ...contract, functionName: 'longestRoute' },
    ],
    options,
  )
  return { ...docket, longestRoute: Number(longestRoute) }
}

import { type Address, zeroAddress } from 'viem'
import * as Court from '../../../generated/abi/Court.js'
import { deploymentOf, type ReadClient, type ReadOptions, readTogether } from '../../../internal/read.js'
import { toSync } from '../../../internal/sync.js'
import { defineWriteAction } from '../../../internal/write.js'
import type { SyncAction, WriteAction } from '../../../internal/writeTypes.js'
import type { CourtOptions, CourtTerms } from './types.js'

const courtAbi = [
  Court.createCourtTerms,
  Court.getCourtTerms,
  Court.longestRoute,
  Court.CourtTermsCreated,
] as const

type CourtAbi = typeof courtAbi

/** Parameters of {@link createCourtTerms}. */
export interface CreateCourtTermsParameters
  extends Omit<CourtTerms, 'rootWindow' | 'meter' | 'meterId'>,
    CourtOptions {
  /** Contract of the meter whose firings are the incidents. None by default: anybody reports. */
  meter?: Address | undefined
  /** Number of the meter there; required with `meter`. */
  meterId?: bigint | undefined
  /**
   * Seconds after an opening within which its loss table must follow. 0 by default; required with
   * `proofOfLoss`.
   */
  rootWindow?: number | undefined
}

/**
 * Creates court terms, which product terms name as their subject. Anyone may call it.
 *
 * A bond is 2 % of what a case, or an answer, asks for, and at least `minBond`. With a meter only answers need one. From an
 * opening to its verdict at most 90 days may pass: root window, twice the answer window, and both turns.
 *
 * @throws `InvalidCourtTerms`, `InvalidDisputeRules`, `UnknownMeter`
 *
 * @example
 * ```ts
 * const { subject } = await createCourtTermsSync(client, {
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
 * const { subject } = await createCourtTermsSync(client, {
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
export const createCourtTerms: WriteAction<
  CreateCourtTermsParameters,
  CourtAbi,
  'createCourtTerms',
  'CourtTermsCreated'
> = /* @__PURE__ */ defineWriteAction({
  abi: courtAbi,
  functionName: 'createCourtTerms',
  eventName: 'CourtTermsCreated',
  mayBeZero: ['meter'],
  request: (courtTerms, { deployment }) => ({
    address: courtTerms.court ?? deployment().court,
    args: [
      {
        rules: courtTerms.rules,
        meter: courtTerms.meter ?? zeroAddress,
        meterId: courtTerms.meterId ?? 0n,
        reportWindow: courtTerms.reportWindow,
        rootWindow: courtTerms.rootWindow ?? 0,
        answerWindow: courtTerms.answerWindow,
        proofOfLoss: courtTerms.proofOfLoss,
        title: courtTerms.title,
      },
    ],
  }),
})

/** {@link createCourtTerms}, waiting for the receipt. */
export const createCourtTermsSync: SyncAction<CreateCourtTermsParameters, CourtAbi, 'CourtTermsCreated'> =
  /* @__PURE__ */ toSync(createCourtTerms)

/** Parameters of {@link getCourtTerms}. */
export interface GetCourtTermsParameters extends ReadOptions, CourtOptions {
  subject: bigint
}

/**
 * Court terms, and the most seconds from an incident to its last verdict.
 *
 * @throws `UnknownCourtTerms`
 *
 * @example
 * ```ts
 * const { title, answerWindow, longestRoute } = await getCourtTerms(client, { subject })
 * ```
 */
export async function getCourtTerms(
  client: ReadClient,
  { subject, court, ...options }: GetCourtTermsParameters,
): Promise<CourtTerms & { longestRoute: number }> {
  const address = court ?? deploymentOf(client, options).court
  const contract = { abi: courtAbi, address, args: [subject] } as const
  const [courtTerms, longestRoute] = await readTogether(
    client,
    [
      { ...contract, functionName: 'getCourtTerms' },
      { ...contract, functionName: 'longestRoute' },
    ],
    options,
  )
  return { ...courtTerms, longestRoute: Number(longestRoute) }
}

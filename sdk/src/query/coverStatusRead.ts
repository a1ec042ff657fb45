import { getBlock } from 'viem/actions'
import { getAction } from 'viem/utils'
import { type CoverStatus, coverStatus } from '../actions/cover/status.js'
import { type GetCoverParameters, getCover } from '../actions/cover/tokens.js'
import type { Cover } from '../actions/cover/types.js'
import { type CoveredCode, getCode } from '../actions/listing/code.js'
import { getTerms } from '../actions/listing/terms.js'
import type { Terms } from '../actions/listing/types.js'
import { withTypedErrors } from '../errors/decode.js'
import type { ReadClient } from '../internal/read.js'

/** A cover, what it stands on, and its status at the time of the block. */
export interface CoverWithStatus {
  cover: Cover
  terms: Terms
  code: CoveredCode
  status: CoverStatus
  /** Time of the block, seconds. */
  timestamp: number
}

/** A cover and its status, all at the latest block and at that block's time. */
export async function readCoverStatus(
  client: ReadClient,
  { coverId, deployment }: Pick<GetCoverParameters, 'coverId' | 'deployment'>,
): Promise<CoverWithStatus> {
  const block = await withTypedErrors(() => getAction(client, getBlock, 'getBlock')({}))
  const at = { deployment, blockNumber: block.number }
  const timestamp = Number(block.timestamp)
  const cover = await getCover(client, { coverId, ...at })
  const { termsId } = cover
  const [terms, code] = await Promise.all([
    getTerms(client, { termsId, ...at }),
    getCode(client, { termsId, ...at }),
  ])
  return { cover, terms, code, status: coverStatus({ cover, code, terms, now: timestamp }), timestamp }
}

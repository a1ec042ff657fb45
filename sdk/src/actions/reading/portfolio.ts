import type { Address } from 'viem'
import * as AssessorPanel from '../../generated/abi/AssessorPanel.js'
import {
  callData,
  type LensResult,
  lensProtocol,
  pinned,
  readLens,
  readLensTogether,
  readPages,
  resultOf,
} from '../../internal/lens.js'
import { checkAddress } from '../../internal/parameters.js'
import { deploymentOf, type ReadClient, type ReadOptions } from '../../internal/read.js'
import { type CoverPage, coversArgs, toCovers } from '../cover/scan.js'
import { coverStatus } from '../cover/status.js'
import type { Stake } from '../resolution/arbiters/stakes.js'
import type { CourtCaseId } from '../resolution/court/types.js'
import { bondsIn, type PortfolioBond } from './portfolioBonds.js'
import { claimsOf, type PortfolioCover } from './portfolioClaims.js'
import { type Position, positionCalls, toPosition } from './storedPosition.js'
import { termsInUse } from './termsInUse.js'

const assessorPanelAbi = [AssessorPanel.getStake] as const

/** Parameters of {@link getPortfolio}. */
export interface GetPortfolioParameters extends ReadOptions {
  owner: Address
  /** Assessor panels in which the owner may have a stake. Nothing on chain lists them. */
  panels?: readonly Address[] | undefined
  /**
   * Further cases in which the owner may have bonds. Those of the owner's own covers are looked at
   * in any case.
   */
  cases?: readonly CourtCaseId[] | undefined
}

/** A stake, with its panel. */
export interface PortfolioStake extends Stake {
  panel: Address
}

/** Everything that an account has in the protocol, at one block. */
export interface Portfolio {
  owner: Address
  /** Time of that block, seconds. */
  timestamp: number
  /** Covers, newest first within each pool and terms, with status and claims. */
  covers: PortfolioCover[]
  /** Pools in which the account has shares, an exit, or returned shares to collect. */
  positions: Position[]
  /** Bonds of the account at the court, in the cases that were looked at. */
  bonds: PortfolioBond[]
  /** Stakes in the given panels. */
  stakes: PortfolioStake[]
}

type PoolPage = LensResult<'onPools'>[0]

/**
 * Everything that an account has: covers with their status, the cases that concern them, what can be
 * claimed now and until when; shares, exits and returned shares in all pools; bonds and stakes. Two
 * requests without covers: the block's number, then positions and covers, at that block. With
 * covers, further ones read terms and incidents, cases, verdicts and claims, bonds, and joint claims.
 *
 * @throws {@link InvalidParameterError}, `UnknownDeploymentError`
 *
 * @example
 * ```ts
 * const { covers, positions } = await getPortfolio(client, { owner })
 * for (const { coverId, status, claims } of covers) console.log(coverId, status.status, claims)
 * ```
 */
export async function getPortfolio(
  client: ReadClient,
  { owner, panels = [], cases = [], ...given }: GetPortfolioParameters,
): Promise<Portfolio> {
  checkAddress('owner', owner)
  for (const panel of panels) checkAddress('panels', panel)
  for (const { pool } of cases) checkAddress('cases', pool)
  const { court } = deploymentOf(client, given)
  const options = await pinned(client, given)
  const { covers, positions, stakes, timestamp } = await holdingsOf(client, { owner, panels }, options)
  const terms = await termsInUse(client, covers, options)
  const found = await claimsOf(client, { court, covers, terms, cases, now: timestamp }, options)
  return {
    ...{ owner, timestamp, positions, stakes },
    covers: covers.map((cover, i) => {
      const { terms: conditions, code } = terms.get(cover.termsId) ?? {}
      if (!conditions || !code) throw new Error(`Terms ${cover.termsId} were not read.`)
      const status = coverStatus({ cover, code, terms: conditions, now: timestamp })
      return { ...cover, status, claims: found.claims[i] ?? [] }
    }),
    bonds: await bondsIn(client, { court, owner, cases: found.hearings }, options),
  }
}

/** Covers and positions, in one request unless there are very many. */
async function holdingsOf(
  client: ReadClient,
  { owner, panels }: { owner: Address; panels: readonly Address[] },
  options: ReadOptions,
) {
  const calls = positionCalls(owner)
  const stakeCalls = panels.map(() => callData(assessorPanelAbi, 'getStake', [owner]))
  const onPools = (from: bigint) =>
    [lensProtocol(client, options), from, [], calls.pool, calls.vault, []] as const
  const [[, time], [page, moreCovers], [pools, morePools], stakes] = await readLensTogether(
    client,
    [
      { functionName: 'clock', args: [] },
      { functionName: 'coversOf', args: coversArgs(client, { owner }, options) },
      { functionName: 'onPools', args: onPools(0n) },
      { functionName: 'ask', args: [panels, stakeCalls] },
    ] as const,
    options,
  )
  // What one request had no gas for is read apart, from its beginning.
  const coverPages = !moreCovers
    ? [page]
    : await readPages<CoverPage>(
        client,
        (from, at, before) =>
          readLens(client, 'coversOf', coversArgs(client, { owner, from, before }, at), at),
        options,
      )
  const poolPages = !morePools
    ? [pools]
    : await readPages<PoolPage>(client, (from, at) => readLens(client, 'onPools', onPools(from), at), options)
  return {
    timestamp: Number(time),
    covers: toCovers(coverPages, owner),
    positions: poolPages.flat().map(toPosition).filter(isHeld),
    stakes: panels.map((panel, i) => ({ panel, ...resultOf(assessorPanelAbi, 'getStake', stakes[i]) })),
  }
}

const isHeld = ({ shares, exit, returns }: Position) =>
  shares + exit.pending + exit.claimable + exit.claimableAssets + returns.shares !== 0n

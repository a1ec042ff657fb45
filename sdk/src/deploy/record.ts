import { release } from '@breakwater/contracts/artifacts'
import type { Address } from 'viem'
import { getBlockNumber } from 'viem/actions'
import { getAction } from 'viem/utils'
import type { Deployment, DeploymentRecord } from '../deployments.js'
import { toBreakwaterError } from '../errors/decode.js'
import { NetworkError } from '../errors/errors.js'
import type { ReadClient } from '../internal/read.js'
import { artifactOf, partNames } from './parts.js'
import { isThere } from './plan.js'

/** Hashes of the runtime code of every contract, with zeros where its immutables are, by its name. */
export const codeHashes = () =>
  Object.fromEntries(partNames.map(artifactOf).map(({ contractName, codeHash }) => [contractName, codeHash]))

/** A deployment of the release that is installed, with all that identifies it. */
export function toRecord(
  deployment: Deployment,
  { chainId, owner, startBlock }: { chainId: number; owner: Address; startBlock: number | undefined },
): DeploymentRecord {
  const { compiler } = artifactOf('factory')
  return {
    ...{ chainId, release, owner, ...(startBlock === undefined ? {} : { startBlock }) },
    ...deployment,
    ...{ codeHashes: codeHashes(), compiler },
  }
}

/**
 * The first block in which any of the addresses has code, by bisection between the earliest that it can be and now, when all
 * of them have code. `undefined` where the node does not keep states that old.
 */
export async function firstBlockOf(
  client: ReadClient,
  addresses: readonly Address[],
  earliest: bigint,
): Promise<number | undefined> {
  try {
    let [low, high] = [earliest, await getAction(client, getBlockNumber, 'getBlockNumber')({ cacheTime: 0 })]
    while (low < high) {
      const middle = (low + high) / 2n
      if (await anyThere(client, addresses, middle)) high = middle
      else low = middle + 1n
    }
    return Number(low)
  } catch (error) {
    if (toBreakwaterError(error) instanceof NetworkError) throw error
    return undefined
  }
}

async function anyThere(client: ReadClient, addresses: readonly Address[], block: bigint): Promise<boolean> {
  for (const address of addresses) if (await isThere(client, address, block)) return true
  return false
}

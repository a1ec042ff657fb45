import type { Address } from 'viem'
import { InvalidParameterError } from '../../errors/errors.js'
import * as CoveredVaultFactory from '../../generated/abi/CoveredVaultFactory.js'
import * as PayoutDistributorFactory from '../../generated/abi/PayoutDistributorFactory.js'
import { deploymentOf, type ReadClient, type ReadOptions, readOne } from '../../internal/read.js'
import { embedding } from './errors.js'

const vaultsAbi = /* @__PURE__ */ embedding([CoveredVaultFactory.isCoveredVault] as const)
const distributorsAbi = /* @__PURE__ */ embedding([PayoutDistributorFactory.isDistributor] as const)

/** Refuses what only looks like a covered vault: nobody knows where its deposits go. */
export async function requireCoveredVault(
  client: ReadClient,
  vault: Address,
  options: ReadOptions,
): Promise<void> {
  const address = deploymentOf(client, options).coveredVaultFactory
  const isKnown = await readOne(
    client,
    { abi: vaultsAbi, address, functionName: 'isCoveredVault', args: [vault] },
    options,
  )
  if (!isKnown)
    throw new InvalidParameterError('vault', vault, "was not created by the deployment's factory of vaults")
}

/** Refuses what only looks like a payout distributor. */
export async function requireDistributor(
  client: ReadClient,
  distributor: Address,
  options: ReadOptions,
): Promise<void> {
  const address = deploymentOf(client, options).payoutDistributorFactory
  const isKnown = await readOne(
    client,
    { abi: distributorsAbi, address, functionName: 'isDistributor', args: [distributor] },
    options,
  )
  if (isKnown) return
  const problem = "was not created by the deployment's factory of distributors"
  throw new InvalidParameterError('distributor', distributor, problem)
}

import type { Address, Hex } from 'viem'
import { getChainId, getCode, getGasPrice } from 'viem/actions'
import { getAction } from 'viem/utils'
import type { Deployment } from '../deployments.js'
import { withTypedErrors } from '../errors/decode.js'
import { checkAddress } from '../internal/parameters.js'
import type { ReadClient } from '../internal/read.js'
import { DEPLOYER_GAS, deployerPrice, hasDeployer } from './deployer.js'
import { creationGas } from './gas.js'
import {
  artifactOf,
  creationCall,
  creatorOf,
  DEPLOYER,
  type Layout,
  type PartName,
  partNames,
  predictLayout,
  segmentNames,
} from './parts.js'

/** One transaction of a deployment. */
export interface DeploymentStep {
  /** Name of the contract. */
  readonly contractName: string
  /** Where the contract is, or will be. */
  readonly address: Address
  /** Whether it is there. */
  readonly isDeployed: boolean
  /** Gas that its transaction takes, about, and rounded up. */
  readonly gas: bigint
  /**
   * What creates it: any account may send it, when those before it are there. `undefined` for the deterministic deployer,
   * which comes from a transaction that is signed already.
   */
  readonly transaction: { readonly to: Address; readonly data: Hex } | undefined
}

/** What a deployment consists of, and what of it is missing. */
export interface DeploymentPlan {
  readonly chainId: number
  /** Addresses of the protocol, which it has or will have. */
  readonly deployment: Deployment
  /** Every transaction, in order. */
  readonly steps: readonly DeploymentStep[]
  /** Gas of the transactions that are missing, about. */
  readonly gas: bigint
  /** What they cost at the present gas price, about, wei. */
  readonly cost: bigint
}

/** Parameters of {@link predictDeployment} and {@link planDeployment}. */
export interface DeploymentParameters {
  /** Lists products and auditors, and publishes terms. The addresses follow from it: another owner, another deployment. */
  owner: Address
}

/** Without the segments, which nobody calls. */
function toDeployment(at: Layout): Deployment {
  const names = partNames.filter((name) => !(segmentNames as string[]).includes(name))
  return Object.fromEntries(names.map((name) => [name, at[name]])) as unknown as Deployment
}

/**
 * Where an owner's deployment of this release is, or will be, on any chain. Asks no node.
 *
 * @throws `InvalidParameterError` when the owner is not an address, or zero.
 *
 * @example
 * ```ts
 * const { factory } = predictDeployment({ owner: safe })
 * ```
 */
export function predictDeployment({ owner }: DeploymentParameters): Deployment {
  checkAddress('owner', owner)
  return toDeployment(predictLayout(owner))
}

/**
 * What {@link deployBreakwater} would do: each transaction, what is there already, gas and addresses. Sends nothing, and
 * needs no account.
 *
 * @throws `InvalidParameterError` when the owner is not an address, or zero.
 * @throws {@link DeployerMissingError} on a chain that can never have the deterministic deployer.
 *
 * @example
 * ```ts
 * const { deployment, steps, gas, cost } = await planDeployment(client, { owner: safe })
 * const missing = steps.filter(({ isDeployed }) => !isDeployed)
 * ```
 */
export async function planDeployment(
  client: ReadClient,
  { owner }: DeploymentParameters,
): Promise<DeploymentPlan> {
  checkAddress('owner', owner)
  const at = predictLayout(owner)
  return withTypedErrors(async () => {
    const [chainId, price, deployer, ...parts] = await Promise.all([
      getAction(client, getChainId, 'getChainId')({}),
      getAction(client, getGasPrice, 'getGasPrice')({}),
      hasDeployer(client),
      ...partNames
        .filter((name) => creatorOf(name) !== 'constructor')
        .map((name) => stepOf(client, name, at, owner)),
    ])
    const steps = [
      {
        ...{ contractName: 'DeterministicDeployer', address: DEPLOYER, isDeployed: deployer },
        ...{ gas: DEPLOYER_GAS, transaction: undefined },
      },
      ...parts,
    ]
    const gas = steps.reduce((sum, step) => sum + (step.isDeployed ? 0n : step.gas), 0n)
    // The deployer's own transaction has a price of its own.
    const cost = deployer ? gas * price : (gas - DEPLOYER_GAS) * price + (await deployerPrice(client))
    return { chainId, deployment: toDeployment(at), steps, gas, cost }
  })
}

async function stepOf(
  client: ReadClient,
  name: PartName,
  at: Layout,
  owner: Address,
): Promise<DeploymentStep> {
  const transaction = creationCall(name, at, owner)
  const isDeployed = await isThere(client, at[name])
  const { contractName } = artifactOf(name)
  return {
    ...{ contractName, address: at[name], isDeployed },
    ...{ gas: creationGas(name, transaction?.data ?? '0x'), transaction },
  }
}

/** Whether there is code at an address. */
export async function isThere(client: ReadClient, address: Address, blockNumber?: bigint): Promise<boolean> {
  const at = blockNumber === undefined ? {} : { blockNumber }
  const code = await getAction(client, getCode, 'getCode')({ address, ...at } as never)
  return code !== undefined
}

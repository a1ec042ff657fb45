import { readFile } from 'node:fs/promises'
import { createPublicClient, http } from 'viem'
import { checkDeployment, type Deployment, getDeployment } from '../deployments.js'
import { withTypedErrors } from '../errors/decode.js'
import { type InvalidParameterError, NoCodeError } from '../errors/errors.js'
import type { ReadClient } from '../internal/read.js'
import { type Options, UsageError } from './arguments.js'

/** A chain, and the addresses of Breakwater on it. */
export interface Node {
  client: ReadClient
  chainId: number
  /** Time of the latest block. */
  now: number
  deployment: Deployment
}

/** A node that answers and knows the protocol. */
export async function connect({ rpcUrl, deployment: file }: Options): Promise<Node> {
  const given = file === undefined ? undefined : await readDeployment(file)
  const client = createPublicClient({ transport: http(rpcUrl, { retryCount: 1, timeout: 20_000 }) })
  return withTypedErrors(async () => {
    const [chainId, block] = await Promise.all([client.getChainId(), client.getBlock()])
    const deployment = given ?? getDeployment(chainId)
    const code = await client.getCode({ address: deployment.registry })
    if (!code) throw new NoCodeError(deployment.registry)
    return { client, chainId, now: Number(block.timestamp), deployment }
  })
}

export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new UsageError(`There is no file ${path}.`)
    throw new UsageError(`The file ${path} cannot be read (${code ?? message}).`)
  }
}

/** A deployment from a file. */
export async function readDeployment(path: string): Promise<Deployment> {
  let deployment: Deployment
  try {
    deployment = JSON.parse(await readText(path))
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(`The deployment ${path} is not JSON.`)
  }
  try {
    checkDeployment(deployment)
  } catch (error) {
    const { parameter } = error as InvalidParameterError
    throw new UsageError(`The deployment ${path} has no address "${parameter.split('.')[1]}".`)
  }
  return deployment
}

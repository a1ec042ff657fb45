import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { isHex } from 'viem'
import { checkDeployment } from '../deployments.js'
import type { DevChain, DevProduct } from '../testing/dev.js'
import { UsageError } from './arguments.js'
import { toJson } from './json.js'

/** Numbers that JSON has as texts. */
const IDS = ['poolId', 'productId', 'termsId', 'subject', 'meterId'] as const satisfies (keyof DevProduct)[]

/** What `dev` has written. */
export function readChain(path: string): DevChain {
  if (!existsSync(path))
    throw new UsageError(
      `There is no ${path}: no development chain was started here. Run "breakwater dev" in another terminal.`,
    )
  try {
    const chain = JSON.parse(readFileSync(path, 'utf8')) as DevChain
    checkDeployment(chain.deployment)
    const products = chain.products.map((product) => ({
      ...product,
      ...Object.fromEntries(
        IDS.filter((id) => id in product).map((id) => [id, BigInt(product[id] as bigint)]),
      ),
    }))
    if (!isHex(chain.usdc) || !URL.canParse(chain.url)) throw new Error('It lacks something.')
    return { ...chain, products }
  } catch {
    throw new UsageError(`${path} is not what "breakwater dev" writes.`)
  }
}

/** Writes files that are gone when this process is. */
export function writeWhileRunning(files: readonly (readonly [path: string, text: string])[]): void {
  process.on('exit', () => {
    for (const [path] of files) rmSync(path, { force: true })
  })
  for (const [path, text] of files) writeFileSync(path, text)
}

/** A chain as JSON. */
export const chainInJson = (chain: DevChain): string => toJson(chain)

/** A chain as lines of an environment file: its first product, and the buyer. */
export function chainInLines({ url, chainId, usdc, deployment, products, accounts }: DevChain): string[] {
  const { name: _, asset: __, ...product } = products[0] as DevProduct
  const { buyer } = accounts
  const addresses = Object.entries(deployment).filter(([, value]) => isHex(value) && value.length === 42)
  return Object.entries({
    ...{ rpcUrl: url, chainId, usdc, ...Object.fromEntries(addresses), ...product },
    ...{ buyer: buyer.address, buyerKey: buyer.privateKey },
  }).map(([key, value]) => `BREAKWATER_${key.replace(/[A-Z]/g, '_$&').toUpperCase()}=${value}`)
}

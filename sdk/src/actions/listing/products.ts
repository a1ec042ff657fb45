import type { Address, Hex } from 'viem'
import { zeroAddress } from 'viem'
import * as ProductRegistry from '../../generated/abi/ProductRegistry.js'
import { pinned } from '../../internal/lens.js'
import { checkAddress, fromShortText } from '../../internal/parameters.js'
import {
  deploymentOf,
  type ReadClient,
  type ReadOptions,
  readOne,
  readTogether,
} from '../../internal/read.js'
import { toSync } from '../../internal/sync.js'
import { defineWriteAction } from '../../internal/write.js'
import type { SyncAction, WriteAction } from '../../internal/writeTypes.js'
import type { Terms } from './types.js'

const productRegistryAbi = [
  ProductRegistry.currentTerms,
  ProductRegistry.getProduct,
  ProductRegistry.getTerms,
  ProductRegistry.listProduct,
  ProductRegistry.productCount,
  ProductRegistry.saleStatus,
  ProductRegistry.termsCovering,
  ProductRegistry.ProductListed,
] as const

type Registry = typeof productRegistryAbi

/** Parameters of {@link listProduct}. */
export interface ListProductParameters {
  /** Number of the cluster, 1 or more: products of one cluster can fail in one event. */
  clusterId: bigint
  /** Account that collects the sponsor's fee and may post first loss. None by default. */
  sponsor?: Address | undefined
  /** Name for people. */
  name: string
}

/**
 * Lists a product. Only the owner of the registry may call it.
 *
 * @throws `Unauthorized`, `InvalidTerms`
 *
 * @example
 * ```ts
 * const { productId } = await listProductSync(client, { clusterId: 1n, name: 'Leaky Vault' })
 * ```
 */
export const listProduct: WriteAction<ListProductParameters, Registry, 'listProduct', 'ProductListed'> =
  /* @__PURE__ */ defineWriteAction({
    abi: productRegistryAbi,
    functionName: 'listProduct',
    eventName: 'ProductListed',
    mayBeZero: ['sponsor'],
    positive: ['clusterId'],
    request: ({ clusterId, sponsor, name }, { deployment }) => ({
      address: deployment().registry,
      args: [clusterId, sponsor ?? zeroAddress, name],
    }),
  })

/** {@link listProduct}, waiting for the receipt. */
export const listProductSync: SyncAction<ListProductParameters, Registry, 'ProductListed'> =
  /* @__PURE__ */ toSync(listProduct)

/** Parameters of {@link getProduct}. */
export interface GetProductParameters extends ReadOptions {
  productId: bigint
}

/** A covered system. */
export interface Product {
  /** Number of the cluster; 0 for a product that is not listed. */
  clusterId: bigint
  /** Account that collects the sponsor's fee and may post first loss. */
  sponsor: Address
  name: string
  /** The terms on sale; 0 for none. */
  currentTerms: bigint
}

/**
 * One product by its id.
 *
 * @example
 * ```ts
 * const { name, currentTerms } = await getProduct(client, { productId })
 * ```
 */
export async function getProduct(
  client: ReadClient,
  { productId, ...options }: GetProductParameters,
): Promise<Product> {
  const address = deploymentOf(client, options).registry
  const contract = { abi: productRegistryAbi, address, args: [productId] } as const
  const [product, currentTerms] = await readTogether(
    client,
    [
      { ...contract, functionName: 'getProduct' },
      { ...contract, functionName: 'currentTerms' },
    ],
    options,
  )
  return { ...product, currentTerms }
}

/** Parameters of {@link getProducts}. */
export interface GetProductsParameters extends ReadOptions {
  /** Only products with terms that pin this contract. All by default. */
  covering?: Address | undefined
}

/** A product with the terms on sale. */
export interface ListedProduct extends Product {
  productId: bigint
  /** The current terms; `undefined` if none were published. */
  terms: Terms | undefined
  /**
   * Reason why nobody can buy the current terms: `suspended`, `flagged`, or `unpublished` if there
   * are none. `undefined` if pools may sell them.
   */
  reason: string | undefined
  /**
   * Part of the code of the current terms that is not attested, WAD; 0 if they are not for sale.
   */
  auditGap: bigint
  /**
   * Terms of the product that pin the given contract, newest first: superseded ones are in force
   * for covers sold on them. Empty without a contract.
   */
  covering: bigint[]
}

/**
 * All listed products, or only those with terms that pin a contract, at one block. Products with
 * newer terms come first; with a contract only the terms that pin it count. Products without terms
 * come last.
 *
 * @example
 * ```ts
 * const products = await getProducts(client, { covering: vault })
 * const forSale = products.filter(({ reason, covering, currentTerms }) => !reason && covering.includes(currentTerms))
 * ```
 */
export async function getProducts(
  client: ReadClient,
  { covering, ...options }: GetProductsParameters = {},
): Promise<ListedProduct[]> {
  if (covering !== undefined) checkAddress('covering', covering)
  const { registry } = deploymentOf(client, options)
  const contract = { abi: productRegistryAbi, address: registry } as const
  // The next reads must be of one block, whatever is mined in between.
  const at = await pinned(client, options)
  const read = (functionName: 'getTerms' | 'saleStatus' | 'getProduct' | 'currentTerms', ids: bigint[]) =>
    ids.map((id) => ({ ...contract, functionName, args: [id] }) as const)

  const versions = new Map<bigint, bigint[]>()
  if (covering === undefined) {
    const count = await readOne(client, { ...contract, functionName: 'productCount' }, at)
    for (let id = 1n; id <= count; id++) versions.set(id, [])
  } else {
    const found = await readOne(client, { ...contract, functionName: 'termsCovering', args: [covering] }, at)
    // Terms may pin a contract twice.
    const termsIds = [...new Set(found)].reverse()
    const terms = (await readTogether(client, read('getTerms', termsIds), at)) as unknown as Terms[]
    for (const [i, { productId }] of terms.entries()) {
      versions.set(productId, [...(versions.get(productId) ?? []), termsIds[i] as bigint])
    }
  }

  const productIds = [...versions.keys()]
  const known = await readTogether(
    client,
    [...read('getProduct', productIds), ...read('currentTerms', productIds)],
    at,
  )
  const current = known.slice(productIds.length) as unknown as bigint[]
  const published = current.filter((termsId) => termsId !== 0n)
  const states = await readTogether(
    client,
    [...read('getTerms', published), ...read('saleStatus', published)],
    at,
  )
  const products = productIds.map((productId, i): ListedProduct => {
    const currentTerms = current[i] as bigint
    const own = {
      ...(known[i] as unknown as Omit<Product, 'currentTerms'>),
      ...{ productId, currentTerms, covering: versions.get(productId) ?? [] },
    }
    const place = published.indexOf(currentTerms)
    if (place < 0) return { ...own, terms: undefined, reason: 'unpublished', auditGap: 0n }
    const [reason, auditGap] = states[published.length + place] as unknown as readonly [Hex, bigint]
    return { ...own, terms: states[place] as unknown as Terms, reason: fromShortText(reason), auditGap }
  })
  const newest = ({ covering: ids, currentTerms }: ListedProduct) => ids[0] ?? currentTerms
  return products.sort((a, b) => Number(newest(b) - newest(a)) || Number(b.productId - a.productId))
}

import { erc20Abi, type Hex } from 'viem'
import { getCode as getBytecode, simulateContract } from 'viem/actions'
import { getCode } from '../actions/listing/code.js'
import { type ProductFile, toPublishTerms } from '../actions/listing/productFile.js'
import { getProduct, listProduct, type Product } from '../actions/listing/products.js'
import { getTerms, type PublishTermsParameters, publishTerms } from '../actions/listing/terms.js'
import type { Pin, Terms } from '../actions/listing/types.js'
import { getPool, type Pool } from '../actions/pool/reads.js'
import type { CourtTerms } from '../actions/resolution/court/types.js'
import { toBreakwaterError, withTypedErrors } from '../errors/decode.js'
import { BreakwaterError, InvalidProductError } from '../errors/errors.js'
import { isNodeFailure } from '../errors/nodeErrors.js'
import * as ProductRegistry from '../generated/abi/ProductRegistry.js'
import type { ContractCall } from '../internal/calls.js'
import { probeTogether, readTogether } from '../internal/read.js'
import { UsageError } from './arguments.js'
import { hashesOf, livePin, type Words, wordsOn } from './code.js'
import { courtTermsOf } from './courtTerms.js'
import type { Finding } from './finding.js'
import type { Node } from './node.js'
import { fromContracts, poolFindings, ruleFindings, versionFindings } from './rules.js'
import { type Asset, type Change, changesBetween, pinsInWords, termsInWords, UNKNOWN } from './words.js'

const productRegistryAbi = [ProductRegistry.owner, ProductRegistry.productCount] as const

/** State of a file against the chain. */
export interface Check {
  findings: Finding[]
  /** The listed product; `undefined` for a new one. */
  product: Product | undefined
  productId: bigint
  owner: Hex
  live: (Pin | undefined)[]
  words: Words
  asset: Asset
  /** The court terms; `undefined` if there are none, or no court. */
  courtTerms: CourtTerms | undefined
  /** The version that is sold now, and the file's differences from it. */
  current: { termsId: bigint; changes: Change[] } | undefined
  /** Calls for the registry's owner; none if the file cannot be turned into calls. */
  calls: (Pick<ContractCall, 'to' | 'data' | 'functionName'> & { args: Record<string, unknown> })[]
}

/** Slot of `ProductRegistry.productCount`. */
const PRODUCT_COUNT: Hex = `0x${(4).toString(16).padStart(64, '0')}`

/**
 * Checks a file against the chain: its pins by the code that runs, its terms by a publication as
 * the owner, which is not sent.
 */
export async function checkProduct(node: Node, file: ProductFile, pool?: Hex): Promise<Check> {
  const { client, deployment } = node
  const registry = { abi: productRegistryAbi, address: deployment.registry } as const
  const [owner, productCount] = await readTogether(
    client,
    [
      { ...registry, functionName: 'owner' },
      { ...registry, functionName: 'productCount' },
    ],
    {},
  )
  const productId = file.product.id ?? productCount + 1n
  const product =
    file.product.id === undefined ? undefined : await getProduct(client, { productId, deployment })
  const isListed = product !== undefined && product.clusterId !== 0n
  const [live, words, asset, courtTerms, seller] = await Promise.all([
    Promise.all(file.pins.map(({ target }) => livePin(node, target))),
    wordsOn(node, productId, file.pins.flatMap(hashesOf)),
    assetOf(node, file.terms.asset),
    courtTermsOf(node, file.terms),
    pool && poolAt(node, pool),
  ])
  const findings: Finding[] = [
    ...productFindings(file, productId, product),
    ...(asset ? [] : [notA('terms.asset', 'an ERC-20 token', file.terms.asset)]),
    ...ruleFindings(file.terms),
    ...file.pins.flatMap((pin, i) => pinFindings(`pins[${i}]`, pin, live[i], words)),
    ...(seller ? poolFindings(file.terms, seller) : []),
  ]
  const check = {
    ...{ findings, product: isListed ? product : undefined, productId, owner, live, words, courtTerms },
    asset: asset ?? UNKNOWN,
  }
  const terms = asset && toTerms(node, file, productId, asset, findings)
  if (!terms) return { ...check, current: undefined, calls: [] }

  const current =
    isListed && product.currentTerms ? await currentOf(node, product.currentTerms, terms, asset) : undefined
  findings.push(...versionFindings(current?.changes ?? []))
  const refusal = await publishing(node, terms, owner, file.product.id === undefined)
  const refused = refusal && fromContracts(refusal, file)
  if (refused && !findings.some(({ path }) => placeOf(path) === placeOf(refused.path))) findings.push(refused)
  return { ...check, current, calls: callsOf(node, file, terms) }
}

/**
 * Subject of a finding: a field, or a pin as a whole, because the contracts name only its first
 * flaw.
 */
const placeOf = (path: string) => path.replace(/\].*/, '')

const notA = (path: string, what: string, address: Hex): Finding => ({
  ...{
    path,
    error: 'ContractNotFoundError',
    message: `There is no ${what.replace(/^an? /, '')} at ${address}.`,
  },
})

export async function assetOf({ client }: Node, address: Hex): Promise<Asset | undefined> {
  const token = { abi: erc20Abi, address } as const
  try {
    const [decimals, symbol] = await probeTogether(client, [
      { ...token, functionName: 'decimals' },
      { ...token, functionName: 'symbol' },
    ])
    return { decimals: decimals as number, symbol: (symbol as string | undefined) ?? 'units' }
  } catch (error) {
    if (isNodeFailure(error)) throw error
    return undefined
  }
}

async function poolAt({ client, deployment }: Node, pool: Hex): Promise<Pool> {
  try {
    return await getPool(client, { pool, deployment })
  } catch (error) {
    if (isNodeFailure(error)) throw error
    throw new UsageError(`There is no pool at ${pool}.`)
  }
}

function productFindings(file: ProductFile, productId: bigint, product: Product | undefined): Finding[] {
  if (product === undefined) return []
  if (product.clusterId === 0n) {
    const message = `Product ${productId} is not listed.`
    return [{ path: 'product.id', error: 'InvalidTerms', message }]
  }
  return (['name', 'clusterId', 'sponsor'] as const).flatMap((field) => {
    const [given, listed] = [file.product[field], product[field]]
    if (given === undefined || String(given).toLowerCase() === String(listed).toLowerCase()) return []
    const message = `Product ${productId} is listed with ${field} "${listed}", not "${given}".`
    return [{ path: `product.${field}`, error: 'InvalidProductError', message }]
  })
}

function pinFindings(path: string, pin: ProductFile['pins'][number], live: Pin | undefined, words: Words) {
  const found: Finding[] = []
  const differs = (field: keyof Pin, message: string) =>
    found.push({ path: `${path}.${field}`, error: 'InvalidPin', message })
  if (!live) differs('target', `There is no code at ${pin.target}.`)
  else {
    if (live.codeHash !== pin.codeHash)
      differs('codeHash', `${pin.target} runs other code, of hash ${live.codeHash}.`)
    if (live.kind !== pin.kind) {
      const is = live.kind === 'proxy' ? `an EIP-1967 proxy of ${live.implementation}` : 'no EIP-1967 proxy'
      differs('kind', `${pin.target} is ${is}.`)
    } else if (live.kind === 'proxy') {
      if (live.implementation?.toLowerCase() !== pin.implementation?.toLowerCase())
        differs('implementation', `${pin.target} points to ${live.implementation}.`)
      if (live.implementationCodeHash !== pin.implementationCodeHash)
        differs(
          'implementationCodeHash',
          `${live.implementation} runs other code, of hash ${live.implementationCodeHash}.`,
        )
    }
  }
  for (const field of ['codeHash', 'implementationCodeHash'] as const) {
    const hash = pin[field]
    if (!hash || words.get(hash)?.length) continue
    const message = `No auditor attests the code ${hash}.`
    found.push({ path: `${path}.${field}`, error: 'AttestationMissing', message })
  }
  return found
}

/** Terms to publish, if the file can be turned into them. */
function toTerms(
  { client, deployment }: Node,
  file: ProductFile,
  productId: bigint,
  { decimals }: Asset,
  findings: Finding[],
): Required<PublishTermsParameters> | undefined {
  try {
    const terms = toPublishTerms({ file, productId, decimals, deployment })
    publishTerms.call(client, { ...terms, deployment })
    return terms as Required<PublishTermsParameters>
  } catch (error) {
    if (!(error instanceof BreakwaterError)) throw error
    const finding = fromContracts(error, file)
    if (!findings.some(({ path }) => path === finding.path)) findings.push(finding)
    return undefined
  }
}

/** Publishes as the owner would, without sending; returns the contracts' refusals. */
async function publishing(
  { client, deployment }: Node,
  terms: PublishTermsParameters,
  owner: Hex,
  isNew: boolean,
): Promise<BreakwaterError | undefined> {
  const code = await withTypedErrors(() => getBytecode(client, { address: terms.resolver }))
  if (!code) return new InvalidProductError('terms.resolver', `is ${terms.resolver}, where there is no code`)
  const { abi, address, functionName, args } = publishTerms.call(client, { ...terms, deployment })
  // Simulates that the product has been listed before.
  const value = `0x${terms.productId.toString(16).padStart(64, '0')}` as const
  const stateOverride = isNew ? [{ address, stateDiff: [{ slot: PRODUCT_COUNT, value }] }] : []
  try {
    await simulateContract(client, { abi, address, functionName, args, account: owner, stateOverride })
    return undefined
  } catch (error) {
    const typed = toBreakwaterError(error)
    if (isNodeFailure(typed) || !(typed instanceof BreakwaterError)) throw typed
    return typed
  }
}

async function currentOf(
  node: Node,
  termsId: bigint,
  next: Required<PublishTermsParameters>,
  nextAsset: Asset,
) {
  const { client, deployment } = node
  const [terms, { pins }] = await Promise.all([
    getTerms(client, { termsId, deployment }),
    getCode(client, { termsId, deployment }),
  ])
  const asset = await assetOf(node, terms.asset)
  const changes = changesBetween(
    { ...termsInWords(terms, asset ?? nextAsset, deployment), ...pinsInWords(pins) },
    { ...termsInWords(next as Terms, nextAsset, deployment), ...pinsInWords(next.pins) },
  )
  return { termsId, changes }
}

function callsOf(
  { client, deployment }: Node,
  file: ProductFile,
  terms: PublishTermsParameters,
): Check['calls'] {
  const publish = publishTerms.call(client, { ...terms, deployment })
  const published = { ...publish, args: { terms: publish.args[0], pins: publish.args[1] } }
  const { id, name, clusterId, sponsor } = file.product
  if (id !== undefined || name === undefined || clusterId === undefined) return [published]
  const list = listProduct.call(client, { name, clusterId, sponsor, deployment })
  const [cluster, by, called] = list.args
  return [{ ...list, args: { clusterId: cluster, sponsor: by, name: called } }, published]
}

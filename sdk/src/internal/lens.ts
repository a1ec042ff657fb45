import {
  type Abi,
  type Address,
  type ContractFunctionArgs,
  type ContractFunctionName,
  type ContractFunctionReturnType,
  concatHex,
  type DecodeFunctionResultParameters,
  decodeFunctionResult,
  type EncodeFunctionDataParameters,
  encodeFunctionData,
  type Hex,
  numberToHex,
  size,
} from 'viem'
import { getBlock, getBlockNumber, readContract } from 'viem/actions'
import { getAction } from 'viem/utils'
import { decodeContractError, isContractError, withTypedErrors } from '../errors/decode.js'
import { NetworkError, TransactionRevertedError } from '../errors/errors.js'
import { readingLensAbi, readingLensCode } from '../generated/lens.js'
import { POOL_TERMS, POOL_TERMS_SLOT } from '../generated/words.js'
import { atBlock, deploymentOf, type ReadClient, type ReadOptions } from './read.js'

type LensAbi = typeof readingLensAbi
type LensName = ContractFunctionName<LensAbi, 'view'>
type LensArgs<name extends LensName> = ContractFunctionArgs<LensAbi, 'view', name>

/** Result of one of the lens's reads. */
export type LensResult<name extends LensName> = ContractFunctionReturnType<LensAbi, 'view', name>

/** What a call on one of many contracts returned: its data, or the data that it reverted with. */
export type Reply = LensResult<'ask'>[number]

/** Place of the flag of sold terms: the lowest bit of the last field. */
const { flags: _, ...BELOW_FLAGS } = POOL_TERMS
const SOLD_BIT = BigInt(Object.values(BELOW_FLAGS).reduce<number>((sum, width) => sum + width, 0))

/** Addresses that the lens needs. */
export function lensProtocol(client: ReadClient, options: ReadOptions) {
  const { factory, coverToken, registry } = deploymentOf(client, options)
  return { factory, coverToken, registry, termsSlot: POOL_TERMS_SLOT, soldBit: SOLD_BIT }
}

/** Address at which a call finds the lens: "reading lens" in bytes. Nothing is there on any chain. */
const LENS: Address = '0x000000000000000072656164696e67206c656e73'

/** Code that creates a contract with the given runtime code. */
const creationCode = (code: Hex): Hex =>
  concatHex(['0x61', numberToHex(size(code), { size: 2 }), '0x80600a3d393df3', code])

/**
 * Makes one read of the lens, whose code is sent along as a state override. For nodes without
 * overrides the call creates the lens first; its result is then at most the 24,576 bytes that code
 * may have.
 */
export async function readLens<name extends LensName>(
  client: ReadClient,
  functionName: name,
  args: LensArgs<name>,
  options: ReadOptions,
): Promise<LensResult<name>> {
  const read = (where: object) =>
    withTypedErrors(() =>
      getAction(
        client,
        readContract,
        'readContract',
      )({ abi: readingLensAbi, functionName, args, ...atBlock(options), ...where } as never),
    )
  const code = readingLensCode as Hex
  try {
    const stateOverride = [...(options.stateOverride ?? []), { address: LENS, code }]
    return (await read({ address: LENS, stateOverride })) as never
  } catch (error) {
    // The protocol's refusals, and nodes that are not there, are the same in another way.
    if (options.stateOverride || hasAnswered(error) || error instanceof NetworkError) throw error
    return (await read({ code: creationCode(code) })) as never
  }
}

const hasAnswered = (error: unknown) => isContractError(error) || error instanceof TransactionRevertedError

/** A read of the lens among others. */
export interface LensCall<name extends LensName> {
  functionName: name
  args: LensArgs<name>
}

/** Makes several reads of the lens in one `eth_call`; each gets an even part of the node's gas. */
export async function readLensTogether<const names extends readonly LensName[]>(
  client: ReadClient,
  calls: { [i in keyof names]: LensCall<names[i]> },
  options: ReadOptions,
): Promise<{ [i in keyof names]: LensResult<names[i]> }> {
  const encoded = calls.map((call) =>
    encodeFunctionData({ abi: readingLensAbi, ...call } as EncodeFunctionDataParameters),
  )
  const results = await readLens(client, 'together', [encoded], options)
  return results.map((data, i) =>
    decodeFunctionResult({ abi: readingLensAbi, functionName: calls[i]?.functionName as LensName, data }),
  ) as never
}

/**
 * Reads pages until none is left. If one page is all, that is one request; otherwise it begins anew
 * at one block, so that all pages belong together.
 */
export async function readPages<page>(
  client: ReadClient,
  read: (from: bigint, options: ReadOptions, before: readonly page[]) => Promise<readonly [page, bigint]>,
  options: ReadOptions,
): Promise<page[]> {
  const [only, more] = await read(0n, options, [])
  if (more === 0n) return [only]
  const at = await pinned(client, options)
  const pages: page[] = []
  for (let from = 0n; ; ) {
    const [page, next] = await read(from, at, pages)
    pages.push(page)
    if (next === 0n) return pages
    from = next
  }
}

/**
 * The options with a block's number, so that several requests see one block. The pending block has
 * none that nodes could be asked for: it stays a tag.
 */
export async function pinned<options extends ReadOptions>(
  client: ReadClient,
  options: options,
): Promise<options> {
  const { blockNumber, blockTag = 'latest' } = options
  if (blockNumber !== undefined || blockTag === 'pending') return options
  const number = await withTypedErrors(async () => {
    if (blockTag === 'latest') return getAction(client, getBlockNumber, 'getBlockNumber')({ cacheTime: 0 })
    return (await getAction(client, getBlock, 'getBlock')({ blockTag })).number
  })
  return { ...options, blockTag: undefined, blockNumber: number }
}

/** Calls in one request: what a node's gas and a reply's size allow. */
const CALLS_AT_ONCE = 200

/**
 * Replies of contracts to calls, in as many requests as their number takes; none if there are no
 * calls. With several requests the options must name a block: {@link pinned}.
 */
export async function askAll(
  client: ReadClient,
  calls: readonly { target: Address; data: Hex }[],
  options: ReadOptions,
): Promise<readonly Reply[]> {
  const replies: Reply[] = []
  for (let i = 0; i < calls.length; i += CALLS_AT_ONCE) {
    const some = calls.slice(i, i + CALLS_AT_ONCE)
    const args = [some.map(({ target }) => target), some.map(({ data }) => data)] as const
    replies.push(...(await readLens(client, 'ask', args, options)))
  }
  return replies
}

/** Result of a call that must not be refused. */
export function resultOf<const abi extends Abi, name extends ContractFunctionName<abi, 'view' | 'pure'>>(
  abi: abi,
  functionName: name,
  reply: Reply | undefined,
): ContractFunctionReturnType<abi, 'view' | 'pure', name> {
  if (!reply?.success) throw refusalOf(reply) ?? new TransactionRevertedError({})
  const parameters = { abi, functionName, data: reply.data } as unknown as DecodeFunctionResultParameters
  return decodeFunctionResult(parameters) as never
}

/** The error with which a call was refused, if it has a name. */
export const refusalOf = (reply: Reply | undefined) =>
  reply && !reply.success ? decodeContractError(reply.data) : undefined

/** Data of a call. */
export const callData = (abi: Abi, functionName: string, args: readonly unknown[] = []): Hex =>
  encodeFunctionData({ abi, functionName, args } as EncodeFunctionDataParameters)

export const isSameAddress = (a: Address, b: Address): boolean => a.toLowerCase() === b.toLowerCase()

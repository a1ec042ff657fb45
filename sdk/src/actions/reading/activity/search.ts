import { type Address, isAddressEqual } from 'viem'
import type { Deployment } from '../../../deployments.js'
import { InvalidParameterError } from '../../../errors/errors.js'
import { startBlockOf } from '../../../internal/logs.js'
import { checkAddress } from '../../../internal/parameters.js'
import { deploymentOf, type ReadClient } from '../../../internal/read.js'
import { begin, resume, type State } from './checkpoint.js'
import { isEventName } from './events.js'
import type { ActivitySearch, ActivityToken } from './types.js'

/** A search whose parameters were checked. */
export interface Search {
  deployment: Deployment
  pool: Address | undefined
  productId: bigint | undefined
  coverId: bigint | undefined
  account: Address | undefined
  eventNames: readonly string[] | undefined
  fromBlock: bigint
  toBlock: bigint | 'latest' | 'safe' | 'finalized'
  tokens: readonly ActivityToken[]
  /** What checkpoints are of. */
  scope: string
}

const TAGS: readonly unknown[] = ['latest', 'safe', 'finalized']

/** Checks what is searched for, and says what is known of it. */
export function prepare(
  client: ReadClient,
  { checkpoint, ...given }: ActivitySearch,
): { search: Search; state: State } {
  const { pool, productId, coverId, account, eventNames, fromBlock, toBlock = 'latest', tokens = [] } = given
  const deployment = deploymentOf(client, given)
  if (pool !== undefined) checkAddress('pool', pool)
  if (account !== undefined) checkAddress('account', account)
  for (const [name, value] of Object.entries({ productId, coverId, fromBlock })) checkNumber(name, value)
  if (!TAGS.includes(toBlock)) checkNumber('toBlock', toBlock, 'must be a bigint, or a block’s tag')
  if (eventNames !== undefined) checkNames(eventNames)
  for (const [i, { address }] of tokens.entries()) checkAddress(`tokens[${i}].address`, address)
  const start = startBlockOf(client, given) ?? fromBlock
  if (start === undefined)
    throw new InvalidParameterError(
      ...(['fromBlock', fromBlock, 'is missing, and the deployment has no start block'] as const),
      'Pass the block of the protocol’s first contract.',
    )
  const { chain } = client
  const scope = JSON.stringify(
    {
      chainId: chain?.id,
      factory: deployment.factory,
      pool,
      account,
      productId,
      coverId,
      eventNames,
      fromBlock,
    },
    (_, value) => (typeof value === 'bigint' ? `${value}` : value),
  )
  const filters = { pool, productId, coverId, account, eventNames, fromBlock: fromBlock ?? start }
  const search = { deployment, ...filters, toBlock, tokens, scope }
  return { search, state: checkpoint === undefined ? begin(start) : resume(checkpoint, scope) }
}

function checkNumber(name: string, value: unknown, problem = 'must be a bigint'): void {
  if (value === undefined) return
  if (typeof value !== 'bigint')
    throw new InvalidParameterError(name, value, problem, 'Write it as bigint: 12n, not 12.')
  if (value < 0n) throw new InvalidParameterError(name, value, 'is below zero')
}

function checkNames(names: readonly unknown[]): void {
  if (!Array.isArray(names) || names.length === 0)
    throw new InvalidParameterError('eventNames', names, 'must be a list of names', 'Leave it out for all.')
  const wrong = names.find((name) => !isEventName(name))
  if (wrong !== undefined)
    throw new InvalidParameterError('eventNames', wrong, `has no event of the protocol in "${String(wrong)}"`)
}

/** The token that amounts of an asset are written in, if it is known. */
export const tokenOf = ({ tokens }: Search, asset: Address | undefined): ActivityToken | undefined =>
  asset && tokens.find(({ address }) => isAddressEqual(address, asset))

import { BreakwaterError } from './base.js'
import { NetworkError } from './errors.js'

/** What a node or a wallet did wrong, or did not want to do; message and hint of each. */
const REASONS = {
  failed: ['The request failed', 'Ask again later, or another node.'],
  answer: ["The node's answer could not be understood", 'Ask another node.'],
  limited: ['The node takes no more requests for now', 'Ask again later, or another node.'],
  unsupported: ['The node or wallet does not know this request', 'Ask another node.'],
  unauthorized: [
    'The node or wallet gives no access',
    'Connect the account, or check the access to the node.',
  ],
  busy: ['The wallet still waits for an earlier request', 'Open the wallet and answer it.'],
  funds: ['The account cannot pay for the gas', "Send the account some of the chain's own coin."],
  nonce: ['The nonce does not fit the account', 'Leave "nonce" to the wallet.'],
  fee: ['The gas or its price does not fit the chain', 'Leave gas and fees to the wallet.'],
} as const

export type NodeErrorReason = keyof typeof REASONS

/**
 * A node or wallet answered with an error of its own, or with nonsense. Nothing is known about what the contract would have
 * said.
 */
export class NodeError extends BreakwaterError {
  declare readonly name: 'NodeError'
  readonly reason: NodeErrorReason
  /** Code of the JSON-RPC error, or the HTTP status, if there was one. */
  readonly code: number | undefined
  /** What it said, without addresses of nodes. */
  readonly details: string | undefined

  constructor(
    reason: NodeErrorReason,
    {
      code,
      details,
      cause,
    }: { code?: number | undefined; details?: string | undefined; cause?: unknown } = {},
  ) {
    const [message, hint] = REASONS[reason]
    super('NodeError', `${message}${details ? `: ${details}` : ''}.`, hint, cause)
    this.reason = reason
    this.code = code
    this.details = details
  }
}

/**
 * Whether it says nothing about a contract: no node was reached, or it failed. An answer of another form can be a contract's.
 */
export const isNodeFailure = (error: unknown): boolean =>
  error instanceof NetworkError || (error instanceof NodeError && error.reason !== 'answer')

/** Facts about a failed request, gathered from an error and its causes. */
export interface Failure {
  names: readonly (string | undefined)[]
  codes: readonly number[]
  /** HTTP statuses. */
  statuses: readonly number[]
  /** All that nodes and wallets said. */
  text: string
}

const UNREACHABLE = /^(HttpRequest|WebSocketRequest|SocketClosed|Timeout|(Provider|Chain)Disconnected)Error$/
/** Answers that are no JSON, or too long. */
const GARBLED = /^SyntaxError|TooLarge/
/** Answers of another form than the request has. */
const MISSHAPEN = /Abi|Decod|Bounds|Bytes|Hex|Integer|^(Type|Range)Error/

/** Codes of JSON-RPC, of EIP-1193 and of HTTP; the last of these that nodes use without being told to. */
const CODES: readonly (readonly [NodeErrorReason, readonly number[]])[] = [
  ['limited', [429, -32005, -32007, -32016, -32029]],
  ['unsupported', [-32601, -32004, 4200]],
  ['unauthorized', [401, 403, 4100]],
  ['busy', [-32002]],
]
const TEXTS: readonly (readonly [NodeErrorReason, RegExp])[] = [
  ['limited', /rate.?limit|too many requests/],
  ['funds', /insufficient (funds|balance)|exceeds transaction sender account balance/],
  ['nonce', /nonce|replacement transaction/],
  ['fee', /underpriced|intrinsic gas|max fee|fee cap|gas limit|priority fee|gas required exceeds/],
]

const REJECTED = /user (rejected|denied|cancel)|(rejected|denied|cancelled) by (the )?user/

/** That a contract's code ran and failed, as the words of nodes tell it. */
const FAILED = /revert|out ?of ?gas|invalid (opcode|jump)|stack (under|over)flow|vm execution|evm error/

/** What kind of failure it is. */
export function kindOf({
  names,
  codes,
  statuses,
  text,
}: Failure): 'rejected' | 'reverted' | 'unreachable' | NodeErrorReason {
  const has = (pattern: RegExp) => names.some((name) => name !== undefined && pattern.test(name))
  const said = text.toLowerCase()
  if (codes.includes(4001) || codes.includes(5000) || REJECTED.test(said)) return 'rejected'
  if (codes.includes(3)) return 'reverted'
  const numbers = [...codes, ...statuses]
  const byCode = CODES.find(([, known]) => known.some((code) => numbers.includes(code)))
  if (byCode) return byCode[0]
  if (has(GARBLED)) return 'answer'
  if (has(UNREACHABLE)) return 'unreachable'
  if (FAILED.test(said) && !said.includes('gas required exceeds')) return 'reverted'
  const byText = TEXTS.find(([, pattern]) => pattern.test(said))
  if (byText) return byText[0]
  return has(MISSHAPEN) ? 'answer' : 'failed'
}

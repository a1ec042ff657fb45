import { encodeErrorResult, type Hex, numberToHex } from 'viem'
import { errorsAbi } from '../../src/abis.js'
import { type Answer, about, changes, does, fails, type Lie, NO_HASH } from './proxy.js'

/** A way in which a node goes wrong, by mistake or on purpose. */
export interface NamedLie {
  name: string
  lie: Lie
  /** What the client waits for in vain. */
  without?: 'everything' | 'answer' | 'block'
}

const says =
  (answer: Answer): Lie =>
  () =>
    answer
const SEND = 'eth_sendRawTransaction'
const RECEIPT = 'eth_getTransactionReceipt'
const CALLS = 'eth_call'
const FILL = 'eth_fillTransaction'
const GAS = 'eth_estimateGas'
const NONCE = 'eth_getTransactionCount'
const BLOCK = 'eth_getBlockByNumber'
const NOWHERE = `0x${'11'.repeat(20)}`
const ZEROS = `0x${'00'.repeat(1024)}`
const ONES = `0x${'ff'.repeat(1024)}`

/** Whatever it is asked. */
const always: NamedLie[] = [
  { name: 'never answers', lie: says('silence'), without: 'everything' },
  { name: 'closes the connection', lie: says('hangUp') },
  { name: 'answers half, then closes', lie: says('half') },
  { name: 'HTTP 429', lie: says({ status: 429, body: 'Too many requests' }) },
  {
    name: 'HTTP 429 with JSON',
    lie: says({ status: 429, body: '{"error":{"code":429,"message":"slow down"}}' }),
  },
  { name: 'HTTP 401', lie: says({ status: 401, body: 'Unauthorized' }) },
  { name: 'HTTP 503', lie: says({ status: 503, body: '<html>Service unavailable</html>' }) },
  { name: 'a web page', lie: says({ body: '<!doctype html><title>Welcome</title>' }) },
  { name: 'an empty body', lie: says({ body: '' }) },
  { name: 'JSON that ends too early', lie: says({ body: '{"jsonrpc":"2.0","id":1,"result":"0x' }) },
  { name: 'twenty megabytes', lie: says({ body: `{"result":"0x${'0'.repeat(20_000_000)}"}` }) },
  { name: '`null`', lie: says({ body: 'null' }) },
  { name: 'a list', lie: says({ body: '[]' }) },
  { name: 'result `null`', lie: says({ result: null }) },
  { name: 'result `{}`', lie: says({ result: {} }) },
  { name: 'result `"0x"`', lie: says({ result: '0x' }) },
  { name: 'result `"zz"`', lie: says({ result: 'zz' }) },
  { name: 'an error that is a text', lie: says({ error: 'failed' } as never) },
  { name: 'an error without a message', lie: says({ error: { code: -32000 } } as never) },
  { name: '-32603 internal error', lie: fails(-32603, 'Internal error') },
  { name: '-32000 header not found', lie: fails(-32000, 'header not found') },
  { name: '-32000 missing trie node', lie: fails(-32000, 'missing trie node 35e9 (path 0a)') },
  { name: '-32005 limit exceeded', lie: fails(-32005, 'limit exceeded') },
  { name: '-32016 over rate limit', lie: fails(-32016, 'over rate limit') },
  { name: '-32601 no such method', lie: fails(-32601, 'the method does not exist') },
  { name: '-32002 already pending', lie: fails(-32002, 'Request already pending') },
  { name: '4100 not authorized', lie: fails(4100, 'not authorized') },
]

const revert = (data: string) => fails(3, 'execution reverted', data)
const known = (errorName: 'PremiumAboveMax' | 'CooldownNotOver', value: bigint) =>
  encodeErrorResult({ abi: errorsAbi, errorName, args: [value] })

/** About calls. */
const calls: NamedLie[] = [
  { name: 'calls return nothing', lie: says({ result: '0x' }) },
  { name: 'calls return zeros', lie: says({ result: ZEROS }) },
  { name: 'calls return ones', lie: says({ result: ONES }) },
  { name: 'calls return a word less', lie: changes<string>((data) => data.slice(0, -64)) },
  { name: 'calls return a word more', lie: changes<string>((data) => `${data}${'ab'.repeat(32)}`) },
  { name: 'calls revert without data', lie: fails(3, 'execution reverted') },
  { name: 'calls revert with another error', lie: revert(known('PremiumAboveMax', 1n)) },
  { name: 'calls revert with a time beyond time', lie: revert(known('CooldownNotOver', 2n ** 255n)) },
  { name: 'calls revert with an unknown error', lie: revert('0xdeadbeef') },
  { name: 'calls revert with half an error', lie: revert(known('PremiumAboveMax', 1n).slice(0, 40)) },
  { name: 'calls run out of gas', lie: fails(-32000, 'out of gas') },
].map(({ name, lie }) => ({ name, lie: about(CALLS, lie) }))

/** Asked for one thing after the other, because the node fills in no transactions. */
const asked =
  (method: string, lie: Lie): Lie =>
  (request, ask) =>
    about(method, lie)(request, ask) ?? about(FILL, fails(-32601, 'the method does not exist'))(request, ask)

const fills = (change: object): Lie =>
  about(
    FILL,
    changes<{ tx: object }>((filled) => ({ ...filled, tx: { ...filled.tx, ...change } })),
  )

/** About what a transaction is made of. */
const making: NamedLie[] = [
  { name: 'far too much gas', lie: asked(GAS, says({ result: numberToHex(2n ** 60n) })) },
  { name: 'far too little gas', lie: asked(GAS, says({ result: numberToHex(30_000) })) },
  { name: 'less gas than any transaction', lie: asked(GAS, says({ result: '0x1' })) },
  { name: 'no estimate of gas', lie: asked(GAS, fails(-32000, 'gas required exceeds allowance (0)')) },
  { name: 'a nonce that is used', lie: asked(NONCE, says({ result: '0x0' })) },
  {
    name: 'a nonce to come',
    lie: asked(
      NONCE,
      changes<Hex>((nonce) => numberToHex(Number(nonce) + 5)),
    ),
    without: 'block',
  },
  { name: 'an enormous nonce', lie: asked(NONCE, says({ result: numberToHex(2n ** 64n) })) },
  {
    name: 'fees that nobody can pay',
    lie: asked(
      BLOCK,
      changes<object>((block) => ({ ...block, baseFeePerGas: numberToHex(10n ** 20n) })),
    ),
  },
  { name: 'no newest block', lie: asked(BLOCK, says({ result: null })) },
  { name: 'another chain', lie: asked('eth_chainId', says({ result: '0x1' })) },
  {
    name: 'fills in another receiver, call and value',
    lie: fills({ to: NOWHERE, input: '0x', value: '0x1' }),
  },
  { name: 'fills in another sender', lie: fills({ from: NOWHERE }) },
  { name: 'fills in another chain', lie: fills({ chainId: '0x1' }) },
  { name: 'fills in too little gas', lie: fills({ gas: numberToHex(30_000) }) },
  { name: 'fills in a used nonce', lie: fills({ nonce: '0x0' }) },
  { name: 'fills in nothing', lie: about(FILL, says({ result: {} })) },
]

/** About sending: it takes the transaction or not, and says something. */
const answers: NamedLie[] = [
  { name: 'takes it, never answers', lie: does('silence'), without: 'answer' },
  { name: 'takes it, closes the connection', lie: does('hangUp') },
  { name: 'takes it, HTTP 429', lie: does({ status: 429, body: 'Too many requests' }) },
  { name: 'takes it, -32603', lie: does({ error: { code: -32603, message: 'Internal error' } }) },
  { name: 'takes it, "already known"', lie: does({ error: { code: -32000, message: 'already known' } }) },
  { name: 'takes it, "nonce too low"', lie: does({ error: { code: -32000, message: 'nonce too low' } }) },
  {
    name: 'takes it, "insufficient funds"',
    lie: does({ error: { code: -32000, message: 'insufficient funds' } }),
  },
  {
    name: 'takes it, "execution reverted"',
    lie: does({ error: { code: 3, message: 'execution reverted' } }),
  },
  { name: 'takes it, tells another hash', lie: does({ result: NO_HASH }) },
  { name: 'takes it, tells no hash', lie: does({ result: null }) },
  { name: 'drops it, tells a hash', lie: says({ result: NO_HASH }), without: 'block' },
  { name: 'drops it, -32603', lie: fails(-32603, 'Internal error') },
  { name: 'drops it, "already known"', lie: fails(-32000, 'already known') },
  {
    name: 'drops it, "insufficient funds"',
    lie: fails(-32000, 'insufficient funds for gas * price + value'),
  },
]
const sending = answers.map((named) => ({ ...named, lie: about(SEND, named.lie) }))

const receipt = (change: (receipt: { logs: object[] }) => unknown): Lie =>
  about(RECEIPT, changes<{ logs: object[] }>(change))

/** About what became of it. */
const receipts: NamedLie[] = [
  { name: 'no receipt, ever', lie: about(RECEIPT, says({ result: null })), without: 'block' },
  { name: 'no receipt, and errors', lie: about(RECEIPT, fails(-32000, 'header not found')) },
  {
    name: 'a receipt of another transaction',
    lie: receipt((found) => ({ ...found, transactionHash: NO_HASH })),
  },
  { name: 'a receipt that says it failed', lie: receipt((found) => ({ ...found, status: '0x0' })) },
  { name: 'a receipt that does not say', lie: receipt((found) => ({ ...found, status: null })) },
  { name: 'a receipt without events', lie: receipt((found) => ({ ...found, logs: [] })) },
  { name: 'a receipt without a list of events', lie: receipt((found) => ({ ...found, logs: null })) },
  {
    name: 'events of another contract',
    lie: receipt(({ logs, ...found }) => ({
      ...found,
      logs: logs.map((log) => ({ ...log, address: NOWHERE })),
    })),
  },
  {
    name: 'events that are cut off',
    lie: receipt(({ logs, ...found }) => ({ ...found, logs: logs.map((log) => ({ ...log, data: '0x' })) })),
  },
]

/** All of them, in the order of the page. */
export const LIES: readonly { title: string; lies: readonly NamedLie[] }[] = [
  { title: 'Whatever it is asked', lies: always },
  { title: 'About calls', lies: calls },
  { title: 'About what a transaction is made of', lies: making },
  { title: 'About sending', lies: sending },
  { title: 'About what became of it', lies: receipts },
]

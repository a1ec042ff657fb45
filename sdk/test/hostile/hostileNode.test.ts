import { readFileSync, writeFileSync } from 'node:fs'
import { inspect } from 'node:util'
import { type Address, createWalletClient, type Hex, http, keccak256, parseUnits } from 'viem'
import { foundry } from 'viem/chains'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { breakwaterActions, isBreakwaterError } from '../../src/index.js'
import type { Persona } from '../../src/testing/index.js'
import { kit } from '../fixture.js'
import { LIES, type NamedLie } from './lies.js'
import { toPage } from './page.js'
import { type ProxyNode, startProxy } from './proxy.js'

const PAGE = new URL('../../../docs/hostile-nodes.md', import.meta.url)
const DAY = 86_400
const usdc = (amount: string) => parseUnits(amount, 6)

/** What somebody wants to do, and the call that says so. */
interface Wish {
  by: Persona
  /** Absent for a quote, which sends nothing. */
  call?: { to: Address; data: Hex }
  act(breakwater: Persona['breakwater'], wait: { timeout: number }): Promise<unknown>
}
type Wishes = Record<'quote' | 'buy' | 'deposit' | 'claim' | 'report' | 'vote', Wish>
const NAMES = ['quote', 'buy', 'deposit', 'claim', 'report', 'vote'] as const

let node: ProxyNode
/** The chain as it was, and with all that the wishes need. */
let clean: Hex
let set: Hex
let wishes: Wishes
/** What the cover really costs. */
let premium: bigint
/** What came of each, by the lie's name and the wish's. */
const cells = new Map<string, string>()

beforeAll(async () => {
  clean = await kit.snapshot()
  node = await startProxy(kit.url)
  wishes = await createWishes()
  set = await kit.snapshot()
})
afterAll(async () => {
  await node.stop()
  await kit.restore(clean)
})

/** A payable claim, a case before a panel, and a product for sale: all that the wishes need. */
async function createWishes(): Promise<Wishes> {
  const { buyer, underwriter, reporter, assessor } = kit.personas
  const claim = await kit.scenarios.payableCase()
  const { panel, ...atPanel } = await kit.scenarios.caseAtPanel()
  const sale = await kit.scenarios.productForSale()
  const { pool, termsId } = sale
  const order = { pool, termsId, amount: usdc('1000'), duration: 90 * DAY }
  const maxPremium = usdc('100')
  const assets = usdc('500')
  for (const [{ breakwater }, amount] of [
    [buyer, maxPremium],
    [underwriter, assets],
  ] as const)
    await breakwater.approveAssetSync({ asset: kit.usdc, pool, amount })
  const now = await kit.now()
  const quote = await buyer.breakwater.getQuote(order)
  premium = quote.premium
  const purchase = { ...order, maxPremium, deadline: now + DAY, maxStart: quote.start + DAY }
  const report = { subject: atPanel.subject, time: now - DAY }
  const vote = { panel, ...atPanel, number: 1n, salt: keccak256('0x01') }
  return {
    quote: { by: buyer, act: (breakwater) => breakwater.getQuote(order) },
    buy: {
      by: buyer,
      call: buyer.breakwater.buyCover.call(purchase),
      act: (breakwater, wait) => breakwater.buyCoverSync({ ...purchase, ...wait }),
    },
    deposit: {
      by: underwriter,
      call: underwriter.breakwater.deposit.call({ pool, assets }),
      act: (breakwater, wait) => breakwater.depositSync({ pool, assets, ...wait }),
    },
    claim: {
      by: buyer,
      call: buyer.breakwater.claimPayout.call(claim),
      act: (breakwater, wait) => breakwater.claimPayoutSync({ ...claim, ...wait }),
    },
    report: {
      by: reporter,
      call: reporter.breakwater.reportIncident.call(report),
      act: (breakwater, wait) => breakwater.reportIncidentSync({ ...report, ...wait }),
    },
    vote: {
      by: assessor,
      call: assessor.breakwater.commitVote.call(vote),
      act: (breakwater, wait) => breakwater.commitVoteSync({ ...vote, ...wait }),
    },
  }
}

/** Milliseconds for a request, by what does not come: long enough for what does come. */
const PATIENCE = { everything: 300, answer: 1500, block: 20_000 }

/** A wallet that has only this node. */
function walletOf({ account }: Persona, without: NamedLie['without']) {
  const transport = http(node.url, { retryCount: 0, timeout: PATIENCE[without ?? 'block'] })
  const client = createWalletClient({ account, chain: foundry, transport, pollingInterval: 20 })
  return client.extend(breakwaterActions({ deployment: kit.deployment })).breakwater as Persona['breakwater']
}

/** What the account has really sent: mined, or waiting at the chain. */
async function sentBy({ account }: Persona, since: bigint) {
  const last = await kit.client.getBlockNumber({ cacheTime: 0 })
  const found = []
  for (let blockNumber = since + 1n; blockNumber <= last; blockNumber++)
    found.push(...(await kit.client.getBlock({ blockNumber, includeTransactions: true })).transactions)
  const { pending, queued } = await kit.client.getTxpoolContent()
  for (const waiting of [pending, queued])
    found.push(...Object.values(waiting).flatMap((byNonce) => Object.values(byNonce)))
  // One that is mined is at the chain's pool for a moment longer.
  const byHash = new Map(found.map((transaction) => [transaction.hash, transaction]))
  return [...byHash.values()].filter(({ from }) => from.toLowerCase() === account.address.toLowerCase())
}

/** Lets somebody have a wish while the node lies, and looks at the chain itself for what came of it. */
async function outcomeOf({ lie, without }: NamedLie, { by, call, act }: Wish): Promise<string> {
  const before = await kit.client.getBlockNumber({ cacheTime: 0 })
  node.tell(lie)
  const wallet = walletOf(by, without)
  const [result, error] = await act(wallet, { timeout: without === 'block' ? 300 : 20_000 }).then(
    (value) => [value as { outcome?: string; hash?: Hex }, undefined],
    (thrown: unknown) => [undefined, thrown],
  )
  node.tell()
  const sent = await sentBy(by, before)
  if (sent.length > 0) await kit.restore(set)

  // Nothing, or once exactly what was meant.
  expect(sent.length).toBeLessThanOrEqual(call ? 1 : 0)
  for (const { to, input, value } of sent)
    expect({ to: to?.toLowerCase(), input, value: BigInt(value) }).toEqual({
      to: call?.to.toLowerCase(),
      input: call?.data,
      value: 0n,
    })
  const [{ hash } = { hash: undefined }] = sent
  if (result) {
    if (!call) return (result as { premium?: bigint }).premium === premium ? 'answers' : 'is deceived'
    expect(result).toMatchObject({ outcome: 'done', hash })
    return 'done'
  }
  if (!isBreakwaterError(error)) throw error
  expect(`${inspect(error, { depth: 20 })}${JSON.stringify(error)}`).not.toMatch(/key-of-the-client/)
  expect(error.message).toMatch(/^[A-Z"].+\.$/s)
  const { outcome, name } = error
  const why = 'reason' in error ? `${name} \`${error.reason}\`` : name
  if (!call) {
    expect(outcome).toBeUndefined()
    return why
  }
  if (outcome === 'refused') {
    expect(hash).toBeUndefined()
  } else {
    expect(['maybeSent', 'pending', 'reverted', 'done']).toContain(outcome)
    // Its own hash, which the chain may not know if the node has dropped the transaction.
    expect(error.hash).toMatch(/^0x[0-9a-f]{64}$/)
    if (hash) expect(error.hash).toBe(hash)
    if (outcome !== 'reverted') expect(`${error.message} ${error.hint}`).not.toMatch(/again/i)
  }
  return `${outcome}: ${why}`
}

describe.each(LIES)('$title', ({ lies }) => {
  test.each(lies)('$name', async (lie) => {
    for (const name of NAMES) {
      cells.set(`${lie.name} ${name}`, await outcomeOf(lie, wishes[name]))
    }
  })
})

test('the page tells what was found', () => {
  expect(LIES.flatMap(({ lies }) => lies).length).toBeGreaterThanOrEqual(45)
  const page = toPage(LIES, NAMES, (lie, name) => cells.get(`${lie} ${name}`) ?? '')
  if (process.env.UPDATE_DOCS) writeFileSync(PAGE, page)
  expect(page, 'Run it with UPDATE_DOCS=1.').toBe(readFileSync(PAGE, 'utf8'))
})

import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { toIncidentId } from '@breakwater/sdk'
import { coverPoolAbi } from '@breakwater/sdk/abis'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { encodeFunctionData, type Hex, multicall3Abi, parseUnits, toHex } from 'viem'
import { openBrowser, violationsOf, Watch } from './browser.js'
import { type Site, startSite } from './site.js'
import { askedOf, installWallet, setRejects, setWalletChain, type WalletOptions } from './wallet.js'
import { weigh } from './weight.js'

const DAY = 86_400
/** Milliseconds in which a page shows what it is waited for, on a busy machine. */
const TIMEOUT = 20_000
/** On every chain at the same address, and on the development chain, too. */
const MULTICALL3 = '0xcA11bde05977b3631167028862bE2a173976CA11'
const usdc = (amount: number) => parseUnits(String(amount), 6)

let site: Site
let browser: Browser
let context: BrowserContext
let page: Page
let watch: Watch
let pristine: Hex
/** What happens between the user's yes and the sending. */
let beforeSend: (() => Promise<void>) | undefined

before(async () => {
  site = await startSite()
  browser = await openBrowser()
  pristine = await site.kit.snapshot()
})

after(async () => {
  await browser?.close()
  await site?.stop()
})

beforeEach(async () => {
  await site.kit.restore(pristine)
  beforeSend = undefined
  context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  page = await context.newPage()
  page.setDefaultTimeout(TIMEOUT)
  watch = new Watch(page, [site.url, site.kit.url])
})

afterEach(async () => {
  await context.close()
  assert.deepEqual(watch.faults, [])
})

const open = (path: string) => page.goto(`${site.url}/#${path}`)
const button = (name: string | RegExp) => page.getByRole('button', { name })
const see = (text: string | RegExp) => page.getByText(text).first().waitFor()

/** Opens the page with a wallet of an account, and connects it. */
async function connect(account: string, path = '/', sendBatch?: WalletOptions['sendBatch']): Promise<void> {
  await installWallet(page, { url: site.kit.url, account, beforeSend: async () => beforeSend?.(), sendBatch })
  await open(path)
  await button('Connect').click()
  await page.getByRole('menuitem', { name: 'Test wallet' }).click()
  await button('Connect').waitFor({ state: 'detached' })
}

/** States that views get into are as accessible as the views are. */
const expectAccessible = async () => assert.deepEqual(await violationsOf(page), [])

const addressOf = (name: keyof Site['kit']['personas']) => site.kit.personas[name].account.address

/** Goes to the product by its address, as who has only that. */
async function findHarbor(): Promise<void> {
  await page.getByLabel('Contract or name').fill(site.world.harbor.target)
  await page.getByRole('link', { name: /Harbor USDC Vault/ }).click()
  await page.getByRole('heading', { name: 'Harbor USDC Vault' }).waitFor()
}

async function order(amount: number): Promise<void> {
  await page.getByLabel('Covered amount').fill(String(amount))
  await see('Checked on the chain')
}

describe('cover', () => {
  it('is quoted and bought, pays after an exploit', async () => {
    const { kit, world } = site
    await connect(addressOf('keeper'))
    await findHarbor()
    await order(20_000)
    const shown = (await page.getByTestId('price').textContent()) ?? ''
    const { premium } = await kit.personas.keeper.breakwater.getQuote({
      ...{ pool: world.core, termsId: world.harbor.termsId, amount: usdc(20_000), duration: 90 * DAY },
    })
    assert.match(shown, new RegExp(`^${(Number(premium) / 1e6).toFixed(2)}\\s`))
    await button('Buy cover').click()
    await see('The cover is yours.')
    const [cover] = await kit.personas.keeper.breakwater.getCovers({ owner: addressOf('keeper') })
    assert.equal(cover?.amount, usdc(20_000))

    // The waiting period passes, and the vault loses two fifths.
    await kit.warpTo((cover?.start ?? 0) + DAY)
    await exploit()
    await page.getByRole('link', { name: 'See the cover' }).click()
    await page.reload()
    await see(/can be claimed/)
    const before = await balanceOf('keeper')
    await button('Claim').click()
    await see(/^Paid:/)
    const paid = (await balanceOf('keeper')) - before
    // 40 % less the deductible of 5 %, and less what the meter allows for rounding.
    assert.ok(paid > usdc(6_990) && paid <= usdc(7_000), `${paid} was paid`)
  })

  for (const path of ['A signature', 'An approval'] as const)
    it(`is paid for with ${path.toLowerCase()}`, async () => {
      await connect(addressOf('keeper'), `/cover/${site.world.harbor.termsId}`)
      await order(1_000)
      await page.getByLabel(path, { exact: true }).check()
      await button('Buy cover').click()
      await see('The cover is yours.')
      const asked = await askedOf(page)
      const count = (method: string) => asked.filter((one) => one === method).length
      assert.equal(count('eth_signTypedData_v4'), path === 'A signature' ? 1 : 0)
      assert.equal(count('eth_sendTransaction'), path === 'A signature' ? 1 : 2)
    })

  it('is paid for in one batch where the wallet can', async () => {
    const { client, personas } = site.kit
    const { account } = personas.keeper
    // The account has delegated to code that makes several calls as the account itself (EIP-7702).
    await client.setCode({ address: account.address, bytecode: `0xef0100${MULTICALL3.slice(2)}` })
    await connect(account.address, `/cover/${site.world.harbor.termsId}`, (calls) => {
      const all = calls.map(({ to, data }) => ({ target: to, allowFailure: false, callData: data }))
      const data = encodeFunctionData({ abi: multicall3Abi, functionName: 'aggregate3', args: [all] })
      return personas.keeper.sendTransaction({ to: account.address, data })
    })
    await order(1_000)
    await page.getByLabel('One batch', { exact: true }).check()
    await button('Buy cover').click()
    await see('The cover is yours.')
    const sent = (await askedOf(page)).filter((method) => /[sS]end|sign/.test(method))
    assert.deepEqual(sent, ['wallet_sendCalls'])
  })

  it('is not bought when the user declines', async () => {
    await connect(addressOf('keeper'), `/cover/${site.world.harbor.termsId}`)
    await order(1_000)
    await setRejects(page, true)
    await button('Buy cover').click()
    await see('You declined it in your wallet')
    await expectAccessible()
    await setRejects(page, false)
    await button('Try again').click()
    await see('The cover is yours.')
    await expectAccessible()
  })

  it('is not bought from another chain, until the wallet is switched', async () => {
    await connect(addressOf('keeper'), `/cover/${site.world.harbor.termsId}`)
    await order(1_000)
    await setWalletChain(page, 1)
    await see('Your wallet is on another chain')
    await expectAccessible()
    assert.equal(await button('Buy cover').isDisabled(), true)
    await button(/^Switch to/).click()
    await button('Buy cover').click()
    await see('The cover is yours.')
  })

  it('is not bought by who has too little', async () => {
    const poor = '0x00000000000000000000000000000000000000aa'
    await site.kit.client.impersonateAccount({ address: poor })
    await connect(poor, `/cover/${site.world.harbor.termsId}`)
    await order(1_000)
    await see(/^Not enough money/)
    assert.equal(await button('Buy cover').isDisabled(), true)
  })

  it('is not bought at a price that has expired', async () => {
    await connect(addressOf('keeper'), `/cover/${site.world.harbor.termsId}`)
    await order(1_000)
    await page.getByLabel('A signature', { exact: true }).check()
    // The user thinks for an hour.
    beforeSend = () => site.kit.warp(3_600)
    await button('Buy cover').click()
    await see('The quote has expired')
    const covers = await site.kit.personas.keeper.breakwater.getCovers({ owner: addressOf('keeper') })
    assert.equal(covers.length, 0)
  })

  it('is extended without a gap', async () => {
    const { keeper } = site.kit.personas
    const held = async () => {
      const covers = await keeper.breakwater.getCovers({ owner: addressOf('buyer'), pool: site.world.core })
      return covers.find(({ amount }) => amount === usdc(80_000))
    }
    const before = await held()
    await connect(addressOf('buyer'), `/covers/${before?.coverId}`)
    await page.getByText('30 days', { exact: true }).click()
    await button('Extend the cover').click()
    await see(/^Protected until .* UTC\.$/)
    assert.equal(((await held())?.end ?? 0) - (before?.end ?? 0), 30 * DAY)
  })

  it('tells when a claim was cancelled in the wallet', async () => {
    const { kit } = site
    await connect(addressOf('buyer'), '/covers')
    await page.getByRole('link', { name: /Tidewater/ }).click()
    await button('Claim').waitFor()
    await kit.client.setAutomine(false)
    try {
      // The page knows what takes its transaction's place by the nonce, which it asks for once that is sent.
      const isKnown = page.waitForResponse(
        (response) => response.request().postData()?.includes('eth_getTransactionByHash') ?? false,
      )
      await button('Claim').click()
      await see('Sent. Waiting for its block …')
      await isKnown
      await replaceByNothing('buyer')
      await kit.client.mine({ blocks: 1 })
      await see('You cancelled the transaction')
    } finally {
      await kit.client.setAutomine(true)
    }
  })
})

describe('capital', () => {
  it('is offered with what the model of risk would charge beside what the pool does', async () => {
    await open(`/pools/${site.world.core}`)
    await see('What the model of risk would charge')
    const row = page.getByRole('row').filter({ hasText: 'Harbor USDC Vault' }).filter({ hasText: '–' })
    const figures = (await row.textContent())?.match(/\d+\.\d/g)?.map(Number) ?? []
    assert.equal(figures.length, 4)
    const [charged = 0, mean = 0, low = 0, high = 0] = figures
    const { products } = await site.kit.personas.keeper.breakwater.getPoolSnapshot({ pool: site.world.core })
    const { rateFloor, rateAtTarget } = products[0]?.curve ?? assert.fail('The pool has no product.')
    assert.ok(Math.abs(charged - Number((rateFloor + rateAtTarget) / 2n) / 1e16) < 0.06, `${charged} %`)
    assert.ok(low > 0 && low < mean && mean < high, figures.join(', '))
  })

  it('is deposited, leaves and is withdrawn', async () => {
    const { kit, world } = site
    await connect(addressOf('assessor'), `/pools/${world.core}`)
    await page.getByLabel('Amount to deposit').fill('50000')
    await button('Deposit').last().click()
    await see('Your capital works from now on.')
    await page.getByText('Leave', { exact: true }).click()
    await button('Ask to leave').click()
    await see('You are in the queue.')
    const { exit } = await kit.personas.keeper.breakwater.getPosition({
      ...{ pool: world.core, account: addressOf('assessor') },
    })
    assert.ok(exit.pending > 0n)
    await kit.warpTo(exit.latest + DAY)
    // Who asked before is settled before.
    await kit.personas.keeper.breakwater.settleRedeemRequestsSync({
      pool: world.core,
      controller: addressOf('sponsor'),
    })
    await page.reload()
    await button('Settle the request').click()
    await see('Settled: the money is set aside for you.')
    const before = await balanceOf('assessor')
    await button('Withdraw').click()
    await see(/^Withdrawn/)
    const back = (await balanceOf('assessor')) - before
    assert.ok(back > usdc(49_000) && back < usdc(51_000), `${back} came back`)
  })
})

describe('development chain', () => {
  it('is clicked through without an extension, from the exploit to the payout', async () => {
    await open('/covers')
    await button('Connect').click()
    await page.getByRole('menuitem', { name: 'Buyer' }).click()
    await button(/loses 40 %/).click()
    await see(/^Two fifths are gone/)
    await see('A case is open: what it pays is being decided.')
    await button('Four days pass').click()
    await see('Time has passed.')
    await button('A day passes').click()
    await page
      .getByRole('link', { name: /Harbor/ })
      .filter({ hasText: 'You can claim' })
      .click()
    await button('Claim').click()
    await see(/^Paid: 28,000\.00/)
  })
})

describe('page', () => {
  it('has a menu of wallets that is accessible', async () => {
    await open('/covers')
    await see('Whose covers?')
    await button('Connect').click()
    await page.getByRole('menuitem', { name: 'Buyer' }).waitFor()
    await expectAccessible()
  })

  it('tells when the node does not answer, and reads again when it does', async () => {
    await page.route(`${site.kit.url}/**`, async (route) => {
      const asked = JSON.parse(route.request().postData() ?? '{}')
      const refuse = ({ id }: { id: number }) => ({
        ...{ jsonrpc: '2.0', id, error: { code: -32005, message: 'rate limited' } },
      })
      await route.fulfill({ json: Array.isArray(asked) ? asked.map(refuse) : refuse(asked) })
    })
    await open('/')
    await see('It could not be read')
    await expectAccessible()
    await page.unroute(`${site.kit.url}/**`)
    await button('Try again').click()
    await see('Harbor USDC Vault')
  })

  it('loads at most 250 kB before its first view, without the wallet library', () => {
    const { page, wallet } = weigh(site.folder)
    console.log(`First load: ${page.toFixed(0)} kB, and ${wallet.toFixed(0)} kB of wagmi and viem.`)
    assert.ok(page > 50 && page <= 250, `${page} kB`)
    assert.ok(wallet > 50, `${wallet} kB: the wallet library is not in its chunk`)
  })
})

async function balanceOf(name: keyof Site['kit']['personas']): Promise<bigint> {
  const { kit } = site
  return kit.client.readContract({
    ...{ address: kit.usdc, abi: coverPoolAbi, functionName: 'balanceOf', args: [addressOf(name)] },
  })
}

/** The covered vault is drained, the meter fires, a case is opened, and nobody contradicts. */
async function exploit(): Promise<void> {
  const { kit, world } = site
  const { keeper, reporter } = kit.personas
  const { meterId = 0n, termsId, target, subject } = world.harbor
  await kit.loseFunds(target, 4n * 10n ** 17n)
  for (let i = 0; i < 4; i++) {
    await keeper.breakwater.observeShareLossSync({ meterId })
    await kit.warp(7_200)
  }
  const { number } = await keeper.breakwater.fireMeterSync({ meterId })
  const which = { pool: world.core, termsId, incidentId: toIncidentId(subject, number) }
  await reporter.breakwater.openCaseSync(which)
  const { endsAt } = await keeper.breakwater.getCourtCase(which)
  await kit.warpTo(endsAt + DAY)
  await keeper.breakwater.applyVerdictSync(which)
}

/** What a wallet's "cancel" does: nothing, with the same nonce, for more gas. */
async function replaceByNothing(name: keyof Site['kit']['personas']): Promise<void> {
  const { kit } = site
  const account = addressOf(name)
  const nonce = await kit.client.getTransactionCount({ address: account, blockTag: 'latest' })
  await kit.client.request({
    method: 'eth_sendTransaction',
    params: [
      {
        ...{ from: account, to: account, value: '0x0', nonce: toHex(nonce), gas: toHex(21_000) },
        ...{ maxFeePerGas: toHex(100n * 10n ** 9n), maxPriorityFeePerGas: toHex(50n * 10n ** 9n) },
      },
    ],
  } as never)
}

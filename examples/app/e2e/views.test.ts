import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { toIncidentId } from '@breakwater/sdk'
import type { Browser, Page } from 'playwright-core'
import { openBrowser, violationsOf, Watch } from './browser.js'
import { type Site, startSite } from './site.js'

/** Where pictures go that are looked at and kept; without `--screenshots` none are taken. */
const PICTURES = fileURLToPath(new URL('../../../docs/app/', import.meta.url))
/** Those that are kept: the others are only looked at. */
const KEPT = [
  'find-1280-light',
  'cover-1280-light',
  'cover-360-dark',
  'covers-360-light',
  'pool-1280-dark',
  'incident-1280-light',
]

/** Each width and each scheme once: no fault needs both. Pictures are of all four. */
const LOOKS = [
  [1280, 'light'],
  [360, 'dark'],
  ...(process.env.SCREENSHOTS
    ? ([
        [1280, 'dark'],
        [360, 'light'],
      ] as const)
    : []),
] as const
/** Milliseconds in which a page shows what it is waited for, on a busy machine. */
const TIMEOUT = 20_000

let site: Site
let browser: Browser

before(async () => {
  site = await startSite()
  browser = await openBrowser()
})

after(async () => {
  await browser?.close()
  await site?.stop()
})

/** A view, as whom it is seen, and what is there when all of it is. */
interface View {
  name: string
  path: string
  /** An account of the development chain; nobody by default. */
  who?: string
  shows: string | RegExp
  /** What is done before it is looked at. */
  before?: (page: Page) => Promise<void>
}

/** All views and their empty states, ordered by who sees them. */
function views(): View[] {
  const { core, harbor, quayside, meridian, tidewater } = site.world
  const incident = (subject: bigint) => `/incidents/${toIncidentId(subject, 1)}`
  const openCover = async (page: Page) => {
    await page.getByRole('link', { name: /Tidewater/ }).click()
    await page.getByRole('img', { name: /^The token/ }).waitFor()
    await page.getByText('What to do next').waitFor()
  }
  const findNothing = async (page: Page) => {
    await page.getByLabel('Contract or name').fill('0x00000000000000000000000000000000000000aa')
    await page.getByText('Nobody covers this').waitFor()
  }
  return [
    { name: 'missing', path: '/nowhere', shows: 'There is no such page' },
    { name: 'find-nothing', path: '/', shows: /^5 products/, before: findNothing },
    { name: 'covers-nobody', path: '/covers', shows: 'Whose covers?' },
    { name: 'incidents', path: '/incidents', shows: /Measured by a meter/ },
    { name: 'covers-none', path: '/covers', who: 'Underwriter', shows: 'No covers yet' },
    { name: 'find', path: '/', who: 'Buyer', shows: /^5 products/ },
    { name: 'cover', path: `/cover/${harbor.termsId}`, who: 'Buyer', shows: 'To leave early' },
    { name: 'cover-stopped', path: `/cover/${quayside.termsId}`, who: 'Buyer', shows: /Not for sale/ },
    { name: 'covers', path: '/covers', who: 'Buyer', shows: /You can claim/ },
    { name: 'cover-details', path: '/covers', who: 'Buyer', shows: /You can claim/, before: openCover },
    { name: 'incident-decided', path: incident(tidewater.subject), who: 'Buyer', shows: /The verdict/ },
    { name: 'pools', path: '/pools', who: 'Sponsor', shows: 'Yours' },
    { name: 'pool', path: `/pools/${core}`, who: 'Sponsor', shows: 'Paid to claims in twelve weeks' },
    { name: 'incident', path: incident(meridian.subject), who: 'Challenger', shows: /Stake behind votes/ },
  ]
}

/** Opens a view as one of the development chain's accounts, without an extension. */
async function show(page: Page, { path, who, shows, before }: View, isConnected: boolean): Promise<void> {
  await page.goto(`${site.url}/#${path}`)
  if (who && !isConnected) {
    await page.getByRole('banner').getByRole('button').last().click()
    await page.getByRole('menuitem', { name: who }).click()
  }
  await page.getByText(shows).first().waitFor()
  await before?.(page)
  await page.waitForLoadState('networkidle')
}

describe('views', () => {
  for (const [width, scheme] of LOOKS)
    it(`are accessible and fit ${width} px, ${scheme}`, async () => {
      const context = await browser.newContext({
        ...{ viewport: { width, height: width === 360 ? 740 : 900 }, colorScheme: scheme },
        ...{ reducedMotion: 'reduce' },
      })
      const page = await context.newPage()
      page.setDefaultTimeout(TIMEOUT)
      const { faults } = new Watch(page, [site.url, site.kit.url])
      let who: string | undefined
      for (const view of views()) {
        await show(page, view, view.who === who)
        who = view.who
        for (const violation of await violationsOf(page)) faults.push(`${view.name}: ${violation}`)
        const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        if (excess > 0) faults.push(`${view.name} is ${excess} px too wide`)
        if (process.env.SCREENSHOTS) await picture(page, `${view.name}-${width}-${scheme}`)
      }
      await context.close()
      assert.deepEqual(faults, [])
    })

  it('can be used by keyboard alone', async () => {
    const page = await browser.newPage()
    await page.goto(`${site.url}/`)
    await page.getByText(/^5 products/).waitFor()
    await page.keyboard.press('Tab')
    assert.equal(await focused(page), 'Skip to the content')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Meridian')
    await page.getByText(/^1 product$/).waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Meridian Bridge' }).waitFor()
    await page.close()
  })
})

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim())

/** A picture of the whole view, small: WebP, which Chromium makes itself. Others than the kept ones go to the temporary folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = KEPT.includes(name) ? PICTURES : '/tmp/breakwater-app/'
  mkdirSync(folder, { recursive: true })
  if (!KEPT.includes(name)) {
    await page.screenshot({ path: `${folder}${name}.png`, fullPage: true })
    return
  }
  const session = await page.context().newCDPSession(page)
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 55 })
  writeFileSync(`${folder}${name}.webp`, Buffer.from(data, 'base64'))
  await page.screenshot({ path: `/tmp/breakwater-app/${name}.png`, fullPage: true })
}

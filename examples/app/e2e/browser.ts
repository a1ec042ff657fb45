import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** Debian's Chromium, or another one on the PATH; CHROMIUM_PATH names it outright. */
function findChromium(): string {
  const { CHROMIUM_PATH, PATH = '' } = process.env
  if (CHROMIUM_PATH) return CHROMIUM_PATH
  const places = PATH.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)))
  const found = places.find((place) => existsSync(place))
  if (!found)
    throw new Error(
      'There is no Chromium on the PATH. On Debian: apt-get install -y chromium; or set CHROMIUM_PATH to one.',
    )
  return found
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none'],
  })
}

/** What axe finds in a page as it stands: a rule, and where it is broken. */
export async function violationsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

/** What a page must not do: kept while a test runs, and looked at when it ends. */
export class Watch {
  readonly faults: string[] = []

  constructor(page: Page, allowed: readonly string[]) {
    page.on('console', (message) => {
      if (message.type() === 'error') this.faults.push(`console: ${message.text()}`)
    })
    page.on('pageerror', (error) => this.faults.push(`error: ${error.message}`))
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url())
      if (protocol === 'data:' || protocol === 'blob:' || allowed.includes(origin)) return
      this.faults.push(`request to ${origin}`)
    })
  }
}

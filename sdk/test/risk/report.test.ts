import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { shippedData } from '../../risk-report/context.js'
import { expectedShortfallOf } from '../../risk-report/frontier.js'
import { makeReport, type Report } from '../../risk-report/report.js'
import { DATA_LIMITS, DEFAULT_CURVE } from '../../src/risk/index.js'
import { PRICING } from '../../src/testing/scenarios/figures.js'

/** Few paths: figures are pinned, not believed. */
const input = { data: shippedData(), paths: 400, pools: 40, seed: 7 }
const DOCS = new URL('../../../docs/', import.meta.url)

let report: Report
beforeAll(async () => {
  report = await makeReport(input)
}, 240_000)

test('the same seed makes the same bytes, and another one makes others', async () => {
  const again = await makeReport(input)
  expect([...again.files.keys()]).toEqual([...report.files.keys()])
  for (const [name, content] of report.files) expect(again.files.get(name) === content, name).toBe(true)
  const other = await makeReport({ ...input, seed: 8 })
  expect(other.files.get('risk.md')).not.toBe(report.files.get('risk.md'))
}, 480_000)

test('headline figures are what they were', () => {
  const { frontier, years, miss, control, sensitivity, buyers } = report.parts
  const digits = (value: number) => Number(value.toPrecision(6))
  const full = frontier.points.find(
    (one) => one.products === 40 && one.leverage === 3.6 && one.severity === 'assumed',
  )
  const [assumed, adverse] = [sensitivity.rows[0], sensitivity.rows.at(-1)]
  const [limited, , , unlimited] = control.rows
  expect({
    frontier: full && [digits(full.plain.return.mean.value), digits(expectedShortfallOf(full.plain))],
    yielding: full && digits(full.yielding.return.mean.value),
    adequacy: [assumed?.diversified, assumed?.monoline, adverse?.diversified].map(
      (one) => one && digits(one.premium.adequacy),
    ),
    control: [limited, unlimited].map((row) => row && digits(expectedShortfallOf(row.result))),
    miss: [digits(miss.miss.expected), miss.miss.test.hazard.incidents],
    years: years.replays[0]?.years.map(({ year, incidents, loss }) => [year, incidents, digits(loss.value)]),
    stress: buyers.stress.map(({ pool, scenario, paid }) => [pool, scenario.name, digits(paid)]),
  }).toMatchInlineSnapshot(`
    {
      "adequacy": [
        1.62957,
        0.661008,
        0.473798,
      ],
      "control": [
        0.148891,
        0.482247,
      ],
      "frontier": [
        0.0482824,
        0.320336,
      ],
      "miss": [
        420.551,
        194,
      ],
      "stress": [
        [
          "diversified",
          "months",
          1,
        ],
        [
          "diversified",
          "cluster",
          1,
        ],
        [
          "diversified",
          "run",
          1,
        ],
        [
          "diversified",
          "decoys",
          1,
        ],
        [
          "diversified",
          "wipe-out",
          0.391604,
        ],
        [
          "monoline",
          "decoys",
          1,
        ],
        [
          "monoline",
          "wipe-out",
          1,
        ],
      ],
      "years": [
        [
          2022,
          47,
          0.0245673,
        ],
        [
          2023,
          92,
          0.0377194,
        ],
        [
          2024,
          82,
          0.0240677,
        ],
        [
          2025,
          46,
          0.00671655,
        ],
        [
          2026,
          66,
          0.00824974,
        ],
      ],
      "yielding": 0.0902137,
    }
  `)
})

test('the page says the limits of the data, shows every plot, and names every default that should change', () => {
  const page = report.files.get('risk.md') ?? ''
  for (const limit of DATA_LIMITS) expect(page).toContain(limit)
  for (const name of report.files.keys()) if (name.endsWith('.svg')) expect(page).toContain(`](${name})`)
  for (const { name, verdict, evidence } of report.parts.defaults.rows) {
    expect(evidence, name).not.toBe('')
    expect(verdict, name).toMatch(/^(kept|\*\*should change\*\*: )/)
  }
  expect(page).not.toMatch(/NaN|undefined|Infinity/)
  expect(DEFAULT_CURVE).toEqual({
    ...{ rateFloor: PRICING.rateFloor, rateAtTarget: PRICING.rateAtTarget },
    ...{ rateMax: PRICING.rateMax, target: PRICING.target },
  })
})

test('the committed page has the sections and the plots of the report', () => {
  const committed = readFileSync(new URL('risk.md', DOCS), 'utf8')
  const titles = (page: string) => page.match(/^## .*$/gm)
  expect(titles(committed)).toEqual(titles(report.files.get('risk.md') ?? ''))
  for (const name of report.files.keys()) expect(existsSync(new URL(name, DOCS)), name).toBe(true)
})

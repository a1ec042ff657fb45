import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  InvalidRiskDataError,
  parseCohort,
  parseExposure,
  parseIncidents,
  parseTvl,
  shippedIncidents,
} from '../../src/risk/index.js'
import { readRiskData } from '../../src/risk/node.js'

const HEAD =
  'date,protocol,chain,loss_usd,technique,source,cause,coverable,recovered_usd,sector,is_bridge,tier,listed_in_defillama'
const row = (change: Partial<Record<string, string>> = {}) => {
  const cells: Record<string, string | undefined> = {
    ...{ date: '2023-03-13', protocol: 'Euler V1', chain: 'Ethereum', loss_usd: '197000000', technique: 'x' },
    ...{ source: 'defihacklabs;defillama', cause: 'logic_bug', coverable: '1', recovered_usd: '5' },
    ...{ sector: 'Lending', is_bridge: '0', tier: 'A', listed_in_defillama: '1', ...change },
  }
  return HEAD.split(',').map((name) => cells[name] ?? '')
}
const text = (...rows: string[][]) => `${[HEAD, ...rows.map((cells) => cells.join(','))].join('\n')}\n`

/** What a parser says of a text: line and message. */
function refusal(parse: () => unknown): { line: number | undefined; message: string } {
  try {
    parse()
  } catch (error) {
    if (error instanceof InvalidRiskDataError) return { line: error.line, message: error.message }
    throw error
  }
  return { line: -1, message: 'was taken' }
}

test('reads incidents, quoted names included', () => {
  const named = row({
    protocol: '"A, ""B"""',
    date: '2023-04-01',
    coverable: '0',
    is_bridge: '1',
    loss_usd: '2.5e6',
  })
  expect(parseIncidents(text(row(), named))).toEqual([
    {
      ...{ date: '2023-03-13', protocol: 'Euler V1', loss: 197_000_000, recovered: 5, cause: 'logic_bug' },
      ...{ sector: 'Lending', coverable: true, isBridge: false, isListed: true },
      sources: ['defihacklabs', 'defillama'],
    },
    expect.objectContaining({ protocol: 'A, "B"', coverable: false, isBridge: true, loss: 2_500_000 }),
  ])
})

test.each([
  ['an empty text', '', undefined, 'is empty'],
  ['no rows', `${HEAD}\n`, undefined, 'has a header and no rows'],
  ['an unknown column', `${HEAD},more\n`, 1, 'has an unknown column "more"'],
  ['a missing column', HEAD.replace(',tier', ''), 1, 'lacks the column "tier"'],
  ['a column twice', `${HEAD},tier\n`, 1, 'names a column twice'],
  ['a short row', text(row(), row().slice(1)), 3, 'has 12 columns instead of 13'],
  ['a negative loss', text(row(), row({ loss_usd: '-1' })), 3, 'has a loss_usd of -1, below 0'],
  ['a malformed number', text(row({ loss_usd: '1 000' })), 2, 'has "1 000" as loss_usd, which is no number'],
  ['an empty number', text(row({ loss_usd: '' })), 2, 'has "" as loss_usd, which is no number'],
  ['a hexadecimal number', text(row({ loss_usd: '0x10' })), 2, 'has "0x10" as loss_usd, which is no number'],
  ['an endless number', text(row({ loss_usd: '1e999' })), 2, 'has a loss_usd that is too large'],
  [
    'more recovered than lost',
    text(row({ loss_usd: '1', recovered_usd: '2' })),
    2,
    'has a recovered_usd of 2, above its loss of 1',
  ],
  [
    'days that go back',
    text(row(), row({ date: '2023-03-12' })),
    3,
    'has the date 2023-03-12, which is before the one above it',
  ],
  [
    'a day that is none',
    text(row({ date: '2023-02-29' })),
    2,
    'has "2023-02-29" as date, which is no day YYYY-MM-DD',
  ],
  ['an unknown cause', text(row({ cause: 'bad_luck' })), 2, 'has "bad_luck" as cause, which is none of'],
  ['an unknown sector', text(row({ sector: 'Casino' })), 2, 'has "Casino" as sector, which is none of'],
  [
    'a flag that is none',
    text(row({ coverable: 'yes' })),
    2,
    'has "yes" as coverable, which is none of 0, 1',
  ],
  ['no name', text(row({ protocol: '' })), 2, 'names no protocol'],
  ['a quote out of place', `${HEAD}\na"b,c\n`, 2, 'is no CSV'],
])('incidents with %s are refused', (_, csv, line, problem) => {
  const { line: at, message } = refusal(() => parseIncidents(csv, 'hacks.csv'))
  expect(at).toBe(line)
  expect(message).toContain(problem)
  expect(message).toContain('hacks.csv')
})

test('series and cohorts are refused with their lines, too', () => {
  const exposure = 'month,adapters_alive,adapters_ever_added,exposure_estimate\n'
  expect(parseExposure(`${exposure}2022-01-01,1,2,3\n`)).toEqual([{ month: '2022-01', protocols: 3 }])
  const of = (rows: string) => refusal(() => parseExposure(exposure + rows))
  expect(of('2022-01-01,1,2,3\n2022-01-01,1,2,3\n')).toMatchObject({ line: 3 })
  expect(of('2022-01-02,1,2,3\n').message).toContain('is not its first day')
  expect(of('2022-01-01,1,2,-3\n')).toMatchObject({ line: 2 })
  const tvl =
    'month,lending_usd,dex_usd,bridge_usd,derivatives_usd,yield_usd,rwa_usd,algo_stables_usd,defi_usd\n'
  expect(parseTvl(`${tvl}2022-01,5,4,3,2,1,0,0,15\n`)).toEqual([
    { month: '2022-01', total: 15, sectors: { Lending: 5, DEX: 4, Bridge: 3, Derivatives: 2, Yield: 1 } },
  ])
  expect(refusal(() => parseTvl(`${tvl}2022-13,5,4,3,2,1,0,0,15\n`))).toMatchObject({ line: 2 })
  expect(refusal(() => parseTvl(`${tvl}2022-01,5,4,3,2,1,-1,0,15\n`))).toMatchObject({ line: 2 })
  const cohort = 'date,protocol,chain,loss_usd,recovered_usd,cause\n'
  expect(parseCohort(`${cohort}2023-03-13,Euler V1,Ethereum,10,4,logic_bug\n`)).toEqual([
    { date: '2023-03-13', protocol: 'Euler V1', loss: 10, recovered: 4, cause: 'logic_bug' },
  ])
  expect(refusal(() => parseCohort(`${cohort}2023-03-13,Euler V1,Ethereum,10,11,logic_bug\n`))).toMatchObject(
    { line: 2 },
  )
})

test('the number of the line is that of the file, whatever stands above', () => {
  const lines = fc.array(fc.constantFrom('good', 'empty', 'quoted'), { maxLength: 20 })
  fc.assert(
    fc.property(lines, (kinds) => {
      const above = kinds.map((kind) =>
        kind === 'empty' ? '' : row(kind === 'quoted' ? { technique: '"two\nlines"' } : {}).join(','),
      )
      const bad = row({ loss_usd: '-7' }).join(',')
      const csv = [HEAD, ...above, bad].join('\n')
      expect(refusal(() => parseIncidents(csv)).line).toBe(csv.split('\n').length)
    }),
    { seed: 1, numRuns: 100 },
  )
})

test('no text makes the reader throw anything else', () => {
  const soup = fc.array(fc.constantFrom(...HEAD, ',', '\n', '"', '1', '-', '2023-01-01', HEAD), {
    maxLength: 60,
  })
  fc.assert(
    fc.property(soup, (parts) => {
      expect(refusal(() => parseIncidents(parts.join(''))).line).not.toBe(-1)
    }),
    { seed: 1, numRuns: 500 },
  )
})

test('the package ships what one source alone allows, and no more', () => {
  const shipped = shippedIncidents()
  expect(shipped).toHaveLength(684)
  expect(new Set(shipped.flatMap(({ sources }) => sources))).toEqual(new Set(['defihacklabs']))
  expect(shipped.map(({ date }) => date)).toEqual(shipped.map(({ date }) => date).sort())
  expect(shipped.find(({ protocol }) => protocol.startsWith('Euler'))).toMatchObject({
    ...{ date: '2023-03-13', loss: 197_000_000, recovered: 197_000_000, coverable: true, isListed: true },
  })
})

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'risk-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

test('a folder is read as a whole, and a file that is missing or wrong is named', async () => {
  await expect(readRiskData(folder)).rejects.toThrow(/defi_exploits\.csv does not exist/)
  const files = {
    'defi_exploits.csv': text(row()),
    'protocol_exposure_monthly.csv':
      'month,adapters_alive,adapters_ever_added,exposure_estimate\n2023-03-01,1,1,9\n',
    'defi_tvl_monthly.csv':
      'month,lending_usd,dex_usd,bridge_usd,derivatives_usd,yield_usd,rwa_usd,algo_stables_usd,defi_usd\n2023-03,1,1,1,1,1,1,1,7\n',
    'curated_cohort_events.csv':
      'date,protocol,chain,loss_usd,recovered_usd,cause\n2023-03-13,E,C,1,0,logic_bug\n',
  }
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  const data = await readRiskData(folder)
  expect(data).toMatchObject({
    incidents: [{ protocol: 'Euler V1' }],
    exposure: [{ protocols: 9 }],
    cohort: [{ loss: 1 }],
  })
  writeFileSync(join(folder, 'defi_exploits.csv'), text(row({ loss_usd: '-1' })))
  await expect(readRiskData(folder)).rejects.toMatchObject({
    ...{ name: 'InvalidRiskDataError', line: 2, file: join(folder, 'defi_exploits.csv') },
  })
})

/**
 * Writes the table of docs/underwriting.md: what underwriters earn in each deployment profile at each utilisation,
 * computed by the SDK's own `/math`. Part of `pnpm generate`; `check` only compares.
 */
import { areaUp, type RateCurve, WAD } from '../../../sdk/src/math/index.ts'
import { generatedSection, main } from '../lib.ts'

/** Default prices: 1.5 % at nothing sold, 3.5 % at 70 %, 30 % when full. */
const CURVE: RateCurve = {
  rateFloor: (WAD * 15n) / 1000n,
  rateAtTarget: (WAD * 35n) / 1000n,
  rateMax: (WAD * 30n) / 100n,
  target: (WAD * 7n) / 10n,
}
/** Manager's and sponsor's fee together, of the premium. */
const FEES = 0.1
/** Cover that a limit of this many cover units stands for: any large number gives the same ratios. */
const LIMIT = 1_000_000n

/** Cover sold at full utilisation, as a multiple of equity. Twenty products of 10 % reach 2; the pool limit is 0.9 × 4. */
const PROFILES = [
  { name: 'monoline', products: 1, share: 1 },
  { name: 'diversified, 20 products', products: 20, share: 0.1 },
  { name: 'diversified, 36 products', products: 36, share: 0.1 },
]

/** Average annual rate of the cover sold from nothing up to `percent` of the limit. */
function averageRate(percent: bigint): number {
  const sold = (LIMIT * percent) / 100n
  return Number(areaUp(CURVE, LIMIT, 0n, sold)) / Number(sold) / 1e15
}

function table(): string {
  const lines = [
    `| utilisation | average price of the cover sold | ${PROFILES.map(({ name }) => name).join(' | ')} |`,
    `|---:|---:|${PROFILES.map(() => '---:|').join('')}`,
  ]
  for (const percent of [10n, 30n, 50n, 70n, 80n, 90n]) {
    const rate = averageRate(percent)
    const yields = PROFILES.map(
      ({ products, share }) =>
        `${(100 * products * share * (Number(percent) / 100) * rate * (1 - FEES)).toFixed(2)} %`,
    )
    lines.push(`| ${percent} % | ${(100 * rate).toFixed(2)} % | ${yields.join(' | ')} |`)
  }
  return lines.join('\n')
}

/** Brings the table up to date, or with `check` only says whether it is. */
export const profileTable = (check: boolean): boolean =>
  generatedSection('docs/underwriting.md', 'profiles', table(), check)

main(import.meta.url, async () => {
  if (profileTable(process.argv.includes('--check'))) return 0
  console.error('The table of docs/underwriting.md is out of date: run "pnpm generate".')
  return 1
})

/**
 * Writes the gas table of README.md, between its two markers, from contracts/snapshots. Part of
 * `pnpm generate`; `--check` only compares.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { generatedSection, main, ROOT } from './lib.ts'

/**
 * The rows. `floor` is the storage arithmetic of a bare contract, measured; `peer` the cheapest
 * comparable operation in a public protocol, measured on the same terms.
 */
const ROWS: {
  label: string
  file: string
  scenario: string
  floor?: number
  peer?: [gas: number, name: string]
}[] = [
  {
    label: 'Create a pool and its vault',
    file: 'pool',
    scenario: 'create a pool',
    peer: [355_000, 'Nexus'],
  },
  {
    label: 'Deploy all that pools share, once',
    file: 'deployment',
    scenario: 'whole deployment',
  },
  {
    label: 'Deposit, repeat',
    file: 'pool',
    scenario: 'deposit, repeat',
    floor: 55_600,
    peer: [111_000, 'Umbrella'],
  },
  {
    label: 'Request an exit, new',
    file: 'pool',
    scenario: 'request redeem, new',
    floor: 65_000,
    peer: [58_000, 'Umbrella, a timestamp only'],
  },
  {
    label: 'Settle one request',
    file: 'pool',
    scenario: 'settle one request, by its controller',
    peer: [82_000, 'Cozy'],
  },
  {
    label: 'Withdraw what is settled',
    file: 'pool',
    scenario: 'withdraw what is settled',
    floor: 49_000,
    peer: [82_000, 'Cozy'],
  },
  {
    label: 'Buy cover, buckets in use',
    file: 'pool',
    scenario: 'buy cover, buckets in use',
    floor: 93_600,
    peer: [442_000, 'Neptune'],
  },
  {
    label: 'Buy cover from two pools, through the router',
    file: 'router',
    scenario: 'buy cover from 2 pools',
  },
  {
    label: 'Create a covered vault',
    file: 'embedding',
    scenario: 'create a covered vault',
  },
  {
    label: 'Deposit into a vault, without cover',
    file: 'embedding',
    scenario: 'deposit, wrapped vault alone',
  },
  {
    label: 'Deposit into a covered vault',
    file: 'embedding',
    scenario: 'deposit, covered vault',
  },
  {
    label: 'Withdraw from a vault, without cover',
    file: 'embedding',
    scenario: 'withdraw, wrapped vault alone',
  },
  {
    label: 'Withdraw from a covered vault',
    file: 'embedding',
    scenario: 'withdraw, covered vault',
  },
  {
    label: 'Sync a covered vault, a first cover',
    file: 'embedding',
    scenario: 'sync, first cover',
  },
  {
    label: 'Renew a cover by mandate',
    file: 'embedding',
    scenario: 'renew a cover by mandate',
  },
  {
    label: 'Extend a cover',
    file: 'pool',
    scenario: 'extend a cover by 30 days',
    peer: [822_000, 'Nexus'],
  },
  {
    label: 'Open a case of a firing',
    file: 'incident',
    scenario: 'open a case of a firing',
    peer: [101_000, 'Cozy, nothing set aside'],
  },
  {
    label: 'Open a case under a bond',
    file: 'court',
    scenario: 'open a case, bonded',
    peer: [256_000, 'Nexus'],
  },
  {
    label: 'Post an answer',
    file: 'court',
    scenario: 'post an answer',
  },
  {
    label: 'Apply a verdict',
    file: 'incident',
    scenario: 'apply a verdict',
    peer: [140_000, 'Cozy, a slash'],
  },
  {
    label: 'Apply a verdict that frees the rest at once',
    file: 'incident',
    scenario: 'apply a verdict that frees the rest at once',
  },
  {
    label: 'Free what is left of a case, later',
    file: 'incident',
    scenario: 'free what is left of a case, after its window',
  },
  {
    label: 'Collect returned shares',
    file: 'incident',
    scenario: 'collect returned shares, collected before',
  },
  {
    label: 'Claim a payout, parametric',
    file: 'incident',
    scenario: 'claim a payout, parametric',
    floor: 56_800,
    peer: [143_000, 'Sherlock'],
  },
  {
    label: 'Claim a payout, one loss among a million',
    file: 'incident',
    scenario: 'claim a payout, proof of loss among a million, word of the ledger in use',
    peer: [532_000, 'Nexus'],
  },
  {
    label: 'Catch-up after an idle year, every bucket full',
    file: 'pool',
    scenario: 'catch-up, one idle year with every bucket full',
    peer: [566_000, 'Nexus, added to a purchase'],
  },
]

const thousands = (value: number) => value.toLocaleString('en-US')

/**
 * EIP-8037 prices new state by the byte. What a new slot, a new account and a byte of code cost today, less the part of it
 * that stays (a rewrite of a slot, the call that creates), and the bytes they count for then.
 */
const STATE_BYTE = 1530
const NEW_STATE = {
  slots: { today: 20_000 - 2_900, bytes: 64 },
  accounts: { today: 32_000 - 9_000, bytes: 120 },
  'bytes of code': { today: 200, bytes: 1 },
}

function snapshot(file: string, scenario: string): number {
  const path = `contracts/snapshots/${file}.json`
  const value = existsSync(join(ROOT, path)) && JSON.parse(readFileSync(join(ROOT, path), 'utf8'))[scenario]
  if (value === undefined || value === false)
    throw new Error(`${path} has no scenario "${scenario}": run "pnpm gas:update", or change ROWS.`)
  return Number(value)
}

/** Gas of a scenario after that repricing, all else being equal. */
function repriced(gas: number, scenario: string): number {
  const more = Object.entries(NEW_STATE).map(
    ([what, { today, bytes }]) => snapshot('newState', `${scenario}, ${what}`) * (bytes * STATE_BYTE - today),
  )
  return more.reduce((sum, one) => sum + one, gas)
}

function table(): string {
  const lines = [
    '| operation | gas | floor | × floor | cheapest peer | new slots | with EIP-8037 |',
    '|---|---:|---:|---:|---|---:|---:|',
  ]
  for (const { label, file, scenario, floor, peer } of ROWS) {
    const gas = snapshot(file, scenario)
    const ratio = floor ? [thousands(floor), (gas / floor).toFixed(2)] : ['', '']
    const cheapest = peer ? `${thousands(peer[0])} (${peer[1]})` : ''
    const state = [snapshot('newState', `${scenario}, slots`), repriced(gas, scenario)].map(thousands)
    lines.push(`| ${[label, thousands(gas), ...ratio, cheapest, ...state].join(' | ')} |`)
  }
  return lines.join('\n')
}

/** Brings the table up to date, or with `check` only says whether it is. */
export const gasTable = (check: boolean): boolean => generatedSection('README.md', 'gas', table(), check)

main(import.meta.url, async () => {
  if (gasTable(process.argv.includes('--check'))) return 0
  console.error('The gas table of README.md is out of date: run "pnpm generate".')
  return 1
})

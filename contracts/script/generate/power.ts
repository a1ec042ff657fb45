/**
 * Who may make each call that changes something. `powerRows.ts` has the rows; this compares them with the ABIs of all that
 * is deployed, and writes the tables of docs/power.md and contracts/test/threats/calls.json: the tests make each of those
 * calls as a stranger, and see whether what the page says is so. Part of `pnpm generate`; `--check` only compares.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildContracts } from '../build.ts'
import { type AbiInput, artifacts, generatedSection, main, ROOT } from '../lib.ts'
import { OPEN_CALLS, OWN_CALLS, PRIVILEGED_CALLS } from './powerRows.ts'

const PAGE = 'docs/power.md'
const ROWS = 'contracts/script/generate/powerRows.ts'
const LIST = 'contracts/test/threats/calls.json'

/** What the calls of one kind share: a table of the page, between markers of that name, and the word for them in the list. */
interface Kind {
  name: string
  /** What the page says of a call, in the columns after its contracts and its name. */
  columns: readonly string[]
  rows: readonly { contracts: string; calls: string; says: readonly string[] }[]
}

const KINDS: readonly Kind[] = [
  {
    name: 'privileged',
    columns: ['who, behind which delay', 'what it can do', 'what it cannot do'],
    rows: PRIVILEGED_CALLS.map(({ who, can, cannot, ...row }) => ({ ...row, says: [who, can, cannot] })),
  },
  {
    name: 'own',
    columns: ['whose, and what'],
    rows: OWN_CALLS.map(({ whose, ...row }) => ({ ...row, says: [whose] })),
  },
  {
    name: 'open',
    columns: ['why that harms nobody'],
    rows: OPEN_CALLS.map(({ harmless, ...row }) => ({ ...row, says: [harmless] })),
  },
]

interface Call {
  selector: string
  /** With the names of what it takes, as `transfer(address to,uint256 amount)`. */
  text: string
}

const typeOf = ({ type, components }: AbiInput): string =>
  components ? type.replace('tuple', `(${components.map(typeOf)})`) : type

const textOf = (input: AbiInput): string => {
  const type = input.components
    ? input.type.replace('tuple', `(${input.components.map(textOf)})`)
    : input.type
  return `${type} ${input.name}`
}

/**
 * Calls that are neither `view` nor `pure`, by contract and by the name that the rows have for each. The second half of a
 * contract's code, `…Segment2`, and its third, `…Segment3`, count as the contract. What has no functions, such as a library, is none.
 */
function deployedCalls(): Map<string, Map<string, Call>> {
  const deployed = artifacts().filter(
    ({ abi, bytecode }) => bytecode.object !== '0x' && abi.some(({ type }) => type === 'function'),
  )
  const names = new Set(deployed.map(({ name }) => name))
  const bySignature = new Map<string, Map<string, Call>>()
  for (const { name, abi, selectors } of deployed) {
    const half = name.replace(/Segment\d$/, '')
    const contract = names.has(half) ? half : name
    const calls = bySignature.get(contract) ?? new Map<string, Call>()
    bySignature.set(contract, calls)
    for (const { type, name: call = type, stateMutability, inputs = [] } of abi) {
      if (stateMutability !== 'nonpayable' && stateMutability !== 'payable') continue
      if (type === 'constructor') continue
      const signature = type === 'function' ? `${call}(${inputs.map(typeOf)})` : type
      calls.set(signature, {
        selector: type === 'function' ? `0x${selectors[signature]}` : '0x',
        text: type === 'function' ? `${call}(${inputs.map(textOf)})` : type,
      })
    }
  }
  const nameOf = (signature: string) => signature.replace(/\(.*/, '')
  return new Map(
    [...bySignature].map(([contract, calls]) => {
      const all = [...calls.keys()].map(nameOf)
      const isOnly = (signature: string) => all.filter((other) => other === nameOf(signature)).length === 1
      return [contract, new Map([...calls].map(([s, call]) => [isOnly(s) ? nameOf(s) : s, call] as const))]
    }),
  )
}

/** Names the kind of each call, as `Contract.call`, and says which rows are wrong. */
function kindsOfCalls(deployed: ReturnType<typeof deployedCalls>) {
  const wrong: string[] = []
  const kinds = new Map<string, string>()
  for (const { name, rows } of KINDS) {
    for (const { contracts, calls } of rows) {
      for (const contract of contracts.split(' ')) {
        for (const call of calls.split(' ')) {
          const id = `${contract}.${call}`
          if (!deployed.get(contract)?.has(call)) wrong.push(`${ROWS} names ${id}, which is not there.`)
          if (kinds.has(id)) wrong.push(`${ROWS} names ${id} twice.`)
          kinds.set(id, name)
        }
      }
    }
  }
  return { kinds, wrong }
}

const inBackticks = (names: string) => names.replace(/\S+/g, '`$&`')

function tableOf({ columns, rows }: Kind): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    line(['contracts', 'calls', ...columns]),
    `|${'---|'.repeat(2 + columns.length)}`,
    ...rows.map(({ contracts, calls, says }) => line([inBackticks(contracts), inBackticks(calls), ...says])),
  ].join('\n')
}

/** Brings the page and the list up to date, or with `check` only compares them. Returns what is wrong. */
export function power(check: boolean): string[] {
  const deployed = deployedCalls()
  const { kinds, wrong } = kindsOfCalls(deployed)
  const list: Record<string, string[]> = {}
  for (const [contract, calls] of deployed) {
    list[contract] = []
    for (const [call, { selector, text }] of calls) {
      const found = kinds.get(`${contract}.${call}`)
      if (found) list[contract]?.push(`${selector} ${found} ${text}`)
      else wrong.push(`${ROWS} does not say who may call ${contract}.${call}.`)
    }
  }
  if (wrong.length) return wrong

  const isCurrent = KINDS.map((kind) => generatedSection(PAGE, kind.name, tableOf(kind), check))
  if (isCurrent.includes(false)) wrong.push(`${PAGE} is out of date: run "pnpm generate".`)
  const page = readFileSync(join(ROOT, PAGE), 'utf8')
  for (const contract of deployed.keys()) {
    if (!page.includes(`\`${contract}\``)) wrong.push(`${PAGE} does not name ${contract}.`)
  }

  const text = `${JSON.stringify(list, null, 2)}\n`
  const file = join(ROOT, LIST)
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return wrong
  if (check) return [...wrong, `${LIST} is out of date: run "pnpm generate".`]
  writeFileSync(file, text)
  return wrong
}

main(import.meta.url, async () => {
  await buildContracts()
  const wrong = power(process.argv.includes('--check'))
  for (const line of wrong) console.error(line)
  return wrong.length ? 1 : 0
})

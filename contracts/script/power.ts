/**
 * docs/power.md says of every call that changes something who may make it. This compares the page with the ABIs of all
 * that is deployed, and writes contracts/test/threats/calls.json from both: the tests make each of those calls as a stranger,
 * and see whether what the page says is so. Part of `pnpm generate`; `--check` only compares.
 *
 * The page has a section a kind of call (`KINDS`). In each row of its tables the first cell names contracts and the second
 * calls, in backticks; a call whose name a contract has twice is named with its types.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildContracts } from './build.ts'
import { type AbiInput, artifacts, main, ROOT } from './lib.ts'

const PAGE = 'docs/power.md'
const LIST = 'contracts/test/threats/calls.json'

/** Headings of the page, and what the list calls them. */
const KINDS: Record<string, string> = {
  '## Privileged calls': 'privileged',
  '## Calls on what is your own': 'own',
  '## Calls open to everybody': 'open',
}

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
 * Calls that are neither `view` nor `pure`, by contract and by the name that the page has for each. The second half of a
 * contract's code, `…Extension`, and the rest, `…Views`, count as the contract. What has no functions, such as a library, is none.
 */
function deployedCalls(): Map<string, Map<string, Call>> {
  const deployed = artifacts().filter(
    ({ abi, initcode }) => initcode !== '0x' && abi.some(({ type }) => type === 'function'),
  )
  const names = new Set(deployed.map(({ name }) => name))
  const bySignature = new Map<string, Map<string, Call>>()
  for (const { name, abi, selectors } of deployed) {
    const half = name.replace(/(Extension|Views)$/, '')
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

const inBackticks = (text = '') => [...text.matchAll(/`([^`]+)`/g)].map(([, inside]) => inside as string)

/** Compares the page with the ABIs; with `check` the list as well, which is else written. Returns what is wrong. */
export function power(check: boolean): string[] {
  if (!existsSync(join(ROOT, PAGE))) return [`There is no ${PAGE}.`]
  const page = readFileSync(join(ROOT, PAGE), 'utf8')
  const deployed = deployedCalls()
  const wrong: string[] = []

  const kinds = new Map<string, string>()
  let kind: string | undefined
  for (const line of page.split('\n')) {
    if (line.startsWith('## ')) kind = KINDS[line.trim()]
    if (!kind || !line.startsWith('|')) continue
    const [, contracts, calls] = line.split('|')
    for (const contract of inBackticks(contracts)) {
      for (const call of inBackticks(calls)) {
        const id = `${contract}.${call}`
        if (!deployed.get(contract)?.has(call)) wrong.push(`${PAGE} names ${id}, which is not there.`)
        if (kinds.has(id)) wrong.push(`${PAGE} names ${id} twice.`)
        kinds.set(id, kind)
      }
    }
  }
  const list: Record<string, string[]> = {}
  for (const [contract, calls] of deployed) {
    if (!page.includes(`\`${contract}\``)) wrong.push(`${PAGE} does not name ${contract}.`)
    list[contract] = []
    for (const [call, { selector, text }] of calls) {
      const found = kinds.get(`${contract}.${call}`)
      if (found) list[contract]?.push(`${selector} ${found} ${text}`)
      else wrong.push(`${PAGE} does not say who may call ${contract}.${call}.`)
    }
  }
  if (wrong.length) return wrong

  const text = `${JSON.stringify(list, null, 2)}\n`
  const file = join(ROOT, LIST)
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return []
  if (check) return [`${LIST} is out of date: run "pnpm generate".`]
  writeFileSync(file, text)
  return []
}

main(import.meta.url, async () => {
  await buildContracts()
  const wrong = power(process.argv.includes('--check'))
  for (const line of wrong) console.error(line)
  return wrong.length ? 1 : 0
})

/**
 * Fails on any warning of solc in contracts/src and contracts/script.
 *
 * Forge cannot: solc gives up after 256 warnings, and the packages alone have more, nearly all about
 * one deprecated comment. So this hands solc our sources and what they import, with that comment
 * blanked in the packages, and asks for the analysis only.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { filesBelow, main, ROOT } from '../lib.ts'

const OURS = ['contracts/src/', 'contracts/script/']
const SOLC = join(ROOT, 'contracts/script/solc.mjs')
const IMPORT = /^\s*import\s[^;]*?["']([^"']+)["']\s*;/gm
const DEPRECATED = /@solidity memory-safe-assembly/g
/** More than that, and solc tells nothing about the rest. */
const TOO_MANY = '4591'

/** Forge's dynamic linking makes a view of what solc alone would have pure: "state mutability can be restricted". */
const EXPECTED = { file: 'contracts/script/ProtocolCode.sol', errorCode: '2018' }

interface Message {
  severity: 'error' | 'warning' | 'info'
  errorCode: string
  formattedMessage: string
  sourceLocation?: { file: string }
}

/** Our sources and, through their imports, those of the packages: path to text. */
function collect(remappings: string[][]): Record<string, { content: string }> {
  const sources: Record<string, { content: string }> = {}
  const queue = OURS.flatMap(filesBelow).filter((file) => file.endsWith('.sol'))
  for (let path = queue.pop(); path; path = queue.pop()) {
    if (sources[path]) continue
    const text = readFileSync(join(ROOT, path), 'utf8')
    sources[path] = { content: path.startsWith('node_modules/') ? text.replace(DEPRECATED, '') : text }
    for (const [, target = ''] of text.matchAll(IMPORT)) {
      const remapping = remappings.find(([prefix = '']) => target.startsWith(prefix))
      if (remapping) queue.push(target.replace(remapping[0] as string, remapping[1] as string))
      else queue.push(posix.join(posix.dirname(path), target))
    }
  }
  return sources
}

main(import.meta.url, async () => {
  const lines = readFileSync(join(ROOT, 'remappings.txt'), 'utf8').trim().split('\n')
  const input = {
    language: 'Solidity',
    sources: collect(lines.map((line) => line.split('='))),
    settings: { remappings: lines, outputSelection: { '*': { '': ['ast'] } } },
  }
  const { stdout, stderr, status } = spawnSync(SOLC, ['--standard-json'], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  })
  if (status !== 0) throw new Error(`solc failed: ${stderr}`)

  const messages: Message[] = JSON.parse(stdout).errors ?? []
  const isExpected = ({ errorCode, sourceLocation }: Message) =>
    errorCode === EXPECTED.errorCode && sourceLocation?.file === EXPECTED.file
  const ours = messages
    .filter((message) => !isExpected(message))
    .filter(
      ({ severity, errorCode, sourceLocation }) =>
        severity === 'error' ||
        errorCode === TOO_MANY ||
        OURS.some((folder) => sourceLocation?.file.startsWith(folder)),
    )
  for (const { formattedMessage } of ours) console.error(formattedMessage)
  return ours.length ? 1 : 0
})

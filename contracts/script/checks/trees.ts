/**
 * Compares each unit test file with the tree beside it: every leaf of X.tree begins with the name of a
 * test of X.t.sol and a colon, and every test has one leaf.
 *
 * An XSuite.sol beside X.t.sol is a part of it: it has the tests that X.t.sol runs against one of
 * several implementations. A tree's first line names a test contract of the file.
 */
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { filesBelow, main, ROOT } from '../lib.ts'

const TESTS = 'contracts/test/unit'

const FUNCTION = /^\s*function ((?:test|invariant)\w*)/gm
const CONTRACT = /^(?:abstract )?contract (\w+)/gm
const LEAF = /^((?:test|invariant)\w*): \S/
const DRAWING = /^[│├└─\s]*/

interface Branch {
  text: string
  /** Line in the tree's file. */
  line: number
  kind: 'contract' | 'inner' | 'leaf'
}

function branches(tree: string): Branch[] {
  const lines = tree.split('\n').flatMap((text, index) => {
    const depth = DRAWING.exec(text)?.[0].length ?? 0
    return text.length > depth ? [{ text: text.slice(depth), line: index + 1, depth }] : []
  })
  return lines.map(({ text, line, depth }, index) => {
    const isLeaf = (lines[index + 1]?.depth ?? 0) <= depth
    return { text, line, kind: index === 0 ? 'contract' : isLeaf ? 'leaf' : 'inner' }
  })
}

function names(source: string, pattern: RegExp): string[] {
  return [...source.matchAll(pattern)].map(([, name = '']) => name)
}

/** What is wrong with a test file's tree, as sentences. */
function differences(file: string, treeFile: string): string[] {
  if (!existsSync(join(ROOT, treeFile))) return [`${file} has no tree: there is no ${basename(treeFile)}.`]
  const suite = file.replace(/\.t\.sol$/, 'Suite.sol')
  const source = [file, suite]
    .filter((path) => existsSync(join(ROOT, path)))
    .map((path) => readFileSync(join(ROOT, path), 'utf8'))
    .join('\n')
  const tests = names(source, FUNCTION)
  const contracts = names(source, CONTRACT)

  const wrong: string[] = []
  const leaves: string[] = []
  for (const { text, line, kind } of branches(readFileSync(join(ROOT, treeFile), 'utf8'))) {
    const place = `${treeFile}:${line}`
    const name = LEAF.exec(text)?.[1]
    if (kind === 'contract') {
      if (!contracts.includes(text)) wrong.push(`${place} names ${text}, which is no contract of ${file}.`)
    } else if (kind === 'inner') {
      if (name) wrong.push(`${place} names ${name} and has branches: a test stands at a leaf.`)
    } else if (!name) {
      wrong.push(`${place} has a leaf that begins with no test's name and a colon: "${text}".`)
    } else {
      if (!tests.includes(name)) wrong.push(`${place} names ${name}, which is no test of ${file}.`)
      leaves.push(name)
    }
  }
  for (const test of new Set(tests)) {
    const [wanted, found] = [tests, leaves].map((list) => list.filter((name) => name === test).length)
    if (found === 0) wrong.push(`${treeFile} has no leaf for ${test} of ${file}.`)
    else if (found !== wanted)
      wrong.push(`${treeFile} has ${found} leaves for ${test}; ${file} has ${wanted} of it.`)
  }
  return wrong
}

main(import.meta.url, async () => {
  const files = filesBelow(TESTS)
  const treeOf = new Map(
    files
      .filter((file) => file.endsWith('.t.sol'))
      .map((file) => [file, file.replace(/\.t\.sol$/, '.tree')] as const),
  )
  if (treeOf.size === 0) throw new Error(`There is no test in ${TESTS}.`)
  const wrong = [...treeOf].flatMap(([file, tree]) => differences(file, tree))
  const known = new Set(treeOf.values())
  for (const file of files)
    if (file.endsWith('.tree') && !known.has(file)) wrong.push(`${file} has no test file.`)

  for (const sentence of wrong) console.error(sentence)
  if (wrong.length === 0) console.log(`${treeOf.size} test files, each with the tree of its tests.`)
  return wrong.length ? 1 : 0
})

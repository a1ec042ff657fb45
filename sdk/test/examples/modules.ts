import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import * as viem from 'viem'
import * as deploy from '../../src/deploy/index.js'
import * as errors from '../../src/errors/index.js'
import * as sdk from '../../src/index.js'
import * as math from '../../src/math/index.js'
import * as node from '../../src/node/index.js'
import * as query from '../../src/query/index.js'
import * as react from '../../src/react/index.js'
import * as risk from '../../src/risk/index.js'
import * as riskNode from '../../src/risk/node.js'
import * as testing from '../../src/testing/index.js'
import type { Example } from './read.js'

const SDK = fileURLToPath(new URL('../..', import.meta.url))

const RISK = { name: '@breakwater/sdk/risk', exports: risk }

/** Entries of the package by the folder of their sources. What an example does not import comes from its own, or the main one. */
const ENTRIES: Record<string, { name: string; exports: object }> = {
  'sdk/src/deploy/': { name: '@breakwater/sdk/deploy', exports: deploy },
  'sdk/src/errors/': { name: '@breakwater/sdk/errors', exports: errors },
  'sdk/src/math/': { name: '@breakwater/sdk/math', exports: math },
  'sdk/src/node/': { name: '@breakwater/sdk/node', exports: node },
  'docs/react.md': { name: '@breakwater/sdk/react', exports: react },
  'sdk/src/query/': { name: '@breakwater/sdk/query', exports: query },
  'sdk/src/react/': { name: '@breakwater/sdk/react', exports: react },
  'sdk/src/risk/node.ts': { name: '@breakwater/sdk/risk/node', exports: riskNode },
  'sdk/src/risk/': RISK,
  'sdk/src/testing/': { name: '@breakwater/sdk/testing', exports: testing },
}
const MAIN = { name: '@breakwater/sdk', exports: sdk }
const VIEM = { name: 'viem', exports: viem }

/** An example as a module whose default export takes what it leaves out. */
export interface ExampleModule extends Example {
  text: string
  /** What it takes, and does not declare itself later on. */
  needed: string[]
}

const endingOf = (isPage: boolean) => (isPage ? 'tsx' : 'ts')

/** Names that code uses, and those that it declares itself. */
function namesOf({ code, isPage }: Example) {
  const [used, declared, imports] = [new Set<string>(), new Set<string>(), [] as ts.ImportDeclaration[]]
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) imports.push(node)
    if (ts.isIdentifier(node)) {
      const { parent } = node
      const isDeclared =
        (ts.isVariableDeclaration(parent) || ts.isBindingElement(parent) || ts.isParameter(parent)) &&
        parent.name === node
      const isMember =
        (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) && parent.name === node
      const isRenamed = ts.isBindingElement(parent) && parent.propertyName === node
      if (isDeclared || ts.isImportSpecifier(parent)) declared.add(node.text)
      else if (!isMember && !isRenamed) used.add(node.text)
    }
    ts.forEachChild(node, visit)
  }
  const file = ts.createSourceFile(`example.${endingOf(isPage)}`, code, ts.ScriptTarget.ES2022, true)
  visit(file)
  return { used, declared, imports: imports.map((node) => node.getText(file)) }
}

/** Makes a module of an example: its first line is added, and the rest is the example's text. */
export function toModule(example: Example, given: ReadonlySet<string>): ExampleModule {
  const { used, declared, imports } = namesOf(example)
  const imported = imports.join('\n')
  const [, own = MAIN] = Object.entries(ENTRIES).find(([folder]) => example.file.startsWith(folder)) ?? []
  const from = new Map<string, string[]>()
  const taken: string[] = []
  for (const name of used) {
    const entry = [own, MAIN, VIEM, RISK].find(({ exports }) => name in exports)
    if (new RegExp(`\\b${name}\\b`).test(imported)) continue
    if (given.has(name)) taken.push(name)
    else if (entry) from.set(entry.name, [...(from.get(entry.name) ?? []), name])
  }
  const head = [
    ...imports.map((text) => text.replaceAll('\n', ' ')),
    ...[...from].map(([name, names]) => `import { ${names.join(', ')} } from '${name}'`),
    "import type { Given } from './given.js'",
    `export default async ({ ${taken.join(', ')} }: Given) => {{`,
  ].join('; ')
  const body = imports.reduce((code, text) => code.replace(text, text.replace(/[^\n]/g, '')), example.code)
  const needed = taken.filter((name) => !declared.has(name))
  return { ...example, needed, text: `${head}\n${body}}}\n` }
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  ...{ strict: true, noEmit: true, skipLibCheck: true, resolveJsonModule: true, allowJs: true },
  jsx: ts.JsxEmit.ReactJSX,
  types: ['node'],
  typeRoots: [`${SDK}../node_modules/@types`],
  baseUrl: SDK,
  paths: {
    '@breakwater/sdk': ['src/index.ts'],
    '@breakwater/sdk/testing/*': ['src/testing/*.ts'],
    '@breakwater/sdk/*': ['src/*/index.ts', 'src/*.ts'],
  },
}

/** Compiles all modules in one program; every fault with the place of the example's line. */
export function compile(modules: readonly ExampleModule[]): string[] {
  const folder = `${SDK}test/examples`
  const texts = new Map(
    modules.map(({ text, isPage }, i) => [`${folder}/example${i}.${endingOf(isPage)}`, text]),
  )
  const host = ts.createCompilerHost(OPTIONS)
  const { fileExists, readFile, getSourceFile } = host
  host.fileExists = (path) => texts.has(path) || fileExists(path)
  host.readFile = (path) => texts.get(path) ?? readFile(path)
  host.getSourceFile = (path, version, ...rest) => {
    const text = texts.get(path)
    return text === undefined
      ? getSourceFile(path, version, ...rest)
      : ts.createSourceFile(path, text, version)
  }
  const program = ts.createProgram([...texts.keys()], OPTIONS, host)
  return [...texts.keys()].flatMap((path, i) => {
    const source = program.getSourceFile(path)
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
    return found.map(({ start = 0, messageText }) => {
      const { file = '', line = 0, about } = modules[i] ?? {}
      const at = line - 1 + (source?.getLineAndCharacterOfPosition(start).line ?? 0)
      return `${file}:${at} (${about}): ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
    })
  })
}

/** Runs a module; `load` returns what it imports. */
export async function runModule(
  { text, isPage }: ExampleModule,
  load: (name: string) => unknown,
  given: object,
): Promise<void> {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { ...OPTIONS, module: ts.ModuleKind.CommonJS },
    fileName: `example.${endingOf(isPage)}`,
  })
  const exports: { default?: (given: object) => Promise<void> } = {}
  const quiet = { log: (...words: unknown[]) => void words.map(String) }
  new Function('require', 'exports', 'console', outputText)(load, exports, quiet)
  await exports.default?.(given)
}

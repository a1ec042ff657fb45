/**
 * Mutation run, the last part of `pnpm test:deep`: builds wrong changes into a copy of the contracts, each behind a switch,
 * and wants a test to fail on each. Prints a line for each and fails if one survives. Works in a temporary folder, which is
 * gone afterwards, however this ends.
 */
import { createHash, randomInt } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { availableParallelism, constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { main } from './lib.ts'
import type { Node } from './mutation/ast.ts'
import { stopAll } from './mutation/children.ts'
import { EQUIVALENTS } from './mutation/equivalents.ts'
import { MEANING } from './mutation/meaning.ts'
import { type Mutant, nameMutants } from './mutation/mutant.ts'
import { changesOf, Declarations } from './mutation/operators.ts'
import { buildCopy, buildTests, copyCopy, remove, Sources } from './mutation/project.ts'
import { changeOf } from './mutation/replacement.ts'
import { isInRoom } from './mutation/rooms.ts'
import { INVARIANTS, runSuites, suites } from './mutation/suites.ts'

const HELP = `Usage: pnpm mutate [options] [word...]

Changes copies of the contracts in wrong ways and wants a test to fail on each change.
Words choose sources: part of a file's path below contracts/src. Without words, all.

Options:
  --count N    how many random mutants (default 100); mutants of meaning come on top
  --seed S     draws the same random mutants again, and gives tests the same inputs
  --sample     a small fixed part of both kinds
  --id ID      only this mutant; may be repeated
  --workers N  runs at a time (default: as many as there are cores)
  --list       prints what would be run, and runs nothing
  --help       prints this
`

export interface Options {
  words?: string[]
  count?: number
  seed?: string
  sample?: boolean
  ids?: string[]
  workers?: number
  list?: boolean
}

const SAMPLE = { seed: '1', count: 24 }
/** So many files at a time learn what they take without a mutant. */
const PART = 8
/** So many files that killed most mutants of a source are tried first on its next one. */
const FAVOURITES = 2
/** Files of tests that take longer come later. */
const LONG_SECONDS = 25
/** A run that takes so many times as long as without a mutant will not end. */
const PATIENCE = 5
const LEAST_PATIENCE_SECONDS = 30

/** Every mutant there is. */
async function allMutants(sources: Sources): Promise<{ random: Mutant[]; meaning: Mutant[] }> {
  const trees = await sources.trees()
  const declarations = new Declarations(trees.values())
  const random = sources.own.flatMap((file) => {
    const text = sources.textOf(file)
    return nameMutants(changesOf(file, text, trees.get(file) as Node, declarations), text)
  })
  const names = new Map(sources.own.map((file) => [file.replace(/^.*\/|\.sol$/g, ''), file]))
  const meaning = MEANING.flatMap((replacement) => {
    const file = names.get(replacement.source)
    if (!file) throw new Error(`There is no source ${replacement.source} for its mutants of meaning.`)
    const text = sources.textOf(file)
    return nameMutants([changeOf(file, text, trees.get(file) as Node, replacement)], text)
  })
  return { random, meaning }
}

/** The first of an order that depends on a seed and on each mutant alone: edits elsewhere change nothing in it. */
function draw(mutants: Mutant[], count: number, seed: string): Mutant[] {
  const rank = ({ id }: Mutant) => createHash('sha256').update(`${seed} ${id}`).digest('hex')
  const ranked = mutants
    .map((mutant) => [rank(mutant), mutant] as const)
    .sort((a, b) => (a[0] < b[0] ? -1 : 1))
  return ranked.slice(0, count).map(([, mutant]) => mutant)
}

function choose(all: { random: Mutant[]; meaning: Mutant[] }, options: Options, seed: string): Mutant[] {
  const { words = [], count = options.sample ? SAMPLE.count : 100, ids = [] } = options
  const known = new Map([...all.random, ...all.meaning].map((mutant) => [mutant.id, mutant]))
  for (const { id, what } of EQUIVALENTS)
    if (!known.has(id))
      throw new Error(`contracts/script/mutation/equivalents.ts names a mutant that is gone: ${id}, ${what}.`)
  const strange = ids.find((id) => !known.has(id))
  if (strange) throw new Error(`There is no mutant ${strange}.`)
  if (ids.length) return ids.map((id) => known.get(id) as Mutant)

  const isChosen = ({ file }: Mutant) =>
    !words.length || words.some((word) => file.replace('contracts/src/', '').includes(word))
  const equivalent = new Set(EQUIVALENTS.map(({ id }) => id))
  const random = all.random.filter((mutant) => isChosen(mutant) && !equivalent.has(mutant.id))
  const meaning = all.meaning.filter(isChosen)
  if (!random.length && !meaning.length)
    throw new Error(`No source with a mutant matches ${words.join(' or ')}.`)
  if (options.sample) return draw([...random, ...meaning], count, seed)
  return [...draw(random, count, seed), ...meaning]
}

/** Calls for each item in turn, as many at a time as there are workers; an error ends all. */
async function spread<T>(
  workers: string[],
  items: T[],
  body: (item: T, worker: string) => Promise<void>,
): Promise<void> {
  const left = [...items]
  await Promise.all(
    workers.map(async (worker) => {
      for (let item = left.shift(); item !== undefined; item = left.shift()) await body(item, worker)
    }),
  )
}

/** Runs mutants in the copies, on ever more tests: most die of the nearest ones. */
class Runner {
  readonly #copies: string[]
  readonly #seed: string
  /** Seconds of each file without a mutant. */
  readonly #seconds = new Map<string, number>()
  /** Source to files of tests, to how many of its mutants each has killed. */
  readonly #killers = new Map<string, Map<string, number>>()

  constructor(copies: string[], seed: string) {
    this.#copies = copies
    this.#seed = seed
  }

  /** The mutants that survive. */
  async run(mutants: Mutant[]): Promise<Mutant[]> {
    const isLong = (file: string) => (this.#seconds.get(file) ?? 0) > LONG_SECONDS
    const isLast = (file: string) => file.startsWith(INVARIANTS)
    const isNear = (file: string, mutant: Mutant) => !isLast(file) && isInRoom(mutant.file, file)
    const stages: [name: string, files: (file: string, mutant: Mutant) => boolean][] = [
      ['near tests', (file, mutant) => isNear(file, mutant) && !isLong(file)],
      [
        'all other tests but long ones',
        (file, mutant) => !isLast(file) && !isNear(file, mutant) && !isLong(file),
      ],
      ['long tests', (file) => !isLast(file) && isLong(file)],
      ['long invariants', isLast],
    ]
    let left = mutants
    for (const [name, belongs] of stages) {
      if (left.length === 0) break
      await this.#learn(suites().filter((file) => left.some((mutant) => belongs(file, mutant))))
      console.log(`${left.length} mutants on ${name}, which pass without a mutant.`)
      const survivors: Mutant[] = []
      await spread(this.#copies, left, async (mutant, copy) => {
        const start = Date.now()
        const files = suites().filter((file) => belongs(file, mutant))
        const killer = await this.#killer(mutant, files, copy)
        if (!killer) survivors.push(mutant)
        const seconds = ((Date.now() - start) / 1000).toFixed(1)
        const by = killer ?? `not by ${name}`
        console.log(`${killer ? 'killed' : 'alive '} ${describe(mutant)} (${by}, ${seconds} s)`)
      })
      left = survivors
    }
    return left
  }

  /** Learns what files take without a mutant; throws where a test fails. */
  async #learn(files: string[]): Promise<void> {
    const unknown = files.filter((file) => !this.#seconds.has(file))
    const count = Math.min(unknown.length, Math.max(this.#copies.length, Math.ceil(unknown.length / PART)))
    const parts = Array.from({ length: count }, (_, part) =>
      unknown.filter((_, index) => index % count === part),
    )
    await spread(this.#copies, parts, async (part, copy) => {
      const { killer, seconds } = await runSuites(copy, part, { seed: this.#seed })
      if (killer) throw new Error(`Without any mutant this fails: ${killer.test}.`)
      for (const file of part) this.#seconds.set(file, seconds.get(file) ?? 0)
    })
  }

  /** The test that kills a mutant; nothing where it survives. */
  async #killer(mutant: Mutant, files: string[], copy: string): Promise<string | undefined> {
    const kills = this.#killers.get(mutant.file) ?? new Map<string, number>()
    this.#killers.set(mutant.file, kills)
    const favourites = files
      .filter((file) => kills.has(file))
      .sort((a, b) => (kills.get(b) ?? 0) - (kills.get(a) ?? 0))
      .slice(0, FAVOURITES)
    for (const part of [favourites, files.filter((file) => !favourites.includes(file))]) {
      if (part.length === 0) continue
      const usual = part.reduce((sum, file) => sum + (this.#seconds.get(file) ?? 0), 0)
      const limit = Math.max(LEAST_PATIENCE_SECONDS, PATIENCE * usual)
      const { killer } = await runSuites(copy, part, { mutant, seed: this.#seed, limit, failFast: true })
      if (killer?.file) kills.set(killer.file, (kills.get(killer.file) ?? 0) + 1)
      if (killer) return killer.test
    }
    return undefined
  }
}

const describe = ({ id, file, line, where, operator, change }: Mutant) =>
  `${id} ${file.replace('contracts/src/', '')}:${line} ${where}: ${operator}: ${change}`

const since = (start: number) => `${Math.round((Date.now() - start) / 1000)} s`

/** Runs mutants. True when each was killed. */
export async function mutate(options: Options = {}): Promise<boolean> {
  const seed = options.seed ?? (options.sample ? SAMPLE.seed : String(randomInt(1_000_000)))
  const sources = new Sources()
  const all = await allMutants(sources)
  const chosen = choose(all, options, seed)
  console.log(
    `Seed ${seed}: ${chosen.length} mutants, of ${all.random.length} random ones and ${all.meaning.length} of meaning.`,
  )
  if (options.list) {
    for (const mutant of chosen) console.log(describe(mutant))
    return true
  }

  let start = Date.now()
  await buildTests()
  console.log(`Tests are compiled (${since(start)}).`)
  const folder = mkdtempSync(join(tmpdir(), 'breakwater-mutants-'))
  const leave = () => {
    stopAll()
    remove(folder)
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  const onSignal = (signal: NodeJS.Signals) => {
    leave()
    process.exit(128 + constants.signals[signal])
  }
  for (const signal of signals) process.on(signal, onSignal)
  try {
    start = Date.now()
    const copies = Array.from({ length: options.workers ?? availableParallelism() }, (_, n) =>
      join(folder, String(n)),
    )
    const { mutants, refused, recompiled } = await buildCopy(copies[0] as string, sources, chosen)
    for (const copy of copies.slice(1)) copyCopy(copies[0] as string, copy)
    console.log(
      `Mutants are built in, ${recompiled} files of tests compiled with them, ${refused.size} mutants refused by the compiler (${since(start)}).`,
    )
    for (const [mutant, why] of refused) console.log(`refused ${describe(mutant)} (${why})`)
    const broken = [...refused.keys()].find(({ operator }) => operator === 'meaning')
    if (broken) throw new Error(`This mutant of meaning does not compile: ${describe(broken)}.`)
    start = Date.now()
    const survivors = await new Runner(copies, seed).run(mutants)
    const rate = ((100 * (mutants.length - survivors.length)) / mutants.length).toFixed(1)
    console.log(
      `${mutants.length - survivors.length} of ${mutants.length} mutants killed, ${rate} % (${since(start)}).`,
    )
    for (const mutant of survivors) console.log(`SURVIVED ${describe(mutant)}`)
    return survivors.length === 0
  } finally {
    leave()
    for (const signal of signals) process.off(signal, onSignal)
  }
}

function wholeNumber(name: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,6}$/.test(text) || Number(text) < least)
    throw new Error(`--${name} takes a whole number from ${least} on, not "${text}".`)
  return Number(text)
}

function parsed(args: string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  try {
    return parseArgs({
      args: args.filter((arg) => arg !== '--'),
      allowPositionals: true,
      options: {
        count: text,
        seed: text,
        sample: flag,
        id: { type: 'string', multiple: true },
        workers: text,
        list: flag,
        help: { ...flag, short: 'h' },
      },
    })
  } catch (error) {
    // The first of its sentences; the others are about quoting.
    throw new Error(`${(error as Error).message.split('. ')[0]?.replace(/\.?$/, '')}; see --help.`)
  }
}

function optionsOf(args: string[]): Options | undefined {
  const { values, positionals } = parsed(args)
  if (values.help) return undefined
  const count = wholeNumber('count', values.count, 0)
  const workers = wholeNumber('workers', values.workers, 1)
  const seed = wholeNumber('seed', values.seed, 0)
  return {
    words: positionals,
    ids: values.id ?? [],
    ...(count !== undefined && { count }),
    ...(workers && { workers }),
    ...(seed !== undefined && { seed: String(seed) }),
    ...(values.sample && { sample: true }),
    ...(values.list && { list: true }),
  }
}

main(import.meta.url, async () => {
  const options = optionsOf(process.argv.slice(2))
  if (options) return (await mutate(options)) ? 0 : 1
  console.log(HELP)
  return 0
})

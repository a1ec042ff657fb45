/**
 * `pnpm bench`: the SDK's figures in one table: time of an offline quote, sizes of bundles, the compiler's work on a client's
 * types, a loss table of a million lines, a simulation of a pool's risk, ten thousand covers, and the test kit's start. Fails if one is above its limit;
 * `--update` also writes the table into the README. Other work on the machine changes the last digits of times.
 */
import { join } from 'node:path'
import { build } from './build.ts'
import { generatedSection, main, ROOT, run } from './lib.ts'

const SDK = join(ROOT, 'sdk')

interface Figure {
  name: string
  value: number
  limit: number
  unit: string
}

async function outputOf(command: string, args: string[]): Promise<string> {
  const { code, output } = await run(command, args, { cwd: SDK, output: 'hide' })
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${output}`)
  return output
}

/** The JSON that a file of sdk/bench prints last. */
async function measured(file: string): Promise<Record<string, number>> {
  const output = await outputOf(process.execPath, ['--import', 'tsx', `bench/${file}.ts`])
  return JSON.parse(output.trim().split('\n').at(-1) as string)
}

async function quoteFigures(): Promise<Figure[]> {
  const { quote = 0 } = await measured('quote')
  return [{ name: 'an offline quote', value: quote, limit: 5, unit: 'µs' }]
}

async function sizeFigures(): Promise<Figure[]> {
  const output = await outputOf(join(SDK, 'node_modules/.bin/size-limit'), ['--json'])
  const sizes: { name: string; size: number; sizeLimit: number }[] = JSON.parse(
    output.slice(output.indexOf('[\n'), output.lastIndexOf(']') + 1),
  )
  return sizes.map(({ name, size, sizeLimit }) => ({
    ...{ name: `${name}, bundled and compressed`, unit: 'kB' },
    ...{ value: size / 1000, limit: sizeLimit / 1000 },
  }))
}

async function instantiations(file: string): Promise<number> {
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc')
  const options = '--strict --noEmit --skipLibCheck --target es2022 --module nodenext --types node'
  const args = [compiler, ...options.split(' '), '--extendedDiagnostics', `bench/types/${file}.ts`]
  const output = await outputOf(process.execPath, args)
  return Number(/Instantiations:\s+(\d+)/.exec(output)?.[1])
}

async function typeFigures(): Promise<Figure[]> {
  const extra = (await instantiations('bound')) - (await instantiations('viem'))
  return [
    {
      ...{ name: 'types of `breakwaterActions()`, over those of viem', unit: 'thousand instantiations' },
      ...{ value: extra / 1000, limit: 300 },
    },
  ]
}

async function lossFigures(): Promise<Figure[]> {
  const { processorSeconds = 0, longestStop = 0, megabytes = 0 } = await measured('losses')
  const name = 'a loss table of a million lines, from a text'
  return [
    { name: `${name}: processor time`, value: processorSeconds, limit: 20, unit: 's' },
    { name: `${name}: memory of the process`, value: megabytes, limit: 600, unit: 'MB' },
    { name: `${name}: longest stop of other work`, value: longestStop, limit: 100, unit: 'ms' },
  ]
}

async function riskFigures(): Promise<Figure[]> {
  const { seconds = 0, megabytes = 0 } = await measured('risk')
  const name = 'a hundred thousand paths of a pool of 40 products, two threads'
  return [
    { name, value: seconds, limit: 10, unit: 's' },
    { name: `${name}: memory of the process`, value: megabytes, limit: 500, unit: 'MB' },
  ]
}

async function chainFigures(): Promise<Figure[]> {
  const { start = 0, covers = 0 } = await measured('chain')
  return [
    {
      name: 'ten thousand covers of an account, read from a local chain',
      value: covers,
      limit: 2,
      unit: 's',
    },
    { name: 'start of the test kit', value: start, limit: 2, unit: 's' },
  ]
}

const digits = (value: number) => (value < 10 ? value.toFixed(1) : Math.round(value * 10) / 10)

const table = (figures: Figure[]) =>
  [
    '| figure | measured | limit |',
    '|---|---:|---:|',
    ...figures.map(({ name, value, limit, unit }) => `| ${name} | ${digits(value)} ${unit} | ${limit} |`),
  ].join('\n')

main(import.meta.url, async () => {
  await build()
  // One after another: each has the machine to itself.
  const figures: Figure[] = []
  for (const measure of [quoteFigures, sizeFigures, typeFigures, lossFigures, riskFigures, chainFigures])
    figures.push(...(await measure()))
  console.log(table(figures))
  if (process.argv.includes('--update')) generatedSection('README.md', 'bench', table(figures), false)
  // What did not come is no figure: it is above every limit.
  const above = figures.filter(({ value, limit }) => !(value <= limit))
  for (const { name, value, limit, unit } of above)
    console.error(`${name}: ${digits(value)} ${unit}, above the limit of ${limit}.`)
  return above.length > 0 ? 1 : 0
})

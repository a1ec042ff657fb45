/**
 * `pnpm test:packages`: packs both packages and runs consumers of them, each in an empty folder outside of the repository.
 * All of them, even when the first fail. Names given as arguments choose consumers.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { build } from './build.ts'
import type { Consumer, ConsumerContext } from './consumer.ts'
import { filesBelow, main, ROOT, run } from './lib.ts'

const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(1)} s`

/** Every module of contracts/script/packages, sorted by the names of their files. */
async function consumers(): Promise<Consumer[]> {
  const found: Consumer[] = []
  for (const file of filesBelow('contracts/script/packages')) {
    const { default: consumer } = (await import(join(ROOT, file))) as { default?: Consumer }
    if (!consumer?.name || !consumer.run) throw new Error(`${file} has no consumer as its default export.`)
    if (consumer.name !== basename(file, '.ts')) throw new Error(`${file} has a consumer of another name.`)
    found.push(consumer)
  }
  return found
}

/** Packs the package of a folder of this repository, as publishing it would; where it is put. */
async function pack(folder: string, into: string): Promise<string> {
  const start = Date.now()
  const { packageManager } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  const args = ['-y', packageManager, 'pack', '--json', '--pack-destination', into]
  // npx would take a prefix that npm or pnpm has set for this process for that of its own.
  const env = { npm_config_local_prefix: undefined }
  const { code, output } = await run('npx', args, { cwd: join(ROOT, folder), env, output: 'hide' })
  const filename = output.match(/"filename": "(.*)"/)?.[1]
  if (code !== 0 || !filename) throw new Error(`${folder} cannot be packed:\n${output}`)
  console.log(`packed ${folder}: ${seconds(start)}`)
  return join(into, basename(filename))
}

/** Runs one consumer; whether it passed. */
async function passes(consumer: Consumer, context: ConsumerContext): Promise<boolean> {
  const start = Date.now()
  console.log(`${consumer.name} …`)
  try {
    mkdirSync(context.folder)
    await consumer.run(context)
    console.log(`ok     ${consumer.name} (${seconds(start)})`)
    return true
  } catch (error) {
    console.log(`FAILED ${consumer.name} (${seconds(start)})`)
    console.log(error instanceof Error ? error.message : error)
    return false
  }
}

main(import.meta.url, async () => {
  const all = await consumers()
  const names = process.argv.slice(2)
  const unknown = names.find((name) => !all.some((consumer) => consumer.name === name))
  if (unknown) throw new Error(`"${unknown}" is not one of ${all.map(({ name }) => name).join(', ')}.`)
  const chosen = all.filter(({ name }) => names.length === 0 || names.includes(name))

  const temp = mkdtempSync(join(tmpdir(), 'breakwater-packages-'))
  const removeTemp = () => rmSync(temp, { recursive: true, force: true, maxRetries: 3 })
  // Also where a signal ends this process.
  process.once('exit', removeTemp)

  await build()
  const contracts = await pack('contracts', temp)
  const sdk = await pack('sdk', temp)
  const failed: string[] = []
  for (const consumer of chosen) {
    const folder = join(temp, consumer.name)
    if (!(await passes(consumer, { contracts, sdk, folder }))) failed.push(consumer.name)
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
  if (failed.length) throw new Error(`Consumers failed: ${failed.join(', ')}.`)
  return 0
})

/**
 * A program of somebody else, compiled by the oldest and the newest TypeScript, with the oldest and the newest viem. As a
 * module alone: viem's own types cannot be required by a CommonJS file.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Consumer, type ConsumerContext, consumerStep, writeProject } from '../consumer.ts'
import { ROOT } from '../lib.ts'

const COMPILERS = ['5.4', '5.9', '6', '7']

const PROGRAM = `import { breakwaterActions, isContractError, type BreakwaterActions, type Quote } from '@breakwater/sdk'
import { coverPoolAbi } from '@breakwater/sdk/abis'
import { boundQuote, quoteCover, quoteCurve, verifyQuote } from '@breakwater/sdk/math'
import { type Address, type ContractFunctionArgs, createWalletClient, type Hash, http } from 'viem'
import { mainnet } from 'viem/chains'

type Same<a, b> = (<t>() => t extends a ? 1 : 2) extends <t>() => t extends b ? 1 : 2 ? true : false
function same<a, b>(_: Same<a, b>): void {}

const account: Address = '0x1111111111111111111111111111111111111111'
const client = createWalletClient({ account, chain: mainnet, transport: http() }).extend(breakwaterActions())
const order = { pool: account, termsId: 1n, amount: 1_000_000n, duration: 30 * 86_400 }

same<string extends keyof BreakwaterActions ? true : false, false>(true)
same<ContractFunctionArgs<typeof coverPoolAbi, 'view', 'balanceOf'>, readonly [Address]>(true)

export async function buy(budget: bigint) {
  const quote = await client.breakwater.getQuote(order)
  same<typeof quote, Quote>(true)
  const details = await client.breakwater.getQuoteDetails({ ...order, wording: 'Conditions' })
  same<typeof details.annualRate, bigint>(true)
  const snapshot = await client.breakwater.getPoolSnapshot(order)
  same<ReturnType<typeof quoteCover>['premium'], bigint>(true)
  const moved: string[] = verifyQuote(snapshot, details).moved.map(({ input }) => input)
  const rates: bigint[] = quoteCurve(snapshot, order).map(({ annualRate }) => annualRate)
  const bounds = boundQuote(snapshot, { ...order, until: snapshot.timestamp + 600, budget })
  const hash = client.breakwater.buyCover({ ...order, ...bounds })
  same<typeof hash, Promise<Hash>>(true)
  const call = client.breakwater.buyCover.call({ ...order, ...bounds, maxStart: 1 })
  same<typeof call.functionName, 'buyCover'>(true)
  try {
    const { coverId, start, receipt } = await client.breakwater.buyCoverSync({ ...order, ...bounds })
    same<typeof coverId, bigint>(true)
    same<typeof start, number>(true)
    return { moved, rates, status: receipt.status }
  } catch (error) {
    if (!isContractError(error, 'CapacityExceeded')) throw error
    same<typeof error.args.available, bigint>(true)
    return error.args.available
  }
}

// @ts-expect-error an amount is a bigint
void client.breakwater.getQuote({ ...order, amount: 1 })
// @ts-expect-error a duration is a number
void client.breakwater.getQuote({ ...order, duration: 1n })
// @ts-expect-error bounds are missing
void client.breakwater.buyCover(order)
`

/** As packages are found by Node.js and by bundlers. */
const RESOLUTIONS = {
  node: { module: 'NodeNext', moduleResolution: 'NodeNext' },
  bundler: { module: 'ESNext', moduleResolution: 'Bundler' },
}

async function run({ sdk, folder }: ConsumerContext): Promise<void> {
  const { peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'sdk/package.json'), 'utf8'))
  const floor = String(peerDependencies.viem).replace('^', '')
  const compilers = COMPILERS.map((version) => `typescript-${version}@npm:typescript@${version}`)
  const shared = { strict: true, noEmit: true, skipLibCheck: true, target: 'ES2022', types: [] }
  const options = { ...shared, lib: ['ES2022', 'DOM'], exactOptionalPropertyTypes: true }
  for (const viem of [floor, 'latest']) {
    const project = join(folder, `viem-${viem}`)
    writeProject(project, {
      'package.json': JSON.stringify({ name: 'compiled', private: true, type: 'module' }),
      'buy.ts': PROGRAM,
      ...Object.fromEntries(
        Object.entries(RESOLUTIONS).map(([name, how]) => [
          `${name}.json`,
          JSON.stringify({
            compilerOptions: { ...options, ...how },
            files: ['buy.ts'],
          }),
        ]),
      ),
    })
    const packages = [`viem@${viem}`, ...compilers]
    await consumerStep(`install with viem ${viem}`, 'npm', ['install', '--no-audit', sdk, ...packages], {
      cwd: project,
    })
    for (const version of COMPILERS) {
      const compiler = join(project, 'node_modules', `typescript-${version}`, 'bin/tsc')
      const name = viem === floor ? 'node' : 'bundler'
      const label = `TypeScript ${version}, viem ${viem}, ${name}`
      await consumerStep(label, process.execPath, [compiler, '--project', `${name}.json`], { cwd: project })
    }
  }
}

export default { name: 'typescript', run } satisfies Consumer

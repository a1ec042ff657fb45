import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import {
  type Address,
  createPublicClient,
  createWalletClient,
  formatEther,
  type Hex,
  http,
  isAddress,
  isHex,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { type DeploymentProgress, deployBreakwater } from '../deploy/deploy.js'
import { type DeploymentPlan, planDeployment } from '../deploy/plan.js'
import { verifyDeployment } from '../deploy/verify.js'
import { readUrl, UsageError } from './arguments.js'
import { readArguments, runCommand } from './command.js'
import { toJson } from './json.js'
import { readDeployment } from './node.js'
import { columns } from './words.js'

const HELP = `Deploys the protocol, or what is missing of it, and compares a deployment with the release that is installed.

Usage: breakwater deploy --owner <address> --rpc-url <url>    from the account whose key is in PRIVATE_KEY
       breakwater verify <deployment.json> --rpc-url <url>    each difference from the release

  --rpc-url <url>   node to ask, http or https
  --owner <address> deploy: lists products and auditors, and publishes terms; the addresses follow from it
  --dry-run         deploy: say what is missing, what it takes, and the addresses; needs no key
  --out <file>      deploy: write the deployment there, for "verify", and for clients
  --json            one JSON object
  --help            this text

Exit codes: 0 deployed, or no difference; 1 differences; 2 wrong usage, or it could not be done: deploy again to go on.
`

/** Exit codes. */
const [OK, DIFFERENCES] = [0, 1]

const KNOWN = {
  'rpc-url': { type: 'string' },
  owner: { type: 'string' },
  out: { type: 'string' },
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

const out = (text: string) => process.stdout.write(text)
const err = (text: string) => process.stderr.write(text)

type Values = ReturnType<typeof parse>['values']

const parse = (args: string[]) => parseArgs({ args, options: KNOWN, allowPositionals: true })

/** The commands `deploy` and `verify`. */
export const deployCommands = (args: string[]): Promise<number> =>
  runCommand(args, async () => {
    const { values, positionals } = readArguments(parse, args)
    if (values.help) {
      out(HELP)
      return OK
    }
    const [command, file, extra] = positionals
    if (command === 'verify') {
      if (file === undefined || extra !== undefined)
        throw new UsageError('"verify" takes one deployment file.')
      return await verify(file, values)
    }
    if (file !== undefined) throw new UsageError(`"deploy" does not take "${file}".`)
    return await deploy(values)
  })

const transportTo = (values: Values) => http(readUrl(values['rpc-url']), { retryCount: 1, timeout: 20_000 })

async function deploy(values: Values): Promise<number> {
  const { owner, json } = values
  if (owner === undefined || !isAddress(owner))
    throw new UsageError(
      owner === undefined ? '--owner is missing.' : `--owner takes an address, not "${owner}".`,
    )
  const transport = transportTo(values)
  if (values['dry-run']) {
    const plan = await planDeployment(createPublicClient({ transport }), { owner })
    out(json ? toJson({ ok: true, ...plan, steps: plan.steps.map(withoutData) }) : planInText(plan))
    return OK
  }
  const account = privateKeyToAccount(readKey())
  const client = createWalletClient({ account, transport, pollingInterval: 1000 })
  const deployment = await deployBreakwater(client, { owner, chain: null, onProgress: tell })
  if (values.out !== undefined) await writeFile(values.out, toJson(deployment))
  out(json ? toJson({ ok: true, deployment }) : addressesInText(deployment))
  return OK
}

async function verify(file: string, values: Values): Promise<number> {
  const client = createPublicClient({ transport: transportTo(values) })
  const differences = await verifyDeployment(client, await readDeployment(file))
  const ok = differences.length === 0
  if (values.json) out(toJson({ ok, differences }))
  else out(ok ? 'No difference.\n' : `${differences.map(({ message }) => message).join('\n')}\n`)
  return ok ? OK : DIFFERENCES
}

/** From the environment: what is on the command line, others can see. */
function readKey(): Hex {
  const key = process.env.PRIVATE_KEY
  if (!key)
    throw new UsageError('PRIVATE_KEY is missing: the key of the account that pays, in the environment.')
  const hex = key.startsWith('0x') ? key : `0x${key}`
  if (isHex(hex) && hex.length === 66) return hex
  throw new UsageError('PRIVATE_KEY is not a key: it has 32 bytes, in hexadecimal.')
}

function tell({ number, total, step, status, hash, gasUsed }: DeploymentProgress): void {
  const gas = gasUsed === undefined ? '' : `  ${gasUsed.toLocaleString('en')} gas`
  const what = status === 'sent' ? `sent, ${hash}` : status === 'present' ? 'is there' : `deployed${gas}`
  err(`${String(number).padStart(2)}/${total}  ${step.contractName}  ${step.address}  ${what}\n`)
}

/** Transactions are too long to be looked at. */
const withoutData = ({ transaction: _, ...step }: DeploymentPlan['steps'][number]) => step

function planInText({ chainId, deployment, steps, gas, cost }: DeploymentPlan): string {
  const rows = steps.map(({ contractName, address, isDeployed, gas: needed }) => [
    ...[contractName, address, isDeployed ? 'is there' : `${needed.toLocaleString('en')} gas`],
  ])
  const title = `Chain ${chainId}: ${gas.toLocaleString('en')} gas, about ${formatEther(cost)} at the present price`
  return `${[title, '', ...columns(rows), ''].join('\n')}\n${addressesInText(deployment)}`
}

const addressesInText = (deployment: object): string => {
  const addresses = Object.entries(deployment).filter((entry): entry is [string, Address] =>
    isAddress(String(entry[1])),
  )
  return `${columns(addresses).join('\n')}\n`
}

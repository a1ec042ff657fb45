import { parseArgs } from 'node:util'

const STORIES = ['exploit', 'court', 'upgrade', 'vault'] as const

export const HELP = `Tells Breakwater's story on a local chain, and checks every amount against a ledger kept by hand.

Stories:
  exploit  capital in, cover sold, an exploit that a meter measures, payouts, capital out (the default)
  court    a case with three answers, a panel, an appeal, a judge, and payouts by proof of loss
  upgrade  a covered proxy runs code that nobody has reviewed: reviewed in time, and not in time
  vault    savers whose vault buys cover for them: the vault below theirs is drained, who has stayed is paid

Usage: pnpm demo [options]

  --story <name> exploit, court, upgrade or vault
  --json         one JSON object instead of the table: amounts in smallest units, ratios in WAD
  --port <port>  port of the local chain; a free one by default
  --help         this text
`

/** What the demo is asked for. */
export interface Options {
  story: (typeof STORIES)[number]
  json: boolean
  port: number | undefined
}

/** Reads the command line. Throws one sentence for what is wrong with it. */
export function readArguments(args: string[]): 'help' | Options {
  const known = {
    json: { type: 'boolean' },
    port: { type: 'string' },
    story: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  } as const
  // Package managers pass a bare "--" on.
  const { values, tokens } = parseArgs({
    args: args[0] === '--' ? args.slice(1) : args,
    options: known,
    strict: false,
    tokens: true,
  })
  for (const token of tokens) {
    if (token.kind !== 'option' || !(token.name in known)) {
      throw new Error(
        `There is no argument "${token.kind === 'option' ? token.rawName : args[token.index]}".`,
      )
    }
    if (known[token.name as keyof typeof known].type === 'boolean' && token.value !== undefined)
      throw new Error(`${token.rawName} takes no value.`)
  }
  if (values.help) return 'help'
  const story = values.story ?? 'exploit'
  const chosenStory = STORIES.find((name) => name === story)
  if (!chosenStory) {
    const named = typeof story === 'string' ? `"${story}"` : 'without a name'
    throw new Error(`There is no story ${named}: choose one of ${STORIES.join(', ')}.`)
  }
  const chosen = { story: chosenStory, json: values.json === true }
  if (values.port === undefined) return { ...chosen, port: undefined }
  const port = Number(values.port)
  if (typeof values.port !== 'string' || !Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error('--port takes a number from 1 to 65535.')
  }
  return { ...chosen, port }
}

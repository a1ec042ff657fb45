/**
 * `pnpm test`: forge's tests, and beside them the SDK's against the release build; all of them, even when
 * some fail. With `--deep` in forge's `deep` profile, and a mutation run. The only other arguments are `--contracts` and
 * `--sdk`, which run one half.
 */
import { build } from './build.ts'
import { forge, main, sdkScript } from './lib.ts'
import { mutate } from './mutate.ts'

const KNOWN = ['--deep', '--contracts', '--sdk']

main(import.meta.url, async () => {
  const args = process.argv.slice(2)
  const unknown = args.find((arg) => !KNOWN.includes(arg))
  if (unknown)
    throw new Error(`"${unknown}" is not one of ${KNOWN.join(', ')}; use "pnpm forge test" for more.`)
  const both = args.includes('--contracts') === args.includes('--sdk')

  const failed: string[] = []
  // Beside forge, which compiles on one core for minutes. Its output comes when forge's is complete.
  const sdk =
    both || args.includes('--sdk') ? build().then(() => sdkScript('test', { output: 'hide' })) : undefined
  sdk?.catch(() => undefined)
  if (both || args.includes('--contracts')) {
    const env = args.includes('--deep') ? { FOUNDRY_PROFILE: 'deep' } : {}
    const { code } = await forge(['test'], { env })
    if (code !== 0) failed.push('contracts')
    else if (args.includes('--deep') && !(await mutate({ count: 400 }))) failed.push('mutants')
  }
  if (sdk) {
    const { code, output } = await sdk
    process.stdout.write(output)
    if (code !== 0) failed.push('sdk')
  }
  if (failed.length) throw new Error(`Tests failed in: ${failed.join(', ')}.`)
  return 0
})

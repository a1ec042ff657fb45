import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const SDK = fileURLToPath(new URL('../..', import.meta.url))

/** Whether a process is there, and not only its remains. */
const runs = (pid: string) =>
  /^[^Z]/.test(spawnSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf8' }).stdout.trim())

test('a program, and what it has started, ends with a process that is killed', async () => {
  const code = `import { spawnWatched } from './src/testing/watchdog.ts'
    const child = spawnWatched('sh', ['-c', 'sleep 600 & echo $! $$; wait'])
    child.stdout.on('data', (chunk) => process.stdout.write(chunk))`
  const args = ['--import', 'tsx', '--input-type=module', '-e', code]
  const parent = spawn(process.execPath, args, { cwd: SDK, stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(parent.stdout, 'data')) as [Buffer]
  const pids = String(line).trim().split(' ')
  expect(pids.map(runs)).toEqual([true, true])
  parent.kill('SIGKILL')
  await expect.poll(() => pids.map(runs), { timeout: 10_000 }).toEqual([false, false])
})

test('what anvil keeps in files is gone with it, and is little before', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'watchdog-test-'))
  const code = `import { createTestkit } from './src/testing/index.ts'
    const kit = await createTestkit()
    await kit.client.mine({ blocks: 1_000 }); console.log('mined'); setInterval(() => {}, 1000)`
  const args = ['--import', 'tsx', '--input-type=module', '-e', code]
  const parent = spawn(process.execPath, args, {
    cwd: SDK,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: folder, HOME: folder },
  })
  await once(parent.stdout, 'data')
  const files = () => readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const states = () => files().filter((file) => file.endsWith('.json')).length
  expect(states()).toBeGreaterThan(0)
  expect(states()).toBeLessThanOrEqual(250)
  parent.kill('SIGKILL')
  await expect.poll(() => files().filter((file) => /anvil/.test(file)), { timeout: 10_000 }).toEqual([])
  rmSync(folder, { recursive: true, force: true })
})

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { erc20Abi, parseEther } from 'viem'
import { entryPoint08Address } from 'viem/account-abstraction'
import { foundry } from 'viem/chains'
import { expect, test } from 'vitest'
import { checkRevert, createTestkit, readMock } from '../../src/testing/index.js'

const SDK = fileURLToPath(new URL('../..', import.meta.url))

/** Whether somebody answers there. */
const answers = (url: string) =>
  fetch(url, { method: 'POST', body: '{}' }).then(
    () => true,
    () => false,
  )

/** A process of its own that makes a kit, tells where, and goes on as it is told. */
async function elsewhere(rest: string): Promise<{ child: ChildProcess; url: string }> {
  const code = `import { createTestkit } from './src/testing/index.ts'
    const kit = await createTestkit(); console.log(kit.url); ${rest}`
  const args = ['--import', 'tsx', '--input-type=module', '-e', code]
  const child = spawn(process.execPath, args, { cwd: SDK, stdio: ['ignore', 'pipe', 'ignore'] })
  const [line] = (await once(child.stdout as NonNullable<ChildProcess['stdout']>, 'data')) as [Buffer]
  return { child, url: String(line).trim() }
}

test('a kit is loaded from its state, and has what every chain has', async () => {
  await using kit = await createTestkit()
  expect(kit.origin).toBe('state')
  for (const address of [
    foundry.contracts?.multicall3?.address ?? '0xcA11bde05977b3631167028862bE2a173976CA11',
    entryPoint08Address,
    '0x41675C099F32341bf84BFc5382aF534df5C7461a',
    '0x4e1DCf7AD4e460CfD30791CCC4F9c8a4f820ec67',
    '0x000000000022D473030F116dDEE9F6B43aC78BA3',
    ...Object.values(kit.deployment).filter((value) => typeof value === 'string' && value.length === 42),
  ] as `0x${string}`[])
    if (address !== kit.personas.lister.account.address)
      expect([address, (await kit.client.getCode({ address }))?.length]).toEqual([
        address,
        expect.any(Number),
      ])
  for (const { account } of Object.values(kit.personas)) {
    const args = [account.address] as const
    const call = { address: kit.usdc, abi: erc20Abi, functionName: 'balanceOf', args } as const
    expect(await kit.client.readContract(call)).toBe(10_000_000n * 10n ** 6n)
  }
})

test('a fresh chain is the same as the one of the state', async () => {
  await using fresh = await createTestkit({ fresh: true })
  await using loaded = await createTestkit()
  expect(fresh.origin).toBe('fresh')
  expect([fresh.deployment, fresh.usdc, await fresh.now()]).toEqual([
    loaded.deployment,
    loaded.usdc,
    await loaded.now(),
  ])
  // The same calls give the same chain, clock included.
  const made = await Promise.all([fresh, loaded].map(({ scenarios }) => scenarios.activeCover()))
  expect(made[0]).toEqual(made[1])
  expect(await fresh.now()).toBe(await loaded.now())
})

test('a snapshot is restored any number of times, and what is later is forgotten', async () => {
  await using kit = await createTestkit()
  const { buyer } = kit.personas
  const before = await kit.now()
  const first = await kit.snapshot()
  await kit.mine(3)
  const second = await kit.snapshot()
  for (let i = 0; i < 2; i++) {
    await kit.mint(buyer.account.address, 5n)
    await kit.restore(first)
    expect(await kit.now()).toBe(before)
  }
  await expect(kit.restore(second)).rejects.toMatchObject({ problem: 'unknownSnapshot' })
  await expect(kit.warpTo(before)).rejects.toMatchObject({ problem: 'timePassed' })
})

test('a vault loses a part of what it holds, and no more than that', async () => {
  await using kit = await createTestkit()
  const { vault } = await kit.scenarios.productForSale()
  expect(await kit.loseFunds(vault, parseEther('0.25'))).toBe(1_000_000n * 10n ** 6n)
  await expect(kit.loseFunds(vault, 0n)).rejects.toMatchObject({ name: 'TestkitError' })
  expect(() => readMock('toString')).toThrow('There is no mock "toString".')
})

test('a refusal is told by its name and its arguments', async () => {
  await using kit = await createTestkit()
  const { pool } = await kit.scenarios.productForSale()
  const { stranger } = kit.personas
  const call = () => stranger.breakwater.pauseSales({ pool, duration: 86_400 })
  expect(await checkRevert(call, 'NotAuthorized')).toMatchObject({ pass: true })
  expect(await checkRevert(call(), 'PoolShort')).toMatchObject({ pass: false })
  expect(await checkRevert(stranger.getChainId(), 'PoolShort')).toMatchObject({ pass: false })
})

test('a port that is used is refused in one sentence', async () => {
  await using kit = await createTestkit()
  const port = Number(new URL(kit.url).port)
  await expect(createTestkit({ port })).rejects.toMatchObject({
    ...{ problem: 'portInUse', message: `Port ${port} is in use.` },
  })
})

test.each([
  ['is killed', 'setInterval(() => {}, 1000)', true],
  ['crashes', 'setTimeout(() => { throw new Error("crash") }, 50)', false],
  ['has nothing more to do', '', false],
])('the chain is gone when its process %s', async (_, rest, kill) => {
  const { child, url } = await elsewhere(rest)
  if (kill) expect(await answers(url)).toBe(true)
  if (kill) child.kill('SIGKILL')
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  await expect.poll(() => answers(url), { timeout: 3_000, interval: 20 }).toBe(false)
})

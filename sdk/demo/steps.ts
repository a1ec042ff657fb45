import type { Address } from 'viem'
import type { Ledger } from './ledger.js'
import { formatUsdc } from './report.js'
import type { Script } from './script.js'
import { type Actor, type Actors, DAY, usdc } from './stage.js'

/** What several stories have in common: where they happen, and the ledger that they are held against. */
interface Setting {
  ledger: Ledger
  people: Actors
  pool: Address
  /** Gives an actor an amount of the asset, and a spender the allowance for it. */
  fund(actor: Actor, spender: Address, amount: bigint): Promise<void>
}

/** Alice and Bob deposit into a pool. */
export async function depositAll(script: Script, { ledger, people, pool, fund }: Setting): Promise<void> {
  for (const [key, name, actor, assets] of [
    ['deposit', 'Alice', people.alice, usdc('2000000')],
    ['depositAgain', 'Bob', people.bob, usdc('1000000')],
  ] as const) {
    await script.step(key, name, 'deposits into the pool', async () => {
      await fund(actor, pool, assets)
      const { receipt, shares } = await actor.breakwater.depositSync({ pool, assets })
      script.check(`${name}: shares`, shares, ledger.deposit(name, assets, await script.timeOf(receipt)))
      return { amount: formatUsdc(assets), cost: [receipt] }
    })
  }
}

/** Capital that is there at midnight backs covers from then on. */
export async function waitForMidnight(script: Script): Promise<void> {
  await script.travelTo(Math.ceil((await script.now()) / DAY) * DAY + 3600)
}

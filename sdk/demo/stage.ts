import { type Address, erc4626Abi, type TransactionReceipt } from 'viem'
import { readMock } from '../src/testing/files.js'
import { type Created, deployMock } from '../src/testing/genesis.js'
import type { Persona, Personas } from '../src/testing/index.js'

export { DAY, METER, POOL, PRICING, TERMS, usdc } from '../src/testing/scenarios/figures.js'

/** Of USDC. */
export const DECIMALS = 6
/** Time at which stories begin, so that two runs tell the same. */
export const BEGINNING = 1_790_003_600
/** Seconds from a block to the next. */
export const BLOCK_TIME = 12

/** Somebody in a story: a persona of the test kit. */
export type Actor = Persona
export type Actors = ReturnType<typeof castOf>

/** Everybody in the stories: who plays whom. */
export function castOf(personas: Personas) {
  const { auditor, lister, manager, keeper } = personas
  const { underwriter, challenger, buyer, sponsor, reporter, stranger } = personas
  return {
    ...{ lister, manager, keeper, judge: auditor },
    ...{ alice: underwriter, bob: challenger, carol: buyer, dave: sponsor, erin: reporter, eve: stranger },
  }
}

/** Deploys a contract that is not part of Breakwater. */
export const deploy = (actor: Actor, name: string, args: readonly unknown[] = []): Promise<Created> =>
  deployMock(actor, name, args)

/** Deposits into an ERC-4626 vault that is not a pool. */
export async function depositIntoVault(
  actor: Actor,
  vault: Address,
  assets: bigint,
): Promise<TransactionReceipt> {
  const args = [assets, actor.account.address] as const
  const hash = await actor.writeContract({ address: vault, abi: erc4626Abi, functionName: 'deposit', args })
  return actor.waitForTransactionReceipt({ hash })
}

/** Eve's one transaction: four fifths of the vault are hers. */
export async function attackVault(
  actor: Actor,
  attacker: Address,
  vault: Address,
): Promise<TransactionReceipt> {
  const { abi } = readMock('LeakyVaultAttacker')
  const hash = await actor.writeContract({ address: attacker, abi, functionName: 'attack', args: [vault] })
  return actor.waitForTransactionReceipt({ hash })
}

import { CoveredVault, PayoutDistributor } from '@breakwater/contracts/artifacts'
import { type Hex, size } from 'viem'
import { artifactOf, childNames, creatorOf, type PartName } from './parts.js'

/** What a transaction costs before anything runs. */
const BASE = 21_000n
/** What a creation costs before its code runs, and each byte that it leaves. */
const CREATION = 32_000n
const BYTE = 200n
/**
 * For what constructors do, beside leaving code: reading arguments, asking the factory, an owner's slot, an event. A
 * contract takes 5,000 to 90,000 gas for that.
 */
const CONSTRUCTOR = 100_000n

/** Data of a transaction: 16 gas for a byte, 4 for a zero; memory and hashing come to less than one more. */
function dataGas(data: Hex): bigint {
  const bytes = BigInt(size(data))
  const zeros = BigInt(
    data
      .slice(2)
      .match(/../g)
      ?.filter((byte) => byte === '00').length ?? 0,
  )
  return (bytes - zeros) * 16n + zeros * 4n + bytes
}

/** Code for clones that a factory's constructor creates besides its own. */
const CLONED: { readonly [name in PartName]?: { deployedBytecode: Hex } } = {
  coveredVaultFactory: CoveredVault,
  payoutDistributorFactory: PayoutDistributor,
}

const leaves = (code: Hex) => CREATION + BigInt(size(code)) * BYTE

/**
 * What the transaction that creates a contract takes: a little more than it uses, and told without a node, since most
 * contracts cannot be estimated before others are there.
 */
export function creationGas(name: PartName, data: Hex): bigint {
  const created: PartName[] = name === 'factory' ? [name, ...childNames] : [name]
  const codes = [...created.map(artifactOf), CLONED[name] ?? []].flat()
  const code = codes.reduce((sum, { deployedBytecode }) => sum + leaves(deployedBytecode), 0n)
  return BASE + dataGas(data) + code + CONSTRUCTOR + (creatorOf(name) === 'factory' ? CREATION : 0n)
}

/**
 * Writes contracts/abis, the ABIs of every contract and interface of contracts/src, for the package
 * @breakwater/contracts: a JSON file for each, and all of them as constants. The folder is not committed.
 */
import type { Artifact } from '../lib.ts'
import { literalType, writeFolder } from './modules.ts'

/** Name of a contract's ABI among the constants: `coverPoolAbi`. */
export const abiName = (contract: string) => `${contract.charAt(0).toLowerCase()}${contract.slice(1)}Abi`

/** Whether a contract's ABI is published. The abstract parts of a contract are in the ABI of the whole. */
export function hasAbi({ name, abi, bytecode }: Artifact): boolean {
  const isPart = bytecode.object === '0x' && !/^I[A-Z]/.test(name)
  return abi.length > 0 && !isPart
}

export function writeAbis(contracts: Artifact[]): void {
  const published = contracts.filter(hasAbi)
  writeFolder('contracts/abis', {
    files: published.map(({ name, abi }) => ({ name, content: abi })),
    constants: published.map(({ name, abi }) => ({
      name: abiName(name),
      value: JSON.stringify(bare(abi)),
      type: literalType(bare(abi)),
    })),
  })
}

/** Without Solidity's own type names, which help nobody in a program and are a third of the size. */
function bare<value>(value: value): value {
  return JSON.parse(JSON.stringify(value, (key, entry) => (key === 'internalType' ? undefined : entry)))
}

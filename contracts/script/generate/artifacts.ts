/**
 * Writes contracts/artifacts, everything that deploys a contract of contracts/src and tells it from another one, for the
 * package @breakwater/contracts: a JSON file for each, and all of them as constants. The folder is not committed.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Hex, keccak256 } from 'viem'
import { type Artifact, ROOT } from '../lib.ts'
import { abiName } from './abis.ts'
import { writeFolder } from './modules.ts'

const DECLARATIONS = `
/** A contract as the release build made it. */
export interface Artifact<abi = readonly unknown[]> {
  readonly contractName: string
  /** Path of the source in the repository; in this package without \`contracts/\`. */
  readonly sourceName: string
  readonly abi: abi
  /** Creation code, to which the encoded arguments of the constructor are added. */
  readonly bytecode: \`0x\${string}\`
  /** Runtime code, with zeros where its immutables are. */
  readonly deployedBytecode: \`0x\${string}\`
  /** Keccak-256 of \`deployedBytecode\`. */
  readonly codeHash: \`0x\${string}\`
  /** Where the immutables are in the runtime code, in bytes, by a number for each. */
  readonly immutableReferences: {
    readonly [id: string]: readonly { readonly start: number; readonly length: number }[]
  }
  readonly compiler: { readonly version: string; readonly settings: { readonly [name: string]: unknown } }
}
`.trim()

/** Not what nobody deploys: interfaces, abstract contracts, and libraries that are part of what calls them. */
function isDeployable({ name, source, bytecode }: Artifact): boolean {
  if (bytecode.object === '0x') return false
  return new RegExp(`^contract ${name}\\b`, 'm').test(readFileSync(join(ROOT, source), 'utf8'))
}

function toPublished({ name, source, abi, bytecode, deployedBytecode, compiler }: Artifact) {
  return {
    contractName: name,
    sourceName: source,
    abi,
    bytecode: bytecode.object,
    deployedBytecode: deployedBytecode.object,
    codeHash: keccak256(deployedBytecode.object as Hex),
    immutableReferences: deployedBytecode.immutableReferences ?? {},
    compiler,
  }
}

export function writeArtifacts(contracts: Artifact[]): void {
  const published = contracts.filter(isDeployable).map(toPublished)
  const constants = published.map(({ abi: _, ...artifact }) => {
    const { contractName: name } = artifact
    const value = `{ abi: ${abiName(name)}, ${JSON.stringify(artifact).slice(1)}`
    return { name, value, type: `Artifact<typeof ${abiName(name)}>` }
  })
  const { version } = JSON.parse(readFileSync(join(ROOT, 'contracts/package.json'), 'utf8'))
  writeFolder('contracts/artifacts', {
    files: published.map((content) => ({ name: content.contractName, content })),
    constants: [...constants, { name: 'release', value: JSON.stringify(version), type: 'string' }],
    imports: { names: published.map(({ contractName }) => abiName(contractName)), from: '../abis/index' },
    declarations: DECLARATIONS,
  })
}

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as abis from '@breakwater/contracts/abis'
import * as module from '@breakwater/contracts/artifacts'
import { keccak256, slice } from 'viem'
import { expect, expectTypeOf, test } from 'vitest'

const require = createRequire(import.meta.url)
const { release, ...constants } = module
const artifacts: Record<string, module.Artifact> = constants

test('artifacts tell how a contract is deployed, and how it is recognized', () => {
  expect(release).toBe(require('@breakwater/contracts/package.json').version)
  for (const [name, artifact] of Object.entries(artifacts)) {
    const { contractName, sourceName, bytecode, deployedBytecode, codeHash, immutableReferences } = artifact
    expect(contractName).toBe(name)
    expect(sourceName).toMatch(new RegExp(`^contracts/src/.*${name}\\.sol$`))
    expect(readFileSync(require.resolve(`@breakwater/${sourceName}`), 'utf8')).toContain(`contract ${name}`)
    expect(bytecode.length).toBeGreaterThan(deployedBytecode.length)
    expect(keccak256(deployedBytecode)).toBe(codeHash)
    for (const { start, length } of Object.values(immutableReferences).flat())
      expect(BigInt(slice(deployedBytecode, start, start + length))).toBe(0n)
    expect(artifact.compiler).toMatchObject({
      version: /^0\.8\./.exec(artifact.compiler.version) && expect.any(String),
    })
    expect(artifact.compiler.settings).toMatchObject({ viaIR: true, metadata: { bytecodeHash: 'none' } })
  }
  expect(Object.keys(artifacts)).toContain('CoverPoolFactory')
  // What nobody deploys is not among them.
  expect(Object.keys(artifacts)).not.toContain('Errors')
  expect(Object.keys(artifacts)).not.toContain('ICoverPool')
})

test('JSON files, ESM and CommonJS say the same', () => {
  const bare = (abi: unknown) =>
    JSON.parse(JSON.stringify(abi, (key, x) => (key === 'internalType' ? undefined : x)))
  expect({ ...require('@breakwater/contracts/artifacts') }).toEqual({ ...module })
  expect({ ...require('@breakwater/contracts/abis') }).toEqual({ ...abis })
  for (const [name, artifact] of Object.entries(artifacts)) {
    const file = require(`@breakwater/contracts/artifacts/${name}.json`)
    expect({ ...file, abi: bare(file.abi) }).toEqual(artifact)
    expect(require(`@breakwater/contracts/abis/${name}.json`)).toEqual(file.abi)
  }
  expect(bare(require('@breakwater/contracts/abis/IAToken.json'))).toEqual(abis.iATokenAbi)
})

test('ABIs have their types', () => {
  type Functions = Extract<(typeof module.CoverPool.abi)[number], { type: 'function' }>['name']
  expectTypeOf<'buyCover'>().toExtend<Functions>()
  expectTypeOf<string>().not.toExtend<Functions>()
  expectTypeOf(module.CoverPool.abi).toEqualTypeOf(abis.coverPoolAbi)
  expect(module.CoverPool.abi).toBe(abis.coverPoolAbi)
})

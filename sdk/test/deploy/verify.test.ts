import * as artifacts from '@breakwater/contracts/artifacts'
import { type Address, concat, getAddress, type Hex, isAddress, keccak256, padHex, slice } from 'viem'
import { foundry } from 'viem/chains'
import { beforeAll, describe, expect, test } from 'vitest'
import { coverPoolFactoryAbi } from '../../src/abis.js'
import { type DeploymentDifference, deployBreakwater, verifyDeployment } from '../../src/deploy/index.js'
import { breakwaterActions, type DeploymentRecord, getDeployment } from '../../src/index.js'
import { accountOf } from '../../src/testing/personas.js'
import { chain, deployment, people, putBack, scene, useScene } from '../fixture.js'

useScene()

const owner = accountOf('lister').address
/** Where Solady keeps an owner. */
const OWNER_SLOT = padHex('0xffffffffffffffffffffffffffffffffffffffffffffffffffffffff74873927', { size: 32 })

/** Addresses without what a record tells beside them. */
const {
  owner: _,
  chainId: __,
  release,
  startBlock,
  codeHashes,
  compiler,
  ...alone
} = deployment as DeploymentRecord

let record: DeploymentRecord
/** Address of every contract, segments included, by its name. */
let addresses: Record<string, Address>
beforeAll(async () => {
  record = await deployBreakwater(people.alice, { owner })
  const { pool, poolSegment2, poolSegment3, vault, vaultSegment2 } = await chain.readContract({
    ...{ address: record.factory, abi: coverPoolFactoryAbi, functionName: 'protocol' },
  })
  const own = Object.entries(record).filter(([name, value]) => name in deployment && isAddress(String(value)))
  const all = [
    ...own.map(([, address]) => address as Address),
    pool,
    poolSegment2,
    poolSegment3,
    vault,
    vaultSegment2,
  ]
  const codes = await Promise.all(all.map((address) => chain.getCode({ address })))
  addresses = Object.fromEntries(
    Object.keys(record.codeHashes).map((name) => {
      const { deployedBytecode, immutableReferences } = artifactOf(name)
      const isIt = (code: Hex | undefined) => code && zeroed(code, immutableReferences) === deployedBytecode
      return [name, all[codes.findIndex(isIt)] as Address]
    }),
  )
})

type Any = (typeof artifacts)['Court']
const artifactOf = (name: string) => (artifacts as unknown as Record<string, Any>)[name] as Any

/** Code with a word in place of each immutable that is named, or of all. */
function zeroed(
  code: Hex,
  references: Any['immutableReferences'],
  word: Hex = padHex('0x', { size: 32 }),
  id?: string,
) {
  const places = Object.entries(references).filter(([key]) => id === undefined || key === id)
  return places
    .flatMap(([, list]) => list)
    .reduce((result, { start, length }) => {
      if (result.length < 2 + 2 * (start + length)) return result
      return concat([slice(result, 0, start), word, slice(result, start + length)])
    }, code)
}

const verify = (other: Partial<DeploymentRecord> = {}) => verifyDeployment(chain, { ...record, ...other })
const kinds = (differences: readonly DeploymentDifference[]) =>
  differences.map(({ kind, contractName }) => `${kind} ${contractName}`)
const setCode = (name: string, bytecode: Hex) =>
  chain.setCode({ address: addresses[name] as Address, bytecode })

test('a deployment in use is as it should be, as a record and as addresses alone', async () => {
  expect(scene.pool).toBeDefined()
  expect(await verify()).toEqual([])
  expect(await verifyDeployment(chain, alone)).toEqual([])
  expect(new Set(Object.values(addresses)).size).toBe(Object.keys(record.codeHashes).length)
})

test('missing code', async () => {
  for (const [contractName, address] of Object.entries(addresses)) {
    const snapshot = await chain.snapshot()
    await setCode(contractName, '0x')
    const differences = await verifyDeployment(chain, alone)
    expect(differences).toEqual([
      {
        kind: 'missing',
        contractName,
        address,
        message: `There is no ${contractName} at ${address}: it has no code.`,
      },
    ])
    await putBack(snapshot)
  }
})

test('other code, by one byte', async () => {
  for (const [contractName, address] of Object.entries(addresses)) {
    const snapshot = await chain.snapshot()
    const code = (await chain.getCode({ address })) as Hex
    const last = code.endsWith('00') ? '01' : '00'
    await setCode(contractName, `${code.slice(0, -2)}${last}` as Hex)
    const { codeHash: expected, immutableReferences, deployedBytecode } = artifactOf(contractName)
    expect(zeroed(code, immutableReferences)).toBe(deployedBytecode)
    const [difference, ...others] = await verifyDeployment(chain, alone)
    const found = keccak256(`${deployedBytecode.slice(0, -2)}${last}` as Hex)
    expect(difference).toMatchObject({ kind: 'code', contractName, address, expected, found })
    expect(others).toEqual([])
    await putBack(snapshot)
  }
})

test('code that is too short, and one that only has a prefix right', async () => {
  await setCode('Court', '0x00')
  await setCode(
    'CoverPool',
    slice((await chain.getCode({ address: addresses.CoverPool as Address })) as Hex, 0, 20_000),
  )
  expect(kinds(await verify()).sort()).toEqual(['code Court', 'code CoverPool'])
})

test('each immutable of each contract that is another one', async () => {
  const word = padHex('0x00000000000000000000000000000000000bad00', { size: 32 })
  let count = 0
  for (const [contractName, address] of Object.entries(addresses)) {
    const { immutableReferences } = artifactOf(contractName)
    const code = (await chain.getCode({ address })) as Hex
    for (const [id, [place]] of Object.entries(immutableReferences)) {
      const snapshot = await chain.snapshot()
      await setCode(contractName, zeroed(code, immutableReferences, word, id))
      const differences = await verifyDeployment(chain, alone)
      expect(differences, `${contractName} ${id}`).toHaveLength(1)
      const start = place?.start as number
      const before = slice(code, start, start + 32)
      const [difference] = differences
      expect(difference).toMatchObject({ kind: 'wiring', contractName, address })
      if (difference?.kind !== 'wiring') throw new Error('not wiring')
      expect(padHex(difference.expected, { size: 32 }).toLowerCase()).toBe(before)
      expect(padHex(difference.found, { size: 32 })).toBe(word)
      count++
      await putBack(snapshot)
    }
  }
  expect(count).toBeGreaterThan(40)
})

test('whom a contract points to is named', async () => {
  const wrong = getAddress('0x1234567890123456789012345678901234567890')
  const { immutableReferences } = artifactOf('Court')
  const code = (await chain.getCode({ address: record.court })) as Hex
  await setCode('Court', zeroed(code, immutableReferences, padHex(wrong, { size: 32 })))
  expect(await verify()).toEqual([
    {
      ...{ kind: 'wiring', contractName: 'Court', address: record.court, field: 'lossLedger' },
      ...{ expected: record.lossLedger, found: wrong },
      message: `Court at ${record.court} has ${wrong} for lossLedger, not ${record.lossLedger}.`,
    },
  ])
})

test('two pointers that have changed places', async () => {
  const { immutableReferences } = artifactOf('CoverToken')
  const code = (await chain.getCode({ address: record.coverToken })) as Hex
  const [one, two] = [record.factory, record.registry].map((a) => a.slice(2).toLowerCase())
  const swapped = code.replaceAll(one as string, '~').replaceAll(two as string, one as string)
  await setCode('CoverToken', swapped.replaceAll('~', two as string) as Hex)
  const fields = (await verify()).map((difference) => (difference.kind === 'wiring' ? difference.field : '?'))
  expect(fields.sort()).toEqual(['factory', 'registry'])
  expect(Object.keys(immutableReferences)).toHaveLength(2)
})

test('another owner', async () => {
  const other = accountOf('buyer').address
  const differences = await verify({ owner: other })
  expect(differences).toEqual(
    ['AuditRegistry', 'ProductRegistry'].map((contractName) => ({
      ...{
        kind: 'owner',
        contractName,
        address: addresses[contractName] as Address,
        expected: other,
        found: owner,
      },
      message: `The owner of ${contractName} is ${owner}, not ${other}.`,
    })),
  )
  // One that has been given away.
  await chain.setStorageAt({
    address: record.registry,
    index: OWNER_SLOT,
    value: padHex(other, { size: 32 }),
  })
  expect(kinds(await verify())).toEqual(['owner ProductRegistry'])
  // Addresses alone tell of no owner.
  expect(await verifyDeployment(chain, alone)).toEqual([])
  await setCode('AuditRegistry', '0x')
  expect(kinds(await verify())).toEqual([
    'missing AuditRegistry',
    'owner AuditRegistry',
    'owner ProductRegistry',
  ])
})

test('addresses that are not those of one deployment', async () => {
  const other = await deployBreakwater(people.alice, { owner: accountOf('sponsor').address })
  expect(kinds(await verifyDeployment(chain, { ...alone, court: other.court }))).toEqual(['wiring Court'])
  const mixed = await verifyDeployment(chain, { ...alone, coverToken: other.coverToken })
  // What it points to, and all that point to the one that is left out.
  expect(new Set(kinds(mixed))).toEqual(
    new Set(
      ['CoverToken', 'CoverPoolFactory', 'CoverPool', 'CoverPoolSegment2', 'CoverPoolSegment3', 'ClaimsVault']
        .concat('ClaimsVaultSegment2', 'CoverRouter')
        .concat('CoveredVaultFactory', 'RenewalMandate')
        .map((name) => `wiring ${name}`),
    ),
  )
})

test('a record that tells of other code', async () => {
  const codeHashes = { ...record.codeHashes, Court: keccak256('0x00') }
  const differences = await verify({ codeHashes })
  expect(differences).toMatchObject([
    { kind: 'record', contractName: 'Court', expected: record.codeHashes.Court, found: keccak256('0x00') },
  ])
  expect(kinds(await verify({ codeHashes: {} }))).toHaveLength(Object.keys(record.codeHashes).length)
})

describe('refused', () => {
  test('a deployment for another chain, of another release, or without an address', async () => {
    const refusal = (other: object) => expect(verify(other as Partial<DeploymentRecord>)).rejects
    await refusal({ chainId: 1 }).toMatchObject({
      ...{ name: 'InvalidParameterError', parameter: 'deployment.chainId' },
      message: `"deployment.chainId" is 1, and the node is on chain ${foundry.id}.`,
    })
    await refusal({ release: '9.9.9' }).toMatchObject({
      ...{ name: 'ReleaseMismatchError', release: '9.9.9', installed: artifacts.release },
    })
    await refusal({ court: undefined }).toMatchObject({ parameter: 'deployment.court' })
  })

  test('by a client, too', () => {
    const extend = (other: object) => () => breakwaterActions({ deployment: { ...record, ...other } })
    expect(extend({})).not.toThrow()
    expect(extend({ registry: '0x12' })).toThrow('"deployment.registry" is not an address.')
    expect(() => breakwaterActions({ deployment: null as never })).toThrow(
      '"deployment.factory" is not an address.',
    )
  })
})

test('a record is a deployment for clients', async () => {
  const client = people.bob.extend(breakwaterActions({ deployment: record }))
  const { productId } = await client.breakwater.getTerms({ termsId: scene.termsId })
  expect(await client.breakwater.getProduct({ productId })).toMatchObject({
    name: expect.stringMatching(/./),
  })
})

test('there is no public deployment yet, and that is what is said', () => {
  const say = (release?: string) => () => getDeployment(1, release)
  expect(say()).toThrow('No addresses of Breakwater are known on chain 1: it is on no public chain yet.')
  expect(say('1.2.3')).toThrow(
    'No addresses of Breakwater 1.2.3 are known on chain 1: it is on no public chain yet.',
  )
})

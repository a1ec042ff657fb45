/**
 * Proofs of where a proxy pointed, taken from a real chain: contracts/test/mocks/proxyProofs.json. Without arguments an
 * anvil is started, a proxy upgraded and filled, and after each step its `eth_getProof` and the block's header recorded;
 * `pnpm format` is to follow. `--check`, a part of `pnpm check`, verifies what is recorded with another prover than the
 * contracts': keccak of the header, and @ethereumjs/mpt. Headers hold anvil's random numbers, so a second recording
 * differs from the first. contracts/test/mocks/tries.json beside it has tries of all shapes, which that prover makes.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createMerkleProof, MerklePatriciaTrie, verifyMerkleProof } from '@ethereumjs/mpt'
import {
  type Abi,
  type Address,
  type Block,
  concat,
  encodeDeployData,
  encodeFunctionData,
  fromRlp,
  getAddress,
  type Hex,
  hexToBigInt,
  hexToBytes,
  keccak256,
  numberToHex,
  padHex,
  size,
  slice,
  toHex,
  zeroAddress,
  zeroHash,
} from 'viem'
import { headerOf } from '../../../sdk/src/actions/listing/blockHeader.ts'
import { type LocalChain, startChain } from '../../../sdk/src/testing/chain.ts'
import { accountOf } from '../../../sdk/src/testing/personas.ts'
import { forge, main, ROOT } from '../lib.ts'

const FILE = join(ROOT, 'contracts/test/mocks/proxyProofs.json')
const TRIES = join(ROOT, 'contracts/test/mocks/tries.json')
const ARTIFACT = join(ROOT, 'contracts/out/ChangingProxy.sol/ChangingProxy.json')

/** keccak256("eip1967.proxy.implementation") − 1. */
const SLOT = numberToHex(
  hexToBigInt(keccak256('0x656970313936372e70726f78792e696d706c656d656e746174696f6e')) - 1n,
)
/** Root of a trie that holds nothing. */
const EMPTY_TRIE = keccak256('0x80')
const NO_CODE = keccak256('0x')
/** Addresses with leading zeros are stored in fewer bytes. */
const FIRST: Address = '0x00000000000000000000000000000000bad0f00d'
const SECOND: Address = '0x1111111111111111111111111111111111111111'
const NEVER_SET: Address = '0x3333333333333333333333333333333333333333'
const NO_ACCOUNT: Address = '0x2222222222222222222222222222222222222222'

/** A trie of any shape, and what it holds under a key. */
interface TrieVector {
  root: Hex
  key: Hex
  proof: Hex[]
  /** `0x` for nothing. */
  value: Hex
}

/** What `eth_getProof` and the block's header said, and what they should prove. */
interface Recorded {
  target: Address
  blockNumber: number
  timestamp: number
  blockHash: Hex
  header: Hex
  accountProof: Hex[]
  storageProof: Hex[]
  /** Of the target; zero if there was no such account. */
  codeHash: Hex
  implementation: Address
  /** The target's code, with the first record: tests put it where the proofs say it was. */
  code?: Hex
}

// ------------------------------------------------------------------- recording

async function record(chain: LocalChain): Promise<Record<string, Recorded>> {
  const { client } = chain
  const { abi, bytecode, deployedBytecode } = JSON.parse(readFileSync(ARTIFACT, 'utf8')) as {
    abi: Abi
    bytecode: { object: Hex }
    deployedBytecode: { object: Hex }
  }
  const from = accountOf('auditor').address
  const send = async (data: Hex, to?: Address) => {
    const hash = await client.request<{ Parameters: unknown; ReturnType: Hex }>({
      method: 'eth_sendTransaction',
      params: [{ from, to, data, gas: numberToHex(10_000_000) }],
    })
    const receipt = await client.waitForTransactionReceipt({ hash })
    if (receipt.status !== 'success') throw new Error('A transaction reverted.')
    return receipt.contractAddress as Address
  }
  const call = (functionName: string, ...args: unknown[]) => encodeFunctionData({ abi, functionName, args })

  for (const address of [FIRST, SECOND])
    await client.setCode({ address, bytecode: `0x60${slice(address, 19).slice(2)}` })
  // A trie of four levels.
  for (let i = 1; i <= 600; ++i) {
    await client.setBalance({ address: padHex(numberToHex(i * 65_537), { size: 20 }), value: 1n })
  }
  const proxy = await send(encodeDeployData({ abi, bytecode: bytecode.object, args: [FIRST] }))

  const result: Record<string, Recorded> = {}
  const take = async (name: string, target: Address, implementation: Address) => {
    const block = await client.getBlock()
    const { accountProof, storageProof, codeHash, storageHash } = await client.getProof({
      address: target,
      storageKeys: [SLOT],
      blockNumber: block.number,
    })
    result[name] = {
      target,
      blockNumber: Number(block.number),
      timestamp: Number(block.timestamp),
      blockHash: block.hash,
      header: headerOf(block as Block),
      accountProof,
      // Of an empty trie some nodes send the empty string, others nothing.
      storageProof: storageHash === EMPTY_TRIE ? [] : (storageProof[0]?.proof ?? []),
      codeHash: codeHash === NO_CODE ? zeroHash : codeHash,
      implementation,
    }
  }
  const codeOf = async (address: Address) => (await client.getCode({ address })) ?? '0x'

  await take('before', proxy, FIRST)
  Object.assign(result.before ?? {}, { code: await codeOf(proxy) })
  await send(call('upgrade', SECOND), proxy)
  await take('after', proxy, SECOND)
  await send(call('fill', 0n, 200n), proxy)
  await take('deep', proxy, SECOND)
  await send(call('write', `0x${'ff'.repeat(12)}${SECOND.slice(2)}`), proxy)
  await take('wholeWord', proxy, SECOND)

  // The same code without its constructor: a slot that was never written. Anvil keeps one that was cleared as a zero.
  await client.setCode({ address: NEVER_SET, bytecode: deployedBytecode.object })
  await client.mine({ blocks: 1 })
  await take('emptyTrie', NEVER_SET, zeroAddress)
  await send(call('fill', 0n, 1n), NEVER_SET)
  await take('otherLeaf', NEVER_SET, zeroAddress)
  await send(call('fill', 1n, 6n), NEVER_SET)
  await take('emptyBranch', NEVER_SET, zeroAddress)
  await send(call('fill', 6n, 200n), NEVER_SET)
  await take('deepAbsence', NEVER_SET, zeroAddress)
  await take('noAccount', NO_ACCOUNT, zeroAddress)
  return result
}

// ----------------------------------------------------------------------- tries

/**
 * Small tries made by the other prover, always the same: keys that differ in few nibbles, and so the extensions, and the
 * nodes within nodes, that a chain's hashed keys hardly ever make.
 */
async function tries(): Promise<TrieVector[]> {
  const result: TrieVector[] = []
  for (let seed = 0; seed < 12; ++seed) {
    const draw = (i: number) => keccak256(toHex(`${seed} ${i}`))
    const shared = slice(draw(0), 0, [0, 1, 2, 15, 29, 30][seed % 6] as number)
    const keyOf = (i: number) => concat([shared, slice(draw(i), size(shared))])
    const trie = new MerklePatriciaTrie()
    for (let i = 1; i <= 2 + seed; ++i) await trie.put(bytes(keyOf(i)), bytes(i % 2 ? '0x07' : draw(-i)))
    for (let i = 1; i <= 6 + seed; ++i) {
      // The last one leaves the path of all others at once.
      const key = i === 6 + seed ? draw(-100) : keyOf(i)
      const nodes = await createMerkleProof(trie, bytes(key))
      const value = await trie.get(bytes(key))
      result.push({
        root: toHex(trie.root()),
        key,
        // Nodes of less than 32 bytes are part of their parents.
        proof: nodes.filter((node, depth) => depth === 0 || node.length >= 32).map((node) => toHex(node)),
        value: value ? toHex(value) : '0x',
      })
    }
  }
  return result
}

// -------------------------------------------------------------------- checking

const bytes = (value: Hex) => hexToBytes(value)

/** The value under a key, or null if the proof shows that there is none; throws if it shows neither. */
async function prove(root: Hex, key: Hex, proof: Hex[]): Promise<Hex | null> {
  if (root === EMPTY_TRIE && proof.length === 0) return null
  const options = { root: bytes(root), useKeyHashing: true }
  const value = await verifyMerkleProof(bytes(key), proof.map(bytes), options)
  return value && `0x${Buffer.from(value).toString('hex')}`
}

/** One sentence for what is wrong with a record. */
async function verify(recorded: Recorded): Promise<string | undefined> {
  const { target, header, accountProof, storageProof } = recorded
  if (keccak256(header) !== recorded.blockHash) return 'the header has another hash'
  const fields = fromRlp(header, 'hex') as Hex[]
  if (Number(fields[8]) !== recorded.blockNumber) return 'the header has another number'
  if (Number(fields[11]) !== recorded.timestamp) return 'the header has another time'

  const account = await prove(fields[3] as Hex, target, accountProof)
  if (!account) return recorded.codeHash === zeroHash ? undefined : 'there is no account'
  const [, , storageRoot, codeHash] = fromRlp(account, 'hex') as Hex[]
  if (codeHash !== recorded.codeHash) return 'the account has another code hash'
  if (recorded.code && keccak256(recorded.code) !== codeHash) return 'the code has another hash'
  const word = await prove(storageRoot as Hex, SLOT, storageProof)
  const found = word ? slice(padHex(fromRlp(word, 'hex') as Hex, { size: 32 }), 12) : zeroAddress
  return getAddress(found) === getAddress(recorded.implementation) ? undefined : `the slot holds ${word}`
}

main(import.meta.url, async () => {
  const vectors = JSON.stringify(await tries())
  if (!process.argv.includes('--check')) {
    const { code } = await forge(['build', 'contracts/test/mocks/ChangingProxy.sol'])
    if (code !== 0) return code
    const chain = await startChain()
    try {
      writeFileSync(FILE, `${JSON.stringify(await record(chain), null, 2)}\n`)
    } finally {
      await chain.stop()
    }
    writeFileSync(TRIES, vectors)
  }
  if (JSON.stringify(JSON.parse(readFileSync(TRIES, 'utf8'))) !== vectors) {
    throw new Error('tries.json is not what this script writes.')
  }
  const records = Object.entries(JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, Recorded>)
  for (const [name, recorded] of records) {
    const wrong = await verify(recorded).catch((error: Error) => error.message)
    if (wrong) throw new Error(`Proof "${name}": ${wrong}.`)
  }
  console.log(`${records.length} proofs verified.`)
  return 0
})

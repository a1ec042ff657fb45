import { type Address, erc20Abi, type Hex, maxUint256 } from 'viem'
import { signTypedData } from 'viem/actions'
import { beforeEach, expect, test } from 'vitest'
import { type AssetPermit, permit2Address } from '../../src/index.js'
import {
  chain,
  DAY,
  fillPool,
  mint,
  now,
  people,
  refused,
  scene,
  travel,
  usdc,
  useScene,
} from '../fixture.js'

const { alice, bob, carol, eve, keeper, lister } = people
const [owner, operator] = [carol.account.address, bob.account.address]

useScene()

let deadline: number

beforeEach(async () => {
  await fillPool()
  deadline = (await now()) + 3600
  await mint(scene.asset, owner, usdc('1000'))
})

const allowance = (spender: Address, token = scene.asset) =>
  chain.readContract({ address: token, abi: erc20Abi, functionName: 'allowance', args: [owner, spender] })

async function signed(kind: AssetPermit['kind'], amount = 5n): Promise<AssetPermit> {
  const { asset, pool } = scene
  if (kind === 'permit2')
    await carol.breakwater.approveAssetSync({ asset, pool: permit2Address, amount: maxUint256 })
  const permit = await carol.breakwater.signAssetPermit({ asset, pool, amount, deadline, kind })
  if (!permit) throw new Error('Nothing was signed.')
  return permit
}

async function allowed({ kind, pool, asset }: AssetPermit): Promise<bigint> {
  if (kind === 'eip2612') return allowance(pool)
  const [amount] = await chain.readContract({
    address: permit2Address,
    abi: PERMIT2,
    functionName: 'allowance',
    args: [owner, asset, pool],
  })
  return amount
}

const PERMIT2 = [
  {
    type: 'function',
    name: 'allowance',
    inputs: [{ type: 'address' }, { type: 'address' }, { type: 'address' }],
    outputs: [{ type: 'uint160' }, { type: 'uint48' }, { type: 'uint48' }],
    stateMutability: 'view',
  },
] as const

const invalid = { name: 'InvalidParameterError', parameter: 'permit', outcome: 'refused' }

test.each(['eip2612', 'permit2'] as const)('anybody submits a permit by %s, once', async (kind) => {
  const permit = await signed(kind, 7n)
  await eve.breakwater.submitPermitSync({ permit })
  expect(await allowed(permit)).toBe(7n)
  await expect(eve.breakwater.submitPermitSync({ permit })).rejects.toMatchObject(invalid)
  await carol.breakwater.depositSync({ pool: scene.pool, assets: 7n, ...(kind === 'permit2' && { permit }) })
  expect(await allowed(permit)).toBe(0n)
})

test.each(['eip2612', 'permit2'] as const)('a permit by %s is revoked by one of nothing', async (kind) => {
  const permit = await signed(kind)
  const revocation = await carol.breakwater.signPermitRevocation({ permit })
  expect(revocation).toMatchObject({ ...permit, amount: 0n, signature: revocation.signature })
  await keeper.breakwater.submitPermitSync({ permit: revocation })
  await expect(eve.breakwater.submitPermitSync({ permit })).rejects.toMatchObject(invalid)
  await refused(carol.breakwater.depositSync({ pool: scene.pool, assets: 5n, permit }), 'TransferFromFailed')
  expect(await allowed(permit)).toBe(0n)
  // The next one is good again.
  const next = await signed(kind)
  expect(next.nonce).toBe(permit.nonce + 1n)
  await carol.breakwater.depositSync({ pool: scene.pool, assets: 5n, permit: next })
})

test.each(['eip2612', 'permit2'] as const)(
  'a permit by %s that was used has nothing to revoke',
  async (kind) => {
    const permit = await signed(kind)
    const revocation = await carol.breakwater.signPermitRevocation({ permit })
    await eve.breakwater.submitPermitSync({ permit })
    // Signed before, and too late: it takes nothing back.
    await expect(carol.breakwater.submitPermitSync({ permit: revocation })).rejects.toMatchObject(invalid)
    expect(await allowed(permit)).toBe(5n)
    const again = carol.breakwater.signPermitRevocation({ permit })
    await expect(again).rejects.toMatchObject({ parameter: 'permit', value: permit.nonce })
    // What is left is an allowance, which a revocation with the next nonce ends.
    const next = { ...permit, nonce: permit.nonce + 1n }
    const ended = await carol.breakwater.signPermitRevocation({ permit: next })
    await keeper.breakwater.submitPermitSync({ permit: ended })
    expect(await allowed(permit)).toBe(0n)
  },
)

test('permits out of turn, out of time and of others are told', async () => {
  const permit = await signed('eip2612')
  const early = await carol.breakwater.signPermitRevocation({
    permit: { ...permit, nonce: permit.nonce + 1n },
  })
  await expect(keeper.breakwater.submitPermit({ permit: early })).rejects.toThrow('not the next one yet')
  const foreign = eve.breakwater.signPermitRevocation({ permit })
  await expect(foreign).rejects.toThrow('of another account than the signer')
  const forged = { ...permit, owner: alice.account.address, nonce: 0n }
  await refused(eve.breakwater.submitPermit({ permit: forged }), 'InvalidPermit')
  const { signature: _, ...rest } = permit
  const long = { ...rest, signature: `${permit.signature}00` as Hex }
  await expect(eve.breakwater.submitPermit({ permit: long })).rejects.toThrow('not signed by a key')
  await travel(2 * 3600)
  await expect(eve.breakwater.submitPermit({ permit })).rejects.toThrow('deadline that is over')
})

test('a permit of shares is revoked like one of an asset', async () => {
  const { pool } = scene
  const spender = operator
  await mint(scene.asset, owner, 10n)
  const ask = { asset: pool, spender, amount: 5n, deadline }
  const permit = await carol.breakwater.signAssetPermit(ask)
  if (!permit) throw new Error('Nothing was signed.')
  expect(permit.kind).toBe('eip2612')
  const revocation = await carol.breakwater.signPermitRevocation({ permit })
  await keeper.breakwater.submitPermitSync({ permit: revocation })
  await expect(eve.breakwater.submitPermit({ permit })).rejects.toMatchObject(invalid)
  expect(await carol.breakwater.getShareAllowance({ pool, owner, spender })).toBe(0n)
})

test('anybody submits a signed operator, once', async () => {
  const { pool } = scene
  const authorization = await carol.breakwater.signOperator({ pool, operator, approved: true, deadline })
  expect(authorization).toMatchObject({ pool, controller: owner, operator, approved: true, deadline })
  const set = await eve.breakwater.authorizeOperatorSync({ authorization })
  expect(set).toMatchObject({ controller: owner, operator, approved: true })
  expect(await carol.breakwater.isOperator({ pool, controller: owner, operator })).toBe(true)
  await refused(eve.breakwater.authorizeOperator({ authorization }), 'NonceUsed')
  const ended = await carol.breakwater.signOperator({ pool, operator, approved: false, deadline })
  await eve.breakwater.authorizeOperatorSync({ authorization: ended })
  expect(await carol.breakwater.isOperator({ pool, controller: owner, operator })).toBe(false)
})

test('a signed operator is revoked by its nonce, and operators stay what they are', async () => {
  const { pool } = scene
  await carol.breakwater.setOperatorSync({ pool, operator, approved: true })
  const authorization = await carol.breakwater.signOperator({
    ...{ pool, operator: eve.account.address, approved: true, deadline },
  })
  const revocation = await carol.breakwater.signOperatorRevocation({ authorization })
  await keeper.breakwater.authorizeOperatorSync({ authorization: revocation })
  await refused(eve.breakwater.authorizeOperator({ authorization }), 'NonceUsed')
  const ask = { pool, controller: owner }
  expect(await carol.breakwater.isOperator({ ...ask, operator: eve.account.address })).toBe(false)
  expect(await carol.breakwater.isOperator({ ...ask, operator })).toBe(true)
  expect(await carol.breakwater.isOperator({ ...ask, operator: owner })).toBe(false)
})

test('operators signed by others, elsewhere or too late are refused', async () => {
  const { pool } = scene
  const ask = { pool, operator, approved: true, deadline }
  const authorization = await carol.breakwater.signOperator(ask)
  const stolen = { ...authorization, operator: eve.account.address }
  await refused(eve.breakwater.authorizeOperator({ authorization: stolen }), 'InvalidSignature')
  const foreign = eve.breakwater.signOperatorRevocation({ authorization })
  await expect(foreign).rejects.toThrow('of another account than the signer')
  await expect(carol.breakwater.signOperator({ ...ask, nonce: '0x12' })).rejects.toMatchObject({
    parameter: 'nonce',
  })
  await expect(carol.breakwater.signOperator({ ...ask, deadline: 0.5 })).rejects.toMatchObject({
    parameter: 'deadline',
  })
  await expect(carol.breakwater.signOperator({ ...ask, pool: scene.asset })).rejects.toMatchObject({
    name: 'TransactionRevertedError',
  })
  await travel(DAY)
  await refused(eve.breakwater.authorizeOperator({ authorization }), 'DeadlinePassed')
})

test('an attestation that was never submitted is revoked by a signature', async () => {
  const auditor = alice.account.address
  await lister.breakwater.listAuditorSync({ auditor })
  const attestationNonce = `0x${'ab'.repeat(32)}` as const
  const date = (await now()) - DAY
  const attestation = {
    ...{ auditor, codeHashes: [attestationNonce], reportHash: attestationNonce },
    ...{ openFindings: 0, date, expiry: date + 100 * DAY, attestationNonce, deadline },
  } as const
  const signature = await alice.breakwater.signAttestation(attestation)
  const ask = { auditor, attestationNonce, deadline }
  const revocation = await alice.breakwater.signAttestationRevocation(ask)
  await keeper.breakwater.revokeAttestationSync({ ...ask, signature: revocation })
  await refused(keeper.breakwater.attestCode({ ...attestation, signature }), 'NonceUsed')
  const forged = await eve.breakwater.signAttestationRevocation(ask)
  await refused(keeper.breakwater.revokeAttestation({ ...ask, signature: forged }), 'InvalidSignature')
})

test('the domain of operators is that of the pool’s shares on this chain', async () => {
  const { pool } = scene
  const { nonce, signature } = await carol.breakwater.signOperator({
    pool,
    operator,
    approved: true,
    deadline,
  })
  const { name } = await carol.breakwater.getPool({ pool })
  const expected = await signTypedData(carol, {
    account: carol.account,
    domain: { name, version: '1', chainId: await chain.getChainId(), verifyingContract: pool },
    primaryType: 'AuthorizeOperator',
    types: {
      AuthorizeOperator: [
        { name: 'controller', type: 'address' },
        { name: 'operator', type: 'address' },
        { name: 'approved', type: 'bool' },
        { name: 'nonce', type: 'bytes32' },
        { name: 'deadline', type: 'uint256' },
      ],
    },
    message: { controller: owner, operator, approved: true, nonce, deadline: BigInt(deadline) },
  })
  expect(signature).toBe(expected)
})

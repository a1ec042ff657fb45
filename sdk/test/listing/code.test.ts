import { type Address, createWalletClient, http, keccak256, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'
import { expect, test } from 'vitest'
import { breakwaterActions, HeaderMismatchError, type Pin } from '../../src/index.js'
import { readMock } from '../../src/testing/index.js'
import { attestCode, reviewCode } from '../../src/testing/scenarios/product.js'
import {
  buy,
  chain,
  createPool,
  DAY,
  deploy,
  deployment,
  fillPool,
  kit,
  now,
  people,
  scene,
  TERMS,
  travelTo,
  url,
  usdc,
  useScene,
} from '../fixture.js'

const { alice, carol, eve, judge, keeper, lister } = people

useScene()

const GRACE = 20 * DAY

/** A proxy that anyone upgrades, on reviewed code. */
async function deployProxy(): Promise<Address> {
  const { address: implementation } = await deploy(keeper, 'MockUSDC')
  const { address } = await deploy(keeper, 'ChangingProxy', [implementation])
  return address
}

async function upgrade(proxy: Address, implementation: Address): Promise<void> {
  const { abi } = readMock('ChangingProxy')
  const hash = await eve.writeContract({
    address: proxy,
    abi,
    functionName: 'upgrade',
    args: [implementation],
  })
  await eve.waitForTransactionReceipt({ hash })
}

async function publish(pins: readonly Pin[]): Promise<bigint> {
  const { asset, subject, productId } = scene
  const { termsId } = await lister.breakwater.publishTermsSync({
    ...{ ...TERMS, productId, asset, resolver: deployment.court, subject },
    ...{ codeGrace: GRACE, pins },
  })
  return termsId
}

async function proofOf(proxy: Address) {
  await chain.mine({ blocks: 1 })
  return keeper.breakwater.getStorageProof({ proxy })
}

test('a pin is what a contract runs, and what is behind a proxy', async () => {
  const proxy = await deployProxy()
  const code = (await chain.getCode({ address: scene.asset })) ?? '0x'
  const plain = { chainId: foundry.id, target: scene.asset, kind: 'plain', codeHash: keccak256(code) }
  expect(await alice.breakwater.getPin({ target: scene.asset })).toEqual(plain)
  const pin = await alice.breakwater.getPin({ target: proxy })
  expect(pin).toMatchObject({ kind: 'proxy', target: proxy })
  // The implementation is another deployment of the asset's code.
  expect(pin.implementationCodeHash).toBe(plain.codeHash)
  await expect(alice.breakwater.getPin({ target: carol.account.address })).rejects.toMatchObject({
    name: 'NoCodeError',
  })
})

test('an attestation is signed, submitted by anyone, read and revoked', async () => {
  const auditor = judge.account.address
  const codeHash = keccak256(toHex('some code'))
  const at = await now()
  const attestation = {
    ...{ auditor, codeHashes: [codeHash], reportHash: keccak256(toHex('report')), openFindings: 2 },
    ...{ date: at - DAY, expiry: at + 100 * DAY, deadline: at + DAY, attestationNonce: codeHash },
  }
  const signature = await judge.breakwater.signAttestation(attestation)
  const { id, attestation: told } = await eve.breakwater.attestCodeSync({ ...attestation, signature })
  expect(told).toMatchObject({ auditor, openFindings: 2, expiry: attestation.expiry })
  expect(await alice.breakwater.getAttestations({ codeHash, at: await now() })).toMatchObject([
    { id, auditor, openFindings: 2, until: attestation.expiry, reportHash: attestation.reportHash },
  ])
  expect(await alice.breakwater.getAttestations({ codeHash, at: at - 1 })).toEqual([])
  const twice = eve.breakwater.attestCode({ ...attestation, signature })
  await expect(twice).rejects.toMatchObject({ name: 'NonceUsed' })
  const forged = eve.breakwater.attestCode({ ...attestation, openFindings: 0, signature })
  await expect(forged).rejects.toMatchObject({ name: 'InvalidSignature' })
  const foreign = eve.breakwater.revokeAttestation({
    auditor,
    attestationNonce: codeHash,
    deadline: at + DAY,
  })
  await expect(foreign).rejects.toMatchObject({ name: 'InvalidSignature' })
  const { receipt } = await judge.breakwater.revokeAttestationSync({ auditor, attestationNonce: codeHash })
  const { timestamp } = await chain.getBlock({ blockNumber: receipt.blockNumber })
  const [revoked] = await alice.breakwater.getAttestations({ codeHash, at: await now() })
  expect(revoked?.until).toBe(Number(timestamp))
})

test('an attestation can be for one product alone', async () => {
  const auditor = judge.account.address
  const codeHash = keccak256(toHex('code of one product'))
  const at = await now()
  const attestation = {
    ...{ auditor, codeHashes: [codeHash], reportHash: keccak256(toHex('report')), openFindings: 0 },
    ...{
      date: at - DAY,
      expiry: at + 100 * DAY,
      deadline: at + DAY,
      attestationNonce: codeHash,
      productId: 7n,
    },
  }
  const signature = await judge.breakwater.signAttestation(attestation)
  const forged = eve.breakwater.attestCode({ ...attestation, productId: undefined, signature })
  await expect(forged).rejects.toMatchObject({ name: 'InvalidSignature' })
  const { id } = await eve.breakwater.attestCodeSync({ ...attestation, signature })
  const asked = { codeHash, at: await now() }
  expect(await alice.breakwater.getAttestations({ ...asked, productId: 7n })).toMatchObject([
    { id, productId: 7n },
  ])
  expect(await alice.breakwater.getAttestations({ ...asked, productId: 8n })).toEqual([])
  expect(await alice.breakwater.getAttestations(asked)).toEqual([])
})

test('only listed auditors are heard', async () => {
  const stranger = privateKeyToAccount(keccak256(toHex('a stranger')))
  const client = createWalletClient({ account: stranger, chain: foundry, transport: http(url) }).extend(
    breakwaterActions({ deployment }),
  )
  const at = await now()
  const attestation = {
    ...{ auditor: stranger.address, codeHashes: [keccak256('0x01')], reportHash: keccak256('0x02') },
    ...{
      openFindings: 0,
      date: at,
      expiry: at + DAY,
      deadline: at + DAY,
      attestationNonce: toHex('1', { size: 32 }),
    },
  }
  const signature = await client.breakwater.signAttestation(attestation)
  const submit = () => eve.breakwater.attestCodeSync({ ...attestation, signature })
  await expect(submit()).rejects.toMatchObject({ name: 'AuditorNotListed' })
  await lister.breakwater.listAuditorSync({ auditor: stranger.address })
  expect((await submit()).auditor).toBe(stranger.address)
  const { listed } = await lister.breakwater.listAuditorSync({ auditor: stranger.address, listed: false })
  expect(listed).toBe(false)
})

test('terms are not published for code that nobody has reviewed, or that does not run', async () => {
  const proxy = await deployProxy()
  const pin = await alice.breakwater.getPin({ target: proxy })
  await expect(publish([pin])).rejects.toMatchObject({
    name: 'AttestationMissing',
    args: { codeHash: pin.codeHash },
  })
  await reviewCode(kit, [proxy])
  const other = { ...pin, implementationCodeHash: pin.codeHash }
  await expect(publish([other])).rejects.toMatchObject({
    name: 'InvalidPin',
    args: { index: 0n, field: 'implementationCodeHash' },
  })
  await expect(publish([])).rejects.toMatchObject({ name: 'InvalidTerms', args: { field: 'pins' } })
  const termsId = await publish([pin])
  expect(await alice.breakwater.getCode({ termsId })).toMatchObject({
    ...{ pins: [pin], lapseAt: 0, reason: undefined, auditGap: 0n },
    states: [{ codeHash: pin.codeHash, implementationCodeHash: pin.implementationCodeHash, flagged: false }],
  })
})

test('an upgrade is proven, reviewed and cleared', async () => {
  const proxy = await deployProxy()
  const { pins } = await reviewCode(kit, [proxy])
  const termsId = await publish(pins)
  const early = keeper.breakwater.flagCodeChange({ termsId, pin: 0, proof: await proofOf(proxy) })
  await expect(early).rejects.toMatchObject({ name: 'CodeUnchanged' })
  const old = await proofOf(proxy)
  const { address: implementation } = await deploy(eve, 'MockToken', ['Other', 'OTH', 18])
  await upgrade(proxy, implementation)
  const proof = await proofOf(proxy)
  const flagged = await keeper.breakwater.flagCodeChangeSync({ termsId, pin: 0, proof })
  expect(flagged.code.implementation).toBe(implementation)
  const state = await alice.breakwater.getCode({ termsId })
  expect(state).toMatchObject({ reason: 'flagged', lapseAt: Number(flagged.lapseAt) })
  expect(state.states[0]?.flagged).toBe(true)
  const stale = keeper.breakwater.clearCodeChange({ termsId, pin: 0, proof: old })
  await expect(stale).rejects.toMatchObject({ name: 'ProofTooOld' })
  const { implementationCodeHash } = await alice.breakwater.getPin({ target: proxy })
  await attestCode(kit, [implementationCodeHash ?? '0x'])
  await keeper.breakwater.clearCodeChangeSync({ termsId, pin: 0, proof: await proofOf(proxy) })
  expect(await alice.breakwater.getCode({ termsId })).toMatchObject({ reason: undefined, lapseAt: 0 })
})

test('forged and torn proofs are refused with a name', async () => {
  const proxy = await deployProxy()
  const { pins } = await reviewCode(kit, [proxy])
  const termsId = await publish(pins)
  await upgrade(proxy, scene.vault)
  const proof = await proofOf(proxy)
  const flag = (changed: Partial<typeof proof>) =>
    keeper.breakwater.flagCodeChange({ termsId, pin: 0, proof: { ...proof, ...changed } })
  await expect(flag({ storageProof: [] })).rejects.toMatchObject({ name: 'InvalidStorageProof' })
  await expect(flag({ accountProof: proof.accountProof.slice(1) })).rejects.toMatchObject({
    name: 'InvalidStorageProof',
  })
  await expect(flag({ header: '0xc0' })).rejects.toMatchObject({ name: 'FieldNotPresentInBlockHeader' })
  await expect(flag({ header: '0x00' })).rejects.toMatchObject({ name: 'RLPInvalidEncoding' })
  await expect(keeper.breakwater.flagCodeChange({ termsId, pin: 1, proof })).rejects.toMatchObject({
    name: 'UnknownPin',
  })
})

test('a block whose fields are not those of its header proves nothing', async () => {
  const proxy = await deployProxy()
  const lying = createWalletClient({ chain: foundry, transport: http(url) })
    .extend(() => ({
      getBlock: async () => ({ ...(await chain.getBlock()), gasUsed: 1n }),
    }))
    .extend(breakwaterActions({ deployment }))
  await expect(lying.breakwater.getStorageProof({ proxy })).rejects.toBeInstanceOf(HeaderMismatchError)
})

test('cover lapses and is returned', async () => {
  const { address: target } = await deploy(keeper, 'MockUSDC')
  const { pins } = await reviewCode(kit, [target])
  const termsId = await publish(pins)
  const { pool } = await createPool(scene.asset, termsId)
  await fillPool(pool)
  scene.termsId = termsId
  const { coverId } = await buy(carol, usdc('100000'), 90 * DAY, pool)
  const inForce = carol.breakwater.lapseCover({ pool, coverId })
  await expect(inForce).rejects.toMatchObject({ name: 'TermsInForce' })
  await chain.setCode({ address: target, bytecode: '0x600160005260206000f3' })
  const { lapseAt } = await keeper.breakwater.flagCodeChangeSync({ termsId, pin: 0 })
  await expect(buy(carol, usdc('1000'), 90 * DAY, pool)).rejects.toMatchObject({
    name: 'TermsNotForSale',
    args: { reason: 'flagged' },
  })
  await travelTo(Number(lapseAt))
  const { refund, refundTo } = await carol.breakwater.lapseCoverSync({ pool, coverId })
  expect(refund).toBeGreaterThan(0n)
  expect(refundTo).toBe(carol.account.address)
})

test('what is attested is looked up anew by anyone', async () => {
  const { address: target } = await deploy(keeper, 'MockUSDC')
  const code = keccak256((await chain.getCode({ address: target })) ?? '0x')
  await reviewCode(kit, [target])
  const termsId = await publish([await alice.breakwater.getPin({ target })])
  const [word] = await alice.breakwater.getAttestations({ codeHash: code, at: await now() })
  const { until } = await keeper.breakwater.refreshAuditSync({ termsId })
  expect(until).toBe(word?.until)
  await travelTo(Number(until))
  expect((await alice.breakwater.getCode({ termsId })).auditGap).toBe(10n ** 18n)
})

import { type Address, erc20Abi, maxUint256, zeroAddress } from 'viem'
import { beforeEach, describe, expect, test } from 'vitest'
import { type AssetPermit, permit2Address } from '../../src/index.js'
import { connect, createSafe, delegate, delegates, safeAnswers } from '../accounts.js'
import {
  balanceOf,
  chain,
  DAY,
  exploitAndFire,
  fillPool,
  fund,
  mint,
  now,
  people,
  refused,
  scene,
  travel,
  usdc,
  useScene,
} from '../fixture.js'

const { alice, bob, carol, dave, eve, keeper } = people

useScene()

let deadline: number

beforeEach(async () => {
  await fillPool()
  deadline = (await now()) + 3600
})

const order = () => {
  const { pool, termsId } = scene
  return { pool, termsId, amount: usdc('50000'), duration: 90 * DAY, maxPremium: usdc('5000'), deadline }
}

const nobody = async (address: Address) => {
  const { asset, pool } = scene
  const ask = { address: asset, abi: erc20Abi, functionName: 'allowance', args: [address, pool] } as const
  expect(await chain.readContract(ask)).toBe(0n)
}

/** A client of a Safe of two owners that has money. */
async function safeWithMoney() {
  const owners = [bob, dave]
  const address = await createSafe(owners)
  await mint(scene.asset, address, usdc('100000'))
  return { address, owners, ...connect(address, safeAnswers(address, owners)) }
}

const asAsk = (kind?: AssetPermit['kind']) => {
  const { asset, pool } = scene
  return { asset, pool, amount: usdc('5000'), deadline, ...(kind && { kind }) }
}

describe('a Safe', () => {
  test('approves, buys, and is paid its claim, without knowing ERC-721', async () => {
    const { address, breakwater } = await safeWithMoney()
    const { pool, termsId, asset } = scene
    await breakwater.approveAssetSync({ asset, pool, amount: usdc('5000') })
    const { coverId, owner } = await breakwater.buyCoverSync(order())
    expect(owner).toBe(address)
    await travel(10 * DAY)
    const incidentId = await exploitAndFire()
    await keeper.breakwater.openCaseSync({ pool, termsId, incidentId })
    await travel(30 * DAY)
    const before = await balanceOf(asset, address)
    const { payout = 0n } = await keeper.breakwater.claimPayoutSync({ pool, coverId, incidentId })
    expect(payout).toBeGreaterThan(0n)
    expect((await balanceOf(asset, address)) - before).toBe(payout)
  })

  test('signs for Permit2 by ERC-1271, and a purchase submits it', async () => {
    const { address, breakwater } = await safeWithMoney()
    const { asset } = scene
    await breakwater.approveAssetSync({ asset, pool: permit2Address, amount: maxUint256 })
    const permit = await breakwater.signAssetPermit(asAsk())
    expect(permit).toMatchObject({ kind: 'permit2', owner: address })
    const { owner } = await breakwater.buyCoverSync({ ...order(), permit })
    expect(owner).toBe(address)
    await nobody(address)
  })

  test('is told that the asset wants a key’s signature', async () => {
    const { address, breakwater } = await safeWithMoney()
    await expect(breakwater.signAssetPermit(asAsk('eip2612'))).rejects.toMatchObject({
      ...{ name: 'SignatureRefusedError', account: address, by: 'asset' },
      hint: expect.stringContaining('kind "permit2"'),
    })
    // One owner's signature is as long as a key's.
    const alone = await createSafe([bob])
    const single = connect(alone, safeAnswers(alone, [bob])).breakwater
    await expect(single.signAssetPermit(asAsk('eip2612'))).rejects.toMatchObject({
      ...{ name: 'SignatureRefusedError', account: alone, by: 'asset' },
    })
  })

  test('is told that what too few owners have signed is refused', async () => {
    const { address, breakwater } = await safeWithMoney()
    await breakwater.approveAssetSync({ asset: scene.asset, pool: permit2Address, amount: maxUint256 })
    const lonely = connect(address, safeAnswers(address, [bob])).breakwater
    await expect(lonely.signAssetPermit(asAsk())).rejects.toMatchObject({
      ...{ name: 'SignatureRefusedError', account: address, by: 'account' },
      hint: 'Approve with approveAsset from the account instead.',
    })
  })

  test('signs an operator, who exits for it, and revokes another', async () => {
    const { address, breakwater } = await safeWithMoney()
    const { asset, pool } = scene
    await breakwater.approveAssetSync({ asset, pool, amount: usdc('1000') })
    const { shares } = await breakwater.depositSync({ pool, assets: usdc('1000') })
    const ask = { pool, approved: true, deadline }
    const authorization = await breakwater.signOperator({ ...ask, operator: carol.account.address })
    await keeper.breakwater.authorizeOperatorSync({ authorization })
    await carol.breakwater.requestRedeemSync({ pool, shares, owner: address })
    const second = await breakwater.signOperator({ ...ask, operator: eve.account.address })
    const revocation = await breakwater.signOperatorRevocation({ authorization: second })
    await keeper.breakwater.authorizeOperatorSync({ authorization: revocation })
    await refused(eve.breakwater.authorizeOperator({ authorization: second }), 'NonceUsed')
  })

  test('revokes what it has signed for Permit2', async () => {
    const { breakwater } = await safeWithMoney()
    await breakwater.approveAssetSync({ asset: scene.asset, pool: permit2Address, amount: maxUint256 })
    const permit = await breakwater.signAssetPermit(asAsk())
    if (!permit) throw new Error('Nothing was signed.')
    const revocation = await breakwater.signPermitRevocation({ permit })
    await keeper.breakwater.submitPermitSync({ permit: revocation })
    await refused(breakwater.buyCoverSync({ ...order(), permit }), 'TransferFromFailed')
  })
})

test('a contract that receives no ERC-721 by callback is given a cover, and is paid', async () => {
  const { pool, termsId, asset, vault } = scene
  await fund(carol, asset, pool, usdc('5000'))
  const refundTo = carol.account.address
  const { coverId } = await carol.breakwater.buyCoverSync({ ...order(), onBehalf: vault, refundTo })
  expect(await carol.breakwater.getCover({ coverId })).toMatchObject({
    owner: vault,
    insured: vault,
    refundTo,
  })
  await travel(10 * DAY)
  const incidentId = await exploitAndFire()
  await keeper.breakwater.openCaseSync({ pool, termsId, incidentId })
  await travel(30 * DAY)
  const before = await balanceOf(asset, vault)
  const { payout = 0n } = await keeper.breakwater.claimPayoutSync({ pool, coverId, incidentId })
  expect(payout).toBeGreaterThan(0n)
  expect((await balanceOf(asset, vault)) - before).toBe(payout)
})

describe('an account that has delegated to code', () => {
  const buyer = carol.account.address

  beforeEach(async () => {
    const { asset } = scene
    await mint(asset, buyer, usdc('100000'))
    await carol.breakwater.approveAssetSync({ asset, pool: permit2Address, amount: maxUint256 })
  })

  async function buyWith(kind: AssetPermit['kind']) {
    const permit = await carol.breakwater.signAssetPermit(asAsk(kind))
    expect(permit).toMatchObject({ kind })
    const { owner } = await carol.breakwater.buyCoverSync({ ...order(), permit })
    expect(owner).toBe(buyer)
  }

  test('which accepts its signatures does all that it did before', async () => {
    await delegate(carol, await delegates.accepting())
    expect(await carol.breakwater.signAssetPermit(asAsk())).toMatchObject({ kind: 'eip2612' })
    await buyWith('eip2612')
    await buyWith('permit2')
    const { pool } = scene
    const authorization = await carol.breakwater.signOperator({
      ...{ pool, operator: eve.account.address, approved: true, deadline },
    })
    await keeper.breakwater.authorizeOperatorSync({ authorization })
    expect(
      await keeper.breakwater.isOperator({ pool, controller: buyer, operator: eve.account.address }),
    ).toBe(true)
  })

  test.each(['silent', 'refusing'] as const)(
    'which is %s about signatures is told that, and what to do',
    async (kind) => {
      const { asset, pool } = scene
      const operator = eve.account.address
      await delegate(carol, await delegates[kind]())
      const error = {
        ...{ name: 'SignatureRefusedError', account: buyer, by: 'account' },
        message: `The code of ${buyer} refuses the account's signatures: no contract will accept this one.`,
      }
      await expect(carol.breakwater.signAssetPermit(asAsk('permit2'))).rejects.toMatchObject({
        ...error,
        hint: 'Approve with approveAsset from the account instead, or delegate the account to code that has ERC-1271.',
      })
      await expect(
        carol.breakwater.signOperator({ pool, operator, approved: true, deadline }),
      ).rejects.toMatchObject({
        ...error,
        hint: 'Send setOperator from the account instead, or delegate the account to code that has ERC-1271.',
      })
      // The asset asks the key alone.
      await buyWith('eip2612')
      await carol.breakwater.approveAssetSync({ asset, pool, amount: usdc('5000') })
      await carol.breakwater.buyCoverSync(order())
      await carol.breakwater.setOperatorSync({ pool, operator, approved: true })
      // And it is all as before once the delegation ends.
      await delegate(carol, zeroAddress)
      await buyWith('permit2')
    },
  )

  test('deposits, exits, and receives and passes on covers', async () => {
    const { asset, pool } = scene
    await delegate(carol, await delegates.silent())
    await carol.breakwater.approveAssetSync({ asset, pool, amount: usdc('2000') })
    const { shares } = await carol.breakwater.depositSync({ pool, assets: usdc('1000') })
    await carol.breakwater.requestRedeemSync({ pool, shares })
    await fund(alice, asset, pool, usdc('5000'))
    const { coverId } = await alice.breakwater.buyCoverSync({ ...order(), onBehalf: buyer })
    await carol.breakwater.transferCoverSync({ coverId, to: bob.account.address })
  })
})

test('an auditor whose code refuses signatures is told so', async () => {
  const auditor = bob.account.address
  await delegate(bob, await delegates.silent())
  const word = `0x${'ab'.repeat(32)}` as const
  const date = (await now()) - DAY
  const attestation = {
    ...{ auditor, codeHashes: [word], reportHash: word, openFindings: 0 },
    ...{ date, expiry: date + 100 * DAY, attestationNonce: word, deadline },
  } as const
  await expect(bob.breakwater.signAttestation(attestation)).rejects.toMatchObject({
    ...{ name: 'SignatureRefusedError', by: 'account' },
    hint: expect.stringContaining('attestCode from the account'),
  })
  const ask = { auditor, attestationNonce: word, deadline }
  await expect(bob.breakwater.signAttestationRevocation(ask)).rejects.toMatchObject({
    ...{ name: 'SignatureRefusedError', by: 'account' },
    hint: expect.stringContaining('revokeAttestation from the account'),
  })
})

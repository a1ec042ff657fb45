import { readFileSync } from 'node:fs'
import {
  type Address,
  createWalletClient,
  custom,
  decodeFunctionData,
  erc20Abi,
  type Hex,
  parseAbi,
} from 'viem'
import { foundry } from 'viem/chains'
import { beforeEach, expect, test } from 'vitest'
import { coverPoolAbi } from '../../src/abis.js'
import {
  AssetMismatchError,
  type AssetPermit,
  breakwaterActions,
  InvalidParameterError,
  permit2Address,
  signAssetPermit,
  TransactionRevertedError,
  UserRejectedError,
  WrongNetworkError,
} from '../../src/index.js'
import {
  balanceOf,
  chain,
  createPool,
  DAY,
  deploy,
  deployment,
  fillPool,
  fund,
  mint,
  now,
  people,
  scene,
  TERMS,
  usdc,
  useScene,
} from '../fixture.js'

const { bob, carol, eve, keeper, lister } = people
const buyer = carol.account.address
const permit2 = parseAbi([
  'function permit(address owner, ((address token, uint160 amount, uint48 expiration, uint48 nonce) details, address spender, uint256 sigDeadline) permitSingle, bytes signature)',
  'function allowance(address owner, address token, address spender) view returns (uint160, uint48, uint48)',
])

useScene()

let deadline: number

beforeEach(async () => {
  await fillPool()
  deadline = (await now()) + 600
})

/** The code of the real Permit2, where it is on every chain. */
async function installPermit2() {
  const path = new URL('../../../contracts/test/mocks/Permit2.json', import.meta.url)
  const { runtime } = JSON.parse(readFileSync(path, 'utf8'))
  await chain.setCode({ address: permit2Address, bytecode: runtime })
}

const allowance = (token: Address, spender: Address) =>
  chain.readContract({ address: token, abi: erc20Abi, functionName: 'allowance', args: [buyer, spender] })

async function orderOf(amount = usdc('50000')) {
  const order = { pool: scene.pool, termsId: scene.termsId, amount, duration: 90 * DAY }
  const { premium, start } = await carol.breakwater.getQuote(order)
  return { ...order, maxPremium: (premium * 101n) / 100n, maxStart: start + DAY, deadline }
}

async function signed(amount: bigint, kind?: AssetPermit['kind']): Promise<AssetPermit> {
  const { asset, pool } = scene
  const permit = await carol.breakwater.signAssetPermit({ asset, pool, amount, deadline, kind })
  if (!permit) throw new Error('Nothing was signed.')
  return permit
}

/** Gives the buyer money, and nobody an approval. */
async function earn(amount: bigint) {
  await fund(carol, scene.asset, scene.pool, amount)
  await carol.breakwater.approveAssetSync({ asset: scene.asset, pool: scene.pool, amount: 0n })
}

/** As `earn`; and Permit2, which this asset trusts from the start. */
async function earnForPermit2(amount: bigint) {
  await installPermit2()
  await earn(amount)
}

test('SDK-6: one transaction permits an exact amount and buys', async () => {
  const { asset, pool } = scene
  const order = await orderOf()
  await earn(usdc('10000'))
  const before = await balanceOf(asset, buyer)
  const permit = await signed(order.maxPremium)
  expect(permit).toMatchObject({ kind: 'eip2612', asset, pool, owner: buyer, amount: order.maxPremium })
  const { premium, owner } = await carol.breakwater.buyCoverSync({ ...order, permit })
  expect(owner).toBe(buyer)
  expect(before - (await balanceOf(asset, buyer))).toBe(premium)
  expect(await allowance(asset, pool)).toBe(order.maxPremium - premium)
})

test('SDK-6: Permit2 where it has been approved and the asset has no permit of its own, or on demand', async () => {
  const { asset, pool } = scene
  const order = await orderOf()
  await earnForPermit2(usdc('10000'))
  expect(await signed(order.maxPremium)).toMatchObject({ kind: 'eip2612' })
  const permit = await signed(order.maxPremium, 'permit2')
  expect(permit).toMatchObject({ kind: 'permit2', nonce: 0n })
  const { premium } = await carol.breakwater.buyCoverSync({ ...order, permit })
  const left = await chain.readContract({
    ...{ address: permit2Address, abi: permit2, functionName: 'allowance' },
    args: [buyer, asset, pool],
  })
  expect(left).toEqual([order.maxPremium - premium, deadline, 1])
  expect(await allowance(asset, pool)).toBe(0n)
  expect(await signed(5n, 'permit2')).toMatchObject({ nonce: 1n })
})

test('SDK-6: neither where neither is: an approval it is', async () => {
  const { address: plain } = await deploy(keeper, 'OddToken', [6])
  const { productId } = await lister.breakwater.listProductSync({ clusterId: 7n, name: 'Plain' })
  const { address: resolver } = await deploy(keeper, 'ScriptedResolver', [plain])
  const terms = {
    ...TERMS,
    productId,
    asset: plain,
    resolver,
    subject: 0n,
    observes: false,
    pins: scene.pins,
  }
  const { termsId } = await lister.breakwater.publishTermsSync(terms)
  const { pool: other } = await createPool(plain, termsId)
  const ask = { asset: plain, pool: other, amount: 5n, deadline }
  expect(await carol.breakwater.signAssetPermit(ask)).toBeUndefined()
  await installPermit2()
  expect(await carol.breakwater.signAssetPermit(ask)).toBeUndefined()
  await mint(plain, buyer, 5n)
  // This token tells nobody of approvals.
  const hash = await carol.breakwater.approveAsset({ asset: plain, pool: permit2Address, amount: 5n })
  await carol.waitForTransactionReceipt({ hash })
  const permit = await carol.breakwater.signAssetPermit(ask)
  expect(permit).toMatchObject({ kind: 'permit2' })
  expect(await carol.breakwater.signAssetPermit({ ...ask, amount: 6n })).toBeUndefined()
  expect(await carol.breakwater.signAssetPermit({ ...ask, kind: 'eip2612' })).toBeUndefined()
  await carol.breakwater.depositSync({ pool: other, assets: 5n, permit })
  expect(await balanceOf(plain, other)).toBe(5n)
})

test('SDK-6: deposits, mints and extensions take permits too', async () => {
  const { asset, pool } = scene
  await earn(usdc('10000'))
  const { shares } = await carol.breakwater.depositSync({
    ...{ pool, assets: usdc('10'), permit: await signed(usdc('10')) },
  })
  expect(shares).toBeGreaterThan(0n)
  const { assets } = await carol.breakwater.mintSync({ pool, shares, permit: await signed(usdc('11')) })
  expect(assets).toBeGreaterThanOrEqual(usdc('10'))
  const order = await orderOf()
  const { coverId } = await carol.breakwater.buyCoverSync({
    ...order,
    permit: await signed(order.maxPremium),
  })
  const maxPremium = usdc('1000')
  const { premium } = await carol.breakwater.extendCoverSync({
    ...{ pool, coverId, added: 30 * DAY, maxPremium, deadline, permit: await signed(maxPremium) },
  })
  expect(await allowance(asset, pool)).toBe(maxPremium - premium)
})

test.each(['eip2612', 'permit2'] as const)('T-36: a permit by %s that somebody used before', async (kind) => {
  const { asset, pool } = scene
  const order = await orderOf()
  await earnForPermit2(usdc('10000'))
  const permit = await signed(order.maxPremium, kind)
  const { data } = carol.breakwater.buyCover.call({ ...order, permit })
  if (kind === 'permit2') {
    const details = { token: asset, amount: permit.amount, expiration: deadline, nonce: 0 }
    const single = { details, spender: pool, sigDeadline: BigInt(deadline) }
    await eve.writeContract({
      ...{ address: permit2Address, abi: permit2, functionName: 'permit' },
      args: [buyer, single, permit.signature],
    })
  } else {
    const [submission = '0x'] = (decodeFunctionData({ abi: coverPoolAbi, data }).args ?? []).flat() as Hex[]
    const { args } = decodeFunctionData({ abi: coverPoolAbi, data: submission })
    await eve.writeContract({
      address: asset,
      abi: parseAbi(['function permit(address, address, uint256, uint256, uint8, bytes32, bytes32)']),
      functionName: 'permit',
      args: [buyer, pool, ...(args as unknown as [bigint, bigint, number, Hex, Hex])],
    })
  }
  const { owner } = await carol.breakwater.buyCoverSync({ ...order, permit })
  expect(owner).toBe(buyer)
})

test('SDK-2: call, simulation and estimate are those of the one transaction', async () => {
  const { asset, pool } = scene
  const order = await orderOf()
  await earn(usdc('10000'))
  const permit = await signed(order.maxPremium)
  const plain = carol.breakwater.buyCover.call(order)
  const call = carol.breakwater.buyCover.call({ ...order, permit })
  expect(call).toMatchObject({ address: pool, to: pool, functionName: 'multicall' })
  expect(call.args).toEqual([[expect.any(String), plain.data]])
  expect(decodeFunctionData({ abi: coverPoolAbi, data: call.data }).args).toEqual(call.args)

  const { result, request } = await carol.breakwater.buyCover.simulate({ ...order, permit })
  const [coverId, premium] = result
  expect(premium).toBeLessThanOrEqual(order.maxPremium)
  const gas = await carol.breakwater.buyCover.estimateGas({ ...order, permit })
  expect(await allowance(asset, pool)).toBe(0n)
  const hash = await carol.writeContract(request)
  const { gasUsed, status } = await carol.waitForTransactionReceipt({ hash })
  expect(status).toBe('success')
  expect(gas).toBeGreaterThanOrEqual(gasUsed)
  expect(await carol.breakwater.getCover({ coverId })).toMatchObject({ owner: buyer })
})

test('SDK-5: a missing approval, a permit that is too small and a stale quote are told before anything is sent', async () => {
  const order = await orderOf()
  await earn(usdc('10000'))
  const nonce = await chain.getTransactionCount({ address: buyer })
  await expect(carol.breakwater.buyCover(order)).rejects.toMatchObject({ name: 'TransferFromFailed' })
  const small = await signed(1n)
  const underpaid = carol.breakwater.buyCover({ ...order, permit: small })
  await expect(underpaid).rejects.toMatchObject({ name: 'TransferFromFailed' })
  const permit = await signed(order.maxPremium)
  const stale = carol.breakwater.buyCover({ ...order, permit, maxPremium: order.maxPremium / 2n })
  await expect(stale).rejects.toMatchObject({ name: 'PremiumAboveMax', args: { premium: expect.anything() } })
  expect(await chain.getTransactionCount({ address: buyer })).toBe(nonce)
})

test('SDK-5: another asset than the pool’s is neither approved nor permitted', async () => {
  const { asset, pool } = scene
  const { address: other } = await deploy(keeper, 'MockUSDC')
  const nonce = await chain.getTransactionCount({ address: buyer })
  const wrong = { asset: other, pool, amount: 5n }
  const approving = carol.breakwater.approveAsset(wrong)
  await expect(approving).rejects.toMatchObject({ name: 'AssetMismatchError', asset: other, expected: asset })
  await expect(carol.breakwater.approveAsset.simulate(wrong)).rejects.toBeInstanceOf(AssetMismatchError)
  const signing = carol.breakwater.signAssetPermit({ ...wrong, deadline })
  await expect(signing).rejects.toBeInstanceOf(AssetMismatchError)
  expect(await chain.getTransactionCount({ address: buyer })).toBe(nonce)
})

test('SDK-5: a permit for another pool, or signed by a contract, is refused where it is passed', async () => {
  const order = await orderOf()
  const permit = await signed(order.maxPremium)
  const { pool: other } = await createPool(scene.asset, scene.termsId)
  expect(() => carol.breakwater.buyCover.call({ ...order, pool: other, permit })).toThrow(
    InvalidParameterError,
  )
  const long = { ...permit, signature: `${permit.signature}00` as const }
  expect(() => carol.breakwater.buyCover.call({ ...order, permit: long })).toThrow(/not signed by a key/)
})

test('SDK-5: bad parameters of a permit are refused without asking anybody', async () => {
  const { asset, pool } = scene
  const ask = { asset, pool, amount: 5n, deadline }
  for (const bad of [
    { amount: 0n },
    { amount: 5 as never },
    { amount: 1n << 160n },
    { pool: asset.slice(2) as never },
  ]) {
    const signing = carol.breakwater.signAssetPermit({ ...ask, ...bad })
    await expect(signing).rejects.toBeInstanceOf(InvalidParameterError)
  }
  await expect(signAssetPermit(chain, ask)).rejects.toMatchObject({ parameter: 'account' })
  const nowhere = carol.breakwater.signAssetPermit({ ...ask, pool: bob.account.address })
  await expect(nowhere).rejects.toMatchObject({ name: 'ContractNotFoundError' })
  const noPool = carol.breakwater.signAssetPermit({ ...ask, pool: asset })
  await expect(noPool).rejects.toBeInstanceOf(TransactionRevertedError)
})

test('the wallet’s no and its other chain are told apart', async () => {
  const { asset, pool } = scene
  const wallet = (answers: Record<string, () => unknown>) =>
    createWalletClient({
      account: buyer,
      chain: foundry,
      transport: custom({
        async request({ method, params }) {
          return answers[method] ? answers[method]() : chain.request({ method, params } as never)
        },
      }),
    }).extend(breakwaterActions({ deployment }))
  const ask = { asset, pool, amount: 5n, deadline }
  const refusing = wallet({
    eth_signTypedData_v4() {
      throw Object.assign(new Error('User denied message signature.'), { code: 4001 })
    },
  })
  await expect(refusing.breakwater.signAssetPermit(ask)).rejects.toBeInstanceOf(UserRejectedError)
  const elsewhere = wallet({ eth_chainId: () => '0x1' })
  await expect(elsewhere.breakwater.signAssetPermit(ask)).rejects.toBeInstanceOf(WrongNetworkError)
})

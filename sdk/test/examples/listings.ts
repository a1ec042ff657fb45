import { readFileSync } from 'node:fs'
import {
  encodeAbiParameters,
  getAddress,
  type Hex,
  keccak256,
  parseEther,
  parseUnits,
  toHex,
  zeroAddress,
} from 'viem'
import { parseProduct } from '../../src/index.js'
import type { Testkit } from '../../src/testing/index.js'
import type { FlaggedCode } from '../../src/testing/scenarios/code.js'
import { attestCode, type VaultProduct } from '../../src/testing/scenarios/product.js'
import { DAY, METER, usdc } from '../fixture.js'
import { of, productForSale, situation } from './situation.js'

const HOUR = 3600

/** A reviewed vault that is not listed yet. */
async function listing(kit: Testkit, { vault, productId, termsId, subject }: VaultProduct) {
  const template = new URL('../../templates/vault.json', import.meta.url)
  const file = parseProduct(readFileSync(template, 'utf8'))
  return of(kit, kit.personas.lister, { vault, productId, termsId, subject, file })
}

/** A review, signed by the auditor and perhaps submitted. */
const reviewed = (isSubmitted: boolean) => async (kit: Testkit) => {
  const { auditor, lister } = kit.personas
  await lister.breakwater.listAuditorSync({ auditor: auditor.account.address })
  const now = await kit.now()
  const codeHash = keccak256(toHex('some code'))
  const attestation = {
    ...{ auditor: auditor.account.address, codeHashes: [codeHash], reportHash: keccak256('0x01') },
    ...{ openFindings: 2, date: now - DAY, expiry: now + 365 * DAY, deadline: now + DAY },
    attestationNonce: keccak256(toHex('report')),
  }
  const signature = await auditor.breakwater.signAttestation(attestation)
  if (isSubmitted) await auditor.breakwater.attestCodeSync(attestation)
  const { attestationNonce } = attestation
  return of(kit, auditor, { attestation, attestationNonce, signature, codeHash })
}

/** A covered proxy was upgraded: flagged, reviewed later, and perhaps upgraded again. */
const upgraded = (step: 'flagged' | 'reviewed' | 'again') => async (kit: Testkit, found: FlaggedCode) => {
  const { keeper } = kit.personas

  const { proxy, termsId } = found
  if (step !== 'flagged') {
    const { implementationCodeHash = '0x' } = await keeper.breakwater.getPin({ target: proxy })
    await attestCode(kit, [implementationCodeHash])
    await kit.mine()
  }
  if (step === 'again') {
    const proof = await keeper.breakwater.getStorageProof({ proxy })
    await keeper.breakwater.clearCodeChangeSync({ termsId, pin: 0, proof })
    await kit.callMock('ChangingProxy', proxy, 'upgrade', [await kit.deployMock('LeakyVault', [kit.usdc])])
    await kit.mine()
  }
  return of(kit, keeper, found)
}

/** Chainlink's own aggregator behind its proxy, and a way to answer. */
async function priceFeed(kit: Testkit) {
  const { keeper } = kit.personas
  const code: Record<string, Hex> = JSON.parse(
    readFileSync(new URL('../../../contracts/test/mocks/Chainlink.json', import.meta.url), 'utf8'),
  )
  const create = async (name: string, types: string[], values: unknown[]) => {
    const args = encodeAbiParameters(types.map((type) => ({ type })) as never, values as never)
    const hash = await keeper.sendTransaction({ data: `${code[name]}${args.slice(2)}` as Hex, to: null })
    const { contractAddress } = await keeper.waitForTransactionReceipt({ hash })
    return getAddress(contractAddress ?? zeroAddress)
  }
  const oracle = keeper.account.address
  const types = ['address', 'uint128', 'uint32', 'address', 'int256', 'int256', 'uint8', 'string']
  const flux = await create('fluxAggregator', types, [
    oracle,
    0n,
    HOUR,
    zeroAddress,
    0n,
    10n ** 30n,
    8,
    'flux',
  ])
  const abi = FLUX
  const write = async (functionName: 'changeOracles' | 'submit', args: unknown[]) =>
    keeper.waitForTransactionReceipt({
      hash: await keeper.writeContract({ address: flux, abi, functionName, args } as never),
    })
  await write('changeOracles', [[], [oracle], [oracle], 1, 1, 0])
  let round = 0n
  const answer = (price: string) => write('submit', [++round, parseUnits(price, 8)])
  await answer('1')
  return { feed: await create('proxy', ['address', 'address'], [flux, zeroAddress]), answer }
}

const FLUX = [
  {
    ...{ type: 'function', name: 'changeOracles', stateMutability: 'nonpayable', outputs: [] },
    inputs: ['address[]', 'address[]', 'address[]', 'uint32', 'uint32', 'uint32'].map((type) => ({ type })),
  },
  {
    ...{ type: 'function', name: 'submit', stateMutability: 'nonpayable', outputs: [] },
    inputs: ['uint256', 'int256'].map((type) => ({ type })),
  },
] as const

/** A meter of a price, which has stood at such prices for an hour each. */
const priced = (prices: readonly string[]) => async (kit: Testkit) => {
  const { keeper } = kit.personas
  const { feed, answer } = await priceFeed(kit)
  const { meterId } = await keeper.breakwater.createPriceDepegMeterSync({
    ...{ feed, heartbeat: HOUR + 600, dwell: 6 * HOUR, raiseWindow: 2 * DAY },
    ...{ peg: parseEther('1'), threshold: parseEther('0.95') },
  })
  for (const price of prices) {
    await kit.warp(HOUR - 12)
    await answer(price)
  }
  return of(kit, keeper, { feed, meterId, lastRoundAtPeg: (1n << 64n) | BigInt(prices.length + 1) })
}

async function indebted(kit: Testkit) {
  const { keeper } = kit.personas
  const aave = await kit.deployMock('MockAave', [kit.usdc])
  await kit.callMock('MockAave', aave, 'set', [0n, usdc('1000000')])
  const market = await kit.deployMock('AaveMarket', [aave])
  const { meterId } = await keeper.breakwater.createBadDebtMeterSync({
    ...{ market, dwell: 6 * HOUR, raiseWindow: 2 * DAY },
    ...{ allowance: parseEther('0.005'), minLoss: parseEther('0.03') },
  })
  return of(kit, keeper, { market, meterId })
}

async function watched(kit: Testkit, { vault, meterId }: VaultProduct) {
  const { panel } = await kit.scenarios.panelProduct()
  const oracle = await kit.deployMock('MockOptimisticOracle')
  await kit.callMock('MockOptimisticOracle', oracle, 'setFinalFee', [kit.usdc, usdc('125')])
  const times = [BigInt(2 * DAY), BigInt(3 * DAY)]
  const uma = await kit.deployMock('UmaArbiter', [oracle, kit.usdc, ...times, usdc('500')])
  return of(kit, kit.personas.keeper, { vault, meterId, panel, uma, config: METER })
}

/** It is the time that the page's example tells of. */
async function later(kit: Testkit, { vault }: VaultProduct) {
  const { auditor } = kit.personas
  await kit.warpTo(1_790_100_000)
  const pin = await auditor.breakwater.getPin({ target: vault })
  return of(kit, auditor, { pin, report: new Uint8Array([1]) })
}

const nothing = async () => undefined
const flaggedCode = (kit: Testkit) => kit.scenarios.flaggedCode()
const lapsedTerms = (kit: Testkit) => kit.scenarios.lapsedTerms()

export const listings = [
  situation(productForSale, listing, [
    ...['listProduct', 'publishTerms', 'suspendTerms', 'listAuditor', 'parseProduct', 'toPublishTerms'],
  ]),
  situation(productForSale, later, ['Attestations']),
  situation(productForSale, watched, [
    ...['createShareLossMeter', 'observeShareLoss', 'getShareLossMeter'],
    ...['createCourtTerms 1', 'createCourtTerms 2'],
  ]),
  situation(nothing, reviewed(false), ['signAttestation', 'attestCode']),
  situation(nothing, reviewed(true), ['revokeAttestation', 'signAttestationRevocation', 'getAttestations']),
  situation(nothing, priced(['0.99', '0.98']), [
    ...['createPriceDepegMeter', 'getPriceDepegMeter', 'skipRounds'],
  ]),
  situation(nothing, priced(Array(7).fill('0.8')), ['proveDepeg']),
  situation(nothing, indebted, ['createBadDebtMeter', 'observeDeficit', 'getBadDebtMeter']),
  situation(flaggedCode, upgraded('flagged'), ['getStorageProof', 'getCode']),
  situation(flaggedCode, upgraded('reviewed'), ['clearCodeChange', 'refreshAudit']),
  situation(flaggedCode, upgraded('again'), ['flagCodeChange', 'Changes of code']),
  situation(lapsedTerms, (kit, found) => of(kit, kit.personas.keeper, found), ['lapseCover']),
]

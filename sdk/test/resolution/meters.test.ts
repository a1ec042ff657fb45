import { readFileSync } from 'node:fs'
import {
  type Address,
  encodeAbiParameters,
  getAddress,
  type Hex,
  parseAbi,
  parseEther,
  parseUnits,
  zeroAddress,
} from 'viem'
import { beforeEach, describe, expect, test } from 'vitest'
import { toIncidentId } from '../../src/index.js'
import { readMock } from '../../src/testing/index.js'
import { meteredCourtTerms, rulesOf } from '../../src/testing/scenarios/product.js'
import {
  DAY,
  deploy,
  deployment,
  kit,
  now,
  people,
  scene,
  travel,
  travelTo,
  usdc,
  useScene,
} from '../fixture.js'

const { alice, bob, keeper } = people
const HOUR = 3600
const WAD = parseEther('1')

useScene()

/** Court terms on what a meter fires. */
async function hear(meter: Address, meterId: bigint): Promise<bigint> {
  const courtTerms = meteredCourtTerms(await rulesOf(kit), meter, meterId)
  return (await alice.breakwater.createCourtTermsSync(courtTerms)).subject
}

async function deployCode(bytecode: Hex, types: string[], values: unknown[]): Promise<Address> {
  const args = encodeAbiParameters(types.map((type) => ({ type })) as never, values as never)
  const hash = await keeper.sendTransaction({ data: `${bytecode}${args.slice(2)}`, to: null })
  const { contractAddress } = await keeper.waitForTransactionReceipt({ hash })
  if (!contractAddress) throw new Error('Nothing was deployed.')
  return getAddress(contractAddress)
}

const read = (name: string): Record<string, Hex> =>
  JSON.parse(readFileSync(new URL(`../../../contracts/test/mocks/${name}.json`, import.meta.url), 'utf8'))

describe('a price', () => {
  const fluxAbi = parseAbi([
    'function changeOracles(address[] removed, address[] added, address[] admins, uint32 minSubmissions, uint32 maxSubmissions, uint32 restartDelay)',
    'function submit(uint256 roundId, int256 submission)',
  ])
  let flux: Address
  let feed: Address
  let round: bigint

  const write = async (address: Address, functionName: 'changeOracles' | 'submit', args: unknown[]) => {
    const hash = await keeper.writeContract({ address, abi: fluxAbi, functionName, args } as never)
    await keeper.waitForTransactionReceipt({ hash })
  }
  /** The next answer of Chainlink's own aggregator, as a price. */
  const answer = (price: string) => write(flux, 'submit', [++round, parseUnits(price, 8)])

  const meter = () => ({
    ...{ feed, heartbeat: HOUR + 600, dwell: 6 * HOUR, raiseWindow: 2 * DAY },
    ...{ peg: WAD, threshold: parseEther('0.95') },
  })

  beforeEach(async () => {
    const { proxy = '0x', fluxAggregator = '0x' } = read('Chainlink')
    const oracle = keeper.account.address
    const one = '0x0000000000000000000000000000000000000001'
    flux = await deployCode(
      fluxAggregator,
      ['address', 'uint128', 'uint32', 'address', 'int256', 'int256', 'uint8', 'string'],
      [one, 0n, HOUR, zeroAddress, 0n, 10n ** 30n, 8, 'flux'],
    )
    await write(flux, 'changeOracles', [[], [oracle], [oracle], 1, 1, 0])
    feed = await deployCode(proxy, ['address', 'address'], [flux, zeroAddress])
    round = 0n
    await answer('1')
  })

  test('is followed by rounds until a loss has lasted, and fires', async () => {
    const { meterId } = await alice.breakwater.createPriceDepegMeterSync(meter())
    const created = await alice.breakwater.getPriceDepegMeter({ meterId })
    expect(created).toMatchObject({
      ...meter(),
      decimals: 8,
      direction: 0,
      firings: 0,
      mark: WAD,
      from: 0,
      highest: 0n,
    })
    for (let hour = 0; hour <= 6; hour++) {
      await travel(HOUR - 12)
      await answer(hour === 3 ? '0.82' : '0.8')
    }
    const proven = await bob.breakwater.proveDepegSync({ meterId, rounds: 5n })
    expect(proven).toMatchObject({ direction: -1, highest: parseEther('0.82') })
    const early = bob.breakwater.getPriceDepegMeter({ meterId })
    expect((await early).roundId & 0xffffn).toBe(6n)
    const { priceDepegMeter: address } = deployment
    const subject = await hear(address, meterId)
    const fired = await bob.breakwater.fireMeterSync({ meterId, meter: address })
    const severity = parseEther('0.18')
    expect(fired).toMatchObject({ meterId, number: 1, severity })
    const incident = await bob.breakwater.getIncident({ incidentId: toIncidentId(subject, fired.number) })
    expect(incident).toMatchObject({ subject, severity, verdict: { payableAt: 0 } })
    expect((await bob.breakwater.getPriceDepegMeter({ meterId })).firings).toBe(1)
    // There is no further round.
    expect((await bob.breakwater.proveDepegSync({ meterId, rounds: 5n })).direction).toBeUndefined()
  })

  test('goes on from a later round without a loss', async () => {
    const { meterId } = await alice.breakwater.createPriceDepegMeterSync(meter())
    for (const price of ['0.99', '0.98', '1']) {
      await travel(HOUR - 12)
      await answer(price)
    }
    const roundId = (1n << 64n) | round
    expect((await bob.breakwater.skipRoundsSync({ meterId, roundId })).roundId).toBe(roundId)
    const back = bob.breakwater.skipRounds({ meterId, roundId })
    await expect(back).rejects.toMatchObject({ name: 'ConditionNotMet' })
  })

  test('what the meter refuses has its name', async () => {
    const { breakwater } = alice
    const refused = (action: Promise<unknown>, error: object) => expect(action).rejects.toMatchObject(error)
    const { priceDepegMeter: address } = deployment
    await refused(breakwater.getPriceDepegMeter({ meterId: 7n }), { name: 'UnknownMeter' })
    await refused(breakwater.proveDepeg({ meterId: 7n, rounds: 1n }), { name: 'UnknownMeter' })
    await refused(breakwater.createPriceDepegMeter({ ...meter(), threshold: parseEther('0.99') }), {
      ...{ name: 'InvalidMeter', args: { field: 'threshold' } },
    })
    await refused(breakwater.createPriceDepegMeter({ ...meter(), sequencerFeed: scene.asset }), {
      name: 'SequencerDown',
    })
    const { meterId } = await breakwater.createPriceDepegMeterSync(meter())
    await refused(breakwater.fireMeter({ meterId, meter: address }), { name: 'ConditionNotMet' })
    await answer('0.8')
    await refused(breakwater.createPriceDepegMeter(meter()), { name: 'BelowMark' })
    await refused(breakwater.fireMeter({ meterId, meter: address }), {
      ...{ name: 'DwellNotReached', args: { readyAt: (await now()) + 6 * HOUR } },
    })
    await refused(breakwater.proveDepeg({ meterId, rounds: 0n }), { name: 'InvalidParameterError' })
    await travel(2 * HOUR)
    await refused(breakwater.createPriceDepegMeter(meter()), { name: 'FeedStale' })
    await refused(breakwater.fireMeter({ meterId, meter: address }), { name: 'FeedStale' })
  })
})

describe('a deficit', () => {
  let market: Address
  let aave: Address

  const set = async (deficit: bigint, supply: bigint) => {
    const { abi } = readMock('MockAave')
    const hash = await keeper.writeContract({
      address: aave,
      abi,
      functionName: 'set',
      args: [deficit, supply],
    })
    await keeper.waitForTransactionReceipt({ hash })
  }

  beforeEach(async () => {
    aave = (await deploy(keeper, 'MockAave', [scene.asset])).address
    await set(usdc('1000'), usdc('1000000'))
    market = (await deploy(keeper, 'AaveMarket', [aave])).address
  })

  const meter = () => ({
    ...{ market, dwell: 6 * HOUR, raiseWindow: 2 * DAY },
    ...{ allowance: parseEther('0.005'), minLoss: parseEther('0.03') },
  })

  test('is observed over the dwell, and fires', async () => {
    const { meterId } = await alice.breakwater.createBadDebtMeterSync(meter())
    const created = await alice.breakwater.getBadDebtMeter({ meterId })
    expect(created).toMatchObject({
      ...meter(),
      known: usdc('1000'),
      supply: usdc('1000000'),
      low: 0n,
      count: 0,
      firings: 0,
    })
    // What was there from the start is no loss.
    const quiet = await bob.breakwater.observeDeficitSync({ meterId })
    expect(quiet).toMatchObject({ deficit: usdc('1000'), direction: 0, count: 0 })
    await set(usdc('101000'), usdc('1000000'))
    const { badDebtMeter: address } = deployment
    const subject = await hear(address, meterId)
    for (let i = 1; i <= 4; i++) {
      const { count, direction, deficit } = await bob.breakwater.observeDeficitSync({ meterId })
      expect({ count, direction, deficit }).toEqual({ count: i, direction: -1, deficit: usdc('101000') })
      if (i < 4) {
        const early = bob.breakwater.fireMeter({ meterId, meter: address })
        await expect(early).rejects.toMatchObject({ name: 'DwellNotReached' })
      }
      await travelTo((await now()) + 2 * HOUR)
    }
    const { severity, number } = await bob.breakwater.fireMeterSync({ meterId, meter: address })
    // Of what suppliers had: the old deficit was lost before.
    expect(severity).toBe((usdc('100000') * WAD) / usdc('999000'))
    const incident = await bob.breakwater.getIncident({ incidentId: toIncidentId(subject, number) })
    expect(incident.severity).toBe(severity)
    expect(await bob.breakwater.getBadDebtMeter({ meterId })).toMatchObject({
      firings: 1,
      known: usdc('101000'),
    })
  })

  test('what the meter refuses has its name', async () => {
    const { breakwater } = alice
    const invalid = breakwater.createBadDebtMeter({ ...meter(), dwell: 60 })
    await expect(invalid).rejects.toMatchObject({ name: 'InvalidMeter', args: { field: 'dwell' } })
    for (const ask of [
      () => breakwater.getBadDebtMeter({ meterId: 7n }),
      () => breakwater.observeDeficit({ meterId: 7n }),
      () => breakwater.fireMeter({ meterId: 7n, meter: deployment.badDebtMeter }),
    ]) {
      await expect(ask()).rejects.toMatchObject({ name: 'UnknownMeter' })
    }
    const { meterId } = await breakwater.createBadDebtMeterSync(meter())
    const nothing = breakwater.fireMeter({ meterId, meter: deployment.badDebtMeter })
    await expect(nothing).rejects.toMatchObject({ name: 'ConditionNotMet' })
  })
})

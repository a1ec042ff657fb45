import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { type Address, concat, encodeAbiParameters, type Hex, keccak256, numberToHex } from 'viem'
import { describe, expect, test } from 'vitest'
import {
  InvalidLossesError,
  InvalidParameterError,
  lossTable,
  parseLosses,
  readLosses,
  verifyLoss,
} from '../../src/index.js'

const SEED = Number(process.env.SEED ?? 20_260_101)

const ONE = '0x1111111111111111111111111111111111111111'
const TWO = '0x2222222222222222222222222222222222222222'
const CHECKED = '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045'
const MISSPELT = '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96046'
const MAX_TOTAL = (1n << 128n) - 1n

const holder = (i: number): Address => numberToHex(i + 1, { size: 20 })
const losses = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ insured: holder(i), loss: BigInt(i + 1) }))

/** The leaf as the design writes it, by viem's own encoder. */
function leafOf(index: number, insured: Address, loss: bigint): Hex {
  const types = [{ type: 'uint256' }, { type: 'address' }, { type: 'uint256' }] as const
  return keccak256(keccak256(encodeAbiParameters(types, [BigInt(index), insured, loss])))
}

const parentOf = (a: Hex, b: Hex) => keccak256(concat(a < b ? [a, b] : [b, a]))

describe('SDK-7: a loss table', () => {
  test('of one line is that line', () => {
    const table = lossTable([{ insured: CHECKED, loss: 5n }])
    expect(table.root).toBe(leafOf(0, CHECKED, 5n))
    expect(table).toMatchObject({ total: 5n, length: 1 })
    expect(table.proof(0)).toEqual([])
    expect(table.line(0)).toEqual({ index: 0, insured: CHECKED, loss: 5n })
  })

  test('of three lines moves the odd one up', () => {
    const table = lossTable(losses(3))
    const [a, b, c] = [0, 1, 2].map((i) => leafOf(i, holder(i), BigInt(i + 1))) as [Hex, Hex, Hex]
    expect(table.root).toBe(parentOf(parentOf(a, b), c))
    expect([0, 1, 2].map(table.leaf)).toEqual([a, b, c])
    expect([0, 1, 2].map(table.proof)).toEqual([[b, c], [a, c], [parentOf(a, b)]])
  })

  test('of any size proves every line, and no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), fc.nat(), (size, i, shift) => {
        const table = lossTable(losses(size))
        expect(table.total).toBe((BigInt(size) * BigInt(size + 1)) / 2n)
        const { index, ...line } = table.line(i % size)
        const claim = { root: table.root, index, ...line, proof: table.proof(index) }
        expect(verifyLoss(claim)).toBe(true)
        expect(verifyLoss({ ...claim, loss: line.loss + 1n })).toBe(false)
        expect(verifyLoss({ ...claim, insured: CHECKED })).toBe(false)
        expect(verifyLoss({ ...claim, index: index + 1 + (shift % 100) })).toBe(false)
        expect(verifyLoss({ ...claim, proof: [...claim.proof, table.root] })).toBe(false)
        if (size > 1) expect(verifyLoss({ ...claim, proof: claim.proof.slice(1) })).toBe(false)
        expect(verifyLoss({ ...claim, index: -1 })).toBe(false)
        expect(verifyLoss({ ...claim, loss: line.loss + MAX_TOTAL + 1n })).toBe(false)
        expect(verifyLoss({ ...claim, loss: line.loss - MAX_TOTAL - 1n })).toBe(false)
        expect(verifyLoss({ ...claim, root: claim.root.toUpperCase().replace('0X', '0x') as Hex })).toBe(true)
      }),
    )
  })

  test('says no to what is no proof, and never throws', () => {
    const table = lossTable(losses(4))
    const claim = { root: table.root, ...table.line(1), proof: table.proof(1) }
    expect(verifyLoss({ ...claim, insured: claim.insured.toLowerCase() as Address })).toBe(true)
    const address = claim.insured.toLowerCase()
    // Reads as the same number, digit by digit, up to what is no digit.
    for (const insured of [`${address.slice(0, 41)}g`, address.slice(0, 41), `${address}0`, 'alice', '']) {
      expect(verifyLoss({ ...claim, insured: insured as Address })).toBe(false)
    }
    const [first, second] = claim.proof as [Hex, Hex]
    for (const bad of [`${second}00`, second.slice(0, -2), '0x', 'proof', `${second.slice(0, -1)}g`]) {
      expect(verifyLoss({ ...claim, proof: [first, bad as Hex] })).toBe(false)
    }
  })

  test('adds up what one address lost', () => {
    const table = lossTable([
      { insured: CHECKED, loss: 5n },
      { insured: ONE, loss: 7n },
      { insured: CHECKED.toLowerCase() as Address, loss: 1n },
    ])
    expect(table).toMatchObject({ length: 2, total: 13n })
    expect(table.line(1)).toEqual({ index: 1, insured: CHECKED, loss: 6n })
    expect(table.indexOf(CHECKED)).toBe(1)
    expect(table.indexOf(CHECKED.toLowerCase() as Address)).toBe(1)
    expect(table.indexOf(TWO)).toBeUndefined()
  })

  test('has its lines in ascending order of addresses, whatever order they come in', () => {
    const spread = (i: number) => ({
      insured: `0x${keccak256(numberToHex(i)).slice(-40)}` as Address,
      loss: 1n,
    })
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(1000), { minLength: 1, maxLength: 40 }), (numbers) => {
        const table = lossTable(numbers.map(spread))
        for (let i = 1; i < table.length; i++) {
          expect(BigInt(table.line(i).insured)).toBeGreaterThan(BigInt(table.line(i - 1).insured))
        }
        expect(lossTable(numbers.reverse().map(spread)).root).toBe(table.root)
      }),
    )
  })

  test('reads its own text back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.bigInt({ min: 1n, max: 1n << 100n })), {
          minLength: 1,
        }),
        fc.integer({ min: 0, max: 18 }),
        (entries, decimals) => {
          const table = lossTable(entries.map(([i, loss]) => ({ insured: holder(i), loss })))
          expect(lossTable(parseLosses(table.dump({ decimals }), { decimals })).root).toBe(table.root)
        },
      ),
    )
  })

  test('takes a loss and a total of 128 bits', () => {
    const table = lossTable([{ insured: ONE, loss: MAX_TOTAL }])
    expect(table.root).toBe(leafOf(0, ONE, MAX_TOTAL))
    const beyond = () =>
      lossTable([
        { insured: ONE, loss: MAX_TOTAL },
        { insured: TWO, loss: 1n },
      ])
    expect(beyond).toThrow(expect.objectContaining({ name: 'InvalidLossesError', line: 2 }))
  })

  test.each([
    ['nothing', []],
    ['no address', [{ insured: 'alice' as Address, loss: 1n }]],
    ['a wrong checksum', [{ insured: MISSPELT, loss: 1n }]],
    ['the zero address', [{ insured: holder(-1), loss: 1n }]],
    ['a loss of zero', [{ insured: ONE, loss: 0n }]],
    ['a negative loss', [{ insured: ONE, loss: -1n }]],
    ['a number for a loss', [{ insured: ONE, loss: 5 as never }]],
  ] as const)('refuses %s', (_, entries) => {
    expect(() => lossTable(entries)).toThrow(InvalidLossesError)
  })

  test('has no lines beyond its last', () => {
    const table = lossTable(losses(4))
    for (const read of [table.line, table.leaf, table.proof]) {
      for (const index of [-1, 4, 0.5, Number.NaN]) expect(() => read(index)).toThrow(InvalidParameterError)
    }
  })

  test('grows with its lines only: ten thousand in seconds', () => {
    const table = lossTable(losses(10_000))
    expect(table.proof(9_999).length).toBeLessThanOrEqual(14)
    expect(verifyLoss({ root: table.root, ...table.line(9_999), proof: table.proof(9_999) })).toBe(true)
  })
})

test('the lines that the gas of a claim is measured with lead to their root', () => {
  const file = new URL('../../../contracts/test/gas/lossTable.json', import.meta.url)
  const { root, length, sibling, ...line } = JSON.parse(readFileSync(file, 'utf8'))
  expect(length).toBe(1_000_000)
  expect(sibling.index).toBe(line.index ^ 1)
  expect(sibling.proof.slice(1)).toEqual(line.proof.slice(1))
  for (const { loss, ...rest } of [line, sibling]) {
    expect(rest.proof).toHaveLength(20)
    expect(verifyLoss({ root, ...rest, loss: BigInt(loss) })).toBe(true)
  }
})

describe('losses as text', () => {
  const one = { insured: ONE, loss: 1_250_500_000n }

  test.each([
    ['plain lines', `${ONE},1250.5\n`],
    ['without the last newline', `${ONE},1250.5`],
    ['with a heading', `insured,loss\n${ONE},1250.5\n`],
    ['with other columns', `name,Loss,Insured\nJoe,1250.5,${ONE}\n`],
    ['from a spreadsheet', `\uFEFFinsured,loss\r\n\r\n"${ONE}" , "1250.500000000"\r\n`],
    ['as JSON', ` [{ "insured": "${ONE}", "loss": "1250.5", "name": "Joe" }]`],
  ])('%s', (_, text) => {
    expect(parseLosses(text, { decimals: 6 })).toEqual([one])
  })

  test('keeps lines of one address apart, and writes addresses in lower case', () => {
    expect(parseLosses(`${CHECKED},1\n${CHECKED},2`, { decimals: 0 })).toEqual([
      { insured: CHECKED.toLowerCase(), loss: 1n },
      { insured: CHECKED.toLowerCase(), loss: 2n },
    ])
  })

  test.each([
    ['an empty text', '', undefined, /empty/],
    ['a heading alone', 'insured,loss\n', undefined, /empty/],
    ['a wrong checksum', `${ONE},1\n${MISSPELT},1`, 2, /Line 2 .*checksum/],
    ['a name for an address', `${ONE},1\n\nalice,1`, 3, /Line 3 .*"alice"/],
    ['the zero address', `${holder(-1)},1`, 1, /zero address/],
    ['a negative loss', `insured,loss\n${ONE},-5`, 2, /Line 2 .*negative loss, -5/],
    ['a loss of zero', `${ONE},0.000000`, 1, /loss of zero/],
    ['a fraction of a unit', `${ONE},1.0000001`, 1, /more than 6 decimals/],
    ['a separator of thousands', `${ONE},1,250.5`, 1, /3 columns/],
    ['scientific notation', `${ONE},1e6`, 1, /not an amount, "1e6"/],
    ['no loss', `${ONE},`, 1, /not an amount/],
    ['one column', `${ONE}`, 1, /1 columns/],
    ['broken JSON', '[{', undefined, /not JSON/],
    ['JSON that is no list', '{}', undefined, /no list/],
    ['an amount as JSON number', `[{ "insured": "${ONE}", "loss": 5 }]`, 1, /not a text/],
    ['an entry without an address', `[{ "insured": "${ONE}", "loss": "5" }, null]`, 2, /Line 2 .*no address/],
    ['an empty list', '[]', undefined, /empty/],
  ])('%s is refused', (_, text, line, message) => {
    const parse = () => parseLosses(text, { decimals: 6 })
    expect(parse).toThrow(expect.objectContaining({ name: 'InvalidLossesError', line }))
    expect(parse).toThrow(message)
  })

  test('a list is read entry by entry, as JSON has it', () => {
    const entry = fc.record({
      ...{ insured: fc.nat({ max: 1_000 }).map((n) => `0x${(n + 1).toString(16).padStart(40, '0')}`) },
      ...{
        loss: fc.integer({ min: 1 }).map(String),
        name: fc.string({ unit: 'grapheme' }),
        more: fc.jsonValue(),
      },
    })
    const damage = fc.option(
      fc.record({ at: fc.nat(), by: fc.constantFrom('', '"', '[', '}', ',', '\\\\', '\\n') }),
    )
    const texts = fc.tuple(fc.array(entry, { minLength: 1, maxLength: 5 }), fc.nat({ max: 2 }), damage)
    let refused = 0
    fc.assert(
      fc.property(texts, ([entries, indent, damaged]) => {
        const whole = JSON.stringify(entries, undefined, indent)
        const at = damaged ? damaged.at % whole.length : whole.length
        const text = damaged ? whole.slice(0, at) + damaged.by + whole.slice(at + 1) : whole
        let expected: { insured: string; loss: string }[] | undefined
        try {
          expected = JSON.parse(text)
        } catch {}
        try {
          const found = parseLosses(text, { decimals: 0 })
          expect(found).toEqual(expected?.map(({ insured, loss }) => ({ insured, loss: BigInt(loss) })))
        } catch (error) {
          expect(error).toMatchObject({ name: 'InvalidLossesError' })
          expect(damaged).toBeTruthy()
          refused++
        }
      }),
      { seed: SEED, numRuns: 1_000 },
    )
    expect(refused).toBeGreaterThan(100)
  })

  test('errors come with their lines, and no sooner', () => {
    const lines = readLosses(`${ONE},1\n${ONE},0`, { decimals: 0 })[Symbol.iterator]()
    expect(lines.next().value).toEqual({ insured: ONE, loss: 1n })
    expect(() => lines.next()).toThrow('Line 2 of the losses')
  })

  test('decimals are a whole number', () => {
    for (const decimals of [-1, 0.5, 37]) {
      expect(() => parseLosses(`${ONE},1`, { decimals })).toThrow(InvalidParameterError)
    }
  })
})

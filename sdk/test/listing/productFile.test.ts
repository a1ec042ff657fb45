import { readdirSync, readFileSync } from 'node:fs'
import { zeroAddress, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import { InvalidProductError, parseProduct, toPublishTerms } from '../../src/index.js'
import { deployment } from '../fixture.js'

const read = (file: string) => JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'))
const templates = readdirSync(new URL('../../templates', import.meta.url))
const schema = read('product.schema.json')
const [vault, proxy] = [read('templates/vault.json'), read('templates/proxy.json')]

/** A template with one field set, or removed by `undefined`. */
function having(path: string, value: unknown, template = vault) {
  const file = structuredClone(template)
  const keys = path.split(/[.[\]]+/).filter((key) => key !== '')
  const last = keys.pop() ?? ''
  const owner = keys.reduce((at, key) => at[key], file)
  if (value === undefined) delete owner[last]
  else owner[last] = value
  return file
}

function refusal(json: unknown): InvalidProductError {
  try {
    parseProduct(json)
  } catch (error) {
    if (error instanceof InvalidProductError) return error
    throw error
  }
  throw new Error('It was taken.')
}

test.each(templates)('the template %s is read', (name) => {
  const template = read(`templates/${name}`)
  const file = parseProduct(JSON.stringify(template))
  expect(file.terms).toMatchObject({
    waitingPeriod: 3 * 86_400,
    reportWindow: 8 * 86_400,
    horizon: 13 * 86_400,
    codeGrace: 30 * 86_400,
  })
  expect(file.terms.deductible).toBe(5n * 10n ** 16n)
  expect(file.pins).toEqual(template.pins)
  expect(file.product).toMatchObject({ id: undefined, name: template.product.name })
  const published = toPublishTerms({ file, productId: 3n, decimals: 6, deployment })
  const resolver = deployment[template.terms.resolver as 'court']
  expect(published).toMatchObject({ productId: 3n, maxCover: 10n ** 12n, resolver })
  expect(published.pins[0]).toEqual({ chainId: 1, ...template.pins[0] })
})

test('what may be left out has its default', () => {
  let file = vault
  for (const field of ['haircut', 'proofOfLoss', 'codeGrace', 'wording'])
    file = having(`terms.${field}`, undefined, file)
  expect(parseProduct(having('$schema', undefined, file)).terms).toMatchObject({
    ...{ haircut: 0n, proofOfLoss: false, codeGrace: 0, wording: zeroHash },
  })
})

test.each([
  ['terms.waitingPeriod', 259_200],
  ['terms.waitingPeriod', '3 days'],
  ['terms.waitingPeriod', '3m'],
  ['terms.waitingPeriod', '-3d'],
  ['terms.waitingPeriod', '999999999d'],
  ['terms.reportWindow', undefined],
  ['terms.horizon', undefined],
  ['terms.deductible', 0.05],
  ['terms.deductible', '1'],
  ['terms.deductible', '5%'],
  ['terms.deductible', '0.0000001'],
  ['terms.maxCover', 1_000_000],
  ['terms.maxCover', '1,000,000'],
  ['terms.maxCover', '1e6'],
  ['terms.subject', '-1'],
  ['terms.subject', 1.5],
  ['terms.subject', 2 ** 53],
  ['terms.subject', String(2n ** 96n)],
  ['terms.subject', true],
  ['terms.observes', 'yes'],
  ['terms.asset', '0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48'],
  ['terms.asset', '0xa0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'],
  ['terms.asset', zeroAddress],
  ['terms.asset', 'usdc.eth'],
  ['terms.resolver', 'registry'],
  ['terms.resolver', 'shareLossMeter'],
  ['terms.wording', '0x12'],
  ['terms.speed', 1],
  ['chainId', 0],
  ['chainId', undefined],
  ['product', []],
  ['product.id', '0'],
  ['product.name', undefined],
  ['product.clusterId', 0],
  ['product.nam', 'x'],
  ['pins', []],
  ['pins', Array.from({ length: 17 }, () => vault.pins[0])],
  ['pins[1]', { ...vault.pins[0] }, 'pins[1].target'],
  ['pins[0]', null],
  ['pins[0].target', '0x12'],
  ['pins[0].codeHash', undefined],
  ['pins[0].kind', 'beacon'],
  ['pins[0].implementation', vault.pins[0].target],
  ['pins[0].chainId', 1],
  ['extra', 1],
] as const)('%s: %j is refused', (path, value, field: string = path) => {
  const error = refusal(having(path, value))
  expect(error.path).toBe(field)
  expect(error.message.startsWith(`"${field}" `)).toBe(true)
  expect(error.message.endsWith('.')).toBe(true)
})

test('a field of an object’s own machinery is a field like any other', () => {
  expect(refusal(JSON.stringify(vault).replace('"chainId"', '"__proto__":{},"chainId"')).path).toBe(
    '__proto__',
  )
  expect(refusal(having('toString', '1')).path).toBe('toString')
})

test('a proxy’s pin names its implementation', () => {
  for (const field of ['implementation', 'implementationCodeHash'])
    expect(refusal(having(`pins[0].${field}`, undefined, proxy)).path).toBe(`pins[0].${field}`)
})

test('what is no JSON, or no object, is refused as a whole', () => {
  for (const json of ['{"chainId": 1,', '', '[]', 'null', 7])
    expect(refusal(json)).toMatchObject({ path: '' })
  expect(refusal('{').message).toMatch(/^The product file is not JSON: /)
})

test('an amount with more decimals than the asset is refused', () => {
  const file = parseProduct(having('terms.maxCover', '0.0000001'))
  const options = { file, productId: 1n, deployment }
  expect(() => toPublishTerms({ ...options, decimals: 6 })).toThrow(InvalidProductError)
  expect(toPublishTerms({ ...options, decimals: 18 }).maxCover).toBe(10n ** 11n)
})

describe('the schema', () => {
  type Schema = {
    properties: Record<string, Schema & { $ref?: string; pattern?: string }>
    required: string[]
  }
  const shapes: [string, Schema][] = [
    ['', schema],
    ['terms', schema.properties.terms],
    ['pins[0]', schema.properties.pins.items],
  ]
  const inside = (path: string, field: string) => (path ? `${path}.${field}` : field)

  test('requires what the parser requires, and allows what it allows', () => {
    for (const [path, { properties, required }] of shapes) {
      for (const field of Object.keys(properties)) {
        const removed = having(inside(path, field), undefined)
        if (required.includes(field)) expect(refusal(removed).path).toBe(inside(path, field))
        else expect(() => parseProduct(removed)).not.toThrow()
      }
      expect(refusal(having(inside(path, 'other'), 1)).path).toBe(inside(path, 'other'))
    }
    expect(Object.keys(schema.properties.product.properties)).toEqual(['id', 'name', 'clusterId', 'sponsor'])
  })

  test.each([
    [
      'terms.deductible',
      'ratio',
      ['0', '0.05', '0.999999', '0.0000010', '1', '0.0000001', '.5', '0.', '-0.1', '00'],
    ],
    [
      'terms.waitingPeriod',
      'duration',
      ['9d', '36h', '90s', '0d', '9', 'd', '9 d', '9D', '1.5d', '9m', '+9d'],
    ],
    ['terms.wording', 'hash', [`0x${'aB'.repeat(32)}`, `0x${'a'.repeat(63)}`, '0x', 'ab']],
    ['terms.maxCover', undefined, ['1', '0.5', '10.000001', '01', '1.', '.1', '1e3', '1_000', '', ' 1']],
  ])('has the parser’s opinion of %s', (path, definition, samples) => {
    const { pattern } = definition ? schema.$defs[definition] : schema.properties.terms.properties.maxCover
    for (const sample of samples) {
      let isTaken = true
      try {
        parseProduct(having(path, sample))
      } catch {
        isTaken = false
      }
      expect([sample, new RegExp(pattern).test(sample)]).toEqual([sample, isTaken])
    }
  })
})

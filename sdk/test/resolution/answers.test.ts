import { parseEther, parseUnits, zeroHash } from 'viem'
import { expect, test } from 'vitest'
import { courtAbi } from '../../src/abis.js'
import {
  type AnswerInput,
  answerKind,
  describeAnswer,
  getAnswerKey,
  getCaseKey,
  InvalidParameterError,
  lossTable,
  toAnswer,
  toCaseRef,
} from '../../src/index.js'
import { chain, deployment, people } from '../fixture.js'

const insured = people.carol.account.address
const table = lossTable([{ insured, loss: parseUnits('1250.5', 6) }])
const root = `0x${'ab'.repeat(32)}` as const
const WAD = 10n ** 18n

const said: [string, AnswerInput, ReturnType<typeof answerKind>, string][] = [
  ['nothing', 'nothing', 'nothing', 'nothing was lost'],
  ['a severity of nothing', { severity: 0n }, 'nothing', 'nothing was lost'],
  ['a severity', { severity: parseEther('0.123456') }, 'severity', '12.3456 % was lost'],
  ['all', { severity: WAD }, 'severity', '100 % was lost'],
  ['a table', { table }, 'table', `1250.5 USDC was lost, by the table ${table.root}`],
  ['what is said of one', { root, total: 1n }, 'table', `0.000001 USDC was lost, by the table ${root}`],
]

test.each(said)('%s is told in words, and has the court’s own key', async (_, input, kind, words) => {
  const answer = toAnswer(input)
  expect(answerKind(answer)).toBe(kind)
  expect(describeAnswer(input, { decimals: 6, symbol: 'USDC' })).toBe(words)
  // What was read is said again in the same way.
  expect(toAnswer(answer)).toEqual(answer)
  const contract = { abi: courtAbi, address: deployment.court } as const
  const key = await chain.readContract({ ...contract, functionName: 'answerKey', args: [answer] })
  expect(getAnswerKey(input)).toBe(key)
})

test('a table is all of it', () => {
  const whole = { severity: WAD, lossTotal: table.total, lossRoot: table.root }
  expect(toAnswer({ table })).toEqual(whole)
  expect(toAnswer({ root: table.root, total: table.total })).toEqual(whole)
  expect(toAnswer('nothing')).toEqual({ severity: 0n, lossTotal: 0n, lossRoot: zeroHash })
  expect(describeAnswer({ table })).toBe(`1250500000 units was lost, by the table ${table.root}`)
})

test('what is no answer is refused by the name of what is wrong', () => {
  for (const [input, parameter] of [
    ['all', 'answer'],
    [undefined, 'answer'],
    [null, 'answer'],
    [{}, 'answer'],
    [{ lossRoot: root }, 'answer'],
    [{ severity: 5n, lossRoot: root }, 'lossRoot'],
    [{ severity: WAD + 1n }, 'severity'],
    [{ severity: 5n, lossTotal: 5n, lossRoot: root }, 'severity'],
    [{ severity: WAD, lossTotal: 5n }, 'root'],
    [{ root: zeroHash, total: 5n }, 'root'],
    [{ root, total: 0n }, 'total'],
    [{ root }, 'total'],
  ] as const) {
    expect(() => toAnswer(input as never)).toThrow(InvalidParameterError)
    expect(() => toAnswer(input as never)).toThrow(expect.objectContaining({ parameter }))
  }
})

test('a case has the court’s own key', async () => {
  const which = { pool: deployment.factory, termsId: 7n, incidentId: (5n << 32n) | 1n }
  const contract = { abi: courtAbi, address: deployment.court } as const
  const args = [toCaseRef(which)] as const
  expect(getCaseKey(which)).toBe(await chain.readContract({ ...contract, functionName: 'caseKeyOf', args }))
  expect(getCaseKey({ ...which, termsId: 8n })).not.toBe(getCaseKey(which))
  expect(() => toCaseRef({ ...which, pool: '0x12' })).toThrow(/"pool" is not an address/)
})

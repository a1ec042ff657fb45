import type { Address } from 'viem'
import type { ProductFile } from '../actions/listing/productFile.js'
import type { Pin } from '../actions/listing/types.js'
import type { Check } from './check.js'
import { hashesOf, wordsInLines } from './code.js'
import { courtTermsInWords } from './courtTerms.js'
import type { Finding } from './finding.js'
import type { Covering, Inspection, LiveState } from './inspect.js'
import { toJson } from './json.js'
import type { Node } from './node.js'
import { type Change, columns, percent, sponsorInWords, termsInWords, time } from './words.js'

const lines = (...parts: readonly (string | readonly string[])[]): string => `${parts.flat().join('\n')}\n`

export function findingsInText(findings: readonly Finding[]): string[] {
  if (findings.length === 0) return ['No findings.']
  const title = findings.length === 1 ? '1 finding' : `${findings.length} findings`
  return [title, ...columns(findings.map(({ path, message }) => [path || '–', message]))]
}

function changesInText(title: string, changes: readonly Change[]): string[] {
  if (changes.length === 0) return [`${title}: none`, '']
  return [title, ...columns(changes.map(({ field, from, to }) => [field, `${from}  →  ${to}`])), '']
}

/** The court terms, if a court decides. */
function courtTermsInText(
  { deployment }: Node,
  { courtTerms, asset }: Pick<Check, 'courtTerms' | 'asset'>,
  terms: { subject: bigint; asset: Address },
): (string | string[])[] {
  if (!courtTerms) return []
  const words = courtTermsInWords(courtTerms, { ...asset, address: terms.asset }, deployment)
  return [`court terms ${terms.subject}`, columns(Object.entries(words)), '']
}

export function checkInText(node: Node, file: ProductFile, check: Check): string {
  const { product, productId, live, words, current, findings } = check
  const title = product
    ? `Terms for product ${productId} "${product.name}" on chain ${file.chainId}`
    : `A new product "${file.product.name ?? `of number ${productId}`}" on chain ${file.chainId}`
  const pins = file.pins.flatMap((pin, i) => {
    const runs = live[i]
    const state = !runs
      ? 'no code'
      : hashesOf(runs).join() === hashesOf(pin).join()
        ? 'runs as pinned'
        : 'runs other code'
    return [
      `  ${i}  ${pin.target}  ${pin.kind}, ${state}`,
      ...hashesOf(pin).flatMap((hash) => wordsInLines(words, hash).map((line) => `     ${line}`)),
    ]
  })
  return lines(
    ...[title, '', 'pins', pins, ''],
    ...courtTermsInText(node, check, file.terms),
    ...(current
      ? [changesInText(`changes from terms ${current.termsId}, which are sold now`, current.changes)]
      : []),
    findingsInText(findings),
  )
}

export function callsInText(
  { chainId, deployment }: Node,
  { calls, owner, product, productId }: Check,
): string {
  const given = calls.flatMap(({ functionName, to, data, args }, i) => [
    ...['', `${i + 1}. ${functionName}`, `  to     ${to}`, '  value  0', `  data   ${data}`],
    ...toJson(args)
      .trimEnd()
      .split('\n')
      .map((line) => `  ${line}`),
  ])
  const note = product
    ? []
    : ['', `The terms name product ${productId}: if another product is listed before, propose again.`]
  const order = calls.length === 1 ? 'One call' : `${calls.length} calls, in this order and together,`
  return lines(
    `${order} from ${owner}, the owner of the registry ${deployment.registry}, on chain ${chainId}`,
    given,
    note,
  )
}

export const callsForPrograms = (
  { chainId, deployment }: Node,
  { calls, owner, product, productId }: Check,
) => ({
  ...{ chainId, registry: deployment.registry, owner, productId, isNewProduct: product === undefined },
  calls: calls.map(({ to, data, functionName, args }) => ({ to, value: 0n, data, functionName, args })),
})

const STATES: Record<LiveState, string> = {
  reviewed: 'runs reviewed code',
  attested: 'runs other code, which is attested',
  changed: 'runs code that nobody attests',
  gone: 'has no code',
}

const sale = (reason: string | undefined) => (reason ? `not for sale (${reason})` : 'for sale')

export function inspectionInText(node: Node, inspection: Inspection): string {
  const { deployment } = node
  const { termsId, terms, product, asset, code, words, findings, against } = inspection
  const gap = code.auditGap === 0n ? '' : `, audit gap ${percent(code.auditGap)}`
  const title = `Terms ${termsId} of product ${terms.productId} "${product.name}": ${sale(code.reason)}${gap}`
  const pins = inspection.pins.flatMap(({ pin, state, liveState }, i) => [
    `  ${i}  ${pin.target}  ${pin.kind}, ${STATES[liveState]}${state.flagged ? ', flagged' : ''}`,
    ...hashesOf(state).flatMap((hash) => wordsInLines(words, hash).map((line) => `     ${line}`)),
  ])
  return lines(
    ...[title, `  cluster ${product.clusterId}, ${sponsorInWords(product.sponsor)}`, ''],
    ...['terms', columns(Object.entries(termsInWords(terms, asset, deployment))), ''],
    ...courtTermsInText(node, inspection, terms),
    ...['pins', pins, ''],
    ...(against ? [changesInText(`changes from terms ${against.termsId}`, against.changes)] : []),
    findingsInText(findings),
  )
}

export const inspectionForPrograms = ({ words, code, ...inspection }: Inspection) => ({
  ...inspection,
  ...{ reason: code.reason, auditGap: code.auditGap, lapseAt: code.lapseAt },
  attestations: Object.fromEntries(words),
})

export function coveringInText(address: Address, covering: readonly Covering[]): string {
  if (covering.length === 0) return `No terms pin ${address}.\n`
  const rows = covering.map(({ termsId, productId, name, reason, lapseAt }) => [
    ...[`terms ${termsId}`, `product ${productId} "${name}"`, sale(reason)],
    lapseAt ? `lapses at ${time(lapseAt)}` : '',
  ])
  return lines(`${address} is pinned by`, columns(rows))
}

/** A pin in the form of a product file. */
export const pinForFile = ({ chainId: _, ...pin }: Pin) => pin

import type { ProductFile } from '../actions/listing/productFile.js'
import type { Pool } from '../actions/pool/reads.js'
import { isContractError } from '../errors/decode.js'
import { type BreakwaterError, InvalidParameterError, InvalidProductError } from '../errors/errors.js'
import { DAY } from '../math/arithmetic.js'
import type { Finding } from './finding.js'
import { type Change, duration } from './words.js'

const invalid = (field: string, message: string): Finding => ({
  ...{ path: `terms.${field}`, error: 'InvalidTerms', message },
})

/**
 * Breaches of the registry's own rules. The registry names one at a time; a person wants to know
 * all.
 */
export function ruleFindings(t: ProductFile['terms']): Finding[] {
  const found: Finding[] = []
  const within = (
    field: 'waitingPeriod' | 'reportWindow' | 'horizon' | 'minBilled' | 'claimWindow',
    min: number,
    max: number,
  ) => {
    if (t[field] >= min * DAY && t[field] <= max * DAY) return
    const is = `is ${duration(t[field])}`
    found.push(invalid(field, `"terms.${field}" ${is}, and must be from ${min} to ${max} days.`))
  }
  within('waitingPeriod', 2, 30)
  within('reportWindow', 1, 20)
  within('horizon', 1, 20)
  if (t.horizon < t.reportWindow)
    found.push(invalid('horizon', '"terms.horizon" must be no less than reportWindow.'))
  within('minBilled', 14, 365)
  within('claimWindow', 7, 365)
  const together = t.waitingPeriod + t.reportWindow
  if (t.minBilled >= 14 * DAY && t.minBilled < together) {
    const message = `"terms.minBilled" must be at least waitingPeriod and reportWindow together, ${duration(together)}.`
    found.push(invalid('minBilled', message))
  }
  if (t.codeGrace !== 0 && (t.codeGrace < t.reportWindow || t.codeGrace > 180 * DAY)) {
    const message = '"terms.codeGrace" must be "0d", or from the reportWindow to 180 days.'
    found.push(invalid('codeGrace', message))
  }
  if (!/[1-9]/.test(t.maxCover)) found.push(invalid('maxCover', '"terms.maxCover" must be above zero.'))
  return found
}

/** Findings that keep a pool from selling the terms. */
export function poolFindings(t: ProductFile['terms'], { asset, cooldown, name }: Pool): Finding[] {
  const found: Finding[] = []
  if (asset.toLowerCase() !== t.asset.toLowerCase()) {
    found.push(invalid('asset', `The pool "${name}" is denominated in ${asset}, not in ${t.asset}.`))
  }
  if (t.horizon + DAY > cooldown) {
    const longest = `the cooldown of the pool "${name}" allows at most ${duration(cooldown - DAY)}`
    found.push(invalid('horizon', `"terms.horizon" is ${duration(t.horizon)}, and ${longest}.`))
  }
  return found
}

/** Fields that all versions of a product share. */
const OF_PRODUCTS = ['resolver', 'subject', 'asset', 'reportWindow', 'horizon', 'claimWindow', 'proofOfLoss']

/** Fields in which a version must not differ from the one before. */
export function versionFindings(changes: Change[]): Finding[] {
  return changes
    .filter(({ field }) => OF_PRODUCTS.includes(field))
    .map(({ field }) => ({
      ...{ path: `terms.${field}`, error: 'DiffersFromProduct' },
      message: `All versions of a product have the same "${field}": with another one it is another product.`,
    }))
}

/** Rules of resolvers, which the registry asks. */
const OF_RESOLVERS: Record<string, string> = {
  asset: 'is not the asset of the court terms',
  reportWindow: 'is shorter than that of the court terms',
  horizon: 'is shorter than reportWindow and the answer window of the court terms together',
  proofOfLoss: 'is not what the court terms say: what a meter fires is paid without proof of loss',
  observes: 'must be true where the court terms name a meter, and false where anybody reports',
  deductible: "is above the least loss on which the court terms' meter fires",
}

/** A refusal of the contracts, as a finding about a field of the file. */
export function fromContracts(error: BreakwaterError, file: ProductFile): Finding {
  const { name, message } = error
  if (error instanceof InvalidProductError) return { path: error.path, error: name, message }
  if (error instanceof InvalidParameterError) {
    const path = error.parameter === 'productId' ? 'product.id' : `terms.${error.parameter}`
    return { path, error: name, message }
  }
  if (isContractError(error, 'InvalidTerms')) {
    const { field } = error.args
    if (field === 'productId') return { path: 'product.id', error: name, message }
    if (field === 'pins') return { path: 'pins', error: name, message }
    const problem = OF_RESOLVERS[field]
    return invalid(field, problem ? `"terms.${field}" ${problem}.` : message)
  }
  if (isContractError(error, 'DiffersFromProduct'))
    return { path: `terms.${error.args.field}`, error: name, message }
  if (isContractError(error, 'InvalidPin')) {
    return { path: `pins[${error.args.index}].${error.args.field}`, error: name, message }
  }
  if (isContractError(error, 'AttestationMissing')) {
    const { codeHash } = error.args
    const i = file.pins.findIndex(
      (pin) => pin.codeHash === codeHash || pin.implementationCodeHash === codeHash,
    )
    const field = file.pins[i]?.codeHash === codeHash ? 'codeHash' : 'implementationCodeHash'
    return { path: i < 0 ? 'pins' : `pins[${i}].${field}`, error: name, message }
  }
  if (name === 'UnknownCourtTerms') return { path: 'terms.subject', error: name, message }
  const isResolver = name === 'TransactionRevertedError' || name === 'ContractNotFoundError'
  if (!isResolver) return { path: '', error: name, message }
  const problem = `"terms.resolver" is ${file.terms.resolver}, which refuses the terms without a reason.`
  return { path: 'terms.resolver', error: name, message: problem }
}

import type { Address, Hex } from 'viem'
import { type CoveredCode, getCode } from '../actions/listing/code.js'
import { getProduct, getProducts, type Product } from '../actions/listing/products.js'
import { getTerms } from '../actions/listing/terms.js'
import type { Pin, PinState, Terms } from '../actions/listing/types.js'
import type { CourtTerms } from '../actions/resolution/court/types.js'
import { assetOf } from './check.js'
import { hashesOf, livePin, type Words, wordsOn } from './code.js'
import { courtTermsOf } from './courtTerms.js'
import type { Finding } from './finding.js'
import type { Node } from './node.js'
import {
  type Asset,
  type Change,
  changesBetween,
  duration,
  pinsInWords,
  termsInWords,
  time,
  UNKNOWN,
} from './words.js'

/**
 * Code that a pinned contract runs now: reviewed, other attested, changed, or none. A proxy's slot
 * is the node's word, without a proof.
 */
export type LiveState = 'reviewed' | 'attested' | 'changed' | 'gone'

interface InspectedPin {
  pin: Pin
  state: PinState
  live: Pin | undefined
  liveState: LiveState
}

export interface Inspection {
  termsId: bigint
  terms: Terms
  product: Product
  asset: Asset
  /** The court terms; `undefined` under another resolver. */
  courtTerms: CourtTerms | undefined
  code: CoveredCode
  pins: InspectedPin[]
  words: Words
  findings: Finding[]
  against: { termsId: bigint; changes: Change[] } | undefined
}

/** Facts about published terms, and whether their pinned code still runs. */
export async function inspectTerms(node: Node, termsId: bigint, against?: bigint): Promise<Inspection> {
  const { client, deployment } = node
  const [terms, code, other] = await Promise.all([
    getTerms(client, { termsId, deployment }),
    getCode(client, { termsId, deployment }),
    against === undefined ? undefined : versionInWords(node, against),
  ])
  const [product, asset, courtTerms, live] = await Promise.all([
    getProduct(client, { productId: terms.productId, deployment }),
    assetOf(node, terms.asset),
    courtTermsOf(node, terms),
    Promise.all(code.pins.map(({ target }) => livePin(node, target))),
  ])
  const hashes = [...code.states, ...live].flatMap((pin) => (pin ? hashesOf(pin) : []))
  const words = await wordsOn(node, terms.productId, hashes)
  const pins = code.pins.map((pin, i): InspectedPin => {
    const state = code.states[i] as PinState
    return { pin, state, live: live[i], liveState: liveStateOf(pin, state, live[i], words) }
  })
  const own = { ...termsInWords(terms, asset ?? UNKNOWN, deployment), ...pinsInWords(code.pins) }
  return {
    ...{ termsId, terms, product, asset: asset ?? UNKNOWN, courtTerms, code, pins, words },
    findings: findingsOf(pins, words, code, node.now),
    against:
      other && against !== undefined ? { termsId: against, changes: changesBetween(other, own) } : undefined,
  }
}

async function versionInWords(node: Node, termsId: bigint): Promise<Record<string, string>> {
  const { client, deployment } = node
  const [terms, { pins }] = await Promise.all([
    getTerms(client, { termsId, deployment }),
    getCode(client, { termsId, deployment }),
  ])
  const asset = (await assetOf(node, terms.asset)) ?? UNKNOWN
  return { ...termsInWords(terms, asset, deployment), ...pinsInWords(pins) }
}

function liveStateOf(pin: Pin, state: PinState, live: Pin | undefined, words: Words): LiveState {
  if (!live) return 'gone'
  // A contract that is pinned as plain is not read as a proxy.
  const behind = pin.kind === 'proxy' ? live.implementationCodeHash : undefined
  if (live.codeHash === state.codeHash && behind === state.implementationCodeHash) return 'reviewed'
  const runs = pin.kind === 'proxy' ? [live.codeHash, live.implementationCodeHash] : [live.codeHash]
  return runs.every((hash) => hash && words.get(hash)?.length) ? 'attested' : 'changed'
}

function findingsOf(
  pins: InspectedPin[],
  words: Words,
  { lapseAt, states }: CoveredCode,
  now: number,
): Finding[] {
  const found: Finding[] = []
  for (const [i, { pin, state, liveState }] of pins.entries()) {
    const path = `pins[${i}]`
    if (liveState === 'changed' || liveState === 'gone') {
      const what = liveState === 'gone' ? 'has no code' : 'runs code that nobody attests'
      const rest = state.flagged ? 'and is flagged' : 'and is not flagged yet; anyone can flag it'
      found.push({ path, error: 'CodeChanged', message: `${pin.target} ${what}, ${rest}.` })
    } else if (state.flagged) {
      const message = `${pin.target} is flagged, and runs reviewed code: anyone can clear it.`
      found.push({ path, error: 'CodeFlagged', message })
    }
    for (const hash of hashesOf(state)) {
      if (words.get(hash)?.length) continue
      const message = `Nobody attests the reviewed code ${hash} any more: capacity is less.`
      found.push({ path, error: 'AttestationMissing', message })
    }
  }
  if (lapseAt !== 0) {
    const message =
      now < lapseAt
        ? `Cover on the terms lapses at ${time(lapseAt)}, in ${duration(lapseAt - now)}, unless the code is cleared before.`
        : `Cover on the terms lapsed at ${time(lapseAt)}.`
    found.push({ path: '', error: now < lapseAt ? 'CodeFlagged' : 'TermsLapsed', message })
  } else if (states.some(({ flagged }) => flagged)) {
    found.push({
      path: '',
      error: 'CodeFlagged',
      message: 'The terms are not sold; cover on them goes on to its end.',
    })
  }
  return found
}

/** Terms that pin a contract. */
export interface Covering {
  termsId: bigint
  productId: bigint
  name: string
  isCurrent: boolean
  reason: string | undefined
  lapseAt: number
}

export async function inspectAddress(
  { client, deployment }: Node,
  covering: Address | Hex,
): Promise<Covering[]> {
  const products = await getProducts(client, { covering, deployment })
  const versions = products.flatMap(({ covering: ids, productId, name, currentTerms }) =>
    ids.map((termsId) => ({ termsId, productId, name, isCurrent: termsId === currentTerms })),
  )
  return Promise.all(
    versions.map(async (version) => {
      const { reason, lapseAt } = await getCode(client, { termsId: version.termsId, deployment })
      return { ...version, reason, lapseAt }
    }),
  )
}

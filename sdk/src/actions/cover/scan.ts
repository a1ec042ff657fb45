import { type Address, getAddress, numberToHex } from 'viem'
import { type LensResult, lensProtocol } from '../../internal/lens.js'
import type { ReadClient, ReadOptions } from '../../internal/read.js'
import { fields } from '../../internal/words.js'
import { parseCoverId } from './ids.js'
import type { Cover } from './types.js'

/** Words of a cover, as the lens writes them. */
const WORDS = 4

/** A page of covers, as the lens finds them. */
export type CoverPage = LensResult<'coversOf'>[0]

/** Arguments of a scan from an id on; what earlier pages found is counted. */
export function coversArgs(
  client: ReadClient,
  {
    owner,
    pool = '0x0000000000000000000000000000000000000000',
    from = 0n,
    before = [],
  }: {
    owner: Address
    pool?: Address | undefined
    from?: bigint
    before?: readonly CoverPage[]
  },
  at: ReadOptions,
) {
  const known = before.reduce((sum, { words }) => sum + words.length / WORDS, 0)
  return [lensProtocol(client, at), owner, from, BigInt(known), pool] as const
}

/** The covers of all pages, newest first within each pool and terms. */
export function toCovers(pages: readonly CoverPage[], owner: Address): Cover[] {
  const covers = pages.flatMap(({ words, pools, units }) =>
    Array.from({ length: words.length / WORDS }, (_, i): Cover => {
      const [coverId = 0n, facts = 0n, insured = 0n, refundTo = 0n] = words.slice(WORDS * i, WORDS * (i + 1))
      const [start, end, amount = 0n, rate = 0n] = fields(facts, 40, 40, 64, 64)
      const place = Number(coverId >> 64n) - 1
      return {
        ...{ coverId, ...parseCoverId(coverId), pool: pools[place] as Address, owner },
        ...{ insured: toAddress(insured), refundTo: toAddress(refundTo) },
        ...{ amount: amount * (units[place] ?? 0n), start: Number(start), end: Number(end), rate },
      }
    }),
  )
  // By pool and terms as they were found, each from its last serial on.
  const book = (id: bigint) => id >> 32n
  return covers.sort((a, b) =>
    book(a.coverId) === book(b.coverId)
      ? Number(b.serial - a.serial)
      : book(a.coverId) < book(b.coverId)
        ? -1
        : 1,
  )
}

const toAddress = (word: bigint) => getAddress(numberToHex(word, { size: 20 }))

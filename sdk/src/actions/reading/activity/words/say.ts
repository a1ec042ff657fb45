import { formatUnits } from 'viem'
import type {
  ActivityArgs,
  ActivityContract,
  ActivityEventName,
  ActivitySubject,
  ActivityToken,
} from '../types.js'

/** Parts of sentences. */
export interface Say {
  /** An amount of the pool's asset. */
  assets(amount: bigint): string
  /** An amount of another token. */
  units(amount: bigint): string
  /** An amount of a pool's shares. */
  shares(amount: bigint): string
  /** A ratio. */
  percent(ratio: bigint): string
  /** A ratio in parts per million. */
  millionths(ratio: bigint): string
  /** A moment, seconds. */
  time(seconds: number): string
  /** A text that somebody else has chosen. */
  text(text: string): string
  /** The case that the event is about. */
  readonly theCase: string
  /** The contract that emitted the event. */
  readonly self: string
}

/** Sentences for all events of a contract. */
export type Words<contract extends ActivityContract> = {
  readonly [name in ActivityEventName<contract>]: (args: ActivityArgs<contract, name>, say: Say) => string
}

/** Decimals of every pool's shares. */
const SHARE_DECIMALS = 12
/** A text of a chain may be very long. */
const LONGEST_TEXT = 100

const grouped = (amount: bigint, decimals: number): string => {
  const [whole = '', fraction] = formatUnits(amount, decimals).split('.')
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? groups : `${groups}.${fraction}`
}

/** Parts of the sentences about one event. */
export function sayer({
  about,
  address,
  token,
}: {
  about: ActivitySubject
  address: string
  token: ActivityToken | undefined
}): Say {
  const units = (amount: bigint) => (amount === 1n ? '1 unit' : `${grouped(amount, 0)} units`)
  const { incidentId, termsId } = about
  return {
    units,
    assets: (amount) => (token ? `${grouped(amount, token.decimals)} ${token.symbol}` : units(amount)),
    shares: (amount) => `${grouped(amount, SHARE_DECIMALS)} shares`,
    percent: (ratio) => `${formatUnits(ratio, 16)} %`,
    millionths: (ratio) => `${formatUnits(ratio, 4)} %`,
    time: (seconds) => {
      const date = new Date(seconds * 1000)
      return Number.isNaN(date.getTime()) ? `second ${seconds}` : date.toISOString().replace('.000Z', 'Z')
    },
    text: (text) => JSON.stringify(text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text),
    theCase: incidentId === undefined ? 'a case' : `the case of incident ${incidentId} on terms ${termsId}`,
    self: address,
  }
}

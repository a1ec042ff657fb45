import { isBreakwaterError } from '@breakwater/sdk'

/** An error in words for people. */
export interface Explained {
  /** What became of it, in a few words: for what was sent, whether anything happened. */
  title: string
  message: string
  hint: string | undefined
  /** Whether money may have moved: then one looks before one tries again. */
  isOpen: boolean
}

/** What became of a transaction; see `TransactionOutcome` of the SDK. */
const TITLES: Record<string, string> = {
  refused: 'Nothing was sent',
  rejected: 'You declined it in your wallet',
  maybeSent: 'It may have been sent',
  pending: 'Not mined yet',
  replaced: 'Replaced by another transaction',
  cancelled: 'You cancelled the transaction',
  reverted: 'The transaction failed',
  done: 'Done, but the result could not be read',
}

/** Words for refusals that a buyer or an underwriter meets; all others speak for themselves. */
const MEETINGS: Record<string, { title: string; message: string; hint: string }> = {
  WrongNetworkError: {
    title: 'Your wallet is on another chain',
    message: 'The wallet is connected to another chain than this page.',
    hint: 'Switch the chain in the wallet, or with the button above, and try again.',
  },
  DeadlinePassed: {
    title: 'The quote has expired',
    message: 'Nothing was bought: the time for which the price was yours is over.',
    hint: 'Look at the new price and buy again.',
  },
  PremiumAboveMax: {
    title: 'The price has risen',
    message: 'Nothing was bought: the cover costs more now than the most you agreed to.',
    hint: 'Look at the new price and buy again.',
  },
  TransferFromFailed: {
    title: 'Not enough money',
    message: 'The account does not hold what this takes.',
    hint: 'Send the account more, or choose a smaller amount.',
  },
}

const GAS_SPENT = 'The transaction was mined and failed: its gas is spent.'

export function explain(error: unknown): Explained {
  if (!isBreakwaterError(error)) {
    const { message = String(error) } = error as { message?: string }
    return { title: 'Something went wrong', message: firstLine(message), hint: undefined, isOpen: false }
  }
  const { name, message, hint, outcome } = error
  const isReverted = outcome === 'reverted'
  const known = outcome === undefined || outcome === 'refused' || isReverted ? MEETINGS[name] : undefined
  const isOpen = outcome === 'maybeSent' || outcome === 'pending'
  if (known)
    return { ...known, message: isReverted ? `${known.message} ${GAS_SPENT}` : known.message, isOpen }
  return { title: TITLES[outcome ?? ''] ?? 'It could not be read', message, hint, isOpen }
}

const firstLine = (text: string) => text.split('\n')[0] ?? text

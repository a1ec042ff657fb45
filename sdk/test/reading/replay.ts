import { type Address, zeroAddress } from 'viem'
import type { Activity } from '../../src/index.js'

const DAY = 86_400

/** A number by a name, 0 where nothing is. */
class Sums<name extends string | bigint = Address> extends Map<name, bigint> {
  of(name: name): bigint {
    return this.get(name) ?? 0n
  }
  add(name: name, amount: bigint): void {
    this.set(name, this.of(name) + amount)
  }
}

interface ReplayedCover {
  owner: Address
  insured: Address
  refundTo: Address
  amount: bigint
  start: number
  end: number
}

interface ReplayedCase {
  incidentId: bigint
  termsId: bigint
  status: 'open' | 'payable' | 'denied' | 'closed'
  reserve: bigint
  need: bigint
  paid: bigint
  registered: bigint
  severity: bigint
  claimsUntil: number
  settlement: bigint
  layerIndex: bigint
  raises: number
  /** What was added for its claims, and is left of that. */
  bonus: bigint
}

interface Exit {
  controller: Address
  shares: bigint
}

/** A pool by its events alone. Everything is one sum or one list, changed by one event at a time. */
export interface Replay {
  coverUnit: bigint
  supply: bigint
  shares: Sums
  queue: Exit[]
  /** Settled shares by controller, and the assets of all. */
  settled: Sums
  settledAssets: bigint
  operators: Set<string>
  covers: Map<bigint, ReplayedCover>
  cases: Map<bigint, ReplayedCase>
  /** What the pool and its vault hold of the asset. The pool has paid tips, too, which no event tells. */
  held: bigint
  vaultHeld: bigint
  fees: bigint
  /** Credits of managers and sponsors. */
  credits: Sums
  manager: Address
  sponsors: Map<bigint, Address>
  /** When the terms' cover lapses. */
  lapses: Map<bigint, number>
  /** Claims that wait, by case and cover. */
  waiting: Sums<string>
  short: Set<bigint>
}

/** Replays what a pool's activities tell, and what others tell of its products. */
export function replay(pool: Address, activities: readonly Activity[]): Replay {
  const state: Replay = {
    ...{ coverUnit: 1n, supply: 0n, shares: new Sums(), queue: [], settled: new Sums(), settledAssets: 0n },
    ...{ operators: new Set(), covers: new Map(), cases: new Map(), held: 0n, vaultHeld: 0n },
    ...{ fees: 0n, credits: new Sums() },
    ...{
      manager: zeroAddress,
      sponsors: new Map(),
      lapses: new Map(),
      waiting: new Sums<string>(),
      short: new Set(),
    },
  }
  for (const activity of activities) {
    const { about, contract } = activity
    if (contract === 'ProductRegistry') listing(state, activity)
    else if (about.pool !== pool) continue
    else if (contract === 'CoverPool') capital(state, activity)
    else if (contract === 'ClaimsVault') claims(state, activity)
    else if (contract === 'CoverToken') token(state, activity)
    else governance(state, activity)
  }
  return state
}

type Of<contract extends Activity['contract']> = Extract<Activity, { contract: contract }>

function listing(state: Replay, activity: Of<'ProductRegistry'>): void {
  const { eventName, args } = activity
  if (eventName === 'ProductListed') state.sponsors.set(args.productId, args.sponsor)
  if (eventName === 'CodeChangeFlagged') state.lapses.set(args.termsId, args.lapseAt)
}

function governance(state: Replay, { contract, eventName, args, about }: Activity): void {
  if (contract === 'CoverPoolFactory') state.coverUnit = args.config.coverUnit
  if (contract === 'Court' && eventName === 'OpeningRewarded') {
    state.vaultHeld -= args.reward
    for (const one of state.cases.values())
      if (one.incidentId === about.incidentId) {
        one.reserve -= args.reward
        one.need -= args.reward
      }
  }
  if (contract !== 'PoolConfigurator') return
  if (eventName === 'PoolRegistered') state.manager = args.manager
  if (eventName === 'ManagerTransferred') state.manager = args.newManager
  if (eventName === 'FeesCollected') {
    state.credits.add(state.manager, args.managerPart)
    state.credits.add(state.sponsors.get(args.productId) ?? zeroAddress, args.sponsorPart)
  }
}

function token({ covers }: Replay, { eventName, args }: Of<'CoverToken'>): void {
  if (eventName !== 'Transfer') return
  const cover = covers.get(args.id)
  if (cover) cover.owner = args.to
}

function capital(state: Replay, activity: Of<'CoverPool'>): void {
  const { eventName, args } = activity
  if (eventName === 'Transfer') {
    if (args.from === zeroAddress) state.supply += args.amount
    else state.shares.add(args.from, -args.amount)
    if (args.to === zeroAddress) state.supply -= args.amount
    else state.shares.add(args.to, args.amount)
  } else if (eventName === 'Deposit') state.held += args.assets
  else if (eventName === 'RedeemRequest')
    state.queue.push({ controller: args.controller, shares: args.shares })
  else if (eventName === 'RedeemRequestsSettled') {
    state.settledAssets += args.assets
    settleExits(state, args.shares)
  } else if (eventName === 'Withdraw') {
    state.settled.add(args.owner, -args.shares)
    state.settledAssets -= args.assets
    state.held -= args.assets
  } else if (eventName === 'OperatorSet') {
    const pair = `${args.controller} ${args.operator}`
    if (args.approved) state.operators.add(pair)
    else state.operators.delete(pair)
  } else if (eventName === 'FeesCollected') {
    state.fees += args.fees
    state.held -= args.fees
  } else sales(state, activity)
}

function sales(state: Replay, { eventName, args, about, timestamp = 0 }: Of<'CoverPool'>): void {
  if (eventName === 'CoverBought') {
    const { insured, refundTo, amount, start, end, premium } = args.purchase
    state.covers.set(args.coverId, { owner: args.owner, insured, refundTo, amount, start, end })
    state.held += premium
  } else if (eventName === 'CoverExtended') {
    const cover = state.covers.get(args.coverId) as ReplayedCover
    cover.end = args.end
    state.held += args.premium
  } else if (eventName === 'CoverCancelled' || eventName === 'CoverLapsed') {
    const cover = state.covers.get(args.coverId) as ReplayedCover
    const endsAt = eventName === 'CoverLapsed' ? state.lapses.get(about.termsId ?? 0n) : timestamp
    if (eventName === 'CoverCancelled') cover.amount = 0n
    cover.end = Math.min(cover.end, Math.ceil(Math.max(cover.start, endsAt ?? 0) / DAY) * DAY)
    state.held -= args.refund
  }
}

/** Exits are settled in the order of their requests; the last one perhaps in part. */
function settleExits({ queue, settled }: Replay, shares: bigint): void {
  for (let left = shares; left > 0n; ) {
    const [first] = queue
    if (!first) throw new Error('More shares were settled than had been queued.')
    // biome-ignore lint/complexity/useMathMinMax: not of bigints
    const part = first.shares < left ? first.shares : left
    settled.add(first.controller, part)
    first.shares -= part
    left -= part
    if (first.shares === 0n) queue.shift()
  }
}

function claims(state: Replay, activity: Of<'ClaimsVault'>): void {
  const { eventName, args } = activity
  if (eventName === 'FirstLossPosted') state.vaultHeld += args.assets
  else if (eventName === 'FirstLossWithdrawn') state.vaultHeld -= args.assets
  else if (eventName === 'ShortageChanged') {
    if (args.short) state.short.add(args.settlement)
  } else if ('caseId' in args) onCase(state, activity)
}

function onCase(state: Replay, activity: Of<'ClaimsVault'>): void {
  const { eventName, args, transactionHash } = activity
  if (eventName === 'CaseOpened') {
    state.cases.set(args.caseId, {
      ...{ incidentId: args.incidentId, termsId: args.termsId, status: 'open', reserve: args.reserve },
      ...{ need: args.reserve + args.firstLoss, paid: 0n, registered: 0n, severity: 0n, claimsUntil: 0 },
      ...{ settlement: 0n, layerIndex: args.layerIndex, raises: 0, bonus: 0n },
    })
    move(state, args.reserve)
    return
  }
  if (!('caseId' in args)) return
  const one = state.cases.get(args.caseId) as ReplayedCase & { decidedIn?: string }
  if (eventName === 'CaseRaised') {
    one.need = args.need
    one.reserve += args.reserve
    one.raises += 1
    move(state, args.reserve)
  } else if (eventName === 'VerdictApplied') {
    const { severity, claimsUntil, settlement } = args
    Object.assign(one, { severity, claimsUntil, settlement, decidedIn: transactionHash })
    one.status = severity === 0n ? 'denied' : 'payable'
  } else if (eventName === 'CapitalReleased') {
    if (one.decidedIn !== transactionHash) one.status = 'closed'
    // What nobody has claimed of a bonus goes back with the rest.
    const bonus = one.status === 'payable' ? 0n : one.bonus
    one.bonus -= bonus
    one.reserve -= args.assets - bonus
    one.need -= args.assets - bonus
    move(state, -args.assets)
  } else if (eventName === 'RecoveryAdded') {
    state.vaultHeld += args.forClaims
    state.held += args.forHolders
  } else if (eventName === 'BonusAdded') {
    one.bonus += args.assets
    state.vaultHeld += args.assets
  } else if (eventName === 'BonusPaid') {
    one.bonus -= args.bonus
    state.vaultHeld -= args.bonus
  } else if (eventName === 'ClaimRegistered') {
    one.registered += args.gross
    state.waiting.add(`${args.caseId} ${args.coverId}`, args.gross)
    draw(state, args.coverId, args.gross)
  } else if (eventName === 'PayoutClaimed') {
    one.paid += args.payout
    state.vaultHeld -= args.payout
    const claim = `${args.caseId} ${args.coverId}`
    if (state.waiting.of(claim) > 0n) {
      one.registered -= args.payout
      state.waiting.add(claim, -args.payout)
    } else draw(state, args.coverId, args.payout)
  }
}

/** Capital goes from the pool to its vault. */
function move(state: Replay, assets: bigint): void {
  state.held -= assets
  state.vaultHeld += assets
}

/** A cover loses whole cover units. */
function draw({ covers, coverUnit }: Replay, coverId: bigint, lost: bigint): void {
  const cover = covers.get(coverId) as ReplayedCover
  const units = (lost + coverUnit - 1n) / coverUnit
  cover.amount -= units * coverUnit
}

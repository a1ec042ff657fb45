const WAD = 10n ** 18n

const least = (a: bigint, b: bigint) => (a < b ? a : b)

/** One bond at a court: whose it is, and what it would be paid for. */
interface Bonded {
  who: string
  bond: bigint
}

/** A court's bonds kept by hand: what the rules say is in its pots, and whose it is. It never asks the chain. */
export class CourtTerms {
  readonly #answers: Bonded[] = []
  #winner: string | undefined
  /** What lies at the court, asset units. */
  held = 0n
  /** The most that any answer asks for. */
  atStake = 0n

  constructor(private readonly minBond: bigint) {}

  /** The least bond of what asks for so much, or sets so much aside: a fiftieth, rounded up. */
  bondOf(need: bigint): bigint {
    const part = (need + 49n) / 50n
    return part > this.minBond ? part : this.minBond
  }

  /** An opening, or an answer, under a bond. */
  post(who: string, need: bigint, bond = this.bondOf(need)): bigint {
    this.#answers.push({ who, bond })
    this.held += bond
    if (need > this.atStake) this.atStake = need
    return bond
  }

  /** An arbiter finds somebody's answer right, and something was lost. */
  decideFor(who: string): void {
    this.#winner = who
  }

  /** Half of what losing bonds come to: the claimants'. */
  forClaimants(): bigint {
    const half = least(this.#lost() - this.#lost() / 2n, this.#own())
    this.held -= half
    return half
  }

  /** What of the bonds is somebody's: the winner's own, and half of what the others lose, no more than as much again. */
  withdraw(who: string): bigint {
    if (who !== this.#winner) return 0n
    const due = this.#own() + least(this.#lost() / 2n, this.#own())
    this.held -= due
    return due
  }

  /** The bond that stood for what holds. */
  #own(): bigint {
    return this.#answers.find(({ who }) => who === this.#winner)?.bond ?? 0n
  }

  #lost(): bigint {
    const losing = this.#answers.filter(({ who }) => who !== this.#winner)
    return losing.reduce((sum, { bond }) => sum + bond, 0n)
  }
}

/** A panel's stakes kept by hand. */
export class PanelLedger {
  readonly #stakes = new Map<string, bigint>()
  readonly #votes = new Map<string, { number: bigint; risk: bigint }>()

  constructor(private readonly slashShare: bigint) {}

  stake(who: string, assets: bigint): void {
    this.#stakes.set(who, this.stakeOf(who) + assets)
  }

  stakeOf(who: string): bigint {
    return this.#stakes.get(who) ?? 0n
  }

  /** What a vote puts at risk: a share of the stake, and no more than the stake's part of what is at stake. */
  vote(who: string, number: bigint, atStake: bigint): bigint {
    const all = [...this.#stakes.values()].reduce((sum, stake) => sum + stake, 0n)
    const share = (this.stakeOf(who) * this.slashShare) / WAD
    const part = (atStake * this.stakeOf(who)) / all
    const risk = share < part ? share : part
    this.#votes.set(who, { number, risk })
    return risk
  }

  /** What a vote wins or loses when an answer holds in the end: what the others put at risk, in proportion. */
  settle(who: string, winner: bigint): bigint {
    const votes = [...this.#votes.values()]
    const own = this.#votes.get(who)
    if (!own) return 0n
    const sum = (of: typeof votes) => of.reduce((total, { risk }) => total + risk, 0n)
    const gaining = sum(votes.filter(({ number }) => number === winner))
    const change = own.number === winner ? (own.risk * (sum(votes) - gaining)) / gaining : -own.risk
    this.stake(who, change)
    return change
  }
}

/** What a cover is paid of a proven loss: of the loss less the deductible, what it covers. */
export function provenPayout(loss: bigint, cover: bigint, deductible: bigint): bigint {
  const due = (loss * (WAD - deductible)) / WAD
  return due < cover ? due : cover
}

/** A bonus that claims share in proportion to what could be claimed at most: what goes to one of them. */
export function bonusDown(payout: bigint, bonus: bigint, need: bigint): bigint {
  return (payout * ((bonus * WAD) / need)) / WAD
}

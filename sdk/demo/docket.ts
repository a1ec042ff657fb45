/** A court's bonds kept by hand: what the rules say is in its pots, and whose it is. It never asks the chain. */
export class Docket {
  readonly #opened = { who: '', bond: 0n }
  readonly #challenged = { who: '', bond: 0n }
  #decided = false
  /** What lies at the court, asset units. */
  held = 0n

  constructor(private readonly minBond: bigint) {}

  /** An opening that sets so much aside, and the bond it takes: a fiftieth, an even amount. */
  openCase(who: string, reserve: bigint): bigint {
    return this.#post(this.#opened, who, reserve)
  }

  /** A challenge that suspends so much, likewise. */
  challenge(who: string, reserve: bigint): bigint {
    return this.#post(this.#challenged, who, reserve)
  }

  /** The arbiter finds the counter-answer right, which is the lower one. */
  decideForChallenger(): void {
    this.#decided = true
  }

  /** Half of the opener's bond: the holders' whose shares it has locked up. */
  forHolders(): bigint {
    const half = this.#opened.bond / 2n
    this.held -= half
    return half
  }

  /** What of the bonds is somebody's. */
  withdraw(who: string): bigint {
    if (!this.#decided || who !== this.#challenged.who) return 0n
    const due = this.#challenged.bond + this.#opened.bond / 2n
    this.held -= due
    return due
  }

  /** What a cover is paid of a proven loss: of the loss less the deductible, what it covers. */
  payout(loss: bigint, cover: bigint, deductible: bigint): bigint {
    const WAD = 10n ** 18n
    const due = (loss * (WAD - deductible)) / WAD
    return due < cover ? due : cover
  }

  #post(pot: { who: string; bond: bigint }, who: string, reserve: bigint): bigint {
    const part = (reserve + 49n) / 50n
    const least = part > this.minBond ? part : this.minBond
    pot.who = who
    pot.bond = least + (least % 2n)
    this.held += pot.bond
    return pot.bond
  }
}

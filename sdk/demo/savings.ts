/** Shares of a covered vault that belong to nobody: as many as its first unit is worth. */
const NOBODYS = 1_000_000n

const up = (dividend: bigint, divisor: bigint) => (dividend + divisor - 1n) / divisor

/** An ERC-4626 vault kept by hand. One share and one unit of it belong to nobody. */
export class VaultBook {
  assets = 0n
  supply = 0n

  worthOf(shares: bigint): bigint {
    return (shares * (this.assets + 1n)) / (this.supply + 1n)
  }

  deposit(assets: bigint): bigint {
    const shares = (assets * (this.supply + 1n)) / (this.assets + 1n)
    this.assets += assets
    this.supply += shares
    return shares
  }

  withdraw(assets: bigint): bigint {
    const shares = up(assets * (this.supply + 1n), this.assets + 1n)
    this.assets -= assets
    this.supply -= shares
    return shares
  }

  /** Four fifths are lent, deposited instead of given back, and redeemed. */
  drain(): bigint {
    const loan = (this.assets * 4n) / 5n
    this.assets -= loan
    const shares = this.deposit(loan)
    const stolen = this.worthOf(shares)
    this.assets -= stolen
    this.supply -= shares
    return stolen
  }
}

/**
 * A covered vault kept by hand: what it has in the wrapped vault, what lies idle, and whose it is. It never asks the chain.
 */
export class SavingsBook {
  idle = 0n
  /** Shares of the wrapped vault. */
  held = 0n
  supply = 0n
  readonly #shares = new Map<string, bigint>()

  constructor(private readonly wrapped: VaultBook) {}

  sharesOf(who: string): bigint {
    return this.#shares.get(who) ?? 0n
  }

  /** What is not prepaid. */
  worth(): bigint {
    return this.idle + this.wrapped.worthOf(this.held)
  }

  /** Before anything was paid or earned, a unit is a million shares. */
  begin(who: string, assets: bigint): bigint {
    this.held += this.wrapped.deposit(assets)
    return this.#issue(who, assets * NOBODYS)
  }

  /** Later, somebody brings idle assets in the proportion in which they are here. */
  join(who: string, assets: bigint, shares: bigint): void {
    const idle = up(assets * this.idle, this.worth())
    this.idle += idle
    this.held += this.wrapped.deposit(assets - idle)
    this.#issue(who, shares)
  }

  /** Pays for cover out of the wrapped vault. */
  pay(premium: bigint): void {
    this.held -= this.wrapped.withdraw(premium)
  }

  /** A part of a sum for some of the shares. */
  partOf(sum: bigint, shares: bigint): bigint {
    return (sum * shares) / (this.supply + NOBODYS)
  }

  /** Somebody takes a part of all that is not prepaid, less a share of the wrapped vault and three units. */
  leave(who: string): bigint {
    const shares = this.sharesOf(who)
    const assets = this.partOf(this.worth(), shares) - this.wrapped.worthOf(1n) - 3n
    const idle = this.partOf(this.idle, shares)
    this.idle -= idle
    this.held -= this.wrapped.withdraw(assets - idle)
    this.supply -= shares
    this.#shares.delete(who)
    return assets
  }

  #issue(who: string, shares: bigint): bigint {
    this.supply += shares
    this.#shares.set(who, this.sharesOf(who) + shares)
    return shares
  }
}

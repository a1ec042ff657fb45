import type { Address } from 'viem'

/** An incident in a pool. */
export interface CaseParameters {
  pool: Address
  /** Any version of the product's terms: a case is for all of them. */
  termsId: bigint
  incidentId: bigint
}

/**
 * Stage of a case: `open` until the verdict is applied; `payable`, or `denied` if nothing is due;
 * `counted` when no more can be claimed and its settlement waits for other cases; `closed` when
 * what was left went back.
 */
export type CaseStatus = 'none' | 'open' | 'payable' | 'denied' | 'counted' | 'closed'

/**
 * A case: an incident in a pool, for all versions of a product's terms. Until it is closed, all its
 * counts include what it has paid. Asset units.
 */
export interface Case {
  caseId: bigint
  /** Version of the product's terms that it was opened with. */
  termsId: bigint
  status: CaseStatus
  /** Set aside from the pool's equity; less what went back. */
  reserve: bigint
  /** The same from the sponsor's first loss, which pays before the reserve. */
  firstLoss: bigint
  /** First loss that takes the reserve's place as far as claims need it. */
  promised: bigint
  /** Committed cover of the product at the opening. */
  committed: bigint
  /** The most that can be claimed. */
  need: bigint
  /** Paid to claims, without bonuses. */
  paid: bigint
  /** Claims that wait for their payment. */
  registered: bigint
  /** Number of the case in its pool. */
  layerIndex: bigint
  /** Shares that bear it. */
  supply: bigint
  /** Checkpoint of the exit queue: requests settled by then do not bear it. */
  checkpoint: bigint
  /** Event time, seconds. */
  eventTime: number
  /**
   * Part destroyed, WAD, less each version's deductible; for proven losses the part that is paid. 0
   * before the verdict and after a denial.
   */
  severity: bigint
  /** Last second to claim in; 0 while unknown. */
  claimsUntil: number
  /** Number of its settlement, see {@link getSettlement}; 0 for none. */
  settlement: bigint
  /** Layers that raises have added to it; holders of their time bear them. */
  raises: number
  /** Whether what was left went back. */
  closed: boolean
}

/** Cases that may have to pay for each other. Asset units. */
export interface Settlement {
  /** Layers of its open cases, paid claims included; 0 once it is over. */
  held: bigint
  /** The most that can be claimed of them, paid claims included; 0 once it is over. */
  owed: bigint
  /** Whether it holds less than it owes: claims are registered. */
  short: boolean
  /** Whether all claims on it are known. */
  over: boolean
  /** Cases that are not closed; once it is over, those that were not when the last was counted. */
  open: number
  /** Cases whose claims are counted, in a strained settlement. */
  counted: number
  /**
   * When it was over there was less than the waiting claims: a bonus makes these whole, and is paid
   * with no claim.
   */
  cut: boolean
  /** Its strain has ended: new cases join the next settlement. */
  relaxed: boolean
  /**
   * Products with several cases that claims can be made on, which are claimed together: see {@link
   * claimPayouts}.
   */
  joint: number
  /** Time since which a case lacks something, seconds; 0 while none does. */
  strainedAt: number
  /** Σ over its cases of needs beyond their layers. */
  lacking: bigint
  /** Paid by counted cases. */
  paid: bigint
  /** Claims on counted cases that were not paid at once. */
  registered: bigint
  /** Asset units that these claims share, once it is over: see `dueDown` of `/math`. */
  forClaims: bigint
  /** Σ over counted cases of what claims have left of their layers. */
  left: bigint
  /** The part that in fact goes back, once it is over, less what has gone back. */
  rest: bigint
}

/** A product's part in a settlement. Asset units. */
export interface ProductStake {
  /**
   * Bound of the claims on its cases together, set at the last opening while none stopped its
   * sales.
   */
  bound: bigint
  /** Σ over its open cases of their needs. */
  needs: bigint
  /**
   * Cases that claims can be made on; a cover claims on all of them in one call, see {@link
   * claimPayouts}.
   */
  payable: number
  /** Open cases that need a tenth of its cover or more, which stop its sales. */
  stopping: number
}

import type { Address } from 'viem'

/** An incident in a pool. */
export interface CaseParameters {
  pool: Address
  /** Any version of the product's terms: a case is for all of them. */
  termsId: bigint
  incidentId: bigint
}

/**
 * Where a case stands: `open` until the verdict is applied; `payable`, or `denied` where nothing is due; `counted` when no
 * more can be claimed and its settlement waits for other cases; `closed` when what was left went back.
 */
export type CaseStatus = 'none' | 'open' | 'payable' | 'denied' | 'counted' | 'closed'

/**
 * An incident in a pool, for all versions of a product's terms: a case. Until it is closed, whatever is counted of it
 * includes what it has paid. Asset units.
 */
export interface Case {
  caseId: bigint
  /** Version of the product's terms that it was opened with. */
  termsId: bigint
  status: CaseStatus
  /** Set aside from the pool's equity; less what went back. */
  reserve: bigint
  /** Likewise from the sponsor's first loss: pays before the reserve. */
  firstLoss: bigint
  /** First loss that takes the reserve's place as far as claims need it. */
  promised: bigint
  /** Committed cover of the product at the opening. */
  committed: bigint
  /** What can be claimed at most. */
  need: bigint
  /** Paid to claims, bonuses apart. */
  paid: bigint
  /** Claims that wait for their payment. */
  registered: bigint
  /** Number of the case in its pool. */
  caseIndex: bigint
  /** Shares that bear it. */
  supply: bigint
  /** Checkpoint of the exit queue: requests settled by then do not bear it. */
  checkpoint: bigint
  /** When the event happened, seconds. */
  eventTime: number
  /**
   * Share destroyed, WAD, from which each version's deductible comes off; of proven losses the part that is paid. 0 before
   * the verdict and after a denial.
   */
  severity: bigint
  /** Last second to claim in; 0 while unknown. */
  claimsUntil: number
  /** Number of the settlement that it is part of, see {@link getSettlement}; 0 for none. */
  settlement: bigint
  /** Layers that were added to it for higher answers; each is borne by who held shares then. */
  raises: number
  /** Whether what was left went back. */
  closed: boolean
}

/** Cases that may have to pay for each other. Asset units. */
export interface Settlement {
  /** What its open cases have set aside, paid claims included; 0 once it is over. */
  held: bigint
  /** What can be claimed of them at most, paid claims included; 0 once it is over. */
  owed: bigint
  /** It holds less than can be claimed of it: claims register. */
  short: boolean
  /** All claims on it are known. */
  over: boolean
  /** Cases that are not closed; once it is over, those that were not when the last was counted. */
  open: number
  /** Cases whose claims are counted, in a strained settlement. */
  counted: number
  /** When it was over there was less than claims that wait came to: bonuses make these whole, and are paid with none. */
  cut: boolean
  /** It was strained and is no more: new cases belong to the next one. */
  relaxed: boolean
  /** Products with several cases that claims can be made on: those are claimed together, see {@link claimPayouts}. */
  joint: number
  /** Since when a case lacks something, seconds; 0 while none does. */
  strainedAt: number
  /** Σ over its cases of what can be claimed beyond what they set aside. */
  lacking: bigint
  /** Paid by counted cases. */
  paid: bigint
  /** Claims on counted cases that were not paid at once. */
  registered: bigint
  /** What these share, once it is over: see `dueDown` of `/math`. */
  forClaims: bigint
  /** Σ over counted cases of what claims have left of what they set aside. */
  left: bigint
  /** What of that goes back in fact, once it is over; less what has. */
  rest: bigint
}

/** A product's part in a settlement. Asset units. */
export interface ProductStake {
  /** Claims on its cases can be no more together: its cover when the first of the open ones was opened. */
  bound: bigint
  /** Σ over its open cases of what can be claimed. */
  needs: bigint
  /** Cases that claims can be made on: those of one cover are claimed together, see {@link claimPayouts}. */
  payable: number
  /** Open cases about a tenth of its cover or more, which stop its sales. */
  stopping: number
}

/**
 * Who may make each call that changes something: the rows of the tables of docs/power.md. `power.ts` compares them with the
 * ABIs of all that is deployed, and writes the page's tables and the list that the tests go by.
 */

/** Calls of contracts, separated by spaces; a call whose name a contract has twice is named with its types. */
interface Row {
  contracts: string
  calls: string
}

/** What one account alone may do. */
export interface PrivilegedRow extends Row {
  /** Who may, behind which delay. */
  who: string
  can: string
  cannot: string
}

/** What everybody may do with what is their own. */
export interface OwnRow extends Row {
  /** Whose it is, and what happens. */
  whose: string
}

/** What everybody may do. */
export interface OpenRow extends Row {
  /** Why that harms nobody. */
  harmless: string
}

export const PRIVILEGED_CALLS: readonly PrivilegedRow[] = [
  {
    contracts: 'ProductRegistry',
    calls: 'listProduct',
    who: 'the owner, behind its timelock',
    can: 'name a product, its cluster and its sponsor, for good',
    cannot: 'change a product',
  },
  {
    contracts: 'ProductRegistry',
    calls: 'publishTerms',
    who: 'the owner, behind its timelock',
    can: "new terms for future covers; the product's earlier ones are not sold any more",
    cannot: 'change terms: those of a cover serve it to the end',
  },
  {
    contracts: 'ProductRegistry',
    calls: 'suspendTerms',
    who: 'the owner, behind its timelock',
    can: 'stop sales on terms, or let them go on',
    cannot: 'stop claims, exits, or incidents',
  },
  {
    contracts: 'AuditRegistry',
    calls: 'listAuditor',
    who: 'the owner, behind its timelock',
    can: 'let an account attest code from now on, or not any more',
    cannot: 'attest, revoke, or change what was attested',
  },
  {
    contracts: 'ProductRegistry AuditRegistry',
    calls: 'transferOwnership completeOwnershipHandover renounceOwnership',
    who: 'the owner, behind its timelock',
    can: 'give the rights above to another, or to nobody',
    cannot: 'give away more than these',
  },
  {
    contracts: 'PoolConfigurator',
    calls: 'addTerms',
    who: "the pool's manager, while the pool has no shares",
    can: 'what is sold, at which prices, limits and fees',
    cannot: "act while anybody's capital is in the pool; move money",
  },
  {
    contracts: 'PoolConfigurator',
    calls: 'setPricing removeTerms',
    who: "the pool's manager, at once",
    can: 'make sales dearer or narrower; stop selling terms',
    cannot:
      'lower a price or raise a limit or a fee while the pool has shares; change a cover sold, except that terms which are not sold are not extended',
  },
  {
    contracts: 'PoolConfigurator',
    calls: 'submitChange applyChange revokeChange prolongChange',
    who: "the pool's manager; a change takes effect after the pool's cooldown, and once everybody who asked to leave until then is out",
    can: 'sell new terms, more, or cheaper',
    cannot: 'put capital behind it that wanted to leave; keep a change in store: it expires',
  },
  {
    contracts: 'PoolConfigurator',
    calls: 'pauseSales pauseDeposits',
    who: "the pool's guardian, at once, for at most 7 days, then 14 days not again",
    can: 'refuse purchases or deposits',
    cannot: 'touch exits, extensions, incidents, claims or clocks',
  },
  {
    contracts: 'PoolConfigurator',
    calls: 'endPauses',
    who: "the pool's guardian or manager, at once",
    can: 'end a pause early',
    cannot: 'start one',
  },
  {
    contracts: 'PoolConfigurator',
    calls: 'transferManager setGuardian',
    who: "the pool's manager, at once",
    can: 'offer its role to another; name who may pause',
    cannot: 'give away more than these',
  },
  {
    contracts: 'PoolConfigurator',
    calls: 'acceptManager',
    who: 'whom the manager has offered its role',
    can: 'become the manager',
    cannot: 'take what the earlier one is owed',
  },
  {
    contracts: 'PoolConfigurator',
    calls: 'registerPool',
    who: 'the factory, when it creates that pool',
    can: 'write down the manager and the guardian',
    cannot: 'register a pool a second time: each has a number of its own',
  },
  {
    contracts: 'CoverPool',
    calls: 'createVault',
    who: 'the factory, when it creates that pool',
    can: "create the pool's vault",
    cannot: 'give a pool another vault: the first that it created is its vault',
  },
  {
    contracts: 'CoverToken',
    calls: 'registerPool',
    who: 'the factory, when it creates that pool',
    can: 'let a pool mint the covers of its number',
    cannot: 'another number',
  },
  {
    contracts: 'LossLedger',
    calls: 'registerVault',
    who: 'the factory, when it creates that pool',
    can: 'let a vault draw on losses',
    cannot: 'another number',
  },
  {
    contracts: 'CoverPool',
    calls: 'setPricing setPoolTerms setPauses',
    who: '`PoolConfigurator`',
    can: 'write down what it has checked',
    cannot: 'reach money; change a cover sold',
  },
  {
    contracts: 'CoverPool',
    calls: 'collectFees',
    who: '`PoolConfigurator`',
    can: 'fetch the fees that premiums have left',
    cannot: 'fetch more than these: they are not in equity',
  },
  {
    contracts: 'CoverPool',
    calls: 'fundCase returnCapital endSalesStop setShort drawCover fadeShares deferStarts',
    who: "the pool's vault",
    can: 'what incidents do to a pool',
    cannot: "be called from elsewhere: the vault's own rules decide",
  },
  {
    contracts: 'ClaimsVault',
    calls: 'raiseCase',
    who: "the case's resolver",
    can: 'set aside what a higher answer asks for, until event time + horizon',
    cannot:
      "take what nobody can claim: a case needs no more than its product's cover at the opening; pay anybody",
  },
  {
    contracts: 'CoverToken',
    calls: 'mint update',
    who: "the cover's pool",
    can: 'sell, extend, draw on and cancel covers',
    cannot: "touch another pool's covers",
  },
  {
    contracts: 'LossLedger',
    calls: 'draw',
    who: "a pool's vault",
    can: 'count what a claim draws on a loss',
    cannot: 'lower what was drawn; pay',
  },
  {
    contracts: 'Court',
    calls: 'arbitrate',
    who: 'the arbiter whose turn it is, named in the court terms',
    can: "choose one of a case's answers, or nothing",
    cannot: 'rule out of turn, twice, on a case with one answer, or for what nobody has answered but nothing',
  },
  {
    contracts: 'AddressArbiter',
    calls: 'rule',
    who: 'its judge, while it is its turn',
    can: 'pass its ruling on',
    cannot: 'the same',
  },
  {
    contracts: 'PayoutDistributor',
    calls: 'openDistribution',
    who: 'its publisher; the receiver of remainders, once a payout has waited for a year',
    can: 'divide what no table has by a table of losses, open to claims a day later',
    cannot: 'take money, or give a line more than its loss',
  },
  {
    contracts: 'PayoutDistributor',
    calls: 'withdrawDistribution',
    who: 'the account that opened it, before claims begin',
    can: 'withdraw a wrong table; its money is for the next one',
    cannot: 'withdraw a table on which anybody has claimed',
  },
  {
    contracts: 'PayoutDistributor',
    calls: 'cancelCover claimLoss',
    who: 'its publisher',
    can: "end a cover that the distributor holds, whose refund goes to the cover's refund address, and claim a proven loss for the distributor",
    cannot: 'send a cover or money to anybody',
  },
  {
    contracts: 'CoveredVault',
    calls: 'onERC721Received',
    who: 'the cover token, for a cover that the sponsor sends',
    can: 'add up to four covers to those that the vault holds',
    cannot: 'take a cover or money out, or move the share price',
  },
]

export const OWN_CALLS: readonly OwnRow[] = [
  {
    contracts: 'CoverPool',
    calls: 'deposit mint buyCover',
    whose:
      'the caller pays, and names who gets the shares or the cover. Where a loss has to be proven the insured must have agreed',
  },
  {
    contracts: 'CoverPool',
    calls: 'extendCover cancelCover',
    whose: "a cover's owner or who it has approved. The refund goes to the address fixed at the purchase",
  },
  {
    contracts: 'CoverPool',
    calls: 'requestRedeem',
    whose:
      "the shares' owner or its operator; an allowance is not enough. Another's place in the queue only as its operator, too",
  },
  {
    contracts: 'CoverPool',
    calls: 'redeem withdraw',
    whose: 'the controller or its operator, of what is settled',
  },
  {
    contracts: 'CoverPool',
    calls: 'transfer transferFrom approve permit',
    whose: 'shares, as ERC-20 and EIP-2612 have it',
  },
  {
    contracts: 'CoverPool',
    calls: 'setOperator authorizeOperator',
    whose: "the caller's, or the signer's, operators",
  },
  {
    contracts: 'CoverPool',
    calls: 'setBuyer',
    whose: "the caller's consent to be insured by a buyer",
  },
  {
    contracts: 'CoverPool',
    calls: 'permitAsset permit2Asset',
    whose: "the caller's own allowance to the pool; a used or wrong signature changes nothing",
  },
  {
    contracts: 'CoverRouter',
    calls: 'buyCover deposit',
    whose:
      'the caller pays, and gets back what the call did not use. An insured must have agreed as in pools',
  },
  {
    contracts: 'CoverRouter',
    calls: 'permitAsset permit2Asset',
    whose: "the caller's own allowance to the router; a used or wrong signature changes nothing",
  },
  {
    contracts: 'CoveredVault',
    calls: 'deposit mint',
    whose: 'the caller pays; refused from a loss of the wrapped vault until its payout',
  },
  {
    contracts: 'CoveredVault',
    calls: 'withdraw redeem redeemInKind approve transfer transferFrom permit',
    whose: "the caller's own shares, or those it was allowed; nothing stops who leaves in kind",
  },
  {
    contracts: 'PayoutDistributor',
    calls: 'claimLineTo',
    whose: "the caller's own line of a table",
  },
  {
    contracts: 'RenewalMandate',
    calls: 'revokeMandate revokeAllMandates',
    whose: "the owner's own mandates, by its call or by its signature, which anyone submits",
  },
  {
    contracts: 'CoverPool CoverRouter AssessorPanel PayoutDistributor',
    calls: 'multicall',
    whose: 'several calls of the same caller in one',
  },
  {
    contracts: 'CoverToken',
    calls:
      'transferFrom safeTransferFrom(address,address,uint256) safeTransferFrom(address,address,uint256,bytes) approve setApprovalForAll',
    whose: 'covers, as ERC-721 has it. Whose loss counts does not follow the token',
  },
  {
    contracts: 'ClaimsVault',
    calls: 'claimPayoutTo',
    whose: "a cover's owner names who is paid",
  },
  {
    contracts: 'ClaimsVault',
    calls: 'collectReturns',
    whose: 'the holder or its operator',
  },
  {
    contracts: 'ClaimsVault',
    calls: 'postFirstLoss requestFirstLossWithdrawal withdrawFirstLoss',
    whose:
      "the product's sponsor, its own first loss. What is promised to no case can be withdrawn a day after the cooldown",
  },
  {
    contracts: 'PoolConfigurator',
    calls: 'withdrawFees',
    whose: 'the payee, of what it is owed',
  },
  {
    contracts: 'Court',
    calls: 'publishLosses',
    whose: "the opener's own answer, once, within the root window, for no more than its case was opened for",
  },
  {
    contracts: 'Court',
    calls: 'pledge',
    whose: "the caller's money, to a bond; it comes back by the outcome",
  },
  {
    contracts: 'AssessorPanel',
    calls: 'depositStake requestStakeWithdrawal withdrawStake commitVote revealVote',
    whose: "the assessor's stake and vote; stake leaves after the delay, as far as no open vote needs it",
  },
  {
    contracts: 'UmaArbiter',
    calls: 'withdrawCredit',
    whose: "what the caller's true assertions got back",
  },
  {
    contracts: 'AuditRegistry',
    calls: 'attestCode revokeAttestation',
    whose: "an auditor's own word, by call or by signature; attesting while it is listed",
  },
  {
    contracts: 'ProductRegistry AuditRegistry',
    calls: 'requestOwnershipHandover cancelOwnershipHandover',
    whose: 'the caller offers to become the owner; nothing happens unless the owner completes it',
  },
]

export const OPEN_CALLS: readonly OpenRow[] = [
  {
    contracts: 'CoverPoolFactory',
    calls: 'deploySegment',
    harmless: 'deploys code that pools run, and can be nothing but what the factory knows by its hash',
  },
  {
    contracts: 'CoverPoolFactory',
    calls: 'createPool',
    harmless: 'a new pool, with its manager and its limits, beside the others; they share no capital',
  },
  {
    contracts: 'CoverPool',
    calls: 'processExpiries',
    harmless: 'writes down what time has changed already',
  },
  {
    contracts: 'CoverPool',
    calls: 'lapseCover',
    harmless:
      'once terms have lapsed because the code changed unreviewed: all unearned premium of a cover goes to its refund address. Its protection ends at the lapse; what happened before stays payable to its owner',
  },
  {
    contracts: 'ProductRegistry',
    calls: 'flagCodeChange clearCodeChange refreshAudit',
    harmless:
      "write down what the code, a proof and the auditors' words show; a flag stops sales, and lapses covers only as their terms say",
  },
  {
    contracts: 'CoverPool',
    calls: 'settleRedeemRequests',
    harmless:
      "in the queue's order, after the cooldown, at the price of that moment, and only while the asset moves. Who settles for others is paid 0.05 % of it, at most a cover unit, and up to twenty times as much where nobody has for 7 days",
  },
  {
    contracts: 'CoverPool ClaimsVault',
    calls: 'fallback',
    harmless: "runs the next segment's calls, which are all listed here; others revert",
  },
  {
    contracts: 'ClaimsVault',
    calls: 'openCase',
    harmless:
      'for an incident that its resolver has, within the report window. The caller posts a bond where the resolver asks for one. Sets capital aside and pays nobody',
  },
  {
    contracts: 'ClaimsVault',
    calls: 'applyVerdict settleCase',
    harmless:
      "do what the resolver's verdict and the deadlines say. What comes free goes to those who held shares when the case was opened, and first loss to its sponsor's fund",
  },
  {
    contracts: 'ClaimsVault',
    calls: 'claimPayout claimPayouts claimLoss',
    harmless:
      "pay the cover's owner, or register its claim while the settlement is short. Another receiver only if the owner calls. A proven loss only its owner, its insured and their operators claim until two weeks before the end: they know on which of their covers",
  },
  {
    contracts: 'ClaimsVault',
    calls: 'addRecovery addBonus',
    harmless: 'gifts of the caller to claimants, and to those who held shares when the case was opened',
  },
  {
    contracts: 'ClaimsVault',
    calls: 'burnUncollected',
    harmless:
      'what nobody has collected of a return for a year: those shares leave the supply by the second, over 30 days',
  },
  {
    contracts: 'PoolConfigurator',
    calls: 'collectFees',
    harmless: 'writes fees down for their payees',
  },
  {
    contracts: 'Court',
    calls: 'postAnswer',
    harmless:
      "for a bond that a wrong answer loses. It puts a verdict off by no more than one more answer window and the arbiters' turns. What it asks for beyond what is set aside is set aside, no more than the cover at the opening, until event time + horizon. It displaces only an answer with a smaller bond, which goes back",
  },
  {
    contracts: 'Court',
    calls: 'adoptOutcome',
    harmless:
      "takes over what the fallback has chosen in another pool's case of the same firing and terms, where at least as much was at stake and all answers of this one stood",
  },
  {
    contracts: 'Court',
    calls: 'raiseCase',
    harmless:
      "sets aside what a firing was raised to, or, after many raises, up to twice as much, until the case's answer window ends",
  },
  {
    contracts: 'Court',
    calls: 'settleBonds withdrawBond',
    harmless: 'pay what is due, to whom it is due',
  },
  {
    contracts: 'Court',
    calls: 'onOpen',
    harmless:
      "takes the bond of whoever opens a case, and no more, for a pool's vault alone; of a firing it changes nothing but a case of the caller's own",
  },
  {
    contracts: 'Court',
    calls: 'onClose',
    harmless: "counts for an opening of the caller's own, and only a vault that has opened a case has one",
  },
  {
    contracts: 'Court',
    calls: 'createCourtTerms reportIncident',
    harmless:
      'nothing happens to a pool without terms on those court terms, nor before somebody opens a case there under a bond',
  },
  {
    contracts: 'ShareLossMeter PriceDepegMeter BadDebtMeter',
    calls: 'createMeter',
    harmless: 'nothing happens to a pool without terms on court terms of that meter',
  },
  {
    contracts: 'Court',
    calls: 'observe',
    harmless: 'lets the meter of court terms look',
  },
  {
    contracts: 'ShareLossMeter BadDebtMeter',
    calls: 'poke observe',
    harmless: 'write down a measurement; several over the dwell prove a loss',
  },
  {
    contracts: 'PriceDepegMeter',
    calls: 'prove startAt',
    harmless:
      "follow the feed's rounds; nothing of the last dwell, and no recovery from what was fired, can be skipped",
  },
  {
    contracts: 'ShareLossMeter PriceDepegMeter BadDebtMeter',
    calls: 'fire',
    harmless: 'only what was measured over the dwell',
  },
  {
    contracts: 'AssessorPanel',
    calls: 'appealRuling',
    harmless:
      'for a fee, burned: the panel does not rule, the next arbiter has its turn, and votes go by what the court decides then',
  },
  {
    contracts: 'AssessorPanel',
    calls: 'tally settleVote',
    harmless: "do what the votes, and the court's decision, say",
  },
  {
    contracts: 'UmaArbiter',
    calls: 'assertAnswer',
    harmless: "for UMA's bond; a false assertion can be disputed there, and keeps no true one waiting",
  },
  {
    contracts: 'UmaArbiter',
    calls: 'settleAnswer',
    harmless: 'passes on what UMA has found',
  },
  {
    contracts: 'UmaArbiter',
    calls: 'creditBond',
    harmless: 'credits an asserter with what UMA paid for its assertion, once',
  },
  {
    contracts: 'CoveredVaultFactory',
    calls: 'createCoveredVault',
    harmless: 'a vault of its own, which nobody is in yet',
  },
  {
    contracts: 'CoveredVault',
    calls: 'sync settleFirings sendUnsentShares',
    harmless:
      'buys and extends cover within the rate and the band that the vault was created with, claims for it, and sends a leaver its own shares',
  },
  {
    contracts: 'PayoutDistributorFactory',
    calls: 'createDistributor',
    harmless: 'a distributor of its own; the same arguments and salt give the one that is there',
  },
  {
    contracts: 'PayoutDistributor',
    calls: 'claimLine returnRemainder noteArrival',
    harmless: 'pay a line to its account, a year later the remainder to its receiver, and date a payout',
  },
  {
    contracts: 'RenewalMandate',
    calls: 'renewCover',
    harmless: "within the caps that the cover's owner has signed; the caller gets the signed tip",
  },
]

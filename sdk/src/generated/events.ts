import * as AddressArbiter from './abi/AddressArbiter.js'
import * as AssessorPanel from './abi/AssessorPanel.js'
import * as AuditRegistry from './abi/AuditRegistry.js'
import * as BadDebtMeter from './abi/BadDebtMeter.js'
import * as ClaimsVault from './abi/ClaimsVault.js'
import * as CoverPool from './abi/CoverPool.js'
import * as CoverPoolFactory from './abi/CoverPoolFactory.js'
import * as CoverRouter from './abi/CoverRouter.js'
import * as CoveredVault from './abi/CoveredVault.js'
import * as CoveredVaultFactory from './abi/CoveredVaultFactory.js'
import * as PayoutDistributor from './abi/PayoutDistributor.js'
import * as PayoutDistributorFactory from './abi/PayoutDistributorFactory.js'
import * as RenewalMandate from './abi/RenewalMandate.js'
import * as CoverToken from './abi/CoverToken.js'
import * as Court from './abi/Court.js'
import * as PoolConfigurator from './abi/PoolConfigurator.js'
import * as PriceDepegMeter from './abi/PriceDepegMeter.js'
import * as ProductRegistry from './abi/ProductRegistry.js'
import * as ShareLossMeter from './abi/ShareLossMeter.js'
import * as UmaArbiter from './abi/UmaArbiter.js'

export const events = {
  AddressArbiter: [
    AddressArbiter.Ruled,
  ],
  AssessorPanel: [
    AssessorPanel.CaseDecided,
    AssessorPanel.CaseOpened,
    AssessorPanel.RulingAppealed,
    AssessorPanel.StakeDeposited,
    AssessorPanel.StakeWithdrawalRequested,
    AssessorPanel.StakeWithdrawn,
    AssessorPanel.VoteCommitted,
    AssessorPanel.VoteRevealed,
    AssessorPanel.VoteSettled,
  ],
  AuditRegistry: [
    AuditRegistry.AttestationRevoked,
    AuditRegistry.AuditorListed,
    AuditRegistry.CodeAttested,
    AuditRegistry.OwnershipHandoverCanceled,
    AuditRegistry.OwnershipHandoverRequested,
    AuditRegistry.OwnershipTransferred,
  ],
  BadDebtMeter: [
    BadDebtMeter.Fired,
    BadDebtMeter.MeterCreated,
    BadDebtMeter.Observed,
  ],
  ClaimsVault: [
    ClaimsVault.BonusAdded,
    ClaimsVault.BonusPaid,
    ClaimsVault.CapitalReleased,
    ClaimsVault.CaseOpened,
    ClaimsVault.ClaimRegistered,
    ClaimsVault.FirstLossTaken,
    ClaimsVault.PayoutClaimed,
    ClaimsVault.RecoveryAdded,
    ClaimsVault.SettlementOver,
    ClaimsVault.ShortageChanged,
    ClaimsVault.VerdictApplied,
    ClaimsVault.CaseRaised,
    ClaimsVault.FirstLossPosted,
    ClaimsVault.FirstLossWithdrawalRequested,
    ClaimsVault.FirstLossWithdrawn,
    ClaimsVault.ReturnBurned,
    ClaimsVault.ReturnsCollected,
  ],
  CoverPool: [
    CoverPool.Approval,
    CoverPool.BuyerSet,
    CoverPool.CoverBought,
    CoverPool.CoverCancelled,
    CoverPool.Deposit,
    CoverPool.OperatorSet,
    CoverPool.RedeemRequest,
    CoverPool.RedeemRequestsSettled,
    CoverPool.Transfer,
    CoverPool.Withdraw,
    CoverPool.CoverExtended,
    CoverPool.CoverLapsed,
    CoverPool.ExpiriesProcessed,
    CoverPool.FeesCollected,
    CoverPool.PausesSet,
    CoverPool.PoolTermsSet,
    CoverPool.PricingSet,
  ],
  CoverPoolFactory: [
    CoverPoolFactory.PoolCreated,
  ],
  CoverRouter: [
    CoverRouter.OrderFilled,
  ],
  CoveredVault: [
    CoveredVault.Approval,
    CoveredVault.CoverGiven,
    CoveredVault.CoverageSynced,
    CoveredVault.Deposit,
    CoveredVault.FiringSettled,
    CoveredVault.RedeemedInKind,
    CoveredVault.Transfer,
    CoveredVault.Withdraw,
  ],
  CoveredVaultFactory: [
    CoveredVaultFactory.CoveredVaultCreated,
  ],
  PayoutDistributor: [
    PayoutDistributor.ArrivalNoted,
    PayoutDistributor.DistributionOpened,
    PayoutDistributor.DistributionWithdrawn,
    PayoutDistributor.LossPaid,
    PayoutDistributor.RemainderReturned,
  ],
  PayoutDistributorFactory: [
    PayoutDistributorFactory.DistributorCreated,
  ],
  RenewalMandate: [
    RenewalMandate.CoverRenewed,
    RenewalMandate.MandateRevoked,
    RenewalMandate.SeriesBegun,
  ],
  CoverToken: [
    CoverToken.Approval,
    CoverToken.ApprovalForAll,
    CoverToken.MetadataUpdate,
    CoverToken.Transfer,
  ],
  Court: [
    Court.AnswerDisplaced,
    Court.AnswerPosted,
    Court.BondPledged,
    Court.BondWithdrawn,
    Court.BondsSettled,
    Court.CaseRuled,
    Court.CourtTermsCreated,
    Court.IncidentReported,
    Court.OpeningBonded,
    Court.OpeningRewarded,
  ],
  PoolConfigurator: [
    PoolConfigurator.ChangeApplied,
    PoolConfigurator.ChangeProlonged,
    PoolConfigurator.ChangeRevoked,
    PoolConfigurator.ChangeSubmitted,
    PoolConfigurator.DepositsPaused,
    PoolConfigurator.FeesCollected,
    PoolConfigurator.FeesWithdrawn,
    PoolConfigurator.GuardianSet,
    PoolConfigurator.ManagerTransferStarted,
    PoolConfigurator.ManagerTransferred,
    PoolConfigurator.PausesEnded,
    PoolConfigurator.PoolRegistered,
    PoolConfigurator.PricingChanged,
    PoolConfigurator.SalesPaused,
    PoolConfigurator.TermsAdded,
    PoolConfigurator.TermsRemoved,
  ],
  PriceDepegMeter: [
    PriceDepegMeter.Fired,
    PriceDepegMeter.MarkRaised,
    PriceDepegMeter.MeterCreated,
    PriceDepegMeter.Observed,
  ],
  ProductRegistry: [
    ProductRegistry.AuditRefreshed,
    ProductRegistry.CodeChangeCleared,
    ProductRegistry.CodeChangeFlagged,
    ProductRegistry.OwnershipHandoverCanceled,
    ProductRegistry.OwnershipHandoverRequested,
    ProductRegistry.OwnershipTransferred,
    ProductRegistry.ProductListed,
    ProductRegistry.TermsPublished,
    ProductRegistry.TermsSuspended,
  ],
  ShareLossMeter: [
    ShareLossMeter.Fired,
    ShareLossMeter.MarkLost,
    ShareLossMeter.MarkRaised,
    ShareLossMeter.MeterCreated,
    ShareLossMeter.Observed,
  ],
  UmaArbiter: [
    UmaArbiter.AnswerAsserted,
    UmaArbiter.AnswerSettled,
    UmaArbiter.BondCredited,
    UmaArbiter.CreditWithdrawn,
  ],
} as const

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {PricingInput} from "../pool/PoolTypes.sol";

/// @title Terms, prices and pauses of pools: the only power over a pool
/// @notice One contract for all pools. A pool's manager decides through it about future sales; no call here touches
/// capital, covers in force, exits or claims.
///
/// A change that narrows a pool's sales or makes them dearer takes effect at once. A change that widens them (new
/// terms, a sale resumed, a higher limit, a lower price, a higher fee) is announced while the pool has shares. It waits
/// until everybody who disagrees could leave.
interface IPoolConfigurator {
    /// @param pool the pool
    /// @param manager decides about its future sales
    /// @param guardian may pause sales and deposits
    event PoolRegistered(address indexed pool, address indexed manager, address indexed guardian);
    /// @param pool the pool
    /// @param termsId terms it sells from now on
    /// @param productId their product
    event TermsAdded(address indexed pool, uint256 indexed termsId, uint256 indexed productId);
    /// @param pool the pool
    /// @param termsId terms it sells no more
    /// @param productId their product
    event TermsRemoved(address indexed pool, uint256 indexed termsId, uint256 indexed productId);
    /// @param pool the pool
    /// @param productId product whose prices and limits have changed; the pool's own event has them
    event PricingChanged(address indexed pool, uint256 indexed productId);
    /// @param pool the pool
    /// @param termsId terms to be sold
    /// @param changeId hash of pool, terms and prices
    /// @param pricing their prices and limits
    /// @param ripeAt earliest time of the change; all exits requested until then must be settled, too
    /// @param expiresAt last second of the change
    event ChangeSubmitted(
        address indexed pool,
        uint256 indexed termsId,
        bytes32 indexed changeId,
        PricingInput pricing,
        uint256 ripeAt,
        uint256 expiresAt
    );
    /// @param pool the pool
    /// @param termsId sold from now on
    /// @param changeId the announced change
    event ChangeApplied(address indexed pool, uint256 indexed termsId, bytes32 indexed changeId);
    /// @param pool the pool
    /// @param termsId terms that were to be sold
    /// @param changeId the change that is no longer announced
    event ChangeRevoked(address indexed pool, uint256 indexed termsId, bytes32 indexed changeId);
    /// @param pool the pool
    /// @param changeId change that waits for exits which the cover in force holds up
    /// @param expiresAt its new last second
    event ChangeProlonged(address indexed pool, bytes32 indexed changeId, uint256 expiresAt);
    /// @param pool the pool
    /// @param until no cover is sold before this moment
    event SalesPaused(address indexed pool, uint256 until);
    /// @param pool the pool
    /// @param until no deposit is taken before this moment
    event DepositsPaused(address indexed pool, uint256 until);
    /// @param pool pool whose pauses, if there were any, have ended before their time
    event PausesEnded(address indexed pool);
    /// @param pool the pool
    /// @param manager its present manager
    /// @param newManager account that becomes manager by accepting; none if zero
    event ManagerTransferStarted(address indexed pool, address indexed manager, address indexed newManager);
    /// @param pool the pool
    /// @param manager its manager until now
    /// @param newManager its manager from now on
    event ManagerTransferred(address indexed pool, address indexed manager, address indexed newManager);
    /// @param pool the pool
    /// @param guardian account that may pause it from now on; none if zero
    event GuardianSet(address indexed pool, address indexed guardian);

    /// @param pool the pool
    /// @param productId product that the premiums were for
    /// @param managerPart credited to the pool's manager, asset units
    /// @param sponsorPart credited to the product's sponsor, asset units
    event FeesCollected(address indexed pool, uint256 indexed productId, uint256 managerPart, uint256 sponsorPart);
    /// @param asset the asset that was paid
    /// @param payee owner of the credit
    /// @param receiver receiver of the assets
    /// @param amount asset units
    event FeesWithdrawn(address indexed asset, address indexed payee, address indexed receiver, uint256 amount);

    /// @notice Registers a new pool's roles. Only the factory may call it.
    function registerPool(address pool, address manager, address guardian) external;

    // ------------------------------------------------------------- at once

    /// @notice Lets a pool sell terms, at the product's prices and limits. Only the pool's manager may call it, while
    /// the pool has no shares: no capital is put behind a product that its owner was not shown.
    /// @dev Errors: `NotAuthorized`, `AlreadyListed`, `UnknownTerms`, `InvalidTerms(field)`, `ValueOutOfRange(field)`,
    /// `SharesExist`.
    function addTerms(address pool, uint256 termsId, PricingInput calldata pricing) external;

    /// @notice Stops the sale of terms in a pool. Covers in force are untouched, but are not extended either. Only the
    /// pool's manager may call it. Errors: `NotAuthorized`, `UnknownTerms` for terms that are not sold.
    function removeTerms(address pool, uint256 termsId) external;

    /// @notice Sets a product's prices and limits. Only the pool's manager may call it. While the pool has shares no
    /// rate may fall, and no target, limit or fee may rise.
    /// @dev Errors: `NotAuthorized`, `UnknownTerms` for a product that was never sold here, `ValueOutOfRange(field)`,
    /// `ChangeWidens(field)`.
    function setPricing(address pool, uint256 productId, PricingInput calldata pricing) external;

    // ------------------------------------------------------------ announced

    /// @notice Announces that a pool will sell terms at these prices and limits of their product: new terms, or terms
    /// that it sells or sold at others. Only the pool's manager may call it. A second announcement starts the clock
    /// anew.
    /// @dev Errors: `NotAuthorized`, and those of `addTerms` that are about terms and prices.
    /// @return changeId hash of pool, terms and prices
    function submitChange(address pool, uint256 termsId, PricingInput calldata pricing)
        external
        returns (bytes32 changeId);

    /// @notice Makes an announced change, once the pool's cooldown has passed since then and everybody who asked to
    /// leave in that time has been settled. Only the pool's manager may call it.
    /// @dev Errors: `NotAuthorized`, `UnknownChange`, `TimelockActive(until)`, `ChangeExpired(expiredAt)`, `ExitsPending`,
    /// `NotNextInQueue`, and those of `addTerms` that are about terms and prices.
    /// @param next controller of the next request in the pool's exit queue; any address if nothing is queued
    function applyChange(address pool, uint256 termsId, PricingInput calldata pricing, address next) external;

    /// @notice Revokes an announced change. Only the pool's manager may call it. Errors: `NotAuthorized`,
    /// `UnknownChange`.
    function revokeChange(address pool, uint256 termsId, PricingInput calldata pricing) external;

    /// @notice Prolongs an announced change to 14 days from now, while exits that it has to wait for cannot be settled.
    /// Only the pool's manager may call it.
    /// @dev Errors: `NotAuthorized`, `UnknownChange`, `ChangeExpired(expiredAt)`, `NotNextInQueue`, and
    /// `ExitsNotHeldUp` if it waits for nobody, or only for a caller to settle the queue.
    /// @param next controller of the next request in the pool's exit queue
    function prolongChange(address pool, uint256 termsId, PricingInput calldata pricing, address next)
        external
        returns (uint256 expiresAt);

    // --------------------------------------------------------------- pauses

    /// @notice Pauses purchases in a pool for at most 7 days, no earlier than 14 days after the end of the last such
    /// pause. Extensions and all calls on covers in force go on. Only the pool's guardian may call it.
    /// @dev Errors: `NotAuthorized`, `PauseTooLong(max)`, `PauseCoolingDown(until)`.
    /// @param duration seconds
    function pauseSales(address pool, uint256 duration) external returns (uint256 until);

    /// @notice Pauses deposits in the same way; exits go on. Errors as `pauseSales`.
    function pauseDeposits(address pool, uint256 duration) external returns (uint256 until);

    /// @notice Ends a pool's pauses before their time. Only its guardian or manager may call it.
    function endPauses(address pool) external;

    // ---------------------------------------------------------------- roles

    /// @notice Offers the role of a pool's manager to an account, which accepts it; zero withdraws the offer. Only the
    /// manager may call it.
    function transferManager(address pool, address newManager) external;

    /// @notice Makes the caller a pool's manager. Fees collected before stay with the payee they were credited to; fees
    /// collected later belong to the new manager. Only the account to which the manager has offered the role may call
    /// it.
    function acceptManager(address pool) external;

    /// @notice Sets a pool's guardian; none if zero. Only the manager may call it.
    function setGuardian(address pool, address guardian) external;

    // ----------------------------------------------------------------- fees

    /// @notice Takes the fees of a product's premiums out of a pool and credits its manager and the product's sponsor
    /// with what has arrived here. Anyone may call it. Errors: `NotAuthorized` for an address that is not a pool of the
    /// factory.
    function collectFees(address pool, uint256 productId) external returns (uint256 managerPart, uint256 sponsorPart);

    /// @notice Pays the caller's credit in one asset to a receiver. Errors: `NothingToCollect`.
    function withdrawFees(address asset, address receiver) external returns (uint256 amount);

    // ---------------------------------------------------------------- views

    /// @notice A payee's credit, asset units.
    function feesOwed(address asset, address payee) external view returns (uint256);

    /// @notice A pool's manager and guardian.
    function rolesOf(address pool) external view returns (address manager, address guardian);

    /// @notice The account to which the role of a pool's manager is offered.
    function pendingManagerOf(address pool) external view returns (address);

    /// @notice The ends of the last pauses of sales and of deposits; 0 if there was none.
    function pausesOf(address pool) external view returns (uint256 salesUntil, uint256 depositsUntil);

    /// @notice An announced change; times are 0 if it is not announced.
    /// @return changeId hash of pool, terms and prices
    /// @return ripeAt first second at which it may be made, if all earlier exits are settled
    /// @return expiresAt last second at which it may be made
    function getChange(address pool, uint256 termsId, PricingInput calldata pricing)
        external
        view
        returns (bytes32 changeId, uint256 ripeAt, uint256 expiresAt);

    /// @notice The clusters of the registry in a pool's eight lanes; 0 is a free lane.
    function clustersOf(address pool) external view returns (uint32[8] memory);
}

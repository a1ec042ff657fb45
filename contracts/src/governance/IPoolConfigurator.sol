// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {PricingInput} from "../pool/PoolTypes.sol";

/// @title Terms, prices and pauses of pools: the only power over a pool
/// @notice One contract for all pools. A pool's manager decides through it about future sales; nothing here reaches
/// capital, covers in force, exits or claims.
///
/// What narrows a pool's sales or makes them dearer takes effect at once. What widens them (new terms, a sale resumed, a
/// higher limit, a lower price, a higher fee) is announced while the pool has shares, and waits until everybody who did not
/// like it could leave.
interface IPoolConfigurator {
    /// @param pool the pool
    /// @param manager who decides about its future sales
    /// @param guardian who may pause them
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
    /// @param productId whose prices and limits have changed: the pool's own event tells them
    event PricingChanged(address indexed pool, uint256 indexed productId);
    /// @param pool the pool
    /// @param termsId what is to be sold
    /// @param changeId hash of pool, terms and prices
    /// @param pricing at these prices and limits
    /// @param ripeAt not before this moment, and not before all exits asked for until then are settled
    /// @param expiresAt not after this one
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
    /// @param changeId what was announced
    event ChangeApplied(address indexed pool, uint256 indexed termsId, bytes32 indexed changeId);
    /// @param pool the pool
    /// @param termsId what was to be sold
    /// @param changeId no longer announced
    event ChangeRevoked(address indexed pool, uint256 indexed termsId, bytes32 indexed changeId);
    /// @param pool the pool
    /// @param changeId what waits for exits that the cover in force holds up
    /// @param expiresAt the last second of it now
    event ChangeProlonged(address indexed pool, bytes32 indexed changeId, uint256 expiresAt);
    /// @param pool the pool
    /// @param until no cover is sold before this moment
    event SalesPaused(address indexed pool, uint256 until);
    /// @param pool the pool
    /// @param until no deposit is taken before this moment
    event DepositsPaused(address indexed pool, uint256 until);
    /// @param pool whose pauses, if there were any, have ended before their time
    event PausesEnded(address indexed pool);
    /// @param pool the pool
    /// @param manager its manager still
    /// @param newManager who becomes it by accepting; nobody if zero
    event ManagerTransferStarted(address indexed pool, address indexed manager, address indexed newManager);
    /// @param pool the pool
    /// @param manager its manager until now
    /// @param newManager its manager from now on
    event ManagerTransferred(address indexed pool, address indexed manager, address indexed newManager);
    /// @param pool the pool
    /// @param guardian who may pause it from now on; nobody if zero
    event GuardianSet(address indexed pool, address indexed guardian);

    /// @param pool the pool
    /// @param productId whose premiums
    /// @param managerPart credited to the pool's manager, asset units
    /// @param sponsorPart credited to the product's sponsor, asset units
    event FeesCollected(address indexed pool, uint256 indexed productId, uint256 managerPart, uint256 sponsorPart);
    /// @param asset what was paid
    /// @param payee whose credit it was
    /// @param receiver who was paid
    /// @param amount asset units
    event FeesWithdrawn(address indexed asset, address indexed payee, address indexed receiver, uint256 amount);

    /// @notice Registers a new pool's roles. Only the factory.
    function registerPool(address pool, address manager, address guardian) external;

    // ------------------------------------------------------------- at once

    /// @notice Lets a pool sell terms, at the product's prices and limits. Only the pool's manager, while the pool has no
    /// shares: nobody's capital is put behind a product it was not shown.
    /// @dev Errors: `NotAuthorized`, `AlreadyListed`, `UnknownTerms`, `InvalidTerms(field)`, `ValueOutOfRange(field)`,
    /// `SharesExist`.
    function addTerms(address pool, uint256 termsId, PricingInput calldata pricing) external;

    /// @notice Stops the sale of terms in a pool. Covers in force are untouched, but are not extended either. Only the pool's
    /// manager. Errors: `NotAuthorized`, `UnknownTerms` for what is not sold.
    function removeTerms(address pool, uint256 termsId) external;

    /// @notice Sets a product's prices and limits. Only the pool's manager; while the pool has shares no rate may fall, and
    /// neither target, limit nor fees rise.
    /// @dev Errors: `NotAuthorized`, `UnknownTerms` for a product that was never sold here, `ValueOutOfRange(field)`,
    /// `ChangeWidens(field)`.
    function setPricing(address pool, uint256 productId, PricingInput calldata pricing) external;

    // ------------------------------------------------------------ announced

    /// @notice Announces that a pool will sell terms at these prices and limits of their product: new ones, or ones that it
    /// sells or sold at others. Only the pool's manager. Once more: the clock starts anew.
    /// @dev Errors: `NotAuthorized`, and those of `addTerms` that are about terms and prices.
    /// @return changeId hash of pool, terms and prices
    function submitChange(address pool, uint256 termsId, PricingInput calldata pricing)
        external
        returns (bytes32 changeId);

    /// @notice Makes an announced change, once the pool's cooldown has passed since then and everybody who asked to leave in
    /// that time has been settled. Only the pool's manager.
    /// @dev Errors: `NotAuthorized`, `UnknownChange`, `TimelockActive(until)`, `ChangeExpired(expiredAt)`, `ExitsPending`,
    /// `NotNextInQueue`, and those of `addTerms` that are about terms and prices.
    /// @param next whose request is next in the pool's exit queue; anybody if nothing is queued
    function applyChange(address pool, uint256 termsId, PricingInput calldata pricing, address next) external;

    /// @notice Takes an announcement back. Only the pool's manager. Errors: `NotAuthorized`, `UnknownChange`.
    function revokeChange(address pool, uint256 termsId, PricingInput calldata pricing) external;

    /// @notice Keeps an announced change alive for 14 days from now, while exits it has to wait for cannot be settled. Only
    /// the pool's manager.
    /// @dev Errors: `NotAuthorized`, `UnknownChange`, `ChangeExpired(expiredAt)`, `NotNextInQueue`, and `ExitsNotHeldUp`
    /// where it waits for nobody, or only for somebody to settle the queue.
    /// @param next whose request is next in the pool's exit queue
    function prolongChange(address pool, uint256 termsId, PricingInput calldata pricing, address next)
        external
        returns (uint256 expiresAt);

    // --------------------------------------------------------------- pauses

    /// @notice Stops purchases in a pool for at most 7 days, not before 14 days after the end of the last such pause.
    /// Extensions and all that concerns covers in force go on. Only the pool's guardian.
    /// @dev Errors: `NotAuthorized`, `PauseTooLong(max)`, `PauseCoolingDown(until)`.
    /// @param duration seconds
    function pauseSales(address pool, uint256 duration) external returns (uint256 until);

    /// @notice Likewise stops deposits; exits go on. Errors as `pauseSales`.
    function pauseDeposits(address pool, uint256 duration) external returns (uint256 until);

    /// @notice Ends a pool's pauses before their time. Only its guardian or manager.
    function endPauses(address pool) external;

    // ---------------------------------------------------------------- roles

    /// @notice Names who becomes a pool's manager by accepting; zero takes it back. Only the manager.
    function transferManager(address pool, address newManager) external;

    /// @notice Makes the caller a pool's manager. Fees that were collected before stay with whom they were credited to;
    /// those collected later are the new manager's. Only whom the manager has named.
    function acceptManager(address pool) external;

    /// @notice Sets who may pause a pool; nobody if zero. Only the manager.
    function setGuardian(address pool, address guardian) external;

    // ----------------------------------------------------------------- fees

    /// @notice Takes the fees of a product's premiums out of a pool and credits its manager and the product's sponsor with
    /// what has arrived here. Anyone may. Errors: `NotAuthorized` for what is not a pool of the factory.
    function collectFees(address pool, uint256 productId) external returns (uint256 managerPart, uint256 sponsorPart);

    /// @notice Pays the caller's credit in one asset to a receiver. Errors: `NothingToCollect`.
    function withdrawFees(address asset, address receiver) external returns (uint256 amount);

    // ---------------------------------------------------------------- views

    /// @notice What a payee can withdraw, asset units.
    function feesOwed(address asset, address payee) external view returns (uint256);

    /// @notice A pool's manager and guardian.
    function rolesOf(address pool) external view returns (address manager, address guardian);

    /// @notice Who may become a pool's manager by accepting.
    function pendingManagerOf(address pool) external view returns (address);

    /// @notice When the last pauses of sales and of deposits end, or ended; 0 if there was none.
    function pausesOf(address pool) external view returns (uint256 salesUntil, uint256 depositsUntil);

    /// @notice An announced change; times are 0 if it is not announced.
    /// @return changeId hash of pool, terms and prices
    /// @return ripeAt first second at which it may be made, if nobody who asked to leave until then waits any more
    /// @return expiresAt last second at which it may be made
    function getChange(address pool, uint256 termsId, PricingInput calldata pricing)
        external
        view
        returns (bytes32 changeId, uint256 ripeAt, uint256 expiresAt);

    /// @notice The clusters of the registry that a pool's eight lanes stand for; 0 is a free lane.
    function clustersOf(address pool) external view returns (uint32[8] memory);
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {Levels, Meter, Quote, TermsLine} from "./PoolTypes.sol";

/// @title Calls of a pool's second segment
/// @notice Called on the pool's address. Amounts are asset units unless they say shares or quanta.
interface ICoverPoolExtension {
    /// @param productId the product
    /// @param levels its prices and limits from now on
    event LevelsSet(uint256 indexed productId, Levels levels);
    /// @param termsId terms of the registry
    /// @param line the pool's copy of them; its flags say whether it sells them
    /// @param meter whom a purchase lets observe; zero for nobody
    event LineSet(uint256 indexed termsId, TermsLine line, Meter meter);
    /// @param salesUntil no cover is sold before this moment
    /// @param depositsUntil no deposit is taken before this moment
    event PausesSet(uint256 salesUntil, uint256 depositsUntil);
    /// @param day UTC day up to which premium streams have ended
    /// @param period capital period up to which covers have freed their capital
    event ExpiriesProcessed(uint256 day, uint256 period);
    /// @param coverId the cover
    /// @param end protected until, exclusive
    /// @param premium paid for the added time, asset units
    event CoverExtended(uint256 indexed coverId, uint40 end, uint256 premium);
    /// @param coverId the cover: its token stays, and what can be claimed for events before the lapse
    /// @param refundTo who was paid
    /// @param refund unearned premium, asset units
    event CoverLapsed(uint256 indexed coverId, address indexed refundTo, uint256 refund);
    /// @param productId whose premiums
    /// @param cuts asset units handed to the pool manager contract for their payees
    event CutsTaken(uint256 indexed productId, uint256 cuts);

    // --------------------------------------------------------------- creation

    /// @notice Creates the pool's claims vault, at the address of the pool's first creation. Only the factory, which calls it
    /// once, when it has created the pool.
    /// @dev Errors: `NotAuthorized`.
    function createVault() external returns (address vault);

    // ------------------------------------------------------------------ cover

    /// @notice What `buyCover` would take at this state and time, to the unit, and how much cover is available.
    /// @dev Errors: those of `buyCover` that do not depend on the payer; capacity is told, not enforced. What is available
    /// depends on the duration: covers that end on one day have a limit of their own.
    /// @param amount asset units, a multiple of the quantum
    /// @param duration seconds of protection
    function quoteCover(uint256 termsId, uint256 amount, uint256 duration) external view returns (Quote memory);

    /// @notice Moves a cover's end by `added` seconds, up to the next 00:00 UTC; its protection goes on without a gap. The
    /// added time is priced at today's curve over the committed cover's last part, as large as this cover.
    /// @dev The owner and whoever it approved for the token; the caller pays. Errors: `DeadlinePassed`, `NotAuthorized`,
    /// `CoverEnded(endedAt)` (also within a waiting period of the end), `DurationOutOfRange`, `TermsNotForSale`,
    /// `IncidentOpen`, `CapitalRequired`, `CapacityExceeded(0)` (what ends on the new day leaves no room for this cover),
    /// `PremiumAboveMax(premium)`, `PoolShort`.
    /// @return end the new end
    /// @return premium asset units
    function extendCover(uint256 coverId, uint256 added, uint256 maxPremium, uint256 deadline)
        external
        returns (uint40 end, uint256 premium);

    /// @notice Ends a cover whose terms have lapsed because the code they are about has changed, for all of its premium
    /// that is unearned now: no fee and no minimum billing is kept, and the cuts stay where they went. Protection ends at
    /// the lapse. The token stays: what is registered, or can still be claimed for earlier events, stays payable. Anyone
    /// may, from the lapse on while the cover has not ended; no case hinders it.
    /// @dev Errors: `CoverDoesNotExist`, `TermsInForce`, `GraceNotOver(until)`, `CoverEnded(endedAt)`, `NotRefundable`
    /// (nothing would be returned).
    /// @return refund asset units, rounded down, to the cover's `refundTo`
    function lapseCover(uint256 coverId) external returns (uint256 refund);

    /// @notice What `extendCover` would do at this state and time. Errors: those of `extendCover`.
    function quoteExtension(uint256 coverId, uint256 added) external view returns (uint40 end, uint256 premium);

    /// @notice What `cancelCover` would return now; 0 where it would revert.
    function quoteCancellation(uint256 coverId) external view returns (uint256 refund);

    // ------------------------------------------------------------------- exits

    /// @notice Settles the queue in order, up to a controller's request whose cooldown is over, or, for the zero address,
    /// up to the last UTC day whose requests have all had theirs. The last request may be settled in part.
    /// @dev A caller who is neither the controller nor its operator is tipped out of the assets settled: see
    /// `previewSettlement`. While the asset cannot be transferred nothing is settled.
    /// Errors: `CooldownNotOver(readyAt)`, `NothingSettled`, `PoolShort`, `CapitalRequired(available)`, `TransferFailed`.
    /// @return shares shares burnt at this moment's price
    /// @return assets asset units they were worth, tip included
    function settleRedeemRequests(address controller) external returns (uint256 shares, uint256 assets);

    /// @notice What `settleRedeemRequests` would settle at this moment, and what it is worth to somebody who settles for
    /// others. Zeros where it would revert, but for an asset that cannot be transferred.
    /// @return shares shares burnt
    /// @return assets asset units they are worth, tip included
    /// @return tip asset units, rounded down: 0.05 % of the assets, at most one quantum, when the request that is settled up
    /// to has just had its cooldown; rising evenly to twenty times as much after 7 days, which is 1 % and 20 quanta at most.
    /// For the zero address it counts from when the last of the UTC day's requests may have had theirs.
    function previewSettlement(address controller) external view returns (uint256 shares, uint256 assets, uint256 tip);

    // ----------------------------------------------------------------- upkeep

    /// @notice Moves the expiry cursors to now, so that later calls find less to do. Anyone may.
    function processExpiries() external;

    // -------------------------------------------------------------- signatures

    /// @notice Uses an EIP-2612 permit of the asset for the pool. Never reverts: where a front-runner used it before, the
    /// allowance is there. To be followed by a deposit or a purchase in one `multicall`.
    function permitAsset(uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;

    /// @notice Submits the caller's allowance of the asset for the pool to Permit2, in whose place the asset must be
    /// approved. Never reverts: where a front-runner submitted it before, the allowance is there. To be followed by a
    /// deposit or a purchase in one `multicall`.
    /// @param amount asset units
    /// @param expiration last second of the allowance
    /// @param nonce Permit2's next nonce for the caller, the asset and the pool
    /// @param deadline last second of the signature
    /// @param signature of Permit2's `PermitSingle`, by the caller: ECDSA or ERC-1271
    function permit2Asset(uint160 amount, uint48 expiration, uint48 nonce, uint256 deadline, bytes calldata signature)
        external;

    /// @notice Sets an operator of `controller` by its EIP-712 or ERC-1271 signature (ERC-7741's `AuthorizeOperator`).
    /// @dev Errors: `DeadlinePassed`, `InvalidSignature`, `NonceUsed`.
    function authorizeOperator(
        address controller,
        address operator,
        bool approved,
        bytes32 nonce,
        uint256 deadline,
        bytes calldata signature
    ) external returns (bool);

    // ------------------------------------------------------------ claims vault

    /// @notice Whether a settlement holds less than it owes: while one does, the pool sells and extends nothing, takes no
    /// deposit and settles no exit. Only the claims vault, where that changes.
    function setShort(bool short) external;

    /// @notice Burns shares of the vault that nobody collected: they leave the supply by the second, over 30 days, together
    /// with those that are leaving already. Only the claims vault.
    function fadeShares(uint256 shares) external;

    /// @notice Covers on a product's cluster start no earlier than `until`, 30 days from now at most. Only the claims vault.
    function deferStarts(uint256 productId, uint256 until) external;

    // ---------------------------------------------------------------- manager

    /// @notice Sets a product's prices and limits for future sales. Only the pool manager contract, under its delays.
    function setLevels(uint256 productId, Levels calldata levels) external;

    /// @notice Opens or closes the sale of terms. Only the pool manager contract, under its delays. Covers sold are
    /// untouched.
    function setLine(uint256 termsId, TermsLine calldata line, Meter calldata meter) external;

    /// @notice Until when purchases and deposits are refused; times that have passed mean nothing. Only the pool manager
    /// contract, which bounds them. Extensions, cancellations, exits, incidents and claims never ask.
    function setPauses(uint256 salesUntil, uint256 depositsUntil) external;

    /// @notice Hands the cuts of a product's premiums to the pool manager contract. Only it. What a token does not let go is
    /// still to be handed over.
    /// @return cuts asset units that have left the pool
    function takeCuts(uint256 productId) external returns (uint256 cuts);

    // ------------------------------------------------------------------ views

    /// @notice When the exit that is settled next was asked for: everybody who asked before that moment has been settled.
    /// The largest number when nothing is queued.
    /// @dev Errors: `NotNextInQueue`.
    /// @param controller whose request it is; anybody when nothing is queued
    function nextExit(address controller) external view returns (uint256 askedAt);

    /// @notice A product's prices and limits in this pool; zeros for one that it never sold.
    function levelsOf(uint256 productId) external view returns (Levels memory);

    function poolId() external view returns (uint256);

    /// @notice A cover amount is a multiple of this, asset units.
    function quantum() external view returns (uint256);

    /// @notice Seconds from an exit request to its settlement.
    function cooldown() external view returns (uint256);
}

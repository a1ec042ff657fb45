// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @notice What the owner of a cover signs, once, so that others may renew it. It is valid until it is revoked, or until
/// no further renewal ends in time.
struct Mandate {
    address owner; // of the cover; pays for each renewal
    uint256 coverId;
    uint64 maxRate; // the most that a renewal may cost, tip apart: premium of a year per covered amount, WAD
    uint128 minAmount; // the cover is renewed only while at least so much of it is left, asset units
    uint128 maxAmount; // and at most so much, asset units
    uint40 lastEnd; // the cover's end is never moved beyond this second
    uint32 period; // seconds that each renewal adds, up to the next 00:00 UTC; at most 330 days
    uint32 window; // a renewal comes no earlier than so many seconds before the cover's end; at most the period
    uint128 tip; // to whoever renews, for each renewal; asset units
    uint256 series; // of the owner's mandates: revoking all begins the next series
    uint256 nonce; // by which it is revoked; several mandates may have the same
}

/// @title Renewals of covers by their owners' mandates
/// @notice The owner of a cover approves this contract for the cover's token, gives it an allowance of the pool's asset (or
/// a Permit2 allowance), and signs a mandate. Anyone may then renew the cover within the mandate's caps, for its tip. The
/// contract has no owner. It takes from the signer alone; between transactions it holds nothing and allows nobody anything.
/// Amounts are asset units of the cover's pool.
interface IRenewalMandate {
    /// @notice The mandate was revoked, alone or with all of its series.
    error MandateVoid();
    /// @notice The cover belongs to somebody else than the mandate says.
    error NotCoverOwner();
    /// @notice What is left of the cover is less than the mandate asks for, or more than it allows; asset units.
    error AmountOutsideMandate(uint256 amount);
    /// @notice The cover's refunds go to somebody else than its owner: a lapse would pay them what a renewal has cost.
    error RefundedToAnother(address refundTo);
    /// @notice The first second of the mandate's window.
    error RenewalTooEarly(uint256 from);
    /// @notice The renewed cover would end later than the mandate allows; the last end that is allowed.
    error MandateOver(uint256 lastEnd);

    /// @param coverId the cover
    /// @param owner of the cover, who paid
    /// @param renewer who called, and got the tip
    /// @param nonce of the mandate
    /// @param end new end of protection, exclusive
    /// @param premium asset units that the pool took
    /// @param tip asset units on top
    event CoverRenewed(
        uint256 indexed coverId,
        address indexed owner,
        address indexed renewer,
        uint256 nonce,
        uint40 end,
        uint256 premium,
        uint256 tip
    );
    /// @param owner whose mandates of this nonce are void
    /// @param nonce of the mandates
    event MandateRevoked(address indexed owner, uint256 indexed nonce);
    /// @param owner whose mandates up to now are all void
    /// @param series of the owner's mandates from now on
    event SeriesBegun(address indexed owner, uint256 series);

    /// @notice Extends a cover by a mandate's period. Takes the premium, as the pool quotes it, and the tip from the cover's
    /// owner; pays the tip to the caller. Anyone may call it.
    /// @dev Errors: `InvalidSignature`, those of `previewRenewal`, `UnsupportedAsset("transfer fee")`, and
    /// `TransferFromFailed` where allowance or balance does not suffice.
    /// Warning: the caller chooses the moment within the window, and so the price. What bounds it is `maxRate` alone. It may
    /// choose a moment after a loss that is not a case yet: the renewed time then ends with the payout.
    /// @param signature of the mandate by its owner: ECDSA with the lower s, also of an account with delegated code
    /// (EIP-7702), or ERC-1271
    /// @return end new end of protection, exclusive
    /// @return premium asset units, tip apart
    function renewCover(Mandate calldata mandate, bytes calldata signature)
        external
        returns (uint40 end, uint256 premium);

    /// @notice What a renewal would do now, or why there can be none. It tests neither the signature nor the owner's
    /// allowance and balance.
    /// @dev Errors: `ValueOutOfRange(field)` with the first of the mandate's fields that makes no sense, `MandateVoid`,
    /// `UnknownPool(poolId)`, `CoverDoesNotExist`, `NotAuthorized` (the token is not approved), `NotCoverOwner`,
    /// `RefundedToAnother(refundTo)`, `AmountOutsideMandate(amount)`, `RenewalTooEarly(from)`, `MandateOver(lastEnd)`, `PremiumAboveMax(premium)`, and all
    /// with which the pool refuses an extension.
    /// @return end new end of protection, exclusive
    /// @return premium asset units, tip apart
    /// @return tip asset units
    function previewRenewal(Mandate calldata mandate) external view returns (uint40 end, uint256 premium, uint256 tip);

    /// @notice Makes all mandates of an owner that have a nonce void, for good, signed or not. The owner calls it, or anyone
    /// with the owner's signature of `Revocation(owner, nonce, deadline)`.
    /// @dev A second call changes nothing. Errors: `DeadlinePassed`, `InvalidSignature`; neither for the owner's own call.
    /// @param deadline last second of the signature
    /// @param signature of the owner, as in `renewCover`; empty in the owner's own call
    function revokeMandate(address owner, uint256 nonce, uint256 deadline, bytes calldata signature) external;

    /// @notice Makes all mandates of an owner of the present and earlier series void, for good. The owner calls it, or anyone with the owner's
    /// signature of `RevocationOfAll(owner, series, deadline)`, which serves once because the series ends with it.
    /// @dev Errors: `DeadlinePassed`, `InvalidSignature`; neither for the owner's own call.
    /// @param deadline last second of the signature
    /// @param signature of the owner, as in `renewCover`; empty in the owner's own call
    function revokeAllMandates(address owner, uint256 deadline, bytes calldata signature) external;

    /// @notice Whether mandates of an owner that have a nonce were revoked; a series that is over does not count here.
    function isRevoked(address owner, uint256 nonce) external view returns (bool);

    /// @notice The series of an owner's mandates: the number of times that all were revoked.
    function seriesOf(address owner) external view returns (uint256);

    /// @notice What the owner signs: the EIP-712 digest of a mandate.
    function hashMandate(Mandate calldata mandate) external view returns (bytes32);

    /// @notice EIP-712 domain: name "Breakwater Renewal Mandate", version "1", the chain of now and this contract.
    function DOMAIN_SEPARATOR() external view returns (bytes32);

    function coverToken() external view returns (address);
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {PoolConstants, PoolSnapshot, Recovery} from "../PoolTypes.sol";

/// @title Reads of a pool for callers outside the protocol
/// @notice Amounts are asset units unless they say shares or cover units.
interface IPoolReads {
    /// @notice The times at which a controller's whole request can be settled: not before `earliest`, and, absent an
    /// incident and while the asset moves, no later than `latest`, by which enough of the cover in force has expired.
    /// (0, 0) when nothing is pending.
    function redeemSchedule(address controller) external view returns (uint256 earliest, uint256 latest);

    /// @notice The payouts of a total loss on a cover of `amount` on these terms, bought now: in full, if its cluster
    /// is lost alone, and if everything is lost at once. The product's first loss pays first. Errors: `UnknownTerms`.
    function previewRecovery(uint256 termsId, uint256 amount) external view returns (Recovery memory);

    /// @notice Open cases of a product that need a tenth of its cover or more. While there are any, the product is
    /// neither sold nor extended; cancellations go on.
    function stoppingCasesOf(uint256 productId) external view returns (uint256);

    /// @notice Raw storage words, for readers that want a whole snapshot in one call.
    function extsload(bytes32[] calldata slots) external view returns (bytes32[] memory);

    /// @notice The pool's constants, fixed at creation.
    function poolConstants() external view returns (PoolConstants memory);

    /// @notice All state that prices and limits rest on, at this moment, so that others can compute quotes.
    /// @dev For calls from outside the chain: it costs about 300,000 gas and 15,000 more for each terms. A resolver
    /// that cannot be read does not stop it.
    /// @param termsIds the terms to include; empty for all that the pool has ever sold
    function snapshot(uint256[] calldata termsIds) external view returns (PoolSnapshot memory);
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {DisputeRules} from "./IBonds.sol";
import {ITrigger, Run} from "./ITrigger.sol";

/// @notice What a meter watches and how; immutable.
struct ShareLossMeter {
    address vault; // ERC-4626
    uint40 dwell; // seconds over which observations must agree
    uint40 payableDelay; // seconds from firing to the verdict's being payable
    uint128 minSupply; // vault shares below which nothing is observed
    uint64 feeAllowance; // drop that fees and rounding may cause, WAD
    uint64 minLoss; // drop that counts as a loss, WAD; at least the allowance and 2 %
}

/// @notice What a meter has seen. Prices are vault assets per share × 1e27.
struct ShareLossState {
    uint128 mark; // highest proven price
    uint32 incidents; // fired so far
    Run run; // 1 above the mark, -1 in a loss; proven is its price nearest to the mark
}

/// @title An objective trigger: an ERC-4626 vault whose shares lost value against their own high-water mark
/// @notice A higher mark and a loss both count only when four observations, each at least a third of the dwell after the
/// one before, agree; one that does not agree starts over. A price moved for a block, or by a flash loan, proves nothing.
interface IShareLossTrigger is ITrigger {
    /// @param meterId the meter
    /// @param meter what it watches
    event MeterCreated(uint96 indexed meterId, ShareLossMeter meter);
    /// @param price vault assets per share × 1e27
    /// @param direction 1 above the mark, -1 in a loss, 0 neither
    /// @param count observations of this run that count
    event Observed(uint96 indexed meterId, uint256 price, int8 direction, uint8 count);
    /// @param mark the new high-water mark, vault assets per share × 1e27
    event MarkRaised(uint96 indexed meterId, uint256 mark);

    /// @notice Creates a meter. Anyone may; terms name the one they rely on. Errors: `InvalidMeter(field)`, `InvalidDisputeRules(field)`.
    /// @param rules who decides challenges, and what they cost; in the asset that the meter's value is counted in
    function createMeter(ShareLossMeter calldata meter, DisputeRules calldata rules) external returns (uint96 meterId);

    /// @notice Looks at the vault and writes down what it sees. Anyone may, a loss included: it does not revert for one.
    /// Errors: `UnknownMeter`.
    function poke(uint96 meterId) external;

    function getMeter(uint96 meterId) external view returns (ShareLossMeter memory, ShareLossState memory);

    /// @notice Vault assets per share × 1e27, rounded down; 0 while the vault's supply is below the meter's minimum.
    function priceOf(uint96 meterId) external view returns (uint256);
}

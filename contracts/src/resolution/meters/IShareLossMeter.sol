// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {Run} from "./Runs.sol";
import {IMeter} from "./IMeter.sol";

/// @notice Configuration of a meter; immutable.
struct ShareLossConfig {
    address vault; // ERC-4626
    uint40 dwell; // seconds over which observations must agree
    uint40 raiseWindow; // seconds from a firing in which a further one raises it, and nothing is sold
    uint128 minSupply; // vault shares below which the vault proves nothing, and loses its mark
    uint64 feeAllowance; // drop that fees and rounding may cause, WAD
    uint64 minLoss; // drop that counts as a loss, WAD; at least the allowance and 2 %
}

/// @notice State of a meter. Prices are vault assets per share × 1e27. Six slots; the run's count only while there is a
/// direction.
struct ShareLossState {
    uint128 mark; // highest proven price; 0 until there is one, or after the vault was too small
    uint40 opened; // beginning of the last part of `held`
    int8 direction; // of the run: 1 above the mark, -1 in a loss; 0 if there is none
    uint128[4] held; // the vault's least assets in each of four parts of a dwell, oldest first, asset units
    Run run; // prices: in a loss the highest, above the mark the lowest
}

/// @title Meter of an ERC-4626 vault whose shares lose value against their high-water mark
/// @notice A higher mark and a loss both count only if four looks agree, each at least a third of the dwell after the
/// one before. A look that does not agree starts over, and so does a loss without a look for two dwells. A price moved
/// for a block, or by a flash loan, proves nothing.
interface IShareLossMeter is IMeter {
    /// @param meterId the meter
    /// @param meter its configuration
    event MeterCreated(uint96 indexed meterId, ShareLossConfig meter);
    /// @param price vault assets per share × 1e27
    /// @param direction 1 above the mark, -1 in a loss, 0 neither
    /// @param count looks of this run that count
    event Observed(uint96 indexed meterId, uint256 price, int8 direction, uint8 count);
    /// @param mark the new high-water mark, vault assets per share × 1e27
    event MarkRaised(uint96 indexed meterId, uint256 mark);
    /// @param meterId meter whose vault's supply was below its minimum: a mark must be proven anew
    event MarkLost(uint96 indexed meterId);

    /// @notice Creates a meter. Anyone may call it; court terms name the meter they rely on. Errors:
    /// `InvalidMeter(field)`.
    function createMeter(ShareLossConfig calldata meter) external returns (uint96 meterId);

    /// @notice Looks at the vault and stores the look. Anyone may call it; a loss does not make it revert. Errors:
    /// `UnknownMeter`.
    function poke(uint96 meterId) external;

    function getMeter(uint96 meterId) external view returns (ShareLossConfig memory, ShareLossState memory);

    /// @notice Firings so far, and whether `reading` is refused now. It costs half of that, because it measures no holdings.
    /// Before the first mark it says refused, even where the look that `reading` takes would prove that mark. Errors:
    /// `UnknownMeter`.
    function statusOf(uint96 meterId) external view returns (uint32 firings, bool refused);

    /// @notice Vault assets per share × 1e27, rounded down; 0 while the vault's supply is below the meter's minimum.
    function priceOf(uint96 meterId) external view returns (uint256);
}

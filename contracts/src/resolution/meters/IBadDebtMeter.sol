// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {Run} from "./Runs.sol";
import {IMeter} from "./IMeter.sol";

/// @notice Configuration of a meter; immutable.
struct BadDebtConfig {
    address market; // an ILendingMarket
    uint40 dwell; // seconds over which observations must agree
    uint40 raiseWindow; // seconds from a firing in which a further one raises it, and nothing is sold
    uint64 allowance; // new deficit that does not stop sales, as a part of supply, WAD
    uint64 minLoss; // new deficit that counts as a loss, as a part of supply, WAD; at least the allowance and 2 %
}

/// @notice State of a meter, in units of the market's asset. Seven slots; the last four count only in a loss.
struct BadDebtState {
    uint128 counted; // deficit that was there from the start, or has been fired
    uint40 opened; // beginning of the last part of `supplies`
    int8 direction; // -1 in a loss, 0 otherwise
    uint128[4] supplies; // least supply in each of four parts of a dwell without loss, oldest first
    uint128 low; // least supply since the run began
    Run run; // the smallest new deficits
}

/// @title Meter of a lending market that reports a deficit
/// @notice A deficit counts only if four looks agree, each at least a third of the dwell after the one before. A look
/// that does not agree starts over, and so does a loss without a look for two dwells. The deficit is divided by the
/// larger of two supplies: the least over the last dwell before the loss, and the least since.
interface IBadDebtMeter is IMeter {
    /// @param meterId the meter
    /// @param meter its configuration
    event MeterCreated(uint96 indexed meterId, BadDebtConfig meter);
    /// @param deficit deficit that the market reports, asset units
    /// @param supplied assets that suppliers are owed, asset units
    /// @param direction -1 in a loss, 0 otherwise
    /// @param count looks of the loss that count
    event Observed(uint96 indexed meterId, uint256 deficit, uint256 supplied, int8 direction, uint8 count);

    /// @notice Creates a meter. The deficit that is there already never counts. Anyone may call it; court terms name
    /// the meter they rely on.
    /// @dev Errors: `InvalidMeter(field)`.
    function createMeter(BadDebtConfig calldata meter) external returns (uint96 meterId);

    /// @notice Looks at the market and stores the look. Anyone may call it; a loss does not make it revert. Errors:
    /// `UnknownMeter`.
    function poke(uint96 meterId) external;

    function getMeter(uint96 meterId) external view returns (BadDebtConfig memory, BadDebtState memory);
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

import {WAD} from "../common/Constants.sol";

/// @title Arithmetic of claims, and of the division of what is left
/// @dev Shared by the calls and by their previews; the SDK mirrors it.
library ClaimMath {
    using FixedPointMathLib for uint256;

    /// @notice The most that covers of `committed` together can be paid at a severity, asset units, rounded up.
    function payableUp(uint256 committed, uint256 severity, uint256 deductible) internal pure returns (uint256) {
        return committed.fullMulDivUp(severity.zeroFloorSub(deductible), WAD);
    }

    /// @notice The most that covers of `committed` together can be paid of losses that add up to `lossTotal`, rounded
    /// up.
    function provenUp(uint256 committed, uint256 lossTotal, uint256 deductible) internal pure returns (uint256) {
        return committed.min(lossTotal.fullMulDivUp(WAD - deductible, WAD));
    }

    /// @notice The loss of one cover, of what remains of it, rounded down.
    function grossDown(uint256 remaining, uint256 severity, uint256 deductible) internal pure returns (uint256) {
        return remaining.fullMulDiv(severity.zeroFloorSub(deductible), WAD);
    }

    /// @notice A registered claim's part when all are paid alike, rounded down.
    /// @param available asset units for all registered claims together
    function dueDown(uint256 gross, uint256 available, uint256 registered) internal pure returns (uint256) {
        return available >= registered ? gross : gross.fullMulDiv(available, registered);
    }

    /// @notice The payout for a loss of `full` if everything that weighs on `equity` were lost, rounded down: all of
    /// it, or its part.
    function recoveryDown(uint256 full, uint256 equity, uint256 needs) internal pure returns (uint256) {
        return equity >= needs ? full : full.fullMulDiv(equity, needs);
    }
}

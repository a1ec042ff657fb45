// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

import {Estate, EstateProduct, EstateTerms} from "../types/PocketTypes.sol";

/// @title How an estate is divided
library EstateMath {
    using FixedPointMathLib for uint256;

    /// @notice What a claim of `gross` is paid once all that is there is divided: in full if it suffices, else its part of
    /// the product's first loss and of the estate, each rounded down.
    function dueDown(Estate memory e, EstateTerms memory t, EstateProduct memory p, uint256 gross)
        internal
        pure
        returns (uint256)
    {
        uint256 available = e.assets + t.recovered;
        if (available >= e.claimed) return gross;
        uint256 fromFirstLoss = p.claimed.min(p.firstLoss);
        return gross.fullMulDiv(fromFirstLoss, p.claimed)
            + gross.fullMulDiv(p.claimed - fromFirstLoss, p.claimed).fullMulDiv(available, e.claimed);
    }

    /// @notice What a pocket gets back of what claims left over, in proportion to what it brought in, rounded down.
    function restDown(Estate memory e, uint256 reserve) internal pure returns (uint256) {
        return reserve == 0 ? 0 : reserve.fullMulDiv(e.assets - e.assets.min(e.claimed), e.assets);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAavePool, IAToken} from "../interfaces/IAave.sol";
import {ILendingMarketMeter} from "../interfaces/ILendingMarketMeter.sol";

/// @title One reserve of Aave, from version 3.3 on
/// @dev Warning: that the aToken is the pool's own is for whoever publishes terms on it to check.
contract AaveMarketMeter is ILendingMarketMeter {
    IAToken public immutable aToken;
    IAavePool public immutable pool;
    /// @inheritdoc ILendingMarketMeter
    address public immutable asset;

    constructor(IAToken aToken_) {
        aToken = aToken_;
        pool = IAavePool(aToken_.POOL());
        asset = aToken_.UNDERLYING_ASSET_ADDRESS();
    }

    /// @inheritdoc ILendingMarketMeter
    function deficit() external view returns (uint256) {
        return pool.getReserveDeficit(asset);
    }

    /// @inheritdoc ILendingMarketMeter
    function supplied() external view returns (uint256) {
        return aToken.totalSupply();
    }
}

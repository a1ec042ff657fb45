// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAavePool, IAToken} from "./IAave.sol";
import {ILendingMarket} from "./ILendingMarket.sol";

/// @title Lending market of one reserve of Aave, from version 3.3 on
/// @dev Warning: the publisher of terms on it must check that the aToken is the pool's own.
contract AaveMarket is ILendingMarket {
    IAToken public immutable aToken;
    IAavePool public immutable pool;
    /// @inheritdoc ILendingMarket
    address public immutable asset;

    constructor(IAToken aToken_) {
        aToken = aToken_;
        pool = IAavePool(aToken_.POOL());
        asset = aToken_.UNDERLYING_ASSET_ADDRESS();
    }

    /// @inheritdoc ILendingMarket
    function deficit() external view returns (uint256) {
        return pool.getReserveDeficit(asset);
    }

    /// @inheritdoc ILendingMarket
    function supplied() external view returns (uint256) {
        return aToken.totalSupply();
    }
}

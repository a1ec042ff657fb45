// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReferencePool} from "./ReferencePool.sol";
import {ReferenceSettlement} from "./ReferenceSettlement.sol";

/// @notice The whole model of a pool and its vault: first loss, and what the vault must hold, come last.
contract ReferenceModel is ReferenceSettlement {
    struct Withdrawal {
        uint256 assets;
        uint256 maturesAt;
    }

    mapping(uint256 productId => Withdrawal) public withdrawals;

    constructor(Config memory c) ReferencePool(c) {}

    // ----------------------------------------------------------------- reads

    /// @notice What a settlement still has, of what its cases have set aside.
    function leftIn(uint256 number) public view returns (uint256 sum) {
        CaseSettlement memory s = _joint[number - 1];
        if (!s.over) return heldIn(number) - paidIn(number);
        sum = s.forClaims + s.rest;
        for (uint256 i; i < _made.length; ++i) {
            if (_made[i].waits && _cases[_made[i].index].number == number) sum -= _made[i].paid;
        }
    }

    /// @notice Everything that the vault has to have, and no more.
    function obligations() external view returns (uint256 sum) {
        for (uint256 i; i < _productIds.length; ++i) {
            sum += firstLossOf[_productIds[i]];
        }
        for (uint256 n = 1; n <= _joint.length; ++n) {
            sum += leftIn(n);
        }
        for (uint256 index; index < _cases.length; ++index) {
            sum += _cases[index].bonus;
            // A case that was closed by itself keeps what its claims have not fetched.
            if (_cases[index].closed && !_joint[_cases[index].number - 1].over) sum += waitingOn(index);
        }
    }

    // ------------------------------------------------------------ first loss

    function postFirstLoss(uint256 productId, uint256 assets) external {
        firstLossOf[productId] += assets;
    }

    function announceFirstLoss(uint256 productId, uint256 assets) external {
        withdrawals[productId] = Withdrawal(assets, block.timestamp + _config.cooldown + 1 days);
    }

    function withdrawFirstLoss(uint256 productId) external returns (uint256 assets) {
        (, uint256 free) = promisedOf(productId);
        assets = _earlier(withdrawals[productId].assets, free);
        firstLossOf[productId] -= assets;
        delete withdrawals[productId];
    }
}

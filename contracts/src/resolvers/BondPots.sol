// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {ReentrancyGuardTransient} from "solady/utils/ReentrancyGuardTransient.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {IBonds} from "../interfaces/IBonds.sol";
import {Answer} from "../interfaces/IDisputes.sol";
import {Errors} from "../libraries/Errors.sol";

/// @title Money of many behind one bond
/// @notice What a pot gets back is computed, never written down: it follows from how the dispute ended and from what the pot
/// earned besides. A contributor is paid its part of it less what it was paid before, so that all of it leaves once, whoever
/// comes first and however late.
abstract contract BondPots is IBonds, ReentrancyGuardTransient {
    using FixedPointMathLib for uint256;
    using SafeCastLib for uint256;

    struct Pot {
        uint96 total; // Σ contributions
        uint96 extra; // pledged beyond the bond, and rewards: its contributors' whatever is decided
        bool locked; // the bond is posted
    }

    struct Part {
        uint96 assets; // contributed
        uint96 taken; // paid of what the pot got back
    }

    mapping(bytes32 potId => Pot) internal _pots; // slot 0
    mapping(bytes32 potId => mapping(address account => Part)) internal _parts; // slot 1
    /// @inheritdoc IBonds
    mapping(address asset => uint256) public burned; // slot 2

    // ---------------------------------------------------------------- writes

    /// @inheritdoc IBonds
    function pledge(uint256 incidentId, bytes32 key, uint256 assets) external nonReentrant {
        require(assets != 0, Errors.AmountZero());
        // The zero key is the pot of whoever fired a trigger.
        require(key != 0 && !_pots[_potId(incidentId, key)].locked, Errors.BondLocked());
        _contribute(incidentId, key, msg.sender, assets);
    }

    /// @inheritdoc IBonds
    function withdrawBond(uint256 incidentId, bytes32 key, address account)
        external
        nonReentrant
        returns (uint256 assets)
    {
        bytes32 potId = _potId(incidentId, key);
        Pot storage pot = _pots[potId];
        Part storage part = _parts[potId][account];
        assets = bondOf(incidentId, key, account);
        require(assets != 0, Errors.BondLocked());
        if (pot.locked) {
            part.taken += assets.toUint96();
        } else {
            part.assets = 0;
            pot.total -= assets.toUint96();
        }
        SafeTransferLib.safeTransfer(_assetOf(incidentId), account, assets);
        emit BondWithdrawn(incidentId, key, account, assets);
    }

    // ----------------------------------------------------------------- views

    /// @inheritdoc IBonds
    function bondOf(uint256 incidentId, bytes32 key, address account) public view returns (uint256 assets) {
        bytes32 potId = _potId(incidentId, key);
        Pot memory pot = _pots[potId];
        Part memory part = _parts[potId][account];
        if (!pot.locked) return part.assets;
        return (_payoutOf(incidentId, key) + pot.extra).fullMulDiv(part.assets, pot.total) - part.taken;
    }

    /// @inheritdoc IBonds
    function carvingKey(address vault, uint256 termsId) public pure returns (bytes32) {
        return bytes32(uint256(uint160(vault)) << 96 | uint96(termsId));
    }

    /// @inheritdoc IBonds
    function challengeKey(Answer memory counter) public pure returns (bytes32) {
        return keccak256(abi.encode(counter));
    }

    // ------------------------------------------------------------- internals

    /// @dev What has come back of a posted bond, and what it won.
    function _payoutOf(uint256 incidentId, bytes32 key) internal view virtual returns (uint256);

    /// @dev Errors: `UnknownIncident`.
    function _assetOf(uint256 incidentId) internal view virtual returns (address);

    /// @dev Posts a bond: what was pledged, and the rest from `payer`.
    function _post(uint256 incidentId, bytes32 key, uint256 bond, address payer) internal {
        Pot storage pot = _pots[_potId(incidentId, key)];
        uint256 pledged = pot.total;
        if (pledged < bond) _contribute(incidentId, key, payer, bond - pledged);
        else pot.extra = uint96(pledged - bond);
        pot.locked = true;
    }

    function _contribute(uint256 incidentId, bytes32 key, address from, uint256 assets) private {
        bytes32 potId = _potId(incidentId, key);
        address asset = _assetOf(incidentId);
        _pots[potId].total += assets.toUint96();
        _parts[potId][from].assets += uint96(assets);
        uint256 before = SafeTransferLib.balanceOf(asset, address(this));
        SafeTransferLib.safeTransferFrom(asset, from, address(this), assets);
        require(
            SafeTransferLib.balanceOf(asset, address(this)) - before == assets, Errors.UnsupportedAsset("transfer fee")
        );
        emit BondPledged(incidentId, key, from, assets);
    }

    function _potId(uint256 incidentId, bytes32 key) internal pure returns (bytes32) {
        return keccak256(abi.encode(incidentId, key));
    }

    function _useTransientReentrancyGuardOnlyOnMainnet() internal pure override returns (bool) {
        return false;
    }
}

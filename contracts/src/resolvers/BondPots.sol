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

    /// @dev Empty where nobody pledged: the bond is then all its poster's, and is written down with what it was posted for.
    struct Pot {
        uint96 pledged; // Σ pledges; what a posted bond does not need of them comes back whatever is decided
        uint96 rewards; // its contributors', whatever is decided
    }

    struct Part {
        uint96 pledged;
        uint96 taken; // paid of what the pot got back
    }

    /// @dev A bond that lies in a pot.
    struct Posted {
        uint256 bond; // 0 for none
        address by; // contributed what had not been pledged
        uint256 payout; // what has come back of it, and what it won
    }

    mapping(bytes32 potId => Pot) internal _pots; // slot 0
    mapping(bytes32 potId => mapping(address account => Part)) internal _parts; // slot 1
    /// @inheritdoc IBonds
    mapping(address asset => uint256) public burned; // slot 2

    // ---------------------------------------------------------------- writes

    /// @inheritdoc IBonds
    function pledge(uint256 incidentId, bytes32 key, uint256 assets) external nonReentrant {
        require(assets != 0, Errors.AmountZero());
        // The zero key is the pot of whoever fired a meter.
        require(key != 0 && _posted(incidentId, key).bond == 0, Errors.BondLocked());
        bytes32 potId = _potId(incidentId, key);
        _pots[potId].pledged += assets.toUint96();
        _parts[potId][msg.sender].pledged += uint96(assets);
        _take(_assetOf(incidentId), msg.sender, assets);
        emit BondPledged(incidentId, key, msg.sender, assets);
    }

    /// @inheritdoc IBonds
    function withdrawBond(uint256 incidentId, bytes32 key, address account)
        external
        nonReentrant
        returns (uint256 assets)
    {
        bytes32 potId = _potId(incidentId, key);
        Part storage part = _parts[potId][account];
        Posted memory x = _posted(incidentId, key);
        assets = _dueOf(x, potId, account);
        require(assets != 0, Errors.BondLocked());
        if (x.bond != 0) {
            part.taken += assets.toUint96();
        } else {
            part.pledged = 0;
            _pots[potId].pledged -= assets.toUint96();
        }
        SafeTransferLib.safeTransfer(_assetOf(incidentId), account, assets);
        emit BondWithdrawn(incidentId, key, account, assets);
    }

    // ----------------------------------------------------------------- views

    /// @inheritdoc IBonds
    function bondOf(uint256 incidentId, bytes32 key, address account) external view returns (uint256 assets) {
        return _dueOf(_posted(incidentId, key), _potId(incidentId, key), account);
    }

    /// @inheritdoc IBonds
    function openingKey(address vault, uint256 termsId) public pure returns (bytes32) {
        return bytes32(uint256(uint160(vault)) << 96 | uint96(termsId));
    }

    /// @inheritdoc IBonds
    function challengeKey(Answer memory counter) public pure returns (bytes32) {
        return keccak256(abi.encode(counter));
    }

    // ------------------------------------------------------------- internals

    /// @dev The bond that was posted under a key, as it stands.
    function _posted(uint256 incidentId, bytes32 key) internal view virtual returns (Posted memory);

    /// @dev Errors: `UnknownIncident`.
    function _assetOf(uint256 incidentId) internal view virtual returns (address);

    /// @dev Takes from `payer` what is missing of a bond. That it is posted the caller writes down.
    function _post(uint256 incidentId, bytes32 key, uint256 bond, address payer) internal {
        uint256 missing = bond.zeroFloorSub(_pots[_potId(incidentId, key)].pledged);
        if (missing != 0) _take(_assetOf(incidentId), payer, missing);
    }

    function _take(address asset, address from, uint256 assets) private {
        uint256 before = SafeTransferLib.balanceOf(asset, address(this));
        SafeTransferLib.safeTransferFrom(asset, from, address(this), assets);
        require(
            SafeTransferLib.balanceOf(asset, address(this)) - before == assets, Errors.UnsupportedAsset("transfer fee")
        );
    }

    /// @dev An account's part of what its pot has got back, or of pledges that no bond has needed yet, less what it was paid.
    function _dueOf(Posted memory x, bytes32 potId, address account) private view returns (uint256) {
        Part memory part = _parts[potId][account];
        if (x.bond == 0) return part.pledged;
        Pot memory pot = _pots[potId];
        uint256 total = x.bond.max(pot.pledged);
        uint256 contributed = part.pledged;
        if (account == x.by) contributed += total - pot.pledged;
        uint256 back = x.payout + (total - x.bond) + pot.rewards;
        return back.fullMulDiv(contributed, total) - part.taken;
    }

    function _potId(uint256 incidentId, bytes32 key) internal pure returns (bytes32) {
        return keccak256(abi.encode(incidentId, key));
    }

    function _useTransientReentrancyGuardOnlyOnMainnet() internal pure override returns (bool) {
        return false;
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {IBonds} from "./IBonds.sol";
import {CaseRef} from "../IDisputes.sol";
import {ExactPull} from "../../common/ExactPull.sol";
import {Errors} from "../../common/Errors.sol";
import {CourtState} from "./CourtState.sol";

/// @title Pots of bonds, each with many contributors
/// @notice A pot's payout is computed, never stored: it follows from how the case ended and from the pot's rewards. A
/// contributor is paid its part less earlier payments, so that all of it leaves once, in any order and however late.
abstract contract BondPots is CourtState {
    using FixedPointMathLib for uint256;
    using SafeCastLib for uint256;

    /// @dev Empty if nobody pledged: the whole bond is then its poster's, and the answer stores its amount.
    struct Pot {
        uint96 pledged; // Σ pledges; a posted bond takes all of them
        uint96 rewards; // its contributors' rewards, whatever is decided
    }

    struct Part {
        uint96 pledged;
        uint96 taken; // paid so far of the pot's payout
    }

    /// @dev A bond in a pot.
    struct Bond {
        address asset;
        uint256 assets; // 0 for none
        uint256 growing; // number of its answer, while it can still grow
        address by; // contributed what had not been pledged
        bool apart; // its payments are not stored under its name
        bool decided; // before the decision it may be displaced: nothing leaves its pot
        uint256 payout; // the part of it that came back, and what it won
    }

    /// @dev Key of the pot of an opening, or of a firing.
    bytes32 internal constant OPENING = 0;

    mapping(bytes32 potId => Pot) internal _pots; // slot 7
    mapping(bytes32 potId => mapping(address account => Part)) internal _parts; // slot 8
    /// @inheritdoc IBonds
    mapping(address asset => uint256) public burned; // slot 9

    // ---------------------------------------------------------------- writes

    /// @inheritdoc IBonds
    function pledge(CaseRef calldata ref, bytes32 key, uint256 assets) external nonReentrant {
        require(assets != 0, Errors.AmountZero());
        // Nobody pledges to an opening: with others' money anybody could open a case for their own answer.
        require(key != OPENING, Errors.BondLocked());
        Bond memory x = _bondAt(ref, key);
        require(x.assets == 0 || x.growing != 0, Errors.BondLocked());
        bytes32 caseKey = caseKeyOf(ref);
        if (x.growing != 0) _answers[caseKey][x.growing].bond += assets.toUint96();
        bytes32 potId = _potId(caseKey, key);
        _pots[potId].pledged += assets.toUint96();
        // forge-lint: disable-next-line(unsafe-typecast) -- `toUint96` in the line above
        _parts[potId][msg.sender].pledged += uint96(assets);
        ExactPull.pull(x.asset, msg.sender, assets);
        emit BondPledged(caseKey, key, msg.sender, assets);
    }

    /// @inheritdoc IBonds
    function withdrawBond(CaseRef calldata ref, bytes32 key, address account)
        external
        nonReentrant
        returns (uint256 assets)
    {
        bytes32 caseKey = caseKeyOf(ref);
        bytes32 potId = _potId(caseKey, key);
        Bond memory x = _bondAt(ref, key);
        Part storage part = _partOf(x, potId, account);
        assets = _dueOf(x, potId, account);
        // Only its contributor takes a pledge back; a stranger could take it out before it serves.
        require(assets != 0 && (x.decided || msg.sender == account), Errors.BondLocked());
        if (x.assets != 0) {
            part.taken += assets.toUint96();
        } else {
            part.pledged = 0;
            _pots[potId].pledged -= assets.toUint96();
        }
        SafeTransferLib.safeTransfer(x.asset, account, assets);
        emit BondWithdrawn(caseKey, key, account, assets);
    }

    // ----------------------------------------------------------------- views

    /// @inheritdoc IBonds
    function bondOf(CaseRef calldata ref, bytes32 key, address account) external view returns (uint256 assets) {
        return _dueOf(_bondAt(ref, key), _potId(caseKeyOf(ref), key), account);
    }

    // ------------------------------------------------------------- internals

    /// @dev The bond that was posted under a key, as it is now. Errors: `UnknownIncident`.
    function _bondAt(CaseRef memory ref, bytes32 key) internal view virtual returns (Bond memory);

    /// @dev Takes the part of a bond that pledges lack from `payer`. The caller stores that the bond is posted.
    function _post(address asset, bytes32 caseKey, bytes32 key, uint256 bond, address payer) internal {
        uint256 missing = bond - _pledgedFor(caseKey, key);
        if (missing != 0) ExactPull.pull(asset, payer, missing);
    }

    function _pledgedFor(bytes32 caseKey, bytes32 key) internal view returns (uint256) {
        return _pots[_potId(caseKey, key)].pledged;
    }

    /// @dev Turns a bond back into pledges, which can be withdrawn, or serve the same answer again.
    function _unpost(bytes32 caseKey, bytes32 key, uint256 bond, address by) internal {
        bytes32 potId = _potId(caseKey, key);
        uint256 missing = bond - _pots[potId].pledged;
        // forge-lint: disable-start(unsafe-typecast) -- part of a bond of 96 bits
        _pots[potId].pledged += uint96(missing);
        _parts[potId][by].pledged += uint96(missing);
        // forge-lint: disable-end(unsafe-typecast)
    }

    /// @dev An account's part of a pot's payout, or of pledges that no bond has used yet, less earlier payments.
    function _dueOf(Bond memory x, bytes32 potId, address account) private view returns (uint256) {
        Part memory part = _partOf(x, potId, account);
        if (x.assets == 0) return part.pledged;
        if (!x.decided) return 0;
        Pot memory pot = _pots[potId];
        uint256 contributed = part.pledged;
        if (account == x.by) contributed += x.assets - pot.pledged;
        return (x.payout + pot.rewards).fullMulDiv(contributed, x.assets) - part.taken;
    }

    /// @dev Only the meter says who fired. Payments are stored apart from that name, so that they count even if the
    /// name changes.
    function _partOf(Bond memory x, bytes32 potId, address account) private view returns (Part storage) {
        return _parts[potId][x.apart && account == x.by ? address(0) : account];
    }

    function _potId(bytes32 caseKey, bytes32 key) internal pure returns (bytes32) {
        return keccak256(abi.encode(caseKey, key));
    }
}

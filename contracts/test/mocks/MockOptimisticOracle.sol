// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {IOptimisticOracleV3, UmaAssertion} from "../../src/resolution/arbiters/IOptimisticOracleV3.sol";

/// @notice What tests ask of UMA's Optimistic Oracle V3 beyond what the arbiter asks.
interface IUma is IOptimisticOracleV3 {
    function disputeAssertion(bytes32 assertionId, address disputer) external;
    function settleAssertion(bytes32 assertionId) external;
    function getAssertionResult(bytes32 assertionId) external view returns (bool);
}

/// @notice Behaves as UMA's Optimistic Oracle V3 does towards an arbiter without callbacks, in a hundredth of its code: the
/// same suite runs against both.
contract MockOptimisticOracle is IUma {
    struct Made {
        address asserter;
        address disputer;
        address currency;
        uint256 bond;
        uint256 expiresAt;
        bool settled;
        bool truthful;
        bool voted;
        bool vote;
    }

    bytes32 public defaultIdentifier = "ASSERT_TRUTH";
    uint256 public constant burnedBondPercentage = 0.5e18;
    address public store = address(0x57012E);
    mapping(address currency => uint256) public finalFees;
    mapping(address currency => uint256) internal _cachedFees;
    mapping(bytes32 assertionId => Made) internal _made;

    /// @notice UMA's owner may change it.
    function setIdentifier(bytes32 identifier) external {
        defaultIdentifier = identifier;
    }

    function setFinalFee(address currency, uint256 fee) external {
        finalFees[currency] = fee;
    }

    /// @notice What UMA's voters say.
    function vote(bytes32 assertionId, bool truthful) external {
        (_made[assertionId].voted, _made[assertionId].vote) = (true, truthful);
    }

    function syncUmaParams(bytes32, address currency) public {
        _cachedFees[currency] = finalFees[currency];
    }

    function getMinimumBond(address currency) public view returns (uint256) {
        return _cachedFees[currency] * 2;
    }

    function assertTruth(
        bytes calldata claim,
        address asserter,
        address callbackRecipient,
        address escalationManager,
        uint64 liveness,
        address currency,
        uint256 bond,
        bytes32 identifier,
        bytes32
    ) external returns (bytes32 id) {
        require(callbackRecipient == address(0) && escalationManager == address(0), "Not mocked");
        id = keccak256(abi.encode(claim, bond, block.timestamp, liveness, currency, identifier, msg.sender));
        require(_made[id].asserter == address(0), "Assertion already exists");
        require(identifier == defaultIdentifier, "Unsupported identifier");
        require(finalFees[currency] != 0, "Unsupported currency");
        if (_cachedFees[currency] == 0) syncUmaParams(identifier, currency);
        require(bond >= getMinimumBond(currency), "Bond amount too low");
        Made storage m = _made[id];
        (m.asserter, m.currency, m.bond, m.expiresAt) = (asserter, currency, bond, block.timestamp + liveness);
        SafeTransferLib.safeTransferFrom(currency, msg.sender, address(this), bond);
    }

    function disputeAssertion(bytes32 id, address disputer) external {
        Made storage m = _made[id];
        require(m.asserter != address(0), "Assertion does not exist");
        require(m.disputer == address(0), "Assertion already disputed");
        require(m.expiresAt > block.timestamp, "Assertion is expired");
        m.disputer = disputer;
        SafeTransferLib.safeTransferFrom(m.currency, msg.sender, address(this), m.bond);
    }

    function settleAssertion(bytes32 id) public {
        Made storage m = _made[id];
        require(m.asserter != address(0), "Assertion does not exist");
        require(!m.settled, "Assertion already settled");
        m.settled = true;
        if (m.disputer == address(0)) {
            require(m.expiresAt <= block.timestamp, "Assertion not expired");
            m.truthful = true;
            SafeTransferLib.safeTransfer(m.currency, m.asserter, m.bond);
        } else {
            require(m.voted);
            m.truthful = m.vote;
            SafeTransferLib.safeTransfer(m.currency, store, m.bond / 2);
            SafeTransferLib.safeTransfer(m.currency, m.vote ? m.asserter : m.disputer, m.bond * 2 - m.bond / 2);
        }
    }

    function getAssertion(bytes32 id) external view returns (UmaAssertion memory x) {
        (x.asserter, x.disputer, x.bond) = (_made[id].asserter, _made[id].disputer, _made[id].bond);
    }

    function settleAndGetAssertionResult(bytes32 id) external returns (bool) {
        if (!_made[id].settled) settleAssertion(id);
        return getAssertionResult(id);
    }

    function getAssertionResult(bytes32 id) public view returns (bool) {
        require(_made[id].settled, "Assertion not settled");
        return _made[id].truthful;
    }
}

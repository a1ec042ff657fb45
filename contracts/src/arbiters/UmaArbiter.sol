// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {LibString} from "solady/utils/LibString.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {Dispute, IDisputes, Ruling} from "../interfaces/IDisputes.sol";
import {IOptimisticOracleV3} from "../interfaces/IOptimisticOracleV3.sol";
import {Assertion, IUmaArbiter} from "../interfaces/IUmaArbiter.sol";
import {Errors} from "../libraries/Errors.sol";
import {UmaClaim} from "../libraries/UmaClaim.sol";

/// @title An arbiter that asks UMA's Optimistic Oracle V3
contract UmaArbiter is IUmaArbiter {
    using FixedPointMathLib for uint256;

    /// @dev Time to post an assertion, and to settle it.
    uint256 internal constant POSTING_TIME = 1 days;
    uint256 internal constant MAX_URI_LENGTH = 200;
    /// @dev Visible ASCII without quotes: nothing that reads like a part of the statement.
    uint128 internal constant URI_CHARACTERS = uint128((1 << 127) - (1 << 33)) & ~(uint128(1) << 34);

    bool public constant isExternal = true;
    IOptimisticOracleV3 public immutable oracle;
    address public immutable currency;
    uint64 public immutable liveness;
    uint256 public immutable minBond;
    uint256 public immutable latency;
    bytes32 internal immutable _identifier;

    mapping(IDisputes resolver => mapping(uint256 incidentId => mapping(Ruling => bytes32 assertionId))) public
        openAssertion;
    mapping(bytes32 assertionId => Assertion) internal _assertions;

    /// @param currency_ of bonds; one that UMA takes
    /// @param liveness_ seconds in which an assertion can be disputed
    /// @param votingTime_ seconds UMA's voters need at most, bridges to their chain included
    /// @param minBond_ least bond, where UMA's own minimum is small beside what is at stake
    constructor(
        IOptimisticOracleV3 oracle_,
        address currency_,
        uint64 liveness_,
        uint256 votingTime_,
        uint256 minBond_
    ) {
        require(liveness_ >= 1 days, Errors.ValueOutOfRange("liveness"));
        (oracle, currency, liveness, minBond) = (oracle_, currency_, liveness_, minBond_);
        latency = POSTING_TIME + liveness_ + votingTime_;
        _identifier = oracle_.defaultIdentifier();
    }

    /// @inheritdoc IUmaArbiter
    function assertAnswer(
        IDisputes resolver,
        uint256 incidentId,
        Ruling ruling,
        string calldata reportUri,
        string calldata counterUri
    ) external returns (bytes32 assertionId) {
        Dispute memory d = resolver.getDispute(incidentId);
        require(d.arbiter == address(this) && !d.decided, Errors.NotArbiter());
        require(ruling != Ruling.None, Errors.ValueOutOfRange("ruling"));
        require(_isUri(reportUri) && _isUri(counterUri), Errors.ValueOutOfRange("uri"));
        require(block.timestamp + liveness < d.deadline, Errors.AnswerTooLate());
        bytes32 open = openAssertion[resolver][incidentId][ruling];
        require(open == 0, Errors.AnswerPending(open));

        // Until someone has asked for a currency, the oracle takes its minimum for zero, and then refuses that.
        oracle.syncUmaParams(_identifier, currency);
        uint256 bond = requiredBond();
        SafeTransferLib.safeTransferFrom(currency, msg.sender, address(this), bond);
        SafeTransferLib.safeApproveWithRetry(currency, address(oracle), bond);
        assertionId = oracle.assertTruth(
            bytes(UmaClaim.text(resolver, incidentId, d, ruling, reportUri, counterUri)),
            msg.sender,
            address(0),
            address(0),
            liveness,
            currency,
            bond,
            _identifier,
            0
        );
        openAssertion[resolver][incidentId][ruling] = assertionId;
        _assertions[assertionId] = Assertion(resolver, ruling, incidentId);
        emit AnswerAsserted(assertionId, resolver, incidentId, ruling, msg.sender, bond);
    }

    /// @inheritdoc IUmaArbiter
    function settleAnswer(bytes32 assertionId) external returns (bool truthful) {
        Assertion memory a = _assertions[assertionId];
        require(a.ruling != Ruling.None, Errors.UnknownAnswer());
        delete _assertions[assertionId];
        delete openAssertion[a.resolver][a.incidentId][a.ruling];
        truthful = oracle.settleAndGetAssertionResult(assertionId);
        emit AnswerSettled(assertionId, truthful);
        if (truthful) a.resolver.arbitrate(a.incidentId, a.ruling, 0);
    }

    /// @inheritdoc IUmaArbiter
    function requiredBond() public view returns (uint256) {
        return oracle.getMinimumBond(currency).max(minBond);
    }

    /// @inheritdoc IUmaArbiter
    function claimOf(
        IDisputes resolver,
        uint256 incidentId,
        Ruling ruling,
        string calldata reportUri,
        string calldata counterUri
    ) external view returns (string memory) {
        return UmaClaim.text(resolver, incidentId, resolver.getDispute(incidentId), ruling, reportUri, counterUri);
    }

    /// @inheritdoc IUmaArbiter
    function getAssertion(bytes32 assertionId) external view returns (Assertion memory) {
        return _assertions[assertionId];
    }

    function _isUri(string calldata uri) private pure returns (bool) {
        return bytes(uri).length <= MAX_URI_LENGTH && LibString.is7BitASCII(uri, URI_CHARACTERS);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {LibString} from "solady/utils/LibString.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {WAD} from "../../common/Constants.sol";
import {CaseRef, Dispute, IDisputes} from "../IDisputes.sol";
import {IOptimisticOracleV3} from "./IOptimisticOracleV3.sol";
import {Assertion, IUmaArbiter} from "./IUmaArbiter.sol";
import {ExactPull} from "../../common/ExactPull.sol";
import {Errors} from "../../common/Errors.sol";
import {UmaClaim} from "./UmaClaim.sol";

/// @title Arbiter by UMA's Optimistic Oracle V3
contract UmaArbiter is IUmaArbiter {
    using FixedPointMathLib for uint256;
    using SafeCastLib for uint256;

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

    mapping(IDisputes court => mapping(bytes32 caseKey => mapping(uint256 number => bytes32 assertionId))) public
        openAssertion;
    mapping(bytes32 assertionId => Assertion) internal _assertions;
    /// @inheritdoc IUmaArbiter
    mapping(address account => uint256) public creditOf;
    /// @dev Σ credits.
    uint256 internal _credits;

    /// @param currency_ currency of the bonds; one that UMA takes
    /// @param liveness_ seconds in which an assertion can be disputed
    /// @param votingTime_ the most seconds that UMA's voters need, bridges to their chain included
    /// @param minBond_ least bond, for a chain where UMA's own minimum is small compared with what is at stake
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
    }

    /// @inheritdoc IUmaArbiter
    function assertAnswer(IDisputes court, CaseRef calldata ref, uint256 number, string calldata uri)
        external
        returns (bytes32 assertionId)
    {
        Dispute memory d = court.getDispute(ref);
        require(d.arbiter == address(this), Errors.NotArbiter());
        // An answer that nothing was lost goes by 0, because of two numbers for it one would be the wrong one. Number 1
        // of a case without its table is no answer.
        require(
            number == 0 || (number <= d.answers.length && d.answers[number - 1].severity != 0), Errors.UnknownAnswer()
        );
        require(_isUri(uri), Errors.ValueOutOfRange("uri"));
        require(block.timestamp + liveness < d.deadline, Errors.AnswerTooLate());
        bytes32 caseKey = keccak256(abi.encode(ref));
        bytes32 open = openAssertion[court][caseKey][number];
        require(open == 0, Errors.AnswerPending(open));

        bytes32 identifier = oracle.defaultIdentifier();
        // Until somebody has asked for a currency, the oracle takes its minimum for zero, and then refuses zero.
        oracle.syncUmaParams(identifier, currency);
        uint256 bond = requiredBond();
        // An exact pull: otherwise others' credits would make up for a missing part.
        ExactPull.pull(currency, msg.sender, bond);
        SafeTransferLib.safeApproveWithRetry(currency, address(oracle), bond);
        assertionId = oracle.assertTruth(
            bytes(UmaClaim.text(court, ref, d, number, uri)),
            address(this),
            address(0),
            address(0),
            liveness,
            currency,
            bond,
            identifier,
            0
        );
        openAssertion[court][caseKey][number] = assertionId;
        // The court has at most 17 answers. Another contract that has more deceives its own asserters alone.
        // forge-lint: disable-next-line(unsafe-typecast) -- at most 17
        _assertions[assertionId] = Assertion(court, bond.toUint96(), msg.sender, uint8(number), ref);
        emit AnswerAsserted(assertionId, court, ref, number, msg.sender, bond);
    }

    /// @inheritdoc IUmaArbiter
    function settleAnswer(bytes32 assertionId) external returns (bool truthful) {
        truthful = creditBond(assertionId);
        Assertion memory a = _assertions[assertionId];
        delete _assertions[assertionId];
        delete openAssertion[a.court][keccak256(abi.encode(a.ref))][a.number];
        emit AnswerSettled(assertionId, truthful);
        // The error is not caught: a caller must not be able to silence a true answer by giving too little gas.
        if (truthful) a.court.arbitrate(a.ref, a.number);
    }

    /// @inheritdoc IUmaArbiter
    function creditBond(bytes32 assertionId) public returns (bool truthful) {
        Assertion storage a = _assertions[assertionId];
        require(a.asserter != address(0), Errors.UnknownAssertion());
        truthful = oracle.settleAndGetAssertionResult(assertionId);
        uint256 credit = a.bond;
        if (credit == 0) return truthful;
        a.bond = 0;
        if (!truthful) return false;
        // Computed, not read from a balance: others may have settled with UMA itself before.
        if (oracle.getAssertion(assertionId).disputer != address(0)) {
            credit = 2 * credit - credit * oracle.burnedBondPercentage() / WAD;
        }
        credit = credit.min(SafeTransferLib.balanceOf(currency, address(this)).zeroFloorSub(_credits));
        _credits += credit;
        creditOf[a.asserter] += credit;
        emit BondCredited(assertionId, a.asserter, credit);
    }

    /// @inheritdoc IUmaArbiter
    function withdrawCredit(address receiver) external returns (uint256 amount) {
        amount = creditOf[msg.sender];
        require(amount != 0, Errors.AmountZero());
        creditOf[msg.sender] = 0;
        _credits -= amount;
        emit CreditWithdrawn(msg.sender, receiver, amount);
        SafeTransferLib.safeTransfer(currency, receiver, amount);
    }

    /// @inheritdoc IUmaArbiter
    function requiredBond() public view returns (uint256) {
        return oracle.getMinimumBond(currency).max(minBond);
    }

    /// @inheritdoc IUmaArbiter
    function claimOf(IDisputes court, CaseRef calldata ref, uint256 number, string calldata uri)
        external
        view
        returns (string memory)
    {
        return UmaClaim.text(court, ref, court.getDispute(ref), number, uri);
    }

    /// @inheritdoc IUmaArbiter
    function getAssertion(bytes32 assertionId) external view returns (Assertion memory) {
        return _assertions[assertionId];
    }

    function _isUri(string calldata uri) private pure returns (bool) {
        return bytes(uri).length <= MAX_URI_LENGTH && LibString.is7BitASCII(uri, URI_CHARACTERS);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CaseRef, Dispute, IDisputes, Outcome, Turn} from "../../../../src/resolution/IDisputes.sol";
import {Errors} from "../../../../src/common/Errors.sol";

/// @notice A court with cases that a test tells it of. It shows turns and takes rulings as the real one does.
contract MockDisputes is IDisputes {
    struct Decision {
        Outcome outcome;
        uint256 number;
        uint256 decidedAt;
        address by;
    }

    uint256 public caseCount;
    /// @dev Encoded: the compiler copies no list of structs into storage.
    mapping(bytes32 caseKey => bytes) internal _disputes;
    mapping(bytes32 caseKey => Decision) internal _decisions;

    function open(Dispute calldata d) external returns (CaseRef memory ref) {
        ref = CaseRef(++caseCount, address(0xCAFE), 3);
        change(ref, d);
    }

    /// @notice Replaces a dispute: the next arbiter's turn, or more at stake.
    function change(CaseRef memory ref, Dispute memory d) public {
        _disputes[keccak256(abi.encode(ref))] = abi.encode(d);
    }

    /// @notice Decides a case as another arbiter, or none of them, would have.
    function decide(CaseRef memory ref, Outcome outcome, uint256 number) public virtual {
        _decisions[keccak256(abi.encode(ref))] = Decision(outcome, number, block.timestamp, msg.sender);
    }

    function decisionOf(CaseRef memory ref) public view returns (Decision memory) {
        return _decisions[keccak256(abi.encode(ref))];
    }

    function isDecided(CaseRef memory ref) public view returns (bool) {
        return decisionOf(ref).outcome != Outcome.None;
    }

    /// @notice The dispute as it was told, whatever the time.
    function told(CaseRef memory ref) public view returns (Dispute memory) {
        bytes memory encoded = _disputes[keccak256(abi.encode(ref))];
        require(encoded.length != 0, Errors.UnknownIncident());
        return abi.decode(encoded, (Dispute));
    }

    /// @inheritdoc IDisputes
    function getDispute(CaseRef calldata ref) public view virtual returns (Dispute memory d) {
        d = told(ref);
        if (isDecided(ref) || block.timestamp < d.turnStarted || block.timestamp >= d.deadline) {
            (d.arbiter, d.turnStarted, d.deadline) = (address(0), 0, 0);
        }
    }

    /// @inheritdoc IDisputes
    function turnOf(CaseRef calldata ref) external view returns (Turn memory) {
        Dispute memory d = getDispute(ref);
        return Turn(d.arbiter, d.turnStarted, d.deadline, d.asset, d.time, d.atStake);
    }

    /// @inheritdoc IDisputes
    function outcomeOf(CaseRef calldata ref) external view virtual returns (Outcome, uint256, uint256) {
        Decision memory x = decisionOf(ref);
        return (x.outcome, x.number, x.decidedAt);
    }

    /// @inheritdoc IDisputes
    function arbitrate(CaseRef calldata ref, uint256 number) external virtual {
        Dispute memory d = getDispute(ref);
        require(msg.sender == d.arbiter, Errors.NotArbiter());
        require(number <= d.answers.length && !(number == 1 && d.incomplete), Errors.UnknownAnswer());
        // As the court does: nothing, and an answer that says so, are the same.
        for (uint256 k = d.incomplete ? 1 : 0; number == 0 && k < d.answers.length; ++k) {
            if (d.answers[k].severity == 0) number = k + 1;
        }
        decide(ref, Outcome.Ruled, number);
    }
}

/// @notice A court that says whatever it is told to, whenever, and fails on demand.
contract HostileDisputes is MockDisputes {
    enum Failure {
        None,
        Reverts,
        BurnsGas,
        ReturnsNothing
    }

    Failure public failure;
    /// @dev Called in the middle of a ruling.
    address internal _target;
    bytes internal _data;

    function setFailure(Failure f) external {
        failure = f;
    }

    function setReentry(address target, bytes calldata data) external {
        (_target, _data) = (target, data);
    }

    /// @dev No turns: what was told, at any time.
    function getDispute(CaseRef calldata ref) public view override returns (Dispute memory) {
        _fail();
        return told(ref);
    }

    function outcomeOf(CaseRef calldata ref) external view override returns (Outcome, uint256, uint256) {
        _fail();
        Decision memory x = decisionOf(ref);
        return (x.outcome, x.number, x.decidedAt);
    }

    function arbitrate(CaseRef calldata ref, uint256 number) external override {
        _fail();
        decide(ref, Outcome.Ruled, number);
        if (_target == address(0)) return;
        (bool done, bytes memory reason) = _target.call(_data);
        if (done) return;
        assembly ("memory-safe") {
            revert(add(reason, 32), mload(reason))
        }
    }

    function _fail() internal view {
        require(failure != Failure.Reverts, "a court that fails");
        if (failure == Failure.BurnsGas) {
            assembly ("memory-safe") {
                invalid()
            }
        }
        if (failure == Failure.ReturnsNothing) {
            assembly ("memory-safe") {
                return(0, 0)
            }
        }
    }
}

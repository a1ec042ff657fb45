// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LossProof} from "../../../../src/claims/roles/IVaultClaims.sol";
import {Answer, CaseRef, Dispute, Outcome} from "../../../../src/resolution/IDisputes.sol";
import {CourtFixture} from "./CourtFixture.sol";

/// @notice P8: whoever knows the truth can put it before the arbiter, and gets no poorer by it; nobody gains by anything
/// else. With real pools and covers, counting what covers are paid and not bonds alone.
contract HonestAnswersTest is CourtFixture {
    uint256 internal constant OTHERS = 37_000e6;

    uint256 internal carols;
    uint256 internal eves;
    uint256 internal carolsProven;
    uint256 internal evesProven;
    CaseRef internal ref;
    Answer internal truth;
    uint256 internal seed;
    uint256 internal draws;
    /// @dev Pots of all that was answered, displaced or not.
    bytes32[] internal _posted;
    /// @dev Carol's line of the true table, and eve's.
    bytes32[2] internal leaves;
    uint256 internal heidiHad;
    uint256 internal graceHad;

    function setUp() public virtual override {
        super.setUp();
        carols = _protect(0, terms, carol, COVER);
        eves = _protect(0, terms, eve, OTHERS);
        carolsProven = _protect(0, proofTerms, carol, COVER);
        evesProven = _protect(0, proofTerms, eve, OTHERS);
        _fund(eve, address(court), 9 * M);
        (heidiHad, graceHad) = (usdc.balanceOf(heidi), usdc.balanceOf(grace));
    }

    function _draw(uint256 below) internal returns (uint256) {
        return uint256(keccak256(abi.encode(seed, ++draws))) % below;
    }

    // --------------------------------------------------------------- severities

    /// @dev Eve holds cover, opens or answers as she likes, before Heidi and after
    /// her; Heidi does no more than see to it that the truth stands.
    function testFuzz_P8_OnlyTheTruthIsPaidAndOnlyItPays(uint256 seed_) public {
        seed = seed_;
        truth = _answer(_drawSeverity());
        uint256 id = _report(parametric);
        skip(_draw(REPORT_WINDOW));
        uint256 had = usdc.balanceOf(eve);
        bool honestOpener = truth.severity != 0 && _draw(3) == 0;
        if (honestOpener) {
            ref = _open(grace, 0, terms, id, truth.severity);
        } else {
            uint64 lie = _drawLie();
            ref = _open(eve, 0, terms, id, lie == 0 ? 1e18 : lie);
            // She may have said what it is, by accident; then it is Eve who is honest.
            if (court.getCase(ref).severity == truth.severity) truth = _answer(truth.severity - 1);
        }
        _contest(false);
        assertEq(_severityOf(ref), truth.severity, "the truth is what holds");
        _settle(ref);
        _apply(ref);
        uint256 paid = _claim(carol, carols);
        assertGe(paid, COVER * truth.severity / 1e18, "an honest cover is paid what it lost");
        _claim(eve, eves);
        _expectNoGain(had, OTHERS * uint256(truth.severity) / 1e18);
    }

    function _drawSeverity() internal returns (uint64) {
        uint256 kind = _draw(8);
        if (kind == 0) return 0;
        if (kind == 1) return uint64(1 + _draw(100));
        if (kind == 2) return 1e18;
        return uint64(1 + _draw(1e18));
    }

    /// @dev Far from the truth or next to it.
    function _drawLie() internal returns (uint64 lie) {
        lie = _drawSeverity();
        if (_draw(3) == 0) lie = uint64(_min(1e18, uint256(truth.severity) + _draw(3)));
        if (lie == truth.severity) lie = truth.severity == 1e18 ? 0 : lie + 1;
    }

    function _claim(address insured, uint256 coverId) internal returns (uint256 received) {
        received = usdc.balanceOf(insured);
        try vault.claimPayout(coverId, ref.incidentId) {} catch {}
        received = usdc.balanceOf(insured) - received;
    }

    // ------------------------------------------------------------------ tables

    /// @dev The same where losses are proven by a table: of Carol's loss and Eve's.
    function testFuzz_P8_OnlyTheTrueTableIsPaid(uint256 seed_) public {
        seed = seed_;
        uint256[2] memory losses = [1e6 + _draw(COVER), 1e6 + _draw(OTHERS)];
        leaves = [vault.leafOf(0, carol, losses[0]), vault.leafOf(1, eve, losses[1])];
        (bytes32 a, bytes32 b) = leaves[0] < leaves[1] ? (leaves[0], leaves[1]) : (leaves[1], leaves[0]);
        truth = Answer(1e18, uint128(losses[0] + losses[1]), keccak256(abi.encode(a, b)));
        uint256 id = _report(byProof);
        skip(_draw(REPORT_WINDOW));
        uint256 had = usdc.balanceOf(eve);
        // A dust opening, or one for all.
        ref = _open(eve, 0, proofTerms, id, _draw(2) == 0 ? 1e18 : 1 + _draw(1e18));
        _contest(true);
        assertEq(court.getVerdict(id, proofTerms, address(vault)).lossRoot, truth.lossRoot, "the truth is what holds");
        _settle(ref);
        _apply(ref);
        assertGe(_claimLoss(carol, carolsProven, 0, losses[0]), _min(losses[0], COVER), "it is paid in full");
        _claimLoss(eve, evesProven, 1, losses[1]);
        _expectNoGain(had, _min(losses[1], OTHERS));
    }

    function _claimLoss(address insured, uint256 coverId, uint256 index, uint256 loss)
        internal
        returns (uint256 received)
    {
        received = usdc.balanceOf(insured);
        LossProof memory p = LossProof({index: index, loss: loss, proof: new bytes32[](1)});
        p.proof[0] = leaves[1 - index];
        vm.prank(insured);
        vault.claimLoss(coverId, ref.incidentId, insured, p);
        received = usdc.balanceOf(insured) - received;
    }

    function _lieByTable() internal returns (Answer memory) {
        if (_draw(6) == 0) return _answer(0);
        return Answer(1e18, uint128(1 + _draw(2 * COVER)), bytes32(_draw(1e18) + 1));
    }

    // ------------------------------------------------------------------ contest

    function _contest(bool tables) internal {
        uint256 before = _draw(18);
        for (uint256 k; k < before; ++k) {
            _lie(tables);
        }
        // Whoever sees the case opened has the answer window for it, and at least until the horizon.
        vm.warp(_now() + _draw(_min(_endsAt(ref), court.getIncident(ref.incidentId).time + HORIZON) - _now() + 1));
        _tell();
        uint256 later = _draw(18);
        for (uint256 k; k < later; ++k) {
            vm.warp(_now() + _draw(_endsAt(ref) - _now() + 1));
            _lie(tables);
            // Whoever is displaced comes again.
            _tell();
        }
        _judge();
    }

    /// @dev It may fail: somebody has said so already, or more cannot be set aside any more.
    function _lie(bool tables) internal {
        Answer memory a = tables ? _lieByTable() : _answer(_drawLie());
        uint256 bond = court.requiredBond(ref, a) + (_draw(2) == 0 ? 0 : _draw(1000e6));
        vm.prank(eve);
        try court.postAnswer(ref, a, bond, "") {
            _posted.push(court.answerKey(a));
        } catch {}
    }

    function _tell() internal {
        if (_find(court.getDispute(ref)) != 0) return;
        uint256 bond = court.requiredBond(ref, truth);
        // In proportion to what it asks for or keeps set aside; above the smallest of sixteen lies.
        if (court.getCase(ref).answers.length < 17) {
            (uint256 need, uint256 present) =
                vault.needFor(ref.termsId, ref.incidentId, truth.severity, truth.lossTotal);
            assertLe(bond, _max(_max(need, 2 * present + 2) / 50 + 1, MIN_BOND));
        }
        vm.prank(heidi);
        court.postAnswer(ref, truth, bond, "");
        _posted.push(court.answerKey(truth));
    }

    /// @dev An arbiter that knows the truth chooses it. One of the two may be asleep.
    function _judge() internal virtual {
        _close(ref);
        if (_outcome(ref) != Outcome.None) return;
        bool awake = _draw(2) == 0;
        skip(awake ? _draw(TURN) : TURN + _draw(LAST_TURN));
        (awake ? arbiter : fallbackArbiter).rule(court, ref, _find(court.getDispute(ref)));
    }

    /// @dev Number of the truth; 0 where it is not among the answers.
    function _find(Dispute memory d) internal view returns (uint256) {
        for (uint256 k; k < d.answers.length; ++k) {
            Answer memory a = d.answers[k];
            if (k == 0 && d.incomplete) continue;
            bool same = a.severity == truth.severity && a.lossTotal == truth.lossTotal;
            if (same && a.lossRoot == truth.lossRoot) return FIRST + k;
        }
        return 0;
    }

    /// @dev When everybody has taken what is theirs: the honest have lost nothing, and Eve has no more than her cover's due.
    function _expectNoGain(uint256 had, uint256 due) internal {
        _takeQuietly(OPENING);
        for (uint256 k; k < _posted.length; ++k) {
            _takeQuietly(_posted[k]);
        }
        assertGe(usdc.balanceOf(heidi), heidiHad, "Heidi has lost nothing");
        assertGe(usdc.balanceOf(grace), graceHad, "nor has Grace");
        assertLe(usdc.balanceOf(eve), had + due, "and Eve has gained nothing");
    }

    function _takeQuietly(bytes32 key) internal {
        address[3] memory accounts = [heidi, grace, eve];
        for (uint256 i; i < 3; ++i) {
            if (_bond(ref, key, accounts[i]) != 0) _withdraw(ref, key, accounts[i]);
        }
    }

    function _min(uint256 a, uint256 b) internal pure returns (uint256) {
        return a < b ? a : b;
    }

    function _max(uint256 a, uint256 b) internal pure returns (uint256) {
        return a > b ? a : b;
    }
}

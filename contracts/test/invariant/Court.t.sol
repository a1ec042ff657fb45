// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {Court} from "../../src/resolution/court/Court.sol";
import {CourtCase, CourtTerms} from "../../src/resolution/court/ICourt.sol";
import {Answer, CaseRef, Outcome} from "../../src/resolution/IDisputes.sol";
import {ILossLedger} from "../../src/claims/ILossLedger.sol";
import {Verdict} from "../../src/resolution/IResolver.sol";
import {CourtFixture} from "../unit/resolution/court/CourtFixture.sol";
import {MockArbiter} from "../mocks/MockArbiter.sol";
import {MockToken} from "../mocks/MockToken.sol";
import {ScriptedMeter} from "../mocks/ScriptedMeter.sol";
import {StandInVault} from "../mocks/StandInVault.sol";

/// @notice Reports, fires, opens, pledges, answers, rules, takes over, settles, closes, withdraws and waits in any order, and
/// keeps a ledger of its own of what came in and went out.
contract CourtHandler is Test {
    struct Parts {
        Court court;
        MockArbiter arbiter;
        MockArbiter fallbackArbiter;
        MockToken token;
        ScriptedMeter meter;
        StandInVault[2] vaults;
        uint96[3] subjects; // parametric, of proofs, of the meter
    }

    /// @dev Where somebody's money has been.
    struct Pot {
        CaseRef ref;
        bytes32 key;
    }

    uint256 internal constant TERMS = 7;
    uint256 internal constant FIRST = 1;

    Parts internal parts;
    Court internal court;
    address[3] internal actors = [makeAddr("an actor"), makeAddr("another actor"), makeAddr("a third actor")];

    uint256[] internal ids;
    CaseRef[] internal refs;
    Pot[] internal pots;
    mapping(bytes32 caseKey => bool) internal isOpen;
    mapping(bytes32 pot => bool) internal isKnown;
    /// @dev How and when a case was first seen decided: it must stay so.
    mapping(bytes32 caseKey => bytes32) internal decided;
    uint256 internal floods;
    /// @dev Incidents; more make each check dear.
    uint256 internal most = 4;

    uint256 public came;
    uint256 public returned;
    uint256 public passedOn;
    mapping(bytes32 action => uint256) public calls;

    constructor(Parts memory p) {
        parts = p;
        court = p.court;
        for (uint256 i; i < 3; ++i) {
            p.token.mint(actors[i], 1e30);
            vm.prank(actors[i]);
            p.token.approve(address(court), type(uint256).max);
        }
    }

    /// @notice Lets there be more incidents.
    function allow(uint256 incidents) external {
        most = incidents;
    }

    function caseCount() external view returns (uint256) {
        return refs.length;
    }

    function caseAt(uint256 i) external view returns (CaseRef memory) {
        return refs[i];
    }

    function potCount() external view returns (uint256) {
        return pots.length;
    }

    /// @notice What all actors could withdraw of a pot now.
    function dueOf(uint256 i) external view returns (uint256 due) {
        for (uint256 k; k < 3; ++k) {
            due += court.bondOf(pots[i].ref, pots[i].key, actors[k]);
        }
    }

    // ------------------------------------------------------------- incidents

    function report(uint256 seed) external {
        if (ids.length >= most) return;
        uint96 subject = parts.subjects[(seed >> 128) % 2];
        vm.prank(_actor(seed));
        ids.push(court.reportIncident(subject, uint40(vm.getBlockTimestamp()), bytes32(seed), ""));
        _counted("report");
    }

    /// @dev A new firing, or more of the last one.
    function fire(uint256 seed) external {
        if (ids.length >= most) return;
        parts.meter.measure(seed % 0.4e18 + 0.01e18);
        vm.prank(_actor(seed));
        uint256 id = uint256(parts.subjects[2]) << 32 | parts.meter.fire(1);
        for (uint256 i; i < ids.length; ++i) {
            if (ids[i] != id) continue;
            return _counted("fire again");
        }
        ids.push(id);
        _counted("fire");
    }

    // ------------------------------------------------------------------ cases

    function openCase(uint256 seed) external {
        if (ids.length == 0) return;
        uint64 severity = (seed >> 32) % 3 == 0 ? 1e18 : uint64((seed >> 34) % 1e18);
        _openAt(_id(seed), (seed >> 24) % 2, _actor(seed >> 8), severity);
    }

    /// @dev The same case in the other pool, with the same answers.
    function mirror(uint256 seed) external {
        if (refs.length == 0) return;
        CaseRef memory ref = _ref(seed);
        CourtCase memory x = court.getCase(ref);
        CaseRef memory other = _twin(ref);
        _openAt(ref.incidentId, _indexOf(other.vault), _actor(seed >> 8), x.severity);
        if (!isOpen[court.caseKeyOf(other)]) return;
        for (uint256 k = 1; k < x.answers.length; ++k) {
            _answerWith(other, x.answers[k].answer, 0, _actor(seed >> 16));
        }
    }

    function publish(uint256 seed) external {
        if (refs.length == 0) return;
        CaseRef memory ref = _ref(seed);
        vm.prank(court.getCase(ref).opener);
        try court.publishLosses(ref, keccak256(abi.encode(seed)), uint128((seed >> 32) % 1e12) + 1, "") {
            _counted("publish");
        } catch {}
    }

    function pledge(uint256 seed) external {
        if (ids.length == 0) return;
        uint256 id = _id(seed);
        CaseRef memory ref = CaseRef(id, address(parts.vaults[(seed >> 24) % 2]), TERMS);
        bytes32 key = court.answerKey(_answer(id, seed >> 40));
        uint256 assets = (seed >> 64) % 1e10 + 1;
        vm.prank(_actor(seed >> 8));
        try court.pledge(ref, key, assets) {
            _pot(ref, key);
            came += assets;
            _counted("pledge");
        } catch {}
    }

    function answer(uint256 seed) external {
        if (refs.length == 0) return;
        CaseRef memory ref = _ref(seed);
        uint256 more = (seed >> 64) % 3 == 0 ? (seed >> 72) % 1e10 : 0;
        _answerWith(ref, _answer(ref.incidentId, seed >> 40), more, _actor(seed >> 8));
    }

    /// @dev As many answers as stand, and one more.
    function flood(uint256 seed) external {
        if (refs.length == 0 || floods >= most / 2) return;
        CaseRef memory ref = _ref(seed);
        uint256 before = court.getCase(ref).answers.length;
        for (uint256 k; k < 18; ++k) {
            _answerWith(ref, _answer(ref.incidentId, k), (k % 5) * 1e9, _actor(seed >> (8 + k)));
        }
        if (court.getCase(ref).answers.length != before) ++floods;
    }

    function raise_(uint256 seed) external {
        if (refs.length == 0) return;
        try court.raiseCase(_ref(seed)) {
            _counted("raise a firing's case");
        } catch {}
    }

    // --------------------------------------------------------------- decisions

    function rule(uint256 seed) external {
        if (refs.length == 0) return;
        CaseRef memory ref = _ref(seed);
        MockArbiter by = (seed >> 8) % 4 == 0 ? parts.fallbackArbiter : parts.arbiter;
        uint256 number = (seed >> 16) % (court.getCase(ref).answers.length + 1);
        try by.rule(court, ref, number) {
            _counted(number == 0 ? bytes32("rule nothing") : bytes32("rule"));
        } catch {}
    }

    /// @dev Both pools' cases of a firing, answered alike: what the fallback says of one is taken over in the other.
    function adopt(uint256 seed) external {
        for (uint256 i = refs.length; i != 0; --i) {
            CaseRef memory ref = refs[i - 1];
            CaseRef memory other = _twin(ref);
            if (uint96(ref.incidentId >> 32) != parts.subjects[2] || !isOpen[court.caseKeyOf(other)]) continue;
            Answer memory a = _answer(ref.incidentId, seed >> 40);
            _answerWith(ref, a, 0, _actor(seed >> 8));
            _answerWith(other, a, 0, _actor(seed >> 16));
            (uint256 one, uint256 two) = (court.getCase(ref).endsAt, court.getCase(other).endsAt);
            uint256 ends = one > two ? one : two;
            if (vm.getBlockTimestamp() > ends) continue;
            vm.warp(ends + 1);
            uint256 deadline = court.turnOf(other).deadline;
            if (deadline == 0) continue;
            vm.warp(deadline);
            try parts.fallbackArbiter.rule(court, other, FIRST) {} catch {}
            try court.adoptOutcome(ref, other) {
                _counted("adopt");
                return;
            } catch {}
        }
    }

    function settle(uint256 seed) external {
        if (refs.length == 0) return;
        uint256 before = _held();
        try court.settleBonds(_ref(seed)) {
            passedOn += before - _held();
            _counted("settle");
        } catch {}
    }

    function applyVerdict(uint256 seed) external {
        if (refs.length == 0) return;
        CaseRef memory ref = _ref(seed);
        try StandInVault(ref.vault).applyVerdict(TERMS, ref.incidentId) {
            _counted("apply");
        } catch {}
    }

    function release(uint256 seed) external {
        if (refs.length == 0) return;
        CaseRef memory ref = _ref(seed);
        uint256 paid = (seed >> 32) % 1e12;
        uint256 reward = StandInVault(ref.vault).release(TERMS, ref.incidentId, paid, paid);
        came += reward;
        if (reward != 0) _counted("reward");
    }

    function withdraw(uint256 seed) external {
        if (pots.length == 0) return;
        Pot memory pot = pots[(seed >> 16) % pots.length];
        // A pledge leaves for whoever made it alone.
        if ((seed >> 48) % 2 == 0) vm.prank(_actor(seed >> 8));
        try court.withdrawBond(pot.ref, pot.key, _actor(seed >> 8)) returns (uint256 assets) {
            returned += assets;
            _counted("withdraw");
        } catch {}
    }

    function wait_(uint256 seed) external {
        skip(seed % 3 == 0 ? (seed >> 8) % 9 days : (seed >> 8) % 1 days);
        _counted("wait");
    }

    // -------------------------------------------------------------- internals

    function _openAt(uint256 id, uint256 i, address opener, uint64 severity) internal {
        StandInVault vault = parts.vaults[i];
        CaseRef memory ref = CaseRef(id, address(vault), TERMS);
        bytes32 caseKey = court.caseKeyOf(ref);
        if (isOpen[caseKey]) return;
        uint256 before = _held();
        try vault.openCase(TERMS, id, opener, severity) {
            isOpen[caseKey] = true;
            refs.push(ref);
            _pot(ref, 0);
            came += _held() - before;
            _counted("open");
        } catch {}
    }

    function _answerWith(CaseRef memory ref, Answer memory a, uint256 more, address by) internal {
        StandInVault vault = StandInVault(ref.vault);
        uint256 before = _held();
        uint256 raises = vault.raisesOf(TERMS, ref.incidentId);
        bool full = court.getCase(ref).answers.length == 17;
        uint256 bond = court.requiredBond(ref, a) + more;
        vm.prank(by);
        try court.postAnswer(ref, a, bond, "") {
            _pot(ref, court.answerKey(a));
            came += _held() - before;
            _counted(full ? bytes32("displace") : bytes32("answer"));
            if (vault.raisesOf(TERMS, ref.incidentId) != raises) _counted("raise");
        } catch {}
    }

    /// @dev One of twenty, of court terms' kind.
    function _answer(uint256 id, uint256 seed) internal view returns (Answer memory a) {
        uint256 k = seed % 20;
        if (uint96(id >> 32) == parts.subjects[1]) {
            if (k == 0) return a;
            return Answer(1e18, uint128(k * 5e10), bytes32(k % 4 + 1));
        }
        a.severity = uint64(k * (uint96(id >> 32) == parts.subjects[2] ? 0.02e18 : 0.05e18));
    }

    /// @dev One of the last four incidents.
    function _id(uint256 seed) internal view returns (uint256) {
        return ids[_fromLast(seed, ids.length, 4)];
    }

    /// @dev One of the last six cases.
    function _ref(uint256 seed) internal view returns (CaseRef memory) {
        return refs[_fromLast(seed, refs.length, 6)];
    }

    function _fromLast(uint256 seed, uint256 count, uint256 most) internal pure returns (uint256) {
        return count - 1 - uint256(keccak256(abi.encode(seed))) % (count < most ? count : most);
    }

    function _twin(CaseRef memory ref) internal view returns (CaseRef memory) {
        return CaseRef(ref.incidentId, address(parts.vaults[1 - _indexOf(ref.vault)]), TERMS);
    }

    function _indexOf(address vault) internal view returns (uint256) {
        return vault == address(parts.vaults[0]) ? 0 : 1;
    }

    function _actor(uint256 seed) internal view returns (address) {
        return actors[seed % 3];
    }

    function _pot(CaseRef memory ref, bytes32 key) internal {
        bytes32 name = keccak256(abi.encode(ref, key));
        if (isKnown[name]) return;
        isKnown[name] = true;
        pots.push(Pot(ref, key));
    }

    function _held() internal view returns (uint256) {
        return parts.token.balanceOf(address(court));
    }

    function _counted(bytes32 action) internal {
        ++calls[action];
    }

    /// @dev Whether a case that was decided is decided as it was.
    function staysDecided(uint256 i) external returns (bool) {
        CaseRef memory ref = refs[i];
        bytes32 caseKey = court.caseKeyOf(ref);
        (Outcome outcome, uint256 number, uint256 at_) = court.outcomeOf(ref);
        if (outcome == Outcome.None) return decided[caseKey] == 0;
        Verdict memory v = court.getVerdict(ref.incidentId, TERMS, ref.vault);
        bytes32 now_ = keccak256(abi.encode(outcome, number, at_, v.severity, v.lossTotal, v.lossRoot));
        if (decided[caseKey] == 0) decided[caseKey] = now_;
        return decided[caseKey] == now_;
    }
}

/// @notice RES-5 over any sequence: bonds are conserved, and enough is there for all that is due.
contract CourtInvariantTest is CourtFixture {
    CourtHandler internal handler;

    function setUp() public override {
        super.setUp();
        StandInVault[2] memory standIns;
        for (uint256 i; i < 2; ++i) {
            standIns[i] = new StandInVault(100 + i, usdc, court);
            vm.mockCall(
                address(lossLedger), abi.encodeCall(ILossLedger.vaultOf, (100 + i)), abi.encode(address(standIns[i]))
            );
        }
        ScriptedMeter meter = new ScriptedMeter(2 days);
        CourtTerms memory d = _courtTerms(false);
        (d.meter, d.meterId, d.answerWindow) = (address(meter), 1, ANSWER_WINDOW);
        CourtHandler.Parts memory p = CourtHandler.Parts({
            court: court,
            arbiter: arbiter,
            fallbackArbiter: fallbackArbiter,
            token: usdc,
            meter: meter,
            vaults: standIns,
            subjects: [parametric, byProof, court.createCourtTerms(d)]
        });
        handler = new CourtHandler(p);
        targetContract(address(handler));
        bytes4[] memory s = new bytes4[](16);
        (s[0], s[1], s[2]) = (handler.report.selector, handler.fire.selector, handler.openCase.selector);
        (s[3], s[4], s[5]) = (handler.mirror.selector, handler.publish.selector, handler.pledge.selector);
        (s[6], s[7], s[8]) = (handler.answer.selector, handler.flood.selector, handler.raise_.selector);
        (s[9], s[10], s[11]) = (handler.rule.selector, handler.adopt.selector, handler.settle.selector);
        (s[12], s[13]) = (handler.applyVerdict.selector, handler.release.selector);
        (s[14], s[15]) = (handler.withdraw.selector, handler.wait_.selector);
        targetSelector(FuzzSelector({addr: address(handler), selectors: s}));
    }

    function invariant_RES5_WhatCameInIsSomewhere() public view {
        assertEq(handler.came(), handler.returned() + handler.passedOn() + _held());
    }

    /// @dev What is due to everybody now, and what was burned, is there.
    function invariant_T20_AllThatIsDueIsThere() public view {
        uint256 due = court.burned(address(usdc));
        uint256 count = handler.potCount();
        for (uint256 i; i < count; ++i) {
            due += handler.dueOf(i);
        }
        assertLe(due, _held());
    }

    function invariant_RES3_ADecisionIsForGood() public {
        uint256 count = handler.caseCount();
        for (uint256 i; i < count; ++i) {
            assertTrue(handler.staysDecided(i));
        }
    }

    /// @dev No verdict asks for more than was set aside, or than was measured where a case was not raised with its firing.
    function invariant_RES3_NoVerdictIsAboveWhatIsSetAside() public view {
        uint256 count = handler.caseCount();
        for (uint256 i; i < count; ++i) {
            CaseRef memory ref = handler.caseAt(i);
            Verdict memory v = court.getVerdict(ref.incidentId, ref.termsId, ref.vault);
            uint256 measured = court.getIncident(ref.incidentId).severity;
            if (measured != 0) {
                assertLe(v.severity, measured);
                continue;
            }
            (uint256 need, uint256 present) =
                StandInVault(ref.vault).needFor(ref.termsId, ref.incidentId, v.severity, v.lossTotal);
            assertLe(need, present);
        }
    }

    /// @dev Whatever is answered, and however often.
    function invariant_RES4_EveryCaseIsDecidedInTime() public view {
        uint256 count = handler.caseCount();
        for (uint256 i; i < count; ++i) {
            CaseRef memory ref = handler.caseAt(i);
            CourtCase memory x = court.getCase(ref);
            assertLe(x.answers.length, 17);
            if (court.getIncident(ref.incidentId).severity != 0 || _now() <= uint256(x.openedAt) + 90 days) continue;
            assertTrue(_outcome(ref) != Outcome.None);
        }
    }

    /// @dev Each action succeeds in a long enough run: a handler that does nothing proves nothing.
    function test_EveryActionSucceeds() public {
        handler.allow(60);
        uint256 seed;
        for (uint256 i; i < 6000; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            _step(seed % 48, i, uint256(keccak256(abi.encode(seed, 1))));
        }
        bytes32[18] memory actions = [
            bytes32("report"),
            "fire",
            "fire again",
            "open",
            "publish",
            "pledge",
            "answer",
            "displace",
            "raise",
            "raise a firing's case",
            "rule",
            "rule nothing",
            "adopt",
            "settle",
            "apply",
            "reward",
            "withdraw",
            "wait"
        ];
        for (uint256 i; i < actions.length; ++i) {
            assertGt(handler.calls(actions[i]), 0, string(abi.encodePacked(actions[i])));
        }
        invariant_RES5_WhatCameInIsSomewhere();
        invariant_T20_AllThatIsDueIsThere();
    }

    /// @dev Incidents are few, so that each has many actions and a little time.
    function _step(uint256 action, uint256 i, uint256 x) internal {
        if (action == 0 && i % 2 == 0) handler.report(x);
        else if (action == 1 && i % 2 == 0) handler.fire(x);
        else if (action < 6) handler.openCase(x);
        else if (action < 8) handler.mirror(x);
        else if (action < 11) handler.publish(x);
        else if (action < 15) handler.pledge(x);
        else if (action < 21) handler.answer(x);
        else if (action == 21) handler.flood(x);
        else if (action < 24) handler.raise_(x);
        else if (action < 28) handler.rule(x);
        else if (action < 32) handler.adopt(x);
        else if (action < 35) handler.settle(x);
        else if (action < 37) handler.applyVerdict(x);
        else if (action < 39) handler.release(x);
        else if (action < 44) handler.withdraw(x);
        else if (action < 46) handler.wait_(x);
    }
}

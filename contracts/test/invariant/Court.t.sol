// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {Outcome} from "../../src/interfaces/IBonds.sol";
import {Answer, Ruling} from "../../src/interfaces/IDisputes.sol";
import {ILossLedger} from "../../src/interfaces/ILossLedger.sol";
import {CourtReport} from "../../src/interfaces/IOptimisticCourt.sol";
import {Verdict} from "../../src/interfaces/IResolver.sol";
import {OptimisticCourt} from "../../src/resolvers/OptimisticCourt.sol";
import {MockArbiter} from "../mocks/MockArbiter.sol";
import {MockToken} from "../mocks/MockToken.sol";
import {StandInVault} from "../mocks/StandInVault.sol";
import {CourtFixture} from "../unit/CourtFixture.sol";

/// @notice Reports, opens, challenges, rules, settles and withdraws in any order and at any time, and keeps a ledger of its
/// own of what came in and went out.
contract CourtHandler is Test {
    struct Parts {
        OptimisticCourt court;
        MockArbiter arbiter;
        MockArbiter fallbackArbiter;
        MockToken token;
        StandInVault[2] vaults;
        uint96[2] subjects;
    }

    Parts internal parts;
    OptimisticCourt internal court;
    address[3] internal actors = [makeAddr("an actor"), makeAddr("another actor"), makeAddr("a third actor")];

    uint256[] internal ids;
    mapping(uint256 id => bytes32[]) internal keys;
    mapping(uint256 id => mapping(bytes32 key => bool)) internal known;
    /// @dev How and when an incident was first seen decided: it must stay so.
    mapping(uint256 id => bytes32) internal decided;

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

    function idCount() external view returns (uint256) {
        return ids.length;
    }

    function idAt(uint256 i) external view returns (uint256) {
        return ids[i];
    }

    function keysOf(uint256 id) external view returns (bytes32[] memory) {
        return keys[id];
    }

    function actorAt(uint256 i) external view returns (address) {
        return actors[i];
    }

    // ---------------------------------------------------------------- actions

    function report(uint256 seed) external {
        if (ids.length >= 4) return;
        (uint64 a, uint64 b) = (uint64(seed % 1e18) + 1, uint64(seed >> 64) % 1e18 + 1);
        uint96 subject = parts.subjects[(seed >> 128) % 2];
        uint64 bound = court.getDocket(subject).proofOfLoss ? 1e18 : a > b ? a : b;
        vm.prank(actors[seed % 3]);
        ids.push(court.reportIncident(subject, uint40(vm.getBlockTimestamp()), bound, a > b ? b : a, bytes32(seed), ""));
        _counted("report");
    }

    function publish(uint256 seed) external {
        if (ids.length == 0) return;
        uint256 id = _id(seed);
        vm.prank(court.getReport(id).reporter);
        try court.publishLosses(id, keccak256(abi.encode(seed)), uint128(seed % 1e12) + 1, 0, "") {
            _counted("publish");
        } catch {}
    }

    function openCase(uint256 seed) external {
        if (ids.length == 0) return;
        uint256 id = _id(seed);
        (uint256 termsId, StandInVault vault) = ((seed >> 16) % 2 + 1, parts.vaults[(seed >> 24) % 2]);
        bytes32 key = court.openingKey(address(vault), termsId);
        if (known[id][key]) return;
        uint256 before = _held();
        try vault.openCase(termsId, id, actors[seed % 3], (seed >> 32) % 1e12) {
            known[id][key] = true;
            _pot(id, key);
            came += _held() - before;
            _counted("openCase");
        } catch {}
    }

    function pledge(uint256 seed) external {
        if (ids.length == 0) return;
        uint256 id = _id(seed);
        bytes32 key = (seed >> 8) % 2 == 0
            ? court.challengeKey(_answer(id, seed >> 16))
            : court.openingKey(address(parts.vaults[(seed >> 24) % 2]), (seed >> 16) % 2 + 1);
        uint256 assets = (seed >> 32) % 1e10 + 1;
        vm.prank(actors[(seed >> 4) % 3]);
        try court.pledge(id, key, assets) {
            _pot(id, key);
            came += assets;
            _counted("pledge");
        } catch {}
    }

    function challenge(uint256 seed) external {
        if (ids.length == 0) return;
        uint256 id = _id(seed);
        Answer memory a = _answer(id, seed >> 16);
        uint256 before = _held();
        vm.prank(actors[(seed >> 4) % 3]);
        try court.challenge(id, a, type(uint256).max, "") {
            _pot(id, court.challengeKey(a));
            came += _held() - before;
            _counted("challenge");
        } catch {}
    }

    function rule(uint256 seed) external {
        if (ids.length == 0) return;
        MockArbiter by = (seed >> 8) % 4 == 0 ? parts.fallbackArbiter : parts.arbiter;
        uint64 severity = (seed >> 24) % 3 == 0 ? 0 : uint64((seed >> 32) % 1e18);
        try by.rule(court, _id(seed), Ruling((seed >> 16) % 3 + 1), severity) {
            _counted("rule");
        } catch {}
    }

    function settle(uint256 seed) external {
        if (ids.length == 0) return;
        uint256 id = _id(seed);
        uint256 before = _held();
        try court.settleBonds(id, address(parts.vaults[(seed >> 24) % 2]), (seed >> 16) % 2 + 1) {
            passedOn += before - _held();
            _counted("settle");
        } catch {}
    }

    function release(uint256 seed) external {
        if (ids.length == 0) return;
        uint256 paid = (seed >> 32) % 1e12;
        uint256 reward = parts.vaults[(seed >> 24) % 2].release((seed >> 16) % 2 + 1, _id(seed), paid, paid);
        came += reward;
        if (reward != 0) _counted("reward");
    }

    function withdraw(uint256 seed) external {
        if (ids.length == 0) return;
        uint256 id = _id(seed);
        if (keys[id].length == 0) return;
        try court.withdrawBond(id, keys[id][(seed >> 16) % keys[id].length], actors[(seed >> 4) % 3]) returns (
            uint256 assets
        ) {
            returned += assets;
            _counted("withdraw");
        } catch {}
    }

    function wait_(uint256 seed) external {
        skip(seed % 3 == 0 ? seed % 9 days : seed % 1 days);
        _counted("wait");
    }

    // -------------------------------------------------------------- internals

    function _answer(uint256 id, uint256 seed) internal view returns (Answer memory a) {
        a.severity = seed % 4 == 0 ? 0 : uint64((seed >> 8) % 4 * 0.25e18);
        if (a.severity != 0 && uint96(id >> 32) == parts.subjects[1]) {
            a.severity = 1e18;
            (a.lossTotal, a.lossRoot) = (uint128((seed >> 8) % 4 * 1e11), bytes32(seed % 4));
        }
    }

    function _id(uint256 seed) internal view returns (uint256) {
        return ids[uint256(keccak256(abi.encode(seed))) % ids.length];
    }

    function _pot(uint256 id, bytes32 key) internal {
        for (uint256 i; i < keys[id].length; ++i) {
            if (keys[id][i] == key) return;
        }
        keys[id].push(key);
    }

    function _held() internal view returns (uint256) {
        return parts.token.balanceOf(address(court));
    }

    function _counted(bytes32 action) internal {
        ++calls[action];
    }

    /// @dev Whether an incident that was decided is decided as it was.
    function staysDecided(uint256 id) external returns (bool) {
        (Outcome outcome, uint256 since) = court.outcomeOf(id);
        if (outcome == Outcome.None) return decided[id] == 0;
        bytes32 now_ = keccak256(abi.encode(outcome, since));
        if (decided[id] == 0) decided[id] = now_;
        return decided[id] == now_;
    }
}

/// @notice RES-5 over any sequence: bonds are conserved, and enough is there for all that is due.
contract CourtInvariantTest is CourtFixture {
    CourtHandler internal handler;
    StandInVault[2] internal standIns;

    function setUp() public override {
        super.setUp();
        for (uint256 i; i < 2; ++i) {
            standIns[i] = new StandInVault(100 + i, usdc, court);
            vm.mockCall(
                address(lossLedger), abi.encodeCall(ILossLedger.vaultOf, (100 + i)), abi.encode(address(standIns[i]))
            );
        }
        CourtHandler.Parts memory p = CourtHandler.Parts({
            court: court,
            arbiter: arbiter,
            fallbackArbiter: fallbackArbiter,
            token: usdc,
            vaults: standIns,
            subjects: [parametric, byProof]
        });
        handler = new CourtHandler(p);
        targetContract(address(handler));
        bytes4[] memory s = new bytes4[](10);
        (s[0], s[1], s[2]) = (handler.report.selector, handler.publish.selector, handler.openCase.selector);
        (s[3], s[4], s[5]) = (handler.pledge.selector, handler.challenge.selector, handler.rule.selector);
        (s[6], s[7], s[8]) = (handler.settle.selector, handler.release.selector, handler.withdraw.selector);
        s[9] = handler.wait_.selector;
        targetSelector(FuzzSelector({addr: address(handler), selectors: s}));
    }

    function invariant_RES5_WhatCameInIsSomewhere() public view {
        uint256 held = usdc.balanceOf(address(court));
        assertEq(handler.came(), handler.returned() + handler.passedOn() + held);
    }

    /// @dev What is due to everybody now, and what was burned, is there.
    function invariant_T20_AllThatIsDueIsThere() public view {
        uint256 due = court.burned(address(usdc));
        for (uint256 i; i < handler.idCount(); ++i) {
            uint256 id = handler.idAt(i);
            bytes32[] memory keys = handler.keysOf(id);
            for (uint256 k; k < keys.length; ++k) {
                for (uint256 a; a < 3; ++a) {
                    due += court.bondOf(id, keys[k], handler.actorAt(a));
                }
            }
        }
        assertLe(due, usdc.balanceOf(address(court)));
    }

    function invariant_RES3_ADecisionIsForGood() public {
        for (uint256 i; i < handler.idCount(); ++i) {
            assertTrue(handler.staysDecided(handler.idAt(i)));
        }
    }

    /// @dev No verdict is above what was set aside: the report's bound, or its table's total.
    function invariant_RES3_NoVerdictIsAboveWhatIsSetAside() public view {
        for (uint256 i; i < handler.idCount(); ++i) {
            uint256 id = handler.idAt(i);
            CourtReport memory r = court.getReport(id);
            for (uint256 v; v < 2; ++v) {
                for (uint256 t = 1; t < 3; ++t) {
                    Verdict memory x = court.getVerdict(id, t, address(standIns[v]));
                    assertLe(x.severity, r.bound);
                    assertLe(x.lossTotal, r.lossTotal);
                }
            }
        }
    }

    /// @dev Each action succeeds in a long enough run: a handler that does nothing proves nothing.
    function test_EveryActionSucceeds() public {
        uint256 seed;
        for (uint256 i; i < 3000; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint256 x = uint256(keccak256(abi.encode(seed, 1)));
            if (seed % 10 == 0) handler.report(x);
            else if (seed % 10 == 1) handler.publish(x);
            else if (seed % 10 == 2) handler.openCase(x);
            else if (seed % 10 == 3) handler.pledge(x);
            else if (seed % 10 == 4) handler.challenge(x);
            else if (seed % 10 == 5) handler.rule(x);
            else if (seed % 10 == 6) handler.settle(x);
            else if (seed % 10 == 7) handler.release(x);
            else if (seed % 10 == 8) handler.withdraw(x);
            else if (i % 40 == 0) handler.wait_(x);
        }
        bytes32[9] memory actions =
            [bytes32("report"), "publish", "openCase", "pledge", "challenge", "rule", "settle", "reward", "withdraw"];
        for (uint256 i; i < actions.length; ++i) {
            assertGt(handler.calls(actions[i]), 0, string(abi.encodePacked(actions[i])));
        }
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {UmaArbiter} from "../../src/arbiters/UmaArbiter.sol";
import {Dispute, Ruling} from "../../src/interfaces/IDisputes.sol";
import {Assertion, IUmaArbiter} from "../../src/interfaces/IUmaArbiter.sol";
import {Errors} from "../../src/libraries/Errors.sol";
import {IUma} from "../mocks/MockOptimisticOracle.sol";
import {MockDisputes} from "../mocks/MockDisputes.sol";
import {ArbiterFixture} from "./ArbiterFixture.sol";

/// @notice UMA as an arbiter, RES-6, against any Optimistic Oracle V3. Branches: UmaArbiter.tree.
abstract contract UmaArbiterSuite is ArbiterFixture {
    uint64 internal constant LIVENESS = 2 days;
    uint256 internal constant FINAL_FEE = 250e6;
    uint256 internal constant BOND = 500e6;
    string internal constant A = "ipfs://report";
    string internal constant B = "ipfs://counter";

    IUma internal uma;
    UmaArbiter internal arbiter;
    uint256 internal id;

    function setUp() public override {
        super.setUp();
        uma = _deployOracle();
        arbiter = new UmaArbiter(uma, address(usdc), LIVENESS, 10 days, 0);
        id = _open(_dispute(address(arbiter), M));
        _fund(alice, address(arbiter), 100 * BOND);
        _fund(bob, address(uma), 100 * BOND);
    }

    /// @dev An oracle that takes `usdc` for a final fee of `FINAL_FEE`.
    function _deployOracle() internal virtual returns (IUma);

    /// @dev What UMA's voters say of a disputed assertion.
    function _umaVotes(bytes32 assertionId, bool truthful) internal virtual;

    function _assert(Ruling ruling) internal returns (bytes32 assertionId) {
        vm.prank(alice);
        assertionId = arbiter.assertAnswer(court, id, ruling, A, B);
    }

    function _disputedByBob(bytes32 assertionId) internal {
        vm.prank(bob);
        uma.disputeAssertion(assertionId, bob);
    }

    // ------------------------------------------------------------ constructor

    function test_RES6_LatencyIsPostingLivenessAndTheVote() public {
        assertEq(arbiter.latency(), 1 days + LIVENESS + 10 days);
        assertTrue(arbiter.isExternal());
        vm.expectRevert(abi.encodeWithSelector(Errors.ValueOutOfRange.selector, bytes32("liveness")));
        new UmaArbiter(uma, address(usdc), 1 days - 1, 10 days, 0);
    }

    // ----------------------------------------------------------------- assert

    function test_RES6_AssertTakesUmasBondAndNoAllowanceStays() public {
        // The bond of a currency that UMA has not been asked for is unknown to it before.
        assertEq(arbiter.requiredBond(), 0);
        vm.expectEmit(false, true, true, true);
        emit IUmaArbiter.AnswerAsserted(0, court, id, Ruling.Report, alice, BOND);
        bytes32 assertionId = _assert(Ruling.Report);
        assertEq(arbiter.requiredBond(), BOND);
        assertEq(usdc.balanceOf(address(uma)), BOND);
        assertEq(usdc.balanceOf(address(arbiter)), 0);
        assertEq(usdc.allowance(address(arbiter), address(uma)), 0);
        assertEq(arbiter.openAssertion(court, id, Ruling.Report), assertionId);
        Assertion memory a = arbiter.getAssertion(assertionId);
        assertEq(address(a.resolver), address(court));
        assertEq(a.incidentId, id);
        assertTrue(a.ruling == Ruling.Report);
    }

    function test_RES6_AHigherBondIsPossible() public {
        arbiter = new UmaArbiter(uma, address(usdc), LIVENESS, 10 days, 10_000e6);
        id = _open(_dispute(address(arbiter), M));
        _fund(alice, address(arbiter), 10_000e6);
        _assert(Ruling.Report);
        assertEq(usdc.balanceOf(address(uma)), 10_000e6);
    }

    function test_RevertWhen_ItIsNotItsTurn() public {
        Dispute memory d = court.getDispute(id);
        d.decided = true;
        court.change(id, d);
        vm.expectRevert(Errors.NotArbiter.selector);
        _assert(Ruling.Report);
        (d.decided, d.arbiter) = (false, alice);
        court.change(id, d);
        vm.expectRevert(Errors.NotArbiter.selector);
        _assert(Ruling.Report);
    }

    function test_RevertWhen_NothingIsAsserted() public {
        vm.expectRevert(abi.encodeWithSelector(Errors.ValueOutOfRange.selector, bytes32("ruling")));
        _assert(Ruling.None);
    }

    function test_RevertWhen_AUriCouldReadLikeText() public {
        string memory longest = string(new bytes(200));
        for (uint256 i; i < 200; ++i) {
            bytes(longest)[i] = i % 2 == 0 ? bytes1("!") : bytes1("~");
        }
        string[5] memory bad = ["a b", '"', "a\n", unicode"é", string.concat(longest, "a")];
        for (uint256 i; i < bad.length; ++i) {
            _expectBadUri(bad[i], B);
            _expectBadUri(A, bad[i]);
        }
        vm.prank(alice);
        arbiter.assertAnswer(court, id, Ruling.Report, longest, "");
    }

    function _expectBadUri(string memory a, string memory b) internal {
        vm.expectRevert(abi.encodeWithSelector(Errors.ValueOutOfRange.selector, bytes32("uri")));
        vm.prank(alice);
        arbiter.assertAnswer(court, id, Ruling.Report, a, b);
    }

    function test_RevertWhen_ItsLivenessWouldOutlastTheTurn() public {
        vm.warp(court.getDispute(id).deadline - LIVENESS);
        vm.expectRevert(Errors.AnswerTooLate.selector);
        _assert(Ruling.Report);
        vm.warp(court.getDispute(id).deadline - LIVENESS - 1);
        bytes32 assertionId = _assert(Ruling.Report);
        skip(LIVENESS);
        assertTrue(arbiter.settleAnswer(assertionId));
    }

    function test_RES6_OneAssertionForEachAnswer() public {
        bytes32 assertionId = _assert(Ruling.Report);
        vm.expectRevert(abi.encodeWithSelector(Errors.AnswerPending.selector, assertionId));
        _assert(Ruling.Report);
        _assert(Ruling.Counter);
        _assert(Ruling.Severity);
    }

    /// @dev The statement, to the letter.
    function test_RES6_APersonCanJudgeTheStatement() public {
        Dispute memory d = court.getDispute(id);
        d.report.severity = 1e18;
        (d.counter.severity, d.counter.lossRoot, d.counter.lossTotal) = (0.0725e18, keccak256("root"), 12_345_670_800);
        court.change(id, d);
        string memory expected = string.concat(
            "A failure is reported to Breakwater, which sells cover on chain, and the report is disputed.",
            "\nChain id: 31337\nResolver: ",
            vm.toString(address(court)),
            "\nIncident: 1\nSubject of that resolver: 7\nTime of the failure: 2026-09-21 14:13:20 UTC (1790000000)",
            "\nAnswer A, the report: 100 % was lost. Evidence hash ",
            vm.toString(keccak256("report")),
            ', according to the asserter at "ipfs://report".',
            "\nAnswer B, the challenge: 7.25 % was lost, 12345.6708 of token ",
            vm.toString(address(usdc)),
            " in total, by the table with Merkle root ",
            vm.toString(keccak256("root"))
        );
        expected = string.concat(
            expected,
            ". Evidence hash ",
            vm.toString(keccak256("counter")),
            ', according to the asserter at "ipfs://counter".',
            "\nAnswer C: nothing was lost.\nAsserted: answer B is right.",
            "\nThis is true if neither of the other two answers is closer to what was lost of the subject, as its terms ",
            "define it, in the failure at that time, less what has been awarded for it under other reports. If there ",
            "was no such failure, answer C is right. Only files with the evidence hashes above are evidence; where ",
            "the asserter says that they are does not bear on what is true."
        );
        assertEq(arbiter.claimOf(court, id, Ruling.Counter, A, B), expected);
        assertNotEq(arbiter.claimOf(court, id, Ruling.Report, A, B), expected);
        assertNotEq(arbiter.claimOf(court, id, Ruling.Severity, A, B), expected);
    }

    // ----------------------------------------------------------------- settle

    function test_RES6_WhatNobodyDisputesIsTheRuling() public {
        bytes32 assertionId = _assert(Ruling.Severity);
        skip(LIVENESS - 1);
        vm.expectRevert("Assertion not expired");
        arbiter.settleAnswer(assertionId);
        skip(1);
        vm.expectEmit();
        emit IUmaArbiter.AnswerSettled(assertionId, true);
        assertTrue(arbiter.settleAnswer(assertionId));
        MockDisputes.Taken memory t = court.taken(id);
        assertTrue(t.ruling == Ruling.Severity && t.severity == 0 && t.arbiter == address(arbiter));
        assertEq(usdc.balanceOf(alice), 100 * BOND, "bond is back");
        assertEq(arbiter.openAssertion(court, id, Ruling.Severity), 0);
        vm.expectRevert(Errors.UnknownAnswer.selector);
        arbiter.settleAnswer(assertionId);
    }

    function test_RES6_UmaMayBeSettledBefore() public {
        bytes32 assertionId = _assert(Ruling.Counter);
        skip(LIVENESS);
        uma.settleAssertion(assertionId);
        assertTrue(arbiter.settleAnswer(assertionId));
        assertTrue(court.taken(id).ruling == Ruling.Counter);
    }

    function test_RES6_VotersFindItTrue() public {
        bytes32 assertionId = _assert(Ruling.Report);
        _disputedByBob(assertionId);
        skip(5 days);
        vm.expectRevert();
        arbiter.settleAnswer(assertionId);
        _umaVotes(assertionId, true);
        assertTrue(arbiter.settleAnswer(assertionId));
        assertTrue(court.taken(id).ruling == Ruling.Report);
        assertEq(usdc.balanceOf(alice), 100 * BOND + BOND / 2);
    }

    function test_RES6_VotersFindItFalseAndItMayBeAssertedAgain() public {
        bytes32 assertionId = _assert(Ruling.Report);
        _disputedByBob(assertionId);
        skip(5 days);
        _umaVotes(assertionId, false);
        assertFalse(arbiter.settleAnswer(assertionId));
        assertTrue(court.taken(id).ruling == Ruling.None);
        assertEq(usdc.balanceOf(bob), 100 * BOND + BOND / 2);
        bytes32 again = _assert(Ruling.Report);
        assertNotEq(again, assertionId);
        skip(LIVENESS);
        assertTrue(arbiter.settleAnswer(again));
    }

    /// @dev A false assertion that hangs with UMA's voters keeps no true one waiting.
    function test_T61_AFalseAssertionKeepsNoTrueOneWaiting() public {
        bytes32 false_ = _assert(Ruling.Report);
        _disputedByBob(false_);
        bytes32 true_ = _assert(Ruling.Counter);
        skip(LIVENESS);
        arbiter.settleAnswer(true_);
        assertTrue(court.taken(id).ruling == Ruling.Counter);
        // Too late for the other, whatever the voters say; its bonds are not stuck.
        _umaVotes(false_, true);
        vm.expectRevert(Errors.NotArbiter.selector);
        arbiter.settleAnswer(false_);
        uma.settleAssertion(false_);
        assertEq(usdc.balanceOf(address(uma)), 0);
    }

    function test_T20_T22_AResolverThatRevertsHoldsUpNoBond() public {
        BurningDisputes burning = new BurningDisputes();
        Dispute memory d = _dispute(address(arbiter), M);
        uint256 other = burning.open(d);
        vm.warp(d.turnStarted);
        vm.prank(alice);
        bytes32 assertionId = arbiter.assertAnswer(burning, other, Ruling.Report, A, B);
        skip(LIVENESS + 3650 days);
        vm.expectRevert();
        arbiter.settleAnswer{gas: 3_000_000}(assertionId);
        uma.settleAssertion{gas: 500_000}(assertionId);
        assertEq(usdc.balanceOf(alice), 100 * BOND);
        assertTrue(uma.getAssertionResult(assertionId));
    }
}

/// @notice Burns all gas when it is given a ruling.
contract BurningDisputes is MockDisputes {
    function arbitrate(uint256, Ruling, uint64) external pure override {
        assembly ("memory-safe") {
            invalid()
        }
    }
}

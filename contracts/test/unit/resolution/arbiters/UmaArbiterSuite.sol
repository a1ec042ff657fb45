// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {UmaArbiter} from "../../../../src/resolution/arbiters/UmaArbiter.sol";
import {Answer, CaseRef, Dispute, Outcome} from "../../../../src/resolution/IDisputes.sol";
import {Assertion, IUmaArbiter} from "../../../../src/resolution/arbiters/IUmaArbiter.sol";
import {Errors} from "../../../../src/common/Errors.sol";
import {IUma} from "../../../mocks/MockOptimisticOracle.sol";
import {ArbiterFixture} from "./ArbiterFixture.sol";
import {HostileDisputes} from "./MockDisputes.sol";

/// @notice UMA as an arbiter, RES-6, against any Optimistic Oracle V3. Branches: UmaArbiter.tree.
abstract contract UmaArbiterSuite is ArbiterFixture {
    uint64 internal constant LIVENESS = 2 days;
    uint256 internal constant FINAL_FEE = 250e6;
    uint256 internal constant BOND = 500e6;
    /// @dev What UMA pays whoever was right in a dispute: both bonds without half of one.
    uint256 internal constant WON = BOND * 3 / 2;
    string internal constant A = "ipfs://evidence";

    IUma internal uma;
    UmaArbiter internal arbiter;
    CaseRef internal ref;

    function setUp() public override {
        super.setUp();
        uma = _deployOracle();
        arbiter = new UmaArbiter(uma, address(usdc), LIVENESS, 10 days, 0);
        ref = _open(_dispute(address(arbiter), M));
        _fund(alice, address(arbiter), 100 * BOND);
        _fund(eve, address(arbiter), 100 * BOND);
        _fund(bob, address(uma), 100 * BOND);
    }

    /// @dev An oracle that takes `usdc` for a final fee of `FINAL_FEE`.
    function _deployOracle() internal virtual returns (IUma);

    /// @dev What UMA's voters say of the assertion that was disputed last.
    function _umaVotes(bytes32 assertionId, bool truthful) internal virtual;

    function _assert(uint256 number) internal returns (bytes32 assertionId) {
        return _assertAs(alice, number);
    }

    function _assertAs(address account, uint256 number) internal returns (bytes32 assertionId) {
        vm.prank(account);
        assertionId = arbiter.assertAnswer(court, ref, number, A);
    }

    function _disputedByBob(bytes32 assertionId) internal {
        vm.prank(bob);
        uma.disputeAssertion(assertionId, bob);
    }

    function _open_(uint256 number) internal view returns (bytes32) {
        return arbiter.openAssertion(court, keccak256(abi.encode(ref)), number);
    }

    // ------------------------------------------------------------ constructor

    function test_RES6_LatencyIsPostingLivenessAndTheVote() public {
        assertEq(arbiter.latency(), 1 days + LIVENESS + 10 days);
        assertTrue(arbiter.isExternal());
        _expect(Errors.ValueOutOfRange.selector, bytes32("liveness"));
        this.create(1 days - 1);
        assertEq(this.create(1 days).liveness(), 1 days);
    }

    /// @dev In a call of its own: a creation that reverts in a test's own frame ends the test, as expected or not.
    function create(uint40 liveness) external returns (UmaArbiter) {
        return new UmaArbiter(uma, address(usdc), liveness, 10 days, 0);
    }

    // ----------------------------------------------------------------- assert

    function test_RES6_AssertTakesUmasBondAndNoAllowanceStays() public {
        // The bond of a currency that UMA has not been asked for is unknown to it before.
        assertEq(arbiter.requiredBond(), 0);
        vm.expectEmit(false, true, true, true);
        emit IUmaArbiter.AnswerAsserted(0, court, ref, LESS, alice, BOND);
        bytes32 assertionId = _assert(LESS);
        assertEq(arbiter.requiredBond(), BOND);
        assertEq(usdc.balanceOf(address(uma)), BOND);
        assertEq(usdc.balanceOf(address(arbiter)), 0);
        assertEq(usdc.allowance(address(arbiter), address(uma)), 0);
        assertEq(_open_(LESS), assertionId);
        Assertion memory a = arbiter.getAssertion(assertionId);
        assertEq(address(a.court), address(court));
        assertEq(abi.encode(a.ref), abi.encode(ref));
        assertEq(a.number, LESS);
        assertEq(a.asserter, alice);
        assertEq(a.bond, BOND);
    }

    function test_RES6_AHigherBondIsPossible() public {
        arbiter = new UmaArbiter(uma, address(usdc), LIVENESS, 10 days, 10_000e6);
        ref = _open(_dispute(address(arbiter), M));
        _fund(alice, address(arbiter), 10_000e6);
        _assert(FIRST);
        assertEq(usdc.balanceOf(address(uma)), 10_000e6);
    }

    function test_RES6_AssertsInItsTurnAlone() public {
        (uint256 from, uint256 until) = (court.told(ref).turnStarted, court.told(ref).deadline);
        vm.warp(from - 1);
        vm.expectRevert(Errors.NotArbiter.selector);
        _assert(FIRST);
        vm.warp(until);
        vm.expectRevert(Errors.NotArbiter.selector);
        _assert(FIRST);
        vm.warp(from);
        assertNotEq(_assert(FIRST), 0);
    }

    function test_RevertWhen_ItIsNotItsTurn() public {
        Dispute memory d = court.told(ref);
        d.arbiter = alice;
        court.change(ref, d);
        vm.expectRevert(Errors.NotArbiter.selector);
        _assert(FIRST);
        d.arbiter = address(arbiter);
        court.change(ref, d);
        court.decide(ref, Outcome.Ruled, FIRST);
        vm.expectRevert(Errors.NotArbiter.selector);
        _assert(FIRST);
    }

    function test_RevertWhen_ThereIsNoSuchAnswer() public {
        vm.expectRevert(Errors.UnknownAnswer.selector);
        _assert(3);
        vm.expectRevert(Errors.UnknownAnswer.selector);
        _assert(256);
        vm.expectRevert(Errors.UnknownAnswer.selector);
        _assert(type(uint256).max);
    }

    /// @dev Number 1 of a case without its table is none; nothing goes by 0 alone, or one of two names for it would be false.
    function test_RevertWhen_TheAnswerIsIncompleteOrNothing() public {
        Dispute memory d = court.told(ref);
        d.answers = new Answer[](3);
        d.answers[1] = Answer(1e18, 500e6, "table");
        d.answers[2] = Answer(0, 0, 0);
        d.incomplete = true;
        court.change(ref, d);
        vm.expectRevert(Errors.UnknownAnswer.selector);
        _assert(1);
        vm.expectRevert(Errors.UnknownAnswer.selector);
        _assert(3);
        _assert(2);
        bytes32 assertionId = _assert(NOTHING);
        skip(LIVENESS);
        arbiter.settleAnswer(assertionId);
        assertEq(_chosen(ref), 3, "the court's name for it");
    }

    function test_RevertWhen_AUriCouldReadLikeText() public {
        string memory longest = string(new bytes(200));
        for (uint256 i; i < 200; ++i) {
            bytes(longest)[i] = i % 2 == 0 ? bytes1("!") : bytes1("~");
        }
        string[6] memory bad = ["a b", '"', "a\n", unicode"é", "\x7f", string.concat(longest, "a")];
        for (uint256 i; i < bad.length; ++i) {
            _expect(Errors.ValueOutOfRange.selector, bytes32("uri"));
            vm.prank(alice);
            arbiter.assertAnswer(court, ref, FIRST, bad[i]);
        }
        vm.startPrank(alice);
        assertNotEq(arbiter.assertAnswer(court, ref, FIRST, longest), 0);
        assertNotEq(arbiter.assertAnswer(court, ref, LESS, ""), 0);
    }

    function test_RevertWhen_ItsLivenessWouldOutlastTheTurn() public {
        vm.warp(court.told(ref).deadline - LIVENESS);
        vm.expectRevert(Errors.AnswerTooLate.selector);
        _assert(FIRST);
        vm.warp(court.told(ref).deadline - LIVENESS - 1);
        bytes32 assertionId = _assert(FIRST);
        skip(LIVENESS);
        assertTrue(arbiter.settleAnswer(assertionId), "in the last second");
        assertEq(_chosen(ref), FIRST);
    }

    function test_RES6_OneAssertionForEachAnswer() public {
        bytes32 assertionId = _assert(FIRST);
        _expect(Errors.AnswerPending.selector, assertionId);
        _assertAs(eve, FIRST);
        assertNotEq(_assert(LESS), assertionId);
        assertNotEq(_assert(NOTHING), assertionId);
        assertEq(_open_(FIRST), assertionId);
    }

    /// @dev The statement, to the letter.
    function test_RES6_APersonCanJudgeTheStatement() public view {
        string memory expected = string.concat(
            "A failure is reported to Breakwater, which sells cover on chain, and there are several answers to what was ",
            "lost.\nChain id: 31337\nCourt: ",
            vm.toString(address(court)),
            "\nIncident: 1\nCourt terms: 7\nClaims vault: 0x000000000000000000000000000000000000cafE\nTerms: 3",
            "\nTime of the failure: 2026-09-21 14:13:20 UTC (1790000000)\nEvidence hash: ",
            vm.toString(keccak256("report")),
            "\nAnswer 1: 80 % was lost.\nAnswer 2: 10 % was lost",
            ".\nAnswer 0: nothing was lost.\nAsserted: answer 2 is right. Its evidence is, according to the asserter, at ",
            '"ipfs://evidence".'
        );
        assertEq(arbiter.claimOf(court, ref, LESS, A), string.concat(expected, _truth()));
        assertNotEq(arbiter.claimOf(court, ref, FIRST, A), string.concat(expected, _truth()));
    }

    /// @dev With tables, one of them missing, nothing under a number of its own, and no evidence of the report.
    function test_RES6_APersonCanJudgeAStatementAboutTables() public {
        Dispute memory d = court.told(ref);
        d.evidence = 0;
        d.incomplete = true;
        d.answers = new Answer[](3);
        d.answers[1] = Answer(1e18, 12_345_670_800, keccak256("root"));
        d.answers[2] = Answer(0, 0, 0);
        court.change(ref, d);
        string memory expected = string.concat(
            "A failure is reported to Breakwater, which sells cover on chain, and there are several answers to what was ",
            "lost.\nChain id: 31337\nCourt: ",
            vm.toString(address(court)),
            "\nIncident: 1\nCourt terms: 7\nClaims vault: 0x000000000000000000000000000000000000cafE\nTerms: 3",
            "\nTime of the failure: 2026-09-21 14:13:20 UTC (1790000000)\nAnswer 2: 12345.6708 of token ",
            vm.toString(address(usdc)),
            " was lost in total, by the table with Merkle root ",
            vm.toString(keccak256("root")),
            ".\nAnswer 3, the same as answer 0",
            ".\nAnswer 0: nothing was lost.\nAsserted: answer 0 is right. Its evidence is, according to the asserter, at ",
            '"ipfs://evidence".'
        );
        assertEq(arbiter.claimOf(court, ref, NOTHING, A), string.concat(expected, _truth()));
        d.incomplete = false;
        (d.answers[0].severity, d.answers[0].lossTotal) = (1e18, 1);
        court.change(ref, d);
        assertNotEq(arbiter.claimOf(court, ref, NOTHING, A), string.concat(expected, _truth()));
    }

    function _truth() internal pure returns (string memory) {
        return string.concat(
            "\nOf answers in per cent, answer 0 being 0 %, the one nearest to what was lost is right; of equally near ones ",
            "the lower. What was lost is of the subject, as its terms define it, in the failure at that time. A loss table ",
            "is right only if its lines are what each insured lost and cannot claim under another report, numbered from 0 ",
            "in ascending order of their addresses, add up to its total, and are published. Where no answer is right, ",
            "answer 0 is. A wrong time is answered with nothing, and so is a loss that this vault awarded under another ",
            "report; a report that awarded nothing does not count, and what a meter fires later is never a repetition. What ",
            "is on chain is evidence, and of files those with the hash or the roots above; where the asserter says that ",
            "they are does not bear on what is true."
        );
    }

    // ----------------------------------------------------------------- settle

    function test_RES6_WhatNobodyDisputesIsTheRuling() public {
        bytes32 assertionId = _assert(LESS);
        skip(LIVENESS - 1);
        vm.expectRevert("Assertion not expired");
        arbiter.settleAnswer(assertionId);
        skip(1);
        vm.expectEmit();
        emit IUmaArbiter.BondCredited(assertionId, alice, BOND);
        vm.expectEmit();
        emit IUmaArbiter.AnswerSettled(assertionId, true);
        assertTrue(arbiter.settleAnswer(assertionId));
        assertEq(_chosen(ref), LESS);
        assertEq(court.decisionOf(ref).by, address(arbiter));
        assertEq(_open_(LESS), 0);
        vm.expectRevert(Errors.UnknownAssertion.selector);
        arbiter.settleAnswer(assertionId);
        vm.expectRevert(Errors.UnknownAssertion.selector);
        arbiter.creditBond(assertionId);

        assertEq(arbiter.creditOf(alice), BOND);
        vm.expectEmit();
        emit IUmaArbiter.CreditWithdrawn(alice, dave, BOND);
        vm.startPrank(alice);
        assertEq(arbiter.withdrawCredit(dave), BOND);
        assertEq(usdc.balanceOf(dave), BOND, "bond is back");
        vm.expectRevert(Errors.AmountZero.selector);
        arbiter.withdrawCredit(dave);
    }

    function test_RevertWhen_ThereIsNoSuchAssertion() public {
        vm.expectRevert(Errors.UnknownAssertion.selector);
        arbiter.settleAnswer("assertion");
        vm.expectRevert(Errors.UnknownAssertion.selector);
        arbiter.creditBond("assertion");
    }

    function test_RES6_UmaMayBeSettledBefore() public {
        bytes32 assertionId = _assert(LESS);
        skip(LIVENESS);
        uma.settleAssertion(assertionId);
        assertTrue(arbiter.settleAnswer(assertionId));
        assertEq(_chosen(ref), LESS);
        assertEq(arbiter.creditOf(alice), BOND);
    }

    function test_RES6_VotersFindItTrue() public {
        bytes32 assertionId = _assert(FIRST);
        _disputedByBob(assertionId);
        skip(5 days);
        vm.expectRevert();
        arbiter.settleAnswer(assertionId);
        _umaVotes(assertionId, true);
        assertTrue(arbiter.settleAnswer(assertionId));
        assertEq(_chosen(ref), FIRST);
        assertEq(arbiter.creditOf(alice), WON);
    }

    function test_RES6_VotersFindItFalseAndItMayBeAssertedAgain() public {
        bytes32 assertionId = _assert(FIRST);
        _disputedByBob(assertionId);
        skip(5 days);
        _umaVotes(assertionId, false);
        vm.expectEmit();
        emit IUmaArbiter.AnswerSettled(assertionId, false);
        assertFalse(arbiter.settleAnswer(assertionId));
        assertFalse(court.isDecided(ref));
        assertEq(usdc.balanceOf(bob), 100 * BOND + BOND / 2);
        assertEq(arbiter.creditOf(alice), 0);
        bytes32 again = _assert(FIRST);
        assertNotEq(again, assertionId);
        skip(LIVENESS);
        assertTrue(arbiter.settleAnswer(again));
        assertEq(_chosen(ref), FIRST);
    }

    /// @dev Whoever books the bond does not rule, and the ruling does not need the bond.
    function test_RES6_CreditingRulesNothing() public {
        bytes32 assertionId = _assert(FIRST);
        skip(LIVENESS - 1);
        vm.expectRevert("Assertion not expired");
        arbiter.creditBond(assertionId);
        skip(1);
        vm.expectEmit();
        emit IUmaArbiter.BondCredited(assertionId, alice, BOND);
        assertTrue(arbiter.creditBond(assertionId));
        assertEq(arbiter.getAssertion(assertionId).bond, 0);
        assertFalse(court.isDecided(ref));
        _expect(Errors.AnswerPending.selector, assertionId);
        _assert(FIRST);
        // Again: nothing more.
        assertTrue(arbiter.creditBond(assertionId));
        assertEq(arbiter.creditOf(alice), BOND);
        vm.prank(alice);
        arbiter.withdrawCredit(alice);
        assertTrue(arbiter.settleAnswer(assertionId));
        assertEq(_chosen(ref), FIRST);
        assertEq(arbiter.creditOf(alice), 0);
        assertEq(usdc.balanceOf(alice), 100 * BOND);
    }

    /// @dev What was withdrawn is nobody's any more: the next bond is credited whole.
    function test_RES6_CreditsFollowEachOther() public {
        bytes32 first = _assert(LESS);
        skip(LIVENESS);
        arbiter.creditBond(first);
        vm.prank(alice);
        arbiter.withdrawCredit(alice);
        bytes32 second = _assert(FIRST);
        skip(LIVENESS);
        arbiter.settleAnswer(second);
        assertEq(arbiter.creditOf(alice), BOND);
        vm.prank(alice);
        arbiter.withdrawCredit(alice);
        assertEq(usdc.balanceOf(alice), 100 * BOND);
    }

    // -------------------------------------------------------------- T-20, T-61

    /// @dev A false assertion that hangs with UMA's voters keeps no true one waiting.
    function test_T61_AFalseAssertionKeepsNoTrueOneWaiting() public {
        bytes32 false_ = _assertAs(eve, FIRST);
        _disputedByBob(false_);
        bytes32 true_ = _assert(LESS);
        skip(LIVENESS);
        arbiter.settleAnswer(true_);
        assertEq(_chosen(ref), LESS);
        // Too late for the other, whatever the voters say; its bonds are not stuck.
        _umaVotes(false_, true);
        vm.expectRevert(Errors.NotArbiter.selector);
        arbiter.settleAnswer(false_);
        assertTrue(arbiter.creditBond(false_));
        assertEq(arbiter.creditOf(eve), WON);
        assertEq(arbiter.creditOf(alice), BOND);
        vm.prank(eve);
        arbiter.withdrawCredit(eve);
        vm.prank(alice);
        arbiter.withdrawCredit(alice);
        assertEq(usdc.balanceOf(address(arbiter)), 0);
        assertEq(usdc.balanceOf(address(uma)), 0);
    }

    /// @dev Two true ones, settled with UMA by a stranger in the same block as they are settled here, one of them disputed:
    /// each gets its own, in whatever order, and what was sent here besides moves nothing.
    function test_T61_SettledWithUmaFirstEachGetsItsOwn() public {
        for (uint256 order; order < 4; ++order) {
            uint256 state = vm.snapshotState();
            bytes32 alices = _assert(FIRST);
            _disputedByBob(alices);
            bytes32 eves = _assertAs(eve, LESS);
            if (order >= 2) usdc.mint(address(arbiter), 10 * BOND);
            skip(LIVENESS);
            _umaVotes(alices, true);
            uma.settleAssertion(eves);
            uma.settleAssertion(alices);
            assertEq(usdc.balanceOf(address(arbiter)), WON + BOND + (order >= 2 ? 10 * BOND : 0));
            arbiter.creditBond(order % 2 == 0 ? eves : alices);
            arbiter.creditBond(order % 2 == 0 ? alices : eves);
            assertEq(arbiter.creditOf(alice), WON);
            assertEq(arbiter.creditOf(eve), BOND);
            vm.prank(eve);
            arbiter.withdrawCredit(eve);
            assertTrue(arbiter.settleAnswer(alices));
            assertEq(_chosen(ref), FIRST);
            vm.prank(alice);
            arbiter.withdrawCredit(alice);
            assertEq(usdc.balanceOf(address(arbiter)), order >= 2 ? 10 * BOND : 0);
            vm.revertToStateAndDelete(state);
        }
    }

    /// @dev Whoever disputes in the arbiter's name gives it a bond: the false asserter gets nothing of it.
    function test_T61_ADisputeInTheArbitersNameRewardsNoLie() public {
        bytes32 eves = _assertAs(eve, FIRST);
        vm.prank(bob);
        uma.disputeAssertion(eves, address(arbiter));
        bytes32 alices = _assert(LESS);
        skip(LIVENESS);
        _umaVotes(eves, false);
        assertFalse(arbiter.settleAnswer(eves));
        assertEq(arbiter.creditOf(eve), 0);
        assertTrue(arbiter.settleAnswer(alices));
        assertEq(arbiter.creditOf(alice), BOND);
    }

    /// @dev Assertions that strangers make in the arbiter's name are none of its own.
    function test_T61_AnAssertionInTheArbitersNameRulesNothing() public {
        string memory claim = arbiter.claimOf(court, ref, FIRST, A);
        _fund(dave, address(uma), BOND);
        bytes32 identifier = uma.defaultIdentifier();
        uma.syncUmaParams(identifier, address(usdc));
        vm.prank(dave);
        bytes32 daves = uma.assertTruth(
            bytes(claim), address(arbiter), address(0), address(0), LIVENESS, address(usdc), BOND, identifier, 0
        );
        bytes32 alices = _assert(FIRST);
        assertNotEq(alices, daves, "nor does it keep the same one out");
        skip(LIVENESS);
        uma.settleAssertion(daves);
        vm.expectRevert(Errors.UnknownAssertion.selector);
        arbiter.settleAnswer(daves);
        arbiter.settleAnswer(alices);
        assertEq(arbiter.creditOf(alice), BOND);
    }

    /// @dev Its own asserter disputes it to keep its place: it costs half a bond, and the voters decide in time.
    function test_T61_DisputingOnesOwnAssertionKeepsNoAnswerOut() public {
        bytes32 eves = _assertAs(eve, FIRST);
        _fund(eve, address(uma), BOND);
        vm.prank(eve);
        uma.disputeAssertion(eves, eve);
        // As late as voters may be.
        vm.warp(court.told(ref).turnStarted + arbiter.latency());
        _umaVotes(eves, true);
        arbiter.settleAnswer(eves);
        assertEq(_chosen(ref), FIRST);
        assertEq(arbiter.creditOf(eve), 2 * BOND - BOND / 2);
    }

    /// @dev Bonds come back years after the turn, whatever the court says by then.
    function test_T20_T22_ACourtThatFailsHoldsUpNoBond() public {
        for (uint256 failure = 1; failure <= 3; ++failure) {
            uint256 state = vm.snapshotState();
            HostileDisputes hostile = new HostileDisputes();
            Dispute memory d = _dispute(address(arbiter), M);
            CaseRef memory bad = hostile.open(d);
            vm.warp(d.turnStarted);
            vm.prank(alice);
            bytes32 assertionId = arbiter.assertAnswer(hostile, bad, FIRST, A);
            hostile.setFailure(HostileDisputes.Failure(failure));
            skip(LIVENESS + 3650 days);
            if (failure != 3) {
                vm.expectRevert();
                arbiter.settleAnswer{gas: 3_000_000}(assertionId);
            }
            arbiter.creditBond{gas: 500_000}(assertionId);
            vm.prank(alice);
            arbiter.withdrawCredit(alice);
            assertEq(usdc.balanceOf(alice), 100 * BOND);
            vm.revertToStateAndDelete(state);
        }
    }

    /// @dev Too little gas cannot turn a true answer into silence.
    function test_T22_TooLittleGasMakesNoAnswerSilent() public {
        bytes32 assertionId = _assert(FIRST);
        skip(LIVENESS);
        for (uint256 gas_ = 60_000; !court.isDecided(ref); gas_ += 5_000) {
            (bool done,) = address(arbiter).call{gas: gas_}(abi.encodeCall(arbiter.settleAnswer, (assertionId)));
            assertEq(done, court.isDecided(ref));
            assertEq(done, arbiter.getAssertion(assertionId).asserter == address(0));
            assertLt(gas_, 1_000_000);
        }
        assertEq(_chosen(ref), FIRST);
    }

    /// @dev A court of one's own that calls back while it is ruled: no bond twice, no answer of another court.
    function test_T22_ACourtThatCallsBackGetsNothing() public {
        HostileDisputes hostile = new HostileDisputes();
        Dispute memory d = _dispute(address(arbiter), M);
        CaseRef memory bad = hostile.open(d);
        ref = _open(d);
        vm.prank(eve);
        bytes32 eves = arbiter.assertAnswer(hostile, bad, FIRST, A);
        bytes32 alices = _assert(LESS);
        skip(LIVENESS);
        hostile.setReentry(address(arbiter), abi.encodeCall(arbiter.settleAnswer, (eves)));
        vm.expectRevert(Errors.UnknownAssertion.selector);
        arbiter.settleAnswer(eves);
        hostile.setReentry(address(arbiter), abi.encodeCall(arbiter.settleAnswer, (alices)));
        arbiter.settleAnswer(eves);
        assertEq(_chosen(ref), LESS, "as anybody may");
        assertEq(arbiter.creditOf(eve), BOND);
        assertEq(arbiter.creditOf(alice), BOND);
        assertEq(usdc.balanceOf(address(arbiter)), 2 * BOND);
    }
}

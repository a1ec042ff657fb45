// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CaseStatus} from "../../../../src/claims/ClaimTypes.sol";
import {IBonds} from "../../../../src/resolution/court/IBonds.sol";
import {IClaimsVault} from "../../../../src/claims/IClaimsVault.sol";
import {CourtTerms, ICourt} from "../../../../src/resolution/court/ICourt.sol";
import {Answer, CaseRef, IDisputes} from "../../../../src/resolution/IDisputes.sol";
import {Firing, IMeter, MeterLimits} from "../../../../src/resolution/meters/IMeter.sol";
import {Terms} from "../../../../src/listing/IProductRegistry.sol";
import {Errors} from "../../../../src/common/Errors.sol";
import {CoverOrder, PoolConfig} from "../../../../src/pool/PoolTypes.sol";
import {OddToken} from "../../../mocks/OddToken.sol";
import {Reentrant} from "../../../mocks/Reentrant.sol";
import {CourtFixture} from "./CourtFixture.sol";

/// @notice Ways to make money of a court, or to keep others from theirs.
contract CourtThreatsTest is CourtFixture {
    uint256 internal coverId;

    function setUp() public override {
        super.setUp();
        coverId = _protect(0, terms, carol, COVER);
        _protect(0, proofTerms, carol, COVER);
        _protect(1, terms, carol, COVER);
    }

    // ------------------------------------------------------------ one's own side

    /// @dev T-23: both sides being one's own costs half of the losing bond, whichever wins.
    function testFuzz_T23_AnsweringOneselfCostsHalfABond(uint64 own, uint256 number) public {
        own = uint64(bound(own, 0, 1e18 - 1));
        uint256 had = usdc.balanceOf(eve);
        CaseRef memory ref = _open(eve, 0, terms, _report(parametric), 1e18);
        bytes32 key = _postBy(eve, ref, _answer(own));
        _rule(ref, bound(number, FIRST, FIRST + 1));
        _settle(ref);
        if (_bond(ref, key, eve) != 0) _withdraw(ref, key, eve);
        if (_bond(ref, OPENING, eve) != 0) _withdraw(ref, OPENING, eve);
        assertEq(had - usdc.balanceOf(eve), 1000e6);
        assertEq(_held(), 0);
    }

    /// @dev Nor does her own second answer save an opening that others have answered.
    function test_T23_AnAnswerToOneselfDilutesNobody() public {
        CaseRef memory ref = _open(eve, 0, terms, _report(parametric), 1e18);
        bytes32 key = _post(ref, 0.3e18);
        for (uint64 k; k < 15; ++k) {
            _postBy(eve, ref, _answer(0.3e18 + 1 + k));
        }
        _rule(ref, FIRST + 1);
        assertEq(_bond(ref, key, heidi), 2 * 2000e6, "whoever is right has as much again");
    }

    /// @dev Whoever is its own opponent leaves an arbiter two wrong answers, too low or too high. The truth is a third one.
    function test_P8_AnOwnOpponentHidesNoTruth() public {
        uint256[3] memory paid = [uint256(50_000e6), 30_000e6, 0];
        uint64[3] memory opened = [uint64(0.0002e18), 0.598e18, 1e18];
        uint64[3] memory answered = [uint64(0), 0.6e18, 0.99e18];
        for (uint256 i; i < 3; ++i) {
            uint256 state = vm.snapshotState();
            CaseRef memory ref = _open(eve, 0, terms, _report(parametric), opened[i]);
            bytes32 key = _postBy(eve, ref, _answer(answered[i]));
            bytes32 truth = _post(ref, uint64(paid[i] * 1e18 / COVER));
            _rule(ref, FIRST + 2);
            assertEq(_bond(ref, key, eve) + _bond(ref, OPENING, eve), 0, "both are lost");
            assertGt(_bond(ref, truth, heidi), court.getCase(ref).answers[2].bond);
            _settle(ref);
            _apply(ref);
            if (paid[i] != 0) assertEq(vault.claimPayout(coverId, ref.incidentId), paid[i]);
            else assertTrue(_case(ref).status == CaseStatus.Denied);
            vm.revertToState(state);
        }
    }

    // ------------------------------------------------------------ dust and time

    /// @dev A case of dust takes the place of a real one in the last second. Whoever sees it has a whole window to say what
    /// it was, and the pool's capital is still there.
    function test_P8_ADustOpeningKeepsNoLossUnpaid() public {
        uint256 id = _report(parametric);
        skip(REPORT_WINDOW);
        CaseRef memory ref = _open(eve, 0, terms, id, 1);
        assertEq(_case(ref).reserve, 1);
        skip(1);
        vm.prank(grace);
        vm.expectPartialRevert(Errors.IncidentOutsideWindow.selector);
        vault.openCase(terms, id, 1e18);
        skip(WINDOW - 1);
        bytes32 key = _post(ref, 1e18);
        assertEq(_case(ref).reserve, COVER);
        _rule(ref, FIRST + 1);
        _settle(ref);
        uint256 had = usdc.balanceOf(carol);
        vault.claimPayout(coverId, id);
        assertEq(usdc.balanceOf(carol) - had, COVER + MIN_BOND / 2);
        assertEq(_bond(ref, key, heidi), 2000e6 + MIN_BOND / 2);
    }

    /// @dev A lie in the last second leaves three days for the truth, though nobody had to say it before.
    function test_P8_ALastSecondLieIsAnswered() public {
        CaseRef memory ref = _openNew(0.4e18);
        vm.warp(_endsAt(ref));
        _postBy(eve, ref, _answer(0.9e18));
        skip(3 days);
        _post(ref, 0.5e18);
        _rule(ref, FIRST + 2);
        assertEq(_severityOf(ref), 0.5e18);
    }

    /// @dev A window has an end. In its very last second a true answer can be pushed out, for sixteen larger bonds, fifteen
    /// of which are lost whatever the arbiter chooses, half of them to others. So an answer that is worth more than that to
    /// somebody is posted with a larger bond than it needs: that many times it is at stake.
    function test_P8_PushingTheTruthOutCostsThirteenTimesItsBond() public {
        CaseRef memory ref = _openNew(0.4e18);
        uint256 bond = 3000e6;
        Answer memory a = _answer(0.1e18);
        vm.prank(heidi);
        court.postAnswer(ref, a, bond, "");
        vm.warp(_now() + WINDOW);
        _post(ref, 0);
        vm.warp(_endsAt(ref));
        _postBy(bob, ref, _answer(0.05e18));
        vm.warp(_endsAt(ref));
        uint256 had = usdc.balanceOf(eve);
        bytes32[16] memory keys;
        for (uint64 k; k < 16; ++k) {
            vm.prank(eve);
            // The last one is as large as half of the others: it would win all of that back.
            court.postAnswer(ref, _answer(0.2e18 + k), k == 15 ? 8 * bond : bond + 1, "");
            keys[k] = court.answerKey(_answer(0.2e18 + k));
        }
        assertEq(_bond(ref, court.answerKey(a), heidi), bond, "it is out, and Heidi has lost nothing");
        _rule(ref, FIRST + 1);
        for (uint256 k; k < 16; ++k) {
            if (_bond(ref, keys[k], eve) != 0) _withdraw(ref, keys[k], eve);
        }
        // Of fifteen bonds she has lost she wins one back, and if all claims are hers a second one.
        uint256 claimants = usdc.balanceOf(address(vault));
        _settle(ref);
        claimants = usdc.balanceOf(address(vault)) - claimants;
        assertEq(claimants, bond + 1);
        assertGt(had - usdc.balanceOf(eve), 13 * bond + claimants);
    }

    /// @dev Somebody posts the truth for the least bond, to have it displaced later. Whoever holds it puts more behind it.
    function test_P8_AWeakTruthIsMadeStrong() public {
        CaseRef memory ref = _openProof();
        Answer memory truth = Answer(1e18, 50_000e6, "the table");
        bytes32 key = _postBy(eve, ref, truth);
        vm.prank(heidi);
        vm.expectRevert(abi.encodeWithSelector(Errors.AnswerAlreadyPosted.selector, FIRST + 1));
        court.postAnswer(ref, truth, 20_000e6, "");
        vm.prank(heidi);
        court.pledge(ref, key, 20_000e6);
        for (uint128 k; k < 32; ++k) {
            Answer memory lie = _table(80_000e6 + k);
            uint256 bond = court.requiredBond(ref, lie) + 1;
            vm.prank(eve);
            court.postAnswer(ref, lie, bond, "");
        }
        assertEq(court.getCase(ref).answers[1].answer.lossRoot, "the table");
        _rule(ref, FIRST + 1);
        assertGe(_bond(ref, key, heidi), 20_000e6);
        assertEq(court.getVerdict(ref.incidentId, proofTerms, ref.vault).lossRoot, "the table");
    }

    // ------------------------------------------------------------ other pools

    /// @dev T-56: what was decided in one pool stays so whatever another says of it later.
    function test_T56_WhoComesLateWaitsAsLongAsTheFirst() public {
        uint256 id = _report(parametric);
        CaseRef memory ref = _open(grace, 0, terms, id, 1e18);
        skip(WINDOW + 1);
        vault.applyVerdict(terms, id);
        CaseRef memory late = _open(eve, 1, terms, id, 1e18);
        assertEq(_endsAt(late), _now() + WINDOW);
        _post(late, 0);
        _rule(late, FIRST + 1);
        assertEq(_severityOf(late), 0);
        assertEq(_severityOf(ref), 1e18);
        assertTrue(_case(ref).status == CaseStatus.Payable);
    }

    // --------------------------------------------------------- hostile tokens

    OddToken internal odd;
    uint256 internal oddTerms;
    uint96 internal oddSubject;
    uint256[2] internal oddCovers;

    function _useOddToken() internal {
        odd = new OddToken(6);
        CourtTerms memory d = _courtTerms(false);
        d.rules.asset = address(odd);
        oddSubject = court.createCourtTerms(d);
        vm.startPrank(owner);
        uint256 product = registry.listProduct(50, sponsor, "Odd");
        Terms memory t = _courtTerms(product, oddSubject);
        t.asset = address(odd);
        oddTerms = registry.publishTerms(t, _pins());
        vm.stopPrank();
        for (uint256 i; i < 2; ++i) {
            PoolConfig memory c = _monoline();
            c.asset = address(odd);
            pools[i] = _createPool(c);
            vaults[i] = IClaimsVault(pools[i].claimsVault());
            _addTerms(pools[i], oddTerms);
            odd.mint(address(this), 2 * M);
            odd.approve(address(pools[i]), 2 * M);
            pools[i].deposit(M, alice);
            CoverOrder memory o = _order(address(this), COVER, 300 days);
            o.termsId = oddTerms;
            (oddCovers[i],) = pools[i].buyCover(o);
        }
        skip(4 days);
        address[2] memory accounts = [grace, heidi];
        for (uint256 i; i < 2; ++i) {
            odd.mint(accounts[i], M);
            vm.prank(accounts[i]);
            odd.approve(address(court), M);
        }
    }

    /// @dev T-22: the token refuses the vault of one pool. The other one's claims and everybody's bonds go on.
    function test_T22_ABlockedVaultHoldsUpNobodyElse() public {
        _useOddToken();
        uint256 id = _report(oddSubject);
        CaseRef[2] memory refs;
        for (uint256 i; i < 2; ++i) {
            refs[i] = _open(grace, i, oddTerms, id, 0.4e18);
            _post(refs[i], 0);
        }
        _close(refs[0]);
        for (uint256 i; i < 2; ++i) {
            arbiter.rule(court, refs[i], FIRST);
        }
        odd.block_(address(vaults[0]), true);
        // No bonus arrives there, and before the verdict no recovery is taken.
        vm.expectRevert(Errors.VerdictPending.selector);
        court.settleBonds(refs[0]);
        court.settleBonds(refs[1]);
        vaults[1].claimPayout(oddCovers[1], id);
        for (uint256 i; i < 2; ++i) {
            assertEq(court.withdrawBond(refs[i], OPENING, grace), 1200e6);
        }
        skip(1 days);
        vaults[0].applyVerdict(oddTerms, id);
        assertTrue(_case(refs[0]).status == CaseStatus.Payable, "nor is the verdict held up");
        odd.block_(address(vaults[0]), false);
        court.settleBonds(refs[0]);
        assertEq(odd.balanceOf(address(court)), 0);
    }

    /// @dev T-22: a token that calls back finds nothing open that moves money, whichever call it is in.
    function test_T22_ATokenThatCallsBackMovesNothingTwice() public {
        _useOddToken();
        Reentrant attacker = new Reentrant();
        uint256 id = _report(oddSubject);
        CaseRef memory ref = CaseRef(id, address(vaults[0]), oddTerms);
        bytes32 key = court.answerKey(_answer(0));
        attacker.plan(address(court), abi.encodeCall(ICourt.postAnswer, (ref, _answer(0.2e18), 1e12, "")));
        attacker.plan(address(court), abi.encodeCall(IBonds.pledge, (ref, key, 1e6)));
        attacker.plan(address(court), abi.encodeCall(IBonds.withdrawBond, (ref, key, heidi)));
        attacker.plan(address(court), abi.encodeCall(IBonds.withdrawBond, (ref, OPENING, grace)));
        attacker.plan(address(court), abi.encodeCall(IBonds.settleBonds, (ref)));
        attacker.plan(address(court), abi.encodeCall(ICourt.raiseCase, (ref)));
        attacker.plan(address(court), abi.encodeCall(IDisputes.arbitrate, (ref, FIRST)));
        attacker.plan(address(court), abi.encodeCall(ICourt.publishLosses, (ref, "root", 1, "")));
        attacker.plan(address(court), abi.encodeCall(ICourt.adoptOutcome, (ref, ref)));
        odd.setHook(address(attacker));
        _open(grace, 0, oddTerms, id, 0.4e18);
        _post(ref, 0);
        bytes32 other = court.answerKey(_answer(0.3e18));
        vm.prank(heidi);
        court.pledge(ref, other, 100e6);
        vm.prank(heidi);
        court.withdrawBond(ref, other, heidi);
        _rule(ref, FIRST + 1);
        court.settleBonds(ref);
        court.withdrawBond(ref, key, heidi);
        assertGt(attacker.tried(), 50);
        assertEq(attacker.succeeded(), 0);
        assertGt(attacker.refusedAsReentrant(), attacker.tried() / 2);
        assertEq(odd.balanceOf(address(court)), 0);
    }

    // --------------------------------------------------------- hostile meters

    /// @dev A meter that changes its mind about who fired has one bond paid once, not once for each of its names.
    function test_T20_AMeterThatRenamesWhoFiredIsPaidOnce() public {
        (FickleMeter meter, CaseRef memory ref) = _openFickle();
        bytes32 key = _post(ref, 0);
        _rule(ref, FIRST);
        // Bonds of others lie there too.
        _openProof2();
        assertEq(_bond(ref, key, heidi), 0);
        assertEq(_withdraw(ref, OPENING, eve), 400e6);
        meter.rename(bob);
        vm.expectRevert(Errors.BondLocked.selector);
        court.withdrawBond(ref, OPENING, bob);
        vm.expectRevert(Errors.BondLocked.selector);
        court.withdrawBond(ref, OPENING, eve);
    }

    /// @dev Nor does one that has never fired, then has, then has not: what has come back of a bond is no pledge again.
    function test_T20_AMeterThatTakesItsFiringBackPaysNothingTwice() public {
        (FickleMeter meter, CaseRef memory ref) = _openFickle();
        bytes32 key = _pledgeTo(ref, 0);
        _post(ref, 0);
        _openProof2();
        _rule(ref, FIRST + 1);
        meter.takeBack();
        assertEq(_bond(ref, key, eve), 500e6);
        assertEq(_withdraw(ref, key, eve), 500e6);
        for (uint256 k; k < 2; ++k) {
            vm.startPrank(eve);
            vm.expectRevert(Errors.BondLocked.selector);
            court.withdrawBond(ref, key, eve);
            vm.stopPrank();
            meter.fireAs(eve);
        }
        meter.takeBack();
        CaseRef memory nowhere = CaseRef(ref.incidentId, address(this), 0);
        vm.startPrank(eve);
        vm.expectRevert(Errors.BondLocked.selector);
        court.pledge(nowhere, OPENING, M);
        bytes32 other = court.answerKey(_answer(0.3e18));
        court.pledge(nowhere, other, M);
        meter.fireAs(eve);
        assertEq(court.withdrawBond(nowhere, other, eve), M);
        meter.takeBack();
        vm.expectRevert(Errors.BondLocked.selector);
        court.withdrawBond(nowhere, other, eve);
    }

    function _pledgeTo(CaseRef memory ref, uint64 severity) internal returns (bytes32 key) {
        key = court.answerKey(_answer(severity));
        vm.prank(eve);
        court.pledge(ref, key, 500e6);
    }

    function _openFickle() internal returns (FickleMeter meter, CaseRef memory ref) {
        meter = new FickleMeter();
        CourtTerms memory d = _courtTerms(false);
        (d.meter, d.meterId) = (address(meter), 1);
        uint96 subject = court.createCourtTerms(d);
        vm.startPrank(owner);
        uint256 product = registry.listProduct(40, sponsor, "Measured");
        Terms memory t = _courtTerms(product, subject);
        t.observes = true;
        uint256 meterTerms = registry.publishTerms(t, _pins());
        vm.stopPrank();
        pool = pools[0] = _createPool(_monoline());
        vault = vaults[0] = IClaimsVault(pool.claimsVault());
        _addTerms(pool, meterTerms);
        _deposit(alice, M);
        _protect(0, meterTerms, carol, COVER);
        meter.fireAs(eve);
        ref = _open(eve, 0, meterTerms, _incidentOf(subject, 1), 0);
    }

    function _openProof2() internal {
        _open(grace, 1, terms, _report(parametric), 1e18);
        assertGt(_held(), 2000e6);
    }
}

/// @dev A meter that can be told who has fired, and whether anybody has, afterwards too.
contract FickleMeter is IMeter {
    Firing internal _firing;
    address internal _by;

    function fireAs(address by) external {
        (_firing, _by) = (Firing(uint40(block.timestamp), uint40(block.timestamp), 0.4e18), by);
    }

    function rename(address by) external {
        _by = by;
    }

    function takeBack() external {
        delete _firing;
    }

    function firedBy(uint96, uint32) external view returns (address) {
        return _by;
    }

    function getFiring(uint96, uint32) external view returns (Firing memory) {
        return _firing;
    }

    function firingCount(uint96) external view returns (uint32) {
        return _firing.firedAt == 0 ? 0 : 1;
    }

    function fire(uint96) external pure returns (uint32) {
        return 1;
    }

    function observe(uint96) external pure returns (uint256) {
        return type(uint128).max;
    }

    function reading(uint96) external pure returns (uint256) {
        return type(uint128).max;
    }

    function limitsOf(uint96) external pure returns (MeterLimits memory) {
        return MeterLimits(address(0), 0, 1 days, 1e18);
    }
}

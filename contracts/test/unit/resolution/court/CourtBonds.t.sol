// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CaseStatus} from "../../../../src/claims/ClaimTypes.sol";
import {IBonds} from "../../../../src/resolution/court/IBonds.sol";
import {IClaimsVault} from "../../../../src/claims/IClaimsVault.sol";
import {IVaultCases} from "../../../../src/claims/roles/IVaultCases.sol";
import {CourtTerms} from "../../../../src/resolution/court/ICourt.sol";
import {Answer, CaseRef} from "../../../../src/resolution/IDisputes.sol";
import {Errors} from "../../../../src/common/Errors.sol";
import {OddToken} from "../../../mocks/OddToken.sol";
import {CourtFixture} from "./CourtFixture.sol";

/// @notice Who gets which bond in each outcome: the payoff table, line by line. A cover of 100,000 and a case for 40,000: a
/// bond of 800 for the opening, and as much for each answer that asks for no more. Branches: CourtBonds.tree.
contract CourtBondsTest is CourtFixture {
    uint256 internal constant BOND = 800e6;
    CaseRef internal ref;
    uint256 internal coverId;

    function setUp() public override {
        super.setUp();
        coverId = _protect(0, terms, carol, COVER);
        _protect(0, proofTerms, carol, COVER);
        _protect(1, terms, carol, COVER);
        ref = _openNew(0.4e18);
    }

    function _openersBond() internal view returns (uint256) {
        return _bond(ref, OPENING, grace);
    }

    /// @dev Nothing but what is burned is left.
    function _expectEmpty() internal view {
        assertEq(_held(), court.burned(address(usdc)));
    }

    // ------------------------------------------------------------ payoff table

    function test_RES5_NobodyAnswers() public {
        assertEq(_openersBond(), 0);
        skip(WINDOW);
        vm.expectRevert(Errors.BondLocked.selector);
        court.withdrawBond(ref, OPENING, grace);
        vm.expectRevert(Errors.BondLocked.selector);
        court.settleBonds(ref);
        skip(1);
        assertEq(_openersBond(), BOND);
        bytes32 caseKey = court.caseKeyOf(ref);
        uint256 had = usdc.balanceOf(grace);
        vm.expectEmit(address(court));
        emit IBonds.BondWithdrawn(caseKey, OPENING, grace, BOND);
        vm.prank(eve);
        assertEq(court.withdrawBond(ref, OPENING, grace), BOND);
        assertEq(usdc.balanceOf(grace) - had, BOND, "to whom it belongs, whoever calls");
        vm.expectRevert(Errors.BondLocked.selector);
        court.withdrawBond(ref, OPENING, grace);
        court.settleBonds(ref);
        _expectEmpty();
    }

    function test_RES5_TheOpenersAnswerWins() public {
        bytes32 key = _post(ref, 0.1e18);
        _rule(ref, FIRST);
        assertEq(_bond(ref, key, heidi), 0);
        assertEq(_openersBond(), BOND + BOND / 2);
        assertEq(_payable(ref), _now() + 1 days, "claimants are to have theirs first");
        bytes32 caseKey = court.caseKeyOf(ref);
        uint256 caseId = vault.caseIdOf(terms, ref.incidentId);
        vm.expectEmit(address(vault));
        emit IVaultCases.BonusAdded(caseId, address(court), BOND / 2);
        vm.expectEmit(address(court));
        emit IBonds.BondsSettled(caseKey, BOND / 2, 0);
        court.settleBonds(ref);
        assertEq(_payable(ref), _now());
        vm.expectRevert(Errors.BondsAlreadySettled.selector);
        court.settleBonds(ref);
        uint256 had = usdc.balanceOf(carol);
        vault.claimPayout(coverId, ref.incidentId);
        assertEq(usdc.balanceOf(carol) - had, 40_000e6 + BOND / 2);
        _withdraw(ref, OPENING, grace);
        _expectEmpty();
    }

    function test_RES5_AnotherAnswerWins() public {
        bytes32 key = _post(ref, 0.1e18);
        bytes32 more = _postBy(bob, ref, _answer(0.5e18));
        _rule(ref, FIRST + 1);
        assertEq(_openersBond(), 0);
        assertEq(_bond(ref, more, bob), 0);
        assertEq(_bond(ref, key, heidi), 2 * BOND, "no more than it had bonded");
        _settle(ref);
        uint256 had = usdc.balanceOf(carol);
        vault.claimPayout(coverId, ref.incidentId);
        assertEq(usdc.balanceOf(carol) - had, 10_000e6 + BOND, "and as much for those whom it hurt");
        assertEq(court.burned(address(usdc)), 1000e6 - BOND);
        _withdraw(ref, key, heidi);
        _expectEmpty();
    }

    function test_RES5_NothingWins() public {
        bytes32 key = _post(ref, 0);
        _rule(ref, FIRST + 1);
        assertEq(_payable(ref), _now(), "holders do not hold up what is theirs");
        assertEq(_openersBond(), 0);
        assertEq(_bond(ref, key, heidi), BOND + BOND / 2);
        uint256 had = usdc.balanceOf(address(pool));
        _settle(ref);
        assertTrue(_case(ref).status >= CaseStatus.Denied, "applied on the way");
        assertEq(usdc.balanceOf(address(pool)) - had, 40_000e6 + BOND / 2, "the holders of what was locked up");
        _withdraw(ref, key, heidi);
        _expectEmpty();
    }

    /// @dev An arbiter says nothing, and nobody had: half of all is the holders', the rest nobody's.
    function test_RES5_NothingThatNobodySaid() public {
        bytes32 key = _post(ref, 0.1e18);
        _rule(ref, 0);
        assertEq(_openersBond(), 0);
        assertEq(_bond(ref, key, heidi), 0);
        uint256 had = usdc.balanceOf(address(pool));
        _settle(ref);
        assertEq(usdc.balanceOf(address(pool)) - had, 40_000e6 + BOND);
        assertEq(court.burned(address(usdc)), BOND);
        _expectEmpty();
    }

    function test_RES5_AllAreSilent() public {
        bytes32 key = _post(ref, 0.1e18);
        skip(WINDOW + TURN + LAST_TURN);
        vm.expectRevert(Errors.BondLocked.selector);
        court.settleBonds(ref);
        skip(1);
        assertEq(_openersBond(), BOND / 2);
        assertEq(_bond(ref, key, heidi), BOND / 2);
        bytes32 caseKey = court.caseKeyOf(ref);
        vm.expectEmit(address(court));
        emit IBonds.BondsSettled(caseKey, 0, BOND);
        _settle(ref);
        assertEq(court.burned(address(usdc)), BOND);
        _withdraw(ref, key, heidi);
        _withdraw(ref, OPENING, grace);
        _expectEmpty();
    }

    function test_RES5_NoTableCame() public {
        ref = _openProof();
        _endRoute();
        uint256 burned = court.burned(address(usdc));
        assertEq(_openersBond(), 0);
        uint256 had = usdc.balanceOf(address(pool));
        _settle(ref);
        assertEq(usdc.balanceOf(address(pool)) - had, COVER + 1000e6);
        assertEq(court.burned(address(usdc)) - burned, 1000e6);
        assertEq(_held(), BOND + court.burned(address(usdc)), "the other case's");
    }

    function test_RES5_NoTableCameAndNothingWasSaid() public {
        ref = _openProof();
        bytes32 key = _postBy(heidi, ref, _answer(0));
        _endRoute();
        assertEq(_openersBond(), 0);
        assertEq(_bond(ref, key, heidi), 2000e6 + 1000e6);
        uint256 had = usdc.balanceOf(address(pool));
        _settle(ref);
        assertEq(usdc.balanceOf(address(pool)) - had, COVER + 1000e6);
    }

    /// @dev An opener need not know who lost what: where another's table holds, its bond comes back, and so does its reward.
    function test_RES5_AnotherTableHolds() public {
        ref = _openProof();
        bytes32 key = _postBy(heidi, ref, _table(50_000e6));
        bytes32 false_ = _postBy(bob, ref, _table(20_000e6));
        _rule(ref, FIRST + 1);
        assertEq(_openersBond(), 2000e6);
        assertEq(_bond(ref, key, heidi), 2000e6 + 1000e6);
        assertEq(_bond(ref, false_, bob), 0);
        vm.prank(address(vault));
        assertEq(court.onClose(ref.incidentId, proofTerms, 50_000e6, 1e12), 250e6);
    }

    /// @dev One that published a table stands by it.
    function test_RES5_TheOpenersTableLoses() public {
        ref = _openProof();
        _publish(ref, 90_000e6);
        bytes32 key = _postBy(heidi, ref, _table(50_000e6));
        _rule(ref, FIRST + 1);
        assertEq(_openersBond(), 0);
        assertEq(_bond(ref, key, heidi), 2000e6 + 1000e6);
        vm.prank(address(vault));
        assertEq(court.onClose(ref.incidentId, proofTerms, 50_000e6, 1e12), 0);
    }

    function _endRoute() internal {
        skip(ROOT_WINDOW + WINDOW + 1);
    }

    /// @dev It is not worth a return that every holder would have to collect.
    function test_RES5_LessThanACoverUnitIsBurned() public {
        bytes32 caseKey = _ruledOnLittle(0.0001e18);
        vm.expectEmit(address(court));
        emit IBonds.BondsSettled(caseKey, 0, 0.1e6);
        _settle(ref);
        assertEq(court.burned(address(usdc)), 0.1e6);
        assertEq(_openersBond(), 0.3e6);
    }

    function test_RES5_ACoverUnitIsPassedOn() public {
        bytes32 caseKey = _ruledOnLittle(0.001e18);
        vm.expectEmit(address(court));
        emit IBonds.BondsSettled(caseKey, 1e6, 0);
        _settle(ref);
        assertEq(court.burned(address(usdc)), 0);
        assertEq(_openersBond(), 3e6);
    }

    /// @dev A case in a pool of its own; whoever said that nothing was lost has lost as much as the opening's bond.
    function _ruledOnLittle(uint256 severity) private returns (bytes32) {
        CourtTerms memory d = _courtTerms(false);
        d.rules.minBond = 1;
        uint96 subject = court.createCourtTerms(d);
        uint256 small = _listTerms(13, subject);
        pool = pools[1] = _createPool(_monoline());
        vaults[1] = IClaimsVault(pool.claimsVault());
        _addTerms(pool, small);
        _deposit(alice, M);
        _protect(1, small, carol, COVER);
        ref = _open(grace, 1, small, _report(subject), severity);
        _post(ref, 0);
        _rule(ref, FIRST);
        return court.caseKeyOf(ref);
    }

    // ----------------------------------------------------------------- rewards

    function test_RES5_AnHonestOpenerIsRewarded() public {
        _endRoute();
        CaseRef memory other = _open(bob, 0, terms, _report(parametric), 0.2e18);
        skip(WINDOW + 1);
        vault.applyVerdict(terms, ref.incidentId);
        vault.claimPayout(coverId, ref.incidentId);
        skip(60 days + 1);
        vault.settleCase(terms, ref.incidentId);
        assertEq(_openersBond(), BOND, "claims had taken all");
        // It comes in time for those too that have their bond already.
        assertEq(_withdraw(ref, OPENING, grace), BOND);
        uint256 reward = 20_000e6 / 200;
        bytes32 caseKey = court.caseKeyOf(other);
        vm.expectEmit(address(court));
        emit IBonds.OpeningRewarded(caseKey, reward);
        vm.prank(address(vault));
        assertEq(court.onClose(other.incidentId, terms, 20_000e6, 1e6 * 1e6), reward);
        usdc.mint(address(court), reward);
        assertEq(_withdraw(other, OPENING, bob), MIN_BOND + reward);
        _expectEmpty();
    }

    function test_RES5_RewardsAreBoundedByTheBondAndWhatIsLeft() public {
        skip(WINDOW + 1);
        vm.startPrank(address(vault));
        assertEq(court.onClose(ref.incidentId, terms, 200e6, 100e6), 1e6);
        assertEq(court.onClose(ref.incidentId, terms, 200e6, 5), 5);
        assertEq(court.onClose(ref.incidentId, terms, 1e18, 1e18), BOND);
    }

    function test_RES5_OnlyAnOpeningThatWasRightIsRewarded() public {
        _post(ref, 0.1e18);
        vm.startPrank(address(vault));
        assertEq(court.onClose(ref.incidentId, terms, 1e12, 1e12), 0, "not decided");
        vm.stopPrank();
        _rule(ref, FIRST + 1);
        vm.prank(address(vault));
        assertEq(court.onClose(ref.incidentId, terms, 1e12, 1e12), 0);
        vm.expectRevert(Errors.CaseNotOpen.selector);
        court.onClose(ref.incidentId, terms, 1e12, 1e12);
    }

    /// @dev Of a claim that took less than was set aside; asked by the vault itself, with seventeen answers to read.
    function test_RES5_TheVaultPaysTheReward() public {
        uint256 daves = _protect(1, terms, dave, COVER);
        ref = _open(grace, 1, terms, _report(parametric), 0.4e18);
        for (uint64 k; k < 16; ++k) {
            _post(ref, k);
        }
        _rule(ref, FIRST);
        _settle(ref);
        vaults[1].claimPayout(daves, ref.incidentId);
        skip(60 days + 1);
        uint256 before = _openersBond();
        vaults[1].settleCase(terms, ref.incidentId);
        assertEq(_openersBond() - before, 40_000e6 / 200);
        assertEq(_held(), _openersBond() + BOND + court.burned(address(usdc)));
    }

    function test_RES5_ABonusThatNobodyHandsOnHoldsUpNobody() public {
        _post(ref, 0.1e18);
        _rule(ref, FIRST);
        skip(1 days - 1);
        vm.expectRevert(Errors.VerdictPending.selector);
        vault.applyVerdict(terms, ref.incidentId);
        skip(1);
        vault.applyVerdict(terms, ref.incidentId);
        uint256 had = usdc.balanceOf(address(pool));
        _settle(ref);
        assertEq(usdc.balanceOf(address(pool)) - had, BOND / 2, "too late for claimants: the holders'");
    }

    // ------------------------------------------------------------------ pots

    function _pledgeBy(address by, bytes32 key, uint256 assets) internal {
        vm.prank(by);
        court.pledge(ref, key, assets);
    }

    function test_RES5_ManyCarryOneBond() public {
        Answer memory a = _answer(0.1e18);
        bytes32 key = court.answerKey(a);
        bytes32 caseKey = court.caseKeyOf(ref);
        vm.expectEmit(address(court));
        emit IBonds.BondPledged(caseKey, key, bob, 300e6);
        _pledgeBy(bob, key, 300e6);
        _pledgeBy(eve, key, 100e6);
        vm.prank(eve);
        assertEq(_withdraw(ref, key, eve), 100e6, "what is not needed yet can go again");
        _pledgeBy(eve, key, 50e6);
        _pledgeBy(eve, key, 50e6);
        uint256 had = usdc.balanceOf(heidi);
        _postBy(heidi, ref, a);
        assertEq(had - usdc.balanceOf(heidi), 400e6, "the rest");
        _rule(ref, FIRST + 1);
        assertEq(_withdraw(ref, key, bob), 450e6);
        assertEq(_withdraw(ref, key, eve), 150e6);
        assertEq(_withdraw(ref, key, heidi), 600e6);
    }

    /// @dev Whoever posts the truth for little, to have it displaced in the last second, keeps no one from standing by it.
    function test_RES5_MoreIsPutBehindAnAnswerThatStands() public {
        bytes32 key = _post(ref, 0.1e18);
        _pledgeBy(bob, key, 200e6);
        vm.warp(_endsAt(ref));
        _pledgeBy(heidi, key, 1000e6);
        assertEq(court.getCase(ref).answers[1].bond, 2000e6);
        for (uint64 k; k < 16; ++k) {
            vm.prank(eve);
            court.postAnswer(ref, _answer(0.2e18 + k), 1999e6 + k, "");
        }
        assertEq(court.getCase(ref).answers[1].by, heidi, "it stays");
        uint256 state = vm.snapshotState();
        for (uint64 k; k < 16; ++k) {
            vm.prank(eve);
            court.postAnswer(ref, _answer(0.3e18 + k), 2001e6, "");
        }
        vm.prank(bob);
        assertEq(_withdraw(ref, key, bob), 200e6, "what is displaced comes back to each");
        vm.prank(heidi);
        assertEq(_withdraw(ref, key, heidi), 1800e6);
        vm.revertToState(state);
        _close(ref);
        vm.expectRevert(Errors.BondLocked.selector);
        _pledgeBy(bob, key, 1);
        arbiter.rule(court, ref, FIRST + 1);
        // Of sixteen nobody wins more than the least of their bonds.
        uint256 won = 1999e6 + 1;
        assertEq(_withdraw(ref, key, bob), 200e6 + won / 10);
        assertEq(_withdraw(ref, key, heidi), 1800e6 + won * 9 / 10);
    }

    /// @dev Or whoever likes opens for a lie with it, answers that itself, and wins half of what others lose.
    function test_T20_NobodyPledgesForAnOpening() public {
        ref = CaseRef(_report(parametric), address(vaults[1]), terms);
        vm.expectRevert(Errors.BondLocked.selector);
        _pledgeBy(bob, OPENING, 300e6);
        uint256 had = usdc.balanceOf(grace);
        _open(grace, 1, terms, ref.incidentId, 0.4e18);
        assertEq(had - usdc.balanceOf(grace), BOND);
        skip(WINDOW + 1);
        assertEq(_withdraw(ref, OPENING, grace), BOND);
        vm.prank(address(vaults[1]));
        court.onClose(ref.incidentId, terms, 16_000e6, 80e6);
        assertEq(_bond(ref, OPENING, grace), 80e6);
        assertEq(_bond(ref, OPENING, eve), 0);
    }

    /// @dev All that was pledged to an answer stands for it, however little its poster names: it is the harder to displace.
    function test_RES5_AllPledgesStandForTheirAnswer() public {
        Answer memory a = _answer(0.1e18);
        bytes32 key = court.answerKey(a);
        _pledgeBy(bob, key, 2400e6);
        _pledgeBy(eve, key, 800e6);
        vm.prank(heidi);
        court.postAnswer(ref, a, 0, "");
        assertEq(court.getCase(ref).answers[1].bond, 3200e6);
        assertEq(_bond(ref, key, bob), 0);
        uint256 state = vm.snapshotState();
        _rule(ref, FIRST);
        assertEq(_bond(ref, key, bob), 0, "or all of it is lost");
        assertEq(_openersBond(), 2 * BOND);
        vm.revertToState(state);
        _rule(ref, FIRST + 1);
        assertEq(_bond(ref, key, heidi), 0, "it needed nothing of hers");
        assertEq(_withdraw(ref, key, bob), 2400e6 + BOND / 2 * 3 / 4);
        assertEq(_withdraw(ref, key, eve), 800e6 + BOND / 2 / 4);
        _settle(ref);
        _expectEmpty();
    }

    /// @dev Else a stranger takes it out before it serves, as often as it is pledged.
    function test_T20_AStrangerWithdrawsNoPledge() public {
        bytes32 key = court.answerKey(_answer(0.1e18));
        _pledgeBy(bob, key, BOND);
        vm.prank(eve);
        vm.expectRevert(Errors.BondLocked.selector);
        court.withdrawBond(ref, key, bob);
        vm.prank(heidi);
        court.postAnswer(ref, _answer(0.1e18), 0, "");
        _rule(ref, FIRST + 1);
        vm.prank(eve);
        assertEq(court.withdrawBond(ref, key, bob), BOND + BOND / 2, "once it is decided anybody may");
    }

    /// @dev What a pot does not need must not leave it twice: once while its answer stands, once more when that is displaced.
    function test_T20_NoPledgeLeavesTwiceByDisplacement() public {
        Answer memory a = _answer(0.1e18);
        bytes32 key = court.answerKey(a);
        _pledgeBy(eve, key, 900e6);
        uint256 came = 900e6;
        _postBy(eve, ref, a);
        vm.expectRevert(Errors.BondLocked.selector);
        court.withdrawBond(ref, key, eve);
        for (uint64 k; k < 16; ++k) {
            vm.prank(eve);
            court.postAnswer(ref, _answer(0.2e18 + k), 1000e6, "");
            came += 1000e6;
        }
        vm.startPrank(eve);
        assertEq(_withdraw(ref, key, eve), 900e6);
        vm.expectRevert(Errors.BondLocked.selector);
        court.withdrawBond(ref, key, eve);
        vm.stopPrank();
        assertEq(_held(), BOND + came - 900e6);
        // Nor is anything left of it that a new bond could count on.
        uint256 had = usdc.balanceOf(heidi);
        vm.prank(heidi);
        court.postAnswer(ref, a, 1001e6, "");
        assertEq(had - usdc.balanceOf(heidi), 1001e6);
    }

    function test_RES5_PledgesAfterADisplacementServeTheNextBond() public {
        Answer memory a = _answer(0.1e18);
        bytes32 key = _postBy(heidi, ref, a);
        for (uint64 k; k < 16; ++k) {
            vm.prank(eve);
            court.postAnswer(ref, _answer(0.2e18 + k), 1000e6, "");
        }
        _pledgeBy(bob, key, 1200e6);
        uint256 had = usdc.balanceOf(frank);
        vm.prank(frank);
        court.postAnswer(ref, a, 2000e6, "");
        assertEq(usdc.balanceOf(frank), had);
        uint256 number = court.getCase(ref).answers.length;
        while (court.getCase(ref).answers[number - 1].by != frank) --number;
        _rule(ref, number);
        uint256 all = 2000e6 + 1000e6;
        assertEq(_bond(ref, key, heidi), all * 2 / 5);
        assertEq(_bond(ref, key, bob), all * 3 / 5);
        assertEq(_bond(ref, key, frank), 0);
    }

    function test_RES5_PledgesForWhatIsNotAnsweredAreFree() public {
        bytes32 key = court.answerKey(_answer(0.3e18));
        _pledgeBy(bob, key, 100e6);
        _post(ref, 0.1e18);
        _rule(ref, FIRST);
        assertEq(_bond(ref, key, bob), 100e6);
        skip(3650 days);
        assertEq(_withdraw(ref, key, bob), 100e6);
    }

    function test_RevertWhen_NothingIsPledged() public {
        vm.expectRevert(Errors.AmountZero.selector);
        court.pledge(ref, bytes32(uint256(1)), 0);
        vm.expectRevert(Errors.BondLocked.selector);
        court.pledge(ref, OPENING, 1);
        vm.expectRevert(Errors.BondLocked.selector);
        court.withdrawBond(ref, bytes32(uint256(1)), bob);
        assertEq(_bond(ref, bytes32(uint256(1)), bob), 0);
    }

    function test_RevertWhen_TheTokenTakesAFee() public {
        OddToken odd = new OddToken(6);
        CourtTerms memory d = _courtTerms(false);
        d.rules.asset = address(odd);
        uint96 subject = court.createCourtTerms(d);
        ref.incidentId = _report(subject);
        odd.mint(address(this), 1e12);
        odd.approve(address(court), 1e12);
        odd.setOddity(OddToken.Oddity.Fee);
        bytes32 key = bytes32(uint256(1));
        vm.expectRevert(abi.encodeWithSelector(Errors.UnsupportedAsset.selector, bytes32("transfer fee")));
        court.pledge(ref, key, 100e6);
        odd.setOddity(OddToken.Oddity.None);
        court.pledge(ref, key, 100e6);
        assertEq(court.withdrawBond(ref, key, address(this)), 100e6);
    }

    // ------------------------------------------------------------ conservation

    /// @dev In every final state, ten years later, and once.
    function testFuzz_T20_BondsLeaveOnceInEveryFinalState(uint256 state) public {
        state = bound(state, 0, 4);
        bytes32 key = state == 0 ? bytes32(uint256(1)) : _post(ref, 0);
        bytes32 more = state < 2 ? bytes32(uint256(2)) : _postBy(bob, ref, _answer(0.1e18));
        if (state == 1) _rule(ref, FIRST);
        if (state == 2) _rule(ref, 0);
        if (state == 3) _rule(ref, FIRST + 2);
        skip(3650 days);
        uint256[5] memory opener = [BOND, BOND + BOND / 2, 0, 0, BOND / 2];
        uint256[5] memory first = [uint256(0), 0, BOND + BOND, 0, BOND / 2];
        uint256[5] memory second = [uint256(0), 0, 0, BOND + BOND, BOND / 2];
        _takeOnce(OPENING, grace, opener[state]);
        _takeOnce(key, heidi, first[state]);
        _takeOnce(more, bob, second[state]);
    }

    function _takeOnce(bytes32 key, address account, uint256 expected) internal {
        if (expected != 0) assertEq(_withdraw(ref, key, account), expected);
        vm.expectRevert(Errors.BondLocked.selector);
        court.withdrawBond(ref, key, account);
    }

    uint256 private constant KEYS = 24;
    bytes32[KEYS] private _keys;

    /// @dev Whatever happens: what came in has gone out, or is burned, or is dust of roundings; each bond leaves once.
    function testFuzz_T20_EveryUnitIsSomewhere(uint256 seed) public {
        uint256 actions = _next(seed, 0) % 40;
        for (uint256 k; k < KEYS; ++k) {
            _keys[k] = court.answerKey(_answer(_severity(k)));
        }
        for (uint256 k = 1; k <= actions; ++k) {
            uint256 x = _next(seed, k);
            (uint256 which, address by) = (x % KEYS, _account(x >> 8));
            if (x >> 16 & 3 == 0) {
                vm.prank(by);
                try court.pledge(ref, _keys[which], (x >> 24) % 3000e6 + 1) {} catch {}
            } else if (x >> 16 & 3 == 1) {
                vm.startPrank(by);
                if (_bond(ref, _keys[which], by) != 0) _withdraw(ref, _keys[which], by);
                vm.stopPrank();
            } else {
                Answer memory a = _answer(_severity(which));
                uint256 bond = court.requiredBond(ref, a) + (x >> 24) % 2000e6;
                vm.prank(by);
                try court.postAnswer(ref, a, bond, "") {} catch {}
            }
        }
        uint256 ruled = _next(seed, 41) % 4;
        uint256 answers = court.getCase(ref).answers.length;
        _close(ref);
        if (ruled != 0 && answers > 1) arbiter.rule(court, ref, _next(seed, 42) % (answers + 1));
        skip(TURN + LAST_TURN);
        if (_next(seed, 43) % 2 == 0) _apply(ref);
        uint256 held = _held();
        uint256 passedOn = held;
        _settle(ref);
        passedOn -= _held();
        skip(3650 days);
        uint256 returned = _takeAll();
        assertEq(_takeAll(), 0, "once");
        assertEq(held, returned + passedOn + _held());
        assertLe(_held() - court.burned(address(usdc)), 200, "but for dust");
        assertGe(_held(), court.burned(address(usdc)));
    }

    /// @dev Several are near each other, none is the opener's.
    function _severity(uint256 k) private pure returns (uint64) {
        return uint64(k * 0.03e18 + 1);
    }

    function _account(uint256 x) private view returns (address) {
        return [frank, grace, heidi, bob, eve][x % 5];
    }

    function _takeAll() internal returns (uint256 sum) {
        for (uint256 k; k <= KEYS; ++k) {
            bytes32 key = k == KEYS ? OPENING : _keys[k];
            for (uint256 i; i < 5; ++i) {
                address account = _account(i);
                if (_bond(ref, key, account) != 0) sum += _withdraw(ref, key, account);
            }
        }
    }

    function _next(uint256 seed, uint256 i) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, i)));
    }
}

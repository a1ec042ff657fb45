// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Outcome} from "../../src/interfaces/IBonds.sol";
import {ICoverPool} from "../../src/interfaces/ICoverPool.sol";
import {Answer, Ruling} from "../../src/interfaces/IDisputes.sol";
import {Docket} from "../../src/interfaces/IOptimisticCourt.sol";
import {Terms} from "../../src/interfaces/IProductRegistry.sol";
import {Errors} from "../../src/libraries/Errors.sol";
import {IClaimsVault} from "../../src/interfaces/IClaimsVault.sol";
import {CoverOrder, PoolConfig} from "../../src/types/PoolTypes.sol";
import {CaseStatus} from "../../src/claims/ClaimTypes.sol";
import {MockToken} from "../mocks/MockToken.sol";
import {OddToken} from "../mocks/OddToken.sol";
import {CourtFixture} from "../unit/CourtFixture.sol";

/// @notice Ways to make money of a court, or to keep others from theirs.
contract CourtThreatsTest is CourtFixture {
    function setUp() public override {
        super.setUp();
        for (uint256 i; i < 2; ++i) {
            _protect(i, terms, carol, COVER);
            _protect(i, proofTerms, carol, COVER);
        }
    }

    /// @dev In every final state, ten years later, and once.
    function testFuzz_T20_BondsLeaveOnceInEveryFinalState(uint256 state) public {
        uint256 id = _report(0.4e18);
        _openCaseOf(0, id);
        state = bound(state, 0, 3);
        bytes32 key = state == 0 ? bytes32(uint256(1)) : _challenge(id, 0);
        if (state == 1) _rule(id, Ruling.Report, 0);
        if (state == 2) _rule(id, Ruling.Counter, 0);
        skip(3650 days);
        bytes32 opening = _key(0, terms);
        uint256[4] memory opener = [uint256(800e6), 800e6 + 400e6, 0, 400e6];
        uint256[4] memory challenger = [uint256(0), 0, 800e6 + 400e6, 400e6];
        _takeOnce(id, opening, grace, opener[state]);
        _takeOnce(id, key, heidi, challenger[state]);
    }

    function _takeOnce(uint256 id, bytes32 key, address account, uint256 expected) internal {
        if (expected != 0) assertEq(_withdraw(id, key, account), expected);
        vm.expectRevert(Errors.BondLocked.selector);
        court.withdrawBond(id, key, account);
    }

    /// @dev The token refuses the vault of one pool: the other one's claims and everybody's bonds go on.
    function test_T22_ABlockedVaultHoldsUpNobodyElse() public {
        OddToken odd = new OddToken(6);
        Docket memory d = _docket(false);
        d.rules.asset = address(odd);
        uint96 subject = court.createDocket(d);
        vm.startPrank(owner);
        uint256 product = registry.listProduct(50, sponsor, "Odd");
        Terms memory t = _courtTerms(product, subject);
        t.asset = address(odd);
        uint256 oddTerms = registry.publishTerms(t, _pins());
        vm.stopPrank();
        uint256[2] memory covers;
        for (uint256 i; i < 2; ++i) {
            PoolConfig memory c = _monoline();
            c.asset = address(odd);
            pools[i] = _createPool(c);
            vaults[i] = IClaimsVault(pools[i].claimsVault());
            _addTerms(pools[i], oddTerms);
            odd.mint(address(this), 2 * M);
            odd.approve(address(pools[i]), 2 * M);
            pools[i].deposit(M, alice);
            covers[i] = _protectOdd(i, oddTerms);
        }
        for (uint256 i; i < 2; ++i) {
            address account = i == 0 ? grace : heidi;
            odd.mint(account, M);
            vm.prank(account);
            odd.approve(address(court), M);
        }
        uint256 id = _reportOn(subject, 0.4e18, 0.4e18);
        _openCaseBy(grace, 0, oddTerms, id);
        _openCaseBy(grace, 1, oddTerms, id);
        bytes32 key = _challenge(id, 0);
        _rule(id, Ruling.Report, 0);
        odd.block_(address(vaults[0]), true);
        vm.expectRevert();
        court.settleBonds(id, address(vaults[0]), oddTerms);
        court.settleBonds(id, address(vaults[1]), oddTerms);
        vaults[1].claimPayout(covers[1], id);
        court.withdrawBond(id, _key(0, oddTerms), grace);
        court.withdrawBond(id, _key(1, oddTerms), grace);
        assertEq(court.bondOf(id, key, heidi), 0);
        // Nor is the blocked pool's verdict held up, only its money.
        skip(1 days);
        vaults[0].applyVerdict(oddTerms, id);
    }

    function _protectOdd(uint256 i, uint256 oddTerms) internal returns (uint256 coverId) {
        CoverOrder memory o = _order(address(this), COVER, 300 days);
        o.termsId = oddTerms;
        (coverId,) = pools[i].buyCover(o);
        skip(4 days);
    }

    /// @dev RES-5, T-23: every failed report costs its opener the bond, and half of it is the underwriters'.
    function test_T23_FailedReportsPayTheUnderwriters() public {
        uint256 before = pool.totalAssets();
        uint256 spent = usdc.balanceOf(eve);
        uint256 earned = usdc.balanceOf(heidi);
        for (uint256 i; i < 5; ++i) {
            uint256 id = _report(1e18);
            _openCaseBy(eve, 0, terms, id);
            bytes32 key = _challenge(id, 0);
            _rule(id, Ruling.Counter, 0);
            court.settleBonds(id, address(vault), terms);
            _withdraw(id, key, heidi);
        }
        spent -= usdc.balanceOf(eve);
        assertEq(spent, 5 * 2000e6, "a bond each");
        assertEq(usdc.balanceOf(heidi) - earned, spent / 2);
        assertGe(pool.totalAssets(), before + spent / 2, "premium apart");
    }

    /// @dev A challenge of each honest report: a bond each, half of it the claimants', and one round of waiting.
    function test_T23_ChallengingHonestReportsPaysTheClaimants() public {
        uint256 spent = usdc.balanceOf(heidi);
        uint256 id = _report(1e18);
        _openCaseOf(0, id);
        skip(WINDOW - 1);
        _challenge(id, 0);
        skip(TURN + LAST_TURN - 1);
        fallbackArbiter.rule(court, id, Ruling.Report, 0);
        court.settleBonds(id, address(vault), terms);
        uint256 before = usdc.balanceOf(carol);
        vault.claimPayout(uint256(pool.poolId()) << 64 | terms << 32 | 1, id);
        assertEq(usdc.balanceOf(carol) - before, COVER + 1000e6);
        assertEq(spent - usdc.balanceOf(heidi), 2000e6);
    }

    /// @dev Both sides of a dispute being one's own, against a third party's false report that nobody else may challenge
    /// then: it still costs half of a bond, and the holders have it.
    function test_T23_ChallengingOneselfCostsHalfABond() public {
        uint256 before = usdc.balanceOf(eve);
        uint256 id = _report(1e18);
        _openCaseBy(eve, 0, terms, id);
        vm.prank(eve);
        court.challenge(id, _answer(0.9e18), type(uint256).max, "");
        _rule(id, Ruling.Severity, 0);
        bytes32 key = court.challengeKey(_answer(0.9e18));
        _withdraw(id, key, eve);
        assertEq(before - usdc.balanceOf(eve), 1000e6);
        uint256 held = usdc.balanceOf(address(pool));
        court.settleBonds(id, address(vault), terms);
        assertEq(usdc.balanceOf(address(pool)) - held, COVER + 1000e6, "what was set aside, and half of the bond");
    }

    /// @dev A pool of a worthless token can neither open for the docket nor weigh in its disputes.
    function test_T56_APoolOfAnotherTokenStaysOutside() public {
        MockToken junk = new MockToken("Junk", "JUNK", 6);
        PoolConfig memory c = _monoline();
        c.asset = address(junk);
        (address at_,) = factory.createPool(c);
        ICoverPool other = ICoverPool(at_);
        uint256 id = _report(1e18);
        _openCaseOf(0, id);
        address theirVault = other.claimsVault();
        vm.prank(theirVault);
        vm.expectRevert(Errors.NotAuthorized.selector);
        court.onOpen(id, terms, eve, 1e30);
        assertEq(court.challengeBond(id), 2000e6);
    }

    /// @dev A pool that joins late has a bond and a whole window of its own, and may be challenged in it.
    function test_T56_WhoComesLateWaitsAsLongAsTheFirst() public {
        uint256 id = _report(1e18);
        _openCaseOf(0, id);
        skip(WINDOW);
        vault.applyVerdict(terms, id);
        uint256 before = usdc.balanceOf(eve);
        _openCaseBy(eve, 1, terms, id);
        assertEq(before - usdc.balanceOf(eve), 2000e6);
        skip(WINDOW - 1);
        _challenge(id, 0);
        _rule(id, Ruling.Counter, 0);
        assertEq(_severityOf(1, id), 0);
        assertTrue(_case(0, terms, id).status == CaseStatus.Payable, "what was decided stays so");
        // Sales elsewhere went on.
        _protect(0, moreTerms, dave, 1000e6);
    }

    /// @dev With nobody there to rule, neither a false claim nor a false denial is free.
    function test_T61_SilenceCostsBothSidesHalf() public {
        uint256 id = _report(1e18);
        _openCaseOf(0, id);
        bytes32 key = _challenge(id, 0);
        skip(TURN + LAST_TURN);
        assertTrue(_outcome(id) == Outcome.Silence);
        assertEq(court.bondOf(id, _key(0, terms), grace), 1000e6);
        assertEq(court.bondOf(id, key, heidi), 1000e6);
        court.settleBonds(id, address(vault), terms);
        assertEq(court.burned(address(usdc)), 2000e6, "and nobody has gained");
        vault.applyVerdict(terms, id);
        assertTrue(_case(0, terms, id).status == CaseStatus.Denied);
    }

    function test_T65_ATableHasAWholeWindowOfItsOwn() public {
        uint256 id = _reportOn(byProof, 1e18, 1e18);
        _openCaseBy(grace, 0, proofTerms, id);
        skip(ROOT_WINDOW - 1);
        _publish(id, 100_000e6);
        skip(WINDOW - 1);
        vm.expectRevert(Errors.VerdictPending.selector);
        vault.applyVerdict(proofTerms, id);
        _challenge(id, 0);
        _rule(id, Ruling.Counter, 0);
        vault.applyVerdict(proofTerms, id);
        assertTrue(_case(0, proofTerms, id).status == CaseStatus.Denied);
    }

    /// @dev Reporter and challenger in one person cannot bring in a table that nobody may challenge.
    function test_T65_NoTableComesInAsACounterAnswerWithoutOne() public {
        vm.prank(eve);
        uint256 id = court.reportIncident(byProof, uint40(_now()), 1e18, 1e18, 0, "");
        _openCaseBy(eve, 0, proofTerms, id);
        Answer memory a = _table(100_000e6);
        vm.prank(eve);
        vm.expectRevert(Errors.InvalidAnswer.selector);
        court.challenge(id, a, type(uint256).max, "");
        skip(ROOT_WINDOW);
        vault.applyVerdict(proofTerms, id);
        assertTrue(_case(0, proofTerms, id).status == CaseStatus.Denied);
    }

    /// @dev The second report of an event is false, whatever it says: it is challenged with nothing.
    function test_T66_ASecondReportIsChallengedWithNothing() public {
        uint256 id = _report(1e18);
        _openCaseOf(0, id);
        uint256 second = _report(1e18);
        _openCaseBy(eve, 0, terms, second);
        assertEq(_case(0, terms, second).reserve, COVER, "each case takes its own");
        _challenge(second, 0);
        _rule(second, Ruling.Counter, 0);
        assertEq(court.bondOf(second, _key(0, terms), eve), 0, "and it cost its opener the bond");
        skip(WINDOW);
        assertEq(vault.claimPayout(uint256(pool.poolId()) << 64 | terms << 32 | 1, id), COVER);
        vault.applyVerdict(terms, second);
        assertEq(usdc.balanceOf(address(vault)), 0, "the second's has gone back");
        uint256 held = usdc.balanceOf(address(pool));
        court.settleBonds(second, address(vault), terms);
        assertEq(usdc.balanceOf(address(pool)) - held, 1000e6, "half of its bond");
    }

    // ------------------------------------------------- deviations do not pay

    /// @dev With an arbiter that knows the truth and says so: whoever reports or challenges falsely has less in the end than
    /// who stayed away, whichever figures it chooses; whoever answers truthfully has no less.
    function testFuzz_RES5_WithAnHonestArbiterOnlyTheTruthPays(uint64 truth, uint64 report, uint64 counter) public {
        truth = uint64(bound(truth, 0, 1e18));
        report = uint64(bound(report, 1, 1e18));
        counter = uint64(bound(counter, 0, 1e18));
        if (report % 3 == 0 && truth != 0) report = truth;
        if (counter % 3 == 0) counter = truth;
        vm.assume(report != counter);
        (uint256 openerHad, uint256 challengerHad) = (usdc.balanceOf(grace), usdc.balanceOf(heidi));
        uint256 id = _reportOn(parametric, 1e18, report);
        _openCaseOf(0, id);
        bytes32 key = _challenge(id, counter);
        // What is higher than both it cannot say: it says the higher one.
        uint64 max = report > counter ? report : counter;
        _rule(id, Ruling.Severity, truth < max ? truth : max);
        skip(10 days);
        if (court.bondOf(id, _key(0, terms), grace) != 0) _withdraw(id, _key(0, terms), grace);
        if (court.bondOf(id, key, heidi) != 0) _withdraw(id, key, heidi);
        (uint256 opener, uint256 challenger) = (usdc.balanceOf(grace), usdc.balanceOf(heidi));
        if (report == truth) assertGt(opener, openerHad, "an honest report gains what was lost to it");
        if (counter == truth) assertGt(challenger, challengerHad, "an honest challenge likewise");
        assertTrue(opener > openerHad != challenger > challengerHad, "one of the two pays");
        // Together they cannot gain: half of what was lost is not theirs.
        assertLe(opener + challenger, openerHad + challengerHad - MIN_BOND / 2);
    }
}

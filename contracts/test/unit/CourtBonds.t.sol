// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBonds} from "../../src/interfaces/IBonds.sol";
import {Answer, Ruling} from "../../src/interfaces/IDisputes.sol";
import {Docket} from "../../src/interfaces/IOptimisticCourt.sol";
import {IClaimsVaultCore} from "../../src/interfaces/IClaimsVaultCore.sol";
import {Errors} from "../../src/libraries/Errors.sol";
import {CaseStatus} from "../../src/claims/ClaimTypes.sol";
import {OddToken} from "../mocks/OddToken.sol";
import {CourtFixture} from "./CourtFixture.sol";

/// @notice Who gets which bond in each outcome: the payoff table of docs/court.md, line by line. Two pools of a cover of
/// 100,000 each are opened for 40,000: bonds of 800 each, and a challenge of 1,600. Branches: CourtBonds.tree.
contract CourtBondsTest is CourtFixture {
    uint256 internal constant BOND = 800e6;
    uint256 internal id;
    bytes32 internal key; // of the challenge

    uint256[2] internal coverId;

    function setUp() public override {
        super.setUp();
        for (uint256 i; i < 2; ++i) {
            coverId[i] = _protect(i, terms, carol, COVER);
            _protect(i, proofTerms, carol, COVER);
        }
        _protect(0, moreTerms, carol, COVER);
        id = _report(0.4e18);
        _openCaseOf(0, id);
        _openCaseBy(frank, 1, terms, id);
    }

    function _bondOfOpener(uint256 i) internal view returns (uint256) {
        return court.bondOf(id, _key(i, terms), i == 0 ? grace : frank);
    }

    function _bondOfHeidi() internal view returns (uint256) {
        return court.bondOf(id, key, heidi);
    }

    function _settle(uint256 i) internal {
        court.settleBonds(id, address(vaults[i]), terms);
    }

    // ------------------------------------------------------------ payoff table

    function test_RES5_Unchallenged() public {
        assertEq(_bondOfOpener(0), 0);
        bytes32 pot = _key(0, terms);
        skip(WINDOW - 1);
        vm.expectRevert(Errors.BondLocked.selector);
        court.withdrawBond(id, pot, grace);
        skip(1);
        assertEq(_bondOfOpener(0), BOND);
        vm.expectRevert(Errors.BondLocked.selector);
        court.settleBonds(id, address(vault), terms);
        vm.expectRevert(Errors.CaseNotOpen.selector);
        court.settleBonds(id, address(vault), moreTerms);
        uint256 before = usdc.balanceOf(grace);
        vm.expectEmit(address(court));
        emit IBonds.BondWithdrawn(id, pot, grace, BOND);
        vm.prank(eve);
        court.withdrawBond(id, pot, grace);
        assertEq(usdc.balanceOf(grace) - before, BOND, "to whom it belongs, whoever calls");
        vm.expectRevert(Errors.BondLocked.selector);
        court.withdrawBond(id, pot, grace);
    }

    function test_RES5_AnHonestOpenerIsRewarded() public {
        uint256 cover = _protect(1, moreTerms, carol, COVER);
        _protect(1, moreTerms, dave, COVER);
        uint256 other = _reportOn(parametric, 0.4e18, 0.4e18);
        _openCaseBy(bob, 1, moreTerms, other);
        skip(WINDOW);
        // One of two covers claims: there is something left.
        vaults[1].claimPayout(cover, other);
        vault.claimPayout(coverId[0], id);
        skip(60 days + 1);
        uint256 reward = 40_000e6 / 200;
        vm.expectEmit(address(court));
        emit IBonds.OpeningRewarded(other, address(vaults[1]), moreTerms, reward);
        vaults[1].settleCase(moreTerms, other);
        assertEq(_withdraw(other, _key(1, moreTerms), bob), 1600e6 + reward);
        vault.settleCase(terms, id);
        assertEq(_bondOfOpener(0), BOND, "claims had taken all");
        // It comes in time for those too that have their bond already.
        assertEq(_withdraw(id, _key(0, terms), grace), BOND);
        vm.prank(address(vault));
        court.onClose(id, terms, 40_000e6, 1e6);
        usdc.mint(address(court), 1e6);
        assertEq(_withdraw(id, _key(0, terms), grace), 1e6);
    }

    function test_RES5_AChallengedOpenerIsNotRewardedBesides() public {
        key = _challenge(id, 0.2e18);
        _rule(id, Ruling.Report, 0);
        vm.prank(address(vault));
        assertEq(court.onClose(id, terms, 1e12, 1e12), 0);
        // Nor is anybody in whose pool no case was opened.
        assertEq(court.onClose(id, terms, 1e12, 1e12), 0);
    }

    function test_RES5_RewardsAreBoundedByTheBondAndWhatIsLeft() public {
        skip(WINDOW);
        vm.startPrank(address(vault));
        assertEq(court.onClose(id, terms, 200e6, 100e6), 1e6);
        assertEq(court.onClose(id, terms, 200e6, 5), 5);
        assertEq(court.onClose(id, terms, 1e18, 1e18), BOND);
    }

    function test_RES5_TheReportWins() public {
        key = _challenge(id, 0.1e18);
        _rule(id, Ruling.Report, 0);
        assertEq(_bondOfHeidi(), 0);
        for (uint256 i; i < 2; ++i) {
            assertEq(_bondOfOpener(i), BOND + 400e6, "half of the other side's by what it had opened");
            assertEq(_payable(i, id), _now() + 1 days, "claimants are to have theirs first");
            vm.expectEmit(address(vaults[i]));
            emit IClaimsVaultCore.BonusAdded(vaults[i].caseIdOf(terms, id), address(court), 400e6);
            vm.expectEmit(address(court));
            emit IBonds.BondsSettled(id, address(vaults[i]), terms, 400e6, 0);
            _settle(i);
            assertEq(_payable(i, id), _now());
        }
        vm.expectRevert(Errors.BondsAlreadySettled.selector);
        _settle(0);
        uint256 before = usdc.balanceOf(carol);
        vault.claimPayout(coverId[0], id);
        assertEq(usdc.balanceOf(carol) - before, 40_000e6 + 400e6);
        _withdraw(id, _key(0, terms), grace);
        _withdraw(id, _key(1, terms), frank);
        assertEq(usdc.balanceOf(address(court)), 0);
    }

    function test_RES5_ABonusThatNobodyHandsOnHoldsUpNobody() public {
        key = _challenge(id, 0.1e18);
        _rule(id, Ruling.Report, 0);
        skip(1 days - 1);
        vm.expectRevert(Errors.VerdictPending.selector);
        vault.applyVerdict(terms, id);
        skip(1);
        vault.applyVerdict(terms, id);
        uint256 before = usdc.balanceOf(address(pool));
        _settle(0);
        assertEq(usdc.balanceOf(address(pool)) - before, 400e6, "too late for claimants: the holders'");
    }

    function test_RES5_TheCounterAnswerWins() public {
        key = _challenge(id, 0.1e18);
        _rule(id, Ruling.Counter, 0);
        assertEq(_bondOfHeidi(), 1600e6 + BOND, "its own, and half of two");
        for (uint256 i; i < 2; ++i) {
            assertEq(_bondOfOpener(i), 0);
            assertEq(_payable(i, id), _now(), "holders do not hold up claims");
            uint256 before = usdc.balanceOf(address(pools[i]));
            _settle(i);
            // 40,000 were set aside, of which 10,000 can be claimed.
            assertEq(
                usdc.balanceOf(address(pools[i])) - before, 30_000e6 + BOND / 2, "the holders of what was locked up"
            );
            assertTrue(_case(i, terms, id).status == CaseStatus.Payable, "applied on the way");
        }
        _withdraw(id, key, heidi);
        assertEq(usdc.balanceOf(address(court)), 0);
    }

    /// @dev Openings that were decided before the challenge have their bonds back, and it wins nothing of them.
    function test_RES5_AChallengeWinsOnlyOfWhatItSuspends() public {
        skip(WINDOW);
        vm.prank(address(vault));
        court.onOpen(id, moreTerms, bob, 50_000e6);
        key = _challenge(id, 0.1e18);
        assertEq(court.bondOf(id, key, heidi), 0);
        _rule(id, Ruling.Counter, 0);
        assertEq(_bondOfHeidi(), 1000e6 + 1000e6 / 2, "two of a hundred of 50,000, and half of as much");
        assertEq(court.bondOf(id, _key(0, moreTerms), bob), 0);
        assertEq(_bondOfOpener(0) + _bondOfOpener(1), 2 * BOND);
    }

    function test_RES5_TheDenialWins() public {
        key = _challenge(id, 0);
        _rule(id, Ruling.Counter, 0);
        vault.applyVerdict(terms, id);
        _settle(0);
        _settle(1);
        _withdraw(id, key, heidi);
        assertEq(usdc.balanceOf(address(court)), 0);
    }

    function test_RES5_AllAreSilent() public {
        key = _challenge(id, 0.1e18);
        skip(TURN + LAST_TURN - 1);
        vm.expectRevert(Errors.BondLocked.selector);
        _settle(0);
        skip(1);
        assertEq(_bondOfHeidi(), 800e6);
        assertEq(_bondOfOpener(0), BOND / 2);
        assertEq(_payable(0, id), _now());
        _settle(0);
        _settle(1);
        assertEq(court.burned(address(usdc)), 800e6 + BOND);
        _withdraw(id, key, heidi);
        _withdraw(id, _key(0, terms), grace);
        _withdraw(id, _key(1, terms), frank);
        assertEq(usdc.balanceOf(address(court)), court.burned(address(usdc)));
    }

    function test_RES5_NoTableCame() public {
        uint256 other = _reportOn(byProof, 1e18, 1e18);
        _openCaseBy(bob, 0, proofTerms, other);
        skip(ROOT_WINDOW);
        assertEq(court.bondOf(other, _key(0, proofTerms), bob), 1000e6, "half of 2,000");
        uint256 before = usdc.balanceOf(address(pool));
        court.settleBonds(other, address(vault), proofTerms);
        assertEq(usdc.balanceOf(address(pool)) - before, COVER + 1000e6, "half to the holders, and what was set aside");
    }

    function test_RES5_NoTableCameForAChallengedReport() public {
        uint256 other = _reportOn(byProof, 1e18, 1e18);
        _openCaseBy(bob, 0, proofTerms, other);
        key = _challenge(other, 0);
        skip(ROOT_WINDOW);
        assertEq(court.bondOf(other, _key(0, proofTerms), bob), 0);
        assertEq(court.bondOf(other, key, heidi), 3000e6);
        court.settleBonds(other, address(vault), proofTerms);
        _withdraw(other, key, heidi);
    }

    // ------------------------------------------------------------------ pots

    function test_RES5_ManyCarryOneBond() public {
        bytes32 pot = _key(0, moreTerms);
        vm.prank(bob);
        vm.expectEmit(address(court));
        emit IBonds.BondPledged(id, pot, bob, 300e6);
        court.pledge(id, pot, 300e6);
        vm.prank(eve);
        court.pledge(id, pot, 100e6);
        // What is not needed yet can go again.
        assertEq(_withdraw(id, pot, eve), 100e6);
        vm.prank(eve);
        court.pledge(id, pot, 100e6);
        uint256 before = usdc.balanceOf(grace);
        vm.prank(address(vault));
        court.onOpen(id, moreTerms, grace, 40_000e6);
        assertEq(before - usdc.balanceOf(grace), 400e6, "the rest");
        vm.prank(bob);
        vm.expectRevert(Errors.BondLocked.selector);
        court.pledge(id, pot, 1);
        skip(WINDOW);
        assertEq(_withdraw(id, pot, bob), 300e6);
        assertEq(_withdraw(id, pot, eve), 100e6);
        assertEq(_withdraw(id, pot, grace), 400e6);
    }

    function test_RES5_PledgesBeyondTheBondComeBack() public {
        Answer memory a = _answer(0.1e18);
        key = court.challengeKey(a);
        vm.prank(bob);
        court.pledge(id, key, 4800e6);
        vm.prank(eve);
        court.pledge(id, key, 1600e6);
        _challengeWith(id, a);
        assertEq(court.bondOf(id, key, heidi), 0, "it needed nothing of hers");
        assertEq(_withdraw(id, key, bob), 3600e6, "three quarters of what the bond did not need");
        assertEq(_withdraw(id, key, eve), 1200e6);
        _rule(id, Ruling.Counter, 0);
        assertEq(_withdraw(id, key, bob), 1800e6);
        assertEq(_withdraw(id, key, eve), 600e6);
    }

    function test_RES5_WhoPostsABondMayHavePledgedToo() public {
        bytes32 pot = _key(0, moreTerms);
        vm.prank(grace);
        court.pledge(id, pot, 100e6);
        vm.prank(bob);
        court.pledge(id, pot, 300e6);
        uint256 before = usdc.balanceOf(grace);
        vm.prank(address(vault));
        court.onOpen(id, moreTerms, grace, 40_000e6);
        assertEq(before - usdc.balanceOf(grace), 400e6);
        skip(WINDOW);
        assertEq(_withdraw(id, pot, grace), 500e6, "a pledge, and the rest of the bond");
        assertEq(_withdraw(id, pot, bob), 300e6);
        vm.prank(address(vault));
        court.onClose(id, moreTerms, 16_000e6, 80e6);
        assertEq(court.bondOf(id, pot, grace), 50e6);
        assertEq(court.bondOf(id, pot, bob), 30e6);
        assertEq(court.bondOf(id, pot, eve), 0);
    }

    /// @dev The pot of an answer that was given is closed.
    function test_RES5_PledgesToAPostedChallengeAreRefused() public {
        key = _challenge(id, 0.1e18);
        vm.prank(bob);
        vm.expectRevert(Errors.BondLocked.selector);
        court.pledge(id, key, 1);
    }

    /// @dev Each opening has its own part of the sums, whatever came before and after it.
    function testFuzz_RES5_BondsAreOfTheirOwnOpenings(uint96[4] memory reserves) public {
        vm.startPrank(address(vault));
        for (uint256 i; i < 4; ++i) {
            reserves[i] = uint96(bound(reserves[i], 0, 10_000_000e6));
            court.onOpen(id, 100 + i, bob, reserves[i]);
        }
        vm.stopPrank();
        skip(WINDOW);
        for (uint256 i; i < 4; ++i) {
            uint256 bond = (uint256(reserves[i]) + 49) / 50;
            bond = bond < MIN_BOND ? MIN_BOND : bond + bond % 2;
            assertEq(court.bondOf(id, court.openingKey(address(vault), 100 + i), bob), bond);
        }
    }

    function test_RES5_PledgesForOtherAnswersAreFree() public {
        bytes32 other = court.challengeKey(_answer(0.3e18));
        vm.prank(bob);
        court.pledge(id, other, 100e6);
        key = _challenge(id, 0.1e18);
        assertEq(_withdraw(id, other, bob), 100e6);
    }

    function test_RevertWhen_NothingIsPledged() public {
        vm.expectRevert(Errors.AmountZero.selector);
        court.pledge(id, key, 0);
        vm.expectRevert(Errors.BondLocked.selector);
        court.pledge(id, 0, 1);
        bytes32 pot = _key(0, moreTerms);
        vm.expectRevert(Errors.BondLocked.selector);
        court.withdrawBond(id, pot, bob);
    }

    function test_RevertWhen_TheTokenTakesAFee() public {
        OddToken odd = new OddToken(6);
        Docket memory d = _docket(false);
        d.rules.asset = address(odd);
        uint96 subject = court.createDocket(d);
        odd.mint(address(this), 1e12);
        odd.approve(address(court), 1e12);
        odd.setOddity(OddToken.Oddity.Fee);
        vm.expectRevert(abi.encodeWithSelector(Errors.UnsupportedAsset.selector, bytes32("transfer fee")));
        court.pledge(uint256(subject) << 32 | 1, bytes32(uint256(1)), 100e6);
        odd.setOddity(OddToken.Oddity.None);
        court.pledge(uint256(subject) << 32 | 1, bytes32(uint256(1)), 100e6);
        assertEq(court.withdrawBond(uint256(subject) << 32 | 1, bytes32(uint256(1)), address(this)), 100e6);
    }

    // ------------------------------------------------------------ conservation

    /// @dev Whatever happens: what came in has gone out, or is burned, or is dust of roundings; each bond leaves once.
    function testFuzz_RES5_EveryUnitIsSomewhere(uint256 seed) public {
        uint256 came = usdc.balanceOf(address(court));
        uint64 counter = uint64(_next(seed, 0) % 0.4e18);
        key = court.challengeKey(_answer(counter));
        uint256[2] memory pledges = [_next(seed, 1) % 2000e6 + 1, _next(seed, 2) % 2000e6 + 1];
        vm.prank(bob);
        court.pledge(id, key, pledges[0]);
        vm.prank(eve);
        court.pledge(id, key, pledges[1]);
        if (_next(seed, 3) % 4 != 0) _challenge(id, counter);
        // One that joins the dispute has its part of what follows, and none of what the challenge loses.
        if (_next(seed, 4) % 2 == 0) _openCaseBy(bob, 0, moreTerms, id);
        came = usdc.balanceOf(address(court));
        if (_next(seed, 3) % 4 != 0 && _next(seed, 6) % 4 != 0) {
            uint64 own = uint64(_next(seed, 7) % (0.4e18 + 1));
            _rule(id, Ruling(_next(seed, 6) % 3 + 1), own);
        }
        skip(TURN + LAST_TURN + 7 days);
        _apply(0, terms, id);
        _apply(1, terms, id);
        _apply(0, moreTerms, id);
        skip(100 days);
        uint256 passedOn = usdc.balanceOf(address(court));
        _settleQuietly(0, terms);
        _settleQuietly(1, terms);
        _settleQuietly(0, moreTerms);
        passedOn -= usdc.balanceOf(address(court));
        skip(1000 days);
        uint256 returned;
        for (uint256 round; round < 2; ++round) {
            uint256 now_ = returned;
            returned += _takeAll(key) + _takeAll(_key(0, terms)) + _takeAll(_key(1, terms));
            returned += _takeAll(_key(0, moreTerms));
            if (round == 1) assertEq(returned, now_, "once");
        }
        uint256 held = usdc.balanceOf(address(court));
        assertEq(came, returned + passedOn + held, "T-20");
        assertLe(held - court.burned(address(usdc)), 8, "but for dust");
    }

    function _settleQuietly(uint256 i, uint256 termsId_) internal {
        try court.settleBonds(id, address(vaults[i]), termsId_) {} catch {}
    }

    function _takeAll(bytes32 pot) internal returns (uint256 sum) {
        address[5] memory accounts = [frank, grace, heidi, bob, eve];
        for (uint256 i; i < accounts.length; ++i) {
            if (court.bondOf(id, pot, accounts[i]) != 0) sum += court.withdrawBond(id, pot, accounts[i]);
        }
    }

    function _next(uint256 seed, uint256 i) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, i)));
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LossProof} from "../../src/interfaces/IPocketVaultCore.sol";
import {IResolver} from "../../src/interfaces/IResolver.sol";
import {Terms} from "../../src/interfaces/IProductRegistry.sol";
import {Errors} from "../../src/libraries/Errors.sol";
import {CoverOrder} from "../../src/types/PoolTypes.sol";
import {PocketStatus} from "../../src/types/PocketTypes.sol";
import {IncidentFixture} from "./IncidentFixture.sol";

/// @notice Pockets and estates to the unit and to the second: what mutations of the code could change unseen.
contract EstateEdgesTest is IncidentFixture {
    uint256 internal a; // on product 0, 200,000
    uint256 internal b; // on product 0, 200,000
    uint256 internal c; // on product 1, 200,000

    function _incidentTerms(uint256 i) internal view override returns (Terms memory t) {
        t = super._incidentTerms(i);
        t.claimWindow = i == 0 ? 7 days : 20 days;
        if (i == 2) t.deductible = 0.1e18;
    }

    function setUp() public override {
        super.setUp();
        a = _cover(0, carol, M / 5);
        b = _cover(0, dave, M / 5);
        c = _cover(1, carol, M / 5);
        skip(5 days);
    }

    /// @dev Leaves `left` of equity.
    function _leave(uint256 left) internal {
        vm.store(address(pool), 0, bytes32(uint256(_word(0)) - pool.totalAssets() + left));
    }

    function _bring(uint256 assets) internal {
        vm.store(address(pool), 0, bytes32(uint256(_word(0)) + assets));
        usdc.mint(address(pool), assets);
    }

    function _isShort() internal view returns (bool) {
        return _moneyWord().flags & 1 == 1;
    }

    function _free(uint256 i) internal view returns (uint256 free) {
        (free,,,) = vault.firstLossOf(product[i]);
    }

    function _release(uint256 i, uint256 id) internal returns (uint256 assets) {
        (assets,) = vault.releasePocket(terms[i], id);
    }

    // ---------------------------------------------------------------- amounts

    function test_RevertWhen_ChainIsAnother() public {
        uint256 id = _report(0, 1e18);
        vm.chainId(block.chainid + 1);
        vm.expectRevert(Errors.WrongChain.selector);
        vault.carve(terms[0], id);
    }

    /// @dev More than everything is everything, in a report and in a verdict.
    function test_SETTLE3_SeverityBeyondAllIsAll() public {
        uint256 id = _carveFor(0, 2e18);
        assertEq(_pocketOf(0, id).reserve, 400_000e6);
        _decide(0, id, 2e18);
        assertTrue(_pocketOf(0, id).status == PocketStatus.Payable, "an overlap with nothing");
        assertEq(_pocketOf(0, id).share, 1e18);
        assertEq(_claim(a, id), 200_000e6);
    }

    function test_INC3_NeedIsRoundedUpAndPayoutsDown() public {
        uint256 id = _carveFor(0, 0.3e18 + 1);
        assertEq(_pocketOf(0, id).reserve, 120_000e6 + 1);
        _decide(0, id, 0.3e18 + 1);
        assertEq(_claim(a, id), 60_000e6);
        _cover(2, carol, M / 10);
        skip(5 days);
        id = _carveFor(2, 0.3e18 + 1);
        assertEq(_pocketOf(2, id).reserve, 30_000e6 + 1);
        id = _report(2, 1e18);
        resolver.publish(id, 0, bytes32("root"), 50_000e6 + 1);
        vault.carve(terms[2], id);
        assertEq(_pocketOf(2, id).reserve, 45_000e6 + 1, "a tenth is the insured's");
    }

    /// @dev A verdict beyond the pocket by a trillionth of a trillionth: it could be one unit short.
    function test_SETTLE5_VerdictJustBeyondThePocket() public {
        uint256 id = _carveFor(0, 0.3e18);
        _decide(0, id, 0.3e18 + 1);
        assertTrue(_pocketOf(0, id).status == PocketStatus.InEstate);
        assertEq(_claim(a, id), 0, "registered");
        assertEq(_coverOf(a).amount, 140_000, "and drawn on all the same");
    }

    /// @dev Cover that expires between two incidents can still be paid for the first: it keeps its part.
    function test_INC3_ExpiredCoverKeepsItsPart() public {
        _fund(dave, address(pool), M);
        CoverOrder memory o = _order(dave, M / 5, 20 days);
        o.termsId = terms[1];
        vm.prank(dave);
        (uint256 short,) = pool.buyCover(o);
        skip(22 days);
        uint256 first = _carveFor(1, 0.5e18);
        assertEq(_pocketOf(1, first).reserve, 200_000e6);
        skip(30 days);
        assertEq(pool.committedCover(product[1]), 200_000e6, "expired");
        uint256 second = _carveFor(1, 1e18);
        assertEq(_pocketOf(1, second).reserve, 200_000e6);
        _decide(1, second, 1e18);
        assertEq(_claim(c, second), 200_000e6);
        _decide(1, first, 0.5e18);
        assertEq(_claim(short, first), 100_000e6);
    }

    /// @dev A table whose lines exceed its total: no more than the pocket has.
    function test_SOLV3_LinesBeyondTheTablesTotal() public {
        uint256 cover = _cover(2, carol, M / 10);
        skip(5 days);
        uint256 id = _report(2, 1e18);
        resolver.publish(id, vm.getBlockTimestamp(), vault.leafOf(0, carol, 100_000e6), 50_000e6);
        vault.carve(terms[2], id);
        LossProof memory p =
            LossProof({index: 0, loss: 100_000e6, resolver: address(resolver), proof: new bytes32[](0)});
        assertEq(vault.claimLoss(cover, id, address(0), p), 45_000e6);
        assertEq(_pocketOf(2, id).left, 0);
    }

    /// @dev Several lines of one insured register together.
    function test_SETTLE5_LinesOfOneInsuredAddUp() public {
        uint256 cover = _cover(2, carol, M / 10);
        skip(5 days);
        uint256 id = _carveFor(2, 0.1e18);
        bytes32[2] memory leaves = [vault.leafOf(0, carol, 30_000e6), vault.leafOf(1, carol, 20_000e6)];
        bytes32 root = leaves[0] < leaves[1]
            ? keccak256(abi.encode(leaves[0], leaves[1]))
            : keccak256(abi.encode(leaves[1], leaves[0]));
        resolver.publish(id, vm.getBlockTimestamp(), root, 50_000e6);
        LossProof memory p = LossProof({index: 0, loss: 30_000e6, resolver: address(resolver), proof: new bytes32[](1)});
        p.proof[0] = leaves[1];
        vault.claimLoss(cover, id, address(0), p);
        (p.index, p.loss, p.proof[0]) = (1, 20_000e6, leaves[0]);
        vault.claimLoss(cover, id, address(0), p);
        (uint256 gross,) = vault.registeredClaim(vault.pocketIdOf(terms[2], id), cover);
        assertEq(gross, 45_000e6);
        skip(20 days + 1);
        assertEq(_claim(cover, id), 10_000e6);
    }

    // ------------------------------------------------------------- resolvers

    /// @dev INC-8: an answer that is no verdict is none.
    function test_INC8_ShortAnswerIsADenial() public {
        uint256 id = _carveFor(0, 1e18);
        skip(200 days);
        // Returns one word.
        vm.etch(address(resolver), hex"600160005260206000f3");
        vault.applyVerdict(terms[0], id);
        assertTrue(_pocketOf(0, id).status == PocketStatus.Denied);
    }

    function test_INC8_HugeSeverityIsAll() public {
        uint256 id = _carveFor(0, 1e18);
        skip(200 days);
        vm.mockCall(
            address(resolver),
            abi.encodeCall(IResolver.getVerdict, (id, terms[0], address(vault))),
            abi.encode(1, uint256(1) << 64, 0, 0)
        );
        vault.applyVerdict(terms[0], id);
        assertEq(_pocketOf(0, id).share, 1e18);
    }

    // ----------------------------------------------------------------- moments

    /// @dev The last second to register is none to be paid or released in.
    function test_INC7_WindowsEndToTheSecond() public {
        _leave(100_000e6);
        uint256 id = _carveFor(0, 1e18);
        _decide(0, id, 1e18);
        _claim(a, id);
        uint256 until = _pocketOf(0, id).claimsUntil;
        assertEq(_pocketOf(0, id).left, 0, "the estate's");
        vm.warp(until);
        _claim(b, id);
        assertEq(vault.previewPayout(a, id), 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.ClaimWindowOpen.selector, until));
        vault.claimPayout(a, id);
        vm.expectRevert(abi.encodeWithSelector(Errors.ClaimWindowOpen.selector, until));
        vault.releasePocket(terms[0], id);
        skip(1);
        assertEq(vault.previewPayout(a, id), 50_000e6);
        assertEq(_claim(a, id), 50_000e6);
        assertEq(vault.previewPayout(a, id), 0, "paid");
        assertEq(_release(0, id), 0);
        assertEq(_claim(b, id), 50_000e6);
    }

    function test_RevertWhen_TheEstatesWindowIsOver() public {
        _leave(100_000e6);
        uint256 id = _carveFor(0, 1e18);
        _decide(0, id, 1e18);
        uint256 until = _pocketOf(0, id).claimsUntil;
        vm.warp(until + 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.ClaimWindowClosed.selector, until));
        vault.claimPayout(a, id);
    }

    /// @dev A verdict beyond the pocket makes an estate of it: nothing is due before its window is over.
    function test_SETTLE5_PreviewsBeforeAVerdictBeyondThePocket() public {
        _post(0, 10_000e6);
        uint256 id = _carveFor(0, 0.25e18);
        resolver.decide(id, vm.getBlockTimestamp(), 0.25e18);
        assertEq(vault.previewPayout(a, id), 50_000e6);
        resolver.decide(id, vm.getBlockTimestamp(), 0.5e18);
        assertEq(vault.previewPayout(a, id), 0);
        vault.applyVerdict(terms[0], id);
        uint256 estate = _pocketOf(0, id).estate;
        (uint256 claimed, uint256 firstLoss) = vault.estateProductOf(estate, product[0]);
        assertEq(claimed, 0);
        assertEq(firstLoss, 10_000e6);
        assertEq(_claim(a, id), 0);
        (claimed, firstLoss) = vault.estateProductOf(estate, product[0]);
        assertEq(claimed, 100_000e6);
        assertEq(firstLoss, 10_000e6);
    }

    function test_SETTLE6_PaidAtOnceUntilTheLastSecond() public {
        uint256 id = _carveFor(0, 0.5e18);
        _decide(0, id, 0.5e18);
        uint256 until = vm.getBlockTimestamp() + 7 days;
        vm.warp(until);
        vm.expectRevert(abi.encodeWithSelector(Errors.ClaimWindowOpen.selector, until));
        vault.releasePocket(terms[0], id);
        skip(1);
        assertEq(_release(0, id), 200_000e6);
        assertEq(_pocketOf(0, id).left, 0);
    }

    function test_INC7_LongestWindowOfTheMembersCounts() public {
        _leave(100_000e6);
        uint256 first = _carveFor(0, 1e18);
        uint256 second = _carveFor(1, 1e18);
        _decide(1, second, 1e18);
        skip(3 days);
        _decide(0, first, 1e18);
        assertEq(_pocketOf(0, first).claimsUntil, vm.getBlockTimestamp() + 20 days);
    }

    /// @dev As long as claims can register, to the second; and with what it brings.
    function test_INC7_JoinsInTheLastSecond() public {
        _post(1, 50_000e6);
        _leave(100_000e6);
        uint256 first = _carveFor(0, 1e18);
        _decide(0, first, 1e18);
        _claim(a, first);
        uint256 joiner = _report(1, 1e18);
        uint256 late = _report(1, 0.1e18);
        vm.warp(_pocketOf(0, first).claimsUntil);
        vault.carve(terms[1], joiner);
        assertEq(_pocketOf(1, joiner).firstLoss, 50_000e6);
        _decide(1, joiner, 1e18);
        assertEq(_pocketOf(1, joiner).estate, 1);
        _claim(c, joiner);
        uint256 until = _pocketOf(1, joiner).claimsUntil;
        vm.warp(until + 1);
        uint256 assets = 100_000e6 + _pocketOf(1, joiner).reserve;
        assertEq(_claim(c, joiner), 50_000e6 + 150_000e6 * assets / 350_000e6);
        assertEq(_claim(a, first), 200_000e6 * assets / 350_000e6);
        vm.expectRevert(Errors.IncidentOutsideWindow.selector);
        vault.carve(terms[1], late);
    }

    // --------------------------------------------------------------- shortages

    /// @dev Two at a time: each has its own pockets, and the pool stays shut until both are over.
    function test_INC7_TwoShortages() public {
        _leave(100_000e6);
        uint256 first = _carveFor(0, 1e18);
        skip(1 days);
        uint256 second = _carveFor(1, 1e18);
        uint256 reserve = _pocketOf(1, second).reserve;
        (uint256 assets,,, uint256 undecided,) = vault.estateOf(2);
        assertEq(assets, reserve, "what was left, and no more");
        assertEq(undecided, 1);
        _decide(0, first, 0);
        _decide(1, second, 1e18);
        _claim(c, second);
        skip(20 days + 1);
        assertEq(_release(0, first), 100_000e6);
        assertTrue(_isShort(), "the other is not over");
        assertEq(_claim(c, second), reserve);
        assertEq(_release(1, second), 0);
        assertFalse(_isShort());
    }

    /// @dev What pockets with a verdict hold is no shortage's.
    function test_INC7_DecidedPocketsAreNotCounted() public {
        uint256 paid = _carveFor(0, 0.5e18);
        _decide(0, paid, 0.5e18);
        _leave(100_000e6);
        uint256 id = _carveFor(1, 1e18);
        (uint256 assets,,, uint256 undecided,) = vault.estateOf(1);
        assertEq(assets, _pocketOf(1, id).reserve);
        assertEq(undecided, 1);
    }

    /// @dev What is over goes back in proportion, rounded down.
    function test_INC7_RestIsRoundedDown() public {
        _leave(250_000e6 + 1);
        uint256 first = _carveFor(0, 0.2e18);
        uint256 second = _carveFor(1, 1e18);
        _decide(0, first, 0);
        _decide(1, second, 0.4e18);
        _claim(c, second);
        skip(20 days + 1);
        (uint256 assets, uint256 claimed,,,) = vault.estateOf(1);
        assertEq(assets, 250_000e6 + 1);
        assertEq(claimed, 80_000e6);
        assertEq(_release(0, first), 80_000e6 * (assets - claimed) / assets);
        assertEq(_release(1, second), (170_000e6 + 1) * (assets - claimed) / assets);
    }

    /// @dev First loss that pays all of its product's claims is enough, where the estate has nothing.
    function test_SETTLE4_FirstLossAlonePays() public {
        _post(1, 200_000e6);
        _leave(0);
        uint256 first = _carveFor(0, 1e18);
        uint256 second = _carveFor(1, 1e18);
        assertEq(_pocketOf(1, second).firstLoss, 200_000e6);
        _decide(0, first, 1e18);
        _decide(1, second, 0.5e18);
        _claim(c, second);
        uint256 snapshot = vm.snapshotState();
        skip(20 days + 1);
        assertEq(_claim(c, second), 100_000e6, "with no other claim");
        vm.revertToState(snapshot);
        _claim(a, first);
        skip(20 days + 1);
        assertEq(_claim(c, second), 100_000e6, "nor does another's take of it");
        _release(0, first);
        _release(1, second);
        assertEq(_free(1), 100_000e6, "the rest is its sponsor's");
    }

    /// @dev First loss that a shortage has used does not come back with the next one.
    function test_SETTLE7_UsedFirstLossIsGone() public {
        _post(0, 50_000e6);
        _leave(100_000e6);
        uint256 id = _carveFor(0, 1e18);
        _decide(0, id, 1e18);
        _claim(a, id);
        skip(7 days + 1);
        assertEq(_claim(a, id), 150_000e6);
        _release(0, id);
        assertFalse(_isShort());
        _leave(0);
        id = _carveFor(0, 1e18);
        _decide(0, id, 0);
        skip(7 days + 1);
        _release(0, id);
        assertEq(_free(0), 0);
    }

    // ---------------------------------------------------------------- overlaps

    /// @dev SETTLE-4: first loss of incidents that overlap pays first, and what it did not pay comes back once.
    function test_INC6_SETTLE4_FirstLossOfAnOverlap() public {
        _post(0, 50_000e6);
        uint256 decoy = _carveFor(0, 1e18);
        assertEq(_pocketOf(0, decoy).reserve, 350_000e6);
        uint256 real = _carveFor(0, 0.5e18);
        _decide(0, real, 0.1e18);
        (uint256 assets,,,,) = vault.estateOf(_pocketOf(0, real).estate);
        assertEq(assets, 350_000e6);
        assertEq(_claim(a, real), 20_000e6);
        _decide(0, decoy, 0);
        skip(7 days + 1);
        assertEq(_release(0, decoy), 350_000e6);
        assertEq(_free(0), 30_000e6);
        assertEq(_release(0, real), 0);
        assertEq(_free(0), 30_000e6, "once");
        assertEq(_inVault(), 30_000e6);
    }

    /// @dev What a pocket decided by itself was allotted is not taken off a later overlap.
    function test_INC6_SETTLE4_AllottedFirstLossIsCountedOnce() public {
        _post(0, 50_000e6);
        uint256 id = _carveFor(0, 0.1e18);
        _decide(0, id, 0.1e18);
        uint256 decoy = _carveFor(0, 1e18);
        uint256 real = _carveFor(0, 0.5e18);
        assertEq(_pocketOf(0, decoy).firstLoss, 10_000e6);
        _decide(0, real, 0.1e18);
        (uint256 assets,,,,) = vault.estateOf(_pocketOf(0, real).estate);
        assertEq(assets, 390_000e6);
    }

    function test_INC6_NextOverlapIsAnother() public {
        for (uint256 i; i < 2; ++i) {
            uint256 decoy = _carveFor(0, 1e18);
            uint256 real = _carveFor(0, 0.5e18);
            _decide(0, real, 0.25e18);
            assertEq(_claim(a, real), i == 0 ? 50_000e6 : 37_500e6);
            _decide(0, decoy, 0);
            skip(7 days + 1);
            _release(0, decoy);
            _release(0, real);
        }
        assertEq(_inVault(), 0);
    }

    /// @dev An overlap that a shortage took in, and one of the same product after it.
    function test_INC7_OverlapAfterOneThatWasTakenIn() public {
        uint256 denied = _carveFor(0, 1e18);
        uint256 real = _carveFor(0, 1e18);
        _decide(0, denied, 0);
        _leave(0);
        uint256 other = _carveFor(1, 1e18);
        skip(1 days);
        _bring(M);
        uint256 decoy = _carveFor(0, 1e18);
        uint256 next = _carveFor(0, 0.5e18);
        _decide(0, next, 0.5e18);
        assertEq(_claim(b, next), 100_000e6, "at once");
        assertEq(_pocketOf(0, denied).estate, 1, "the shortage's");
        _decide(0, real, 1e18);
        assertEq(_pocketOf(0, real).estate, 1);
        _decide(1, other, 0);
        _decide(0, decoy, 0);
        _claim(a, real);
        skip(20 days + 1);
        assertEq(_claim(a, real), 200_000e6);
    }

    /// @dev First loss that is free when a verdict comes pays what the incident needs, and no more is taken for it.
    function test_SETTLE4_NoMoreFirstLossThanNeeded() public {
        uint256 id = _carveFor(0, 0.2e18);
        _post(0, 150_000e6);
        _decide(0, id, 0.1e18);
        assertEq(_pocketOf(0, id).firstLoss, 40_000e6);
        assertEq(_free(0), 110_000e6);
    }

    // -------------------------------------------------------------- recoveries

    function test_RevertWhen_RecoveryComesTooSoon() public {
        _fund(eve, address(vault), M);
        _leave(100_000e6);
        uint256 id = _carveFor(0, 1e18);
        vm.startPrank(eve);
        vm.expectRevert(Errors.VerdictPending.selector);
        vault.addRecovery(terms[0], id, 1e6);
        vm.expectRevert(abi.encodeWithSelector(Errors.RecoveryTooSmall.selector, 1e6));
        vault.addRecovery(terms[0], id, 1e6 - 1);
        resolver.decide(id, vm.getBlockTimestamp(), 1e18);
        vault.applyVerdict(terms[0], id);
        uint256 until = _pocketOf(0, id).claimsUntil;
        vm.expectRevert(abi.encodeWithSelector(Errors.ClaimWindowOpen.selector, until));
        vault.addRecovery(terms[0], id, 1e6);
        vm.stopPrank();
    }

    function test_RevertWhen_ReceiverIsNobody() public {
        uint256 id = _carveFor(0, 0.5e18);
        _decide(0, id, 0.5e18);
        vm.prank(carol);
        vm.expectRevert(abi.encodeWithSelector(Errors.ZeroAddress.selector, bytes32("receiver")));
        vault.claimPayoutTo(a, id, address(0));
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {IClaimsVault} from "../../../src/claims/IClaimsVault.sol";
import {Terms} from "../../../src/listing/IProductRegistry.sol";
import {IRenewalMandate, Mandate} from "../../../src/embedding/IRenewalMandate.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {CoverOrder, PoolConfig} from "../../../src/pool/PoolTypes.sol";
import {MockToken} from "../../mocks/MockToken.sol";
import {NoZeroToken} from "../../mocks/NoZeroToken.sol";
import {OddToken} from "../../mocks/OddToken.sol";
import {Reentrant} from "../../mocks/Reentrant.sol";
import {ScriptedResolver} from "../../mocks/ScriptedResolver.sol";
import {MandateFixture} from "./MandateFixture.sol";

/// @notice Hostile tokens, callers, buyers and markets. Branches: RenewalMandateThreats.tree.
contract RenewalMandateThreatsTest is MandateFixture {
    OddToken internal odd;
    ScriptedResolver internal oddResolver;
    uint256 internal oddTerms;
    Mandate internal mandate; // of a cover in a pool of the odd token

    function setUp() public override {
        super.setUp();
        odd = new OddToken(6);
        mandate = _mandateIn(MockToken(address(odd)));
        _warpToWindow(mandate);
    }

    /// @dev A pool of another asset, a cover of 100,000 in it, and its owner's mandate. `pool` is that pool from now on.
    function _mandateIn(MockToken asset) private returns (Mandate memory m) {
        vm.startPrank(owner);
        Terms memory t = _scripted(registry.listProduct(3, sponsor, "Of another asset"));
        oddResolver = new ScriptedResolver(address(asset));
        (t.asset, t.resolver) = (address(asset), address(oddResolver));
        oddTerms = registry.publishTerms(t, _pins());
        vm.stopPrank();
        PoolConfig memory c = _monoline();
        c.asset = address(asset);
        pool = _createPool(c);
        _addTerms(pool, oddTerms);
        asset.mint(alice, 10_000_000 * unit);
        asset.mint(buyer, 10_000 * unit);
        vm.startPrank(alice);
        asset.approve(address(pool), type(uint256).max);
        pool.deposit(10_000_000 * unit, alice);
        vm.stopPrank();
        vm.startPrank(buyer);
        asset.approve(address(pool), type(uint256).max);
        asset.approve(address(mandates), type(uint256).max);
        (coverId,) = pool.buyCover(_oddOrder(buyer, 100_000));
        coverToken.approve(address(mandates), coverId);
        vm.stopPrank();
        m = _mandate();
        m.lastEnd = uint40(_coverOf(coverId).end + 360 days);
    }

    function _oddOrder(address account, uint256 amount) private view returns (CoverOrder memory o) {
        o = _order(account, amount * unit, 90 days);
        o.termsId = oddTerms;
    }

    function _renewOdd() private returns (uint256 premium) {
        bytes memory signature = _signed(mandate);
        vm.prank(keeper);
        (, premium) = mandates.renewCover(mandate, signature);
        _assertEmpty(address(odd));
    }

    function _expectOddRefusal(bytes memory reason) private {
        bytes memory signature = _signed(mandate);
        uint256 before = odd.balanceOf(buyer);
        vm.prank(keeper);
        vm.expectRevert(reason);
        mandates.renewCover(mandate, signature);
        assertEq(odd.balanceOf(buyer), before);
        assertEq(odd.balanceOf(keeper), 0);
    }

    // ---------------------------------------------------------------- tokens

    function test_RevertWhen_EMB22_TokenDeliversAnotherAmountOrNothing() public {
        bytes memory fee = abi.encodeWithSelector(Errors.UnsupportedAsset.selector, bytes32("transfer fee"));
        odd.setOddity(OddToken.Oddity.Fee);
        _expectOddRefusal(fee);
        odd.setOddity(OddToken.Oddity.Bonus);
        _expectOddRefusal(fee);
        odd.setOddity(OddToken.Oddity.Silent);
        _expectOddRefusal(fee);
        odd.setOddity(OddToken.Oddity.False);
        _expectOddRefusal(abi.encodeWithSelector(SafeTransferLib.TransferFromFailed.selector));
        odd.setOddity(OddToken.Oddity.None);
        odd.setPaused(true);
        _expectOddRefusal(abi.encodeWithSelector(SafeTransferLib.TransferFromFailed.selector));
    }

    function test_EMB22_TokenThatReturnsNothingWorks() public {
        odd.setOddity(OddToken.Oddity.NoReturn);
        _renewOdd();
        assertEq(odd.balanceOf(keeper), 2 * unit);
    }

    function test_EMB22_TokenThatRefusesTransfersOfNothingWorks() public {
        NoZeroToken token = new NoZeroToken("No zero", "NZ", 6);
        mandate = _mandateIn(token);
        mandate.tip = 0;
        _warpToWindow(mandate);
        bytes memory signature = _signed(mandate);
        mandates.renewCover(mandate, signature);
        _assertEmpty(address(token));
        assertEq(_coverOf(coverId).end, mandate.lastEnd - 330 days);
    }

    /// @dev A caller that the token blocks gets no tip, and nobody pays. Another caller renews.
    function test_RevertWhen_EMB22_CallerIsBlocked() public {
        odd.block_(keeper, true);
        _expectOddRefusal(abi.encodeWithSelector(SafeTransferLib.TransferFailed.selector));
        odd.block_(keeper, false);
        _renewOdd();
    }

    // ----------------------------------------------------------- re-entrance

    function test_EMB22_TokenThatReentersChangesNothing() public {
        uint256 state = vm.snapshotState();
        uint256 paid = _renewOdd();
        uint256 left = odd.balanceOf(buyer);
        vm.revertToState(state);

        Mandate memory again = mandate;
        again.nonce = 8;
        Reentrant hook = new Reentrant();
        hook.plan(address(mandates), abi.encodeCall(mandates.renewCover, (mandate, _signed(mandate))));
        hook.plan(address(mandates), abi.encodeCall(mandates.renewCover, (again, _signed(again))));
        hook.plan(address(pool), abi.encodeCall(pool.extendCover, (coverId, 1, 0, vm.getBlockTimestamp())));
        odd.setHook(address(hook));
        assertEq(_renewOdd(), paid);
        assertEq(odd.balanceOf(buyer), left);
        assertEq(odd.balanceOf(address(hook)), 0);
        assertEq(hook.succeeded(), 0);
        // When the owner pays, when the pool takes its premium, and when the caller is paid.
        assertEq(hook.tried(), 9);
    }

    /// @dev The cover is sold while its old owner pays for it.
    function test_RevertWhen_EMB22_CoverIsSoldWhileItsOwnerPays() public {
        Reentrant hook = new Reentrant();
        vm.prank(buyer);
        coverToken.setApprovalForAll(address(hook), true);
        vm.prank(dave);
        coverToken.setApprovalForAll(address(mandates), true);
        hook.plan(address(coverToken), abi.encodeCall(coverToken.transferFrom, (buyer, dave, coverId)));
        odd.setHook(address(hook));
        _expectOddRefusal(abi.encodeWithSelector(IRenewalMandate.NotCoverOwner.selector));
        assertEq(coverToken.ownerOf(coverId), buyer);
    }

    function test_RevertWhen_EMB22_MandateIsRevokedWhileItsOwnerPays() public {
        Reentrant hook = new Reentrant();
        bytes32 hash = keccak256("Revocation(address owner,uint256 nonce,uint256 deadline)");
        uint256 deadline = vm.getBlockTimestamp();
        bytes32 structHash = keccak256(abi.encode(hash, buyer, 7, deadline));
        bytes memory signature = _sign(keccak256(abi.encodePacked("\x19\x01", mandates.DOMAIN_SEPARATOR(), structHash)));
        hook.plan(address(mandates), abi.encodeCall(mandates.revokeMandate, (buyer, 7, deadline, signature)));
        odd.setHook(address(hook));
        _expectOddRefusal(abi.encodeWithSelector(IRenewalMandate.MandateVoid.selector));
    }

    /// @dev Somebody else extends the cover while its owner pays: it is not extended twice.
    function test_RevertWhen_EMB22_CoverIsExtendedWhileItsOwnerPays() public {
        Reentrant hook = new Reentrant();
        odd.mint(address(hook), 100_000 * unit);
        vm.prank(address(hook));
        odd.approve(address(pool), type(uint256).max);
        vm.prank(buyer);
        coverToken.setApprovalForAll(address(hook), true);
        uint256 deadline = vm.getBlockTimestamp();
        hook.plan(address(pool), abi.encodeCall(pool.extendCover, (coverId, 30 days, type(uint256).max, deadline)));
        odd.setHook(address(hook));
        uint256 from = _coverOf(coverId).end + 20 days;
        _expectOddRefusal(abi.encodeWithSelector(IRenewalMandate.RenewalTooEarly.selector, from));
    }

    /// @dev Cover that is bought while the owner pays makes the renewal dearer than it was quoted.
    function test_RevertWhen_EMB22_PriceRisesWhileTheOwnerPays() public {
        Reentrant hook = new Reentrant();
        odd.mint(address(hook), 1_000_000 * unit);
        vm.prank(address(hook));
        odd.approve(address(pool), type(uint256).max);
        hook.plan(address(pool), abi.encodeCall(pool.buyCover, (_oddOrder(address(hook), 1_000_000))));
        odd.setHook(address(hook));
        bytes memory signature = _signed(mandate);
        vm.expectPartialRevert(Errors.PremiumAboveMax.selector);
        mandates.renewCover(mandate, signature);
    }

    /// @dev A loss is claimed while the owner pays: a mandate for the whole cover does not renew what is left, and one that
    /// does gets back what that costs less.
    function test_RevertWhen_EMB22_CoverIsDrawnOnWhileItsOwnerPays() public {
        // Of less than a tenth, so that the case stops no extension.
        uint256 incidentId = oddResolver.report(0, vm.getBlockTimestamp(), vm.getBlockTimestamp(), 0.09e18);
        IClaimsVault oddVault = IClaimsVault(pool.claimsVault());
        oddVault.openCase(oddTerms, incidentId, 0);
        Reentrant hook = new Reentrant();
        hook.plan(address(oddVault), abi.encodeCall(oddVault.claimPayout, (coverId, incidentId)));
        odd.setHook(address(hook));
        uint256 left = 96_000 * unit;
        _expectOddRefusal(abi.encodeWithSelector(IRenewalMandate.AmountOutsideMandate.selector, left));
        mandate.minAmount = uint128(left);
        (, uint256 quoted,) = mandates.previewRenewal(mandate);
        uint256 before = odd.balanceOf(buyer);
        uint256 premium = _renewOdd();
        assertLt(premium, quoted);
        assertEq(odd.balanceOf(buyer) + premium + 2 * unit, before + 4_000 * unit);
    }

    /// @dev What is left costs no more than was quoted for the whole, and more than the rate allows.
    function test_RevertWhen_EMB22_TheRestBecomesDearerThanTheRateWhileItsOwnerPays() public {
        uint256 incidentId = oddResolver.report(0, vm.getBlockTimestamp(), vm.getBlockTimestamp(), 0.09e18);
        IClaimsVault oddVault = IClaimsVault(pool.claimsVault());
        oddVault.openCase(oddTerms, incidentId, 0);
        (, uint256 quoted) = pool.quoteExtension(coverId, 30 days);
        mandate.minAmount = 0;
        mandate.maxRate = uint64(quoted * 1e18 * 365 / (100_000 * unit * 30) + 1);
        Reentrant hook = new Reentrant();
        odd.mint(address(hook), 10_000 * unit);
        vm.prank(address(hook));
        odd.approve(address(pool), type(uint256).max);
        hook.plan(address(oddVault), abi.encodeCall(oddVault.claimPayout, (coverId, incidentId)));
        hook.plan(address(pool), abi.encodeCall(pool.buyCover, (_oddOrder(address(hook), 20_000))));
        uint256 state = vm.snapshotState();
        hook.onTokenMoved();
        assertEq(hook.succeeded(), 2);
        (, uint256 dearer) = pool.quoteExtension(coverId, 30 days);
        vm.revertToState(state);
        assertLt(dearer, quoted);
        odd.setHook(address(hook));
        _expectOddRefusal(abi.encodeWithSelector(Errors.PremiumAboveMax.selector, dearer));
    }

    // ---------------------------------------------------------------- callers

    /// @dev Whoever the caller is, and however often it calls, a day's mandate is used once a day.
    function test_EMB23_ManyCallsFarmNoTips() public {
        (mandate.period, mandate.window) = (1 days, 1 days);
        mandate.lastEnd = uint40(_coverOf(coverId).end + 3 days);
        // The pool renews nothing within three days of the end: such a mandate is never used.
        vm.warp(_coverOf(coverId).end - 1 days);
        _expectOddRefusal(abi.encodeWithSelector(Errors.CoverEnded.selector, _coverOf(coverId).end));
        (mandate.period, mandate.window) = (4 days, 4 days);
        mandate.lastEnd = uint40(_coverOf(coverId).end + 8 days);
        vm.warp(_coverOf(coverId).end - 4 days);
        uint256 tips;
        for (uint256 i; i < 16; ++i) {
            for (uint256 k; k < 3; ++k) {
                bytes memory signature = _signed(mandate);
                vm.prank(keeper);
                try mandates.renewCover(mandate, signature) {
                    ++tips;
                } catch {}
            }
            skip(6 hours);
        }
        assertEq(tips, 1, "one in four days");
        assertEq(odd.balanceOf(keeper), 2 * unit);
    }

    /// @dev A market that somebody has made dear sells within the rate, or not at all.
    function test_RevertWhen_EMB22_TheMarketWasMadeDear() public {
        odd.mint(eve, 1_000_000 * unit);
        vm.startPrank(eve);
        odd.approve(address(pool), type(uint256).max);
        for (uint256 i; i < 4; ++i) {
            pool.buyCover(_oddOrder(eve, pool.quoteCover(oddTerms, unit, 90 days).available / unit));
            skip(1 days);
        }
        vm.stopPrank();
        (, uint256 premium) = pool.quoteExtension(coverId, 30 days);
        assertGt(premium * 365, 5_000 * unit * 30, "above 5 % a year");
        _expectOddRefusal(abi.encodeWithSelector(Errors.PremiumAboveMax.selector, premium));
    }
}

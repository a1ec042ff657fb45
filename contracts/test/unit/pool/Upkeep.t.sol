// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Multicallable} from "solady/utils/Multicallable.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {PoolTerms, ProductPricing} from "../../../src/pool/PoolWords.sol";

import {IPoolAdministration} from "../../../src/pool/roles/IPoolAdministration.sol";
import {IPoolUpkeep} from "../../../src/pool/roles/IPoolUpkeep.sol";
import {CoverData} from "../../../src/cover/CoverData.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {Buckets} from "../../../src/pool/Buckets.sol";
import {Packing} from "../../../src/pool/Packing.sol";
import {CoverOrder, Meter, Quote} from "../../../src/pool/PoolTypes.sol";
import {UnitFixture} from "../UnitFixture.sol";

/// @notice Upkeep, permits in one transaction, and the calls that belong to the manager contract and the vault.
/// Branches: Upkeep.tree.
contract UpkeepTest is UnitFixture {
    address internal signer;

    function setUp() public override {
        super.setUp();
        signer = vm.addr(ALICE_KEY);
        _deposit(alice, 10_000_000 * unit);
    }

    // --------------------------------------------------------------- expiries

    function test_CAP2_ProcessExpiriesMovesTheCursors() public {
        _buyScripted(carol, 100_000 * unit, 30 days);
        skip(100 days);
        vm.expectEmit(address(pool));
        emit IPoolUpkeep.ExpiriesProcessed(vm.getBlockTimestamp() / 1 days, vm.getBlockTimestamp() / 14 days);
        vm.prank(eve);
        pool.processExpiries();
        assertEq(_moneyWord().day, vm.getBlockTimestamp() / 1 days);
        assertEq(_moneyWord().period, vm.getBlockTimestamp() / 14 days);
        assertEq(_moneyWord().rate, 0);
        assertEq(_moneyWord().rateEnd, 0);
        assertEq(uint256(_word(3)), 0);
        bytes32 before = _fingerprint();
        pool.processExpiries();
        assertEq(_fingerprint(), before, "twice changes nothing");
    }

    /// @dev T-15: what anyone reads is the same before and after, while some cover has ended, some goes on and an exit waits.
    function test_T15_ProcessExpiriesChangesNothingThatIsRead() public {
        _buyScripted(carol, 100_000 * unit, 30 days);
        _buyScripted(carol, 50_000 * unit, 300 days);
        _request(alice, pool.balanceOf(alice) / 4);
        skip(100 days);
        Quote memory quoted = pool.quoteCover(scriptedTerms, 1000 * unit, 30 days);
        uint256 equity = pool.totalAssets();
        uint256 supply = pool.totalSupply();
        uint256 price = pool.convertToAssets(1e24);
        (uint256 shares, uint256 assets,) = pool.previewSettlement(alice);
        bytes32 stored = _fingerprint();
        pool.processExpiries();
        assertNotEq(_fingerprint(), stored, "what is stored has changed");
        Quote memory q = pool.quoteCover(scriptedTerms, 1000 * unit, 30 days);
        assertEq(q.premium, quoted.premium);
        assertEq(q.available, quoted.available);
        assertEq(keccak256(abi.encode(q)), keccak256(abi.encode(quoted)), "all of the quote");
        assertEq(pool.committedCover(scriptedProduct), 50_000 * unit);
        assertEq(pool.totalAssets(), equity);
        assertEq(pool.totalSupply(), supply);
        assertEq(pool.convertToAssets(1e24), price);
        (uint256 sharesAfter, uint256 assetsAfter,) = pool.previewSettlement(alice);
        assertEq(sharesAfter, shares);
        assertEq(assetsAfter, assets);
    }

    // ------------------------------------------------------ permit, multicall

    function _permit(uint256 value) internal view returns (bytes memory) {
        bytes32 digest = keccak256(
            abi.encodePacked(
                "\x19\x01",
                usdc.DOMAIN_SEPARATOR(),
                keccak256(
                    abi.encode(
                        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"),
                        signer,
                        address(pool),
                        value,
                        usdc.nonces(signer),
                        vm.getBlockTimestamp()
                    )
                )
            )
        );
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(ALICE_KEY, digest);
        return abi.encodeCall(pool.permitAsset, (value, vm.getBlockTimestamp(), v, r, s));
    }

    function test_PermitAndDepositInOneTransaction() public {
        usdc.mint(signer, 1000 * unit);
        bytes[] memory calls = new bytes[](2);
        calls[0] = _permit(1000 * unit);
        calls[1] = abi.encodeCall(pool.deposit, (1000 * unit, signer));
        vm.prank(signer);
        bytes[] memory results = pool.multicall(calls);
        assertEq(abi.decode(results[1], (uint256)), pool.balanceOf(signer));
        assertGt(pool.balanceOf(signer), 0);
        assertEq(usdc.allowance(signer, address(pool)), 0, "T-35: nothing is left");
    }

    function test_PermitAndPurchaseInOneTransaction() public {
        uint256 premium = pool.quoteCover(scriptedTerms, 1000 * unit, 30 days).premium;
        usdc.mint(signer, premium);
        bytes[] memory calls = new bytes[](2);
        calls[0] = _permit(premium);
        calls[1] = abi.encodeCall(pool.buyCover, (_orderScripted(signer, 1000 * unit, 30 days)));
        vm.prank(signer);
        pool.multicall(calls);
        assertEq(coverToken.balanceOf(signer), 1);
        assertEq(usdc.balanceOf(signer), 0);
    }

    /// @dev T-36: a permit that somebody else sent first is no obstacle.
    function test_T36_PurchaseAfterAFrontRunPermit() public {
        usdc.mint(signer, 1000 * unit);
        bytes memory permit = _permit(1000 * unit);
        (uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) =
            abi.decode(this.dropSelector(permit), (uint256, uint256, uint8, bytes32, bytes32));
        vm.prank(eve);
        usdc.permit(signer, address(pool), value, deadline, v, r, s);
        bytes[] memory calls = new bytes[](2);
        calls[0] = permit;
        calls[1] = abi.encodeCall(pool.buyCover, (_orderScripted(signer, 1000 * unit, 30 days)));
        vm.prank(signer);
        pool.multicall(calls);
        assertEq(coverToken.balanceOf(signer), 1);
    }

    function dropSelector(bytes calldata data) external pure returns (bytes calldata) {
        return data[4:];
    }

    /// @dev T-35: another's permit gives the sender nothing: the pool pulls from the caller only.
    function test_T35_AnothersPermitMovesNothing() public {
        usdc.mint(signer, 1000 * unit);
        bytes[] memory calls = new bytes[](2);
        calls[0] = _permit(1000 * unit);
        calls[1] = abi.encodeCall(pool.deposit, (1000 * unit, eve));
        vm.prank(eve);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        pool.multicall(calls);
        assertEq(usdc.balanceOf(signer), 1000 * unit);
        assertEq(usdc.nonces(signer), 0, "nor is it used up");
    }

    function test_RevertWhen_MulticallCarriesValue() public {
        vm.deal(eve, 1 ether);
        bytes[] memory calls = new bytes[](1);
        calls[0] = abi.encodeCall(pool.processExpiries, ());
        vm.prank(eve);
        vm.expectRevert(bytes(""));
        Multicallable(address(pool)).multicall{value: 1}(calls);
        assertEq(address(pool).balance, 0);
    }

    function test_RevertWhen_AnInnerCallReverts() public {
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(pool.processExpiries, ());
        calls[1] = abi.encodeCall(pool.deposit, (0, eve));
        vm.expectRevert(Errors.AmountZero.selector);
        pool.multicall(calls);
    }

    function test_RevertWhen_NobodyKnowsTheSelector() public {
        (bool done, bytes memory data) = address(pool).call(abi.encodeWithSignature("sweep(address)", eve));
        assertFalse(done);
        assertEq(data.length, 0);
        vm.deal(eve, 1 ether);
        vm.prank(eve);
        (done,) = address(pool).call{value: 1}("");
        assertFalse(done, "native coin is refused");
    }

    // ---------------------------------------------------------------- manager

    function _stored() internal view returns (PoolTerms memory stored) {
        stored = _poolTermsOf(scriptedTerms);
    }

    function test_RevertWhen_CallerIsNotTheManagerContract() public {
        ProductPricing memory l;
        PoolTerms memory stored = _stored();
        Meter memory meter;
        address[4] memory callers = [eve, manager, owner, address(factory)];
        for (uint256 i; i < callers.length; ++i) {
            vm.startPrank(callers[i]);
            vm.expectRevert(Errors.NotAuthorized.selector);
            pool.setPricing(scriptedProduct, l);
            vm.expectRevert(Errors.NotAuthorized.selector);
            pool.setPoolTerms(scriptedTerms, stored, meter);
            vm.expectRevert(Errors.NotAuthorized.selector);
            pool.collectFees(scriptedProduct);
            vm.stopPrank();
        }
    }

    function test_ManagerContractSetsPricingAndPoolTerms() public {
        _buyScripted(carol, unit, 30 days);
        ProductPricing memory l = Packing.toProductPricing(_mapped(16, scriptedProduct));
        l.rateMax = 999_999;
        PoolTerms memory stored = _stored();
        (stored.flags, stored.serial, stored.maxCover) = (0, 77, 5);
        vm.startPrank(address(poolConfigurator));
        vm.expectEmit(address(pool));
        emit IPoolAdministration.PricingSet(scriptedProduct, l);
        pool.setPricing(scriptedProduct, l);
        pool.setPoolTerms(scriptedTerms, stored, Meter({resolver: eve, subject: 3}));
        vm.stopPrank();
        assertEq(Packing.toProductPricing(_mapped(16, scriptedProduct)).rateMax, 999_999);
        assertEq(_stored().maxCover, 5);
        assertEq(_stored().serial, 1, "the serial of covers is not the manager's");
        CoverOrder memory o = _orderScripted(carol, unit, 30 days);
        vm.prank(carol);
        vm.expectRevert(abi.encodeWithSelector(Errors.TermsNotForSale.selector, bytes32("not in this pool")));
        pool.buyCover(o);
    }

    function test_PREM6_FeesGoToTheManagerContractOnce() public {
        _buyScripted(carol, 100_000 * unit, 90 days);
        uint256 fees = _productWord(scriptedProduct).fees;
        uint256 equity = pool.totalAssets();
        assertGt(fees, 0);
        vm.startPrank(address(poolConfigurator));
        vm.expectEmit(address(pool));
        emit IPoolAdministration.FeesCollected(scriptedProduct, fees);
        assertEq(pool.collectFees(scriptedProduct), fees);
        assertEq(usdc.balanceOf(address(poolConfigurator)), fees);
        assertEq(pool.collectFees(scriptedProduct), 0);
        vm.stopPrank();
        assertEq(pool.totalAssets(), equity, "they were no equity");
        _assertSolvent();
    }

    // ------------------------------------------------------------------ vault

    function test_RevertWhen_CallerIsNotTheVault() public {
        (uint256 coverId,) = _buyScripted(carol, 1000 * unit, 30 days);
        CoverData.Cover memory cover = _coverOf(coverId);
        address[4] memory callers = [eve, manager, address(poolConfigurator), address(coverToken)];
        for (uint256 i; i < callers.length; ++i) {
            vm.startPrank(callers[i]);
            vm.expectRevert(Errors.NotAuthorized.selector);
            pool.fundCase(scriptedProduct, 1, true, 0);
            vm.expectRevert(Errors.NotAuthorized.selector);
            pool.returnCapital(1);
            vm.expectRevert(Errors.NotAuthorized.selector);
            pool.drawCover(coverId, cover, 1);
            vm.expectRevert(Errors.NotAuthorized.selector);
            pool.endSalesStop(scriptedProduct);
            vm.expectRevert(Errors.NotAuthorized.selector);
            pool.setShort(true);
            vm.expectRevert(Errors.NotAuthorized.selector);
            pool.fadeShares(1);
            vm.expectRevert(Errors.NotAuthorized.selector);
            pool.deferStarts(scriptedProduct, type(uint32).max);
            vm.stopPrank();
        }
    }

    /// @dev SETTLE-3: what remains is a whole number of cover units, rounded down; totals fall by the same.
    function testFuzz_SETTLE3_DrawLowersCoverAndTotals(uint256 drawn) public {
        (uint256 coverId,) = _buyScripted(carol, 1000 * unit, 30 days);
        _buyScripted(dave, 5 * unit, 30 days);
        drawn = bound(drawn, 0, 1100 * unit);
        uint256 equity = pool.totalAssets();
        uint256 rate = _coverOf(coverId).rate;
        _draw(coverId, drawn);
        uint256 units = (drawn + unit - 1) / unit;
        uint256 left = units > 1000 ? 0 : 1000 - units;
        assertEq(_coverOf(coverId).amount, left);
        assertEq(pool.committedCover(scriptedProduct), (left + 5) * unit);
        assertLe(_coverOf(coverId).rate * 1000, rate * left, "what was drawn can not be refunded");
        assertEq(pool.totalAssets(), equity, "premium streams on");
        skip(60 days);
        assertEq(pool.committedCover(scriptedProduct), 0);
        pool.processExpiries();
        assertEq(uint256(_word(3)), 0, "nothing is freed twice");
        assertEq(_moneyWord().rate, 0, "all has streamed");
    }

    /// @dev CAP-2: what is drawn once the cover's period has begun is free already.
    function test_CAP2_DrawOfWhatIsFreeFreesNothingTwice() public {
        (uint256 coverId,) = _buyScripted(carol, 1000 * unit, 30 days);
        _buyScripted(dave, 5 * unit, 300 days);
        uint256 free = (_coverOf(coverId).end + HORIZON + 14 days - 1) / 14 days * 14 days;
        vm.warp(free - 1);
        assertEq(pool.committedCover(scriptedProduct), 1005 * unit);
        skip(1);
        _draw(coverId, 400 * unit);
        assertEq(_coverOf(coverId).amount, 600);
        assertEq(pool.committedCover(scriptedProduct), 5 * unit);
        uint256 sum = Buckets.sumOf(uint256(_word(3)));
        assertEq(sum, 5);
    }
}

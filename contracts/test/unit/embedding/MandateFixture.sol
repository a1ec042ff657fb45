// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Mandate} from "../../../src/embedding/IRenewalMandate.sol";
import {RenewalMandate} from "../../../src/embedding/RenewalMandate.sol";
import {UnitFixture} from "../UnitFixture.sol";

/// @notice The deployed system with a cover of 100,000 for 90 days, whose owner can sign and has approved everything.
abstract contract MandateFixture is UnitFixture {
    uint256 internal constant BUYER_KEY = uint256(keccak256("buyer's key"));

    RenewalMandate internal mandates;
    address internal buyer;
    address internal keeper = makeAddr("keeper");
    uint256 internal coverId;
    uint256 internal end; // of the cover before any renewal

    function setUp() public virtual override {
        super.setUp();
        _deposit(alice, 10_000_000 * unit);
        mandates = new RenewalMandate(address(coverToken));
        buyer = vm.addr(BUYER_KEY);
        (coverId,) = _buyScripted(buyer, 100_000 * unit, 90 days);
        end = _coverOf(coverId).end;
        vm.prank(buyer);
        coverToken.approve(address(mandates), coverId);
        _fund(buyer, address(mandates), 100_000 * unit);
    }

    /// @dev At most 5 % a year, for a year, thirty days at a time.
    function _mandate() internal view returns (Mandate memory) {
        return Mandate({
            owner: buyer,
            coverId: coverId,
            maxRate: 0.05e18,
            minAmount: uint128(100_000 * unit),
            maxAmount: uint128(100_000 * unit),
            lastEnd: uint40(end + 360 days),
            period: 30 days,
            window: 10 days,
            tip: uint128(2 * unit),
            series: 0,
            nonce: 7
        });
    }

    function _sign(bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(BUYER_KEY, digest);
        return abi.encodePacked(r, s, v);
    }

    function _signed(Mandate memory m) internal view returns (bytes memory) {
        return _sign(mandates.hashMandate(m));
    }

    function _renew(Mandate memory m) internal returns (uint40 newEnd, uint256 premium) {
        bytes memory signature = _signed(m);
        vm.prank(keeper);
        (newEnd, premium) = mandates.renewCover(m, signature);
        _assertEmpty(address(usdc));
    }

    /// @dev The renewal and its preview are refused alike, and nothing moves.
    function _expectRefusal(Mandate memory m, bytes memory reason) internal {
        vm.expectRevert(reason);
        mandates.previewRenewal(m);
        _expectRefusedCall(m, _signed(m), reason);
    }

    function _expectRefusedCall(Mandate memory m, bytes memory signature, bytes memory reason) internal {
        (uint256 before, uint256 tips) = (usdc.balanceOf(m.owner), usdc.balanceOf(keeper));
        vm.prank(keeper);
        vm.expectRevert(reason);
        mandates.renewCover(m, signature);
        assertEq(usdc.balanceOf(m.owner), before, "nothing was taken");
        assertEq(usdc.balanceOf(keeper), tips, "no tip");
    }

    function _expectRefusal(Mandate memory m, bytes4 reason) internal {
        _expectRefusal(m, abi.encodeWithSelector(reason));
    }

    /// @dev Into the window of a mandate, to its first second.
    function _warpToWindow(Mandate memory m) internal {
        vm.warp(_coverOf(m.coverId).end - m.window);
    }

    function _assertEmpty(address asset) internal view {
        assertEq(_read(asset, abi.encodeWithSignature("balanceOf(address)", mandates)), 0, "balance");
        bytes memory data = abi.encodeWithSignature("allowance(address,address)", mandates, pool);
        assertEq(_read(asset, data), 0, "allowance");
    }

    function _read(address target, bytes memory data) internal view returns (uint256) {
        (bool done, bytes memory result) = target.staticcall(data);
        assertTrue(done);
        return abi.decode(result, (uint256));
    }
}

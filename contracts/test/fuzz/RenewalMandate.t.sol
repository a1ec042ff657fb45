// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Mandate} from "../../src/embedding/IRenewalMandate.sol";
import {CoverOrder} from "../../src/pool/PoolTypes.sol";
import {MandateFixture} from "../unit/embedding/MandateFixture.sol";

/// @notice Random mandates at random moments of random markets.
contract RenewalMandateFuzz is MandateFixture {
    /// @dev What others have bought, what was drawn on the cover, and the time. Edges are met often.
    function _drift(uint256 seed, uint256 from, uint256 to) private returns (uint256 left) {
        vm.warp(bound(seed, from, to));
        uint256 available = pool.quoteCover(scriptedTerms, unit, 90 days).available / unit;
        uint256 others = bound(seed >> 64, 0, available);
        if (others != 0) {
            CoverOrder memory o = _orderScripted(dave, others * unit, 90 days);
            _fund(dave, address(pool), others * unit);
            vm.prank(dave);
            pool.buyCover(o);
        }
        uint256 drawn = seed >> 128 & 1 == 0 ? 0 : bound(seed >> 129, 0, 100_000);
        if (drawn != 0) _draw(coverId, drawn * unit);
        left = (100_000 - drawn) * unit;
    }

    function _random(uint256 seed) private view returns (Mandate memory m) {
        m = _mandate();
        m.maxRate = uint64(bound(seed, 0, 0.1e18));
        m.minAmount = uint128(bound(seed >> 32, 0, 100_000) * unit);
        m.maxAmount = uint128(bound(seed >> 64, 0, 110_000) * unit);
        m.period = uint32(bound(seed >> 96, 0, 366 days));
        m.window = uint32(bound(seed >> 128, 0, m.period + 1));
        m.lastEnd = uint40(end + bound(seed >> 160, 0, 400 days));
        m.tip = uint128(bound(seed >> 192, 0, 10 * unit));
    }

    /// @dev It renews within every cap, or changes nothing; the preview says which, and what it costs.
    function testFuzz_EMB22_RenewsWithinItsCapsOrNotAtAll(uint256 world, uint256 seed) public {
        uint256 left = _drift(world, vm.getBlockTimestamp(), end);
        Mandate memory m = _random(seed);
        bytes memory signature = _signed(m);
        (bool possible, bytes memory preview) =
            address(mandates).staticcall(abi.encodeCall(mandates.previewRenewal, (m)));
        uint256 before = usdc.balanceOf(buyer);
        vm.prank(keeper);
        try mandates.renewCover(m, signature) returns (uint40 newEnd, uint256 premium) {
            assertTrue(possible);
            assertEq(keccak256(preview), keccak256(abi.encode(newEnd, premium, m.tip)));
            assertEq(before - usdc.balanceOf(buyer), premium + m.tip);
            assertEq(usdc.balanceOf(keeper), m.tip);
            assertLe(newEnd, m.lastEnd);
            assertGe(newEnd, end + m.period);
            assertLt(newEnd, end + m.period + 1 days);
            assertGe(vm.getBlockTimestamp(), end - m.window);
            assertTrue(m.minAmount <= left && left <= m.maxAmount);
            assertLe(premium * 365 days * 1e18, left * m.maxRate * (newEnd - end));
            _assertNotAgain(m, signature);
        } catch (bytes memory reason) {
            assertFalse(possible);
            assertEq(keccak256(preview), keccak256(reason));
            assertEq(usdc.balanceOf(buyer), before);
            assertEq(_coverOf(coverId).end, end);
        }
        _assertEmpty(address(usdc));
    }

    function _assertNotAgain(Mandate memory m, bytes memory signature) private {
        vm.expectRevert();
        mandates.renewCover(m, signature);
        vm.warp(end - 1);
        vm.expectRevert();
        mandates.renewCover(m, signature);
    }

    /// @dev A mandate that allows what there is renews: the test above is not one of refusals alone.
    function testFuzz_RenewsWhatIsWithinTheCaps(uint256 world, uint256 seed) public {
        uint256 left = _drift(world, end - 10 days, end - 3 days);
        Mandate memory m = _mandate();
        (m.maxRate, m.minAmount, m.maxAmount) = (1e18, uint128(left), uint128(left));
        m.period = uint32(bound(seed, 10 days, 300 days));
        if (left == 0) return;
        (uint40 newEnd,) = _renew(m);
        assertGt(newEnd, end);
    }
}

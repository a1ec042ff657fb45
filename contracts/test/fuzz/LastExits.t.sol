// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClaimsVault} from "../../src/claims/IClaimsVault.sol";
import {Terms} from "../../src/listing/IProductRegistry.sol";
import {CaseStatus} from "../../src/claims/ClaimTypes.sol";
import {PoolConfig, PricingInput} from "../../src/pool/PoolTypes.sol";
import {UnitFixture} from "../unit/UnitFixture.sol";

/// @notice SOLV-1, EXIT-2: until the last underwriter is out everything is paid, and never more than there is. Amounts are a
/// few units, so that nothing but rounding happens: a cover unit is one unit, and a thousand shares are the first one's.
contract LastExitsTest is UnitFixture {
    address[5] internal people;
    uint256[] internal covers;
    uint256[] internal incidents;
    uint256 internal seed;

    function decimals() internal pure virtual override returns (uint8) {
        return 18;
    }

    uint256 internal least;

    /// @dev Without a deductible every unit of a loss counts.
    function _scripted(uint256 product) internal view override returns (Terms memory t) {
        t = super._scripted(product);
        t.deductible = 0;
    }

    function setUp() public override {
        super.setUp();
        people = [alice, bob, carol, dave, eve];
        PoolConfig memory c = _monoline();
        // The least that shares of 18-decimal assets tell apart.
        least = 1e9;
        (c.coverUnit, c.startEquity) = (least, 1e6 * least);
        pool = _createPool(c);
        assertEq(pool.poolConstants().assetUnit, least);
        vault = IClaimsVault(pool.claimsVault());
        PricingInput memory pricing = _pricing();
        (pricing.rateFloor, pricing.rateAtTarget, pricing.rateMax) = (0.1e18, 0.5e18, 3e18);
        vm.prank(manager);
        poolConfigurator.addTerms(address(pool), scriptedTerms, pricing);
        for (uint256 i; i < 5; ++i) {
            _fund(people[i], address(pool), 1e30);
        }
    }

    function testFuzz_SOLV1_EXIT2_LastExitsArePaidWhatThereIs(uint256 seed_) public {
        seed = seed_;
        for (uint256 i; i < 40; ++i) {
            _step();
            _assertPaidFor();
        }
        _everybodyLeaves();
    }

    function _next(uint256 n) internal returns (uint256) {
        seed = uint256(keccak256(abi.encode(seed)));
        return seed % n;
    }

    /// @dev Small amounts, in units that shares tell apart.
    function _amount() internal returns (uint256) {
        return (1 + _next(10 ** (1 + _next(6)))) * least + _next(least);
    }

    function _step() internal {
        uint256 kind = _next(12);
        address who = people[_next(5)];
        if (kind < 2) {
            uint256 assets = _amount();
            vm.prank(who);
            try pool.deposit(assets, who) {} catch {}
        } else if (kind == 2) {
            uint256 shares = _amount() / least * 1000 + _next(1000);
            vm.prank(who);
            try pool.mint(shares, who) {} catch {}
        } else if (kind == 3) {
            _tryBuy(who);
        } else if (kind == 4) {
            uint256 shares = pool.balanceOf(who);
            if (shares == 0) return;
            if (_next(2) == 0) shares = 1 + _next(shares);
            vm.prank(who);
            try pool.requestRedeem(shares, who, who) {} catch {}
        } else if (kind == 5 || kind == 6) {
            address target = _next(4) == 0 ? address(0) : people[_next(5)];
            vm.prank(who);
            try pool.settleRedeemRequests(target) {} catch {}
        } else if (kind == 7) {
            _withdrawSome(who);
        } else if (kind == 8) {
            _tryIncident();
        } else if (kind == 9 && covers.length != 0) {
            uint256 id = covers[_next(covers.length)];
            if (!_alive(id)) return;
            vm.prank(coverToken.ownerOf(id));
            if (_next(2) == 0) {
                try pool.cancelCover(id) {} catch {}
            } else {
                try pool.extendCover(id, 1 + _next(60 days), type(uint256).max, vm.getBlockTimestamp()) {} catch {}
            }
        } else if (kind == 10) {
            poolConfigurator.collectFees(address(pool), scriptedProduct);
        } else {
            skip(_next(15 days));
        }
    }

    function _tryBuy(address who) internal {
        try pool.quoteCover(scriptedTerms, least, 30 days) {
            uint256 available = pool.quoteCover(scriptedTerms, least, 30 days).available;
            if (available == 0) return;
            (uint256 id,) = _buyScripted(who, (1 + _next(available / least)) * least, (1 + _next(365)) * 1 days);
            covers.push(id);
        } catch {}
    }

    function _tryIncident() internal {
        if (pool.committedCover(scriptedProduct) == 0) return;
        uint256 id = _incident(vm.getBlockTimestamp(), 1 + _next(1e18));
        try vault.openCase(scriptedTerms, id, 0) {}
        catch {
            return;
        }
        for (uint256 i; i < covers.length; ++i) {
            if (_next(2) == 0 || !_alive(covers[i])) continue;
            try vault.claimPayout(covers[i], id) {} catch {}
        }
        if (vault.getCase(vault.caseIdOf(scriptedTerms, id)).status == CaseStatus.Open) {
            vault.applyVerdict(scriptedTerms, id);
        }
        skip(60 days + 1);
        if (!vault.getCase(vault.caseIdOf(scriptedTerms, id)).closed) vault.settleCase(scriptedTerms, id);
        incidents.push(id);
    }

    function _withdrawSome(address who) internal {
        (uint256 shares, uint256 assets) = (pool.maxRedeem(who), pool.maxWithdraw(who));
        if (shares == 0) return;
        uint256 before = usdc.balanceOf(who);
        bool all = _next(3) == 0;
        vm.startPrank(who);
        uint256 paid;
        if (assets != 0 && _next(2) == 0) {
            paid = all ? assets : 1 + _next(assets);
            pool.withdraw(paid, who, who);
        } else {
            paid = pool.redeem(all ? shares : 1 + _next(shares), who, who);
        }
        vm.stopPrank();
        assertEq(usdc.balanceOf(who) - before, paid);
        assertEq(pool.maxWithdraw(who), assets - paid, "nothing is lost on the way");
        if (paid < assets) assertGt(pool.maxRedeem(who), 0, "a share for the rest");
    }

    function _alive(uint256 coverId) internal view returns (bool) {
        try coverToken.ownerOf(coverId) returns (address) {
            return true;
        } catch {
            return false;
        }
    }

    function _everybodyLeaves() internal {
        skip(460 days);
        for (uint256 i; i < 5; ++i) {
            address who = people[i];
            if (vault.shareReturnCount() != 0) {
                vm.prank(who);
                try vault.collectReturns(who, who, 64) {} catch {}
            }
            _leaveAsMuchAs(who);
        }
        for (uint256 i; i < 5; ++i) {
            _leaveAsMuchAs(people[i]);
            assertEq(pool.balanceOf(people[i]) + pool.pendingRedeemRequest(0, people[i]), 0, "out");
            assertEq(pool.maxWithdraw(people[i]) + pool.maxRedeem(people[i]), 0, "paid");
        }
        poolConfigurator.collectFees(address(pool), scriptedProduct);
        _assertPaidFor();
    }

    function _leaveAsMuchAs(address who) internal {
        vm.startPrank(who);
        if (pool.pendingRedeemRequest(0, who) != 0) pool.settleRedeemRequests(who);
        uint256 shares = pool.maxRedeem(who);
        if (shares != 0) pool.redeem(shares, who, who);
        shares = pool.balanceOf(who);
        if (shares != 0) {
            pool.requestRedeem(shares, who, who);
            skip(COOLDOWN);
            pool.settleRedeemRequests(who);
            uint256 assets = pool.maxWithdraw(who);
            if (assets != 0) pool.withdraw(assets, who, who);
            else pool.redeem(shares, who, who);
        }
        vm.stopPrank();
    }

    /// @dev What everybody could take now, shares at today's price, settled exits, fees, is there; equity within it.
    function _assertPaidFor() internal view {
        uint256 shares;
        uint256 settled;
        for (uint256 i; i < 5; ++i) {
            shares += pool.balanceOf(people[i]) + pool.pendingRedeemRequest(0, people[i]);
            settled += pool.maxWithdraw(people[i]);
        }
        uint256 held = usdc.balanceOf(address(pool));
        uint256 fees = _productWord(scriptedProduct).fees;
        assertEq(held, _moneyWord().net + _exitsWord().owed + fees, "SOLV-1: to the unit");
        assertLe(settled, _exitsWord().owed, "EXIT-2");
        assertLe(pool.convertToAssets(shares), pool.totalAssets(), "no exit is worth more than equity");
        assertLe(pool.convertToAssets(shares) + settled + fees, held, "all of it can be paid");
        assertEq(shares + pool.balanceOf(address(vault)), pool.totalSupply(), "everybody's shares");
    }
}

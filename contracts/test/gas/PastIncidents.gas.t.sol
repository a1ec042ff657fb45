// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "solady/tokens/ERC20.sol";
import {Vm} from "forge-std/Vm.sol";

import {Terms} from "../../src/listing/IProductRegistry.sol";
import {CoverOrder} from "../../src/pool/PoolTypes.sol";
import {ScriptedResolver} from "../mocks/ScriptedResolver.sol";
import {Fixture} from "../utils/Fixture.sol";

/// @notice A token that does nothing but be one.
contract PlainToken is ERC20 {
    function name() public pure override returns (string memory) {
        return "Plain";
    }

    function symbol() public pure override returns (string memory) {
        return "PLAIN";
    }

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}

/// @notice COST-1: what a user pays does not depend on how many incidents a pool has been through. Each was opened, decided,
/// claimed, released and collected by real calls.
contract PastIncidentsGas is Fixture {
    uint256 internal constant MANY = 100;
    /// @dev Growth allowed, percent.
    uint256 internal constant ALLOWED = 2;
    /// @dev Two cold reads: what a transfer of shares may cost beyond a plain token's.
    uint256 internal constant COLD_READS = 2 * 2100;
    /// @dev A cold account, and handing the call on to it.
    uint256 internal constant CLONE = 2700;

    ScriptedResolver internal resolver;
    uint256 internal plainTerms;

    /// @dev What one user pays for each operation, on slots in use.
    struct Costs {
        uint256 open;
        uint256 verdict;
        uint256 claim;
        uint256 collect;
        uint256 deposit;
        uint256 transfer;
        uint256 request;
        uint256 settle;
        uint256 withdraw;
    }

    function setUp() public override {
        super.setUp();
        resolver = new ScriptedResolver(address(usdc));
        vm.startPrank(owner);
        Terms memory t = _terms(registry.listProduct(2, sponsor, "Plain"), 0);
        (t.resolver, t.observes, t.claimWindow) = (address(resolver), false, 7 days);
        plainTerms = registry.publishTerms(t, _pins());
        vm.stopPrank();
        _addTerms(pool, plainTerms);
        _deposit(alice, 20_000_000 * unit);
        _deposit(bob, 10_000_000 * unit);
        _fund(bob, address(pool), 1_000_000 * unit);
        _fund(carol, address(pool), 10_000_000 * unit);
        // The vault holds something else, as one that has been in use does.
        usdc.mint(address(vault), 1);
    }

    function test_Gas_COST1_SameAfterOneAndAfterAHundredIncidents() public {
        _incident();
        Costs memory few = _measure();
        // The measured one was an incident too.
        for (uint256 i = 2; i < MANY; ++i) {
            _incident();
        }
        assertEq(pool.layerCount(), MANY, "as many incidents as it says");
        Costs memory many = _measure();
        _row("openCase", few.open, many.open);
        _row("apply a verdict", few.verdict, many.verdict);
        _row("claim a payout", few.claim, many.claim);
        _row("collect returned shares, up to date", few.collect, many.collect);
        _row("deposit", few.deposit, many.deposit);
        _row("share transfer, no new case", few.transfer, many.transfer);
        _row("request redeem", few.request, many.request);
        _row("settle", few.settle, many.settle);
        _row("withdraw", few.withdraw, many.withdraw);
    }

    function test_Gas_TransferOfSharesAndOfAPlainToken() public {
        PlainToken plain = new PlainToken();
        plain.mint(alice, 1e18);
        plain.mint(bob, 1e18);
        vm.startPrank(alice);
        plain.transfer(bob, 1e6);
        uint256 least = _last();
        pool.transfer(bob, 1e6);
        uint256 shares = _last();
        vm.stopPrank();
        vm.snapshotValue("growth", "transfer of a plain token", least);
        vm.snapshotValue("growth", "transfer of shares", shares);
        assertLe(shares, least + COLD_READS + CLONE, "two cold reads more, and the code that a clone runs");
    }

    function _row(string memory name, uint256 few, uint256 many) private {
        vm.snapshotValue("growth", string.concat(name, ", after 1 past incident"), few);
        vm.snapshotValue("growth", string.concat(name, ", after 100 past incidents"), many);
        assertLe(many * 100, few * (100 + ALLOWED), name);
    }

    /// @dev An incident from its covers to its end, all that is due collected.
    function _incident() private returns (Costs memory c) {
        uint256 first = _buy();
        uint256 second = _buy();
        skip(5 days);
        pool.processExpiries();
        uint256 id = resolver.report(0, vm.getBlockTimestamp(), vm.getBlockTimestamp(), 0.5e18);
        vault.openCase(plainTerms, id, 0);
        c.open = _last();
        resolver.decide(id, vm.getBlockTimestamp(), 0.4e18);
        vault.applyVerdict(plainTerms, id);
        c.verdict = _last();
        vault.claimPayout(first, id);
        vault.claimPayout(second, id);
        c.claim = _last();
        skip(7 days + 1);
        vault.settleCase(plainTerms, id);
        vm.prank(alice);
        vault.collectReturns(alice, alice, 8);
        c.collect = _last();
        vm.prank(bob);
        vault.collectReturns(bob, bob, 8);
    }

    function _measure() private returns (Costs memory c) {
        c = _incident();
        vm.startPrank(bob);
        pool.deposit(1000 * unit, bob);
        pool.deposit(1000 * unit, bob);
        c.deposit = _last();
        pool.transfer(alice, 1e6);
        pool.transfer(alice, 1e6);
        c.transfer = _last();
        _leave();
        // Measured on the second round: the slots are in use.
        Costs memory again = _leave();
        (c.request, c.settle, c.withdraw) = (again.request, again.settle, again.withdraw);
        vm.stopPrank();
    }

    function _leave() private returns (Costs memory c) {
        pool.requestRedeem(1e12, bob, bob);
        c.request = _last();
        skip(COOLDOWN);
        // What has expired meanwhile is not the settlement's: CAP-2 bounds and Pool.gas.t.sol measures it.
        pool.processExpiries();
        pool.settleRedeemRequests(bob);
        c.settle = _last();
        pool.redeem(1e12, bob, bob);
        c.withdraw = _last();
    }

    function _buy() private returns (uint256 coverId) {
        CoverOrder memory o = _order(carol, 10_000 * unit, 60 days);
        o.termsId = plainTerms;
        vm.prank(carol);
        (coverId,) = pool.buyCover(o);
    }

    function _last() private view returns (uint256) {
        Vm.Gas memory gas = vm.lastCallGas();
        return gas.gasTotalUsed;
    }
}

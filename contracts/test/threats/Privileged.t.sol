// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Errors} from "../../src/common/Errors.sol";
import {PoolFlags} from "../../src/pool/PoolFlags.sol";
import {CoverOrder, PricingInput} from "../../src/pool/PoolTypes.sol";
import {IncidentFixture} from "../unit/claims/IncidentFixture.sol";

/// @notice Whoever has a role uses all of it: T-21, T-25, T-44, T-46. Nothing that a cover in force is paid, or an
/// underwriter can take out, is in anybody's power.
contract PrivilegedThreatsTest is IncidentFixture {
    uint256 internal constant CALLS = 18;

    uint256 internal coverId;
    uint256 internal newer;
    PricingInput internal l;

    function setUp() public override {
        super.setUp();
        coverId = _cover(0, carol, M / 5);
        skip(5 days);
        l = _pricing();
    }

    /// @dev Every call that is somebody's alone, in an order in which each succeeds.
    function _privileged(uint256 k) internal {
        address p = address(pool);
        PricingInput memory pricing = l;
        if (k < 5) return _registryCall(k);
        if (k >= 14) return _roleCall(k);
        vm.startPrank(k == 8 || k == 9 ? guardian : manager);
        if (k == 5) poolConfigurator.submitChange(p, newer, pricing);
        else if (k == 6) poolConfigurator.setPricing(p, product[0], _worst());
        else if (k == 7) poolConfigurator.removeTerms(p, terms[0]);
        else if (k == 8) poolConfigurator.pauseSales(p, 7 days);
        else if (k == 9) poolConfigurator.pauseDeposits(p, 7 days);
        else if (k == 10) poolConfigurator.prolongChange(p, newer, pricing, alice);
        else if (k == 11) poolConfigurator.endPauses(p);
        else if (k == 12) poolConfigurator.applyChange(p, newer, pricing, bob);
        else if (k == 13) poolConfigurator.submitChange(p, terms[0], pricing);
        vm.stopPrank();
    }

    function _registryCall(uint256 k) private {
        vm.startPrank(owner);
        if (k == 0) newer = registry.publishTerms(_incidentTerms(0), _pins());
        else if (k == 1) registry.suspendTerms(terms[0], true);
        else if (k == 2) registry.suspendTerms(terms[0], false);
        else if (k == 3) registry.listProduct(10, eve, "Another of the same cluster");
        else registry.transferOwnership(eve);
        vm.stopPrank();
    }

    function _roleCall(uint256 k) private {
        address p = address(pool);
        PricingInput memory pricing = l;
        vm.prank(k == 17 ? eve : manager);
        if (k == 14) poolConfigurator.revokeChange(p, terms[0], pricing);
        else if (k == 15) poolConfigurator.setGuardian(p, eve);
        else if (k == 16) poolConfigurator.transferManager(p, eve);
        else poolConfigurator.acceptManager(p);
    }

    /// @dev The least that a manager may leave of sales at once.
    function _worst() internal pure returns (PricingInput memory) {
        return PricingInput({
            rateFloor: 10e18,
            rateAtTarget: 10e18,
            rateMax: 10e18,
            target: 1e12,
            maxRatio: 1e12,
            managerFee: 0,
            sponsorFee: 0
        });
    }

    /// @dev All that decides what a cover is paid: its terms, itself, whose it is, and the pool's copy of its conditions.
    function _rights() internal view returns (bytes32) {
        (address insured, address refundTo) = coverToken.partiesOf(coverId);
        uint256 stored = _mapped(17, terms[0]) & ~(PoolFlags.TERMS_SOLD << 216);
        return keccak256(
            abi.encode(
                registry.claimTerms(terms[0]),
                coverToken.coverData(coverId),
                coverToken.ownerOf(coverId),
                insured,
                refundTo,
                stored,
                pool.committedCover(product[0]),
                _deductibleOf(product[0])
            )
        );
    }

    /// @dev All that is somebody's in the pool and its vault, but for fees.
    function _holdings() internal view returns (bytes32) {
        address[4] memory people = [alice, bob, carol, eve];
        bytes32 all;
        for (uint256 i; i < people.length; ++i) {
            all = keccak256(
                abi.encode(
                    all,
                    usdc.balanceOf(people[i]),
                    pool.balanceOf(people[i]),
                    pool.pendingRedeemRequest(0, people[i]),
                    pool.maxWithdraw(people[i])
                )
            );
        }
        return keccak256(
            abi.encode(
                all,
                usdc.balanceOf(address(pool)) + usdc.balanceOf(address(poolConfigurator)),
                usdc.balanceOf(address(vault)),
                usdc.balanceOf(address(resolver)),
                pool.totalAssets(),
                pool.totalSupply(),
                _exitsWord()
            )
        );
    }

    // ------------------------------------------------------------ T-25 and T-44

    /// @dev T-25: after each privileged call the cover has the rights that it had before; T-44: and nothing has moved but
    /// fees, from the pool to those they are owed to.
    function test_T25_T44_NoPrivilegedCallChangesOrMovesWhatIsAnothers() public {
        _request(alice, pool.balanceOf(alice) / 4);
        skip(COOLDOWN);
        vm.prank(alice);
        pool.settleRedeemRequests(alice);
        for (uint256 k; k < CALLS; ++k) {
            // The change waits for Alice: held up by nothing, it cannot be prolonged later than her cooldown.
            if (k == 6) _request(alice, 1e15);
            if (k == 12) _rightsAfterTheWait();
            bytes32 rights = _rights();
            bytes32 holdings = _holdings();
            _privileged(k);
            assertEq(_rights(), rights, "T-25: a cover's rights");
            assertEq(_holdings(), holdings, "T-44: somebody's money");
        }
        assertEq(_poolTermsOf(newer).flags, 1, "all of them succeeded");
        (address m, address g) = poolConfigurator.rolesOf(address(pool));
        assertEq(m, eve);
        assertEq(g, eve);
        // And it is paid as on the day on which it was bought.
        uint256 id = _openCaseFor(0, 0.5e18);
        _decide(0, id, 0.5e18);
        skip(60 days);
        assertEq(_claim(coverId, id), 100_000e6);
    }

    function _rightsAfterTheWait() private {
        skip(COOLDOWN);
        vm.prank(alice);
        pool.settleRedeemRequests(alice);
    }

    // -------------------------------------------------------------------- T-21

    /// @dev The cover is sold, the manager is another, the terms are suspended, removed and superseded by a version that the
    /// pool sells, all in the middle of a claim: it completes, payee as written.
    function test_T21_EveryRoleChangesInTheMiddleOfAClaim() public {
        vm.prank(owner);
        newer = registry.publishTerms(_incidentTerms(0), _pins());
        PricingInput memory pricing = l;
        vm.prank(manager);
        poolConfigurator.submitChange(address(pool), newer, pricing);
        skip(COOLDOWN);
        uint256 id = _openCaseFor(0, 0.5e18);
        vm.prank(carol);
        coverToken.transferFrom(carol, dave, coverId);
        vm.prank(owner);
        registry.suspendTerms(terms[0], true);
        vm.startPrank(manager);
        poolConfigurator.applyChange(address(pool), newer, pricing, address(0));
        poolConfigurator.removeTerms(address(pool), terms[0]);
        poolConfigurator.setPricing(address(pool), product[0], _worst());
        poolConfigurator.setGuardian(address(pool), eve);
        poolConfigurator.transferManager(address(pool), eve);
        vm.stopPrank();
        vm.startPrank(eve);
        poolConfigurator.acceptManager(address(pool));
        poolConfigurator.pauseSales(address(pool), 7 days);
        poolConfigurator.pauseDeposits(address(pool), 7 days);
        vm.stopPrank();
        _decide(0, id, 0.5e18);
        vm.prank(carol);
        vm.expectRevert(Errors.NotAuthorized.selector);
        vault.claimPayoutTo(coverId, id, carol);
        uint256 before = usdc.balanceOf(dave);
        assertEq(_claim(coverId, id), 100_000e6);
        assertEq(usdc.balanceOf(dave) - before, 100_000e6);
        skip(61 days);
        vault.settleCase(terms[0], id);
        assertEq(_inVault(), 0);
        _assertSolvent();
    }

    // -------------------------------------------------------------------- T-46

    /// @dev What happens in the life of a cover of a year, in a pool that is paused as often and as long as can be, or never.
    struct Life {
        uint256 exits; // assets withdrawn
        uint256 extension; // its premium
        uint256 end;
        uint256 payout;
        uint256 equity;
        uint256 refund;
    }

    function test_T46_PausesForAWholeLifeChangeNothingElse() public {
        uint256 state = vm.snapshotState();
        uint256 began = vm.getBlockTimestamp();
        Life memory calm = _live(false);
        vm.revertToState(state);
        vm.warp(began);
        Life memory paused = _live(true);
        assertEq(keccak256(abi.encode(paused)), keccak256(abi.encode(calm)));
        assertGt(calm.exits, 0);
        assertEq(calm.payout, 100_000e6);
        assertGt(calm.refund, 0);
    }

    function _live(bool paused) internal returns (Life memory life) {
        uint256 other = _cover(1, dave, M / 10);
        uint256 end = _coverOf(coverId).end;
        while (vm.getBlockTimestamp() + 30 days < end) {
            if (paused) _pauseBoth();
            skip(2 days);
            _request(bob, 1e15);
            skip(5 days);
            _assertOpenAgain(paused);
            skip(COOLDOWN - 5 days);
            vm.prank(bob);
            pool.settleRedeemRequests(bob);
            life.exits += _redeemAll(bob);
            skip(5 days);
        }
        if (paused) _pauseBoth();
        skip(1 days);
        usdc.mint(carol, M);
        vm.prank(carol);
        (life.end, life.extension) = pool.extendCover(coverId, 30 days, type(uint256).max, vm.getBlockTimestamp());
        vm.prank(dave);
        life.refund = pool.cancelCover(other);
        uint256 id = _openCaseFor(0, 0.5e18);
        skip(1 days);
        _decide(0, id, 0.5e18);
        life.payout = _claim(coverId, id);
        skip(61 days);
        vault.settleCase(terms[0], id);
        life.equity = pool.totalAssets();
        _assertOpenAgain(paused);
    }

    function _pauseBoth() internal {
        vm.startPrank(guardian);
        poolConfigurator.pauseSales(address(pool), 7 days);
        poolConfigurator.pauseDeposits(address(pool), 7 days);
        vm.stopPrank();
        assertEq(pool.maxDeposit(eve), 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.TermsNotForSale.selector, bytes32("paused")));
        pool.quoteCover(terms[1], 1e6, 30 days);
    }

    /// @dev Nobody has to end it; not in the last second of it, but in the next. It changes nothing.
    function _assertOpenAgain(bool paused) internal {
        (uint256 until,) = poolConfigurator.pausesOf(address(pool));
        if (paused) assertLe(until, vm.getBlockTimestamp(), "7 days are over");
        assertGt(pool.maxDeposit(eve), 0);
        pool.quoteCover(terms[1], 1e6, 30 days);
        uint256 state = vm.snapshotState();
        _deposit(eve, 1e6);
        CoverOrder memory o = _order(eve, 1e6, 30 days);
        o.termsId = terms[1];
        usdc.mint(eve, 1e6);
        vm.prank(eve);
        pool.buyCover(o);
        vm.revertToState(state);
    }
}

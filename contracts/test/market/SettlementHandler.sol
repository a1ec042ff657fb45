// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {Case} from "../../src/claims/ClaimTypes.sol";
import {CoverToken} from "../../src/CoverToken.sol";
import {ICoverPool} from "../../src/interfaces/ICoverPool.sol";
import {IClaimsVault} from "../../src/interfaces/IClaimsVault.sol";
import {Errors} from "../../src/libraries/Errors.sol";
import {CoverOrder, Quote} from "../../src/types/PoolTypes.sol";
import {MockToken} from "../mocks/MockToken.sol";
import {ScriptedResolver} from "../mocks/ScriptedResolver.sol";
import {ReferenceSettlement} from "./ReferenceSettlement.sol";

/// @notice Buys, opens, decides, claims, releases, recovers and leaves in any order and at any time, and asks the slow model
/// before each call what it has to do.
contract SettlementHandler is Test {
    struct Parts {
        ICoverPool pool;
        IClaimsVault vault;
        CoverToken token;
        MockToken asset;
        ScriptedResolver resolver;
        ReferenceSettlement model;
        address sponsor;
        uint256 unit;
    }

    struct Version {
        uint256 product; // of the model: 0, 1, 2
        uint256 productId;
        uint256 termsId;
        uint256 deductible;
        bool sold;
    }

    uint256 internal constant MAX_CASES = 10;

    address internal immutable _owner;
    Parts internal x;
    Version[] internal versions;
    uint256[] internal coverIds;
    uint256[] internal incidents; // by index of the case
    mapping(uint256 product => uint256) internal least;
    address[4] internal holders;
    address internal buyer = makeAddr("a buyer");
    address internal stranger = makeAddr("a stranger");
    mapping(bytes32 action => uint256) public calls;

    constructor(Parts memory p, Version[] memory versions_) {
        (x, _owner) = (p, msg.sender);
        for (uint256 i; i < versions_.length; ++i) {
            versions.push(versions_[i]);
        }
        for (uint256 i; i < 4; ++i) {
            holders[i] = makeAddr(string.concat("holder ", vm.toString(i)));
            x.asset.mint(holders[i], 1e12 * x.unit);
            vm.prank(holders[i]);
            x.asset.approve(address(x.pool), type(uint256).max);
        }
        x.asset.mint(buyer, 1e12 * x.unit);
        vm.prank(buyer);
        x.asset.approve(address(x.pool), type(uint256).max);
        x.asset.mint(stranger, 1e12 * x.unit);
        vm.prank(stranger);
        x.asset.approve(address(x.vault), type(uint256).max);
        x.asset.mint(x.sponsor, 1e12 * x.unit);
        vm.prank(x.sponsor);
        x.asset.approve(address(x.vault), type(uint256).max);
    }

    /// @dev A product's new version takes the place of the one that was sold.
    function supersede(Version calldata version) external {
        require(msg.sender == _owner);
        for (uint256 i; i < versions.length; ++i) {
            if (versions[i].product == version.product) versions[i].sold = false;
        }
        versions.push(version);
    }

    // ---------------------------------------------------------------- capital

    /// @dev Little against the first deposits, so that the pool gets short.
    uint256 internal most = 250_000;

    function deposit(uint256 seed, uint256 assets) public {
        assets = bound(assets, x.unit, most * x.unit);
        address holder = holders[seed % 4];
        bool short = x.model.anyShort();
        if (!short && assets > x.pool.maxDeposit(holder)) return;
        if (short) vm.expectRevert(Errors.PoolShort.selector);
        vm.prank(holder);
        x.pool.deposit(assets, holder);
        _count(short ? bytes32("deposit refused") : bytes32("deposit"));
        if (seed > 3) most = 20_000;
    }

    function requestExit(uint256 seed, uint256 part) external {
        address holder = holders[seed % 4];
        if (x.pool.pendingRedeemRequest(0, holder) != 0) return;
        uint256 shares = x.pool.balanceOf(holder) * bound(part, 1, 4) / 4;
        if (shares == 0) return;
        vm.prank(holder);
        x.pool.requestRedeem(shares, holder, holder);
        _count("leave");
    }

    function settle(uint256 seed) external {
        address holder = holders[seed % 4];
        vm.prank(holder);
        try x.pool.settleRedeemRequests(holder) {
            assertFalse(x.model.anyShort(), "nobody leaves a short pool");
            _count("settle");
        } catch {}
    }

    function collect(uint256 seed) external {
        address holder = holders[seed % 4];
        (uint256 shares,) = x.vault.returnsOf(holder);
        if (shares == 0) return;
        vm.prank(holder);
        assertEq(x.vault.collectReturns(holder, holder, type(uint256).max), shares);
        _count("collect");
        (shares,) = x.vault.returnsOf(holder);
        assertEq(shares, 0, "all of it");
    }

    /// @dev What nobody has collected for a year leaves the supply by the second.
    function burn(uint256 seed) external {
        uint256 count = x.vault.shareReturnCount();
        if (count == 0) return;
        uint256 index = seed % count;
        uint256 left = x.vault.shareReturnOf(index).left;
        uint256 due = x.vault.shareReturnOf(index).time + 365 days;
        if (block.timestamp <= due && seed >> 32 & 7 == 0) vm.warp(due + 1);
        bool ripe = vm.getBlockTimestamp() > due && left != 0;
        uint256 supply = x.pool.totalSupply();
        if (!ripe) vm.expectRevert(Errors.NothingToCollect.selector);
        x.vault.burnUncollected(index);
        if (!ripe) return;
        assertEq(x.pool.totalSupply(), supply, "nothing leaves at once");
        skip(15 days);
        assertLe(supply - x.pool.totalSupply(), supply);
        assertLt(x.pool.totalSupply(), supply, "by the second");
        _count("burn");
    }

    function post(uint256 seed, uint256 assets) external {
        Version memory v = versions[seed % versions.length];
        assets = bound(assets, 1, 100_000 * x.unit);
        vm.prank(x.sponsor);
        x.vault.postFirstLoss(v.productId, assets);
        x.model.post(v.product, assets);
        _count("post");
    }

    function withdraw(uint256 seed) external {
        Version memory v = versions[seed % versions.length];
        (uint256 free,, uint256 maturesAt, uint256 lapsesAt) = x.vault.firstLossOf(v.productId);
        if (block.timestamp < maturesAt || block.timestamp > lapsesAt || free == 0) {
            vm.prank(x.sponsor);
            x.vault.requestFirstLossWithdrawal(v.productId, free);
            if (seed % 3 == 0) skip(12 days);
            return;
        }
        vm.prank(x.sponsor);
        try x.vault.withdrawFirstLoss(v.productId, x.sponsor) returns (uint256 assets) {
            x.model.take(v.product, assets);
            _count("withdraw");
        } catch {}
    }

    // ------------------------------------------------------------------ cover

    function buy(uint256 seed, uint256 amount) external {
        Version memory v = versions[seed % versions.length];
        if (!v.sold) return;
        CoverOrder memory o;
        o.termsId = v.termsId;
        o.duration = bound(seed >> 32, 1 days, 200 days);
        (o.onBehalf, o.insured, o.refundTo) = (buyer, buyer, buyer);
        (o.maxPremium, o.deadline, o.maxStart) = (type(uint256).max, block.timestamp, type(uint40).max);
        o.amount = x.unit;
        if (x.model.anyShort()) {
            vm.expectRevert(Errors.PoolShort.selector);
            x.pool.quoteCover(o.termsId, o.amount, o.duration);
            _count("buy refused, short");
            return;
        }
        if (x.model.isStopped(v.product)) {
            vm.expectRevert(abi.encodeWithSelector(Errors.IncidentOpen.selector, v.productId));
            x.pool.quoteCover(o.termsId, o.amount, o.duration);
            _count("buy refused, stopped");
            return;
        }
        Quote memory q = x.pool.quoteCover(o.termsId, o.amount, o.duration);
        if (q.available < x.unit || coverIds.length >= 24) return;
        o.amount = bound(amount, 1, q.available / x.unit) * x.unit;
        uint256 before = x.pool.committedCover(v.productId);
        vm.prank(buyer);
        (uint256 coverId,) = x.pool.buyCover(o);
        if (before == 0 || v.deductible < least[v.product]) least[v.product] = v.deductible;
        coverIds.push(coverId);
        q = _dates(coverId);
        x.model.addCover(v.product, o.amount / x.unit, q.start, q.end, v.deductible);
        _count("buy");
    }

    function cancel(uint256 seed) external {
        if (coverIds.length == 0) return;
        uint256 i = seed % coverIds.length;
        vm.prank(buyer);
        try x.pool.cancelCover(coverIds[i]) {
            x.model.dropCover(i);
            _count("cancel");
        } catch {}
    }

    // -------------------------------------------------------------- incidents

    function open(uint256 seed, uint256 severity, uint256 ago) public {
        if (incidents.length >= MAX_CASES) return;
        Version memory v = versions[seed % versions.length];
        uint256 committed = x.pool.committedCover(v.productId);
        if (committed == 0) return;
        bool dust = seed >> 16 & 3 == 0;
        uint256 deductible = least[v.product];
        severity = dust ? deductible + bound(severity, 1e12, 0.09e18) : bound(severity, deductible + 1e12, 1e18);
        if (seed >> 18 & 3 == 0) severity = 1e18;
        ago = bound(ago, 0, 8 days);
        _open(v, severity, block.timestamp - ago, committed);
        if (dust) _count("open dust");
    }

    function _open(Version memory v, uint256 severity, uint256 time, uint256 committed) private {
        uint256 incidentId = x.resolver.report(uint96(v.product), time, 0, severity);
        uint256 equity = _available();
        uint256 supply = x.pool.totalSupply();
        vm.prank(stranger);
        uint256 reserve = x.vault.openCase(v.termsId, incidentId);
        uint256 i = x.model.open(v.product, time, committed, least[v.product], severity, equity, block.timestamp);
        incidents.push(incidentId);
        assertEq(reserve, x.model.caseAt(i).reserve, "what is taken out of equity");
        assertEq(_case(i).supply, supply);
        _count("open");
        if (x.model.caseAt(i).need > x.model.caseAt(i).reserve + x.model.caseAt(i).firstLoss) _count("open, lacking");
        vm.expectRevert(Errors.CaseAlreadyOpen.selector);
        x.vault.openCase(v.termsId, incidentId);
    }

    function decide(uint256 seed, uint256 severity) public {
        if (incidents.length == 0) return;
        uint256 i = seed % incidents.length;
        ReferenceSettlement.OneCase memory c = x.model.caseAt(i);
        if (c.decided) return;
        uint256 kind = seed >> 16 & 3;
        severity = kind == 0 ? 0 : kind == 1 ? bound(severity, 0, c.figure) : c.figure;
        bool silence = seed >> 20 & 7 == 0;
        if (silence) {
            severity = 0;
            vm.warp(
                c.time + 8 days + 120 days + 1 > vm.getBlockTimestamp()
                    ? c.time + 8 days + 120 days + 1
                    : vm.getBlockTimestamp()
            );
        } else {
            x.resolver.decide(incidents[i], block.timestamp, severity);
        }
        Version memory v = _versionOf(c.product);
        uint256 present = type(uint256).max;
        if (vm.getBlockTimestamp() <= c.time + 13 days) present = x.pool.committedCover(v.productId);
        bool released = seed >> 24 & 1 == 1 && _applyByRelease(v, i);
        if (seed >> 24 & 1 == 0) x.vault.applyVerdict(v.termsId, incidents[i]);
        x.model.decide(i, severity, present, vm.getBlockTimestamp());
        if (released && !x.model.caseAt(i).closed) assertTrue(x.model.release(i, vm.getBlockTimestamp()));
        _count(silence ? bytes32("silence") : severity == 0 ? bytes32("deny") : bytes32("decide"));
    }

    /// @dev A release applies the verdict; where claims can be made then it is refused, verdict and all.
    /// @return done whether it went beyond the verdict
    function _applyByRelease(Version memory v, uint256 i) private returns (bool done) {
        try x.vault.settleCase(v.termsId, incidents[i]) {
            return true;
        } catch {
            x.vault.applyVerdict(v.termsId, incidents[i]);
        }
    }

    function claim(uint256 seed) public {
        if (coverIds.length == 0) return;
        uint256 cover = seed % coverIds.length;
        uint256 product = x.model.coverAt(cover).product;
        uint256[] memory payables = x.model.payableCases(product);
        if (payables.length == 0) return;
        payables = _ofOneSettlement(payables, seed >> 16);
        uint256[] memory ids = new uint256[](payables.length);
        for (uint256 i; i < ids.length; ++i) {
            ids[i] = incidents[payables[i]];
        }
        if (ids.length > 1) _tryToLeaveOut(cover, ids, seed);
        uint256 predicted = x.vault.previewPayouts(coverIds[cover], ids);
        uint256 expected;
        bool made;
        for (uint256 i; i < payables.length; ++i) {
            uint256 j = _claimOn(payables[i], cover);
            uint256 paid;
            bool one;
            if (j != type(uint256).max) {
                // It was registered: the same call fetches what is due of it.
                paid = x.model.fetch(j);
                one = paid != 0;
                if (one) _count("fetch with a claim");
            } else if (vm.getBlockTimestamp() <= x.model.caseAt(payables[i]).until) {
                (paid, one) = x.model.claim(payables[i], cover);
                if (one) _count(paid == 0 ? bytes32("register") : bytes32("claim"));
            }
            expected += paid;
            made = made || one;
        }
        if (!made) {
            _refused(cover, ids);
            return;
        }
        if (ids.length > 1) _count("claim together");
        assertEq(predicted, expected, "the preview is the payout");
        uint256 before = x.asset.balanceOf(buyer);
        vm.prank(stranger);
        assertEq(x.vault.claimPayouts(coverIds[cover], ids, address(0)), expected, "the model's payout");
        assertEq(x.asset.balanceOf(buyer) - before, expected);
    }

    function fetch(uint256 seed) external {
        uint256 count = x.model.claimCount();
        if (count == 0) return;
        uint256 j = seed % count;
        ReferenceSettlement.OneClaim memory c = x.model.claimAt(j);
        if (!c.registered) return;
        uint256 incidentId = incidents[c.caseIndex];
        uint256 predicted = x.vault.previewPayout(coverIds[c.cover], incidentId);
        uint256 due = x.model.fetch(j);
        assertEq(predicted, due, "the preview is what is due");
        if (due == 0) {
            vm.expectRevert();
            x.vault.claimPayout(coverIds[c.cover], incidentId);
            return;
        }
        vm.prank(stranger);
        assertEq(x.vault.claimPayout(coverIds[c.cover], incidentId), due, "what is due");
        _count(c.paid + due == c.gross ? bytes32("fetch whole") : bytes32("fetch part"));
    }

    function release(uint256 seed) public {
        if (incidents.length == 0) return;
        uint256 i = seed % incidents.length;
        ReferenceSettlement.OneCase memory c = x.model.caseAt(i);
        if (!c.decided) return;
        Version memory v = _versionOf(c.product);
        bool counted = x.model.finished(c.number);
        bool ok = x.model.release(i, vm.getBlockTimestamp());
        if (!ok) vm.expectRevert();
        vm.prank(stranger);
        x.vault.settleCase(v.termsId, incidents[i]);
        if (!ok) return;
        if (x.model.caseAt(i).closed) _count(counted ? bytes32("release, divided") : bytes32("release"));
        else _count(x.model.caseAt(i).counted ? bytes32("release, counted") : bytes32("release, surplus"));
    }

    /// @dev Time goes to the end of a case's window, and everything that is over is released.
    function finish(uint256 seed) external {
        if (incidents.length == 0) return;
        ReferenceSettlement.OneCase memory c = x.model.caseAt(seed % incidents.length);
        if (!c.decided || c.closed) return;
        if (vm.getBlockTimestamp() <= c.until) vm.warp(c.until + 1);
        for (uint256 i; i < incidents.length; ++i) {
            release(i);
        }
    }

    function recover(uint256 seed, uint256 assets) external {
        if (incidents.length == 0) return;
        uint256 i = seed % incidents.length;
        ReferenceSettlement.OneCase memory c = x.model.caseAt(i);
        assets = bound(assets, x.unit, 50_000 * x.unit);
        (bool ok, uint256 used) = x.model.recover(i, assets);
        if (!ok) vm.expectRevert();
        vm.prank(stranger);
        (uint256 forClaims,) = x.vault.addRecovery(_versionOf(c.product).termsId, incidents[i], assets);
        if (!ok) return;
        assertEq(forClaims, used, "claims that were cut come first");
        _count(used == 0 ? bytes32("recover") : bytes32("recover for claims"));
    }

    function wait(uint256 time) external {
        skip(bound(time, 1, 20 days));
        _count("wait");
    }

    /// @dev A sixteenth of all there is stays in equity.
    function _available() private view returns (uint256) {
        uint256 equity = x.pool.totalAssets();
        uint256 stays = (equity + x.model.heldUndecided()) / 16;
        return equity > stays ? equity - stays : 0;
    }

    // ------------------------------------------------------------------ reads

    function caseCount() external view returns (uint256) {
        return incidents.length;
    }

    function caseOf(uint256 i) external view returns (Case memory) {
        return _case(i);
    }

    function stakesOf(uint256 number) external view returns (uint256 needs) {
        for (uint256 i; i < versions.length; ++i) {
            if (versions[i].sold) needs += x.vault.stakeOf(number, versions[i].productId).needs;
        }
    }

    // -------------------------------------------------------------- internals

    function _case(uint256 i) internal view returns (Case memory) {
        Version memory v = _versionOf(x.model.caseAt(i).product);
        return x.vault.getCase(x.vault.caseIdOf(v.termsId, incidents[i]));
    }

    /// @dev The version that is sold.
    function _versionOf(uint256 product) internal view returns (Version memory v) {
        for (uint256 i; i < versions.length; ++i) {
            if (versions[i].product == product && versions[i].sold) return versions[i];
        }
    }

    function _dates(uint256 coverId) private view returns (Quote memory q) {
        (q.start, q.end) = (uint40(x.token.coverData(coverId).start), uint40(x.token.coverData(coverId).end));
    }

    function _claimOn(uint256 caseIndex, uint256 cover) private view returns (uint256) {
        for (uint256 j; j < x.model.claimCount(); ++j) {
            ReferenceSettlement.OneClaim memory c = x.model.claimAt(j);
            if (c.caseIndex == caseIndex && c.cover == cover && c.registered) return j;
        }
        return type(uint256).max;
    }

    /// @dev Those of one settlement, in the order in which claims are made.
    function _ofOneSettlement(uint256[] memory list, uint256 seed) private view returns (uint256[] memory found) {
        uint256 number = x.model.caseAt(list[seed % list.length]).number;
        found = new uint256[](list.length);
        uint256 count;
        for (uint256 i; i < list.length; ++i) {
            if (x.model.caseAt(list[i]).number == number) found[count++] = list[i];
        }
        assembly ("memory-safe") {
            mstore(found, count)
        }
        for (uint256 i; i < count; ++i) {
            for (uint256 j = i + 1; j < count; ++j) {
                if (_place(found[j]) < _place(found[i])) (found[i], found[j]) = (found[j], found[i]);
            }
        }
    }

    function _place(uint256 i) private view returns (uint256) {
        ReferenceSettlement.OneCase memory c = x.model.caseAt(i);
        return c.time << 216 | x.vault.caseIdOf(_versionOf(c.product).termsId, incidents[i]) >> 40;
    }

    /// @dev Leaving out one of the cases, or naming one twice, must not choose whose capital pays.
    function _tryToLeaveOut(uint256 cover, uint256[] memory ids, uint256 seed) private {
        uint256[] memory fewer = new uint256[](ids.length - 1);
        uint256 out = (seed >> 32) % ids.length;
        for (uint256 i; i < fewer.length; ++i) {
            fewer[i] = ids[i < out ? i : i + 1];
        }
        try x.vault.claimPayouts(coverIds[cover], fewer, address(0)) {
            // Only what had been registered was fetched: say so to the model.
            for (uint256 i; i < fewer.length; ++i) {
                uint256 j = _claimOn(_indexOf(fewer[i]), cover);
                assertTrue(j != type(uint256).max, "a claim on some of its cases only");
                x.model.fetch(j);
            }
        } catch {}
        uint256[] memory twice = new uint256[](ids.length);
        for (uint256 i; i < ids.length; ++i) {
            twice[i] = ids[0];
        }
        vm.expectRevert();
        x.vault.claimPayouts(coverIds[cover], twice, address(0));
    }

    function _indexOf(uint256 incidentId) private view returns (uint256 i) {
        while (incidents[i] != incidentId) ++i;
    }

    function _refused(uint256 cover, uint256[] memory ids) private {
        vm.expectRevert();
        x.vault.claimPayouts(coverIds[cover], ids, address(0));
    }

    function _count(bytes32 action) private {
        ++calls[action];
    }
}

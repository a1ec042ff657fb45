// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {Case} from "../../src/claims/ClaimTypes.sol";
import {CoverToken} from "../../src/cover/CoverToken.sol";
import {Errors} from "../../src/common/Errors.sol";
import {CoverOrder, Quote} from "../../src/pool/PoolTypes.sol";
import {ScriptedResolver} from "../mocks/ScriptedResolver.sol";
import {Site} from "./HandlerBase.sol";
import {ReferenceBook} from "./ReferenceBook.sol";
import {ReferenceModel} from "./ReferenceModel.sol";
import {ReferencePool} from "./ReferencePool.sol";

/// @notice Buys, opens, decides, claims, settles, recovers and leaves, in any order and at any time. Before each call the
/// slow model says whether it has to succeed, and with which figures.
contract MarketHandler is Test {
    struct Version {
        uint96 subject;
        uint256 productId;
        uint256 termsId;
        bool sold;
    }

    /// @notice A case, in the order of openings, which is the model's too.
    struct Opened {
        uint256 id;
        uint256 termsId;
        uint256 incidentId;
        uint256 figure;
    }

    uint256 internal constant MAX_CASES = 10;
    uint256 internal constant MAX_COVERS = 24;

    address internal immutable _owner;
    CoverToken internal immutable _token;
    ScriptedResolver internal immutable _resolver;
    address internal immutable _sponsor;
    Site internal _site;
    Version[] internal _versions;
    Opened[] internal _opened;
    address[4] internal _holders;
    address internal _buyer = makeAddr("a buyer");
    address internal _stranger = makeAddr("a stranger");
    mapping(bytes32 action => uint256) public calls;

    constructor(Site memory s, CoverToken token, ScriptedResolver resolver, address sponsor) {
        (_site, _token, _resolver, _sponsor, _owner) = (s, token, resolver, sponsor, msg.sender);
        for (uint256 i; i < 4; ++i) {
            _holders[i] = makeAddr(string.concat("holder ", vm.toString(i)));
            _fund(s, _holders[i], address(s.pool));
        }
        _fund(s, _buyer, address(s.pool));
        _fund(s, _stranger, address(s.vault));
        _fund(s, sponsor, address(s.vault));
    }

    /// @notice Adds a version of a product's terms, which takes the place of the one that was sold.
    function addVersion(uint96 subject, uint256 productId, uint256 termsId) external {
        require(msg.sender == _owner);
        for (uint256 i; i < _versions.length; ++i) {
            if (_versions[i].productId == productId) _versions[i].sold = false;
        }
        _versions.push(Version(subject, productId, termsId, true));
    }

    // ------------------------------------------------------------------ reads

    function site() external view returns (Site memory) {
        return _site;
    }

    function holders() external view returns (address[4] memory) {
        return _holders;
    }

    // ---------------------------------------------------------------- capital

    /// @dev Little against the first deposits, which have the lowest seeds, so that the pool runs short.
    function deposit(uint256 seed, uint256 assets) external {
        Site memory s = _site;
        assets = bound(assets, s.coverUnit, (seed < 4 ? 250_000 : 20_000) * s.coverUnit);
        address holder = _holders[seed % 4];
        bool short = s.model.short();
        if (!short && (assets > s.pool.maxDeposit(holder) || s.pool.previewDeposit(assets) == 0)) return;
        if (short) vm.expectRevert(Errors.PoolShort.selector);
        vm.prank(holder);
        uint256 shares = s.pool.deposit(assets, holder);
        if (short) return _count("deposit refused");
        assertEq(shares, s.model.deposit(holder, assets), "shares of a deposit");
        _count("deposit");
    }

    function requestExit(uint256 seed, uint256 part) external {
        Site memory s = _site;
        address holder = _holders[seed % 4];
        if (s.pool.pendingRedeemRequest(0, holder) != 0) return;
        uint256 shares = s.pool.balanceOf(holder) * bound(part, 1, 4) / 4;
        if (shares == 0) return;
        vm.prank(holder);
        s.pool.requestRedeem(shares, holder, holder);
        s.model.request(holder, holder, shares);
        _count("leave");
    }

    function settleExit(uint256 seed) external {
        Site memory s = _site;
        address holder = _holders[seed % 4];
        bool waits = s.model.pendingOf(holder) != 0;
        uint256 readyAt = s.model.ticketOf(holder).time + s.pool.cooldown();
        if (waits && vm.getBlockTimestamp() < readyAt && seed >> 32 & 1 == 0) vm.warp(readyAt);
        bool may = waits && vm.getBlockTimestamp() >= readyAt && s.model.leaveable() != 0;
        if (!may) vm.expectRevert();
        vm.prank(holder);
        (uint256 shares, uint256 assets) = s.pool.settleRedeemRequests(holder);
        if (!may) return _count("exit refused");
        (uint256 wantedShares, uint256 wantedAssets,) = s.model.settle(holder, false);
        assertEq(shares, wantedShares, "shares that leave");
        assertEq(assets, wantedAssets, "what they are worth");
        _count("exit");
    }

    function collect(uint256 seed) external {
        Site memory s = _site;
        address holder = _holders[seed % 4];
        (uint256 shares, uint256 looks) = s.vault.returnsOf(holder);
        if (shares == 0) return;
        uint256 count = s.vault.shareReturnCount();
        vm.prank(holder);
        assertEq(s.vault.collectReturns(holder, holder, type(uint256).max), shares, "what is shown is collected");
        assertEq(s.model.collect(holder, holder, count - looks, count), shares, "what is due");
        _count("collect");
    }

    /// @notice What nobody has collected for a year leaves the supply by the second.
    function burn(uint256 seed) external {
        Site memory s = _site;
        uint256 count = s.vault.shareReturnCount();
        if (count == 0) return;
        uint256 index = seed % count;
        uint256 due = s.vault.getShareReturn(index).time + 365 days;
        if (vm.getBlockTimestamp() <= due && seed >> 32 & 7 == 0) vm.warp(due + 1);
        bool ripe = s.model.canBurn(index);
        uint256 supply = s.pool.totalSupply();
        if (!ripe) vm.expectRevert(Errors.NothingToCollect.selector);
        s.vault.burnUncollected(index);
        if (!ripe) return _count("burn refused");
        s.model.burn(index);
        assertEq(s.pool.totalSupply(), supply, "nothing leaves at once");
        skip(15 days);
        assertEq(s.pool.totalSupply(), s.model.supply(), "it leaves by the second");
        _count("burn");
    }

    function postFirstLoss(uint256 seed, uint256 assets) external {
        Site memory s = _site;
        uint256 productId = _versions[seed % _versions.length].productId;
        assets = bound(assets, 1, 100_000 * s.coverUnit);
        vm.prank(_sponsor);
        s.vault.postFirstLoss(productId, assets);
        s.model.postFirstLoss(productId, assets);
        _count("post");
    }

    function withdrawFirstLoss(uint256 seed) external {
        Site memory s = _site;
        uint256 productId = _versions[seed % _versions.length].productId;
        (uint256 announced, uint256 maturesAt) = s.model.withdrawals(productId);
        (, uint256 free) = s.model.promisedOf(productId);
        if (vm.getBlockTimestamp() < maturesAt && seed >> 32 & 1 == 0) vm.warp(maturesAt);
        vm.startPrank(_sponsor);
        if (vm.getBlockTimestamp() < maturesAt || vm.getBlockTimestamp() > maturesAt + 2 days || free == 0) {
            s.vault.requestFirstLossWithdrawal(productId, free);
            s.model.announceFirstLoss(productId, free);
        } else if (announced != 0) {
            assertEq(s.vault.withdrawFirstLoss(productId, _sponsor), s.model.withdrawFirstLoss(productId), "first loss");
            _count("withdraw");
        }
        vm.stopPrank();
    }

    // ------------------------------------------------------------------ cover

    function buy(uint256 seed, uint256 amount) external {
        Site memory s = _site;
        Version memory v = _versions[seed % _versions.length];
        if (!v.sold) return;
        ReferencePool.Sale memory x;
        (x.termsId, x.duration) = (v.termsId, bound(seed >> 32, 1 days, 200 days));
        bool short = s.model.short();
        bool stopped = s.model.isStopped(v.productId);
        if (short) vm.expectRevert(Errors.PoolShort.selector);
        else if (stopped) vm.expectRevert(abi.encodeWithSelector(Errors.SalesStopped.selector, v.productId));
        Quote memory q = s.pool.quoteCover(x.termsId, s.coverUnit, x.duration);
        if (short) return _count("buy refused, short");
        if (stopped) return _count("buy refused, stopped");
        uint256 left = s.model.available(x.termsId, type(uint256).max);
        assertEq(q.available, left * s.coverUnit, "capacity");
        if (left == 0 || s.model.coverCount() >= MAX_COVERS) return;
        x.units = bound(amount, 1, left);
        _buy(s, x);
    }

    function cancel(uint256 seed) external {
        Site memory s = _site;
        uint256 count = s.model.coverCount();
        if (count == 0) return;
        uint256 coverId = s.model.coverAt(seed % count).id;
        vm.prank(_buyer);
        try s.pool.cancelCover(coverId) returns (uint256 refund) {
            (uint256 least, uint256 most) = s.model.cancel(coverId, refund);
            assertTrue(least <= refund && refund <= most, "a refund");
            _count("cancel");
        } catch {}
    }

    // -------------------------------------------------------------- incidents

    function open(uint256 seed, uint256 severity, uint256 ago) external {
        Site memory s = _site;
        if (_opened.length >= MAX_CASES) return;
        Version memory v = _versions[seed % _versions.length];
        if (s.pool.committedCover(v.productId) == 0) return;
        bool dust = seed >> 16 & 3 == 0;
        uint256 deductible = s.model.product(v.productId).deductible;
        severity = bound(severity, deductible + 1e12, dust ? deductible + 0.09e18 : 1e18);
        if (seed >> 18 & 1 == 0 && !dust) severity = 1e18;
        _open(s, v, severity, block.timestamp - bound(ago, 0, 8 days));
    }

    /// @notice A higher answer, as long as one can be.
    function raise(uint256 seed, uint256 severity) external {
        Site memory s = _site;
        if (_opened.length == 0) return;
        uint256 i = seed % _opened.length;
        // Mostly one that has no verdict.
        for (uint256 k; k < _opened.length && s.model.caseOf(_opened[i].id).decided; ++k) {
            i = (i + 1) % _opened.length;
        }
        Opened memory o = _opened[i];
        ReferenceModel.Case memory c = s.model.caseOf(o.id);
        severity = seed >> 16 & 1 == 0 ? 1e18 : bound(severity, 0, 1e18);
        bool may = !c.decided && vm.getBlockTimestamp() <= c.time + s.model.horizonOf(c.productId)
            && s.model.needRaised(o.id, severity, 0) > c.need && s.model.raisedOf(s.model.indexOf(o.id)).length < 16;
        if (!may) {
            vm.expectRevert();
            _resolver.raise(s.vault, o.termsId, o.incidentId, severity, 0);
            return _count("raise refused");
        }
        uint256 reserve = _resolver.raise(s.vault, o.termsId, o.incidentId, severity, 0);
        assertEq(reserve, s.model.raise(o.id, severity, 0, 0), "what a raise takes out of equity");
        if (severity > o.figure) _opened[i].figure = severity;
        _count("raise");
    }

    /// @notice A verdict, or silence that lasts too long; applied by itself or with the settling of its case.
    function decide(uint256 seed, uint256 severity) public {
        Site memory s = _site;
        if (_opened.length == 0) return;
        Opened memory o = _opened[seed % _opened.length];
        ReferenceModel.Case memory c = s.model.caseOf(o.id);
        if (c.decided) return;
        uint256 kind = seed >> 16 & 3;
        severity = kind == 0 ? 0 : kind == 1 ? bound(severity, 0, o.figure) : o.figure;
        bool silence = seed >> 20 & 7 == 0;
        if (silence) {
            severity = 0;
            uint256 last = c.time + 8 days + 120 days;
            if (vm.getBlockTimestamp() <= last) vm.warp(last + 1);
        } else {
            _resolver.decide(o.incidentId, block.timestamp, severity);
        }
        bool settles = seed >> 24 & 1 == 1;
        (uint256 need,) = s.model.needUnder(o.id, severity, 0);
        // What can be claimed keeps a case from being settled, verdict and all.
        if (settles && need != 0) vm.expectRevert();
        if (settles) s.vault.settleCase(o.termsId, o.incidentId);
        if (!settles || need != 0) s.vault.applyVerdict(o.termsId, o.incidentId);
        s.model.decide(o.id, severity, 0);
        if (settles && need == 0 && !s.model.caseOf(o.id).closed) s.model.release(o.id);
        _count(silence ? bytes32("silence") : need == 0 ? bytes32("deny") : bytes32("decide"));
    }

    /// @notice A cover claims on all cases of its product that claims can be made on; what was registered is fetched by
    /// the same call.
    function claim(uint256 seed) external {
        Site memory s = _site;
        if (s.model.coverCount() == 0) return;
        ReferenceBook.Cover memory c = s.model.coverAt(seed % s.model.coverCount());
        uint256[] memory list = _payable(s, c.productId, seed >> 16);
        if (list.length == 0) return;
        uint256[] memory ids = new uint256[](list.length);
        for (uint256 i; i < ids.length; ++i) {
            ids[i] = _opened[list[i]].incidentId;
        }
        if (ids.length > 1) _tryToLeaveOut(s, c.id, ids, seed);
        uint256 predicted = s.vault.previewPayouts(c.id, ids);
        (uint256 expected, bool made) = _claimInModel(s, c.id, list);
        uint256 before = s.asset.balanceOf(_buyer);
        if (!made) vm.expectRevert();
        vm.prank(_stranger);
        uint256 paid = s.vault.claimPayouts(c.id, ids, address(0));
        if (!made) return;
        if (ids.length > 1) _count("claim together");
        assertEq(predicted, expected, "the preview is the payout");
        assertEq(paid, expected, "the model's payout");
        assertEq(s.asset.balanceOf(_buyer) - before, expected, "what arrives");
    }

    function fetch(uint256 seed) external {
        Site memory s = _site;
        uint256 count = s.model.claimCount();
        if (count == 0) return;
        ReferenceModel.CoverClaim memory c;
        uint256 due;
        // One that waits; mostly one that can fetch something.
        for (uint256 k; k < count && due == 0; ++k) {
            ReferenceModel.CoverClaim memory x = s.model.claimAt((seed % count + k) % count);
            if (!x.waits) continue;
            c = x;
            due = s.model.dueOn(_opened[c.index].id, c.coverId);
            if (seed >> 32 & 7 == 0) break;
        }
        if (!c.waits) return;
        Opened memory o = _opened[c.index];
        assertEq(s.vault.previewPayout(c.coverId, o.incidentId), due, "the preview is what is due");
        if (due == 0) vm.expectRevert();
        vm.prank(_stranger);
        uint256 paid = s.vault.claimPayout(c.coverId, o.incidentId);
        if (due == 0) return _count("fetch refused");
        assertEq(paid, due, "what is due");
        s.model.fetch(o.id, c.coverId);
        _count(c.paid + due == c.gross ? bytes32("fetch whole") : bytes32("fetch part"));
    }

    function settleCase(uint256 seed) public {
        Site memory s = _site;
        if (_opened.length == 0) return;
        uint256 i = seed % _opened.length;
        // One time in two, one that can be settled.
        for (uint256 k; k < _opened.length && seed >> 32 & 1 == 1 && !s.model.isReleasable(_opened[i].id); ++k) {
            i = (i + 1) % _opened.length;
        }
        Opened memory o = _opened[i];
        ReferenceModel.Case memory c = s.model.caseOf(o.id);
        if (!c.decided) return;
        bool over = s.model.getSettlement(c.number).over;
        bool may = s.model.isReleasable(o.id);
        if (!may) vm.expectRevert();
        vm.prank(_stranger);
        (uint256 assets, uint256 shares) = s.vault.settleCase(o.termsId, o.incidentId);
        if (!may) return _count("settle refused");
        (uint256 wantedAssets, uint256 wantedShares) = s.model.release(o.id);
        assertEq(assets, wantedAssets, "what goes back");
        assertEq(shares, wantedShares, "as shares");
        c = s.model.caseOf(o.id);
        if (c.closed) _count(over ? bytes32("settle, divided") : bytes32("settle"));
        else _count(c.counted ? bytes32("settle, counted") : bytes32("settle, surplus"));
    }

    /// @notice Time goes to the end of a case's window, or of all, and everything that is over is settled.
    function finish(uint256 seed) external {
        uint256 count = _opened.length;
        if (count == 0) return;
        ReferenceModel.Case memory c = _site.model.caseOf(_opened[seed % count].id);
        uint256 last = c.until;
        for (uint256 i; i < count && seed >> 32 & 1 == 1; ++i) {
            decide((seed >> 40) / count * count + i, seed);
            uint256 until = _site.model.caseAt(i).until;
            if (until > last) last = until;
        }
        if (vm.getBlockTimestamp() <= last) vm.warp(last + 1);
        for (uint256 i; i < count; ++i) {
            settleCase(i);
        }
    }

    function recover(uint256 seed, uint256 assets) external {
        Site memory s = _site;
        if (_opened.length == 0) return;
        uint256 i = seed % _opened.length;
        // First where claims were cut.
        for (uint256 k; k < _opened.length && seed >> 32 & 7 != 0 && !_isCut(s, i); ++k) {
            i = (i + 1) % _opened.length;
        }
        Opened memory o = _opened[i];
        ReferenceModel.Case memory c = s.model.caseOf(o.id);
        assets = bound(assets, s.coverUnit, 50_000 * s.coverUnit);
        bool may = c.decided && (!s.model.isStrained(c.number) || s.model.getSettlement(c.number).over);
        if (!may) vm.expectRevert();
        vm.prank(_stranger);
        (uint256 forClaims, uint256 shares) = s.vault.addRecovery(o.termsId, o.incidentId, assets);
        if (!may) return _count("recover refused");
        (uint256 wantedClaims, uint256 wantedShares) = s.model.recover(o.id, assets);
        assertEq(forClaims, wantedClaims, "claims that were cut come first");
        assertEq(shares, wantedShares, "shares of a recovery");
        _count(forClaims == 0 ? bytes32("recover") : bytes32("recover for claims"));
    }

    function wait(uint256 time) external {
        skip(bound(time, 1, 20 days));
        _count("wait");
    }

    // ---------------------------------------------------------------- private

    function _fund(Site memory s, address account, address spender) private {
        s.asset.mint(account, 1e12 * s.coverUnit);
        vm.prank(account);
        s.asset.approve(spender, type(uint256).max);
    }

    function _buy(Site memory s, ReferencePool.Sale memory x) private {
        CoverOrder memory o;
        (o.termsId, o.amount, o.duration) = (x.termsId, x.units * s.coverUnit, x.duration);
        (o.onBehalf, o.insured, o.refundTo) = (_buyer, _buyer, _buyer);
        (o.maxPremium, o.deadline, o.maxStart) = (type(uint256).max, block.timestamp, type(uint40).max);
        Quote memory q = s.pool.quoteCover(o.termsId, o.amount, o.duration);
        (uint256 start, uint256 end) = s.model.span(x.termsId, x.duration);
        assertTrue(q.start == start && q.end == end, "another protected time");
        (x.fees, x.rate, x.start, x.end) = (q.fees, q.rate, q.start, q.end);
        vm.prank(_buyer);
        (x.coverId, x.premium) = s.pool.buyCover(o);
        (uint256 least, uint256 most) = s.model.buy(x);
        assertTrue(least <= x.premium && x.premium <= most, "a premium");
        _count("buy");
    }

    function _open(Site memory s, Version memory v, uint256 severity, uint256 time) private {
        Opened memory o;
        (o.termsId, o.figure) = (v.termsId, severity);
        o.incidentId = _resolver.report(v.subject, time, 0, severity);
        o.id = s.vault.caseIdOf(o.termsId, o.incidentId);
        uint256 supply = s.pool.totalSupply();
        vm.prank(_stranger);
        uint256 reserve = s.vault.openCase(o.termsId, o.incidentId, 0);
        ReferenceModel.Report memory x;
        (x.caseId, x.productId, x.time, x.severity) = (o.id, v.productId, time, severity);
        (uint256 taken, uint256 firstLoss) = s.model.open(x);
        _opened.push(o);
        assertEq(reserve, taken, "what is taken out of equity");
        Case memory c = s.vault.getCase(o.id);
        assertEq(c.firstLoss, firstLoss, "first loss comes first");
        assertEq(c.supply, supply, "all shares bear it");
        _count("open");
        if (c.need > c.reserve + c.firstLoss) _count("open, lacking");
        if (!s.model.caseOf(o.id).stops) _count("open dust");
        vm.expectPartialRevert(Errors.CaseAlreadyOpen.selector);
        s.vault.openCase(o.termsId, o.incidentId, 0);
    }

    /// @return expected payout of all together
    /// @return made whether there is a claim, or something to fetch
    function _claimInModel(Site memory s, uint256 coverId, uint256[] memory list)
        private
        returns (uint256 expected, bool made)
    {
        for (uint256 i; i < list.length; ++i) {
            uint256 caseId = _opened[list[i]].id;
            (uint256 waiting,) = s.model.waitingFor(caseId, coverId);
            uint256 paid;
            if (waiting != 0) {
                (paid,) = s.model.fetch(caseId, coverId);
                if (paid == 0) continue;
                _count("fetch with a claim");
            } else {
                uint256 gross = _lossOf(s, caseId, coverId);
                if (gross == 0) continue;
                (paid,) = s.model.claim(caseId, coverId, gross, gross);
                _count(paid == 0 ? bytes32("register") : bytes32("claim"));
            }
            (expected, made) = (expected + paid, true);
        }
    }

    /// @dev What a cover lost, if it can be claimed now.
    function _lossOf(Site memory s, uint256 caseId, uint256 coverId) private view returns (uint256) {
        if (!s.model.takesClaims(caseId) || !s.model.isProtected(caseId, coverId)) return 0;
        if (s.model.hasClaimed(caseId, coverId)) return 0;
        ReferenceBook.Cover memory c = s.model.coverOf(coverId);
        uint256 severity = s.model.caseOf(caseId).severity;
        uint256 deductible = s.model.conditions(c.termsId).deductible;
        return severity <= deductible ? 0 : c.amount * s.coverUnit * (severity - deductible) / 1e18;
    }

    /// @dev Cases of a product and of one settlement that claims can be made on, in the order of their events.
    function _payable(Site memory s, uint256 productId, uint256 seed) private view returns (uint256[] memory list) {
        list = new uint256[](_opened.length);
        uint256 number;
        uint256 count;
        for (uint256 k; k < list.length; ++k) {
            uint256 i = (seed % list.length + k) % list.length;
            ReferenceModel.Case memory c = s.model.caseAt(i);
            if (c.productId != productId || !c.decided || c.severity == 0 || c.over) continue;
            if (number == 0) number = c.number;
            if (c.number != number) continue;
            uint256 at_ = count++;
            for (; at_ != 0 && _isBefore(s, i, list[at_ - 1]); --at_) {
                list[at_] = list[at_ - 1];
            }
            list[at_] = i;
        }
        assembly ("memory-safe") {
            mstore(list, count)
        }
    }

    function _isCut(Site memory s, uint256 i) private view returns (bool) {
        uint256 number = s.model.caseAt(i).number;
        ReferenceModel.CaseSettlement memory x = s.model.getSettlement(number);
        return x.over && x.forClaims < s.model.registeredIn(number);
    }

    /// @dev By time; of the same second by number.
    function _isBefore(Site memory s, uint256 i, uint256 k) private view returns (bool) {
        ReferenceModel.Case memory a = s.model.caseAt(i);
        ReferenceModel.Case memory b = s.model.caseAt(k);
        return a.time == b.time ? a.id < b.id : a.time < b.time;
    }

    /// @dev Leaving out one of the cases, or naming one twice, must not choose whose capital pays.
    function _tryToLeaveOut(Site memory s, uint256 coverId, uint256[] memory ids, uint256 seed) private {
        uint256[] memory fewer = new uint256[](ids.length - 1);
        uint256 out = (seed >> 32) % ids.length;
        for (uint256 i; i < fewer.length; ++i) {
            fewer[i] = ids[i < out ? i : i + 1];
        }
        try s.vault.claimPayouts(coverId, fewer, address(0)) {
            // Only what had been registered was fetched: say so to the model.
            for (uint256 i; i < fewer.length; ++i) {
                uint256 caseId = _opened[_indexOf(fewer[i])].id;
                (uint256 waiting,) = s.model.waitingFor(caseId, coverId);
                bool claimed = s.model.hasClaimed(caseId, coverId);
                assertTrue(claimed || _lossOf(s, caseId, coverId) == 0, "a claim on some of its cases only");
                if (waiting != 0) s.model.fetch(caseId, coverId);
            }
        } catch {}
        uint256[] memory twice = new uint256[](ids.length);
        for (uint256 i; i < ids.length; ++i) {
            twice[i] = ids[0];
        }
        vm.expectRevert();
        s.vault.claimPayouts(coverId, twice, address(0));
    }

    function _indexOf(uint256 incidentId) private view returns (uint256 i) {
        while (_opened[i].incidentId != incidentId) ++i;
    }

    function _count(bytes32 action) private {
        ++calls[action];
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Fading, Money, PoolTerms, Product, ProductPricing, Request, ShareTotals} from "./PoolWords.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {LibClone} from "solady/utils/LibClone.sol";
import {Multicallable} from "solady/utils/Multicallable.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {ERC20} from "solady/tokens/ERC20.sol";

import {ICoverPoolFactory} from "../ICoverPoolFactory.sol";
import {IExitSettlement} from "./roles/IExitSettlement.sol";
import {IPoolAdministration} from "./roles/IPoolAdministration.sol";
import {IPoolCaseEffects} from "./roles/IPoolCaseEffects.sol";
import {IPoolCoverChanges} from "./roles/IPoolCoverChanges.sol";
import {IPoolQuotes} from "./roles/IPoolQuotes.sol";
import {IPoolSignatures} from "./roles/IPoolSignatures.sol";
import {IPoolUpkeep} from "./roles/IPoolUpkeep.sol";
import {IExitQueue} from "./roles/IExitQueue.sol";
import {IPermit2} from "./IPermit2.sol";
import {IResolver} from "../resolution/IResolver.sol";
import {Buckets} from "./Buckets.sol";
import {CloneArguments} from "../common/CloneArguments.sol";
import {ClonePacking} from "../common/ClonePacking.sol";
import {CoverData} from "../cover/CoverData.sol";
import {ExactPull} from "../common/ExactPull.sol";
import {Errors} from "../common/Errors.sol";
import {Packing} from "./Packing.sol";
import {PoolFlags} from "./PoolFlags.sol";
import {PremiumMath} from "./PremiumMath.sol";
import {PoolState} from "./PoolState.sol";
import {NextSegment} from "../common/NextSegment.sol";
import {Quoting} from "./Quoting.sol";
import {QueueSettlement} from "./QueueSettlement.sol";
import {ShareAccounts} from "./ShareAccounts.sol";
import {CoverOrder, Limit, Meter, Quote} from "./PoolTypes.sol";

/// @title Second segment of a pool: quotes, changes of covers, settling, upkeep, and calls of vault and configurator
/// @notice A pool is too large for one contract. This segment has the calls that are not part of every deposit,
/// purchase, exit or claim; the pool runs it in its own storage by `delegatecall`. Its address is fixed in the pool's
/// code and it is as immutable as the pool: it is a second part of the code, not an implementation that could change.
contract CoverPoolSegment2 is
    Quoting,
    ShareAccounts,
    QueueSettlement,
    Multicallable,
    NextSegment,
    IPoolQuotes,
    IPoolCoverChanges,
    IPoolSignatures,
    IPoolCaseEffects,
    IPoolAdministration,
    IPoolUpkeep
{
    using FixedPointMathLib for uint256;

    /// @dev A case cannot defer the starts of its cluster's covers for longer than this.
    uint256 internal constant MAX_DEFERRAL = 30 days;

    /// @dev The time over which shares that nobody collected leave the supply.
    uint256 internal constant FADE_DURATION = 30 days;

    bytes32 internal constant AUTHORIZE_OPERATOR = keccak256(
        "AuthorizeOperator(address controller,address operator,bool approved,bytes32 nonce,uint256 deadline)"
    );

    /// @dev The changes that an extension makes.
    struct Extension {
        SaleCache b;
        uint256 end;
        uint256 rate;
        uint256 net;
        uint256 premium;
    }

    address internal immutable _factory;
    address internal immutable _vaultCode;

    constructor()
        PoolState(ICoverPoolFactory(msg.sender).protocol())
        NextSegment(ICoverPoolFactory(msg.sender).protocol().poolSegment3)
    {
        _factory = msg.sender;
        address vaultCode = ICoverPoolFactory(msg.sender).protocol().vault;
        require(vaultCode.code.length != 0, Errors.SegmentMissing(vaultCode));
        _vaultCode = vaultCode;
    }

    /// @inheritdoc IPoolUpkeep
    function createVault() external returns (address) {
        require(msg.sender == _factory, Errors.NotAuthorized());
        return
            LibClone.clone(
                _vaultCode, CloneArguments.ofVault(CloneArguments.read(CloneArguments.IDENTITY), address(this))
            );
    }

    // ----------------------------------------------------------------- cover

    /// @inheritdoc IPoolQuotes
    function quoteCover(uint256 termsId, uint256 amount, uint256 duration) public view returns (Quote memory quote) {
        SaleCache memory b;
        uint256 units = _beginSale(b, termsId, amount);
        uint256 meter = NO_METER;
        if (b.t.flags & PoolFlags.TERMS_OBSERVES != 0) {
            Meter memory watched = _meters[termsId];
            meter = IResolver(watched.resolver).reading(watched.subject);
        }
        _openSale(b, termsId, meter);
        _findStreamLimit(b, duration);
        quote = _price(b, units, duration);
        quote.available = b.available * ClonePacking.coverUnitOf(b.m.identity);
        quote.binding = amount > quote.available ? b.binding : Limit.None;
    }

    /// @notice Refuses a purchase for which there is no room, with the amount that its quote calls available.
    /// @dev The pool's first segment answers `buyCover`, and runs this call once it has found that there is no room. It
    /// always reverts, because a purchase must not go on after it.
    function buyCover(CoverOrder calldata o) external view returns (uint256, uint256) {
        revert Errors.CapacityExceeded(quoteCover(o.termsId, o.amount, o.duration).available);
    }

    /// @inheritdoc IPoolCoverChanges
    function extendCover(uint256 coverId, uint256 added, uint256 maxPremium, uint256 deadline)
        external
        nonReentrant
        returns (uint40 end, uint256 premium)
    {
        require(block.timestamp <= deadline, Errors.DeadlinePassed());
        require(CoverData.poolIdOf(coverId) == _poolId(), Errors.CoverDoesNotExist());
        (CoverData.Cover memory c,) = _coverToken.authorizedCover(msg.sender, coverId);
        Extension memory x;
        _price(x, c, coverId, added);
        require(x.premium <= maxPremium, Errors.PremiumAboveMax(x.premium));

        Money memory m = x.b.m;
        m.net += x.net;
        Buckets.removeStream(m, _streamRing, c.end / 1 days, c.rate);
        Buckets.addStream(m, _streamRing, x.end / 1 days, x.rate);
        _money = Packing.pack(m);
        _postpone(x, c);
        (c.end, c.rate) = (x.end, x.rate);
        _coverToken.update(coverId, c);
        if (x.premium != 0) ExactPull.pull2(_asset(), msg.sender, x.premium);
        emit CoverExtended(coverId, uint40(x.end), x.premium);
        return (uint40(x.end), x.premium);
    }

    /// @inheritdoc IPoolCoverChanges
    function lapseCover(uint256 coverId) external nonReentrant returns (uint256 refund) {
        require(CoverData.poolIdOf(coverId) == _poolId(), Errors.CoverDoesNotExist());
        uint256 lapsedAt = _registry.lapseAt(CoverData.termsIdOf(coverId));
        require(lapsedAt != 0, Errors.TermsInForce());
        require(block.timestamp >= lapsedAt, Errors.GraceNotOver(lapsedAt));
        (CoverData.Cover memory c, address refundTo) =
            _coverToken.authorizedCover(_coverToken.ownerOf(coverId), coverId);
        require(block.timestamp < c.end, Errors.CoverEnded(c.end));
        refund = PremiumMath.valueDown(c.rate * (c.end - block.timestamp), _coverUnit());
        require(refund != 0, Errors.NotRefundable());
        PoolTerms memory t = Packing.toPoolTerms(_poolTerms[CoverData.termsIdOf(coverId)]);
        Money memory m = _currentMoney();
        // Before the money is stored, because the money says up to when clusters have been processed.
        _bringForward(m, t, c.end, _earlyEnd(c, lapsedAt), c.amount);
        _endEarly(m, coverId, c, lapsedAt, c.rate, refund, refundTo);
        emit CoverLapsed(coverId, refundTo, refund);
    }

    /// @inheritdoc IPoolQuotes
    function quoteExtension(uint256 coverId, uint256 added) external view returns (uint40 end, uint256 premium) {
        Extension memory x;
        _price(x, _coverOf(coverId), coverId, added);
        return (uint40(x.end), x.premium);
    }

    /// @inheritdoc IPoolQuotes
    function quoteCancellation(uint256 coverId) external view returns (uint256 refund) {
        CoverData.Cover memory c = _coverOf(coverId);
        PoolTerms memory t = Packing.toPoolTerms(_poolTerms[CoverData.termsIdOf(coverId)]);
        return PremiumMath.refundDown(_refundable(c, t), _coverUnit());
    }

    // ---------------------------------------------------------------- upkeep

    /// @inheritdoc IPoolUpkeep
    function processExpiries() external nonReentrant {
        Money memory m = _currentMoney();
        _clusters = Buckets.advancedClusters(m, _clusters, _clusterRing, block.timestamp);
        _money = Packing.pack(m);
        emit ExpiriesProcessed(m.day, m.period);
    }

    // ------------------------------------------------------------ signatures

    /// @inheritdoc IPoolSignatures
    function permitAsset(uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external {
        try ERC20(_asset()).permit(msg.sender, address(this), value, deadline, v, r, s) {} catch {}
    }

    /// @inheritdoc IPoolSignatures
    function permit2Asset(uint160 amount, uint48 expiration, uint48 nonce, uint256 deadline, bytes calldata signature)
        external
    {
        // A call to an address without code would revert outside the `try`.
        if (SafeTransferLib.PERMIT2.code.length == 0) return;
        IPermit2.PermitDetails memory details = IPermit2.PermitDetails(_asset(), amount, expiration, nonce);
        IPermit2.PermitSingle memory permit = IPermit2.PermitSingle(details, address(this), deadline);
        try IPermit2(SafeTransferLib.PERMIT2).permit(msg.sender, permit, signature) {} catch {}
    }

    /// @inheritdoc IPoolSignatures
    function authorizeOperator(
        address controller,
        address operator,
        bool approved,
        bytes32 nonce,
        uint256 deadline,
        bytes calldata signature
    ) external returns (bool) {
        require(block.timestamp <= deadline, Errors.DeadlinePassed());
        require(!_usedNonces[controller][nonce], Errors.NonceUsed());
        _usedNonces[controller][nonce] = true;
        bytes32 structHash = keccak256(abi.encode(AUTHORIZE_OPERATOR, controller, operator, approved, nonce, deadline));
        // The domain is that of the share token.
        bytes32 digest = keccak256(abi.encodePacked("\x19\x01", ERC20(address(this)).DOMAIN_SEPARATOR(), structHash));
        require(SignatureChecker.isValidSignatureNowCalldata(controller, digest, signature), Errors.InvalidSignature());
        _operators[controller][operator] = approved;
        emit IExitQueue.OperatorSet(controller, operator, approved);
        return true;
    }

    // ---------------------------------------------------------- claims vault

    /// @inheritdoc IPoolCaseEffects
    function setShort(bool short) external nonReentrant onlyVault {
        Money memory m = Packing.toMoney(_money);
        m.flags = short ? m.flags | PoolFlags.SHORT : m.flags & ~PoolFlags.SHORT;
        _money = Packing.pack(m);
    }

    /// @inheritdoc IPoolCaseEffects
    function fadeShares(uint256 shares) external nonReentrant onlyVault {
        ShareTotals memory s = _currentTotals();
        _debit(msg.sender, shares, s.layerCount);
        Fading memory f = Packing.toFading(_fading);
        uint256 before = s.fades == 0 ? 0 : f.shares - s.faded;
        // Burns are one stream. Its end is the mean of both ends, weighted by shares, so that dust prolongs nothing.
        uint256 time =
            before == 0 ? shares * FADE_DURATION : before * (f.until - block.timestamp) + shares * FADE_DURATION;
        f = Fading({
            shares: before + shares, from: block.timestamp, until: block.timestamp + time.divUp(before + shares)
        });
        (s.fades, s.faded) = (1, 0);
        _fading = Packing.pack(f);
        _totals = Packing.pack(s);
        emit ERC20.Transfer(msg.sender, address(0), shares);
    }

    /// @inheritdoc IPoolCaseEffects
    function deferStarts(uint256 productId, uint256 until) external nonReentrant onlyVault {
        uint256 cluster = Packing.toProductPricing(_pricing[productId]).cluster;
        if (until <= _deferredUntil[cluster]) return;
        _deferredUntil[cluster] = uint32(until.min(block.timestamp + MAX_DEFERRAL));
        _clusters |= 1 << (248 + cluster);
    }

    // --------------------------------------------------------------- manager

    /// @inheritdoc IPoolAdministration
    function setPricing(uint256 productId, ProductPricing calldata pricing) external nonReentrant {
        require(msg.sender == _configurator, Errors.NotAuthorized());
        _pricing[productId] = Packing.pack(pricing);
        emit PricingSet(productId, pricing);
    }

    /// @inheritdoc IPoolAdministration
    function setPoolTerms(uint256 termsId, PoolTerms memory terms, Meter calldata meter) external nonReentrant {
        require(msg.sender == _configurator, Errors.NotAuthorized());
        terms.serial = Packing.toPoolTerms(_poolTerms[termsId]).serial;
        _poolTerms[termsId] = Packing.pack(terms);
        _meters[termsId] = meter;
        emit PoolTermsSet(termsId, terms, meter);
    }

    /// @inheritdoc IPoolAdministration
    function setPauses(uint256 salesUntil, uint256 depositsUntil) external nonReentrant {
        require(msg.sender == _configurator, Errors.NotAuthorized());
        Money memory m = Packing.toMoney(_money);
        m.flags &= ~(PoolFlags.SALES_PAUSED | PoolFlags.DEPOSITS_PAUSED);
        if (salesUntil > block.timestamp) m.flags |= PoolFlags.SALES_PAUSED;
        if (depositsUntil > block.timestamp) m.flags |= PoolFlags.DEPOSITS_PAUSED;
        _money = Packing.pack(m);
        _pauses = salesUntil | depositsUntil << 40;
        emit PausesSet(salesUntil, depositsUntil);
    }

    /// @inheritdoc IPoolAdministration
    function collectFees(uint256 productId) external nonReentrant returns (uint256 fees) {
        require(msg.sender == _configurator, Errors.NotAuthorized());
        Product memory p = Packing.toProduct(_products[productId]);
        (fees, p.fees) = (p.fees, 0);
        if (fees == 0) return 0;
        _products[productId] = Packing.pack(p);
        uint256 held = SafeTransferLib.balanceOf(_asset(), address(this));
        SafeTransferLib.safeTransfer(_asset(), msg.sender, fees);
        uint256 left = held.zeroFloorSub(SafeTransferLib.balanceOf(_asset(), address(this)));
        if (left < fees) {
            // The pool still owes what has not left.
            (fees, p.fees) = (left, fees - left);
            _products[productId] = Packing.pack(p);
        }
        emit FeesCollected(productId, fees);
    }

    // ----------------------------------------------------------------- views

    /// @inheritdoc IExitSettlement
    function nextExit(address controller) external view returns (uint256 askedAt) {
        if (Packing.toShareTotals(_totals).queued == 0) return type(uint256).max;
        (uint256 pending,) = _exitOf(controller);
        Request memory r = Packing.toRequest(_requests[controller]);
        require(pending != 0 && r.end - pending == _settlementHead(), Errors.NotNextInQueue());
        return r.time;
    }

    /// @inheritdoc IPoolAdministration
    function pricingOf(uint256 productId) external view returns (ProductPricing memory) {
        return Packing.toProductPricing(_pricing[productId]);
    }

    /// @inheritdoc IPoolUpkeep
    function poolId() external view returns (uint256) {
        return _poolId();
    }

    /// @inheritdoc IPoolUpkeep
    function coverUnit() external view returns (uint256) {
        return _coverUnit();
    }

    /// @inheritdoc IPoolUpkeep
    function cooldown() external view returns (uint256) {
        return _cooldown();
    }

    // ------------------------------------------------------------- internals

    /// @dev Covers that end on one day stream through one lane. The rate never falls as the amount grows, so bisection
    /// finds the largest amount that fits.
    function _findStreamLimit(SaleCache memory b, uint256 duration) private view {
        uint256 tooMuch = b.available;
        if (tooMuch == 0) return;
        Quote memory whole = _price(b, tooMuch, duration);
        uint256 room = Buckets.streamRoom(_streamRing, whole.end / 1 days);
        if (whole.rate <= room) return;
        uint256 fits;
        while (tooMuch - fits > 1) {
            uint256 middle = (fits + tooMuch) / 2;
            if (_price(b, middle, duration).rate <= room) fits = middle;
            else tooMuch = middle;
        }
        (b.available, b.binding) = (fits, Limit.Stream);
    }

    /// @dev A cover of this pool.
    function _coverOf(uint256 coverId) private view returns (CoverData.Cover memory) {
        require(CoverData.poolIdOf(coverId) == _poolId(), Errors.CoverDoesNotExist());
        return _coverToken.coverData(coverId);
    }

    /// @dev Prices the extension of a cover, and refuses it wherever a sale would be refused.
    function _price(Extension memory x, CoverData.Cover memory c, uint256 coverId, uint256 added) private view {
        SaleCache memory b = x.b;
        uint256 termsId = CoverData.termsIdOf(coverId);
        Packing.load(b.t, _poolTerms[termsId]);
        require(block.timestamp + b.t.waitingPeriod <= c.end && c.amount != 0, Errors.CoverEnded(c.end));
        require(added != 0 && added <= MAX_DURATION, Errors.DurationOutOfRange());
        // Nothing wraps: times have 41 bits, amounts and rates those of PremiumMath. The committed cover includes this
        // cover, whose capital is not free before its end; and a rate over the longer time streams no less than before.
        unchecked {
            uint256 end = _midnight(c.end + added);
            require(
                end <= _midnight(block.timestamp + b.t.waitingPeriod + MAX_DURATION)
                    && end / 1 days - c.start / 1 days <= CoverData.MAX_DAYS,
                Errors.DurationOutOfRange()
            );
            _loadSale(b, termsId);
            // Cover is not kept in force for longer while it keeps those in who have asked to leave.
            require(
                b.s.queued == 0 || _roomShares(b.clusters, b.m, b.equity, b.s) >= b.s.queued, Errors.CapitalRequired(0)
            );

            uint256 fees = _feesOf(b.l);
            uint256 area = PremiumMath.areaUp(b.l, b.limit, b.p.committed - c.amount, b.p.committed);
            uint256 before = c.rate * (c.end - block.timestamp);
            uint256 left = end - block.timestamp;
            uint256 rate = PremiumMath.rateUp(before + PremiumMath.streamUp(area, end - c.end, fees), left);
            // A cover is extended as a whole or not at all.
            require(rate <= Buckets.streamRoom(_streamRing, end / 1 days), Errors.CapacityExceeded(0));
            uint256 net = PremiumMath.valueUp(rate * left - before, ClonePacking.coverUnitOf(b.m.identity));
            x.end = end;
            x.rate = rate;
            x.net = net;
            x.premium = PremiumMath.grossUp(net, fees);
        }
    }

    /// @dev Moves a cover's amount to the capital period of an earlier end, which may be over. Changes `m` without
    /// storing it.
    function _bringForward(Money memory m, PoolTerms memory t, uint256 from, uint256 to, uint256 amount) private {
        Product memory p = Packing.toProduct(_products[t.productId]);
        _uncommit(m, t, p, from, amount);
        uint256 period = Buckets.periodOf(to + t.horizon);
        if (period <= m.period) return;
        uint256 cluster = Packing.clusterOf(_pricing[t.productId]);
        _clusters = Buckets.addCluster(m, _clusters, _clusterRing, period, cluster, amount);
        Buckets.addProduct(p, _productRings[t.productId], period, amount);
        _products[t.productId] = Packing.pack(p);
    }

    /// @dev Moves a cover's amount to the capital period of its new end, and books the fees.
    function _postpone(Extension memory x, CoverData.Cover memory c) private {
        SaleCache memory b = x.b;
        uint256 from = Buckets.periodOf(c.end + b.t.horizon);
        uint256 to = Buckets.periodOf(x.end + b.t.horizon);
        uint256[5] storage ring = _productRings[b.t.productId];
        if (from != to) {
            b.clusters = Buckets.removeCluster(b.clusters, _clusterRing, from, b.l.cluster, c.amount);
            b.clusters = Buckets.addCluster(b.m, b.clusters, _clusterRing, to, b.l.cluster, c.amount);
            Buckets.moveProduct(b.p, ring, from, to, c.amount);
        }
        _clusters = b.clusters;
        b.p.fees += x.premium - x.net;
        _products[b.t.productId] = Packing.pack(b.p);
    }
}

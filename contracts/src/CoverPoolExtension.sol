// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {ERC20} from "solady/tokens/ERC20.sol";

import {ICoverPoolExtension} from "./interfaces/ICoverPoolExtension.sol";
import {ICoverToken} from "./interfaces/ICoverToken.sol";
import {IExitQueue} from "./interfaces/IExitQueue.sol";
import {IProductRegistry} from "./interfaces/IProductRegistry.sol";
import {IResolver} from "./interfaces/IResolver.sol";
import {Buckets} from "./libraries/Buckets.sol";
import {CoverData} from "./libraries/CoverData.sol";
import {Errors} from "./libraries/Errors.sol";
import {Packing} from "./libraries/Packing.sol";
import {PoolFlags} from "./libraries/PoolFlags.sol";
import {PremiumMath} from "./libraries/PremiumMath.sol";
import {PoolState} from "./pool/PoolState.sol";
import {Pricing} from "./pool/Pricing.sol";
import {QueueReads} from "./pool/QueueReads.sol";
import {
    Levels,
    Limit,
    Meter,
    Money,
    PoolConfig,
    Product,
    Quote,
    Request,
    ShareTotals,
    TermsLine
} from "./types/PoolTypes.sol";

/// @title The second half of a pool's code: quotes, extensions, cancellations, upkeep, signatures, and the manager's calls
/// @notice A pool is too large for one contract. What is not called on every deposit, purchase, exit or claim is here; the
/// pool runs it in its own place by `delegatecall`. The address is fixed in the pool's code and this contract is as
/// immutable as the pool: it is a second code segment, not an implementation that could change.
contract CoverPoolExtension is Pricing, QueueReads, ICoverPoolExtension {
    using FixedPointMathLib for uint256;

    bytes32 internal constant AUTHORIZE_OPERATOR = keccak256(
        "AuthorizeOperator(address controller,address operator,bool approved,bytes32 nonce,uint256 deadline)"
    );

    /// @dev What an extension would change.
    struct Extension {
        Book b;
        CoverData.Cover c;
        uint256 end;
        uint256 rate;
        uint256 net;
        uint256 premium;
    }

    constructor(
        PoolConfig memory c,
        uint256 poolId_,
        ICoverToken coverToken,
        IProductRegistry registry,
        address manager,
        uint8 assetDecimals
    ) PoolState(c, poolId_, coverToken, registry, manager, assetDecimals) {}

    // ----------------------------------------------------------------- cover

    /// @inheritdoc ICoverPoolExtension
    function quoteCover(uint256 termsId, uint256 amount, uint256 duration) external view returns (Quote memory quote) {
        require(amount != 0, Errors.AmountZero());
        require(amount % _quantum == 0, Errors.NotMultipleOf(_quantum));
        TermsLine memory t = Packing.toTermsLine(_lines[termsId]);
        uint256 meter = NO_METER;
        if (t.flags & PoolFlags.LINE_OBSERVES != 0) {
            Meter memory watched = _meters[termsId];
            meter = IResolver(watched.resolver).reading(watched.subject);
        }
        Book memory b = _openBook(termsId, t);
        _findLimits(b, meter);
        quote = _price(b, amount / _quantum, duration);
        quote.available = b.available * _quantum;
        quote.binding = amount > quote.available ? b.binding : Limit.None;
    }

    /// @inheritdoc ICoverPoolExtension
    function extendCover(uint256 coverId, uint256 added, uint256 maxPremium, uint256 deadline)
        external
        nonReentrant
        returns (uint40 end, uint256 premium)
    {
        require(block.timestamp <= deadline, Errors.DeadlinePassed());
        (CoverData.Cover memory c,) = _ownCover(coverId);
        Extension memory x = _extension(coverId, c, added);
        require(x.premium <= maxPremium, Errors.PremiumAboveMax(x.premium));

        Money memory m = x.b.m;
        m.net += x.net;
        Buckets.removeStream(m, _streamRing, x.c.end / 1 days, x.c.rate);
        Buckets.addStream(m, _streamRing, x.end / 1 days, x.rate);
        _money = Packing.pack(m);
        _postpone(x);
        (x.c.end, x.c.rate) = (x.end, x.rate);
        _coverToken.update(coverId, x.c);
        _pull(msg.sender, x.premium);
        emit CoverExtended(coverId, uint40(x.end), x.premium);
        return (uint40(x.end), x.premium);
    }

    /// @inheritdoc ICoverPoolExtension
    function quoteExtension(uint256 coverId, uint256 added) external view returns (uint40 end, uint256 premium) {
        Extension memory x = _extension(coverId, _coverOf(coverId), added);
        return (uint40(x.end), x.premium);
    }

    /// @inheritdoc ICoverPoolExtension
    function cancelCover(uint256 coverId) external nonReentrant returns (uint256 refund) {
        (CoverData.Cover memory c, address refundTo) = _ownCover(coverId);
        require(block.timestamp < c.end, Errors.CoverEnded(c.end));
        TermsLine memory t = Packing.toTermsLine(_lines[CoverData.termsIdOf(coverId)]);
        require(Packing.toProduct(_products[t.productId]).openPockets == 0, Errors.IncidentOpen(t.productId));
        uint256 stream = _refundable(c, t);
        refund = PremiumMath.refundDown(stream, _quantum);
        require(refund != 0, Errors.NotRefundable());

        Money memory m = _currentMoney();
        // What is kept goes on streaming to the end: nobody can come for the moment at which it would be earned.
        Buckets.removeStream(m, _streamRing, c.end / 1 days, PremiumMath.refundRateUp(stream, c.end - block.timestamp));
        m.net -= refund;
        _uncommit(m, t, c.end, c.amount);
        _money = Packing.pack(m);
        _coverToken.burn(coverId);
        SafeTransferLib.safeTransfer(_asset, refundTo, refund);
        emit CoverCancelled(coverId, refundTo, refund);
    }

    /// @inheritdoc ICoverPoolExtension
    function quoteCancellation(uint256 coverId) external view returns (uint256 refund) {
        CoverData.Cover memory c = _coverOf(coverId);
        TermsLine memory t = Packing.toTermsLine(_lines[CoverData.termsIdOf(coverId)]);
        if (Packing.toProduct(_products[t.productId]).openPockets != 0) return 0;
        return PremiumMath.refundDown(_refundable(c, t), _quantum);
    }

    // ---------------------------------------------------------------- upkeep

    /// @inheritdoc ICoverPoolExtension
    function processExpiries() external nonReentrant {
        Money memory m = _currentMoney();
        _clusters = Buckets.advancedClusters(m, _clusters, _clusterRing, block.timestamp);
        _money = Packing.pack(m);
        emit ExpiriesProcessed(m.day, m.period);
    }

    // ------------------------------------------------------------ signatures

    /// @inheritdoc ICoverPoolExtension
    function permitAsset(uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external {
        try ERC20(_asset).permit(msg.sender, address(this), value, deadline, v, r, s) {} catch {}
    }

    /// @inheritdoc ICoverPoolExtension
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

    // --------------------------------------------------------------- manager

    /// @inheritdoc ICoverPoolExtension
    function setLevels(uint256 productId, Levels calldata levels) external nonReentrant {
        require(msg.sender == _manager, Errors.NotAuthorized());
        _levels[productId] = Packing.pack(levels);
        emit LevelsSet(productId, levels);
    }

    /// @inheritdoc ICoverPoolExtension
    function setLine(uint256 termsId, TermsLine memory line, Meter calldata meter) external nonReentrant {
        require(msg.sender == _manager, Errors.NotAuthorized());
        line.serial = Packing.toTermsLine(_lines[termsId]).serial;
        _lines[termsId] = Packing.pack(line);
        _meters[termsId] = meter;
        emit LineSet(termsId, line, meter);
    }

    /// @inheritdoc ICoverPoolExtension
    function takeCuts(uint256 productId) external nonReentrant returns (uint256 cuts) {
        require(msg.sender == _manager, Errors.NotAuthorized());
        Product memory p = Packing.toProduct(_products[productId]);
        (cuts, p.cuts) = (p.cuts, 0);
        _products[productId] = Packing.pack(p);
        SafeTransferLib.safeTransfer(_asset, msg.sender, cuts);
        emit CutsTaken(productId, cuts);
    }

    // ----------------------------------------------------------------- views

    /// @inheritdoc ICoverPoolExtension
    function redeemSchedule(address controller) external view returns (uint256 earliest, uint256 latest) {
        (uint256 pending,) = _exitOf(controller);
        if (pending == 0) return (0, 0);
        Request memory r = Packing.toRequest(_requests[controller]);
        earliest = r.time + _cooldown;
        // Absent an incident only expiries matter: the first period at which what is still committed leaves room.
        Money memory m = _currentMoney();
        uint256 clusters = Buckets.advancedClusters(m, _clusters, _clusterRing, block.timestamp);
        uint256 ahead = r.end - _settlementHead();
        latest = earliest;
        for (uint256 period = m.period; _roomShares(clusters, _equity(m), Packing.toShareTotals(_totals)) < ahead;) {
            clusters -= Buckets.clusterBucket(_clusterRing, ++period);
            latest = earliest.max(period * Buckets.PERIOD);
        }
    }

    /// @inheritdoc ICoverPoolExtension
    function committedCover(uint256 productId) external view returns (uint256) {
        Product memory p = Packing.toProduct(_products[productId]);
        Buckets.advanceProduct(p, _productRings[productId], block.timestamp);
        return p.committed * _quantum;
    }

    // ------------------------------------------------------------- internals

    /// @dev A cover of this pool.
    function _coverOf(uint256 coverId) private view returns (CoverData.Cover memory) {
        require(CoverData.poolIdOf(coverId) == _poolId, Errors.CoverDoesNotExist());
        return _coverToken.coverData(coverId);
    }

    /// @dev The same, for its owner or whom it approved, with the address its refunds go to.
    function _ownCover(uint256 coverId) private view returns (CoverData.Cover memory c, address refundTo) {
        require(CoverData.poolIdOf(coverId) == _poolId, Errors.CoverDoesNotExist());
        return _coverToken.authorizedCover(msg.sender, coverId);
    }

    function _refundable(CoverData.Cover memory c, TermsLine memory t) private view returns (uint256) {
        return PremiumMath.refundable(c, block.timestamp, t.waitingPeriod, t.minBilled);
    }

    /// @dev Prices an extension and checks that a sale would not be refused either.
    function _extension(uint256 coverId, CoverData.Cover memory c, uint256 added)
        private
        view
        returns (Extension memory)
    {
        uint256 termsId = CoverData.termsIdOf(coverId);
        TermsLine memory t = Packing.toTermsLine(_lines[termsId]);
        require(block.timestamp + t.waitingPeriod <= c.end && c.amount != 0, Errors.CoverEnded(c.end));
        require(added != 0 && added <= MAX_DURATION, Errors.DurationOutOfRange());
        uint256 end = _midnight(c.end + added);
        require(
            end <= _midnight(block.timestamp + t.waitingPeriod + MAX_DURATION)
                && end / 1 days - c.start / 1 days <= CoverData.MAX_DAYS,
            Errors.DurationOutOfRange()
        );
        Book memory b = _openBook(termsId, t);
        // Cover is not kept in force longer while those who have asked to leave could not.
        ShareTotals memory s = Packing.toShareTotals(_totals);
        require(_roomShares(b.clusters, _equity(b.m), s) >= s.queued, Errors.CapitalRequired(0));

        uint256 cuts = _cutsOf(b.l);
        uint256 area = PremiumMath.areaUp(b.l, b.limit, b.p.committed - c.amount, b.p.committed);
        uint256 before = c.rate * (c.end - block.timestamp);
        uint256 left = end - block.timestamp;
        uint256 rate = PremiumMath.rateUp(before + PremiumMath.streamUp(area, end - c.end, cuts), left);
        uint256 net = PremiumMath.valueUp(rate * left - before, _quantum);
        return Extension({b: b, c: c, end: end, rate: rate, net: net, premium: PremiumMath.grossUp(net, cuts)});
    }

    /// @dev Moves a cover's amount to the capital period of its new end, and books the cuts.
    function _postpone(Extension memory x) private {
        Book memory b = x.b;
        uint256 from = Buckets.periodOf(x.c.end + b.t.reportWindow);
        uint256 to = Buckets.periodOf(x.end + b.t.reportWindow);
        uint256[5] storage ring = _productRings[b.t.productId];
        if (from != to) {
            b.clusters = Buckets.removeCluster(b.clusters, _clusterRing, from, b.l.cluster, x.c.amount);
            b.clusters = Buckets.addCluster(b.m, b.clusters, _clusterRing, to, b.l.cluster, x.c.amount);
            Buckets.removeProduct(b.p, ring, from, x.c.amount);
            Buckets.addProduct(b.p, ring, to, x.c.amount);
        }
        _clusters = b.clusters;
        b.p.cuts += x.premium - x.net;
        _products[b.t.productId] = Packing.pack(b.p);
    }
}

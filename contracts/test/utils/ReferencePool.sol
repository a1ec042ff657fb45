// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReferenceHistory} from "./ReferenceHistory.sol";
import {ReferenceQueue} from "./ReferenceQueue.sol";

/// @notice A slow model of one pool. It is told what was asked of the pool, never what the pool answered, and says what the
/// answer must be. Prices are the exception: the pool names one, the model says whether it lies between the exact integral
/// and what the documented roundings may add.
/// @dev Amounts of cover are cover units, money is asset units.
abstract contract ReferencePool is ReferenceHistory, ReferenceQueue {
    struct Config {
        uint256 coverUnit;
        uint256 virtualShares;
        uint256 assetUnit;
        uint256 cooldown;
        uint256 startEquity;
        uint256 saleClusterRatio; // ppm
        uint256 saleLeverage; // ppm
        uint256 exitClusterRatio; // ppm
        uint256 exitLeverage; // ppm
        address vault;
    }

    /// @notice What the pool said about a sale or an extension.
    struct Sale {
        uint256 coverId;
        uint256 termsId;
        uint256 units;
        uint256 duration;
        uint256 premium;
        uint256 fees;
        uint256 rate;
        uint256 start;
        uint256 end;
    }

    /// @dev Instead of a time that was waited: who settles is not paid for it.
    uint256 private constant NO_TIP = type(uint256).max;
    /// @dev What a pool's storage can count.
    uint256 internal constant MOST_SHARES = type(uint112).max;

    Config internal _config;
    uint256 public net; // equity and unearned premium
    uint256 public damped;
    uint256 public dampedDay;
    uint256 public layerCount; // cases opened and raised so far
    mapping(uint256 lane => uint256) public deferredUntil; // covers of a cluster start no earlier

    constructor(Config memory c) {
        _config = c;
        coverUnit = c.coverUnit;
    }

    // ----------------------------------------------------------------- reads

    function config() external view returns (Config memory) {
        return _config;
    }

    /// @notice Keeps the state as it is now, for questions about it later; the number of the step.
    function remember() external returns (uint256 step) {
        return _remember(net, owned, _fade);
    }

    function period() public view returns (uint256) {
        return block.timestamp / PERIOD;
    }

    function unearned() public view returns (uint256) {
        return (unearnedStream() * coverUnit + STREAM - 1) / STREAM;
    }

    function equity() public view returns (uint256) {
        return net - unearned();
    }

    /// @notice The equity that prices shares: none while there are none, whatever premium is still earned.
    function pricedEquity() public view returns (uint256) {
        return supply() == 0 ? 0 : equity();
    }

    function toShares(uint256 assets) public view returns (uint256) {
        return
            assets / _config.assetUnit * (supply() + _config.virtualShares) / (pricedEquity() / _config.assetUnit + 1);
    }

    function toAssets(uint256 shares) public view returns (uint256) {
        return
            shares * (pricedEquity() / _config.assetUnit + 1) / (supply() + _config.virtualShares) * _config.assetUnit;
    }

    function toAssetsUp(uint256 shares) public view returns (uint256) {
        uint256 all = supply() + _config.virtualShares;
        return (shares * (pricedEquity() / _config.assetUnit + 1) + all - 1) / all * _config.assetUnit;
    }

    /// @notice Equity of the shares that have not asked to leave.
    function freeEquity() public view returns (uint256) {
        return toAssets(supply() - queued());
    }

    /// @notice Damped equity as a sale would find it now.
    function dampedNow() public view returns (uint256 e) {
        e = damped;
        for (uint256 day = dampedDay; day < block.timestamp / 1 days && day < dampedDay + 64; ++day) {
            // The start constant is a floor from the first midnight on; what came today has seen none.
            if (day == dampedDay && e < _config.startEquity) e = _config.startEquity;
            e = e * 11 / 10;
        }
        e = _earlier(_earlier(e, freeEquity()), type(uint96).max);
    }

    /// @notice Whether some settlement holds less than can be claimed of it.
    function short() public view virtual returns (bool);

    /// @notice Equity that covers in force need, one cover unit of slack included. What is set aside counts for nothing.
    function requiredAt(uint256 inPeriod) public view returns (uint256) {
        (uint256 sum, uint256 top) = committedPool(inPeriod);
        if (sum == 0) return 0;
        uint256 byPool = (sum * PPM + _config.exitLeverage - 1) / _config.exitLeverage;
        uint256 byCluster = (top * PPM + _config.exitClusterRatio - 1) / _config.exitClusterRatio;
        return ((byPool > byCluster ? byPool : byCluster) + 1) * coverUnit;
    }

    /// @notice Shares that the limits let leave now.
    function room() public view returns (uint256) {
        uint256 required = requiredAt(period());
        if (required == 0) return supply();
        uint256 e = equity();
        return required >= e ? 0 : toShares(e - required);
    }

    /// @notice Shares that can be settled now: none while the pool is short.
    function leaveable() public view returns (uint256) {
        return short() ? 0 : room();
    }

    /// @notice Most that one deposit may bring: as many shares as leave room for sixteen times as many.
    function mostDeposit() external view returns (uint256) {
        if (short()) return 0;
        return _earlier(toAssets(_above(MOST_SHARES / 16, supply())), type(uint104).max - net);
    }

    /// @notice Cover units by which a cluster or the pool exceed the exit limits now, as a whole.
    function breach() public view returns (uint256 over) {
        uint256 e = equity();
        uint256[8] memory lanes = committedLanes(period());
        uint256 sum;
        for (uint256 lane; lane < 8; ++lane) {
            sum += lanes[lane];
            over += _above(lanes[lane], e * _config.exitClusterRatio / (PPM * coverUnit));
        }
        over += _above(sum, e * _config.exitLeverage / (PPM * coverUnit));
    }

    function productLimit(uint256 productId) public view returns (uint256) {
        Product memory p = _products[productId];
        return dampedNow() * p.maxRatio * (PPM - p.haircut) / (PPM * PPM * coverUnit);
    }

    /// @notice The leaky counter as a sale would find it now.
    function soldNow(uint256 productId) public view returns (uint256 sold, uint256 since) {
        Product memory p = _products[productId];
        uint256 limit = productLimit(productId);
        uint256 leaked = limit * (block.timestamp - p.soldAt) / 4 days;
        if (leaked >= p.sold) return (0, block.timestamp);
        // Time is used up only for whole cover units.
        since = p.soldAt + (leaked == 0 ? 0 : (leaked * 4 days + limit - 1) / limit);
        return (p.sold - leaked, since);
    }

    /// @notice Cover units that can be sold on terms now; `reading` is what the meter reports, or the largest number.
    function available(uint256 termsId, uint256 reading) public view returns (uint256 left) {
        Conditions memory t = _terms[termsId];
        uint256 committed = committedProduct(t.productId, period());
        uint256 limit = productLimit(t.productId);
        (uint256 sum,) = committedPool(period());
        uint256 e = dampedNow();
        (uint256 sold,) = soldNow(t.productId);
        left = _above(limit, committed);
        left = _earlier(
            left,
            _aboveCoverUnits(e * _config.saleClusterRatio / PPM, committedLanes(period())[_products[t.productId].lane])
        );
        left = _earlier(left, _aboveCoverUnits(e * _config.saleLeverage / PPM, sum));
        left = _earlier(left, _aboveCoverUnits(limit / 4 * coverUnit, sold));
        left = _earlier(left, _aboveCoverUnits(t.maxCover * coverUnit, committed));
        if (reading != type(uint256).max) left = _earlier(left, _above(reading / coverUnit * 30 / 100, committed));
        left = _earlier(left, (1 << 28) - 1);
    }

    /// @notice Earliest and latest settlement of a controller's request, absent an incident.
    function schedule(address controller) external view returns (uint256 earliest, uint256 latest) {
        Ticket memory t = ticketOf(controller);
        if (pendingOf(controller) == 0) return (0, 0);
        earliest = latest = t.time + _config.cooldown;
        uint256 ahead = t.to - head;
        for (uint256 from = period();; ++from) {
            uint256 required = requiredAt(from);
            uint256 e = equity();
            uint256 free = required == 0 ? supply() : required >= e ? 0 : toShares(e - required);
            if (free >= ahead) return (earliest, latest);
            if ((from + 1) * PERIOD > latest) latest = (from + 1) * PERIOD;
        }
    }

    // --------------------------------------------------------------- capital

    function deposit(address to, uint256 assets) external returns (uint256 shares) {
        // The price of the previews, from before matured requests are settled.
        shares = toShares(assets);
        _refreshDamped();
        _welcome(assets);
        _settleMatured();
        net += assets;
        _issue(to, shares);
    }

    function mint(address to, uint256 shares) external returns (uint256 assets) {
        assets = toAssetsUp(shares);
        _refreshDamped();
        _welcome(assets);
        _settleMatured();
        net += assets;
        _issue(to, shares);
    }

    function transfer(address from, address to, uint256 shares) external {
        _hold(to);
        liquid[from] -= shares;
        liquid[to] += shares;
    }

    function request(address controller, address owner, uint256 shares) external {
        _enqueue(controller, owner, shares);
    }

    /// @param controller up to whose request; zero for what has matured
    /// @param tipped whether the caller settles for others
    function settle(address controller, bool tipped) external returns (uint256 shares, uint256 assets, uint256 tip) {
        uint256 target = controller == address(0) ? maturedPosition(_config.cooldown) : ticketOf(controller).to;
        (shares, assets, tip) = _settleUpTo(target, tipped ? block.timestamp - matureSince(controller) : NO_TIP);
    }

    /// @notice When the last of the requests that a settlement takes had matured: a controller's to the second, for nobody's
    /// the end of the day of the last one.
    function matureSince(address controller) public view returns (uint256 time) {
        if (controller != address(0)) return ticketOf(controller).time + _config.cooldown;
        uint256 target = maturedPosition(_config.cooldown);
        for (uint256 i; i < _tickets.length && _tickets[i].to <= target; ++i) {
            time = (_tickets[i].time / 1 days + 1) * 1 days + _config.cooldown;
        }
    }

    function redeem(address controller, uint256 shares) external returns (uint256 assets) {
        (uint256 allShares, uint256 allAssets) = claimOf(controller);
        assets = shares == allShares ? allAssets : shares * allAssets / allShares;
        _pay(controller, shares, assets);
    }

    function withdraw(address controller, uint256 assets) external returns (uint256 shares) {
        (uint256 allShares, uint256 allAssets) = claimOf(controller);
        shares = (assets * allShares + allAssets - 1) / allAssets;
        // The last share goes with the last unit.
        if (assets < allAssets) shares = _earlier(shares, allShares - 1);
        _pay(controller, shares, assets);
    }

    // ----------------------------------------------------------------- cover

    /// @notice Books a sale; the largest and the smallest premium that it may have cost.
    function buy(Sale calldata s) external returns (uint256 least, uint256 most) {
        Conditions memory t = _terms[s.termsId];
        Product storage p = _products[t.productId];
        _refreshDamped();
        uint256 limit = productLimit(t.productId);
        (p.sold, p.soldAt) = soldNow(t.productId);
        uint256 committed = committedProduct(t.productId, period());
        p.deductible = committed == 0 ? t.deductible : _earlier(p.deductible, t.deductible);
        uint256 charged = s.end - s.start > t.minBilled ? s.end - s.start : t.minBilled;
        least = _exact(area(t.productId, limit, committed, committed + s.units), charged);
        most = least + least * 3 / PPM + _slack(s.end - block.timestamp);
        p.sold += s.units;
        p.fees += s.fees;
        net += s.premium - s.fees;
        Cover memory c;
        (c.id, c.termsId, c.productId, c.boughtAt) = (s.coverId, s.termsId, t.productId, block.timestamp);
        (c.start, c.end, c.sum, c.amount) = (s.start, s.end, s.units, s.units);
        (c.rate, c.streamFrom) = (s.rate, block.timestamp);
        _addCover(c);
    }

    /// @notice Start and end of a cover bought now.
    function span(uint256 termsId, uint256 duration) external view returns (uint256 start, uint256 end) {
        start = block.timestamp + _terms[termsId].waitingPeriod;
        uint256 deferred = deferredUntil[_products[_terms[termsId].productId].lane];
        if (start < deferred) start = deferred;
        end = start + duration;
        if (end % 1 days != 0) end += 1 days - end % 1 days;
    }

    /// @notice Books an extension; the largest and the smallest premium that it may have cost.
    function extend(Sale calldata s) external returns (uint256 least, uint256 most) {
        Cover storage c = _cover(s.coverId);
        Product storage p = _products[c.productId];
        uint256 limit = productLimit(c.productId);
        uint256 committed = committedProduct(c.productId, period());
        least = _exact(area(c.productId, limit, committed - c.amount, committed), s.end - c.end);
        uint256 running = (c.rate * (c.end - block.timestamp) * coverUnit / STREAM) * PPM / (PPM - p.feesRatio);
        most = least + (least + running) * 3 / PPM + _slack(s.end - block.timestamp);
        p.fees += s.fees;
        net += s.premium - s.fees;
        _closeStream(c);
        (c.rate, c.end) = (s.rate, s.end);
    }

    /// @notice Books a cancellation; the largest and the smallest refund that it may bring: PREM-7's formula, and one second
    /// of stream less. What is not returned streams on.
    function cancel(uint256 coverId, uint256 refund) external returns (uint256 least, uint256 most) {
        Cover storage c = _cover(coverId);
        (least, most) = refundOf(coverId);
        _closeStream(c);
        uint256 left = c.end - block.timestamp;
        uint256 removed = (_refundable(c) * 95 + 100 * left - 1) / (100 * left);
        closedStream += removed * left;
        _residues.push(Residue(block.timestamp, c.end, c.rate - removed));
        _endEarly(c, block.timestamp);
        (c.cancelled, c.amount) = (true, 0);
        net -= refund;
    }

    /// @notice Books a lapse, which returns all that is unearned. What is left of the cover stands for what came before.
    function lapse(uint256 coverId) external returns (uint256 refund) {
        Cover storage c = _cover(coverId);
        refund = refundOfAll(coverId);
        _closeStream(c);
        closedStream += c.rate * (c.end - block.timestamp);
        _endEarly(c, lapsesAt[c.termsId]);
        net -= refund;
    }

    function refundOfAll(uint256 coverId) public view returns (uint256) {
        Cover memory c = _cover(coverId);
        return c.rate * (c.end - block.timestamp) * coverUnit / STREAM;
    }

    function refundOf(uint256 coverId) public view returns (uint256 least, uint256 most) {
        Cover memory c = _cover(coverId);
        Conditions memory t = _terms[c.termsId];
        uint256 charged = c.end - c.start > t.minBilled ? c.end - c.start : t.minBilled;
        uint256 whole = c.rate * (c.end - _billedFrom(c));
        uint256 stream = _earlier(c.rate * (c.end - block.timestamp), whole * (charged - t.minBilled) / charged);
        most = stream * 95 * coverUnit / (100 * STREAM);
        least = stream <= c.rate ? 0 : (stream - c.rate) * 95 * coverUnit / (100 * STREAM);
    }

    function collectFees(uint256 productId) external returns (uint256 fees) {
        (fees, _products[productId].fees) = (_products[productId].fees, 0);
    }

    // --------------------------------------------------------------- private

    function _settleMatured() private {
        if (queued() != 0 && !short()) _settleUpTo(maturedPosition(_config.cooldown), NO_TIP);
    }

    /// @param waited seconds since the last of what is settled has matured
    function _settleUpTo(uint256 target, uint256 waited) private returns (uint256 shares, uint256 assets, uint256 tip) {
        if (target <= head) return (0, 0, 0);
        shares = _earlier(target - head, room());
        if (shares == 0) return (0, 0, 0);
        assets = toAssets(shares);
        if (waited != NO_TIP) {
            tip = _earlier(assets * 5 / 10_000, coverUnit);
            tip += tip * 19 * _earlier(waited, 7 days) / 7 days;
        }
        net -= assets;
        _burn(shares, assets - tip);
    }

    function _refreshDamped() internal {
        damped = dampedNow();
        dampedDay = block.timestamp / 1 days;
    }

    /// @dev The first to come bears alone what is sold on its capital: the start constant holds for it at once.
    function _welcome(uint256 assets) private {
        if (supply() == 0) damped = _earlier(assets, _config.startEquity);
    }

    /// @dev Premium, fees included, of an area charged for some seconds: rounded down, never more than the exact value.
    function _exact(uint256 unitsPpm, uint256 charged) private view returns (uint256) {
        return _above(unitsPpm, 3) * charged / YEAR * coverUnit / (PPM * 1e18);
    }

    /// @dev The stream after the later of now and the second by which the minimum billing has been earned.
    function _refundable(Cover memory c) private view returns (uint256) {
        Conditions memory t = _terms[c.termsId];
        uint256 charged = c.end - c.start > t.minBilled ? c.end - c.start : t.minBilled;
        uint256 billed = _billedFrom(c) + ((c.end - _billedFrom(c)) * t.minBilled + charged - 1) / charged;
        uint256 from = billed > block.timestamp ? billed : block.timestamp;
        return from < c.end ? c.rate * (c.end - from) : 0;
    }

    /// @dev The minimum billing counts from a waiting period before the start, which is the purchase unless an incident in
    /// the cluster has put the start off.
    function _billedFrom(Cover memory c) private view returns (uint256) {
        return c.start - _terms[c.termsId].waitingPeriod;
    }

    /// @dev What rounding a stream rate up by a unit, and two ceilings, may add to a premium.
    function _slack(uint256 seconds_) private view returns (uint256) {
        return seconds_ * coverUnit * 2 / STREAM * 5 / 4 + 5;
    }

    function _above(uint256 a, uint256 b) internal pure returns (uint256) {
        return a > b ? a - b : 0;
    }

    function _aboveCoverUnits(uint256 assets, uint256 units) private view returns (uint256) {
        return _above(assets / coverUnit, units);
    }
}

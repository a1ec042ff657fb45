// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice The covers of a pool, the obvious way: a list, added up from scratch at every question.
abstract contract ReferenceBook {
    uint256 internal constant PPM = 1e6;
    uint256 internal constant PERIOD = 14 days;
    uint256 internal constant YEAR = 365 days;
    /// @dev A stream rate counts 2^-33 cover units a second.
    uint256 internal constant STREAM = 1 << 33;

    struct Product {
        uint256 lane;
        uint256 rateFloor; // ppm, like all ratios here
        uint256 rateAtTarget;
        uint256 rateMax;
        uint256 target;
        uint256 maxRatio;
        uint256 haircut;
        uint256 feesRatio;
        uint256 sold; // leaky counter, cover units
        uint256 soldAt;
        uint256 fees; // taken from premiums, not yet collected
        uint256 deductible; // the least that cover was sold with since none was committed, WAD
    }

    struct Conditions {
        uint256 productId;
        uint256 waitingPeriod;
        uint256 horizon;
        uint256 minBilled;
        uint256 maxCover; // cover units
        uint256 deductible; // WAD
        uint256 claimWindow;
        bool proofOfLoss;
    }

    struct Cover {
        uint256 id;
        uint256 termsId;
        uint256 productId;
        uint256 boughtAt;
        uint256 start;
        uint256 end;
        uint256 sum; // cover units at purchase
        uint256 amount; // cover units left
        uint256 rate;
        uint256 streamFrom; // since when `rate` streams
        uint256 paid; // asset units
        bool cancelled; // by its owner: nothing is left of it
    }

    /// @notice Premium of what was drawn on a cover: earned to the end, whatever becomes of the cover.
    struct Residue {
        uint256 from;
        uint256 end;
        uint256 rate;
    }

    uint256 public coverUnit;
    uint256[] internal _productIds;
    mapping(uint256 productId => Product) internal _products;
    mapping(uint256 termsId => Conditions) internal _terms;
    mapping(uint256 productId => uint256) internal _newestTerms;
    Cover[] internal _covers;
    Residue[] internal _residues;
    mapping(uint256 coverId => uint256) internal _coverNumber; // from 1
    /// @notice When protection ends for all covers on some terms, whatever their ends; 0 where it goes on.
    mapping(uint256 termsId => uint256) public lapsesAt;
    /// @notice Stream of covers or parts of time that are over: earned, in 2^-33 cover units.
    uint256 public closedStream;

    // ----------------------------------------------------------------- reads

    function productIds() external view returns (uint256[] memory) {
        return _productIds;
    }

    function product(uint256 productId) external view returns (Product memory) {
        return _products[productId];
    }

    function conditions(uint256 termsId) external view returns (Conditions memory) {
        return _terms[termsId];
    }

    function coverCount() external view returns (uint256) {
        return _covers.length;
    }

    /// @notice Whether a cover was ever sold on these terms.
    function hasSold(uint256 termsId) external view returns (bool) {
        for (uint256 i; i < _covers.length; ++i) {
            if (_covers[i].termsId == termsId) return true;
        }
        return false;
    }

    function coverAt(uint256 i) external view returns (Cover memory) {
        return _covers[i];
    }

    function coverOf(uint256 coverId) external view returns (Cover memory) {
        return _cover(coverId);
    }

    function covers() external view returns (Cover[] memory) {
        return _covers;
    }

    function residues() external view returns (Residue[] memory) {
        return _residues;
    }

    /// @notice The capital period in which a cover's capital is free again: `end + horizon`, rounded up.
    function freePeriod(Cover memory c) public view returns (uint256) {
        return (c.end + _terms[c.termsId].horizon + PERIOD - 1) / PERIOD;
    }

    /// @notice Cover units that weigh on a product's capital in a capital period.
    function committedProduct(uint256 productId, uint256 period) public view returns (uint256 sum) {
        for (uint256 i; i < _covers.length; ++i) {
            if (_covers[i].productId == productId) sum += _weight(_covers[i], period);
        }
    }

    /// @notice Cover units that weigh on the clusters' capital in a capital period.
    function committedLanes(uint256 period) public view returns (uint256[8] memory lanes) {
        for (uint256 i; i < _covers.length; ++i) {
            lanes[_products[_covers[i].productId].lane] += _weight(_covers[i], period);
        }
    }

    /// @notice Cover units in all clusters, and in the largest.
    function committedPool(uint256 period) public view returns (uint256 sum, uint256 top) {
        uint256[8] memory lanes = committedLanes(period);
        for (uint256 lane; lane < 8; ++lane) {
            sum += lanes[lane];
            if (lanes[lane] > top) top = lanes[lane];
        }
    }

    /// @notice Stream still to be earned, exactly, in 2^-33 cover units.
    function unearnedStream() public view returns (uint256 stream) {
        for (uint256 i; i < _covers.length; ++i) {
            Cover storage c = _covers[i];
            if (c.end > block.timestamp) stream += c.rate * (c.end - block.timestamp);
        }
        for (uint256 i; i < _residues.length; ++i) {
            Residue memory r = _residues[i];
            if (r.end > block.timestamp) stream += r.rate * (r.end - block.timestamp);
        }
    }

    /// @notice Stream earned so far, exactly: cover by cover, second by second.
    function earnedStream() public view returns (uint256 stream) {
        stream = closedStream;
        for (uint256 i; i < _covers.length; ++i) {
            Cover storage c = _covers[i];
            if (c.rate != 0) stream += c.rate * (_earlier(block.timestamp, c.end) - c.streamFrom);
        }
        for (uint256 i; i < _residues.length; ++i) {
            Residue memory r = _residues[i];
            stream += r.rate * (_earlier(block.timestamp, r.end) - r.from);
        }
    }

    /// @notice The integral of the rate curve from `from` to `to`, cover units × ppm × 1e18, rounded down by at most three.
    function area(uint256 productId, uint256 limit, uint256 from, uint256 to) public view returns (uint256) {
        return _antiderivative(productId, limit, to) - _antiderivative(productId, limit, from);
    }

    // ---------------------------------------------------------------- writes

    function addProduct(uint256 productId, Product calldata p) external {
        _productIds.push(productId);
        _products[productId] = p;
    }

    /// @notice A manager's prices and limits from now on.
    function setPrices(uint256 productId, Product calldata p) external {
        Product storage x = _products[productId];
        (x.rateFloor, x.rateAtTarget, x.rateMax) = (p.rateFloor, p.rateAtTarget, p.rateMax);
        (x.target, x.maxRatio, x.feesRatio) = (p.target, p.maxRatio, p.feesRatio);
    }

    function addTerms(uint256 termsId, Conditions calldata t) external {
        _terms[termsId] = t;
        _newestTerms[t.productId] = termsId;
    }

    function setLapse(uint256 termsId, uint256 lapsesAt_) external {
        lapsesAt[termsId] = lapsesAt_;
    }

    /// @dev What settles incidents is the same for all versions of a product.
    function _anyTerms(uint256 productId) internal view returns (Conditions memory) {
        return _terms[_newestTerms[productId]];
    }

    function _cover(uint256 coverId) internal view returns (Cover storage) {
        return _covers[_coverNumber[coverId] - 1];
    }

    function _addCover(Cover memory c) internal {
        _covers.push(c);
        _coverNumber[c.id] = _covers.length;
    }

    /// @dev Books what a cover's stream has earned up to now as over.
    function _closeStream(Cover storage c) internal {
        uint256 to = _earlier(block.timestamp, c.end);
        if (to <= c.streamFrom) return;
        closedStream += c.rate * (to - c.streamFrom);
        c.streamFrom = to;
    }

    /// @dev Ends a cover's protection at a moment, or when it begins, at midnight; nothing of it streams any more.
    function _endEarly(Cover storage c, uint256 moment) internal {
        uint256 end = moment > c.start ? moment : c.start;
        end = (end + 1 days - 1) / 1 days * 1 days;
        (c.end, c.rate) = (_earlier(end, c.end), 0);
    }

    /// @dev Takes cover units out of a cover; the rate of what is left is rounded down to 20 bits.
    function _drawCoverUnits(Cover storage c, uint256 units) internal {
        _closeStream(c);
        uint256 rate = c.rate * (c.amount - units) / c.amount;
        uint256 unit = 1;
        while (rate / unit >= 1 << 20) {
            unit *= 2;
        }
        rate = rate / unit * unit;
        if (c.rate != 0 && c.streamFrom < c.end) _residues.push(Residue(c.streamFrom, c.end, c.rate - rate));
        c.rate = rate;
        c.amount -= units;
    }

    // --------------------------------------------------------------- private

    function _weight(Cover storage c, uint256 period) private view returns (uint256) {
        uint256 until = c.end + _terms[c.termsId].horizon;
        return (until + PERIOD - 1) / PERIOD <= period ? 0 : c.amount;
    }

    function _antiderivative(uint256 productId, uint256 limit, uint256 x) private view returns (uint256 sum) {
        Product memory p = _products[productId];
        uint256 kink = limit * p.target / PPM;
        if (kink == 0 && limit != 0) kink = 1;
        uint256 low = _earlier(x, kink);
        if (low != 0) sum += low * p.rateFloor * 1e18 + (p.rateAtTarget - p.rateFloor) * low * low * 1e18 / (2 * kink);
        if (x <= kink) return sum;
        uint256 high = _earlier(x, limit) - kink;
        if (high != 0) {
            sum += high * p.rateAtTarget * 1e18 + (p.rateMax - p.rateAtTarget) * high * high * 1e18
                / (2 * (limit - kink));
        }
        if (x > limit) sum += (x - limit) * p.rateMax * 1e18;
    }

    function _earlier(uint256 a, uint256 b) internal pure returns (uint256) {
        return a < b ? a : b;
    }
}

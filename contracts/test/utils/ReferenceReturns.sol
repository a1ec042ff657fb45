// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReferencePool} from "./ReferencePool.sol";

/// @notice Whose the shares are that cases came back as, the obvious way: holdings are written down at every opening, and
/// each return is divided over all of them at every question.
abstract contract ReferenceReturns is ReferencePool {
    struct Return {
        uint256 epoch; // number of the case
        uint256 supply; // shares that bore it
        uint256 shares;
        uint256 left; // not collected; what decayed has not been taken off
        uint256 issuedAfter; // cases opened before it was issued
        uint256 time;
        uint256 decayed; // ppm, burned so far
    }

    /// @notice What an account got of a return.
    struct Collected {
        bool done;
        uint256 shares;
        uint256 afterCase; // cases opened before it collected
    }

    uint256 internal constant COLLECT_WITHIN = 365 days;
    uint256 internal constant DECAY = 30 days;

    Return[] internal _returns;
    mapping(address account => mapping(uint256 index => Collected)) internal _collected;
    mapping(address account => uint256) public collectedUpTo;
    mapping(uint256 epoch => mapping(address => uint256)) public heldAt;
    mapping(uint256 epoch => uint256 count) public holdersAt;

    // ----------------------------------------------------------------- reads

    function returnCount() external view returns (uint256) {
        return _returns.length;
    }

    function returnAt(uint256 index) external view returns (Return memory) {
        return _returns[index];
    }

    /// @notice Part of a return that has decayed by now, ppm.
    function decayedNow(uint256 index) public view returns (uint256) {
        uint256 since = _returns[index].time + COLLECT_WITHIN;
        if (block.timestamp <= since) return 0;
        return _earlier(block.timestamp - since, DECAY) * PPM / DECAY;
    }

    /// @notice An account's part of each return: as issued, and what there is of it now, or was when it collected.
    function partsOf(address account) public view returns (uint256[] memory parts, uint256[] memory worth) {
        parts = new uint256[](_returns.length);
        worth = new uint256[](_returns.length);
        for (uint256 r; r < parts.length; ++r) {
            if (_collected[account][r].done) {
                worth[r] = _collected[account][r].shares;
                continue;
            }
            Return memory x = _returns[r];
            if (x.supply == 0) continue;
            parts[r] = (heldAt[x.epoch][account] + _hadHere(account, x.epoch, r, worth)) * x.shares / x.supply;
            worth[r] = parts[r] - (parts[r] * decayedNow(r) + PPM - 1) / PPM;
        }
    }

    /// @notice What an account had in the vault when a case was opened, and was not lost since by not collecting it.
    function hadHere(address account, uint256 caseEpoch) external view returns (uint256) {
        (, uint256[] memory worth) = partsOf(account);
        return _hadHere(account, caseEpoch, _returns.length, worth);
    }

    /// @notice What an account would collect now.
    function dueOf(address account) external view returns (uint256 shares) {
        (, uint256[] memory worth) = partsOf(account);
        for (uint256 r = collectedUpTo[account]; r < worth.length; ++r) {
            shares += worth[r];
        }
    }

    // ---------------------------------------------------------------- writes

    /// @param from of the returns before it the account has no part left
    function collect(address account, address receiver, uint256 from, uint256 to) external returns (uint256 shares) {
        (uint256[] memory parts, uint256[] memory worth) = partsOf(account);
        for (uint256 r = collectedUpTo[account]; r < from; ++r) {
            require(parts[r] == 0, "reference: a part is passed over");
        }
        for (uint256 r = from; r < to; ++r) {
            burn(r);
            _returns[r].left -= parts[r];
            _collected[account][r] = Collected(true, worth[r], epoch);
            shares += worth[r];
        }
        collectedUpTo[account] = to;
        _hold(receiver);
        liquid[_config.vault] -= shares;
        liquid[receiver] += shares;
    }

    function burn(uint256 index) public returns (uint256 burnt) {
        Return storage x = _returns[index];
        uint256 decayed = decayedNow(index);
        burnt = x.left * (decayed - x.decayed) / PPM;
        x.decayed = decayed;
        liquid[_config.vault] -= burnt;
        supply -= burnt;
    }

    // -------------------------------------------------------------- internals

    /// @dev Everybody's holding when case number `epoch` is opened, queued shares included.
    function _writeDownHoldings() internal {
        for (uint256 i; i < _holders.length; ++i) {
            heldAt[epoch][_holders[i]] = liquid[_holders[i]] + pendingOf(_holders[i]);
        }
        holdersAt[epoch] = _holders.length;
    }

    /// @dev Assets go back into equity at the present price, but no lower than a billionth of the first one.
    function _return(uint256 caseEpoch, uint256 supplyThen, uint256 assets) internal returns (uint256 shares) {
        if (assets == 0) return 0;
        _refreshDamped();
        shares = _earlier(toShares(assets), assets * _config.virtualShares * 1e9);
        shares = _earlier(shares, type(uint112).max - supply);
        net += assets;
        if (shares == 0) return 0;
        _returns.push(Return(caseEpoch, supplyThen, shares, shares, epoch, block.timestamp, 0));
        _issue(_config.vault, shares);
    }

    /// @dev Parts of the first `count` returns that had been issued, and not been collected, when a case was opened.
    function _hadHere(address account, uint256 caseEpoch, uint256 count, uint256[] memory worth)
        private
        view
        returns (uint256 shares)
    {
        for (uint256 q; q < count; ++q) {
            if (_returns[q].issuedAfter >= caseEpoch) continue;
            Collected memory c = _collected[account][q];
            if (!c.done || c.afterCase >= caseEpoch) shares += worth[q];
        }
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReferencePool} from "./ReferencePool.sol";

/// @notice Whose the shares are that cases came back as, the obvious way: holdings are written down at every opening, and
/// each return is divided over all of them at every question.
abstract contract ReferenceReturns is ReferencePool {
    struct Return {
        uint256 layerIndex; // number of the layer
        uint256 supply; // shares that bore it
        uint256 shares; // that are divided: all of them but for what 52 binary digits cannot tell
        uint256 left; // neither collected nor burned
        uint256 issuedAfter; // cases opened before it was issued
        uint256 time; // of the last that was added to it
        bool ofRecoveries; // the next ones of its case are added, as long as no other case has been opened
        bool burned;
    }

    /// @notice What an account got of a return in one call.
    struct Collected {
        uint256 shares;
        uint256 afterCase; // cases opened before it collected
    }

    uint256 internal constant MAX_COLLECT_DELAY = 365 days;

    Return[] internal _returns;
    mapping(address account => mapping(uint256 index => Collected[])) internal _collected;
    mapping(uint256 layerIndex => mapping(address => uint256)) public heldAt;
    mapping(uint256 layerIndex => uint256 count) public holdersAt;
    /// @dev Returns before this one are done with, for an account.
    mapping(address account => uint256) internal _doneWith;

    // ----------------------------------------------------------------- reads

    function returnCount() external view returns (uint256) {
        return _returns.length;
    }

    function returnAt(uint256 index) external view returns (Return memory) {
        return _returns[index];
    }

    /// @notice Whether anybody may burn what is left of a return.
    function canBurn(uint256 index) external view returns (bool) {
        return _returns[index].left != 0 && block.timestamp > _returns[index].time + MAX_COLLECT_DELAY;
    }

    /// @notice What an account could still collect of each return.
    function duesOf(address account) public view returns (uint256[] memory dues) {
        dues = new uint256[](_returns.length);
        for (uint256 r; r < dues.length; ++r) {
            Return memory x = _returns[r];
            if (x.supply == 0 || x.burned) continue;
            uint256 held = heldAt[x.layerIndex][account] + _hadHere(account, x.layerIndex, r, dues);
            dues[r] = held * x.shares / x.supply - _gotOf(account, r);
        }
    }

    /// @notice What an account had in the vault when a case was opened, and did not lose since by not collecting it.
    function hadHere(address account, uint256 layerIndex) external view returns (uint256) {
        return _hadHere(account, layerIndex, _returns.length, duesOf(account));
    }

    /// @notice What an account would collect now.
    function dueOf(address account) external view returns (uint256 shares) {
        uint256[] memory dues = duesOf(account);
        for (uint256 r; r < dues.length; ++r) {
            shares += dues[r];
        }
    }

    /// @notice Whether an account has a part left in a return that it has collected before.
    function hasGrownFor(address account) external view returns (bool) {
        uint256[] memory dues = duesOf(account);
        for (uint256 r; r < dues.length; ++r) {
            if (dues[r] != 0 && _collected[account][r].length != 0) return true;
        }
        return false;
    }

    /// @notice Whether a look at returns changes anything for an account.
    function collects(address account, uint256 from, uint256 to) external view returns (bool) {
        uint256[] memory dues = duesOf(account);
        for (uint256 r = from; r < to; ++r) {
            if (dues[r] != 0) return true;
        }
        return _finishedFrom(from, to) != from;
    }

    // ---------------------------------------------------------------- writes

    /// @param from of the returns before it the account has no part left
    function collect(address account, address receiver, uint256 from, uint256 to) external returns (uint256 shares) {
        uint256[] memory dues = duesOf(account);
        for (uint256 r = _doneWith[account]; r < from; ++r) {
            require(dues[r] == 0, "reference: a part is passed over");
        }
        for (uint256 r = from; r < to; ++r) {
            _returns[r].left -= dues[r];
            if (dues[r] != 0) _collected[account][r].push(Collected(dues[r], layerCount));
            shares += dues[r];
        }
        _doneWith[account] = _finishedFrom(from, to);
        _hold(receiver);
        liquid[_config.vault] -= shares;
        liquid[receiver] += shares;
    }

    function burn(uint256 index) external returns (uint256 shares) {
        Return storage x = _returns[index];
        shares = x.left;
        (x.left, x.burned) = (0, true);
        _burnSlowly(_config.vault, shares);
    }

    // -------------------------------------------------------------- internals

    /// @dev Everybody's holding when case number `layerIndex` is opened, queued shares included.
    function _writeDownHoldings() internal {
        for (uint256 i; i < _holders.length; ++i) {
            heldAt[layerCount][_holders[i]] = liquid[_holders[i]] + pendingOf(_holders[i]);
        }
        holdersAt[layerCount] = _holders.length;
    }

    /// @dev Assets go back into equity at the present price.
    function _return(uint256 layerIndex, uint256 supplyThen, uint256 assets) internal returns (uint256 shares) {
        shares = _issueFor(assets);
        if (shares != 0) _add(layerIndex, supplyThen, shares, false);
    }

    /// @dev Likewise, and what comes before another case is opened is one return.
    function _returnMore(uint256 layerIndex, uint256 supplyThen, uint256 assets) internal returns (uint256 shares) {
        shares = _issueFor(assets);
        if (shares == 0) return 0;
        for (uint256 r; r < _returns.length; ++r) {
            Return storage x = _returns[r];
            if (x.layerIndex != layerIndex || !x.ofRecoveries || x.issuedAfter != layerCount || x.burned) continue;
            (x.shares, x.left, x.time) = (_divisible(x.shares + shares), x.left + shares, block.timestamp);
            return shares;
        }
        _add(layerIndex, supplyThen, shares, true);
    }

    // ---------------------------------------------------------------- private

    function _issueFor(uint256 assets) private returns (uint256 shares) {
        if (assets == 0) return 0;
        _refreshDamped();
        shares = _earlier(toShares(assets), MOST_SHARES - supply());
        net += assets;
        if (shares != 0) _issue(_config.vault, shares);
    }

    function _add(uint256 layerIndex, uint256 supplyThen, uint256 shares, bool ofRecoveries) private {
        _returns.push(
            Return(layerIndex, supplyThen, _divisible(shares), shares, layerCount, block.timestamp, ofRecoveries, false)
        );
    }

    function _divisible(uint256 shares) private pure returns (uint256) {
        uint256 step = 1;
        while (shares / step >= 2 ** 52) step *= 2;
        return shares - shares % step;
    }

    /// @dev The first of some returns that may still grow.
    function _finishedFrom(uint256 from, uint256 to) private view returns (uint256 r) {
        for (r = from; r < to; ++r) {
            if (_returns[r].ofRecoveries && _returns[r].issuedAfter == layerCount) break;
        }
    }

    function _gotOf(address account, uint256 index) private view returns (uint256 shares) {
        Collected[] storage list = _collected[account][index];
        for (uint256 i; i < list.length; ++i) {
            shares += list[i].shares;
        }
    }

    /// @dev Parts of the first `count` returns that had been issued, and not been collected, when a case was opened.
    function _hadHere(address account, uint256 layerIndex, uint256 count, uint256[] memory dues)
        private
        view
        returns (uint256 shares)
    {
        for (uint256 q; q < count; ++q) {
            if (_returns[q].issuedAfter >= layerIndex) continue;
            shares += dues[q];
            Collected[] storage list = _collected[account][q];
            for (uint256 i; i < list.length; ++i) {
                if (list[i].afterCase >= layerIndex) shares += list[i].shares;
            }
        }
    }
}

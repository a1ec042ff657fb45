// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {IExitQueue} from "./roles/IExitQueue.sol";
import {Errors} from "../common/Errors.sol";
import {Packing} from "./Packing.sol";
import {Account, Exits, Money, Queue, Request, Settled, ShareTotals} from "./PoolWords.sol";
import {MaturedExits} from "./MaturedExits.sol";
import {ShareLedger} from "./ShareLedger.sol";

/// @title Exit queue of a pool: ERC-7540 asynchronous redeem, settled in order
/// @dev The call that settles the queue is in the next segment: see `QueueSettlement`.
abstract contract ExitQueue is ShareLedger, MaturedExits, IExitQueue {
    using FixedPointMathLib for uint256;

    // ---------------------------------------------------------------- writes

    /// @inheritdoc IExitQueue
    function setOperator(address operator, bool approved) public virtual returns (bool) {
        _operators[msg.sender][operator] = approved;
        emit OperatorSet(msg.sender, operator, approved);
        return true;
    }

    /// @inheritdoc IExitQueue
    function requestRedeem(uint256 shares, address controller, address owner)
        public
        virtual
        nonReentrant
        returns (uint256 requestId)
    {
        require(shares != 0, Errors.AmountZero());
        require(controller != address(0) && controller != address(this), Errors.ZeroAddress("controller"));
        // An allowance moves shares but requests nobody's exit: a spender could otherwise take the owner's only place
        // in the queue.
        require(_isOperatorFor(owner) && (controller == owner || _isOperatorFor(controller)), Errors.NotAuthorized());

        // Loaded as stored: fading changes nothing here.
        ShareTotals memory s = Packing.toShareTotals(_totals);
        Queue memory q = Packing.toQueue(_queue);
        (Account memory a, Settled memory folded) = _fold(_checkpointAccount(controller, s.layerCount), controller);
        require(a.queued == 0, Errors.RequestPending());
        if (folded.shares != 0) _claims[controller] = Packing.pack(_withClaim(controller, folded));
        if (owner != controller) {
            _debit(owner, shares, s.layerCount);
        } else {
            require(shares <= a.liquid, InsufficientBalance());
            unchecked {
                a.liquid -= shares;
            }
        }
        a.queued = shares;
        _accounts[controller] = Packing.pack(a);

        _noteDay(q);
        // Both count parts of the supply; `pack` refuses what does not fit.
        unchecked {
            q.requested += shares;
            s.queued += shares;
        }
        _requests[controller] = Packing.pack(Request({end: q.requested, time: block.timestamp}));
        _queue = Packing.pack(q);
        _totals = Packing.pack(s);
        emit Transfer(owner, address(this), shares);
        emit RedeemRequest(controller, owner, 0, msg.sender, shares);
        return 0;
    }

    /// @inheritdoc IExitQueue
    function redeem(uint256 shares, address receiver, address controller)
        public
        virtual
        nonReentrant
        returns (uint256 assets)
    {
        Settled memory c = _takeSettled(controller);
        require(shares != 0, Errors.AmountZero());
        require(shares <= c.shares, Errors.InsufficientShares(c.shares));
        // Shares ever queued have 128 bits, assets ever settled 112: nothing wraps, here or in `withdraw`.
        unchecked {
            assets = shares == c.shares ? c.assets : shares * c.assets / c.shares;
        }
        _withdraw(controller, receiver, c, shares, assets);
    }

    /// @inheritdoc IExitQueue
    function withdraw(uint256 assets, address receiver, address controller)
        public
        virtual
        nonReentrant
        returns (uint256 shares)
    {
        Settled memory c = _takeSettled(controller);
        require(assets != 0, Errors.AmountZero());
        require(assets <= c.assets, Errors.InsufficientShares(c.shares));
        unchecked {
            shares = (assets * c.shares).divUp(c.assets);
            // A share is kept for what is left: where a share is worth many units, the last share waits for all of
            // them.
            if (shares == c.shares && assets != c.assets) --shares;
        }
        _withdraw(controller, receiver, c, shares, assets);
    }

    // ----------------------------------------------------------------- views

    /// @inheritdoc IExitQueue
    function isOperator(address controller, address operator) public view virtual returns (bool) {
        return _operators[controller][operator];
    }

    /// @inheritdoc IExitQueue
    function pendingRedeemRequest(uint256, address controller) public view virtual returns (uint256 shares) {
        (shares,) = _exitOf(controller);
    }

    /// @inheritdoc IExitQueue
    function claimableRedeemRequest(uint256, address controller) public view virtual returns (uint256 shares) {
        return maxRedeem(controller);
    }

    /// @inheritdoc IExitQueue
    function maxRedeem(address controller) public view virtual returns (uint256 shares) {
        (, Settled memory claim) = _exitOf(controller);
        return claim.shares;
    }

    /// @inheritdoc IExitQueue
    function maxWithdraw(address controller) public view virtual returns (uint256 assets) {
        (, Settled memory claim) = _exitOf(controller);
        return claim.assets;
    }

    // ------------------------------------------------------------- internals

    /// @dev Settles the requests that have matured by whole days, as far as there is room; never reverts for lack of
    /// room.
    function _settleMatured(Money memory m, Queue memory q, ShareTotals memory s) internal {
        if (s.queued == 0) return;
        uint256 head = q.requested - s.queued;
        (uint256 target,) = _matured(q, s, address(0));
        if (target <= head) return;
        (uint256 shares, uint256 assets) = _burnQueued(m, s, target - head);
        if (shares != 0) _setAside(head + shares, shares, assets);
    }

    /// @dev The first request of a day stores where the queue ended on the last day that had a request.
    function _noteDay(Queue memory q) private {
        uint256 today = _today();
        if (q.requestDay == today) return;
        if (q.requestDay != 0) _requestDays[q.requestDay % DAYS] = q.requestDay << 128 | q.requested;
        q.requestDay = today;
    }

    /// @dev Takes everything settled off the request and returns the claim. Stores the account, not the claim.
    function _takeSettled(address controller) private returns (Settled memory claim) {
        require(_isOperatorFor(controller), Errors.NotAuthorized());
        (Account memory a, Settled memory folded) =
            _fold(_checkpointAccount(controller, Packing.layerCountOf(_totals)), controller);
        _accounts[controller] = Packing.pack(a);
        claim = _withClaim(controller, folded);
        require(claim.shares != 0, Errors.NothingSettled());
    }

    function _withdraw(address controller, address receiver, Settled memory claim, uint256 shares, uint256 assets)
        private
    {
        // The callers have compared both.
        unchecked {
            claim.shares -= shares;
            claim.assets -= assets;
        }
        uint256 packed = Packing.pack(claim);
        // A controller that takes everything that was settled since its last claim never writes this slot.
        if (_claims[controller] != packed) _claims[controller] = packed;
        Exits memory e = Packing.toExits(_exits);
        e.owed -= assets;
        _exits = Packing.pack(e);
        if (assets != 0) SafeTransferLib.safeTransfer(_asset(), receiver, assets);
        emit Withdraw(msg.sender, receiver, controller, assets, shares);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {LibString} from "solady/utils/LibString.sol";
import {ERC20} from "solady/tokens/ERC20.sol";

import {Errors} from "../libraries/Errors.sol";
import {Packing} from "../libraries/Packing.sol";
import {Account, BalanceCheckpoint, QueuedCheckpoint, ShareTotals} from "../types/PoolTypes.sol";
import {PoolState} from "./PoolState.sol";

/// @title Pool shares: an ERC-20 with EIP-2612 permit whose balances remember what they were when a case was opened
/// @dev Allowances, permit and the EIP-712 domain are solady's. Balances are not, because liquid shares, queued shares
/// and the case epoch of a holder share one word: a transfer then costs one cold read more than solady's, and writes a
/// checkpoint only where a case was opened since that account's last change.
/// Queued shares belong to the pool's own balance, as ERC-7540 asks.
abstract contract ShareLedger is PoolState, ERC20 {
    using FixedPointMathLib for uint256;

    /// @dev Half the order of secp256k1.
    uint256 private constant HALF_N = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;

    bytes32 internal immutable _name;
    bytes32 internal immutable _symbol;
    uint8 internal immutable _shareDecimals;

    constructor(bytes32 name_, bytes32 symbol_, uint8 shareDecimals) {
        _name = name_;
        _symbol = symbol_;
        _shareDecimals = shareDecimals;
    }

    function name() public view override returns (string memory) {
        return LibString.fromSmallString(_name);
    }

    function symbol() public view override returns (string memory) {
        return LibString.fromSmallString(_symbol);
    }

    function decimals() public view override returns (uint8) {
        return _shareDecimals;
    }

    function totalSupply() public view override returns (uint256) {
        return _currentTotals().supply;
    }

    function balanceOf(address account) public view override returns (uint256) {
        return
            account == address(this)
                ? Packing.toShareTotals(_totals).queued
                : Packing.toAccount(_accounts[account]).liquid;
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        _move(msg.sender, to, amount);
        return true;
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        _spendAllowance(from, msg.sender, amount);
        _move(from, to, amount);
        return true;
    }

    /// @dev Solady takes a signature with either s; one form of each is enough.
    function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        public
        override
    {
        require(uint256(s) <= HALF_N, InvalidPermit());
        super.permit(owner, spender, value, deadline, v, r, s);
    }

    function _move(address from, address to, uint256 amount) internal {
        require(_mayHold(to), Errors.ZeroAddress("to"));
        uint256 epoch = Packing.epochOf(_totals);
        _debit(from, amount, epoch);
        _credit(to, amount, epoch);
        emit Transfer(from, to, amount);
    }

    /// @dev Adds new shares to `s` and to an account; the caller stores `s`.
    function _issue(ShareTotals memory s, address to, uint256 amount) internal {
        require(_mayHold(to), Errors.ZeroAddress("receiver"));
        s.supply += amount;
        _credit(to, amount, s.epoch);
        emit Transfer(address(0), to, amount);
    }

    function _debit(address from, uint256 amount, uint256 epoch) internal {
        uint256 word = _accounts[from];
        if (Packing.accountEpochOf(word) != epoch) word = Packing.pack(_current(from, epoch));
        require(amount <= Packing.liquidOf(word), ERC20.InsufficientBalance());
        _accounts[from] = Packing.takeLiquid(word, amount);
    }

    function _credit(address to, uint256 amount, uint256 epoch) internal {
        uint256 word = _accounts[to];
        if (Packing.accountEpochOf(word) != epoch) word = Packing.pack(_current(to, epoch));
        _accounts[to] = Packing.addLiquid(word, amount);
    }

    /// @dev An account ready to be changed: what it held when cases were opened since its last change is kept. Most
    /// holders have no request, and need one word for it.
    function _current(address account, uint256 epoch) internal returns (Account memory a) {
        a = Packing.toAccount(_accounts[account]);
        if (a.epoch == epoch) return a;
        if (a.liquid != 0 || a.queued != 0) {
            uint256[] storage list = _checkpoints[account];
            if (a.queued != 0) {
                uint256 end = Packing.toRequest(_requests[account]).end;
                _queuedAt[account][list.length] = Packing.pack(QueuedCheckpoint({queued: a.queued, end: end}));
            }
            list.push(
                Packing.pack(BalanceCheckpoint({liquid: a.liquid, to: epoch, from: a.epoch, queued: a.queued != 0}))
            );
        }
        a.epoch = epoch;
    }

    /// @dev What an account held when case number `epoch` was opened, with the queue settled up to a checkpoint.
    /// The smallest checkpoint with `to ≥ epoch` counts if it also began before; otherwise the account was empty, or has
    /// not changed since.
    function _holdingAt(address account, uint256 epoch, uint256 settlement) internal view returns (uint256) {
        uint256[] storage list = _checkpoints[account];
        uint256 low;
        uint256 high = list.length;
        // Who is up to date asks for what is newer than its newest checkpoint, however many there are.
        if (high != 0 && Packing.toBalanceCheckpoint(list[high - 1]).to < epoch) low = high;
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (Packing.toBalanceCheckpoint(list[middle]).to < epoch) low = middle + 1;
            else high = middle;
        }
        QueuedCheckpoint memory q;
        if (low < list.length) {
            BalanceCheckpoint memory c = Packing.toBalanceCheckpoint(list[low]);
            if (c.from >= epoch) return 0;
            if (!c.queued) return c.liquid;
            q = Packing.toQueuedCheckpoint(_queuedAt[account][low]);
            return c.liquid + _unsettled(q, settlement);
        }
        Account memory a = Packing.toAccount(_accounts[account]);
        if (a.epoch >= epoch) return 0;
        if (a.queued == 0) return a.liquid;
        (q.queued, q.end) = (a.queued, Packing.toRequest(_requests[account]).end);
        return a.liquid + _unsettled(q, settlement);
    }

    /// @dev What of a request lay beyond a settlement checkpoint.
    function _unsettled(QueuedCheckpoint memory q, uint256 settlement) private view returns (uint256) {
        uint256 settled = Packing.toSettled(_settlements[settlement]).shares;
        return q.end.zeroFloorSub(settled).min(q.queued);
    }

    function _givePermit2InfiniteAllowance() internal pure override returns (bool) {
        return false;
    }
}

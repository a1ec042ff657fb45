// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LibString} from "solady/utils/LibString.sol";
import {ERC20} from "solady/tokens/ERC20.sol";

import {CloneArguments} from "../common/CloneArguments.sol";
import {Errors} from "../common/Errors.sol";
import {Packing} from "./Packing.sol";
import {ShareTotals} from "./PoolWords.sol";
import {ShareAccounts} from "./ShareAccounts.sol";

/// @title Ledger of pool shares: an ERC-20 with EIP-2612 permit
/// @dev Allowances, permit and the EIP-712 domain are solady's; balances are those of `ShareAccounts`. Queued shares
/// belong to the pool's own balance, as ERC-7540 requires.
abstract contract ShareLedger is ShareAccounts, ERC20 {
    /// @dev Half the order of secp256k1.
    uint256 private constant HALF_N = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;

    function name() public view override returns (string memory) {
        return LibString.fromSmallString(bytes32(CloneArguments.read(CloneArguments.NAME)));
    }

    function symbol() public view override returns (string memory) {
        return LibString.fromSmallString(bytes32(CloneArguments.read(CloneArguments.SYMBOL)));
    }

    function decimals() public pure override returns (uint8) {
        return CloneArguments.SHARE_DECIMALS;
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

    /// @dev Solady accepts a signature with either s; this accepts only the lower one.
    function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        public
        override
    {
        require(uint256(s) <= HALF_N, InvalidPermit());
        super.permit(owner, spender, value, deadline, v, r, s);
    }

    function _move(address from, address to, uint256 amount) internal {
        require(_mayHold(to), Errors.ZeroAddress("to"));
        uint256 layerCount = Packing.layerCountOf(_totals);
        _debit(from, amount, layerCount);
        _credit(to, amount, layerCount);
        emit Transfer(from, to, amount);
    }

    /// @dev Adds new shares to `s` and to an account; the caller stores `s`.
    function _issue(ShareTotals memory s, address to, uint256 amount) internal {
        require(_mayHold(to), Errors.ZeroAddress("receiver"));
        s.supply += amount;
        _credit(to, amount, s.layerCount);
        emit Transfer(address(0), to, amount);
    }

    function _givePermit2InfiniteAllowance() internal pure override returns (bool) {
        return false;
    }
}

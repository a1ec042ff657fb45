// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice An ERC-20 that can be told to misbehave in the ways that real ones do.
contract OddToken {
    enum Oddity {
        None,
        Fee, // delivers one per cent less
        NoReturn, // returns nothing
        False, // does nothing and returns false
        Silent, // does nothing and returns true
        Bonus // delivers one per cent more
    }

    uint8 public immutable decimals;
    Oddity public oddity;
    address public hook;
    bool public paused;
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;
    mapping(address => bool) public blocked;

    constructor(uint8 decimals_) {
        decimals = decimals_;
    }

    function symbol() external pure returns (string memory) {
        return "ODD";
    }

    function setOddity(Oddity o) external {
        oddity = o;
    }

    function setHook(address h) external {
        hook = h;
    }

    function setPaused(bool p) external {
        paused = p;
    }

    function block_(address account, bool b) external {
        blocked[account] = b;
    }

    function mint(address to, uint256 amount) external {
        balanceOf[to] += amount;
    }

    /// @notice A rebase downwards.
    function shrink(address account, uint256 amount) external {
        balanceOf[account] -= amount;
    }

    function approve(address spender, uint256 amount) external returns (bool) {
        allowance[msg.sender][spender] = amount;
        return true;
    }

    function transfer(address to, uint256 amount) external {
        _move(msg.sender, to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) external {
        uint256 allowed = allowance[from][msg.sender];
        require(allowed >= amount, "allowance");
        if (allowed != type(uint256).max) allowance[from][msg.sender] = allowed - amount;
        _move(from, to, amount);
    }

    /// @dev Returns by hand: true, false or nothing.
    function _move(address from, address to, uint256 amount) private {
        require(!paused, "paused");
        require(!blocked[from] && !blocked[to], "blocked");
        bool does = oddity != Oddity.False;
        if (does && oddity != Oddity.Silent) {
            balanceOf[from] -= amount;
            balanceOf[to] += amount;
            if (oddity == Oddity.Fee) balanceOf[to] -= amount / 100;
            if (oddity == Oddity.Bonus) balanceOf[to] += amount / 100;
            if (hook != address(0)) {
                (bool done,) = hook.call(abi.encodeWithSignature("onTokenMoved()"));
                done;
            }
        }
        if (oddity == Oddity.NoReturn) {
            assembly {
                return(0, 0)
            }
        }
        assembly {
            mstore(0, does)
            return(0, 32)
        }
    }
}

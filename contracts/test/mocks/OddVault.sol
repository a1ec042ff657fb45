// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC4626} from "solady/tokens/ERC4626.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

/// @notice An ERC-4626 vault that can be as bad as vaults are: it charges fees, loses money, pauses, lies in its previews, takes
/// more shares than it said, and calls somebody in the middle of a call.
contract OddVault is ERC4626 {
    using FixedPointMathLib for uint256;

    uint256 internal constant WAD = 1e18;

    address internal immutable _asset;
    uint256 public entryFee; // WAD
    uint256 public exitFee; // WAD
    uint256 public lie; // what previews of deposits and redemptions add, WAD
    uint256 public theft; // shares that a withdrawal takes besides, WAD
    uint256 public depositCap = type(uint256).max;
    uint256 public withdrawalCap = type(uint256).max;
    bool public paused;
    bool public transfersPaused;
    bool public mute; // its previews revert
    address public hooked; // is called with `hook` in deposits and withdrawals
    bytes public hook;

    error Paused();

    constructor(address asset_) {
        _asset = asset_;
    }

    function setFees(uint256 entry, uint256 exit) external {
        (entryFee, exitFee) = (entry, exit);
    }

    function setLies(uint256 lie_, uint256 theft_) external {
        (lie, theft) = (lie_, theft_);
    }

    function setCaps(uint256 deposits, uint256 withdrawals) external {
        (depositCap, withdrawalCap) = (deposits, withdrawals);
    }

    function setPaused(bool paused_, bool mute_) external {
        (paused, mute) = (paused_, mute_);
    }

    function setTransfersPaused(bool paused_) external {
        transfersPaused = paused_;
    }

    function setHook(address target, bytes calldata data) external {
        (hooked, hook) = (target, data);
    }

    /// @notice Loses a part of what it holds, WAD.
    function lose(uint256 part) external {
        SafeTransferLib.safeTransfer(_asset, address(0xdead), totalAssets().fullMulDiv(part, WAD));
    }

    function asset() public view override returns (address) {
        return _asset;
    }

    function name() public pure override returns (string memory) {
        return "Odd Vault";
    }

    function symbol() public pure override returns (string memory) {
        return "ODD";
    }

    function maxDeposit(address) public view override returns (uint256) {
        return paused ? 0 : depositCap;
    }

    function maxWithdraw(address owner) public view override returns (uint256) {
        return paused ? 0 : withdrawalCap.min(previewRedeem(balanceOf(owner)));
    }

    function previewDeposit(uint256 assets) public view override returns (uint256) {
        return _sharesOf(assets).fullMulDiv(WAD + lie, WAD);
    }

    function previewMint(uint256 shares) public view override returns (uint256) {
        return super.previewMint(shares).fullMulDivUp(WAD, WAD - entryFee);
    }

    function previewRedeem(uint256 shares) public view override returns (uint256) {
        require(!mute, Paused());
        return convertToAssets(shares).fullMulDiv(WAD - exitFee, WAD).fullMulDiv(WAD + lie, WAD);
    }

    function previewWithdraw(uint256 assets) public view override returns (uint256) {
        require(!mute, Paused());
        return super.previewWithdraw(assets.fullMulDivUp(WAD, WAD - exitFee));
    }

    function deposit(uint256 assets, address to) public override returns (uint256 shares) {
        require(!paused, Paused());
        shares = _sharesOf(assets);
        _deposit(msg.sender, to, assets, shares);
        _callOut();
    }

    function withdraw(uint256 assets, address to, address owner) public override returns (uint256 shares) {
        require(!paused, Paused());
        shares = previewWithdraw(assets).fullMulDiv(WAD + theft, WAD);
        _withdraw(msg.sender, to, owner, assets, shares);
        _callOut();
    }

    function _beforeTokenTransfer(address, address, uint256) internal view override {
        require(!transfersPaused, Paused());
    }

    function _sharesOf(uint256 assets) internal view returns (uint256) {
        return convertToShares(assets.fullMulDiv(WAD - entryFee, WAD));
    }

    function _callOut() internal {
        if (hooked == address(0)) return;
        (bool done, bytes memory result) = hooked.call(hook);
        if (done) return;
        assembly ("memory-safe") {
            revert(add(result, 0x20), mload(result))
        }
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {CoverHolder} from "@breakwater/contracts/src/embedding/CoverHolder.sol";

interface IERC20 {
    function balanceOf(address account) external view returns (uint256);
    function transfer(address to, uint256 amount) external returns (bool);
    function transferFrom(address from, address to, uint256 amount) external returns (bool);
}

/// @notice Money of several depositors, and cover that it pays for. A payout is everybody's: a share is a part of all that
/// the treasury holds when it is given back. Nobody joins once there is a cover: whoever came after a loss would buy a part
/// of its payout.
contract CoveredTreasury is CoverHolder {
    /// @dev They belong to nobody, so that the first depositor cannot inflate what a share is worth.
    uint256 private constant VIRTUAL = 1e6;

    address public immutable keeper;
    uint256 public immutable termsId;
    uint256 public totalShares;
    bool public covered;
    mapping(address => uint256) public sharesOf;

    error NotKeeper();
    error TooLate();

    constructor(address coverToken, uint256 poolId, uint256 termsId_, address keeper_) CoverHolder(coverToken, poolId) {
        (termsId, keeper) = (termsId_, keeper_);
    }

    function deposit(uint256 assets) external returns (uint256 shares) {
        require(!covered, TooLate());
        shares = assets * (totalShares + VIRTUAL) / (totalAssets() + 1);
        sharesOf[msg.sender] += shares;
        totalShares += shares;
        require(IERC20(_coverAsset).transferFrom(msg.sender, address(this), assets));
    }

    function withdraw(uint256 shares) external returns (uint256 assets) {
        assets = worthOf(shares);
        sharesOf[msg.sender] -= shares;
        totalShares -= shares;
        require(IERC20(_coverAsset).transfer(msg.sender, assets));
    }

    /// @notice Covers the treasury. The keeper has seen a quote, and says what it may cost and when it must protect.
    function cover(uint256 amount, uint256 duration, uint256 maxPremium, uint40 maxStart)
        external
        returns (uint256 coverId)
    {
        require(msg.sender == keeper, NotKeeper());
        covered = true;
        (coverId,) = _buyCover(termsId, amount, duration, maxPremium, maxStart);
    }

    /// @notice Ends a cover; what is returned is the treasury's.
    function uncover(uint256 coverId) external returns (uint256 refund) {
        require(msg.sender == keeper, NotKeeper());
        return _cancelCover(coverId);
    }

    /// @notice Brings a payout in. Anyone may, and anyone may do the same at the pool's vault: nothing is counted here.
    function claim(uint256 coverId, uint256 incidentId) external returns (uint256 payout) {
        return _claimCover(coverId, incidentId);
    }

    /// @notice The same for several cases, in the order of their events: they are claimed together.
    function claimAll(uint256 coverId, uint256[] calldata incidentIds) external returns (uint256 payout) {
        return _claimCovers(coverId, incidentIds);
    }

    /// @notice What is there, payouts included, whoever claimed them.
    function totalAssets() public view returns (uint256) {
        return IERC20(_coverAsset).balanceOf(address(this));
    }

    function worthOf(uint256 shares) public view returns (uint256) {
        return shares * (totalAssets() + 1) / (totalShares + VIRTUAL);
    }
}

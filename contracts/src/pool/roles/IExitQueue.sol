// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Exit queue of a pool: ERC-7540 asynchronous redeem
/// @notice A request puts shares into a queue. When its cooldown is over and the cover in force leaves room, anyone may
/// settle the queue in order: the shares burn at the price of that moment, and their assets are set aside for the
/// controller, who withdraws them at any time. Until they are settled, queued shares earn premium and bear losses.
interface IExitQueue {
    /// @param controller owner of the exit
    /// @param owner owner of the shares
    /// @param requestId always 0: a controller has one request at a time
    /// @param sender the caller
    /// @param shares queued shares
    event RedeemRequest(
        address indexed controller, address indexed owner, uint256 indexed requestId, address sender, uint256 shares
    );
    /// @param sender the caller who settled
    /// @param shares shares burnt
    /// @param assets asset units set aside for their controllers, without the sender's tip
    event RedeemRequestsSettled(address indexed sender, uint256 shares, uint256 assets);
    /// @param sender the caller
    /// @param receiver receiver of the assets
    /// @param owner the controller
    /// @param assets asset units paid
    /// @param shares settled shares that they stood for
    event Withdraw(
        address indexed sender, address indexed receiver, address indexed owner, uint256 assets, uint256 shares
    );
    /// @param controller account that gives the right
    /// @param operator account that gets the right
    /// @param approved whether the operator may act for the controller
    event OperatorSet(address indexed controller, address indexed operator, bool approved);

    /// @notice Allows an operator to request and withdraw for the caller, or forbids it.
    function setOperator(address operator, bool approved) external returns (bool);

    /// @notice Queues `shares` of `owner` for exit. A request cannot be cancelled.
    /// @dev The caller is the owner or its operator; an allowance is not enough. Another controller must have approved
    /// the caller as its operator. Errors: `AmountZero`, `RequestPending`, `NotAuthorized`, `InsufficientBalance`.
    /// @return requestId always 0
    function requestRedeem(uint256 shares, address controller, address owner) external returns (uint256 requestId);

    /// @notice Withdraws settled shares. Assets are rounded down; the last share takes the rest.
    /// @dev Only the controller and its operators may call it. Errors: `NothingSettled`,
    /// `InsufficientShares(available)`.
    function redeem(uint256 shares, address receiver, address controller) external returns (uint256 assets);

    /// @notice Withdraws settled assets. Shares are rounded up, except that the last share goes with the last unit: so
    /// the rest can always be withdrawn, and `maxWithdraw` takes all of it.
    /// @dev Only the controller and its operators may call it. Errors: `NothingSettled`,
    /// `InsufficientShares(available)`.
    function withdraw(uint256 assets, address receiver, address controller) external returns (uint256 shares);

    function isOperator(address controller, address operator) external view returns (bool);

    /// @notice Shares of a controller that are queued and not settled. The request id is ignored.
    function pendingRedeemRequest(uint256 requestId, address controller) external view returns (uint256 shares);

    /// @notice Shares of a controller that are settled and not withdrawn. The request id is ignored.
    function claimableRedeemRequest(uint256 requestId, address controller) external view returns (uint256 shares);

    /// @notice Settled shares that `redeem` takes now.
    function maxRedeem(address controller) external view returns (uint256 shares);

    /// @notice Settled assets that `withdraw` takes now.
    function maxWithdraw(address controller) external view returns (uint256 assets);
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @notice A pool of an order, and what is to be bought from it.
struct OrderPart {
    uint256 poolId; // number of the pool, as the cover token knows it
    uint256 amount; // asset units, a multiple of the pool's cover unit; 0 in a pool that only fills in for others
}

/// @notice A purchase from several pools of one asset.
struct RouterOrder {
    uint256 termsId;
    uint256 duration; // seconds of protection asked for; the end is moved up to the next 00:00 UTC
    OrderPart[] parts; // one to eight
    uint256 minAmount; // least cover of all parts together, asset units; nothing is bought below it
    address payment; // token that the sender pays with: the pools' asset, or the asset of the vault whose shares that is
    uint256 maxPremium; // bounds everything that leaves the sender, the integrator's fee included; units of the payment
    address onBehalf; // receives the tokens
    address insured; // whose loss counts
    address refundTo; // receives what a cancellation or a lapse returns
    uint40 maxStart; // latest start of protection that is taken, seconds
    uint256 deadline; // last second at which the order may execute
    address integrator; // receives the fee; zero for none
    uint256 integratorFee; // on top of the premium, units of the pools' asset; at most 20 % of the premium
}

/// @title One purchase over several pools, and payment in what a vault wraps
/// @notice The router has no owner and no storage. It takes from its caller alone; between transactions it holds nothing
/// and allows nobody anything. Amounts are units of the pools' asset unless they say otherwise.
interface ICoverRouter {
    /// @param payer who sent the order
    /// @param owner receiver of the covers, which the pools' own events tell one by one
    /// @param termsId the terms that were bought
    /// @param amount cover of all pools together
    /// @param premium premiums of all pools together
    /// @param integratorFee on top of the premium
    /// @param payment token that was paid with
    /// @param paid what left the payer, units of the payment
    event OrderFilled(
        address indexed payer,
        address indexed owner,
        uint256 indexed termsId,
        uint256 amount,
        uint256 premium,
        uint256 integratorFee,
        address payment,
        uint256 paid
    );

    /// @notice Buys cover from up to eight pools; the caller pays. Each pool sells its part, or what it can sell at that
    /// moment. What is missing then goes to the pools in their order, as far as they can sell it and `maxPremium` reaches.
    /// A pool may sell two covers: its part, and what it fills in. (RTR-1 to RTR-4)
    /// @dev Errors: `DeadlinePassed`, `ValueOutOfRange("parts")`, `UnknownPool(poolId)`,
    /// `ZeroAddress("integrator")`, `IntegratorFeeTooHigh(max)`, `InsuredNotApproved`, `UnsupportedAsset(reason)`. If less
    /// than `minAmount` can be bought: `PremiumAboveMax(premium)` where `maxPremium` is why, with the price up to and with
    /// the first purchase that was too dear; `CapacityExceeded(available)` otherwise, or the first pool's refusal where no pool sells any.
    /// Warning: `maxPremium` bounds the order, not a part. With a `minAmount` below the whole, a pool that became dearer may
    /// sell its part for all of it.
    /// @return coverIds covers in the order in which they were bought: not one for each part
    /// @return amount cover of all together
    /// @return paid what left the caller, units of the payment
    function buyCover(RouterOrder calldata order)
        external
        returns (uint256[] memory coverIds, uint256 amount, uint256 paid);

    /// @notice Deposits into a pool, and first into the vault whose shares are the pool's asset if `payment` is the vault's
    /// asset. (RTR-6)
    /// @dev Errors: those of the pool's `deposit`, `DeadlinePassed`, `UnknownPool(poolId)`,
    /// `SharesBelowMin(shares)`, `UnsupportedAsset(reason)`.
    /// @param assets units of the payment
    /// @param minShares least shares of the pool
    /// @param receiver of the shares
    /// @param deadline last second at which it may execute
    /// @return shares of the pool
    function deposit(
        uint256 poolId,
        address payment,
        uint256 assets,
        uint256 minShares,
        address receiver,
        uint256 deadline
    ) external returns (uint256 shares);

    /// @notice Uses an EIP-2612 permit of the caller for the router. It never reverts: if a front-runner has used the
    /// permit, the allowance is there. A purchase or a deposit follows in the same `multicall`. (RTR-5)
    /// @param asset token that the caller pays with
    function permitAsset(address asset, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;

    /// @notice Submits the caller's signed allowance for the router to Permit2, for which the asset must be approved. It
    /// never reverts, as `permitAsset`.
    /// @param asset token that the caller pays with
    /// @param amount token units
    /// @param expiration last second of the allowance
    /// @param nonce Permit2's next nonce for the caller, the asset and the router
    /// @param deadline last second of the signature
    /// @param signature the caller's signature of Permit2's `PermitSingle`: ECDSA or ERC-1271
    function permit2Asset(
        address asset,
        uint160 amount,
        uint48 expiration,
        uint48 nonce,
        uint256 deadline,
        bytes calldata signature
    ) external;

    /// @notice Several calls of the router in one transaction, all by its sender. It takes no coins.
    function multicall(bytes[] calldata data) external payable returns (bytes[] memory);

    function coverToken() external view returns (address);
}

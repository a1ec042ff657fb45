// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "solady/tokens/ERC20.sol";
import {ERC4626} from "solady/tokens/ERC4626.sol";
import {DynamicArrayLib} from "solady/utils/DynamicArrayLib.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {LibCall} from "solady/utils/LibCall.sol";
import {Multicallable} from "solady/utils/Multicallable.sol";
import {ReentrancyGuardTransient} from "solady/utils/ReentrancyGuardTransient.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {ICoverPool} from "../pool/ICoverPool.sol";
import {ICoverRouter, RouterOrder} from "./ICoverRouter.sol";
import {ICoverToken} from "../cover/ICoverToken.sol";
import {IPermit2} from "../pool/IPermit2.sol";
import {Errors} from "../common/Errors.sol";
import {ExactPull} from "../common/ExactPull.sol";
import {CoverOrder, Quote} from "../pool/PoolTypes.sol";

/// @title One purchase over several pools, and payment in what a vault wraps
/// @notice Nothing is quoted where a pool sells what it is asked for: the router takes `maxPremium`, lets each pool take its
/// premium, and returns the rest in the same call. A pool's refusal tells how much it can still sell.
contract CoverRouter is ICoverRouter, Multicallable, ReentrancyGuardTransient {
    using FixedPointMathLib for uint256;

    /// @dev An order while it is filled.
    struct Run {
        CoverOrder order; // what pools are asked; amount and maxPremium are those of one purchase
        address payment;
        address asset; // of the pools
        uint256 left; // what may still be spent, units of the payment
        uint256 idle; // shares that were made for purchases, and that none has taken; only if the payment is another token
        uint256 amount; // bought, asset units
        uint256 premium; // paid to the pools, asset units
        uint256[] coverIds;
        uint256 count; // covers bought
        uint256 needed; // what the first purchase that was too dear would have brought the premium to; asset units
        bytes refusal; // the first of a pool that sells nothing
    }

    uint256 internal constant MAX_PARTS = 8;
    /// @dev Divisor of the premium: the integrator's fee is at most a fifth of it, as in pools.
    uint256 internal constant MAX_INTEGRATOR_FEE = 5;

    ICoverToken internal immutable _coverToken;

    /// @param coverToken_ of the deployment: it knows the factory's own pools alone
    constructor(address coverToken_) {
        _coverToken = ICoverToken(coverToken_);
    }

    // ------------------------------------------------------------- purchases

    /// @inheritdoc ICoverRouter
    function buyCover(RouterOrder calldata o)
        external
        nonReentrant
        returns (uint256[] memory coverIds, uint256 amount, uint256 paid)
    {
        require(block.timestamp <= o.deadline, Errors.DeadlinePassed());
        require(o.integrator != address(0) || o.integratorFee == 0, Errors.ZeroAddress("integrator"));
        (Run memory run, ICoverPool[] memory pools) = _begin(o);
        _takePayment(run, o);
        _fill(run, o, pools);
        amount = run.amount;
        if (amount < o.minAmount || amount == 0) _refuse(run, o);
        _payIntegrator(run, o);
        coverIds = DynamicArrayLib.truncate(run.coverIds, run.count);
        if (run.payment != run.asset) _sweep(run.asset);
        paid = o.maxPremium.zeroFloorSub(_sweep(run.payment));
        emit OrderFilled(msg.sender, o.onBehalf, o.termsId, amount, run.premium, o.integratorFee, run.payment, paid);
    }

    /// @dev Finds the pools, and what they are asked.
    function _begin(RouterOrder calldata o) private view returns (Run memory run, ICoverPool[] memory pools) {
        uint256 count = o.parts.length;
        require(count != 0 && count <= MAX_PARTS, Errors.ValueOutOfRange("parts"));
        pools = new ICoverPool[](count);
        for (uint256 i; i < count; ++i) {
            pools[i] = _poolOf(o.parts[i].poolId);
            address asset = pools[i].asset();
            if (i == 0) run.asset = asset;
            require(asset == run.asset, Errors.UnsupportedAsset("pools of two assets"));
            _requireConsent(pools[i], o.insured);
        }
        run.payment = o.payment;
        _requirePayment(run.payment, run.asset);
        // A pool sells a second cover where it fills in for another.
        run.coverIds = new uint256[](2 * count);
        CoverOrder memory order = run.order;
        (order.termsId, order.duration) = (o.termsId, o.duration);
        (order.onBehalf, order.insured, order.refundTo) = (o.onBehalf, o.insured, o.refundTo);
        (order.maxStart, order.deadline) = (o.maxStart, o.deadline);
    }

    /// @dev Each pool sells its part; then what is missing is bought, pool by pool.
    function _fill(Run memory run, RouterOrder calldata o, ICoverPool[] memory pools) private {
        uint256 missing;
        for (uint256 i; i < pools.length; ++i) {
            uint256 part = o.parts[i].amount;
            if (part != 0) missing += part - _buy(run, pools[i], part);
        }
        for (uint256 i; i < pools.length && missing != 0; ++i) {
            uint256 more = missing - missing % pools[i].coverUnit();
            if (more != 0) missing -= _buy(run, pools[i], more);
        }
    }

    /// @return sold the amount, or what the pool can still sell; 0 where it refuses, or is too dear
    function _buy(Run memory run, ICoverPool pool, uint256 amount) private returns (uint256 sold) {
        (bool done, uint256 available) = _tryToBuy(run, pool, amount);
        if (done) return amount;
        if (available != 0 && available < amount) {
            (done,) = _tryToBuy(run, pool, available);
            if (done) return available;
        }
    }

    /// @return done whether it was bought
    /// @return available what the pool can sell, where it has room for less; 0 otherwise
    function _tryToBuy(Run memory run, ICoverPool pool, uint256 amount) private returns (bool done, uint256 available) {
        uint256 allowed = run.left;
        if (run.payment != run.asset) {
            (allowed, available) = _wrapPremium(run, pool, amount);
            if (allowed == 0) return (false, available);
        }
        (run.order.amount, run.order.maxPremium) = (amount, allowed);
        SafeTransferLib.safeApprove(run.asset, address(pool), allowed);
        try pool.buyCover(run.order) returns (uint256 coverId, uint256 premium) {
            run.coverIds[run.count++] = coverId;
            run.amount += amount;
            run.premium += premium;
            if (run.payment == run.asset) run.left = allowed - premium;
            else run.idle -= premium;
            if (premium == allowed) return (true, 0);
            done = true;
        } catch (bytes memory reason) {
            available = _noteRefusal(run, reason);
        }
        SafeTransferLib.safeApprove(run.asset, address(pool), 0);
    }

    /// @return available of a refusal for want of room
    function _noteRefusal(Run memory run, bytes memory reason) private pure returns (uint256 available) {
        // forge-lint: disable-next-line(unsafe-typecast) -- cuts the selector off the refusal
        bytes4 name = bytes4(reason);
        if (reason.length == 36) {
            uint256 argument;
            assembly ("memory-safe") {
                argument := mload(add(reason, 36))
            }
            if (name == Errors.CapacityExceeded.selector && argument != 0) return argument;
            if (name == Errors.PremiumAboveMax.selector) {
                if (run.needed == 0) run.needed = run.premium + argument;
                return 0;
            }
        }
        if (run.refusal.length == 0) run.refusal = reason;
    }

    /// @dev Less was bought than the least that is wanted: tells why.
    function _refuse(Run memory run, RouterOrder calldata o) private view {
        require(run.needed == 0, Errors.PremiumAboveMax(_priceUp(run, run.needed + o.integratorFee)));
        if (run.amount == 0 && run.refusal.length != 0) LibCall.bubbleUpRevert(run.refusal);
        revert Errors.CapacityExceeded(run.amount);
    }

    /// @dev An account may consent to be insured through the router. Strangers cannot use that.
    function _requireConsent(ICoverPool pool, address insured) private view {
        if (insured == msg.sender || !_mayInsure(pool, insured, address(this))) return;
        require(_mayInsure(pool, insured, msg.sender), Errors.InsuredNotApproved());
    }

    /// @dev As pools judge it (PREM-7).
    function _mayInsure(ICoverPool pool, address insured, address buyer) private view returns (bool) {
        return pool.isBuyer(insured, buyer) || pool.isOperator(insured, buyer);
    }

    // --------------------------------------------------------------- payment

    /// @dev Takes the most that the order may cost, and keeps the integrator's fee aside.
    function _takePayment(Run memory run, RouterOrder calldata o) private {
        ExactPull.pull2(run.payment, msg.sender, o.maxPremium);
        run.left = o.maxPremium;
        if (o.integratorFee == 0) return;
        uint256 fee = _priceUp(run, o.integratorFee);
        require(fee <= run.left, Errors.PremiumAboveMax(fee));
        if (run.payment == run.asset) run.left -= fee;
        else if (!_tryToWrap(run, o.integratorFee, fee)) LibCall.bubbleUpRevert(run.refusal);
    }

    function _payIntegrator(Run memory run, RouterOrder calldata o) private {
        if (o.integratorFee == 0) return;
        uint256 most = run.premium / MAX_INTEGRATOR_FEE;
        require(o.integratorFee <= most, Errors.IntegratorFeeTooHigh(most));
        SafeTransferLib.safeTransfer(run.asset, o.integrator, o.integratorFee);
    }

    /// @dev Makes of the payment what the purchase will take, to the unit: a quote says it. Shares that an earlier purchase
    /// was to take, and did not, are taken first.
    /// @return premium in the pools' asset; 0 where nothing is for sale or it is too dear
    /// @return available where the pool can sell less, how much
    function _wrapPremium(Run memory run, ICoverPool pool, uint256 amount)
        private
        returns (uint256 premium, uint256 available)
    {
        try pool.quoteCover(run.order.termsId, amount, run.order.duration) returns (Quote memory quote) {
            if (quote.available < amount) return (0, quote.available);
            if (quote.start > run.order.maxStart) {
                _noteRefusal(run, abi.encodeWithSelector(Errors.StartTooLate.selector, quote.start));
                return (0, 0);
            }
            uint256 missing = quote.premium.zeroFloorSub(run.idle);
            uint256 price = _priceUp(run, missing);
            if (price > run.left) {
                if (run.needed == 0) run.needed = run.premium + quote.premium;
                return (0, 0);
            }
            if (missing != 0 && !_tryToWrap(run, missing, price)) return (0, 0);
            run.idle += missing;
            return (quote.premium, 0);
        } catch (bytes memory reason) {
            _noteRefusal(run, reason);
        }
    }

    /// @dev Puts so much of the payment into the vault whose shares the pools' asset is, for so many shares.
    /// @return done false if the vault refuses: it may be full
    function _tryToWrap(Run memory run, uint256 shares, uint256 price) private returns (bool done) {
        SafeTransferLib.safeApprove(run.payment, run.asset, price);
        try ERC4626(run.asset).mint(shares, address(this)) returns (uint256 assets) {
            run.left -= assets;
            done = true;
        } catch (bytes memory reason) {
            _noteRefusal(run, reason);
        }
        SafeTransferLib.safeApprove(run.payment, run.asset, 0);
    }

    /// @dev What an amount of the pools' asset costs in the payment.
    function _priceUp(Run memory run, uint256 amount) private view returns (uint256) {
        return run.payment == run.asset ? amount : ERC4626(run.asset).previewMint(amount);
    }

    function _requirePayment(address payment, address asset) private view {
        if (payment == asset) return;
        try ERC4626(asset).asset() returns (address wrapped) {
            require(payment == wrapped, Errors.UnsupportedAsset("payment"));
        } catch {
            revert Errors.UnsupportedAsset("payment");
        }
    }

    /// @dev Sends the caller all that is here of a token.
    function _sweep(address token) private returns (uint256 amount) {
        amount = SafeTransferLib.balanceOf(token, address(this));
        if (amount != 0) SafeTransferLib.safeTransfer(token, msg.sender, amount);
    }

    // -------------------------------------------------------------- deposits

    /// @inheritdoc ICoverRouter
    function deposit(
        uint256 poolId,
        address payment,
        uint256 assets,
        uint256 minShares,
        address receiver,
        uint256 deadline
    ) external nonReentrant returns (uint256 shares) {
        require(block.timestamp <= deadline, Errors.DeadlinePassed());
        ICoverPool pool = _poolOf(poolId);
        address asset = pool.asset();
        _requirePayment(payment, asset);
        ExactPull.pull2(payment, msg.sender, assets);
        if (payment != asset) {
            SafeTransferLib.safeApprove(payment, asset, assets);
            assets = ERC4626(asset).deposit(assets, address(this));
            SafeTransferLib.safeApprove(payment, asset, 0);
        }
        SafeTransferLib.safeApprove(asset, address(pool), assets);
        shares = pool.deposit(assets, receiver);
        require(shares >= minShares, Errors.SharesBelowMin(shares));
        if (payment != asset) _sweep(asset);
        _sweep(payment);
    }

    // --------------------------------------------------------------- permits

    /// @inheritdoc ICoverRouter
    function permitAsset(address asset, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external {
        // A call to an address without code would revert outside the `try`.
        if (asset.code.length == 0) return;
        try ERC20(asset).permit(msg.sender, address(this), value, deadline, v, r, s) {} catch {}
    }

    /// @inheritdoc ICoverRouter
    function permit2Asset(
        address asset,
        uint160 amount,
        uint48 expiration,
        uint48 nonce,
        uint256 deadline,
        bytes calldata signature
    ) external {
        if (SafeTransferLib.PERMIT2.code.length == 0) return;
        IPermit2.PermitDetails memory details = IPermit2.PermitDetails(asset, amount, expiration, nonce);
        IPermit2.PermitSingle memory permit = IPermit2.PermitSingle(details, address(this), deadline);
        try IPermit2(SafeTransferLib.PERMIT2).permit(msg.sender, permit, signature) {} catch {}
    }

    /// @inheritdoc Multicallable
    function multicall(bytes[] calldata data)
        public
        payable
        override(ICoverRouter, Multicallable)
        returns (bytes[] memory)
    {
        return super.multicall(data);
    }

    // ----------------------------------------------------------------- reads

    /// @inheritdoc ICoverRouter
    function coverToken() external view returns (address) {
        return address(_coverToken);
    }

    function _poolOf(uint256 poolId) private view returns (ICoverPool pool) {
        pool = ICoverPool(_coverToken.poolOf(poolId));
        require(address(pool) != address(0), Errors.UnknownPool(poolId));
    }

    /// @dev Transient storage is everywhere this compiles for.
    function _useTransientReentrancyGuardOnlyOnMainnet() internal pure override returns (bool) {
        return false;
    }
}

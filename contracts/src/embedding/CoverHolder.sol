// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {IClaimsVault} from "../claims/IClaimsVault.sol";
import {CoverData} from "../cover/CoverData.sol";
import {ICoverToken} from "../cover/ICoverToken.sol";
import {ICoverPool} from "../pool/ICoverPool.sol";
import {CoverOrder, Quote} from "../pool/PoolTypes.sol";

/// @dev Of ERC-20.
interface IAllowances {
    function allowance(address owner, address spender) external view returns (uint256);
}

/// @title Base of contracts that buy cover from one pool, hold it and are paid by it
/// @notice It has no calls of its own but `onERC721Received`: whoever inherits it decides who buys, with whose money, and
/// whose a payout is. Amounts are asset units.
/// @dev Warning: a claim pays whoever owns the token, and anyone may claim on it, at any time. A payout can therefore arrive
/// outside of `_claimCover`, as a plain transfer: count it by what the contract holds, and never by what `_claimCover`
/// returned. What is drawn on a cover is gone from it: two depositors cannot share one unless the contract divides the
/// payout between them.
abstract contract CoverHolder {
    /// @notice The cover token knows no pool of this number.
    error UnknownPool(uint256 poolId);
    /// @notice A pool sells less than was asked for. The most, asset units.
    error CoverUnavailable(uint256 available);
    /// @notice A premium above the bound. The premium, asset units.
    error PremiumTooHigh(uint256 premium);
    /// @notice Something else than a cover of the pool.
    error NotCover();
    /// @notice A cover that this contract does not own, or whose refunds go to somebody else.
    error NotOwnCover(uint256 coverId);
    /// @notice The asset refused an allowance.
    error ApprovalFailed();

    ICoverToken internal immutable _coverToken;
    ICoverPool internal immutable _coverPool;
    uint256 internal immutable _coverPoolId;
    IClaimsVault internal immutable _coverVault;
    address internal immutable _coverAsset;

    /// @param coverToken of the deployment: it is what is trusted, and knows the factory's own pools alone
    /// @param poolId number of the pool
    constructor(address coverToken, uint256 poolId) {
        address pool = ICoverToken(coverToken).poolOf(poolId);
        require(pool != address(0), UnknownPool(poolId));
        _coverToken = ICoverToken(coverToken);
        (_coverPool, _coverPoolId) = (ICoverPool(pool), poolId);
        _coverVault = IClaimsVault(_coverPool.claimsVault());
        _coverAsset = _coverPool.asset();
    }

    /// @notice Takes covers of the pool that are sent by `safeTransferFrom`, and nothing else.
    /// @dev Warning: neither a purchase nor `transferFrom` calls it. A cover that somebody else bought is refunded to them,
    /// and it is their loss that counts.
    function onERC721Received(address, address, uint256 coverId, bytes calldata) external virtual returns (bytes4) {
        require(msg.sender == address(_coverToken) && CoverData.poolIdOf(coverId) == _coverPoolId, NotCover());
        return this.onERC721Received.selector;
    }

    /// @notice Buys cover for this contract with its own assets. It owns the cover, its loss counts, and refunds go to it.
    /// @dev The allowance is as large as the premium, and is gone afterwards; one that is there already is used instead.
    /// Errors: `CoverUnavailable(available)`,
    /// `PremiumTooHigh(premium)`, and those of `ICoverPool.buyCover`.
    /// Warning: the bounds have to come from whoever pays. A quote that is made in the same call bounds nothing.
    /// @param duration seconds of protection
    /// @param maxPremium the most that it may cost
    /// @param maxStart latest start of protection, seconds: an incident may put it off
    function _buyCover(uint256 termsId, uint256 amount, uint256 duration, uint256 maxPremium, uint40 maxStart)
        internal
        returns (uint256 coverId, uint256 premium)
    {
        Quote memory quote = _coverPool.quoteCover(termsId, amount, duration);
        require(amount <= quote.available, CoverUnavailable(quote.available));
        require(quote.premium <= maxPremium, PremiumTooHigh(quote.premium));
        bool allowed = _allowPool(quote.premium);
        (coverId, premium) = _coverPool.buyCover(
            CoverOrder({
                termsId: termsId,
                amount: amount,
                duration: duration,
                onBehalf: address(this),
                insured: address(this),
                refundTo: address(this),
                maxPremium: maxPremium,
                maxStart: maxStart,
                deadline: block.timestamp,
                integrator: address(0),
                integratorFee: 0
            })
        );
        // A meter that is asked in between may change the price.
        if (allowed && premium != quote.premium) _approve(0);
    }

    /// @notice Extends a cover that this contract owns and is refunded for; its protection has no gap. Errors as above,
    /// those of `extendCover`, and `NotOwnCover`: the pool extends any cover whose owner has approved this contract, and a
    /// cancellation pays the premium of an extension to the cover's refund address.
    /// @param added seconds, up to the next 00:00 UTC
    function _extendCover(uint256 coverId, uint256 added, uint256 maxPremium)
        internal
        returns (uint256 end, uint256 premium)
    {
        (, address refundTo) = _coverToken.partiesOf(coverId);
        require(_coverToken.ownerOf(coverId) == address(this) && refundTo == address(this), NotOwnCover(coverId));
        (, premium) = _coverPool.quoteExtension(coverId, added);
        require(premium <= maxPremium, PremiumTooHigh(premium));
        _allowPool(premium);
        return _coverPool.extendCover(coverId, added, maxPremium, block.timestamp);
    }

    /// @notice Ends a cover of this contract, or of an owner that has approved it. Errors of `ICoverPool.cancelCover`.
    /// @return refund sent to the cover's refund address: for covers bought here, to this contract
    function _cancelCover(uint256 coverId) internal returns (uint256 refund) {
        return _coverPool.cancelCover(coverId);
    }

    /// @notice Claims a cover's payout for an incident; a later call claims what was registered. Errors of
    /// `IClaimsVault.claimPayout`: `AlreadyClaimed` where a stranger was first.
    /// @return payout sent to the cover's owner, bonus apart; 0 where it was only registered
    function _claimCover(uint256 coverId, uint256 incidentId) internal returns (uint256 payout) {
        return _coverVault.claimPayout(coverId, incidentId);
    }

    /// @notice The same for several cases of the product, in the order of their events: where one is refused with
    /// `ClaimTogether`.
    function _claimCovers(uint256 coverId, uint256[] memory incidentIds) internal returns (uint256 payout) {
        return _coverVault.claimPayouts(coverId, incidentIds, address(0));
    }

    /// @notice What is left of a cover, and when it protects. Amounts here are cover units of the pool.
    function _coverOf(uint256 coverId) internal view returns (CoverData.Cover memory) {
        return _coverToken.coverData(coverId);
    }

    /// @dev Where there is no allowance that suffices, one for this amount: the pool uses it up in the same call.
    /// @return given whether this call gave it
    function _allowPool(uint256 amount) private returns (bool given) {
        given = IAllowances(_coverAsset).allowance(address(this), address(_coverPool)) < amount;
        if (given) _approve(amount);
    }

    /// @dev Serves tokens that return nothing, and those that change no allowance but from zero.
    function _approve(uint256 amount) private {
        (bool done, bytes memory result) =
            _coverAsset.call(abi.encodeWithSignature("approve(address,uint256)", _coverPool, amount));
        require(
            done && (result.length == 0 ? _coverAsset.code.length != 0 : abi.decode(result, (bool))), ApprovalFailed()
        );
    }
}

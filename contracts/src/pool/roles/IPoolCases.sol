// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {CoverData} from "../../cover/CoverData.sol";

/// @title Calls and reads of a claims vault in its pool
/// @notice Capital of cases leaves and comes back here. Amounts are asset units unless they say shares or cover units.
interface IPoolCases {
    /// @notice Takes capital out of the shares that exist now, as far as there is capital: a sixteenth of equity and of
    /// what cases without a verdict have set aside, together, stays, rounded down. Only the claims vault may call it.
    /// @param wanted asset units
    /// @param stops whether the case stops sales and extensions of the product's cover
    /// @param setAside asset units that earlier cases without a verdict have set aside
    /// @return taken asset units moved to the vault
    /// @return layerIndex number of the layer in this pool: shares that existed before it bear it
    /// @return supply shares that bear it, queued ones included
    /// @return settlement settlement checkpoint of the exit queue: requests settled by then do not bear it
    function fundCase(uint256 productId, uint256 wanted, bool stops, uint256 setAside)
        external
        returns (uint256 taken, uint256 layerIndex, uint256 supply, uint256 settlement);

    /// @notice Takes capital that a case did not pay, or that was recovered, into equity, and issues shares for it to
    /// the vault at the present price, rounded down. Only the claims vault may call it, after it has sent the assets.
    /// It cannot revert for want of room: it issues no more shares than the width holds.
    function returnCapital(uint256 assets) external returns (uint256 shares);

    /// @notice Closes one case that stopped sales of a product. Only the claims vault may call it.
    function endSalesStop(uint256 productId) external;

    /// @notice Lowers a cover and all totals by what was drawn on it, rounded up to whole cover units. Only the claims
    /// vault may call it.
    /// @param cover as the vault has just read it
    /// @param drawn asset units
    function drawCover(uint256 coverId, CoverData.Cover calldata cover, uint256 drawn) external;

    /// @notice An account's shares when a case was opened: liquid shares and unsettled requests.
    function holdingAt(address account, uint256 layerIndex, uint256 settlement) external view returns (uint256 shares);

    /// @notice The number of cases that had been opened when an account got its first shares: it bears none of them.
    function holderSince(address account) external view returns (uint256 cases);

    /// @notice Committed cover of a product over all its terms, asset units.
    function committedCover(uint256 productId) external view returns (uint256);

    /// @notice The cover and the deductible that bound the need of a case of a product.
    /// @return cover its committed cover, asset units
    /// @return deductible the least deductible of the terms on which it was sold, ppm
    function exposureTo(uint256 productId) external view returns (uint256 cover, uint256 deductible);

    /// @notice The pool's copy of terms, as far as claims need it; zeros for terms that the pool never sold.
    /// @return productId the product
    /// @return deductible part of the covered amount, ppm
    /// @return lapses whether the terms can lapse after a change of the code that they pin; the registry has the time
    function poolTermsOf(uint256 termsId) external view returns (uint256 productId, uint256 deductible, bool lapses);

    /// @notice Layers funded so far: one for each case opened, and one for each raise.
    function layerCount() external view returns (uint256);

    function claimsVault() external view returns (address);
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {CoverData} from "../../cover/CoverData.sol";

/// @title Calls and reads of a claims vault in its pool
/// @notice Capital of cases goes out and comes back here. Amounts are asset units unless they say shares or cover units.
interface IPoolCases {
    /// @notice Takes capital out of the shares that exist now, as far as there is: a sixteenth of equity and what cases
    /// without a verdict have set aside together stays, rounded down. Only the claims vault.
    /// @param wanted asset units
    /// @param stops the case stops sales and extensions of the product's cover
    /// @param setAside asset units that cases without a verdict have set aside before
    /// @return taken asset units moved to the vault
    /// @return caseIndex number of the case: shares that existed before it bear it
    /// @return supply shares that bear it, queued ones included
    /// @return settlement settlement checkpoint of the exit queue: requests settled by then do not bear it
    function fundCase(uint256 productId, uint256 wanted, bool stops, uint256 setAside)
        external
        returns (uint256 taken, uint256 caseIndex, uint256 supply, uint256 settlement);

    /// @notice Takes capital that a case did not pay, or that was recovered, into equity and issues shares for it to the
    /// vault at the present price, rounded down. Only the claims vault, which has sent the assets before. It cannot revert
    /// for want of room: no more shares are issued than the width holds.
    function returnCapital(uint256 assets) external returns (uint256 shares);

    /// @notice One case that stopped sales of a product is closed. Only the claims vault.
    function closeCase(uint256 productId) external;

    /// @notice Lowers a cover and all totals by what was drawn on it, up to whole cover units. Only the claims vault.
    /// @param cover as the vault has just read it
    /// @param drawn asset units
    function drawCover(uint256 coverId, CoverData.Cover calldata cover, uint256 drawn) external;

    /// @notice What an account held when a case was opened: liquid shares and unsettled requests.
    function holdingAt(address account, uint256 caseIndex, uint256 settlement) external view returns (uint256 shares);

    /// @notice How many cases had been opened when an account got its first shares: it bears none of them.
    function holderSince(address account) external view returns (uint256 cases);

    /// @notice Committed cover of a product over all its terms, asset units.
    function committedCover(uint256 productId) external view returns (uint256);

    /// @notice What a case of a product may have to pay for.
    /// @return cover its committed cover, asset units
    /// @return deductible the least of the terms on which it was sold, ppm
    function exposureTo(uint256 productId) external view returns (uint256 cover, uint256 deductible);

    /// @notice The pool's copy of terms, as far as claims need it; zeros for terms that it never sold.
    /// @return productId the product
    /// @return deductible share of the covered amount, ppm
    /// @return lapses whether a change of the code that they are about can make them lapse: the registry knows when
    function poolTermsOf(uint256 termsId) external view returns (uint256 productId, uint256 deductible, bool lapses);

    /// @notice Cases opened so far.
    function caseCount() external view returns (uint256);

    function claimsVault() external view returns (address);
}

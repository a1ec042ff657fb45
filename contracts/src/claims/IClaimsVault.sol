// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {IFirstLoss} from "./roles/IFirstLoss.sol";
import {IShareReturns} from "./roles/IShareReturns.sol";
import {IVaultCases} from "./roles/IVaultCases.sol";
import {IVaultClaims} from "./roles/IVaultClaims.sol";
import {IVaultRaises} from "./roles/IVaultRaises.sol";
import {IVaultReads} from "./roles/IVaultReads.sol";

/// @title Claims vault of a pool: reserves of its cases, claims, and what is due to holders and sponsors
/// @notice One segment of the code answers each role; callers need not know which.
interface IClaimsVault is IVaultCases, IVaultClaims, IVaultRaises, IShareReturns, IFirstLoss, IVaultReads {}

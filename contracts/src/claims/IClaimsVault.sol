// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {IClaimsVaultCore} from "./IClaimsVaultCore.sol";
import {IClaimsVaultExtension} from "./IClaimsVaultExtension.sol";

/// @title Claims vault of a pool: reserves of its cases, claims, and what is due to holders and sponsors
interface IClaimsVault is IClaimsVaultCore, IClaimsVaultExtension {}

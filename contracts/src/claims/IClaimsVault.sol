// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {IClaimsVaultCore} from "./IClaimsVaultCore.sol";
import {IClaimsVaultExtension} from "./IClaimsVaultExtension.sol";

/// @title Companion of a pool: holds the tokens of its cases, pays claims, and keeps what is due to holders and sponsors
interface IClaimsVault is IClaimsVaultCore, IClaimsVaultExtension {}

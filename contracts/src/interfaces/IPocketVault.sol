// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {IPocketVaultCore} from "./IPocketVaultCore.sol";
import {IPocketVaultExtension} from "./IPocketVaultExtension.sol";

/// @title Companion of a pool: holds the tokens of its pockets, pays claims, and keeps what is due to holders and sponsors
interface IPocketVault is IPocketVaultCore, IPocketVaultExtension {}

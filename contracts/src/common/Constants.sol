// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

// The whole of a ratio: WAD at the surface, parts per million in storage.

uint256 constant WAD = 1e18;
uint256 constant PPM = 1e6;
uint256 constant WAD_PER_PPM = WAD / PPM;

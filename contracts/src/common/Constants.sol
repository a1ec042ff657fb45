// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

// The whole of a ratio: WAD at the surface, parts per million in storage.

uint256 constant WAD = 1e18;
uint256 constant PPM = 1e6;
uint256 constant WAD_PER_PPM = WAD / PPM;

// So often a vault sets more aside for a case: returns are divided among all of its layers.
uint256 constant MAX_RAISES = 16;
// Divisor of what a case paid: its opener gets at most this part, 0.5 %.
uint256 constant REWARD_DIVISOR = 200;

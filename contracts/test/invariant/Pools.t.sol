// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EveryRule} from "./EveryRule.sol";

/// @notice A diversified pool of a 6-decimal asset, cover unit one whole token.
/// forge-config: default.invariant.runs = 48
/// forge-config: default.invariant.depth = 64
/// forge-config: default.invariant.dictionary_weight = 0
/// forge-config: default.invariant.include_storage = false
/// forge-config: default.invariant.include_push_bytes = false
/// forge-config: deep.invariant.runs = 512
/// forge-config: deep.invariant.depth = 128
contract OnePool6Test is EveryRule {
    function plans() internal pure override returns (Plan[] memory list) {
        list = new Plan[](1);
        list[0] = Plan(0, 6, 1e6, 0.7e18, 2e18, 0.9e18, 2.5e18);
    }
}

/// @notice An 8-decimal asset whose exits are held to exactly what sales are.
/// forge-config: default.invariant.runs = 48
/// forge-config: default.invariant.depth = 64
/// forge-config: default.invariant.dictionary_weight = 0
/// forge-config: default.invariant.include_storage = false
/// forge-config: default.invariant.include_push_bytes = false
/// forge-config: deep.invariant.runs = 512
/// forge-config: deep.invariant.depth = 128
contract OnePool8Test is EveryRule {
    function plans() internal pure override returns (Plan[] memory list) {
        list = new Plan[](1);
        list[0] = Plan(0, 8, 1e5, 1e18, 1e18, 1e18, 1e18);
    }
}

/// @notice An 18-decimal asset, cover unit a thousandth, so that there are a thousand virtual shares.
/// forge-config: default.invariant.runs = 48
/// forge-config: default.invariant.depth = 64
/// forge-config: default.invariant.dictionary_weight = 0
/// forge-config: default.invariant.include_storage = false
/// forge-config: default.invariant.include_push_bytes = false
/// forge-config: deep.invariant.runs = 512
/// forge-config: deep.invariant.depth = 128
contract OnePool18Test is EveryRule {
    function plans() internal pure override returns (Plan[] memory list) {
        list = new Plan[](1);
        list[0] = Plan(0, 18, 1e15, 0.5e18, 1.5e18, 1e18, 4e18);
    }
}

/// @notice Two pools that share asset and products, and one of another asset; one registry and one cover token for all.
/// forge-config: default.invariant.runs = 48
/// forge-config: default.invariant.depth = 64
/// forge-config: default.invariant.dictionary_weight = 0
/// forge-config: default.invariant.include_storage = false
/// forge-config: default.invariant.include_push_bytes = false
/// forge-config: deep.invariant.runs = 512
/// forge-config: deep.invariant.depth = 128
contract ThreePoolsTest is EveryRule {
    function plans() internal pure override returns (Plan[] memory list) {
        list = new Plan[](3);
        list[0] = Plan(0, 6, 1e6, 0.7e18, 2e18, 0.9e18, 2.5e18);
        list[1] = Plan(0, 6, 1e6, 1e18, 1e18, 1e18, 1e18);
        list[2] = Plan(1, 18, 1e15, 0.5e18, 3e18, 0.8e18, 4e18);
    }
}

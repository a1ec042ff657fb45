// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "solady/tokens/ERC20.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

import {WAD} from "../../src/common/Constants.sol";
import {MeterLimits} from "../../src/resolution/meters/IMeter.sol";
import {Errors} from "../../src/common/Errors.sol";
import {Run, Runs} from "../../src/resolution/meters/Runs.sol";
import {Meter} from "../../src/resolution/meters/Meter.sol";

/// @notice Bridged tokens: what the escrow holds over the token's supply, against what the last firing left. A mark never
/// rises: a bridge that is filled again gets another meter.
contract BridgeMeter is Meter {
    using Runs for Run;

    struct Bridge {
        ERC20 token;
        ERC20 asset;
        address escrow;
        uint96 mark; // share that is backed, WAD
        Run run; // the highest backing of each look at a loss
    }

    uint40 internal constant DWELL = 6 hours;
    uint40 internal constant RAISE_WINDOW = 2 days;
    uint64 internal constant MIN_LOSS = 0.05e18;

    mapping(uint96 meterId => Bridge) internal _bridges;

    function createMeter(ERC20 token, ERC20 asset, address escrow) external returns (uint96 meterId) {
        Bridge storage b = _bridges[meterId = _newMeter(DWELL, RAISE_WINDOW)];
        (b.token, b.asset, b.escrow, b.mark) = (token, asset, escrow, uint96(WAD));
    }

    function poke(uint96 meterId) public {
        Bridge storage b = _bridges[meterId];
        (uint256 backed, Run memory run) = (_backing(b), b.run);
        if (b.mark == 0 || backed * WAD > b.mark * (WAD - MIN_LOSS)) delete run;
        else run.add(block.timestamp, backed, false, DWELL, block.timestamp - 2 * DWELL);
        b.run = run;
    }

    function fire(uint96 meterId) external returns (uint32 number) {
        poke(meterId);
        Bridge storage b = _bridges[meterId];
        Run memory run = b.run;
        run.requireProof(DWELL);
        uint256 left = run.proven(false);
        number = _fire(meterId, run.first(), b.mark, left, RAISE_WINDOW);
        b.mark = uint96(left);
        delete b.run;
    }

    function observe(uint96 meterId) external view returns (uint256) {
        return reading(meterId);
    }

    function reading(uint96 meterId) public view returns (uint256) {
        _requireNoOpenFiring(meterId);
        Bridge storage b = _bridges[meterId];
        require(b.mark != 0 && _backing(b) >= b.mark, Errors.BelowMark());
        return type(uint128).max; // what the escrow holds bounds no cover: the terms do
    }

    function limitsOf(uint96) external pure returns (MeterLimits memory) {
        return MeterLimits(address(0), 2 * DWELL, RAISE_WINDOW, MIN_LOSS);
    }

    function _backing(Bridge storage b) private view returns (uint256) {
        (uint256 held, uint256 supply) = (b.asset.balanceOf(b.escrow), b.token.totalSupply());
        return held < supply ? FixedPointMathLib.fullMulDivUp(held, WAD, supply) : WAD;
    }
}

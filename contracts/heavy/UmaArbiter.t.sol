// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ArbitersAtCourtSuite} from "../test/unit/resolution/arbiters/ArbitersAtCourtSuite.sol";
import {UmaArbiterSuite} from "../test/unit/resolution/arbiters/UmaArbiterSuite.sol";
import {IUma} from "../test/mocks/MockOptimisticOracle.sol";
import {UmaContracts} from "./UmaContracts.sol";

/// @notice The suite against UMA's own compiled contracts. `pnpm test:heavy` fetches them and runs it.
contract UmaArbiterHeavyTest is UmaArbiterSuite, UmaContracts {
    function _deployOracle() internal override returns (IUma) {
        return _deployUma(address(usdc), FINAL_FEE);
    }

    function _umaVotes(bytes32, bool truthful) internal override {
        _vote(truthful);
    }
}

/// @notice All arbiters before the real court and real pools, one of them UMA's own compiled contracts.
contract ArbitersAtCourtHeavyTest is ArbitersAtCourtSuite, UmaContracts {
    function _deployOracle() internal override returns (IUma) {
        return _deployUma(address(usdc), FINAL_FEE);
    }

    function _umaVotes(bytes32, bool truthful) internal override {
        _vote(truthful);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IUma, MockOptimisticOracle} from "../mocks/MockOptimisticOracle.sol";
import {UmaArbiterSuite} from "./UmaArbiterSuite.sol";

/// @notice The suite against a mock; `pnpm test:heavy` runs it against UMA's own contracts.
contract UmaArbiterTest is UmaArbiterSuite {
    function _deployOracle() internal override returns (IUma) {
        MockOptimisticOracle mock = new MockOptimisticOracle();
        mock.setFinalFee(address(usdc), FINAL_FEE);
        return mock;
    }

    function _umaVotes(bytes32 assertionId, bool truthful) internal override {
        MockOptimisticOracle(address(uma)).vote(assertionId, truthful);
    }
}

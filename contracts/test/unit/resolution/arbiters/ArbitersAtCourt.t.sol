// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IUma, MockOptimisticOracle} from "../../../mocks/MockOptimisticOracle.sol";
import {ArbitersAtCourtSuite} from "./ArbitersAtCourtSuite.sol";

contract ArbitersAtCourtTest is ArbitersAtCourtSuite {
    function _deployOracle() internal override returns (IUma) {
        MockOptimisticOracle made = new MockOptimisticOracle();
        made.setFinalFee(address(usdc), FINAL_FEE);
        return made;
    }

    function _umaVotes(bytes32 assertionId, bool truthful) internal override {
        MockOptimisticOracle(address(oracle)).vote(assertionId, truthful);
    }
}

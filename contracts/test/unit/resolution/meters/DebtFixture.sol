// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAToken} from "../../../../src/resolution/meters/IAave.sol";
import {BadDebtConfig, BadDebtState} from "../../../../src/resolution/meters/IBadDebtMeter.sol";
import {AaveMarket} from "../../../../src/resolution/meters/AaveMarket.sol";
import {MockAave} from "../../../mocks/MockAave.sol";
import {UnitFixture} from "../../UnitFixture.sol";

/// @notice A lending market that was supplied with 1000.
abstract contract DebtFixture is UnitFixture {
    uint256 internal constant STEP = DWELL / 3;

    MockAave internal aave;
    AaveMarket internal market;
    uint96 internal debtMeter;

    function setUp() public virtual override {
        super.setUp();
        aave = new MockAave(address(usdc));
        aave.set(0, 1000);
        market = new AaveMarket(IAToken(address(aave)));
        debtMeter = badDebt.createMeter(_debtTerms());
    }

    function _debtTerms() internal view returns (BadDebtConfig memory) {
        return BadDebtConfig({
            market: address(market), dwell: DWELL, raiseWindow: RAISE_WINDOW, allowance: 0.005e18, minLoss: 0.03e18
        });
    }

    function _debt() internal view returns (BadDebtState memory s) {
        (, s) = badDebt.getMeter(debtMeter);
    }

    function _market(uint256 deficit, uint256 supply) internal {
        aave.set(deficit, supply);
    }

    function _see(uint256 deficit, uint256 supply) internal {
        aave.set(deficit, supply);
        badDebt.poke(debtMeter);
    }

    function _pokes(uint256 count) internal {
        for (uint256 i; i < count; ++i) {
            if (i != 0) skip(STEP);
            badDebt.poke(debtMeter);
        }
    }
}

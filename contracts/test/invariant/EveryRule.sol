// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IncidentInvariants} from "./IncidentInvariants.sol";

/// @notice All rules in one campaign. Forge plays the same sequences for every invariant of a contract: one invariant that
/// looks at some of the rules after each step, and at all of them at the end of each run, sees many times as many
/// sequences in the same time. What a rule compares stays broken, or is written down when it breaks.
abstract contract EveryRule is IncidentInvariants {
    uint256 internal constant RULES = 25;
    uint256 internal constant RULES_A_STEP = 2;

    function invariant_EveryRuleHolds() public {
        uint256 first = _later(RULES) % RULES;
        for (uint256 k; k < RULES_A_STEP; ++k) {
            _check((first + k) % RULES);
        }
        // What actions found is told at once, whichever rule it is about.
        bytes32[] memory broken = handler.brokenRules();
        for (uint256 k; k < broken.length; ++k) {
            assertEq(handler.broken(broken[k]), "", string(abi.encodePacked(broken[k])));
        }
    }

    /// @dev Every rule once at the end of each run; and most of what was tried must have had an effect.
    function afterInvariant() public {
        for (uint256 n; n < RULES; ++n) {
            _check(n);
        }
        if (handler.calls() >= 32) assertGe(handler.effective() * 3, handler.calls(), "most actions had no effect");
    }

    function _check(uint256 n) internal {
        if (n == 0) rule_SOLV1_TokensCoverEveryClaimOnThem();
        else if (n == 1) rule_SOLV2_NoSaleAndNoExitBreachesALimit();
        else if (n == 2) rule_SOLV3_NothingPaysMoreThanItHas();
        else if (n == 3) rule_ACC1_TotalsAreTheSumOverCovers();
        else if (n == 4) rule_ACC2_SharePriceFallsOnlyByAnOpening();
        else if (n == 5) rule_ACC3_PremiumPaidIsFeesEarnedUnearnedRefunded();
        else if (n == 6) rule_POOL5_QueuedSharesBackNoNewSale();
        else if (n == 7) rule_T47_EveryAggregateEqualsItsRecomputation();
        else if (n == 8) rule_EXIT1_HoldersAtAnOpeningBearItAndNobodyElse();
        else if (n == 9) rule_EXIT2_SettledAssetsAreNeverTouchedAgain();
        else if (n == 10) rule_EXIT4_SettledNoLaterThanPromised();
        else if (n == 11) rule_CLAIM2_OnlyTheProtectedTimeIsPaid();
        else if (n == 12) rule_T62_QueueHasNoHoleAndNoOvertaking();
        else if (n == 13) rule_SOLV3_NoIncidentPaysMoreThanStandsBehindIt();
        else if (n == 14) rule_SOLV3_NoLossIsDrawnBeyondItself();
        else if (n == 15) rule_CLAIM1_SameSettlementSameFraction();
        else if (n == 16) rule_CLAIM3_ADeniedIncidentPaysNothing();
        else if (n == 17) rule_INC7_CasesAndSettlementsAreTheModels();
        else if (n == 18) rule_CAP4_P6_EquityIsWhatCoverNeeds();
        else if (n == 19) rule_GOVINV_NoPrivilegedCallTakesAnything();
        else if (n == 20) rule_INC7_P1_ShortIsHeldBelowOwed();
        else if (n == 21) rule_INC7_WhatCanBeClaimedIsOwed();
        else if (n == 22) rule_POOL8_DepositsLeaveRoomForWhatComesBack();
        else if (n == 23) rule_SOLV3_P1_VaultHoldsWhatItHasToHave();
        else if (n == 24) rule_CLAIM1_P5_NoClaimIsCutWhileCapitalGoesBack();
        else revert("no such rule");
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {UmaArbiter} from "../../../../src/resolution/arbiters/UmaArbiter.sol";
import {CaseRef, IDisputes} from "../../../../src/resolution/IDisputes.sol";
import {IUmaArbiter} from "../../../../src/resolution/arbiters/IUmaArbiter.sol";
import {Errors} from "../../../../src/common/Errors.sol";
import {IUma, MockOptimisticOracle} from "../../../mocks/MockOptimisticOracle.sol";
import {OddToken} from "../../../mocks/OddToken.sol";
import {UmaArbiterSuite} from "./UmaArbiterSuite.sol";

/// @notice The suite against a mock; `pnpm test:heavy` runs it against UMA's own contracts. And what those cannot be made to
/// do, or only with a token of one's own.
contract UmaArbiterTest is UmaArbiterSuite {
    MockOptimisticOracle internal mock;

    function _deployOracle() internal override returns (IUma) {
        mock = new MockOptimisticOracle();
        mock.setFinalFee(address(usdc), FINAL_FEE);
        return mock;
    }

    function _umaVotes(bytes32 assertionId, bool truthful) internal override {
        mock.vote(assertionId, truthful);
    }

    /// @dev UMA may ask its voters in another way one day.
    function test_RES6_TheIdentifierIsReadAtEachAssertion() public {
        bytes32 before = _assert(FIRST);
        mock.setIdentifier("ASSERT_TRUTH2");
        bytes32 after_ = _assert(LESS);
        assertNotEq(before, after_);
        skip(LIVENESS);
        assertTrue(arbiter.settleAnswer(before));
        assertTrue(arbiter.creditBond(after_));
    }

    // -------------------------------------------------------- tokens of bonds

    /// @dev An arbiter whose bonds are in a token that misbehaves on demand.
    function _odd() internal returns (OddToken odd) {
        odd = new OddToken(6);
        mock.setFinalFee(address(odd), FINAL_FEE);
        arbiter = new UmaArbiter(uma, address(odd), LIVENESS, 10 days, 0);
        ref = _open(_dispute(address(arbiter), M));
        address[3] memory accounts = [alice, bob, eve];
        for (uint256 i; i < 3; ++i) {
            odd.mint(accounts[i], 100 * BOND);
            vm.startPrank(accounts[i]);
            odd.approve(address(arbiter), type(uint256).max);
            odd.approve(address(uma), type(uint256).max);
            vm.stopPrank();
        }
    }

    /// @dev Whom the token blocks after it asserted: its answer rules, and it has its bond sent elsewhere.
    function test_T61_ATokenThatBlocksAnAsserterLocksNoAnswer() public {
        OddToken odd = _odd();
        bytes32 assertionId = _assertAs(eve, FIRST);
        odd.block_(eve, true);
        skip(LIVENESS);
        assertTrue(arbiter.settleAnswer(assertionId));
        assertEq(_chosen(ref), FIRST);
        vm.startPrank(eve);
        vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        arbiter.withdrawCredit(eve);
        assertEq(arbiter.creditOf(eve), BOND, "not lost");
        assertEq(arbiter.withdrawCredit(dave), BOND);
        assertEq(odd.balanceOf(dave), BOND);
    }

    /// @dev A token that begins to take a fee would have what is missing taken out of others' credits.
    function test_T61_ATokensFeeIsNotTakenFromOthersCredits() public {
        OddToken odd = _odd();
        bytes32 assertionId = _assert(FIRST);
        skip(LIVENESS);
        arbiter.creditBond(assertionId);
        assertEq(odd.balanceOf(address(arbiter)), BOND);
        odd.setOddity(OddToken.Oddity.Fee);
        _expect(Errors.UnsupportedAsset.selector, bytes32("transfer fee"));
        vm.prank(eve);
        arbiter.assertAnswer(court, ref, LESS, A);
        assertEq(odd.balanceOf(address(arbiter)), BOND);
    }

    /// @dev What arrives is less: as much less is credited, and no other's.
    function test_T61_AFeeOnWhatUmaPaysIsTheAssertersOwn() public {
        OddToken odd = _odd();
        bytes32 first = _assert(FIRST);
        bytes32 second = _assertAs(eve, LESS);
        skip(LIVENESS);
        arbiter.creditBond(first);
        odd.setOddity(OddToken.Oddity.Fee);
        arbiter.creditBond(second);
        assertEq(arbiter.creditOf(alice), BOND);
        assertEq(arbiter.creditOf(eve), BOND - BOND / 100);
        assertEq(odd.balanceOf(address(arbiter)), 2 * BOND - BOND / 100);
    }

    /// @dev A token that calls somebody while UMA pays: the same bond is credited once, others' to whom they belong.
    function test_T61_NothingIsCreditedTwiceFromWithinATransfer() public {
        OddToken odd = _odd();
        bytes32 first = _assert(FIRST);
        bytes32 second = _assertAs(eve, LESS);
        skip(LIVENESS);
        odd.setHook(address(new Reenters(arbiter, first, second)));
        arbiter.creditBond(first);
        odd.setHook(address(0));
        assertEq(arbiter.creditOf(alice), BOND);
        assertEq(arbiter.creditOf(eve), BOND);
        assertEq(odd.balanceOf(address(arbiter)), 2 * BOND);
        arbiter.creditBond(first);
        arbiter.creditBond(second);
        assertEq(arbiter.creditOf(alice) + arbiter.creditOf(eve), 2 * BOND);
    }

    function test_T61_NoAnswerIsSettledTwiceFromWithinATransfer() public {
        OddToken odd = _odd();
        bytes32 first = _assert(FIRST);
        skip(LIVENESS);
        odd.setHook(address(new Settles(arbiter, first)));
        vm.expectRevert();
        arbiter.settleAnswer(first);
        odd.setHook(address(0));
        assertTrue(arbiter.settleAnswer(first));
        assertEq(arbiter.creditOf(alice), BOND);
    }

    /// @dev A withdrawal inside of another finds nothing.
    function test_T61_NoCreditIsWithdrawnTwiceFromWithinATransfer() public {
        OddToken odd = _odd();
        Withdraws attacker = new Withdraws(arbiter);
        odd.mint(address(attacker), BOND);
        bytes32 own = attacker.assertAnswer(odd, court, ref, FIRST);
        bytes32 alices = _assert(LESS);
        skip(LIVENESS);
        arbiter.creditBond(own);
        arbiter.creditBond(alices);
        odd.setHook(address(attacker));
        attacker.withdraw();
        odd.setHook(address(0));
        assertEq(odd.balanceOf(address(attacker)), BOND);
        assertEq(odd.balanceOf(address(arbiter)), BOND, "Alice's");
    }
}

/// @notice Credits the same bond, and another, while UMA pays the first.
contract Reenters {
    IUmaArbiter internal immutable _arbiter;
    bytes32 internal immutable _first;
    bytes32 internal immutable _second;

    constructor(IUmaArbiter arbiter, bytes32 first, bytes32 second) {
        (_arbiter, _first, _second) = (arbiter, first, second);
    }

    function onTokenMoved() external {
        _arbiter.creditBond(_first);
        _arbiter.creditBond(_second);
    }
}

/// @notice Settles the answer whose bond UMA pays just now.
contract Settles {
    IUmaArbiter internal immutable _arbiter;
    bytes32 internal immutable _assertionId;

    constructor(IUmaArbiter arbiter, bytes32 assertionId) {
        (_arbiter, _assertionId) = (arbiter, assertionId);
    }

    function onTokenMoved() external {
        _arbiter.settleAnswer(_assertionId);
    }
}

/// @notice Asserts, and withdraws while it is paid.
contract Withdraws {
    UmaArbiter internal immutable _arbiter;

    constructor(UmaArbiter arbiter) {
        _arbiter = arbiter;
    }

    function assertAnswer(OddToken odd, IDisputes court, CaseRef calldata ref, uint256 number)
        external
        returns (bytes32)
    {
        odd.approve(address(_arbiter), type(uint256).max);
        return _arbiter.assertAnswer(court, ref, number, "");
    }

    function withdraw() external {
        _arbiter.withdrawCredit(address(this));
    }

    function onTokenMoved() external {
        _arbiter.withdrawCredit(address(this));
    }
}

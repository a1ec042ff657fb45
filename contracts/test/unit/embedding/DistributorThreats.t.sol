// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {IPayoutDistributor} from "../../../src/embedding/IPayoutDistributor.sol";
import {LossProof} from "../../../src/claims/roles/IVaultClaims.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {MockToken} from "../../mocks/MockToken.sol";
import {NoZeroToken} from "../../mocks/NoZeroToken.sol";
import {OddToken} from "../../mocks/OddToken.sol";
import {Reentrant} from "../../mocks/Reentrant.sol";
import {Lines, LossLines} from "../../utils/LossLines.sol";
import {DistributorFixture} from "./DistributorFixture.sol";

/// @notice A token that calls the receiver before it moves anything.
contract EarlyToken is MockToken {
    address public hook;

    constructor() MockToken("Early", "EARLY", 6) {}

    function setHook(address hook_) external {
        hook = hook_;
    }

    function _beforeTokenTransfer(address from, address, uint256) internal override {
        if (hook != address(0) && from != address(0)) Reentrant(hook).onTokenMoved();
    }
}

/// @notice Hostile tables, tokens, publishers and strangers. Branches: DistributorThreats.tree.
contract DistributorThreatsTest is DistributorFixture {
    OddToken internal odd;
    IPayoutDistributor internal ofOdd;

    function setUp() public override {
        super.setUp();
        odd = new OddToken(6);
        ofOdd = IPayoutDistributor(distributors.createDistributor(address(odd), publisher, treasury, 0));
    }

    /// @dev 600 for the table, in the odd token.
    function _openOdd() private returns (uint256 id) {
        odd.mint(address(ofOdd), 600 * unit);
        distributor = ofOdd;
        id = _open(_table());
    }

    // ---------------------------------------------------------------- tables

    /// @dev Lines of 2000 on a total of 1000: who comes first gets its part, and nothing of another table is touched.
    function test_EMB13_TableThatDoesNotAddUpTakesItsOwnMoneyAlone() public {
        Lines memory wrong = _tableOf(600 * unit, 1000 * unit, 400 * unit);
        _arrive(500 * unit);
        bytes32 root = LossLines.root(wrong);
        vm.prank(publisher);
        uint256 id = distributor.openDistribution(root, uint128(1000 * unit), 500 * unit, "");
        skip(1 days);
        _arrive(700 * unit);
        uint256 other = _open(_table());
        assertEq(_claim(id, wrong, 0), 300 * unit);
        bytes memory reason = abi.encodeWithSelector(IPayoutDistributor.LossesExceedTotal.selector, uint256(400 * unit));
        _expectRefusedClaim(id, wrong, 1, reason);
        assertEq(_claim(id, wrong, 2), 200 * unit);
        _expectRefusedClaim(id, wrong, 1, abi.encodeWithSelector(IPayoutDistributor.LossesExceedTotal.selector, 0));
        assertEq(distributor.reserved(), 700 * unit);
        assertEq(_claim(other, _table(), 0), 350 * unit);
        assertEq(_claim(other, _table(), 1), 210 * unit);
        assertEq(_claim(other, _table(), 2), 140 * unit);
        assertEq(usdc.balanceOf(address(distributor)), 0);
    }

    /// @dev A line that is larger than all losses together computes nothing too large, and gets nothing.
    function test_RevertWhen_LineIsLargerThanTheTotal() public {
        Lines memory t = _tableOf(type(uint256).max, 1, 1);
        bytes32 root = LossLines.root(t);
        _arrive(500 * unit);
        vm.prank(publisher);
        uint256 id = distributor.openDistribution(root, type(uint128).max, 500 * unit, "");
        skip(1 days);
        _expectRefusedClaim(
            id, t, 0, abi.encodeWithSelector(IPayoutDistributor.LossesExceedTotal.selector, uint256(type(uint128).max))
        );
    }

    /// @dev Two lines of one number are one claim.
    function test_SecondLineOfANumberIsNotPaid() public {
        LossProof memory line = LossProof(0, 500 * unit, new bytes32[](1));
        (bytes32 a, bytes32 b) = (distributor.leafOf(0, ulla, 500 * unit), distributor.leafOf(0, vera, 500 * unit));
        bytes32 root = a < b ? keccak256(abi.encode(a, b)) : keccak256(abi.encode(b, a));
        _arrive(600 * unit);
        vm.prank(publisher);
        uint256 id = distributor.openDistribution(root, uint128(1000 * unit), 600 * unit, "");
        skip(1 days);
        line.proof[0] = b;
        distributor.claimLine(id, ulla, line);
        line.proof[0] = a;
        vm.expectRevert(Errors.AlreadyClaimed.selector);
        distributor.claimLine(id, vera, line);
    }

    /// @dev A node of the tree is no line.
    function test_RevertWhen_AnInnerNodeIsClaimed() public {
        _arrive(600 * unit);
        uint256 id = _open(_table());
        LossProof memory line = LossLines.line(_table(), 0);
        bytes32[] memory shorter = new bytes32[](1);
        shorter[0] = line.proof[1];
        line.proof = shorter;
        vm.expectRevert(Errors.InvalidProof.selector);
        distributor.claimLine(id, ulla, line);
    }

    /// @dev A line that names the distributor moves nothing out: its part is there for the next table.
    function test_LineOfTheDistributorItselfIsForTheNextTable() public {
        Lines memory t = _table();
        t.accounts[0] = address(distributor);
        _arrive(600 * unit);
        uint256 id = _open(t);
        assertEq(_claim(id, t, 0), 300 * unit);
        assertEq(distributor.available(), 300 * unit);
        assertEq(distributor.reserved(), 300 * unit);
        assertEq(usdc.balanceOf(address(distributor)), 600 * unit);
    }

    // -------------------------------------------------------------- strangers

    /// @dev A stranger cannot make the publisher's call divide a unit.
    function test_RevertWhen_EMB11_OpeningIsExecutedBeforeThePayout() public {
        _arrive(1);
        bytes32 root = LossLines.root(_table());
        vm.prank(publisher);
        vm.expectRevert(abi.encodeWithSelector(IPayoutDistributor.PayoutTooSmall.selector, 1));
        distributor.openDistribution(root, uint128(1000 * unit), 600 * unit, "");
        _arrive(600 * unit);
        vm.prank(publisher);
        distributor.openDistribution(root, uint128(1000 * unit), 600 * unit, "");
    }

    function test_DonationIsForTheNextTable() public {
        _arrive(600 * unit);
        uint256 id = _open(_table());
        usdc.mint(eve, 100 * unit);
        vm.prank(eve);
        usdc.transfer(address(distributor), 100 * unit);
        assertEq(distributor.payoutOf(id, 500 * unit), 300 * unit);
        assertEq(distributor.available(), 100 * unit);
        skip(365 days);
        assertEq(distributor.returnRemainder(id), 600 * unit);
        assertEq(distributor.available(), 100 * unit);
    }

    /// @dev Two years go by, and money that no table divides is still there.
    function test_EMB16_MoneyWithoutATableStays() public {
        _arrive(600 * unit);
        distributor.noteArrival();
        skip(730 days);
        vm.expectRevert(IPayoutDistributor.UnknownDistribution.selector);
        distributor.returnRemainder(0);
        vm.expectRevert(IPayoutDistributor.UnknownDistribution.selector);
        distributor.returnRemainder(1);
        assertEq(distributor.available(), 600 * unit);
        assertEq(usdc.balanceOf(treasury), 0);
    }

    // ----------------------------------------------------------------- tokens

    function test_BlockedAccountHoldsUpNobody() public {
        uint256 id = _openOdd();
        odd.block_(ulla, true);
        _expectRefusedClaim(id, _table(), 0, abi.encodeWithSelector(SafeTransferLib.TransferFailed.selector));
        assertEq(_claim(id, _table(), 1), 180 * unit);
        LossProof memory line = LossLines.line(_table(), 0);
        vm.prank(ulla);
        assertEq(ofOdd.claimLineTo(id, carol, line), 300 * unit);
        assertEq(odd.balanceOf(carol), 300 * unit);
    }

    function test_BlockedReceiverOfRemaindersHoldsUpNobody() public {
        uint256 id = _openOdd();
        odd.block_(treasury, true);
        skip(365 days);
        vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        ofOdd.returnRemainder(id);
        assertEq(_claim(id, _table(), 0), 300 * unit);
        odd.block_(treasury, false);
        assertEq(ofOdd.returnRemainder(id), 300 * unit);
    }

    function test_TokenThatReturnsNothingWorks() public {
        odd.setOddity(OddToken.Oddity.NoReturn);
        uint256 id = _openOdd();
        _claim(id, _table(), 0);
        assertEq(odd.balanceOf(ulla), 300 * unit);
    }

    function test_RevertWhen_TokenReturnsFalse() public {
        uint256 id = _openOdd();
        odd.setOddity(OddToken.Oddity.False);
        _expectRefusedClaim(id, _table(), 0, abi.encodeWithSelector(SafeTransferLib.TransferFailed.selector));
        odd.setOddity(OddToken.Oddity.None);
        _claim(id, _table(), 0);
    }

    function test_TokenThatRefusesTransfersOfNothingWorks() public {
        NoZeroToken token = new NoZeroToken("No zero", "NZ", 6);
        distributor = IPayoutDistributor(distributors.createDistributor(address(token), publisher, treasury, 0));
        token.mint(address(distributor), 600 * unit);
        uint256 id = _open(_table());
        for (uint256 i; i < 3; ++i) {
            _claim(id, _table(), i);
        }
        skip(365 days);
        vm.expectRevert(Errors.NothingToCollect.selector);
        distributor.returnRemainder(id);
    }

    /// @dev A token that takes a fee takes it from who is paid.
    function test_TokenWithAFeeKeepsTheAccountsRight() public {
        uint256 id = _openOdd();
        odd.setOddity(OddToken.Oddity.Fee);
        assertEq(_claim(id, _table(), 0), 300 * unit);
        assertEq(odd.balanceOf(ulla), 297 * unit);
        assertEq(ofOdd.reserved(), 300 * unit);
        assertEq(odd.balanceOf(address(ofOdd)), 300 * unit);
    }

    /// @dev A token that shrinks leaves nothing for another table, and pays who comes first.
    function test_TokenThatShrinksIsNotOverdrawn() public {
        uint256 id = _openOdd();
        odd.shrink(address(ofOdd), 200 * unit);
        assertEq(ofOdd.available(), 0);
        _expectRefusedOpening(
            publisher, _tableOf(1, 1, 1), abi.encodeWithSelector(IPayoutDistributor.PayoutTooSmall.selector, 0)
        );
        assertEq(_claim(id, _table(), 0), 300 * unit);
        _expectRefusedClaim(id, _table(), 1, abi.encodeWithSelector(SafeTransferLib.TransferFailed.selector));
    }

    /// @dev A balance beyond what the accounts hold: they take what they can.
    function test_BalanceBeyondAllWidthsIsDividedAsFarAsItCounts() public {
        odd.mint(address(ofOdd), type(uint128).max);
        distributor = ofOdd;
        assertEq(ofOdd.available(), type(uint104).max);
        uint256 id = _open(_table());
        assertEq(ofOdd.reserved(), type(uint104).max);
        assertEq(ofOdd.available(), 0);
        assertEq(_claim(id, _table(), 0), 500 * unit);
        assertEq(ofOdd.available(), 500 * unit);
        skip(365 days);
        ofOdd.returnRemainder(id);
        assertEq(ofOdd.reserved(), 0);
    }

    function _plan(Reentrant hook, uint256 id) private {
        Lines memory t = _table();
        address at_ = address(distributor);
        LossProof memory line = LossLines.line(t, 0);
        hook.plan(at_, abi.encodeCall(distributor.claimLine, (id, ulla, line)));
        hook.plan(at_, abi.encodeCall(distributor.claimLine, (id, vera, LossLines.line(t, 1))));
        hook.plan(at_, abi.encodeCall(distributor.claimLineTo, (id, eve, line)));
        bytes[] memory calls = new bytes[](1);
        calls[0] = abi.encodeCall(distributor.claimLine, (id, ulla, line));
        hook.plan(at_, abi.encodeCall(distributor.multicall, (calls)));
        hook.plan(at_, abi.encodeCall(distributor.openDistribution, ("root", uint128(unit), 1, "")));
        hook.plan(at_, abi.encodeCall(distributor.withdrawDistribution, (id)));
        hook.plan(at_, abi.encodeCall(distributor.returnRemainder, (id)));
        hook.plan(at_, abi.encodeCall(distributor.noteArrival, ()));
    }

    /// @dev The hook is publisher and receiver of remainders as well.
    function _reenter(address asset) private {
        Reentrant hook = new Reentrant();
        distributor = IPayoutDistributor(distributors.createDistributor(asset, address(hook), address(hook), 0));
        MockToken(asset).mint(address(distributor), 600 * unit);
        uint256 id = _openAs(address(hook), _table());
        skip(1 days);
        _plan(hook, id);
        OddToken(asset).setHook(address(hook));
        assertEq(_claim(id, _table(), 0), 300 * unit);
        skip(365 days);
        assertEq(distributor.returnRemainder(id), 300 * unit);
        assertEq(MockToken(asset).balanceOf(ulla), 300 * unit);
        assertEq(MockToken(asset).balanceOf(address(hook)), 300 * unit);
        assertEq(distributor.distributionCount(), 1);
        assertEq(distributor.reserved(), 0);
        assertEq(hook.tried(), 16);
        assertEq(hook.refusedAsReentrant(), 16);
    }

    function test_TokenThatReentersAfterItHasMovedChangesNothing() public {
        _reenter(address(odd));
    }

    function test_TokenThatReentersBeforeItMovesChangesNothing() public {
        _reenter(address(new EarlyToken()));
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {Ownable} from "solady/auth/Ownable.sol";

import {Fixture} from "../utils/Fixture.sol";
import {Dao, DaoToken, FlashVoter} from "./Dao.sol";
import {MockSafe} from "./MockSafe.sol";

/// @notice GOV-1: who owns the two registries, in both forms of docs/power.md: a multisig that proposes to a timelock, and
/// OpenZeppelin's governor that does. T-42: votes that are borrowed for a block count nothing.
contract OwnershipTest is Fixture {
    uint256 internal constant DELAY = 2 days;
    uint256 internal constant LENT = 380_000e18;

    struct Batch {
        address[] targets;
        uint256[] values;
        bytes[] calls;
    }

    TimelockController internal timelock;
    MockSafe internal safe;
    DaoToken internal token;
    Dao internal dao;
    address internal newcomer = makeAddr("another auditor");
    uint256 internal products;

    function setUp() public override {
        super.setUp();
        // As the script does it: who deploys names the first owner.
        products = registry.productCount();
    }

    // ---------------------------------------------------------------- helpers

    function _newTimelock(address proposer) internal returns (TimelockController) {
        address[] memory proposers = new address[](1);
        proposers[0] = proposer;
        // Anyone executes; nobody but the timelock itself changes it.
        return new TimelockController(DELAY, proposers, new address[](1), address(0));
    }

    function _batch(uint256 count) internal pure returns (Batch memory b) {
        (b.targets, b.values, b.calls) = (new address[](count), new uint256[](count), new bytes[](count));
    }

    /// @dev A product with its terms, and an auditor.
    function _listing() internal view returns (Batch memory b) {
        b = _batch(3);
        b.targets[0] = b.targets[1] = address(registry);
        b.targets[2] = address(audits);
        b.calls[0] = abi.encodeCall(registry.listProduct, (9, sponsor, "By vote"));
        b.calls[1] = abi.encodeCall(registry.publishTerms, (_terms(products + 1, meterId), _pins()));
        b.calls[2] = abi.encodeCall(audits.listAuditor, (newcomer, true));
    }

    function _request() internal view returns (Batch memory b) {
        b = _batch(2);
        (b.targets[0], b.targets[1]) = (address(registry), address(audits));
        b.calls[0] = b.calls[1] = abi.encodeCall(Ownable.requestOwnershipHandover, ());
    }

    function _schedule(Batch memory b) internal view returns (bytes memory) {
        return abi.encodeCall(timelock.scheduleBatch, (b.targets, b.values, b.calls, 0, 0, DELAY));
    }

    function _execute(Batch memory b) internal {
        vm.prank(eve);
        timelock.executeBatch(b.targets, b.values, b.calls, 0, 0);
    }

    function _complete() internal {
        vm.startPrank(owner);
        registry.completeOwnershipHandover(address(timelock));
        audits.completeOwnershipHandover(address(timelock));
        vm.stopPrank();
    }

    function _expectNothingListed() internal view {
        assertEq(registry.productCount(), products);
        assertFalse(audits.isListed(newcomer));
    }

    function _expectListed() internal view {
        assertEq(registry.productCount(), products + 1);
        assertEq(registry.getProduct(products + 1).name, "By vote");
        assertEq(registry.currentTerms(products + 1), registry.termsCount());
        assertTrue(audits.isListed(newcomer));
    }

    // ------------------------------------------------------------ default form

    function _setUpDefault() internal {
        safe = new MockSafe([alice, bob, carol], 2);
        timelock = _newTimelock(address(safe));
    }

    /// @dev Two of the three have it made.
    function _bySafe(address to, bytes memory data) internal {
        vm.prank(alice);
        safe.approve(to, data);
        vm.prank(bob);
        safe.approve(to, data);
        safe.execute(to, data);
    }

    function _handOverByDefault() internal {
        _setUpDefault();
        _bySafe(address(timelock), _schedule(_request()));
        skip(DELAY);
        _execute(_request());
        _complete();
    }

    function test_GOV1_MultisigProposesAndTheTimelockWaits() public {
        _handOverByDefault();
        Batch memory b = _listing();
        bytes memory schedule = _schedule(b);

        vm.prank(alice);
        safe.approve(address(timelock), schedule);
        vm.expectRevert(MockSafe.NotEnoughApprovals.selector);
        safe.execute(address(timelock), schedule);
        vm.prank(bob);
        safe.approve(address(timelock), schedule);
        safe.execute(address(timelock), schedule);

        skip(DELAY - 1);
        vm.expectPartialRevert(TimelockController.TimelockUnexpectedOperationState.selector);
        _execute(b);
        _expectNothingListed();
        skip(1);
        _execute(b);
        _expectListed();
    }

    function test_GOV1_MultisigCancelsWhatWaits() public {
        _handOverByDefault();
        Batch memory b = _listing();
        _bySafe(address(timelock), _schedule(b));
        bytes32 id = timelock.hashOperationBatch(b.targets, b.values, b.calls, 0, 0);
        _bySafe(address(timelock), abi.encodeCall(timelock.cancel, (id)));
        skip(DELAY);
        vm.expectPartialRevert(TimelockController.TimelockUnexpectedOperationState.selector);
        _execute(b);
        _expectNothingListed();
    }

    /// @dev Neither the multisig nor its owners get round the timelock, or shorten it.
    function test_RevertWhen_GOV1_MultisigGoesRoundTheTimelock() public {
        _handOverByDefault();
        bytes memory listing = abi.encodeCall(audits.listAuditor, (newcomer, true));
        vm.prank(alice);
        safe.approve(address(audits), listing);
        vm.prank(bob);
        safe.approve(address(audits), listing);
        vm.expectRevert(Ownable.Unauthorized.selector);
        safe.execute(address(audits), listing);

        vm.startPrank(address(safe));
        vm.expectPartialRevert(TimelockController.TimelockUnauthorizedCaller.selector);
        timelock.updateDelay(0);
        Batch memory b = _listing();
        vm.expectPartialRevert(TimelockController.TimelockInsufficientDelay.selector);
        timelock.scheduleBatch(b.targets, b.values, b.calls, 0, 0, DELAY - 1);
        vm.stopPrank();
        _expectNothingListed();
    }

    // ---------------------------------------------------------------- hand-over

    function test_GOV1_HandOverLeavesTheDeployerNothing() public {
        _handOverByDefault();
        assertEq(registry.owner(), address(timelock));
        assertEq(audits.owner(), address(timelock));
        address[2] memory former = [owner, address(this)];
        for (uint256 i; i < former.length; ++i) {
            _expectPowerless(former[i]);
        }
        assertTrue(timelock.hasRole(bytes32(0), address(timelock)), "its own administrator");
    }

    /// @dev Every call of the registries' owner, and every way into the timelock.
    function _expectPowerless(address account) internal {
        assertFalse(timelock.hasRole(bytes32(0), account), "no administrator");
        uint256 count = registry.productCount();
        bytes[] memory calls = new bytes[](6);
        calls[0] = abi.encodeCall(Ownable.transferOwnership, (account));
        calls[1] = abi.encodeCall(Ownable.completeOwnershipHandover, (account));
        calls[2] = abi.encodeCall(Ownable.renounceOwnership, ());
        calls[3] = abi.encodeCall(registry.listProduct, (9, account, "Mine"));
        calls[4] = abi.encodeCall(registry.publishTerms, (_terms(productId, meterId), _pins()));
        calls[5] = abi.encodeCall(registry.suspendTerms, (termsId, true));
        for (uint256 i; i < calls.length; ++i) {
            _expectUnauthorized(account, address(registry), calls[i]);
            if (i < 3) _expectUnauthorized(account, address(audits), calls[i]);
        }
        _expectUnauthorized(account, address(audits), abi.encodeCall(audits.listAuditor, (account, true)));

        Batch memory b = _listing();
        bytes32 role = timelock.PROPOSER_ROLE();
        vm.startPrank(account);
        registry.requestOwnershipHandover();
        vm.expectPartialRevert(IAccessControl.AccessControlUnauthorizedAccount.selector);
        timelock.scheduleBatch(b.targets, b.values, b.calls, 0, 0, DELAY);
        vm.expectPartialRevert(TimelockController.TimelockUnexpectedOperationState.selector);
        timelock.executeBatch(b.targets, b.values, b.calls, 0, bytes32("another"));
        vm.expectPartialRevert(IAccessControl.AccessControlUnauthorizedAccount.selector);
        timelock.grantRole(role, account);
        vm.expectPartialRevert(TimelockController.TimelockUnauthorizedCaller.selector);
        timelock.updateDelay(0);
        vm.stopPrank();
        assertEq(registry.owner(), address(timelock));
        assertEq(registry.productCount(), count);
        assertFalse(audits.isListed(account));
    }

    function _expectUnauthorized(address account, address to, bytes memory data) internal {
        vm.prank(account);
        (bool done, bytes memory answer) = to.call(data);
        assertFalse(done);
        assertEq(bytes4(answer), Ownable.Unauthorized.selector);
    }

    /// @dev A timelock that has not shown within 48 hours that it can act is given nothing.
    function test_RevertWhen_GOV1_HandOverIsLateOrNotAskedFor() public {
        _setUpDefault();
        vm.prank(owner);
        vm.expectRevert(Ownable.NoHandoverRequest.selector);
        registry.completeOwnershipHandover(address(timelock));
        _bySafe(address(timelock), _schedule(_request()));
        skip(DELAY);
        _execute(_request());
        skip(48 hours + 1);
        vm.prank(owner);
        vm.expectRevert(Ownable.NoHandoverRequest.selector);
        registry.completeOwnershipHandover(address(timelock));
        assertEq(registry.owner(), owner);
    }

    // ----------------------------------------------------------------- DAO form

    /// @dev A million tokens: Alice and Bob 30 % each, Carol 2 %; the rest is for lending.
    function _setUpDao() internal {
        token = new DaoToken();
        address[4] memory holders = [alice, bob, carol, dave];
        uint256[4] memory amounts = [uint256(300_000e18), 300_000e18, 20_000e18, LENT];
        for (uint256 i; i < holders.length; ++i) {
            token.mint(holders[i], amounts[i]);
            if (holders[i] == dave) continue;
            vm.prank(holders[i]);
            token.delegate(holders[i]);
        }
        // The governor has to know its timelock, and the timelock its governor: the deployer is administrator for as long
        // as it takes to say so.
        timelock = new TimelockController(DELAY, new address[](0), new address[](1), address(this));
        dao = new Dao(token, timelock);
        timelock.grantRole(timelock.PROPOSER_ROLE(), address(dao));
        timelock.grantRole(timelock.CANCELLER_ROLE(), address(dao));
        timelock.renounceRole(bytes32(0), address(this));
        skip(1);
        vm.prank(alice);
        uint256 id = _propose(_request());
        _pass(id);
        _queueAndExecute(_request());
        _complete();
    }

    function _propose(Batch memory b) internal returns (uint256) {
        return dao.propose(b.targets, b.values, b.calls, "proposal");
    }

    function _vote(address account, uint256 id, uint8 support) internal {
        vm.prank(account);
        dao.castVote(id, support);
    }

    function _pass(uint256 id) internal {
        vm.warp(dao.proposalSnapshot(id) + 1);
        _vote(alice, id, 1);
        _vote(bob, id, 1);
        vm.warp(dao.proposalDeadline(id) + 1);
    }

    function _queue(Batch memory b) internal {
        dao.queue(b.targets, b.values, b.calls, keccak256("proposal"));
    }

    function _run(Batch memory b) internal {
        dao.execute(b.targets, b.values, b.calls, keccak256("proposal"));
    }

    function _queueAndExecute(Batch memory b) internal {
        _queue(b);
        skip(DELAY);
        _run(b);
    }

    function test_GOV1_DaoListsByProposeVoteQueueExecute() public {
        _setUpDao();
        Batch memory b = _listing();
        vm.prank(carol);
        uint256 id = _propose(b);
        _pass(id);
        assertEq(uint8(dao.state(id)), uint8(IGovernor.ProposalState.Succeeded));
        _queueAndExecute(b);
        _expectListed();
        _expectPowerless(owner);
        _expectPowerless(address(this));
    }

    function test_RevertWhen_GOV1_ProposalIsNotThroughYet() public {
        _setUpDao();
        Batch memory b = _listing();
        vm.prank(alice);
        uint256 id = _propose(b);
        _expectNeitherQueuedNorRun(b);
        vm.warp(dao.proposalSnapshot(id) + 1);
        _vote(alice, id, 1);
        _expectNeitherQueuedNorRun(b);
        vm.warp(dao.proposalDeadline(id));
        _expectNeitherQueuedNorRun(b);
        skip(1);
        vm.expectPartialRevert(IGovernor.GovernorUnexpectedProposalState.selector);
        _run(b);
        _queue(b);
        skip(DELAY - 1);
        vm.expectPartialRevert(TimelockController.TimelockUnexpectedOperationState.selector);
        _run(b);
        _expectNothingListed();
        skip(1);
        _run(b);
        _expectListed();
        vm.expectPartialRevert(IGovernor.GovernorUnexpectedProposalState.selector);
        _run(b);
    }

    function _expectNeitherQueuedNorRun(Batch memory b) internal {
        vm.expectPartialRevert(IGovernor.GovernorUnexpectedProposalState.selector);
        _queue(b);
        vm.expectPartialRevert(IGovernor.GovernorUnexpectedProposalState.selector);
        _run(b);
        _expectNothingListed();
    }

    /// @dev Voted down, or without a quorum: never.
    function test_RevertWhen_GOV1_ProposalDoesNotPass() public {
        _setUpDao();
        Batch memory b = _listing();
        uint256 state = vm.snapshotState();
        for (uint256 i; i < 2; ++i) {
            vm.prank(carol);
            uint256 id = _propose(b);
            vm.warp(dao.proposalSnapshot(id) + 1);
            _vote(carol, id, 1);
            if (i == 0) _vote(alice, id, 0);
            vm.warp(dao.proposalDeadline(id) + 1);
            assertEq(uint8(dao.state(id)), uint8(IGovernor.ProposalState.Defeated));
            _expectNeitherQueuedNorRun(b);
            skip(365 days);
            _expectNeitherQueuedNorRun(b);
            vm.revertToState(state);
        }
    }

    // -------------------------------------------------------------------- T-42

    /// @dev A third of all votes, for a transaction: not enough to propose with a single one of them.
    function test_T42_FlashVotesProposeNothing() public {
        _setUpDao();
        Batch memory b = _listing();
        bytes[] memory calls = new bytes[](1);
        calls[0] = abi.encodeCall(dao.propose, (b.targets, b.values, b.calls, "proposal"));
        assertFalse(_flash(_newFlash(), LENT, calls)[0]);
        // Who has had them for a second proposes.
        vm.startPrank(dave);
        token.delegate(dave);
        skip(1);
        dao.propose(b.targets, b.values, b.calls, "proposal");
    }

    /// @dev Nor to vote with, at any moment, and what is voted is not executed at once.
    function test_T42_FlashVotesCountNothing() public {
        _setUpDao();
        Batch memory b = _listing();
        vm.prank(carol);
        uint256 id = _propose(b);
        bytes[] memory calls = new bytes[](3);
        calls[0] = abi.encodeCall(dao.castVote, (id, 1));
        calls[1] = abi.encodeCall(dao.queue, (b.targets, b.values, b.calls, keccak256("proposal")));
        calls[2] = abi.encodeCall(dao.execute, (b.targets, b.values, b.calls, keccak256("proposal")));
        // Borrowed in the very second whose votes count, and used later.
        FlashVoter early = _newFlash();
        uint256 snapshot = dao.proposalSnapshot(id);
        vm.warp(snapshot);
        _flash(early, LENT, new bytes[](0));
        vm.warp(snapshot + 1);
        _expectVoteWithoutWeight(id, early, 0, calls);
        _expectVoteWithoutWeight(id, _newFlash(), LENT, calls);
        vm.warp(dao.proposalDeadline(id));
        _expectVoteWithoutWeight(id, _newFlash(), LENT, calls);
        skip(1);
        assertEq(uint8(dao.state(id)), uint8(IGovernor.ProposalState.Defeated));
        _expectNothingListed();
    }

    function _expectVoteWithoutWeight(uint256 id, FlashVoter flash, uint256 amount, bytes[] memory calls) internal {
        bool[] memory done = _flash(flash, amount, calls);
        assertTrue(done[0], "cast");
        assertFalse(done[1], "queued");
        assertFalse(done[2], "executed");
        (, uint256 votes,) = dao.proposalVotes(id);
        assertEq(votes, 0, "weight of borrowed votes");
    }

    function _newFlash() internal returns (FlashVoter flash) {
        flash = new FlashVoter(token, dave);
        vm.prank(dave);
        token.approve(address(flash), type(uint256).max);
    }

    function _flash(FlashVoter flash, uint256 amount, bytes[] memory calls) internal returns (bool[] memory done) {
        done = flash.borrowAnd(amount, address(dao), calls);
        assertEq(token.balanceOf(dave), LENT, "given back");
    }

    /// @dev Even a holder of all votes does not vote and execute in one block.
    function test_T42_NothingIsVotedAndExecutedInOneBlock() public {
        _setUpDao();
        Batch memory b = _listing();
        vm.prank(alice);
        uint256 id = _propose(b);
        vm.warp(dao.proposalSnapshot(id) + 1);
        _vote(alice, id, 1);
        _vote(bob, id, 1);
        _expectNeitherQueuedNorRun(b);
        vm.warp(dao.proposalDeadline(id) + 1);
        _queue(b);
        vm.expectPartialRevert(TimelockController.TimelockUnexpectedOperationState.selector);
        _run(b);
        _expectNothingListed();
    }
}

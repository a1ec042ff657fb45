// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {Distribution, IPayoutDistributor} from "../../src/embedding/IPayoutDistributor.sol";
import {PayoutDistributorFactory} from "../../src/embedding/PayoutDistributorFactory.sol";
import {MockToken} from "../mocks/MockToken.sol";
import {Lines, LossLines} from "../utils/LossLines.sol";

/// @notice Everything that anybody can do with a distributor, in any order, with tables that add up and tables that do not.
contract DistributorHandler is Test {
    uint256 internal constant LINES = 6;

    /// @notice A table, and what has come of it.
    struct Book {
        uint256 total; // as the publisher states it
        uint256 amount;
        uint256 paid;
        uint256 returned;
        uint256 openedAt;
        bool withdrawn;
    }

    MockToken public immutable token;
    IPayoutDistributor public immutable distributor;
    address public immutable publisher;
    address public immutable treasury;

    uint256 public arrived;
    uint256 public returned;
    uint256 public paid;
    uint256 public broken; // rules
    mapping(bytes32 action => uint256) public done;
    Book[] internal _books;
    mapping(uint256 id => Lines) internal _tables;
    mapping(uint256 id => mapping(uint256 line => bool)) internal _paid;

    mapping(uint256 id => bool) internal _byPublisher;
    /// @dev Tables that were opened and not withdrawn: none is opened twice.
    mapping(bytes32 root => bool) internal _open;

    constructor(address publisher_, address treasury_) {
        token = new MockToken("Asset", "A", 6);
        (publisher, treasury) = (publisher_, treasury_);
        PayoutDistributorFactory factory = new PayoutDistributorFactory(address(0));
        distributor = IPayoutDistributor(factory.createDistributor(address(token), publisher, treasury, 0));
        _books.push();
    }

    function books() external view returns (uint256) {
        return _books.length - 1;
    }

    function book(uint256 id) external view returns (Book memory) {
        return _books[id];
    }

    function _break(bool rule) private {
        if (!rule) ++broken;
    }

    function pass(uint256 time) external {
        skip(bound(time, 1, 200 days));
    }

    function arrive(uint256 amount) external {
        amount = bound(amount, 1, amount % 3 == 0 ? 9 : 1e12);
        token.mint(address(distributor), amount);
        arrived += amount;
    }

    /// @dev Half of the tables state their true total.
    function open(uint256 seed, bool byPublisher) external {
        Lines memory t;
        (t.accounts, t.losses) = (new address[](LINES), new uint256[](LINES));
        for (uint256 i; i < LINES; ++i) {
            t.accounts[i] = address(uint160(0x1000 + i));
            t.losses[i] = bound(uint256(keccak256(abi.encode(seed, i))), 1, 1e11);
        }
        uint256 total = LossLines.total(t);
        if (seed % 2 == 0) total = bound(seed >> 8, 1, 2 * total);
        uint256 waits = distributor.available();
        (uint256 noted, uint256 notedAt) = distributor.arrival();
        bool succeeds = noted != 0 && vm.getBlockTimestamp() >= notedAt + 365 days;
        // All of it, a part, or more than there is.
        uint256 amount = bound(seed >> 16, 1, seed % 3 == 0 ? waits + 2 : waits + 1);
        vm.prank(byPublisher ? publisher : treasury);
        try distributor.openDistribution(LossLines.root(t), uint128(total), amount, "") returns (uint256 id) {
            _break(byPublisher || (succeeds && amount <= noted));
            _break(id == _books.length && amount <= waits);
            _books.push(Book(total, amount, 0, 0, vm.getBlockTimestamp(), false));
            _byPublisher[id] = byPublisher;
            _open[LossLines.root(t)] = true;
            _tables[id] = t;
            ++done[byPublisher ? bytes32("open") : bytes32("succeed")];
        } catch {
            _break(amount > waits || _open[LossLines.root(t)] || (!byPublisher && (!succeeds || amount > noted)));
        }
    }

    function withdraw(uint256 id, uint256 who) external {
        if (_books.length == 1) return;
        // Mostly the latest: earlier ones are paid.
        id = id % 4 == 0 ? bound(id, 1, _books.length - 1) : _books.length - 1;
        address[3] memory accounts = [publisher, treasury, address(this)];
        vm.prank(accounts[who % 3]);
        try distributor.withdrawDistribution(id) {
            Book storage b = _books[id];
            _break(
                who % 3 == (_byPublisher[id] ? 0 : 1) && !b.withdrawn && b.paid == 0
                    && vm.getBlockTimestamp() < b.openedAt + 1 days
            );
            b.withdrawn = true;
            _open[LossLines.root(_tables[id])] = false;
            ++done["withdraw"];
        } catch {}
    }

    function claim(uint256 id, uint256 line, bool itself) external {
        if (_books.length == 1) return;
        id = bound(id, 1, _books.length - 1);
        line = bound(line, 0, LINES - 1);
        Lines memory t = _tables[id];
        address account = t.accounts[line];
        uint256 before = token.balanceOf(account);
        if (itself) vm.prank(account);
        try distributor.claimLine(id, account, LossLines.line(t, line)) returns (uint256 payout) {
            Book storage b = _books[id];
            _break(!_paid[id][line] && !b.withdrawn && b.returned == 0);
            _break(vm.getBlockTimestamp() >= b.openedAt + 1 days);
            _break(payout <= t.losses[line] && payout != 0 && token.balanceOf(account) - before == payout);
            _paid[id][line] = true;
            b.paid += payout;
            paid += payout;
            ++done["claim"];
        } catch {}
    }

    function giveBack(uint256 id) external {
        if (_books.length == 1) return;
        id = bound(id, 1, _books.length - 1);
        uint256 before = token.balanceOf(treasury);
        try distributor.returnRemainder(id) returns (uint256 amount) {
            Book storage b = _books[id];
            _break(!b.withdrawn && b.returned == 0 && amount == b.amount - b.paid);
            _break(vm.getBlockTimestamp() >= b.openedAt + 366 days);
            _break(token.balanceOf(treasury) - before == amount);
            b.returned = amount;
            returned += amount;
            ++done["giveBack"];
        } catch {}
    }

    function note() external {
        try distributor.noteArrival() {
            ++done["note"];
        } catch {}
    }
}

/// @notice What holds of a distributor after any calls of anybody.
contract PayoutDistributorsTest is Test {
    DistributorHandler internal handler;
    IPayoutDistributor internal distributor;

    function setUp() public {
        vm.warp(1_790_000_000);
        handler = new DistributorHandler(makeAddr("publisher"), makeAddr("treasury of the protocol"));
        distributor = handler.distributor();
        targetContract(address(handler));
    }

    function invariant_NoActionBreaksARule() public view {
        assertEq(handler.broken(), 0);
    }

    /// @dev What is kept for tables is there, and is the sum of what each has left.
    function invariant_WhatIsKeptIsThere() public view {
        uint256 left;
        for (uint256 id = 1; id <= handler.books(); ++id) {
            if (!handler.book(id).withdrawn) left += distributor.getDistribution(id).left;
        }
        assertEq(distributor.reserved(), left);
        assertEq(handler.token().balanceOf(address(distributor)), left + distributor.available());
    }

    /// @dev All that arrived was paid to accounts of tables, went back, or is there.
    function invariant_EMB10_MoneyLeavesByTablesAlone() public view {
        uint256 held = handler.token().balanceOf(address(distributor));
        assertEq(handler.arrived(), held + handler.paid() + handler.returned());
        assertEq(handler.token().balanceOf(handler.treasury()), handler.returned());
    }

    /// @dev No table pays more than was kept for it, or for more losses than it states.
    function invariant_EMB13_TableTakesItsOwnMoneyAlone() public view {
        for (uint256 id = 1; id <= handler.books(); ++id) {
            DistributorHandler.Book memory b = handler.book(id);
            assertLe(b.paid + b.returned, b.amount);
            if (b.withdrawn) continue;
            Distribution memory d = distributor.getDistribution(id);
            assertLe(b.paid, b.total);
            assertEq(d.left + b.paid + b.returned, b.amount);
            assertLe(d.lossesLeft, b.total);
        }
    }

    /// @dev The handler reaches each of its actions.
    function test_EveryActionHappens() public {
        bytes32[6] memory names = [bytes32("open"), "succeed", "withdraw", "claim", "giveBack", "note"];
        for (uint256 k; k < 600; ++k) {
            uint256 random = uint256(keccak256(abi.encode(k)));
            uint256 kind = random % 8;
            random >>= 8;
            if (kind == 0) handler.pass(random);
            else if (kind == 1) handler.arrive(random);
            else if (kind == 2) handler.open(random, random >> 100 & 3 == 0);
            else if (kind == 3) handler.withdraw(random, random >> 200);
            else if (kind == 4) handler.giveBack(random);
            else if (kind == 5) handler.note();
            else handler.claim(random, random >> 100, random >> 200 & 1 == 0);
        }
        for (uint256 i; i < names.length; ++i) {
            assertGt(handler.done(names[i]), 1, string(abi.encodePacked(names[i])));
        }
        assertEq(handler.broken(), 0);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LibString} from "solady/utils/LibString.sol";
import {Money, ShareTotals} from "../../src/pool/PoolWords.sol";

import {CoverOrder} from "../../src/pool/PoolTypes.sol";
import {UnitFixture} from "../unit/UnitFixture.sol";

/// @notice A pool, or a claims vault, and the other parts of its code share storage by delegatecall: their layouts must be one. They are
/// pinned to JSON files, slot by slot, and readers of `extsload` rely on the pool's.
contract LayoutTest is UnitFixture {
    struct Variable {
        string label;
        string slot;
        string kind;
    }

    string internal constant FOLDER = "contracts/test/layout/";

    /// @dev The compiler's own view, where the build emits it (`extra_output = ["storageLayout"]`).
    function test_Layout_CompilersViewIsThePinnedOneForAllParts() public {
        _assertPinned("pool.json", "CoverPool");
        _assertPinned("pool.json", "CoverPoolSegment2");
        _assertPinned("pool.json", "CoverPoolSegment3");
    }

    function test_Layout_CompilersViewOfTheVaultIsThePinnedOneForAllParts() public {
        _assertPinned("vault.json", "ClaimsVault");
        _assertPinned("vault.json", "ClaimsVaultSegment2");
    }

    function test_Layout_CompilersViewOfTheCourtIsThePinnedOne() public {
        _assertPinned("court.json", "Court");
    }

    /// @dev Readers of a covered vault's storage rely on it.
    function test_Layout_CompilersViewOfTheCoveredVaultIsThePinnedOne() public {
        _assertPinned("coveredVault.json", "CoveredVault");
    }

    function _assertPinned(string memory file, string memory part) internal {
        string memory pinned = vm.readFile(string.concat(FOLDER, file));
        string memory built = vm.readFile(string.concat("contracts/out/", part, ".sol/", part, ".json"));
        assertTrue(vm.keyExistsJson(built, ".storageLayout"), "the build emits no layout");
        _assertSame(pinned, built, part);
    }

    function _assertSame(string memory pinned, string memory built, string memory part) internal view {
        uint256 i;
        for (; vm.keyExistsJson(pinned, _key(".storage", i, "label")); ++i) {
            assertTrue(vm.keyExistsJson(built, _key(".storageLayout.storage", i, "label")), part);
            string memory label = vm.parseJsonString(pinned, _key(".storage", i, "label"));
            assertEq(vm.parseJsonString(built, _key(".storageLayout.storage", i, "label")), label, part);
            assertEq(
                vm.parseJsonString(built, _key(".storageLayout.storage", i, "slot")),
                vm.parseJsonString(pinned, _key(".storage", i, "slot")),
                label
            );
            assertEq(
                _plain(vm.parseJsonString(built, _key(".storageLayout.storage", i, "type"))),
                vm.parseJsonString(pinned, _key(".storage", i, "type")),
                label
            );
        }
        assertGe(i, 4, "something is pinned");
        assertFalse(vm.keyExistsJson(built, _key(".storageLayout.storage", i, "label")), "a variable is not pinned");
    }

    function _key(string memory list, uint256 i, string memory field) internal pure returns (string memory) {
        return string.concat(list, "[", LibString.toString(i), "].", field);
    }

    /// @dev Struct names end with the number of a syntax tree node, which every edit of a source changes.
    function _plain(string memory kind) internal pure returns (string memory plain) {
        bytes memory from = bytes(kind);
        bytes memory to = new bytes(from.length);
        uint256 length;
        for (uint256 i; i < from.length; ++i) {
            bool ofStruct = from[i] == ")" && i + 1 < from.length && from[i + 1] >= "0" && from[i + 1] <= "9"
                && _endsStruct(from, i);
            to[length++] = from[i];
            if (ofStruct) while (i + 1 < from.length && from[i + 1] >= "0" && from[i + 1] <= "9") ++i;
        }
        assembly ("memory-safe") {
            mstore(to, length)
        }
        return string(to);
    }

    function _endsStruct(bytes memory text, uint256 close) internal pure returns (bool) {
        uint256 open = close;
        while (open != 0 && text[open] != "(") --open;
        bytes memory word = "t_struct";
        if (open < word.length) return false;
        for (uint256 i; i < word.length; ++i) {
            if (text[open - word.length + i] != word[i]) return false;
        }
        return true;
    }

    // ------------------------------------------------------------- live state

    /// @dev Slots found by what each half writes: a deposit and a purchase by the pool's own code, what follows by the
    /// extension's. Were the halves to disagree, one would not find what the other left.
    function test_Layout_HalvesWriteWhereTheOtherReads() public {
        _deposit(alice, 1_000_000 * unit);
        Money memory m = _moneyWord();
        ShareTotals memory s = _totalsWord();
        assertEq(m.net, 1_000_000 * unit, "slot 0: money");
        assertEq(s.supply, 1e18, "slot 1: totals");
        assertEq(_queueWord().dampedDay, vm.getBlockTimestamp() / 1 days, "slot 2: queue");
        assertEq(_mapped(9, uint160(alice)) & type(uint112).max, 1e18, "slot 9: accounts");

        _fund(carol, address(pool), 1000 * unit);
        CoverOrder memory o = _orderScripted(carol, 1000 * unit, 30 days);
        vm.prank(carol);
        (uint256 coverId,) = pool.buyCover(o);
        assertEq(uint256(_word(3)) >> 31 & (2 ** 31 - 1), 1000, "slot 3: clusters, second lane");
        assertEq(_productWord(scriptedProduct).committed, 1000, "slot 15: products");
        assertEq(_poolTermsOf(scriptedTerms).serial, 1, "slot 17: lines, written by both halves");
        assertGt(_mapped(16, scriptedProduct), 0, "slot 16: pricing, by the extension");
        uint256 endDay = _coverOf(coverId).end / 1 days;
        assertGt(uint256(_word(21 + endDay / 7 % 64)), 0, "slots 21-84: stream ring");
        uint256 period = (_coverOf(coverId).end + HORIZON + 14 days - 1) / 14 days;
        assertGt(uint256(_word(85 + period % 32)), 0, "slots 85-116: cluster ring");

        // The extension takes away exactly what the pool's code has put there.
        vm.startPrank(carol);
        pool.extendCover(coverId, 60 days, type(uint256).max, vm.getBlockTimestamp());
        pool.cancelCover(coverId);
        vm.stopPrank();
        assertEq(uint256(_word(3)), 0);
        assertEq(_productWord(scriptedProduct).committed, 0);
        skip(100 days);
        pool.processExpiries();
        assertEq(_moneyWord().rate, 0, "what a cancellation kept has streamed");
        assertEq(_moneyWord().rateEnd, 0);
    }

    /// @dev The vault's own code opens, applies and pays; its extension posts first loss and hands returns out. Each
    /// word is where it is pinned, and where the other half looks for it.
    function test_Layout_VaultsHalvesWriteWhereTheOtherReads() public {
        _deposit(alice, 1_000_000 * unit);
        (uint256 cover,) = _buyScripted(carol, 200_000 * unit, 90 days);
        skip(10 days);
        _fund(sponsor, address(vault), 1000 * unit);
        vm.prank(sponsor);
        vault.postFirstLoss(scriptedProduct, 1000 * unit);
        assertEq(uint96(_inVault(keccak256(abi.encode(scriptedProduct, 13)))), 1000 * unit, "slot 13: funds");
        vm.prank(sponsor);
        vault.requestFirstLossWithdrawal(scriptedProduct, 7 * unit);
        uint256 fund = _inVault(keccak256(abi.encode(scriptedProduct, 13)));
        assertEq(uint96(fund >> 96), 7 * unit, "slot 13: and what is announced of them");

        (uint256 id,) = _openCaseOf(vm.getBlockTimestamp(), 1e18);
        uint256 caseId = vault.caseIdOf(scriptedTerms, id);
        assertEq(uint32(_inVault(0)), 1, "slot 0: the present settlement, none short");
        assertEq(
            _inVault(keccak256(abi.encode(uint256(1), 1))) >> 112 & type(uint32).max, scriptedTerms, "slot 1: layers"
        );
        uint256 backing = _inVault(keccak256(abi.encode(caseId, 2)));
        assertEq(uint96(backing), 190_000 * unit, "slot 2: backings, 95 %");
        assertEq(
            _inVault(keccak256(abi.encode(caseId, 19))),
            1000 * unit,
            "slot 19: promises of what the extension had put there"
        );
        assertEq(_inVault(keccak256(abi.encode(scriptedProduct, 20))), 1000 * unit, "slot 20: sums of promises");
        assertEq(uint96(_inVault(keccak256(abi.encode(uint256(1), 10)))), 190_000 * unit, "slot 10: settlements, 95 %");
        uint256 stake = _inVault(keccak256(abi.encode(scriptedProduct, keccak256(abi.encode(uint256(1), 12)))));
        assertEq(uint96(stake), 200_000 * unit, "slot 12: stakes, all of the cover");

        resolver.decide(id, vm.getBlockTimestamp(), 0.55e18);
        assertEq(vault.claimPayout(cover, id), 100_000 * unit);
        assertEq(uint96(_inVault(keccak256(abi.encode(caseId, 3))) >> 100), 100_000 * unit, "slot 3: awards");
        assertGt(
            _inVault(keccak256(abi.encode(uint256(uint64(cover)) >> 8, keccak256(abi.encode(caseId, 7))))),
            0,
            "slot 7: claimed"
        );
        uint256 shares = vault.getShareReturn(0).left;
        assertEq(_inVault(0) >> 144, 1, "slot 0: share returns");
        assertEq(uint112(_inVault(keccak256(abi.encode(uint256(0), 14))) >> 58), shares, "slot 14: the first of them");
        vm.prank(alice);
        vault.collectReturns(alice, alice, 1);
        assertEq(_inVault(keccak256(abi.encode(alice, 15))), 1, "slot 15: collected up to");
    }

    /// @dev What only a shortage writes, and a bonus.
    function test_Layout_VaultsWordsOfAShortage() public {
        _deposit(alice, 1_000_000 * unit);
        (uint256 cover,) = _buyScripted(carol, 200_000 * unit, 90 days);
        skip(10 days);
        vm.store(address(pool), 0, bytes32(uint256(_word(0)) - pool.totalAssets() + 50_000 * unit));
        (uint256 id,) = _openCaseOf(vm.getBlockTimestamp(), 1e18);
        uint256 caseId = vault.caseIdOf(scriptedTerms, id);
        assertEq(uint32(_inVault(0)), 1 << 16 | 1, "slot 0: one is short");
        assertEq(_inVault(keccak256(abi.encode(caseId, 4))), 190_000 * unit, "slot 4: needs");
        bytes32 second = bytes32(uint256(keccak256(abi.encode(uint256(1), 10))) + 1);
        assertEq(uint96(_inVault(second)), 143_125 * unit, "slot 10: settlements, second word: lacking");
        _fund(eve, address(vault), 7 * unit);
        vm.prank(eve);
        vault.addBonus(scriptedTerms, id, 7 * unit);
        assertEq(uint96(_inVault(keccak256(abi.encode(caseId, 9)))), 7 * unit, "slot 9: bonuses");
        assertEq(vault.claimPayout(cover, id), 0, "registered");
        assertEq(_inVault(keccak256(abi.encode(caseId, 5))), 190_000 * unit, "slot 5: waiting");
        uint256 claim = _inVault(keccak256(abi.encode(cover, keccak256(abi.encode(caseId, 6)))));
        assertEq(claim, 190_000 * unit, "slot 6: registered");
        skip(60 days + 1);
        vault.settleCase(scriptedTerms, id);
        assertEq(_inVault(keccak256(abi.encode(uint256(1), 11))), 46_875 * unit + 7 * unit, "slot 11: for claims");
        assertEq(_inVault(keccak256(abi.encode(caseId, 8))), 0, "slot 8: loss tables, where there are any");
    }

    function _inVault(bytes32 slot) internal view returns (uint256) {
        return uint256(vm.load(address(vault), slot));
    }

    function test_Layout_QueueSlots() public {
        _deposit(alice, 1_000_000 * unit);
        vm.prank(alice);
        pool.setOperator(eve, true);
        uint256 operators = uint256(keccak256(abi.encode(alice, 14)));
        assertEq(uint256(_word(uint256(keccak256(abi.encode(eve, operators))))), 1, "slot 14: operators");
        _request(alice, 1e17);
        assertEq(_mapped(11, uint160(alice)) & type(uint128).max, 1e17, "slot 11: requests");
        skip(1 days);
        uint256 day = vm.getBlockTimestamp() / 1 days - 1;
        _deposit(bob, 1_000_000 * unit);
        _request(bob, 1e17);
        assertEq(uint256(_word(117 + day % 32)), day << 128 | 1e17, "slots 117-148: request days");
        skip(COOLDOWN);
        vm.prank(bob);
        pool.settleRedeemRequests(bob);
        assertEq(_exitsWord().checkpoints, 1, "slot 4: exits");
        assertEq(_mapped(13, 1) & type(uint128).max, 2e17, "slot 13: settlements");
        vm.prank(bob);
        pool.redeem(1e16, bob, bob);
        assertEq(_mapped(12, uint160(bob)) & type(uint128).max, 9e16, "slot 12: claims");
        _buyScripted(carol, 1000 * unit, 30 days);
        _openCaseOf(vm.getBlockTimestamp(), 0.5e18);
        vm.prank(bob);
        pool.transfer(alice, 1);
        assertEq(_mapped(10, uint160(bob)), 1, "slot 10: checkpoints");
        assertEq(uint256(_word(149)), 0, "nothing beyond");
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Blockhash} from "@openzeppelin/contracts/utils/Blockhash.sol";
import {RLP} from "@openzeppelin/contracts/utils/RLP.sol";
import {TrieProof} from "@openzeppelin/contracts/utils/cryptography/TrieProof.sol";

import {Code, CodeKind, StorageProof} from "../../../src/listing/IProxyCode.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {TrieAbsence} from "../../../src/listing/TrieAbsence.sol";
import {ProxyCode} from "../../../src/listing/ProxyCode.sol";
import {RecordedProofs} from "../../utils/RecordedProofs.sol";

/// @notice Proofs of proxies, taken from a chain by script/generate/proofs.ts and verified there by another prover. CODE-1,
/// CODE-3. Branches: ProxyCode.tree.
contract ProxyCodeTest is RecordedProofs {
    /// @dev Code of EIP-2935's history contract, as it is on mainnet.
    bytes internal constant HISTORY =
        hex"3373fffffffffffffffffffffffffffffffffffffffe14604657602036036042575f35600143038111604257611fff81430311604257611fff9006545f5260205ff35b5f5ffd5b5f35611fff60014303065500";
    uint256 internal constant SERVED = 8191;

    ProxyCode internal prover;
    string[8] internal names =
        ["before", "after", "deep", "wholeWord", "emptyTrie", "otherLeaf", "emptyBranch", "deepAbsence"];

    function setUp() public {
        prover = new ProxyCode();
    }

    // ---------------------------------------------------------------- helpers

    function _installHistory(uint256 blockNumber, bytes32 blockHash) internal {
        vm.etch(Blockhash.HISTORY_STORAGE_ADDRESS, HISTORY);
        vm.store(Blockhash.HISTORY_STORAGE_ADDRESS, bytes32(blockNumber % SERVED), blockHash);
    }

    function _assertProven(Recorded memory r, StorageProof memory p) internal view {
        (address implementation, bytes32 codeHash, uint40 asOf) = prover.implementationAt(r.target, p);
        assertEq(implementation, r.implementation);
        assertEq(codeHash, r.codeHash);
        assertEq(asOf, r.timestamp);
    }

    function _expectRefusal(Recorded memory r, StorageProof memory p) internal {
        vm.expectRevert(Errors.InvalidStorageProof.selector);
        prover.implementationAt(r.target, p);
    }

    /// @dev Where garbage is not even RLP, the error is the decoder's.
    function _assertRefused(address target, StorageProof memory p) internal view {
        try prover.implementationAt(target, p) {
            assertTrue(false, "accepted");
        } catch {}
    }

    function _without(bytes[] memory list, uint256 index) internal pure returns (bytes[] memory shorter) {
        shorter = new bytes[](list.length - 1);
        for (uint256 i; i < shorter.length; ++i) {
            shorter[i] = list[i < index ? i : i + 1];
        }
    }

    function _with(bytes[] memory list, bytes memory item) internal pure returns (bytes[] memory longer) {
        longer = new bytes[](list.length + 1);
        for (uint256 i; i < list.length; ++i) {
            longer[i] = list[i];
        }
        longer[list.length] = item;
    }

    // ------------------------------------------------------------------ proofs

    /// @dev An address with leading zeros, one without, in a deep trie, and a word with bits beyond the address.
    function test_CODE1_ProvesWhereAProxyPoints() public {
        for (uint256 i; i < 4; ++i) {
            (Recorded memory r, StorageProof memory p) = _at(names[i]);
            assertTrue(r.implementation != address(0));
            _assertProven(r, p);
        }
    }

    /// @dev Nothing stored at all, one other leaf, a branch without the child, and one below another.
    function test_CODE1_ProvesThatTheSlotIsEmpty() public {
        for (uint256 i = 4; i < names.length; ++i) {
            (Recorded memory r, StorageProof memory p) = _at(names[i]);
            assertEq(r.implementation, address(0));
            _assertProven(r, p);
        }
    }

    function test_CODE3_ShowsAnUpgrade() public {
        (Recorded memory r, StorageProof memory p) = _at("before");
        Code memory old = prover.codeOf(r.target, CodeKind.Proxy, p);
        (r, p) = _at("after");
        vm.etch(r.implementation, hex"00");
        Code memory upgraded = prover.codeOf(r.target, CodeKind.Proxy, p);
        assertEq(old.codeHash, upgraded.codeHash);
        assertTrue(old.implementation != upgraded.implementation);
        assertEq(upgraded.implementation, r.implementation);
        assertEq(old.implementationCodeHash, 0, "no such account on this chain");
        assertEq(upgraded.implementationCodeHash, keccak256(hex"00"));
        assertEq(upgraded.asOf, r.timestamp);
        assertGt(upgraded.asOf, old.asOf);
    }

    function test_CODE3_PlainCodeIsThatOfNow() public {
        StorageProof memory none;
        Code memory code = prover.codeOf(address(prover), CodeKind.Plain, none);
        assertEq(code.codeHash, address(prover).codehash);
        assertEq(code.implementation, address(0));
        assertEq(code.implementationCodeHash, 0);
        assertEq(code.asOf, block.timestamp);
        vm.etch(address(prover), bytes.concat(address(prover).code, hex"00"));
        assertTrue(prover.codeOf(address(prover), CodeKind.Plain, none).codeHash != code.codeHash);
    }

    /// @dev Who points nowhere runs no code, even if the zero account has a balance.
    function test_CODE3_NoImplementationHasNoCode() public {
        vm.deal(address(0), 1);
        assertTrue(address(0).codehash != 0);
        (Recorded memory r, StorageProof memory p) = _at("emptyTrie");
        assertEq(prover.codeOf(r.target, CodeKind.Proxy, p).implementationCodeHash, 0);
    }

    /// @dev BLOCKHASH reaches 256 blocks back, the history contract 8191.
    function test_CODE3_OlderBlocksAreInTheHistoryContract() public {
        (Recorded memory r, StorageProof memory p) = _at("deep");
        _installHistory(r.blockNumber, r.blockHash);
        uint256[3] memory distances = [uint256(257), 1000, SERVED];
        for (uint256 i; i < distances.length; ++i) {
            vm.roll(r.blockNumber + distances[i]);
            _assertProven(r, p);
        }
    }

    // ---------------------------------------------------------------- refusals

    function test_RevertWhen_BlockIsTooOldOrNotYetThere() public {
        (Recorded memory r, StorageProof memory p) = _at("deep");
        vm.roll(r.blockNumber + 257);
        _expectRefusal(r, p);
        _installHistory(r.blockNumber, r.blockHash);
        _assertProven(r, p);
        vm.roll(r.blockNumber + SERVED + 1);
        _expectRefusal(r, p);
        vm.roll(r.blockNumber);
        _expectRefusal(r, p);
        vm.roll(r.blockNumber - 1);
        _expectRefusal(r, p);
    }

    function test_RevertWhen_BlockIsOfAnotherChain() public {
        (Recorded memory r, StorageProof memory p) = _at("deep");
        vm.setBlockhash(r.blockNumber, keccak256("another chain"));
        _expectRefusal(r, p);
    }

    /// @dev A chain of the attacker's own, which is right in itself: one leaf in each trie, as it likes.
    function test_RevertWhen_HeaderIsForged() public {
        (Recorded memory r, StorageProof memory p) = _at("deep");
        bytes[] memory fields = new bytes[](15);
        bytes32 slot = keccak256(abi.encode(uint256(keccak256("eip1967.proxy.implementation")) - 1));
        p.storageProof = new bytes[](1);
        p.storageProof[0] = _leaf(slot, RLP.encode(makeAddr("eve")));
        bytes[] memory account = new bytes[](4);
        account[0] = RLP.encode(uint256(1));
        account[1] = RLP.encode(uint256(0));
        account[2] = RLP.encode(keccak256(p.storageProof[0]));
        account[3] = RLP.encode(r.codeHash);
        p.accountProof = new bytes[](1);
        p.accountProof[0] = _leaf(keccak256(abi.encodePacked(r.target)), RLP.encode(account));
        for (uint256 i; i < fields.length; ++i) {
            fields[i] = RLP.encode(bytes32(0));
        }
        fields[3] = RLP.encode(keccak256(p.accountProof[0]));
        fields[8] = RLP.encode(r.blockNumber);
        fields[11] = RLP.encode(r.timestamp);
        p.header = RLP.encode(fields);
        _expectRefusal(r, p);

        // On the attacker's chain the same would be true.
        vm.setBlockhash(r.blockNumber, keccak256(p.header));
        r.implementation = makeAddr("eve");
        _assertProven(r, p);
    }

    function _leaf(bytes32 key, bytes memory value) internal pure returns (bytes memory) {
        bytes[] memory node = new bytes[](2);
        node[0] = RLP.encode(abi.encodePacked(bytes1(0x20), key));
        node[1] = RLP.encode(value);
        return RLP.encode(node);
    }

    function test_RevertWhen_ProofIsOfAnotherAccount() public {
        (Recorded memory r, StorageProof memory p) = _at("deepAbsence");
        (Recorded memory other,) = _read("deep");
        r.target = other.target;
        _expectRefusal(r, p);
    }

    /// @dev Absence of the account is no proof of an empty slot.
    function test_RevertWhen_ThereIsNoAccount() public {
        (Recorded memory r, StorageProof memory p) = _at("noAccount");
        _assertRefused(r.target, p);
    }

    /// @dev Of one block's proofs the parts of another's are none.
    function test_RevertWhen_PartsAreOfAnotherBlock() public {
        (Recorded memory r, StorageProof memory p) = _at("after");
        (, StorageProof memory old) = _read("before");
        bytes[] memory storageProof = p.storageProof;
        p.storageProof = old.storageProof;
        _expectRefusal(r, p);
        (p.accountProof, p.storageProof) = (old.accountProof, storageProof);
        _expectRefusal(r, p);
    }

    /// @dev A slot that is set cannot be shown to be empty by keeping nodes back, or by another's absence.
    function test_RevertWhen_SetSlotIsSaidToBeEmpty() public {
        (Recorded memory r, StorageProof memory p) = _at("deep");
        p.storageProof = new bytes[](0);
        _expectRefusal(r, p);
        (, StorageProof memory absence) = _read("deepAbsence");
        p.storageProof = absence.storageProof;
        _expectRefusal(r, p);
        p.storageProof = _with(new bytes[](0), hex"80");
        _expectRefusal(r, p);
    }

    function testFuzz_RevertWhen_AByteIsFlipped(uint256 which, uint256 part, uint256 place, uint8 flip) public {
        (Recorded memory r, StorageProof memory p) = _at(names[which % names.length]);
        uint256 nodes = p.accountProof.length + p.storageProof.length;
        part = bound(part, 0, nodes);
        bytes memory target = part == nodes
            ? p.header
            : part < p.accountProof.length ? p.accountProof[part] : p.storageProof[part - p.accountProof.length];
        place = bound(place, 0, target.length - 1);
        target[place] ^= bytes1(uint8(bound(flip, 1, 255)));
        _assertRefused(r.target, p);
        target[place] ^= bytes1(uint8(bound(flip, 1, 255)));
        _assertProven(r, p);
    }

    function testFuzz_RevertWhen_ANodeIsMissing(uint256 which, uint256 part) public {
        (Recorded memory r, StorageProof memory p) = _at(names[which % names.length]);
        uint256 accounts = p.accountProof.length;
        part = bound(part, 0, accounts + p.storageProof.length - 1);
        if (part < accounts) p.accountProof = _without(p.accountProof, part);
        else p.storageProof = _without(p.storageProof, part - accounts);
        _assertRefused(r.target, p);
    }

    function testFuzz_RevertWhen_ANodeIsCutOrLengthened(uint256 which, uint256 part, uint256 length) public {
        (Recorded memory r, StorageProof memory p) = _at(names[which % names.length]);
        part = bound(part, 0, p.accountProof.length + p.storageProof.length - 1);
        (bytes[] memory list, uint256 i) =
            part < p.accountProof.length ? (p.accountProof, part) : (p.storageProof, part - p.accountProof.length);
        bytes memory node = list[i];
        length = bound(length, 0, 2 * node.length);
        if (length == node.length) ++length;
        list[i] = new bytes(length);
        for (uint256 k; k < length && k < node.length; ++k) {
            list[i][k] = node[k];
        }
        _assertRefused(r.target, p);
    }

    function testFuzz_RevertWhen_NodesAreReordered(uint256 which, uint256 a, uint256 b) public {
        (Recorded memory r, StorageProof memory p) = _at(names[which % names.length]);
        a = bound(a, 0, p.accountProof.length - 1);
        b = bound(b, 0, p.accountProof.length - 2);
        if (b >= a) ++b;
        (p.accountProof[a], p.accountProof[b]) = (p.accountProof[b], p.accountProof[a]);
        _assertRefused(r.target, p);
    }

    function testFuzz_RevertWhen_ThereIsMore(uint256 which, bool ofStorage, bool known, bytes memory more) public {
        (Recorded memory r, StorageProof memory p) = _at(names[which % names.length]);
        if (known) more = p.accountProof[p.accountProof.length - 1];
        if (ofStorage) p.storageProof = _with(p.storageProof, more);
        else p.accountProof = _with(p.accountProof, more);
        _assertRefused(r.target, p);
    }

    function testFuzz_RevertWhen_TheHeaderIsGarbage(bytes memory header) public {
        (Recorded memory r, StorageProof memory p) = _at("deep");
        p.header = header;
        _assertRefused(r.target, p);
    }

    // ------------------------------------------------------------------- tries

    /// @dev Tries of all shapes by another prover: what TrieProof proves and what TrieAbsence proves is all there is.
    function test_CODE1_TriesOfAllShapes() public view {
        string memory tries = vm.readFile("contracts/test/mocks/tries.json");
        uint256 absent;
        uint256 count;
        for (; vm.keyExistsJson(tries, _path(count, "")); ++count) {
            bytes32 root = vm.parseJsonBytes32(tries, _path(count, ".root"));
            bytes32 key = vm.parseJsonBytes32(tries, _path(count, ".key"));
            bytes memory value = vm.parseJsonBytes(tries, _path(count, ".value"));
            bytes[] memory proof = vm.parseJsonBytesArray(tries, _path(count, ".proof"));
            assertEq(TrieAbsence.isAbsent(root, key, proof), value.length == 0, _path(count, ""));
            if (value.length == 0) ++absent;
            else assertEq(TrieProof.traverse(root, abi.encodePacked(key), proof), value, _path(count, ""));
            assertFalse(TrieAbsence.isAbsent(root, key, _with(proof, proof[0])), "one more");
            assertFalse(TrieAbsence.isAbsent(root, key, _without(proof, 0)), "without the root");
            assertFalse(TrieAbsence.isAbsent(keccak256(abi.encode(root)), key, proof), "another root");
        }
        assertGt(absent, 30);
        assertGt(count - absent, 30);
    }

    function _path(uint256 index, string memory field) internal pure returns (string memory) {
        return string.concat(".[", vm.toString(index), "]", field);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CommonBase} from "forge-std/Base.sol";
import {Vm, VmSafe} from "forge-std/Vm.sol";

/// @notice Counts what a transaction adds to the chain's state: storage slots that were zero, accounts, and bytes of code.
/// The figures go to the snapshots `newState`, where the README's column for EIP-8037 comes from.
/// @dev Recording makes what a transaction touches warm, so gas is measured in a run without it: see contracts/script/gas.ts.
abstract contract StateCounter is CommonBase {
    struct NewState {
        uint256 slots;
        uint256 accounts;
        uint256 codeBytes;
    }

    /// @dev The first value of a slot in the transaction that is counted, plus one, by what identifies slot and count.
    mapping(bytes32 => uint256) private _first;
    uint256 private _counts;

    function _counting() private view returns (bool) {
        return vm.envOr("COUNT_NEW_STATE", false);
    }

    function _startCounting() internal {
        if (_counting()) vm.startStateDiffRecording();
    }

    /// @dev Of the last call of the test itself; counting goes on.
    function _countLastCall() internal returns (NewState memory n) {
        if (!_counting()) return n;
        Vm.AccountAccess[] memory all = vm.stopAndReturnStateDiff();
        uint256 start = all.length;
        uint64 outermost = type(uint64).max;
        for (uint256 i; i < all.length; ++i) {
            // The test's own call is recorded, too, where counting began in `setUp`.
            bool isOwn = all[i].kind == VmSafe.AccountAccessKind.Call && all[i].account != address(this);
            if (!isOwn || all[i].depth > outermost) continue;
            (start, outermost) = (i, all[i].depth);
        }
        ++_counts;
        for (uint256 i = start; i < all.length; ++i) {
            if (all[i].reverted) continue;
            if (all[i].kind == VmSafe.AccountAccessKind.Create) {
                ++n.accounts;
                n.codeBytes += all[i].deployedCode.length;
            }
            _countSlots(all[i].storageAccesses, n);
        }
        vm.startStateDiffRecording();
    }

    function _countSlots(Vm.StorageAccess[] memory list, NewState memory n) private {
        for (uint256 i; i < list.length; ++i) {
            Vm.StorageAccess memory s = list[i];
            if (!s.isWrite || s.reverted) continue;
            bytes32 key = keccak256(abi.encode(_counts, s.account, s.slot));
            if (_first[key] == 0) _first[key] = s.previousValue == 0 ? 1 : 2;
            // A slot that was not empty at first is never new; one that was is new while it holds something.
            if (_first[key] == 2) continue;
            if (s.previousValue == 0 && s.newValue != 0) ++n.slots;
            if (s.previousValue != 0 && s.newValue == 0) --n.slots;
        }
    }

    function _snapshotNewState(string memory scenario, NewState memory n) internal {
        if (!_counting()) return;
        vm.snapshotValue("newState", string.concat(scenario, ", slots"), n.slots);
        vm.snapshotValue("newState", string.concat(scenario, ", accounts"), n.accounts);
        vm.snapshotValue("newState", string.concat(scenario, ", bytes of code"), n.codeBytes);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Errors} from "./Errors.sol";

/// @title Segment of code, with a link to the next one
/// @notice One contract holds at most 24,576 bytes. Calls that are not part of every deposit, purchase, exit or claim
/// are in a next segment, which this one runs in its own storage by `delegatecall`. The next segment's address is fixed
/// in the code, and it is as immutable: it is a part of the code, not an implementation that could change. It may have
/// a next segment of its own.
abstract contract NextSegment {
    address internal immutable _nextSegment;

    constructor(address next) {
        require(next.code.length != 0, Errors.SegmentMissing(next));
        _nextSegment = next;
    }

    fallback() external {
        _runNextSegment();
    }

    /// @dev Runs the present call once more, in the next segment, and ends it with that result.
    function _runNextSegment() internal {
        address code = _nextSegment;
        assembly ("memory-safe") {
            let p := mload(0x40)
            calldatacopy(p, 0, calldatasize())
            let done := delegatecall(gas(), code, p, calldatasize(), 0, 0)
            returndatacopy(p, 0, returndatasize())
            if iszero(done) { revert(p, returndatasize()) }
            return(p, returndatasize())
        }
    }

    /// @notice The contract with the next part of this code.
    function nextSegment() public view returns (address) {
        return _nextSegment;
    }
}

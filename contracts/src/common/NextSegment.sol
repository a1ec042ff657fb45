// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Errors} from "./Errors.sol";

/// @title Segment of code that goes on in another contract
/// @notice One contract holds at most 24,576 bytes. What is not called on every deposit, purchase, exit or claim is in a next
/// segment, which this one runs in its own place by `delegatecall`. Its address is fixed in the code, and it is as immutable:
/// it is a part of the code, not an implementation that could change. It may go on in a further segment.
abstract contract NextSegment {
    address internal immutable _nextSegment;

    constructor(address next) {
        require(next.code.length != 0, Errors.SegmentMissing(next));
        _nextSegment = next;
    }

    fallback() external {
        _runNextSegment();
    }

    /// @dev Runs the call that this contract is in once more, in the next segment, and ends it with what comes of that.
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

    /// @notice Where this contract's code goes on.
    function nextSegment() public view returns (address) {
        return _nextSegment;
    }
}

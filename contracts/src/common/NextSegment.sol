// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Errors} from "./Errors.sol";

/// @title Segment of code that goes on in another contract
/// @notice One contract holds at most 24,576 bytes. What is not called on every deposit, purchase, exit or claim is in an
/// extension, which this one runs in its own place by `delegatecall`. The address is fixed in the code and the extension is
/// as immutable: it is a code segment, not an implementation that could change. An extension may go on in another one.
abstract contract NextSegment {
    address internal immutable _extensionCode;

    constructor(address extensionCode) {
        require(extensionCode.code.length != 0, Errors.SegmentMissing(extensionCode));
        _extensionCode = extensionCode;
    }

    fallback() external {
        _runExtension();
    }

    /// @dev Runs the call that this contract is in once more, in the extension, and ends it with what comes of that.
    function _runExtension() internal {
        address code = _extensionCode;
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
    function extension() public view returns (address) {
        return _extensionCode;
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Calls a list of functions whenever a hostile token lets it, and keeps what came of them.
contract Reentrant {
    address[] internal _targets;
    bytes[] internal _calls;
    bool internal _entered;
    uint256 public tried;
    uint256 public succeeded;
    uint256 public refusedAsReentrant;
    bytes public succeededCall;

    function plan(address target, bytes calldata data) external {
        _targets.push(target);
        _calls.push(data);
    }

    function onTokenMoved() external {
        if (_entered) return;
        _entered = true;
        for (uint256 i; i < _calls.length; ++i) {
            (bool done, bytes memory data) = _targets[i].call(_calls[i]);
            ++tried;
            if (done) {
                ++succeeded;
                succeededCall = _calls[i];
            } else if (bytes4(data) == bytes4(keccak256("Reentrancy()"))) {
                ++refusedAsReentrant;
            }
        }
        _entered = false;
    }

    function onERC721Received(address, address, uint256, bytes calldata) external returns (bytes4) {
        this.onTokenMoved();
        return this.onERC721Received.selector;
    }
}

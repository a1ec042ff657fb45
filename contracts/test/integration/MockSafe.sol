// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice A multisig in its simplest form: a call is made when as many owners as are needed have approved it.
contract MockSafe {
    mapping(address account => bool) public isOwner;
    uint256 public immutable threshold;
    uint256 public nonce;
    mapping(bytes32 call => mapping(address owner => bool)) internal _approved;
    mapping(bytes32 call => uint256) internal _approvals;

    error NotEnoughApprovals();

    constructor(address[3] memory owners, uint256 threshold_) {
        for (uint256 i; i < owners.length; ++i) {
            isOwner[owners[i]] = true;
        }
        threshold = threshold_;
    }

    function approve(address to, bytes calldata data) external {
        bytes32 id = keccak256(abi.encode(to, data, nonce));
        if (isOwner[msg.sender] && !_approved[id][msg.sender]) {
            _approved[id][msg.sender] = true;
            ++_approvals[id];
        }
    }

    function execute(address to, bytes calldata data) external returns (bytes memory answer) {
        if (_approvals[keccak256(abi.encode(to, data, nonce))] < threshold) revert NotEnoughApprovals();
        ++nonce;
        bool done;
        (done, answer) = to.call(data);
        if (!done) {
            assembly ("memory-safe") {
                revert(add(answer, 32), mload(answer))
            }
        }
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @notice How a contract's code can change.
enum CodeKind {
    Plain, // not at all
    Proxy // by the implementation slot of EIP-1967
}

/// @notice What a proxy's implementation slot held at the end of a block, as `eth_getProof` and the block's header say.
struct StorageProof {
    bytes header; // the block's, RLP
    bytes[] accountProof; // nodes from the state root to the proxy's account
    bytes[] storageProof; // nodes from the account's storage root to the slot; none if the account stores nothing
}

/// @notice The code behind an address.
struct Code {
    bytes32 codeHash; // of the contract itself
    address implementation; // of a proxy; zero if it has none
    bytes32 implementationCodeHash; // of the block that asks; zero if there is no implementation
    uint40 asOf; // time of the block at whose end the rest was so
}

/// @title Proofs of the code that an address runs
/// @notice The EVM tells the hash of any contract's code, but nothing of another contract's storage. Where a proxy
/// points is shown by a proof against a block hash: of the last 256 blocks, or of the last 8191 where the chain has
/// EIP-2935. CODE-1 and CODE-3 of the specification.
/// @dev Warning: a proof is of a past block. It shows that a change has happened, and that code was the same then; whoever
/// wants to know that it still is must bound `asOf`.
interface IProxyCode {
    /// @notice The code behind an address.
    /// @dev Errors: `InvalidStorageProof`; of OpenZeppelin's RLP and BlockHeader, where the header is none.
    /// @param target whose code
    /// @param kind how that can change
    /// @param proof of the implementation slot; not read for `Plain`
    function codeOf(address target, CodeKind kind, StorageProof calldata proof) external view returns (Code memory);

    /// @notice Where an EIP-1967 proxy pointed at the end of a block. Errors as in `codeOf`.
    /// @return implementation zero if the slot was empty
    /// @return codeHash of the proxy itself, at that block
    /// @return asOf the block's time
    function implementationAt(address proxy, StorageProof calldata proof)
        external
        view
        returns (address implementation, bytes32 codeHash, uint40 asOf);
}

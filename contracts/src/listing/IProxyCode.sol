// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @notice Ways in which a contract's code can change.
enum CodeKind {
    Plain, // not at all
    Proxy // by the implementation slot of EIP-1967
}

/// @notice Proof of a proxy's implementation slot at the end of a block: the block's header and the nodes that
/// `eth_getProof` returns.
struct StorageProof {
    bytes header; // of the block, RLP
    bytes[] accountProof; // nodes from the state root to the proxy's account
    bytes[] storageProof; // nodes from the account's storage root to the slot; none if the account stores nothing
}

/// @notice The code behind an address.
struct Code {
    bytes32 codeHash; // of the contract itself
    address implementation; // of a proxy; zero if it has none
    bytes32 implementationCodeHash; // hash of now; zero if there is no implementation
    uint40 asOf; // time of the block at whose end the other fields were so
}

/// @title Proofs of the code that an address runs
/// @notice The EVM gives the hash of any contract's code, but nothing of another contract's storage. A proof against a
/// block hash shows where a proxy points: of the last 256 blocks, or of the last 8191 where the chain has EIP-2935.
/// Rules: CODE-1 and CODE-3.
/// @dev Warning: a proof is of a past block. It shows that a change has happened, or that code was the same then. A
/// caller that needs the present code must bound `asOf`.
interface IProxyCode {
    /// @notice The code behind an address.
    /// @dev Errors: `InvalidStorageProof`; of OpenZeppelin's RLP and BlockHeader, if the header is none.
    /// @param target the contract
    /// @param kind the way in which its code can change
    /// @param proof proof of the implementation slot; not read for `Plain`
    function codeOf(address target, CodeKind kind, StorageProof calldata proof) external view returns (Code memory);

    /// @notice The implementation of an EIP-1967 proxy at the end of a block. Errors as in `codeOf`.
    /// @return implementation the implementation; zero if the slot was empty
    /// @return codeHash code hash of the proxy itself, at that block
    /// @return asOf time of the block
    function implementationAt(address proxy, StorageProof calldata proof)
        external
        view
        returns (address implementation, bytes32 codeHash, uint40 asOf);
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Generated from contracts/script/words by "pnpm generate". Not edited by hand.

import {Packing} from "../../src/pool/Packing.sol";
import {
    Account,
    BalanceCheckpoint,
    Exits,
    Fading,
    Money,
    PoolTerms,
    Product,
    ProductPricing,
    Queue,
    QueuedCheckpoint,
    Request,
    Settled,
    ShareTotals
} from "../../src/pool/PoolWords.sol";
import {ClaimPacking} from "../../src/claims/ClaimPacking.sol";
import {
    Award,
    Backing,
    Bonus,
    Fund,
    HeldHere,
    Layer,
    Present,
    Raise,
    RegisteredClaim,
    Settlement,
    ShareReturn,
    Stake
} from "../../src/claims/ClaimWords.sol";
import {ClonePacking} from "../../src/common/ClonePacking.sol";
import {PoolIdentity, PoolLimits} from "../../src/common/CloneWords.sol";
import {EmbeddingPacking} from "../../src/embedding/EmbeddingPacking.sol";
import {
    HeldCover,
    VaultAsset,
    VaultMeter,
    VaultPolicy,
    VaultPool,
    VaultWrapped
} from "../../src/embedding/EmbeddingWords.sol";

/// @title Every packed struct by its number, for tests that are the same for all
library PackedWords {
    uint256 internal constant KINDS = 33;

    /// @dev Two bytes a field: its width; 0 a number, 1 a flag, 2 the mantissa of a float, 4 its exponent, 3 a bit that is
    /// always set, 5 an address. ffff: the next word begins.
    function fieldsOf(uint256 kind) internal pure returns (bytes memory) {
        if (kind == 0) return hex"680030004000100010000800"; // Money
        if (kind == 1) return hex"700070001f000100"; // ShareTotals
        if (kind == 2) return hex"700028002800"; // Fading
        if (kind == 3) return hex"8000600010001000"; // Queue
        if (kind == 4) return hex"680070002800"; // Exits
        if (kind == 5) return hex"700070002000"; // Account
        if (kind == 6) return hex"80002800"; // Request
        if (kind == 7) return hex"80008000"; // Settled
        if (kind == 8) return hex"2000200020001000100060002000"; // Product
        if (kind == 9) return hex"1800180018001800180018001800180018000800"; // ProductPricing
        if (kind == 10) return hex"20002000200020002000200018000800"; // PoolTerms
        if (kind == 11) return hex"7000200020000101"; // BalanceCheckpoint
        if (kind == 12) return hex"70008000"; // QueuedCheckpoint
        if (kind == 13) return hex"1000100070002000"; // Present
        if (kind == 14) return hex"7000200028002000140010000101"; // Layer
        if (kind == 15) return hex"600060001f001a000101010101010101"; // Backing
        if (kind == 16) return hex"60001a00"; // Raise
        if (kind == 17) return hex"3c0028006000200010000800"; // Award
        if (kind == 18) return hex"60006000100001010e0001032000ffff600010000101ffff60006000ffff60006000"; // Settlement
        if (kind == 19) return hex"6000600010001000"; // Stake
        if (kind == 20) return hex"60006000"; // RegisteredClaim
        if (kind == 21) return hex"60008000"; // Bonus
        if (kind == 22) return hex"600060002800"; // Fund
        if (kind == 23) return hex"3402060470001a001a00200001010101"; // ShareReturn
        if (kind == 24) return hex"700020002000"; // HeldHere
        if (kind == 25) return hex"20004000a005"; // PoolIdentity
        if (kind == 26) return hex"1e001400160018001400180014006000"; // PoolLimits
        if (kind == 27) return hex"6000a005"; // VaultAsset
        if (kind == 28) return hex"380008002000a005"; // VaultWrapped
        if (kind == 29) return hex"6000a005"; // VaultMeter
        if (kind == 30) return hex"1400160016001400190003000101"; // VaultPolicy
        if (kind == 31) return hex"20004000a005"; // VaultPool
        if (kind == 32) return hex"600040000800"; // HeldCover
        revert("no such kind");
    }

    /// @dev Members of the struct, with those that are not stored.
    function sizeOf(uint256 kind) internal pure returns (uint256) {
        return uint8(bytes(hex"0706030403030202070a08040204080802060d0402020309030308020402070303")[kind]);
    }

    function pack(uint256 kind, bytes memory fields) internal pure returns (uint256[4] memory w) {
        if (kind == 0) {
            w[0] = Packing.pack(abi.decode(fields, (Money)));
        }
        if (kind == 1) {
            w[0] = Packing.pack(abi.decode(fields, (ShareTotals)));
        }
        if (kind == 2) {
            w[0] = Packing.pack(abi.decode(fields, (Fading)));
        }
        if (kind == 3) {
            w[0] = Packing.pack(abi.decode(fields, (Queue)));
        }
        if (kind == 4) {
            w[0] = Packing.pack(abi.decode(fields, (Exits)));
        }
        if (kind == 5) {
            w[0] = Packing.pack(abi.decode(fields, (Account)));
        }
        if (kind == 6) {
            w[0] = Packing.pack(abi.decode(fields, (Request)));
        }
        if (kind == 7) {
            w[0] = Packing.pack(abi.decode(fields, (Settled)));
        }
        if (kind == 8) {
            w[0] = Packing.pack(abi.decode(fields, (Product)));
        }
        if (kind == 9) {
            w[0] = Packing.pack(abi.decode(fields, (ProductPricing)));
        }
        if (kind == 10) {
            w[0] = Packing.pack(abi.decode(fields, (PoolTerms)));
        }
        if (kind == 11) {
            w[0] = Packing.pack(abi.decode(fields, (BalanceCheckpoint)));
        }
        if (kind == 12) {
            w[0] = Packing.pack(abi.decode(fields, (QueuedCheckpoint)));
        }
        if (kind == 13) {
            w[0] = ClaimPacking.pack(abi.decode(fields, (Present)));
        }
        if (kind == 14) {
            w[0] = ClaimPacking.pack(abi.decode(fields, (Layer)));
        }
        if (kind == 15) {
            w[0] = ClaimPacking.pack(abi.decode(fields, (Backing)));
        }
        if (kind == 16) {
            w[0] = ClaimPacking.pack(abi.decode(fields, (Raise)));
        }
        if (kind == 17) {
            w[0] = ClaimPacking.pack(abi.decode(fields, (Award)));
        }
        if (kind == 18) {
            Settlement memory x = abi.decode(fields, (Settlement));
            w[0] = ClaimPacking.pack(x);
            uint256[3] memory more = ClaimPacking.packMore(x);
            (w[1], w[2], w[3]) = (more[0], more[1], more[2]);
        }
        if (kind == 19) {
            w[0] = ClaimPacking.pack(abi.decode(fields, (Stake)));
        }
        if (kind == 20) {
            w[0] = ClaimPacking.pack(abi.decode(fields, (RegisteredClaim)));
        }
        if (kind == 21) {
            w[0] = ClaimPacking.pack(abi.decode(fields, (Bonus)));
        }
        if (kind == 22) {
            w[0] = ClaimPacking.pack(abi.decode(fields, (Fund)));
        }
        if (kind == 23) {
            w[0] = ClaimPacking.pack(abi.decode(fields, (ShareReturn)));
        }
        if (kind == 24) {
            w[0] = ClaimPacking.pack(abi.decode(fields, (HeldHere)));
        }
        if (kind == 25) {
            w[0] = ClonePacking.pack(abi.decode(fields, (PoolIdentity)));
        }
        if (kind == 26) {
            w[0] = ClonePacking.pack(abi.decode(fields, (PoolLimits)));
        }
        if (kind == 27) {
            w[0] = EmbeddingPacking.pack(abi.decode(fields, (VaultAsset)));
        }
        if (kind == 28) {
            w[0] = EmbeddingPacking.pack(abi.decode(fields, (VaultWrapped)));
        }
        if (kind == 29) {
            w[0] = EmbeddingPacking.pack(abi.decode(fields, (VaultMeter)));
        }
        if (kind == 30) {
            w[0] = EmbeddingPacking.pack(abi.decode(fields, (VaultPolicy)));
        }
        if (kind == 31) {
            w[0] = EmbeddingPacking.pack(abi.decode(fields, (VaultPool)));
        }
        if (kind == 32) {
            w[0] = EmbeddingPacking.pack(abi.decode(fields, (HeldCover)));
        }
    }

    function unpack(uint256 kind, uint256[4] memory w) internal pure returns (bytes memory) {
        if (kind == 0) {
            return abi.encode(Packing.toMoney(w[0]));
        }
        if (kind == 1) {
            return abi.encode(Packing.toShareTotals(w[0]));
        }
        if (kind == 2) {
            return abi.encode(Packing.toFading(w[0]));
        }
        if (kind == 3) {
            return abi.encode(Packing.toQueue(w[0]));
        }
        if (kind == 4) {
            return abi.encode(Packing.toExits(w[0]));
        }
        if (kind == 5) {
            return abi.encode(Packing.toAccount(w[0]));
        }
        if (kind == 6) {
            return abi.encode(Packing.toRequest(w[0]));
        }
        if (kind == 7) {
            return abi.encode(Packing.toSettled(w[0]));
        }
        if (kind == 8) {
            return abi.encode(Packing.toProduct(w[0]));
        }
        if (kind == 9) {
            return abi.encode(Packing.toProductPricing(w[0]));
        }
        if (kind == 10) {
            return abi.encode(Packing.toPoolTerms(w[0]));
        }
        if (kind == 11) {
            return abi.encode(Packing.toBalanceCheckpoint(w[0]));
        }
        if (kind == 12) {
            return abi.encode(Packing.toQueuedCheckpoint(w[0]));
        }
        if (kind == 13) {
            return abi.encode(ClaimPacking.toPresent(w[0]));
        }
        if (kind == 14) {
            return abi.encode(ClaimPacking.toLayer(w[0]));
        }
        if (kind == 15) {
            return abi.encode(ClaimPacking.toBacking(w[0]));
        }
        if (kind == 16) {
            return abi.encode(ClaimPacking.toRaise(w[0]));
        }
        if (kind == 17) {
            return abi.encode(ClaimPacking.toAward(w[0]));
        }
        if (kind == 18) {
            Settlement memory x;
            ClaimPacking.load(x, w[0]);
            ClaimPacking.loadMore(x, [w[1], w[2], w[3]]);
            return abi.encode(x);
        }
        if (kind == 19) {
            return abi.encode(ClaimPacking.toStake(w[0]));
        }
        if (kind == 20) {
            return abi.encode(ClaimPacking.toRegisteredClaim(w[0]));
        }
        if (kind == 21) {
            return abi.encode(ClaimPacking.toBonus(w[0]));
        }
        if (kind == 22) {
            return abi.encode(ClaimPacking.toFund(w[0]));
        }
        if (kind == 23) {
            return abi.encode(ClaimPacking.toShareReturn(w[0]));
        }
        if (kind == 24) {
            return abi.encode(ClaimPacking.toHeldHere(w[0]));
        }
        if (kind == 25) {
            return abi.encode(ClonePacking.toPoolIdentity(w[0]));
        }
        if (kind == 26) {
            return abi.encode(ClonePacking.toPoolLimits(w[0]));
        }
        if (kind == 27) {
            return abi.encode(EmbeddingPacking.toVaultAsset(w[0]));
        }
        if (kind == 28) {
            return abi.encode(EmbeddingPacking.toVaultWrapped(w[0]));
        }
        if (kind == 29) {
            return abi.encode(EmbeddingPacking.toVaultMeter(w[0]));
        }
        if (kind == 30) {
            return abi.encode(EmbeddingPacking.toVaultPolicy(w[0]));
        }
        if (kind == 31) {
            return abi.encode(EmbeddingPacking.toVaultPool(w[0]));
        }
        if (kind == 32) {
            return abi.encode(EmbeddingPacking.toHeldCover(w[0]));
        }
        revert("no such kind");
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CloneArguments} from "../common/CloneArguments.sol";
import {WAD_PER_PPM} from "../common/Constants.sol";
import {CoveredVaultPolicy} from "./ICoveredVault.sol";
import {EmbeddingPacking} from "./EmbeddingPacking.sol";
import {VaultMeter, VaultPolicy, VaultPool} from "./EmbeddingWords.sol";

/// @title Arguments of a covered vault, at the end of its code
library CoveredVaultArguments {
    uint256 internal constant ASSET = 0x00;
    uint256 internal constant WRAPPED = 0x20;
    uint256 internal constant METER = 0x40;
    uint256 internal constant POLICY = 0x60;
    uint256 internal constant SPONSOR = 0x80;
    uint256 internal constant NAME = 0xa0;
    uint256 internal constant SYMBOL = 0xc0;
    uint256 internal constant POOLS = 0xe0;

    function asset() internal view returns (address) {
        return EmbeddingPacking.assetOf(CloneArguments.read(ASSET));
    }

    function wrapped() internal view returns (address) {
        return EmbeddingPacking.wrappedOf(CloneArguments.read(WRAPPED));
    }

    function meter() internal view returns (VaultMeter memory) {
        return EmbeddingPacking.toVaultMeter(CloneArguments.read(METER));
    }

    function policy() internal view returns (VaultPolicy memory) {
        return EmbeddingPacking.toVaultPolicy(CloneArguments.read(POLICY));
    }

    function sponsor() internal view returns (address) {
        return address(uint160(CloneArguments.read(SPONSOR)));
    }

    /// @param place of the pool among those of the vault, from 0
    function poolAt(uint256 place) internal view returns (VaultPool memory) {
        return EmbeddingPacking.toVaultPool(CloneArguments.read(POOLS + 0x20 * place));
    }

    /// @dev All of it, for people.
    function all() internal view returns (CoveredVaultPolicy memory x) {
        VaultPolicy memory p = policy();
        VaultMeter memory m = meter();
        // forge-lint: disable-next-line(unsafe-typecast) -- fields of 96 bits
        (x.meter, x.meterId) = (m.meter, uint96(m.meterId));
        x.productId = EmbeddingPacking.productIdOf(CloneArguments.read(WRAPPED));
        // forge-lint: disable-next-line(unsafe-typecast) -- a field of 96 bits
        x.subject = uint96(EmbeddingPacking.subjectOf(CloneArguments.read(ASSET)));
        x.poolIds = new uint256[](p.poolCount);
        for (uint256 i; i < p.poolCount; ++i) {
            x.poolIds[i] = poolAt(i).poolId;
        }
        (x.maxRate, x.floor) = (p.maxRate * WAD_PER_PPM, p.floor * WAD_PER_PPM);
        (x.target, x.maxDeductible) = (p.target * WAD_PER_PPM, p.maxDeductible * WAD_PER_PPM);
        (x.duration, x.strict, x.sponsor) = (p.duration, p.strict, sponsor());
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {WAD_PER_PPM} from "../common/Constants.sol";
import {PoolTerms} from "./PoolWords.sol";
import {IPoolReads} from "./roles/IPoolReads.sol";
import {IResolver} from "../resolution/IResolver.sol";
import {CloneArguments} from "../common/CloneArguments.sol";
import {ClonePacking} from "../common/ClonePacking.sol";
import {Packing} from "./Packing.sol";
import {PoolFlags} from "./PoolFlags.sol";
import {Meter, PoolConstants, PoolSnapshot, TermsState} from "./PoolTypes.sol";
import {PoolState} from "./PoolState.sol";

/// @title Snapshots of a pool: its constants, and the state that quotes elsewhere need, in one call
abstract contract Snapshots is PoolState, IPoolReads {
    /// @inheritdoc IPoolReads
    function poolConstants() public view returns (PoolConstants memory) {
        uint256 limits = _limits();
        return PoolConstants({
            poolId: _poolId(),
            chainId: _chainId,
            asset: _asset(),
            configurator: _configurator,
            coverToken: address(_coverToken),
            registry: address(_registry),
            coverUnit: _coverUnit(),
            virtualShares: ClonePacking.virtualSharesOf(limits),
            assetUnit: ClonePacking.assetUnitOf(limits),
            cooldown: _cooldown(),
            startEquity: ClonePacking.startEquityOf(limits),
            saleClusterRatio: ClonePacking.saleClusterOf(limits) * WAD_PER_PPM,
            saleLeverage: ClonePacking.saleLeverageOf(limits) * WAD_PER_PPM,
            exitClusterRatio: ClonePacking.exitClusterOf(limits) * WAD_PER_PPM,
            exitLeverage: ClonePacking.exitLeverageOf(limits) * WAD_PER_PPM
        });
    }

    /// @inheritdoc IPoolReads
    function snapshot(uint256[] calldata termsIds) external view returns (PoolSnapshot memory s) {
        s.chainId = block.chainid;
        s.blockNumber = block.number;
        s.timestamp = block.timestamp;
        s.constants = poolConstants();
        for (uint256 i; i < s.words.length; ++i) {
            uint256 word;
            assembly ("memory-safe") {
                word := sload(i)
            }
            s.words[i] = word;
        }
        s.streamRing = _streamRing;
        s.clusterRing = _clusterRing;
        uint256[] memory ids = termsIds.length == 0 ? _knownTerms() : termsIds;
        s.terms = new TermsState[](ids.length);
        for (uint256 i; i < ids.length; ++i) {
            s.terms[i] = _termsState(ids[i]);
        }
    }

    /// @dev All terms that the pool has ever sold.
    function _knownTerms() private view returns (uint256[] memory ids) {
        uint256 count = _registry.termsCount();
        ids = new uint256[](count);
        uint256 known;
        for (uint256 termsId = 1; termsId <= count; ++termsId) {
            if (_poolTerms[termsId] != 0) ids[known++] = termsId;
        }
        assembly ("memory-safe") {
            mstore(ids, known)
        }
    }

    function _termsState(uint256 termsId) private view returns (TermsState memory t) {
        uint256 word = _poolTerms[termsId];
        PoolTerms memory terms = Packing.toPoolTerms(word);
        t.termsId = termsId;
        (t.reason, t.auditGap) = _registry.saleStatus(termsId);
        t.poolTerms = word;
        t.pricing = _pricing[terms.productId];
        t.product = _products[terms.productId];
        t.ring = _productRings[terms.productId];
        if (terms.flags & PoolFlags.TERMS_OBSERVES == 0) return t;
        Meter memory watched = _meters[termsId];
        try IResolver(watched.resolver).reading(watched.subject) returns (uint256 reading) {
            t.reading = reading;
        } catch (bytes memory refusal) {
            t.refusal = refusal;
        }
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC4626} from "solady/tokens/ERC4626.sol";
import {LibClone} from "solady/utils/LibClone.sol";
import {MetadataReaderLib} from "solady/utils/MetadataReaderLib.sol";

import {WAD, WAD_PER_PPM} from "../common/Constants.sol";
import {Errors} from "../common/Errors.sol";
import {ICoverToken} from "../cover/ICoverToken.sol";
import {IProductRegistry, Terms} from "../listing/IProductRegistry.sol";
import {ICoverPool} from "../pool/ICoverPool.sol";
import {CourtTerms, ICourt} from "../resolution/court/ICourt.sol";
import {IShareLossMeter} from "../resolution/meters/IShareLossMeter.sol";
import {CoveredVault} from "./CoveredVault.sol";
import {EmbeddingPacking} from "./EmbeddingPacking.sol";
import {VaultAsset, VaultMeter, VaultPolicy, VaultPool, VaultWrapped} from "./EmbeddingWords.sol";
import {CoveredVaultConfig, ICoveredVault} from "./ICoveredVault.sol";
import {ICoveredVaultFactory} from "./ICoveredVaultFactory.sol";

/// @title Factory of covered vaults, open to anyone
contract CoveredVaultFactory is ICoveredVaultFactory {
    uint256 internal constant MAX_POOLS = 4;

    ICoverToken internal immutable _coverToken;
    IProductRegistry internal immutable _registry;

    /// @inheritdoc ICoveredVaultFactory
    address public immutable implementation;

    /// @inheritdoc ICoveredVaultFactory
    mapping(address vault => bool) public isCoveredVault;

    constructor(address coverToken, address registry) {
        (_coverToken, _registry) = (ICoverToken(coverToken), IProductRegistry(registry));
        implementation = address(new CoveredVault(coverToken, registry));
    }

    /// @inheritdoc ICoveredVaultFactory
    function createCoveredVault(CoveredVaultConfig calldata c) external returns (address vault) {
        address asset = _assetOf(c.wrapped);
        Terms memory t = _registry.getTerms(c.termsId);
        require(t.asset == asset, Errors.UnsupportedAsset("terms"));
        (VaultMeter memory meter, uint256 firings) = _meterOf(c, t);
        bytes memory arguments = abi.encodePacked(
            EmbeddingPacking.pack(VaultAsset({subject: t.subject, asset: asset})),
            EmbeddingPacking.pack(
                VaultWrapped({
                    productId: t.productId, decimals: _decimalsOf(asset), firings: firings, wrapped: c.wrapped
                })
            ),
            EmbeddingPacking.pack(meter),
            EmbeddingPacking.pack(_policyOf(c)),
            uint256(uint160(c.sponsor)),
            _smallString(c.name, "name"),
            _smallString(c.symbol, "symbol"),
            _poolsOf(c.poolIds, asset)
        );
        vault = LibClone.clone(implementation, arguments);
        isCoveredVault[vault] = true;
        emit CoveredVaultCreated(vault, c.wrapped, t.productId, c);
    }

    // -------------------------------------------------------------- internals

    function _assetOf(address wrapped) private view returns (address asset) {
        require(wrapped.code.length != 0, Errors.UnsupportedAsset("wrapped"));
        try ERC4626(wrapped).asset() returns (address found) {
            asset = found;
        } catch {
            revert Errors.UnsupportedAsset("wrapped");
        }
    }

    function _decimalsOf(address asset) private view returns (uint256 decimals) {
        decimals = MetadataReaderLib.readDecimals(asset);
        require(decimals >= 6 && decimals <= 18, Errors.UnsupportedAsset("decimals"));
    }

    /// @dev The meter of the terms' court terms, if it measures the wrapped vault's share price, and its firings so far.
    function _meterOf(CoveredVaultConfig calldata c, Terms memory t)
        private
        view
        returns (VaultMeter memory meter, uint256 firings)
    {
        require(
            !t.proofOfLoss && t.codeGrace == 0 && t.deductible <= c.maxDeductible,
            ICoveredVault.TermsNotTaken(c.termsId)
        );
        try ICourt(t.resolver).getCourtTerms(t.subject) returns (CourtTerms memory d) {
            (meter.meter, meter.meterId) = (d.meter, d.meterId);
        } catch {}
        // forge-lint: disable-next-line(unsafe-typecast) -- a field of 96 bits
        uint96 meterId = uint96(meter.meterId);
        require(meter.meter.code.length != 0, ICoveredVault.TermsNotTaken(c.termsId));
        // Meters of other kinds have the first call, too; its first word says what they measure.
        // forge-lint: disable-next-line(unchecked-call) -- a meter may lie in answers, too
        (, bytes memory config) = meter.meter.staticcall(abi.encodeCall(IShareLossMeter.getMeter, (meterId)));
        (bool done, bytes memory status) = meter.meter.staticcall(abi.encodeCall(IShareLossMeter.statusOf, (meterId)));
        require(
            done && status.length == 64 && config.length >= 32 && abi.decode(config, (uint256)) == uint160(c.wrapped),
            ICoveredVault.TermsNotTaken(c.termsId)
        );
        firings = abi.decode(status, (uint256));
    }

    function _policyOf(CoveredVaultConfig calldata c) private pure returns (VaultPolicy memory p) {
        p.maxDeductible = _ppm(c.maxDeductible, 0, WAD - WAD_PER_PPM, "maxDeductible");
        p.maxRate = _ppm(c.maxRate, WAD_PER_PPM, WAD, "maxRate");
        // A strict vault that covers no more than it has takes no deposit any more once it is full, nor a first one.
        p.floor = _ppm(c.floor, c.strict ? WAD + WAD / 20 : WAD / 100, 2 * WAD, "floor");
        require(!c.strict || c.sponsor != address(0), Errors.ZeroAddress("sponsor"));
        // With a narrow band, each small deposit would need a cover of its own.
        p.target = _ppm(c.target, c.floor + c.floor / 20, 3 * WAD, "target");
        // An extension is added to what is left at a renewal, and a cover lasts no longer than a year.
        require(c.duration >= 28 days && c.duration <= 340 days, Errors.ValueOutOfRange("duration"));
        require(c.poolIds.length != 0 && c.poolIds.length <= MAX_POOLS, Errors.ValueOutOfRange("poolIds"));
        (p.duration, p.poolCount, p.strict) = (c.duration, c.poolIds.length, c.strict);
    }

    function _ppm(uint256 ratio, uint256 least, uint256 most, bytes32 field) private pure returns (uint256) {
        require(ratio >= least && ratio <= most && ratio % WAD_PER_PPM == 0, Errors.ValueOutOfRange(field));
        return ratio / WAD_PER_PPM;
    }

    function _poolsOf(uint256[] calldata poolIds, address asset) private view returns (bytes memory arguments) {
        uint256[] memory words = new uint256[](poolIds.length);
        for (uint256 i; i < words.length; ++i) {
            uint256 poolId = poolIds[i];
            require(i == 0 || poolId > poolIds[i - 1], Errors.ValueOutOfRange("poolIds"));
            address pool = _coverToken.poolOf(poolId);
            require(pool != address(0), Errors.UnknownPool(poolId));
            require(ICoverPool(pool).asset() == asset, Errors.UnsupportedAsset("pool"));
            uint256 coverUnit = ICoverPool(pool).coverUnit();
            words[i] = EmbeddingPacking.pack(VaultPool({poolId: poolId, coverUnit: coverUnit, pool: pool}));
        }
        return abi.encodePacked(words);
    }

    /// @dev A string of solady's `LibString`, which is not empty.
    function _smallString(bytes32 text, bytes32 field) private pure returns (bytes32) {
        require(text[0] != 0 && text[31] == 0, Errors.ValueOutOfRange(field));
        return text;
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC4626} from "solady/tokens/ERC4626.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {ReentrancyGuardTransient} from "solady/utils/ReentrancyGuardTransient.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {PPM, WAD, WAD_PER_PPM} from "../common/Constants.sol";
import {CloneArguments} from "../common/CloneArguments.sol";
import {Errors} from "../common/Errors.sol";
import {CoverData} from "../cover/CoverData.sol";
import {ICoverToken} from "../cover/ICoverToken.sol";
import {IProductRegistry, Terms} from "../listing/IProductRegistry.sol";
import {PremiumMath} from "../pool/PremiumMath.sol";
import {IShareLossMeter} from "../resolution/meters/IShareLossMeter.sol";
import {CoveredVaultArguments} from "./CoveredVaultArguments.sol";
import {EmbeddingPacking} from "./EmbeddingPacking.sol";
import {HeldCover, VaultMeter, VaultPolicy, VaultPool} from "./EmbeddingWords.sol";
import {ICoveredVault} from "./ICoveredVault.sol";

/// @title Covers that a covered vault holds, and the rest of its storage
abstract contract VaultCovers is ICoveredVault, ERC4626, ReentrancyGuardTransient {
    using FixedPointMathLib for uint256;

    /// @dev One slot.
    struct State {
        uint32 settled; // firings that were settled since the vault was created
        uint8 coverCount;
        uint40 steadyAt; // time of the last `sync` that measured what is at risk
        uint128 steady; // the least shares of the wrapped vault since then
        bool unsent; // shares of the wrapped vault are kept for accounts that have left
    }

    uint256 internal constant MAX_COVERS = 16;
    uint256 internal constant MAX_GIFTS = 4;

    ICoverToken internal immutable _coverToken;
    IProductRegistry internal immutable _registry;

    State internal _state; // slot 0
    /// @dev `HeldCover`s in any order; those from the count on are nothing.
    uint256[MAX_COVERS] internal _covers; // slots 1 to 16
    /// @dev Shares of the wrapped vault that could not be sent, of all accounts together.
    uint256 internal _unsentShares; // slot 17
    /// @inheritdoc ICoveredVault
    mapping(address account => uint256) public unsentSharesOf; // slot 18

    constructor(address coverToken, address registry) {
        (_coverToken, _registry) = (ICoverToken(coverToken), IProductRegistry(registry));
    }

    /// @notice Takes a cover that the sponsor gives, by `safeTransferFrom`. It protects like any other, and counts as
    /// nothing in `totalAssets`. (EMB-9)
    /// @dev Errors: `NotAuthorized` for another token, `CoverNotTaken`.
    function onERC721Received(address, address from, uint256 coverId, bytes calldata) external returns (bytes4) {
        require(msg.sender == address(_coverToken), Errors.NotAuthorized());
        require(from == CoveredVaultArguments.sponsor(), CoverNotTaken());
        require(_takes(_registry.getTerms(CoverData.termsIdOf(coverId))), CoverNotTaken());
        uint256 poolIndex;
        while (CoveredVaultArguments.poolAt(poolIndex).poolId != CoverData.poolIdOf(coverId)) {
            require(++poolIndex < CoveredVaultArguments.policy().poolCount, CoverNotTaken());
        }
        // One that protected at a firing that is settled could still be paid for it.
        require(_coverToken.coverData(coverId).start > _lastSettledAt(), CoverNotTaken());
        uint256 gifts;
        for (uint256 i; i < _state.coverCount; ++i) {
            if (_coverAt(i).price == 0) ++gifts;
        }
        require(gifts < MAX_GIFTS && _state.coverCount < MAX_COVERS, CoverNotTaken());
        _setCover(_state.coverCount++, HeldCover({coverId: coverId, price: 0, poolIndex: poolIndex}));
        emit CoverGiven(coverId);
        return this.onERC721Received.selector;
    }

    // ----------------------------------------------------------------- views

    /// @inheritdoc ICoveredVault
    function coverageOf(uint256 shares) external view returns (uint256 covered, uint256 until) {
        CoverData.Cover[] memory covers = _loadCovers();
        uint256 cover = _coverIn(covers, block.timestamp);
        if (cover == 0) return (0, 0);
        covered = shares.fullMulDiv(cover, _supply());
        until = block.timestamp;
        // Each round goes on to the next end of a cover.
        do {
            uint256 next = type(uint256).max;
            for (uint256 i; i < covers.length; ++i) {
                if (covers[i].end > until) next = next.min(covers[i].end);
            }
            until = next;
        } while (_coverIn(covers, until) >= cover);
    }

    /// @inheritdoc ICoveredVault
    function coverageAt(uint256 timestamp) external view returns (uint256 cover) {
        return _coverIn(_loadCovers(), timestamp);
    }

    /// @inheritdoc ICoveredVault
    function depositsOpen() public view returns (bool open) {
        (IShareLossMeter meter, uint96 meterId) = _meter();
        try meter.statusOf(meterId) returns (uint32 firings, bool refused) {
            return !refused && firings == settledFirings();
        } catch {}
    }

    /// @inheritdoc ICoveredVault
    function prepaid() external view returns (uint256 assets) {
        return _prepaid(ERC4626(wrapped()).convertToAssets(_heldShares()));
    }

    /// @inheritdoc ICoveredVault
    function heldCovers() external view returns (uint256[] memory coverIds) {
        coverIds = new uint256[](_state.coverCount);
        for (uint256 i; i < coverIds.length; ++i) {
            coverIds[i] = _coverAt(i).coverId;
        }
    }

    /// @inheritdoc ICoveredVault
    function settledFirings() public view returns (uint32) {
        // forge-lint: disable-next-line(unsafe-typecast) -- never more than the meter's own count of 32 bits
        return uint32(EmbeddingPacking.firingsOf(CloneArguments.read(CoveredVaultArguments.WRAPPED)) + _state.settled);
    }

    /// @inheritdoc ICoveredVault
    function wrapped() public view returns (address) {
        return CoveredVaultArguments.wrapped();
    }

    // -------------------------------------------------------------- internals

    function _coverAt(uint256 i) internal view returns (HeldCover memory) {
        return EmbeddingPacking.toHeldCover(_covers[i]);
    }

    function _setCover(uint256 i, HeldCover memory h) internal {
        _covers[i] = EmbeddingPacking.pack(h);
    }

    /// @dev Takes a cover off the list. The last one takes its place.
    function _forget(uint256 i) internal {
        _covers[i] = _covers[--_state.coverCount];
    }

    /// @dev Premium for time to come. It counts at most as twice what it costs to cover all that is in the wrapped vault,
    /// up to the target, for a year: what has been left behind by many is not sold to the next one.
    /// @param assets in the wrapped vault
    function _prepaid(uint256 assets) internal view returns (uint256 premium) {
        for (uint256 i; i < _state.coverCount; ++i) {
            premium += _prepaidOf(_coverAt(i));
        }
        if (premium == 0) return 0;
        VaultPolicy memory p = CoveredVaultArguments.policy();
        return premium.min(assets.fullMulDiv(2 * p.target * p.maxRate, PPM * PPM));
    }

    function _prepaidOf(HeldCover memory h) internal view returns (uint256) {
        if (h.price == 0) return 0;
        uint256 net = _streamOf(_coverToken.coverData(h.coverId), CoveredVaultArguments.poolAt(h.poolIndex).coverUnit);
        return net.fullMulDiv(h.price, WAD);
    }

    /// @dev What a cover still streams to its pool, rounded down.
    function _streamOf(CoverData.Cover memory c, uint256 coverUnit) internal view returns (uint256) {
        return PremiumMath.valueDown(c.rate * c.end.zeroFloorSub(block.timestamp), coverUnit);
    }

    /// @dev The held covers, with amounts in asset units.
    function _loadCovers() internal view returns (CoverData.Cover[] memory covers) {
        covers = new CoverData.Cover[](_state.coverCount);
        for (uint256 i; i < covers.length; ++i) {
            HeldCover memory h = _coverAt(i);
            CoverData.Cover memory c = _coverToken.coverData(h.coverId);
            c.amount *= CoveredVaultArguments.poolAt(h.poolIndex).coverUnit;
            covers[i] = c;
        }
    }

    function _coverIn(CoverData.Cover[] memory covers, uint256 timestamp) internal pure returns (uint256 cover) {
        for (uint256 i; i < covers.length; ++i) {
            if (covers[i].start <= timestamp && timestamp < covers[i].end) cover += covers[i].amount;
        }
    }

    /// @dev Assets that are not in the wrapped vault: payouts, refunds, and what anybody sent.
    function _idle() internal view returns (uint256) {
        return SafeTransferLib.balanceOf(asset(), address(this));
    }

    /// @dev Shares of the wrapped vault that belong to the holders.
    function _heldShares() internal view returns (uint256) {
        uint256 held = SafeTransferLib.balanceOf(wrapped(), address(this));
        // Only where there are any: a word less to read.
        return _state.unsent ? held.zeroFloorSub(_unsentShares) : held;
    }

    /// @dev Shares, with the virtual ones.
    function _supply() internal view returns (uint256) {
        return totalSupply() + 10 ** _decimalsOffset();
    }

    /// @return meter and its number there
    function _meter() internal view returns (IShareLossMeter meter, uint96 meterId) {
        VaultMeter memory m = CoveredVaultArguments.meter();
        // forge-lint: disable-next-line(unsafe-typecast) -- a field of 96 bits
        return (IShareLossMeter(m.meter), uint96(m.meterId));
    }

    /// @dev Whether covers on terms are taken. Those that lapse when code changes are not: what a lapse returns would belong
    /// to who deposits a moment before.
    function _takes(Terms memory t) internal view returns (bool) {
        return t.productId == EmbeddingPacking.productIdOf(CloneArguments.read(CoveredVaultArguments.WRAPPED))
            && t.deductible <= CoveredVaultArguments.policy().maxDeductible * WAD_PER_PPM && t.codeGrace == 0;
    }

    /// @dev Event time of the last firing that is settled; 0 if there is none.
    function _lastSettledAt() private view returns (uint256) {
        uint32 number = settledFirings();
        (IShareLossMeter meter, uint96 meterId) = _meter();
        return number == 0 ? 0 : meter.getFiring(meterId, number).time;
    }

    /// @dev Transient storage is everywhere this compiles for.
    function _useTransientReentrancyGuardOnlyOnMainnet() internal pure override returns (bool) {
        return false;
    }
}

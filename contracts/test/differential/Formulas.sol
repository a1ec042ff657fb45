// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LibClone} from "solady/utils/LibClone.sol";
import {Fading, Money, ProductPricing, Queue, ShareTotals} from "../../src/pool/PoolWords.sol";
import {ICoverPoolFactory, Protocol} from "../../src/ICoverPoolFactory.sol";
import {Test} from "forge-std/Test.sol";

import {ClaimMath} from "../../src/claims/ClaimMath.sol";
import {ClaimPacking} from "../../src/claims/ClaimPacking.sol";
import {CoverData} from "../../src/cover/CoverData.sol";
import {CoverPacking} from "../../src/cover/CoverPacking.sol";
import {Packing} from "../../src/pool/Packing.sol";
import {PoolFlags} from "../../src/pool/PoolFlags.sol";
import {PremiumMath} from "../../src/pool/PremiumMath.sol";
import {SettlementTip} from "../../src/pool/SettlementTip.sol";
import {CloneArguments} from "../../src/common/CloneArguments.sol";
import {ClonePacking} from "../../src/common/ClonePacking.sol";
import {ShareMath} from "../../src/pool/ShareMath.sol";
import {PoolState} from "../../src/pool/PoolState.sol";
import {Quoting} from "../../src/pool/Quoting.sol";
import {PoolConfig} from "../../src/pool/PoolTypes.sol";

/// @notice The parts of a pool whose formulas are no library's, with the state that they read set by hand.
contract FormulaPool is Quoting {
    constructor() PoolState(ICoverPoolFactory(msg.sender).protocol()) {}

    function virtualShares() external view returns (uint256) {
        return ClonePacking.virtualSharesOf(_limits());
    }

    function assetUnit() external view returns (uint256) {
        return ClonePacking.assetUnitOf(_limits());
    }

    function unearnedUp(uint256 rate, uint256 endDay, uint256 coverUnit) external view returns (uint256) {
        Money memory m;
        (m.rate, m.rateEnd, m.identity) = (rate, rate * endDay, coverUnit << 32);
        return _unearnedUp(m);
    }

    function dampedEquityDown(uint256 damped, uint256 day, uint256 freeEquity) external view returns (uint256) {
        Queue memory q;
        (q.dampedEquity, q.dampedDay) = (damped, day);
        _refreshDamped(q, freeEquity, _currentTotals());
        return q.dampedEquity;
    }

    function supplyAt(uint256 supply, Fading memory fading) external returns (uint256) {
        ShareTotals memory s;
        (s.supply, s.fades) = (supply, 1);
        (_totals, _fading) = (Packing.pack(s), Packing.pack(fading));
        return _currentTotals().supply;
    }

    /// @dev The limit that a sale finds: nothing but the damped equity is small.
    function productLimitDown(uint256 equity, uint256 maxRatio, uint256 haircut, uint256 coverUnit)
        external
        returns (uint256)
    {
        Money memory m;
        m.net = type(uint104).max;
        ShareTotals memory s;
        s.supply = type(uint112).max;
        Queue memory q;
        (q.dampedEquity, q.dampedDay) = (equity, _today());
        ProductPricing memory l;
        (l.maxRatio, l.haircut) = (maxRatio, haircut);
        (_money, _totals, _queue, _pricing[0]) = (Packing.pack(m), Packing.pack(s), Packing.pack(q), Packing.pack(l));
        SaleCache memory b;
        (b.t.flags, b.m.identity) = (PoolFlags.TERMS_SOLD, coverUnit << 32);
        _loadSale(b, 0);
        return b.limit;
    }
}

/// @notice Every formula that the contracts share with the SDK, by name: numbers in, one number out. Ratios are parts per
/// million, those of claims WAD. The SDK's half of this table is sdk/test/formulas.ts.
abstract contract Formulas is Test {
    uint256 internal auditGap;
    address private _formulaCode;

    /// @dev What a pool's code asks its factory for.
    function protocol() external view returns (Protocol memory p) {
        p.registry = address(this);
    }

    /// @dev What a pool asks its registry at a sale.
    function saleStatus(uint256) external view returns (bytes32, uint256) {
        return (0, auditGap);
    }

    /// @dev Names, and how many numbers go in.
    function _formulas() internal pure returns (string[23] memory names, uint8[23] memory widths) {
        names = [
            "areaUp",
            "streamUp",
            "roundRateUp",
            "rateUp",
            "valueUp",
            "grossUp",
            "refundDown",
            "unearnedUp",
            "dampedEquityDown",
            "productLimitDown",
            "toSharesDown",
            "toAssetsDown",
            "toAssetsUp",
            "virtualShares",
            "assetUnit",
            "payableUp",
            "provenUp",
            "grossDown",
            "dueDown",
            "recoveryDown",
            "settlementTipDown",
            "supplyAt",
            "dividedDown"
        ];
        widths = [7, 3, 1, 2, 2, 2, 7, 4, 5, 5, 5, 5, 5, 1, 1, 3, 3, 3, 3, 3, 3, 5, 1];
    }

    function _evaluate(uint256 formula, uint256[] memory x) internal returns (uint256) {
        if (formula == 0) return _areaUp(x);
        if (formula == 1) return PremiumMath.streamUp(x[0], x[1], x[2]);
        if (formula == 2) return CoverPacking.roundRateUp(x[0]);
        if (formula == 3) return PremiumMath.rateUp(x[0], x[1]);
        if (formula == 4) return PremiumMath.valueUp(x[0], x[1]);
        if (formula == 5) return PremiumMath.grossUp(x[0], x[1]);
        if (formula == 6) return _refundDown(x);
        if (formula == 7) return _unearnedUp(x);
        if (formula == 8) return _dampedEquityDown(x);
        if (formula == 9) return _productLimitDown(x);
        if (formula == 13) return _pool(0, uint8(x[0])).virtualShares();
        if (formula == 14) return _pool(0, uint8(x[0])).assetUnit();
        if (formula == 15) return ClaimMath.payableUp(x[0], x[1], x[2]);
        if (formula == 16) return ClaimMath.provenUp(x[0], x[1], x[2]);
        if (formula == 17) return ClaimMath.grossDown(x[0], x[1], x[2]);
        if (formula == 18) return ClaimMath.dueDown(x[0], x[1], x[2]);
        if (formula == 19) return ClaimMath.recoveryDown(x[0], x[1], x[2]);
        if (formula == 20) return SettlementTip.tipDown(x[0], x[1], x[2]);
        if (formula == 21) return _supplyAt(x);
        if (formula == 22) return ClaimPacking.roundShares(x[0]);
        (uint256 equity, uint256 supply) = (x[1], x[2]);
        if (formula == 10) return ShareMath.toSharesDown(x[0], equity, supply, x[3], x[4]);
        if (formula == 11) return ShareMath.toAssetsDown(x[0], equity, supply, x[3], x[4]);
        return ShareMath.toAssetsUp(x[0], equity, supply, x[3], x[4]);
    }

    function _areaUp(uint256[] memory x) private pure returns (uint256) {
        ProductPricing memory l;
        (l.rateFloor, l.rateAtTarget, l.rateMax, l.target) = (x[0], x[1], x[2], x[3]);
        return PremiumMath.areaUp(l, x[4], x[5], x[6]);
    }

    function _refundDown(uint256[] memory x) private pure returns (uint256) {
        CoverData.Cover memory c;
        (c.rate, c.start, c.end) = (x[0], x[1], x[2]);
        return PremiumMath.refundDown(PremiumMath.refundable(c, x[3], x[4], x[5]), x[6]);
    }

    function _unearnedUp(uint256[] memory x) private returns (uint256) {
        vm.warp(x[2]);
        return _pool(0, 6).unearnedUp(x[0], x[1] / 1 days, x[3]);
    }

    function _dampedEquityDown(uint256[] memory x) private returns (uint256) {
        vm.warp(x[2] * 1 days + 1);
        return _pool(x[3], 6).dampedEquityDown(x[0], x[1], x[4]);
    }

    function _productLimitDown(uint256[] memory x) private returns (uint256) {
        vm.warp(1_790_000_000);
        auditGap = x[3];
        return _pool(0, 6).productLimitDown(x[0], x[1], x[2], x[4]);
    }

    function _supplyAt(uint256[] memory x) private returns (uint256) {
        vm.warp(x[4]);
        return _pool(0, 6).supplyAt(x[0], Fading({shares: x[1], from: x[2], until: x[3]}));
    }

    function _pool(uint256 startEquity, uint8 decimals) private returns (FormulaPool) {
        PoolConfig memory c;
        c.startEquity = startEquity;
        if (_formulaCode == address(0)) _formulaCode = address(new FormulaPool());
        return FormulaPool(LibClone.clone(_formulaCode, CloneArguments.ofPool(c, 1, decimals)));
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {HandlerBase, Site} from "./HandlerBase.sol";

/// @notice Sponsors post first loss, announce that they will take it out, and do, or must not.
abstract contract HandlerFirstLoss is HandlerBase {
    function postFirstLoss(uint256 seed) external {
        uint256 i = _open(seed);
        Before memory b = _begin(i, Kind.Donation);
        (uint256 productId, address sponsor) = _sponsored(b.s);
        uint256 assets = _between(1, 60_000 * b.s.coverUnit);
        b.s.asset.mint(sponsor, assets);
        vm.prank(sponsor);
        b.s.asset.approve(address(b.s.vault), assets);
        vm.prank(sponsor);
        b.s.vault.postFirstLoss(productId, assets);
        b.s.model.postFirstLoss(productId, assets);
        _flows[i].posted += assets;
        _end(b, "postFirstLoss");
    }

    /// @notice An announcement, or a withdrawal where one has matured.
    function withdrawFirstLoss(uint256 seed) external {
        uint256 i = _open(seed);
        Site memory s = _sites[i];
        (uint256 productId, address sponsor) = _sponsored(s);
        // Mostly what has been announced already, whatever has happened to the product.
        bool any = _chance(4);
        for (uint256 k; k < s.products.length && !any; ++k) {
            (, uint256 matures) = s.model.withdrawals(s.products[k]);
            if (matures != 0) productId = s.products[k];
        }
        (uint256 announced, uint256 maturesAt) = s.model.withdrawals(productId);
        if (maturesAt > vm.getBlockTimestamp() && _chance(2)) {
            vm.warp(maturesAt + _between(0, 2 days + 1) - _random(2));
        }
        uint256 now_ = vm.getBlockTimestamp();
        Before memory b = _begin(i, Kind.Donation);
        (uint256 promised, uint256 free) = s.model.promisedOf(productId);
        if (promised != 0) ++done["first loss promised"];
        if (maturesAt == 0 || maturesAt + 2 days < now_ && _chance(2)) {
            announced = _between(1, free + 1);
            vm.prank(sponsor);
            s.vault.requestFirstLossWithdrawal(productId, announced);
            s.model.announceFirstLoss(productId, announced);
            return _end(b, "announceFirstLoss");
        }
        bool may = now_ >= maturesAt && now_ <= maturesAt + 2 days && announced != 0 && free != 0;
        _withdraw(i, b, productId, sponsor, may);
    }

    function _withdraw(uint256 i, Before memory b, uint256 productId, address sponsor, bool may) private {
        uint256 had = b.s.asset.balanceOf(sponsor);
        vm.prank(sponsor);
        try b.s.vault.withdrawFirstLoss(productId, sponsor) returns (uint256 assets) {
            _rule("SETTLE-7", may, "first loss left when it must not");
            _rule("SETTLE-7", assets == b.s.model.withdrawFirstLoss(productId), "another first loss left");
            _rule("SETTLE-7", b.s.asset.balanceOf(sponsor) - had == assets, "another amount arrived");
            _flows[i].takenBack += assets;
            if (b.s.model.openCasesOf(productId) != 0) ++done["first loss leaves beside a case"];
            _end(b, "withdrawFirstLoss");
        } catch {
            _rule("SETTLE-7", !may, "first loss could not leave");
            ++done["first loss locked"];
        }
    }

    function _sponsored(Site memory s) private returns (uint256 productId, address sponsor) {
        productId = s.products[_random(s.products.length)];
        sponsor = registry.getProduct(productId).sponsor;
    }
}

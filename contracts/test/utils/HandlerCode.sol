// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Attestation, IAuditRegistry} from "../../src/interfaces/IAuditRegistry.sol";
import {StorageProof} from "../../src/interfaces/IProxyCode.sol";
import {HandlerBase, Site} from "./HandlerBase.sol";
import {ReferenceBook} from "./ReferenceBook.sol";

/// @notice Covered contracts that change, are reviewed again or not, and cover that lapses.
abstract contract HandlerCode is HandlerBase {
    uint256 internal constant GRACE = 20 days;

    /// @dev When the product's code was shown to have changed; 0 while it has not.
    mapping(uint256 productId => uint256) internal _flaggedAt;
    /// @dev Incidents from then on are not covered by the terms, also where that can still be undone; 0 for none.
    mapping(uint256 termsId => uint256) internal _lapsesAt;

    /// @notice A product's contract changes, and a stranger shows it for every version of its terms that can still lapse.
    function changeCode(uint256 seed) external {
        uint256 i = _open(seed);
        Before memory b = _begin(i, Kind.Donation);
        uint256 productId = b.s.products[_random(b.s.products.length)];
        // Most of the time nothing happens: sales are to go on.
        if (_flaggedAt[productId] != 0 || !_chance(4)) return;
        vm.etch(registry.pinsOf(currentTerms[productId])[0].target, abi.encodePacked(hex"6001", _next()));
        _flaggedAt[productId] = vm.getBlockTimestamp();
        StorageProof memory none;
        uint256[] memory versions = _versions[productId];
        for (uint256 k; k < versions.length; ++k) {
            if (_lapsesAt[versions[k]] != 0) continue;
            _lapsesAt[versions[k]] = vm.getBlockTimestamp() + GRACE;
            vm.prank(stranger);
            registry.flagCodeChange(versions[k], 0, none);
            _rule("CODE-4", registry.lapseAt(versions[k]) == _lapsesAt[versions[k]], "another grace");
        }
        _end(b, "changeCode");
    }

    /// @notice The new code of a product is attested: in time, or too late for the terms that have lapsed.
    function reviewCode(uint256 seed) external {
        uint256 i = _open(seed);
        Before memory b = _begin(i, Kind.Donation);
        for (uint256 k; k < b.s.products.length; ++k) {
            uint256 productId = b.s.products[k];
            if (_flaggedAt[productId] == 0 || _chance(2)) continue;
            _attest(registry.pinsOf(currentTerms[productId])[0].target.codehash);
            _clear(productId);
            _flaggedAt[productId] = 0;
            return _end(b, "reviewCode");
        }
    }

    /// @notice A cover whose terms have lapsed is given back, by its owner or, when nothing can come up any more, by anyone.
    function lapseCover(uint256 seed) external {
        uint256 i = _open(seed);
        Site memory s = _sites[i];
        uint256 count = s.model.coverCount();
        uint256 first = _random(count);
        for (uint256 k; k < count; ++k) {
            ReferenceBook.Cover memory c = s.model.coverAt((first + k) % count);
            if (c.cancelled || c.end <= vm.getBlockTimestamp() || _lapsesAt[c.termsId] == 0) continue;
            if (vm.getBlockTimestamp() < _lapsesAt[c.termsId]) {
                if (!_chance(2)) continue;
                if (_lapsesAt[c.termsId] >= c.end) continue;
                vm.warp(_lapsesAt[c.termsId]);
            }
            if (s.model.product(c.productId).openPockets != 0 || s.model.refundOfAll(c.id) == 0) continue;
            return _lapse(i, c);
        }
    }

    // -------------------------------------------------------------- internals

    /// @dev Whether an incident at that time is one of the terms'.
    function _isCovered(uint256 termsId, uint256 time) internal view returns (bool) {
        return _lapsesAt[termsId] == 0 || time < _lapsesAt[termsId];
    }

    /// @dev Whether the current terms of a product are for sale, as far as its code is concerned.
    function _isReviewed(uint256 productId) internal view returns (bool) {
        return _lapsesAt[currentTerms[productId]] == 0;
    }

    function _lapse(uint256 i, ReferenceBook.Cover memory c) private {
        Before memory b = _begin(i, Kind.Plain);
        (, address refundTo) = coverToken.partiesOf(c.id);
        uint256 over = _lapsesAt[c.termsId] + b.s.model.conditions(c.termsId).reportWindow;
        bool isOwner = vm.getBlockTimestamp() <= over || _chance(2);
        address caller = isOwner ? coverToken.ownerOf(c.id) : stranger;
        uint256 before = b.s.asset.balanceOf(refundTo);
        vm.prank(caller);
        uint256 refund = b.s.pool.lapseCover(c.id);
        _rule("ACC-3", b.s.asset.balanceOf(refundTo) - before == refund, "the refund of a lapse went elsewhere");
        _rule("CODE-4", refund == b.s.model.lapse(c.id), "a lapse returned something else than what is unearned");
        _flows[i].refunds += refund;
        _end(b, isOwner ? bytes32("lapseCover") : bytes32("lapseCover of another"));
    }

    /// @dev What has not lapsed is cleared; what has stays so.
    function _clear(uint256 productId) private {
        StorageProof memory none;
        uint256[] memory versions = _versions[productId];
        for (uint256 k; k < versions.length; ++k) {
            uint256 lapsesAt = _lapsesAt[versions[k]];
            if (lapsesAt == 0) continue;
            vm.prank(stranger);
            try registry.clearCodeChange(versions[k], 0, none) {
                _rule("CODE-4", vm.getBlockTimestamp() < lapsesAt, "lapsed terms came back");
                _lapsesAt[versions[k]] = 0;
            } catch {
                _rule("CODE-4", vm.getBlockTimestamp() >= lapsesAt, "an attestation in time did not clear");
            }
        }
    }

    function _attest(bytes32 codeHash) private {
        Attestation memory a;
        a.auditor = vm.addr(uint256(keccak256("auditor")));
        a.codeHashes = new bytes32[](1);
        a.codeHashes[0] = codeHash;
        (a.date, a.expiry, a.nonce) = (uint40(vm.getBlockTimestamp()), type(uint40).max, bytes32(_next()));
        IAuditRegistry audits = registry.auditRegistry();
        vm.prank(a.auditor);
        audits.attestCode(a, "");
    }
}

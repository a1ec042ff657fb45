// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Attestation, IAuditRegistry} from "../../src/listing/IAuditRegistry.sol";
import {StorageProof} from "../../src/listing/IProxyCode.sol";
import {HandlerBase, Site} from "./HandlerBase.sol";
import {ReferenceBook} from "./ReferenceBook.sol";

/// @notice Covered contracts that change, are reviewed again or not, and cover that lapses.
abstract contract HandlerCode is HandlerBase {
    uint256 internal constant GRACE = 20 days;

    /// @dev When the product's code was shown to have changed; 0 while it has not.
    mapping(uint256 productId => uint256) internal _flaggedAt;
    /// @dev Incidents from then on are not covered by the terms, also where that can still be undone; 0 for none.
    mapping(uint256 termsId => uint256) internal _lapsesAt;
    /// @dev Whether nobody attests the product's reviewed code any more: nothing is sold on it.
    mapping(uint256 productId => bool) internal _forsaken;

    /// @notice A product's contract changes, and a stranger shows it for every version of its terms that can still lapse.
    function changeCode(uint256 seed) external {
        uint256 i = _open(seed);
        Before memory b = _begin(i, Kind.Donation);
        uint256 productId = b.s.products[_random(b.s.products.length)];
        // Most of the time nothing happens: sales are to go on.
        if (_flaggedAt[productId] != 0 || _forsaken[productId] || !_chance(4)) return;
        vm.etch(registry.pinsOf(currentTerms[productId])[0].target, abi.encodePacked(hex"6001", _next()));
        _flaggedAt[productId] = vm.getBlockTimestamp();
        StorageProof memory none;
        uint256[] memory versions = _versions[productId];
        for (uint256 k; k < versions.length; ++k) {
            if (_lapsesAt[versions[k]] != 0) continue;
            _setLapse(versions[k], vm.getBlockTimestamp() + GRACE);
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
            if ((_flaggedAt[productId] == 0 && !_forsaken[productId]) || _chance(2)) continue;
            _attest(_codeOf(productId), type(uint40).max);
            if (_forsaken[productId]) _refresh(productId);
            else _clear(productId);
            (_flaggedAt[productId], _forsaken[productId]) = (0, false);
            return _end(b, "reviewCode");
        }
    }

    /// @notice The auditor takes its word back, and the owner takes the auditor off the list: sales end, and no cover does.
    function forsakeCode(uint256 seed) external {
        uint256 i = _open(seed);
        uint256 productId = _sites[i].products[_random(_sites[i].products.length)];
        if (_flaggedAt[productId] != 0 || _forsaken[productId] || !_chance(4)) return;
        _attest(_codeOf(productId), vm.getBlockTimestamp() + 1);
        IAuditRegistry audits = registry.auditRegistry();
        vm.prank(lister);
        audits.listAuditor(_auditor(), false);
        vm.warp(vm.getBlockTimestamp() + 1);
        // Its word of this very second was as good.
        if (audits.isAttested(_codeOf(productId), 0, uint40(vm.getBlockTimestamp()))) return;
        Before memory b = _begin(i, Kind.Donation);
        _refresh(productId);
        _forsaken[productId] = true;
        uint256[] memory versions = _versions[productId];
        for (uint256 k; k < versions.length; ++k) {
            StorageProof memory none;
            vm.prank(stranger);
            try registry.flagCodeChange(versions[k], 0, none) {
                _rule("GOV-INV", false, "an auditor's change of mind was flagged as a change of code");
            } catch {}
            _rule("GOV-INV", registry.lapseAt(versions[k]) == _lapsesAt[versions[k]], "an auditor lapsed cover");
        }
        _end(b, "forsakeCode");
    }

    /// @notice A cover whose terms have lapsed ends with them, whoever says so and whatever cases are open: it stays for what
    /// came before.
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
            if (s.model.refundOfAll(c.id) == 0) continue;
            return _lapse(i, c);
        }
    }

    /// @notice Whether a product's current terms are not sold because of a change of its code.
    function isFlagged(uint256 productId) public view returns (bool) {
        return _lapsesAt[currentTerms[productId]] != 0;
    }

    /// @notice Whether nobody attests a product's code any more.
    function isForsaken(uint256 productId) public view returns (bool) {
        return _forsaken[productId];
    }

    // -------------------------------------------------------------- internals

    /// @dev Whether an incident at that time is one of the terms'.
    function _isCovered(uint256 termsId, uint256 time) internal view returns (bool) {
        return _lapsesAt[termsId] == 0 || time < _lapsesAt[termsId];
    }

    /// @dev Whether the current terms of a product are for sale, as far as its code is concerned.
    function _isReviewed(uint256 productId) internal view returns (bool) {
        return !isFlagged(productId) && !isForsaken(productId);
    }

    function _setLapse(uint256 termsId, uint256 lapsesAt) private {
        _lapsesAt[termsId] = lapsesAt;
        for (uint256 i; i < _sites.length; ++i) {
            _sites[i].model.setLapse(termsId, lapsesAt);
        }
    }

    function _lapse(uint256 i, ReferenceBook.Cover memory c) private {
        Before memory b = _begin(i, Kind.Plain);
        (, address refundTo) = coverToken.partiesOf(c.id);
        bool isOwner = _chance(2);
        address caller = isOwner ? coverToken.ownerOf(c.id) : stranger;
        if (b.s.model.isStopped(c.productId)) ++done["lapse during an incident"];
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
                _setLapse(versions[k], 0);
            } catch {
                _rule("CODE-4", vm.getBlockTimestamp() >= lapsesAt, "an attestation in time did not clear");
            }
        }
    }

    function _codeOf(uint256 productId) private view returns (bytes32) {
        return registry.pinsOf(currentTerms[productId])[0].target.codehash;
    }

    function _refresh(uint256 productId) private {
        uint256[] memory versions = _versions[productId];
        for (uint256 k; k < versions.length; ++k) {
            vm.prank(stranger);
            registry.refreshAudit(versions[k]);
        }
    }

    function _auditor() private pure returns (address) {
        return vm.addr(uint256(keccak256("auditor")));
    }

    function _attest(bytes32 codeHash, uint256 expiry) private {
        Attestation memory a;
        a.auditor = _auditor();
        a.codeHashes = new bytes32[](1);
        a.codeHashes[0] = codeHash;
        (a.date, a.expiry, a.nonce) = (uint40(vm.getBlockTimestamp()), uint40(expiry), bytes32(_next()));
        IAuditRegistry audits = registry.auditRegistry();
        vm.prank(lister);
        audits.listAuditor(a.auditor, true);
        vm.prank(a.auditor);
        audits.attestCode(a, "");
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReferencePockets} from "./ReferencePockets.sol";
import {ReferencePool} from "./ReferencePool.sol";

/// @notice The whole model of a pool and its vault: claims, releases, recoveries and first loss come last.
contract ReferenceModel is ReferencePockets {
    /// @notice A claim on an estate.
    struct Registration {
        uint256 pocketId;
        uint256 coverId;
        uint256 gross;
        uint256 paid;
    }

    struct Withdrawal {
        uint256 assets;
        uint256 maturesAt;
    }

    /// @notice A claim that was paid at once out of what overlapping incidents hold.
    struct PaidClaim {
        uint256 estate;
        uint256 gross;
    }

    Registration[] internal _registrations;
    PaidClaim[] internal _paidClaims;
    mapping(uint256 pocketId => mapping(uint256 coverId => uint256)) internal _registrationNumber; // from 1
    mapping(uint256 estate => mapping(uint256 productId => bool)) internal _firstLossLeft; // went back
    mapping(uint256 productId => Withdrawal) public withdrawals;

    constructor(Config memory c) ReferencePool(c) {}

    // ----------------------------------------------------------------- reads

    function registrationCount() external view returns (uint256) {
        return _registrations.length;
    }

    function registrationAt(uint256 i) external view returns (Registration memory) {
        return _registrations[i];
    }

    /// @notice Number of a cover's claim on an estate, from 1; 0 for none.
    function registrationOf(uint256 pocketId, uint256 coverId) external view returns (uint256) {
        return _registrationNumber[pocketId][coverId];
    }

    function isCancelled(uint256 coverId) external view returns (bool) {
        return _cover(coverId).cancelled;
    }

    function isProtected(uint256 pocketId, uint256 coverId) public view returns (bool) {
        uint256 time = _pocket(pocketId).time;
        Cover storage c = _cover(coverId);
        return c.start <= time && time < c.end;
    }

    /// @notice Whether claims on a pocket are taken now, its payable verdict applied.
    function takesClaims(uint256 pocketId) external view returns (bool) {
        Pocket storage p = _pocket(pocketId);
        if (p.estate == 0) return !p.decided || block.timestamp <= p.until;
        if (_estates[p.estate - 1].ofProduct) return !p.decided || block.timestamp <= p.until;
        if (undecidedIn(p.estate) == 0) return block.timestamp <= _estates[p.estate - 1].until;
        return !p.decided && undecidedIn(p.estate) == 1;
    }

    /// @notice What a cover loses by an incident; `lossLeft` of its insured's proven loss, where a proof is needed.
    function grossOf(uint256 pocketId, uint256 coverId, uint256 share, uint256 lossLeft) public view returns (uint256) {
        uint256 remaining = _cover(coverId).amount * quantum;
        if (_terms[_pocket(pocketId).termsId].proofOfLoss) return _earlier(remaining, lossLeft * share / WAD);
        return remaining * share / WAD;
    }

    /// @notice Σ claims of a product's covers on an estate.
    function claimedBy(uint256 number, uint256 productId) public view returns (uint256 claimed) {
        for (uint256 i; i < _paidClaims.length; ++i) {
            if (_paidClaims[i].estate == number && _productOf(number) == productId) claimed += _paidClaims[i].gross;
        }
        for (uint256 i; i < _registrations.length; ++i) {
            Pocket storage p = _pocket(_registrations[i].pocketId);
            if (p.estate == number && p.productId == productId) claimed += _registrations[i].gross;
        }
    }

    /// @notice Σ registered claims on an estate that first loss does not pay.
    function claimedOn(uint256 number) public view returns (uint256 claimed) {
        for (uint256 i; i < _productIds.length; ++i) {
            claimed += _above(claimedBy(number, _productIds[i]), firstLossIn(number, _productIds[i]));
        }
    }

    /// @notice What a registered claim is worth once its estate is divided.
    function dueOn(uint256 registration) public view returns (uint256) {
        Registration memory r = _registrations[registration];
        Pocket storage p = _pocket(r.pocketId);
        uint256 claimed = claimedOn(p.estate);
        uint256 available = assetsOf(p.estate) + _estates[p.estate - 1].recovered;
        if (available >= claimed) return r.gross;
        uint256 all = claimedBy(p.estate, p.productId);
        uint256 byFirstLoss = _earlier(all, firstLossIn(p.estate, p.productId));
        return r.gross * byFirstLoss / all + r.gross * (all - byFirstLoss) / all * available / claimed;
    }

    /// @notice Everything that the vault still has to give to somebody.
    function owedByVault() external view returns (uint256 owed) {
        for (uint256 i; i < _productIds.length; ++i) {
            owed += freeFirstLoss[_productIds[i]];
        }
        for (uint256 i; i < _pockets.length; ++i) {
            Pocket storage p = _pockets[i];
            if (p.estate == 0) owed += p.released ? 0 : p.decided ? p.left : p.reserve + p.firstLoss;
            else if (_claimableEstate(p.estate)) owed += p.reserve + p.firstLoss;
            else if (!p.released) owed += _partBack(p);
        }
        for (uint256 i; i < _paidClaims.length; ++i) {
            if (_claimableEstate(_paidClaims[i].estate)) owed -= _paidClaims[i].gross;
        }
        for (uint256 i; i < _registrations.length; ++i) {
            if (_claimableEstate(_pocket(_registrations[i].pocketId).estate)) continue;
            owed += dueOn(i) - _registrations[i].paid;
        }
        for (uint256 n = 1; n <= _estates.length; ++n) {
            if (_claimableEstate(n)) continue;
            for (uint256 i; i < _productIds.length; ++i) {
                if (!_firstLossLeft[n][_productIds[i]]) owed += _unusedFirstLoss(n, _productIds[i]);
            }
        }
    }

    /// @notice What of the pool's capital a product's open pockets hold and could give back.
    function heldFor(uint256 productId) external view returns (uint256 held) {
        for (uint256 i; i < _pockets.length; ++i) {
            Pocket storage p = _pockets[i];
            if (p.productId != productId || p.released) continue;
            if (p.estate != 0 && _estates[p.estate - 1].ofProduct) held += _partBack(p);
            else if (p.estate != 0) held += _claimableEstate(p.estate) ? p.reserve : _partBack(p);
            else held += p.decided ? _earlier(p.left, p.reserve) : p.reserve;
        }
    }

    // ---------------------------------------------------------------- claims

    /// @notice A claim of `gross` on a pocket with a verdict: paid at once, or registered.
    function claim(uint256 pocketId, uint256 coverId, uint256 gross) external returns (uint256 payout) {
        Pocket storage p = _pocket(pocketId);
        Cover storage c = _cover(coverId);
        if (p.estate != 0 && _estates[p.estate - 1].ofProduct) {
            _paidClaims.push(PaidClaim(p.estate, gross));
            payout = gross;
            c.paid += payout;
        } else if (p.estate != 0) {
            if (_registrationNumber[pocketId][coverId] == 0) {
                _registrations.push(Registration(pocketId, coverId, 0, 0));
                _registrationNumber[pocketId][coverId] = _registrations.length;
            }
            _registrations[_registrationNumber[pocketId][coverId] - 1].gross += gross;
        } else {
            payout = _earlier(gross, p.left);
            p.left -= payout;
            c.paid += payout;
        }
        uint256 quanta = _earlier((gross + quantum - 1) / quantum, c.amount);
        _drawQuanta(c, quanta);
        _products[p.productId].backed = _above(_products[p.productId].backed, quanta);
    }

    /// @notice Pays a registered claim what is due and has not been paid.
    function payRegistered(uint256 registration) external returns (uint256 payout) {
        Registration storage r = _registrations[registration];
        uint256 due = dueOn(registration);
        payout = due - r.paid;
        r.paid = due;
        _cover(r.coverId).paid += payout;
    }

    // -------------------------------------------------------------- releases

    function release(uint256 pocketId) external returns (uint256 assets, uint256 shares) {
        Pocket storage p = _pocket(pocketId);
        p.released = true;
        uint256 held = p.reserve;
        if (p.estate != 0) {
            assets = _partBack(p);
            if (!_firstLossLeft[p.estate][p.productId]) {
                freeFirstLoss[p.productId] += _unusedFirstLoss(p.estate, p.productId);
                _firstLossLeft[p.estate][p.productId] = true;
            }
            _close(_estates[p.estate - 1]);
        } else {
            uint256 paid = p.reserve + p.firstLoss - p.left;
            uint256 unused = _above(p.firstLoss, paid);
            freeFirstLoss[p.productId] += unused;
            held = assets = p.left - unused;
            p.left = 0;
        }
        Product storage product_ = _products[p.productId];
        --product_.openPockets;
        product_.backed = product_.openPockets == 0 ? 0 : _above(product_.backed, (held + quantum - 1) / quantum);
        shares = _return(p.epoch, p.supply, assets);
    }

    function recover(uint256 pocketId, uint256 assets) external returns (uint256 forClaims, uint256 shares) {
        Pocket storage p = _pocket(pocketId);
        if (p.estate != 0) {
            Estate storage e = _estates[p.estate - 1];
            forClaims = _earlier(assets, _above(claimedOn(p.estate), assetsOf(p.estate) + e.recovered));
            e.recovered += forClaims;
        }
        shares = _return(p.epoch, p.supply, assets - forClaims);
    }

    // ------------------------------------------------------------ first loss

    function postFirstLoss(uint256 productId, uint256 assets) external {
        freeFirstLoss[productId] += assets;
    }

    function announceFirstLoss(uint256 productId, uint256 assets) external {
        withdrawals[productId] = Withdrawal(assets, block.timestamp + _config.cooldown + 1 days);
    }

    function withdrawFirstLoss(uint256 productId) external returns (uint256 assets) {
        assets = _earlier(withdrawals[productId].assets, freeFirstLoss[productId]);
        freeFirstLoss[productId] -= assets;
        delete withdrawals[productId];
    }

    // --------------------------------------------------------------- private

    /// @dev Whose an estate of overlapping incidents is.
    function _productOf(uint256 number) private view returns (uint256) {
        for (uint256 i;; ++i) {
            if (_pockets[i].estate == number) return _pockets[i].productId;
        }
    }

    /// @dev What a member gets back of its estate.
    function _partBack(Pocket storage p) private view returns (uint256) {
        uint256 assets = assetsOf(p.estate);
        return assets == 0 ? 0 : p.reserve * _above(assets, claimedOn(p.estate)) / assets;
    }

    function _unusedFirstLoss(uint256 number, uint256 productId) private view returns (uint256) {
        return _above(firstLossIn(number, productId), claimedBy(number, productId));
    }

    function _close(Estate storage e) private {
        if (e.closed) return;
        e.closed = true;
        if (!e.ofPool || --shortages != 0) return;
        short = false;
        // What one product's pockets brought in may have paid another's claims: no credit outlives a shortage.
        for (uint256 i; i < _productIds.length; ++i) {
            _products[_productIds[i]].backed = 0;
        }
    }
}

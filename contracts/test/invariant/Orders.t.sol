// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Case, CaseStatus} from "../../src/claims/ClaimTypes.sol";
import {LossProof} from "../../src/claims/roles/IVaultClaims.sol";
import {Event, Site} from "../utils/HandlerBase.sol";
import {ReferenceModel} from "../utils/ReferenceModel.sol";
import {HandlerIncident} from "../utils/HandlerIncident.sol";
import {LossTable} from "../utils/LossTable.sol";
import {ReferenceBook} from "../utils/ReferenceBook.sol";
import {InvariantSetup} from "./InvariantSetup.sol";

/// @notice Calls that anybody can make to bring cases on: verdicts, settling, fetching what is registered, lapses, upkeep.
/// From a state of a pool that many incidents have led to, they are played to the end twice, at the same times and each
/// time in another order: everybody ends with the same (P4).
contract OrdersTest is InvariantSetup {
    uint256 internal constant STEPS = 48;
    uint256 internal constant ROUNDS = 64;
    /// @dev Asset units of six decimals that rounding may move: a return rounds to shares, a cut claim to a unit.
    uint256 internal constant ROUNDING = 16;

    enum Kind {
        Verdict,
        Settle,
        Fetch,
        Lapse,
        Upkeep
    }

    struct Move {
        Kind kind;
        uint256 termsId;
        uint256 incidentId;
        uint256 coverId;
    }

    Move[] internal _moves;
    bool internal _inOrder; // cases are settled as their windows end

    function plans() internal pure override returns (Plan[] memory list) {
        list = new Plan[](1);
        list[0] = Plan(0, 6, 1e6, 0.7e18, 2e18, 0.9e18, 2.5e18);
    }

    /// @dev States in which an order once mattered: over first loss that equity lacked, over two bonuses, over a shared fund,
    /// and over what was fetched before a bonus came.
    function test_INC8_P4_OrdersThatOnceMattered() public {
        uint256[5] memory seeds =
            [98, 13988, 12818041816636291957846917946490063769417482118490613631541167459, 41071, uint256(35)];
        uint256 start = vm.snapshotState();
        uint256 began = vm.getBlockTimestamp();
        for (uint256 k; k < seeds.length; ++k) {
            testFuzz_INC8_P4_OrderOfEnforcingCallsIsNoMatter(seeds[k]);
            vm.revertToState(start);
            vm.warp(began);
        }
    }

    /// forge-config: default.fuzz.runs = 32
    /// forge-config: deep.fuzz.runs = 1000
    function testFuzz_INC8_P4_OrderOfEnforcingCallsIsNoMatter(uint256 seed) public {
        _begin(seed);
        uint256 began = vm.getBlockTimestamp();
        _inOrder = _firstComesFirst();
        uint256 snapshot = vm.snapshotState();
        uint256[] memory one = this.play(uint256(keccak256(abi.encode(seed, "one"))));
        vm.revertToState(snapshot);
        vm.warp(began);
        uint256[] memory other = this.play(uint256(keccak256(abi.encode(seed, "other"))));
        for (uint256 k; k < one.length; ++k) {
            assertApproxEqAbs(one[k], other[k], ROUNDING, string.concat("worth of party ", vm.toString(k)));
        }
    }

    /// @dev Whether two cases meet over one fund: first loss of their product that is promised to both, or set aside for one
    /// (INC-3.4), or a bonus each in one settlement (SETTLE-9). It goes to those first whose claims are known first. So these
    /// cases are settled in the order in which their windows end; all other calls in any.
    function _firstComesFirst() private view returns (bool) {
        ReferenceModel model = handler.site(0).model;
        uint256 count = model.caseCount();
        for (uint256 k; k < count; ++k) {
            ReferenceModel.Case memory x = model.caseAt(k);
            for (uint256 j; j < k; ++j) {
                ReferenceModel.Case memory y = model.caseAt(j);
                bool meets = x.promised != 0 && y.promised + y.firstLoss != 0 || y.promised != 0 && x.firstLoss != 0;
                if (meets && x.productId == y.productId) return true;
                if (x.bonus != 0 && y.bonus != 0 && x.number == y.number) return true;
            }
        }
        return false;
    }

    /// @notice Plays everything to the end. A call of its own, so that its memory is its own.
    /// @return worth of every party
    function play(uint256 order) external returns (uint256[] memory worth) {
        Site memory s = handler.site(0);
        uint256 began = vm.getBlockTimestamp();
        _enforce(s, order);
        _claim(s);
        _enforce(s, order + 1);
        vm.warp(began + 200 days);
        _enforce(s, order + 2);
        _claim(s);
        _enforce(s, order + 3);
        vm.warp(began + 240 days);
        _enforce(s, order + 4);
        HandlerIncident.Opened[] memory cases = handler.openedCases(0);
        for (uint256 k; k < cases.length; ++k) {
            assertTrue(s.vault.getCase(cases[k].id).closed, "INC-8: a case that nobody can end");
        }
        return _worth(s);
    }

    // ---------------------------------------------------------------- a state

    function _begin(uint256 seed) private {
        bytes4[] memory list = new bytes4[](16);
        list[0] = handler.fail.selector;
        list[1] = handler.fail.selector;
        list[2] = handler.fail.selector;
        list[3] = handler.applyVerdict.selector;
        list[4] = handler.claimPayout.selector;
        list[5] = handler.claimPayout.selector;
        list[6] = handler.addBonus.selector;
        list[7] = handler.postFirstLoss.selector;
        list[8] = handler.deposit.selector;
        list[9] = handler.buyCover.selector;
        list[10] = handler.transferShares.selector;
        list[11] = handler.newVersion.selector;
        list[12] = handler.changeCode.selector;
        list[13] = handler.settle.selector;
        list[14] = handler.settleCase.selector;
        list[15] = handler.requestRedeem.selector;
        for (uint256 k; k < STEPS; ++k) {
            seed = uint256(keccak256(abi.encode(seed)));
            (bool kept,) = address(handler).call(abi.encodeWithSelector(list[seed % list.length], seed));
            assertTrue(kept, "an action reverts");
        }
    }

    // --------------------------------------------------------------- enforcing

    /// @dev Every call that succeeds, in an order of chance, until none does any more.
    function _enforce(Site memory s, uint256 order) private {
        bool moved = true;
        for (uint256 round; moved; ++round) {
            assertLt(round, ROUNDS, "no end of enforcing");
            _collectMoves(s);
            moved = false;
            uint256 count = _moves.length;
            for (uint256 k = count; k != 0; --k) {
                order = uint256(keccak256(abi.encode(order)));
                uint256 at_ = order % k;
                if (_move(s, _moves[at_])) moved = true;
                _moves[at_] = _moves[k - 1];
                _moves.pop();
            }
            if (!moved && _inOrder) moved = _settleNext(s);
        }
    }

    /// @dev Settles the case whose window ended first, of those that can be settled.
    function _settleNext(Site memory s) private returns (bool) {
        HandlerIncident.Opened[] memory cases = handler.openedCases(0);
        bool[] memory tried = new bool[](cases.length);
        for (uint256 k; k < cases.length; ++k) {
            uint256 next = cases.length;
            uint256 first = type(uint256).max;
            for (uint256 n; n < cases.length; ++n) {
                uint256 until = s.vault.getCase(cases[n].id).claimsUntil;
                if (!tried[n] && until < first) (first, next) = (until, n);
            }
            tried[next] = true;
            uint256 incidentId = handler.eventAt(cases[next].incident).id;
            if (_move(s, Move(Kind.Settle, cases[next].termsId, incidentId, 0))) return true;
        }
        return false;
    }

    function _collectMoves(Site memory s) private {
        _moves.push(Move(Kind.Upkeep, 0, 0, 0));
        ReferenceBook.Cover[] memory covers = s.model.covers();
        HandlerIncident.Opened[] memory cases = handler.openedCases(0);
        for (uint256 k; k < cases.length; ++k) {
            uint256 incidentId = handler.eventAt(cases[k].incident).id;
            _moves.push(Move(Kind.Verdict, cases[k].termsId, incidentId, 0));
            if (!_inOrder) _moves.push(Move(Kind.Settle, cases[k].termsId, incidentId, 0));
            for (uint256 n; n < covers.length; ++n) {
                (uint256 gross, uint256 paid) = s.vault.registeredClaim(cases[k].id, covers[n].id);
                if (gross > paid) _moves.push(Move(Kind.Fetch, 0, incidentId, covers[n].id));
            }
        }
        for (uint256 n; n < covers.length; ++n) {
            if (registry.lapseAt(covers[n].termsId) != 0) _moves.push(Move(Kind.Lapse, 0, 0, covers[n].id));
        }
    }

    function _move(Site memory s, Move memory m) private returns (bool) {
        if (m.kind == Kind.Verdict) {
            try s.vault.applyVerdict(m.termsId, m.incidentId) {
                return true;
            } catch {}
        } else if (m.kind == Kind.Settle) {
            try s.vault.settleCase(m.termsId, m.incidentId) {
                return true;
            } catch {}
        } else if (m.kind == Kind.Fetch) {
            try s.vault.claimPayout(m.coverId, m.incidentId) {
                return true;
            } catch {}
        } else if (m.kind == Kind.Lapse) {
            try s.pool.lapseCover(m.coverId) {
                return true;
            } catch {}
        } else {
            s.pool.processExpiries();
        }
        return false;
    }

    // ------------------------------------------------------------------ claims

    /// @dev New claims are their owners' to make, and come in the same order each time: all of each cover.
    function _claim(Site memory s) private {
        ReferenceBook.Cover[] memory covers = s.model.covers();
        for (uint256 n; n < covers.length; ++n) {
            if (registry.getTerms(covers[n].termsId).proofOfLoss) _claimLosses(s, covers[n]);
            else _claimTogether(s, covers[n]);
        }
    }

    /// @dev A call for each settlement that has cases to claim on, which names them in the order of their events.
    function _claimTogether(Site memory s, ReferenceBook.Cover memory c) private {
        (uint256 last,) = s.vault.presentSettlement();
        for (uint256 number = 1; number <= last; ++number) {
            uint256[] memory incidents = _payable(s, c.productId, number);
            if (incidents.length == 0) continue;
            try s.vault.claimPayouts(c.id, incidents, address(0)) {} catch {}
        }
    }

    function _payable(Site memory s, uint256 productId, uint256 number)
        private
        view
        returns (uint256[] memory incidents)
    {
        HandlerIncident.Opened[] memory cases = handler.openedCases(0);
        uint256[] memory places = new uint256[](cases.length);
        incidents = new uint256[](cases.length);
        uint256 count;
        for (uint256 k; k < cases.length; ++k) {
            Event memory e = handler.eventAt(cases[k].incident);
            Case memory x = s.vault.getCase(cases[k].id);
            if (e.productId != productId || x.status != CaseStatus.Payable || x.settlement != number) continue;
            uint256 place = e.time << 216 | cases[k].id >> 40;
            uint256 at_ = count++;
            for (; at_ != 0 && place < places[at_ - 1]; --at_) {
                (places[at_], incidents[at_]) = (places[at_ - 1], incidents[at_ - 1]);
            }
            (places[at_], incidents[at_]) = (place, e.id);
        }
        assembly ("memory-safe") {
            mstore(incidents, count)
        }
    }

    function _claimLosses(Site memory s, ReferenceBook.Cover memory c) private {
        address[] memory buyers = new address[](3);
        for (uint256 k; k < 3; ++k) {
            buyers[k] = handler.buyers(k);
        }
        address holder = handler.coverToken().ownerOf(c.id);
        HandlerIncident.Opened[] memory cases = handler.openedCases(0);
        for (uint256 k; k < cases.length; ++k) {
            Event memory e = handler.eventAt(cases[k].incident);
            if (e.productId != c.productId) continue;
            for (uint256 leaf; leaf < 4; ++leaf) {
                LossProof memory proof = LossTable.proofOf(buyers, e.losses, leaf);
                vm.prank(holder);
                try s.vault.claimLoss(c.id, e.id, address(0), proof) {} catch {}
            }
        }
    }

    // ------------------------------------------------------------------- worth

    /// @dev What buyers and underwriters have, what sponsors have in the vault, and what is left in it and in the pool.
    function _worth(Site memory s) private view returns (uint256[] memory worth) {
        worth = new uint256[](13);
        for (uint256 k; k < 3; ++k) {
            worth[k] = s.asset.balanceOf(handler.buyers(k));
        }
        worth[3] = s.asset.balanceOf(handler.operator());
        worth[4] = s.asset.balanceOf(handler.stranger());
        for (uint256 k; k < 4; ++k) {
            address a = handler.underwriters(k);
            (uint256 due,) = s.vault.returnsOf(a);
            uint256 shares = s.pool.balanceOf(a) + s.pool.pendingRedeemRequest(0, a) + due;
            worth[5 + k] = s.pool.convertToAssets(shares) + s.pool.maxWithdraw(a);
        }
        for (uint256 k; k < s.products.length; ++k) {
            (uint256 free, uint256 promised,,,) = s.vault.firstLossOf(s.products[k]);
            worth[9] += free + promised;
        }
        worth[10] = s.asset.balanceOf(address(s.vault));
        worth[11] = s.asset.balanceOf(address(s.pool));
        worth[12] = s.pool.totalAssets();
    }
}

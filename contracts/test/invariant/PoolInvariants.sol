// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Quote} from "../../src/pool/PoolTypes.sol";
import {Money, Product, Queue} from "../../src/pool/PoolWords.sol";
import {Flows, Observation, Site} from "../utils/HandlerBase.sol";
import {ReferenceBook} from "../utils/ReferenceBook.sol";
import {ReferenceModel} from "../utils/ReferenceModel.sol";
import {ReferenceReads} from "../utils/ReferenceReads.sol";
import {InvariantSetup} from "./InvariantSetup.sol";

/// @notice Money: what is held, whose it is, and that every total is the sum of its parts. Named after the rules.
abstract contract PoolInvariants is InvariantSetup {
    // ---------------------------------------------------------------- solvency

    function rule_SOLV1_TokensCoverEveryClaimOnThem() internal view {
        _kept("SOLV-1");
        for (uint256 i; i < handler.siteCount(); ++i) {
            Site memory s = handler.site(i);
            Flows memory f = handler.flows(i);
            uint256 terms = ReferenceReads.money(s.pool).net + ReferenceReads.exits(s.pool).owed + _fees(s);
            assertEq(s.asset.balanceOf(address(s.pool)), terms + f.donated, "tokens of the pool");
            assertLe(s.pool.totalAssets(), ReferenceReads.money(s.pool).net, "equity within what is held");
        }
    }

    /// @dev P1: the vault holds what came in and has not gone out, and that is to the unit what it has to have: what cases
    /// have set aside and not paid, registered claims that wait for nothing but their owners, first loss and bonuses.
    function rule_SOLV3_P1_VaultHoldsWhatItHasToHave() internal view {
        for (uint256 i; i < handler.siteCount(); ++i) {
            Site memory s = handler.site(i);
            Flows memory f = handler.flows(i);
            uint256 held = s.asset.balanceOf(address(s.vault)) - f.donatedVault;
            uint256 in_ = f.opened + f.posted + f.recovered + f.bonuses;
            assertEq(held + f.payouts + f.returned + f.takenBack, in_, "tokens of the vault");
            assertEq(held, s.model.obligations(), "the vault holds what it has to have");
        }
    }

    function rule_SOLV2_NoSaleAndNoExitBreachesALimit() internal view {
        _kept("SOLV-2");
        for (uint256 i; i < handler.siteCount(); ++i) {
            ReferenceModel m = handler.site(i).model;
            if (m.layerCount() == 0) assertEq(m.breach(), 0, "limits hold until a first case");
        }
    }

    /// @dev P6: exits leave what all cover in force needs, whatever has been set aside, and no call but the opening of a case
    /// brings equity below that, or further below it: checked after each of them.
    function rule_CAP4_P6_EquityIsWhatCoverNeeds() internal view {
        _kept("CAP-4");
    }

    function rule_SOLV3_NothingPaysMoreThanItHas() internal view {
        _kept("SOLV-3");
        for (uint256 i; i < handler.siteCount(); ++i) {
            Site memory s = handler.site(i);
            ReferenceBook.Cover[] memory covers = s.model.covers();
            for (uint256 k; k < covers.length; ++k) {
                uint256 paid = handler.paidOnCover(covers[k].id);
                assertEq(paid, covers[k].paid, "payouts of a cover");
                uint256 amount = handler.coverToken().coverData(covers[k].id).amount;
                assertEq(amount, covers[k].amount, "what is left of a cover");
                assertLe(paid + amount * s.coverUnit, covers[k].sum * s.coverUnit, "a cover pays its amount at most");
            }
        }
    }

    // -------------------------------------------------------------- accounting

    function rule_ACC1_TotalsAreTheSumOverCovers() internal {
        for (uint256 i; i < handler.siteCount(); ++i) {
            Site memory s = handler.site(i);
            _compareTotals(s);
            // T-15: and the same later, whoever processed expiries in between.
            uint256 now_ = vm.getBlockTimestamp();
            vm.warp(now_ + _later(i) % 450 days);
            _compareTotals(s);
            vm.warp(now_);
        }
    }

    /// @dev At random moments of the past, each in the state that it was in: what the pool said then is what the model adds
    /// up now from the history of all covers.
    function rule_ACC1_PastIsAsThePoolToldIt() internal view {
        for (uint256 i; i < handler.siteCount(); ++i) {
            Site memory s = handler.site(i);
            uint256 count = handler.observationCount(i);
            for (uint256 n; n < 3 && n < count; ++n) {
                Observation memory o = handler.observation(i, (_later(i) >> (64 * n)) % count);
                (uint256 equity, uint256 supply, uint256[] memory committed) = s.model.recall(o.step, o.time);
                assertEq(o.equity, equity, "equity at a moment of the past");
                assertEq(o.supply, supply, "supply in the past");
                for (uint256 k; k < committed.length; ++k) {
                    assertEq(o.committed[k], committed[k] * s.coverUnit, "committed cover at a moment of the past");
                }
            }
        }
    }

    function rule_ACC2_SharePriceFallsOnlyByAnOpening() internal view {
        _kept("ACC-2");
        for (uint256 i; i < handler.siteCount(); ++i) {
            Site memory s = handler.site(i);
            if (s.model.layerCount() != 0) continue;
            (uint256 v, uint256 a) = (s.model.config().virtualShares, s.model.config().assetUnit);
            assertGe((s.pool.totalAssets() / a + 1) * v, s.pool.totalSupply() + v, "never below the first price");
        }
    }

    function rule_ACC3_PremiumPaidIsFeesEarnedUnearnedRefunded() internal view {
        _kept("ACC-3");
        for (uint256 i; i < handler.siteCount(); ++i) {
            Site memory s = handler.site(i);
            Flows memory f = handler.flows(i);
            uint256 unearned = ReferenceReads.money(s.pool).net - s.pool.totalAssets();
            // What capital there would be without any premium.
            uint256 out = f.withdrawn + f.tips + ReferenceReads.exits(s.pool).owed + f.opened;
            uint256 earned = s.pool.totalAssets() + out - f.deposited - f.returned;
            assertEq(f.premiums, f.feesCollected + _fees(s) + earned + unearned + f.refunds, "to the unit");
            // The same, cover by cover and second by second: each sale rounds up once, the pool once.
            uint256 exact = s.model.earnedStream() * s.coverUnit / (1 << 33);
            assertGe(earned + f.refunds + 1, exact, "less earned than the covers streamed");
            assertLe(earned + f.refunds, exact + f.roundings + 1, "more earned than the covers streamed");
        }
    }

    /// @dev What denied cases give back can always be counted in shares.
    function rule_POOL8_DepositsLeaveRoomForWhatComesBack() internal view {
        for (uint256 i; i < handler.siteCount(); ++i) {
            _compareRoom(handler.site(i));
        }
    }

    function rule_POOL5_QueuedSharesBackNoNewSale() internal view {
        _kept("POOL-5");
        for (uint256 i; i < handler.siteCount(); ++i) {
            Site memory s = handler.site(i);
            assertEq(s.pool.balanceOf(address(s.pool)), s.model.queued(), "queued shares are the pool's balance");
            for (uint256 k; k < s.products.length; ++k) {
                _compareCapacity(s, s.products[k]);
            }
        }
    }

    /// @dev No sequence of privileged calls lowers what an existing cover pays or an underwriter can withdraw.
    function rule_GOVINV_NoPrivilegedCallTakesAnything() internal view {
        _kept("GOV-INV");
        _kept("GOV-2");
        _kept("GOV-3");
    }

    // ------------------------------------------------------------ T-47: indexes

    function rule_T47_EveryAggregateEqualsItsRecomputation() internal view {
        _kept("T-47");
        for (uint256 i; i < handler.siteCount(); ++i) {
            Site memory s = handler.site(i);
            ReferenceBook.Cover[] memory covers = s.model.covers();
            _compareStreams(s, covers);
            _compareClusters(s, covers);
            for (uint256 k; k < s.products.length; ++k) {
                _compareProduct(s, covers, s.products[k]);
            }
        }
    }

    // --------------------------------------------------------------- internals

    function _kept(bytes32 ruleId) internal view {
        assertEq(handler.broken(ruleId), "");
    }

    /// @dev A number for "some time later", another one at each step.
    function _later(uint256 i) internal view returns (uint256) {
        return uint256(keccak256(abi.encode(handler.calls(), i, vm.getBlockTimestamp())));
    }

    function _fees(Site memory s) internal view returns (uint256 fees) {
        for (uint256 k; k < s.products.length; ++k) {
            fees += ReferenceReads.product(s.pool, s.products[k]).fees;
        }
    }

    function _compareTotals(Site memory s) private view {
        ReferenceModel m = s.model;
        assertEq(ReferenceReads.money(s.pool).net, m.net(), "net");
        assertEq(s.pool.totalAssets(), m.equity(), "POOL-4: equity");
        assertEq(s.pool.totalSupply(), m.supply(), "supply");
        assertEq(s.pool.layerCount(), m.layerCount(), "cases");
        assertEq(ReferenceReads.money(s.pool).flags & 1 == 1, m.short(), "short");
        Queue memory q = ReferenceReads.queue(s.pool);
        assertEq(q.dampedEquity, m.damped(), "damped equity");
        assertEq(q.dampedDay, m.dampedDay(), "day of the damped equity");
        for (uint256 k; k < s.products.length; ++k) {
            assertEq(
                s.pool.committedCover(s.products[k]),
                m.committedProduct(s.products[k], m.period()) * s.coverUnit,
                "committed cover of a product"
            );
        }
        address[] memory holders = m.holders();
        uint256 sum;
        for (uint256 k; k < holders.length; ++k) {
            assertEq(s.pool.balanceOf(holders[k]), m.liquid(holders[k]), "a balance");
            sum += m.liquid(holders[k]);
        }
        assertEq(sum + m.queued() + m.fading(), s.pool.totalSupply(), "shares are somebody's, or fade");
    }

    /// @dev A deposit brings what the packed widths leave room for, unless none is taken.
    function _compareRoom(Site memory s) private view {
        (, uint256 pausedUntil) = poolConfigurator.pausesOf(address(s.pool));
        uint256 most = pausedUntil > vm.getBlockTimestamp() ? 0 : s.model.mostDeposit();
        assertEq(s.pool.maxDeposit(address(this)), most, "what a deposit may bring");
    }

    function _compareCapacity(Site memory s, uint256 productId) private view {
        uint256 termsId = handler.currentTerms(productId);
        bool open = s.model.isStopped(productId) || s.model.short();
        bool closed = handler.closed(s.pool, termsId) || handler.isFlagged(productId);
        try s.pool.quoteCover(termsId, s.coverUnit, 30 days) returns (Quote memory q) {
            assertFalse(open, "offered with a case open, or by a short pool");
            assertFalse(closed, "offered while stopped, paused or flagged");
            uint256 available = s.model.available(termsId, handler.readingOf(termsId)) * s.coverUnit;
            // Of code that nobody attests any more nothing is sold.
            assertEq(q.available, handler.isForsaken(productId) ? 0 : available, "capacity");
            uint256 committed = s.pool.committedCover(productId);
            assertLe(q.available, _above(s.model.freeEquity(), committed), "capacity beyond the equity that stays");
        } catch {
            assertTrue(open || closed || handler.isForsaken(productId), "not offered");
        }
    }

    /// @dev Both sums and each day's lane, for all days that the ring can hold.
    function _compareStreams(Site memory s, ReferenceBook.Cover[] memory covers) private view {
        Money memory m = ReferenceReads.money(s.pool);
        uint256[] memory lanes = new uint256[](442);
        for (uint256 k; k < covers.length; ++k) {
            _addLane(lanes, m.day, covers[k].end / 1 days, covers[k].rate);
        }
        ReferenceBook.Residue[] memory residues = s.model.residues();
        for (uint256 k; k < residues.length; ++k) {
            _addLane(lanes, m.day, residues[k].end / 1 days, residues[k].rate);
        }
        uint256[] memory ring = ReferenceReads.words(s.pool, ReferenceReads.STREAM_RING, 64);
        uint256 rate;
        uint256 rateEnd;
        for (uint256 k = 1; k < lanes.length; ++k) {
            uint256 day = m.day + k;
            rate += lanes[k];
            rateEnd += lanes[k] * day;
            uint256 lane = ReferenceReads.lane(ring[day / 7 % 64], day / 7 / 64, day % 7 * 35, 35);
            assertEq(lane, lanes[k], "stream that ends on a day");
        }
        assertEq(m.rate, rate, "stream rate");
        assertEq(m.rateEnd, rateEnd, "stream rate by end");
    }

    function _compareClusters(Site memory s, ReferenceBook.Cover[] memory covers) private view {
        uint256 from = ReferenceReads.money(s.pool).period;
        uint256 word = ReferenceReads.clusters(s.pool);
        uint256[] memory ring = ReferenceReads.words(s.pool, ReferenceReads.CLUSTER_RING, 32);
        for (uint256 lane; lane < 8; ++lane) {
            uint256[] memory lanes = new uint256[](32);
            for (uint256 k; k < covers.length; ++k) {
                if (s.model.product(covers[k].productId).lane != lane) continue;
                _addLane(lanes, from, s.model.freePeriod(covers[k]), covers[k].amount);
            }
            uint256 sum;
            for (uint256 k = 1; k < 32; ++k) {
                uint256 at_ = from + k;
                sum += lanes[k];
                uint256 bucket = ReferenceReads.lane(ring[at_ % 32], at_ / 32, lane * 31, 31);
                assertEq(bucket, lanes[k], "a cluster's cover that becomes free in a period");
            }
            assertEq(word >> (lane * 31) & ((1 << 31) - 1), sum, "a cluster's cover");
        }
    }

    function _compareProduct(Site memory s, ReferenceBook.Cover[] memory covers, uint256 productId) private view {
        Product memory p = ReferenceReads.product(s.pool, productId);
        ReferenceBook.Product memory m = s.model.product(productId);
        assertEq(p.sold, m.sold, "sale counter");
        assertEq(p.soldAt, m.soldAt, "time of the sale counter");
        assertEq(p.fees, m.fees, "fees");
        assertEq(p.stoppingCases, s.model.stoppingOf(productId, 0), "cases that stop sales");
        assertEq(p.deductible * 1e12, m.deductible, "the least deductible sold");
        uint256[] memory lanes = new uint256[](31);
        for (uint256 k; k < covers.length; ++k) {
            if (covers[k].productId != productId) continue;
            _addLane(lanes, p.period, s.model.freePeriod(covers[k]), covers[k].amount);
        }
        uint256[] memory ring = ReferenceReads.productRing(s.pool, productId);
        uint256 sum;
        for (uint256 k = 1; k < 31; ++k) {
            uint256 at_ = p.period + k;
            uint256 bucket = ReferenceReads.lane(ring[at_ / 8 % 5], at_ / 8 / 5, at_ % 8 * 31, 31);
            // A payout does not lower a bucket that has passed, whether it has been taken out of the total or not.
            if (at_ > s.model.period()) assertEq(bucket, lanes[k], "a product's cover that becomes free in a period");
            sum += bucket;
        }
        assertEq(p.committed, sum, "a product's cover is the sum of its buckets");
    }

    function _addLane(uint256[] memory lanes, uint256 from, uint256 at_, uint256 amount) private pure {
        if (at_ > from) lanes[at_ - from] += amount;
    }

    function _above(uint256 a, uint256 b) internal pure returns (uint256) {
        return a > b ? a - b : 0;
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {REWARD_DIVISOR} from "../../common/Constants.sol";
import {IBonds} from "./IBonds.sol";
import {IClaimsVault} from "../../claims/IClaimsVault.sol";
import {ICourt} from "./ICourt.sol";
import {ICoverPool} from "../../pool/ICoverPool.sol";
import {Answer, CaseRef, Dispute, IDisputes, Outcome, Turn} from "../IDisputes.sol";
import {IResolver, Verdict} from "../IResolver.sol";
import {Errors} from "../../common/Errors.sol";
import {Answers} from "./Answers.sol";
import {BondPots} from "./BondPots.sol";

/// @title Rulings of arbiters, verdicts, and payouts of bonds
abstract contract Rulings is Answers {
    using FixedPointMathLib for uint256;

    /// @dev Sums over a decided case's bonds, asset units.
    struct Stakes {
        uint256 opening;
        bool openingLost; // the opening's figure or table does not hold
        uint256 lost; // Σ bonds of what does not hold
        uint256 all; // Σ bonds
        uint256 most; // the most that anybody gets of the lost bonds
        bool pays; // something was lost by the answer that holds
    }

    // ---------------------------------------------------------------- writes

    /// @inheritdoc IDisputes
    function arbitrate(CaseRef calldata ref, uint256 number) external {
        Hearing memory h = _hear(ref);
        (address arbiter,,) = _turnOf(h);
        require(msg.sender == arbiter, Errors.NotArbiter());
        _rule(h, number, arbiter);
    }

    /// @inheritdoc ICourt
    function adoptOutcome(CaseRef calldata ref, CaseRef calldata other) external {
        Hearing memory h = _hear(ref);
        Hearing memory x = _hear(other);
        (address arbiter,,) = _turnOf(h);
        require(arbiter != address(0), Errors.NotArbiter());
        require(
            h.metered && other.incidentId == ref.incidentId && other.termsId == ref.termsId
                && x.outcome == Outcome.Ruled && x.c.atStake >= h.c.atStake
                // Only the external arbiter's ruling counts: otherwise the appeal in this pool could be avoided in a
                // pool that nobody watches.
                && x.decidedAt > x.endsAt + x.d.rules.arbiterTime,
            Errors.OutcomeNotTaken()
        );
        // Otherwise the winner where the truth was not posted would win where it was.
        for (uint256 k = FIRST; k <= FIRST + h.c.count; ++k) {
            require(!_stands(h, k) || _numberOf(x, _answerAt(h, k)) != 0, Errors.OutcomeNotTaken());
        }
        Answer memory won = _answerAt(x, x.chosen);
        uint256 number = _numberOf(h, won);
        require(number != 0 || won.severity == 0, Errors.UnknownAnswer());
        _rule(h, number, address(0));
    }

    /// @inheritdoc IBonds
    function settleBonds(CaseRef calldata ref) external nonReentrant {
        Hearing memory h = _hear(ref);
        // In a case of a firing that nobody has answered there are no bonds.
        require(h.outcome != Outcome.None && (!h.metered || h.c.count != 0), Errors.BondLocked());
        require(!h.c.settled, Errors.BondsAlreadySettled());
        Stakes memory s = _stakesOf(h);
        _contests[h.key].settled = true;
        uint256 passedOn;
        uint256 burned_;
        if (h.outcome == Outcome.Silent) {
            burned_ = s.all / 2;
        } else {
            passedOn = (s.lost - s.lost / 2).min(s.most);
            // If no answer says what holds, there is no winner.
            burned_ = s.lost - passedOn - (h.chosen == 0 ? 0 : _won(s));
        }
        IClaimsVault vault = IClaimsVault(ref.vault);
        // Less than a cover unit is not worth a return that every holder would have to collect.
        if (passedOn < ICoverPool(vault.pool()).coverUnit()) (passedOn, burned_) = (0, burned_ + passedOn);
        if (burned_ != 0) burned[h.d.rules.asset] += burned_;
        if (passedOn != 0) _handOn(h, passedOn, s.pays);
        emit BondsSettled(h.key, passedOn, burned_);
    }

    /// @inheritdoc IResolver
    function onClose(uint256 incidentId, uint256 termsId, uint256 paid, uint256 left)
        external
        returns (uint256 reward)
    {
        CaseRef memory ref = CaseRef(incidentId, msg.sender, termsId);
        Hearing memory h = _hear(ref);
        if (h.metered || h.outcome == Outcome.None) return 0;
        Stakes memory s = _stakesOf(h);
        if (s.openingLost || !s.pays) return 0;
        reward = (paid / REWARD_DIVISOR).min(left).min(s.opening);
        // forge-lint: disable-next-line(unsafe-typecast) -- at most an opening's bond, of 96 bits
        _pots[_potId(h.key, OPENING)].rewards += uint96(reward);
        emit OpeningRewarded(h.key, reward);
    }

    // ----------------------------------------------------------------- views

    /// @inheritdoc IResolver
    function getVerdict(uint256 incidentId, uint256 termsId, address vault) external view returns (Verdict memory v) {
        CaseRef memory ref = CaseRef(incidentId, vault, termsId);
        Hearing memory h;
        _load(h, ref);
        if (h.outcome == Outcome.None || h.o.openedAt == 0) return v;
        Answer memory a = _answerAt(h, h.chosen);
        v.severity = a.severity;
        if (h.d.proofOfLoss) (v.lossTotal, v.lossRoot) = (a.lossTotal, a.lossRoot);
        // Claimants get their bonus with their payouts, not after them.
        bool waits = a.severity != 0 && !h.c.settled && h.c.count != 0;
        v.payableAt = uint40(h.decidedAt + (waits ? MAX_BONUS_DELAY : 0));
    }

    /// @inheritdoc IDisputes
    function getDispute(CaseRef calldata ref) external view returns (Dispute memory d) {
        Hearing memory h = _hear(ref);
        (d.asset, d.subject, d.time) = (h.d.rules.asset, uint96(_subjectOf(ref.incidentId)), uint40(h.time));
        d.evidence = _reports[ref.incidentId].evidence;
        d.answers = new Answer[](h.c.count + 1);
        for (uint256 k; k < d.answers.length; ++k) {
            d.answers[k] = _answerAt(h, FIRST + k);
        }
        (d.incomplete, d.atStake) = (!h.complete, h.c.atStake);
        (d.arbiter, d.turnStarted, d.deadline) = _turnOf(h);
    }

    /// @inheritdoc IDisputes
    function turnOf(CaseRef calldata ref) external view returns (Turn memory t) {
        Hearing memory h = _hear(ref);
        (t.arbiter, t.startedAt, t.deadline) = _turnOf(h);
        (t.asset, t.time, t.atStake) = (h.d.rules.asset, uint40(h.time), h.c.atStake);
    }

    /// @inheritdoc IDisputes
    function outcomeOf(CaseRef calldata ref) external view returns (Outcome, uint256 number, uint256 decidedAt) {
        Hearing memory h = _hear(ref);
        return (h.outcome, h.chosen, h.decidedAt);
    }

    // ------------------------------------------------------------- internals

    /// @dev A choice of nothing equals a choice of the answer that says so.
    function _rule(Hearing memory h, uint256 number, address arbiter) private {
        require(number == 0 || _stands(h, number), Errors.UnknownAnswer());
        for (uint256 k = FIRST; number == 0 && k <= FIRST + h.c.count; ++k) {
            if (_stands(h, k) && _answerAt(h, k).severity == 0) number = k;
        }
        // forge-lint: disable-next-line(unsafe-typecast) -- an answer that stands, or 0: at most 17
        (h.c.ruledAt, h.c.chosen) = (uint40(block.timestamp), uint8(number));
        _contests[h.key] = h.c;
        emit CaseRuled(h.key, arbiter, number);
    }

    /// @dev An opening whose opener published no table loses if nothing was lost, and not if another table holds.
    function _stakesOf(Hearing memory h) private view returns (Stakes memory s) {
        s.most = _openingBond(h);
        if (!h.metered) s.opening = s.most;
        if (h.chosen > FIRST) s.most = _answers[h.key][h.chosen].bond;
        s.pays = _answerAt(h, h.chosen).severity != 0;
        s.openingLost = h.chosen != FIRST && (h.complete || !s.pays);
        s.all = s.opening;
        if (s.openingLost) s.lost = s.opening;
        for (uint256 k = FIRST + 1; k <= FIRST + h.c.count; ++k) {
            uint256 bond = _answers[h.key][k].bond;
            s.all += bond;
            if (k != h.chosen) s.lost += bond;
            // Each of the sixteen has at least the bond of any answer that they displaced.
            if (h.c.count == MAX_ANSWERS) s.most = s.most.min(bond);
        }
    }

    /// @inheritdoc BondPots
    function _bondAt(CaseRef memory ref, bytes32 key) internal view override returns (Bond memory x) {
        Hearing memory h;
        _load(h, ref);
        _loadRules(h);
        (x.asset, x.decided) = (h.d.rules.asset, h.outcome != Outcome.None);
        uint256 number = key == OPENING ? FIRST : FIRST + h.c.count;
        while (number > FIRST && answerKey(_answerAt(h, number)) != key) --number;
        if (number == FIRST && key != OPENING) return x;
        Stakes memory s = _stakesOf(h);
        (uint256 bond, bool lost) = (s.opening, s.openingLost);
        if (number == FIRST) {
            // The account that fired has all of a pot that nobody pays into.
            (x.assets, x.by, x.apart) = h.metered ? (1, _reporterOf(ref.incidentId), true) : (bond, h.o.opener, false);
        } else {
            Posted storage p = _answers[h.key][number];
            (bond, lost) = (p.bond, number != h.chosen);
            (x.assets, x.by) = (bond, p.by);
            if (block.timestamp <= h.endsAt) x.growing = number;
        }
        if (h.outcome == Outcome.Silent) x.payout = bond / 2;
        else if (x.decided && !lost) x.payout = number == h.chosen ? bond + _won(s) : bond;
    }

    /// @dev Half of the lost bonds goes to the answer that holds, the other half to those whom the lost answers hurt.
    /// Neither half exceeds the bond of the outcome, or with sixteen answers the least of their bonds: otherwise
    /// somebody who is both could displace the truth for nothing.
    function _won(Stakes memory s) private pure returns (uint256) {
        return (s.lost / 2).min(s.most);
    }

    /// @dev Hands a bonus to claimants who have not begun to be paid. If there are none, or they have, it goes to the
    /// holders, after reduced claims are made whole.
    function _handOn(Hearing memory h, uint256 assets, bool pays) private {
        CaseRef memory ref = h.ref;
        IClaimsVault vault = IClaimsVault(ref.vault);
        SafeTransferLib.safeApprove(h.d.rules.asset, address(vault), assets);
        // If the verdict is applied already, this call is refused and the recovery below takes the assets. Nothing else
        // is refused here.
        if (pays) {
            try vault.addBonus(ref.termsId, ref.incidentId, assets) {
                return;
            } catch {}
        } else {
            try vault.applyVerdict(ref.termsId, ref.incidentId) {} catch {}
        }
        vault.addRecovery(ref.termsId, ref.incidentId, assets);
    }
}

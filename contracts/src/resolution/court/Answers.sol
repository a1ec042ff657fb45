// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";

import {MAX_RAISES, WAD} from "../../common/Constants.sol";
import {IClaimsVault} from "../../claims/IClaimsVault.sol";
import {ICourt} from "./ICourt.sol";
import {Answer, CaseRef} from "../IDisputes.sol";
import {ILossLedger} from "../../claims/ILossLedger.sol";
import {IResolver} from "../IResolver.sol";
import {ExactPull} from "../../common/ExactPull.sol";
import {Errors} from "../../common/Errors.sol";
import {BondPots} from "./BondPots.sol";

/// @title Openings and answers of cases, and their bonds
abstract contract Answers is BondPots {
    using FixedPointMathLib for uint256;
    using SafeCastLib for uint256;

    ILossLedger internal immutable _ledger;

    /// @param ledger loss ledger, which knows every pool's vault
    constructor(ILossLedger ledger) {
        _ledger = ledger;
    }

    /// @inheritdoc IResolver
    function onOpen(uint256 incidentId, uint256 termsId, address opener, uint256 severity, uint256 need)
        external
        nonReentrant
        returns (uint256 decidedBy)
    {
        CaseRef memory ref = CaseRef(incidentId, msg.sender, termsId);
        Hearing memory h;
        _load(h, ref);
        if (h.metered) {
            // A case that is opened late still leaves time to answer. Nothing else is stored of it: that would cost
            // 22,000 gas a word.
            if (block.timestamp + ANSWER_TIME > h.endsAt) {
                uint256 longest = _longest(h).max(block.timestamp + 2 * ANSWER_TIME);
                h.endsAt = block.timestamp + ANSWER_TIME;
                // forge-lint: disable-next-line(unsafe-typecast) -- times: days from now, or a route after an opening
                (h.c.endsAt, h.c.longest) = (uint40(h.endsAt), uint40(longest));
                _contests[h.key] = h.c;
            }
            return h.endsAt;
        }
        _loadRules(h);
        _requireVault(msg.sender, h.d.rules.asset);
        uint256 bond = _bondFor(h, need);
        // forge-lint: disable-start(unsafe-typecast) -- at most WAD: the vault has compared it
        _openings[h.key] = Opening(opener, uint32(block.timestamp), uint64(severity));
        ExactPull.pull(h.d.rules.asset, opener, bond);
        emit OpeningBonded(h.key, ref, opener, uint64(severity), bond, h.endsAt);
        // forge-lint: disable-end(unsafe-typecast)
        return h.endsAt;
    }

    /// @inheritdoc ICourt
    function publishLosses(CaseRef calldata ref, bytes32 root, uint128 total, string calldata uri) external {
        Hearing memory h = _hear(ref);
        require(msg.sender == h.o.opener && h.d.proofOfLoss, Errors.NotAuthorized());
        require(!h.complete, Errors.LossesAlreadyPublished());
        uint256 closesAt = uint256(h.o.openedAt) + h.d.rootWindow;
        require(block.timestamp <= closesAt, Errors.RootWindowClosed(closesAt));
        // forge-lint: disable-next-line(unsafe-typecast) -- WAD has 60 bits
        Answer memory a = Answer(uint64(WAD), total, root);
        require(root != 0 && total != 0, Errors.InvalidAnswer());
        _requireNew(h, a);
        // The opening's bond was measured by what the case was opened for, whatever others have raised it to since.
        (uint256 opened,) = _needOf(h, h.o.severity, 0);
        (uint256 need,) = _needOf(h, a.severity, total);
        require(need <= opened, Errors.AnswerAboveCase(opened));
        _write(h.key, FIRST, a, 0);
        emit AnswerPosted(h.key, FIRST, msg.sender, a, 0, h.endsAt, uri);
    }

    /// @inheritdoc ICourt
    function postAnswer(CaseRef calldata ref, Answer calldata a, uint256 bond, string calldata uri)
        external
        nonReentrant
        returns (uint256 number)
    {
        Hearing memory h = _hear(ref);
        // Without a bonded opening the vault has not been checked yet.
        if (h.metered) _requireVault(ref.vault, h.d.rules.asset);
        require(block.timestamp <= h.endsAt, Errors.AnswerWindowClosed(h.endsAt));
        _requireKind(h, a);
        _requireNew(h, a);
        (uint256 need, uint256 present, Answer memory to) = _measure(h, a);
        uint256 needed = _bondFor(h, need.max(present));
        bond = bond.max(_pledgedFor(h.key, answerKey(a)));
        require(bond >= needed, Errors.BondTooSmall(needed));
        number = _place(h, bond);
        _write(h.key, number, a, bond);
        _prolong(h);
        h.c.atStake = uint256(h.c.atStake).max(need).max(present).toUint96();
        _contests[h.key] = h.c;
        _post(h.d.rules.asset, h.key, answerKey(a), bond, msg.sender);
        emit AnswerPosted(h.key, number, msg.sender, a, bond, h.endsAt, uri);
        if (need > present && !h.metered) _raise(h, to);
    }

    /// @inheritdoc ICourt
    function raiseCase(CaseRef calldata ref) external nonReentrant returns (uint256 reserve) {
        Hearing memory h = _hear(ref);
        require(h.metered, Errors.InvalidCourtTerms("meter"));
        // After the window nobody may raise: the loser before an arbiter must not make its ruling too small, and
        // nothing may be set aside for a denied case.
        require(block.timestamp <= h.endsAt, Errors.AnswerWindowClosed(h.endsAt));
        (uint256 need,, Answer memory to) = _measure(h, Answer(0, 0, 0));
        if (h.c.count != 0) h.c.atStake = uint256(h.c.atStake).max(need).toUint96();
        return _raise(h, to);
    }

    /// @inheritdoc ICourt
    function requiredBond(CaseRef calldata ref, Answer calldata a) external view returns (uint256 assets) {
        Hearing memory h = _hear(ref);
        (uint256 need, uint256 present,) = _measure(h, a);
        assets = _bondFor(h, need.max(present));
        if (h.c.count == MAX_ANSWERS) {
            (, uint256 smallest) = _smallest(h);
            assets = assets.max(smallest + 1);
        }
    }

    // ------------------------------------------------------------- internals

    /// @dev The need of an answer, the present need of the case, and the answer that the case is raised to if the first
    /// exceeds the second. Answers to a firing are measured by the firing, whether the case was raised to that or not.
    /// A vault raises a case a limited number of times. Each raise is at least twice as far as the least raise before,
    /// and the last one is to all that is covered: no number of small raises keeps a larger answer out.
    function _measure(Hearing memory h, Answer memory a)
        private
        view
        returns (uint256 need, uint256 present, Answer memory to)
    {
        if (h.metered) a = _answerAt(h, FIRST);
        (need, present) = _needOf(h, a.severity, a.lossTotal);
        to = a;
        if (need <= present) return (need, present, to);
        uint256 least = WAD >> MAX_RAISES - 1 - h.c.raises;
        (uint256 more,) = _needOf(h, least, 0);
        // forge-lint: disable-next-line(unsafe-typecast) -- at most WAD
        if (more > need) (need, to) = (more, Answer(uint64(least), 0, 0));
    }

    function _write(bytes32 caseKey, uint256 number, Answer memory a, uint256 bond) private {
        Posted storage x = _answers[caseKey][number];
        (x.by, x.bond) = (msg.sender, bond.toUint96());
        (x.severity, x.lossTotal) = (a.severity, a.lossTotal);
        if (a.lossTotal != 0) x.lossRoot = a.lossRoot;
    }

    function _raise(Hearing memory h, Answer memory to) private returns (uint256) {
        ++h.c.raises;
        _contests[h.key] = h.c;
        CaseRef memory ref = h.ref;
        uint256 decidedBy = _lastTurnEnds(h);
        return IClaimsVault(ref.vault).raiseCase(ref.termsId, ref.incidentId, to.severity, to.lossTotal, decidedBy);
    }

    /// @dev Requires a pool's vault, of a pool with the court terms' asset.
    function _requireVault(address vault, address asset) private view {
        require(
            _ledger.vaultOf(IClaimsVault(vault).poolId()) == vault && IClaimsVault(vault).asset() == asset,
            Errors.NotAuthorized()
        );
    }

    /// @dev Requires an answer of the court terms' kind. An answer to a firing says that less was lost.
    function _requireKind(Hearing memory h, Answer calldata a) private pure {
        bool table = h.d.proofOfLoss && a.severity != 0;
        require((a.lossTotal != 0) == table && (a.lossRoot != 0) == table, Errors.InvalidAnswer());
        require(!table || a.severity == WAD, Errors.InvalidAnswer());
        uint256 max = h.metered ? uint256(h.o.severity) - 1 : WAD;
        require(a.severity <= max, Errors.InvalidAnswer());
    }

    /// @dev Two answers that say the same would split those who support it.
    function _requireNew(Hearing memory h, Answer memory a) private view {
        uint256 number = _numberOf(h, a);
        require(number == 0, Errors.AnswerAlreadyPosted(number));
    }

    /// @dev The number of a new answer. Of more than sixteen answers those with the largest bonds stand: keeping a true
    /// answer out takes sixteen times its bond, at risk.
    function _place(Hearing memory h, uint256 bond) private returns (uint256 number) {
        if (h.c.count < MAX_ANSWERS) return FIRST + ++h.c.count;
        uint256 smallest;
        (number, smallest) = _smallest(h);
        require(bond > smallest, Errors.BondTooSmall(smallest + 1));
        bytes32 key = answerKey(_answerAt(h, number));
        _unpost(h.key, key, smallest, _answers[h.key][number].by);
        emit AnswerDisplaced(h.key, number, key);
    }

    function _smallest(Hearing memory h) private view returns (uint256 number, uint256 bond) {
        bond = type(uint256).max;
        for (uint256 k = FIRST + 1; k <= FIRST + h.c.count; ++k) {
            uint256 x = _answers[h.key][k].bond;
            if (x < bond) (number, bond) = (k, x);
        }
    }

    /// @dev Each answer leaves three days to answer it, until the window is twice as long.
    function _prolong(Hearing memory h) private view {
        h.endsAt = h.endsAt.max(_longest(h).min(block.timestamp + ANSWER_TIME));
        h.c.endsAt = uint40(h.endsAt);
    }

    function _longest(Hearing memory h) private pure returns (uint256) {
        if (h.c.longest != 0) return h.c.longest;
        return uint256(h.o.openedAt) + h.d.rootWindow + 2 * uint256(h.d.answerWindow);
    }
}

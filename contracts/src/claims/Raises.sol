// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MAX_RAISES, WAD} from "../common/Constants.sol";
import {IVaultRaises} from "./roles/IVaultRaises.sol";
import {Errors} from "../common/Errors.sol";
import {ClaimPacking} from "./ClaimPacking.sol";
import {Layer, Raise} from "./ClaimWords.sol";
import {Layers} from "./Layers.sol";

/// @title Raises of cases, for answers that ask for more
abstract contract Raises is Layers, IVaultRaises {
    /// @inheritdoc IVaultRaises
    function raiseCase(uint256 termsId, uint256 incidentId, uint256 severity, uint256 lossTotal, uint256 decidedBy)
        external
        nonReentrant
        returns (uint256 reserve)
    {
        require(block.chainid == _chainId, Errors.WrongChain());
        CaseCache memory k;
        k.t = _registry.claimTerms(termsId);
        require(msg.sender == k.t.resolver, Errors.NotAuthorized());
        k.caseId = _caseIdOf(k.t.productId, incidentId);
        _open(k);
        require(k.a.status == 0, Errors.VerdictAlreadyApplied());
        require(
            block.timestamp <= k.l.time + k.t.horizon, Errors.IncidentOutsideWindow(k.l.time, k.l.time + k.t.horizon)
        );
        require(severity <= WAD, Errors.ValueOutOfRange("severity"));
        uint256 committed = k.b.committed * _coverUnit();
        uint256 need = _needUp(k, committed, severity, lossTotal);
        require(need > k.need, Errors.CaseNotRaised(k.need));
        bool stopsNow = !k.l.stops && need * STOPS >= committed;
        (committed,) = _pool().exposureTo(k.t.productId);
        if (k.s.relaxed) _moveOn(k, committed);
        if (stopsNow) {
            _bind(k, committed, k.need);
            (k.l.stops, k.p.stopping) = (true, k.p.stopping + 1);
            _layers[k.l.layerIndex] = ClaimPacking.pack(k.l);
        }
        Layer memory l;
        (l, reserve) = _setAside(k, need, stopsNow);
        (l.termsId, l.time, l.deductible, l.number) = (k.l.termsId, k.l.time, k.l.deductible, k.l.number);
        _layers[l.layerIndex] = ClaimPacking.pack(l);
        require(_raises[k.caseId].length < MAX_RAISES, Errors.ValueOutOfRange("raises"));
        _raises[k.caseId].push(ClaimPacking.pack(Raise({reserve: reserve, layerIndex: l.layerIndex})));
        k.b.raised = true;
        _write(k);
        emit CaseRaised(k.caseId, need, reserve, l.layerIndex);
        _deferStarts(k, decidedBy);
    }

    /// @inheritdoc IVaultRaises
    function needFor(uint256 termsId, uint256 incidentId, uint256 severity, uint256 lossTotal)
        external
        view
        returns (uint256 need, uint256 present)
    {
        CaseCache memory k;
        k.t = _registry.claimTerms(termsId);
        k.caseId = _caseIdOf(k.t.productId, incidentId);
        _open(k);
        // A case has one version, the one it was opened with; otherwise each version would have answers of its own.
        require(k.l.termsId == termsId, Errors.CaseNotOpen());
        return (_needUp(k, k.b.committed * _coverUnit(), severity, lossTotal), k.need);
    }

    /// @inheritdoc IVaultRaises
    function raisesOf(uint256 caseId) external view returns (Raise[] memory raises) {
        uint256[] storage list = _raises[caseId];
        raises = new Raise[](list.length);
        for (uint256 i; i < raises.length; ++i) {
            raises[i] = ClaimPacking.toRaise(list[i]);
        }
    }

    /// @dev Moves a case out of a settlement whose strain has ended. Such a settlement takes no case that may lack
    /// something, because its counts have been dropped. The case goes to the settlement that a new case would join.
    function _moveOn(CaseCache memory k, uint256 committed) private {
        (uint256 own, uint256 need) = (k.b.reserve + k.b.firstLoss, k.need);
        _setNeed(k, 0);
        k.s.held -= own;
        k.s.open -= 1;
        if (k.l.stops) k.p.stopping -= 1;
        _writeSums(k);
        _join(k, committed);
        k.s.held += own;
        _setNeed(k, need);
        _layers[k.l.layerIndex] = ClaimPacking.pack(k.l);
    }
}

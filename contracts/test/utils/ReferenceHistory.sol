// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReferenceBook} from "./ReferenceBook.sol";
import {Fade, fadingAt} from "./ReferenceQueue.sol";

/// @notice The covers of a pool as they were after each step, so that the model can be asked about the past: what was
/// committed, unearned and equity at a moment, in the state of a step that is long over. Nothing is ever changed here; every
/// question is answered by adding up the whole list.
abstract contract ReferenceHistory is ReferenceBook {
    /// @notice A cover from a step on.
    struct Version {
        uint256 step;
        uint256 number; // of the cover in the book
        uint256 amount;
        uint256 end;
        uint256 rate;
        bool cancelled;
    }

    struct Step {
        uint256 versions; // written until then
        uint256 residues; // in the book then
        uint256 net;
        uint256 owned; // shares
        Fade fade;
    }

    Version[] internal _versions;
    Step[] internal _steps;

    /// @notice Everything about a moment in the state of a step.
    /// @return equity asset units
    /// @return supply_ shares
    /// @return committed cover units by product, in the order of `productIds`
    function recall(uint256 step, uint256 time)
        external
        view
        returns (uint256 equity, uint256 supply_, uint256[] memory committed)
    {
        Step memory s = _steps[step];
        committed = new uint256[](_productIds.length);
        Version[] memory last = _coversAt(s.versions);
        uint256 stream;
        for (uint256 i; i < last.length; ++i) {
            Version memory v = last[i];
            if (v.end > time) stream += v.rate * (v.end - time);
            Cover memory c = _covers[i];
            uint256 until = v.end + _terms[c.termsId].horizon;
            if ((until + PERIOD - 1) / PERIOD <= time / PERIOD) continue;
            for (uint256 k; k < committed.length; ++k) {
                if (_productIds[k] == c.productId) committed[k] += v.amount;
            }
        }
        for (uint256 i; i < s.residues; ++i) {
            Residue memory r = _residues[i];
            if (r.end > time) stream += r.rate * (r.end - time);
        }
        return (s.net - (stream * coverUnit + STREAM - 1) / STREAM, s.owned + fadingAt(s.fade, time), committed);
    }

    /// @dev A version of each cover that has changed since its last one.
    function _remember(uint256 net, uint256 owned, Fade memory fade) internal returns (uint256 step) {
        step = _steps.length;
        Version[] memory last = _coversAt(_versions.length);
        for (uint256 i; i < _covers.length; ++i) {
            Cover memory c = _covers[i];
            Version memory v = Version(step, i, c.amount, c.end, c.rate, c.cancelled);
            Version memory o = last[i];
            v.step = o.step;
            bool isNew = o.end == 0;
            if (!isNew && keccak256(abi.encode(o)) == keccak256(abi.encode(v))) continue;
            v.step = step;
            _versions.push(v);
        }
        _steps.push(Step(_versions.length, _residues.length, net, owned, fade));
    }

    /// @dev The newest version of each cover among the first `count`; empty for covers that came later.
    function _coversAt(uint256 count) private view returns (Version[] memory last) {
        last = new Version[](_covers.length);
        for (uint256 i; i < count; ++i) {
            Version memory v = _versions[i];
            last[v.number] = v;
        }
    }
}

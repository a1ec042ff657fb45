// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CaseStatus} from "../../src/claims/ClaimTypes.sol";
import {IResolver, Verdict} from "../../src/resolution/IResolver.sol";
import {Errors} from "../../src/common/Errors.sol";
import {MockToken} from "./MockToken.sol";

/// @notice What a court sees of a pool and its vault: one that covers a million units of everything, without a deductible,
/// and opens cases at any time.
contract StandInVault {
    struct Kept {
        uint128 need;
        uint64 raises;
        CaseStatus status;
    }

    uint256 internal constant COVERED = 1e12;
    uint256 internal constant WAD = 1e18;
    uint256 internal constant MAX_RAISES = 16;

    uint256 public immutable poolId;
    MockToken public immutable asset;
    IResolver internal immutable _resolver;
    mapping(uint256 termsId => mapping(uint256 incidentId => Kept)) internal _cases;

    constructor(uint256 poolId_, MockToken asset_, IResolver resolver) {
        (poolId, asset, _resolver) = (poolId_, asset_, resolver);
    }

    function pool() external view returns (address) {
        return address(this);
    }

    function coverUnit() external pure returns (uint256) {
        return 1000;
    }

    function openCase(uint256 termsId, uint256 incidentId, address opener, uint256 severity) external {
        uint256 measured = _resolver.getIncident(incidentId).severity;
        if (measured != 0) severity = measured;
        uint256 need = _need(severity, 0);
        require(need != 0, Errors.SeverityZero());
        Kept storage x = _cases[termsId][incidentId];
        require(x.status == CaseStatus.None, Errors.CaseAlreadyOpen(incidentId));
        (x.need, x.status) = (uint128(need), CaseStatus.Open);
        _resolver.onOpen(incidentId, termsId, opener, severity, need);
    }

    function raiseCase(uint256 termsId, uint256 incidentId, uint256 severity, uint256 lossTotal, uint256)
        external
        returns (uint256 reserve)
    {
        require(msg.sender == address(_resolver), Errors.NotAuthorized());
        Kept storage x = _openCase(termsId, incidentId);
        require(x.status == CaseStatus.Open, Errors.VerdictAlreadyApplied());
        uint256 need = _need(severity, lossTotal);
        require(need > x.need, Errors.CaseNotRaised(x.need));
        require(x.raises < MAX_RAISES, Errors.ValueOutOfRange("raises"));
        reserve = need - x.need;
        (x.need, x.raises) = (uint128(need), x.raises + 1);
    }

    function needFor(uint256 termsId, uint256 incidentId, uint256 severity, uint256 lossTotal)
        external
        view
        returns (uint256 need, uint256 present)
    {
        return (_need(severity, lossTotal), _openCase(termsId, incidentId).need);
    }

    function applyVerdict(uint256 termsId, uint256 incidentId) external {
        Kept storage x = _openCase(termsId, incidentId);
        require(x.status == CaseStatus.Open, Errors.VerdictAlreadyApplied());
        Verdict memory v = _resolver.getVerdict(incidentId, termsId, address(this));
        require(v.payableAt != 0 && block.timestamp >= v.payableAt, Errors.VerdictPending());
        x.status = v.severity == 0 ? CaseStatus.Denied : CaseStatus.Payable;
    }

    /// @notice Closes a case, and pays its reward out of nowhere.
    function release(uint256 termsId, uint256 incidentId, uint256 paid, uint256 left)
        external
        returns (uint256 reward)
    {
        reward = _resolver.onClose(incidentId, termsId, paid, left);
        asset.mint(address(_resolver), reward);
    }

    function addBonus(uint256 termsId, uint256 incidentId, uint256 assets) external {
        require(_openCase(termsId, incidentId).status == CaseStatus.Open, Errors.VerdictAlreadyApplied());
        asset.transferFrom(msg.sender, address(this), assets);
    }

    function addRecovery(uint256 termsId, uint256 incidentId, uint256 assets) external returns (uint256, uint256) {
        require(_openCase(termsId, incidentId).status > CaseStatus.Open, Errors.VerdictPending());
        asset.transferFrom(msg.sender, address(this), assets);
        return (0, assets);
    }

    function raisesOf(uint256 termsId, uint256 incidentId) external view returns (uint256) {
        return _cases[termsId][incidentId].raises;
    }

    function _openCase(uint256 termsId, uint256 incidentId) private view returns (Kept storage x) {
        x = _cases[termsId][incidentId];
        require(x.status != CaseStatus.None, Errors.CaseNotOpen());
    }

    /// @dev Rounded up.
    function _need(uint256 severity, uint256 lossTotal) private pure returns (uint256 need) {
        need = (COVERED * severity + WAD - 1) / WAD;
        if (lossTotal != 0 && lossTotal < need) need = lossTotal;
    }
}

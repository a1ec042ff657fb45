// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IResolver, Verdict} from "../../src/interfaces/IResolver.sol";
import {Case, CaseStatus} from "../../src/claims/ClaimTypes.sol";
import {MockToken} from "./MockToken.sol";

/// @notice What a resolver sees of a pool and its vault, with cases of any size at any time.
contract StandInVault {
    uint256 public immutable poolId;
    MockToken public immutable asset;
    IResolver internal immutable _resolver;
    mapping(uint256 caseId => CaseStatus) internal _status;

    constructor(uint256 poolId_, MockToken asset_, IResolver resolver) {
        (poolId, asset, _resolver) = (poolId_, asset_, resolver);
    }

    function pool() external view returns (address) {
        return address(this);
    }

    function quantum() external pure returns (uint256) {
        return 1000;
    }

    function openCase(uint256 termsId, uint256 incidentId, address opener, uint256 reserve) external {
        _resolver.getIncident(incidentId);
        _status[caseIdOf(termsId, incidentId)] = CaseStatus.Open;
        _resolver.onOpen(incidentId, termsId, opener, reserve);
    }

    function applyVerdict(uint256 termsId, uint256 incidentId) external {
        Verdict memory v = _resolver.getVerdict(incidentId, termsId, address(this));
        require(v.payableAt != 0 && block.timestamp >= v.payableAt, "pending");
        _status[caseIdOf(termsId, incidentId)] = v.severity == 0 ? CaseStatus.Denied : CaseStatus.Payable;
    }

    function release(uint256 termsId, uint256 incidentId, uint256 paid, uint256 left)
        external
        returns (uint256 reward)
    {
        reward = _resolver.onClose(incidentId, termsId, paid, left);
        asset.mint(address(_resolver), reward);
    }

    function addBonus(uint256 termsId, uint256 incidentId, uint256 assets) external {
        require(_status[caseIdOf(termsId, incidentId)] == CaseStatus.Open, "applied");
        asset.transferFrom(msg.sender, address(this), assets);
    }

    function addRecovery(uint256 termsId, uint256 incidentId, uint256 assets) external returns (uint256, uint256) {
        require(_status[caseIdOf(termsId, incidentId)] > CaseStatus.Open, "pending");
        asset.transferFrom(msg.sender, address(this), assets);
        return (0, assets);
    }

    function getCase(uint256 caseId) external view returns (Case memory p) {
        p.status = _status[caseId];
    }

    function caseIdOf(uint256 termsId, uint256 incidentId) public pure returns (uint256) {
        return uint256(keccak256(abi.encode(termsId, incidentId)));
    }
}

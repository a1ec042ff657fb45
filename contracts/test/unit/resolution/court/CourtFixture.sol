// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Case, CaseStatus} from "../../../../src/claims/ClaimTypes.sol";
import {IClaimsVault} from "../../../../src/claims/IClaimsVault.sol";
import {DisputeRules, CourtTerms} from "../../../../src/resolution/court/ICourt.sol";
import {ICoverPool} from "../../../../src/pool/ICoverPool.sol";
import {Answer, CaseRef, Outcome} from "../../../../src/resolution/IDisputes.sol";
import {Terms} from "../../../../src/listing/IProductRegistry.sol";
import {CoverOrder, PoolConfig} from "../../../../src/pool/PoolTypes.sol";
import {MockArbiter} from "../../../mocks/MockArbiter.sol";
import {Fixture} from "../../../utils/Fixture.sol";

/// @notice A court with a parametric court terms and one of proofs, and two pools of a million that sell cover on both.
abstract contract CourtFixture is Fixture {
    uint256 internal constant M = 1_000_000e6;
    uint256 internal constant COVER = 100_000e6;
    uint96 internal constant MIN_BOND = 500e6;
    uint40 internal constant ROOT_WINDOW = 14 days;
    uint40 internal constant WINDOW = 5 days;
    uint40 internal constant TURN = 8 days;
    uint40 internal constant LAST_TURN = 15 days;
    bytes32 internal constant OPENING = 0;
    uint256 internal constant FIRST = 1;

    MockArbiter internal arbiter;
    MockArbiter internal fallbackArbiter;
    uint96 internal parametric;
    uint96 internal byProof;
    uint256 internal terms; // of the parametric court terms
    uint256 internal proofTerms;
    uint256 internal moreTerms; // of another product, on the parametric court terms too
    ICoverPool[2] internal pools;
    IClaimsVault[2] internal vaults;

    address internal frank = makeAddr("frank, reporter");
    address internal grace = makeAddr("grace, opener");
    address internal heidi = makeAddr("heidi, who answers");

    function setUp() public virtual override {
        super.setUp();
        _deployArbiters();
        parametric = court.createCourtTerms(_courtTerms(false));
        byProof = court.createCourtTerms(_courtTerms(true));
        (terms, proofTerms) = (_listTerms(10, parametric), _listTerms(11, byProof));
        moreTerms = _listTerms(12, parametric);
        for (uint256 i; i < 2; ++i) {
            PoolConfig memory c = _monoline();
            (c.leverage, c.exitLeverage) = (4e18, 5e18);
            pool = pools[i] = _createPool(c);
            vaults[i] = IClaimsVault(pool.claimsVault());
            _addTerms(pool, terms);
            _addTerms(pool, proofTerms);
            _addTerms(pool, moreTerms);
            _deposit(alice, M);
        }
        (pool, vault) = (pools[0], vaults[0]);
        address[5] memory accounts = [frank, grace, heidi, bob, eve];
        for (uint256 i; i < accounts.length; ++i) {
            _fund(accounts[i], address(court), M);
        }
    }

    function _deployArbiters() internal virtual {
        arbiter = new MockArbiter(7 days, false);
        fallbackArbiter = new MockArbiter(14 days, true);
    }

    function _rules() internal view virtual returns (DisputeRules memory) {
        return DisputeRules({
            asset: address(usdc),
            minBond: MIN_BOND,
            arbiter: address(arbiter),
            arbiterTime: TURN,
            fallbackArbiter: address(fallbackArbiter),
            fallbackTime: LAST_TURN
        });
    }

    function _courtTerms(bool proof) internal view returns (CourtTerms memory) {
        return CourtTerms({
            rules: _rules(),
            meter: address(0),
            meterId: 0,
            reportWindow: REPORT_WINDOW,
            rootWindow: proof ? ROOT_WINDOW : 0,
            answerWindow: WINDOW,
            proofOfLoss: proof,
            title: "Somebody's bridge"
        });
    }

    function _listTerms(uint256 cluster, uint96 subject) internal returns (uint256 termsId_) {
        vm.startPrank(owner);
        uint256 product = registry.listProduct(cluster, sponsor, "Product");
        termsId_ = registry.publishTerms(_courtTerms(product, subject), _pins());
        vm.stopPrank();
    }

    function _courtTerms(uint256 product, uint96 subject) internal view returns (Terms memory t) {
        t = _terms(product, subject);
        (t.resolver, t.deductible, t.proofOfLoss, t.observes) = (address(court), 0, subject == byProof, false);
    }

    // ---------------------------------------------------------------- actions

    /// @dev Cover of a pool that is protected from now on for more than a year's half.
    function _protect(uint256 i, uint256 termsId_, address buyer, uint256 amount) internal returns (uint256 coverId) {
        _fund(buyer, address(pools[i]), amount);
        CoverOrder memory o = _order(buyer, amount, 300 days);
        o.termsId = termsId_;
        vm.prank(buyer);
        (coverId,) = pools[i].buyCover(o);
        skip(4 days);
    }

    function _report(uint96 subject) internal returns (uint256) {
        vm.prank(frank);
        return court.reportIncident(subject, uint40(_now()), keccak256("evidence"), "ipfs://evidence");
    }

    function _open(address opener, uint256 i, uint256 termsId_, uint256 id, uint256 severity)
        internal
        returns (CaseRef memory ref)
    {
        vm.prank(opener);
        vaults[i].openCase(termsId_, id, severity);
        return CaseRef(id, address(vaults[i]), termsId_);
    }

    /// @dev A report on the parametric court terms, and Grace's case for it in the first pool.
    function _openNew(uint256 severity) internal returns (CaseRef memory) {
        return _open(grace, 0, terms, _report(parametric), severity);
    }

    /// @dev The same where losses are proven: for all of the cover.
    function _openProof() internal returns (CaseRef memory) {
        return _open(grace, 0, proofTerms, _report(byProof), 1e18);
    }

    function _publish(CaseRef memory ref, uint128 total) internal {
        vm.prank(grace);
        court.publishLosses(ref, keccak256("table"), total, "ipfs://table");
    }

    /// @dev Heidi's answer, for the bond that it needs.
    function _post(CaseRef memory ref, uint64 severity) internal returns (bytes32 key) {
        return _postBy(heidi, ref, _answer(severity));
    }

    function _postBy(address by, CaseRef memory ref, Answer memory a) internal returns (bytes32 key) {
        uint256 bond = court.requiredBond(ref, a);
        vm.prank(by);
        court.postAnswer(ref, a, bond, "ipfs://answer");
        return court.answerKey(a);
    }

    /// @dev Past the answer window: the first arbiter's turn begins.
    function _close(CaseRef memory ref) internal {
        vm.warp(uint256(court.getCase(ref).endsAt) + 1);
    }

    function _rule(CaseRef memory ref, uint256 number) internal {
        _close(ref);
        arbiter.rule(court, ref, number);
    }

    function _settle(CaseRef memory ref) internal {
        court.settleBonds(ref);
    }

    /// @dev Applies the verdict unless it was on the way.
    function _apply(CaseRef memory ref) internal {
        IClaimsVault v = IClaimsVault(ref.vault);
        if (_case(ref).status == CaseStatus.Open) v.applyVerdict(ref.termsId, ref.incidentId);
    }

    function _withdraw(CaseRef memory ref, bytes32 key, address account) internal returns (uint256) {
        return court.withdrawBond(ref, key, account);
    }

    // ------------------------------------------------------------------ state

    function _answer(uint64 severity) internal pure returns (Answer memory) {
        return Answer({severity: severity, lossTotal: 0, lossRoot: 0});
    }

    function _table(uint128 total) internal pure returns (Answer memory) {
        return Answer({severity: 1e18, lossTotal: total, lossRoot: keccak256("counter table")});
    }

    function _case(CaseRef memory ref) internal view returns (Case memory) {
        IClaimsVault v = IClaimsVault(ref.vault);
        return v.getCase(v.caseIdOf(ref.termsId, ref.incidentId));
    }

    function _payable(CaseRef memory ref) internal view returns (uint256) {
        return court.getVerdict(ref.incidentId, ref.termsId, ref.vault).payableAt;
    }

    function _severityOf(CaseRef memory ref) internal view returns (uint256) {
        return court.getVerdict(ref.incidentId, ref.termsId, ref.vault).severity;
    }

    function _endsAt(CaseRef memory ref) internal view returns (uint256) {
        return court.getCase(ref).endsAt;
    }

    function _bond(CaseRef memory ref, bytes32 key, address account) internal view returns (uint256) {
        return court.bondOf(ref, key, account);
    }

    function _outcome(CaseRef memory ref) internal view returns (Outcome outcome) {
        (outcome,,) = court.outcomeOf(ref);
    }

    function _chosen(CaseRef memory ref) internal view returns (uint256 number) {
        (, number,) = court.outcomeOf(ref);
    }

    function _held() internal view returns (uint256) {
        return usdc.balanceOf(address(court));
    }

    function _now() internal view returns (uint256) {
        return vm.getBlockTimestamp();
    }
}

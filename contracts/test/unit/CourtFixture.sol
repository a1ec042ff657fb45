// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DisputeRules, Outcome} from "../../src/interfaces/IBonds.sol";
import {ICoverPool} from "../../src/interfaces/ICoverPool.sol";
import {Answer, Ruling} from "../../src/interfaces/IDisputes.sol";
import {Docket} from "../../src/interfaces/IOptimisticCourt.sol";
import {IClaimsVault} from "../../src/interfaces/IClaimsVault.sol";
import {Terms} from "../../src/interfaces/IProductRegistry.sol";
import {CoverOrder, PoolConfig} from "../../src/types/PoolTypes.sol";
import {Case} from "../../src/claims/ClaimTypes.sol";
import {MockArbiter} from "../mocks/MockArbiter.sol";
import {Fixture} from "../utils/Fixture.sol";

/// @notice A court with a parametric docket and one of proofs, and two pools of a million that sell cover on both.
abstract contract CourtFixture is Fixture {
    uint256 internal constant M = 1_000_000e6;
    uint256 internal constant COVER = 100_000e6;
    uint96 internal constant MIN_BOND = 500e6;
    uint40 internal constant ROOT_WINDOW = 14 days;
    uint40 internal constant WINDOW = 5 days;
    uint40 internal constant TURN = 8 days;
    uint40 internal constant LAST_TURN = 15 days;

    MockArbiter internal arbiter;
    MockArbiter internal fallbackArbiter;
    uint96 internal parametric;
    uint96 internal byProof;
    uint256 internal terms; // of the parametric docket
    uint256 internal proofTerms;
    uint256 internal moreTerms; // of another product, on the parametric docket too
    ICoverPool[2] internal pools;
    IClaimsVault[2] internal vaults;

    address internal frank = makeAddr("frank, reporter");
    address internal grace = makeAddr("grace, opener");
    address internal heidi = makeAddr("heidi, challenger");

    function setUp() public virtual override {
        super.setUp();
        arbiter = new MockArbiter(7 days, false);
        fallbackArbiter = new MockArbiter(14 days, true);
        parametric = court.createDocket(_docket(false));
        byProof = court.createDocket(_docket(true));
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

    function _rules() internal view returns (DisputeRules memory) {
        return DisputeRules({
            asset: address(usdc),
            minBond: MIN_BOND,
            arbiter: address(arbiter),
            arbiterTime: TURN,
            fallbackArbiter: address(fallbackArbiter),
            fallbackTime: LAST_TURN
        });
    }

    function _docket(bool proof) internal view returns (Docket memory) {
        return Docket({
            rules: _rules(),
            meter: address(0),
            meterId: 0,
            reportWindow: REPORT_WINDOW,
            rootWindow: proof ? ROOT_WINDOW : 0,
            challengeWindow: WINDOW,
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

    function _report(uint64 severity) internal returns (uint256) {
        return _reportOn(parametric, severity, severity);
    }

    function _reportOn(uint96 subject, uint64 bound, uint64 severity) internal returns (uint256) {
        vm.prank(frank);
        return court.reportIncident(subject, uint40(_now()), bound, severity, keccak256("evidence"), "ipfs://evidence");
    }

    function _openCaseOf(uint256 i, uint256 id) internal {
        _openCaseBy(grace, i, terms, id);
    }

    function _openCaseBy(address opener, uint256 i, uint256 termsId_, uint256 id) internal {
        vm.prank(opener);
        vaults[i].openCase(termsId_, id);
    }

    function _publish(uint256 id, uint128 total) internal {
        vm.prank(frank);
        court.publishLosses(id, keccak256("table"), total, keccak256("table"), "ipfs://table");
    }

    function _challenge(uint256 id, uint64 severity) internal returns (bytes32 key) {
        return _challengeWith(id, _answer(severity));
    }

    function _challengeWith(uint256 id, Answer memory a) internal returns (bytes32 key) {
        vm.prank(heidi);
        court.challenge(id, a, type(uint256).max, "ipfs://counter");
        return court.challengeKey(a);
    }

    function _rule(uint256 id, Ruling ruling, uint64 severity) internal {
        arbiter.rule(court, id, ruling, severity);
    }

    /// @dev Hands on what is due of all openings of an incident, and applies their verdicts.
    function _finish(uint256 i, uint256 termsId_, uint256 id) internal {
        court.settleBonds(id, address(vaults[i]), termsId_);
        _apply(i, termsId_, id);
    }

    function _apply(uint256 i, uint256 termsId_, uint256 id) internal {
        if (uint8(_case(i, termsId_, id).status) == 1) vaults[i].applyVerdict(termsId_, id);
    }

    function _withdraw(uint256 id, bytes32 key, address account) internal returns (uint256) {
        return court.withdrawBond(id, key, account);
    }

    // ------------------------------------------------------------------ state

    function _answer(uint64 severity) internal pure returns (Answer memory) {
        return Answer({severity: severity, lossTotal: 0, lossRoot: 0, evidence: keccak256("counter")});
    }

    function _table(uint128 total) internal pure returns (Answer memory) {
        return Answer({
            severity: 1e18, lossTotal: total, lossRoot: keccak256("counter table"), evidence: keccak256("counter")
        });
    }

    function _key(uint256 i, uint256 termsId_) internal view returns (bytes32) {
        return court.openingKey(address(vaults[i]), termsId_);
    }

    function _case(uint256 i, uint256 termsId_, uint256 id) internal view returns (Case memory) {
        return vaults[i].getCase(vaults[i].caseIdOf(termsId_, id));
    }

    function _payable(uint256 i, uint256 id) internal view returns (uint256) {
        return court.getVerdict(id, terms, address(vaults[i])).payableAt;
    }

    function _severityOf(uint256 i, uint256 id) internal view returns (uint256) {
        return court.getVerdict(id, terms, address(vaults[i])).severity;
    }

    function _outcome(uint256 id) internal view returns (Outcome outcome) {
        (outcome,) = court.outcomeOf(id);
    }

    function _now() internal view returns (uint256) {
        return vm.getBlockTimestamp();
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "solady/tokens/ERC20.sol";

import {Deployment} from "../../script/Deployment.sol";
import {AddressArbiter} from "../../src/resolution/arbiters/AddressArbiter.sol";
import {AssessorPanel} from "../../src/resolution/arbiters/AssessorPanel.sol";
import {UmaArbiter} from "../../src/resolution/arbiters/UmaArbiter.sol";
import {PanelConfig} from "../../src/resolution/arbiters/IAssessorPanel.sol";
import {Attestation} from "../../src/listing/IAuditRegistry.sol";
import {DisputeRules, CourtTerms} from "../../src/resolution/court/ICourt.sol";
import {Answer, CaseRef} from "../../src/resolution/IDisputes.sol";
import {Terms} from "../../src/listing/IProductRegistry.sol";
import {CoverData} from "../../src/cover/CoverData.sol";
import {CoverOrder, PricingInput} from "../../src/pool/PoolTypes.sol";
import {MockOptimisticOracle} from "../mocks/MockOptimisticOracle.sol";
import {DebtFixture} from "../unit/resolution/meters/DebtFixture.sol";
import {FeedFixture} from "../unit/resolution/meters/FeedFixture.sol";

/// @notice Every contract in the middle of its life: capital, covers of four products, a fifth for sale, cases with and
/// without a verdict, a denied one whose shares nobody has collected, exits settled, matured and asked for, first loss,
/// bonds that are due and bonds at stake in two disputes, a committed vote, an assertion, an attestation, an announced
/// change, a manager who is leaving, and registries that have changed hands.
abstract contract LivingProtocol is FeedFixture, DebtFixture {
    /// @dev What somebody has, by where it is.
    struct Holding {
        uint256 cash;
        uint256 shares;
        uint256 exits; // shares asked for or settled
        uint256 settled; // assets
        uint256 uncollected; // shares
        uint256 covered; // assets
        uint256 bonds; // that are due
        uint256 stake;
        uint256 firstLoss;
        uint256 fees;
        uint256 worth; // all of it, in assets
    }

    struct Bond {
        CaseRef ref;
        bytes32 key;
    }

    /// @dev Answer window of both court terms.
    uint40 internal constant ANSWERS = 5 days;

    address internal newOwner = makeAddr("new owner");
    address internal frank = makeAddr("frank, reporter");
    address internal grace = makeAddr("grace, opener");
    address internal heidi = makeAddr("heidi, who answers");
    address internal ivan = makeAddr("ivan, assessor");
    address internal judge = makeAddr("judge");
    address internal formerAuditor = makeAddr("former auditor");

    AssessorPanel internal panel;
    UmaArbiter internal uma;
    AddressArbiter internal judged;
    uint96[2] internal courtTerms; // the first one's arbiter is the panel, the second one's is UMA
    uint256[2] internal products;
    uint256[2] internal decidedTerms;
    uint256 internal quietTerms; // without an incident
    uint256[] internal covers;
    uint256[4] internal reports; // decided, before the panel, before UMA, in its window
    uint256[4] internal scripted; // denied and released, with a verdict, without one, denied
    uint256 internal fired; // of the first meter
    bytes32 internal assertion;
    Bond[] internal bonds;
    address[] internal people;

    function setUp() public virtual override(FeedFixture, DebtFixture) {
        super.setUp();
        _deployOthers();
        people = [alice, bob, carol, dave, frank, grace, heidi, ivan, sponsor, manager, judge, auditor, newOwner];
        for (uint256 i; i < people.length; ++i) {
            _equip(people[i]);
        }
        _begin();
        _firstIncidents();
        // Heidi's request will have had its cooldown, but not by whole days: nobody's deposit settles it.
        vm.warp((vm.getBlockTimestamp() / 1 days + 2) * 1 days + 8 hours);
        _request(heidi, 1e15);
        skip(COOLDOWN - 16 hours - ANSWERS - 1);
        _disputedIncidents();
        skip(ANSWERS + 1);
        vm.prank(alice);
        pool.settleRedeemRequests(alice);
        vault.applyVerdict(decidedTerms[0], reports[0]);
        _request(bob, 1e17);
        _laterIncidents();
        vm.prank(sponsor);
        vault.postFirstLoss(products[1], 10_000 * unit);
        poolConfigurator.collectFees(address(pool), productId);
        _grant();
    }

    // ------------------------------------------------------------------ set-up

    function _deployOthers() private {
        panel = new AssessorPanel(PanelConfig(address(usdc), 3 days, 2 days, 140 days, 0.3e18, 0.2e18));
        MockOptimisticOracle oracle = new MockOptimisticOracle();
        oracle.setFinalFee(address(usdc), 250 * unit);
        uma = new UmaArbiter(oracle, address(usdc), 2 days, 4 days, 0);
        judged = new AddressArbiter(judge, 7 days, true);
        address[3] memory arbiters = [address(panel), address(uma), address(judged)];
        for (uint256 i; i < 2; ++i) {
            DisputeRules memory rules = DisputeRules({
                asset: address(usdc),
                minBond: uint96(500 * unit),
                arbiter: arbiters[i],
                arbiterTime: 8 days,
                fallbackArbiter: arbiters[i + 1],
                fallbackTime: 15 days
            });
            courtTerms[i] = court.createCourtTerms(
                CourtTerms(rules, address(0), 0, REPORT_WINDOW, 0, ANSWERS, false, "Somebody's bridge")
            );
            vm.startPrank(owner);
            products[i] = registry.listProduct(3 + i, sponsor, "Bridge");
            Terms memory t = _terms(products[i], courtTerms[i]);
            (t.deductible, t.observes) = (0, false);
            decidedTerms[i] = registry.publishTerms(t, _pins());
            vm.stopPrank();
            _addTerms(pool, decidedTerms[i]);
        }
        vm.startPrank(owner);
        Terms memory quiet = _scripted(registry.listProduct(5, sponsor, "Quiet"));
        quiet.subject = 7;
        quietTerms = registry.publishTerms(quiet, _pins());
        vm.stopPrank();
        _addTerms(pool, quietTerms);
    }

    /// @dev Money, and allowances to every contract that takes any.
    function _equip(address account) internal {
        address[5] memory spenders = [address(pool), address(vault), address(court), address(panel), address(uma)];
        for (uint256 i; i < spenders.length; ++i) {
            _fund(account, spenders[i], 100_000 * unit);
        }
    }

    function _begin() private {
        _deposit(alice, 1_000_000 * unit);
        _deposit(bob, 1_000_000 * unit);
        _deposit(owner, 10_000 * unit);
        _deposit(heidi, 10_000 * unit);
        vm.prank(ivan);
        panel.depositStake(50_000 * unit);
        _cover(carol, scriptedTerms, 200_000 * unit);
        _cover(carol, termsId, 100_000 * unit);
        _cover(dave, decidedTerms[0], 100_000 * unit);
        _cover(dave, decidedTerms[1], 100_000 * unit);
        skip(4 days);
        _request(owner, 1e15);
        _request(alice, 2e17);
    }

    function _cover(address buyer, uint256 terms, uint256 amount) private {
        covers.push(_purchase(buyer, terms, amount));
    }

    function _purchase(address buyer, uint256 terms, uint256 amount) internal returns (uint256 id) {
        CoverOrder memory o = _order(buyer, amount, 300 days);
        o.termsId = terms;
        vm.prank(buyer);
        (id,) = pool.buyCover(o);
    }

    function _firstIncidents() private {
        (scripted[0],) = _openCaseOf(vm.getBlockTimestamp(), 0.3e18);
        resolver.decide(scripted[0], vm.getBlockTimestamp(), 0);
        vault.settleCase(scriptedTerms, scripted[0]);
        (scripted[1],) = _openCaseOf(vm.getBlockTimestamp(), 0.3e18);
        vault.applyVerdict(scriptedTerms, scripted[1]);
        _reportAndOpen(0, 0.3e18);
    }

    /// @dev Each with an answer besides the opener's: when the window has ended, the first arbiters have their turns.
    function _disputedIncidents() private {
        for (uint256 i = 1; i < 3; ++i) {
            CaseRef memory ref = _reportAndOpen(i, 0.8e18);
            Answer memory less = Answer(0.1e18, 0, 0);
            uint256 bond = court.requiredBond(ref, less);
            vm.prank(heidi);
            court.postAnswer(ref, less, bond, "ipfs://less");
            bonds.push(Bond(ref, court.answerKey(less)));
        }
    }

    function _laterIncidents() private {
        _rounds(8, 90);
        priceDepeg.fire(depegMeter);
        aave.set(500, 1000);
        _pokes(4);
        badDebt.fire(debtMeter);
        fired = _exploitAndFire();
        vault.openCase(termsId, fired, 0);
        (scripted[2],) = _openCaseOf(vm.getBlockTimestamp(), 0.55e18);
        (scripted[3],) = _openCaseOf(vm.getBlockTimestamp(), 0.1e18);
        resolver.decide(scripted[3], vm.getBlockTimestamp(), 0);
        _reportAndOpen(3, 0.5e18);
        vm.prank(ivan);
        panel.commitVote(court, _refOf(1), keccak256("commitment"));
        vm.prank(frank);
        assertion = uma.assertAnswer(court, _refOf(2), 1, "ipfs://evidence");
    }

    function _reportAndOpen(uint256 i, uint64 severity) private returns (CaseRef memory ref) {
        uint40 time = uint40(vm.getBlockTimestamp());
        vm.prank(frank);
        reports[i] = court.reportIncident(courtTerms[i / 2], time, keccak256("evidence"), "ipfs://evidence");
        ref = _refOf(i);
        vm.prank(grace);
        vault.openCase(ref.termsId, ref.incidentId, severity);
        bonds.push(Bond(ref, 0));
    }

    /// @dev The case of a report: two on each court terms.
    function _refOf(uint256 i) internal view returns (CaseRef memory) {
        return CaseRef(reports[i], address(vault), decidedTerms[i / 2]);
    }

    /// @dev Allowances and operators among friends, auditors, and new owners of the registries.
    function _grant() private {
        vm.startPrank(alice);
        pool.approve(dave, 5);
        pool.setOperator(bob, true);
        vm.stopPrank();
        vm.prank(carol);
        coverToken.approve(dave, covers[0]);
        vm.startPrank(manager);
        poolConfigurator.submitChange(address(pool), quietTerms, _announced());
        poolConfigurator.transferManager(address(pool), heidi);
        vm.stopPrank();
        vm.startPrank(owner);
        audits.listAuditor(formerAuditor, true);
        audits.listAuditor(formerAuditor, false);
        registry.transferOwnership(newOwner);
        audits.transferOwnership(newOwner);
        vm.stopPrank();
        Attestation memory a;
        (a.auditor, a.nonce, a.date) = (auditor, "used", uint40(vm.getBlockTimestamp()));
        (a.codeHashes, a.expiry) = (new bytes32[](1), a.date + 365 days);
        a.codeHashes[0] = address(pool).codehash;
        vm.prank(auditor);
        audits.attestCode(a, "");
    }

    /// @dev Cheaper cover.
    function _announced() private pure returns (PricingInput memory pricing) {
        pricing = _pricing();
        pricing.rateFloor = 0.01e18;
    }

    // ------------------------------------------------------------------- state

    /// @dev What everybody in `people` has.
    function holdings() external view returns (Holding[] memory all) {
        all = new Holding[](people.length);
        for (uint256 i; i < people.length; ++i) {
            all[i] = _holdingOf(people[i]);
        }
    }

    function _holdingOf(address account) internal view returns (Holding memory h) {
        h.cash = usdc.balanceOf(account);
        h.shares = pool.balanceOf(account);
        uint256 pending = pool.pendingRedeemRequest(0, account);
        h.exits = pending + pool.maxRedeem(account);
        h.settled = pool.maxWithdraw(account);
        (h.uncollected,) = vault.returnsOf(account);
        for (uint256 i; i < covers.length; ++i) {
            if (coverToken.ownerOf(covers[i]) == account) h.covered += _coverOf(covers[i]).amount * unit;
        }
        for (uint256 i; i < bonds.length; ++i) {
            h.bonds += court.bondOf(bonds[i].ref, bonds[i].key, account);
        }
        h.stake = panel.getStake(account).held;
        if (account == sponsor) (h.firstLoss,,,,) = vault.firstLossOf(products[1]);
        h.fees = poolConfigurator.feesOwed(address(usdc), account);
        h.worth = h.cash + h.settled + pool.convertToAssets(h.shares + pending + h.uncollected) + h.covered + h.bonds
            + h.stake + h.firstLoss + h.fees;
    }

    /// @dev What no call of a stranger may change: rights, terms, prices, what was promised and what was said.
    function constitution() external view returns (bytes32) {
        return keccak256(bytes.concat(_lists(), _prices(), _rights(), _covers(), _disputes()));
    }

    function _lists() private view returns (bytes memory all) {
        for (uint256 id = 1; id <= registry.productCount(); ++id) {
            all = bytes.concat(all, abi.encode(registry.getProduct(id), registry.currentTerms(id)));
        }
        for (uint256 id = 1; id <= registry.termsCount(); ++id) {
            (bytes32 reason, uint256 gap) = registry.saleStatus(id);
            all = bytes.concat(all, abi.encode(registry.getTerms(id), reason, gap));
            all = bytes.concat(all, abi.encode(registry.pinsOf(id), registry.lapseAt(id)));
        }
        all = bytes.concat(all, abi.encode(registry.owner(), audits.owner(), audits.attestationCount()));
        all = bytes.concat(all, abi.encode(audits.getAttestation(1), audits.isListed(auditor)));
        return bytes.concat(
            all, abi.encode(audits.isListed(formerAuditor), audits.isListed(eve), audits.attestationOf(auditor, "used"))
        );
    }

    function _prices() private view returns (bytes memory all) {
        (address m, address g) = poolConfigurator.rolesOf(address(pool));
        all = abi.encode(m, g, poolConfigurator.clustersOf(address(pool)), pool.poolConstants());
        (uint256 sales, uint256 deposits) = poolConfigurator.pausesOf(address(pool));
        all = bytes.concat(all, abi.encode(sales, deposits, poolConfigurator.pendingManagerOf(address(pool))));
        (, uint256 ripeAt, uint256 expiresAt) = poolConfigurator.getChange(address(pool), quietTerms, _announced());
        all = bytes.concat(all, abi.encode(ripeAt, expiresAt, uint256(_word(6))));
        for (uint256 id = 1; id <= registry.productCount(); ++id) {
            all = bytes.concat(all, abi.encode(_mapped(16, id)));
        }
        for (uint256 id = 1; id <= registry.termsCount(); ++id) {
            // The serial, in the lowest bits, counts covers.
            all = bytes.concat(all, abi.encode(_mapped(17, id) >> 32, _mapped(18, id)));
        }
    }

    function _rights() private view returns (bytes memory all) {
        for (uint256 i; i < people.length; ++i) {
            for (uint256 k; k < people.length; ++k) {
                all = bytes.concat(all, abi.encode(pool.isOperator(people[i], people[k])));
                all = bytes.concat(all, abi.encode(pool.allowance(people[i], people[k])));
                all = bytes.concat(all, abi.encode(coverToken.isApprovedForAll(people[i], people[k])));
            }
            bool[2] memory eves = [pool.isOperator(people[i], eve), coverToken.isApprovedForAll(people[i], eve)];
            all = bytes.concat(all, abi.encode(eves, pool.allowance(people[i], eve)));
            all = bytes.concat(all, abi.encode(ERC20(address(pool)).nonces(people[i])));
        }
        return bytes.concat(all, abi.encode(coverToken.poolOf(1), lossLedger.vaultOf(1)));
    }

    function _covers() private view returns (bytes memory all) {
        for (uint256 i; i < covers.length; ++i) {
            CoverData.Cover memory c = _coverOf(covers[i]);
            (address insured, address refundTo) = coverToken.partiesOf(covers[i]);
            all = bytes.concat(all, abi.encode(coverToken.ownerOf(covers[i]), insured, refundTo, c.start, c.end));
            all = bytes.concat(all, abi.encode(coverToken.getApproved(covers[i])));
        }
    }

    function _disputes() private view returns (bytes memory all) {
        for (uint256 i; i < reports.length; ++i) {
            all = bytes.concat(all, abi.encode(court.getReport(reports[i])));
        }
        all = bytes.concat(all, abi.encode(court.getDispute(_refOf(1)), court.getDispute(_refOf(2))));
        all = bytes.concat(all, abi.encode(court.getCourtTerms(courtTerms[0]), court.getCourtTerms(courtTerms[1])));
        all = bytes.concat(all, abi.encode(court.getCourtTerms(metered), shareLoss.getFiring(meterId, uint32(fired))));
        all = bytes.concat(all, abi.encode(panel.getVote(1, ivan), uma.getAssertion(assertion)));
        return bytes.concat(all, abi.encode(uma.openAssertion(court, court.caseKeyOf(_refOf(2)), 1)));
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CoverToken} from "../../src/cover/CoverToken.sol";
import {CoverData} from "../../src/cover/CoverData.sol";
import {IClaimsVault} from "../../src/claims/IClaimsVault.sol";
import {PoolConfigurator} from "../../src/governance/PoolConfigurator.sol";
import {ICoverPool} from "../../src/pool/ICoverPool.sol";
import {Terms} from "../../src/listing/IProductRegistry.sol";
import {ProductRegistry} from "../../src/listing/ProductRegistry.sol";
import {HandlerRules} from "../kit/HandlerRules.sol";
import {MockResolver} from "../mocks/MockResolver.sol";
import {MockToken} from "../mocks/MockToken.sol";
import {ReferenceModel} from "./ReferenceModel.sol";

/// @notice A pool, what belongs to it, its model, and what has moved through it.
struct Site {
    ICoverPool pool;
    IClaimsVault vault;
    ReferenceModel model;
    MockToken asset;
    uint256 coverUnit;
    uint256[] products;
}

/// @notice Money that moved, as the token saw it.
struct Flows {
    uint256 deposited;
    uint256 withdrawn;
    uint256 tips;
    uint256 opened;
    uint256 returned;
    uint256 premiums;
    uint256 refunds;
    uint256 feesCollected;
    uint256 payouts;
    uint256 recovered;
    uint256 bonuses; // brought for claims
    uint256 posted; // first loss
    uint256 takenBack; // first loss that its sponsor withdrew
    uint256 donated; // to the pool
    uint256 donatedVault;
    uint256 roundings; // sales and extensions: each rounds once
}

/// @notice What a pool said about a moment, in the state after some step of its model.
struct Observation {
    uint256 step;
    uint256 time;
    uint256 equity;
    uint256 supply;
    uint256[] committed; // by product
}

/// @notice An incident of the mock resolver, and what will be decided about it.
struct Event {
    uint256 id;
    uint256 productId;
    uint256 time;
    uint256 payableAt;
    bool silent; // its resolver never answers
    uint256 bound; // severity at the report
    uint256 severity; // of the verdict
    uint256 announced; // Σ losses that openings are told; 0 for none
    uint256 lossTotal; // Σ losses of the verdict
    uint256[4] losses; // of buyers 0, 1, 2, and 0 again
    uint256 decidedBy; // end of the challenge window
}

/// @notice What all handlers share: actors, ledgers, the clock, and the checks around each action.
/// @dev A broken rule is written down under its id and told by the invariant of that name. An action that cannot be done in
/// the present state does nothing; it never reverts.
abstract contract HandlerBase is HandlerRules {
    enum Kind {
        Plain,
        Opening, // of a case: nothing else takes from those who stay
        Incident, // what was set aside comes back, or is paid
        Donation, // no money moves into or out of equity
        Exit
    }

    /// @dev State before an action.
    struct Before {
        uint256 site;
        Site s;
        Kind kind;
        uint256 equity;
        uint256 supply;
        uint256 breach;
        uint256 lacking;
        uint256 head; // of the exit queue
        uint256[] claims;
        address touched; // whose claim may shrink
    }

    /// @dev A cover that was sold, with what of its product says how much capital stands behind it, and how long.
    struct Sold {
        uint256 coverId;
        uint256 cluster;
        uint256 horizon;
    }

    /// @dev A cluster's number is no larger than that of its products.
    uint256 internal constant PRODUCTS = 4;

    CoverToken public immutable coverToken;
    ProductRegistry public immutable registry;
    MockResolver public immutable resolver;
    address public immutable manager; // the contract that pools obey
    address public immutable lister;

    address[] public underwriters;
    address[] public buyers;
    address public immutable operator;
    address public immutable stranger;

    Site[] internal _sites;
    mapping(uint256 site => Flows) internal _flows;
    mapping(uint256 productId => uint256) public currentTerms;
    mapping(uint256 productId => uint256[]) internal _versions;
    Event[] internal _events;
    mapping(uint256 coverId => uint256) public paidOnCover;
    mapping(uint256 site => mapping(uint256 caseId => uint256)) public paidOnCase;
    mapping(uint256 incidentId => mapping(address insured => uint256)) public drawnOn; // over all pools

    mapping(uint256 site => uint256) internal _burns;
    mapping(uint256 site => Sold[]) internal _sold;

    mapping(uint256 site => Observation[]) internal _observations;

    /// @dev Terms whose sale a manager has stopped.
    mapping(address pool => mapping(uint256 termsId => bool)) public stopped;

    /// @dev One run in two is about incidents that pools can hardly pay: it ends sales and growth early.
    bool internal _stormy;
    bool private _begun;

    constructor(CoverToken t, ProductRegistry r, MockResolver m, address manager_, address lister_) {
        (coverToken, registry, resolver, manager, lister) = (t, r, m, manager_, lister_);
        for (uint256 i; i < 4; ++i) {
            underwriters.push(_named("underwriter", i));
        }
        for (uint256 i; i < 3; ++i) {
            buyers.push(_named("buyer", i));
        }
        operator = _named("operator", 0);
        stranger = _named("stranger", 0);
    }

    /// @notice Adds a pool with its model; its products' first terms are listed already.
    function addSite(Site calldata s, uint256[] calldata firstTerms) external {
        _sites.push(s);
        for (uint256 i; i < s.products.length; ++i) {
            if (currentTerms[s.products[i]] == 0) _versions[s.products[i]].push(firstTerms[i]);
            currentTerms[s.products[i]] = firstTerms[i];
        }
        for (uint256 i; i < underwriters.length; ++i) {
            _allow(s, underwriters[i]);
            vm.prank(underwriters[i]);
            s.pool.setOperator(operator, true);
        }
        for (uint256 i; i < buyers.length; ++i) {
            _allow(s, buyers[i]);
            // A cover may be bought on another buyer's loss, with its consent.
            for (uint256 k; k < buyers.length; ++k) {
                vm.prank(buyers[i]);
                s.pool.setOperator(buyers[k], true);
            }
        }
        // One underwriter lets its neighbour use its place in the queue.
        vm.prank(underwriters[1]);
        s.pool.setOperator(underwriters[0], true);
    }

    // ----------------------------------------------------------------- reads

    function siteCount() external view returns (uint256) {
        return _sites.length;
    }

    function site(uint256 i) external view returns (Site memory) {
        return _sites[i];
    }

    function flows(uint256 i) external view returns (Flows memory) {
        return _flows[i];
    }

    function observationCount(uint256 i) external view returns (uint256) {
        return _observations[i].length;
    }

    function observation(uint256 i, uint256 k) external view returns (Observation memory) {
        return _observations[i][k];
    }

    /// @notice Whether a manager or a guardian keeps terms from being bought now.
    function closed(ICoverPool pool, uint256 termsId) public view returns (bool) {
        (uint256 salesUntil,) = PoolConfigurator(manager).pausesOf(address(pool));
        return stopped[address(pool)][termsId] || salesUntil > vm.getBlockTimestamp();
    }

    // ---------------------------------------------------------------- checks

    function _begin(uint256 i, Kind kind) internal view returns (Before memory b) {
        b.site = i;
        b.s = _sites[i];
        b.kind = kind;
        b.equity = b.s.pool.totalAssets();
        b.supply = b.s.pool.totalSupply();
        b.breach = b.s.model.breach();
        b.lacking = _lacking(i, b.equity);
        b.head = b.s.model.head();
        b.claims = new uint256[](underwriters.length);
        for (uint256 k; k < underwriters.length; ++k) {
            b.claims[k] = b.s.pool.maxWithdraw(underwriters[k]);
        }
    }

    function _end(Before memory b, bytes32 action) internal {
        ++done[action];
        ++effective;
        uint256 equity = b.s.pool.totalAssets();
        uint256 supply = b.s.pool.totalSupply();
        (uint256 v, uint256 a) = (b.s.model.config().virtualShares, b.s.model.config().assetUnit);
        // Price after ≥ price before, cross-multiplied. Where nobody holds a share there is no price.
        if (b.kind != Kind.Opening && b.supply != 0 && supply != 0) {
            _rule(
                "ACC-2", (equity / a + 1) * (b.supply + v) >= (b.equity / a + 1) * (supply + v), "the share price fell"
            );
        }
        if (b.kind == Kind.Donation) _rule("ACC-2", equity == b.equity, "a donation moved equity");
        if (b.kind != Kind.Opening) {
            _rule("SOLV-2", b.s.model.breach() <= b.breach, "a breach appeared or grew");
        }
        if (b.kind == Kind.Incident) _checkBystanders(b, equity, supply, v, a);
        uint256 lacking = _lacking(b.site, equity);
        if (b.kind != Kind.Opening) _rule("CAP-4", lacking <= b.lacking, "equity fell below what cover needs");
        if (b.s.model.head() != b.head) _rule("CAP-4", lacking == 0, "exits left less than all cover needs");
        for (uint256 k; k < underwriters.length; ++k) {
            if (underwriters[k] == b.touched) continue;
            _rule("EXIT-2", b.s.pool.maxWithdraw(underwriters[k]) >= b.claims[k], "settled assets shrank");
        }
        _observe(b.site, b.s);
    }

    /// @dev What an incident gives back is shares at today's price: whoever came after it gains nothing by it, but for the
    /// rounding of three returns, and who left before it gets nothing. A supply that is as large as can be counted is the
    /// exception: no return brings more shares.
    function _checkBystanders(Before memory b, uint256 equity, uint256 supply, uint256 v, uint256 a) private {
        for (uint256 k; k < underwriters.length; ++k) {
            _rule("EXIT-1", b.s.pool.maxWithdraw(underwriters[k]) == b.claims[k], "who had left was paid or paid");
        }
        if (b.supply == 0 || supply == type(uint112).max) return;
        // What each return leaves below a unit is everybody's.
        uint256 units = equity < 3 * (a - 1) ? 1 : (equity - 3 * (a - 1)) / a + 1;
        _rule("EXIT-1", units * (b.supply + v) <= (b.equity / a + 1) * (supply + v + 3), "bystanders gained");
    }

    /// @dev In the place of a cover that is over, if there is one: none of those is ever in force again.
    function _noteSold(uint256 i, Sold memory sold) internal {
        for (uint256 k; k < _sold[i].length; ++k) {
            if (coverToken.coverData(_sold[i][k].coverId).end + _sold[i][k].horizon > vm.getBlockTimestamp()) continue;
            _sold[i][k] = sold;
            return;
        }
        _sold[i].push(sold);
    }

    /// @dev What equity lacks of what exit limits ask for all cover in force: cover by cover as the token tells it, each to
    /// the second until its own horizon is over. Buckets, periods and what the pool says that it needs are not asked.
    function _lacking(uint256 i, uint256 equity) private view returns (uint256) {
        uint256[] memory clusters = new uint256[](PRODUCTS + 1);
        uint256 all;
        for (uint256 k; k < _sold[i].length; ++k) {
            Sold memory x = _sold[i][k];
            CoverData.Cover memory c = coverToken.coverData(x.coverId);
            if (c.end + x.horizon <= vm.getBlockTimestamp()) continue;
            clusters[x.cluster] += c.amount * _sites[i].coverUnit;
            all += c.amount * _sites[i].coverUnit;
        }
        ReferenceModel.Config memory limits = _sites[i].model.config();
        uint256 needed = all * 1e6 / limits.exitLeverage;
        for (uint256 k; k < clusters.length; ++k) {
            uint256 byCluster = clusters[k] * 1e6 / limits.exitClusterRatio;
            if (byCluster > needed) needed = byCluster;
        }
        return needed > equity ? needed - equity : 0;
    }

    /// @dev Writes down what the pool says about now or, three times in four, some moment of the next months, as if nothing
    /// else happened until then. The model is asked much later.
    function _observe(uint256 i, Site memory s) private {
        uint256 now_ = vm.getBlockTimestamp();
        Observation memory o;
        o.step = s.model.remember();
        o.time = now_ + (_chance(4) ? 0 : _random(_chance(2) ? 30 days : 420 days));
        vm.warp(o.time);
        o.equity = s.pool.totalAssets();
        o.supply = s.pool.totalSupply();
        o.committed = new uint256[](s.products.length);
        for (uint256 k; k < s.products.length; ++k) {
            o.committed[k] = s.pool.committedCover(s.products[k]);
        }
        vm.warp(now_);
        _observations[i].push(o);
    }

    // ------------------------------------------------------------ randomness

    /// @dev Starts an action: counts it, and in one of four cases lets up to two days pass.
    function _open(uint256 seed) internal returns (uint256 i) {
        _count(seed);
        if (!_begun) (_begun, _stormy) = (true, _chance(2));
        if (_chance(4)) vm.warp(vm.getBlockTimestamp() + _random(2 days));
        return _random(_sites.length);
    }

    function _anyUnderwriter() internal returns (address) {
        return underwriters[_random(underwriters.length)];
    }

    function _anyBuyer() internal returns (address) {
        return buyers[_random(buyers.length)];
    }

    // -------------------------------------------------------------- internals

    function _sells(Site memory s, uint256 productId) internal pure returns (bool) {
        for (uint256 k; k < s.products.length; ++k) {
            if (s.products[k] == productId) return true;
        }
        return false;
    }

    function _allow(Site memory s, address account) private {
        vm.prank(account);
        s.asset.approve(address(s.pool), type(uint256).max);
        vm.prank(account);
        s.pool.approve(stranger, type(uint256).max);
        vm.prank(stranger);
        s.asset.approve(address(s.vault), type(uint256).max);
    }

    function _named(string memory role, uint256 i) private returns (address account) {
        account = address(uint160(uint256(keccak256(abi.encode(role, i)))));
        vm.label(account, role);
    }
}

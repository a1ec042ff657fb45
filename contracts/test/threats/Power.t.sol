// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Protocol} from "../../src/ICoverPoolFactory.sol";
import {Ownable} from "solady/auth/Ownable.sol";
import {LibString} from "solady/utils/LibString.sol";

import {Deployment} from "../../script/Deployment.sol";
import {IResolver} from "../../src/resolution/IResolver.sol";
import {ICoverPool} from "../../src/pool/ICoverPool.sol";
import {Errors} from "../../src/common/Errors.sol";
import {PoolConfig} from "../../src/pool/PoolTypes.sol";
import {Arguments} from "../utils/Arguments.sol";
import {FalseVault} from "../utils/FalseVault.sol";
import {CoveredVaultFactory} from "../../src/embedding/CoveredVaultFactory.sol";
import {CoveredVaultConfig} from "../../src/embedding/ICoveredVault.sol";
import {IPayoutDistributor} from "../../src/embedding/IPayoutDistributor.sol";
import {PayoutDistributorFactory} from "../../src/embedding/PayoutDistributorFactory.sol";
import {RenewalMandate} from "../../src/embedding/RenewalMandate.sol";
import {CoverRouter} from "../../src/router/CoverRouter.sol";
import {LivingProtocol} from "../utils/LivingProtocol.sol";

/// @notice T-43: every call that changes something, made by whoever has no right to it, on a protocol in the middle of its
/// life. T-45: nothing is set up twice, and the second halves of contracts are powerless in their own place.
/// @dev calls.json lists all calls of all deployed contracts, made from their ABIs and from what docs/power.md says of each:
/// what the page says is what is tested. `pnpm check power` keeps it in step with both.
contract PowerThreatsTest is LivingProtocol, Arguments {
    enum Kind {
        Privileged, // refused, for want of the right
        Own, // takes from nobody else, neither here nor there
        Open // leaves everybody with as much, and may move it where it is due
    }

    struct Call {
        address target;
        bytes4 selector;
        Kind kind;
        string name; // of contract and call
        string text;
    }

    struct Seen {
        Holding[] all;
        bytes32 constitution;
        uint256 cash; // the caller's
        uint256 price;
        uint256 bonded; // what the court holds
        uint256 state; // to return to
    }

    uint256 internal constant ROUNDS = 3;
    /// @dev A caller may be asked to do anything, and burn all it gets: the deterministic deployer for a signature.
    uint256 internal constant GAS = 100_000_000;
    /// @dev Until one says something.
    uint256 internal constant MOST_ROUNDS = 40;
    /// @dev What roundings of one call may cost anybody, units.
    uint256 internal constant DUST = 8;
    /// @dev Whoever settles exits for others is paid so many cover units at most.
    uint256 internal constant TIP = 20;

    address[] internal _callers;
    Call[] internal _calls;
    Call[] internal _segmentCalls;
    mapping(string contractName => address) internal _at;
    mapping(string contractName => address[]) internal _segmentsOf;
    mapping(string name => bytes32[]) internal _offers;
    bytes32[] internal _numbers;
    uint256 internal _seed;
    address internal _caller;

    function setUp() public override {
        super.setUp();
        _placeAll();
        _readCalls();
        _offerValues();
        FalseVault mask = new FalseVault(address(pool), address(usdc), 1);
        address former = makeAddr("manager of another pool");
        PoolConfig memory c = _monoline();
        c.manager = former;
        _createPool(c);
        vm.label(address(this), "the deployer");
        vm.label(Deployment.DEPLOYER, "the deterministic deployer");
        // A stranger who looks like a vault; the deployer, by itself and by what it deployed with; who had a right once, or
        // has it elsewhere.
        _callers = [eve, address(this), Deployment.DEPLOYER, owner, formerAuditor, former];
        for (uint256 i; i < _callers.length; ++i) {
            _equip(_callers[i]);
            _settle(_callers[i]);
        }
        vm.etch(eve, address(mask).code);
    }

    /// @dev Everybody has something of its own.
    function _settle(address caller) private {
        _deposit(caller, 10_000 * unit);
        uint256 cover = _purchase(caller, quietTerms, 1000 * unit);
        _offer("coverId", cover);
        _offer("id", cover);
        if (caller == eve || caller == owner) _request(caller, 1e12);
        vm.prank(caller);
        panel.depositStake(1000 * unit);
    }

    // ------------------------------------------------------------------- calls

    /// @dev Where every deployed contract is.
    function _placeAll() private {
        _at["AaveMarket"] = address(0xAA);
        _at["AddressArbiter"] = address(judged);
        _at["AssessorPanel"] = address(panel);
        _at["AuditRegistry"] = address(audits);
        _at["BadDebtMeter"] = address(badDebt);
        _at["CoverPool"] = address(pool);
        _at["CoverPoolFactory"] = address(factory);
        _at["CoverRouter"] = address(new CoverRouter(address(coverToken)));
        _placeEmbedding();
        _at["CoverToken"] = address(coverToken);
        _at["LossLedger"] = address(lossLedger);
        _at["Court"] = address(court);
        _at["ClaimsVault"] = address(vault);
        _at["PoolConfigurator"] = address(poolConfigurator);
        _at["PriceDepegMeter"] = address(priceDepeg);
        _at["ProductRegistry"] = address(registry);
        _at["ProxyCode"] = address(0xAA);
        _at["ShareLossMeter"] = address(shareLoss);
        _at["UmaArbiter"] = address(uma);
        Protocol memory p = factory.protocol();
        _segmentsOf["CoverPool"] = [p.pool, p.poolSegment2, p.poolSegment3];
        _segmentsOf["ClaimsVault"] = [p.vault, p.vaultSegment2];
    }

    function _placeEmbedding() private {
        PayoutDistributorFactory distributors = new PayoutDistributorFactory(address(coverToken));
        CoveredVaultFactory vaults = new CoveredVaultFactory(address(coverToken), address(registry));
        _at["CoveredVaultFactory"] = address(vaults);
        _at["CoveredVault"] = vaults.createCoveredVault(_vaultConfig());
        _at["PayoutDistributorFactory"] = address(distributors);
        address publisher = makeAddr("publisher");
        address distributor = distributors.createDistributor(address(usdc), publisher, makeAddr("treasury"), 0);
        usdc.mint(distributor, unit);
        vm.prank(publisher);
        _offer("id", IPayoutDistributor(distributor).openDistribution("root", 1, unit, ""));
        _at["PayoutDistributor"] = distributor;
        _at["RenewalMandate"] = address(new RenewalMandate(address(coverToken)));
    }

    function _vaultConfig() private view returns (CoveredVaultConfig memory c) {
        (c.wrapped, c.termsId, c.poolIds) = (address(leaky), termsId, new uint256[](1));
        c.poolIds[0] = pool.poolId();
        (c.maxRate, c.floor, c.target, c.maxDeductible) = (0.05e18, 1e18, 1.1e18, 0.1e18);
        (c.duration, c.name, c.symbol) = (90 days, "Covered", "C");
    }

    /// @dev Lines are `selector kind text`; contracts come with all of theirs.
    function _readCalls() private {
        string memory json = vm.readFile("contracts/test/threats/calls.json");
        string[] memory contracts = vm.parseJsonKeys(json, "$");
        for (uint256 i; i < contracts.length; ++i) {
            string memory name = contracts[i];
            assertTrue(_at[name] != address(0), string.concat("this test does not know where to find ", name));
            string[] memory lines = vm.parseJsonStringArray(json, string.concat(".", name));
            for (uint256 k; k < lines.length; ++k) {
                _calls.push(_read(name, lines[k]));
                for (uint256 j; j < _segmentsOf[name].length; ++j) {
                    _segmentCalls.push(_calls[_calls.length - 1]);
                    _segmentCalls[_segmentCalls.length - 1].target = _segmentsOf[name][j];
                }
            }
        }
    }

    function _read(string memory contractName, string memory line) private view returns (Call memory c) {
        string[] memory words = LibString.split(line, " ");
        c.target = _at[contractName];
        // `0x` is the fallback: a selector that nothing has.
        c.selector = bytes(words[0]).length == 10 ? bytes4(vm.parseBytes(words[0])) : bytes4(0x00000001);
        bytes32 kind = keccak256(bytes(words[1]));
        if (kind == keccak256("own")) c.kind = Kind.Own;
        else if (kind == keccak256("open")) c.kind = Kind.Open;
        else assertEq(words[1], "privileged");
        c.text = LibString.slice(line, bytes(words[0]).length + bytes(words[1]).length + 2);
        c.name = string.concat(contractName, ".", LibString.split(c.text, "(")[0]);
    }

    // --------------------------------------------------------------- arguments

    /// @dev What is alive, by the names that arguments have. Whoever gives is somebody else, whoever takes is the caller.
    function _offerValues() private {
        for (uint256 id = 1; id <= registry.termsCount(); ++id) {
            _offer("termsId", id);
        }
        for (uint256 id = 1; id <= registry.productCount(); ++id) {
            _offer("productId", id);
        }
        for (uint256 i; i < 4; ++i) {
            _offer("incidentId", reports[i]);
            _offer("incidentId", scripted[i]);
            _offer("termsId", decidedTerms[i / 2]);
        }
        _offer("incidentId", fired);
        for (uint256 i; i < covers.length; ++i) {
            _offer("coverId", covers[i]);
            _offer("id", covers[i]);
        }
        for (uint256 i; i < bonds.length; ++i) {
            _offers["key"].push(bonds[i].key);
        }
        _offer("lossTotal", 0);
        _offer("number", 0);
        _offer("number", 1);
        _offer("number", 2);
        _offer("bond", 2000 * unit);
        _offer("meterId", meterId);
        _offer("subject", courtTerms[0]);
        _offer("poolId", 1);
        _offer("caseId", 1);
        _offer("index", 0);
        _offers["assertionId"].push(assertion);
        _offer("pool", uint160(address(pool)));
        _offer("asset", uint160(address(usdc)));
        _offer("vault", uint160(address(vault)));
        _offer("vault", uint160(address(leaky)));
        _offer("resolver", uint160(address(court)));
        _offer("court", uint160(address(court)));
        _offer("auditor", uint160(auditor));
        _offer("date", vm.getBlockTimestamp() - 1 days);
        _offer("time", vm.getBlockTimestamp() - 1 days);
        _offer("expiry", vm.getBlockTimestamp() + 365 days);
        _offer("deadline", vm.getBlockTimestamp() + 1 days);
        _offer("maxPremium", type(uint256).max);
        _offer("maxStart", type(uint40).max);
        _offer("integratorFee", 0);
        _offer("severity", 0.4e18);
        _offer("severity", 0.05e18);
        _offer("duration", 90 days);
        _offer("added", 30 days);
        _offerConfiguration();
        string[8] memory givers = ["owner", "account", "from", "controller", "voter", "insured", "onBehalf", "refundTo"];
        for (uint256 i; i < givers.length; ++i) {
            for (uint256 k; k < people.length; ++k) {
                _offer(givers[i], uint160(people[k]));
                if (k % 3 == 0) _offer(givers[i], uint160(address(this)));
            }
        }
        string[7] memory takers = ["to", "receiver", "operator", "spender", "newOwner", "integrator", "opener"];
        for (uint256 i; i < takers.length; ++i) {
            for (uint256 k; k < 4; ++k) {
                _offer(takers[i], uint160(k == 0 ? bob : address(this)));
            }
        }
        uint256[7] memory numbers = [uint256(0), 1, 5, unit, 1000 * unit, 1e16, type(uint256).max];
        for (uint256 i; i < numbers.length; ++i) {
            _numbers.push(bytes32(numbers[i]));
        }
    }

    /// @dev Of new pools, court terms and meters.
    function _offerConfiguration() private {
        PoolConfig memory c = _monoline();
        _offer("coverUnit", c.coverUnit);
        _offer("startEquity", c.startEquity);
        _offer("clusterRatio", c.clusterRatio);
        _offer("leverage", c.leverage);
        _offer("exitClusterRatio", c.exitClusterRatio);
        _offer("exitLeverage", c.exitLeverage);
        _offer("cooldown", c.cooldown);
        _offers["name"].push(c.name);
        _offers["symbol"].push(c.symbol);
        _offer("market", uint160(address(market)));
        _offer("allowance", 0.005e18);
        _offer("feed", uint160(address(feed)));
        _offer("sequencerFeed", 0);
        _offer("heartbeat", HEARTBEAT);
        _offer("peg", WAD);
        _offer("threshold", 0.97e18);
        _offer("rounds", 8);
        _offer("minBond", 1000 * unit);
        _offer("arbiter", uint160(address(panel)));
        _offer("fallbackArbiter", uint160(address(judged)));
        _offer("arbiterTime", 8 days);
        _offer("fallbackTime", 15 days);
        _offer("reportWindow", REPORT_WINDOW);
        _offer("rootWindow", 0);
        _offer("answerWindow", 5 days);
        _offer("proofOfLoss", 0);
        _offer("dwell", DWELL);
        _offer("raiseWindow", RAISE_WINDOW);
        _offer("minSupply", 1e6);
        _offer("feeAllowance", 0.005e18);
        _offer("minLoss", 0.03e18);
    }

    function _offer(string memory name, uint256 value) private {
        _offers[name].push(bytes32(value));
    }

    function _draw() private returns (uint256) {
        return _seed = uint256(keccak256(abi.encode(_seed)));
    }

    function _word(string memory typ, string memory name) internal override returns (bytes32 value) {
        uint256 r = _draw();
        bytes32[] storage offers = _offers[name];
        // This contract stands for the caller.
        if (offers.length != 0) {
            value = offers[(r >> 128) % offers.length];
        } else if (LibString.eq(typ, "address")) {
            value = bytes32(uint256(uint160(people[(r >> 128) % people.length])));
        } else if (LibString.startsWith(typ, "bytes")) {
            return bytes32(r);
        } else {
            value = _numbers[(r >> 128) % _numbers.length];
        }
        if (LibString.eq(typ, "address")) {
            return value == bytes32(uint256(uint160(address(this)))) ? bytes32(uint256(uint160(_caller))) : value;
        }
        if (LibString.eq(typ, "bool")) return bytes32(uint256(value) & 1);
        if (LibString.eq(typ, "uint8")) return bytes32(r % 4); // of an enumeration
        if (LibString.startsWith(typ, "uint")) {
            uint256 bits = vm.parseUint(LibString.slice(typ, 4));
            return bytes32(uint256(value) & (type(uint256).max >> (256 - bits)));
        }
    }

    function _content(string memory typ, string memory name) internal override returns (bytes memory) {
        if (LibString.eq(typ, "string")) return "ipfs://x";
        if (LibString.eq(name, "data")) return abi.encodeCall(pool.approve, (_caller, 1));
        return abi.encodePacked(_draw(), _draw(), uint8(27 + _draw() % 2));
    }

    // ------------------------------------------------------------------ making

    function _see() private view returns (Seen memory s) {
        (s.all, s.constitution) = (this.holdings(), this.constitution());
        (s.cash, s.price) = (usdc.balanceOf(_caller), pool.convertToAssets(1e18));
        s.bonded = usdc.balanceOf(address(court));
    }

    /// @dev What there is before a call, and a state to return to after each that succeeds.
    function _start() private returns (Seen memory s) {
        s = _see();
        s.state = vm.snapshotState();
    }

    /// @dev Makes a call with drawn arguments.
    function _call(Call memory c, address caller, Seen memory before) private returns (bool done, bytes memory answer) {
        _caller = caller;
        before.cash = usdc.balanceOf(caller);
        bytes memory data = bytes.concat(c.selector);
        if (!LibString.eq(c.text, "fallback")) data = bytes.concat(data, _argumentsOf(c.text));
        vm.prank(caller);
        return c.target.call{gas: GAS}(data);
    }

    /// @dev Undoes what was done; the draws go on.
    function _undo(Seen memory before) private {
        uint256 seed = _seed;
        vm.revertToState(before.state);
        _seed = seed;
    }

    /// @dev Makes a call; if it succeeds, compares what there is after it, and undoes it.
    /// @return told it has succeeded, or the right that it needs has been asked for
    function _make(Call memory c, address caller, Seen memory before) private returns (bool told) {
        (bool done, bytes memory answer) = _call(c, caller, before);
        string memory who = string.concat(c.name, " by ", vm.getLabel(caller));
        // Of a firing, whose openings need no bond, an opening is the caller's own.
        bool ofFiring =
            done && c.selector == IResolver.onOpen.selector && usdc.balanceOf(address(court)) == before.bonded;
        if (c.kind == Kind.Privileged && !ofFiring) {
            assertFalse(done, who);
            told = _refuses(bytes4(answer));
            assertTrue(told || _refusesBefore(c, answer), string.concat(who, " is refused: ", vm.toString(answer)));
        }
        if (!done) return told;
        _compare(before, _see(), ofFiring ? Kind.Own : c.kind, who);
        _undo(before);
        return !ofFiring;
    }

    /// @dev Refused for want of the right.
    function _refuses(bytes4 reason) private pure returns (bool) {
        return reason == Errors.NotAuthorized.selector || reason == Errors.NotArbiter.selector
            || reason == Ownable.Unauthorized.selector;
    }

    /// @dev Refused before that: nobody has a right where there is no incident, no case of it, or no distribution, and who is
    /// no vault at all says so by knowing no pool.
    function _refusesBefore(Call memory c, bytes memory answer) private pure returns (bool) {
        if (answer.length == 0) return c.selector == IResolver.onOpen.selector;
        if (bytes4(answer) == IPayoutDistributor.UnknownDistribution.selector) return true;
        bool unknown =
            bytes4(answer) == Errors.UnknownIncident.selector || bytes4(answer) == Errors.CaseNotOpen.selector;
        return unknown && LibString.contains(c.text, "incidentId");
    }

    function _compare(Seen memory a, Seen memory b, Kind kind, string memory who) private view {
        assertEq(a.constitution, b.constitution, string.concat("rights, terms and promises: ", who));
        if (kind == Kind.Open) assertLe(b.cash, a.cash + TIP * unit, string.concat("gains more than a tip: ", who));
        assertGe(b.price + DUST, a.price, string.concat("price of shares: ", who));
        for (uint256 i; i < a.all.length; ++i) {
            (Holding memory x, Holding memory y) = (a.all[i], b.all[i]);
            string memory whose = string.concat(" of ", vm.getLabel(people[i]), ": ", who);
            assertGe(y.worth + DUST + (kind == Kind.Open ? TIP * unit : 0), x.worth, string.concat("worth", whose));
            if (kind != Kind.Own) continue;
            assertGe(y.cash, x.cash, string.concat("cash", whose));
            assertGe(y.shares, x.shares, string.concat("shares", whose));
            assertGe(y.exits, x.exits, string.concat("exits", whose));
            assertGe(y.settled, x.settled, string.concat("settled", whose));
            assertGe(y.uncollected, x.uncollected, string.concat("uncollected", whose));
            assertGe(y.covered, x.covered, string.concat("covers", whose));
            assertGe(y.bonds, x.bonds, string.concat("bonds", whose));
            assertGe(y.stake, x.stake, string.concat("stake", whose));
            assertGe(y.firstLoss, x.firstLoss, string.concat("first loss", whose));
            assertGe(y.fees, x.fees, string.concat("fees", whose));
        }
    }

    // ------------------------------------------------------------------- T-43

    /// @dev The protocol lives: what the comparisons are about is there.
    function test_T43_EverythingIsAtStake() public view {
        Holding memory sum;
        for (uint256 i; i < people.length; ++i) {
            Holding memory h = _holdingOf(people[i]);
            (sum.shares, sum.exits, sum.settled) = (sum.shares + h.shares, sum.exits + h.exits, sum.settled + h.settled);
            (sum.uncollected, sum.covered) = (sum.uncollected + h.uncollected, sum.covered + h.covered);
            (sum.bonds, sum.stake) = (sum.bonds + h.bonds, sum.stake + h.stake);
            (sum.firstLoss, sum.fees) = (sum.firstLoss + h.firstLoss, sum.fees + h.fees);
        }
        assertGt(sum.shares, 0);
        assertGt(sum.exits, 0);
        assertGt(sum.settled, 0);
        assertGt(sum.uncollected, 0);
        assertEq(sum.covered, 500_000 * unit);
        assertGt(sum.bonds, 0);
        assertGt(sum.stake, 0);
        assertGt(sum.firstLoss, 0);
        assertGt(sum.fees, 0);
    }

    function test_GOV1_T43_EveryCallByWhoeverHasNoRight() public {
        uint256 count = _calls.length;
        uint256 told;
        _caller = eve;
        Seen memory before = _start();
        for (uint256 i; i < count; ++i) {
            Call memory c = _calls[i];
            bool any;
            for (uint256 k; k < _callers.length; ++k) {
                for (uint256 round; round < ROUNDS || !any && round < MOST_ROUNDS; ++round) {
                    if (_make(c, _callers[k], before)) any = true;
                }
            }
            if (any) ++told;
            if (c.kind == Kind.Privileged) assertTrue(any, string.concat("asks for a right: ", c.name));
        }
        assertGt(count, 120, "all of them");
        assertGt(told, 80, "arguments that mean something");
    }

    /// forge-config: deep.fuzz.runs = 1000
    function testFuzz_T43_AnyCallByWhoeverHasNoRight(uint256 seed) public {
        _seed = seed;
        _caller = eve;
        Seen memory before = _start();
        for (uint256 i; i < 8; ++i) {
            Call memory c = _calls[_draw() % _calls.length];
            _make(c, _callers[_draw() % _callers.length], before);
        }
    }

    // ------------------------------------------------------------------- T-45

    /// @dev Called at its own address an extension changes nothing of the pool's or the vault's, whoever calls.
    function test_T45_ExtensionsAreNoSecondPool() public {
        // Time that the pool has not written down yet, and a request that has matured.
        skip(3 days);
        _callers =
            [eve, address(this), owner, manager, sponsor, alice, carol, address(poolConfigurator), address(factory)];
        _caller = eve;
        Seen memory before = _start();
        bytes32 words = _fingerprint();
        uint256 held = usdc.balanceOf(address(vault));
        uint256 done;
        for (uint256 i; i < _segmentCalls.length; ++i) {
            Call memory c = _segmentCalls[i];
            for (uint256 k; k < _callers.length; ++k) {
                (bool success,) = _call(c, _callers[k], before);
                if (!success) continue;
                ++done;
                assertEq(_fingerprint(), words, c.name);
                assertEq(usdc.balanceOf(address(vault)), held, c.name);
                assertEq(usdc.balanceOf(c.target), 0, c.name);
                _compare(before, _see(), Kind.Own, c.name);
                _undo(before);
            }
        }
        // Expiries of nothing, allowances to nobody, and the like.
        assertGt(done, 0, "what succeeds is compared");
        assertGt(_segmentCalls.length, 100);
    }

    /// @dev What sets something up is the factory's, once a number; nothing is called as if it were to be set up.
    function test_T45_NothingIsSetUpTwice() public {
        for (uint256 i; i < _calls.length; ++i) {
            assertFalse(LibString.contains(LibString.lower(_calls[i].name), "init"), _calls[i].name);
        }
        address vaultBefore = lossLedger.vaultOf(1);
        ICoverPool again = _createPool(_monoline());
        assertTrue(address(again) != address(pool), "the same configuration is another pool");
        assertEq(coverToken.poolOf(1), address(pool));
        assertEq(lossLedger.vaultOf(1), vaultBefore);
        (address m,) = poolConfigurator.rolesOf(address(pool));
        assertEq(m, manager);
        for (uint256 i; i < _callers.length; ++i) {
            vm.startPrank(_callers[i]);
            vm.expectRevert(Errors.NotAuthorized.selector);
            coverToken.registerPool(1, eve);
            vm.expectRevert(Errors.NotAuthorized.selector);
            lossLedger.registerVault(1, eve);
            vm.expectRevert(Errors.NotAuthorized.selector);
            poolConfigurator.registerPool(address(pool), eve, eve);
            vm.stopPrank();
        }
    }
}

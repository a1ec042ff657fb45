// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {PoolTerms, ProductPricing} from "../pool/PoolWords.sol";
import {ReentrancyGuardTransient} from "solady/utils/ReentrancyGuardTransient.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {WAD, WAD_PER_PPM} from "../common/Constants.sol";
import {ICoverPool} from "../pool/ICoverPool.sol";
import {IPoolConfigurator} from "./IPoolConfigurator.sol";
import {IProductRegistry, Terms} from "../listing/IProductRegistry.sol";
import {Errors} from "../common/Errors.sol";
import {PoolFlags} from "../pool/PoolFlags.sol";
import {Meter, PricingInput} from "../pool/PoolTypes.sol";

/// @title Terms, prices and pauses of pools: the only power over a pool
/// @notice Separate from the pool, because no sale, exit or claim needs it.
contract PoolConfigurator is IPoolConfigurator, ReentrancyGuardTransient {
    using FixedPointMathLib for uint256;

    struct Roles {
        address manager;
        address guardian;
        uint40 salesPausedUntil;
        uint40 depositsPausedUntil;
        address pendingManager;
    }

    struct Fees {
        uint128 manager; // ppm of the premium
        uint128 sponsor;
    }

    /// @dev The hash under which this is stored has the content of the change.
    struct Change {
        uint40 ripeAt; // earliest time; the exits requested until then must be settled, too
        uint40 expiresAt;
    }

    /// @dev The most that all fees together may be of a premium, WAD.
    uint256 internal constant MAX_FEES = 0.2e18;
    uint256 internal constant MAX_RATE = 10e18;
    /// @dev A change can be made for at least this time after the last exit that it may have to wait for can be
    /// settled.
    uint256 internal constant CHANGE_LIFE = 14 days;
    uint256 internal constant MAX_PAUSE = 7 days;
    /// @dev Time from the end of a pause to the next pause of the same kind.
    uint256 internal constant PAUSE_BREAK = 14 days;

    address internal immutable _factory;
    IProductRegistry internal immutable _registry;

    mapping(address pool => Roles) internal _roles;
    mapping(address pool => uint32[8]) internal _clusters;
    mapping(address pool => mapping(uint256 termsId => bool)) internal _sold;
    mapping(address pool => mapping(uint256 productId => Fees)) internal _fees;
    /// @inheritdoc IPoolConfigurator
    mapping(address asset => mapping(address payee => uint256)) public feesOwed;
    mapping(bytes32 changeId => Change) internal _changes;

    constructor(IProductRegistry registry) {
        _factory = msg.sender;
        _registry = registry;
    }

    modifier onlyManager(address pool) {
        _requireManager(pool);
        _;
    }

    /// @inheritdoc IPoolConfigurator
    function registerPool(address pool, address manager, address guardian) external {
        require(msg.sender == _factory, Errors.NotAuthorized());
        Roles storage r = _roles[pool];
        (r.manager, r.guardian) = (manager, guardian);
        emit PoolRegistered(pool, manager, guardian);
    }

    // --------------------------------------------------------------- at once

    /// @inheritdoc IPoolConfigurator
    function addTerms(address pool, uint256 termsId, PricingInput calldata pricing) external onlyManager(pool) {
        require(!_hasShares(pool), Errors.SharesExist());
        require(!_sold[pool][termsId], Errors.AlreadyListed());
        _sell(pool, termsId, pricing);
    }

    /// @inheritdoc IPoolConfigurator
    function removeTerms(address pool, uint256 termsId) external onlyManager(pool) {
        require(_sold[pool][termsId], Errors.UnknownTerms());
        _sold[pool][termsId] = false;
        Terms memory t = _registry.getTerms(termsId);
        _setPoolTerms(pool, termsId, t, false);
        emit TermsRemoved(pool, termsId, t.productId);
    }

    /// @inheritdoc IPoolConfigurator
    function setPricing(address pool, uint256 productId, PricingInput calldata pricing) external onlyManager(pool) {
        ProductPricing memory before = ICoverPool(pool).pricingOf(productId);
        // A product that was sold once has a price.
        require(before.rateMax != 0, Errors.UnknownTerms());
        ProductPricing memory l = _toPricing(pricing);
        if (_hasShares(pool)) _requireNarrower(l, before);
        (l.haircut, l.cluster) = (before.haircut, before.cluster);
        _setPricing(pool, productId, l);
    }

    // -------------------------------------------------------------- announced

    /// @inheritdoc IPoolConfigurator
    function submitChange(address pool, uint256 termsId, PricingInput calldata pricing)
        external
        onlyManager(pool)
        returns (bytes32 changeId)
    {
        // A change that could not be made today is not announced.
        _findLane(pool, _fittingTerms(pool, termsId).productId);
        _toPricing(pricing);
        changeId = _changeId(pool, termsId, pricing);
        uint256 cooldown = ICoverPool(pool).cooldown();
        uint256 ripeAt = block.timestamp + cooldown;
        // A leaver of the last second has a whole cooldown.
        uint256 expiresAt = ripeAt + cooldown + CHANGE_LIFE;
        // forge-lint: disable-next-line(unsafe-typecast) -- times: two cooldowns and CHANGE_LIFE from now at most
        _changes[changeId] = Change({ripeAt: uint40(ripeAt), expiresAt: uint40(expiresAt)});
        emit ChangeSubmitted(pool, termsId, changeId, pricing, ripeAt, expiresAt);
    }

    /// @inheritdoc IPoolConfigurator
    function applyChange(address pool, uint256 termsId, PricingInput calldata pricing, address next)
        external
        onlyManager(pool)
    {
        bytes32 changeId = _changeId(pool, termsId, pricing);
        uint256 ripeAt = _announced(changeId).ripeAt;
        require(block.timestamp >= ripeAt, Errors.TimelockActive(ripeAt));
        // Requests are settled in order: if the next one is later, all earlier ones are out. Later requests do not
        // delay the change.
        require(ICoverPool(pool).nextExit(next) > ripeAt, Errors.ExitsPending());
        delete _changes[changeId];
        _sell(pool, termsId, pricing);
        emit ChangeApplied(pool, termsId, changeId);
    }

    /// @inheritdoc IPoolConfigurator
    function revokeChange(address pool, uint256 termsId, PricingInput calldata pricing) external onlyManager(pool) {
        bytes32 changeId = _changeId(pool, termsId, pricing);
        require(_changes[changeId].ripeAt != 0, Errors.UnknownChange());
        delete _changes[changeId];
        emit ChangeRevoked(pool, termsId, changeId);
    }

    /// @inheritdoc IPoolConfigurator
    function prolongChange(address pool, uint256 termsId, PricingInput calldata pricing, address next)
        external
        onlyManager(pool)
        returns (uint256 expiresAt)
    {
        bytes32 changeId = _changeId(pool, termsId, pricing);
        Change memory c = _announced(changeId);
        require(ICoverPool(pool).nextExit(next) <= c.ripeAt, Errors.ExitsNotHeldUp());
        // An exit that only waits for a caller to settle it must not keep an announcement in store.
        (, uint256 latest) = ICoverPool(pool).redeemSchedule(next);
        require(latest > block.timestamp, Errors.ExitsNotHeldUp());
        expiresAt = (block.timestamp + CHANGE_LIFE).max(c.expiresAt);
        // forge-lint: disable-next-line(unsafe-typecast) -- a time: CHANGE_LIFE from now, or one that had 40 bits
        _changes[changeId].expiresAt = uint40(expiresAt);
        emit ChangeProlonged(pool, changeId, expiresAt);
    }

    // ----------------------------------------------------------------- pauses

    /// @inheritdoc IPoolConfigurator
    function pauseSales(address pool, uint256 duration) external returns (uint256 until) {
        Roles storage r = _roles[pool];
        until = _pauseUntil(r.guardian, r.salesPausedUntil, duration);
        // forge-lint: disable-next-line(unsafe-typecast) -- a time: MAX_PAUSE from now at most
        r.salesPausedUntil = uint40(until);
        ICoverPool(pool).setPauses(until, r.depositsPausedUntil);
        emit SalesPaused(pool, until);
    }

    /// @inheritdoc IPoolConfigurator
    function pauseDeposits(address pool, uint256 duration) external returns (uint256 until) {
        Roles storage r = _roles[pool];
        until = _pauseUntil(r.guardian, r.depositsPausedUntil, duration);
        // forge-lint: disable-next-line(unsafe-typecast) -- a time: MAX_PAUSE from now at most
        r.depositsPausedUntil = uint40(until);
        ICoverPool(pool).setPauses(r.salesPausedUntil, until);
        emit DepositsPaused(pool, until);
    }

    /// @inheritdoc IPoolConfigurator
    function endPauses(address pool) external {
        Roles storage r = _roles[pool];
        require(msg.sender == r.guardian || msg.sender == r.manager, Errors.NotAuthorized());
        // The break before the next pause starts now. A pause that is over keeps its end.
        r.salesPausedUntil = uint40(block.timestamp.min(r.salesPausedUntil));
        r.depositsPausedUntil = uint40(block.timestamp.min(r.depositsPausedUntil));
        ICoverPool(pool).setPauses(r.salesPausedUntil, r.depositsPausedUntil);
        emit PausesEnded(pool);
    }

    // ------------------------------------------------------------------ roles

    /// @inheritdoc IPoolConfigurator
    function transferManager(address pool, address newManager) external onlyManager(pool) {
        _roles[pool].pendingManager = newManager;
        emit ManagerTransferStarted(pool, msg.sender, newManager);
    }

    /// @inheritdoc IPoolConfigurator
    function acceptManager(address pool) external {
        Roles storage r = _roles[pool];
        require(msg.sender == r.pendingManager, Errors.NotAuthorized());
        emit ManagerTransferred(pool, r.manager, msg.sender);
        (r.manager, r.pendingManager) = (msg.sender, address(0));
    }

    /// @inheritdoc IPoolConfigurator
    function setGuardian(address pool, address guardian) external onlyManager(pool) {
        _roles[pool].guardian = guardian;
        emit GuardianSet(pool, guardian);
    }

    // ------------------------------------------------------------------- fees

    /// @inheritdoc IPoolConfigurator
    function collectFees(address pool, uint256 productId)
        public
        nonReentrant
        returns (uint256 managerPart, uint256 sponsorPart)
    {
        address manager = _roles[pool].manager;
        // Only a pool of the factory is trusted to hand over what it reports.
        require(manager != address(0), Errors.NotAuthorized());
        Fees memory fees = _fees[pool][productId];
        if (fees.manager + fees.sponsor == 0) return (0, 0);
        address asset = ICoverPool(pool).asset();
        uint256 before = SafeTransferLib.balanceOf(asset, address(this));
        ICoverPool(pool).collectFees(productId);
        // Credits what arrived, not what the token was asked to deliver.
        uint256 taken = SafeTransferLib.balanceOf(asset, address(this)).zeroFloorSub(before);
        if (taken == 0) return (0, 0);
        sponsorPart = taken * fees.sponsor / (fees.manager + fees.sponsor);
        managerPart = taken - sponsorPart;
        address sponsor = _registry.getProduct(productId).sponsor;
        // Nobody could withdraw the part of a missing sponsor.
        if (sponsor == address(0)) (managerPart, sponsorPart) = (taken, 0);
        feesOwed[asset][manager] += managerPart;
        feesOwed[asset][sponsor] += sponsorPart;
        emit FeesCollected(pool, productId, managerPart, sponsorPart);
    }

    /// @inheritdoc IPoolConfigurator
    function withdrawFees(address asset, address receiver) external nonReentrant returns (uint256 amount) {
        amount = feesOwed[asset][msg.sender];
        require(amount != 0, Errors.NothingToCollect());
        feesOwed[asset][msg.sender] = 0;
        SafeTransferLib.safeTransfer(asset, receiver, amount);
        emit FeesWithdrawn(asset, msg.sender, receiver, amount);
    }

    // ------------------------------------------------------------------ views

    /// @inheritdoc IPoolConfigurator
    function rolesOf(address pool) external view returns (address manager, address guardian) {
        Roles storage r = _roles[pool];
        return (r.manager, r.guardian);
    }

    /// @inheritdoc IPoolConfigurator
    function pendingManagerOf(address pool) external view returns (address) {
        return _roles[pool].pendingManager;
    }

    /// @inheritdoc IPoolConfigurator
    function pausesOf(address pool) external view returns (uint256 salesUntil, uint256 depositsUntil) {
        Roles storage r = _roles[pool];
        return (r.salesPausedUntil, r.depositsPausedUntil);
    }

    /// @inheritdoc IPoolConfigurator
    function getChange(address pool, uint256 termsId, PricingInput calldata pricing)
        external
        view
        returns (bytes32 changeId, uint256 ripeAt, uint256 expiresAt)
    {
        changeId = _changeId(pool, termsId, pricing);
        Change memory c = _changes[changeId];
        return (changeId, c.ripeAt, c.expiresAt);
    }

    /// @inheritdoc IPoolConfigurator
    function clustersOf(address pool) external view returns (uint32[8] memory) {
        return _clusters[pool];
    }

    // -------------------------------------------------------------- internals

    /// @dev Transient storage exists wherever this code compiles for.
    function _useTransientReentrancyGuardOnlyOnMainnet() internal pure override returns (bool) {
        return false;
    }

    function _requireManager(address pool) private view {
        require(msg.sender == _roles[pool].manager, Errors.NotAuthorized());
    }

    /// @dev Queued shares are included.
    function _hasShares(address pool) private view returns (bool) {
        return ICoverPool(pool).totalSupply() != 0;
    }

    function _changeId(address pool, uint256 termsId, PricingInput calldata pricing) private pure returns (bytes32) {
        return keccak256(abi.encode(pool, termsId, pricing));
    }

    /// @dev An announced change that has not expired.
    function _announced(bytes32 changeId) private view returns (Change memory c) {
        c = _changes[changeId];
        require(c.ripeAt != 0, Errors.UnknownChange());
        require(block.timestamp <= c.expiresAt, Errors.ChangeExpired(c.expiresAt));
    }

    /// @dev The end of a new pause, if its length and the break since the last one allow it. `last` is 0 before the
    /// first.
    function _pauseUntil(address guardian, uint256 last, uint256 duration) private view returns (uint256) {
        require(msg.sender == guardian, Errors.NotAuthorized());
        require(duration <= MAX_PAUSE, Errors.PauseTooLong(MAX_PAUSE));
        require(block.timestamp >= last + PAUSE_BREAK, Errors.PauseCoolingDown(last + PAUSE_BREAK));
        return block.timestamp + duration;
    }

    /// @dev Starts the sale of terms and sets their product's prices and limits.
    function _sell(address pool, uint256 termsId, PricingInput calldata pricing) private {
        _sold[pool][termsId] = true;
        Terms memory t = _fittingTerms(pool, termsId);
        ProductPricing memory l = _toPricing(pricing);
        l.haircut = t.haircut / WAD_PER_PPM;
        uint256 clusterId;
        (l.cluster, clusterId) = _findLane(pool, t.productId);
        // forge-lint: disable-next-line(unsafe-typecast) -- the registry lists no cluster beyond 32 bits
        _clusters[pool][l.cluster] = uint32(clusterId);
        _setPricing(pool, t.productId, l);
        _setPoolTerms(pool, termsId, t, true);
        emit TermsAdded(pool, termsId, t.productId);
    }

    function _setPricing(address pool, uint256 productId, ProductPricing memory l) private {
        // Collects the fees so far, to divide them as agreed when they were taken.
        collectFees(pool, productId);
        _fees[pool][productId] = Fees({manager: uint128(l.managerFee), sponsor: uint128(l.sponsorFee)});
        ICoverPool(pool).setPricing(productId, l);
        emit PricingChanged(pool, productId);
    }

    /// @dev The pool's copy of terms is the same whether they are sold or not, because covers in force rest on it.
    function _setPoolTerms(address pool, uint256 termsId, Terms memory t, bool sold) private {
        uint256 flags;
        if (sold) flags |= PoolFlags.TERMS_SOLD;
        if (t.observes) flags |= PoolFlags.TERMS_OBSERVES;
        if (t.proofOfLoss) flags |= PoolFlags.TERMS_PROOF_OF_LOSS;
        if (t.codeGrace != 0) flags |= PoolFlags.TERMS_LAPSES;
        ICoverPool(pool)
            .setPoolTerms(
                termsId,
                PoolTerms({
                serial: 0,
                productId: t.productId,
                waitingPeriod: t.waitingPeriod,
                horizon: t.horizon,
                minBilled: t.minBilled,
                maxCover: (uint256(t.maxCover) / ICoverPool(pool).coverUnit()).min(type(uint32).max),
                deductible: t.deductible / WAD_PER_PPM,
                flags: flags
            }),
                t.observes
                    ? Meter({resolver: t.resolver, subject: t.subject})
                    : Meter({resolver: address(0), subject: 0})
            );
    }

    /// @dev Terms that the pool can sell; reverts for others.
    function _fittingTerms(address pool, uint256 termsId) private view returns (Terms memory t) {
        t = _registry.getTerms(termsId);
        require(t.asset == ICoverPool(pool).asset(), Errors.InvalidTerms("asset"));
        // Nobody who learns of an incident may leave before all answers about it are in.
        require(t.horizon + 1 days <= ICoverPool(pool).cooldown(), Errors.InvalidTerms("horizon"));
    }

    /// @dev The lane of a product's cluster, or the next free one. A pool has eight, assigned at their first use.
    function _findLane(address pool, uint256 productId) private view returns (uint256 lane, uint256 clusterId) {
        clusterId = _registry.getProduct(productId).clusterId;
        uint32[8] storage lanes = _clusters[pool];
        for (; lane < 8; ++lane) {
            if (lanes[lane] == clusterId || lanes[lane] == 0) return (lane, clusterId);
        }
        revert Errors.InvalidTerms("cluster");
    }

    /// @dev Requires that a change is not cheaper at any utilisation, does not raise a limit, and does not take more of
    /// the premium from the pool.
    function _requireNarrower(ProductPricing memory l, ProductPricing memory before) private pure {
        require(l.rateFloor >= before.rateFloor, Errors.ChangeWidens("rateFloor"));
        require(l.rateAtTarget >= before.rateAtTarget, Errors.ChangeWidens("rateAtTarget"));
        require(l.rateMax >= before.rateMax, Errors.ChangeWidens("rateMax"));
        require(l.target <= before.target, Errors.ChangeWidens("target"));
        require(l.maxRatio <= before.maxRatio, Errors.ChangeWidens("maxRatio"));
        require(l.managerFee <= before.managerFee, Errors.ChangeWidens("managerFee"));
        require(l.sponsorFee <= before.sponsorFee, Errors.ChangeWidens("sponsorFee"));
    }

    function _toPricing(PricingInput calldata x) private pure returns (ProductPricing memory l) {
        require(x.rateFloor <= x.rateAtTarget && x.rateAtTarget <= x.rateMax, Errors.ValueOutOfRange("rates"));
        require(x.rateMax != 0 && x.rateMax <= MAX_RATE, Errors.ValueOutOfRange("rateMax"));
        require(x.target >= WAD_PER_PPM && x.target < WAD, Errors.ValueOutOfRange("target"));
        require(x.maxRatio >= WAD_PER_PPM && x.maxRatio <= WAD, Errors.ValueOutOfRange("maxRatio"));
        require(x.managerFee <= MAX_FEES && x.sponsorFee <= MAX_FEES - x.managerFee, Errors.ValueOutOfRange("fees"));
        l.rateFloor = _toPpm(x.rateFloor, "rateFloor");
        l.rateAtTarget = _toPpm(x.rateAtTarget, "rateAtTarget");
        l.rateMax = _toPpm(x.rateMax, "rateMax");
        l.target = _toPpm(x.target, "target");
        l.maxRatio = _toPpm(x.maxRatio, "maxRatio");
        l.managerFee = _toPpm(x.managerFee, "managerFee");
        l.sponsorFee = _toPpm(x.sponsorFee, "sponsorFee");
    }

    /// @dev A ratio that the pool could not keep exactly is refused, not rounded.
    function _toPpm(uint256 wad, bytes32 field) private pure returns (uint256) {
        require(wad % WAD_PER_PPM == 0, Errors.ValueOutOfRange(field));
        return wad / WAD_PER_PPM;
    }
}

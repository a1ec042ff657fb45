// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {ICoverPool} from "./interfaces/ICoverPool.sol";
import {IPoolManager} from "./interfaces/IPoolManager.sol";
import {IProductRegistry, Terms} from "./interfaces/IProductRegistry.sol";
import {Errors} from "./libraries/Errors.sol";
import {PoolFlags} from "./libraries/PoolFlags.sol";
import {Levels, Meter, ProductLevels, TermsLine} from "./types/PoolTypes.sol";

/// @title What pools sell, and at which prices: the only power over a pool
/// @notice Apart from the pool, because none of it is needed to sell, exit or claim.
contract PoolManager is IPoolManager {
    using FixedPointMathLib for uint256;

    struct Roles {
        address manager;
        address guardian;
    }

    struct Cuts {
        uint128 manager; // ppm of the premium
        uint128 sponsor;
    }

    /// @dev WAD ratios are kept as parts per million.
    uint256 internal constant WAD_PER_PPM = 1e12;
    /// @dev All cuts together are at most this part of a premium, WAD.
    uint256 internal constant MAX_CUTS = 0.2e18;
    uint256 internal constant MAX_RATE = 10e18;

    address internal immutable _factory;
    IProductRegistry internal immutable _registry;

    mapping(address pool => Roles) internal _roles;
    mapping(address pool => uint32[8]) internal _clusters;
    mapping(address pool => mapping(uint256 termsId => bool)) internal _added;
    mapping(address pool => mapping(uint256 productId => Cuts)) internal _cuts;
    /// @inheritdoc IPoolManager
    mapping(address asset => mapping(address payee => uint256)) public cutsOwed;

    constructor(IProductRegistry registry) {
        _factory = msg.sender;
        _registry = registry;
    }

    /// @inheritdoc IPoolManager
    function registerPool(address pool, address manager, address guardian) external {
        require(msg.sender == _factory, Errors.NotAuthorized());
        _roles[pool] = Roles({manager: manager, guardian: guardian});
        emit PoolRegistered(pool, manager, guardian);
    }

    /// @inheritdoc IPoolManager
    function addTerms(address pool, uint256 termsId, ProductLevels calldata levels) external {
        require(msg.sender == _roles[pool].manager, Errors.NotAuthorized());
        require(ICoverPool(pool).totalSupply() == 0, Errors.SharesExist());
        require(!_added[pool][termsId], Errors.AlreadyListed());
        _added[pool][termsId] = true;

        Terms memory t = _registry.getTerms(termsId);
        require(t.asset == ICoverPool(pool).asset(), Errors.InvalidTerms("asset"));
        // Whoever learns of an incident must not be gone before it has to be reported.
        require(t.reportWindow + 1 days <= ICoverPool(pool).cooldown(), Errors.InvalidTerms("reportWindow"));
        Levels memory l = _toLevels(levels);
        l.haircut = t.haircut / WAD_PER_PPM;
        l.cluster = _laneOf(pool, _registry.getProduct(t.productId).clusterId);
        // What was cut so far is divided as it was agreed then.
        collectCuts(pool, t.productId);
        _cuts[pool][t.productId] = Cuts({manager: uint128(l.managerCut), sponsor: uint128(l.sponsorCut)});
        ICoverPool(pool).setLevels(t.productId, l);
        uint256 flags = PoolFlags.LINE_SOLD;
        if (t.observes) flags |= PoolFlags.LINE_OBSERVES;
        if (t.proofOfLoss) flags |= PoolFlags.LINE_PROOF_OF_LOSS;
        ICoverPool(pool)
            .setLine(
                termsId,
                TermsLine({
                serial: 0,
                productId: t.productId,
                waitingPeriod: t.waitingPeriod,
                reportWindow: t.reportWindow,
                minBilled: t.minBilled,
                maxCover: (uint256(t.maxCover) / ICoverPool(pool).quantum()).min(type(uint32).max),
                deductible: t.deductible / WAD_PER_PPM,
                flags: flags
            }),
                t.observes
                    ? Meter({resolver: t.resolver, subject: t.subject})
                    : Meter({resolver: address(0), subject: 0})
            );
        emit TermsAdded(pool, termsId, t.productId);
    }

    /// @inheritdoc IPoolManager
    function collectCuts(address pool, uint256 productId) public returns (uint256 managerPart, uint256 sponsorPart) {
        address manager = _roles[pool].manager;
        // Only a pool of the factory hands over what it says it does.
        require(manager != address(0), Errors.NotAuthorized());
        Cuts memory cuts = _cuts[pool][productId];
        if (cuts.manager + cuts.sponsor == 0) return (0, 0);
        uint256 taken = ICoverPool(pool).takeCuts(productId);
        if (taken == 0) return (0, 0);
        sponsorPart = taken * cuts.sponsor / (cuts.manager + cuts.sponsor);
        managerPart = taken - sponsorPart;
        address asset = ICoverPool(pool).asset();
        address sponsor = _registry.getProduct(productId).sponsor;
        // Nobody could withdraw the part of a product without a sponsor.
        if (sponsor == address(0)) (managerPart, sponsorPart) = (taken, 0);
        cutsOwed[asset][manager] += managerPart;
        cutsOwed[asset][sponsor] += sponsorPart;
        emit CutsCollected(pool, productId, managerPart, sponsorPart);
    }

    /// @inheritdoc IPoolManager
    function withdrawCuts(address asset, address receiver) external returns (uint256 amount) {
        amount = cutsOwed[asset][msg.sender];
        require(amount != 0, Errors.NothingToCollect());
        cutsOwed[asset][msg.sender] = 0;
        SafeTransferLib.safeTransfer(asset, receiver, amount);
        emit CutsWithdrawn(asset, msg.sender, receiver, amount);
    }

    /// @inheritdoc IPoolManager
    function rolesOf(address pool) external view returns (address manager, address guardian) {
        Roles memory r = _roles[pool];
        return (r.manager, r.guardian);
    }

    /// @inheritdoc IPoolManager
    function clustersOf(address pool) external view returns (uint32[8] memory) {
        return _clusters[pool];
    }

    /// @dev The lane of a cluster, assigned at its first use. A pool has eight.
    function _laneOf(address pool, uint256 clusterId) private returns (uint256 lane) {
        uint32[8] storage lanes = _clusters[pool];
        for (; lane < 8; ++lane) {
            if (lanes[lane] == clusterId) return lane;
            if (lanes[lane] == 0) {
                lanes[lane] = uint32(clusterId);
                return lane;
            }
        }
        revert Errors.InvalidTerms("cluster");
    }

    function _toLevels(ProductLevels calldata x) private pure returns (Levels memory l) {
        require(x.rateFloor <= x.rateAtTarget && x.rateAtTarget <= x.rateMax, Errors.ValueOutOfRange("rates"));
        require(x.rateMax != 0 && x.rateMax <= MAX_RATE, Errors.ValueOutOfRange("rateMax"));
        require(x.target >= WAD_PER_PPM && x.target < 1e18, Errors.ValueOutOfRange("target"));
        require(x.maxShare >= WAD_PER_PPM && x.maxShare <= 1e18, Errors.ValueOutOfRange("maxShare"));
        require(x.managerCut <= MAX_CUTS && x.sponsorCut <= MAX_CUTS - x.managerCut, Errors.ValueOutOfRange("cuts"));
        l.rateFloor = _toPpm(x.rateFloor, "rateFloor");
        l.rateAtTarget = _toPpm(x.rateAtTarget, "rateAtTarget");
        l.rateMax = _toPpm(x.rateMax, "rateMax");
        l.target = _toPpm(x.target, "target");
        l.maxShare = _toPpm(x.maxShare, "maxShare");
        l.managerCut = _toPpm(x.managerCut, "managerCut");
        l.sponsorCut = _toPpm(x.sponsorCut, "sponsorCut");
    }

    /// @dev A ratio that the pool could not keep as given is refused, not rounded.
    function _toPpm(uint256 wad, bytes32 field) private pure returns (uint256) {
        require(wad % WAD_PER_PPM == 0, Errors.ValueOutOfRange(field));
        return wad / WAD_PER_PPM;
    }
}

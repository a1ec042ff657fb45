// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {Multicallable} from "solady/utils/Multicallable.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {ICoverPoolCore} from "./interfaces/ICoverPoolCore.sol";
import {ICoverToken} from "./interfaces/ICoverToken.sol";
import {IProductRegistry} from "./interfaces/IProductRegistry.sol";
import {CoverData} from "./libraries/CoverData.sol";
import {Errors} from "./libraries/Errors.sol";
import {Packing} from "./libraries/Packing.sol";
import {PoolFlags} from "./libraries/PoolFlags.sol";
import {ShareMath} from "./libraries/ShareMath.sol";
import {PocketVault} from "./PocketVault.sol";
import {ExitQueue} from "./pool/ExitQueue.sol";
import {PoolState} from "./pool/PoolState.sol";
import {ShareLedger} from "./pool/ShareLedger.sol";
import {Underwriting} from "./pool/Underwriting.sol";
import {Money, PoolConfig, Product, Queue, ShareTotals} from "./types/PoolTypes.sol";
import {Assets, Shares} from "./types/Units.sol";

/// @title A pool of capital that sells cover in one asset
/// @notice Immutable: no proxy, no administrator who can reach capital. The parts, each with one job:
///
/// PoolState           storage, equity, damped equity
/// ShareLedger         ERC-20 shares with balance checkpoints
/// QueueReads          what the exit queue holds for whom
/// ExitQueue           ERC-7540 way out
/// Pricing             limits and prices
/// Underwriting        sales
/// CoverPool           ERC-4626 way in, and the calls of the pocket vault
/// CoverPoolExtension  quotes, extensions, cancellations, upkeep: run in the pool's place
///
/// The rules, with ids that tests cite, are in SPEC.md.
contract CoverPool is Underwriting, ExitQueue, Multicallable {
    using FixedPointMathLib for uint256;

    /// @dev Deposits stop below this fraction of the initial share price, and so does the blow-up of share numbers.
    uint256 internal constant WIPED_OUT = 1e6;
    /// @dev A release never mints at less than this fraction of the initial share price.
    uint256 internal constant RELEASE_FLOOR = 1e9;

    PocketVault internal immutable _vault;
    address internal immutable _extensionCode;

    constructor(
        PoolConfig memory c,
        uint256 poolId_,
        ICoverToken coverToken,
        IProductRegistry registry,
        address manager,
        uint8 assetDecimals,
        address extensionCode
    )
        PoolState(c, poolId_, coverToken, registry, manager, assetDecimals)
        ShareLedger(c.name, c.symbol, assetDecimals + _virtualDecimals(assetDecimals))
    {
        _extensionCode = extensionCode;
        _vault = new PocketVault(c.asset, poolId_, c.quantum, coverToken, registry);
    }

    /// @dev Everything else is the extension's: see CoverPoolExtension.
    fallback() external {
        address code = _extensionCode;
        assembly ("memory-safe") {
            let p := mload(0x40)
            calldatacopy(p, 0, calldatasize())
            let done := delegatecall(gas(), code, p, calldatasize(), 0, 0)
            returndatacopy(p, 0, returndatasize())
            if iszero(done) { revert(p, returndatasize()) }
            return(p, returndatasize())
        }
    }

    // ---------------------------------------------------------------- way in

    /// @inheritdoc ICoverPoolCore
    function deposit(uint256 assets, address receiver) public virtual nonReentrant returns (uint256 shares) {
        (Money memory m, ShareTotals memory s, Assets equity) = _standing();
        shares = ShareMath.toSharesDown(Assets.wrap(assets), equity, Shares.wrap(s.supply), _virtualShares).raw();
        _enter(m, s, equity, assets, shares, receiver);
    }

    /// @inheritdoc ICoverPoolCore
    function mint(uint256 shares, address receiver) public virtual nonReentrant returns (uint256 assets) {
        (Money memory m, ShareTotals memory s, Assets equity) = _standing();
        assets = ShareMath.toAssetsUp(Shares.wrap(shares), equity, Shares.wrap(s.supply), _virtualShares).raw();
        _enter(m, s, equity, assets, shares, receiver);
    }

    /// @dev Money, share totals and the equity that prices shares, at this moment.
    function _standing() private view returns (Money memory m, ShareTotals memory s, Assets equity) {
        m = _currentMoney();
        s = Packing.toShareTotals(_totals);
        equity = _pricedEquity(m, s);
    }

    /// @dev The price is that of the previews, from before matured requests are settled: settling only raises it, by the
    /// leavers' rounding.
    function _enter(
        Money memory m,
        ShareTotals memory s,
        Assets equity,
        uint256 assets,
        uint256 shares,
        address receiver
    ) private {
        require(m.flags & PoolFlags.SHORT == 0, Errors.PoolShort());
        require(assets != 0 && shares != 0, Errors.AmountZero());
        uint256 max = _maxDeposit(m, s, equity);
        require(assets <= max, Errors.DepositLimitExceeded(max));
        Queue memory q = Packing.toQueue(_queue);
        _refreshDamped(q, _freeEquity(equity, s));
        _queue = Packing.pack(q);
        if (s.queued != 0) {
            _settleMatured(q, s);
            m = _currentMoney();
        }
        m.net += assets;
        _issue(s, receiver, shares);
        _money = Packing.pack(m);
        _totals = Packing.pack(s);
        _pull(msg.sender, assets);
        emit Deposit(msg.sender, receiver, assets, shares);
    }

    /// @dev What one deposit may bring: nothing into a pool that is short or wiped out, else what the packed widths hold.
    function _maxDeposit(Money memory m, ShareTotals memory s, Assets equity) private view returns (uint256) {
        if (m.flags & PoolFlags.SHORT != 0) return 0;
        if ((equity.raw() + 1) * _virtualShares * WIPED_OUT < s.supply + _virtualShares) return 0;
        uint256 byShares = ShareMath.toAssetsDown(
                Shares.wrap(type(uint112).max - s.supply), equity, Shares.wrap(s.supply), _virtualShares
            ).raw();
        return byShares.min(type(uint104).max - m.net);
    }

    // ----------------------------------------------------------- pocket vault

    /// @inheritdoc ICoverPoolCore
    function carveOut(uint256 productId, uint256 wanted)
        public
        virtual
        nonReentrant
        returns (uint256 taken, uint256 epoch, uint256 supply, uint256 settled)
    {
        require(msg.sender == address(_vault), Errors.NotAuthorized());
        Money memory m = _currentMoney();
        ShareTotals memory s = Packing.toShareTotals(_totals);
        taken = wanted.min(_equity(m).raw());
        m.net -= taken;
        epoch = ++s.epoch;
        supply = s.supply;
        settled = Packing.toQueue(_queue).requested - s.queued;
        _money = Packing.pack(m);
        _totals = Packing.pack(s);
        _countPockets(productId, true);
        SafeTransferLib.safeTransfer(_asset, msg.sender, taken);
        emit CapitalCarved(productId, epoch, taken);
    }

    /// @inheritdoc ICoverPoolCore
    function returnCapital(uint256 productId, uint256 assets) public virtual nonReentrant returns (uint256 shares) {
        require(msg.sender == address(_vault), Errors.NotAuthorized());
        _countPockets(productId, false);
        if (assets == 0) return 0;
        Money memory m = _currentMoney();
        ShareTotals memory s = Packing.toShareTotals(_totals);
        Queue memory q = Packing.toQueue(_queue);
        _refreshDamped(q, _freeEquity(_equity(m), s));
        _queue = Packing.pack(q);
        shares = ShareMath.toSharesDown(Assets.wrap(assets), _pricedEquity(m, s), Shares.wrap(s.supply), _virtualShares)
            .raw().min(assets * _virtualShares * RELEASE_FLOOR).min(type(uint112).max - s.supply);
        m.net += assets;
        _money = Packing.pack(m);
        if (shares != 0) _issue(s, msg.sender, shares);
        _totals = Packing.pack(s);
        emit CapitalReturned(assets, shares);
    }

    /// @inheritdoc ICoverPoolCore
    function drawCover(uint256 coverId, uint256 drawn) public virtual nonReentrant {
        require(msg.sender == address(_vault), Errors.NotAuthorized());
        CoverData.Cover memory c = _coverToken.coverData(coverId);
        uint256 quanta = drawn.divUp(_quantum).min(c.amount);
        if (quanta == 0) return;
        // The premium of what was drawn is earned to the end: only the rest's could still be returned.
        c.rate = CoverData.roundRateDown(c.rate * (c.amount - quanta) / c.amount);
        c.amount -= quanta;
        _coverToken.update(coverId, c);
        Money memory m = _currentMoney();
        _uncommit(m, Packing.toTermsLine(_lines[CoverData.termsIdOf(coverId)]), c.end, quanta);
        _money = Packing.pack(m);
    }

    function _countPockets(uint256 productId, bool opened) private {
        Product memory p = Packing.toProduct(_products[productId]);
        p.openPockets = opened ? p.openPockets + 1 : p.openPockets - 1;
        _products[productId] = Packing.pack(p);
    }

    // ------------------------------------------------------------------ views

    /// @inheritdoc ICoverPoolCore
    function asset() public view virtual returns (address) {
        return _asset;
    }

    /// @inheritdoc ICoverPoolCore
    function totalAssets() public view virtual returns (uint256) {
        return _equity(_currentMoney()).raw();
    }

    /// @inheritdoc ICoverPoolCore
    function convertToShares(uint256 assets) public view virtual returns (uint256) {
        (, ShareTotals memory s, Assets equity) = _standing();
        return ShareMath.toSharesDown(Assets.wrap(assets), equity, Shares.wrap(s.supply), _virtualShares).raw();
    }

    /// @inheritdoc ICoverPoolCore
    function convertToAssets(uint256 shares) public view virtual returns (uint256) {
        (, ShareTotals memory s, Assets equity) = _standing();
        return ShareMath.toAssetsDown(Shares.wrap(shares), equity, Shares.wrap(s.supply), _virtualShares).raw();
    }

    /// @inheritdoc ICoverPoolCore
    function maxDeposit(address) public view virtual returns (uint256) {
        (Money memory m, ShareTotals memory s, Assets equity) = _standing();
        return _maxDeposit(m, s, equity);
    }

    /// @inheritdoc ICoverPoolCore
    function maxMint(address) public view virtual returns (uint256) {
        (Money memory m, ShareTotals memory s, Assets equity) = _standing();
        Assets max = Assets.wrap(_maxDeposit(m, s, equity));
        return ShareMath.toSharesDown(max, equity, Shares.wrap(s.supply), _virtualShares).raw()
            .min(type(uint112).max - s.supply);
    }

    /// @inheritdoc ICoverPoolCore
    function previewDeposit(uint256 assets) public view virtual returns (uint256) {
        return convertToShares(assets);
    }

    /// @inheritdoc ICoverPoolCore
    function previewMint(uint256 shares) public view virtual returns (uint256) {
        (, ShareTotals memory s, Assets equity) = _standing();
        return ShareMath.toAssetsUp(Shares.wrap(shares), equity, Shares.wrap(s.supply), _virtualShares).raw();
    }

    /// @notice Always reverts: exits are asynchronous (ERC-7540).
    function previewRedeem(uint256) public pure virtual returns (uint256) {
        revert Errors.AsyncRedeem();
    }

    /// @notice Always reverts: exits are asynchronous (ERC-7540).
    function previewWithdraw(uint256) public pure virtual returns (uint256) {
        revert Errors.AsyncRedeem();
    }

    /// @notice The pool is its own share token (ERC-7575).
    function share() public view virtual returns (address) {
        return address(this);
    }

    /// @notice ERC-165, ERC-7540 asynchronous redeem and operators, ERC-7575.
    function supportsInterface(bytes4 id) public pure virtual returns (bool) {
        return id == 0x01ffc9a7 || id == 0x620ee8e4 || id == 0xe3bc4e65 || id == 0x2f0a18c5;
    }

    /// @inheritdoc ICoverPoolCore
    function holdingAt(address account, uint256 epoch, uint256 settled) public view virtual returns (uint256) {
        return _holdingAt(account, epoch, settled);
    }

    /// @inheritdoc ICoverPoolCore
    function poolId() public view virtual returns (uint256) {
        return _poolId;
    }

    /// @inheritdoc ICoverPoolCore
    function quantum() public view virtual returns (uint256) {
        return _quantum;
    }

    /// @inheritdoc ICoverPoolCore
    function cooldown() public view virtual returns (uint256) {
        return _cooldown;
    }

    /// @notice The second half of this pool's code.
    function extension() public view virtual returns (address) {
        return _extensionCode;
    }

    /// @inheritdoc ICoverPoolCore
    function pocketVault() public view virtual returns (address) {
        return address(_vault);
    }

    /// @inheritdoc ICoverPoolCore
    function extsload(bytes32[] calldata slots) public view virtual returns (bytes32[] memory words) {
        words = new bytes32[](slots.length);
        for (uint256 i; i < slots.length; ++i) {
            bytes32 slot = slots[i];
            bytes32 word;
            assembly ("memory-safe") {
                word := sload(slot)
            }
            words[i] = word;
        }
    }
}

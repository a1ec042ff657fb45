// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "solady/tokens/ERC20.sol";
import {ERC4626} from "solady/tokens/ERC4626.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {LibString} from "solady/utils/LibString.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {CloneArguments} from "../common/CloneArguments.sol";
import {Errors} from "../common/Errors.sol";
import {CoveredVaultArguments} from "./CoveredVaultArguments.sol";
import {EmbeddingPacking} from "./EmbeddingPacking.sol";
import {HeldCovers} from "./HeldCovers.sol";
import {CoveredVaultPolicy, ICoveredVault} from "./ICoveredVault.sol";

/// @title ERC-4626 vault that covers the deposits in another one
/// @notice Shares are worth a part of three things: shares of the wrapped vault, idle assets, and prepaid premium. Who comes
/// pays for all three. Who leaves gets its part of the first two, and leaves its part of the premium to those who stay, for
/// whom the cover was bought as well. So nobody gains by coming and going around a purchase.
contract CoveredVault is HeldCovers {
    using FixedPointMathLib for uint256;

    /// @dev What the vault holds, premium apart.
    struct Holdings {
        address vault; // the wrapped one
        uint256 idle; // asset units
        uint256 shares; // of the wrapped vault
    }

    /// @dev Virtual shares are worth a unit of the asset at first: a donation to an empty vault costs its giver a million times what
    /// it takes from the next depositor.
    uint8 internal constant DECIMALS_OFFSET = 6;

    constructor(address coverToken, address registry) HeldCovers(coverToken, registry) {}

    // --------------------------------------------------- deposits and exits

    /// @inheritdoc ERC4626
    function deposit(uint256 assets, address to) public override nonReentrant returns (uint256 shares) {
        Holdings memory x = _holdings();
        _requireOpen(x, assets);
        uint256 added = ERC4626(x.vault).previewDeposit(assets);
        shares = ERC4626(x.vault).convertToAssets(added).fullMulDiv(_supply(), _totalOf(x) + 1);
        _invest(x, assets, added);
        _issue(to, assets, shares);
    }

    /// @inheritdoc ERC4626
    function mint(uint256 shares, address to) public override nonReentrant returns (uint256 assets) {
        Holdings memory x = _holdings();
        uint256 added = _addedFor(shares);
        assets = ERC4626(x.vault).previewMint(added);
        _requireOpen(x, assets);
        _invest(x, assets, added);
        _issue(to, assets, shares);
    }

    /// @inheritdoc ERC4626
    function withdraw(uint256 assets, address to, address owner) public override nonReentrant returns (uint256 shares) {
        uint256 max = maxWithdraw(owner);
        require(assets <= max, WithdrawalAboveMax(max));
        shares = previewWithdraw(assets);
        _withdraw(msg.sender, to, owner, assets, shares);
    }

    /// @inheritdoc ERC4626
    function redeem(uint256 shares, address to, address owner) public override nonReentrant returns (uint256 assets) {
        uint256 max = maxRedeem(owner);
        require(shares <= max, WithdrawalAboveMax(max));
        assets = previewRedeem(shares);
        _withdraw(msg.sender, to, owner, assets, shares);
    }

    /// @inheritdoc ICoveredVault
    function redeemInKind(uint256 shares, address receiver, address owner)
        external
        nonReentrant
        returns (uint256 assets, uint256 wrappedShares)
    {
        require(shares != 0, Errors.AmountZero());
        if (msg.sender != owner) _spendAllowance(owner, msg.sender, shares);
        uint256 supply = _supply();
        address vault = wrapped();
        assets = _idle().fullMulDiv(shares, supply);
        wrappedShares = _held(vault).fullMulDiv(shares, supply);
        _burn(owner, shares);
        if (assets != 0) SafeTransferLib.safeTransfer(asset(), receiver, assets);
        if (wrappedShares != 0) SafeTransferLib.safeTransfer(vault, receiver, wrappedShares);
        emit RedeemedInKind(msg.sender, receiver, owner, assets, wrappedShares, shares);
    }

    // ----------------------------------------------------------------- views

    /// @inheritdoc ERC4626
    function totalAssets() public view override returns (uint256) {
        return _totalOf(_holdings());
    }

    /// @inheritdoc ERC4626
    function maxDeposit(address) public view override returns (uint256 assets) {
        if (!depositsOpen()) return 0;
        Holdings memory x = _holdings();
        return ERC4626(x.vault).maxDeposit(address(this)).min(_room(x));
    }

    /// @inheritdoc ERC4626
    function maxMint(address to) public view override returns (uint256) {
        uint256 assets = maxDeposit(to);
        // No bound, or none that a token reaches.
        if (assets >= type(uint128).max) return type(uint256).max;
        return previewDeposit(assets);
    }

    /// @inheritdoc ERC4626
    function maxWithdraw(address owner) public view override returns (uint256) {
        return previewRedeem(maxRedeem(owner));
    }

    /// @inheritdoc ERC4626
    function maxRedeem(address owner) public view override returns (uint256 shares) {
        shares = balanceOf(owner);
        ERC4626 vault = ERC4626(wrapped());
        (uint256 redeemable, bool known) = _redeemable(vault);
        if (!known) return 0;
        if (redeemable == 0) return shares;
        try vault.maxWithdraw(address(this)) returns (uint256 most) {
            if (most >= redeemable) return shares;
            return shares.min(most.fullMulDiv(_supply(), redeemable));
        } catch {
            return 0;
        }
    }

    /// @inheritdoc ERC4626
    function previewDeposit(uint256 assets) public view override returns (uint256) {
        ERC4626 vault = ERC4626(wrapped());
        return convertToShares(vault.convertToAssets(vault.previewDeposit(assets)));
    }

    /// @inheritdoc ERC4626
    function previewMint(uint256 shares) public view override returns (uint256) {
        return ERC4626(wrapped()).previewMint(_addedFor(shares));
    }

    /// @inheritdoc ERC4626
    function previewRedeem(uint256 shares) public view override returns (uint256) {
        ERC4626 vault = ERC4626(wrapped());
        (uint256 redeemable,) = _redeemable(vault);
        return (_idle() + redeemable).fullMulDiv(shares, _supply()).zeroFloorSub(_lostDown(vault, redeemable));
    }

    /// @inheritdoc ERC4626
    function previewWithdraw(uint256 assets) public view override returns (uint256) {
        if (assets == 0) return 0;
        ERC4626 vault = ERC4626(wrapped());
        (uint256 redeemable,) = _redeemable(vault);
        // As if a unit were there where nothing is, so that this does not revert.
        return (assets + _lostDown(vault, redeemable)).fullMulDivUp(_supply(), (_idle() + redeemable).max(1));
    }

    /// @inheritdoc ICoveredVault
    function policy() external view returns (CoveredVaultPolicy memory) {
        return CoveredVaultArguments.all();
    }

    /// @inheritdoc ERC4626
    function asset() public view override returns (address) {
        return CoveredVaultArguments.asset();
    }

    /// @inheritdoc ERC20
    function name() public view override returns (string memory) {
        return LibString.fromSmallString(bytes32(CloneArguments.read(CoveredVaultArguments.NAME)));
    }

    /// @inheritdoc ERC20
    function symbol() public view override returns (string memory) {
        return LibString.fromSmallString(bytes32(CloneArguments.read(CoveredVaultArguments.SYMBOL)));
    }

    // -------------------------------------------------------------- internals

    function _holdings() private view returns (Holdings memory x) {
        x.vault = wrapped();
        (x.idle, x.shares) = (_idle(), _held(x.vault));
    }

    function _totalOf(Holdings memory x) private view returns (uint256) {
        return x.idle + ERC4626(x.vault).convertToAssets(x.shares) + prepaid();
    }

    /// @dev Takes assets from the caller and puts them into the wrapped vault.
    /// @param x what was held before
    /// @param added shares of the wrapped vault that they have to bring
    function _invest(Holdings memory x, uint256 assets, uint256 added) private {
        address token = asset();
        SafeTransferLib.safeTransferFrom(token, msg.sender, address(this), assets);
        // One unit is left of it: a word that is in use costs less to write.
        SafeTransferLib.safeApproveWithRetry(token, x.vault, assets + 1);
        uint256 brought = ERC4626(x.vault).deposit(assets, address(this));
        // A token that takes a fee would have been paid for with the idle assets of the others.
        require(brought >= added && _idle() >= x.idle, WrappedVaultDeviates());
    }

    function _issue(address to, uint256 assets, uint256 shares) private {
        _mint(to, shares);
        emit Deposit(msg.sender, to, assets, shares);
    }

    /// @dev Takes out of the wrapped vault what a leaver's part of the idle assets lacks: no more than its part.
    function _beforeWithdraw(uint256 assets, uint256 shares) internal override {
        uint256 supply = _supply();
        uint256 idle = _idle();
        uint256 missing = assets.zeroFloorSub(idle.fullMulDiv(shares, supply));
        if (missing == 0) return;
        ERC4626 vault = ERC4626(wrapped());
        uint256 before = _held(address(vault));
        vault.withdraw(missing, address(this), address(this));
        uint256 taken = before.zeroFloorSub(_held(address(vault)));
        require(_idle() >= idle + missing && taken <= before.fullMulDiv(shares, supply), WrappedVaultDeviates());
    }

    /// @dev The least shares of the wrapped vault that are worth a number of shares here.
    function _addedFor(uint256 shares) private view returns (uint256 added) {
        uint256 value = super.previewMint(shares);
        ERC4626 vault = ERC4626(wrapped());
        added = vault.convertToShares(value);
        if (vault.convertToAssets(added) < value) ++added;
    }

    /// @return assets what the wrapped vault would pay for all that is held of it
    /// @return known whether it says so
    function _redeemable(ERC4626 vault) private view returns (uint256 assets, bool known) {
        try vault.previewRedeem(_held(address(vault))) returns (uint256 value) {
            return (value, true);
        } catch {}
    }

    /// @dev What a leaver leaves for the rounding of the wrapped vault, whose shares may be worth many units each.
    function _lostDown(ERC4626 vault, uint256 redeemable) private view returns (uint256) {
        return redeemable == 0 ? 0 : vault.convertToAssets(1) + 2;
    }

    function _held(address vault) private view returns (uint256) {
        return SafeTransferLib.balanceOf(vault, address(this));
    }

    /// @dev The wrapped vault itself refuses what is too much for it.
    function _requireOpen(Holdings memory x, uint256 assets) private view {
        require(depositsOpen(), DepositsClosed());
        uint256 room = _room(x);
        require(assets <= room, DepositAboveMax(room));
    }

    /// @dev What a strict vault can put into the wrapped vault and have covered now.
    function _room(Holdings memory x) private view returns (uint256) {
        if (!CoveredVaultArguments.policy().strict) return type(uint256).max;
        return _coverAt(_loadCovers(), block.timestamp).zeroFloorSub(ERC4626(x.vault).convertToAssets(x.shares));
    }

    function _underlyingDecimals() internal view override returns (uint8) {
        // forge-lint: disable-next-line(unsafe-typecast) -- a field of 8 bits
        return uint8(EmbeddingPacking.decimalsOf(CloneArguments.read(CoveredVaultArguments.WRAPPED)));
    }

    function _decimalsOffset() internal pure override returns (uint8) {
        return DECIMALS_OFFSET;
    }
}

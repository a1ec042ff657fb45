// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "solady/tokens/ERC20.sol";
import {ERC4626} from "solady/tokens/ERC4626.sol";
import {LibCall} from "solady/utils/LibCall.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {LibString} from "solady/utils/LibString.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {CloneArguments} from "../common/CloneArguments.sol";
import {Errors} from "../common/Errors.sol";
import {CoveredVaultArguments} from "./CoveredVaultArguments.sol";
import {EmbeddingPacking} from "./EmbeddingPacking.sol";
import {CoveredVaultPolicy, ICoveredVault} from "./ICoveredVault.sol";
import {VaultCovers} from "./VaultCovers.sol";
import {VaultPurchases} from "./VaultPurchases.sol";

/// @title ERC-4626 vault that covers the deposits in another one
/// @notice Shares are worth a part of three things: shares of the wrapped vault, idle assets, and prepaid premium. Who comes
/// brings idle assets in the proportion in which they are here, and pays for the premium. Who leaves takes a part of the
/// first two, and leaves its part of the premium to those for whom the cover goes on. So idle assets, which are payouts,
/// leave with the shares that they belong to and in no other way, whatever the wrapped vault does.
contract CoveredVault is VaultPurchases {
    using FixedPointMathLib for uint256;

    /// @dev What the vault holds, premium apart.
    struct Holdings {
        ERC4626 vault; // the wrapped one
        uint256 idle; // asset units
        uint256 shares; // of the wrapped vault
        uint256 wrapped; // their assets
    }

    /// @dev A deposit. Asset units, but `added`.
    struct Entry {
        uint256 assets; // all of it
        uint256 idle; // the part that stays idle
        uint256 added; // shares of the wrapped vault for the other part
        uint256 value; // what counts
    }

    uint256 internal constant SEND_GAS = 1_000_000;
    /// @dev A donation to an empty vault costs its giver a million times what it takes from the next depositor.
    uint8 internal constant DECIMALS_OFFSET = 6;

    constructor(address coverToken, address registry) VaultCovers(coverToken, registry) {}

    // --------------------------------------------------- deposits and exits

    /// @inheritdoc ERC4626
    function deposit(uint256 assets, address to) public override nonReentrant returns (uint256 shares) {
        Holdings memory x = _holdings();
        Entry memory e = _entryOf(x, assets);
        shares = _sharesDown(x, e.value);
        _enter(x, e, shares, to);
    }

    /// @inheritdoc ERC4626
    function mint(uint256 shares, address to) public override nonReentrant returns (uint256 assets) {
        Holdings memory x = _holdings();
        Entry memory e = _entryFor(x, shares);
        _enter(x, e, shares, to);
        return e.assets;
    }

    /// @inheritdoc ERC4626
    function withdraw(uint256 assets, address to, address owner) public override nonReentrant returns (uint256 shares) {
        uint256 max = maxWithdraw(owner);
        require(assets <= max, WithdrawalAboveMax(max));
        shares = previewWithdraw(assets);
        _exit(assets, shares, to, owner);
    }

    /// @inheritdoc ERC4626
    function redeem(uint256 shares, address to, address owner) public override nonReentrant returns (uint256 assets) {
        uint256 max = maxRedeem(owner);
        require(shares <= max, WithdrawalAboveMax(max));
        assets = previewRedeem(shares);
        _exit(assets, shares, to, owner);
    }

    /// @inheritdoc ICoveredVault
    function redeemInKind(uint256 shares, address receiver, address owner)
        external
        nonReentrant
        returns (uint256 assets, uint256 wrappedShares)
    {
        require(shares != 0, Errors.AmountZero());
        require(receiver != address(0), Errors.ZeroAddress("receiver"));
        uint256 supply = _supply();
        uint256 held = _heldShares();
        assets = _idle().fullMulDiv(shares, supply);
        wrappedShares = held.fullMulDiv(shares, supply);
        if (msg.sender != owner) _spendAllowance(owner, msg.sender, shares);
        _burn(owner, shares);
        if (assets != 0) SafeTransferLib.safeTransfer(asset(), receiver, assets);
        if (wrappedShares != 0 && !_trySend(wrappedShares, receiver)) {
            // A vault that is paused may hold back its shares, too.
            unsentSharesOf[receiver] += wrappedShares;
            _unsentShares += wrappedShares;
            _state.unsent = true;
        }
        _noteExit(held - wrappedShares);
        emit RedeemedInKind(msg.sender, receiver, owner, assets, wrappedShares, shares);
    }

    /// @inheritdoc ICoveredVault
    function sendUnsentShares(address account) external nonReentrant returns (uint256 wrappedShares) {
        wrappedShares = unsentSharesOf[account];
        require(wrappedShares != 0, Errors.AmountZero());
        (unsentSharesOf[account], _unsentShares) = (0, _unsentShares - wrappedShares);
        if (_unsentShares == 0) _state.unsent = false;
        SafeTransferLib.safeTransfer(wrapped(), account, wrappedShares);
    }

    // ----------------------------------------------------------------- views

    /// @inheritdoc ERC4626
    function totalAssets() public view override returns (uint256) {
        return _totalOf(_holdings());
    }

    /// @inheritdoc ERC4626
    function maxDeposit(address) public view override returns (uint256) {
        if (!depositsOpen()) return 0;
        Holdings memory x = _holdings();
        return x.vault.maxDeposit(address(this)).min(_room(x));
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
        Holdings memory x = _holdings();
        return _sharesDown(x, _entryOf(x, assets).value);
    }

    /// @inheritdoc ERC4626
    function previewMint(uint256 shares) public view override returns (uint256) {
        return _entryFor(_holdings(), shares).assets;
    }

    /// @inheritdoc ERC4626
    function previewRedeem(uint256 shares) public view override returns (uint256) {
        ERC4626 vault = ERC4626(wrapped());
        (uint256 redeemable,) = _redeemable(vault);
        (uint256 idle, uint256 supply) = (_idle(), _supply());
        uint256 whole = (idle + redeemable).fullMulDiv(shares, supply);
        // Whatever the wrapped vault says, a part of the idle assets is paid.
        return whole.zeroFloorSub(_leftBehind(vault, redeemable)).max(idle.fullMulDiv(shares, supply));
    }

    /// @inheritdoc ERC4626
    function previewWithdraw(uint256 assets) public view override returns (uint256) {
        if (assets == 0) return 0;
        ERC4626 vault = ERC4626(wrapped());
        (uint256 redeemable,) = _redeemable(vault);
        (uint256 idle, uint256 supply) = (_idle(), _supply());
        // As if a unit were there where nothing is, so that this does not revert.
        uint256 shares =
            assets.saturatingAdd(_leftBehind(vault, redeemable)).fullMulDivUp(supply, (idle + redeemable).max(1));
        return idle == 0 ? shares : shares.min(assets.fullMulDivUp(supply, idle));
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

    // --------------------------------------------------------------- entries

    /// @dev What a deposit consists of: idle assets in the proportion in which they are here, the rest for the wrapped
    /// vault. It counts as what it adds, and never as more than it costs.
    function _entryOf(Holdings memory x, uint256 assets) private view returns (Entry memory e) {
        e.assets = assets;
        e.idle = _idlePart(x, assets);
        e.added = x.vault.previewDeposit(assets - e.idle);
        e.value = e.idle + x.vault.convertToAssets(e.added).min(assets - e.idle);
    }

    /// @dev The part of a deposit that stays idle. Before a firing is settled there are no payouts: what is idle then was
    /// donated, and nobody has to bring the like.
    function _idlePart(Holdings memory x, uint256 assets) private view returns (uint256) {
        if (x.idle == 0 || _state.settled == 0 || totalSupply() == 0) return 0;
        return assets.fullMulDivUp(x.idle, x.idle + x.wrapped);
    }

    /// @dev The least that a number of shares costs: their value, in the same proportion.
    function _entryFor(Holdings memory x, uint256 shares) private view returns (Entry memory e) {
        uint256 total = _totalOf(x) + 1;
        e.value = shares.fullMulDivUp(total, _supply());
        e.idle = _idlePart(x, e.value);
        uint256 rest = e.value - e.idle;
        e.added = x.vault.convertToShares(rest);
        if (x.vault.convertToAssets(e.added) < rest) ++e.added;
        e.assets = e.idle + x.vault.previewMint(e.added).max(rest);
    }

    /// @dev Takes a deposit from the caller and issues its shares.
    function _enter(Holdings memory x, Entry memory e, uint256 shares, address to) private {
        require(depositsOpen(), DepositsClosed());
        uint256 room = _room(x);
        // What is too much for the wrapped vault, it refuses itself.
        require(e.assets <= room, DepositAboveMax(room));
        address token = asset();
        SafeTransferLib.safeTransferFrom(token, msg.sender, address(this), e.assets);
        uint256 invested = e.assets - e.idle;
        uint256 brought;
        if (invested != 0) {
            // One unit is left of it: a word that is in use costs less to write.
            SafeTransferLib.safeApproveWithRetry(token, address(x.vault), invested + 1);
            brought = x.vault.deposit(invested, address(this));
        }
        // Idle assets of the others have neither paid for a token's fee nor become allowed to the wrapped vault.
        require(brought >= e.added && _idle() == x.idle + e.idle, WrappedVaultDeviates());
        _mint(to, shares);
        emit Deposit(msg.sender, to, e.assets, shares);
    }

    /// @dev What a strict vault can put into the wrapped vault and have covered now.
    function _room(Holdings memory x) private view returns (uint256) {
        if (!CoveredVaultArguments.policy().strict) return type(uint256).max;
        return _coverIn(_loadCovers(), block.timestamp).zeroFloorSub(x.wrapped);
    }

    // ----------------------------------------------------------------- exits

    /// @dev Burns shares, and sends their part of the idle assets and, straight from the wrapped vault, the rest.
    function _exit(uint256 assets, uint256 shares, address to, address owner) private {
        uint256 supply = _supply();
        uint256 part = assets.min(_idle().fullMulDiv(shares, supply));
        if (msg.sender != owner) _spendAllowance(owner, msg.sender, shares);
        _burn(owner, shares);
        if (part != 0) SafeTransferLib.safeTransfer(asset(), to, part);
        if (assets != part) _withdrawWrapped(assets - part, shares, supply, to);
        emit Withdraw(msg.sender, to, owner, assets, shares);
    }

    /// @dev Has the wrapped vault pay, for no more of its shares than a leaver's part.
    function _withdrawWrapped(uint256 assets, uint256 shares, uint256 supply, address to) private {
        address token = asset();
        uint256 had = SafeTransferLib.balanceOf(token, to);
        uint256 before = _heldShares();
        ERC4626(wrapped()).withdraw(assets, to, address(this));
        uint256 held = _heldShares();
        uint256 taken = before.zeroFloorSub(held);
        require(
            taken <= before.fullMulDiv(shares, supply) && SafeTransferLib.balanceOf(token, to) >= had + assets,
            WrappedVaultDeviates()
        );
        _noteExit(held);
    }

    /// @dev Sends shares of the wrapped vault, if it lets them go. It may answer what it wants, and burns no more than its gas.
    function _trySend(uint256 wrappedShares, address to) private returns (bool done) {
        bytes memory call = abi.encodeWithSelector(ERC20.transfer.selector, to, wrappedShares);
        bytes memory result;
        (done,, result) = LibCall.tryCall(wrapped(), 0, SEND_GAS, 32, call);
        return done && (result.length == 0 || result.length == 32 && abi.decode(result, (uint256)) == 1);
    }

    // -------------------------------------------------------------- internals

    function _holdings() private view returns (Holdings memory x) {
        x.vault = ERC4626(wrapped());
        (x.idle, x.shares) = (_idle(), _heldShares());
        x.wrapped = x.vault.convertToAssets(x.shares);
    }

    function _totalOf(Holdings memory x) private view returns (uint256) {
        return x.idle + x.wrapped + _prepaid(x.wrapped);
    }

    function _sharesDown(Holdings memory x, uint256 value) private view returns (uint256) {
        return value.fullMulDiv(_supply(), _totalOf(x) + 1);
    }

    /// @return assets what the wrapped vault would pay for all that is held of it
    /// @return known whether it says so
    function _redeemable(ERC4626 vault) private view returns (uint256 assets, bool known) {
        try vault.previewRedeem(_heldShares()) returns (uint256 value) {
            return (value, true);
        } catch {}
    }

    /// @dev What a leaver leaves for the rounding of the wrapped vault, whose shares may be worth many units each. A unit for
    /// the idle part, one for a fee, one for the shares.
    function _leftBehind(ERC4626 vault, uint256 redeemable) private view returns (uint256) {
        return redeemable == 0 ? 0 : vault.convertToAssets(1) + 3;
    }

    function _underlyingDecimals() internal view override returns (uint8) {
        // forge-lint: disable-next-line(unsafe-typecast) -- a field of 8 bits
        return uint8(EmbeddingPacking.decimalsOf(CloneArguments.read(CoveredVaultArguments.WRAPPED)));
    }

    function _decimalsOffset() internal pure override returns (uint8) {
        return DECIMALS_OFFSET;
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {IClaimsVault} from "../../src/claims/IClaimsVault.sol";
import {CoverToken} from "../../src/cover/CoverToken.sol";
import {CoveredVault} from "../../src/embedding/CoveredVault.sol";
import {ShareLossState} from "../../src/resolution/meters/IShareLossMeter.sol";
import {ShareLossMeter} from "../../src/resolution/meters/ShareLossMeter.sol";
import {MockToken} from "../mocks/MockToken.sol";
import {OddVault} from "../mocks/OddVault.sol";
import {CoveredVaultFixture} from "../unit/embedding/CoveredVaultFixture.sol";

/// @notice Savers come and go, strangers sync, fire, open, claim and send money, and the wrapped vault earns, loses, pauses and
/// charges, in any order. After each step it checks what that step must not do.
contract CoveredVaultHandler is Test {
    struct Parts {
        CoveredVault covered;
        OddVault odd;
        ShareLossMeter meter;
        uint96 meterId;
        uint96 subject;
        uint256 termsId;
        IClaimsVault vault;
        MockToken asset;
    }

    uint256 internal constant WAD = 1e18;
    /// @dev Shares at whose price a rounding shows.
    uint256 internal constant MANY = 1e24;

    Parts internal p;
    CoveredVault internal covered;
    address[3] public actors = [makeAddr("a saver"), makeAddr("another saver"), makeAddr("a third saver")];

    /// @dev Shares there were when the wrapped vault began to lose, by firing; and while it has not fired.
    mapping(uint32 firing => uint256) internal _supplyAt;
    uint256 internal _supplyAtLoss;

    uint256 public payouts;
    mapping(bytes4 action => uint256) public calls;

    constructor(Parts memory parts) {
        (p, covered) = (parts, parts.covered);
    }

    modifier counted() {
        _;
        ++calls[msg.sig];
    }

    // ----------------------------------------------------------------- savers

    function deposit(uint256 seed, uint256 assets) external counted {
        uint256 most = covered.maxDeposit(address(0));
        if (most == 0 || p.odd.paused()) return;
        assets = bound(assets, 1, most < 3e12 ? most : 3e12);
        uint256 price = covered.convertToAssets(MANY);
        address by = _fund(seed, assets);
        vm.prank(by);
        covered.deposit(assets, by);
        _assertNoFall(price, "EMB-2: a deposit costs others nothing");
    }

    function mint(uint256 seed, uint256 shares) external counted {
        uint256 most = covered.maxMint(address(0));
        if (most == 0 || p.odd.paused()) return;
        shares = bound(shares, 1, most < 3e18 ? most : 3e18);
        uint256 price = covered.convertToAssets(MANY);
        address by = _fund(seed, covered.previewMint(shares));
        vm.prank(by);
        covered.mint(shares, by);
        _assertNoFall(price, "EMB-2: a mint costs others nothing");
    }

    function withdraw(uint256 seed, uint256 assets) external counted {
        address by = actors[seed % 3];
        assets = bound(assets, 0, covered.maxWithdraw(by));
        uint256 price = covered.convertToAssets(MANY);
        vm.prank(by);
        covered.withdraw(assets, by, by);
        _assertNoFall(price, "EMB-3: who leaves costs others nothing");
    }

    function redeem(uint256 seed, uint256 shares) external counted {
        address by = actors[seed % 3];
        shares = seed % 4 == 0 ? covered.maxRedeem(by) : bound(shares, 0, covered.maxRedeem(by));
        uint256 price = covered.convertToAssets(MANY);
        vm.prank(by);
        covered.redeem(shares, by, by);
        _assertNoFall(price, "EMB-3: who leaves costs others nothing");
    }

    function redeemInKind(uint256 seed, uint256 shares) external counted {
        address by = actors[seed % 3];
        if (covered.balanceOf(by) == 0) return;
        shares = bound(shares, 1, covered.balanceOf(by));
        uint256 price = covered.convertToAssets(MANY);
        vm.prank(by);
        covered.redeemInKind(shares, by, by);
        _assertNoFall(price, "EMB-8: who leaves costs others nothing");
    }

    function transfer(uint256 seed, uint256 shares) external counted {
        address by = actors[seed % 3];
        shares = bound(shares, 0, covered.balanceOf(by));
        vm.prank(by);
        covered.transfer(actors[seed / 3 % 3], shares);
    }

    // -------------------------------------------------------------- strangers

    function sync(uint256) external counted {
        uint256 before = covered.totalAssets();
        uint256 inVault = p.asset.balanceOf(address(p.vault));
        (, uint256 premium) = covered.sync(p.termsId);
        uint256 paid = inVault - _min(inVault, p.asset.balanceOf(address(p.vault)));
        if (paid != 0) _noteAll();
        uint256 fee = premium * p.odd.exitFee() / (WAD - p.odd.exitFee());
        // A cover that was drawn has earned its premium.
        if (paid == 0) assertGe(covered.totalAssets() + fee + 20, before, "EMB-2: sync does not move the price");
        payouts += paid;
    }

    function claim(uint256 seed) external counted {
        uint32 count = p.meter.firingCount(p.meterId);
        uint256[] memory held = covered.heldCovers();
        if (count == 0 || held.length == 0) return;
        uint32 firing = uint32(1 + seed % count);
        try p.vault.claimPayout(held[seed % held.length], uint256(p.subject) << 32 | firing) returns (uint256 paid) {
            payouts += paid;
            if (paid != 0) _note(firing);
        } catch {}
    }

    function openCase(uint256 seed) external counted {
        uint32 count = p.meter.firingCount(p.meterId);
        if (count == 0) return;
        try p.vault.openCase(p.termsId, uint256(p.subject) << 32 | uint32(1 + seed % count), 0) {} catch {}
    }

    function fire(uint256) external counted {
        uint256 state = vm.snapshotState();
        for (uint256 i; i < 4; ++i) {
            p.meter.poke(p.meterId);
            skip(2 hours);
        }
        try p.meter.fire(p.meterId) returns (uint32 firing) {
            if (_supplyAt[firing] == 0) _supplyAt[firing] = _supplyAtLoss;
            _supplyAtLoss = 0;
        } catch {
            vm.revertToState(state);
        }
    }

    function donate(uint256 assets) external counted {
        p.asset.mint(address(covered), bound(assets, 0, 1e10));
    }

    function wait(uint256 time) external counted {
        p.meter.poke(p.meterId);
        skip(bound(time, 1 hours, 6 days));
    }

    // ------------------------------------------------------- the wrapped vault

    function earn(uint256 part) external counted {
        p.asset.mint(address(p.odd), p.odd.totalAssets() * bound(part, 0, 0.03e18) / WAD);
        if (!_isLosing()) _supplyAtLoss = 0;
    }

    function lose(uint256 part) external counted {
        bool losing = _isLosing();
        p.odd.lose(bound(part, 0, 0.6e18));
        if (!losing && _isLosing()) _supplyAtLoss = covered.totalSupply();
    }

    function charge(uint256 entry, uint256 exit) external counted {
        p.odd.setFees(bound(entry, 0, 0.01e18), bound(exit, 0, 0.01e18));
    }

    function pause(uint256 seed) external counted {
        p.odd.setPaused(seed % 2 == 0, seed % 4 == 0);
    }

    // -------------------------------------------------------------- internals

    function _fund(uint256 seed, uint256 assets) private returns (address by) {
        by = actors[seed % 3];
        p.asset.mint(by, assets);
        vm.prank(by);
        p.asset.approve(address(covered), type(uint256).max);
    }

    /// @dev What a few units are worth in the price: all shares, the virtual ones included, bear a rounding.
    function _assertNoFall(uint256 price, string memory rule) private view {
        assertGe(covered.convertToAssets(MANY) + 5 * MANY / (covered.totalSupply() + 1e6) + 1, price, rule);
    }

    /// @dev By the mark that the meter has proven, and its allowance of half a percent.
    function _isLosing() private view returns (bool) {
        (, ShareLossState memory s) = p.meter.getMeter(p.meterId);
        return p.meter.priceOf(p.meterId) * 1000 < uint256(s.mark) * 995;
    }

    /// @dev Nobody has come between the loss and its payout, so there are no more shares than then.
    function _note(uint32 firing) private view {
        assertLe(covered.totalSupply(), _supplyAt[firing], "EMB-6: somebody came after the fall");
    }

    function _noteAll() private view {
        uint32 count = p.meter.firingCount(p.meterId);
        // The latest that was settled in that call, or is being settled.
        uint32 settled = covered.settledFirings();
        _note(settled < count ? settled + 1 : settled);
    }

    function _min(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }
}

/// @notice What holds of a covered vault after any sequence of calls.
contract CoveredVaultInvariants is CoveredVaultFixture {
    CoveredVaultHandler internal handler;

    function setUp() public override {
        super.setUp();
        handler = new CoveredVaultHandler(
            CoveredVaultHandler.Parts({
                covered: coveredOdd,
                odd: odd,
                meter: shareLoss,
                meterId: oddMeter,
                subject: oddSubject,
                termsId: oddTerms,
                vault: vault,
                asset: usdc
            })
        );
        // Most runs begin with cover in force.
        handler.deposit(0, 1_000_000 * unit);
        handler.sync(0);
        skip(1 hours);
        handler.sync(0);
        skip(4 days);
        targetContract(address(handler));
        bytes4[] memory list = selectors();
        targetSelector(FuzzSelector({addr: address(handler), selectors: list}));
    }

    function selectors() internal pure returns (bytes4[] memory list) {
        list = new bytes4[](16);
        list[0] = CoveredVaultHandler.deposit.selector;
        list[1] = CoveredVaultHandler.mint.selector;
        list[2] = CoveredVaultHandler.withdraw.selector;
        list[3] = CoveredVaultHandler.redeem.selector;
        list[4] = CoveredVaultHandler.redeemInKind.selector;
        list[5] = CoveredVaultHandler.transfer.selector;
        list[6] = CoveredVaultHandler.sync.selector;
        list[7] = CoveredVaultHandler.claim.selector;
        list[8] = CoveredVaultHandler.openCase.selector;
        list[9] = CoveredVaultHandler.fire.selector;
        list[10] = CoveredVaultHandler.donate.selector;
        list[11] = CoveredVaultHandler.wait.selector;
        list[12] = CoveredVaultHandler.earn.selector;
        list[13] = CoveredVaultHandler.lose.selector;
        list[14] = CoveredVaultHandler.pause.selector;
        list[15] = CoveredVaultHandler.charge.selector;
    }

    /// @dev Σ of what all can take is no more than what there is to be taken.
    function invariant_EMB3_ClaimsAreWithinWhatIsHeld() public {
        odd.setPaused(odd.paused(), false);
        uint256 owed;
        for (uint256 i; i < 3; ++i) {
            owed += coveredOdd.previewRedeem(coveredOdd.balanceOf(handler.actors(i)));
        }
        uint256 held = usdc.balanceOf(address(coveredOdd)) + odd.previewRedeem(odd.balanceOf(address(coveredOdd)));
        assertLe(owed, held);
    }

    /// @dev Every cover that may still be paid is the vault's, and counted once.
    function invariant_EMB6_HeldCoversAreItsOwn() public view {
        uint256[] memory held = coveredOdd.heldCovers();
        assertLe(held.length, 16);
        for (uint256 i; i < held.length; ++i) {
            assertEq(coverToken.ownerOf(held[i]), address(coveredOdd));
            for (uint256 j; j < i; ++j) {
                assertTrue(held[i] != held[j]);
            }
        }
    }

    function invariant_EMB4_NoAllowanceIsLeft() public view {
        assertEq(usdc.allowance(address(coveredOdd), address(pool)), 0);
        assertLe(usdc.allowance(address(coveredOdd), address(odd)), 1);
    }

    /// @dev That the handler reaches what this is about, on fixed seeds.
    function test_EMB6_HandlerReachesPayouts() public {
        bytes4[] memory list = selectors();
        uint256 state = vm.snapshotState();
        uint256 paid;
        uint256 runs;
        for (uint256 run; run < 48; ++run) {
            uint256 seed = run;
            for (uint256 k; k < 80; ++k) {
                seed = uint256(keccak256(abi.encode(seed)));
                (bool done, bytes memory reason) =
                    address(handler).call(abi.encodeWithSelector(list[seed % list.length], seed, seed >> 128));
                assertTrue(done, string(reason));
            }
            paid += handler.payouts();
            if (handler.payouts() != 0) ++runs;
            vm.revertToState(state);
        }
        assertGe(runs, 8, "payouts");
        assertGt(paid, 1_000_000 * unit);
    }
}

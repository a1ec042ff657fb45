// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC721} from "solady/tokens/ERC721.sol";
import {Base64} from "solady/utils/Base64.sol";
import {LibString} from "solady/utils/LibString.sol";

import {CoverData} from "../../../src/cover/CoverData.sol";
import {ICoverToken} from "../../../src/cover/ICoverToken.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {CoverOrder} from "../../../src/pool/PoolTypes.sol";
import {UnitFixture} from "../UnitFixture.sol";

/// @notice The token of all covers (PREM-7, SETTLE-6, T-48). Branches: CoverToken.tree.
contract CoverTokenTest is UnitFixture {
    uint256 internal coverId;

    function setUp() public override {
        super.setUp();
        _deposit(alice, 10_000_000 * unit);
        (coverId,) = _buyScripted(carol, 1000 * unit, 90 days);
    }

    function test_OneSlotACover() public view {
        assertEq(coverToken.ownerOf(coverId), carol);
        assertEq(coverToken.balanceOf(carol), 1);
        (address insured, address refundTo) = coverToken.partiesOf(coverId);
        assertEq(insured, carol);
        assertEq(refundTo, carol);
        assertFalse(coverToken.coverData(coverId).parties);
        assertEq(coverToken.poolOf(CoverData.poolIdOf(coverId)), address(pool));
        // Neither of the parties' slots is written.
        uint256 slot = uint256(keccak256(abi.encode(coverId, 1)));
        assertEq(uint256(vm.load(address(coverToken), bytes32(slot))), 0);
        assertEq(uint256(vm.load(address(coverToken), bytes32(slot + 1))), 0);
    }

    /// @dev PREM-7: the first transfer fixes whose loss counts; later ones change nothing.
    function test_PREM7_TransferFixesTheInsured() public {
        CoverData.Cover memory before = _coverOf(coverId);
        vm.prank(carol);
        coverToken.transferFrom(carol, dave, coverId);
        vm.prank(dave);
        coverToken.transferFrom(dave, bob, coverId);
        (address insured, address refundTo) = coverToken.partiesOf(coverId);
        assertEq(insured, carol);
        assertEq(refundTo, carol);
        assertEq(coverToken.ownerOf(coverId), bob);
        CoverData.Cover memory c = _coverOf(coverId);
        assertTrue(c.parties);
        assertEq(c.start, before.start);
        assertEq(c.end, before.end);
        assertEq(c.amount, before.amount);
        assertEq(c.rate, before.rate);
    }

    function test_TransferToOneselfKeepsTheParties() public {
        vm.prank(carol);
        coverToken.transferFrom(carol, carol, coverId);
        (address insured,) = coverToken.partiesOf(coverId);
        assertEq(insured, carol);
        assertEq(coverToken.balanceOf(carol), 1);
    }

    function testFuzz_PartiesAreAsBought(address onBehalf, address insured, address refundTo) public {
        vm.assume(onBehalf != address(0) && insured != address(0) && refundTo != address(0));
        CoverOrder memory o = _orderScripted(carol, unit, 30 days);
        (o.onBehalf, o.insured, o.refundTo) = (onBehalf, insured, refundTo);
        vm.prank(carol);
        (coverId,) = pool.buyCover(o);
        _assertParties(insured, refundTo);
        vm.prank(onBehalf);
        coverToken.transferFrom(onBehalf, eve, coverId);
        _assertParties(insured, refundTo);
    }

    function _assertParties(address insured, address refundTo) internal view {
        (address i, address r) = coverToken.partiesOf(coverId);
        assertEq(i, insured);
        assertEq(r, refundTo);
    }

    /// @dev A cancelled cover keeps its owner, for what is registered on it; its number is used again by nobody.
    function test_CancelledCoverStaysItsOwners() public {
        vm.expectEmit(address(coverToken));
        emit ICoverToken.MetadataUpdate(coverId);
        vm.prank(carol);
        pool.cancelCover(coverId);
        (uint256 next,) = _buyScripted(carol, 1000 * unit, 90 days);
        assertEq(next, coverId + 1);
        assertEq(_coverOf(coverId).amount, 0);
        assertEq(coverToken.ownerOf(coverId), carol);
        vm.prank(carol);
        coverToken.transferFrom(carol, dave, coverId);
        assertEq(coverToken.ownerOf(coverId), dave);
        (address insured, address refundTo) = coverToken.partiesOf(coverId);
        assertEq(insured, carol);
        assertEq(refundTo, carol);
    }

    // -------------------------------------------------------------- approvals

    function test_ApprovalsAreErc721s() public {
        vm.prank(eve);
        vm.expectRevert(ERC721.NotOwnerNorApproved.selector);
        coverToken.transferFrom(carol, eve, coverId);
        vm.prank(eve);
        vm.expectRevert(ERC721.NotOwnerNorApproved.selector);
        coverToken.approve(eve, coverId);
        vm.prank(carol);
        coverToken.approve(dave, coverId);
        assertEq(coverToken.getApproved(coverId), dave);
        vm.prank(dave);
        coverToken.transferFrom(carol, bob, coverId);
        assertEq(coverToken.getApproved(coverId), address(0), "spent");
        vm.prank(bob);
        coverToken.setApprovalForAll(dave, true);
        vm.prank(dave);
        coverToken.transferFrom(bob, carol, coverId);
        assertEq(coverToken.ownerOf(coverId), carol);
    }

    function test_AuthorizedCoverKnowsWhoMayAct() public {
        (CoverData.Cover memory c, address refundTo) = coverToken.authorizedCover(carol, coverId);
        assertEq(c.amount, 1000);
        assertEq(refundTo, carol);
        vm.expectRevert(Errors.NotAuthorized.selector);
        coverToken.authorizedCover(eve, coverId);
        vm.expectRevert(Errors.CoverDoesNotExist.selector);
        coverToken.authorizedCover(eve, coverId + 1);
        vm.prank(carol);
        coverToken.approve(eve, coverId);
        coverToken.authorizedCover(eve, coverId);
    }

    // -------------------------------------------------------------- authority

    function test_RevertWhen_CallerIsNotThePoolOfTheId() public {
        CoverData.Cover memory c = _coverOf(coverId);
        address[3] memory callers = [eve, owner, address(factory)];
        for (uint256 i; i < callers.length; ++i) {
            vm.startPrank(callers[i]);
            vm.expectRevert(Errors.NotAuthorized.selector);
            coverToken.mint(eve, coverId + 1, c, eve, eve);
            vm.expectRevert(Errors.NotAuthorized.selector);
            coverToken.update(coverId, c);
            vm.stopPrank();
        }
        // A pool is the pool of its own ids only.
        address other = address(_createPool(_monoline()));
        vm.prank(other);
        vm.expectRevert(Errors.NotAuthorized.selector);
        coverToken.update(coverId, c);
        vm.prank(other);
        vm.expectRevert(Errors.NotAuthorized.selector);
        coverToken.mint(eve, CoverData.id(99, 1, 1), c, eve, eve);
    }

    // --------------------------------------------------------------- metadata

    function test_T48_Metadata() public view {
        assertEq(coverToken.name(), "Breakwater Cover");
        assertEq(coverToken.symbol(), "BWC");
        string memory uri = coverToken.tokenURI(coverId);
        assertTrue(LibString.startsWith(uri, "data:application/json"), "a data URI");
        assertGt(bytes(uri).length, 200);
    }

    /// @dev A wallet must be able to read it: valid JSON with a name and a picture.
    function test_T48_MetadataIsJson() public view {
        string memory uri = coverToken.tokenURI(coverId);
        string memory json;
        if (LibString.startsWith(uri, "data:application/json;base64,")) {
            json = string(Base64.decode(LibString.slice(uri, 29)));
        } else {
            json = LibString.slice(uri, LibString.indexOf(uri, ",") + 1);
        }
        assertTrue(vm.keyExistsJson(json, ".name"));
        assertTrue(vm.keyExistsJson(json, ".image"));
        assertTrue(LibString.startsWith(vm.parseJsonString(json, ".image"), "data:image/svg+xml"));
    }

    function test_RevertWhen_CoverDoesNotExist() public {
        vm.expectRevert(Errors.CoverDoesNotExist.selector);
        coverToken.tokenURI(coverId + 1);
        vm.expectRevert(Errors.CoverDoesNotExist.selector);
        coverToken.coverData(coverId + 1);
    }

    function test_T48_Interfaces() public view {
        assertTrue(coverToken.supportsInterface(0x01ffc9a7), "ERC-165");
        assertTrue(coverToken.supportsInterface(0x80ac58cd), "ERC-721");
        assertTrue(coverToken.supportsInterface(0x5b5e139f), "ERC-721 metadata");
        assertTrue(coverToken.supportsInterface(0x49064906), "ERC-4906");
        assertFalse(coverToken.supportsInterface(0xffffffff));
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPayoutDistributor} from "../../../src/embedding/IPayoutDistributor.sol";
import {PayoutDistributorFactory} from "../../../src/embedding/PayoutDistributorFactory.sol";
import {LossProof} from "../../../src/claims/roles/IVaultClaims.sol";
import {Lines, LossLines} from "../../utils/LossLines.sol";
import {UnitFixture} from "../UnitFixture.sol";

/// @notice The deployed system with a distributor of a protocol, and a table of three users who lost 1000 together.
abstract contract DistributorFixture is UnitFixture {
    PayoutDistributorFactory internal distributors;
    IPayoutDistributor internal distributor;
    address internal publisher = makeAddr("publisher");
    address internal treasury = makeAddr("treasury of the protocol");
    address internal ulla = makeAddr("ulla, user");
    address internal vera = makeAddr("vera, user");
    address internal wanda = makeAddr("wanda, user");

    function setUp() public virtual override {
        super.setUp();
        distributors = new PayoutDistributorFactory(address(coverToken));
        distributor = IPayoutDistributor(distributors.createDistributor(address(usdc), publisher, treasury, 0));
    }

    /// @dev 500, 300 and 200.
    function _table() internal view returns (Lines memory) {
        return _tableOf(500 * unit, 300 * unit, 200 * unit);
    }

    function _tableOf(uint256 a, uint256 b, uint256 c) internal view returns (Lines memory t) {
        (t.accounts, t.losses) = (new address[](3), new uint256[](3));
        (t.accounts[0], t.accounts[1], t.accounts[2]) = (ulla, vera, wanda);
        (t.losses[0], t.losses[1], t.losses[2]) = (a, b, c);
    }

    /// @dev A payout of some cover, claimed by whomever.
    function _arrive(uint256 amount) internal {
        usdc.mint(address(distributor), amount);
    }

    function _openAs(address account, Lines memory t) internal returns (uint256 id) {
        uint256 total = LossLines.total(t);
        uint256 amount = _divisible(account);
        vm.prank(account);
        id = distributor.openDistribution(LossLines.root(t), uint128(total), amount, "ipfs://table");
    }

    /// @dev Opened, and a day later.
    function _open(Lines memory t) internal returns (uint256 id) {
        id = _openAs(publisher, t);
        skip(1 days);
    }

    function _claim(uint256 id, Lines memory t, uint256 index) internal returns (uint256 payout) {
        LossProof memory line = LossLines.line(t, index);
        vm.prank(eve);
        payout = distributor.claimLine(id, t.accounts[index], line);
    }

    function _expectRefusedClaim(uint256 id, Lines memory t, uint256 index, bytes memory reason) internal {
        LossProof memory line = LossLines.line(t, index);
        vm.expectRevert(reason);
        distributor.claimLine(id, t.accounts[index], line);
    }

    function _expectRefusedOpening(address account, Lines memory t, bytes memory reason) internal {
        uint256 total = LossLines.total(t);
        bytes32 root = LossLines.root(t);
        vm.prank(account);
        vm.expectRevert(reason);
        distributor.openDistribution(root, uint128(total), 1, "");
    }

    /// @dev All that waits; what was noted of it for the publisher's successor.
    function _divisible(address account) internal view returns (uint256 amount) {
        amount = distributor.available();
        (uint256 noted,) = distributor.arrival();
        if (account == treasury && noted < amount) amount = noted;
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "forge-std/Vm.sol";

import {IPermit2} from "../../src/pool/IPermit2.sol";

/// @notice The real Permit2, as far as tests call it.
interface IPermit2Allowances is IPermit2 {
    function approve(address token, address spender, uint160 amount, uint48 expiration) external;

    function allowance(address owner, address token, address spender)
        external
        view
        returns (uint160 amount, uint48 expiration, uint48 nonce);

    function DOMAIN_SEPARATOR() external view returns (bytes32);
}

/// @notice Puts the code of Permit2 where it is on every chain.
library Permit2 {
    IPermit2Allowances internal constant AT = IPermit2Allowances(0x000000000022D473030F116dDEE9F6B43aC78BA3);

    bytes32 private constant DETAILS =
        keccak256("PermitDetails(address token,uint160 amount,uint48 expiration,uint48 nonce)");
    bytes32 private constant SINGLE = keccak256(
        "PermitSingle(PermitDetails details,address spender,uint256 sigDeadline)PermitDetails(address token,uint160 amount,uint48 expiration,uint48 nonce)"
    );

    function install(Vm vm) internal returns (IPermit2Allowances) {
        string memory json = vm.readFile("contracts/test/mocks/Permit2.json");
        vm.etch(address(AT), vm.parseJsonBytes(json, ".runtime"));
        return AT;
    }

    /// @dev What the owner signs.
    function digest(IPermit2.PermitSingle memory p) internal view returns (bytes32) {
        bytes32 details = keccak256(abi.encode(DETAILS, p.details));
        bytes32 single = keccak256(abi.encode(SINGLE, details, p.spender, p.sigDeadline));
        return keccak256(abi.encodePacked("\x19\x01", AT.DOMAIN_SEPARATOR(), single));
    }
}

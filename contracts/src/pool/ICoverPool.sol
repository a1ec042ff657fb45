// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {IExitQueue} from "./roles/IExitQueue.sol";
import {IExitSettlement} from "./roles/IExitSettlement.sol";
import {IPoolAdministration} from "./roles/IPoolAdministration.sol";
import {IPoolCapital} from "./roles/IPoolCapital.sol";
import {IPoolCaseEffects} from "./roles/IPoolCaseEffects.sol";
import {IPoolCases} from "./roles/IPoolCases.sol";
import {IPoolCoverChanges} from "./roles/IPoolCoverChanges.sol";
import {IPoolQuotes} from "./roles/IPoolQuotes.sol";
import {IPoolReads} from "./roles/IPoolReads.sol";
import {IPoolSales} from "./roles/IPoolSales.sol";
import {IPoolSignatures} from "./roles/IPoolSignatures.sol";
import {IPoolUpkeep} from "./roles/IPoolUpkeep.sol";

/// @title Pool of capital that sells cover in one asset: all its calls
/// @notice One segment of the code answers each role; callers need not know which. Shares are also an ERC-20 with
/// EIP-2612 permit.
interface ICoverPool is
    IPoolCapital,
    IExitQueue,
    IPoolSales,
    IPoolCases,
    IPoolQuotes,
    IPoolCoverChanges,
    IExitSettlement,
    IPoolSignatures,
    IPoolCaseEffects,
    IPoolAdministration,
    IPoolUpkeep,
    IPoolReads
{
    function totalSupply() external view returns (uint256);

    function balanceOf(address account) external view returns (uint256);

    function transfer(address to, uint256 amount) external returns (bool);

    function transferFrom(address from, address to, uint256 amount) external returns (bool);

    function approve(address spender, uint256 amount) external returns (bool);

    function allowance(address owner, address spender) external view returns (uint256);

    function multicall(bytes[] calldata data) external payable returns (bytes[] memory);
}

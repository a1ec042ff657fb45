// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {Answer, CaseRef} from "../IDisputes.sol";

/// @title Bonds of openings and answers
/// @notice Every bond lies in a pot, named by its case and a key: zero for the opening, `answerKey` for an answer.
/// Anyone may pledge to an answer, before it is posted and while its case can be answered; its poster adds what is
/// missing. A pot's payout belongs to its contributors, in proportion. Amounts are asset units.
interface IBonds {
    /// @dev Emitted only for pledges: an opener or poster contributes the bond less earlier pledges.
    /// @param key pot of the case
    /// @param account account that pledged
    /// @param assets asset units
    event BondPledged(bytes32 indexed caseKey, bytes32 indexed key, address indexed account, uint256 assets);
    /// @param passedOn asset units handed to the vault, for its claimants or its holders
    /// @param burned asset units that stay here for ever
    event BondsSettled(bytes32 indexed caseKey, uint256 passedOn, uint256 burned);
    /// @param reward asset units for those who bonded the opening
    event OpeningRewarded(bytes32 indexed caseKey, uint256 reward);
    /// @param assets asset units paid to the contributor
    event BondWithdrawn(bytes32 indexed caseKey, bytes32 indexed key, address indexed account, uint256 assets);

    /// @notice Contributes to an answer's bond: to one that may be posted, which takes all its pledges, or to one that
    /// stands, until the answer window ends. The caller can withdraw the pledge at any time before the answer is
    /// posted, and once it is displaced.
    /// @dev Errors: `UnknownIncident`, `AmountZero`, `BondLocked` for an opening, or for a bond that cannot grow any
    /// more, `UnsupportedAsset`.
    function pledge(CaseRef calldata ref, bytes32 key, uint256 assets) external;

    /// @notice Hands the part of a decided case's bonds on that is due to its claimants or holders: to claimants until
    /// its verdict is applied, which waits for that at most a day; to holders after that. Anyone may call it, once.
    /// @dev Errors: `BondLocked`, `BondsAlreadySettled`, and the vault's: `SettlementOpen(cases)` while the holders'
    /// part would come to a strained settlement.
    function settleBonds(CaseRef calldata ref) external;

    /// @notice Pays an account its part of a pot's payout, rounded down. Once the case is decided anyone may call it,
    /// more than once if more comes. Before that only the account may, for its pledges to an answer that is not posted.
    /// Errors: `BondLocked`.
    /// @return assets asset units
    function withdrawBond(CaseRef calldata ref, bytes32 key, address account) external returns (uint256 assets);

    // ------------------------------------------------------------------ views

    /// @notice The amount that `withdrawBond` would pay now.
    function bondOf(CaseRef calldata ref, bytes32 key, address account) external view returns (uint256 assets);

    /// @notice Burned bonds, asset units, as far as they were settled. They stay here.
    function burned(address asset) external view returns (uint256);

    /// @notice `keccak256(abi.encode(ref))`.
    function caseKeyOf(CaseRef calldata ref) external pure returns (bytes32);

    /// @notice `keccak256(abi.encode(answer))`.
    function answerKey(Answer calldata answer) external pure returns (bytes32);
}

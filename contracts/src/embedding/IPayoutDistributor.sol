// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {LossProof} from "../claims/roles/IVaultClaims.sol";

/// @notice Money that is divided by a table of losses. Amounts are asset units.
struct Distribution {
    bytes32 root; // of the table
    uint128 total; // of the table's losses
    uint128 lossesLeft; // of these, what no line has claimed for
    uint104 pot; // what the lines share, at most the total; 0 once what was left has gone back
    uint104 left; // what is kept for it and not paid
    uint40 opensAt; // lines are paid from this second on
    uint104 noted; // the part of it whose arrival had been noted
    bool bySuccessor; // opened by the receiver of remainders
}

/// @title One cover for the users of a protocol: payouts, shared by tables of losses
/// @notice The distributor owns covers, so what they pay arrives here, whoever claims it. What has arrived and is kept for no
/// table belongs to the next one. Its publisher opens a distribution with the Merkle root of a table of losses and their
/// total. Each line gets `what was there × loss / total`, rounded down, and never more than its loss. Anyone may claim for an
/// account; the money goes to the account. What nobody has claimed after a year, and what was beyond all losses, goes to an
/// address that is as fixed as publisher and asset.
/// @dev Warning: users trust the publisher for the table. A table that leaves somebody out, or names somebody who lost
/// nothing, is paid as it stands. What the publisher cannot do is take money without a table, change a table that is being
/// paid, or touch what an earlier one has been promised. Amounts are asset units.
interface IPayoutDistributor {
    /// @notice No distribution has this number, or it was withdrawn.
    error UnknownDistribution();
    /// @notice The first second in which lines are paid.
    error ClaimsNotOpen(uint256 opensAt);
    /// @notice The table's lines add up to more than its total, and others have claimed what was left; asset units of losses.
    error LossesExceedTotal(uint256 left);
    /// @notice Less can be divided than was asked for, asset units: less waits, or, for the receiver of remainders, less was
    /// noted a year ago.
    error PayoutTooSmall(uint256 available);
    /// @notice The publisher alone divides what was noted, until this second.
    error PublisherHasTime(uint256 until);

    /// @param id number of the distribution
    /// @param root of the table
    /// @param total of the table's losses, asset units
    /// @param amount asset units that are kept for it
    /// @param opensAt lines are paid from this second on
    /// @param uri place of the table
    event DistributionOpened(
        uint256 indexed id, bytes32 indexed root, uint256 total, uint256 amount, uint40 opensAt, string uri
    );
    /// @param id number of a distribution that never paid; its money is there for the next one
    event DistributionWithdrawn(uint256 indexed id);
    /// @param id number of the distribution
    /// @param account the line's account
    /// @param receiver of the money: the account, unless it named another
    /// @param index of the line
    /// @param loss of the line, asset units
    /// @param payout asset units
    event LossPaid(
        uint256 indexed id,
        address indexed account,
        address indexed receiver,
        uint256 index,
        uint256 loss,
        uint256 payout
    );
    /// @param id number of the distribution
    /// @param amount asset units that went to `remainderTo`
    event RemainderReturned(uint256 indexed id, uint256 amount);
    /// @param amount asset units that wait for a table
    /// @param until the publisher alone may open a distribution before this second
    event ArrivalNoted(uint256 amount, uint256 until);

    // ---------------------------------------------------------- distributions

    /// @notice Keeps an amount of what has arrived for a table. Its lines are paid from a day later on; until then it can be
    /// withdrawn. The publisher calls it; for money that was noted and waited for a year, also `remainderTo`. What else has
    /// arrived waits for another table: so payouts of several incidents are divided by a table each.
    /// @dev A table is opened once. For money that comes later, publish a table of what is still lost. Errors:
    /// `NotAuthorized`, `PublisherHasTime(until)`, `ValueOutOfRange("root")` or `("total")` (zero),
    /// `LossesAlreadyPublished`, `AmountZero`, `PayoutTooSmall(available)`.
    /// @param root Merkle root of the table, with leaves as `leafOf` makes them
    /// @param total of the table's losses, asset units
    /// @param amount asset units to divide
    /// @param uri place of the table: without the table nobody can claim
    /// @return id number of the distribution, from 1 on
    function openDistribution(bytes32 root, uint128 total, uint256 amount, string calldata uri)
        external
        returns (uint256 id);

    /// @notice Takes a table back before its lines are paid: it was wrong. Its money belongs to the next table, which may be
    /// the same, and has been noted as long as before. Only the account that opened it may call it.
    /// @dev Errors: `NotAuthorized`, `UnknownDistribution`, `ClaimWindowClosed(closedAt)` once lines are paid.
    function withdrawDistribution(uint256 id) external;

    /// @notice Pays a line to its account. Anyone may call it, until what is left has gone back.
    /// @dev Errors: `UnknownDistribution`, `ClaimsNotOpen(opensAt)`, `ClaimWindowClosed(closedAt)`, `InvalidProof`,
    /// `AlreadyClaimed`, `LossesExceedTotal(left)`, `NothingToCollect` (the line's part is less than a unit).
    /// @param line of the table, with its path to the root
    /// @return payout asset units
    function claimLine(uint256 id, address account, LossProof calldata line) external returns (uint256 payout);

    /// @notice Pays a line of the caller to a receiver. Errors as above, and `ZeroAddress("receiver")`.
    function claimLineTo(uint256 id, address receiver, LossProof calldata line) external returns (uint256 payout);

    /// @notice Sends what a distribution has not paid within a year to `remainderTo`. Anyone may call it; lines are paid until
    /// somebody does.
    /// @dev Errors: `UnknownDistribution`, `ClaimWindowOpen(until)`, `NothingToCollect`.
    /// @return amount asset units
    function returnRemainder(uint256 id) external returns (uint256 amount);

    /// @notice Writes down that money waits for a table. A year later `remainderTo` may divide what was noted, too: so money
    /// does not depend on the publisher alone, and it never leaves without a table. Anyone may call it. The year begins anew
    /// where at least twice as much waits as was noted; until then what came later is not noted.
    /// @dev Errors: `NothingToCollect` where less waits.
    /// Warning: a silent publisher's money can go to `remainderTo` as a whole, by its own table.
    /// @return until the publisher alone may open a distribution before this second
    function noteArrival() external returns (uint256 until);

    // ----------------------------------------------------------------- covers

    /// @notice Ends a cover of the distributor. The refund goes to the cover's refund address. Only the publisher may call it.
    /// @dev Errors: `NotAuthorized`, `UnknownPool(poolId)`, and those of `ICoverPool.cancelCover`.
    /// Warning: a cancelled cover pays nothing that was not registered. Claim first.
    /// @return refund asset units
    function cancelCover(uint256 coverId) external returns (uint256 refund);

    /// @notice Claims the payout of a proven loss for a cover of the distributor, as its owner: also for an insured that cannot
    /// call. Only the publisher may call it. All other claims are made at the pool's vault, by anyone.
    /// @dev Errors: `NotAuthorized`, `UnknownPool(poolId)`, and those of `IClaimsVault.claimLoss`.
    /// @param proof line of the insured in the case's table
    /// @return payout asset units that arrived here, bonus apart; 0 if the claim was registered
    function claimLoss(uint256 coverId, uint256 incidentId, LossProof calldata proof) external returns (uint256 payout);

    /// @notice Takes covers of pools of the asset that are sent by `safeTransferFrom`, and nothing else.
    /// @dev Neither a purchase nor `transferFrom` calls it. A cover of another asset pays what can never leave again. Errors:
    /// `NotAuthorized` for another token, `UnsupportedAsset("cover of another asset")`.
    function onERC721Received(address, address, uint256 coverId, bytes calldata) external view returns (bytes4);

    /// @notice Several calls in one transaction, all by its sender: lines of many accounts. It takes no coins.
    function multicall(bytes[] calldata data) external payable returns (bytes[] memory);

    // ------------------------------------------------------------------ reads

    /// @notice A distribution. Errors: `UnknownDistribution`.
    function getDistribution(uint256 id) external view returns (Distribution memory);

    /// @notice The number of the latest distribution.
    function distributionCount() external view returns (uint256);

    /// @notice What a line of a loss is paid, asset units; 0 once what was left has gone back. Errors: `UnknownDistribution`.
    function payoutOf(uint256 id, uint256 loss) external view returns (uint256);

    /// @notice Whether a line was paid.
    function isClaimed(uint256 id, uint256 index) external view returns (bool);

    /// @notice What has arrived and is kept for no table, asset units.
    function available() external view returns (uint256);

    /// @notice What is kept for all tables together, asset units.
    function reserved() external view returns (uint256);

    /// @notice What was noted to wait for a table, and since when; zeros where nothing was.
    function arrival() external view returns (uint256 amount, uint256 notedAt);

    /// @notice The leaf of a table's line: that of the loss tables of claims.
    function leafOf(uint256 index, address account, uint256 loss) external pure returns (bytes32);

    function asset() external view returns (address);

    /// @notice Who opens distributions.
    function publisher() external view returns (address);

    /// @notice Who gets what no line has claimed, and succeeds a publisher that is silent.
    function remainderTo() external view returns (address);

    function coverToken() external view returns (address);
}

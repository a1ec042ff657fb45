// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {LibBitmap} from "solady/utils/LibBitmap.sol";
import {LibClone} from "solady/utils/LibClone.sol";
import {Multicallable} from "solady/utils/Multicallable.sol";
import {ReentrancyGuardTransient} from "solady/utils/ReentrancyGuardTransient.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {LossProof} from "../claims/roles/IVaultClaims.sol";
import {IClaimsVault} from "../claims/IClaimsVault.sol";
import {ICoverPool} from "../pool/ICoverPool.sol";
import {ICoverToken} from "../cover/ICoverToken.sol";
import {Distribution, IPayoutDistributor} from "./IPayoutDistributor.sol";
import {CoverData} from "../cover/CoverData.sol";
import {Errors} from "../common/Errors.sol";

/// @title One cover for the users of a protocol: payouts, shared by tables of losses
/// @notice The code of clones, whose own code ends with their arguments: asset, publisher and receiver of remainders, 20
/// bytes each. Nothing can change them.
contract PayoutDistributor is IPayoutDistributor, Multicallable, ReentrancyGuardTransient {
    using FixedPointMathLib for uint256;
    using LibBitmap for LibBitmap.Bitmap;

    /// @dev All that is not of one distribution.
    struct Ledger {
        uint104 reserved; // Σ left of all distributions, asset units
        uint104 noted; // what waits for a table at least since `notedAt`, asset units
        uint40 notedAt;
    }

    /// @dev In this time after its opening a wrong table can be withdrawn.
    uint256 internal constant REVIEW = 1 days;
    uint256 internal constant YEAR = 365 days;

    ICoverToken internal immutable _coverToken;

    /// @inheritdoc IPayoutDistributor
    uint256 public distributionCount;
    Ledger internal _ledger;
    mapping(uint256 id => Distribution) internal _distributions;
    mapping(uint256 id => LibBitmap.Bitmap) internal _claimed;
    mapping(bytes32 root => bool) internal _published;

    modifier onlyPublisher() {
        require(msg.sender == publisher(), Errors.NotAuthorized());
        _;
    }

    /// @param coverToken_ of the deployment: it knows the factory's own pools alone
    constructor(address coverToken_) {
        _coverToken = ICoverToken(coverToken_);
    }

    // --------------------------------------------------------- distributions

    /// @inheritdoc IPayoutDistributor
    function openDistribution(bytes32 root, uint128 total, uint256 amount, string calldata uri)
        external
        nonReentrant
        returns (uint256 id)
    {
        bool bySuccessor = msg.sender != publisher();
        uint256 most = available();
        if (bySuccessor) most = most.min(_requireSuccession());
        require(root != 0, Errors.ValueOutOfRange("root"));
        require(total != 0, Errors.ValueOutOfRange("total"));
        require(amount != 0, Errors.AmountZero());
        require(!_published[root], Errors.LossesAlreadyPublished());
        require(amount <= most, PayoutTooSmall(most));
        id = ++distributionCount;
        // forge-lint: disable-next-line(unsafe-typecast) -- a time: REVIEW from now
        uint40 opensAt = uint40(block.timestamp + REVIEW);
        // What was noted first is divided first.
        // forge-lint: disable-next-line(unsafe-typecast) -- at most what was noted
        uint104 noted = uint104(amount.min(_ledger.noted));
        // forge-lint: disable-next-item(unsafe-typecast) -- `available` has 104 bits
        _distributions[id] = Distribution({
            root: root,
            total: total,
            lossesLeft: total,
            pot: uint104(amount.min(total)),
            left: uint104(amount),
            opensAt: opensAt,
            noted: noted,
            bySuccessor: bySuccessor
        });
        _published[root] = true;
        // forge-lint: disable-next-line(unsafe-typecast) -- likewise, and `available` leaves room for the sum
        _ledger.reserved += uint104(amount);
        _ledger.noted -= noted;
        emit DistributionOpened(id, root, total, amount, opensAt, uri);
    }

    /// @inheritdoc IPayoutDistributor
    function withdrawDistribution(uint256 id) external nonReentrant {
        Distribution memory d = getDistribution(id);
        require(msg.sender == (d.bySuccessor ? remainderTo() : publisher()), Errors.NotAuthorized());
        require(block.timestamp < d.opensAt, Errors.ClaimWindowClosed(d.opensAt));
        _ledger.reserved -= d.left;
        _ledger.noted += d.noted;
        delete _published[d.root];
        delete _distributions[id];
        emit DistributionWithdrawn(id);
    }

    /// @inheritdoc IPayoutDistributor
    function claimLine(uint256 id, address account, LossProof calldata line) external returns (uint256 payout) {
        return _claim(id, account, account, line);
    }

    /// @inheritdoc IPayoutDistributor
    function claimLineTo(uint256 id, address receiver, LossProof calldata line) external returns (uint256 payout) {
        require(receiver != address(0), Errors.ZeroAddress("receiver"));
        return _claim(id, msg.sender, receiver, line);
    }

    /// @inheritdoc IPayoutDistributor
    function returnRemainder(uint256 id) external nonReentrant returns (uint256 amount) {
        Distribution memory d = getDistribution(id);
        require(block.timestamp >= d.opensAt + YEAR, Errors.ClaimWindowOpen(d.opensAt + YEAR));
        amount = d.left;
        require(amount != 0, Errors.NothingToCollect());
        (_distributions[id].pot, _distributions[id].left) = (0, 0);
        _ledger.reserved -= d.left;
        SafeTransferLib.safeTransfer(asset(), remainderTo(), amount);
        emit RemainderReturned(id, amount);
    }

    /// @inheritdoc IPayoutDistributor
    function noteArrival() external nonReentrant returns (uint256 until) {
        uint256 amount = available();
        require(amount != 0 && amount >= 2 * uint256(_ledger.noted), Errors.NothingToCollect());
        // forge-lint: disable-next-line(unsafe-typecast) -- `available` has 104 bits
        (_ledger.noted, _ledger.notedAt) = (uint104(amount), uint40(block.timestamp));
        until = block.timestamp + YEAR;
        emit ArrivalNoted(amount, until);
    }

    /// @dev A line's losses are counted against the total before anything is paid. So the parts of all lines, each rounded
    /// down, never add up to more than the pot, whatever the table.
    function _claim(uint256 id, address account, address receiver, LossProof calldata line)
        private
        nonReentrant
        returns (uint256 payout)
    {
        Distribution memory d = getDistribution(id);
        require(block.timestamp >= d.opensAt, ClaimsNotOpen(d.opensAt));
        require(d.pot != 0, Errors.ClaimWindowClosed(d.opensAt + YEAR));
        bytes32 leaf = leafOf(line.index, account, line.loss);
        require(MerkleProof.verifyCalldata(line.proof, d.root, leaf), Errors.InvalidProof());
        require(!_claimed[id].get(line.index), Errors.AlreadyClaimed());
        require(line.loss <= d.lossesLeft, LossesExceedTotal(d.lossesLeft));
        payout = _partOf(d, line.loss);
        require(payout != 0, Errors.NothingToCollect());

        _claimed[id].set(line.index);
        // forge-lint: disable-next-item(unsafe-typecast) -- a loss is at most the total, a payout at most the pot
        (_distributions[id].lossesLeft, _distributions[id].left) =
        (d.lossesLeft - uint128(line.loss), d.left - uint104(payout));
        // forge-lint: disable-next-line(unsafe-typecast) -- likewise
        _ledger.reserved -= uint104(payout);
        SafeTransferLib.safeTransfer(asset(), receiver, payout);
        emit LossPaid(id, account, receiver, line.index, line.loss, payout);
    }

    /// @dev The pot is at most the total, so nobody gets more than its loss.
    function _partOf(Distribution memory d, uint256 loss) private pure returns (uint256) {
        return loss.fullMulDiv(d.pot, d.total);
    }

    /// @dev Requires that the caller may divide money in the publisher's place: it was noted a year ago.
    /// @return most what was noted, asset units
    function _requireSuccession() private view returns (uint256 most) {
        require(msg.sender == remainderTo(), Errors.NotAuthorized());
        Ledger memory l = _ledger;
        uint256 until = (l.noted == 0 ? block.timestamp : l.notedAt) + YEAR;
        require(block.timestamp >= until, PublisherHasTime(until));
        return l.noted;
    }

    // ---------------------------------------------------------------- covers

    /// @inheritdoc IPayoutDistributor
    function cancelCover(uint256 coverId) external onlyPublisher returns (uint256 refund) {
        return _poolOf(coverId).cancelCover(coverId);
    }

    /// @inheritdoc IPayoutDistributor
    function claimLoss(uint256 coverId, uint256 incidentId, LossProof calldata proof)
        external
        onlyPublisher
        returns (uint256 payout)
    {
        return IClaimsVault(_poolOf(coverId).claimsVault()).claimLoss(coverId, incidentId, address(0), proof);
    }

    /// @inheritdoc IPayoutDistributor
    function onERC721Received(address, address, uint256 coverId, bytes calldata) external view returns (bytes4) {
        require(msg.sender == address(_coverToken), Errors.NotAuthorized());
        require(_poolOf(coverId).asset() == asset(), Errors.UnsupportedAsset("cover of another asset"));
        return this.onERC721Received.selector;
    }

    function _poolOf(uint256 coverId) private view returns (ICoverPool pool) {
        uint256 poolId = CoverData.poolIdOf(coverId);
        pool = ICoverPool(_coverToken.poolOf(poolId));
        require(address(pool) != address(0), Errors.UnknownPool(poolId));
    }

    /// @inheritdoc Multicallable
    function multicall(bytes[] calldata data)
        public
        payable
        override(IPayoutDistributor, Multicallable)
        returns (bytes[] memory)
    {
        return super.multicall(data);
    }

    // ----------------------------------------------------------------- reads

    /// @inheritdoc IPayoutDistributor
    function getDistribution(uint256 id) public view returns (Distribution memory d) {
        d = _distributions[id];
        require(d.opensAt != 0, UnknownDistribution());
    }

    /// @inheritdoc IPayoutDistributor
    function payoutOf(uint256 id, uint256 loss) external view returns (uint256) {
        return _partOf(getDistribution(id), loss);
    }

    /// @inheritdoc IPayoutDistributor
    function isClaimed(uint256 id, uint256 index) external view returns (bool) {
        return _claimed[id].get(index);
    }

    /// @inheritdoc IPayoutDistributor
    function available() public view returns (uint256) {
        uint256 kept = _ledger.reserved;
        return SafeTransferLib.balanceOf(asset(), address(this)).min(type(uint104).max).zeroFloorSub(kept);
    }

    /// @inheritdoc IPayoutDistributor
    function reserved() external view returns (uint256) {
        return _ledger.reserved;
    }

    /// @inheritdoc IPayoutDistributor
    function arrival() external view returns (uint256 amount, uint256 notedAt) {
        return (_ledger.noted, _ledger.notedAt);
    }

    /// @inheritdoc IPayoutDistributor
    function leafOf(uint256 index, address account, uint256 loss) public pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(index, account, loss))));
    }

    /// @inheritdoc IPayoutDistributor
    function asset() public view returns (address) {
        return _argument(0);
    }

    /// @inheritdoc IPayoutDistributor
    function publisher() public view returns (address) {
        return _argument(20);
    }

    /// @inheritdoc IPayoutDistributor
    function remainderTo() public view returns (address) {
        return _argument(40);
    }

    /// @inheritdoc IPayoutDistributor
    function coverToken() external view returns (address) {
        return address(_coverToken);
    }

    /// @dev An argument of this clone, by its place in bytes.
    function _argument(uint256 place) private view returns (address) {
        // forge-lint: disable-next-line(unsafe-typecast) -- cuts the first of the bytes out
        return address(bytes20(LibClone.argsOnClone(address(this), place, place + 20)));
    }

    /// @dev Transient storage is everywhere this compiles for.
    function _useTransientReentrancyGuardOnlyOnMainnet() internal pure override returns (bool) {
        return false;
    }
}

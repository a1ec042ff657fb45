// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {EIP712} from "solady/utils/EIP712.sol";
import {LibBitmap} from "solady/utils/LibBitmap.sol";
import {ReentrancyGuardTransient} from "solady/utils/ReentrancyGuardTransient.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {WAD} from "../common/Constants.sol";
import {ICoverPool} from "../pool/ICoverPool.sol";
import {ICoverToken} from "../cover/ICoverToken.sol";
import {IRenewalMandate, Mandate} from "./IRenewalMandate.sol";
import {CoverData} from "../cover/CoverData.sol";
import {Errors} from "../common/Errors.sol";
import {ExactPull} from "../common/ExactPull.sol";

/// @title Renewals of covers by their owners' mandates
/// @notice The caps are checked three times: before anything is taken, so that a refusal names its reason; after the
/// payment was taken, because a token may call others; and on what the pool has done.
contract RenewalMandate is IRenewalMandate, EIP712, ReentrancyGuardTransient {
    using LibBitmap for LibBitmap.Bitmap;

    bytes32 internal constant MANDATE = keccak256(
        "Mandate(address owner,uint256 coverId,uint64 maxRate,uint128 minAmount,uint128 maxAmount,uint40 lastEnd,uint32 period,uint32 window,uint128 tip,uint256 series,uint256 nonce)"
    );
    bytes32 internal constant REVOCATION = keccak256("Revocation(address owner,uint256 nonce,uint256 deadline)");
    bytes32 internal constant REVOCATION_OF_ALL =
        keccak256("RevocationOfAll(address owner,uint256 series,uint256 deadline)");
    uint256 internal constant MAX_PERIOD = 330 days;
    uint256 internal constant YEAR = 365 days;

    /// @dev A cover that may be renewed.
    struct Renewable {
        ICoverPool pool;
        uint256 end; // before the renewal
        uint256 amount; // asset units
    }

    ICoverToken internal immutable _coverToken;

    /// @inheritdoc IRenewalMandate
    mapping(address owner => uint256) public seriesOf;
    mapping(address owner => LibBitmap.Bitmap) internal _revoked;

    /// @param coverToken_ of the deployment: it knows the factory's own pools alone
    constructor(address coverToken_) {
        _coverToken = ICoverToken(coverToken_);
    }

    // -------------------------------------------------------------- renewals

    /// @inheritdoc IRenewalMandate
    function renewCover(Mandate calldata m, bytes calldata signature)
        external
        nonReentrant
        returns (uint40 end, uint256 premium)
    {
        _requireSigned(m.owner, _hash(m), signature);
        ICoverPool pool;
        (pool, end, premium) = _quote(m);
        address asset = pool.asset();
        uint256 taken = premium + m.tip;
        if (taken != 0) ExactPull.pull2(asset, m.owner, taken);
        (end, premium) = _extend(m, asset, premium);
        if (m.tip != 0) SafeTransferLib.safeTransfer(asset, msg.sender, m.tip);
        uint256 left = SafeTransferLib.balanceOf(asset, address(this));
        if (left != 0) SafeTransferLib.safeTransfer(asset, m.owner, left);
        emit CoverRenewed(m.coverId, m.owner, msg.sender, m.nonce, end, premium, m.tip);
    }

    /// @inheritdoc IRenewalMandate
    function previewRenewal(Mandate calldata m) external view returns (uint40 end, uint256 premium, uint256 tip) {
        (, end, premium) = _quote(m);
        tip = m.tip;
    }

    /// @dev What the pool asks, if it is within the mandate.
    function _quote(Mandate calldata m) private view returns (ICoverPool pool, uint40 end, uint256 premium) {
        Renewable memory r = _renewable(m);
        pool = r.pool;
        (end, premium) = pool.quoteExtension(m.coverId, m.period);
        _requireWithin(m, r, end, premium);
    }

    /// @dev Extends the cover with what was taken. The token may have called others since the quote, so all that the
    /// mandate asks for is asked again.
    function _extend(Mandate calldata m, address asset, uint256 allowed) private returns (uint40 end, uint256 premium) {
        Renewable memory r = _renewable(m);
        if (allowed != 0) SafeTransferLib.safeApprove(asset, address(r.pool), allowed);
        (end, premium) = r.pool.extendCover(m.coverId, m.period, allowed, block.timestamp);
        if (premium < allowed) SafeTransferLib.safeApprove(asset, address(r.pool), 0);
        _requireWithin(m, r, end, premium);
    }

    /// @dev The cover, if a mandate allows its renewal at this moment.
    function _renewable(Mandate calldata m) private view returns (Renewable memory r) {
        require(m.maxRate != 0, Errors.ValueOutOfRange("maxRate"));
        require(m.maxAmount != 0, Errors.ValueOutOfRange("maxAmount"));
        require(m.minAmount <= m.maxAmount, Errors.ValueOutOfRange("minAmount"));
        // A cover lasts a year at most from its renewal: a longer period would leave hours to renew it in.
        require(m.period <= MAX_PERIOD, Errors.ValueOutOfRange("period"));
        // So a renewal leaves the cover outside of the window: there is one in each period.
        require(m.window != 0 && m.window <= m.period, Errors.ValueOutOfRange("window"));
        require(m.series == seriesOf[m.owner] && !_revoked[m.owner].get(m.nonce), MandateVoid());

        uint256 poolId = CoverData.poolIdOf(m.coverId);
        r.pool = ICoverPool(_coverToken.poolOf(poolId));
        require(address(r.pool) != address(0), Errors.UnknownPool(poolId));
        (CoverData.Cover memory c, address refundTo) = _coverToken.authorizedCover(address(this), m.coverId);
        require(_coverToken.ownerOf(m.coverId) == m.owner, NotCoverOwner());
        // A lapse returns the unearned premium to it.
        require(refundTo == m.owner, RefundedToAnother(refundTo));
        (r.end, r.amount) = (c.end, c.amount * r.pool.coverUnit());
        require(r.amount >= m.minAmount && r.amount <= m.maxAmount, AmountOutsideMandate(r.amount));
        require(block.timestamp + m.window >= c.end, RenewalTooEarly(c.end - m.window));
    }

    /// @dev Nothing overflows: a cover's amount has 92 bits, a rate 64, times 41.
    function _requireWithin(Mandate calldata m, Renewable memory r, uint256 end, uint256 premium) private pure {
        require(end <= m.lastEnd, MandateOver(m.lastEnd));
        uint256 most = r.amount * (end - r.end) * m.maxRate / (WAD * YEAR);
        require(premium <= most, Errors.PremiumAboveMax(premium));
    }

    // ----------------------------------------------------------- revocations

    /// @inheritdoc IRenewalMandate
    function revokeMandate(address owner, uint256 nonce, uint256 deadline, bytes calldata signature) external {
        _authorize(owner, keccak256(abi.encode(REVOCATION, owner, nonce, deadline)), deadline, signature);
        _revoked[owner].set(nonce);
        emit MandateRevoked(owner, nonce);
    }

    /// @inheritdoc IRenewalMandate
    function revokeAllMandates(address owner, uint256 deadline, bytes calldata signature) external {
        uint256 series = seriesOf[owner];
        _authorize(owner, keccak256(abi.encode(REVOCATION_OF_ALL, owner, series, deadline)), deadline, signature);
        seriesOf[owner] = series + 1;
        emit SeriesBegun(owner, series + 1);
    }

    /// @dev Requires the owner's own call, or its signature until the deadline.
    function _authorize(address owner, bytes32 structHash, uint256 deadline, bytes calldata signature) private view {
        if (msg.sender == owner) return;
        require(block.timestamp <= deadline, Errors.DeadlinePassed());
        _requireSigned(owner, structHash, signature);
    }

    // ------------------------------------------------------------ signatures

    /// @dev The key of an account signs for it also where the account has delegated code, which the key can change.
    function _requireSigned(address owner, bytes32 structHash, bytes calldata signature) private view {
        bytes32 digest = _hashTypedData(structHash);
        (address signer, ECDSA.RecoverError failure,) = ECDSA.tryRecoverCalldata(digest, signature);
        require(
            failure == ECDSA.RecoverError.NoError && signer == owner
                || SignatureChecker.isValidERC1271SignatureNowCalldata(owner, digest, signature),
            Errors.InvalidSignature()
        );
    }

    /// @dev Of a struct whose fields are all words, in the order in which they are signed.
    function _hash(Mandate calldata m) private pure returns (bytes32) {
        return keccak256(abi.encode(MANDATE, m));
    }

    function _domainNameAndVersion() internal pure override returns (string memory, string memory) {
        return ("Breakwater Renewal Mandate", "1");
    }

    // ----------------------------------------------------------------- reads

    /// @inheritdoc IRenewalMandate
    function isRevoked(address owner, uint256 nonce) external view returns (bool) {
        return _revoked[owner].get(nonce);
    }

    /// @inheritdoc IRenewalMandate
    function hashMandate(Mandate calldata m) external view returns (bytes32) {
        return _hashTypedData(_hash(m));
    }

    /// @inheritdoc IRenewalMandate
    function DOMAIN_SEPARATOR() external view returns (bytes32) {
        return _domainSeparator();
    }

    /// @inheritdoc IRenewalMandate
    function coverToken() external view returns (address) {
        return address(_coverToken);
    }

    /// @dev Transient storage is everywhere this compiles for.
    function _useTransientReentrancyGuardOnlyOnMainnet() internal pure override returns (bool) {
        return false;
    }
}

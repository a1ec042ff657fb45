// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAuditRegistry} from "./IAuditRegistry.sol";
import {ICodePins, Pin, PinState} from "./ICodePins.sol";
import {Code, CodeKind, IProxyCode, StorageProof} from "./IProxyCode.sol";
import {Errors} from "../common/Errors.sol";

/// @title Pins of covered code, and lapses after a change
abstract contract CodePins is ICodePins {
    /// @dev One slot, read at each sale.
    struct Status {
        uint32 productId; // 0: there are no such terms
        uint64 auditGap; // WAD, at the last look
        uint40 auditedUntil; // time until which the gap is that
        uint40 lapseAt; // 0: cover goes on
        uint16 flagged; // a bit for each pin
        bool suspended;
        bool superseded;
    }

    /// @dev Bounds the cost of looking up attestations; `Status.flagged` has a bit for each.
    uint256 private constant MAX_PINS = 16;

    /// @inheritdoc ICodePins
    IAuditRegistry public immutable auditRegistry;
    /// @inheritdoc ICodePins
    IProxyCode public immutable proxyCode;

    mapping(uint256 termsId => Status) internal _status;
    mapping(uint256 termsId => Pin[]) internal _pins;
    mapping(uint256 termsId => PinState[]) internal _pinStates;
    mapping(address target => uint256[]) internal _termsCovering;

    constructor(IAuditRegistry audits, IProxyCode prover) {
        (auditRegistry, proxyCode) = (audits, prover);
    }

    /// @inheritdoc ICodePins
    function flagCodeChange(uint256 termsId, uint256 pin, StorageProof calldata proof) external {
        (Status storage s, PinState storage known, Code memory code, uint256 since) = _recordLook(termsId, pin, proof);
        require(!known.flagged, Errors.AlreadyFlagged());
        require(!_isKnown(code, known), Errors.CodeUnchanged());
        (bool reviewed,) = _reviewOf(termsId, code, _pins[termsId][pin].kind, since);
        require(!reviewed, Errors.CodeUnchanged());
        known.flagged = true;
        // forge-lint: disable-next-line(unsafe-typecast) -- `_recordLook` has found the pin: it is one of 16
        s.flagged |= uint16(1 << pin);
        uint256 grace = _graceOf(termsId);
        // forge-lint: disable-next-line(unsafe-typecast) -- a time: a grace of 24 bits from now
        if (s.lapseAt == 0 && grace != 0) s.lapseAt = uint40(block.timestamp + grace);
        emit CodeChangeFlagged(termsId, pin, code, s.lapseAt);
    }

    /// @inheritdoc ICodePins
    function clearCodeChange(uint256 termsId, uint256 pin, StorageProof calldata proof) external {
        (Status storage s, PinState storage known, Code memory code, uint256 since) = _recordLook(termsId, pin, proof);
        if (!_isKnown(code, known)) {
            (bool reviewed, bytes32 missing) = _reviewOf(termsId, code, _pins[termsId][pin].kind, since);
            require(reviewed, Errors.AttestationMissing(missing));
            (known.codeHash, known.implementationCodeHash) = (code.codeHash, code.implementationCodeHash);
        }
        known.flagged = false;
        // forge-lint: disable-next-line(unsafe-typecast) -- `_recordLook` has found the pin: it is one of 16
        s.flagged &= ~uint16(1 << pin);
        if (s.flagged == 0) s.lapseAt = 0;
        emit CodeChangeCleared(termsId, pin, code);
        _refreshAudit(termsId);
    }

    /// @inheritdoc ICodePins
    function refreshAudit(uint256 termsId) external {
        require(_status[termsId].productId != 0, Errors.UnknownTerms());
        _refreshAudit(termsId);
    }

    /// @inheritdoc ICodePins
    function pinsOf(uint256 termsId) external view returns (Pin[] memory) {
        return _pins[termsId];
    }

    /// @inheritdoc ICodePins
    function pinStates(uint256 termsId) external view returns (PinState[] memory) {
        return _pinStates[termsId];
    }

    /// @inheritdoc ICodePins
    function termsCovering(address target) external view returns (uint256[] memory) {
        return _termsCovering[target];
    }

    /// @inheritdoc ICodePins
    function lapseAt(uint256 termsId) external view returns (uint256) {
        return _status[termsId].lapseAt;
    }

    // -------------------------------------------------------------- internals

    /// @dev Seconds for which cover on the terms goes on after a flag; 0: to its own end.
    function _graceOf(uint256 termsId) internal view virtual returns (uint256);

    /// @dev Pins code that runs now. It does not check where a proxy points: calls that wait in a timelock cannot carry
    /// a proof of a recent block. Anyone who finds a pin that does not hold flags it.
    function _pin(uint256 termsId, Pin[] calldata pins) internal {
        require(pins.length != 0 && pins.length <= MAX_PINS, Errors.InvalidTerms("pins"));
        for (uint256 i; i < pins.length; ++i) {
            Pin calldata p = pins[i];
            require(p.chainId == block.chainid, Errors.InvalidPin(i, "chainId"));
            require(p.codeHash == p.target.codehash, Errors.InvalidPin(i, "codeHash"));
            if (p.kind == CodeKind.Plain) {
                require(p.implementation == address(0), Errors.InvalidPin(i, "implementation"));
                require(p.implementationCodeHash == 0, Errors.InvalidPin(i, "implementationCodeHash"));
            } else {
                require(
                    p.implementationCodeHash == p.implementation.codehash,
                    Errors.InvalidPin(i, "implementationCodeHash")
                );
                require(p.implementation != address(0), Errors.InvalidPin(i, "implementation"));
            }
            _pins[termsId].push(p);
            _pinStates[termsId].push(PinState(p.codeHash, p.implementationCodeHash, uint40(block.timestamp), false));
            _termsCovering[p.target].push(termsId);
            Code memory code = Code(p.codeHash, p.implementation, p.implementationCodeHash, uint40(block.timestamp));
            (bool reviewed, bytes32 missing) = _reviewOf(termsId, code, p.kind, block.timestamp);
            require(reviewed, Errors.AttestationMissing(missing));
        }
        _refreshAudit(termsId);
    }

    /// @dev The fraction of the terms' code that is not attested for their product now, WAD, and the time at which it
    /// can next rise.
    function _auditOf(uint256 termsId) internal view returns (uint256 gap, uint256 until) {
        PinState[] storage states = _pinStates[termsId];
        bytes32[] memory codes = new bytes32[](2 * states.length);
        uint256 count;
        for (uint256 i; i < states.length; ++i) {
            PinState storage x = states[i];
            codes[count++] = x.codeHash;
            if (x.implementationCodeHash != 0) codes[count++] = x.implementationCodeHash;
        }
        assembly ("memory-safe") {
            mstore(codes, count)
        }
        return auditRegistry.auditGap(codes, _status[termsId].productId);
    }

    function _refreshAudit(uint256 termsId) private {
        (uint256 gap, uint256 until) = _auditOf(termsId);
        Status storage s = _status[termsId];
        // forge-lint: disable-next-line(unsafe-typecast) -- `auditGap` answers at most WAD, and a time of 40 bits
        (s.auditGap, s.auditedUntil) = (uint64(gap), uint40(until));
        emit AuditRefreshed(termsId, gap, until);
    }

    /// @dev Reads the code that a pinned contract runs, and stores its time; `since` is the time of the look before.
    /// Refuses code older than that, and terms that have lapsed.
    function _recordLook(uint256 termsId, uint256 pin, StorageProof calldata proof)
        private
        returns (Status storage s, PinState storage known, Code memory code, uint256 since)
    {
        s = _status[termsId];
        require(s.productId != 0, Errors.UnknownTerms());
        require(pin < _pins[termsId].length, Errors.UnknownPin());
        uint256 lapsedAt = s.lapseAt;
        require(lapsedAt == 0 || block.timestamp < lapsedAt, Errors.TermsLapsed(lapsedAt));
        Pin storage p = _pins[termsId][pin];
        known = _pinStates[termsId][pin];
        code = proxyCode.codeOf(p.target, p.kind, proof);
        since = known.asOf;
        require(code.asOf >= since, Errors.ProofTooOld(code.asOf));
        known.asOf = code.asOf;
    }

    /// @dev Compares by hash: the same code at another address does the same.
    function _isKnown(Code memory code, PinState storage known) private view returns (bool) {
        return code.codeHash == known.codeHash && code.implementationCodeHash == known.implementationCodeHash;
    }

    /// @dev Whether all of the code was attested for the product at some time after `since`; if not, also the first
    /// hash that was not. Code that came to run while it was attested is reviewed, like the pinned code, whatever
    /// becomes of the attestation. The end of an attestation widens the gap, and lapses no cover.
    function _reviewOf(uint256 termsId, Code memory code, CodeKind kind, uint256 since)
        private
        view
        returns (bool reviewed, bytes32 missing)
    {
        uint256 productId = _status[termsId].productId;
        missing = code.codeHash;
        reviewed = auditRegistry.attestedUntil(missing, productId) > since;
        if (reviewed && kind == CodeKind.Proxy) {
            missing = code.implementationCodeHash;
            reviewed = auditRegistry.attestedUntil(missing, productId) > since;
        }
    }
}

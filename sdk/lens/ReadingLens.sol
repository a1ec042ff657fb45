// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICourt} from "../../contracts/src/resolution/court/ICourt.sol";
import {ICoverPool} from "../../contracts/src/pool/ICoverPool.sol";
import {ICoverPoolFactory} from "../../contracts/src/ICoverPoolFactory.sol";
import {ICoverToken} from "../../contracts/src/cover/ICoverToken.sol";
import {IProductRegistry} from "../../contracts/src/listing/IProductRegistry.sol";
import {Pin} from "../../contracts/src/listing/ICodePins.sol";
import {CoverData} from "../../contracts/src/cover/CoverData.sol";

/// @notice The registry with the call that only outsiders make.
interface IRegistry is IProductRegistry {
    function currentTerms(uint256 productId) external view returns (uint256 termsId);
}

/// @notice Where the protocol is, and how a pool stores terms.
struct Protocol {
    ICoverPoolFactory factory;
    ICoverToken coverToken;
    IRegistry registry;
    uint256 termsSlot; // of the mapping from terms to their words
    uint256 soldBit; // of a word: the pool sells the terms
}

/// @notice What a call returned, or reverted with.
struct Reply {
    bool success;
    bytes data;
}

/// @notice A call to the same target for each pool; the pool's address is its argument.
struct PoolQuestion {
    address target;
    bytes4 selector;
}

/// @notice Terms that a pool sells: the word that it stores for them.
struct SoldTerms {
    uint256 termsId;
    uint256 poolTerms;
}

struct PoolReplies {
    address pool;
    SoldTerms[] sold;
    Reply[] replies; // of the pool, then of its vault, then about it
}

/// @notice Covers of an account: four words each, and the pools that they are of by number, from 1, with their cover units.
struct Covers {
    // The id; start 40, end 40, amount in cover units 64 and rate 64 bits from the low end; the insured; the refund address.
    uint256[] words;
    address[] pools;
    uint256[] units;
}

/// @notice Progress of a search for covers.
struct Scan {
    uint256 reserve; // gas that is kept for the answer
    uint256 left; // covers that are not found yet, or for which there is no more room
    uint256 from; // first id to look at
    uint256 n; // covers found
}

struct Search {
    uint256 termsId; // zero for all
    uint256 productId; // its terms on sale
    address covering; // the terms on sale that pin this contract
    address asset; // pools of this asset; zero for all
    uint256 amount;
    uint256 duration;
}

struct Offer {
    address pool;
    address asset;
    uint256 termsId;
    uint256 poolTerms;
    uint256 amount; // rounded up to whole cover units
    Reply quote; // of `quoteCover`
    Reply recovery; // of `previewRecovery`
}

/// @notice What an account holds of a contract that terms on sale pin.
struct Holding {
    uint256 termsId;
    address target;
    uint256 shares;
    address asset; // of an ERC-4626 vault; zero for other contracts
    uint256 assets; // worth of the shares
    uint256[] pinnedBy; // all terms that pin it, superseded ones included
}

/// @title Reads of the whole protocol in one call
/// @notice The SDK sends this code along with an `eth_call`. It is deployed nowhere, and has no rights. A read that runs
/// out of the node's gas returns what it has, and `next`, from which another call goes on; 0 if nothing is left.
contract ReadingLens {
    /// @dev A foreign contract gets no more gas than that.
    uint256 internal constant FOREIGN_GAS = 200_000;
    /// @dev To tell the worth of shares, a vault may have to look at all the markets that it is in.
    uint256 internal constant WORTH_GAS = 2_000_000;
    /// @dev So many covers are returned in one call.
    uint256 internal constant MAX_COVERS = 12_000;
    /// @dev Words of a cover in the result of `coversOf`.
    uint256 internal constant COVER_WORDS = 4;

    /// @notice Makes several of this contract's reads in one call. Each gets an even part of the gas.
    function together(bytes[] calldata calls) external view returns (bytes[] memory results) {
        results = new bytes[](calls.length);
        for (uint256 i; i < calls.length; ++i) {
            (bool success, bytes memory data) = address(this).staticcall{gas: gasleft() / (calls.length - i)}(calls[i]);
            if (!success) _revertWith(data);
            results[i] = data;
        }
    }

    /// @notice Block and second of the read.
    function clock() external view returns (uint256 number, uint256 timestamp) {
        return (block.number, block.timestamp);
    }

    /// @notice Makes calls to other contracts.
    function ask(address[] calldata targets, bytes[] calldata calls) external view returns (Reply[] memory replies) {
        replies = new Reply[](calls.length);
        for (uint256 i; i < calls.length; ++i) {
            replies[i] = _call(targets[i], calls[i]);
        }
    }

    /// @notice Makes the same calls to every pool, and to its vault.
    /// @param pools the pools; all if empty
    function onPools(
        Protocol calldata p,
        uint256 from,
        address[] calldata pools,
        bytes[] calldata poolCalls,
        bytes[] calldata vaultCalls,
        PoolQuestion[] calldata questions
    ) external view returns (PoolReplies[] memory found, uint256 next) {
        uint256 reserve = gasleft() / 8;
        uint256 count = pools.length == 0 ? p.factory.poolCount() : pools.length;
        uint256 termsCount = p.registry.termsCount();
        found = new PoolReplies[](count - from);
        for (uint256 i = from; i < count; ++i) {
            if (i != from && gasleft() < reserve) {
                _shorten(found, i - from);
                return (found, i);
            }
            address pool = pools.length == 0 ? p.coverToken.poolOf(i + 1) : pools[i];
            PoolReplies memory x = found[i - from];
            (x.pool, x.sold) = (pool, _soldBy(p, pool, termsCount));
            x.replies = _replies(pool, poolCalls, vaultCalls, questions);
        }
    }

    /// @notice Quotes of all pools that sell what is searched for.
    function offers(Protocol calldata p, uint256 from, Search calldata s)
        external
        view
        returns (Offer[] memory found, uint256 next)
    {
        uint256 reserve = gasleft() / 8;
        uint256[] memory termsIds = _termsFor(p.registry, s);
        uint256 count = p.factory.poolCount();
        // Room for places alone: the language would make every offer that there could be.
        uint256 room = (count - from) * termsIds.length;
        assembly ("memory-safe") {
            found := mload(0x40)
            mstore(found, room)
            mstore(0x40, add(found, shl(5, add(room, 1))))
        }
        uint256 n;
        uint256 i = from;
        for (; i < count; ++i) {
            if (i != from && gasleft() < reserve) {
                next = i;
                break;
            }
            ICoverPool pool = ICoverPool(p.coverToken.poolOf(i + 1));
            if (s.asset != address(0) && pool.asset() != s.asset) continue;
            uint256[] memory words = _wordsOf(p, address(pool), termsIds);
            for (uint256 j; j < words.length; ++j) {
                if (_isSold(p, words[j])) found[n++] = _offer(pool, termsIds[j], words[j], s);
            }
        }
        assembly ("memory-safe") {
            mstore(found, n)
        }
    }

    /// @notice Covers of an account, by ascending id.
    /// @param from the first id to look at
    /// @param known how many were found before that
    /// @param only the pool to look at; zero for all
    function coversOf(Protocol calldata p, address owner, uint256 from, uint256 known, address only)
        external
        view
        returns (Covers memory found, uint256 next)
    {
        // Encoding the answer copies it, and memory is dear.
        Scan memory s = Scan(gasleft() / 4, _balanceOf(address(p.coverToken), owner) - known, from, 0);
        if (s.left > MAX_COVERS) s.left = MAX_COVERS;
        uint256 count = p.factory.poolCount();
        found.words = new uint256[](s.left * COVER_WORDS);
        found.pools = new address[](count);
        found.units = new uint256[](count);
        uint256[] memory termsIds = _upTo(p.registry.termsCount());
        for (uint256 poolId = from >> 64 == 0 ? 1 : from >> 64; poolId <= count && s.left != 0; ++poolId) {
            address pool = p.coverToken.poolOf(poolId);
            if (only != address(0) && pool != only) continue;
            uint256 before = s.n;
            next = _scanPool(p, owner, s, found.words, poolId, _wordsOf(p, pool, termsIds));
            if (s.n != before) {
                (found.pools[poolId - 1], found.units[poolId - 1]) = (pool, ICoverPool(pool).coverUnit());
            }
            if (next != 0) break;
        }
        uint256[] memory words = found.words;
        uint256 length = s.n * COVER_WORDS;
        assembly ("memory-safe") {
            mstore(words, length)
        }
    }

    /// @notice Incidents of a court's subject that were reported, or fired, at a time or later; newest first.
    /// @param below only incidents with a lower number; 0 for all
    function incidentsOf(ICourt court, uint256 subject, uint256 since, uint256 below)
        external
        view
        returns (uint256[] memory incidentIds, uint256 next)
    {
        uint256 reserve = gasleft() / 8;
        uint256 number = below == 0 ? _incidentCount(court, subject) : below - 1;
        incidentIds = new uint256[](number);
        uint256 n;
        for (; number != 0; --number) {
            if (n != 0 && gasleft() < reserve) {
                next = number + 1;
                break;
            }
            uint256 incidentId = subject << 32 | number;
            if (court.getReport(incidentId).reportedAt < since) break;
            incidentIds[n++] = incidentId;
        }
        assembly ("memory-safe") {
            mstore(incidentIds, n)
        }
    }

    /// @notice What an account holds of contracts that terms on sale pin.
    /// @param from the terms before the first to look at
    function holdingsOf(IRegistry registry, address owner, uint256 from)
        external
        view
        returns (Holding[] memory found, uint256 next)
    {
        uint256 reserve = gasleft() / 8;
        uint256 count = registry.termsCount();
        // Room for places alone, as for offers: terms have up to 16 pins.
        uint256 room = 16 * (count - from);
        assembly ("memory-safe") {
            found := mload(0x40)
            mstore(found, room)
            mstore(0x40, add(found, shl(5, add(room, 1))))
        }
        uint256 n;
        for (uint256 termsId = from + 1; termsId <= count; ++termsId) {
            if (termsId != from + 1 && gasleft() < reserve) {
                next = termsId - 1;
                break;
            }
            if (registry.currentTerms(registry.getTerms(termsId).productId) != termsId) continue;
            Pin[] memory pins = registry.pinsOf(termsId);
            for (uint256 i; i < pins.length; ++i) {
                if (pins[i].chainId != block.chainid || _isRepeated(pins, i)) continue;
                uint256 shares = _balanceOf(pins[i].target, owner);
                if (shares == 0) continue;
                found[n] = _holding(termsId, pins[i].target, shares);
                found[n++].pinnedBy = registry.termsCovering(pins[i].target);
            }
        }
        assembly ("memory-safe") {
            mstore(found, n)
        }
    }

    // -------------------------------------------------------------- internals

    /// @param words of the pool, for the terms from 1 on
    /// @return next the first id that was not looked at; 0 if the whole pool was
    function _scanPool(
        Protocol calldata p,
        address owner,
        Scan memory s,
        uint256[] memory covers,
        uint256 poolId,
        uint256[] memory words
    ) private view returns (uint256 next) {
        uint256 free;
        assembly ("memory-safe") {
            free := mload(0x40)
        }
        for (uint256 i; i < words.length; ++i) {
            uint256 coverId = CoverData.id(poolId, i + 1, 1);
            uint256 end = coverId + uint32(words[i]);
            if (coverId < s.from) coverId = s.from;
            for (; coverId < end; ++coverId) {
                // What the calls of one cover left in memory serves the next.
                assembly ("memory-safe") {
                    mstore(0x40, free)
                }
                if (gasleft() < s.reserve && coverId != s.from) return coverId;
                if (p.coverToken.ownerOf(coverId) != owner) continue;
                _write(p.coverToken, covers, s.n++ * COVER_WORDS, coverId, owner);
                // All are found, or no more fit.
                if (--s.left == 0) return s.n == MAX_COVERS ? coverId + 1 : 0;
            }
        }
    }

    function _replies(
        address pool,
        bytes[] calldata poolCalls,
        bytes[] calldata vaultCalls,
        PoolQuestion[] calldata questions
    ) private view returns (Reply[] memory replies) {
        replies = new Reply[](poolCalls.length + vaultCalls.length + questions.length);
        uint256 n;
        for (uint256 i; i < poolCalls.length; ++i) {
            replies[n++] = _call(pool, poolCalls[i]);
        }
        address vault = vaultCalls.length == 0 ? address(0) : ICoverPool(pool).claimsVault();
        for (uint256 i; i < vaultCalls.length; ++i) {
            replies[n++] = _call(vault, vaultCalls[i]);
        }
        for (uint256 i; i < questions.length; ++i) {
            replies[n++] = _call(questions[i].target, abi.encodeWithSelector(questions[i].selector, pool));
        }
    }

    function _offer(ICoverPool pool, uint256 termsId, uint256 word, Search calldata s)
        private
        view
        returns (Offer memory x)
    {
        uint256 unit = pool.coverUnit();
        x.amount = (s.amount + unit - 1) / unit * unit;
        (x.pool, x.asset, x.termsId, x.poolTerms) = (address(pool), pool.asset(), termsId, word);
        x.quote = _call(address(pool), abi.encodeCall(pool.quoteCover, (termsId, x.amount, s.duration)));
        x.recovery = _call(address(pool), abi.encodeCall(pool.previewRecovery, (termsId, x.amount)));
    }

    /// @dev The terms on sale that are searched for.
    function _termsFor(IRegistry registry, Search calldata s) private view returns (uint256[] memory ids) {
        if (s.termsId != 0) {
            ids = new uint256[](1);
            ids[0] = s.termsId;
        } else if (s.productId != 0) {
            ids = new uint256[](1);
            ids[0] = registry.currentTerms(s.productId);
        } else {
            ids = s.covering == address(0) ? _upTo(registry.termsCount()) : registry.termsCovering(s.covering);
            uint256 n;
            uint256 previous;
            for (uint256 i; i < ids.length; ++i) {
                uint256 termsId = ids[i];
                // Terms may pin a contract twice; the registry names them in order.
                if (termsId == previous) continue;
                previous = termsId;
                if (registry.currentTerms(registry.getTerms(termsId).productId) == termsId) ids[n++] = termsId;
            }
            assembly ("memory-safe") {
                mstore(ids, n)
            }
        }
    }

    function _soldBy(Protocol calldata p, address pool, uint256 termsCount)
        private
        view
        returns (SoldTerms[] memory sold)
    {
        uint256[] memory words = _wordsOf(p, pool, _upTo(termsCount));
        sold = new SoldTerms[](words.length);
        uint256 n;
        for (uint256 i; i < words.length; ++i) {
            if (_isSold(p, words[i])) sold[n++] = SoldTerms(i + 1, words[i]);
        }
        assembly ("memory-safe") {
            mstore(sold, n)
        }
    }

    /// @dev The words that a pool stores for terms.
    function _wordsOf(Protocol calldata p, address pool, uint256[] memory termsIds)
        private
        view
        returns (uint256[] memory words)
    {
        bytes32[] memory slots = new bytes32[](termsIds.length);
        for (uint256 i; i < slots.length; ++i) {
            slots[i] = keccak256(abi.encode(termsIds[i], p.termsSlot));
        }
        bytes32[] memory found = ICoverPool(pool).extsload(slots);
        assembly ("memory-safe") {
            words := found
        }
    }

    function _isSold(Protocol calldata p, uint256 poolTerms) private pure returns (bool) {
        return poolTerms >> p.soldBit & 1 != 0;
    }

    function _write(ICoverToken token, uint256[] memory covers, uint256 at, uint256 coverId, address owner)
        private
        view
    {
        CoverData.Cover memory c = token.coverData(coverId);
        (address insured, address refundTo) = c.parties ? token.partiesOf(coverId) : (owner, owner);
        covers[at] = coverId;
        covers[at + 1] = c.start | c.end << 40 | c.amount << 80 | c.rate << 144;
        covers[at + 2] = uint160(insured);
        covers[at + 3] = uint160(refundTo);
    }

    /// @dev Incidents have the numbers from 1 on: the last is found by halving.
    function _incidentCount(ICourt court, uint256 subject) private view returns (uint256 low) {
        uint256 high = 1;
        while (_isIncident(court, subject << 32 | high)) (low, high) = (high, high * 2);
        while (high - low > 1) {
            uint256 middle = (low + high) / 2;
            if (_isIncident(court, subject << 32 | middle)) low = middle;
            else high = middle;
        }
    }

    function _isIncident(ICourt court, uint256 incidentId) private view returns (bool success) {
        (success,) = address(court).staticcall{gas: FOREIGN_GAS}(abi.encodeCall(court.getReport, (incidentId)));
    }

    function _isRepeated(Pin[] memory pins, uint256 i) private pure returns (bool) {
        for (uint256 j; j < i; ++j) {
            if (pins[j].target == pins[i].target && pins[j].chainId == pins[i].chainId) return true;
        }
        return false;
    }

    function _holding(uint256 termsId, address target, uint256 shares) private view returns (Holding memory x) {
        (x.termsId, x.target, x.shares) = (termsId, target, shares);
        (bool hasAsset, uint256 asset) = _tryWord(target, FOREIGN_GAS, abi.encodeWithSignature("asset()"));
        (bool isWorth, uint256 assets) =
            _tryWord(target, WORTH_GAS, abi.encodeWithSignature("convertToAssets(uint256)", shares));
        if (hasAsset && isWorth) (x.asset, x.assets) = (address(uint160(asset)), assets);
    }

    function _balanceOf(address token, address account) private view returns (uint256 balance) {
        (, balance) = _tryWord(token, FOREIGN_GAS, abi.encodeWithSignature("balanceOf(address)", account));
    }

    /// @dev One word of a foreign contract, of which no more than that is read.
    function _tryWord(address target, uint256 gas_, bytes memory data)
        private
        view
        returns (bool success, uint256 word)
    {
        assembly ("memory-safe") {
            success := staticcall(gas_, target, add(data, 0x20), mload(data), 0, 0x20)
            success := and(success, gt(returndatasize(), 0x1f))
            word := mul(success, mload(0))
        }
    }

    function _call(address target, bytes memory data) private view returns (Reply memory x) {
        (x.success, x.data) = target.staticcall(data);
    }

    function _upTo(uint256 count) private pure returns (uint256[] memory ids) {
        ids = new uint256[](count);
        for (uint256 i; i < count; ++i) {
            ids[i] = i + 1;
        }
    }

    function _shorten(PoolReplies[] memory list, uint256 length) private pure {
        assembly ("memory-safe") {
            mstore(list, length)
        }
    }

    function _revertWith(bytes memory data) private pure {
        assembly ("memory-safe") {
            revert(add(data, 0x20), mload(data))
        }
    }
}

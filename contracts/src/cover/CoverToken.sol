// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC721} from "solady/tokens/ERC721.sol";
import {MetadataReaderLib} from "solady/utils/MetadataReaderLib.sol";

import {ICoverPool} from "../pool/ICoverPool.sol";
import {ICoverToken} from "./ICoverToken.sol";
import {IProductRegistry} from "../listing/IProductRegistry.sol";
import {CoverData} from "./CoverData.sol";
import {CoverPacking} from "./CoverPacking.sol";
import {CoverImage} from "./CoverImage.sol";
import {Errors} from "../common/Errors.sol";

/// @title Token of all covers of all pools: an ERC-721
/// @notice A cover is one storage slot: the owner and 96 bits of data. The first owner is also insured and refund
/// address, unless others were named; the first transfer stores that.
contract CoverToken is ERC721, ICoverToken {
    /// @dev The second slot is used only if the refund address differs from the insured.
    struct Parties {
        address insured;
        address refundTo;
    }

    address internal immutable _factory;
    IProductRegistry internal immutable _registry;

    /// @inheritdoc ICoverToken
    mapping(uint256 poolId => address) public poolOf;
    mapping(uint256 coverId => Parties) internal _parties;

    modifier onlyPoolOf(uint256 coverId) {
        require(msg.sender == poolOf[CoverData.poolIdOf(coverId)], Errors.NotAuthorized());
        _;
    }

    constructor(address factory, IProductRegistry registry) {
        _factory = factory;
        _registry = registry;
    }

    /// @inheritdoc ICoverToken
    function registerPool(uint256 poolId, address pool) external {
        require(msg.sender == _factory, Errors.NotAuthorized());
        poolOf[poolId] = pool;
    }

    /// @inheritdoc ICoverToken
    function mint(address to, uint256 coverId, CoverData.Cover memory cover, address insured, address refundTo)
        external
        onlyPoolOf(coverId)
    {
        cover.parties = insured != to || refundTo != to;
        if (cover.parties) _writeParties(coverId, insured, refundTo);
        _mintAndSetExtraDataUnchecked(to, coverId, CoverPacking.pack(cover));
    }

    /// @inheritdoc ICoverToken
    function update(uint256 coverId, CoverData.Cover calldata cover) external onlyPoolOf(coverId) {
        _setExtraData(coverId, CoverPacking.pack(cover));
        emit MetadataUpdate(coverId);
    }

    /// @inheritdoc ICoverToken
    function coverData(uint256 coverId) public view returns (CoverData.Cover memory cover) {
        require(_exists(coverId), Errors.CoverDoesNotExist());
        CoverPacking.load(cover, _getExtraData(coverId));
    }

    /// @inheritdoc ICoverToken
    function partiesOf(uint256 coverId) public view returns (address insured, address refundTo) {
        bool apart = coverData(coverId).parties;
        return _partiesOf(coverId, _ownerOf(coverId), apart);
    }

    /// @inheritdoc ICoverToken
    function authorizedCover(address account, uint256 coverId)
        external
        view
        returns (CoverData.Cover memory cover, address refundTo)
    {
        address owner = _ownerOf(coverId);
        require(owner != address(0), Errors.CoverDoesNotExist());
        require(account == owner || _isApprovedOrOwner(account, coverId), Errors.NotAuthorized());
        CoverPacking.load(cover, _getExtraData(coverId));
        (, refundTo) = _partiesOf(coverId, owner, cover.parties);
    }

    /// @inheritdoc ICoverToken
    function ownerOf(uint256 coverId) public view override(ERC721, ICoverToken) returns (address) {
        return super.ownerOf(coverId);
    }

    function name() public pure override returns (string memory) {
        return "Breakwater Cover";
    }

    function symbol() public pure override returns (string memory) {
        return "BWC";
    }

    /// @dev ERC-4906 beside ERC-721 and its metadata.
    function supportsInterface(bytes4 interfaceId) public view override returns (bool) {
        return interfaceId == 0x49064906 || super.supportsInterface(interfaceId);
    }

    /// @notice JSON metadata with a picture, as a data URI, of this moment.
    function tokenURI(uint256 coverId) public view override returns (string memory) {
        require(_exists(coverId), Errors.CoverDoesNotExist());
        CoverData.Cover memory c = CoverPacking.unpack(_getExtraData(coverId));
        ICoverPool pool = ICoverPool(poolOf[CoverData.poolIdOf(coverId)]);
        address asset = pool.asset();
        uint256 termsId = CoverData.termsIdOf(coverId);
        return CoverImage.tokenURI(
            CoverImage.Facts({
                coverId: coverId,
                product: _registry.getProduct(_registry.getTerms(termsId).productId).name,
                symbol: MetadataReaderLib.readSymbol(asset),
                amount: c.amount * pool.coverUnit(),
                decimals: MetadataReaderLib.readDecimals(asset),
                start: c.start,
                end: c.end,
                lapseAt: _registry.lapseAt(termsId),
                timestamp: block.timestamp
            })
        );
    }

    /// @dev The first transfer stores the first owner as insured: the insured does not change with the token.
    function _beforeTokenTransfer(address from, address to, uint256 coverId) internal override {
        if (from == address(0) || to == address(0)) return;
        CoverData.Cover memory cover = CoverPacking.unpack(_getExtraData(coverId));
        if (cover.parties) return;
        cover.parties = true;
        _setExtraData(coverId, CoverPacking.pack(cover));
        _writeParties(coverId, from, from);
    }

    function _partiesOf(uint256 coverId, address owner, bool apart)
        private
        view
        returns (address insured, address refundTo)
    {
        if (!apart) return (owner, owner);
        Parties memory p = _parties[coverId];
        return (p.insured, p.refundTo == address(0) ? p.insured : p.refundTo);
    }

    function _writeParties(uint256 coverId, address insured, address refundTo) private {
        _parties[coverId].insured = insured;
        if (refundTo != insured) _parties[coverId].refundTo = refundTo;
    }
}

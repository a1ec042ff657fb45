// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Encodes arguments for any call from its text, `transfer(address to,uint256 amount)`: well-formed for the types,
/// and of values that `_word` gives by name. A list has one element.
abstract contract Arguments {
    uint256 private constant MOST = 16;

    struct Cursor {
        bytes text;
        uint256 place;
    }

    /// @dev A value of 32 bytes. `typ` is a type of the ABI that has no parts.
    function _word(string memory typ, string memory name) internal virtual returns (bytes32);

    /// @dev Content of `bytes`, `string` and the like.
    function _content(string memory typ, string memory name) internal virtual returns (bytes memory);

    function _argumentsOf(string memory text) internal returns (bytes memory data) {
        Cursor memory c = Cursor(bytes(text), 0);
        while (c.text[c.place] != "(") ++c.place;
        (data,) = _tuple(c);
    }

    /// @dev From its opening parenthesis to behind its closing one.
    function _tuple(Cursor memory c) private returns (bytes memory data, bool dynamic) {
        bytes[] memory parts = new bytes[](MOST);
        bool[] memory apart = new bool[](MOST);
        uint256 count;
        uint256 head;
        ++c.place;
        while (c.text[c.place] != ")") {
            if (c.text[c.place] == ",") ++c.place;
            (parts[count], apart[count]) = _argument(c);
            head += apart[count] ? 32 : parts[count].length;
            dynamic = dynamic || apart[count];
            ++count;
        }
        ++c.place;
        bytes memory tail;
        for (uint256 i; i < count; ++i) {
            data = bytes.concat(data, apart[i] ? abi.encode(head + tail.length) : parts[i]);
            if (apart[i]) tail = bytes.concat(tail, parts[i]);
        }
        data = bytes.concat(data, tail);
    }

    function _argument(Cursor memory c) private returns (bytes memory data, bool dynamic) {
        if (c.text[c.place] == "(") {
            (data, dynamic) = _tuple(c);
            bool several = bytes(_until(c)).length != 0;
            _until(c); // its name
            return several ? (_listOf(data, dynamic), true) : (data, dynamic);
        }
        string memory typ = _until(c);
        string memory name = _until(c);
        bytes memory t = bytes(typ);
        bool list = t[t.length - 1] == "]";
        if (list) {
            require(t[t.length - 2] == "[", "a list of a fixed length");
            assembly ("memory-safe") {
                mstore(typ, sub(mload(typ), 2))
            }
        }
        bytes32 kind = keccak256(bytes(typ));
        if (kind == keccak256("bytes") || kind == keccak256("string")) {
            data = _content(typ, name);
            data = bytes.concat(abi.encode(data.length), data, new bytes((32 - data.length % 32) % 32));
            return (list ? _listOf(data, true) : data, true);
        }
        data = abi.encode(_word(typ, name));
        return (list ? _listOf(data, false) : data, list);
    }

    /// @dev Of one element, which is apart if its length is not fixed.
    function _listOf(bytes memory element, bool dynamic) private pure returns (bytes memory) {
        return bytes.concat(dynamic ? abi.encode(1, 32) : abi.encode(1), element);
    }

    /// @dev What comes before the next space, comma or closing parenthesis; goes past a space.
    function _until(Cursor memory c) private pure returns (string memory part) {
        uint256 from = c.place;
        while (c.text[c.place] != " " && c.text[c.place] != "," && c.text[c.place] != ")") ++c.place;
        bytes memory out = new bytes(c.place - from);
        for (uint256 i; i < out.length; ++i) {
            out[i] = c.text[from + i];
        }
        if (c.text[c.place] == " ") ++c.place;
        return string(out);
    }
}

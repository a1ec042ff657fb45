// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {DateTimeLib} from "solady/utils/DateTimeLib.sol";
import {LibString} from "solady/utils/LibString.sol";
import {MetadataReaderLib} from "solady/utils/MetadataReaderLib.sol";

import {Answer, Dispute, IDisputes, Ruling} from "../interfaces/IDisputes.sol";

/// @title A disputed incident as a statement that a person can judge
/// @dev Everything in it is a number, an address or a hash, apart from the two places of evidence: no one's free text can
/// change what it means. A token's own name would be such a text, so tokens go by their addresses.
library UmaClaim {
    using LibString for *;

    string private constant TRUTH =
        "\nThis is true if neither of the other two answers is closer to what was lost of the subject, as its terms define it, in the failure at that time, less what has been awarded for it under other reports. If there was no such failure, answer C is right. Only files with the evidence hashes above are evidence; where the asserter says that they are does not bear on what is true.";

    function text(
        IDisputes resolver,
        uint256 incidentId,
        Dispute memory d,
        Ruling ruling,
        string memory reportUri,
        string memory counterUri
    ) internal view returns (string memory) {
        string memory what = string.concat(
            "A failure is reported to Breakwater, which sells cover on chain, and the report is disputed.\nChain id: ",
            block.chainid.toString(),
            "\nResolver: ",
            address(resolver).toHexStringChecksummed(),
            "\nIncident: ",
            incidentId.toString(),
            "\nSubject of that resolver: ",
            uint256(d.subject).toString(),
            "\nTime of the failure: ",
            utc(d.time)
        );
        return string.concat(
            what,
            "\nAnswer A, the report: ",
            _answer(d.asset, d.report, reportUri),
            "\nAnswer B, the challenge: ",
            _answer(d.asset, d.counter, counterUri),
            "\nAnswer C: nothing was lost.\nAsserted: answer ",
            ruling == Ruling.Report ? "A" : ruling == Ruling.Counter ? "B" : "C",
            " is right.",
            TRUTH
        );
    }

    function _answer(address asset, Answer memory a, string memory uri) private view returns (string memory) {
        string memory table = a.lossRoot == 0
            ? ""
            : string.concat(
                ", ",
                decimal(a.lossTotal, MetadataReaderLib.readDecimals(asset)),
                " of token ",
                asset.toHexStringChecksummed(),
                " in total, by the table with Merkle root ",
                uint256(a.lossRoot).toHexString(32)
            );
        return string.concat(
            decimal(a.severity, 16),
            " % was lost",
            table,
            ". Evidence hash ",
            uint256(a.evidence).toHexString(32),
            ', according to the asserter at "',
            uri,
            '".'
        );
    }

    /// @dev `2026-09-21 14:13:20 UTC (1790000000)`
    function utc(uint256 time) internal pure returns (string memory) {
        (uint256 year, uint256 month, uint256 day, uint256 hour, uint256 minute, uint256 second) =
            DateTimeLib.timestampToDateTime(time);
        string memory date = string.concat(year.toString(), "-", _two(month), "-", _two(day));
        string memory clock = string.concat(_two(hour), ":", _two(minute), ":", _two(second));
        return string.concat(date, " ", clock, " UTC (", time.toString(), ")");
    }

    /// @dev `value / 10^places`, all its digits and no needless zero.
    function decimal(uint256 value, uint256 places) internal pure returns (string memory) {
        for (; places != 0 && value % 10 == 0; --places) {
            value /= 10;
        }
        string memory whole = (value / 10 ** places).toString();
        if (places == 0) return whole;
        return string.concat(whole, ".", (10 ** places + value % 10 ** places).toString().slice(1));
    }

    function _two(uint256 value) private pure returns (string memory) {
        return (100 + value).toString().slice(1);
    }
}

// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {DateTimeLib} from "solady/utils/DateTimeLib.sol";
import {LibString} from "solady/utils/LibString.sol";
import {MetadataReaderLib} from "solady/utils/MetadataReaderLib.sol";

import {Answer, CaseRef, Dispute, IDisputes} from "../IDisputes.sol";

/// @title Statement of a disputed case, for a person to judge
/// @dev Everything in it is a number, an address or a hash, except the asserter's place of evidence: nobody's free text
/// can change its meaning. A token's own name would be such a text, so tokens appear by their addresses.
library UmaClaim {
    using LibString for *;

    string private constant TRUTH =
        "\nOf answers in per cent, answer 0 being 0 %, the one nearest to what was lost is right; of equally near ones the lower. What was lost is of the subject, as its terms define it, in the failure at that time. A loss table is right only if its lines are what each insured lost and cannot claim under another report, numbered from 0 in ascending order of their addresses, add up to its total, and are published. Where no answer is right, answer 0 is. A wrong time is answered with nothing, and so is a loss that this vault awarded under another report; a report that awarded nothing does not count, and what a meter fires later is never a repetition. What is on chain is evidence, and of files those with the hash or the roots above; where the asserter says that they are does not bear on what is true.";

    function text(IDisputes court, CaseRef memory ref, Dispute memory d, uint256 number, string memory uri)
        internal
        view
        returns (string memory s)
    {
        s = string.concat(
            "A failure is reported to Breakwater, which sells cover on chain, and there are several answers to what was lost.\nChain id: ",
            block.chainid.toString(),
            "\nCourt: ",
            address(court).toHexStringChecksummed(),
            "\nIncident: ",
            ref.incidentId.toString(),
            "\nCourt terms: ",
            uint256(d.subject).toString(),
            "\nClaims vault: ",
            ref.vault.toHexStringChecksummed(),
            "\nTerms: ",
            ref.termsId.toString()
        );
        s = string.concat(s, "\nTime of the failure: ", utc(d.time), _evidence(d.evidence));
        for (uint256 k; k < d.answers.length; ++k) {
            if (k == 0 && d.incomplete) continue;
            s = string.concat(s, "\nAnswer ", (k + 1).toString(), _answer(d.asset, d.answers[k]));
        }
        return string.concat(
            s,
            "\nAnswer 0: nothing was lost.\nAsserted: answer ",
            number.toString(),
            ' is right. Its evidence is, according to the asserter, at "',
            uri,
            '".',
            TRUTH
        );
    }

    function _evidence(bytes32 evidence) private pure returns (string memory) {
        return evidence == 0 ? "" : string.concat("\nEvidence hash: ", uint256(evidence).toHexString(32));
    }

    function _answer(address asset, Answer memory a) private view returns (string memory) {
        if (a.severity == 0) return ", the same as answer 0.";
        if (a.lossTotal == 0) return string.concat(": ", decimal(a.severity, 16), " % was lost.");
        return string.concat(
            ": ",
            decimal(a.lossTotal, MetadataReaderLib.readDecimals(asset)),
            " of token ",
            asset.toHexStringChecksummed(),
            " was lost in total, by the table with Merkle root ",
            uint256(a.lossRoot).toHexString(32),
            "."
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

    /// @dev `value / 10^places`, with all its digits and no needless zero.
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

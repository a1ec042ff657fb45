// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Shares that have been burned and leave the supply evenly, by the second.
struct Fade {
    uint256 shares;
    uint256 from;
    uint256 until;
}

/// @notice What is still in the supply at a moment, of shares that fade.
function fadingAt(Fade memory f, uint256 time) pure returns (uint256) {
    if (time >= f.until) return 0;
    return f.shares - f.shares * (time - f.from) / (f.until - f.from);
}

/// @notice The shares and the exit queue of a pool, the obvious way: a list of requests and a list of settlements, searched
/// from the first to the last at every question. Nothing here shares code with the contracts.
abstract contract ReferenceQueue {
    /// @notice One request: the line of positions [from, to).
    struct Ticket {
        address controller;
        uint256 from;
        uint256 to;
        uint256 time;
    }

    /// @notice One settlement: positions [from, to) burnt, `assets` set aside for them, the tip apart.
    struct Settlement {
        uint256 from;
        uint256 to;
        uint256 assets;
    }

    /// @notice What a controller could withdraw when its claim was last written down.
    struct Claim {
        uint256 shares;
        uint256 assets;
        uint256 foldedTo; // position of its ticket up to which the claim counts
    }

    uint256 internal constant FADES = 30 days;

    uint256 public owned; // shares that are somebody's, queued ones included
    Fade internal _fade; // and those that are nobody's any more
    uint256 public head; // positions below are settled
    uint256 public owed; // set aside and not withdrawn, asset units
    uint256 public settledAssets; // set aside ever
    Ticket[] internal _tickets;
    Settlement[] internal _settlements;
    address[] internal _holders;
    mapping(address => bool) internal _known;
    mapping(address => uint256) public liquid;
    mapping(address => uint256) internal _lastTicket; // number from 1
    mapping(address => Claim) internal _claims;

    // ----------------------------------------------------------------- reads

    function supply() public view returns (uint256) {
        return owned + fading();
    }

    /// @notice Shares of the supply that are on their way out of it.
    function fading() public view returns (uint256) {
        return fadingAt(_fade, block.timestamp);
    }

    function ticketCount() external view returns (uint256) {
        return _tickets.length;
    }

    function ticketAt(uint256 i) external view returns (Ticket memory) {
        return _tickets[i];
    }

    function settlementCount() external view returns (uint256) {
        return _settlements.length;
    }

    function settlementAt(uint256 i) external view returns (Settlement memory) {
        return _settlements[i];
    }

    function holders() external view returns (address[] memory) {
        return _holders;
    }

    /// @notice Shares ever requested: the queue's tail.
    function tail() public view returns (uint256) {
        return _tickets.length == 0 ? 0 : _tickets[_tickets.length - 1].to;
    }

    function queued() public view returns (uint256) {
        return tail() - head;
    }

    function ticketOf(address controller) public view returns (Ticket memory t) {
        if (_lastTicket[controller] != 0) t = _tickets[_lastTicket[controller] - 1];
    }

    /// @notice Shares of a controller that are not settled.
    function pendingOf(address controller) public view returns (uint256) {
        Ticket memory t = ticketOf(controller);
        if (t.to <= head) return 0;
        return t.to - (t.from > head ? t.from : head);
    }

    /// @notice What a controller can withdraw now.
    function claimOf(address controller) public view returns (uint256 shares, uint256 assets) {
        Claim memory c = _claims[controller];
        Ticket memory t = ticketOf(controller);
        uint256 upTo = t.to < head ? t.to : head;
        if (upTo <= c.foldedTo) return (c.shares, c.assets);
        shares = c.shares + upTo - c.foldedTo;
        // What is worth less than a unit may round to less than nothing: then it is nothing.
        uint256 until = assetsBelow(upTo, false);
        uint256 from = assetsBelow(c.foldedTo, true);
        assets = c.assets + (until > from ? until - from : 0);
    }

    /// @notice Assets set aside for all positions below `position`.
    function assetsBelow(uint256 position, bool up) public view returns (uint256 assets) {
        for (uint256 i; i < _settlements.length; ++i) {
            Settlement memory s = _settlements[i];
            if (position >= s.to) {
                assets += s.assets;
            } else if (position > s.from) {
                uint256 part = (position - s.from) * s.assets;
                uint256 span = s.to - s.from;
                assets += up ? (part + span - 1) / span : part / span;
            }
        }
    }

    /// @notice Queue position up to which every request's cooldown is over, by whole UTC days. The pool looks back eight
    /// days, unless the newest request has matured too.
    function maturedPosition(uint256 cooldown) public view returns (uint256 position) {
        if (block.timestamp < cooldown + 1 days || _tickets.length == 0) return 0;
        uint256 day = (block.timestamp - cooldown) / 1 days - 1;
        if (_tickets[_tickets.length - 1].time / 1 days <= day) return tail();
        for (uint256 i; i < _tickets.length; ++i) {
            uint256 on = _tickets[i].time / 1 days;
            if (on <= day) position = on + 8 > day ? _tickets[i].to : 0;
        }
    }

    // ---------------------------------------------------------------- writes

    function _hold(address account) internal {
        if (_known[account]) return;
        _known[account] = true;
        _holders.push(account);
    }

    function _issue(address to, uint256 shares) internal {
        _hold(to);
        owned += shares;
        liquid[to] += shares;
    }

    function _enqueue(address controller, address owner, uint256 shares) internal {
        _hold(controller);
        require(pendingOf(controller) == 0, "reference: one request at a time");
        (uint256 claimed, uint256 assets) = claimOf(controller);
        uint256 from = tail();
        liquid[owner] -= shares;
        _tickets.push(Ticket(controller, from, from + shares, block.timestamp));
        _lastTicket[controller] = _tickets.length;
        _claims[controller] = Claim(claimed, assets, from);
    }

    function _burn(uint256 shares, uint256 assets) internal {
        _settlements.push(Settlement(head, head + shares, assets));
        head += shares;
        owned -= shares;
        owed += assets;
        settledAssets += assets;
    }

    /// @dev Takes shares from an account. What fades already and they fade together from now on, until the mean of both ends.
    function _burnSlowly(address from, uint256 shares) internal {
        liquid[from] -= shares;
        owned -= shares;
        uint256 before = fading();
        uint256 all = before + shares;
        uint256 last = before == 0 ? block.timestamp : _fade.until;
        uint256 time = before * (last - block.timestamp) + shares * FADES;
        _fade = Fade(all, block.timestamp, block.timestamp + (time + all - 1) / all);
    }

    function _pay(address controller, uint256 shares, uint256 assets) internal {
        (uint256 allShares, uint256 allAssets) = claimOf(controller);
        Ticket memory t = ticketOf(controller);
        uint256 upTo = t.to < head ? t.to : head;
        uint256 foldedTo = _claims[controller].foldedTo;
        _claims[controller] = Claim(allShares - shares, allAssets - assets, upTo > foldedTo ? upTo : foldedTo);
        owed -= assets;
    }
}

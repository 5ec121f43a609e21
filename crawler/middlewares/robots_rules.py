"""What a robots.txt says to one crawler: may an address be asked, and how slowly?

Rule 1: RFC 9309. Where it is silent, the reading is the one of Google's open parser, because
    site owners test with that: a missing colon and common misspellings are understood.
Rule 2: a group is found by whole product token. Protego (Scrapy's parser) also takes a group for
    "copy" as meant for "copydesk", splits lines at characters that are no line ends, and lets a
    Crawl-delay end a list of user agents; so it is not used here.
Rule 3: nothing raises, on any bytes; matching is by plain search, so that no pattern is slow.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Self
from urllib.parse import quote, urlsplit

# RFC 9309 section 2.5: at least 500 KiB must be read; more is somebody's accident.
MAX_ROBOTS_BYTES = 500 * 1024

_AGENT, _ALLOW, _DISALLOW, _DELAY = "user-agent", "allow", "disallow", "crawl-delay"
_NAMES = {
    **dict.fromkeys((_AGENT, "useragent", "user agent"), _AGENT),
    _ALLOW: _ALLOW,
    **dict.fromkeys((_DISALLOW, "dissallow", "dissalow", "disalow", "diasllow"), _DISALLOW),
    **dict.fromkeys((_DELAY, "crawl delay", "crawldelay"), _DELAY),
}
_EVERYBODY = "*"
_TOKEN = re.compile(r"[A-Za-z_-]+")
_COMPATIBLE = re.compile(r"\(compatible;\s*([A-Za-z_-]+)")
_LINE_END = re.compile(r"\r\n|\r|\n")
# Without a colon a line counts only if it is a known name and one word.
_WITHOUT_COLON = re.compile(r"(user[- ]?agent|allow|dis\w*)\s+(\S+)", re.IGNORECASE)
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
# Every ASCII character of a URL stays as it is written; the rest is percent-encoded.
_KEPT = "".join(map(chr, range(0x21, 0x7F)))


@dataclass(frozen=True, slots=True)
class _Pattern:
    """The value of one allow or disallow line, spelled as addresses are compared."""

    allows: bool
    parts: tuple[str, ...]  # between the `*`
    anchored: bool  # it ended in `$`
    length: int  # octets: the longest match wins

    def matches(self, path: str) -> bool:
        first, *rest = self.parts
        if not path.startswith(first):
            return False
        if not rest:
            return path == first if self.anchored else True
        position = len(first)
        for part in rest[:-1]:
            found = path.find(part, position)
            if found < 0:
                return False
            position = found + len(part)
        last = rest[-1]
        if self.anchored:
            return path.endswith(last) and len(path) - len(last) >= position
        return path.find(last, position) >= 0


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """One file's rules for one crawler. `crawl_delay_s` is None where none is asked for."""

    patterns: tuple[_Pattern, ...] = ()
    crawl_delay_s: float | None = None

    @classmethod
    def parse(cls, body: bytes, token: str) -> Self:
        """The groups that name `token` (see `product_token`), joined; else those for everybody.

        body: the file as sent; what lies behind `MAX_ROBOTS_BYTES` is not read. A crawl-delay is
        no part of RFC 9309; as every other record it does not end a group.
        """
        patterns: dict[str, list[_Pattern]] = {}
        delays: dict[str, float] = {}
        agents: set[str] = set()
        closed = False
        for name, value in _records(body):
            if name == _AGENT:
                agents = {_agent(value)} | (set() if closed else agents)
                closed = False
                patterns.setdefault(_agent(value), [])
            elif name == _DELAY:
                delays.update(dict.fromkeys(agents, _seconds(value)))
            else:
                closed = True
                for agent in agents:
                    patterns[agent] += _patterns(value, allows=name == _ALLOW)
        mine = token if token in patterns else _EVERYBODY
        return cls(tuple(patterns.get(mine, ())), delays.get(mine))

    def allows(self, url: str) -> bool:
        """Whether the address may be asked. The longest match wins, allow beats disallow."""
        path = _path(url)
        if path == "/robots.txt":
            return True
        found = [one for one in self.patterns if one.matches(path)]
        return max(found, key=lambda one: (one.length, one.allows)).allows if found else True


NO_RULES = RobotsRules()


def covers(location: str, url: str) -> bool:
    """Whether a path as robots.txt writes it (`*`, `$`) takes the address in."""
    spelled = _spelled(location)
    return bool(spelled) and _pattern(spelled, allows=False).matches(_path(url))


def product_token(user_agent: str) -> str:
    """The name by which robots.txt files address this crawler, lower-case.

    It is what the user agent begins with, or what follows "(compatible;" in browser-like ones.
    """
    found = _COMPATIBLE.search(user_agent)
    if found:
        return found[1].lower()
    first = _TOKEN.match(user_agent)
    return first[0].lower() if first else ""


def _records(body: bytes) -> Iterator[tuple[str, str]]:
    """Name and value of every line that is known here, in order."""
    text = body[:MAX_ROBOTS_BYTES].removeprefix(b"\xef\xbb\xbf")
    if len(body) > MAX_ROBOTS_BYTES:
        # The last line is cut off: "Disallow: /ar" could be left of "Disallow: /archive".
        text = text[: max(text.rfind(b"\n"), text.rfind(b"\r")) + 1]
    # Bytes that are no UTF-8 stay what they are, so that a Latin-1 path is compared as sent.
    for line in _LINE_END.split(text.decode("utf-8", "surrogateescape")):
        plain = line.partition("#")[0].strip(" \t\0")
        name, colon, value = plain.partition(":")
        known = _NAMES.get(name.strip().lower()) if colon else None
        if known:
            yield known, value.strip()
        elif loose := _WITHOUT_COLON.fullmatch(plain):
            known = _NAMES.get(" ".join(loose[1].lower().split()))
            if known:
                yield known, loose[2]


def _agent(value: str) -> str:
    if value.startswith(_EVERYBODY) and not value[1:2].strip():
        return _EVERYBODY
    found = _TOKEN.match(value)
    return found[0].lower() if found else ""


def _seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        return 0.0
    return max(seconds, 0.0) if isfinite(seconds) else 0.0


def _patterns(value: str, *, allows: bool) -> Iterator[_Pattern]:
    """An empty value matches nothing. An allowed index.html allows its folder, as Google reads."""
    spelled = _spelled(value)
    if spelled:
        yield _pattern(spelled, allows=allows)
    if allows and spelled.endswith("/index.html"):
        yield _pattern(spelled.removesuffix("index.html") + "$", allows=True)


def _pattern(spelled: str, *, allows: bool) -> _Pattern:
    anchored = spelled.endswith("$")
    parts = spelled.removesuffix("$").split("*")
    return _Pattern(allows=allows, parts=tuple(parts), anchored=anchored, length=len(spelled))


def _path(url: str) -> str:
    """Path and query as rules are compared with them; "/" for what cannot be read."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "/"
    query = f"?{parts.query}" if parts.query else ""
    return _spelled((parts.path or "/") + query)


def _spelled(text: str) -> str:
    """One spelling for equal addresses: RFC 9309 section 2.2.2."""
    return _ESCAPE.sub(_unescaped, quote(text, safe=_KEPT, errors="surrogateescape"))


def _unescaped(escape: re.Match[str]) -> str:
    character = chr(int(escape[1], 16))
    return character if character in _UNRESERVED else escape[0].upper()

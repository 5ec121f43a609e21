"""What an origin reserves against machines that learn, in its robots.txt and tdmrep.json. Pure.

Rule 1: all of it is a statement to be recorded; whether it forbids us anything is the user's
    setting (`opt_outs`), save what robots.txt says to us and to everybody (`robots_rules`).
Rule 2: nothing raises, on any bytes.

Sources: RFC 9309; contentsignals.org; rslstandard.org (the License record of robots.txt); W3C
TDM Reservation Protocol, final report of 2024-02-02 (/.well-known/tdmrep.json).
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Self

from crawler.middlewares.robots_rules import MAX_ROBOTS_BYTES, RobotsRules, covers
from pipelines.extract.reservations import TDMREP
from pipelines.model import Signal

AI_GROUP, CONTENT_SIGNAL, LICENSE = "robots-ai-group", "content-signal", "rsl-license"
_LINE = re.compile(rb"^[ \t]*(content-signal|license)[ \t]*:[ \t]*([^\r\n#]*)", re.I | re.M)
_NO_TRAINING = re.compile(r"\bai-(?:train|input)\s*=\s*no\b", re.I)
_MOST = 100  # entries of one file: more is somebody's accident
_LONGEST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservations:
    """What one origin's files say. groups: the rules for each AI crawler that robots.txt names."""

    signals: tuple[Signal, ...] = ()
    groups: tuple[tuple[str, RobotsRules], ...] = ()

    @classmethod
    def read(cls, robots: bytes, others: Iterable[Signal] = ()) -> Self:
        """robots: its robots.txt as sent. others: what was noted of it before (TDMRep)."""
        groups = tuple(_groups(robots))
        closed = [Signal(name=AI_GROUP, value=token) for token, rules in groups if _closes(rules)]
        tdmrep = [signal for signal in others if signal.name == TDMREP]
        return cls(signals=(*closed, *_lines(robots), *tdmrep), groups=groups)

    def refusal(self, url: str) -> str:
        """Why the address is reserved, or ""."""
        for signal in self.signals:
            if _REFUSES.get(signal.name, _never)(signal.value, url):
                return f"opted out: {signal.name} {signal.value}"
        for token, rules in self.groups:
            if not rules.allows(url):
                return f"opted out: robots.txt disallows the address to {token}"
        return ""


NO_RESERVATIONS = Reservations()


def of_tdmrep(body: bytes) -> tuple[Signal, ...]:
    """The entries of a tdmrep.json as signals: `LOCATION RESERVATION [POLICY]`."""
    try:
        entries = json.loads(body[:MAX_ROBOTS_BYTES])
    except (ValueError, RecursionError):
        return ()
    listed = entries if isinstance(entries, list) else [entries]
    return tuple(signal for entry in listed[:_MOST] if (signal := _entry(entry)) is not None)


def _entry(entry: object) -> Signal | None:
    if not isinstance(entry, Mapping) or not isinstance(entry.get("location"), str):
        return None
    reserved = str(entry.get("tdm-reservation", 0))
    policy = entry.get("tdm-policy")
    words = (entry["location"], reserved, policy if isinstance(policy, str) else "")
    return Signal(name=TDMREP, value=" ".join(words).strip()[:_LONGEST])


def _lines(robots: bytes) -> Iterator[Signal]:
    names = {b"content-signal": CONTENT_SIGNAL, b"license": LICENSE}
    found = dict.fromkeys(
        (names[match[1].lower()], match[2].decode("utf-8", "replace").strip()[:_LONGEST])
        for match in _LINE.finditer(robots[:MAX_ROBOTS_BYTES])
    )
    for name, value in list(found)[:_MOST]:
        if value:
            yield Signal(name=name, value=value)


def _groups(robots: bytes) -> Iterator[tuple[str, RobotsRules]]:
    """The rules for each known AI crawler that has a group of its own."""
    everybody = RobotsRules.parse(robots, "*")
    lower = robots[:MAX_ROBOTS_BYTES].lower()
    for name in _ai_crawlers():
        if name.lower().encode() in lower:
            rules = RobotsRules.parse(robots, name.lower())
            if rules.patterns != everybody.patterns:
                yield name, rules


def _closes(rules: RobotsRules) -> bool:
    return not rules.allows("https://any.example/")


@lru_cache(maxsize=1)
def _ai_crawlers() -> tuple[str, ...]:
    text = files("crawler.middlewares").joinpath("ai_crawlers.txt").read_text("utf-8")
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


def _reserves_location(value: str, url: str) -> bool:
    location, _, rest = value.partition(" ")
    return rest.partition(" ")[0] == "1" and covers(location, url)


def _never(_value: str, _url: str) -> bool:
    return False


_REFUSES = {
    CONTENT_SIGNAL: lambda value, _: bool(_NO_TRAINING.search(value)),
    LICENSE: lambda _value, _url: True,
    TDMREP: _reserves_location,
}

"""Sites that hang, drip, flood and fail beside good ones: what they cost the good ones.

The time is that of the good sites' last article as it is reported, with the bad sites and
without them, in pairs; the run itself may end later, when the slowest of the bad has timed out.
"""

import json
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from statistics import median

from benchmarks.trials.desk import Desk
from benchmarks.trials.faults import BAD, faults
from benchmarks.trials.killing import Ground
from benchmarks.trials.load import City
from benchmarks.trials.loopback import MISSING, Answer, answer, serving
from benchmarks.trials.results import Result

GOAL = 1.2
PAPERS, ARTICLES = 4, 40
HANG_S = 120  # longer than any patience of the crawler
FEED = "/feed"


@dataclass
class Street(City):
    """Good papers, and for each way to be bad a site that is."""

    bad: Mapping[str, Answer] = field(default_factory=dict)

    def answer_for(self, path: str, host: str) -> Answer:
        """A bad site's feed names one page, and that page is bad."""
        name = host.partition(":")[0]
        if name not in self.bad:
            return super().answer_for(path, host)
        if path == FEED:
            link = f"<link>{self.url(BAD, name)}</link>"
            feed = f"<rss version='2.0'><channel><item>{link}</item></channel></rss>"
            return answer(feed.encode(), Content_Type="application/rss+xml")
        return self.bad[name] if path == BAD else MISSING


def neighbours(ground: Ground, times: int, seed: int) -> Result:
    """So many pairs of crawls."""
    ways = dict(_ways())
    ratios, broken = [], []
    for number in range(times):
        alone, good = _last_good_s(ground, {}, seed + number)
        beside, found = _last_good_s(ground, ways, seed + number)
        ratios.append(beside / alone)
        if found != good:
            broken.append(f"pair {number}: {found} articles beside bad sites, {good} alone")
    cost = median(ratios)
    if cost > GOAL:
        broken.append(f"the good sites took {cost:.2f} times as long")
    return Result(
        trial="bad neighbours",
        faults=len(ways),
        survived=0 if broken else len(ways),
        figures=f"{ground.databases.engine}, {PAPERS} good sites took {cost:.2f} times as long"
        f" (median of {times} pairs)",
        broken=tuple(broken),
    )


def _ways() -> Iterable[tuple[str, Answer]]:
    page = b"<html><body><p>A page.</p></body></html>"
    for number, fault in enumerate(faults()):
        told = fault.answers(page)
        yield f"bad{number}.localhost", told[0] if isinstance(told, list) else told
    yield "hangs.localhost", _hangs
    yield "drips.localhost", _drips


def _hangs() -> Iterable[bytes]:
    time.sleep(HANG_S)
    yield b""


def _drips() -> Iterable[bytes]:
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    for _ in range(HANG_S):
        yield b"<p>drip</p>"
        time.sleep(1)


def _last_good_s(ground: Ground, ways: Mapping[str, Answer], seed: int) -> tuple[float, int]:
    """Seconds until the good sites' last article was reported, and how many there were."""
    street = Street(papers=PAPERS, articles=ARTICLES, seed=seed, bad=ways)
    with serving(site=street):
        desk = ground.project()
        for name in street.maps:
            _site(desk, name, f'sitemaps = ["{street.url("/map.xml", name)}"]', street)
        for name in ways:
            _site(desk, name, f'feeds = ["{street.url(FEED, name)}"]', street)
        return _watched(desk, set(street.maps))


def _site(desk: Desk, name: str, sources: str, street: Street) -> None:
    desk.site(name.partition(".")[0], f'home = "{street.url("/", name)}"\n{sources}\n')


def _watched(desk: Desk, good: set[str]) -> tuple[float, int]:
    began, last, found = time.monotonic(), 0.0, 0
    run = desk.start("crawl", "--json", "--quiet")
    assert run.stdout is not None
    for line in run.stdout:
        event = json.loads(line)
        if event["event"] == "stored" and event["site"].partition(":")[0] in good:
            last, found = time.monotonic() - began, found + 1
    run.communicate()
    return last, found

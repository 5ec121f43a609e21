"""Many sites with many articles and faults among them: exactly the expected rows, flat memory."""

import gzip
import random
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.stripping.markup import classed
from benchmarks.stripping.sites import TEMPLATES, sheets
from benchmarks.stripping.values import Role, Sheet
from benchmarks.trials.contents import unsound
from benchmarks.trials.desk import Desk, members
from benchmarks.trials.killing import Ground
from benchmarks.trials.loopback import MISSING, Answer, LoopbackSite, answer, serving
from benchmarks.trials.results import Result

# Of a hundred pages: that fail once, that are gone, that say "error" with 200, that are bombs.
ONCE, GONE, LIES, BOMBS = 3, 2, 1, 1
SHORT_CHARS = 600  # a generated flash may be too short for an article; it is left out
BOUND_MB = 1_500  # of all processes together; two workers, the crawl itself, its libraries
BOMB = answer(gzip.compress(b"<p>" + b"a" * 30_000_000), Content_Encoding="gzip")
LIE = answer(b"<html><body><p>An error occurred. Please try again later.</p></body></html>")
BROKEN = answer(b"", "502 Bad Gateway")


@dataclass
class City(LoopbackSite):
    """So many papers, told apart by their hosts; each has a sitemap of its stories."""

    papers: int = 1
    articles: int = 20
    seed: int = 1
    told: dict[str, list[Answer]] = field(default_factory=dict)
    maps: dict[str, list[str]] = field(default_factory=dict)
    headlines: dict[tuple[str, str], str] = field(default_factory=dict)
    struck: int = 0

    def __post_init__(self) -> None:
        rng = random.Random(self.seed)
        templates = sorted(TEMPLATES)
        for number in range(self.papers):
            name = f"paper{number}.localhost"
            template = templates[number % len(templates)]
            for sheet in sheets(template, self.seed + number, self.articles):
                if _chars(sheet) >= SHORT_CHARS:
                    self._prints(name, sheet, rng.randrange(100))

    def _prints(self, name: str, sheet: Sheet, lot: int) -> None:
        path = f"/2026/story-{sheet.serial}"
        self.maps.setdefault(name, []).append(path)
        good = answer(classed(sheet).encode())
        ill, is_lost = _fate(lot)
        self.struck += bool(ill)
        self.told[f"{name}{path}"] = [*ill, *([] if is_lost else [good])]
        if not is_lost:
            self.headlines[name, path] = sheet.headline

    def answer_for(self, path: str, host: str) -> Answer:
        """Each answer of a page is given once, the last one for ever."""
        name = host.partition(":")[0]
        if path == "/map.xml":
            rows = "".join(
                f"<url><loc>{self.url(one, name)}</loc></url>" for one in self.maps[name]
            )
            body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'
            return answer(body.encode(), Content_Type="application/xml")
        told = self.told.get(f"{name}{path}", [MISSING])
        return told.pop(0) if len(told) > 1 else told[0]


def load(ground: Ground, papers: int, articles: int, seed: int) -> Result:
    """One crawl of all, then one more that has nothing to do."""
    with serving(site=City(papers=papers, articles=articles, seed=seed)) as city:
        assert isinstance(city, City)
        desk = ground.project()
        for name in city.maps:
            home = city.url("/", name)
            desk.site(name.partition(".")[0], f'home = "{home}"\nsitemaps = ["{home}map.xml"]\n')
        took_s, peak_mb = _crawl(desk)
        first = len(city.asked)
        broken = [*_wrong(desk, city), *unsound(desk)]
        desk.run("crawl", "--now")
        second = len(city.asked) - first
    if peak_mb > BOUND_MB:
        broken.append(f"{peak_mb} MB at the peak, more than {BOUND_MB}")
    return Result(
        trial="load",
        faults=city.struck,
        survived=city.struck - min(len(broken), city.struck),
        figures=f"{ground.databases.engine}, {papers} sites, {len(city.headlines)} articles,"
        f" {took_s:.0f} s, {peak_mb} MB at the peak, {first} requests, then {second}",
        broken=tuple(broken),
    )


def _fate(lot: int) -> tuple[list[Answer], bool]:
    """What happens to a page before its article, if anything, and whether it ever has one."""
    fates: tuple[tuple[int, list[Answer], bool], ...] = (
        (ONCE, [BROKEN], False),
        (GONE, [MISSING], True),
        (LIES, [LIE], True),
        (BOMBS, [BOMB], True),
    )
    below = 0
    for share, answers, is_lost in fates:
        below += share
        if lot < below:
            return answers, is_lost
    return [], False


def _crawl(desk: Desk) -> tuple[float, int]:
    """Seconds, and the most memory that all of the run's processes held together, in MB."""
    began, peak = time.monotonic(), 0
    run = desk.start("crawl", "--quiet")
    ended = threading.Thread(target=run.communicate, daemon=True)
    ended.start()
    while ended.is_alive():
        peak = max(peak, sum(_memory_kb(pid) for pid in members(run.pid)))
        ended.join(0.25)
    assert run.returncode in (0, 3), run.returncode
    return time.monotonic() - began, peak // 1024


def _memory_kb(pid: int) -> int:
    """Its proportional share where the kernel tells, so that shared pages count once."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _wrong(desk: Desk, city: City) -> list[str]:
    expected = {city.url(path, name): line for (name, path), line in city.headlines.items()}
    found = {str(url): str(line) for url, line in desk.rows("SELECT url, headline FROM articles")}
    lines = [f"missing: {url}" for url in sorted(expected.keys() - found.keys())]
    lines += [f"too many: {url}" for url in sorted(found.keys() - expected.keys())]
    lines += [
        f"headline of {url}: {found[url]}"
        for url in sorted(expected.keys() & found.keys())
        if found[url] != expected[url]
    ]
    return lines


def _chars(sheet: Sheet) -> int:
    return sum(len(line.text) for line in sheet.lines if line.role is Role.TRUE)

"""What learning and striking cost beside extraction: processor time a page, and its share."""

import argparse
import cProfile
import pstats
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from statistics import fmean

from benchmarks.extraction.table import aligned
from benchmarks.stripping.cost_clock import median_ms
from benchmarks.stripping.cost_crawl import Pace, crawled, medians, needed
from benchmarks.stripping.cost_pages import Read, as_one_site, by_group, generated, read, real
from pipelines.model import Page, SiteRules
from pipelines.template.sitewise import Learned, learned

WINDOW = 200  # the default of the setting template_window
HOUR = timedelta(hours=1)
PACES = {
    "1 an hour": Pace(new=1, every=HOUR),
    "5 an hour": Pace(new=5, every=HOUR),
    "20 an hour": Pace(new=20, every=HOUR),
    "5 a day": Pace(new=5, every=24 * HOUR),
    "1 a day": Pace(new=1, every=24 * HOUR),
}
GOAL = 0.1
NO_RULES = SiteRules()
PROFILED = 40  # functions that a profile shows


def main(given: list[str]) -> int:
    arguments = _arguments(given)
    count = needed(WINDOW, PACES)
    for name, pages in (("real pages", real()), ("generated pages", generated(count))):
        if not pages:
            print(f"no {name} at hand")
            continue
        found = read(pages, arguments.repeats)
        for line in shown(name, found, arguments.repeats):
            print(line, flush=True)
        if arguments.profile:
            profiled(found, arguments.profile, name)
    return 0


def shown(name: str, pages: Sequence[Read], repeats: int) -> Iterator[str]:
    """The tables of one set of pages."""
    extraction = fmean(one.cpu_ms for one in pages)
    yield f"\n{name}: {len(pages)}, {extraction:.1f} ms of extraction a page"
    together = [as_one_site(pages)]
    rows = [
        _batch("each site by itself", by_group(pages), extraction, repeats),
        _batch(f"as one site, {WINDOW} at a time", together, extraction, repeats),
    ]
    heads = ("at once", "learning ms", "striking ms", "together ms", "of extraction", "goal")
    yield aligned([heads, *rows])
    yield f"\n{_crawl(pages, extraction, repeats)}"


def _batch(
    name: str, sites: Sequence[Sequence[Page]], extraction: float, repeats: int
) -> tuple[str, ...]:
    count = sum(map(len, sites))
    lessons = [_lesson(pages) for pages in sites]
    learning = median_ms(lambda: [_lesson(pages) for pages in sites], repeats) / count
    striking = median_ms(lambda: _struck(sites, lessons), repeats) / count
    together = learning + striking
    return (
        name,
        *(f"{cost:.2f}" for cost in (learning, striking, together)),
        *_judged(together, extraction),
    )


def _lesson(pages: Sequence[Page]) -> Learned:
    return learned("cost", pages, WINDOW)


def _struck(sites: Sequence[Sequence[Page]], lessons: Sequence[Learned]) -> None:
    for pages, lesson in zip(sites, lessons, strict=True):
        for page in pages:
            lesson.cleaned(page, NO_RULES)


def _crawl(pages: Sequence[Read], extraction: float, repeats: int) -> str:
    if len(pages) < needed(WINDOW, PACES):
        return f"too few pages for a crawl: it takes {needed(WINDOW, PACES)}"
    costs = medians([crawled(pages, WINDOW, PACES) for _ in range(repeats)])
    steps = next(iter(costs.values()))
    rows = [("new articles", *costs)]
    rows += [(step, *(f"{cost[step]:.2f}" for cost in costs.values())) for step in steps]
    totals = [sum(cost.values()) for cost in costs.values()]
    rows.append(("together, ms an article", *(f"{total:.2f}" for total in totals)))
    shares, goals = zip(*(_judged(total, extraction) for total in totals), strict=True)
    return aligned([*rows, ("of extraction", *shares), (f"goal: < {GOAL:.0%}", *goals)])


def _judged(cost: float, extraction: float) -> tuple[str, str]:
    share = cost / extraction
    return f"{100 * share:.1f} %", "met" if share < GOAL else "MISSED"


def profiled(pages: Sequence[Read], to: Path, name: str) -> None:
    """Append the functions that learning and striking spend most time in."""
    sites = [as_one_site(pages)]
    profile = cProfile.Profile()
    profile.runcall(lambda: _struck(sites, [_lesson(one) for one in sites]))
    with to.open("a", encoding="utf-8") as stream:
        stream.write(f"{name}, as one site\n")
        pstats.Stats(profile, stream=stream).strip_dirs().sort_stats("tottime").print_stats(
            PROFILED
        )


def _arguments(given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.stripping cost", description=__doc__
    )
    add = parser.add_argument
    add("--repeats", type=int, default=4, metavar="N", help="median of N; default: 4")
    add("--profile", type=Path, metavar="FILE", help="also append a profile to this file")
    return parser.parse_args(given)

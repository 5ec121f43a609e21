"""How a site is explored, over one seam (`Web`).

    home page, robots.txt -> the sources that they announce
    a kind of which nothing is announced -> the places where it stands on most sites
    a sitemap index -> some of its sitemaps

Nothing here knows Scrapy; `probe.py` fetches for it, tests hand it pages.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from crawler.discovery.autodiscovery import common_places, from_home, from_robots, identify
from crawler.discovery.draft import Measured, measure, name_of, select, with_children
from crawler.discovery.scripted import is_scripted
from pipelines.model import Outcome, Site, Snapshot, Source, SourceKind
from pipelines.site_text import FoundSource, SiteDraft
from pipelines.urls import absolute, site_key, url_key

T = TypeVar("T")

OK = 200
# Of an index's sitemaps, so many are looked at: the news ones, then from both ends, since some
# list the newest first and some last.
CHILDREN_LOOKED_AT = 4
# Most papers announce fewer; a hundred feeds are the same articles by author and by topic.
ASKED = {
    SourceKind.FEED: 16,
    SourceKind.NEWS_SITEMAP: 8,
    SourceKind.SITEMAP: 8,
    SourceKind.SECTION: 16,
}
AT_A_TIME = 16  # sites; a sitemap in memory can be 50 MB


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """An address that gave no answer; `reason` is one clear line."""

    url: str
    outcome: Outcome
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What the sources of a site's file gave, in the file's order."""

    site: Site
    found: tuple[FoundSource, ...]


class Web(Protocol):
    """The one seam: how pages are had."""

    async def get(self, url: str) -> Snapshot | Failed:
        """A page with any status, or why it could not be had. Raises nothing."""

    def robots_of(self, url: str) -> str:
        """The robots.txt that was read on the way to an address; empty if there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explored:
    """What came of one site.

    asked: the address as the person gave it. draft: None where the site cannot be added, and
    `problem` says why in one line. others: announced sources that gave nothing, with the reason.
    """

    asked: str
    draft: SiteDraft | None = None
    others: tuple[FoundSource, ...] = ()
    problem: str = ""


async def explore(address: str, web: Web) -> Explored:
    """Find a site's sources from its home page.

    address: a URL or a bare host, which is asked by https first. Raises nothing for what a site
    does.
    """
    home = await first_answer(address, web)
    problem = _unfit(home)
    if isinstance(home, Failed) or problem:
        return Explored(asked=address, problem=problem)
    site = Site(key=site_key(home.target_uri), name="", home=home.target_uri)
    announced = (*from_home(home), *from_robots(web.robots_of(home.target_uri), home.target_uri))
    known = {url_key(home.target_uri): home}
    measured = await _ask(_bounded(announced), site, web, known)
    guessed = await _guess(_missing(measured, home.target_uri), site, web)
    kept = select([*measured, *guessed])
    others = tuple(one.found for one in measured if one.problem and one not in kept)
    if not kept:
        problem = f"{home.target_uri}: no feed, sitemap or page there names articles{_why(home)}"
        return Explored(asked=address, others=others, problem=problem)
    found = tuple(one.found for one in kept)
    draft = SiteDraft(home=home.target_uri, name=name_of(home), found=found)
    return Explored(asked=address, draft=draft, others=others)


async def explore_all(written: Sequence[str], web: Web) -> AsyncIterator[Explored]:
    """Several sites side by side, each given back when it is done."""
    async for explored in _side_by_side(explore(address, web) for address in written):
        yield explored


async def check_all(sites: Sequence[Site], web: Web) -> AsyncIterator[Checked]:
    """Several sites side by side, each given back when it is done."""
    async for checked in _side_by_side(check(site, web) for site in sites):
        yield checked


async def check(site: Site, web: Web) -> Checked:
    """Ask each source of a site's file; in the file's order, under the address written there."""
    answers = await asyncio.gather(*(_measured(one, site, web, {}) for one in site.sources))
    # An index comes after the news sitemaps found in it, which the file does not name.
    return Checked(
        site=site,
        found=tuple(
            replace(several[-1].found, source=asked)
            for asked, several in zip(site.sources, answers, strict=True)
        ),
    )


def addresses(written: str) -> tuple[str, ...]:
    """The web addresses that a person may mean: a bare host is asked by https, then by http."""
    text = written.strip()
    tries = (text,) if "://" in text else (f"https://{text}", f"http://{text}")
    found = (absolute("", one) for one in tries)
    return tuple(one for one in found if one and site_key(one))


async def first_answer(written: str, web: Web) -> Snapshot | Failed:
    """The page that a person means, or why the last address tried gave none."""
    failed = Failed(url=written, outcome=Outcome.FAILED, reason="is no web address")
    for url in addresses(written):
        answer = await web.get(url)
        if isinstance(answer, Snapshot):
            return answer
        failed = answer
        if answer.outcome is Outcome.ROBOTS:
            break  # what a host forbids over https it does not allow over http
    return failed


def _unfit(home: Snapshot | Failed) -> str:
    """One line why this is no home page to start from, else empty."""
    if isinstance(home, Failed):
        return f"{home.url}: {home.reason}"
    if home.status != OK:
        return f"{home.target_uri}: the home page answers {home.status}"
    if identify(home) is not SourceKind.SECTION:
        content_type = home.header("content-type") or "nothing that says what it is"
        problem = f"{home.target_uri}: the home page is no web page with links ({content_type})"
        return problem + _why(home)
    return ""


def _why(home: Snapshot) -> str:
    """What would help, where scripts make the page; else empty."""
    if not is_scripted(home):
        return ""
    return "; only scripts came: a file with `home` and `render = true` has a browser run them"


def _bounded(sources: Iterable[Source]) -> tuple[Source, ...]:
    kept: list[Source] = []
    for source in sources:
        if sum(other.kind is source.kind for other in kept) < ASKED[source.kind]:
            kept.append(source)
    return tuple(kept)


def _missing(measured: Sequence[Measured], home: str) -> dict[SourceKind, list[Source]]:
    """Guesses by kind, only for the kinds that nothing announced gave."""
    given = {one.source.kind for one in measured if one.keys}
    asked = {url_key(one.source.url) for one in measured}
    guesses: dict[SourceKind, list[Source]] = {}
    for place in common_places(home):
        if place.kind not in given and url_key(place.url) not in asked:
            guesses.setdefault(place.kind, []).append(place)
    return guesses


async def _guess(
    guesses: Mapping[SourceKind, Sequence[Source]], site: Site, web: Web
) -> list[Measured]:
    """One place after the other and only to the first hit of a kind: each costs a request."""
    hits: list[Measured] = []
    for places in guesses.values():
        for place in places:
            found = [one for one in await _measured(place, site, web, {}) if one.keys]
            hits += found
            if found:
                break
    return hits


async def _ask(
    sources: Sequence[Source], site: Site, web: Web, known: dict[str, Snapshot]
) -> list[Measured]:
    """Each source measured, an index together with its sitemaps; in the order given."""
    answers = await asyncio.gather(*(_measured(one, site, web, known) for one in sources))
    return [one for several in answers for one in several]


async def _measured(
    source: Source, site: Site, web: Web, known: dict[str, Snapshot]
) -> list[Measured]:
    one = await _answer(source, site, web, known)
    if not one.children:
        return [one]
    looked_at = _some(one.children)
    children = [await _answer(child, site, web, known) for child in looked_at]
    news = [child for child in children if child.source.kind is SourceKind.NEWS_SITEMAP]
    return [*news, with_children(one, children)]


async def _answer(source: Source, site: Site, web: Web, known: dict[str, Snapshot]) -> Measured:
    answer = known.get(url_key(source.url)) or await web.get(source.url)
    if isinstance(answer, Failed):
        return Measured(source=source, problem=answer.reason)
    if answer.status != OK:
        return Measured(source=source, problem=f"answers {answer.status}")
    # A sitemap of 50,000 entries takes a second; the other downloads must not wait for it.
    return await asyncio.to_thread(measure, answer, source, site)


def _some(children: Sequence[Source]) -> list[Source]:
    news = [child for child in children if child.kind is SourceKind.NEWS_SITEMAP]
    rest = [child for child in children if child.kind is not SourceKind.NEWS_SITEMAP]
    ends = [*rest[:1], *rest[-1:], *rest[1:-1]]
    return list(dict.fromkeys([*news, *ends]))[:CHILDREN_LOOKED_AT]


async def _side_by_side(work: Iterable[Coroutine[None, None, T]]) -> AsyncIterator[T]:
    turns = asyncio.Semaphore(AT_A_TIME)

    async def in_turn(one: Coroutine[None, None, T]) -> T:
        async with turns:
            return await one

    for done in asyncio.as_completed([in_turn(one) for one in work]):
        yield await done

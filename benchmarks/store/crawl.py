"""One run over the generated press, written as a crawl writes it: the same functions, the same
writer, the same batches; only fetching and extracting are left out.
"""

import random
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from copy import copy, deepcopy
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine, insert

from benchmarks.store import world
from benchmarks.store.pages import article, snapshot
from benchmarks.store.processors import spent_s
from benchmarks.store.world import Edition, Press, Story
from crawler.recheck import recheck_due, steps
from pipelines.archive.place import Place
from pipelines.jobs.filing import file_visit, indexed_title
from pipelines.jobs.reclean import reclean
from pipelines.jobs.settling import settle_without_page
from pipelines.jobs.visit import Visit
from pipelines.model import Article, Link, Outcome, Reason, Rejected, Site, SourceKind
from pipelines.settings import Settings
from pipelines.store import frontier, runs, schema, sites, sources, templates
from pipelines.store.engine import open_engine, reading, writing
from pipelines.store.rows import Asked, Ended, Fetched, Owner, Pending, Turn
from pipelines.store.tables import alerts
from pipelines.store.writer import Writer
from pipelines.urls import url_key

ME = Owner(host="benchmark", pid=1, started="")
# A feed names so many articles of the runs before beside the new ones.
STILL_NAMED = 15
# Of a hundred new articles so many stand in the site's news sitemap, too, or are redirected to.
IN_SITEMAP, REDIRECTED = 50, 10
# Articles that a run asks for again, most at a site, and of a hundred of them: how they end.
RECHECKS, A_SITE, EDITED, READ_AGAIN = 330, 4, 8, 20
RECHECK = partial(recheck_due, table=steps(Settings.model_validate({}).recheck))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Seconds that a run took on the clock and on this process's processor; articles that it
    filed. parts: the clock's seconds by what was done."""

    articles: int
    wall_s: float
    cpu_s: float
    parts: Mapping[str, float]


def together(some: Sequence[Spent]) -> Spent:
    """What several runs took."""
    return Spent(
        articles=sum(one.articles for one in some),
        wall_s=sum(one.wall_s for one in some),
        cpu_s=sum(one.cpu_s for one in some),
        parts={part: sum(one.parts[part] for one in some) for part in some[0].parts},
    )


def prepared(db: str, press: Press) -> Engine:
    """An empty database with our schema, the press's sites and what they repeat."""
    engine = open_engine(db)
    schema.upgrade(engine)
    with writing(engine) as connection:
        sites.sync(connection, press.papers, world.FIRST)
        for paper in press.papers:
            templates.save(connection, world.template(paper.key), world.FIRST, 0)
        connection.execute(insert(alerts), list(_alerts(press)))
    return engine


def _alerts(press: Press) -> Iterable[dict[str, object]]:
    """Two of each site; every tenth site's second one is open."""
    for place, paper in enumerate(press.papers):
        row = {"site": paper.key, "cause": "silent", "opened_at": world.FIRST, "evidence": {}}
        yield {**row, "closed_at": world.FIRST + world.EVERY}
        later = None if place % 10 == 0 else world.FIRST + world.EVERY
        yield {**row, "cause": "below-volume", "closed_at": later}


class Crawler:
    """Runs one edition after the other."""

    def __init__(self, engine: Engine, press: Press) -> None:
        self._engine = engine
        self._sites = {paper.key: paper for paper in press.papers}
        self._named: dict[str, list[Link]] = defaultdict(list)
        self._stories: dict[str, Story] = {}

    def beside(self, engine: Engine) -> "Crawler":
        """One that goes on from here in a copy of the database."""
        other = copy(self)
        other._engine = engine
        other._named = deepcopy(self._named)
        return other

    def run(self, edition: Edition) -> Spent:
        """Everything that a run writes. What is not its own work is done before the clock runs."""
        one = _Run(self._engine, edition, self._sites, self._named, self._stories)
        spent = one.run()
        self._stories = {story.url: story for story in edition.stories}
        return spent


class _Run:
    def __init__(
        self,
        engine: Engine,
        edition: Edition,
        papers: Mapping[str, Site],
        named: dict[str, list[Link]],
        stories: Mapping[str, Story],
    ) -> None:
        self._engine, self._edition = engine, edition
        self._papers, self._named, self._stories = papers, named, stories
        self._now = edition.now
        self._rng = random.Random(f"run {edition.now}")
        self._articles = {one.url: article(one) for one in edition.stories}
        self._edits = {
            url: article(one, "The editors have added this.") for url, one in self._again()
        }
        self._links = self._found()
        self._offset = 0
        self._run_id = 0

    def run(self) -> Spent:
        clock, cpu = time.perf_counter(), spent_s(self._engine)
        parts = {}
        writer = Writer(self._engine)
        for name, part in (
            ("sources", self._see),
            ("articles", self._file),
            ("again", self._recheck),
        ):
            started = time.perf_counter()
            _done(writer, part(writer))
            parts[name] = time.perf_counter() - started
        writer.close()
        started = time.perf_counter()
        self._clean()
        parts["cleaning"] = time.perf_counter() - started
        return Spent(
            articles=len(self._articles),
            wall_s=time.perf_counter() - clock,
            cpu_s=spent_s(self._engine) - cpu,
            parts=parts,
        )

    def _again(self) -> Iterable[tuple[str, Story]]:
        """Stories of the run before whose publishers have edited them."""
        return ((url, one) for url, one in self._stories.items() if self._lot(EDITED))

    def _lot(self, percent: int) -> bool:
        return self._rng.randrange(100) < percent

    def _found(self) -> dict[str, list[Link]]:
        """What the sources of each site name that was not named before."""
        found: dict[str, list[Link]] = defaultdict(list)
        for one in self._edition.stories:
            found[one.site].append(_link(one, SourceKind.FEED))
            if self._lot(IN_SITEMAP):
                found[one.site].append(_link(one, SourceKind.NEWS_SITEMAP))
        edition = self._edition
        bare = (*edition.rejected, *edition.gone, *edition.unreachable, *edition.unasked)
        for site, url in (*bare, *((one.site, url) for url, one in edition.duplicates)):
            found[site].append(Link(url=url, found_in=_feed(site), kind=SourceKind.FEED))
        return found

    # ------------------------------------------------------------ the sources

    def _see(self, writer: Writer) -> Iterable["Future[Any]"]:
        self._pending: dict[str, Pending] = {}
        begun = writer.submit(lambda c: runs.start(c, ME, self._now))
        writer.flush()
        self._run_id = begun.result()
        for site, links in self._links.items():
            keyed = [
                (url_key(one.url), indexed_title(one.title), one)
                for one in (*links, *self._named[site])
            ]
            self._named[site] = [one for one in links if one.title][:STILL_NAMED]
            yield writer.submit(partial(self._sight, site=site, keyed=keyed))

    def _sight(self, connection: Connection, site: str, keyed: list[frontier.Keyed]) -> None:
        for one in frontier.sight(connection, site, keyed, self._now):
            self._pending[one.url] = one
        for source in sources.due(connection, [site], self._now):
            asked = Asked(
                now=self._now,
                outcome=Outcome.NEW,
                problem="",
                etag=None,
                last_modified=None,
                digest=f"{self._rng.getrandbits(64):x}",
                links=len(keyed),
                turn=Turn(next_due_at=self._now + self._rng.choice((1, 3)) * world.EVERY / 2),
            )
            sources.asked(connection, source.id, asked)

    # ------------------------------------------------------------ the pages

    def _file(self, writer: Writer) -> Iterable["Future[Any]"]:
        for url, one in self._articles.items():
            requested = f"{url}/from" if self._lot(REDIRECTED) else url
            yield self._submit(writer, self._pending[url], one, requested, url)
        for url, story in self._edition.duplicates:
            yield self._submit(writer, self._pending[url], self._articles[story.url], url, url)
        for site, url in self._edition.rejected:
            no = Rejected(site=site, url=url, reason=Reason.LISTING, evidence="24 links, no text")
            yield self._submit(writer, self._pending[url], no, url, url)
        for _, url in self._edition.gone:
            yield writer.submit(partial(self._without, one=self._pending[url], how=Outcome.GONE))
        for _, url in self._edition.unreachable:
            how = Outcome.UNREACHABLE
            yield writer.submit(partial(self._without, one=self._pending[url], how=how))

    def _submit(
        self,
        writer: Writer,
        pending: Pending,
        result: Article | Rejected,
        requested: str,
        target: str,
    ) -> "Future[Any]":
        self._offset += 23_000
        visit = Visit(
            pending=pending,
            site=self._papers[pending.site],
            snapshot=snapshot(requested, target, self._now, self._rng),
            duration_s=self._rng.random(),
            place=Place(
                warc_file=f"{self._now:%Y-%m-%d-%H}.warc.gz", offset=self._offset, length=21_000
            ),
            result=result,
        )
        filing = partial(file_visit, visit=visit, run_id=self._run_id, recheck=RECHECK)
        return writer.submit(filing)

    def _without(self, connection: Connection, one: Pending, how: Outcome) -> None:
        """Settle an address that sent no page."""
        waits = how is Outcome.UNREACHABLE
        status = {Outcome.GONE: 404, Outcome.UNREACHABLE: 0}.get(how, 304)
        end = Ended(
            outcome=how,
            reason="" if status == 304 else f"status {status}",
            now=self._now,
            fetch=Fetched(
                run_id=self._run_id, final_url=one.url, status=status, duration_s=self._rng.random()
            ),
            next_due_at=self._now + world.EVERY if waits else None,
            check_at=RECHECK(one.check.born_at, self._now) if one.check else None,
        )
        settle_without_page(connection, one, end)

    # ------------------------------------------------------------ articles that are asked for again

    def _recheck(self, writer: Writer) -> Iterable["Future[Any]"]:
        left = round(RECHECKS * len(self._articles) / world.RUN)
        for site in self._links:
            with reading(self._engine) as connection:
                due = frontier.checks(connection, site, self._now, min(A_SITE, left))
            left -= len(due)
            for pending in due:
                yield self._look_again(writer, pending)

    def _look_again(self, writer: Writer, pending: Pending) -> "Future[Any]":
        story, url = self._stories.get(pending.url), pending.url
        if url in self._edits:
            return self._submit(writer, pending, self._edits[url], url, url)
        if story is not None and self._lot(READ_AGAIN):
            return self._submit(writer, pending, article(story), url, url)
        return writer.submit(partial(self._without, one=pending, how=Outcome.NOT_MODIFIED))

    # ------------------------------------------------------------ the end

    def _clean(self) -> None:
        """What learning does at a run's end, with what the site repeats known already."""
        for key in self._links:
            with reading(self._engine) as connection:
                known = templates.load(connection, key)
            reclean(self._engine, self._papers[key], known)
        with writing(self._engine) as connection:
            runs.finish(connection, self._run_id, self._now, "finished", {})


def _done(writer: Writer, futures: Iterable["Future[Any]"]) -> None:
    """Submit all, wait for all; raises what any of them raised."""
    submitted = list(futures)
    writer.flush()
    for future in submitted:
        future.result()


def _feed(site: str) -> str:
    return f"https://{site}/feed"


def _link(story: Story, kind: SourceKind) -> Link:
    is_feed = kind is SourceKind.FEED
    return Link(
        url=story.url,
        found_in=_feed(story.site) if is_feed else f"https://{story.site}/news.xml",
        kind=kind,
        title=story.headline,
        date_published=story.published,
        authors=story.authors if is_feed else (),
        description=story.description or None,
        keywords=story.keywords,
        guid=story.url if is_feed else None,
    )

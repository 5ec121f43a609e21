"""How many revisions a changing page makes that are none, and how edits beside it are judged.

    .venv/bin/python -m benchmarks.revisions [TEMPLATE ...]

Each generated site of `benchmarks.stripping` is filed on a database of its own as a run would
file it, forty articles, and learned from. Then every page is fetched again with other boxes
(those of another page of the site: other headlines, figures, dates), first with the same text,
then with one edit: a spelling error, or a sentence more.
"""

import hashlib
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from benchmarks.stripping.markup import HTML
from benchmarks.stripping.sites import TEMPLATES, sheets
from benchmarks.stripping.values import Box, Line, Place, Role, Sheet
from pipelines.identity.fingerprint import text_digest
from pipelines.jobs import second_look
from pipelines.jobs.filing import file_visit, indexed_title
from pipelines.jobs.lease import myself
from pipelines.jobs.relearn import relearn
from pipelines.jobs.visit import Visit
from pipelines.jobs.visit_ends import Filed
from pipelines.model import Article, Link, Rejected, Site, Snapshot, SourceKind
from pipelines.process import process
from pipelines.store import frontier, histories, runs, sites, templates
from pipelines.store.engine import open_engine, reading, writing
from pipelines.store.rows import Check, Pending
from pipelines.store.schema import upgrade
from pipelines.urls import url_key

SEED, PAGES, WINDOW = 104, 40, 200
NOW = datetime(2026, 11, 23, tzinfo=UTC)
DAY = timedelta(days=1)
# Boxes come from the page so many further on; the pages are in no order of their own.
FIRST_STEP, SECOND_STEP = 7, 16
SENTENCE = "Harlow 417."


class Desk:
    """One site on a database of its own."""

    def __init__(self, folder: Path, template: str) -> None:
        home = f"https://{template.replace('_', '-')}.example/"
        self.site = Site(key=home.split("/")[2], name=template, home=home)
        self.engine: Engine = open_engine(f"sqlite:///{folder / template}.db")
        self.asked: dict[int, Pending] = {}
        # Pages that would be edits if they were compared as they leave the worker process.
        self.plain = 0
        upgrade(self.engine)
        with writing(self.engine) as connection:
            sites.sync(connection, [self.site], NOW)
            self.run_id = runs.start(connection, myself(), NOW)

    def run(self, pages: Sequence[Sheet], markup: str, now: datetime) -> Mapping[int, Filed]:
        """File the pages as a crawl would; by article."""
        with reading(self.engine) as connection:
            template = templates.load(connection, self.site.key)
        self.asked |= {page.serial: self._found(page) for page in pages} if not self.asked else {}
        ends: dict[int, Filed] = {}
        for page in pages:
            pending = self.asked[page.serial]
            seen = _snapshot(pending.url, HTML[markup](page), now)
            result = process(seen, self.site, template, pending.hints)
            self.plain += self._differs(pending, result)
            visit = Visit(pending=pending, site=self.site, snapshot=seen, result=result)
            with writing(self.engine) as connection:
                filed = ends[page.serial] = file_visit(connection, visit, self.run_id)
            if filed.article_id is not None:
                check = Check(article_id=filed.article_id, born_at=NOW)
                self.asked[page.serial] = replace(pending, check=check)
        return ends

    def learn(self, now: datetime) -> int:
        """The run's end; how many revisions were taken back."""
        edited = second_look.fresh(self.engine, self.site.key)
        relearn(self.engine, self.site, WINDOW, lambda: now)
        return second_look.second_look(self.engine, self.site, edited)

    def kinds(self, since: datetime) -> Mapping[int, str]:
        """The kind of each article's last revision, where it is from then on."""
        with reading(self.engine) as connection:
            last = {
                serial: histories.newest(connection, pending.check.article_id, 1)[0]
                for serial, pending in self.asked.items()
                if pending.check
            }
        return {serial: one.kind for serial, one in last.items() if one.fetched_at >= since}

    def _differs(self, pending: Pending, result: Article | Rejected) -> bool:
        if pending.check is None or not isinstance(result, Article):
            return False
        with reading(self.engine) as connection:
            (last,) = histories.newest(connection, pending.check.article_id, 1)
        return last.text_digest != text_digest(result.text)

    def _found(self, page: Sheet) -> Pending:
        url = f"{self.site.home}2026/story-{page.serial}.html"
        link = Link(url=url, found_in=self.site.home, kind=SourceKind.SECTION, title=page.headline)
        keyed = (url_key(url), indexed_title(page.headline), link)
        with writing(self.engine) as connection:
            return frontier.sight(connection, self.site.key, [keyed], NOW)[0]


@dataclass(slots=True)
class Count:
    """What came of one site. plain: of the checks, those whose text as it was read differs."""

    checked: int = 0
    plain: int = 0
    in_run: int = 0
    left: int = 0
    edits: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Count") -> None:
        """Sum up."""
        self.checked += other.checked
        self.plain += other.plain
        self.in_run += other.in_run
        self.left += other.left
        self.edits += other.edits

    def __str__(self) -> str:
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(self.edits.items()))
        return f"{self.checked:6} {self.plain:5} {self.in_run:6} {self.left:5}  {kinds}"


def measured(folder: Path, template: str, markup: str) -> Count:
    """One site: filed, fetched again with other boxes, and again with other boxes and an edit."""
    pages, desk = sheets(template, SEED, PAGES), Desk(folder, template)
    desk.run(pages, markup, NOW)
    desk.learn(NOW)
    count = Count(checked=sum(one.check is not None for one in desk.asked.values()))
    desk.run(other_boxes(pages, FIRST_STEP), markup, NOW + DAY)
    count.plain = desk.plain
    count.in_run = len(desk.kinds(NOW + DAY))
    desk.learn(NOW + DAY)
    count.left = len(desk.kinds(NOW + DAY))
    desk.run([edited(page) for page in other_boxes(pages, SECOND_STEP)], markup, NOW + 2 * DAY)
    desk.learn(NOW + 2 * DAY)
    found = desk.kinds(NOW + 2 * DAY)
    count.edits = Counter(
        f"{wanted(serial)} as {found.get(serial, 'none')}"
        for serial, one in desk.asked.items()
        if one.check
    )
    desk.engine.dispose()
    return count


def other_boxes(pages: Sequence[Sheet], step: int) -> list[Sheet]:
    """Each page's own text with all the boxes of another page, where that one has them."""
    return [
        replace(page, groups=_around(page, pages[(at + step) % len(pages)]))
        for at, page in enumerate(pages)
    ]


def _around(page: Sheet, other: Sheet) -> tuple[Box | Line, ...]:
    byline, *body = (one for one in page.groups if isinstance(one, Line))
    boxes = [one for one in other.groups if isinstance(one, Box)]
    top, middle, below = ([one for one in boxes if one.place is place] for place in Place)
    return (byline, *top, *body[:2], *middle, *body[2:], *below)


def wanted(serial: int) -> str:
    """Which edit the page gets."""
    return "minor" if serial % 2 else "substantive"


def edited(page: Sheet) -> Sheet:
    """The page with its longest part edited: two letters of a word change places, or more."""
    parts = [one for one in page.groups if isinstance(one, Line) and one.role is Role.TRUE]
    longest = max(parts, key=lambda line: len(line.text))
    text = (
        _misspelt(longest.text) if wanted(page.serial) == "minor" else f"{longest.text} {SENTENCE}"
    )
    groups = (replace(one, text=text) if one is longest else one for one in page.groups)
    return replace(page, groups=tuple(groups))


def _misspelt(text: str) -> str:
    word = max((one for one in text.split() if one.isalpha()), key=len)
    at = next(n for n in range(1, len(word) - 1) if word[n] != word[n + 1])
    return text.replace(word, word[:at] + word[at + 1] + word[at] + word[at + 2 :], 1)


def _snapshot(url: str, html: str, now: datetime) -> Snapshot:
    payload = html.encode()
    return Snapshot(
        target_uri=url,
        requested_uri=url,
        date=now,
        status=200,
        headers=(("content-type", "text/html; charset=utf-8"),),
        payload=payload,
        payload_digest=f"sha256:{hashlib.sha256(payload).hexdigest()}",
    )


def table(names: Sequence[str]) -> Iterator[str]:
    """A line a site and markup, and the sums."""
    whole = Count()
    for name in names:
        for markup in HTML:
            with tempfile.TemporaryDirectory() as folder:
                one = measured(Path(folder), name, markup)
            whole.add(one)
            yield f"{name:16} {markup:8} {one}"
    yield f"{'all':25} {whole}"


if __name__ == "__main__":
    print(f"{'site':16} {'markup':8} checks plain in run  left  edits")
    for row in table(sys.argv[1:] or sorted(TEMPLATES)):
        print(row, flush=True)

"""A site's template learns from its newest articles, and the articles follow it.

Rule 1: what a site repeats is learned from stored blocks; nothing is fetched or extracted again.
Rule 2: every new article is cleaned again with all of them known, the first one included; of the
    others those that show, or lost, what a rule or a headline that came or went is about.
Rule 3: a run that was killed leaves the site stale, and the next run catches up.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine

from pipelines.jobs.reclean import reclean
from pipelines.model import Site, Template
from pipelines.store import headlines, templates
from pipelines.store.engine import reading, writing
from pipelines.store.rows import StoredPage
from pipelines.template.changes import Changes, changes, touches
from pipelines.template.learn import learn
from pipelines.template.sitewise import windows
from pipelines.template.titles import title_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Relearned:
    """What learning changed: the template's version and how many articles were cleaned again."""

    site: str
    version: int
    rules: int
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lesson:
    """What was learned, before it is written. shown: the newest window's articles."""

    before: Template
    after: Template
    titles: Mapping[str, str]
    shown: Sequence[StoredPage]
    new: frozenset[int]
    through: int

    @property
    def changed(self) -> Changes:
        """What older articles may have to follow."""
        learned = (title_key(one.page.headline) for one in self.shown if self._is_new(one))
        return changes(self.before, self.after, learned)

    def touched(self) -> Iterable[int]:
        """Revisions of the window that the changes are about; new ones are to be cleaned anyway."""
        changed = self.changed
        old = (one for one in self.shown if not self._is_new(one))
        return (one.revision_id for one in old if touches(changed, one.page))

    def _is_new(self, one: StoredPage) -> bool:
        return one.revision_id in self.new


def relearn(engine: Engine, site: Site, window: int, clock: Callable[[], datetime]) -> Relearned:
    """Learn from the articles that are new, `window` at a time, and clean all that it touches."""
    with reading(engine) as connection:
        lesson = _learn(connection, site.key, window)
    with writing(engine) as connection:
        templates.save(connection, lesson.after, clock(), lesson.through)
        lost = templates.struck_by(connection, site.key, sorted(lesson.changed.rules))
        templates.set_unclean(connection, sorted(lost.union(lesson.touched())))
        headlines.trim(connection, site.key)
    cleaned = reclean(engine, site, lesson.after, lesson.titles)
    template = lesson.after
    return Relearned(
        site=site.key, version=template.version, rules=len(template.rules), articles=cleaned
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Foretold:
    """What learning now would change: rules by what becomes of them, articles to clean again."""

    site: str
    coming: int
    going: int
    changing: int
    articles: int


def foretold(engine: Engine, site: str, window: int) -> Foretold:
    """What `relearn` would do. Nothing is written."""
    with reading(engine) as connection:
        lesson = _learn(connection, site, window)
        lost = templates.struck_by(connection, site, sorted(lesson.changed.rules))
        unclean = templates.marked(connection, site)
    before = {rule.key for rule in lesson.before.rules}
    after = {rule.key for rule in lesson.after.rules}
    return Foretold(
        site=site,
        coming=len(after - before),
        going=len(before - after),
        changing=len(lesson.changed.rules & before & after),
        articles=len(lost.union(lesson.touched(), unclean)),
    )


def _learn(connection: Connection, site: str, window: int) -> _Lesson:
    """What the site's articles teach. Nothing is written."""
    before = after = templates.load(connection, site)
    titles = templates.headlines(connection, site)
    numbers = templates.to_learn(connection, site, window)
    shown: Sequence[StoredPage] = ()
    for places in windows(len(numbers), window):
        shown = templates.stored_pages(connection, [numbers[at] for at in places])
        after = learn([one.page for one in shown], after, titles)
    return _Lesson(
        before=before,
        after=after,
        titles=titles,
        shown=shown,
        new=templates.unseen(connection, site, numbers),
        through=max(numbers, default=0),
    )

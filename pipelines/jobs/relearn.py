"""A site's template learns from its newest articles, and the articles follow it.

Rule 1: what a site repeats is learned from stored blocks; nothing is fetched or extracted again.
Rule 2: every new article is cleaned again with all of them known, the first one included; of the
    others those that show, or lost, what a rule or a headline that came or went is about.
Rule 3: how often, and from how many, is `cadence`'s; an article that waits to be learned from is
    clean by what is known.
Rule 4: a run that was killed leaves the site stale, and the next run catches up.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, Engine

from pipelines.jobs.reclean import reclean
from pipelines.jobs.site_files import mark_changed, rules_digest
from pipelines.model import RuleState, Site, Template
from pipelines.store import headlines, templates
from pipelines.store.engine import reading, writing
from pipelines.store.rows import StoredPage
from pipelines.template.cadence import LONGEST_WAIT
from pipelines.template.cadence import lesson as lesson_size
from pipelines.template.changes import Changes, changes, touches
from pipelines.template.learn import learn
from pipelines.template.sitewise import windows
from pipelines.template.titles import asked, title_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Relearned:
    """What learning changed: the template's version and how many articles were cleaned again.

    held: rules that are held back from now on, since they would touch too much.
    """

    site: str
    version: int
    rules: int
    articles: int
    held: int = 0


def keep_up(engine: Engine, site: Site, window: int, clock: Callable[[], datetime]) -> Relearned:
    """After a run: learn where `cadence` finds enough to learn, and clean what is new."""
    mark_changed(engine, [site])
    with reading(engine) as connection:
        new, known = templates.counts(connection, site.key, window)
        last = templates.learned_at(connection, site.key)
    count = lesson_size(new, known, window, clock() - last if last else LONGEST_WAIT)
    if count:
        return _follow(engine, site, window, count, clock)
    with reading(engine) as connection:
        template = templates.load(connection, site.key)
    return _relearned(template, reclean(engine, site, template))


def relearn(engine: Engine, site: Site, window: int, clock: Callable[[], datetime]) -> Relearned:
    """Learn from the whole window and all that is new, and clean all that it touches."""
    mark_changed(engine, [site])
    return _follow(engine, site, window, window, clock)


def _follow(
    engine: Engine, site: Site, window: int, count: int, clock: Callable[[], datetime]
) -> Relearned:
    with reading(engine) as connection:
        lesson = _learn(connection, site.key, window, count)
    with writing(engine) as connection:
        templates.save(connection, lesson.after, clock(), lesson.through)
        templates.follow(connection, site.key, rules_digest(site.rules))
        lost = templates.struck_by(connection, site.key, sorted(lesson.changed.rules))
        templates.set_unclean(connection, sorted(lost.union(lesson.touched())))
        headlines.trim(connection, site.key)
    done = _relearned(lesson.after, reclean(engine, site, lesson.after))
    return replace(done, held=len(_held(lesson.after) - _held(lesson.before)))


def _relearned(template: Template, cleaned: int) -> Relearned:
    rules = len(template.rules)
    return Relearned(site=template.site, version=template.version, rules=rules, articles=cleaned)


def _held(template: Template) -> frozenset[str]:
    return frozenset(rule.key for rule in template.rules if rule.state is RuleState.HELD)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lesson:
    """What was learned, before it is written.

    shown: the newest window's articles. unseen: those of them that the template had not learned
    from before. marked: those that are to be cleaned anyway.
    """

    before: Template
    after: Template
    shown: Sequence[StoredPage]
    unseen: frozenset[int]
    marked: frozenset[int]
    through: int

    @property
    def changed(self) -> Changes:
        """What older articles may have to follow."""
        learned = [one.page.headline for one in self.shown if one.revision_id in self.unseen]
        return changes(self.before, self.after, map(title_key, learned))

    def touched(self) -> Iterable[int]:
        """Revisions of the window that the changes are about, and that are not marked yet."""
        changed = self.changed
        others = (one for one in self.shown if one.revision_id not in self.marked)
        return (one.revision_id for one in others if touches(changed, one.page))


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
        lesson = _learn(connection, site, window, window)
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


def _learn(connection: Connection, site: str, window: int, count: int) -> _Lesson:
    """What the site's newest `count` articles, and all unseen ones, teach. Nothing is written."""
    before = after = templates.load(connection, site)
    numbers = templates.to_learn(connection, site, count)
    shown: Sequence[StoredPage] = ()
    for places in windows(len(numbers), window):
        shown = templates.stored_pages(connection, [numbers[at] for at in places])
        pages = [one.page for one in shown]
        after = learn(pages, after, headlines.owners(connection, site, asked(pages)))
    return _Lesson(
        before=before,
        after=after,
        shown=shown,
        unseen=templates.unseen(connection, site, numbers),
        marked=templates.marked(connection, site),
        through=max(numbers, default=0),
    )

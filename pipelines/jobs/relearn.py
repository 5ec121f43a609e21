"""A site's template learns from its newest articles, and the articles follow it.

Rule 1: what a site repeats is learned from stored blocks; nothing is fetched or extracted again.
Rule 2: every article that a new version touches is cleaned again, the first one included.
Rule 3: a run that was killed leaves the site stale, and the next run catches up.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine

from pipelines.identity.fingerprint import text_digest
from pipelines.model import Page, Site, Template, join
from pipelines.store import templates
from pipelines.store.engine import reading, writing
from pipelines.store.rows import StoredPage
from pipelines.template.learn import learn
from pipelines.template.strip import strip

# Articles cleaned in one transaction: short enough that another writer never waits long.
BATCH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Relearned:
    """What learning changed: the template's version and how many articles were cleaned again."""

    site: str
    version: int
    rules: int
    articles: int


def relearn(engine: Engine, site: Site, window: int, clock: Callable[[], datetime]) -> Relearned:
    """Learn from the newest `window` articles and clean every article that is not up to date."""
    with reading(engine) as connection:
        previous = templates.load(connection, site.key)
        stored = templates.window(connection, site.key, window)
        titles = templates.headlines(connection, site.key)
    template = learn([one.page for one in stored], previous, titles)
    with writing(engine) as connection:
        newest = max((one.revision_id for one in stored), default=0)
        templates.save(connection, template, clock(), newest)
    cleaned = _reclean(engine, site, template, titles)
    return Relearned(
        site=site.key, version=template.version, rules=len(template.rules), articles=cleaned
    )


def _reclean(engine: Engine, site: Site, template: Template, titles: Mapping[str, str]) -> int:
    """Clean the articles whose text was made with another version; how many there were."""
    count = 0
    while True:
        with writing(engine) as connection:
            batch = templates.outdated(connection, site.key, template.version, BATCH)
            for stored in batch:
                _clean(connection, stored, site, template, titles)
        count += len(batch)
        if len(batch) < BATCH:
            return count


def _clean(
    connection: Connection,
    stored: StoredPage,
    site: Site,
    template: Template,
    titles: Mapping[str, str],
) -> None:
    page: Page = stored.page
    cleaned = strip(page, template, site.rules, titles)
    templates.replace_cleaned(
        connection,
        stored.revision_id,
        cleaned,
        template_version=template.version,
        text_digest=text_digest(join(cleaned.kept)),
    )

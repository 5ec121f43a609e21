"""Articles are cleaned again from their stored blocks, as their site's template now says.

Rule 1: which articles are to be cleaned is a mark on their rows, written together with what made
    it necessary: a run that is killed in between loses nothing, the next one goes on.
Rule 2: nothing is fetched or extracted again; body and removals change, no revision is made.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, Engine

from pipelines.identity.fingerprint import text_digest
from pipelines.model import Site, Template, join
from pipelines.store import templates
from pipelines.store.engine import writing
from pipelines.store.rows import StoredPage
from pipelines.template.strip import strip

# Articles cleaned in one transaction: short enough that another writer never waits long.
BATCH = 100


def reclean(engine: Engine, site: Site, template: Template, titles: Mapping[str, str]) -> int:
    """Clean the site's articles that are marked for it; how many there were."""
    count = 0
    while True:
        with writing(engine) as connection:
            batch = templates.unclean(connection, site.key, BATCH)
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
    cleaned = strip(stored.page, template, site.rules, titles)
    templates.replace_cleaned(
        connection,
        stored.revision_id,
        cleaned,
        template_version=template.version,
        text_digest=text_digest(join(cleaned.kept)),
    )

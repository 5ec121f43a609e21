"""Articles are cleaned again from their stored blocks, as their site's template now says.

Rule 1: which articles are to be cleaned is a mark on their rows, written together with what made
    it necessary: a run that is killed in between loses nothing, the next one goes on.
Rule 2: nothing is fetched or extracted again; body and removals change, no revision is made.
Rule 3: no article is emptied by what its site repeats.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, Engine

from pipelines.identity.fingerprint import text_digest
from pipelines.jobs import duplicates
from pipelines.model import Cleaned, Site, Template, join
from pipelines.store import clusters, headlines, templates
from pipelines.store.engine import writing
from pipelines.template.evidence import rulebook
from pipelines.template.strip import spared
from pipelines.template.titles import asked

# Articles cleaned in one transaction: short enough that another writer never waits long.
BATCH = 100


def reclean(engine: Engine, site: Site, template: Template) -> int:
    """Clean the site's articles that are marked for it; how many there were."""
    count, book = 0, rulebook(template)
    while True:
        with writing(engine) as connection:
            batch = templates.unclean(connection, site.key, BATCH)
            shown = asked(stored.page for stored in batch)
            titles = headlines.owners(connection, site.key, shown)
            cleaned = {
                stored.revision_id: spared(stored.page, book, site.rules, titles)
                for stored in batch
            }
            _write(connection, cleaned, template.version)
        count += len(batch)
        if len(batch) < BATCH:
            return count


def _write(connection: Connection, cleaned: Mapping[int, Cleaned], version: int) -> None:
    """cleaned: by revision. Most texts are what they were: only their removals may differ."""
    stood = templates.bodies(connection, tuple(cleaned))
    changed = [number for number, one in cleaned.items() if join(one.kept) != stood[number]]
    for number in changed:
        templates.replace_cleaned(
            connection,
            number,
            cleaned[number],
            template_version=version,
            text_digest=text_digest(join(cleaned[number].kept)),
        )
    unsigned = clusters.unsigned(connection, tuple(cleaned))
    duplicates.follow(connection, clusters.owners(connection, {*changed, *unsigned}))
    same = {number: one for number, one in cleaned.items() if number not in changed}
    templates.confirm_cleaned(connection, same, version)

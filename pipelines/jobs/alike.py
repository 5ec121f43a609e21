"""Versions of one article, cleaned alike: with the same rules and the same headlines.

Rule 1: two texts are compared only when both were cleaned so. A filed text was cleaned when its
    site's template was another, a page that comes in before the run's end has not seen all
    headlines: between the two the site's own boxes would look like an editor's change.
"""

from collections.abc import Sequence

from sqlalchemy import Connection

from pipelines.model import Cleaned, Page, Site
from pipelines.store import headlines, templates
from pipelines.store.histories import Filed, Revision
from pipelines.template.evidence import rulebook
from pipelines.template.strip import divide
from pipelines.template.titles import asked


def cleaned_alike(connection: Connection, site: Site, pages: Sequence[Page]) -> tuple[Cleaned, ...]:
    """Each page's text as the site's template and title index have it now."""
    book = rulebook(templates.load(connection, site.key))
    titles = headlines.owners(connection, site.key, asked(pages))
    return tuple(divide(page, book, site.rules, titles) for page in pages)


def page_of(one: Filed, revision: Revision) -> Page:
    """A filed revision as the template code sees it."""
    return Page(
        url=one.url_key,
        headline=revision.headline,
        language=one.language,
        blocks=revision.blocks,
    )

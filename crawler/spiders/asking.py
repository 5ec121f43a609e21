"""What a request is told: the site's pace, its turn, and conditions or a browser, never both."""

from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.middlewares.conditional import VALIDATORS
from crawler.rendering import RENDER, is_rendered
from pipelines.model import Site, SourceKind
from pipelines.store.rows import DueSource, Pending

# Sources go before pages: what is fresh can only be known when they have answered.
SOURCE_PRIORITY = 10
# Articles that are filed go after all of the site's that are new.
CHECK_PRIORITY = -10


def for_source(site: Site, due: DueSource) -> dict[str, object]:
    """The meta of a request for a source: the validators of its last answer."""
    if due.source.kind is SourceKind.SECTION and is_rendered(site, due.source.url):
        return _pace(site) | {RENDER: True}
    return _pace(site) | {VALIDATORS: (due.etag, due.last_modified)}


def for_page(site: Site, pending: Pending) -> dict[str, object]:
    """The meta of a request for a page: the validators of an article that is filed.

    Where a browser makes the text, an unchanged answer says nothing of it: no conditions.
    """
    if is_rendered(site, pending.url):
        return _pace(site) | {RENDER: True}
    if pending.check is None:
        return _pace(site)
    validators = pending.check.validators
    return _pace(site) | {VALIDATORS: (validators.etag, validators.last_modified)}


def header(response: Response, name: str) -> str | None:
    """A header of the answer as text, None where it has none."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def error_of(failure: Failure) -> BaseException:
    """What went wrong; Twisted's type allows for a failure without an exception."""
    return failure.value or RuntimeError(str(failure))


def _pace(site: Site) -> dict[str, object]:
    """The site file's delay for the politeness middleware; nothing where it states none."""
    return {} if site.delay_s is None else {"delay_s": site.delay_s}

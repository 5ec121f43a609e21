"""What a demo site answers at each of its addresses; a pure function of the site and the port."""

import gzip
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from crawler.demo.feeds import feed, robots, sitemap
from crawler.demo.pages.head import MEDIA_TYPES
from crawler.demo.pages.other import front_page, section_pages, tag_page, text_page
from crawler.demo.pages.story import article_page
from crawler.demo.sites import DemoSite
from crawler.demo.traps import TrapKind, tag_path, traps

HTML, XML, TEXT = "text/html; charset=utf-8", "application/xml", "text/plain; charset=utf-8"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One response before conditions are looked at.

    location: where a redirect leads. last_modified: None for what has no validators.
    """

    body: bytes = b""
    content_type: str = HTML
    status: int = 200
    location: str | None = None
    last_modified: datetime | None = None

    @property
    def etag(self) -> str:
        """A strong validator: the same bytes, the same tag."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


def routes(site: DemoSite, port: int) -> Mapping[str, Answer]:
    """Every path of the site with its answer; a path with a query answers as without it."""
    table: dict[str, Answer] = {}
    for part in (_articles, _listings, _texts, _sources, _traps):
        table.update(part(site, port))
    return table


def lookup(table: Mapping[str, Answer], target: str) -> Answer | None:
    """The answer to a request target; a slash too many or too few at its end is forgiven."""
    path = target.partition("?")[0]
    return table.get(path) or table.get(path.rstrip("/")) or table.get(f"{path}/")


def _articles(site: DemoSite, port: int) -> Iterator[tuple[str, Answer]]:
    """A page changes when its next article comes out, because it then links it."""
    following = None
    for article in site.articles:
        changed = following.date_published if following else article.date_published
        body = article_page(site, article, port)
        yield site.path(article), _page(body, changed)
        if site.habits.amp:
            yield f"{site.path(article)}/amp", _page(body.replace("<html", "<html amp", 1), changed)
        following = article


def _listings(site: DemoSite, port: int) -> Iterator[tuple[str, Answer]]:
    newest = site.articles[0].date_published
    yield "/", _page(front_page(site, port), newest)
    for section in range(len(site.language.interface.sections)):
        for path, body in section_pages(site, section, port):
            yield path, _page(body, newest)
    for tag in sorted({tag for article in site.articles for tag in article.tags}):
        yield tag_path(tag), _page(tag_page(site, tag, port), newest)


def _texts(site: DemoSite, port: int) -> Iterator[tuple[str, Answer]]:
    yield "/about/", _page(text_page(site, site.language.interface.about, port), site.now)
    yield "/login", _page(text_page(site, (site.language.interface.comments,), port), site.now)


def _sources(site: DemoSite, port: int) -> Iterator[tuple[str, Answer]]:
    newest = site.articles[0].date_published
    if site.habits.robots:
        body = robots(site, port).encode()
        yield "/robots.txt", Answer(body=body, content_type=TEXT, last_modified=site.now)
    for path, form in site.habits.feeds.items():
        body = feed(site, form, port).encode()
        yield path, Answer(body=body, content_type=MEDIA_TYPES[form], last_modified=newest)
    for path, kind in site.habits.sitemaps.items():
        body, content_type = sitemap(site, path, kind, port).encode(), XML
        if kind == "text":
            content_type = TEXT
        if path.endswith(".gz"):
            body, content_type = gzip.compress(body, mtime=0), "application/gzip"
        yield path, Answer(body=body, content_type=content_type, last_modified=newest)


def _traps(site: DemoSite, port: int) -> Iterator[tuple[str, Answer]]:
    ui = site.language.interface
    lost = text_page(site, ui.missing, port)
    answers = {
        TrapKind.SOFT_404: _page(lost, site.now),
        TrapKind.CONSENT: _page(text_page(site, ui.consent, port), site.now),
        TrapKind.FILE: Answer(body=PDF, content_type="application/pdf", last_modified=site.now),
        TrapKind.NOT_FOUND: Answer(body=lost.encode(), status=404),
        TrapKind.GONE: Answer(body=lost.encode(), status=410),
        TrapKind.FORBIDDEN: _page(text_page(site, ui.about, port), site.now),
    }
    for trap in traps(site):
        if trap.kind in answers:
            yield trap.path, answers[trap.kind]
        elif trap.kind is TrapKind.REDIRECT:
            target = trap.path.removeprefix("/go/1")
            yield trap.path, Answer(status=301, location=f"/go/2{target}")
            yield f"/go/2{target}", Answer(status=302, location=site.origin(port) + target)


def _page(body: str, last_modified: datetime) -> Answer:
    return Answer(body=body.encode(), last_modified=last_modified)

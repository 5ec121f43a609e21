"""The doors through which somebody else's bytes come in: each a function that must never raise.

The first byte of an input chooses among a door's variants (content types, kinds of source), so
that one corpus reaches them all.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from benchmarks.fuzz import promises
from crawler.discovery import wording
from crawler.discovery.autodiscovery import from_home, from_robots, identify
from crawler.discovery.reading import read
from crawler.middlewares.limits import decode
from crawler.middlewares.refusals import BodyDamaged, LimitExceeded
from crawler.middlewares.reservations import Reservations, of_tdmrep
from crawler.middlewares.robots_rules import RobotsRules
from pipelines import urls
from pipelines.errors import ConfigError
from pipelines.extract import extract, extract_cheaply, jsonld
from pipelines.extract.charset import encoding_of
from pipelines.extract.dates import moment
from pipelines.extract.parts import more_of
from pipelines.jobs.flat_texts import NoTextError, clean_together, page_of
from pipelines.jobs.page_lines import LineError
from pipelines.jobs.page_lines import read as read_line
from pipelines.model import Site, Snapshot, Source, SourceKind
from pipelines.sites import load_site

T = TypeVar("T")

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
HOME = "https://gazette.example/"
STORY = "https://gazette.example/2026/harbour-bridge-opens"
SITE = Site(key="gazette.example", name="The Gazette", home=HOME)
LIMIT_BYTES = 100_000
CONTENT_TYPES: Sequence[str | None] = (
    *("text/html; charset=utf-8", "text/html", None, "text/html; charset=windows-1252"),
    *("text/html; charset=utf-16", "text/html; charset=shift_jis", "text/html; charset=hex"),
    *("text/html; charset=utf-7", "application/xml; charset=koi8-r", "text/html; charset="),
)
ENCODINGS = (["gzip"], ["deflate"], ["br"], ["zstd"], ["gzip", "br"], ["zstd", "x-none"])


def feeds(given: bytes) -> None:
    """RSS, RDF, Atom, JSON Feed, sitemaps, plain lists: whatever a source answers."""
    kind, body = _chosen(list(SourceKind), given)
    content_type, body = _chosen(CONTENT_TYPES, body)
    source = Source(url=HOME, kind=kind)
    promises.is_reading(read(snapshot(body, content_type), source, SITE))


def home(given: bytes) -> None:
    """A home page that is to name a site's sources."""
    content_type, body = _chosen(CONTENT_TYPES, given)
    page = snapshot(body, content_type)
    identify(page)
    for source in (*from_home(page), *from_robots(body.decode("latin-1"), HOME)):
        promises.is_web_address(source.url)


def robots(given: bytes) -> None:
    """robots.txt and tdmrep.json."""
    rules = RobotsRules.parse(given, "copydesk")
    assert rules.crawl_delay_s is None or 0 <= rules.crawl_delay_s < float("inf")
    for url in (HOME, STORY, given[:80].decode("latin-1")):
        rules.allows(url)
        Reservations.read(given, of_tdmrep(given)).refusal(url)


def json_ld(given: bytes) -> None:
    """Scripts of structured data, which pages write by hand."""
    script = given.decode("utf-8", "replace")
    nodes = jsonld.nodes((script, script[::-1]))
    node = jsonld.article_node(nodes, STORY)
    if node is not None:
        list(jsonld.article_offers(node, nodes))
        jsonld.article_body(node)
    list(jsonld.breadcrumb_offers(nodes))
    head = f'<script type="application/ld+json">{script}</script>'
    promises.is_extraction(extract(snapshot((head + _ARTICLE).encode()), SITE))


def dates(given: bytes) -> None:
    """Dates of pages and of feeds."""
    text = given.decode("utf-8", "replace")
    for american in (False, True):
        found = moment(text, NOW, month_first=american)
        assert found is None or 1990 <= found.value.year <= 2026, found
    stated = wording.moment(text, NOW)
    assert stated is None or 1990 <= stated.year <= 2026, stated


def addresses(given: bytes) -> None:
    """Links, and the addresses that they are relative to."""
    base, _, href = given.decode("utf-8", "surrogateescape").partition("\n")
    for one in (urls.absolute(base, href), urls.absolute(HOME, base), urls.absolute("", href)):
        if one is not None:
            promises.is_web_address(one)
    for name in (urls.origin, urls.host, urls.site_key):
        assert isinstance(name(base), str)
    assert urls.url_key(urls.url_key(base)) == urls.url_key(base), base


def site_files(given: bytes) -> None:
    """A person's site file: right, or an error that names it."""
    with TemporaryDirectory(prefix="fuzz-") as folder:
        path = Path(folder) / "site.toml"
        path.write_bytes(given)
        problem = f"{path}: none"
        try:
            load_site(path)
        except ConfigError as error:
            problem = str(error)
        assert "site.toml" in problem, problem


def flat_texts(given: bytes) -> None:
    """Dumps without markup, several of one site."""
    pages = []
    for number, part in enumerate(given.split(b"\x1e")[:6]):
        try:
            pages.append(page_of(f"{number}.txt", part))
        except NoTextError:
            continue
    for page, clean in zip(pages, clean_together(pages, 100), strict=True):
        kept = {block.index for block in clean.cleaned.kept}
        gone = {removal.block.index for removal in clean.cleaned.removals}
        assert kept | gone == {block.index for block in page.blocks}


def html(given: bytes) -> None:
    """Pages: by the whole cascade, and by the cheap way that the deadline leaves."""
    content_type, body = _chosen(CONTENT_TYPES, given)
    page = snapshot(body, content_type)
    assert encoding_of(body, content_type)
    promises.is_extraction(extract(page, SITE))
    promises.is_extraction(extract_cheaply(page, SITE))
    more_of(page, STORY, 1)


def lines(given: bytes) -> None:
    """What `copydesk extract` is fed with."""
    try:
        page = read_line(given.decode("utf-8", "replace"), 0)
    except LineError:
        return
    json.dumps(page.id)
    promises.is_extraction(extract(page.snapshot(NOW), page.as_site()))


def packed(given: bytes) -> None:
    """Bodies under a Content-Encoding."""
    encodings, body = _chosen(ENCODINGS, given)
    try:
        whole, _ = decode(body, encodings, LIMIT_BYTES)
    except (BodyDamaged, LimitExceeded):
        return
    assert len(whole) <= max(LIMIT_BYTES, len(body))


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    one.__name__: one
    for one in (
        *(html, feeds, json_ld, dates, addresses, home, robots, flat_texts, site_files),
        *(lines, packed),
    )
}


def snapshot(body: bytes, content_type: str | None = "text/html; charset=utf-8") -> Snapshot:
    """A page of the Gazette with this body."""
    return Snapshot(
        target_uri=STORY,
        requested_uri=STORY,
        date=NOW,
        status=200,
        headers=(("content-type", content_type),) if content_type is not None else (),
        payload=body,
        payload_digest="sha256:0",
    )


def _chosen(among: Sequence[T], given: bytes) -> tuple[T, bytes]:
    return among[given[0] % len(among) if given else 0], given[1:]


_ARTICLE = "<h1>Harbour bridge opens</h1>" + "".join(
    f"<p>Paragraph {number} of the story says how long the works at the quay will last.</p>"
    for number in range(5)
)

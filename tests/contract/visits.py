"""Invented pages on their way through extraction and filing, without a crawl."""

import hashlib
from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import Engine, text

from pipelines.jobs.filing import file_visit
from pipelines.jobs.visit import Visit
from pipelines.jobs.visit_ends import Filed
from pipelines.model import Link, Site, Snapshot, SourceKind, Template
from pipelines.process import process
from pipelines.store import frontier, templates
from pipelines.store.engine import reading, writing
from pipelines.store.rows import Check, Pending
from pipelines.urls import url_key
from tests.contract.samples import NOW

SITE = Site(key="gazette.example", name="Gazette", home="https://gazette.example/")
SENTENCE = (
    "The {0} council of Harlow voted on Monday to repair the {0} bridge before winter, "
    "after {0} months of debate about its price and the ferries that would replace it."
)
ORIGIN = "https://gazette.example"


def page(number: str, canonical: str = "", extra: str = "", title: str = "") -> bytes:
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    body = "".join(f"<p>{SENTENCE.format(word)} {number}</p>" for word in ("old", "new", "stone"))
    head = title or f"Story {number}"
    return (
        f"<html><head><title>{head}</title>{link}</head><body><article>"
        f"<h1>{head}</h1>{body}{extra}</article></body></html>"
    ).encode()


def snapshot(path: str, payload: bytes, minutes: int = 0, target: str = "") -> Snapshot:
    """What `path` answered so many minutes after `NOW`; `target`: where it led to."""
    url = f"{ORIGIN}{path}"
    return Snapshot(
        target_uri=f"{ORIGIN}{target or path}",
        requested_uri=url,
        date=NOW + timedelta(minutes=minutes),
        status=200,
        headers=(("content-type", "text/html"),),
        payload=payload,
        payload_digest=f"sha256:{hashlib.sha256(payload).hexdigest()}",
        redirects=(url,) if target else (),
    )


def visit(
    desk: Engine,
    path: str,
    payload: bytes,
    minutes: int = 0,
    target: str = "",
    *,
    guid: str | None = None,
) -> Visit:
    """The page at `path`, found on a feed and fetched for the first time, processed."""
    url = f"{ORIGIN}{path}"
    link = Link(url=url, found_in=f"{ORIGIN}/feed", kind=SourceKind.FEED, guid=guid)
    with writing(desk) as connection:
        pendings = frontier.sight(connection, SITE.key, [(url_key(url), None, link)], NOW)
    seen = snapshot(path, payload, minutes, target)
    result = process(seen, SITE, Template(site=SITE.key))
    return Visit(pending=pendings[0], site=SITE, snapshot=seen, result=result)


def check(desk: Engine, path: str, payload: bytes, minutes: int, target: str = "") -> Visit:
    """The page at `path`, whose article is filed, asked for again and processed as in a run."""
    seen = snapshot(path, payload, minutes, target)
    with reading(desk) as connection:
        template = templates.load(connection, SITE.key)
    result = process(seen, SITE, template)
    return Visit(pending=known(desk, path), site=SITE, snapshot=seen, result=result)


def known(desk: Engine, path: str) -> Pending:
    """The frontier's row of an address whose article is filed, to be asked again."""
    url = f"{ORIGIN}{path}"
    wanted = text("SELECT id, article_id FROM urls WHERE url_key = :key")
    with reading(desk) as connection:
        row = connection.execute(wanted, {"key": url_key(url)}).one()
    return Pending(
        url_id=row.id,
        site=SITE.key,
        url=url,
        url_key=url_key(url),
        check=Check(article_id=row.article_id, born_at=NOW),
    )


def file(desk: Engine, seen: Visit) -> Filed:
    with writing(desk) as connection:
        return file_visit(connection, seen, 1)


def row(desk: Engine, query: str) -> Mapping[str, object]:
    """The one row of a query, by column."""
    with reading(desk) as connection:
        return connection.execute(text(query)).mappings().one()

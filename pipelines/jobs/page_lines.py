"""Pages as JSON Lines: what `copydesk extract` reads and writes.

In:  {"id", "url", "html", "site"?}, a line a page. `site` names the group that a template is
     learned over; without it the URL's registrable domain does. `url` may be empty.
Out: the article's fields, or {"id", "url", "error"}.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from pipelines.model import (
    Cleaned,
    Extraction,
    Moment,
    Precision,
    Removal,
    Site,
    Snapshot,
    Sourced,
    Verdict,
    join,
)
from pipelines.urls import absolute, site_key

# Where a page without an address is taken to come from. RFC 2606 keeps this domain free for ever.
NOWHERE = "https://page.invalid"

Json = Mapping[str, object]


class LineError(ValueError):
    """The line is no page; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLine:
    """One page as it came in.

    number: its place in the input, from 0. id: any JSON value, given back as it came.
    address: `url` where that is a web address, else one that is nobody's and unique to the line.
    """

    number: int
    id: object
    url: str
    address: str
    site: str
    html: str

    def snapshot(self, now: datetime) -> Snapshot:
        """The page as if a server had sent it. The text is decoded, whatever its `<meta>` says."""
        payload = self.html.encode("utf-8", "replace")
        return Snapshot(
            target_uri=self.address,
            requested_uri=self.address,
            date=now,
            status=200,
            headers=(("content-type", "text/html; charset=utf-8"),),
            payload=payload,
            payload_digest=f"sha256:{hashlib.sha256(payload).hexdigest()}",
        )

    def as_site(self) -> Site:
        """The site as far as a single page tells it."""
        return Site(key=self.site, name="", home="")


def read(line: str, number: int) -> PageLine:
    """One line of input. Raises LineError."""
    given = _object(line)
    html, url = given.get("html"), given.get("url") or ""
    if not isinstance(html, str):
        raise LineError('"html" is missing or is no text')
    if not isinstance(url, str):
        raise LineError('"url" is no text')
    address = absolute("", url) or f"{NOWHERE}/article-{number}.html"
    site = given.get("site")
    return PageLine(
        number=number,
        id=given.get("id"),
        url=url,
        address=address,
        site=site if isinstance(site, str) and site else site_key(address),
        html=html,
    )


def _object(line: str) -> Json:
    try:
        given = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise LineError(f"no JSON: {error}") from error
    if not isinstance(given, dict):
        raise LineError("no JSON object")
    return given


def failed(line: str, error: str) -> Json:
    """The line of a page that gives no article, with as much of the input as can be read."""
    try:
        given = _object(line)
    except LineError:
        given = {}
    return {"id": given.get("id"), "url": given.get("url"), "error": error}


def written(page: PageLine, extraction: Extraction, verdict: Verdict, cleaned: Cleaned) -> Json:
    """The line of an article."""
    found = extraction.metadata
    return {
        "id": page.id,
        "url": page.url,
        "headline": _value(found.headline),
        "body": join(cleaned.kept),
        "authors": list(found.authors.value) if found.authors else [],
        "date_published": _printed(found.date_published),
        "date_modified": _printed(found.date_modified),
        "in_language": _value(found.in_language),
        "kind": verdict.kind.value,
        "access": verdict.access.value,
        "method": extraction.method,
        "removed": list(_removed(cleaned.removals)),
    }


def _value(sourced: Sourced[str] | None) -> str | None:
    return sourced.value if sourced else None


def _printed(sourced: Sourced[Moment] | None) -> str | None:
    """ISO 8601, as exactly as the page stated it and in the zone that it stated."""
    if sourced is None:
        return None
    moment = sourced.value
    if moment.precision is Precision.MONTH:
        return f"{moment.value:%Y-%m}"
    if moment.precision is Precision.DAY:
        return f"{moment.value:%Y-%m-%d}"
    return (_in_own_zone(sourced.raw, moment.value) or moment.value).isoformat()


def _in_own_zone(raw: str, value: datetime) -> datetime | None:
    try:
        stated = datetime.fromisoformat(raw.strip())
    except ValueError:
        return None
    return stated if stated.tzinfo is not None and stated == value else None


def _removed(removals: Iterable[Removal]) -> Iterable[Json]:
    for one in removals:
        yield {"text": one.block.text, "rule": one.rule, "reason": one.reason}

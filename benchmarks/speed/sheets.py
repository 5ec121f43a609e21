"""A page in memory as the core takes it."""

import hashlib
from datetime import UTC, datetime
from urllib.parse import urljoin

from pipelines.model import Link, Site, Snapshot, SourceKind
from pipelines.urls import site_key

FETCHED = datetime(2026, 11, 22, tzinfo=UTC)


def as_snapshot(url: str, payload: bytes) -> Snapshot:
    """What a server would have sent."""
    return Snapshot(
        target_uri=url,
        requested_uri=url,
        date=FETCHED,
        status=200,
        headers=(("content-type", "text/html"),),
        payload=payload,
        payload_digest=f"sha256:{hashlib.sha256(payload).hexdigest()}",
    )


def site_of(url: str) -> Site:
    """A site of which nothing is known but its address."""
    return Site(key=site_key(url) or url, name="", home=urljoin(url, "/"))


def hint_of(url: str) -> Link:
    """What a feed says that knows only the address."""
    return Link(url=url, found_in=url, kind=SourceKind.FEED)

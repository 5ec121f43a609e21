"""Sources as a crawl would hand them over."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from pipelines.model import Site, Snapshot

FETCHED = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def site() -> Site:
    return Site(key="gazette.example", name="The Gazette", home="https://gazette.example/")


@pytest.fixture
def page() -> Callable[..., Snapshot]:
    """A snapshot of the given body, fetched on 1 March 2026."""

    def build(
        body: bytes | str, url: str = "https://gazette.example/x", content_type: str = ""
    ) -> Snapshot:
        return Snapshot(
            target_uri=url,
            requested_uri=url,
            date=FETCHED,
            status=200,
            headers=(("content-type", content_type),) if content_type else (),
            payload=body.encode() if isinstance(body, str) else body,
            payload_digest="sha256:" + "0" * 64,
        )

    return build

"""A page that prints nothing until its scripts have run is recognised."""

from datetime import UTC, datetime

import pytest

from crawler.discovery.scripted import is_scripted
from pipelines.model import Snapshot

SCRIPT = "<script src=/app.js></script>"
PROSE = "<p>" + "The harbour pilots voted on Tuesday to keep the night watch. " * 5 + "</p>"


def page(body: str, rendered_by: str = "") -> Snapshot:
    return Snapshot(
        target_uri="https://gazette.example/a",
        requested_uri="https://gazette.example/a",
        date=datetime(2026, 3, 1, tzinfo=UTC),
        status=200,
        headers=(("content-type", "text/html"),),
        payload=f"<html><head><title>A title</title></head><body>{body}</body></html>".encode(),
        payload_digest="",
        rendered_by=rendered_by,
    )


@pytest.mark.parametrize(
    ("body", "scripted"),
    [
        (f"<div id=root></div>{SCRIPT}", True),
        (f"<div id=root>Please wait ...</div>{SCRIPT}<footer>Gazette</footer>", True),
        (f"<noscript>{PROSE}</noscript>{SCRIPT}", True),
        (f"<script>const story = '{PROSE[3:300]}'</script>", True),
        (f"<style>{'p { color: red } ' * 50}</style>{SCRIPT}", True),
        (f"<div>{PROSE}</div>{SCRIPT}", False),
        (f"<script>1</script>{PROSE[3:-4]}", False),
        ("<div id=root></div>", False),
    ],
)
def test_only_scripts_came(body: str, scripted: bool) -> None:
    """What stands in scripts, styles and noscript is not printed; the rest is."""
    assert is_scripted(page(body)) is scripted


def test_what_a_browser_rendered_is_not_rendered_once_more() -> None:
    """A page that stays empty in a browser is just empty."""
    assert not is_scripted(page(SCRIPT, rendered_by="Chromium 156"))

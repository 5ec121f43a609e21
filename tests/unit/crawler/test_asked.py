"""What is written down of a source when it has been asked."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from crawler import asked
from crawler.discovery.values import Reading
from crawler.rhythm import from_json, links_a_day
from pipelines.model import Link, Outcome, Snapshot, Source, SourceKind
from pipelines.settings import Settings
from pipelines.store.rows import DueSource, Turn

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
WITHIN = asked.bounds(Settings.model_validate({}))
URL = "https://gazette.example/feed"
DUE = DueSource(
    id=1,
    site="gazette.example",
    source=Source(url=URL, kind=SourceKind.FEED),
    etag='"1"',
    last_modified="Sun, 01 Mar 2026 09:00:00 GMT",
    digest="sha256:1",
)
LINK = Link(url="https://gazette.example/a", found_in=URL, kind=SourceKind.FEED)


def page(**headers: str) -> Snapshot:
    return Snapshot(
        target_uri=URL,
        requested_uri=URL,
        date=NOW,
        status=200,
        headers=tuple(headers.items()),
        payload=b"",
        payload_digest="sha256:2",
    )


def test_a_reading_is_kept_with_its_validators_and_its_turn() -> None:
    """Those of this answer: a server that sends none any more is asked plainly."""
    found = Reading(links=(LINK,), problem="only the first items were read", ttl_s=1800)
    end = asked.read(DUE, page(etag='"2"'), found, [NOW - timedelta(hours=1)], WITHIN)
    assert (end.outcome, end.links, end.digest) == (Outcome.NEW, 1, "sha256:2")
    assert (end.etag, end.last_modified) == ('"2"', None)
    assert end.problem == f"{URL}: only the first items were read"
    assert end.turn.ttl_s == 1800
    assert end.turn.next_due_at is not None
    assert end.turn.next_due_at >= NOW + timedelta(minutes=28)


def test_an_unchanged_source_keeps_what_is_known_of_it() -> None:
    """Its own wishes count again; the new validators of a 304 replace the old ones."""
    before = replace(DUE, turn=Turn(ttl_s=3600, failures=3, failing_since=NOW, given_up_at=NOW))
    headers = {"etag": 'W/"1"'}
    end = asked.unchanged(before, Outcome.NOT_MODIFIED, headers.get, NOW, WITHIN)
    assert (end.etag, end.last_modified) == ('W/"1"', DUE.last_modified)
    assert (end.digest, end.problem) == (DUE.digest, "")
    assert (end.turn.failures, end.turn.given_up_at, end.turn.ttl_s) == (0, None, 3600)
    assert end.turn.next_due_at is not None
    assert end.turn.next_due_at >= NOW + timedelta(minutes=58)


def test_the_rhythm_goes_on_from_answer_to_answer() -> None:
    """Two links in six hours, of which nobody knew before."""
    first = asked.read(DUE, page(), Reading(), (), WITHIN)
    later = replace(page(), date=NOW + timedelta(hours=6))
    second = asked.read(replace(DUE, turn=first.turn), later, Reading(), (None, None), WITHIN)
    assert links_a_day(from_json(second.turn.rhythm)) == pytest.approx(8)


def test_a_failure_keeps_the_validators_and_says_when_it_gives_up() -> None:
    """What is asked once a week from now on is said with its reason, once and in the listing."""
    end = asked.failed(DUE, Outcome.GONE, "HTTP 404 Not Found", None, NOW)
    assert (end.etag, end.digest, end.turn.failures) == ('"1"', "sha256:1", 1)
    assert end.problem == f"{URL}: HTTP 404 Not Found"
    since = NOW - timedelta(days=20)
    before = replace(DUE, turn=replace(end.turn, failures=20, failing_since=since))
    dead = asked.failed(before, Outcome.GONE, "HTTP 404 Not Found", None, NOW)
    assert dead.turn.given_up_at == NOW
    assert dead.problem == (
        f"{URL}: HTTP 404 Not Found; given up: it has failed since 2026-02-09,"
        " and is asked every 7 days from now on"
    )

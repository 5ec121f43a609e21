"""The archive gives back what was put in, whatever happened to the file's end."""

import gzip
import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pipelines.archive.reader import read, records
from pipelines.archive.writer import ArchiveWriter
from pipelines.model import Snapshot

NOW = datetime(2026, 3, 1, 12, 30, 15, 250000, tzinfo=UTC)


def snapshot(number: int, payload: bytes = b"") -> Snapshot:
    payload = payload or f"<p>page {number}</p>".encode() * 50
    return Snapshot(
        target_uri=f"https://gazette.example/{number}",
        requested_uri=f"https://gazette.example/old/{number}",
        date=NOW,
        status=200,
        headers=(("content-type", "text/html"), ("vary", "a"), ("vary", "b")),
        payload=payload,
        payload_digest=f"sha256:{hashlib.sha256(payload).hexdigest()}",
        redirects=(f"https://gazette.example/old/{number}", "https://gazette.example/hop"),
    )


def test_a_snapshot_comes_back_exactly_from_its_place(tmp_path: Path) -> None:
    """Repeated headers, the redirect chain, the time and every byte survive."""
    writer = ArchiveWriter(tmp_path, NOW)
    pages = [snapshot(1), snapshot(2, bytes(range(256)) * 40), snapshot(3)]
    places = [writer.append(page) for page in pages]
    writer.close()
    assert [read(tmp_path, place) for place in places] == pages


def test_a_rendered_page_is_marked_as_such(tmp_path: Path) -> None:
    """A field of the record, for any tool that reads WARC; what was sent as it is carries none."""
    sent = snapshot(1)
    rendered = replace(snapshot(2), rendered_by="Chromium 156.0.1")
    writer = ArchiveWriter(tmp_path, NOW)
    places = [writer.append(page) for page in (sent, rendered)]
    writer.close()
    assert [read(tmp_path, place) for place in places] == [sent, rendered]
    (file,) = tmp_path.glob("*.warc.gz")
    assert gzip.decompress(file.read_bytes()).count(b"X-Copydesk-Rendered-By: Chromium 156") == 1


def test_undone_encodings_keep_their_header(tmp_path: Path) -> None:
    """A payload stored decoded must not claim to be gzip, yet the header that came is kept."""
    page = snapshot(1)
    encoded = Snapshot(
        target_uri=page.target_uri,
        requested_uri=page.requested_uri,
        date=page.date,
        status=200,
        headers=(("content-encoding", "gzip"),),
        payload=page.payload,
        payload_digest=page.payload_digest,
    )
    writer = ArchiveWriter(tmp_path, NOW)
    place = writer.append(encoded)
    writer.close()
    assert read(tmp_path, place) == encoded


def test_a_truncated_last_record_is_left_out(tmp_path: Path) -> None:
    """A kill in the middle of a write costs that record and nothing else, wherever it cut."""
    writer = ArchiveWriter(tmp_path, NOW)
    writer.append(snapshot(1))
    last = writer.append(snapshot(2, bytes(range(256)) * 64))
    writer.close()
    path = tmp_path / last.warc_file
    whole = path.read_bytes()
    # The last bytes hold no content: the end of the last deflate block, and a trailer of 8.
    for cut in range(last.offset + 1, len(whole) - 16, 37):
        path.write_bytes(whole[:cut])
        assert list(records(path)) == [snapshot(1)]
        assert read(tmp_path, last) is None


def test_files_rotate_and_places_name_their_file(tmp_path: Path) -> None:
    """A file never grows far beyond the limit, and every place stays readable."""
    writer = ArchiveWriter(tmp_path, NOW, rotate_bytes=1)
    places = [writer.append(snapshot(number)) for number in range(3)]
    writer.close()
    assert len({place.warc_file for place in places}) == 3
    assert read(tmp_path, places[1]) == snapshot(1)


def test_a_header_with_a_line_break_cannot_forge_another(tmp_path: Path) -> None:
    """What a site sends stays one header."""
    page = snapshot(1)
    forged = Snapshot(
        target_uri=page.target_uri,
        requested_uri=page.requested_uri,
        date=page.date,
        status=299,
        headers=(("x-note", "a\r\nset-cookie: b"),),
        payload=page.payload,
        payload_digest=page.payload_digest,
    )
    writer = ArchiveWriter(tmp_path, NOW)
    place = writer.append(forged)
    writer.close()
    back = read(tmp_path, place)
    assert back is not None
    assert back.headers == (("x-note", "a set-cookie: b"),)
    assert back.status == 299


def test_what_no_server_answered_is_a_resource_record(tmp_path: Path) -> None:
    """A file's bytes come back as they were, with no status and their media type."""
    page = snapshot(1)
    text = Snapshot(
        target_uri="text://gazette.example/a.txt",
        requested_uri="text://gazette.example/a.txt",
        date=page.date,
        status=0,
        headers=(("content-type", "text/plain"),),
        payload=page.payload,
        payload_digest=page.payload_digest,
    )
    writer = ArchiveWriter(tmp_path, NOW)
    places = [writer.append(page), writer.append(text)]
    writer.close()
    assert read(tmp_path, places[1]) == text
    assert list(records(tmp_path / places[0].warc_file)) == [page, text]
    assert b"WARC-Type: resource" in gzip.decompress((tmp_path / places[1].warc_file).read_bytes())

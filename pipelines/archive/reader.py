"""Snapshots out of WARC files: one by its place, or all of a file.

Rule 1: a record that a kill cut short ends the file quietly; everything before it is whole.
Rule 2: a payload that does not have its recorded length or digest is never handed out.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from pipelines.archive.place import Place
from pipelines.model import Snapshot

ORIGINAL = "x-archive-orig-"
# What servers answered, and what was read from elsewhere (WARC 1.1, section 6.3).
_KEPT = WarcRecordType.response | WarcRecordType.resource


def read(folder: Path, place: Place) -> Snapshot | None:
    """The snapshot at that place; None where the record is damaged. Raises FileNotFoundError."""
    with (folder / place.warc_file).open("rb") as file:
        file.seek(place.offset)
        return next(_snapshots(file), None)


def records(path: Path) -> Iterator[Snapshot]:
    """Every whole record of one file, in order."""
    with path.open("rb") as file:
        yield from _snapshots(file)


def _snapshots(file: BinaryIO) -> Iterator[Snapshot]:
    found = ArchiveIterator(file, record_types=_KEPT, parse_http=True)
    try:
        for record in found:
            snapshot = _snapshot(record)
            if snapshot is None:
                return
            yield snapshot
    except OSError as error:
        # FastWARC says "Invalid WARC header" this way, without a number; a disk has one.
        if error.errno is not None:
            raise


def _snapshot(record: WarcRecord) -> Snapshot | None:
    """None when the record is cut short: after parse_http, content_length is the payload's."""
    payload = record.reader.read()
    digest = f"sha256:{hashlib.sha256(payload).hexdigest()}"
    target = record.headers.get("WARC-Target-URI")
    stated = record.headers.get("WARC-Payload-Digest", digest)
    whole = len(payload) == record.content_length
    if target is None or not whole or (_is_sha256(stated) and stated != digest):
        return None
    return Snapshot(
        target_uri=target,
        requested_uri=record.headers.get("X-Copydesk-Requested-URI") or target,
        date=record.record_date,
        status=(record.http_headers.status_code or 0) if record.http_headers else 0,
        headers=tuple(_headers(record)),
        payload=payload,
        payload_digest=digest,
        redirects=record.headers.get_multiple("X-Copydesk-Redirect"),
        rendered_by=record.headers.get("X-Copydesk-Rendered-By") or "",
    )


def _headers(record: WarcRecord) -> Iterator[tuple[str, str]]:
    if not record.http_headers:
        yield "content-type", record.headers.get("Content-Type") or ""
        return
    for name, value in record.http_headers.to_tuples():
        lower = name.lower()
        if lower != "content-length":
            yield lower.removeprefix(ORIGINAL), value


def _is_sha256(stated: str | None) -> bool:
    return stated is not None and stated.startswith("sha256:")

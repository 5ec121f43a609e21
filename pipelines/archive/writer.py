"""What sites sent, appended to WARC files, one gzip member a record.

Rule 1: a record is written before any parser sees the page.
Rule 2: a file belongs to one run; a tail that a kill cut short is never appended to.
Rule 3: `sync` before the database commits, so that a filed row never points at nothing.

Written down beside WARC's own fields: how the request got there (`X-Copydesk-Requested-URI`,
`X-Copydesk-Redirect`), and `X-Copydesk-Rendered-By` where the payload is not what the server
sent but the DOM that a browser made of it. The payload is stored after Content-Encoding is
undone, as the WARC standard allows when the header says so: the original header is kept under
`X-Archive-Orig-`.
"""

import contextlib
import io
import os
import threading
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import WarcRecord, WarcRecordType
from zlib_ng import zlib_ng

from pipelines.archive.place import Place
from pipelines.model import Snapshot

# 1 GB a file is what Common Crawl and the Internet Archive use; tools expect that order.
ROTATE_BYTES = 1_000_000_000
# zlib-ng at 6 gives 5.0 to 1 at 1.6 ms a page; zlib 5.1 to 1 at 3.5 ms (125 real pages,
# 2026-11-23).
GZIP_LEVEL = 6
ANY_BYTES = "application/octet-stream"
# Encodings that are undone before the payload is kept: their headers would now be untrue.
UNDONE = frozenset({"content-encoding", "transfer-encoding", "content-length"})


class ArchiveWriter:
    """Appends snapshots to `folder`/copydesk-DATE-PID-NUMBER.warc.gz; safe to call from threads."""

    def __init__(self, folder: Path, now: datetime, *, rotate_bytes: int = ROTATE_BYTES) -> None:
        self._folder = folder
        self._stem = f"copydesk-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{os.getpid()}"
        self._rotate_bytes = rotate_bytes
        self._number = 0
        self._file: BinaryIO | None = None
        self._name = ""
        self._lock = threading.Lock()

    def append(self, snapshot: Snapshot) -> Place:
        """Write one record; it is flushed to the operating system. Raises OSError."""
        member = zlib_ng.compress(_record(snapshot), GZIP_LEVEL, zlib_ng.MAX_WBITS | 16)
        with self._lock:
            file = self._open()
            offset = file.tell()
            file.write(member)
            file.flush()
            return Place(warc_file=self._name, offset=offset, length=len(member))

    def sync(self) -> None:
        """Force everything appended so far onto the disk."""
        with self._lock:
            if self._file is not None:
                os.fsync(self._file.fileno())

    def close(self) -> None:
        """Sync and close; a further `append` would start a new file."""
        self.sync()
        with self._lock, contextlib.ExitStack() as stack:
            if self._file is not None:
                stack.enter_context(self._file)
                self._file = None

    def _open(self) -> BinaryIO:
        if self._file is not None and self._file.tell() < self._rotate_bytes:
            return self._file
        if self._file is not None:
            os.fsync(self._file.fileno())
            self._file.close()
        self._folder.mkdir(parents=True, exist_ok=True)
        self._number += 1
        self._name = f"{self._stem}-{self._number:05d}.warc.gz"
        self._file = (self._folder / self._name).open("xb")
        return self._file


def _record(snapshot: Snapshot) -> bytes:
    """A response record; a resource record where no server was asked (status 0)."""
    record = WarcRecord()
    record.init_headers(WarcRecordType.response if snapshot.status else WarcRecordType.resource)
    record.headers["WARC-Target-URI"] = snapshot.target_uri
    record.headers["WARC-Date"] = f"{snapshot.date.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
    record.headers["WARC-Payload-Digest"] = snapshot.payload_digest
    record.headers["X-Copydesk-Requested-URI"] = snapshot.requested_uri
    for hop in snapshot.redirects:
        record.headers.append("X-Copydesk-Redirect", hop)
    if snapshot.rendered_by:
        record.headers["X-Copydesk-Rendered-By"] = snapshot.rendered_by
    if snapshot.status:
        record.headers["Content-Type"] = "application/http; msgtype=response"
        record.set_bytes_content(_http(snapshot))
    else:
        record.headers["Content-Type"] = snapshot.header("content-type") or ANY_BYTES
        record.set_bytes_content(snapshot.payload)
    stream = io.BytesIO()
    record.write(stream)
    return stream.getvalue()


def _http(snapshot: Snapshot) -> bytes:
    """The HTTP message: status line, headers, payload."""
    phrase = HTTPStatus(snapshot.status).phrase if snapshot.status in _KNOWN else ""
    lines = [f"HTTP/1.1 {snapshot.status} {phrase}".rstrip()]
    for name, value in snapshot.headers:
        prefix = "X-Archive-Orig-" if name.lower() in UNDONE else ""
        lines.append(f"{prefix}{name}: {_one_line(value)}")
    lines.append(f"Content-Length: {len(snapshot.payload)}")
    head = "\r\n".join(lines) + "\r\n\r\n"
    return head.encode("utf-8", "surrogateescape") + snapshot.payload


_KNOWN = frozenset(status.value for status in HTTPStatus)


def _one_line(value: str) -> str:
    return " ".join(value.splitlines())

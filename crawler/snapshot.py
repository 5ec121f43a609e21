"""From Scrapy's response to the value that the rest of the program knows: the only crossing.

Rule 1: the payload is what the server sent after Content-Encoding is undone, byte for byte;
    its charset is the extractor's question. Where a browser rendered the page it is the DOM.
"""

from datetime import datetime
from hashlib import sha256

from scrapy.http import Response

from pipelines.model import Snapshot

_RENDERED_BY = "rendered-by:"


def snapshot(response: Response, requested_uri: str, now: datetime) -> Snapshot:
    """What a server answered, in WARC's terms.

    requested_uri: the address that was asked for first. now: when the answer was complete, UTC.
    `redirects` are the addresses that led on, the requested one first; empty without redirect.
    Header values are read as latin-1, which keeps every byte.
    """
    meta = response.request.meta if response.request else {}
    return Snapshot(
        target_uri=response.url,
        requested_uri=requested_uri,
        date=now,
        status=response.status,
        headers=_headers(response),
        payload=response.body,
        payload_digest=f"sha256:{sha256(response.body).hexdigest()}",
        redirects=tuple(meta.get("redirect_urls", ())),
        rendered_by=_rendered_by(response),
    )


def rendered_flag(browser: str) -> str:
    """What a response is flagged with whose body is the DOM that this browser made."""
    return _RENDERED_BY + browser


def _rendered_by(response: Response) -> str:
    found = (flag for flag in response.flags if flag.startswith(_RENDERED_BY))
    return next(found, "").removeprefix(_RENDERED_BY)


def _headers(response: Response) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.decode("latin-1").lower(), value.decode("latin-1"))
        for name in response.headers
        for value in response.headers.getlist(name)
    )

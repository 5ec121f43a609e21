"""What two texts or two sets of metadata have in common, as short digests."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import fields

from pipelines.model import Metadata, Moment
from pipelines.urls import url_key

_NO_EDIT = {"date_modified", "refused_dates"}


def text_digest(text: str) -> str:
    """sha256 in hex over the words alone: white space and case make no other text."""
    folded = " ".join(text.split()).casefold()
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()


def metadata_digest(metadata: Metadata) -> str:
    """sha256 in hex over every field's value; where a value came from makes no difference.

    date_modified is left out: sites touch it without touching the article; a refused date says
    nothing of it. So are the parameters of the image's address (its size, a signature) and the
    canonical address's trackers.
    """
    parts = [
        f"{field.name}={_plain(field.name, getattr(metadata, field.name))}"
        for field in fields(metadata)
        if field.name not in _NO_EDIT
    ]
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _plain(field: str, sourced: object) -> str:
    value = getattr(sourced, "value", None)
    if isinstance(value, Moment):
        return value.value.isoformat()
    return repr(_FOLDED[field](value) if value and field in _FOLDED else value)


def _without_query(url: str) -> str:
    return url.partition("?")[0].partition("#")[0]


_FOLDED: Mapping[str, Callable[[str], str]] = {
    "image_url": _without_query,
    "canonical_url": url_key,
}

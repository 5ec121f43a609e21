"""What two texts or two sets of metadata have in common, as short digests."""

import hashlib
from dataclasses import fields

from pipelines.model import Metadata, Moment


def text_digest(text: str) -> str:
    """sha256 in hex over the words alone: white space and case make no other text."""
    folded = " ".join(text.split()).casefold()
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()


def metadata_digest(metadata: Metadata) -> str:
    """sha256 in hex over every field's value; where a value came from makes no difference.

    date_modified is left out: sites touch it without touching the article.
    """
    parts = [
        f"{field.name}={_plain(getattr(metadata, field.name))}"
        for field in fields(metadata)
        if field.name != "date_modified"
    ]
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _plain(sourced: object) -> str:
    value = getattr(sourced, "value", None)
    return value.value.isoformat() if isinstance(value, Moment) else repr(value)

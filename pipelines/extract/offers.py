"""What one origin offers for one field, before anything is believed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Raw strings as the page printed them; several only for lists (authors, keywords).

    field: a field of `Metadata`. origin: a name that PRECEDENCE in metadata.py ranks. name: the
    origin's own name for it (`og:title`), where it has several.
    """

    field: str
    origin: str
    values: tuple[str, ...]
    name: str = ""


def offer(field: str, origin: str, *values: str | None, name: str = "") -> list[Offer]:
    """One offer of the values that hold text, or none."""
    kept = tuple(text for value in values if value and (text := value.strip()))
    return [Offer(field=field, origin=origin, values=kept, name=name)] if kept else []

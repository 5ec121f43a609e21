"""Blocks and metadata as the database keeps them."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from pipelines.model import Block, Candidate, Metadata, Moment, Precision, Role, Sourced

# In the order of `Block`'s fields; the format's version stands first in the packed list.
FORMAT = 1
_NAMES = tuple(field.name for field in fields(Block))


def pack(blocks: tuple[Block, ...]) -> bytes:
    """Blocks as zlib-compressed JSON; `unpack` gives them back exactly."""
    rows = [[getattr(block, name) for name in _NAMES] for block in blocks]
    text = json.dumps([FORMAT, rows], ensure_ascii=True, separators=(",", ":"))
    return zlib.compress(text.encode("ascii"), 6)


def unpack(packed: bytes) -> tuple[Block, ...]:
    """The blocks that `pack` was given. Raises ValueError for a format of a later program."""
    form, rows = json.loads(zlib.decompress(packed))
    if form != FORMAT:
        raise ValueError(f"blocks in format {form}; this program reads {FORMAT}")
    return tuple(_block(row) for row in rows)


def _block(row: list[Any]) -> Block:
    values = dict(zip(_NAMES, row, strict=True))
    values["role"] = Role(values["role"])
    values["votes"] = tuple(values["votes"])
    return Block(**values)


def metadata_json(metadata: Metadata) -> dict[str, Any]:
    """Every value with its origin, raw string and losing candidates."""
    stated = ((field.name, getattr(metadata, field.name)) for field in fields(metadata))
    return {name: _sourced(value) for name, value in stated if value is not None}


def metadata_of(stated: Mapping[str, Any]) -> Metadata:
    """The metadata that `metadata_json` was given; fields of a later program are left out."""
    known = {field.name for field in fields(Metadata)}
    return Metadata(**{name: _read(one) for name, one in stated.items() if name in known})


def _read(stated: Mapping[str, Any]) -> Sourced[Any]:
    offers = (
        Candidate(value=_value(one["value"]), origin=one["origin"], raw=one["raw"])
        for one in (stated, *stated["candidates"])
    )
    first, *others = offers
    return Sourced(value=first.value, origin=first.origin, raw=first.raw, candidates=tuple(others))


def _value(plain: Any) -> Any:
    if isinstance(plain, dict):
        day = plain.get("day")
        return Moment(
            value=datetime.fromisoformat(plain["value"]),
            precision=Precision(plain["precision"]),
            zone_known=plain["zone_known"],
            day=date.fromisoformat(day) if day else None,
        )
    return tuple(plain) if isinstance(plain, list) else plain


def _sourced(sourced: Sourced[Any]) -> dict[str, Any]:
    return {
        **_offer(sourced),
        "candidates": [_offer(candidate) for candidate in sourced.candidates],
    }


def _offer(offer: Any) -> dict[str, Any]:
    return {"value": _plain(offer.value), "origin": offer.origin, "raw": offer.raw}


def _plain(value: Any) -> Any:
    if isinstance(value, Moment):
        return {
            "value": value.value.isoformat(),
            "precision": value.precision.value,
            "zone_known": value.zone_known,
            "day": value.day.isoformat() if value.day else None,
        }
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value

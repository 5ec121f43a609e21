"""One page as a person or a program reads it: verdict, metadata with origins, text, strikes."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from crawler.cli.terminal import Terminal
from pipelines.model import (
    Article,
    Block,
    Candidate,
    Cleaned,
    Metadata,
    Moment,
    Precision,
    Rejected,
    Sourced,
    join,
)

_STRICKEN_CHARS = 70
# A date is shown as exactly as the page stated it, and no more.
_FORMATS = {
    Precision.SECOND: "%Y-%m-%d %H:%M:%S",
    Precision.MINUTE: "%Y-%m-%d %H:%M",
    Precision.DAY: "%Y-%m-%d",
    Precision.MONTH: "%Y-%m",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Flat text after the desk was through with it."""

    language: str
    cleaned: Cleaned


def show(terminal: Terminal, result: Article | Rejected, *, verbose: bool) -> None:
    """Print everything about a processed page. verbose: with the metadata that lost."""
    terminal.answer(verdict_line(result))
    terminal.say(result.url)
    if isinstance(result, Rejected):
        return
    terminal.say()
    rows = metadata_rows(result.extraction.metadata, with_losers=verbose)
    terminal.table(("field", "origin", "value", "as printed"), list(rows))
    terminal.say(f"\n{result.text}")
    show_removals(terminal, result.cleaned)


def show_text(terminal: Terminal, text: Text, *, as_json: bool) -> None:
    """Print what is left of flat text, and what was stricken."""
    if as_json:
        kept = join(text.cleaned.kept)
        terminal.json({"language": text.language, "text": kept, "removals": removals(text.cleaned)})
        return
    terminal.answer(join(text.cleaned.kept))
    show_removals(terminal, text.cleaned)


def verdict_line(result: Article | Rejected) -> str:
    """The verdict in one line."""
    if isinstance(result, Rejected):
        return f"No article: {result.reason.value} ({result.evidence})"
    verdict, extraction = result.verdict, result.extraction
    short = ", page too deep or too large to be read whole" if extraction.truncated else ""
    return (
        f"Article: {verdict.kind.value}, access {verdict.access.value} "
        f"({verdict.evidence}; found by {extraction.method}{short})"
    )


def metadata_rows(metadata: Metadata, *, with_losers: bool) -> Iterator[tuple[str, str, str, str]]:
    """Field, origin, value and the string as the page printed it; absent fields are left out."""
    for field in fields(metadata):
        sourced = getattr(metadata, field.name)
        if sourced is None:
            continue
        yield field.name, sourced.origin, shown(sourced.value), _raw(sourced)
        for loser in sourced.candidates if with_losers else ():
            yield "", f"({loser.origin})", shown(loser.value), _raw(loser)


def as_json(result: Article | Rejected) -> dict[str, object]:
    """Everything about a processed page, for a program."""
    if isinstance(result, Rejected):
        return {
            "verdict": "rejected",
            "site": result.site,
            "url": result.url,
            "reason": result.reason.value,
            "evidence": result.evidence,
        }
    return {
        "verdict": "article",
        "site": result.site,
        "url": result.url,
        "kind": result.verdict.kind.value,
        "access": result.verdict.access.value,
        "evidence": result.verdict.evidence,
        "method": result.extraction.method,
        "truncated": result.extraction.truncated,
        "metadata": metadata_as_json(result.extraction.metadata),
        "text": result.text,
        "removals": removals(result.cleaned),
        "blocks": [_block(block) for block in result.extraction.blocks],
    }


def _block(block: Block) -> dict[str, object]:
    """A block of the page and which stages of the cascade took it."""
    return {
        "text": block.text,
        "role": block.role.value,
        "path": block.path,
        "link_share": block.link_share,
        "in_body": block.in_body,
        "votes": list(block.votes),
    }


def metadata_as_json(metadata: Metadata) -> dict[str, object]:
    """Each stated field with its value, origin, raw string and losing candidates."""
    return {
        field.name: {**_offer(sourced), "candidates": [_offer(one) for one in sourced.candidates]}
        for field in fields(metadata)
        if (sourced := getattr(metadata, field.name)) is not None
    }


def _offer(offer: Sourced[object] | Candidate[object]) -> dict[str, object]:
    value = offer.value
    if not isinstance(value, Moment):
        return {"value": value, "origin": offer.origin, "raw": offer.raw}
    return {
        "value": value.value.isoformat(),
        "precision": value.precision.value,
        "zone_known": value.zone_known,
        "origin": offer.origin,
        "raw": offer.raw,
    }


def removals(cleaned: Cleaned) -> list[dict[str, object]]:
    return [
        {
            "text": removal.block.text,
            "evidence": removal.evidence.value,
            "rule": removal.rule,
            "reason": removal.reason,
        }
        for removal in cleaned.removals
    ]


def show_removals(terminal: Terminal, cleaned: Cleaned) -> None:
    if not cleaned.removals:
        terminal.say("\nNothing stricken.")
        return
    terminal.say(f"\nStricken ({len(cleaned.removals)}):")
    rows = [(one.evidence.value, one.reason, _short(one.block.text)) for one in cleaned.removals]
    terminal.table(("evidence", "reason", "text"), rows)


def shown(value: object) -> str:
    """A metadata value in words."""
    if isinstance(value, Moment):
        zone = " UTC" if value.zone_known else " (zone not stated)"
        return f"{value.value:{_FORMATS[value.precision]}}{zone if _has_time(value) else ''}"
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return str(value)


def _has_time(moment: Moment) -> bool:
    return moment.precision in {Precision.SECOND, Precision.MINUTE}


def _raw(offer: Sourced[object] | Candidate[object]) -> str:
    """The printed string where it says something that the value does not."""
    return "" if offer.raw in {str(offer.value), shown(offer.value)} else _short(offer.raw)


def _short(text: str) -> str:
    return text if len(text) <= _STRICKEN_CHARS else f"{text[: _STRICKEN_CHARS - 1]}…"

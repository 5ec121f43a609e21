"""Which of the pages with known content would be joined: nearly all of them tell other stories."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.extraction.pages import KnownPage, load
from pipelines.identity.near import (
    SHARE,
    SHARE_WITHIN_A_SITE,
    Signature,
    likeness,
    share,
    signature,
)

# A pair that shares less is not worth a look.
_SHOWN = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two pages whose true texts share runs of words. similarity: None where they stay apart."""

    pages: tuple[KnownPage, KnownPage]
    share: float
    similarity: float | None


@dataclass(frozen=True, slots=True)
class _Signed:
    page: KnownPage
    signed: Signature


def pairs() -> tuple[int, tuple[Pair, ...]]:
    """How many pages have a text that can be compared, and their pairs by falling share."""
    pages = [_Signed(page, signature(_text(page))) for page in load()]
    signed = [one for one in pages if one.signed.fingerprints]
    found = (_pair(signed[one], signed[other]) for one, other in sorted(set(_candidates(signed))))
    shown = (pair for pair in found if pair.share >= _SHOWN)
    return len(signed), tuple(sorted(shown, key=lambda pair: -pair.share))


def _text(page: KnownPage) -> str:
    return "\n\n".join((*(page.truth.required or ()), *page.truth.optional))


def _candidates(pages: Sequence[_Signed]) -> Iterator[tuple[int, int]]:
    holders: dict[int, list[int]] = defaultdict(list)
    for at, page in enumerate(pages):
        for one in page.signed.fingerprints:
            yield from ((other, at) for other in holders[one])
            holders[one].append(at)


def _pair(one: _Signed, other: _Signed) -> Pair:
    least = SHARE_WITHIN_A_SITE if one.page.site == other.page.site else SHARE
    return Pair(
        pages=(one.page, other.page),
        share=share(one.signed, other.signed),
        similarity=likeness(one.signed, other.signed, least=least),
    )

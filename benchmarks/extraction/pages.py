"""The pages with known content: where they lie, what is known of them."""

import gzip
import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.urls import site_key

ROOT = Path(__file__).resolve().parents[2]
SETS = ("aeb", "fundus-eval", "fundus-tests", "trafilatura", "wcxb", "htmldate")
# One page of the collections came without an address.
NO_ADDRESS = "https://news.example/an/article"


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What a page holds. None: not known; an empty value: known to have none.

    required, optional: paragraphs; the optional ones may be extracted or not. must, must_not:
    strings that the text holds or not; None where the collection names none.
    """

    required: tuple[str, ...] | None
    optional: tuple[str, ...] = ()
    headline: str | None = None
    authors: tuple[str, ...] | None = None
    date: str | None = None
    must: tuple[str, ...] | None = None
    must_not: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPage:
    """One page: `group` names the pages of one site with one template, within its `dataset`."""

    id: str
    dataset: str
    site: str
    group: str
    url: str
    file: str
    truth: Truth

    @property
    def payload(self) -> bytes:
        """The page's bytes."""
        return gzip.decompress((folder() / self.file).read_bytes())


def folder() -> Path:
    """Where the pages lie: $COPYDESK_BENCHMARK, or beside the checkout; may be missing."""
    return Path(os.environ.get("COPYDESK_BENCHMARK", ROOT.parent / "shared" / "benchmark"))


def load(sets: Sequence[str] = SETS) -> tuple[KnownPage, ...]:
    """The pages of these sets in the order of the truth. Raises FileNotFoundError."""
    lines = (folder() / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    records = (json.loads(line) for line in lines)
    return tuple(_page(record) for record in records if record["dataset"] in sets)


def sample(pages: Sequence[KnownPage], limit: int) -> tuple[KnownPage, ...]:
    """At most `limit` pages of each set, the same on every machine: those whose groups hash lowest.

    Pages of a group stay together, so that there is something that they repeat.
    """
    ranked = sorted(pages, key=lambda page: (_hashed(page.group), _hashed(page.id)))
    taken = {page.id for name in SETS for page in _first(ranked, name, limit)}
    return tuple(page for page in pages if page.id in taken)


def owner_of(site: str) -> str:
    """The registrable domain of a `site`; what must not stand in two folds."""
    return site_key(f"https://{site}/") or site


def _hashed(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()


def _first(pages: Iterable[KnownPage], dataset: str, limit: int) -> tuple[KnownPage, ...]:
    return tuple(page for page in pages if page.dataset == dataset)[:limit]


def _page(record: Mapping[str, object]) -> KnownPage:
    known = record["truth"]
    assert isinstance(known, dict)
    return KnownPage(
        id=str(record["id"]),
        dataset=str(record["dataset"]),
        site=str(record["site"]),
        group=str(record["group"]),
        url=str(record["url"] or NO_ADDRESS),
        file=str(record["file"]),
        truth=_truth(known),
    )


def _truth(known: Mapping[str, object]) -> Truth:
    paragraphs = known["paragraphs"] or []  # [] stands for "not known" here: no article is empty
    assert isinstance(paragraphs, list)
    return Truth(
        required=tuple(p["text"] for p in paragraphs if not p["optional"]) if paragraphs else None,
        optional=tuple(p["text"] for p in paragraphs if p["optional"]),
        headline=_text(known["title"]),
        authors=_texts(known["authors"]),
        date=_text(known["date"]),
        must=_texts(known["must_have"] or None),
        must_not=_texts(known["must_not_have"] or None),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _texts(value: object) -> tuple[str, ...] | None:
    return tuple(map(str, value)) if isinstance(value, list) else None

"""Copydesk's own answers: each page by itself, and with what its site was seen to repeat."""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from benchmarks.extraction.answers import Answer
from benchmarks.extraction.fields import stated_days
from benchmarks.extraction.pages import KnownPage
from pipelines.extract import extract
from pipelines.model import (
    Block,
    Extraction,
    Metadata,
    Moment,
    Page,
    Precision,
    Rejected,
    Site,
    SiteRules,
    Snapshot,
    Sourced,
    Template,
)
from pipelines.process import best_url, page
from pipelines.template.evidence import rulebook
from pipelines.template.sitewise import Learned, learned
from pipelines.urls import origin, site_key

FETCHED = datetime(2026, 11, 22, tzinfo=UTC)
NO_RULES = SiteRules()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """A page as extracted, before anything is stricken; `page` is None where it was refused."""

    known: KnownPage
    page: Page | None
    metadata: Metadata | None
    failure: str
    cpu_ms: float


def extracted(known: KnownPage) -> Extracted:
    """One page read and judged, as a crawl does it."""
    payload = known.payload
    began = time.process_time()
    try:
        result = extract(_snapshot(known, payload), _site(known.url))
    except Exception as error:  # noqa: BLE001 a failure is a result to be counted
        return _refused(known, f"{type(error).__name__}: {error}", began)
    if isinstance(result, Rejected):
        return _refused(known, f"{result.reason}: {result.evidence}", began)
    return _read(known, result[0], began)


def untaught(site: str) -> Learned:
    """A site of which nothing is known: no template, no titles of others."""
    nothing = Template(site=site)
    return Learned(template=nothing, book=rulebook(nothing), titles={})


def alone(one: Extracted) -> Answer:
    """The page by itself."""
    return _answer(one, untaught(one.known.site))


def with_sites(pages: Sequence[Extracted]) -> Iterator[Answer]:
    """Every page cleaned by what the pages of its group repeat, as a crawl does it in the end.

    The time of learning is shared by a group's pages.
    """
    for group in groups(pages):
        began = time.process_time()
        site = taught(group)
        share = _since(began) / len(group)
        for one in group:
            answer = _answer(one, site)
            yield replace(answer, cpu_ms=answer.cpu_ms + share)


def groups(pages: Iterable[Extracted]) -> list[list[Extracted]]:
    """The pages of each site with one template, in their order."""
    found: dict[tuple[str, str], list[Extracted]] = defaultdict(list)
    for one in pages:
        found[one.known.dataset, one.known.group].append(one)
    return list(found.values())


def taught(group: Sequence[Extracted]) -> Learned:
    """What the pages of one group teach together; pages that were refused teach nothing."""
    pages = [one.page for one in group if one.page]
    return learned(group[0].known.site, pages, max(1, len(pages)))


def _answer(one: Extracted, site: Learned) -> Answer:
    began = time.process_time()
    kept = site.cleaned(one.page, NO_RULES).kept if one.page else ()
    return answer_of(one, kept, one.cpu_ms + _since(began))


def answer_of(one: Extracted, kept: Sequence[Block], cpu_ms: float) -> Answer:
    """The page's answer if these of its blocks are the article; a failure where it was refused."""
    if one.metadata is not None:
        return _fields(one.known.id, one.metadata, kept, cpu_ms)
    return Answer(
        page=one.known.id,
        headline="",
        authors=(),
        days=(),
        failure=one.failure,
        cpu_ms=cpu_ms,
    )


def _fields(page_id: str, found: Metadata, kept: Sequence[Block], cpu_ms: float) -> Answer:
    date = found.date_published
    exact = date is not None and date.value.precision in (Precision.SECOND, Precision.MINUTE)
    return Answer(
        page=page_id,
        lines=tuple(line for block in kept for line in block.text.splitlines()),
        roles=tuple(block.role for block in kept for _line in block.text.splitlines()),
        headline=found.headline.value if found.headline else "",
        authors=found.authors.value if found.authors else (),
        days=_days(date),
        instant=date.value.value if date and exact else None,
        cpu_ms=cpu_ms,
    )


def _read(known: KnownPage, extraction: Extraction, began: float) -> Extracted:
    spent = _since(began)
    url = best_url(_snapshot(known, b""), extraction)
    return Extracted(
        known=known,
        page=page(url, extraction),
        metadata=extraction.metadata,
        failure="",
        cpu_ms=spent,
    )


def _refused(known: KnownPage, failure: str, began: float) -> Extracted:
    return Extracted(known=known, page=None, metadata=None, failure=failure, cpu_ms=_since(began))


def _site(url: str) -> Site:
    return Site(key=site_key(url), name="", home=f"{origin(url)}/")


def _snapshot(known: KnownPage, payload: bytes) -> Snapshot:
    return Snapshot(
        target_uri=known.url,
        requested_uri=known.url,
        date=FETCHED,
        status=200,
        headers=(("content-type", "text/html"),),
        payload=payload,
        payload_digest="",
    )


def _since(began: float) -> float:
    """Processor milliseconds since `began` (time.process_time)."""
    return (time.process_time() - began) * 1000


def _days(date: Sourced[Moment] | None) -> tuple[str, ...]:
    """The calendar day that the page printed, or what its raw string can be read as."""
    if date is None:
        return ()
    day = date.value.day
    return (day.isoformat(),) if day else stated_days(date.value.value, date.raw)

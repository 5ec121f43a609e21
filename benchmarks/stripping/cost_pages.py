"""The pages whose cost is measured: what the extractor makes of them, and its processor time.

Real pages come from the sets with known content. As one site they repeat little and are as long
as pages are; generated ones repeat much and are short. A real site lies between.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from statistics import median

from benchmarks.extraction.pages import folder, load
from benchmarks.stripping.cost_clock import cpu_ms
from benchmarks.stripping.markup import neutral
from benchmarks.stripping.sites import sheets
from benchmarks.stripping.state_site import NOW, SITE
from pipelines.extract import extract
from pipelines.identity.fingerprint import text_digest
from pipelines.jobs.filing import indexed_title
from pipelines.model import Article, Cleaned, Extraction, Page, Rejected, Site, Snapshot, Verdict
from pipelines.process import page
from pipelines.store.rows import Filing
from pipelines.urls import origin, site_key

REAL = ("fundus-eval", "aeb", "fundus-tests")
# A site with teasers, related boxes and a market report: the most rules of the generated ones.
TEMPLATE, SEED = "bourse", 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """A page as a server sends it. group: the pages of one site and one template."""

    url: str
    group: str
    payload: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A page as extracted. cpu_ms: what extracting it takes."""

    group: str
    extraction: Extraction
    verdict: Verdict
    page: Page
    cpu_ms: float


def real() -> list[Raw]:
    """All real pages that there are; none where they are not at hand."""
    if not folder().is_dir():
        return []
    return [Raw(url=one.url, group=one.group, payload=one.payload) for one in load(REAL)]


def generated(count: int) -> list[Raw]:
    """`count` pages of one generated site."""
    return [
        Raw(
            url=f"https://{sheet.site}.example/2026/story-{sheet.serial}.html",
            group=sheet.site,
            payload=neutral(sheet).encode(),
        )
        for sheet in sheets(TEMPLATE, SEED, count)
    ]


def read(pages: Sequence[Raw], repeats: int) -> list[Read]:
    """Those that are articles; each was extracted once before the clock counts.

    All pages are read before one is read again, as a worker goes from page to page.
    """
    answers = [_extracted(one) for one in pages]
    rounds = [[cpu_ms(partial(_extracted, one)) for one in pages] for _ in range(repeats)]
    costs = map(median, zip(*rounds, strict=True))
    found = zip(pages, answers, costs, strict=True)
    return [
        _read(one, answer, cost) for one, answer, cost in found if not isinstance(answer, Rejected)
    ]


def by_group(pages: Iterable[Read]) -> list[list[Page]]:
    """The pages of each site."""
    groups: dict[str, list[Page]] = defaultdict(list)
    for one in pages:
        groups[one.group].append(one.page)
    return list(groups.values())


def filing(one: Read, number: int, run_id: int) -> Filing:
    """The page as article `number` of one site, as a crawl files it before it learns."""
    url = f"{SITE.home}{number}"
    body = tuple(block for block in one.page.blocks if block.in_body)
    article = Article(
        site=SITE.key,
        url=url,
        extraction=one.extraction,
        cleaned=Cleaned(kept=body),
        verdict=one.verdict,
    )
    return Filing(
        article=article,
        url_key=url,
        title_key=indexed_title(one.page.headline),
        text_digest=text_digest(article.text),
        metadata_digest="",
        snapshot=None,
        fetched_at=NOW,
        aliases=(),
        run_id=run_id,
    )


def as_one_site(pages: Iterable[Read]) -> list[Page]:
    """The same pages with addresses of one site, as `filing` gives them."""
    return [replace(one.page, url=f"{SITE.home}{at}") for at, one in enumerate(pages)]


def _read(raw: Raw, answer: tuple[Extraction, Verdict], cost: float) -> Read:
    extraction, verdict = answer
    return Read(
        group=raw.group,
        extraction=extraction,
        verdict=verdict,
        page=page(raw.url, extraction),
        cpu_ms=cost,
    )


def _extracted(raw: Raw) -> tuple[Extraction, Verdict] | Rejected:
    site = Site(key=site_key(raw.url), name="", home=f"{origin(raw.url)}/")
    snapshot = Snapshot(
        target_uri=raw.url,
        requested_uri=raw.url,
        date=NOW,
        status=200,
        headers=(("content-type", "text/html"),),
        payload=raw.payload,
        payload_digest="",
    )
    return extract(snapshot, site)

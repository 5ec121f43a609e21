"""The whole path of one page: what a server sent becomes a clean article, or a reason why not.

Rule 1: pure; the same snapshot, template and titles give the same article, in any process.
Rule 2: a page that is no article is a value (`Rejected`), never an exception.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.extract import extract, extract_cheaply
from pipelines.extract.joining import joined
from pipelines.extract.parts import NOTHING, More, more_of
from pipelines.model import (
    Article,
    Extraction,
    Link,
    Page,
    Reason,
    Rejected,
    Site,
    Snapshot,
    Template,
    Verdict,
)
from pipelines.template.strip import strip
from pipelines.urls import absolute, same_site, url_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """An article's further pages in order. is_whole: all of them could be had."""

    pages: tuple[Snapshot, ...] = ()
    is_whole: bool = True


NO_TITLES: Mapping[str, str] = {}


def process(
    snapshot: Snapshot,
    site: Site,
    template: Template,
    hints: Sequence[Link] = (),
    titles: Mapping[str, str] = NO_TITLES,
) -> Article | Rejected:
    """Extract, judge and strip one page.

    hints: what feeds and sitemaps said of this URL. titles: the site's title index, from a
    headline's `title_key` to the `url_key` of the article that owns it; may be empty, since
    the site is cleaned again when its pages of a run are in.
    """
    return _finished(extract(snapshot, site, hints), snapshot, site, template, titles)


def process_cheaply(
    snapshot: Snapshot,
    site: Site,
    template: Template,
    hints: Sequence[Link] = (),
    titles: Mapping[str, str] = NO_TITLES,
) -> Article | Rejected:
    """The same for a page that ran into its deadline, at a cost that no page can raise."""
    return _finished(extract_cheaply(snapshot, site, hints), snapshot, site, template, titles)


def process_parts(
    snapshot: Snapshot, site: Site, template: Template, hints: Sequence[Link], parts: Parts
) -> Article | Rejected:
    """The same for an article on several pages; what is no article among them adds nothing."""
    extracted = extract(snapshot, site, hints)
    if not isinstance(extracted, Rejected):
        others = [extract(page, site) for page in parts.pages]
        read = [one[0] for one in others if not isinstance(one, Rejected)]
        extracted = joined(extracted[0], read, is_whole=parts.is_whole), extracted[1]
    return _finished(extracted, snapshot, site, template, NO_TITLES)


def goes_on(snapshot: Snapshot, site: Site, article: str, number: int) -> More:
    """The pages on which an article goes on; none where this page holds none.

    article: the address of its first page; number: which page the snapshot is, from 1.
    """
    more = more_of(snapshot, article, number)
    if more.following is None or isinstance(extract(snapshot, site), Rejected):
        return NOTHING
    return more


def _finished(
    extracted: tuple[Extraction, Verdict] | Rejected,
    snapshot: Snapshot,
    site: Site,
    template: Template,
    titles: Mapping[str, str],
) -> Article | Rejected:
    if isinstance(extracted, Rejected):
        return extracted
    extraction, verdict = extracted
    url = best_url(snapshot, extraction)
    cleaned = strip(page(url, extraction), template, site.rules, titles)
    if not cleaned.kept:
        seen = f"all {len(cleaned.removals)} blocks belong to the site's template"
        return Rejected(site=site.key, url=url, reason=Reason.TOO_SHORT, evidence=seen)
    return Article(site=site.key, url=url, extraction=extraction, cleaned=cleaned, verdict=verdict)


def best_url(snapshot: Snapshot, extraction: Extraction) -> str:
    """The page's canonical address where it can be believed, else the one that answered.

    Not believed: another site's address (nobody may speak for another site's article), and a
    home page (many templates print the same canonical link on every page).
    """
    canonical = extraction.metadata.canonical_url
    if canonical is None:
        return snapshot.target_uri
    claimed = absolute(snapshot.target_uri, canonical.value)
    if claimed is None or not same_site(claimed, snapshot.target_uri) or _is_root(claimed):
        return snapshot.target_uri
    return claimed


def page(url: str, extraction: Extraction, story: str = "") -> Page:
    """The article's blocks as the template code sees them; `story` names its text, if known."""
    headline = extraction.metadata.headline
    language = extraction.metadata.in_language
    return Page(
        url=url_key(url),
        headline=headline.value if headline else "",
        language=language.value if language else "",
        blocks=extraction.blocks,
        story=story,
    )


def _is_root(url: str) -> bool:
    return url_key(url).count("/") <= 2

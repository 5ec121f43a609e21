"""A whole set of one site's pages: learn what they repeat, then clean every one of them.

The same steps as after a crawl, for pages that are all at hand.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipelines.model import Cleaned, Page, SiteRules, Template
from pipelines.template.evidence import Rulebook, rulebook
from pipelines.template.learn import learn
from pipelines.template.strip import spared
from pipelines.template.titles import title_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What a set of pages taught: the template, and the title index that goes with it."""

    template: Template
    book: Rulebook
    titles: Mapping[str, str]

    def cleaned(self, page: Page, rules: SiteRules) -> Cleaned:
        """One page of the set, divided; never emptied by what was learned."""
        return spared(page, self.book, rules, self.titles)


def learned(site: str, pages: Sequence[Page], window: int) -> Learned:
    """Learn from all pages, `window` of them at a time, as a crawl does run by run."""
    # A headline that several addresses have is the first one's, in whatever order they come.
    latest_first = sorted(pages, key=lambda page: page.url, reverse=True)
    titles = {title_key(page.headline): page.url for page in latest_first if page.headline}
    template = Template(site=site)
    for places in windows(len(pages), window):
        template = learn([pages[at] for at in places], template, titles)
    return Learned(template=template, book=rulebook(template), titles=titles)


def windows(count: int, size: int) -> Iterator[range]:
    """Places of `count` pages in full windows of `size`; a smaller one only if there are fewer.

    The last one reaches back: the one page that is left of 201 would refute what 200 had proven.
    """
    for end in range(size, count + size, size):
        last = min(end, count)
        yield range(max(0, last - size), last)

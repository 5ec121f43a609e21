"""What reading a source gives."""

from dataclasses import dataclass

from pipelines.model import Link, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The links of one source, in its own order.

    children: the sitemaps that a sitemap index names. problem: one line why the document could
    not be read, or not to its end; empty when it was. Links may be there in spite of a problem.
    ttl_s: seconds that the document asks to be left alone (RSS `ttl`). period_s: how often it
    says that it changes (`sy:updatePeriod` by `sy:updateFrequency`). None where it says nothing.
    """

    links: tuple[Link, ...] = ()
    children: tuple[Source, ...] = ()
    problem: str = ""
    ttl_s: int | None = None
    period_s: int | None = None

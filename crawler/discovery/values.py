"""What reading a source gives."""

from dataclasses import dataclass

from pipelines.model import Link, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The links of one source, in its own order.

    children: the sitemaps that a sitemap index names. problem: one line why the document could
    not be read, or not to its end; empty when it was. Links may be there in spite of a problem.
    """

    links: tuple[Link, ...] = ()
    children: tuple[Source, ...] = ()
    problem: str = ""

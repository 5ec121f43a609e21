"""An article on several pages: its further pages are asked for before it goes on its way.

Rule 1: a page that shows the whole article is taken for the numbered ones.
Rule 2: what cannot be had is said (`Visit.lacks`); the article is filed with what is there.
Rule 3: pages that lead in a circle, or home, end the article; so does the twentieth.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from scrapy import Request
from scrapy.http import Response

from crawler.middlewares.refusals import outcome_of_status
from crawler.snapshot import snapshot
from pipelines.extract.parts import MOST_PARTS, More
from pipelines.jobs.ingest import Ingest
from pipelines.jobs.visit import Part, Visit
from pipelines.urls import same_site, url_key

# Before any other page of the site: the pages that are there wait in memory.
PRIORITY = 5
OK = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A further page that is asked for. number: which one; otherwise: a numbered page to ask for
    where the one with the whole article cannot be had."""

    visit: Visit
    address: str
    number: int
    otherwise: str = ""


def first_wanted(visit: Visit, more: More) -> Wanted | None:
    """The page to ask for after the first one; None where the article ends there."""
    if more.whole:
        otherwise = more.following or ""
        return Wanted(visit=visit, address=more.whole, number=MOST_PARTS, otherwise=otherwise)
    return Wanted(visit=visit, address=more.following, number=2) if more.following else None


async def answered(ingest: Ingest, wanted: Wanted, response: Response) -> Wanted | Visit:
    """The next page to ask for, or the article with all pages that could be had."""
    if response.status != OK:
        return missed(wanted, outcome_of_status(response.status)[1])
    visit, page = wanted.visit, snapshot(response, wanted.address, ingest.now())
    if not same_site(response.url, wanted.address) or _is_known(visit, response.url):
        return visit
    latency_s = response.meta.get("download_latency", 0.0)
    visit = replace(visit, parts=(*visit.parts, Part(snapshot=page, duration_s=latency_s)))
    if wanted.number >= MOST_PARTS:
        return visit
    more = await ingest.goes_on(visit, page, wanted.number)
    if more.following is None or _is_known(visit, more.following):
        return visit
    return Wanted(visit=visit, address=more.following, number=wanted.number + 1)


def missed(wanted: Wanted, reason: str) -> Wanted | Visit:
    """A further page could not be had."""
    if wanted.otherwise:
        return Wanted(visit=wanted.visit, address=wanted.otherwise, number=2)
    return replace(wanted.visit, lacks=f"{wanted.address}: {reason}")


def request(wanted: Wanted, callback: Callable[..., Any], errback: Callable[..., Any]) -> Request:
    """What asks for the page."""
    delay_s = wanted.visit.site.delay_s
    return Request(
        wanted.address,
        callback=callback,
        errback=errback,
        cb_kwargs={"wanted": wanted},
        meta={} if delay_s is None else {"delay_s": delay_s},
        priority=PRIORITY,
    )


def _is_known(visit: Visit, address: str) -> bool:
    pages = (visit.snapshot, *(part.snapshot for part in visit.parts))
    return url_key(address) in {
        url_key(url) for page in pages for url in (page.target_uri, page.requested_uri)
    }

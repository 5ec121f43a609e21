"""The addresses of a demo site that must not become articles, or not become two.

Rule: every trap is named somewhere (a feed, a sitemap or a section), so that a crawler meets it.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from crawler.demo.articles import slug
from crawler.demo.sites import ARTICLES, DemoSite

# No ending gives it away: only the response's media type says that it is no page.
REPORT_PATH = "/files/annual-report-of-the-newsroom"


class TrapKind(StrEnum):
    """What a trap is; the comment is what a crawler should make of it."""

    SOFT_404 = "soft-404"  # rejected: status 200, "page not found"
    CONSENT = "consent"  # rejected: a consent wall in an article's place
    FILE = "file"  # rejected: a PDF
    TAG = "tag"  # rejected: a listing
    NOT_FOUND = "not-found"  # status 404
    GONE = "gone"  # status 410
    FORBIDDEN = "forbidden"  # robots.txt says no; never requested
    REDIRECT = "redirect"  # two hops to an article
    SLASH = "slash"  # an article's address with a slash at its end, or without its slash
    TRACKED = "tracked"  # an article's address with utm parameters
    AMP = "amp"  # an article's AMP page


@dataclass(frozen=True, slots=True, kw_only=True)
class Trap:
    """One such address. serial: the article that it is another address of, else None."""

    kind: TrapKind
    path: str
    title: str
    serial: int | None = None


def listed(site: DemoSite) -> tuple[Trap, ...]:
    """Traps that the sitemap names, or the feed of a site without a sitemap."""
    tag = site.language.prose.topics[0].tags[0]
    traps = [
        Trap(kind=TrapKind.SOFT_404, path=site.lost_path(0), title=site.lost[0]),
        Trap(kind=TrapKind.CONSENT, path=site.lost_path(1), title=site.lost[1]),
        Trap(kind=TrapKind.GONE, path=site.lost_path(2), title=site.lost[2]),
        Trap(kind=TrapKind.FILE, path=REPORT_PATH, title=site.language.interface.report),
        Trap(kind=TrapKind.TAG, path=tag_path(tag), title=tag),
    ]
    if site.habits.amp:
        traps.append(_twin(TrapKind.AMP, site, 4, "{}/amp"))
    return tuple(traps)


def in_section(site: DemoSite) -> tuple[Trap, ...]:
    """Traps that the first section links."""
    traps = [
        Trap(kind=TrapKind.NOT_FOUND, path=site.lost_path(3), title=site.lost[3]),
        _slashed(site, 2),
        _twin(TrapKind.REDIRECT, site, 7, "/go/1{}"),
    ]
    if site.habits.robots:
        path = f"/private{site.lost_path(4)}"
        traps.append(Trap(kind=TrapKind.FORBIDDEN, path=path, title=site.lost[4]))
    return tuple(traps)


def in_feed(site: DemoSite) -> tuple[Trap, ...]:
    """Traps that every feed has: a link that counts clicks."""
    return (_twin(TrapKind.TRACKED, site, 1, "{}?utm_source=feed&utm_medium=link"),)


def traps(site: DemoSite) -> tuple[Trap, ...]:
    """Every trap of the site."""
    return listed(site) + in_section(site) + in_feed(site)


def tag_path(tag: str) -> str:
    """The page of a tag."""
    return f"/tag/{slug(tag)}/"


def _twin(kind: TrapKind, site: DemoSite, place: int, address: str) -> Trap:
    """Another address of the article that was the newest but `place` on the first day."""
    serial = ARTICLES - place
    article = next(article for article in site.articles if article.serial == serial)
    return Trap(
        kind=kind, path=address.format(site.path(article)), title=article.headline, serial=serial
    )


def _slashed(site: DemoSite, place: int) -> Trap:
    trap = _twin(TrapKind.SLASH, site, place, "{}/")
    if trap.path.endswith("//"):
        return replace(trap, path=trap.path.removesuffix("//"))
    return trap

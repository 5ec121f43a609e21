"""Invented pages for the tests of extraction."""

from datetime import UTC, datetime

from pipelines.extract import extract
from pipelines.model import Access, ArticleKind, Extraction, Rejected, Site, Snapshot, Verdict

SITE = Site(key="gazette.example", name="The Gazette", home="https://gazette.example/")
URL = "https://gazette.example/town/harbour-bridge-reopens"
HEADLINE = "Harbour bridge reopens after repairs"
PARAGRAPHS = (
    "The harbour bridge opened again on Monday after eleven weeks of repairs to its northern arch.",
    "Engineers had found cracks in two of the bearings during the yearly inspection in spring.",
    "Buses will use the old route from Wednesday, the transport office said in a short statement.",
    "The council expects the final bill to stay below the four million that it set aside for it.",
    "Shops on the quay had complained of empty streets while the detour led around the old town.",
    "A second round of work on the southern arch is planned for next year, outside the season.",
    "Until then the speed limit of thirty stays in force, and lorries have to take the ring road.",
)


def snapshot(
    page: str | bytes,
    url: str = URL,
    status: int = 200,
    kind: str = "text/html; charset=utf-8",
    **headers: str,
) -> Snapshot:
    extra = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Snapshot(
        target_uri=url,
        requested_uri=url,
        date=datetime(2026, 3, 10, tzinfo=UTC),
        status=status,
        headers=(("content-type", kind), *extra),
        payload=page.encode() if isinstance(page, str) else page,
        payload_digest="sha256:0",
    )


def paragraphs(count: int = len(PARAGRAPHS)) -> str:
    return "".join(f"<p>{text}</p>" for text in PARAGRAPHS[:count])


def page(
    *,
    head: str = "",
    kicker: str = "",
    headline: str = HEADLINE,
    body: str | None = None,
    after: str = "",
) -> str:
    """An article's page; `after` stands below the article's box."""
    text = paragraphs() if body is None else body
    return (
        f"<!doctype html><html><head><title>{headline} - The Gazette</title>{head}</head><body>"
        f"<nav><a href=/>Home</a> <a href=/town>Town</a></nav>"
        f"<article>{kicker}<h1>{headline}</h1>{text}</article>{after}</body></html>"
    )


def notice(title: str, *lines: str, form: str = "") -> str:
    """A page that says one thing."""
    said = "".join(f"<p>{line}</p>" for line in lines)
    return (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{said}{form}</body></html>"
    )


def article(html: str | bytes, url: str = URL) -> tuple[Extraction, Verdict]:
    outcome = extract(snapshot(html, url), SITE)
    assert not isinstance(outcome, Rejected), outcome
    return outcome


def texts(found: Extraction) -> tuple[str, ...]:
    return tuple(block.text for block in found.body)


def kind(html: str, url: str = URL) -> ArticleKind:
    return article(html, url)[1].kind


def access(html: str, url: str = URL) -> Access:
    return article(html, url)[1].access


def rejection(html: str | bytes, url: str = URL) -> Rejected:
    outcome = extract(snapshot(html, url), SITE)
    assert isinstance(outcome, Rejected), outcome[1]
    return outcome

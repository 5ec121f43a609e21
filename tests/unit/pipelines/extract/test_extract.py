"""The whole way of one page, on small invented pages."""

import json
from datetime import UTC, datetime
from hashlib import sha256

from pipelines.extract import extract
from pipelines.model import (
    ArticleKind,
    Extraction,
    Link,
    Precision,
    Reason,
    Rejected,
    Site,
    Snapshot,
    SourceKind,
    Verdict,
)

SITE = Site(key="gazette.example", name="The Gazette", home="https://gazette.example/")
URL = "https://gazette.example/town/harbour-bridge-reopens"
PARAGRAPHS = (
    "The harbour bridge opened again on Monday after eleven weeks of repairs to its northern arch.",
    "Engineers had found cracks in two of the bearings during the yearly inspection in spring.",
    "Buses will use the old route from Wednesday, the transport office said in a short statement.",
    "The council expects the final bill to stay below the four million that it set aside for it.",
)


def snapshot(html: str, url: str = URL, status: int = 200, kind: str = "text/html") -> Snapshot:
    payload = html.encode()
    return Snapshot(
        target_uri=url,
        requested_uri=url,
        date=datetime(2026, 3, 10, tzinfo=UTC),
        status=status,
        headers=(("content-type", f"{kind}; charset=utf-8"),),
        payload=payload,
        payload_digest=f"sha256:{sha256(payload).hexdigest()}",
    )


def page(head: str = "", before: str = "", body: str | None = None, after: str = "") -> str:
    text = body if body is not None else "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    return (
        f"<!doctype html><html lang=en><head><title>Harbour bridge reopens - The Gazette</title>"
        f"{head}</head><body><nav><a href=/>Home</a> <a href=/town>Town</a></nav>{before}"
        f"<article><h1>Harbour bridge reopens</h1>{text}</article>{after}</body></html>"
    )


def article(html: str, *hints: Link, url: str = URL) -> tuple[Extraction, Verdict]:
    outcome = extract(snapshot(html, url), SITE, hints)
    assert not isinstance(outcome, Rejected), outcome
    return outcome


def texts(extraction: Extraction) -> tuple[str, ...]:
    return tuple(block.text for block in extraction.body)


def test_a_plain_page_gives_its_paragraphs_and_nothing_else() -> None:
    """The body is the article's text; the headline is a field and no paragraph."""
    found, verdict = article(page())
    assert texts(found) == PARAGRAPHS
    assert verdict.kind is ArticleKind.NEWS


def test_the_headline_comes_without_the_sites_name() -> None:
    """A title's last part is cut where it is the site's name."""
    found, _ = article(page())
    assert found.metadata.headline is not None
    assert found.metadata.headline.value == "Harbour bridge reopens"


def test_neighbours_of_the_body_are_kept_but_not_in_it() -> None:
    """A label like "Next article" names what follows it, so its block stays beside the body."""
    found, _ = article(page(after="<div><p>Next article</p><p>Rain in the hills</p></div>"))
    beside = [block.text for block in found.blocks if not block.in_body]
    assert "Next article" in beside
    assert all(b.index < c.index for b, c in zip(found.blocks, found.blocks[1:], strict=False))


def test_every_body_block_says_who_took_it_and_where_it_stands() -> None:
    """Votes and paths are what later steps and the audit trail need."""
    found, _ = article(page())
    assert all(found.method in block.votes for block in found.body)
    assert {block.path.rsplit("/", 2)[-2] for block in found.body} == {"article"}


def test_a_control_character_does_not_cost_the_article() -> None:
    """trafilatura answers None for a page with one reference to a control character."""
    found, _ = article(page(before="<p>a&#x0b;b&#1;&#xFFFE;</p>"))
    assert texts(found) == PARAGRAPHS


def test_text_under_five_thousand_boxes_is_found_by_the_flat_reader() -> None:
    """The parser stops at a depth; the page is read by its tags, and that is on record."""
    found, _ = article(page(before="<div>" * 5000))
    assert found.truncated
    assert found.method == "flat"
    assert set(PARAGRAPHS) <= set(texts(found))


def test_a_sighting_gives_the_date_that_the_page_lacks() -> None:
    """Feeds are the second opinion; the value says that it came from there."""
    seen = datetime(2026, 3, 9, 7, 30, tzinfo=UTC)
    hint = Link(
        url=URL, found_in="https://gazette.example/feed", kind=SourceKind.FEED, date_published=seen
    )
    found, _ = article(page(), hint)
    date = found.metadata.date_published
    assert date is not None
    assert (date.value.value, date.origin, date.value.precision) == (seen, "feed", Precision.SECOND)


def test_no_date_is_invented() -> None:
    """Years in the prose are no dates of publication."""
    found, _ = article(page(body="".join(f"<p>{p} It dates from 2005.</p>" for p in PARAGRAPHS)))
    assert found.metadata.date_published is None


def test_a_wire_flash_of_one_sentence_is_an_article() -> None:
    """What the page calls an article needs no length."""
    head = (
        '<meta property="article:published_time" content="2026-03-09T10:00:00Z">'
        '<meta property="og:type" content="article">'
    )
    found, _ = article(
        page(head, body="<p>The harbour bridge is open again, the council says.</p>")
    )
    assert texts(found) == ("The harbour bridge is open again, the council says.",)


def test_a_tag_page_is_rejected_as_a_listing() -> None:
    """Many teasers, each in its own box, at an address like a listing's."""
    teasers = "".join(
        f"<div class=teaser><h2><a href=/town/{i}>A headline about town matter number {i}</a></h2>"
        f"<p>{PARAGRAPHS[i % 4]}</p></div>"
        for i in range(12)
    )
    html = f"<html><head><title>Bridges</title></head><body><main>{teasers}</main></body></html>"
    outcome = extract(snapshot(html, "https://gazette.example/tag/bridges"), SITE)
    assert isinstance(outcome, Rejected)
    assert outcome.reason is Reason.LISTING


def test_an_answer_that_is_no_page_is_rejected_with_its_reason() -> None:
    """Status, type and payload are looked at before anything is parsed."""
    cases = {
        Reason.ERROR: snapshot(page(), status=503),
        Reason.NOT_HTML: snapshot("%PDF-1.7 ..."),
        Reason.NO_TEXT: snapshot(""),
        Reason.HOME: snapshot(page(), url="https://gazette.example/"),
    }
    for reason, answer in cases.items():
        outcome = extract(answer, SITE)
        assert isinstance(outcome, Rejected)
        assert outcome.reason is reason
        assert outcome.evidence


def test_walls_are_rejected_by_their_words() -> None:
    """A challenge, a missing page and a consent wall are no articles."""
    walls = {
        Reason.CHALLENGE: "Just a moment...",
        Reason.SOFT_404: "Page not found",
        Reason.CONSENT: "We value your privacy",
    }
    for reason, title in walls.items():
        html = f"<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>"
        outcome = extract(snapshot(html), SITE)
        assert isinstance(outcome, Rejected)
        assert outcome.reason is reason


def test_a_canonical_address_on_another_site_is_not_believed() -> None:
    """It would merge one site's article into another's."""
    found, _ = article(page('<link rel=canonical href="https://rival.example/story">'))
    assert found.metadata.canonical_url is None


def test_a_printed_dateline_gives_the_day() -> None:
    """A short line below the headline is believed, a photo's date and today's date are not."""
    today = "<p>Tuesday, 10 March 2026</p>"
    photo = "<figure><figcaption>The bridge on 2 January 2026</figcaption></figure>"
    body = photo + "<p>9 March 2026, 14:20</p>" + "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    date = article(page(before=today, body=body))[0].metadata.date_published
    assert date is not None
    assert (date.origin, date.value.value) == ("dateline", datetime(2026, 3, 9, 14, 20, tzinfo=UTC))


def test_of_two_articles_in_the_data_the_pages_own_votes() -> None:
    """The one that is called as the page is; the other is a teaser's."""
    own = "The harbour bridge is open again after nine weeks of work on its northern arch."
    other = "The ferry to the islands runs again from Friday, the company says in a statement."
    nodes = [
        {"@type": "NewsArticle", "headline": "The ferry runs again", "articleBody": other * 4},
        {"@type": "NewsArticle", "headline": "Harbour bridge reopens", "articleBody": own},
    ]
    found, _ = article(
        page(
            f'<script type="application/ld+json">{json.dumps(nodes)}</script>',
            body=f"<p>{own}</p><div><p>{other}</p></div>",
        )
    )
    votes = {block.text: block.votes for block in found.blocks}
    assert "json-ld" in votes[own]
    assert "json-ld" not in votes[other]

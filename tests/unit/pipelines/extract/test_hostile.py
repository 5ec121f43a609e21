"""Pages made to cost: each within a multiple of what an honest page of its size costs.

Times are compared within one run, never with a clock's absolute value.
"""

import json
import time
from collections.abc import Callable, Sequence
from functools import cache

import pytest

from pipelines.extract import extract, extract_cheaply
from pipelines.model import Extraction, Link, Rejected, Site, Snapshot, Verdict
from tests.unit.pipelines.extract.pages import HEADLINE, PARAGRAPHS, SITE, page, snapshot

# Sixteen seconds together: `make test` runs them, `make check` does not.
pytestmark = pytest.mark.slow

Extractor = Callable[[Snapshot, Site, Sequence[Link]], tuple[Extraction, Verdict] | Rejected]

SENTENCE = PARAGRAPHS[0]


def ld(text: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", {text}}}</script>'


# Each of about half a megabyte; before there were budgets all of them took seconds or minutes.
HOSTILE: dict[str, Callable[[], str]] = {
    "nested boxes": lambda: page().replace("<article>", "<div>" * 100_000 + "<article>"),
    "nested emphasis": lambda: page().replace("<article>", "<b>" * 100_000 + "<article>"),
    "nested tables": lambda: page().replace("<article>", "<table><tr><td>" * 30_000 + "<article>"),
    "nested forms": lambda: page().replace("<article>", "<form><div>" * 50_000 + "<article>"),
    "links": lambda: page(after="".join(f"<a href=/{i}>Link {i}</a> " for i in range(20_000))),
    "times": lambda: page(after="<time datetime=2026-01-02>x</time>" * 15_000),
    "metas": lambda: page(head="".join(f"<meta name=author content=N{i}>" for i in range(15_000))),
    "one line": lambda: page(after="x" * 500_000),
    "one attribute": lambda: page(after=f"<p title='{'x' * 500_000}'>"),
    "attributes": lambda: page(after="<p " + " ".join(f"a{i}=b" for i in range(60_000)) + ">"),
    "class names": lambda: page(after=f"<p class='{'author-' * 3000}'>By A</p>" * 25),
    "entities": lambda: page(after="<p>" + "&amp;" * 100_000),
    "references": lambda: page(after="<p>" + "&#x0b;" * 80_000),
    "unclosed paragraphs": lambda: page(after="<p>a" * 40_000),
    "misnested": lambda: page(after="<b><i><p>a</b></i>" * 25_000),
    "openings": lambda: page(after="<!" * 250_000),
    "comments": lambda: page(after="<!--a-->" * 60_000),
    "scripts": lambda: page(after="<script>a</script>" * 25_000),
    "deep and endless scripts": lambda: page(after="<div>" * 5000 + "<script " * 60_000),
    "deep and endless pictures": lambda: page(after="<div>" * 5000 + "<svg>" * 90_000),
    "deep and endless comments": lambda: page(after="<div>" * 5000 + "<!-- " * 90_000),
    "JSON-LD of blanks": lambda: page(head=ld("\n" * 500_000 + "x")),
    "JSON-LD of comments": lambda: page(head=ld("/*" * 250_000)),
    "JSON-LD of brackets": lambda: page(head=ld('"a": ' + "[" * 100_000)),
    "JSON-LD body": lambda: page(head=ld(f'"articleBody": "{SENTENCE * 5000}"')),
    "author of colons": lambda: page(head=f"<meta name=author content='{'a:' * 250_000}'>"),
    "state of brackets": lambda: f"<title>{HEADLINE}</title><script>{'a={' * 150_000}</script>",
    "state of elements": lambda: (
        f"<title>{HEADLINE}</title><script type=application/json>"
        + json.dumps({"blocks": [{"type": "p", "text": SENTENCE}] * 4000})
        + "</script>"
    ),
}


def seconds(extractor: Extractor, html: str) -> float:
    """CPU time of one extraction; the better of two, since the first may load something."""
    taken = []
    for _ in range(2):
        start = time.process_time()
        extractor(snapshot(html), SITE, ())
        taken.append(time.process_time() - start)
    return min(taken)


@cache
def honest() -> float:
    """What an honest page of the size of the hostile ones costs: an article in 4,000 paragraphs."""
    parts = "".join(f"<p>{i} {SENTENCE}</p>" for i in range(4_000))
    return seconds(extract, page(after=f"<div>{parts}</div>"))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_costs_no_more_than_an_honest_one(name: str) -> None:
    """Five times as much at most: a square or worse would cost hundreds of times as much."""
    assert seconds(extract, HOSTILE[name]()) < 5 * honest()


@pytest.mark.parametrize("name", HOSTILE)
def test_the_cheap_way_costs_less_still(name: str) -> None:
    """It answers where the deadline has struck, so nothing may make it slow."""
    assert seconds(extract_cheaply, HOSTILE[name]()) < honest()


@pytest.mark.parametrize("name", [name for name in HOSTILE if not name.startswith("state")])
def test_the_article_is_found_among_it_in_both_ways(name: str) -> None:
    """Every paragraph, whatever stands around."""
    for extractor in (extract, extract_cheaply):
        outcome = extractor(snapshot(HOSTILE[name]()), SITE, ())
        assert not isinstance(outcome, Rejected), outcome
        assert set(PARAGRAPHS) <= {block.text for block in outcome[0].body}


def test_the_cheap_way_says_what_it_is() -> None:
    """Its answer is marked, with what the head says of the article."""
    head = '<meta property="article:published_time" content="2026-03-09T10:00:00Z">'
    outcome = extract_cheaply(snapshot(page(head=head)), SITE)
    assert not isinstance(outcome, Rejected)
    found, verdict = outcome
    assert (found.method, found.truncated) == ("cheap-flat", True)
    assert tuple(block.text for block in found.body) == PARAGRAPHS
    assert found.metadata.headline is not None
    assert found.metadata.headline.value == HEADLINE
    assert found.metadata.date_published is not None
    assert verdict.evidence
    assert isinstance(extract_cheaply(snapshot("%PDF-1.7"), SITE), Rejected)

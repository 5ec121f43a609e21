"""An article is explained as it is filed: what stayed, what went, and what proves it."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from crawler.cli.explained_page import page
from pipelines.errors import UsageError
from pipelines.jobs.explaining import Explanation, explain
from pipelines.model import Evidence, Match, Outcome, Rule, RuleState, Template
from pipelines.store import articles, endings, frontier, templates
from pipelines.store.dossiers import Address
from pipelines.store.engine import reading, writing
from pipelines.store.rows import Filing
from tests.contract.samples import NOW, SITE, ended, filing, link, with_metadata

BOX = Rule(
    key="repetition:text:1",
    evidence=Evidence.REPETITION,
    match=Match.TEXT,
    pattern="get a summary",
    path="body/p",
    support_pages=8,
    support_of=9,
    witnesses=("https://gazette.example/2", "https://gazette.example/77"),
    sample="Get a summary",
)


def _filed(engine: Engine, one: Filing, *rules: Rule) -> None:
    with writing(engine) as connection:
        articles.file_new(connection, one)
        templates.save(connection, Template(site=SITE.key, version=3, rules=rules), NOW, 1)


def _explained(engine: Engine, subject: str) -> Explanation:
    with reading(engine) as connection:
        found = explain(connection, subject, {SITE.key: SITE})
    assert isinstance(found, Explanation)
    return found


@pytest.mark.parametrize(
    "subject",
    ["1", "https://gazette.example/1", "gazette.example/1?utm_source=x", "gazette.example/old/1"],
)
def test_an_article_is_found_by_its_number_and_by_any_of_its_addresses(
    desk: Engine, subject: str
) -> None:
    """Trackers, a missing scheme and old addresses lead to it, too."""
    _filed(desk, filing(1))
    assert _explained(desk, subject).dossier.id == 1


def test_each_strike_shows_its_rule_its_support_and_its_witnesses(desk: Engine) -> None:
    """Kept and stricken lines are the whole page again, in order."""
    one = filing(1, "Get a summary", "Body of the first.", strike=1)
    _filed(desk, one)
    found = _explained(desk, "1")
    assert [(line.state, line.block.text) for line in found.lines] == [
        ("stricken", "Get a summary"),
        ("kept", "Body of the first."),
    ]
    assert (found.words("kept"), found.words("stricken")) == (4, 3)
    struck = found.lines[0]
    assert struck.struck
    assert struck.proof
    assert struck.struck.rule == "phrase:x"
    assert (struck.proof.articles, struck.proof.of) == (1, 1)
    assert struck.proof.witnesses == (("https://gazette.example/1", 1),)


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        (BOX, "spares its lede"),
        (replace(BOX, state=RuleState.RETIRED), "somebody retired the rule"),
        (replace(BOX, state=RuleState.PROTECTED), "somebody protected it"),
        (replace(BOX, state=RuleState.HELD), "held back"),
        (
            replace(BOX, evidence=Evidence.TITLE, witnesses=("https://gazette.example/1",)),
            "this article's own",
        ),
    ],
)
def test_what_stayed_although_a_rule_matches_it_says_why(
    desk: Engine, rule: Rule, why: str
) -> None:
    """\"Why is this still here?" is answered as well as "why is it gone?\"."""
    _filed(desk, filing(1, "Get a summary", "Body."), rule)
    kept, body = _explained(desk, "1").lines
    assert BOX.key in kept.note
    assert why in kept.note
    assert body.note == ""


def test_a_learned_rule_shows_its_own_support(desk: Engine) -> None:
    """Witnesses that are filed carry their article's number."""
    one = filing(1, "Get a summary", "Body.", strike=1)
    cleaned = one.article.cleaned
    (removal,) = cleaned.removals
    cleaned = replace(cleaned, removals=(replace(removal, rule=BOX.key),))
    retired = replace(BOX, state=RuleState.RETIRED)
    _filed(desk, replace(one, article=replace(one.article, cleaned=cleaned)), retired)
    with writing(desk) as connection:
        articles.file_new(connection, filing(2))
    struck = _explained(desk, "1").lines[0]
    assert struck.proof
    assert (struck.proof.articles, struck.proof.of) == (8, 9)
    assert struck.proof.witnesses == (
        ("https://gazette.example/2", 2),
        ("https://gazette.example/77", None),
    )
    assert "retired by now" in struck.note


def test_an_address_without_an_article_says_how_it_ended(desk: Engine) -> None:
    """State, outcome and reason, which source named it, and each request."""
    with writing(desk) as connection:
        (pending,) = frontier.sight(connection, SITE.key, [link(5)], NOW)
        endings.settle(connection, pending.url_id, replace(ended(Outcome.GONE), reason="410"))
    with reading(desk) as connection:
        found = explain(connection, "https://gazette.example/5", {})
    assert isinstance(found, Address)
    assert (found.state, found.outcome, found.reason) == ("done", "gone", "410")
    assert len(found.found_in) == len(found.tried) == 1


def test_what_is_unknown_names_what_is_near(desk: Engine) -> None:
    """A mistyped address is answered with those that begin alike."""
    with writing(desk) as connection:
        frontier.sight(connection, SITE.key, [link(5)], NOW)
    with reading(desk) as connection:
        with pytest.raises(UsageError, match=r"gazette\.example/5"):
            explain(connection, "https://gazette.example/6", {})
        with pytest.raises(UsageError, match="no article 12"):
            explain(connection, "12", {})


def test_the_page_runs_nothing_and_asks_for_nothing(desk: Engine) -> None:
    """Whatever a headline or a block holds is text; only web addresses are links."""
    hostile = "<script>alert(1)</script>"
    one = filing(1, hostile, "Body & more.", strike=1)
    metadata = one.article.extraction.metadata
    assert metadata.headline
    _filed(desk, with_metadata(one, headline=replace(metadata.headline, value=hostile)))
    found = _explained(desk, "1")
    evil = replace(found, dossier=replace(found.dossier, url="javascript:alert(1)"))
    written = page(evil)
    assert "<script" not in written
    assert 'href="javascript' not in written
    assert "&lt;script&gt;" in written
    assert "Body &amp; more." in written
    assert "src=" not in written
    assert "@import" not in written
    assert "<del" in written
    assert "phrase:x" in written

"""The demo's truth: consistent, and a judge that cannot be fooled."""

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise

import pytest

from crawler.demo.articles import PartKind
from crawler.demo.prose import shingles
from crawler.demo.sites import ARTICLES, DemoSite, demo_sites
from crawler.demo.traps import TrapKind, traps
from crawler.demo.truth import Filed, compare, interface_lines, true_articles

NOW = datetime(2026, 3, 1, 15, 30, tzinfo=UTC)
PORT = 8000


@cache
def sites() -> tuple[DemoSite, ...]:
    return demo_sites(NOW)


@pytest.fixture(params=range(len(demo_sites(NOW))), ids=[site.host for site in demo_sites(NOW)])
def site(request: pytest.FixtureRequest) -> DemoSite:
    return sites()[request.param]


def filed(site: DemoSite) -> list[Filed]:
    """Every article of the site as a perfect run would file it."""
    return [
        Filed(
            site=site.host,
            url=f"{site.origin(PORT)}{true.path}",
            headline=true.headline,
            body="\n\n".join(true.paragraphs),
        )
        for true in true_articles(site)
    ]


def test_the_sites_speak_at_least_five_languages_on_six_hosts() -> None:
    """The bundled demo covers several languages and templates."""
    assert len({site.host for site in sites()}) >= 6
    assert len({site.language.code for site in sites()}) >= 5


def test_the_same_day_gives_the_same_sites() -> None:
    """Everything follows from `now`, and only its day counts."""
    assert demo_sites(NOW) == demo_sites(NOW - timedelta(hours=3))


def test_texts_do_not_depend_on_the_day() -> None:
    """Another day moves the dates and leaves the words alone."""
    later = demo_sites(NOW + timedelta(days=100))
    for today, then in zip(sites(), later, strict=True):
        assert [a.parts for a in today.articles] == [a.parts for a in then.articles]


def test_each_site_has_thirty_six_articles_with_headlines_of_their_own(site: DemoSite) -> None:
    """A headline names one article, also among those that are not yet published."""
    everything = site.articles + site.spare
    assert len(site.articles) == ARTICLES
    assert len({article.headline for article in everything}) == len(everything)
    assert len({site.path(article) for article in everything}) == len(everything)


def test_articles_date_from_the_sixty_days_before_now_newest_first(site: DemoSite) -> None:
    """Dates are aware, in the past and in order."""
    dates = [article.date_published for article in site.articles]
    assert all(newer > older for newer, older in pairwise(dates))
    assert site.now - timedelta(days=60) < dates[-1] < dates[0] < site.now


def test_paragraphs_have_a_newspapers_length(site: DemoSite) -> None:
    """Stories have at least four paragraphs of 40 to 90 words (a citation comes on top)."""
    for article in site.articles:
        plain = [part.text for part in article.parts if part.kind is PartKind.PARAGRAPH]
        if len(article.parts) == 1:
            assert len(plain[0].split()) >= 12
        else:
            words = [len(text.split()) for text in plain if not text.split(" [")[0].endswith(":")]
            assert len(words) >= 4
            assert min(words) >= 40
            assert max(words) <= 105


def test_no_two_articles_share_long_runs_of_words() -> None:
    """A repetition learner must not find a true paragraph on two articles."""
    by_language = defaultdict(list)
    for site in sites():
        by_language[site.language.code] += [*site.articles, *site.spare]
    for articles in by_language.values():
        assert worst_overlap(articles) < 0.3


def worst_overlap(articles: list) -> float:
    """The largest share of five-word runs that two paragraphs of different articles have."""
    paragraphs = [
        (number, shingles(part.text))
        for number, article in enumerate(articles)
        for part in article.parts
        if part.kind is PartKind.PARAGRAPH and len(part.text.split()) >= 40
    ]
    owners = defaultdict(list)
    for place, (_, runs) in enumerate(paragraphs):
        for run in runs:
            owners[run].append(place)
    worst = 0.0
    for number, runs in paragraphs:
        shared = Counter(place for run in runs for place in owners[run])
        for place, count in shared.items():
            other, others = paragraphs[place]
            if other != number:
                worst = max(worst, count / min(len(runs), len(others)))
    return worst


def test_no_gap_of_a_template_is_left_open(site: DemoSite) -> None:
    """Every `{name}` and `[a|b]` of the tables is filled in."""
    for article in site.articles + site.spare:
        for text in (article.headline, *article.paragraphs):
            assert not set(text) & set("{}|_"), text
            assert "  " not in text


def test_dangerous_true_parts_occur(site: DemoSite) -> None:
    """Recurring subheads, lists, quotes, notes and flashes are there to be kept."""
    kinds = Counter(part.kind for article in site.articles for part in article.parts)
    assert all(kinds[kind] for kind in PartKind)
    subheads = Counter(
        part.text for a in site.articles for part in a.parts if part.kind is PartKind.SUBHEAD
    )
    assert len(subheads) == 2
    assert sum(subheads.values()) >= 10
    assert sum(len(article.parts) == 1 for article in site.articles) >= 2


def test_no_true_block_is_an_interface_line(site: DemoSite) -> None:
    """What must go and what must stay never have the same words."""
    blocks = {text for article in site.articles for text in article.paragraphs}
    assert not blocks & interface_lines(site)


def test_every_kind_of_trap_is_laid_somewhere() -> None:
    """No rejection goes untried."""
    assert {trap.kind for site in sites() for trap in traps(site)} == set(TrapKind)


def test_a_perfect_run_has_no_findings(site: DemoSite) -> None:
    """The truth agrees with itself."""
    tally = compare(filed(site), [site], PORT).total
    assert (tally.expected, tally.found, tally.identical) == (ARTICLES, ARTICLES, ARTICLES)
    assert tally.headlines_equal == ARTICLES
    assert not tally.missing + tally.wrong_pages + tally.duplicates
    assert not tally.differing + tally.leaked + tally.lost


def test_an_article_under_a_twin_address_is_found_once_and_then_a_duplicate(
    site: DemoSite,
) -> None:
    """A tracked, slashed or redirecting address is the article, not a wrong page."""
    rows = filed(site)
    twins = [trap for trap in traps(site) if trap.serial]
    rows += [replace(rows[0], url=site.origin(PORT) + trap.path) for trap in twins]
    tally = compare(rows, [site], PORT).total
    assert tally.found == ARTICLES
    assert len(tally.duplicates) == len(twins)
    assert not tally.wrong_pages


def test_a_trap_that_was_filed_is_a_wrong_page(site: DemoSite) -> None:
    """Lost, walled and forbidden pages are no articles, whatever their address looks like."""
    lures = [trap for trap in traps(site) if trap.serial is None]
    rows = [replace(filed(site)[0], url=site.origin(PORT) + trap.path) for trap in lures]
    tally = compare(rows, [site], PORT).total
    assert len(tally.wrong_pages) == len(lures)
    assert tally.found == 0
    assert len(tally.missing) == ARTICLES


@pytest.mark.parametrize("own", [True, False], ids=["own block", "glued to a paragraph"])
def test_a_leaked_summary_box_is_found(site: DemoSite, own: bool) -> None:
    """Interface text counts whether it stands alone or sticks to a true paragraph."""
    row, box = filed(site)[0], site.language.interface.summary_ask
    tally = compare([replace(row, body=row.body + ("\n\n" if own else "") + box)], [site], 1).total
    assert len(tally.leaked) == len(tally.differing) == 1
    assert tally.identical == 0


def test_a_foreign_headline_is_a_leak(site: DemoSite) -> None:
    """Navigation carries other articles' headlines, which no interface table knows."""
    rows = filed(site)
    foreign = replace(rows[0], body=f"{rows[0].body}\n\n{rows[5].headline}")
    assert [f.text for f in compare([foreign], [site], PORT).total.leaked] == [rows[5].headline]


def test_a_paragraph_that_was_cut_is_lost(site: DemoSite) -> None:
    """A clean body that misses a paragraph differs, and the paragraph is named."""
    row = next(row for row in filed(site) if "\n\n" in row.body)
    first, rest = row.body.split("\n\n", maxsplit=1)
    tally = compare([replace(row, body=rest)], [site], PORT).total
    assert [finding.text for finding in tally.lost] == [first]
    assert [finding.text for finding in tally.differing] == [rest.split("\n\n")[0]]


def test_rows_of_other_sites_are_not_counted(site: DemoSite) -> None:
    """A comparison looks at the hosts that it was given."""
    stranger = replace(filed(site)[0], url="http://elsewhere.localhost/a")
    assert compare([stranger], [site], PORT).total.wrong_pages == ()


def test_a_published_spare_belongs_to_the_truth(site: DemoSite) -> None:
    """After the newsroom published once more, one article more is expected."""
    after = site.published(1)
    assert after.articles[0] == site.spare[0]
    assert compare(filed(site), [after], PORT).total.missing == (
        site.origin(PORT) + site.path(site.spare[0]),
    )


def test_the_total_adds_up_all_sites() -> None:
    """The last line of the demo's table is the sum of the others."""
    comparison = compare([row for site in sites() for row in filed(site)], sites(), PORT)
    assert comparison.total.found == ARTICLES * len(sites())
    assert len(comparison.sites) == len(sites())

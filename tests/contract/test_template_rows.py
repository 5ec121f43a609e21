"""A template is what was saved, and every text follows it."""

from sqlalchemy import Engine, text

from pipelines.model import Cleaned, Evidence, Match, Rule, Template
from pipelines.store import articles, frontier, headlines, queries, templates
from pipelines.store.engine import reading, writing
from tests.contract.samples import NOW, SITE, filing, link, removal


def test_cleaning_again_is_exact_and_can_be_undone(desk: Engine) -> None:
    """Body and removals follow the rules; putting the old division back gives the old rows."""
    with writing(desk) as connection:
        articles.file_new(connection, filing(1, "Get a summary", "Body.", strike=1))
        (stored,) = templates.unclean(connection, SITE.key, 10)
    body = stored.page.blocks
    strict = Cleaned(kept=body[1:], removals=(removal(body[0]),))
    for cleaned, text_then, strikes in (
        (Cleaned(kept=body), "Get a summary\n\nBody.", 0),
        (strict, "Body.", 1),
    ):
        with writing(desk) as connection:
            templates.replace_cleaned(
                connection, stored.revision_id, cleaned, template_version=1, text_digest="t"
            )
        with reading(desk) as connection:
            assert connection.scalar(text("SELECT body FROM articles")) == text_then
            assert len(queries.top_removed(connection, SITE.key, 10)) == strikes
            assert templates.unclean(connection, SITE.key, 10) == ()


def test_a_template_comes_back_as_it_was_saved(desk: Engine) -> None:
    """Rules keep their order; those that are gone from the template are gone."""
    rules = tuple(
        Rule(
            key=f"r{number}",
            evidence=Evidence.REPETITION,
            match=Match.TEXT,
            pattern="p",
            support_pages=4,
            support_of=9,
            witnesses=("https://gazette.example/1",),
            sample="s",
        )
        for number in (3, 1, 2)
    )
    for saved in (rules, rules[1:]):
        template = Template(site=SITE.key, version=len(saved), rules=saved)
        with writing(desk) as connection:
            templates.save(connection, template, NOW, 7)
        with reading(desk) as connection:
            assert templates.load(connection, SITE.key) == template


def test_a_site_is_stale_until_its_articles_follow_its_template(desk: Engine) -> None:
    """A run that was killed before it learned is caught up by the next."""
    with writing(desk) as connection:
        articles.file_new(connection, filing(1))
        assert templates.stale(connection, [SITE.key]) == (SITE.key,)
        templates.save(connection, Template(site=SITE.key, version=1), NOW, 1)
        assert templates.stale(connection, [SITE.key]) == (SITE.key,)
        (stored,) = templates.unclean(connection, SITE.key, 10)
        cleaned = Cleaned(kept=stored.page.blocks)
        templates.replace_cleaned(
            connection, stored.revision_id, cleaned, template_version=1, text_digest="t"
        )
        assert templates.stale(connection, [SITE.key]) == ()


def test_a_site_learns_from_its_newest_articles_only(desk: Engine) -> None:
    """Current revisions only: an article that was revised counts as new."""
    with writing(desk) as connection:
        first, *_ = [articles.file_new(connection, filing(number)) for number in (1, 2, 3)]
        articles.revise(connection, first, filing(1, "Revised."), "substantive")
        templates.save(connection, Template(site=SITE.key), NOW, 4)
        numbers = templates.to_learn(connection, SITE.key, 2)
        pages = [stored.page for stored in templates.stored_pages(connection, numbers)]
    assert [page.url[-1] for page in pages] == ["3", "1"]
    assert pages[1].blocks[0].text == "Revised."


def test_a_site_learns_from_every_article_that_it_has_not_seen(desk: Engine) -> None:
    """A run that filed more than the window holds leaves none of them out."""
    with writing(desk) as connection:
        for number in (1, 2, 3):
            articles.file_new(connection, filing(number))
        templates.save(connection, Template(site=SITE.key), NOW, 1)
        numbers = templates.to_learn(connection, SITE.key, 1)
        assert templates.unseen(connection, SITE.key, numbers) == set(numbers) == {2, 3}


def test_what_is_marked_is_cleaned_again_and_nothing_else(desk: Engine) -> None:
    """The articles from which a rule struck something are found by the rule."""
    with writing(desk) as connection:
        for number in (1, 2):
            articles.file_new(connection, filing(number, "Get a summary", "Body.", strike=number))
        for stored in templates.unclean(connection, SITE.key, 10):
            cleaned = Cleaned(
                kept=stored.page.blocks[1:], removals=(removal(stored.page.blocks[0]),)
            )
            templates.replace_cleaned(
                connection, stored.revision_id, cleaned, template_version=1, text_digest="t"
            )
        rule = removal(stored.page.blocks[0]).rule
        assert templates.struck_by(connection, SITE.key, [rule, "other"]) == {1, 2}
        assert templates.struck_by(connection, SITE.key, ["other"]) == frozenset()
        templates.set_unclean(connection, [2])
        assert [one.revision_id for one in templates.unclean(connection, SITE.key, 10)] == [2]
        assert templates.stale(connection, [SITE.key]) == (SITE.key,)


def test_a_headline_belongs_to_the_address_that_had_it_first(desk: Engine) -> None:
    """A copy, or a link that quotes it, does not take it away."""
    first, _, _ = link(1)
    key, _, hint = link(2)
    with writing(desk) as connection:
        frontier.sight(connection, SITE.key, [link(1)], NOW)
        frontier.sight(connection, SITE.key, [(key, "headline 1", hint)], NOW)
        assert headlines.owners(connection, SITE.key, ["headline 1"]) == {"headline 1": first}


def test_a_site_keeps_its_newest_headlines_only(desk: Engine) -> None:
    """The index is bounded, however many articles there come to be."""
    with writing(desk) as connection:
        for number in range(1, 6):
            articles.file_new(connection, filing(number))
        headlines.trim(connection, SITE.key, 2)
        for _ in range(2):
            known = headlines.owners(connection, SITE.key, [f"headline {n}" for n in range(1, 6)])
            assert known.keys() == {"headline 4", "headline 5"}
            headlines.trim(connection, SITE.key, 2)

"""Learning from new articles costs the new articles, and the older ones follow where they must."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Engine, text

from pipelines.jobs.relearn import Relearned, keep_up, relearn
from pipelines.store import articles, templates
from pipelines.store.engine import reading, writing
from pipelines.store.rows import Filing
from tests.contract.samples import NOW, SITE, filing

WINDOW = 20
BOX = "Carried by readers of this coast since 1911"
LATER_BOX = "The harbour choir sings for its members"


def _file(engine: Engine, numbers: Iterable[int], *boxes: str) -> None:
    with writing(engine) as connection:
        for number in numbers:
            own = (
                f"Ward {number} heard that witness {number * 7} had counted {number + 90} boats "
                f"before the tide turned, and nobody at table {number} disagreed with her figure.",
                f"By evening {number * 3} letters lay in box {number}, said the clerk, who wished "
                f"to read every one of the {number * 3} before meeting {number + 1} was called.",
            )
            articles.file_new(connection, filing(number, *own, *boxes))


def _relearned(engine: Engine) -> Relearned:
    return relearn(engine, SITE, WINDOW, lambda: NOW)


def _kept_up(engine: Engine, later: timedelta = timedelta()) -> Relearned:
    return keep_up(engine, SITE, WINDOW, lambda: NOW + later)


def _with_text(engine: Engine, words: str) -> int:
    with reading(engine) as connection:
        found = text("SELECT count(*) FROM articles WHERE body LIKE :words")
        return connection.scalar(found, {"words": f"%{words}%"}) or 0


def test_a_batch_costs_the_batch(desk: Engine) -> None:
    """What a new article teaches of a new box leaves those alone that never had one."""
    _file(desk, range(1, 11), BOX)
    assert _relearned(desk).articles == 10
    _file(desk, [11], BOX)
    assert _relearned(desk).articles == 1
    _file(desk, range(12, 18), LATER_BOX)
    later = _relearned(desk)
    assert later.articles == 6
    assert (_with_text(desk, BOX), _with_text(desk, LATER_BOX)) == (0, 0)
    assert _relearned(desk).articles == 0


def test_a_first_crawl_larger_than_the_window_is_clean_at_its_end(desk: Engine) -> None:
    """Each window of it teaches, the oldest one included."""
    _file(desk, range(1, 21), BOX)
    _file(desk, range(21, 61), LATER_BOX)
    assert _relearned(desk).articles == 60
    assert (_with_text(desk, BOX), _with_text(desk, LATER_BOX)) == (0, 0)


def test_articles_follow_a_rule_that_became_proven_after_them(desk: Engine) -> None:
    """Three articles prove nothing yet; when more show the box, the first ones lose it, too."""
    _file(desk, range(1, 4), BOX)
    _relearned(desk)
    assert _with_text(desk, BOX) == 3
    _file(desk, range(4, 9), BOX)
    assert _relearned(desk).articles == 8
    assert _with_text(desk, BOX) == 0


def test_a_killed_run_is_caught_up(desk: Engine) -> None:
    """What is to be cleaned is marked with the template that makes it necessary."""
    _file(desk, range(1, 11), BOX)
    _relearned(desk)
    with writing(desk) as connection:
        templates.set_unclean(connection, [3])
    assert _relearned(desk).articles == 1


def test_a_known_site_learns_when_enough_is_new_and_cleans_by_what_it_knows(desk: Engine) -> None:
    """One article more proves nothing new; its known box goes all the same."""
    _file(desk, range(1, 21), BOX)
    assert (_kept_up(desk).articles, _learned_through(desk)) == (20, 20)
    _file(desk, range(21, 24), BOX)
    assert (_kept_up(desk).articles, _learned_through(desk)) == (3, 20)
    assert _with_text(desk, BOX) == 0
    _file(desk, range(24, 25), BOX)
    assert (_kept_up(desk).articles, _learned_through(desk)) == (1, 24)


def test_what_waited_to_be_learned_follows_when_it_is(desk: Engine) -> None:
    """A new box on three articles waits, and is gone from them a day later."""
    _file(desk, range(1, 21), BOX)
    _kept_up(desk)
    _file(desk, range(21, 24), LATER_BOX)
    _kept_up(desk)
    assert _with_text(desk, LATER_BOX) == 3
    _file(desk, range(24, 30), LATER_BOX)
    _kept_up(desk, later=timedelta(days=1))
    assert _with_text(desk, LATER_BOX) == 0


def _learned_through(engine: Engine) -> int:
    with reading(engine) as connection:
        return templates.learned_through(connection, SITE.key)


def test_a_rule_that_is_held_back_is_reported_once(desk: Engine) -> None:
    """A place with two long texts may be a box, or a quarter of the site: a person decides."""
    long = "Each of the nine wards has a tide table and a keeper of its own, by old custom. " * 9
    with writing(desk) as connection:
        for number in range(1, 11):
            own = f"Ward {number} heard that {number * 7} boats had come before the tide turned."
            articles.file_new(connection, _boxed(filing(number, own, long, long + "Again.")))
    assert [_relearned(desk).held, _relearned(desk).held] == [1, 0]


def _boxed(filed: Filing) -> Filing:
    """The same article with all but its first block in a box."""
    extraction = filed.article.extraction
    first, *others = extraction.blocks
    blocks = (first, *(replace(block, path="html/body/div.k7/p") for block in others))
    return replace(
        filed, article=replace(filed.article, extraction=replace(extraction, blocks=blocks))
    )


def test_no_filed_article_is_emptied(desk: Engine) -> None:
    """A site that comes to print one article's whole text everywhere cannot take it away."""
    everywhere = [f"{BOX}, part {n}, as every page of it has said since then." for n in range(3)]
    with writing(desk) as connection:
        for number in range(1, 12):
            articles.file_new(connection, filing(number, *everywhere))
    assert _relearned(desk).articles == 11
    assert _with_text(desk, everywhere[0]) == 11

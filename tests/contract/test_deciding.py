"""A person's word on a rule: the articles follow at once, and undoing it is exact."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from crawler.cli.main import run
from pipelines.jobs.deciding import builtin, decide
from pipelines.jobs.relearn import foretold, relearn
from pipelines.model import DECIDED, Rule, RuleState
from pipelines.store import articles, templates
from pipelines.store.engine import reading, writing
from tests.contract.samples import NOW, SITE, filing

WINDOW = 20
BOX = "Carried by readers of this coast since 1911"
SHARE = "Share this article"
READS = (
    "SELECT id, body, word_count FROM article ORDER BY 1",
    "SELECT id, body, text_digest FROM revisions ORDER BY 1",
    "SELECT revision_id, block, text, rule, evidence, reason FROM removals ORDER BY 1, 2",
)


@pytest.fixture
def learned(desk: Engine) -> Engine:
    """Ten articles, nine of which carry a box, and all of which a share label, both stricken."""
    with writing(desk) as connection:
        for number in range(1, 11):
            own = (
                f"Ward {number} heard that witness {number * 7} had counted {number + 90} boats "
                f"before the tide turned, and nobody at table {number} disagreed with her figure."
            )
            box = (BOX,) if number > 1 else ()
            articles.file_new(connection, filing(number, own, *box, SHARE))
    relearn(desk, SITE, WINDOW, lambda: NOW)
    return desk


def _filed(engine: Engine) -> list[Sequence[object]]:
    with reading(engine) as connection:
        return [row for read in READS for row in connection.execute(text(read)).fetchall()]


def _rule(engine: Engine, sample: str) -> Rule:
    with reading(engine) as connection:
        (found,) = (r for r in templates.load(connection, SITE.key).rules if r.sample == sample)
        return found


def _share(engine: Engine) -> Rule:
    with reading(engine) as connection:
        found = text("SELECT DISTINCT rule, evidence FROM removals WHERE text = :text")
        (row,) = connection.execute(found, {"text": SHARE}).fetchall()
    return builtin(row.rule, row.evidence)


@pytest.mark.parametrize("state", sorted(DECIDED))
@pytest.mark.parametrize(
    ("find", "words", "count"),
    [(lambda engine: _rule(engine, BOX), BOX, 9), (_share, SHARE, 10)],
    ids=["learned", "everybody's"],
)
def test_a_decision_mends_the_articles_and_undoing_it_is_exact(
    learned: Engine,
    find: Callable[[Engine], Rule],
    words: str,
    count: int,
    state: RuleState,
) -> None:
    """Bodies, digests and removals are afterwards what they were before, to the byte."""
    before, rule = _filed(learned), find(learned)
    done = decide(learned, SITE, rule, state, NOW)
    assert done.words_after - done.words_before == count * len(words.split())
    bodies = [str(row[1]) for row in _filed(learned)[:10]]
    assert sum(words in body for body in bodies) == count
    assert _filed(learned) != before
    decide(learned, SITE, done.rule, RuleState.ACTIVE, NOW)
    assert _filed(learned) == before


def test_a_decision_costs_only_the_articles_that_it_concerns(learned: Engine) -> None:
    """The article without the box is left alone."""
    assert decide(learned, SITE, _rule(learned, BOX), RuleState.PROTECTED, NOW).articles == 9


def test_a_decision_outlives_learning(learned: Engine) -> None:
    """Also that on a rule which is no site's own."""
    decide(learned, SITE, _rule(learned, BOX), RuleState.RETIRED, NOW)
    decide(learned, SITE, _share(learned), RuleState.RETIRED, NOW)
    then = _filed(learned)
    with writing(learned) as connection:
        articles.file_new(connection, filing(11, "A last one that says nothing of boats.", BOX))
    relearn(learned, SITE, WINDOW, lambda: NOW)
    assert _filed(learned)[:10] == then[:10]


def test_a_dry_run_says_what_learning_would_do_and_writes_nothing(desk: Engine) -> None:
    """Ten unclean articles, one rule to come."""
    with writing(desk) as connection:
        for number in range(1, 11):
            articles.file_new(connection, filing(number, f"Boat {number} lay {number * 7}.", BOX))
    before = _filed(desk)
    told = foretold(desk, SITE.key, WINDOW)
    assert told.coming >= 1
    assert told.articles == 10
    assert _filed(desk) == before
    relearn(desk, SITE, WINDOW, lambda: NOW)
    after = foretold(desk, SITE.key, WINDOW)
    assert (after.coming, after.going, after.changing, after.articles) == (0, 0, 0, 0)


def _command(engine: Engine, folder: Path, *arguments: str) -> int:
    (folder / "copydesk.toml").write_text("")
    url = engine.url.render_as_string(hide_password=False)
    config = str(folder / "copydesk.toml")
    return run(["templates", *arguments, "--db", url, "--config", config])


def test_the_command_decides_and_undoes(
    learned: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says how many articles and words changed; a second time there is nothing to do."""
    before, key = _filed(learned), _rule(learned, BOX).key
    assert _command(learned, tmp_path, "protect", key) == 0
    assert "9 articles cleaned again, +72 words" in capsys.readouterr().out
    assert _command(learned, tmp_path, "protect", key) == 0
    assert "nothing to do" in capsys.readouterr().out
    assert _command(learned, tmp_path, "restore", key) == 0
    assert _filed(learned) == before


def test_what_the_command_does_not_know_it_names(
    learned: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The nearest rule or site, and exit code 2."""
    key = _rule(learned, BOX).key
    assert _command(learned, tmp_path, "retire", key[:-1]) == 2
    assert key in capsys.readouterr().err
    assert _command(learned, tmp_path, "show", "gazete.example") == 2
    assert SITE.key in capsys.readouterr().err
    assert _command(learned, tmp_path, "retire", key, "--site", "other.example") == 2


def test_show_says_how_far_each_rule_reaches(
    learned: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Articles and words that it touches, and its support."""
    key = _rule(learned, BOX).key
    assert _command(learned, tmp_path, "show", SITE.key) == 0
    (line,) = (one for one in capsys.readouterr().out.splitlines() if key in one)
    assert line.split()[1:7] == ["active", "9", "72", "9", "of", "10"]
    assert _command(learned, tmp_path, "list") == 0
    assert SITE.key in capsys.readouterr().out

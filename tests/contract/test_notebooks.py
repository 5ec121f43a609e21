"""docs/notebooks.md runs, and gives what the database holds; on both engines."""

import importlib.util
import re
from dataclasses import fields
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from pipelines.errors import DatabaseError, SchemaError, UsageError
from pipelines.store import corpus
from pipelines.store.views import VIEWS
from tests.contract.questions import BOX, COUNCIL, EDITED, fill

DOC = Path(__file__).resolve().parents[2] / "docs" / "notebooks.md"
_TEXT = DOC.read_text(encoding="utf-8")
_PARTS = re.split(r"^## .+$", _TEXT, flags=re.M)
BLOCKS = dict(zip(("", "pandas", "polars", "DuckDB"), _PARTS, strict=True))


@pytest.fixture
def filled(engine: Engine) -> Engine:
    fill(engine)
    return engine


def told(filled: Engine, title: str) -> dict[str, Any]:
    """What a block's names are after it has run."""
    library = title.lower()
    if library and importlib.util.find_spec(library) is None:
        pytest.skip(f"{library} is not installed; `make dev` installs it")
    (code,) = re.findall(r"^```python\n(.+?)^```$", BLOCKS[title], flags=re.M | re.S)
    names = {"DATABASE": filled.url.render_as_string(hide_password=False)}
    exec(compile(code, str(DOC), "exec"), names)
    return names


def test_the_first_example_prints_what_is_filed(filled, capsys) -> None:
    """No language is stated there, so nothing is printed; without the filter all are."""
    assert told(filled, "")["corpus"] is corpus
    assert capsys.readouterr().out == ""
    assert len(list(corpus.articles(filled))) == 7


def test_a_pandas_frame_has_times_and_lists(filled) -> None:
    """Words by author, articles by day."""
    names = told(filled, "pandas")
    assert str(names["stories"]["first_seen_at"].dtype).endswith("UTC]")
    assert set(names["words_by_author"].index) == {"Ann Lee", "Bo Diaz"}
    assert names["by_day"].sum() == 6  # one has no date


def test_a_polars_frame_counts_what_was_stricken(filled) -> None:
    """The box of two articles, in three versions."""
    assert told(filled, "polars")["top"].rows() == [("gazette.example", BOX, 3)]


def test_duckdb_asks_a_frame(filled) -> None:
    """Seven first versions and an edit."""
    assert told(filled, "DuckDB")["per_kind"] == [("initial", 7), ("substantive", 1)]


def test_a_story_is_a_row_of_the_view() -> None:
    """Whoever knows the view knows the class."""
    view = next(view for view in VIEWS if view.name == "articles")
    assert [field.name for field in fields(corpus.Story)] == list(view.columns)


def test_rows_are_typed(filled) -> None:
    """Aware times, tuples, truth values."""
    first, second, *_ = corpus.articles(filled)
    assert (first.authors, first.keywords) == (("Ann Lee", "Bo Diaz"), ("quay", "ferry"))
    assert first.date_published is not None
    assert first.date_published.tzinfo is UTC
    assert second.date_published is None
    assert [(one.is_current, one.body) for one in corpus.revisions(filled, 1)] == [
        (False, COUNCIL),
        (True, EDITED),
    ]
    assert [one.is_current for one in corpus.removed(filled, 1)] == [False, True]
    assert sum(day.published for day in corpus.site_days(filled, "gazette.example")) == 7


def test_filters_are_those_of_the_search(engine) -> None:
    """The same values for both."""
    lately = corpus.Filters(since=fill(engine) - timedelta(days=1))
    assert [one.id for one in corpus.articles(engine, lately)] == [1, 2]
    assert {hit.article_id for hit in corpus.search(engine, "council", lately)} == {1, 2}
    with pytest.raises(UsageError, match="not closed"):
        corpus.search(engine, '"council')


def test_a_reader_makes_no_file(tmp_path) -> None:
    """A mistyped name is an error, no empty database."""
    with pytest.raises(SchemaError, match="no such file"), corpus.opened(f"sqlite:///{tmp_path}/x"):
        pass
    assert list(tmp_path.iterdir()) == []
    nobody = "postgresql://nobody@127.0.0.1:9/none"
    with pytest.raises(DatabaseError, match="cannot be opened"), corpus.opened(nobody):
        pass

"""The words of every article for full-text search: an index of each engine, filled by us.

Rule 1: the words are made by `pipelines.search.words`, on both engines the same; the engines
    neither fold nor split (decision 31).
Rule 2: whatever changes an article's headline, description or body calls `index` in the same
    transaction. An article that goes, by whatever hand, takes its words along: the database's
    own trigger (SQLite) or foreign key (PostgreSQL).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select, text

from pipelines.search.words import indexed
from pipelines.store.tables import article
from pipelines.store.upsert import slices

# One table on each engine; neither is among the tables of `tables.py`, which are the same on both.
NAME = "article_words"
COMMENT = (
    "the words of articles for `copydesk search`, folded: an FTS5 table on SQLite, with the columns"
    " headline, description and body; article_id and a tsvector named words on PostgreSQL"
)
# How many words of each field are found, and where the field begins among a tsvector's 16,383
# positions: a phrase must not begin in one field and end in the next.
MOST = {"headline": 300, "description": 1000, "body": 12_000}
_FIRST = {"headline": 1, "description": 400, "body": 1_500}
_WEIGHT = {"headline": "A", "description": "B", "body": "D"}
_FIELDS = tuple(MOST)
# So many articles are read and written together by an upgrade.
_TOGETHER = 500

_HELD = text(f"SELECT headline, description, body FROM {NAME} WHERE rowid = :id")
_GONE = text(f"DELETE FROM {NAME} WHERE rowid = :id")
_NEW = text(
    f"INSERT INTO {NAME} (rowid, headline, description, body)"
    " VALUES (:id, :headline, :description, :body)"
)
# A row that says the same is not written: cleaning an article again changes few.
_PUT = text(
    f"INSERT INTO {NAME} (article_id, words) VALUES (:id, CAST(:words AS tsvector))"
    " ON CONFLICT (article_id) DO UPDATE SET words = excluded.words"
    f" WHERE {NAME}.words IS DISTINCT FROM excluded.words"
)


def is_mapped(name: str | None, kind: str, _parents: Mapping[Any, Any]) -> bool:
    """Whether a thing in the database is one of `tables.py`; FTS5 keeps tables of its own."""
    return not (kind == "table" and name is not None and name.startswith(NAME))


def index(connection: Connection, article_ids: Sequence[int]) -> None:
    """Have these articles found by what their rows say now."""
    put = _PUTTERS[connection.dialect.name]
    for some in slices(article_ids):
        statement = select(article.c.id, *(article.c[name] for name in _FIELDS))
        for row in connection.execute(statement.where(article.c.id.in_(some))).all():
            put(connection, row.id, _words(row._mapping))


def add(connection: Connection, article_id: int, columns: Mapping[str, Any]) -> None:
    """Have an article found that is new. columns: its row's, by name."""
    _ADDERS[connection.dialect.name](connection, article_id, _words(columns))


def index_all(connection: Connection) -> None:
    """Every article, in small parts; what an upgrade does."""
    last = 0
    while numbers := _after(connection, last):
        index(connection, numbers)
        last = numbers[-1]


def _after(connection: Connection, last: int) -> Sequence[int]:
    following = select(article.c.id).where(article.c.id > last).order_by(article.c.id)
    return connection.scalars(following.limit(_TOGETHER)).all()


def _words(columns: Mapping[Any, Any]) -> dict[str, tuple[str, ...]]:
    return {name: indexed(columns[name] or "", MOST[name]) for name in _FIELDS}


def _put_fts5(connection: Connection, number: int, words: Mapping[str, tuple[str, ...]]) -> None:
    """Delete and insert: an FTS5 row is not updated for less."""
    new = _columns(words)
    held = connection.execute(_HELD, {"id": number}).one_or_none()
    if held is not None and held._asdict() == new:
        return
    if held is not None:
        connection.execute(_GONE, {"id": number})
    connection.execute(_NEW, {"id": number, **new})


def _add_fts5(connection: Connection, number: int, words: Mapping[str, tuple[str, ...]]) -> None:
    connection.execute(_NEW, {"id": number, **_columns(words)})


def _columns(words: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {name: " ".join(some) for name, some in words.items()}


def _put_tsvector(
    connection: Connection, number: int, words: Mapping[str, tuple[str, ...]]
) -> None:
    connection.execute(_PUT, {"id": number, "words": " ".join(_lexemes(words))})


def _lexemes(words: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """A tsvector as PostgreSQL reads one; a folded word holds no quote and no backslash."""
    places: dict[str, list[str]] = defaultdict(list)
    for name, some in words.items():
        for place, word in enumerate(some, _FIRST[name]):
            places[word].append(f"{place}{_WEIGHT[name]}")
    for word, found in places.items():
        yield f"'{word}':{','.join(found)}"


_PUTTERS = {"sqlite": _put_fts5, "postgresql": _put_tsvector}
_ADDERS = {"sqlite": _add_fts5, "postgresql": _put_tsvector}

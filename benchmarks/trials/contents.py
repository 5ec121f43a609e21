"""What a database holds, without the numbers and times that differ from run to run."""

from collections.abc import Mapping, Sequence

from benchmarks.trials.desk import Desk

Rows = Sequence[tuple[object, ...]]
QUERIES: Mapping[str, str] = {
    "articles": (
        "SELECT site, url, headline, body, authors, date_published, date_origin, in_language,"
        " kind, access, status, revision_count FROM articles"
    ),
    "revisions": (
        "SELECT a.site, a.url_key, r.number, r.kind, r.text_digest, r.metadata_digest"
        " FROM revisions r JOIN article a ON a.id = r.article_id"
    ),
    "removals": (
        "SELECT a.site, a.url_key, m.block, m.text, m.evidence"
        " FROM removals m JOIN revisions r ON r.id = m.revision_id"
        " JOIN article a ON a.id = r.article_id"
    ),
    "aliases": (
        "SELECT l.site, l.url_key, l.kind, a.url_key"
        " FROM aliases l JOIN article a ON a.id = l.article_id"
    ),
    # Of an article's addresses the first is new and the others are copies, in whatever order.
    "addresses": (
        "SELECT site, url_key, state, CASE WHEN outcome IN ('duplicate', 'unchanged', 'revised')"
        " THEN 'new' ELSE outcome END FROM urls"
    ),
}
DOUBLES = (
    "SELECT site, url_key FROM article GROUP BY site, url_key HAVING count(*) > 1",
    "SELECT site, url_key FROM urls GROUP BY site, url_key HAVING count(*) > 1",
    "SELECT id FROM article WHERE revision_id IS NULL",
    "SELECT id FROM urls WHERE state = 'done' AND outcome IS NULL",
)


def contents(desk: Desk) -> Mapping[str, Rows]:
    """The rows of each query, in an order of their own."""
    return {name: sorted(desk.rows(query), key=repr) for name, query in QUERIES.items()}


def differences(found: Mapping[str, Rows], expected: Mapping[str, Rows]) -> list[str]:
    """One line for each query that answers otherwise, with the first row that differs."""
    lines = []
    for name, rows in expected.items():
        more, less = set(found[name]) - set(rows), set(rows) - set(found[name])
        if found[name] != rows:
            some = sorted(more | less, key=repr)[:2]
            lines.append(f"{name}: {len(more)} rows more, {len(less)} less, such as {some!r:.600}")
    return lines


def unsound(desk: Desk) -> list[str]:
    """What a sound database must not have; on SQLite also what its own checks find."""
    found = [f"{query}: {rows}" for query in DOUBLES if (rows := desk.rows(query))]
    if desk.db.startswith("sqlite"):
        found += [str(row) for row in desk.rows("PRAGMA integrity_check") if row != ("ok",)]
        found += [str(row) for row in desk.rows("PRAGMA foreign_key_check")]
    return found

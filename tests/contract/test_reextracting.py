"""`copydesk reextract`: filed revisions become what today's extractor reads on their pages."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from crawler.cli.main import run
from pipelines.archive.writer import ArchiveWriter
from pipelines.extract import EXTRACTOR_VERSION
from pipelines.jobs import reextract
from pipelines.jobs.filing import file_visit
from pipelines.jobs.reclean import reclean
from pipelines.jobs.visit import Visit
from pipelines.model import Article, Sourced
from pipelines.search.query import parse
from pipelines.store import rereading, searching, tables, templates
from pipelines.store.copying import Content
from pipelines.store.engine import open_engine, reading, writing
from pipelines.store.schema import upgrade
from pipelines.store.searching import Filters
from tests.contract.samples import NOW
from tests.contract.visits import SITE, check, page, snapshot, visit

Type = Callable[..., int]
# What a re-extraction may change beside what it is for: records of runs, what a template knows.
BESIDE = ("runs", "reextractions", "templates", "rules", "titles", "leases")
BOX = "<aside><p>Follow the harbour desk on every channel that there is</p></aside>"
PATHS = ("/one", "/two", "/three")


@pytest.fixture
def type_(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Type:
    """Types a command at the database, in the folder with its archive."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COPYDESK_WORKERS", "1")
    address = engine.url.render_as_string(hide_password=False)
    return lambda *words: run(["--db", address, *words])


def file(desk: Engine, folder: Path, seen: Visit, spoil: Callable[[Article], Article]) -> None:
    """Archive and file a page; `spoil` makes of it what another extractor read."""
    run_began = NOW + timedelta(seconds=len(list(folder.glob("*"))))
    writer = ArchiveWriter(folder, run_began)
    place = writer.append(seen.snapshot)
    writer.close()
    result = spoil(seen.result) if isinstance(seen.result, Article) else seen.result
    with writing(desk) as connection:
        file_visit(connection, replace(seen, place=place, result=result), 1)


def as_it_is(article: Article) -> Article:
    return article


def older(article: Article) -> Article:
    """As an older extractor read it: without its last paragraph, with another headline."""
    extraction = article.extraction
    described = replace(
        extraction.metadata,
        headline=Sourced(value="Harbour news", origin="title"),
        keywords=Sourced(value=("quay",), origin="meta"),
    )
    blocks = extraction.blocks[:-1]
    return replace(
        article,
        extraction=replace(
            extraction, blocks=blocks, metadata=described, extractor_version="1", method="older"
        ),
        cleaned=replace(article.cleaned, kept=article.cleaned.kept[:-1]),
    )


def fill(desk: Engine, folder: Path, spoil: Callable[[Article], Article]) -> None:
    """Three articles, the last of two revisions, cleaned as at the end of a crawl."""
    for path in PATHS:
        file(desk, folder, visit(desk, path, page(path)), spoil)
    edited = page("/three").replace(b"before winter", b"before summer, if the money lasts so long")
    file(desk, folder, check(desk, "/three", edited, minutes=60), spoil)
    with reading(desk) as connection:
        template = templates.load(connection, SITE.key)
    reclean(desk, SITE, template)


def content(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """Every row, but of what may change beside, and of times that a run makes."""
    return {
        table.name: [
            {name: value for name, value in row.items() if name != "template_version"}
            for some in Content(engine).batches(table)
            for row in some
        ]
        for table in tables.metadata.sorted_tables
        if table.name not in BESIDE
    }


def without_numbers(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A snapshot has another number on each engine: one of them leaves gaps."""
    return [{name: row[name] for name in row if name != "snapshot_id"} for row in rows]


@pytest.fixture
def crawled(tmp_path: Path) -> Engine:
    """What a crawl files of the same pages today, on a database of its own."""
    other = open_engine(f"sqlite:///{tmp_path / 'today.db'}")
    upgrade(other)
    from pipelines.store import runs, sites
    from tests.contract.samples import ME

    with writing(other) as connection:
        sites.sync(connection, [SITE], NOW)
        runs.start(connection, ME, NOW)
    fill(other, tmp_path / "today", as_it_is)
    return other


def test_the_same_extractor_changes_nothing(desk, type_, capsys) -> None:
    """Not a digest, not a row."""
    fill(desk, Path("archive"), as_it_is)
    before = content(desk)
    assert type_("reextract") == 0
    assert content(desk) == before
    assert "gazette.example  4     0     0         4" in capsys.readouterr().out
    assert type_("reextract", "--changed-only") == 0
    assert "no page in the archive" in capsys.readouterr().out


def test_what_an_older_extractor_read_becomes_what_a_crawl_files_today(
    desk, crawled, type_, capsys
) -> None:
    """Row for row: articles, revisions, authors, keywords, what was stricken; no new revision."""
    fill(desk, Path("archive"), older)
    assert type_("reextract", "--changed-only") == 0
    shown = capsys.readouterr().out
    assert "gazette.example  4     4" in shown
    assert "{+" in shown  # the paragraphs that came
    ours, todays = content(desk), content(crawled)
    for name in ("article", "revisions", "article_authors", "article_keywords", "removals"):
        assert without_numbers(ours[name]) == without_numbers(todays[name]), name
    with reading(desk) as connection:
        hits = searching.search(connection, parse('"story three"'), Filters(), 10)
        versions = connection.scalars(select(tables.revisions.c.extractor_version)).all()
    assert [hit.headline for hit in hits] == ["Story /three"]
    assert set(versions) == {EXTRACTOR_VERSION}


def test_it_can_be_taken_back(desk, type_, capsys) -> None:
    """Everything is what it was."""
    fill(desk, Path("archive"), older)
    before = content(desk)
    assert type_("reextract") == 0
    assert content(desk) != before
    assert type_("reextract", "--undo") == 0
    assert "gazette.example: 4 pages are what they were" in capsys.readouterr().out
    assert content(desk) == before
    assert type_("reextract", "--undo") == 0
    assert "nothing to take back" in capsys.readouterr().out


def test_a_dry_run_writes_nothing(desk, type_, capsys) -> None:
    """It says what would change."""
    fill(desk, Path("archive"), older)
    before = content(desk), Content(desk).count(tables.runs)
    assert type_("reextract", "gazette.example", "--dry-run", "--json") == 0
    assert capsys.readouterr().out.count('"change": "body"') == 4
    assert (content(desk), Content(desk).count(tables.runs)) == before


def test_a_killed_one_goes_on(desk, crawled, type_, monkeypatch) -> None:
    """Between two revisions: those that are written are clean with the next run's others."""
    fill(desk, Path("archive"), older)
    rewrite = rereading.rewrite
    written: list[int] = []

    def dies(connection: Any, one: Any, *more: Any) -> None:
        if len(written) == 2:
            raise KeyboardInterrupt
        written.append(one.revision_id)
        rewrite(connection, one, *more)

    with monkeypatch.context() as patched:
        patched.setattr(reextract.rereading, "rewrite", dies)
        assert type_("reextract") == 130
    assert type_("reextract", "--changed-only") == 0
    for name in ("article", "revisions"):
        assert without_numbers(content(desk)[name]) == without_numbers(content(crawled)[name])


def test_a_page_that_is_not_in_the_archive_stays_what_it_is(desk, type_, capsys) -> None:
    """It is told, the others go on, and the exit code says so."""
    fill(desk, Path("archive"), older)
    first, second, *_ = sorted(Path("archive").iterdir())
    first.unlink()
    second.write_bytes(second.read_bytes()[:-200])
    assert type_("reextract") == 3
    shown = capsys.readouterr()
    assert f"{first.name} is not in the archive" in shown.err
    assert f"of {second.name} is damaged" in shown.err
    bodies = {row["url"]: row["headline"] for row in content(desk)["article"]}
    assert sorted(bodies.values()) == ["Harbour news", "Harbour news", "Story /three"]


def test_a_page_that_is_no_article_any_more_stays(desk, type_, capsys) -> None:
    """Today's extractor turns it away: that is told, and nothing is lost."""
    seen = visit(desk, "/one", page("/one"))
    bare = snapshot("/one", b"<html><body><p>Hello</p></body></html>")
    file(desk, Path("archive"), replace(seen, snapshot=bare), older)
    before = content(desk)["article"]
    assert type_("reextract") == 0
    assert "/one: rejected: " in capsys.readouterr().err
    assert content(desk)["article"][0]["body"] == before[0]["body"]


def test_flat_texts_are_left_to_their_import(desk, type_, capsys) -> None:
    """They have no page."""
    Path("texts").mkdir()
    Path("texts/a.txt").write_text("A headline\n\nA text of the harbour, of some words in a row.")
    assert type_("import", "text", "texts", "--site", "flat.example") == 0
    before = content(desk)["article"]
    assert type_("reextract", "flat.example") == 0
    assert (
        "flat.example  1     0     0         0     0         0        1" in capsys.readouterr().out
    )
    assert content(desk)["article"] == before


def test_only_what_is_asked_for_is_read(desk, type_, capsys) -> None:
    """By the day of the fetch."""
    fill(desk, Path("archive"), older)
    day = f"{NOW:%Y-%m-%dT%H:30:00Z}"
    assert type_("reextract", "--since", day, "--dry-run") == 0
    assert "gazette.example  1     1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("gazete",), "there is no site gazete; the nearest is gazette"),
        (("--undo", "--dry-run"), "no other option with it"),
    ],
)
def test_what_cannot_be_meant_is_usage(desk, type_, capsys, words, said) -> None:
    """One line."""
    assert type_("reextract", *words) == 2
    assert said in capsys.readouterr().err

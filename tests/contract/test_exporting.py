"""Exports: what leaves, in which format, and what a cursor is given; on both engines."""

import csv
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, update

from crawler.cli.main import run
from pipelines.model import Sourced
from pipelines.store import articles, templates
from pipelines.store.engine import writing
from pipelines.store.tables import article, clusters
from tests.contract.exporting_child import KILLED, STEPS
from tests.contract.questions import fill
from tests.contract.samples import NOW, filing, with_metadata

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = (
    "=cmd()",
    "+1",
    "-1",
    "@SUM(A1)",
    "\uff1d1+1",
    " =1+1",
    "\u200b=1",
)


@pytest.fixture
def type_(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Types a command at the database."""
    monkeypatch.chdir(tmp_path)
    address = engine.url.render_as_string(hide_password=False)
    return lambda *words: run(["--db", address, *words])


@pytest.fixture
def filed(desk: Engine) -> Engine:
    """Articles 1 to 5, cleaned."""
    file(desk, 1, 5)
    return desk


def file(desk: Engine, first: int, last: int) -> None:
    with writing(desk) as connection:
        for number in range(first, last + 1):
            articles.file_new(connection, filing(number))
    clean(desk)


def clean(desk: Engine) -> None:
    """As the end of a crawl leaves them."""
    with writing(desk) as connection:
        connection.execute(update(article).values(template_version=1))


def records(file: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in Path(file).read_text(encoding="utf-8").split("\n")[:-1]]


def numbers(file: str) -> list[object]:
    return [one["id"] for one in records(file)]


# ---------------------------------------------------------------- formats


def test_a_line_of_json_is_a_row_of_the_view(filed, type_, capsys) -> None:
    """To standard output where no file is named, and nothing else goes there."""
    assert type_("export", "--site", "gazette") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 5
    first = json.loads(lines[0])
    assert first["headline"] == "Headline 1"
    assert first["authors"] == ["Ann Lee", "Bo Diaz"]
    assert first["date_published"] == "2026-03-01T12:00:00+00:00"
    assert first["cluster_id"] is None


def test_no_character_of_a_text_ends_a_line(desk, type_) -> None:
    """Not one of those at which only some readers split."""
    texts = "one\u2028two\u2029three\x85four\x0bfive"
    with writing(desk) as connection:
        articles.file_new(connection, filing(1, texts))
    assert type_("export", "-o", "all.jsonl") == 0
    whole = Path("all.jsonl").read_text(encoding="utf-8")
    assert len(whole.splitlines()) == 1
    assert records("all.jsonl")[0]["body"] == texts


def test_csv_has_a_header_and_one_row_each(filed, type_) -> None:
    """Quoted as RFC 4180 has it: texts with line breaks and quotation marks come back."""
    said = 'He said: "no",\n\nand left.'
    with writing(filed) as connection:
        articles.file_new(connection, filing(6, *said.split("\n\n")))
    assert type_("export", "-o", "all.csv") == 0
    with Path("all.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["id"] for row in rows] == ["1", "2", "3", "4", "5", "6"]
    assert rows[5]["body"] == said
    assert (rows[0]["authors"], rows[0]["cluster_id"]) == ("Ann Lee; Bo Diaz", "")


@pytest.mark.parametrize("headline", HOSTILE)
def test_a_spreadsheet_runs_nothing(desk, type_, headline) -> None:
    """Only where it is asked for: it changes the text."""
    stated = Sourced(value=headline, origin="meta")
    with writing(desk) as connection:
        articles.file_new(connection, with_metadata(filing(1), headline=stated))
    assert type_("export", "-o", "plain.csv") == 0
    assert type_("export", "-o", "sheet.csv", "--spreadsheet") == 0
    plain, sheet = (Path(f"{name}.csv").read_bytes() for name in ("plain", "sheet"))
    assert sheet.startswith(b"\xef\xbb\xbf")
    assert not plain.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(sheet.decode("utf-8-sig").splitlines())
    assert row["headline"] == f"'{headline}"
    assert row["body"] == "Body of article 1."
    assert next(csv.DictReader(plain.decode().splitlines()))["headline"] == headline


def test_parquet_has_types(filed, type_) -> None:
    """Times with their zone, lists, numbers; what is missing is null."""
    parquet = pytest.importorskip("pyarrow.parquet")
    with writing(filed) as connection:
        bare = with_metadata(filing(6), date_published=None, authors=None)
        articles.file_new(connection, bare)
    assert type_("export", "-o", "all.parquet") == 0
    table = parquet.read_table("all.parquet")
    types = {field.name: str(field.type) for field in table.schema}
    assert types["date_published"] == "timestamp[us, tz=UTC]"
    assert types["authors"] == "list<element: string>"
    assert types["word_count"] == "int64"
    first, *_, last = table.to_pylist()
    assert first["date_published"] == datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert first["authors"] == ["Ann Lee", "Bo Diaz"]
    assert (last["date_published"], last["authors"]) == (None, [])


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_nothing_to_give_is_a_whole_file(desk, type_, form) -> None:
    """Whoever reads it finds no article, and no error."""
    assert type_("export", "-o", f"all.{form}") == 0
    whole = Path(f"all.{form}").read_bytes()
    assert {"jsonl": whole == b"", "csv": whole.startswith(b"id,site,")}.get(form, whole[:4])


# ---------------------------------------------------------------- which articles


def test_filters_are_those_of_the_search(engine, type_) -> None:
    """What is younger than a day; two authors; a site that has nothing."""
    fill(engine)
    assert type_("export", "-o", "new.jsonl", "--since", "1d") == 0
    assert numbers("new.jsonl") == [1, 2]
    assert type_("export", "-o", "hers.jsonl", "--author", "ann lee", "--until", "1d") == 0
    assert numbers("hers.jsonl") == [3, 4, 5, 6, 7]
    assert type_("export", "-o", "none.jsonl", "--site", "quiet") == 0
    assert numbers("none.jsonl") == []


def test_of_near_duplicates_one_is_given(engine, type_) -> None:
    """3 leads the cluster of 1 and 3; where it does not pass the filters, 1 stands for it."""
    fill(engine)
    assert type_("export", "-o", "all.jsonl", "--dedup") == 0
    assert numbers("all.jsonl") == [2, 3, 4, 5, 6, 7]
    assert type_("export", "-o", "new.jsonl", "--dedup", "--since", "1d") == 0
    assert numbers("new.jsonl") == [1, 2]


def test_a_withdrawn_lead_gives_way(engine, type_) -> None:
    """A copy that still stands is the better text."""
    fill(engine)
    with writing(engine) as connection:
        articles.mark(connection, 3, withdrawn=True)
    assert type_("export", "-o", "all.jsonl", "--dedup") == 0
    assert numbers("all.jsonl") == [1, 2, 4, 5, 6, 7]


# ---------------------------------------------------------------- cursors


def test_a_cursor_is_given_each_article_once(filed, type_, capsys) -> None:
    """Each cursor for itself."""
    assert type_("export", "--cursor", "corpus", "-o", "1.jsonl") == 0
    file(filed, 6, 7)
    assert type_("export", "--cursor", "corpus", "-o", "2.jsonl") == 0
    assert type_("export", "--cursor", "corpus", "-o", "3.jsonl") == 0
    assert type_("export", "--cursor", "other", "-o", "4.jsonl") == 0
    found = [numbers(f"{number}.jsonl") for number in (1, 2, 3, 4)]
    assert found == [[1, 2, 3, 4, 5], [6, 7], [], [1, 2, 3, 4, 5, 6, 7]]
    assert "2.jsonl: 2 articles for corpus" in capsys.readouterr().out


def test_what_begins_to_pass_a_filter_late_is_not_missed(filed, type_) -> None:
    """A position in the order of numbers or times would have gone by."""
    assert type_("export", "--cursor", "corpus", "-o", "1.jsonl", "--lang", "fr") == 0
    with writing(filed) as connection:
        connection.execute(update(article).where(article.c.id == 2).values(in_language="fr"))
    assert type_("export", "--cursor", "corpus", "-o", "2.jsonl", "--lang", "fr") == 0
    assert (numbers("1.jsonl"), numbers("2.jsonl")) == ([], [2])


def test_an_article_comes_when_it_is_clean(desk, type_, capsys) -> None:
    """A crawl files it first and cleans it at its end: the cursor would keep the unclean text."""
    with writing(desk) as connection:
        articles.file_new(connection, filing(1))
    assert type_("export", "--cursor", "corpus", "-o", "1.jsonl") == 0
    assert "1 article more when cleaned, at the end of a crawl" in capsys.readouterr().out
    clean(desk)
    assert type_("export", "--cursor", "corpus", "-o", "2.jsonl") == 0
    assert (numbers("1.jsonl"), numbers("2.jsonl")) == ([], [1])


def test_what_has_changed_is_given_again_when_asked_for(filed, type_) -> None:
    """A new text, a text cleaned anew, a withdrawal: each once; a fetch that finds nothing new
    is no change."""
    assert type_("export", "--cursor", "corpus", "-o", "0.jsonl") == 0
    with writing(filed) as connection:
        articles.revise(connection, 1, filing(1, "Another text."), "substantive")
        revision = templates.current(connection, "gazette.example")[0]
        cleaned = filing(2, "Box", "Body of article 2.", strike=1).article.cleaned
        templates.replace_cleaned(
            connection, revision, cleaned, template_version=1, text_digest="f" * 64
        )
        articles.mark(connection, 3, withdrawn=True)
        articles.touch(connection, 4, NOW + timedelta(days=1))
    clean(filed)
    assert type_("export", "--cursor", "corpus", "-o", "plain.jsonl") == 0
    assert type_("export", "--cursor", "corpus", "-o", "changed.jsonl", "--changed") == 0
    assert type_("export", "--cursor", "corpus", "-o", "again.jsonl", "--changed") == 0
    found = [numbers(f"{name}.jsonl") for name in ("plain", "changed", "again")]
    assert found == [[], [1, 2, 3], []]
    first, second, third = records("changed.jsonl")
    assert first["body"] == "Another text."
    assert second["body"] == "Body of article 2."
    assert third["status"] == "withdrawn"


def test_a_story_that_was_given_does_not_come_again_as_its_copy(engine, type_) -> None:
    """The lead changes after the export: one article of the cluster is enough."""
    fill(engine)
    clean(engine)
    assert type_("export", "--cursor", "corpus", "-o", "1.jsonl", "--dedup") == 0
    with writing(engine) as connection:
        connection.execute(update(clusters).values(lead_id=1))
    assert type_("export", "--cursor", "corpus", "-o", "2.jsonl", "--dedup") == 0
    assert (numbers("1.jsonl"), numbers("2.jsonl")) == ([2, 3, 4, 5, 6, 7], [])


# ---------------------------------------------------------------- kills and errors


def killed(engine: Engine, file: str, step: str) -> None:
    address = engine.url.render_as_string(hide_password=False)
    module = "tests.contract.exporting_child"
    words = [sys.executable, "-m", module, address, str(Path(file).resolve()), step]
    assert subprocess.run(words, cwd=ROOT, check=False).returncode == KILLED


@pytest.mark.slow
@pytest.mark.parametrize("step", STEPS)
def test_a_killed_export_costs_nothing_and_gives_nothing_twice(filed, type_, step) -> None:
    """Whatever the last step was: the files that stand hold each article once, and nothing else
    stands there."""
    killed(filed, "1.jsonl", step)
    standing = Path("1.jsonl").exists()
    assert standing == (step == "settle")
    file(filed, 6, 6)
    assert type_("export", "--cursor", "corpus", "-o", "2.jsonl") == 0
    found = (numbers("1.jsonl") if standing else []) + numbers("2.jsonl")
    assert found == [1, 2, 3, 4, 5, 6]
    left = {path.name for path in Path().glob("*")} | {path.name for path in Path().glob(".*")}
    assert left - {"copydesk.db", "copydesk.db-wal", "copydesk.db-shm"} == (
        {"1.jsonl", "2.jsonl"} if standing else {"2.jsonl"}
    )


@pytest.mark.slow
def test_a_file_that_somebody_took_away_was_given(filed, type_) -> None:
    """The next program has moved it before the export could write down that it arrived."""
    killed(filed, "1.jsonl", "settle")
    Path("1.jsonl").unlink()
    assert type_("export", "--cursor", "corpus", "-o", "2.jsonl") == 0
    assert numbers("2.jsonl") == []


@pytest.mark.slow
@pytest.mark.parametrize(("said", "given"), [("given", []), ("again", [1, 2, 3, 4, 5])])
def test_where_nobody_can_tell_a_person_says(filed, type_, capsys, said, given) -> None:
    """The folder is not there: on another disk, another machine."""
    folder = Path("away")
    folder.mkdir()
    killed(filed, "away/1.jsonl", "settle")
    (folder / "1.jsonl").unlink()
    folder.rmdir()
    assert type_("export", "--cursor", "corpus", "-o", "2.jsonl") == 4
    assert "copydesk cursors settle corpus given" in capsys.readouterr().err
    assert type_("cursors", "list") == 0
    assert "one did not end" in capsys.readouterr().out
    assert type_("cursors", "settle", "corpus", said) == 0
    assert type_("export", "--cursor", "corpus", "-o", "2.jsonl") == 0
    assert numbers("2.jsonl") == given


def test_one_export_of_a_cursor_at_a_time(filed, type_, capsys) -> None:
    """This process itself has one under way."""
    from pipelines.jobs.lease import myself
    from pipelines.store import cursors

    with writing(filed) as connection:
        number = cursors.named(connection, "corpus", NOW)
        place = cursors.Place(file="a", part="b")
        cursors.begin(connection, number, myself(), place, NOW)
    assert type_("export", "--cursor", "corpus", "-o", "2.jsonl") == 4
    assert "another export of the cursor corpus is at work" in capsys.readouterr().err
    assert not Path("2.jsonl").exists()


@pytest.mark.parametrize("cursor", [(), ("--cursor", "corpus")])
def test_a_broken_export_leaves_no_half_file(filed, type_, monkeypatch, capsys, cursor) -> None:
    """A full disk: the old file stays, nothing counts as given."""
    from pipelines.export.lines import Lines

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    Path("all.jsonl").write_text("old")
    with monkeypatch.context() as patched:
        patched.setattr(Lines, "write", full)
        assert type_("export", "-o", "all.jsonl", *cursor) == 5
    assert "all.jsonl: cannot be written: No space left on device" in capsys.readouterr().err
    assert Path("all.jsonl").read_text() == "old"
    assert not list(Path().glob(".all.jsonl*"))
    assert type_("export", "-o", "all.jsonl", *cursor) == 0
    assert numbers("all.jsonl") == [1, 2, 3, 4, 5]


def test_what_a_killed_export_left_is_swept(filed, type_) -> None:
    """By the next one of the same file."""
    Path(".all.jsonl.0123abcd.part").write_text("half")
    Path(".other.jsonl.0123abcd.part").write_text("half")
    assert type_("export", "-o", "all.jsonl") == 0
    assert [path.name for path in Path().glob(".*.part")] == [".other.jsonl.0123abcd.part"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--cursor", "corpus"), "--cursor needs -o FILE"),
        (("--changed",), "--changed needs --cursor NAME"),
        (("--cursor", " ", "-o", "x"), "--cursor needs a name"),
        (("--spreadsheet", "-o", "x.parquet"), "--spreadsheet is for CSV, and this is parquet"),
        (("--format", "xml"), "'xml' is not one of"),
        (("--site", "gazete"), "there is no site gazete; the nearest is gazette"),
        (("--author", "Nobody"), "there is no author Nobody"),
        (("-o", "/dev/null"), "is no file that can be replaced"),
    ],
)
def test_what_cannot_be_meant_is_one_line_and_usage(filed, type_, capsys, words, said) -> None:
    """Nothing is written."""
    assert type_("export", *words) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert shown.err.count("\n") == 1
    assert shown.out == ""


def test_a_folder_that_is_not_there_is_one_line(filed, type_, capsys) -> None:
    """As everywhere where a file cannot be written."""
    assert type_("export", "-o", "nowhere/all.csv") == 5
    assert "nowhere/all.csv: cannot be written: No such file" in capsys.readouterr().err


def test_cursors_are_listed_and_forgotten(filed, type_, capsys) -> None:
    """A forgotten one is given everything anew."""
    assert type_("cursors", "list") == 0
    assert "There is no cursor" in capsys.readouterr().out
    assert type_("export", "--cursor", "corpus", "-o", "1.jsonl") == 0
    assert type_("cursors", "list", "--json") == 0
    listed = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (listed["name"], listed["articles"], listed["exports"]) == ("corpus", 5, 1)
    assert type_("cursors", "drop", "corpus") == 0
    assert type_("cursors", "drop", "corpus") == 2
    assert type_("cursors", "settle", "corpus", "again") == 2
    assert type_("export", "--cursor", "corpus", "-o", "2.jsonl") == 0
    assert numbers("2.jsonl") == [1, 2, 3, 4, 5]

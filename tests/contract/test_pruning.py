"""`copydesk db prune`: what is old goes, and nothing of it is ever asked for again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, text

from crawler.cli.main import run
from pipelines.archive.reader import records
from pipelines.archive.writer import ArchiveWriter
from pipelines.jobs import pruning
from pipelines.jobs.filing import file_visit
from pipelines.jobs.visit import Visit
from pipelines.model import Outcome
from pipelines.store import endings, frontier
from pipelines.store.engine import reading, writing
from pipelines.store.rows import Ended, Fetched
from pipelines.store.tables import article, fetches, snapshots, urls
from tests.contract.samples import SITE as PAPER
from tests.contract.samples import link
from tests.contract.visits import page, visit

DAY = timedelta(days=1)
Type = Callable[..., int]


@pytest.fixture
def type_(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Type:
    """Types a command at the database, in the folder with its archive."""
    monkeypatch.chdir(tmp_path)
    address = engine.url.render_as_string(hide_password=False)
    return lambda *words: run(["--db", address, *words])


@pytest.fixture
def kept(desk: Engine, tmp_path: Path) -> Engine:
    """Two articles: /old of 200 days ago in one file, asked for again twice, /new in another."""
    now = datetime.now(UTC)
    for path, at in (("/old", now - 200 * DAY), ("/new", now - DAY)):
        seen = _at(visit(desk, path, page(path)), at)
        writer = ArchiveWriter(tmp_path / "archive", at)
        place = writer.append(seen.snapshot)
        writer.close()
        with writing(desk) as connection:
            file_visit(connection, replace(seen, place=place), 1)
    with writing(desk) as connection:
        number = connection.scalar(select(urls.c.id).where(urls.c.url.endswith("/old")))
        for days in (190, 180):
            fetch = Fetched(run_id=1, final_url="https://gazette.example/old", status=304)
            at = now - days * DAY
            ended = Ended(outcome=Outcome.NOT_MODIFIED, reason="", now=at, fetch=fetch)
            endings.settle(connection, int(number or 0), ended)
    return desk


def _at(seen: Visit, at: datetime) -> Visit:
    return replace(seen, snapshot=replace(seen.snapshot, date=at))


def files() -> list[str]:
    return [one.target_uri for path in sorted(Path("archive").iterdir()) for one in records(path)]


def count(engine: Engine, table: object) -> int:
    with reading(engine) as connection:
        return int(connection.scalar(select(func.count()).select_from(table)) or 0)  # type: ignore[arg-type]


def test_old_raw_pages_go_and_what_they_gave_stays(kept, type_, capsys) -> None:
    """The row says what the article was made from, and that it is gone."""
    assert type_("db", "prune", "--raw", "180d") == 0
    assert "1 in 1 files" in capsys.readouterr().out
    assert files() == ["https://gazette.example/new"]
    with reading(kept) as connection:
        rows = connection.execute(select(snapshots).order_by(snapshots.c.date)).all()
        assert [row.pruned_at is None for row in rows] == [False, True]
        assert rows[0].digest.startswith("sha256:")
        linked = "SELECT count(*) FROM revisions WHERE snapshot_id IS NOT NULL"
        assert connection.scalar(text(linked)) == 2
    assert count(kept, article) == 2


def test_old_requests_go_but_the_last_of_each_address(kept, type_, capsys) -> None:
    """It says how the address ended."""
    assert type_("db", "prune", "--fetches", "90d") == 0
    assert "2 gone" in capsys.readouterr().out
    with reading(kept) as connection:
        left = connection.execute(select(fetches.c.outcome).order_by(fetches.c.id)).scalars().all()
    assert left == ["new", "not-modified"]
    assert type_("explain", "https://gazette.example/old") == 0


def test_nothing_that_was_pruned_is_asked_for_again(kept, type_) -> None:
    """A feed may name it for ever."""
    assert type_("db", "prune", "--raw", "1s", "--fetches", "1s") == 0
    named = [
        (
            f"https://gazette.example/{name}",
            None,
            replace(link(1)[2], url=f"https://gazette.example/{name}"),
        )
        for name in ("old", "new", "other")
    ]
    with writing(kept) as connection:
        asked = frontier.sight(connection, PAPER.key, named, datetime.now(UTC))
    assert [pending.url for pending in asked] == ["https://gazette.example/other"]


def test_a_dry_run_changes_nothing(kept, type_, capsys) -> None:
    """It says what would go."""
    before = count(kept, fetches), files_here()
    assert type_("db", "prune", "--raw", "180d", "--fetches", "90d", "--dry-run") == 0
    said = capsys.readouterr().out
    assert "would go" in said
    assert "2 would go" in said
    assert (count(kept, fetches), files_here()) == before


def files_here() -> list[str]:
    return sorted(path.name for path in Path("archive").iterdir())


def test_what_a_kill_left_is_swept(kept, type_, monkeypatch) -> None:
    """The database was told, the file is still there; the next pruning takes it."""
    with monkeypatch.context() as patched:
        patched.setattr(pruning, "_removed", lambda _: "")
        assert type_("db", "prune", "--raw", "180d") == 0
    assert len(files_here()) == 2
    assert type_("db", "prune", "--raw", "180d") == 0
    assert files() == ["https://gazette.example/new"]


def test_a_file_that_stays_is_told(kept, type_, monkeypatch, capsys) -> None:
    """A read-only archive: exit code 3, and the next try takes it."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refuse)
        assert type_("db", "prune", "--raw", "180d") == 3
    assert "cannot be removed: Permission denied" in capsys.readouterr().err
    assert type_("db", "prune", "--raw", "180d") == 0
    assert len(files_here()) == 1


def test_a_file_goes_only_when_all_its_pages_are_old(kept, type_, tmp_path) -> None:
    """A run may last over the day that is asked for."""
    with writing(kept) as connection:
        first = select(func.min(snapshots.c.warc_file)).scalar_subquery()
        connection.execute(snapshots.update().values(warc_file=first, offset=snapshots.c.id))
    assert type_("db", "prune", "--raw", "180d") == 0
    assert len(files_here()) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "say what may go"),
        (("--raw", "soon"), "is no duration"),
        (("--fetches", "0d"), "is no duration"),
    ],
)
def test_what_cannot_be_meant_is_usage(kept, type_, capsys, words, said) -> None:
    """One line."""
    assert type_("db", "prune", *words) == 2
    assert said in capsys.readouterr().err

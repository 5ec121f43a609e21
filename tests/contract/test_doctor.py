"""`copydesk doctor`: each kind of fault is seen, said in a line, and mended where it can be."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url, select, text, update

from benchmarks.trials.upgrading import migrate
from crawler.cli.main import run
from pipelines.archive.writer import ArchiveWriter
from pipelines.jobs.filing import file_visit
from pipelines.jobs.run import Lease
from pipelines.store import runs, schema
from pipelines.store.engine import open_engine, reading, writing
from pipelines.store.rows import Owner
from pipelines.store.tables import article, leases, snapshots, sources
from pipelines.store.tables import runs as run_rows
from tests.contract.samples import SITE as PAPER
from tests.contract.visits import page, visit

Ask = Callable[..., tuple[int, dict[str, list[dict[str, str]]]]]
DEAD = Owner(host=os.uname().nodename, pid=2**22 + 1, started="1")


@pytest.fixture
def ask(empty_database: str, tmp_path: Path, monkeypatch, capsys) -> Ask:
    """Types `copydesk doctor --json`; its exit code and its (last) findings by part."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COPYDESK_CONFIG", raising=False)

    def typed(*words: str, db: str = empty_database):
        capsys.readouterr()
        code = run(["--db", db, "doctor", "--json", *words])
        lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        parts: dict[str, list[dict[str, str]]] = {}
        for line in lines:
            if "will" in line:
                parts = {}  # the round after it counts
            if "part" in line:
                parts.setdefault(line["part"], []).append(line)
        return code, parts

    return typed


def faults(parts: dict[str, list[dict[str, str]]]) -> dict[str, str]:
    return {one["part"]: one["seen"] for some in parts.values() for one in some if is_fault(one)}


def is_fault(one: dict[str, str]) -> bool:
    return one["state"] == "fault"


@pytest.fixture
def filed(desk: Engine, tmp_path: Path) -> Engine:
    """Three articles, each in a WARC file of its own; the run that filed them has ended."""
    now = datetime.now(UTC)
    for minutes, path in enumerate(("/one", "/two", "/three")):
        seen = visit(desk, path, page(path))
        at = now - timedelta(hours=1, minutes=minutes)
        seen = replace(seen, snapshot=replace(seen.snapshot, date=at))
        writer = ArchiveWriter(tmp_path / "archive", at)
        place = writer.append(seen.snapshot)
        writer.close()
        with writing(desk) as connection:
            file_visit(connection, replace(seen, place=place), 1)
    with writing(desk) as connection:
        runs.finish(connection, 1, now, "finished", {})
    (tmp_path / "sites").mkdir()
    return desk


def archived(folder: Path) -> list[Path]:
    return sorted((folder / "archive").iterdir())


def pruned(engine: Engine) -> int:
    with reading(engine) as connection:
        rows = connection.scalars(select(snapshots.c.pruned_at)).all()
    return sum(row is not None for row in rows)


def test_a_sound_place_is_well(filed: Engine, ask: Ask) -> None:
    """Also when everything is read."""
    for words in ((), ("--thorough",)):
        code, parts = ask(*words)
        assert (code, faults(parts)) == (0, {})
    assert parts["records"][0]["seen"] == "3 read"


def test_settings_come_with_their_origins_and_without_secrets(
    filed: Engine, tmp_path: Path, monkeypatch, capsys
) -> None:
    """A password, or an address that only its owner may ask, is not printed."""
    monkeypatch.chdir(tmp_path)
    Path("copydesk.toml").write_text('ping_url = "https://hc.example/0123"\ndelay_s = 2\n')
    monkeypatch.setenv("COPYDESK_PROXY", "http://me:hunter2@proxy.example:3128")
    run(["--db", filed.url.render_as_string(hide_password=False), "doctor", "--json"])
    out = capsys.readouterr().out
    stated = {one["setting"]: one for one in map(json.loads, out.splitlines()) if "setting" in one}
    assert stated["delay_s"]["origin"].endswith("copydesk.toml")
    assert stated["proxy"]["origin"] == "COPYDESK_PROXY"
    assert stated["db"]["origin"] == "command line"
    assert stated["throttle"]["origin"] == "default"
    assert "hunter2" not in out
    assert "0123" not in out


def test_lost_and_shortened_files_are_given_up_only_when_asked(
    filed: Engine, ask: Ask, tmp_path: Path
) -> None:
    """--fix marks their pages; the file that is whole keeps its own."""
    lost, short, _ = archived(tmp_path)
    lost.unlink()
    os.truncate(short, short.stat().st_size - 1)
    code, parts = ask()
    assert code == 3
    assert [one["seen"].partition(":")[0] for one in parts["archive"]] == ["missing", "cut short"]
    assert pruned(filed) == 0
    code, parts = ask("--fix")
    assert code == 0
    assert pruned(filed) == 2
    assert short.exists()


def test_an_archive_that_is_away_is_never_given_up(filed: Engine, ask: Ask, tmp_path: Path) -> None:
    """A disk that is not mounted is no loss: nothing is marked."""
    (tmp_path / "archive").rename(tmp_path / "elsewhere")
    assert ask("--fix")[0] == 3
    (tmp_path / "archive").mkdir()
    code, parts = ask("--fix")
    assert (code, "archive" in faults(parts)) == (3, True)
    assert pruned(filed) == 0


def test_pruned_pages_are_no_fault_and_strange_files_are_a_note(
    filed: Engine, ask: Ask, tmp_path: Path
) -> None:
    """What was let go is not missed; what nobody names stays where it is."""
    gone = archived(tmp_path)[0]
    with writing(filed) as connection:
        mine = update(snapshots).where(snapshots.c.warc_file == gone.name)
        connection.execute(mine.values(pruned_at=datetime.now(UTC)))
    gone.rename(gone.with_name("other.warc.gz"))
    code, parts = ask("--fix")
    assert code == 0
    assert "other.warc.gz" in parts["archive"][1]["seen"]
    assert (tmp_path / "archive" / "other.warc.gz").exists()


def test_damage_within_a_record_is_found_when_all_is_read(
    filed: Engine, ask: Ask, tmp_path: Path
) -> None:
    """Its length is right, so that only reading shows it; it is never given up."""
    file = archived(tmp_path)[0]
    content = bytearray(file.read_bytes())
    content[200:240] = bytes(40)
    file.write_bytes(content)
    assert ask()[0] == 0
    code, parts = ask("--thorough", "--fix")
    assert (code, "records" in faults(parts)) == (3, True)
    assert pruned(filed) == 0


def test_the_search_index_is_brought_up_to_date(filed: Engine, ask: Ask, capsys) -> None:
    """An article whose words are gone is found again."""
    key = "rowid" if filed.dialect.name == "sqlite" else "article_id"
    with writing(filed) as connection:
        first = connection.scalar(select(article.c.id).limit(1))
        connection.execute(text(f"DELETE FROM article_words WHERE {key} = :id"), {"id": first})
    code, parts = ask()
    assert (code, faults(parts)["search index"]) == (
        3,
        "1 articles are not in it, 0 entries are of no article",
    )
    code, parts = ask("--fix")
    assert (code, faults(parts)) == (0, {})
    with reading(filed) as connection:
        held = text(f"SELECT count(*) FROM article_words WHERE {key} = :id")
        assert connection.scalar(held, {"id": first}) == 1


def test_a_stale_lease_is_released_and_a_living_one_stays(filed: Engine, ask: Ask) -> None:
    """Whoever is at work is left at work, and nothing is mended beneath him."""
    then = datetime.now(UTC) - timedelta(hours=2)
    with writing(filed) as connection:
        runs.acquire(connection, runs.WHOLE, DEAD, then, lambda *_: False)
        runs.start(connection, DEAD, then)
    code, parts = ask()
    assert (code, parts["lease"][0]["state"], parts["lease"][0]["fix"]) == (0, "note", "lease")
    ask("--fix")
    with reading(filed) as connection:
        assert connection.execute(select(leases)).all() == []
        last = select(run_rows.c.finish_reason).order_by(run_rows.c.id.desc()).limit(1)
        assert connection.scalar(last) == "killed"
    lease = Lease(filed)
    try:
        code, parts = ask("--fix")
        assert "at work" in parts["lease"][0]["seen"]
    finally:
        lease.give_back()


def test_the_leases_of_sites_are_told_each(filed: Engine, ask: Ask) -> None:
    """Workers hold a site each; of those that are gone nothing stays but what was filed."""
    then = datetime.now(UTC) - timedelta(hours=2)
    with writing(filed) as connection:
        for site in ("gazette.example", "herald.example"):
            runs.acquire(connection, runs.of_site(site), DEAD, then, lambda *_: False)
    _, parts = ask()
    assert ["gazette" in one["seen"] for one in parts["lease"]] == [True, False]
    assert {one["state"] for one in parts["lease"]} == {"note"}
    _, parts = ask("--fix")
    assert [one["seen"] for one in parts["lease"]] == ["free"]


def test_nothing_is_mended_while_a_run_is_at_work(filed: Engine, ask: Ask, tmp_path: Path) -> None:
    """The fault stays open, and its pages as they are."""
    archived(tmp_path)[0].unlink()
    lease = Lease(filed)
    try:
        assert ask("--fix")[0] == 3
    finally:
        lease.give_back()
    assert pruned(filed) == 0


def test_a_clock_behind_the_database_is_a_fault(filed: Engine, ask: Ask) -> None:
    """What was filed lies in the future."""
    with writing(filed) as connection:
        later = datetime.now(UTC) + timedelta(days=2)
        connection.execute(update(snapshots).values(date=later))
    code, parts = ask()
    assert (code, set(faults(parts))) == (3, {"clock"})


def test_a_source_that_nobody_asks_is_a_fault(filed: Engine, ask: Ask) -> None:
    """Days after its turn has come."""
    with writing(filed) as connection:
        then = datetime.now(UTC) - timedelta(days=4)
        connection.execute(update(sources).values(next_due_at=then))
    code, parts = ask()
    assert (code, set(faults(parts))) == (3, {"sources"})
    assert PAPER.sources[0].url in faults(parts)["sources"]


def test_a_crashed_run_is_a_fault(filed: Engine, ask: Ask) -> None:
    """Until another one has ended better."""
    with writing(filed) as connection:
        runs.finish(connection, 1, datetime.now(UTC), "crashed", {})
    assert set(faults(ask()[1])) == {"last run"}


@pytest.mark.parametrize("number", ["0001", "9999", "moving"])
def test_a_schema_of_another_version_is_said(filed: Engine, ask: Ask, number: str) -> None:
    """Older, newer or half moved; nothing else is looked at."""
    with writing(filed) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :n"), {"n": number})
    code, parts = ask()
    assert (code, set(faults(parts))) == (3, {"schema"})
    assert "integrity" not in parts


def test_an_older_schema_is_upgraded(empty_database: str, ask: Ask, tmp_path: Path) -> None:
    """Said first, then done, then everything is looked at."""
    engine = open_engine(empty_database)
    with writing(engine) as connection:
        migrate(connection, schema.head() - 1)
    assert ask()[0] == 3
    code, parts = ask("--fix")
    assert code == 0
    assert "integrity" in parts
    assert schema.current(engine) == schema.head()
    engine.dispose()


def test_missing_tables_and_an_empty_database_are_said(empty_database: str, ask: Ask) -> None:
    """Neither is made by looking."""
    code, parts = ask()
    assert code == 3
    assert set(faults(parts)) <= {"database", "schema"}
    engine = open_engine(empty_database)
    schema.upgrade(engine)
    with writing(engine) as connection:
        connection.execute(text("DROP TABLE titles"))
    assert faults(ask()[1]) == {"schema": "missing: titles"}
    engine.dispose()


def test_a_server_that_is_not_there_is_one_line_without_the_password(ask: Ask) -> None:
    """Its address is shown, not what opens it."""
    nowhere = make_url("postgresql://me:hunter2@127.0.0.1:1/none")
    code, parts = ask(db=nowhere.render_as_string(hide_password=False))
    assert (code, set(faults(parts))) == (3, {"database"})
    assert "hunter2" not in faults(parts)["database"]


@pytest.mark.parametrize("kept", [0, 100, 6000])
def test_a_damaged_file_is_a_line(ask: Ask, tmp_path: Path, kept: int) -> None:
    """Whatever of it is overwritten."""
    file = tmp_path / "broken.db"
    engine = open_engine(f"sqlite:///{file}")
    schema.upgrade(engine)
    engine.dispose()
    content = file.read_bytes()
    file.write_bytes(content[:kept] + b"\xa5" * (len(content) - kept))
    code, parts = ask(db=f"sqlite:///{file}")
    assert code == 3
    assert set(faults(parts)) - {"versions"}


def test_settings_that_cannot_be_read_are_a_line_each(ask: Ask, tmp_path: Path) -> None:
    """Another database than the user's is not looked at instead."""
    Path("copydesk.toml").write_text("dely_s = 1\nconcurrency = 0\n")
    code, parts = ask()
    assert code == 3
    assert len(parts["settings"]) == 2
    assert "delay_s" in parts["settings"][0]["seen"] + parts["settings"][1]["seen"]
    assert "schema" not in parts


def test_quiet_prints_faults_alone(filed: Engine, tmp_path: Path, monkeypatch, capsys) -> None:
    """Nothing when all is well: cron's mail is signal."""
    monkeypatch.chdir(tmp_path)
    address = filed.url.render_as_string(hide_password=False)
    assert run(["--db", address, "doctor", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")
    archived(tmp_path)[0].unlink()
    assert run(["--db", address, "doctor", "--quiet"]) == 3
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)

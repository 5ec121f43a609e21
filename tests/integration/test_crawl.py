"""`copydesk crawl`, typed as cron types it, against the demo sites on loopback."""

import json
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

from benchmarks.trials.desk import Desk
from crawler.demo.server import Server
from crawler.demo.sites import DemoSite
from pipelines.archive.reader import records
from pipelines.store.engine import open_engine, writing

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
BODIES = "SELECT url, headline, body FROM articles ORDER BY url"


def home(site: DemoSite, server: Server) -> str:
    return f"http://{site.host}:{server.port}/"


def add(desk: Desk, site: DemoSite, server: Server) -> None:
    """The site file that `copydesk sites add` would write, without asking."""
    at = home(site, server)
    desk.site(
        "gazette", f'home = "{at}"\nfeeds = ["{at}feed.xml"]\nsitemaps = ["{at}sitemap.xml"]\n'
    )


def test_a_second_run_stores_nothing_new_and_asks_little(
    desk: Desk, gazette: DemoSite, server: Server
) -> None:
    """Sources answer 304 or what they answered before; known articles are not asked for."""
    add(desk, gazette, server)
    before = server.requests()
    assert desk.run("crawl").returncode in (0, 3)
    first = server.requests() - before
    filed = desk.rows(BODIES)
    again = desk.run("crawl", "--now")
    second = server.requests() - before - first
    assert desk.rows(BODIES) == filed
    assert "Nothing new" in again.stdout
    assert second <= first / 3


def test_a_run_right_after_another_asks_nothing_and_says_so(
    desk: Desk, gazette: DemoSite, server: Server
) -> None:
    """No source is due; `sites due` shows when each is, and why then."""
    add(desk, gazette, server)
    desk.run("crawl")
    before = server.requests()
    again = desk.run("crawl")
    assert (again.returncode, server.requests()) == (0, before)
    assert "Nothing is due before 20" in again.stdout
    listed = [json.loads(line) for line in desk.run("sites", "due", "--json").stdout.splitlines()]
    assert {"feed", "sitemap"} <= {one["kind"] for one in listed}
    assert all(one["due_at"] > one["asked_at"] and one["why"] for one in listed)
    shown = desk.run("sites", "due", "gazette").stdout.splitlines()
    assert shown[0].split() == ["site", "source", "asked", "due", "why"]
    assert len(shown) == len(listed) + 1


def test_an_article_that_comes_later_is_found_by_the_next_run(
    desk: Desk, gazette: DemoSite, server: Server
) -> None:
    """What cron starts the command for; `--now` does not wait until the sources are due."""
    add(desk, gazette, server)
    desk.run("crawl")
    before = len(desk.rows(BODIES))
    server.publish()
    desk.run("crawl", "--now")
    assert len(desk.rows(BODIES)) == before + 1


def test_json_prints_a_line_for_each_stored_article_and_the_totals_last(
    desk: Desk, gazette: DemoSite, server: Server
) -> None:
    """Standard output holds JSON alone, and each line is a row in the database."""
    add(desk, gazette, server)
    lines = [json.loads(line) for line in desk.run("crawl", "--json").stdout.splitlines()]
    stored = [line for line in lines if line["event"] == "stored"]
    assert sorted(line["url"] for line in stored) == [row[0] for row in desk.rows(BODIES)]
    assert {line["site"] for line in stored} == {gazette.host}
    assert lines[-1]["event"] == "finished"
    assert lines[-1]["new"] == len(stored)


def test_every_url_that_was_asked_for_has_one_outcome_and_one_fetch(
    desk: Desk, gazette: DemoSite, server: Server
) -> None:
    """Nothing vanishes."""
    add(desk, gazette, server)
    desk.run("crawl")
    assert desk.rows("SELECT url FROM urls WHERE outcome IS NULL OR state = 'found'") == []
    (urls,), (fetches,) = (
        desk.rows(f"SELECT count(*) FROM {table}")[0] for table in ("urls", "fetches")
    )
    assert urls == fetches


def test_what_was_filed_lies_in_the_archive(desk: Desk, gazette: DemoSite, server: Server) -> None:
    """Each article's row points at the page that it was made from, byte for byte."""
    add(desk, gazette, server)
    desk.run("crawl")
    kept = {
        snapshot.payload_digest
        for file in (desk.folder / "archive").glob("*.warc.gz")
        for snapshot in records(file)
    }
    rows = desk.rows(
        "SELECT s.digest FROM revisions r LEFT JOIN snapshots s ON s.id = r.snapshot_id"
    )
    assert rows
    assert {digest for (digest,) in rows} <= kept


def test_a_limit_leaves_the_rest_for_the_next_run(
    desk: Desk, gazette: DemoSite, server: Server
) -> None:
    """URLs found but not fetched are not forgotten, and nothing is fetched twice."""
    add(desk, gazette, server)
    desk.environment["COPYDESK_MAX_ARTICLES_PER_RUN"] = "10"
    counts = []
    for _ in range(3):
        desk.run("crawl")
        counts.append(desk.rows("SELECT count(*) FROM fetches")[0][0])
    assert counts == [10, 20, 30]


def test_a_run_ends_cleanly_when_its_time_is_up(
    desk: Desk, gazette: DemoSite, server: Server
) -> None:
    """What was filed is clean, the rest waits, and nobody is mailed."""
    add(desk, gazette, server)
    desk.environment["COPYDESK_DELAY_S"] = "0.5"
    ended = desk.run("crawl", "--quiet", "--for", "3s")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    assert desk.rows("SELECT finish_reason FROM runs") == [("time is up",)]
    assert desk.rows("SELECT count(*) FROM urls WHERE state = 'found'") != [(0,)]
    del desk.environment["COPYDESK_DELAY_S"]
    desk.run("crawl", "--for", "10m")
    assert len(desk.rows("SELECT url_key FROM article")) == len(gazette.articles)


@pytest.mark.parametrize("seconds", [0.5, 1.5, 2.5])
def test_a_killed_run_costs_nothing(
    desk: Desk, gazette: DemoSite, server: Server, seconds: float
) -> None:
    """kill -9 at some moment: the next run takes the lease over and ends where one run would."""
    add(desk, gazette, server)
    desk.environment["COPYDESK_DELAY_S"] = "0.2"
    run = desk.start("crawl", "--json")
    acknowledged = _lines_until(run, seconds)
    os.killpg(run.pid, signal.SIGKILL)
    run.communicate()
    held = {row[0] for row in desk.rows("SELECT url FROM articles")}
    assert acknowledged <= held
    del desk.environment["COPYDESK_DELAY_S"]
    assert desk.run("crawl").returncode in (0, 3)
    rows = desk.rows("SELECT url_key FROM article")
    assert len(rows) == len(set(rows)) == len(gazette.articles)
    assert desk.rows("SELECT finish_reason FROM runs ORDER BY id") == [("killed",), ("finished",)]


def _lines_until(run: "subprocess.Popen[str]", seconds: float) -> set[str]:
    """The URLs that the run reported as stored within that time after its first line."""
    assert run.stdout is not None
    urls = {json.loads(run.stdout.readline())["url"]}
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        line = json.loads(run.stdout.readline())
        if line["event"] == "finished":
            break
        urls.add(line["url"])
    return urls


def test_a_second_run_at_once_says_so_and_ends_with_4(
    desk: Desk, gazette: DemoSite, server: Server
) -> None:
    """Two cron lines that overlap must not fetch everything twice."""
    add(desk, gazette, server)
    desk.environment["COPYDESK_DELAY_S"] = "0.3"
    first = desk.start("crawl", "--json")
    assert first.stdout is not None
    first.stdout.readline()
    second = desk.run("crawl")
    os.killpg(first.pid, signal.SIGTERM)
    first.communicate(timeout=60)
    assert second.returncode == 4
    assert second.stderr.count("\n") == 1
    assert f"process {first.pid}" in second.stderr


def test_one_ctrl_c_ends_the_run_cleanly(desk: Desk, gazette: DemoSite, server: Server) -> None:
    """What was fetched is filed and cleaned, the lease is free, and the rest is still to come."""
    add(desk, gazette, server)
    desk.environment["COPYDESK_DELAY_S"] = "0.3"
    run = desk.start("crawl", "--json")
    assert run.stdout is not None
    run.stdout.readline()
    os.killpg(run.pid, signal.SIGINT)
    out, err = run.communicate(timeout=60)
    assert run.returncode == 3, err
    assert "Traceback" not in err
    assert json.loads(out.splitlines()[-1])["event"] == "finished"
    assert desk.rows("SELECT finish_reason FROM runs") == [("shutdown",)]
    assert desk.rows("SELECT count(*) FROM leases") == [(0,)]
    assert desk.rows("SELECT count(*) FROM urls WHERE state = 'found'") != [(0,)]


def test_a_second_ctrl_c_ends_the_run_at_once_and_leaves_no_worker(
    desk: Desk, gazette: DemoSite, server: Server
) -> None:
    """Whoever cannot wait need not kill; the next run goes on as after any other end."""
    add(desk, gazette, server)
    desk.environment["COPYDESK_DELAY_S"] = "5"
    before = server.requests()
    run = desk.start("crawl", "--json")
    while server.requests() == before and run.poll() is None:
        time.sleep(0.1)
    os.kill(run.pid, signal.SIGINT)
    time.sleep(0.3)
    os.kill(run.pid, signal.SIGINT)
    _, err = run.communicate(timeout=30)
    assert run.returncode == 3, err
    assert "Traceback" not in err
    assert desk.rows("SELECT count(*) FROM leases") == [(0,)]


def test_an_unreachable_site_is_one_line_and_the_others_go_on(
    desk: Desk, gazette: DemoSite, server: Server
) -> None:
    """Exit code 3: partly failed."""
    add(desk, gazette, server)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        desk.site(
            "nobody",
            f'home = "http://nobody.localhost:{port}/"\n'
            f'feeds = ["http://nobody.localhost:{port}/feed"]\n',
        )
        ended = desk.run("crawl")
    assert ended.returncode == 3
    assert "Traceback" not in ended.stderr
    assert sum("nobody.localhost" in line for line in ended.stderr.splitlines()) == 1
    assert len(desk.rows(BODIES)) == len(gazette.articles)


@pytest.mark.parametrize(
    ("path", "said"),
    [("/about/", "neither feed nor sitemap"), ("/no/such/feed.xml", "404")],
)
def test_a_feed_that_is_none_is_named_and_the_other_sources_go_on(
    desk: Desk, gazette: DemoSite, server: Server, path: str, said: str
) -> None:
    """A page instead of a feed, or none at all."""
    at = home(gazette, server)
    desk.site("gazette", f'home = "{at}"\nfeeds = ["{at[:-1]}{path}", "{at}feed.xml"]\n')
    ended = desk.run("crawl")
    assert ended.returncode == 3
    assert said in ended.stderr
    assert len(desk.rows(BODIES)) > 0


def test_a_database_that_is_not_there_is_one_line_and_6(desk: Desk) -> None:
    """Before anything is asked of anybody."""
    desk.site("x", 'home = "http://x.localhost/"\n')
    ended = desk.run("crawl", "--db", "sqlite:////nowhere/at/all.db")
    assert ended.returncode == 6
    assert ended.stderr.count("\n") == 1


def test_a_database_without_tables_names_the_command_that_mends_it(desk: Desk) -> None:
    """`copydesk crawl` never makes tables by itself."""
    desk.site("x", 'home = "http://x.localhost/"\n')
    ended = desk.run("crawl", "--db", f"sqlite:///{desk.folder / 'other.db'}")
    assert ended.returncode == 6
    assert "copydesk init" in ended.stderr


def test_an_unknown_site_names_the_nearest_and_ends_with_2(desk: Desk) -> None:
    """A typing error is no reason to crawl everything."""
    desk.site("gazette", 'home = "http://gazette.localhost/"\n')
    ended = desk.run("crawl", "gazete")
    assert ended.returncode == 2
    assert "the nearest is gazette" in ended.stderr


def test_scrapys_own_command_runs_the_same_crawl(
    desk: Desk, gazette: DemoSite, server: Server
) -> None:
    """`scrapy list` and `scrapy crawl news` work as Scrapy's users expect."""
    add(desk, gazette, server)
    (desk.folder / "scrapy.cfg").write_text((ROOT / "scrapy.cfg").read_text())
    listed = _scrapy(desk, "list")
    assert listed.stdout.split() == ["news", "probe"]
    crawled = _scrapy(desk, "crawl", "news")
    assert crawled.returncode == 0, crawled.stderr
    assert len(desk.rows(BODIES)) == len(gazette.articles)
    assert desk.rows("SELECT finish_reason FROM runs") == [("finished",)]


def _scrapy(desk: Desk, *words: str) -> "subprocess.CompletedProcess[str]":
    command = [desk.command()[0], "-m", "scrapy", *words]
    return subprocess.run(
        command, cwd=desk.folder, env=desk.variables, capture_output=True, text=True, check=False
    )


def test_a_crawl_into_postgresql_files_the_same_articles(
    desk: Desk, gazette: DemoSite, server: Server, postgres_database: str
) -> None:
    """`--db postgresql+psycopg://...` is all that changes."""
    add(desk, gazette, server)
    desk.run("crawl")
    filed = desk.rows(BODIES)
    desk.db = postgres_database
    assert desk.run("init").returncode == 0
    assert desk.run("crawl").returncode in (0, 3)
    assert desk.rows(BODIES) == filed


def test_a_database_that_fails_in_mid_run_ends_it_in_one_line_and_nothing_is_lost(
    desk: Desk, gazette: DemoSite, server: Server
) -> None:
    """A full disk, a read-only file: exit code 6, no traceback, and the next run completes it."""
    add(desk, gazette, server)
    desk.environment["COPYDESK_DELAY_S"] = "0.2"
    run = desk.start("crawl", "--json")
    assert run.stdout is not None
    run.stdout.readline()
    # what a full disk does, by means that every system has: no further page can be written
    engine = open_engine(desk.db)
    with writing(engine) as connection:
        connection.exec_driver_sql("ALTER TABLE fetches RENAME TO gone")
    _, err = run.communicate(timeout=120)
    assert "Traceback" not in err
    assert run.returncode == 6
    assert err.count("copydesk:") == 1
    with writing(engine) as connection:
        connection.exec_driver_sql("ALTER TABLE gone RENAME TO fetches")
    engine.dispose()
    assert desk.run("crawl").returncode in (0, 3)
    assert len(desk.rows(BODIES)) == len(gazette.articles)

"""`copydesk demo`: the bundled news sites, crawled with the ordinary commands.

It types what a user would type (`init`, `sites add`, `crawl`, and `crawl --now` before anything
is due again), shows what was filed and stricken, and holds the database against the truth that
lies beside the demo sites.
"""

import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.cli.options import common, invocation
from crawler.cli.terminal import Terminal

if TYPE_CHECKING:
    from crawler.demo.sites import DemoSite
    from crawler.demo.truth import Comparison

SHOWN_ARTICLES = 5
SHOWN_REMOVALS = 12
EXCERPT = 400
FINDINGS = 20
IDENTICAL = 0.99  # the least share of bodies that must equal the truth to the letter
# Loopback is opened for this run alone, and the demo's own server needs no rest between pages.
ENVIRONMENT = {
    "COPYDESK_ALLOW_NETWORKS": "127.0.0.0/8,::1/128",
    "COPYDESK_DELAY_S": "0.02",
    "COPYDESK_DB": "sqlite:///copydesk.db",
}


@click.command(epilog="Example: copydesk demo --folder look")
@click.option("--folder", type=click.Path(path_type=Path), default=Path("demo-run"))
@click.option("--port", default=0, help="Port of the demo sites; 0 takes a free one.")
@click.option("--serve", is_flag=True, help="Only serve the sites, to look at in a browser.")
@common
@click.pass_context
def demo(context: click.Context, folder: Path, port: int, serve: bool) -> int:
    """Crawl the bundled demo news sites and compare the result with their truth.

    Everything lands in --folder, which is begun anew; nothing leaves this machine.
    """
    from crawler.demo.server import serving
    from crawler.demo.sites import demo_sites

    terminal = invocation(context).terminal
    sites = demo_sites(datetime.now(UTC))
    with serving(sites, port) as server:
        homes = [f"http://{site.host}:{server.port}/" for site in sites]
        if serve:
            return _serve(terminal, homes)
        _begin_anew(folder)
        _type(terminal, folder, "init")
        _type(terminal, folder, "sites", "add", *homes)
        _type(terminal, folder, "crawl")
        first = server.requests()
        _type(terminal, folder, "crawl", "--now")
        terminal.say(
            f"Requests: {first} to find and fetch everything, then {server.requests() - first}"
        )
        return 0 if _show(terminal, folder, sites, server.port) else 3


def _serve(terminal: Terminal, homes: Sequence[str]) -> int:
    for home in homes:
        terminal.say(home)
    terminal.say("Ctrl-C ends the demo sites.")
    while True:
        time.sleep(3600)


def _begin_anew(folder: Path) -> None:
    """The demo shows a first run: what an earlier one left in its folder goes."""
    for name in ("sites", "archive"):
        shutil.rmtree(folder / name, ignore_errors=True)
    for file in (folder / "copydesk.toml", *folder.glob("copydesk.db*")):
        file.unlink(missing_ok=True)
    folder.mkdir(parents=True, exist_ok=True)


def _type(terminal: Terminal, folder: Path, *words: str) -> None:
    """Run one command as a user would, shown before it runs."""
    terminal.say(f"$ copydesk {shlex.join(words)}")
    command = [sys.executable, "-m", "crawler.cli", *words]
    subprocess.run(command, cwd=folder, env={**os.environ, **ENVIRONMENT}, check=False)
    terminal.say()


def _show(terminal: Terminal, folder: Path, sites: "Sequence[DemoSite]", port: int) -> bool:
    """Five articles, the strikes, the comparison; whether the truth was met."""
    from crawler.demo.truth import Filed, compare
    from pipelines.store import queries
    from pipelines.store.engine import open_engine, reading

    engine = open_engine(f"sqlite:///{folder / 'copydesk.db'}")
    with reading(engine) as connection:
        rows = queries.articles(connection)
        removed = queries.top_removed(connection, None, SHOWN_REMOVALS)
    for row in rows[:: max(1, len(rows) // SHOWN_ARTICLES)][:SHOWN_ARTICLES]:
        terminal.say(f"{row.headline}\n  {row.site}, {row.date_published}, {row.authors}")
        terminal.say(f"  {row.body[:EXCERPT].replace(chr(10), ' ')}...\n")
    terminal.say("Stricken most often:")
    terminal.table(
        ("times", "site", "evidence", "text"),
        [(one.count, one.site, one.evidence, one.text[:60]) for one in removed],
    )
    filed = [Filed(site=r.site, url=r.url, headline=r.headline, body=r.body) for r in rows]
    return _compare(terminal, compare(filed, sites, port))


def _compare(terminal: Terminal, found: "Comparison") -> bool:
    terminal.say("\nAgainst the truth beside the demo sites:")
    terminal.table(
        ("site", "expected", "found", "wrong pages", "twice", "body identical", "leaked", "lost"),
        [
            (
                one.host,
                one.expected,
                one.found,
                len(one.wrong_pages),
                len(one.duplicates),
                one.identical,
                len(one.leaked),
                len(one.lost),
            )
            for one in (*found.sites, found.total)
        ],
    )
    total = found.total
    for url in (*total.missing, *total.wrong_pages, *total.duplicates):
        terminal.say(f"  {url}")
    for finding in (*total.leaked, *total.lost, *total.differing)[:FINDINGS]:
        terminal.say(f"  {finding.url}: {finding.text}")
    return (
        total.found == total.expected
        and not (total.wrong_pages or total.duplicates or total.leaked)
        and total.identical >= IDENTICAL * total.expected
    )

"""kill -9 at random moments of every command that writes, on both engines.

A round: a project is begun; the command is started and killed, up to three times; then it runs
to its end. What the database holds then is what an undisturbed project holds, nothing that was
reported as stored is missing at any time, the file is sound, and no worker process is left.
"""

import json
import random
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.trials.contents import Rows, contents, differences, unsound
from benchmarks.trials.databases import Databases
from benchmarks.trials.desk import Desk, kill, left_behind
from benchmarks.trials.results import Result
from benchmarks.trials.texts import write_texts
from crawler.demo.server import Server
from crawler.demo.sites import DemoSite

KILLS_A_ROUND = 3
FORGOTTEN = (
    "UPDATE revisions SET extractor_version = '1', metadata = '{}', headline = NULL",
    "UPDATE article SET headline = NULL, description = NULL, date_published = NULL",
    "DELETE FROM article_authors",
)
Begin = Callable[[Desk], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Labour:
    """A command that is killed, and how the project is begun in which it works."""

    name: str
    words: tuple[str, ...]
    begin: Begin


@dataclass
class Ground:
    """A folder to begin projects in, on one engine."""

    folder: Path
    databases: Databases
    begun: int = 0

    def project(self) -> Desk:
        """An empty one."""
        folder = self.new_folder()
        folder.mkdir()
        desk = Desk(folder=folder, db=self.databases.empty(folder))
        assert desk.run("init").returncode == 0
        return desk

    def copy(self, of: Desk) -> Desk:
        """A project with everything that another has."""
        folder = self.new_folder()
        shutil.copytree(of.folder, folder)
        return Desk(folder=folder, db=self.databases.copy(of.db, folder))

    def new_folder(self) -> Path:
        """Where the next project may be made."""
        self.begun += 1
        return self.folder / f"project-{self.begun}"


@dataclass
class _Tally:
    kills: int = 0
    broken: list[str] = field(default_factory=list)
    rounds: int = 0
    stored: int = 0


def labours(sites: tuple[DemoSite, ...], server: Server) -> tuple[Labour, ...]:
    """A crawl, a site's relearning, a re-extraction, an import of texts; each has some seconds to
    be killed in."""

    def crawling(desk: Desk) -> None:
        homes = [f"http://{site.host}:{server.port}/" for site in sites]
        assert desk.run("sites", "add", *homes).returncode == 0

    def learning(desk: Desk) -> None:
        crawling(desk)
        assert desk.run("crawl").returncode in (0, 3)
        for path in (desk.folder / "sites").glob("*.toml"):
            path.write_text(path.read_text() + '\n[template]\ndrop = ["css:p:first-of-type"]\n')

    def forgetting(desk: Desk) -> None:
        """As if an older extractor had found nothing but the texts."""
        crawling(desk)
        assert desk.run("crawl").returncode in (0, 3)
        desk.change(*FORGOTTEN)

    def importing(desk: Desk) -> None:
        write_texts(desk.folder / "texts")

    return (
        Labour(name="crawl", words=("crawl", "--json"), begin=crawling),
        Labour(name="templates learn", words=("templates", "learn"), begin=learning),
        Labour(name="reextract", words=("reextract",), begin=forgetting),
        Labour(name="import text", words=("import", "text", "texts"), begin=importing),
    )


def kills(ground: Ground, labour: Labour, times: int, seed: int) -> Result:
    """So many kills of one command."""
    rng = random.Random(f"{labour.name} {ground.databases.engine} {seed}")
    start = ground.project()
    labour.begin(start)
    expected, most_s = _undisturbed(ground.copy(start), labour)
    tally = _Tally()
    while tally.kills < times:
        _round(ground.copy(start), labour, rng, most_s, times, expected, tally)
    return Result(
        trial=f"kill {labour.name}",
        faults=tally.kills,
        survived=max(tally.kills - len(tally.broken), 0),
        figures=f"{ground.databases.engine}, {tally.rounds} rounds,"
        f" {len(expected['articles'])} articles, {tally.stored} reported before a kill",
        broken=tuple(tally.broken),
    )


def _undisturbed(desk: Desk, labour: Labour) -> tuple[Mapping[str, Rows], float]:
    began = time.monotonic()
    done = desk.run(*labour.words)
    took_s = time.monotonic() - began
    assert done.returncode in (0, 3), done.stderr
    return contents(desk), took_s


def _round(  # noqa: PLR0913, PLR0917
    desk: Desk,
    labour: Labour,
    rng: random.Random,
    most_s: float,
    times: int,
    expected: Mapping[str, Rows],
    tally: _Tally,
) -> None:
    reported: set[str] = set()
    for _ in range(min(KILLS_A_ROUND, times - tally.kills)):
        run = desk.start(*labour.words)
        time.sleep(rng.uniform(0.05, most_s))
        if run.poll() is not None:
            run.communicate()
            break
        reported |= _stored(kill(run))
        tally.kills += 1
        tally.broken += _lost(desk, reported)
        tally.broken += [f"process {one} is left" for one in left_behind(desk)]
    tally.rounds += 1
    tally.stored += len(reported)
    done = desk.run(*labour.words)
    if done.returncode not in (0, 3):
        tally.broken.append(f"exit {done.returncode}: {done.stderr.strip()[-200:]}")
    tally.broken += differences(contents(desk), expected)
    shutil.rmtree(desk.folder)


def _stored(out: str) -> set[str]:
    """The addresses that a killed `crawl --json` reported; its last line may be cut."""
    whole = out.splitlines()[:-1] if not out.endswith("\n") else out.splitlines()
    events = [json.loads(line) for line in whole if line.startswith("{")]
    return {event["url"] for event in events if event.get("event") == "stored"}


def _lost(desk: Desk, reported: set[str]) -> list[str]:
    held = {str(url) for (url,) in desk.rows("SELECT url FROM articles")}
    return [f"reported and not there: {url}" for url in reported - held] + unsound(desk)

"""Who runs against whom: each a command that gets the same addresses, and what it stored.

Every one fetches from the same server and does what its makers' documentation says to do with a
list of addresses. Pauses between requests are switched off everywhere; robots.txt is asked for
where a system's own default asks.
"""

import configparser
import json
import os
import re
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from benchmarks.speed.course import Contestant, Course
from benchmarks.speed.spent import Spent

CORES = os.cpu_count() or 1
THREADS = 8  # of newspaper4k, as the figures that the goals come from were measured
OPEN = {
    "COPYDESK_ALLOW_NETWORKS": "127.0.0.0/8",
    "COPYDESK_DELAY_S": "0.001",
    "COPYDESK_THROTTLE": "0",
}


def copydesk(course: Course) -> tuple[Spent, int]:
    """A crawl of all sites by their feeds: robots.txt, archive, cleaning and all."""
    command, variables = (sys.executable, "-m", "crawler.cli"), course.environment | OPEN
    subprocess.run(
        (*command, "init"), cwd=course.folder, env=variables, stdout=subprocess.DEVNULL, check=True
    )
    for number, host in enumerate(course.town.hosts):
        home, feed = (course.town.url(host, path) for path in ("/", "/feed.xml"))
        text = f'home = "{home}"\nfeeds = ["{feed}"]\n'
        (course.folder / "sites" / f"p{number}.toml").write_text(text)
    filed = course.folder / "copydesk.db"
    return course.run((*command, "crawl", "--quiet"), lambda _: _rows(filed), **OPEN)


def naive(course: Course) -> tuple[Spent, int]:
    """Scrapy, trafilatura in the callback, an ORM select and commit for each item."""
    file, module = course.folder / "naive.db", "benchmarks.speed.peers.naive"
    command = (sys.executable, "-m", module, course.urls, str(file))
    return course.run(command, lambda _: _rows(file))


def trafilatura(course: Course) -> tuple[Spent, int]:
    """Its own command with a process for each core; it files nothing in a database."""
    import trafilatura as package  # noqa: PLC0415  0.3 s, only where it takes part

    settings, file = configparser.ConfigParser(), course.folder / "settings.cfg"
    settings.read(Path(package.__file__).with_name("settings.cfg"))
    settings["DEFAULT"].update({"SLEEP_TIME": "0", "SSRF_PROTECTION": "off"})
    _write(settings, file)
    found = course.folder / "out"
    command = (
        *(sys.executable, "-m", "trafilatura.cli", "--input-file", course.urls),
        *("--output-dir", str(found), "--parallel", str(CORES)),
        *("--with-metadata", "--json", "--config-file", str(file)),
    )
    return course.run(command, lambda _: _files(found))


def newspaper(course: Course) -> tuple[Spent, int]:
    """newspaper4k's own threads."""
    script = Path(__file__).with_name("peers") / "newspaper_threads.py"
    return course.run((str(course.python), str(script), course.urls, str(THREADS)), _said)


def news_please(course: Course) -> tuple[Spent, int]:
    """Its own command, a crawler for each core; it writes JSON files."""
    settings = configparser.ConfigParser(interpolation=None)
    setattr(settings, "optionxform", str)  # noqa: B010  its names are in capitals
    settings.read(next(course.python.parents[1].rglob("newsplease/config/config.cfg")))
    settings["Files"]["working_path"] = str(course.folder)
    settings["Crawler"]["number_of_parallel_crawlers"] = str(CORES)
    settings["Scrapy"].update({"CONCURRENT_REQUESTS_PER_DOMAIN": "16", "LOG_LEVEL": "ERROR"})
    config = course.folder / "config"
    config.mkdir()
    _write(settings, config / "config.cfg")
    urls = course.town.urls
    lists = [{"url": urls[core::CORES], "crawler": "Download"} for core in range(CORES)]
    (config / "sitelist.hjson").write_text(json.dumps({"base_urls": lists}))
    command = (str(course.python), "-m", "newsplease", "-c", str(config))
    return course.run(command, lambda _: _files(course.folder / "data"))


def fetching(course: Course) -> tuple[Spent, int]:
    """Scrapy alone."""
    command = (sys.executable, "-m", "benchmarks.speed.peers.fetching", course.urls)
    return course.run(command, _said)


def extracting(course: Course) -> tuple[Spent, int]:
    """Our extraction alone, every core busy; its clock starts when its processes are warm."""
    module = "benchmarks.speed.peers.extracting"
    whole, stored = course.run((sys.executable, "-m", module, course.urls, str(CORES)), _said)
    found = re.search(r"^extraction ([\d.]+) ([\d.]+)", whole.output, re.MULTILINE)
    if found is None:
        raise RuntimeError(f"it did not say what it took: {whole.output[-500:]}")
    return replace(whole, seconds=float(found[1]), cpu_s=float(found[2])), stored


CONTESTANTS = (
    Contestant(name="copydesk", run=copydesk),
    Contestant(name="naive spider", run=naive),
    Contestant(name="trafilatura's command", run=trafilatura),
    Contestant(name="newspaper4k", run=newspaper, of_peers=True),
    Contestant(name="news-please", run=news_please, of_peers=True),
    Contestant(name="Scrapy, fetching only", run=fetching),
    Contestant(name="our extraction only", run=extracting),
)


def _write(settings: configparser.ConfigParser, file: Path) -> None:
    with file.open("w") as written:
        settings.write(written)


def _said(used: Spent) -> int:
    found = re.search(r"^stored (\d+)", used.output, re.MULTILINE)
    return int(found[1]) if found else 0


def _rows(file: Path) -> int:
    with sqlite3.connect(file) as connection:
        return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])


def _files(folder: Path) -> int:
    return sum(1 for _ in folder.rglob("*.json"))

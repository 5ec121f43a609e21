"""One run of the news spider at an hour of the test's choosing: JSON in, JSON out.

A process can run Twisted's reactor once, so every run is a process of its own. Standard input:
{"now": ISO time, "home": url, "feed": url, "settings": {...}, "scope": {...}}.
Standard output: the run's tally.
"""

import json
import sys
from datetime import datetime
from typing import Any

from crawler.project import run_spider
from crawler.spiders.news import NewsSpider
from pipelines.jobs.ingest import Ingest
from pipelines.jobs.worklist import Scope
from pipelines.model import Site, Source, SourceKind
from pipelines.settings import Settings
from pipelines.store.engine import open_engine
from pipelines.store.schema import upgrade
from pipelines.urls import site_key


def main(job: dict[str, Any]) -> None:
    now = datetime.fromisoformat(job["now"])
    settings = Settings.model_validate(job["settings"])
    feed = Source(url=job["feed"], kind=SourceKind.FEED)
    site = Site(key=site_key(job["home"]), name="Gazette", home=job["home"], sources=(feed,))
    upgrade(open_engine(settings.db))
    told = job["scope"]
    since = datetime.fromisoformat(told["since"]) if "since" in told else None
    scope = Scope(sites=(site,), limit=told.get("limit"), since=since)
    ingest = Ingest.open(settings, scope, clock=lambda: now)
    reason = run_spider(NewsSpider, settings, ingest=ingest)
    assert [learned.site for learned in ingest.learn()] in ([], [site.key])
    ingest.close(reason)
    json.dump(ingest.tally.as_json()[site.key], sys.stdout)


if __name__ == "__main__":
    main(json.load(sys.stdin))

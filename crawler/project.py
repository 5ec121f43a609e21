"""From the user's settings and site files to a crawl that runs.

Both ways in meet here: `copydesk crawl`, and Scrapy's own `scrapy crawl news`.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings as ScrapySettings

from pipelines.jobs.ingest import Ingest
from pipelines.settings import Settings, load
from pipelines.sites import load_sites

NOTHING: Mapping[str, object] = MappingProxyType({})


def open_ingest() -> Ingest:
    """A run over every site of the project that the working directory belongs to.

    Raises ConfigError for the first broken site file: whoever starts Scrapy by hand reads it.
    """
    loaded = load(None, os.environ, NOTHING)
    sites, problems = load_sites(loaded.settings.sites_dir)
    if problems:
        raise problems[0]
    return Ingest.open(loaded.settings, sites)

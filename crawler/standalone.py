"""The settings for Scrapy's own command (see scrapy.cfg): ours, with the user's laid on top.

`copydesk crawl` lays them on top itself, because its command line may name other ones.
"""

import os

from crawler.project import chosen
from crawler.settings import *  # noqa: F403
from pipelines.configuration import load

globals().update(chosen(load(None, os.environ, {}).settings))

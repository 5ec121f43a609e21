"""Fetching for the commands that look at sites: one short crawl in this process."""

from crawler.cli.options import Invocation
from crawler.project import run_spider
from crawler.spiders.probe import ProbeSpider, Work
from pipelines.errors import CopydeskError


def probe(call: Invocation, work: Work) -> None:
    """Run the work to its end. Raises KeyboardInterrupt when a person stopped it.

    A process can do this once: Twisted's reactor does not start again.
    """
    reason = run_spider(ProbeSpider, call.settings, work=work)
    if reason == "shutdown":
        raise KeyboardInterrupt
    if reason != "finished":
        raise CopydeskError(f"the sites could not be asked ({reason or 'Scrapy did not start'})")

"""Fetching for the commands that look at sites: one short crawl in this process."""

from collections.abc import Iterable

from crawler.cli.options import Invocation
from crawler.contact import require_contact
from crawler.project import run_spider
from crawler.spiders.probe import ProbeSpider, Work
from pipelines.errors import CopydeskError


def probe(call: Invocation, addresses: Iterable[str], work: Work) -> None:
    """Run the work, which asks these sites, to its end.

    Raises KeyboardInterrupt when a person stopped it, ConfigError where no contact is stated.
    A process can do this once: Twisted's reactor does not start again.
    """
    require_contact(call.settings, addresses)
    reason = run_spider(ProbeSpider, call.settings, work=work)
    if reason == "shutdown":
        raise KeyboardInterrupt
    if reason != "finished":
        raise CopydeskError(f"the sites could not be asked ({reason or 'Scrapy did not start'})")

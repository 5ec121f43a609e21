"""Fetching for the commands that look at sites: one short crawl in this process."""

from collections.abc import Iterable, Sequence

from crawler.cli.options import Invocation
from crawler.contact import require_contact
from crawler.project import run_spider
from crawler.rendering import require_browser
from crawler.spiders.probe import ProbeSpider, Work
from pipelines.errors import CopydeskError
from pipelines.model import Site


def probe(
    call: Invocation, addresses: Iterable[str], work: Work, sites: Sequence[Site] = ()
) -> None:
    """Run the work, which asks these sites, to its end.

    sites: whose files say what a browser has to render.
    Raises KeyboardInterrupt when a person stopped it, ConfigError where no contact is stated, or
    where a browser is missing.
    A process can do this once: Twisted's reactor does not start again.
    """
    require_contact(call.settings, addresses)
    require_browser(sites, call.settings.chromium)
    reason = run_spider(ProbeSpider, call.settings, work=work, sites=sites)
    if reason == "shutdown":
        raise KeyboardInterrupt
    if reason != "finished":
        raise CopydeskError(f"the sites could not be asked ({reason or 'Scrapy did not start'})")
